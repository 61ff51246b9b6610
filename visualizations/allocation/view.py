"""The division on screen: the answer, who takes what, what is left out, what time is worth, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.advice.names import decimal
from strategy.allocation.allocate import Allocation
from strategy.allocation.around import NEARLY, Alternative, Around, LeftOut, Margin, Shift
from strategy.allocation.difference import PlanDifference
from strategy.allocation.seats import Candidate
from visualizations.allocation import words
from visualizations.stamp import stamp
from visualizations.terminal import DISCLAIMER, counted

_NOTHING = "–"
_FEW = 3
_CLOSE = 100
"""A seat is a close call when its loss is less than a hundredth of the worth of the plan."""


def allocation_view(
    allocation: Allocation, around: Around | None, difference: PlanDifference | None, top: int
) -> RenderableType:
    """All of a division; of the seats that are left out the first `top` (0 is all)."""
    parts: list[RenderableType] = [_heading(allocation), Text(), *_answer(allocation, around), Text()]
    if difference is not None:
        parts += [*_difference(difference), Text()]
    parts += [Text("Wie neemt wat", style="bold underline"), _plan(allocation), Text()]
    if around is not None:
        parts += [*_left(allocation, around.left, top), *_margins(allocation, around.margins)]
        parts += _alternatives(allocation, around.alternatives)
    parts += _rests_on(allocation)
    return Group(*parts, Text(DISCLAIMER, style="dim"))


def _heading(allocation: Allocation) -> Text:
    case = allocation.outcome.case
    text = Text(case.dossier.header.name, style="bold")
    text.append(f" · {stamp(case)}", style="not bold")
    return text


def _answer(allocation: Allocation, around: Around | None) -> Iterator[RenderableType]:
    used = sum(
        words.load(allocation.problem.load(allocation.plan, item.id)) for item in allocation.terms.portfolios
    )
    there = sum(allocation.terms.capacity.values())
    covered = {name for seat in allocation.seats if seat.id in allocation.plan for name in seat.covers}
    number = len(allocation.plan)
    rest = len(allocation.seats) - number - len(covered - set(allocation.plan))
    yield Text(
        f"Het college neemt {counted(number, 'zetel', 'zetels')} in; {rest} van de geadviseerde vallen af.",
        style="bold",
    )
    yield Text(
        f"Dat kost {decimal(used)} van {decimal(there)} dagdelen per maand en is "
        f"{decimal(words.worth(allocation.solution.worth), 1)} waard. {words.certificate(allocation)}"
    )
    if gone := words.released(allocation):
        yield Text(f"Het plan laat los wat we hebben: {words.labels(allocation, gone)}.", style="bold")
    if close := [item.seat.id for item in around.left if _is_close(allocation, item)] if around else []:
        yield Text(f"Op het randje, minder dan 1% verlies: {words.labels(allocation, close)}.")
    yield Text(
        f"Wat een rol kost, is een {words.natures(allocation, allocation.terms.loads)}: {words.loads_text(allocation)} "
        "dagdelen per maand.",
        style="italic",
    )


def _is_close(allocation: Allocation, item: LeftOut) -> bool:
    return item.shift is not None and -item.shift.gain * _CLOSE < allocation.solution.worth


def _table(*columns: tuple[str, bool]) -> Table:
    """A table; of each column its heading, and whether it holds numbers."""
    table = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim")
    for number, (heading, numeric) in enumerate(columns):
        last = number == len(columns) - 1
        table.add_column(
            heading, justify="right" if numeric else "left", no_wrap=numeric, ratio=1 if last else None
        )
    return table


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
            parts.append(Text("    geen zetel die hierbij past", style="dim"))
            continue
        table = _table(("waarde", True), ("dagdelen", True), ("zetel", False))
        for seat in taken:
            cell = Text(words.label(allocation, seat.id))
            cell.append(f"  {seat.advice.target.attitude}", style="dim")
            fit = words.step(allocation, seat, item.id)
            remarks = [fit] if fit != words.STEPS["eigen"] else []
            remarks += _also(allocation, seat, item.id)
            if remarks:
                cell.append(f"\n{', '.join(remarks)}", style="dim")
            value = words.value_of(allocation, seat, item.id)
            table.add_row(decimal(value, 1), decimal(allocation.terms.loads[seat.role]), cell)
        parts.append(Padding(table, (0, 0, 0, 3)))
    return Group(*parts)


def _also(allocation: Allocation, seat: Candidate, taker: str) -> list[str]:
    number = len([name for name in seat.steps if name != taker])
    if number > _FEW:
        return [f"past ook bij {number} andere portefeuilles"]
    return [f"past ook bij: {words.others(allocation, seat, taker)}"] if number else []


def _left(allocation: Allocation, left: Iterable[LeftOut], top: int) -> Iterator[RenderableType]:
    items = list(left)
    if not items:
        return
    yield Text("Wat afvalt, en wat het zou kosten om het toch te doen", style="bold underline")
    table = _table(("verlies", True), ("zetel", False), ("daarvoor wijkt", False))
    shown = items[:top] if top else items
    held = set(words.released(allocation))
    for item in shown:
        seat = Text(words.label(allocation, item.seat.id))
        if item.seat.id in held:
            seat.append("  die we nu hebben", style="bold")
        if item.shift is None:
            reason = "; ".join(constraint.text for constraint in item.forbidden)
            table.add_row("kan niet", seat, Text(reason, style="dim"))
        else:
            table.add_row(
                _amount(-item.shift.gain, item.shift),
                seat,
                Text(_changes(allocation, item.shift, item.seat.id)),
            )
    yield Padding(table, (0, 0, 0, 1))
    if len(items) > len(shown):
        yield Text(f"   … en nog {len(items) - len(shown)}; `--top 0` toont ze allemaal", style="dim")
    yield Text()


def _changes(allocation: Allocation, shift: Shift, own: str = "") -> str:
    """What a shift drops, adds and moves; without the seat that it is about."""
    added = [name for name in shift.added if name != own]
    parts = [words.labels(allocation, shift.dropped)] if shift.dropped else []
    parts += [f"dan wel: {words.labels(allocation, added)}"] if added else []
    parts += [f"wisselt van hand: {words.labels(allocation, shift.moved)}"] if shift.moved else []
    return "; ".join(parts) or _NOTHING


def _amount(units: int, shift: Shift) -> str:
    about = "" if shift.proven else "≥ "
    return f"{about}{decimal(words.worth(units), 2)}"


def _margins(allocation: Allocation, margins: Iterable[Margin]) -> Iterator[RenderableType]:
    yield Text("Wat één dagdeel per maand meer of minder doet", style="bold underline")
    table = _table(("meer", True), ("minder", True), ("portefeuille", False), ("wat er dan verandert", False))
    idle = [item for item in margins if item.less is not None and not item.more.gain and not item.less.gain]
    for item in (item for item in margins if item not in idle):
        more, less = item.more, item.less
        cell = Text(f"meer: {_gained(allocation, more)}" if more.gain else "")
        if less is None:
            cell.append("\nminder: dan kan geen verdeling meer aan alle eisen voldoen", style="dim")
        elif less.gain:
            cell.append(f"{chr(10) if more.gain else ''}minder: {_lost(allocation, less)}", style="dim")
        table.add_row(
            f"+{_amount(more.gain, more)}" if more.gain else "0",
            "onmogelijk" if less is None else f"−{_amount(-less.gain, less)}" if less.gain else "0",
            Text(words.portfolio(allocation, item.portfolio)),
            cell,
        )
    yield Padding(table, (0, 0, 0, 1))
    if idle:
        names = "; ".join(words.portfolio(allocation, item.portfolio) for item in idle)
        yield Text(f"  Zonder gevolg voor de waarde: {names}", style="dim")
    yield Text()


def _gained(allocation: Allocation, shift: Shift) -> str:
    added = words.labels(allocation, shift.added)
    dropped = f"in plaats van {words.labels(allocation, shift.dropped)}" if shift.dropped else ""
    moved = f"wisselt van hand: {words.labels(allocation, shift.moved)}" if shift.moved else ""
    return "; ".join(filter(None, (" ".join(filter(None, (added, dropped))), moved)))


def _lost(allocation: Allocation, shift: Shift) -> str:
    return f"weg {_changes(allocation, shift)}" if shift.dropped else _changes(allocation, shift)


def _alternatives(allocation: Allocation, found: Iterable[Alternative]) -> Iterator[RenderableType]:
    items = list(found)
    yield Text(f"Andere plannen die minstens {NEARLY}% halen", style="bold underline")
    if not items:
        yield Text(" geen ander plan komt zo dichtbij")
    for number, item in enumerate(items, 1):
        share = 100 * (allocation.solution.worth + item.shift.gain) / max(allocation.solution.worth, 1)
        yield Text(
            f" {number}. {decimal(share, 1)}% van de waarde, {counted(item.distance, 'zetel', 'zetels')} anders"
        )
        for word, names in (
            ("erbij", item.shift.added), ("eraf", item.shift.dropped), ("andere hand", item.shift.moved),
        ):  # fmt: skip
            if names:
                table = Table(box=None, padding=(0, 1), show_edge=False, show_header=False)
                table.add_column(no_wrap=True, style="dim", width=12)
                table.add_column(ratio=1)
                table.add_row(word, Text(words.labels(allocation, names)))
                yield Padding(table, (0, 0, 0, 3))
    yield Text()


def _difference(found: PlanDifference) -> Iterator[RenderableType]:
    one, other = (each.outcome.case.scenario for each in (found.one, found.other))
    yield Text(f"Verschil: {other} tegenover {one}", style="bold underline")
    if not found.seats:
        yield Text(" dezelfde zetels bij dezelfde portefeuilles")
        return
    times = [sum(each.terms.capacity.values()) for each in (found.one, found.other)]
    worse = "meer" if found.gain < 0 else "minder"
    yield Text(
        f" {other} haalt {decimal(abs(found.gain), 1)} {worse} waarde, met {decimal(times[1])} dagdelen "
        f"tegenover {decimal(times[0])}."
    )
    table = _table(("", False), (one, False), (other, False), ("zetel", False))
    for item in found.seats:
        home = found.one if item.seat.id in {seat.id for seat in found.one.seats} else found.other
        mark = "+" if item.one is None else "−" if item.other is None else "~"
        holders = [_holder(each, name, value) for each, name, value in (
            (found.one, item.one, item.one_value), (found.other, item.other, item.other_value))]  # fmt: skip
        table.add_row(mark, *holders, Text(words.label(home, item.seat.id)))
    yield Padding(table, (0, 0, 0, 1))


def _holder(allocation: Allocation, name: str | None, value: float | None) -> Text:
    if name is not None:
        return Text(words.portfolio(allocation, name))
    return Text("niet geadviseerd" if value is None else "niemand", style="dim")


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
            f"Bij een portefeuille met een verwant thema telt een zetel voor {decimal(100 * terms.related)}%."
        )
    if not allocation.granting:
        lines.append("Zonder gunning: dat een regio zetels gunt aan wie daar zelf leidt, telt niet mee.")
    if allocation.officials:
        titles = "; ".join(advice.title for advice in allocation.officials)
        lines.append(f"Ambtelijk, en dus geen tijd van het college: {titles}.")
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
