"""The division on screen: the answer, who takes what, what is left out, what time is worth, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.advice.names import decimal
from strategy.allocation.allocate import Allocation
from strategy.allocation.around import Around, LeftOut
from strategy.allocation.difference import PlanDifference
from strategy.allocation.seats import Candidate
from visualizations.allocation import words
from visualizations.allocation.surroundings import (
    alternatives_view,
    difference_view,
    left_view,
    margins_view,
    table_of,
)
from visualizations.stamp import stamp
from visualizations.terminal import DISCLAIMER, counted

_FEW = 3
_CLOSE = 100
"""A seat is a close call when its loss is less than a hundredth of the worth of the plan."""


def allocation_view(
    allocation: Allocation, around: Around | None, difference: PlanDifference | None, top: int
) -> RenderableType:
    """All of a division; of the seats that are left out the first `top` (0 is all)."""
    if not allocation.seats:
        return Group(
            _heading(allocation), Text(), Text("Er zijn geen zetels te verdelen: het advies noemt er geen.")
        )
    parts: list[RenderableType] = [_heading(allocation), Text(), *_answer(allocation, around), Text()]
    if difference is not None:
        parts += [*difference_view(difference), Text()]
    parts += [Text("Wie neemt wat", style="bold underline"), _plan(allocation), Text()]
    if around is not None:
        parts += [*left_view(allocation, around.left, top), *margins_view(allocation, around.margins)]
        parts += alternatives_view(allocation, around.alternatives)
    parts += _rests_on(allocation)
    return Group(*parts, Text(DISCLAIMER, style="dim"))


def _heading(allocation: Allocation) -> Text:
    case = allocation.outcome.case
    text = Text(case.dossier.header.name, style="bold")
    text.append(f" · {stamp(case)}", style="not bold")
    return text


def _answer(allocation: Allocation, around: Around | None) -> Iterator[RenderableType]:
    covered = {name for seat in allocation.seats if seat.id in allocation.plan for name in seat.covers}
    number = len(allocation.plan)
    rest = len(allocation.seats) - number - len(covered - set(allocation.plan))
    fallen = (
        f"{rest} van de geadviseerde {'valt' if rest == 1 else 'vallen'} af" if rest else "geen valt er af"
    )
    yield Text(f"Het college neemt {counted(number, 'zetel', 'zetels')} in; {fallen}.", style="bold")
    yield Text(
        f"Dat kost {words.spent(allocation)} dagdelen per maand en is "
        f"{decimal(words.worth(allocation.solution.worth), 1)} waard. {words.certificate(allocation)}"
    )
    if allocation.demands:
        yield from _demands(allocation)
    if gone := words.released(allocation):
        yield Text(f"Het plan laat los wat we hebben: {words.labels(allocation, gone)}.", style="bold")
    if close := [item.seat.id for item in around.left if _is_close(allocation, item)] if around else []:
        yield Text(f"Op het randje, minder dan 1% verlies: {words.labels(allocation, close)}.")
    yield Text(
        f"Wat een rol kost, is een {words.natures(allocation, allocation.terms.loads)}: {words.loads_text(allocation)} "
        "dagdelen per maand.",
        style="italic",
    )


def _demands(allocation: Allocation) -> Iterator[RenderableType]:
    """What people decided, and what it costs."""
    number = counted(len(allocation.demands), "eis geldt", "eisen gelden")
    yield Text(f"{number}. {words.cost_text(allocation)}", style="bold")
    for rule in allocation.demands:
        yield _bullet(words.said(rule))


def _is_close(allocation: Allocation, item: LeftOut) -> bool:
    return item.shift is not None and -item.shift.gain * _CLOSE < allocation.solution.worth


def _plan(allocation: Allocation) -> RenderableType:
    parts: list[RenderableType] = []
    for item in allocation.terms.portfolios:
        taken = [seat for seat in allocation.seats if allocation.plan.get(seat.id) == item.id]
        used = words.load(allocation.problem.load(allocation.plan, item.id))
        total = sum(words.value_of(allocation, seat, item.id) for seat in taken)
        head = Text(f" {item.name}", style="bold")
        time = f"{decimal(used)} van {decimal(allocation.terms.capacity[item.id])} dagdelen"
        head.append(f" · {item.office} · {time} · waarde {decimal(total, 1)}", style="not bold")
        parts.append(head)
        if not taken:
            fits = any(item.id in seat.steps for seat in allocation.seats)
            why = "geen zetel in dit plan" if fits else "geen zetel die hierbij past"
            parts.append(Text(f"    {why}", style="dim"))
            continue
        table = table_of(("waarde", True), ("dagdelen", True), ("zetel", False))
        for seat in taken:
            cell = Text(words.label(allocation, seat.id))
            cell.append(f"  {seat.advice.target.attitude}", style="dim")
            fit = words.step(allocation, seat, item.id)
            remarks = [fit] if fit != words.STEPS["eigen"] else []
            remarks += _also(allocation, seat, item.id)
            told = " · ".join((words.standing(seat), *filter(None, [", ".join(remarks)])))
            cell.append(f"\n{told}", style="dim")
            value = words.value_of(allocation, seat, item.id)
            table.add_row(decimal(value, 1), decimal(allocation.terms.loads[seat.role]), cell)
        parts.append(Padding(table, (0, 0, 0, 3)))
    return Group(*parts)


def _also(allocation: Allocation, seat: Candidate, taker: str) -> list[str]:
    number = len([name for name in seat.steps if name != taker])
    if number > _FEW:
        return [f"past ook bij {number} andere portefeuilles"]
    return [f"past ook bij: {words.others(allocation, seat, taker)}"] if number else []


def _rests_on(allocation: Allocation) -> Iterator[RenderableType]:
    terms = allocation.terms
    yield Text("Waar dit op rust", style="bold underline")
    lines = [
        f"Waarde: {words.VALUE_MEANING}. Waarden worden opgeteld, en een nieuwe zetel telt alsof we haar krijgen.",
        f"Tijd van portefeuilles: {words.natures(allocation, terms.capacity)}. Tijd per rol: "
        f"{words.natures(allocation, terms.loads)}. Pas ze aan in college.yaml.",
    ]
    if terms.related < 1:
        lines.append(
            f"Een zetel telt voor {decimal(100 * terms.related)}% bij een portefeuille met een verwant thema, als een "
            "andere het thema zelf heeft."
        )
    if not allocation.granting:
        lines.append("Zonder gunning: dat een regio zetels gunt aan wie daar zelf leidt, telt niet mee.")
    if allocation.officials:
        theirs = {advice.id for advice in allocation.officials}
        told = (
            line.title for line in allocation.outcome.lines if any(part.id in theirs for part in line.parts)
        )
        lines.append(f"Ambtelijk, en dus geen tijd van het college: {'; '.join(told)}.")
    lines += [f"{note[:1].upper()}{note[1:]}." for note in allocation.notes]
    for line in lines:
        yield _bullet(line)
    yield Text()


def _bullet(line: str) -> RenderableType:
    table = Table(box=None, padding=(0, 1), show_edge=False, show_header=False)
    table.add_column(width=1)
    table.add_column(ratio=1)
    table.add_row("–", Text(line))
    return table
