"""What another scenario changes in the roads: conclusions, a table, and a list on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.graph.routes import Route
from strategy.routes.change import Change, changes, stranded
from strategy.routes.field import Field, Pair
from visualizations.routes import words
from visualizations.routes.columns import sheet
from visualizations.sheets import Sheet


@dataclass(frozen=True)
class Difference:
    """Two versions and the pairs whose best road differs."""

    old: Field
    new: Field
    changes: tuple[Change, ...]

    @property
    def lead(self) -> list[str]:
        return change_conclusions(self.old, self.new, self.changes)

    @property
    def sheet(self) -> Sheet:
        return change_sheet(self.old, self.new, self.changes)


def changed(old: Field, new: Field, pairs: Iterable[Pair] | None = None) -> Difference:
    """What differs, for these priorities and deciders or for all."""
    wanted = None if pairs is None else {priority for priority, _ in pairs}
    found = changes(old, new)
    return Difference(old, new, tuple(item for item in found if wanted is None or item.pair[0] in wanted))


def change_conclusions(old: Field, new: Field, changes: Sequence[Change]) -> list[str]:
    """Which priorities are left without a road, and how many roads changed."""
    was, now = old.outcome.case.scenario, new.outcome.case.scenario
    if not changes:
        return [f"{now} tegenover {was}: geen enkele beste weg verandert van kracht."]
    counts = "; ".join(
        f"{len(list(group))} {kind}" for kind, group in groupby(changes, key=lambda change: change.kind)
    )
    lines = [f"{now} tegenover {was}: {counts}."]
    if lost := stranded(old, new):
        names = words.listed(words.priority(old, name) for name in lost)
        lines.append(f"Zonder enige weg: {names}.")
    return lines


def change_sheet(old: Field, new: Field, changes: Sequence[Change]) -> Sheet:
    rows = [
        (
            change.kind, *change.pair,
            change.old.strength if change.old else None,
            words.road(old, change.old.nodes) if change.old else None,
            change.new.strength if change.new else None,
            words.road(new, change.new.nodes) if change.new else None,
        )
        for change in changes
    ]  # fmt: skip
    return sheet("verschillen", rows)


def change_view(difference: Difference) -> Iterator[RenderableType]:
    """What changed, and below it one line per pair."""
    old, new = difference.old, difference.new
    first, *more = difference.lead
    yield Text(first, style="bold")
    yield from map(Text, more)
    if difference.changes:
        table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
        for title in ("verschil", "prioriteit", "beslisser", "was", "is"):
            table.add_column(title, no_wrap=title == "verschil", ratio=1 if title == "prioriteit" else None)
        for change in difference.changes:
            priority, to = change.pair
            known = new if priority in new.priorities else old
            actor = new if to in new.actors else old
            table.add_row(
                change.kind, words.priority(known, priority), actor.short(to),
                _brief(old, change.old), _brief(new, change.new),
            )  # fmt: skip
        yield Padding(table, (1, 0, 0, 1))
    yield Text()


def _brief(field: Field, route: Route | None) -> str:
    return f"{words.strength(route.strength)} {words.by(field, route.via, route.to)}" if route else "–"
