"""What surrounds a plan on screen: what is left out, what time is worth, other plans, and another scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.advice.names import decimal
from strategy.allocation.allocate import Allocation
from strategy.allocation.around import NEARLY, Alternative, LeftOut, Margin, Shift
from strategy.allocation.difference import PlanDifference
from visualizations.allocation import words
from visualizations.terminal import counted

_NOTHING = "–"


def table_of(*columns: tuple[str, bool]) -> Table:
    """A table; of each column its heading, and whether it holds numbers."""
    table = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim")
    for number, (heading, numeric) in enumerate(columns):
        last = number == len(columns) - 1
        table.add_column(
            heading, justify="right" if numeric else "left", no_wrap=numeric, ratio=1 if last else None
        )
    return table


def left_view(allocation: Allocation, left: Iterable[LeftOut], top: int) -> Iterator[RenderableType]:
    """The seats that are left out, the smallest loss first: at most `top`, 0 is all."""
    items = list(left)
    if not items:
        return
    yield Text("Wat afvalt, en wat het zou kosten om het toch te doen", style="bold underline")
    table = table_of(("verlies", True), ("zetel", False), ("daarvoor wijkt", False))
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


def margins_view(allocation: Allocation, margins: Iterable[Margin]) -> Iterator[RenderableType]:
    """What one dagdeel more or less does per portfolio; those where it does nothing on one line."""
    yield Text("Wat één dagdeel per maand meer of minder doet", style="bold underline")
    table = table_of(
        ("meer", True), ("minder", True), ("portefeuille", False), ("wat er dan verandert", False)
    )
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


def alternatives_view(allocation: Allocation, found: Iterable[Alternative]) -> Iterator[RenderableType]:
    """Plans nearly as good, by what they have otherwise."""
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


def difference_view(found: PlanDifference) -> Iterator[RenderableType]:
    """Another scenario beside this one: + only there, − only here, ~ in other hands."""
    one, other = (each.outcome.case.scenario for each in (found.one, found.other))
    yield Text(f"Verschil: {other} tegenover {one}", style="bold underline")
    if not found.seats:
        yield Text(" Dezelfde zetels bij dezelfde portefeuilles.")
        return
    times = [words.spent(each) for each in (found.one, found.other)]
    worse = f"{decimal(abs(found.gain), 1)} {'meer' if found.gain < 0 else 'minder'}"
    yield Text(
        f" {other} haalt {worse if found.gain else 'evenveel'} waarde, en gebruikt {times[1]} dagdelen; "
        f"{one} {times[0]}."
    )
    table = table_of(("", False), (one, False), (other, False), ("zetel", False))
    for item in found.seats:
        home = found.one if item.seat.id in {seat.id for seat in found.one.seats} else found.other
        mark = "+" if item.one is None else "−" if item.other is None else "~"
        holders = [_holder(each, name, value) for each, name, value in (
            (found.one, item.one, item.one_value), (found.other, item.other, item.other_value))]  # fmt: skip
        table.add_row(mark, *holders, Text(words.label(home, item.seat.id)))
    yield Padding(table, (0, 0, 0, 1))
    for note in found.other.notes:
        yield Text(f"  In {other}: {note}.", style="dim")


def _holder(allocation: Allocation, name: str | None, value: float | None) -> Text:
    if name is not None:
        return Text(words.portfolio(allocation, name))
    return Text("niet geadviseerd" if value is None else "niemand", style="dim")
