"""What another scenario changes in the roads: conclusions, a table, and a list on the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.dossier.register import all_of
from strategy.graph.routes import Route
from strategy.routes.change import Change, changes, dropped, stranded
from strategy.routes.field import Field, Pair
from strategy.routes.roads import advice_on
from visualizations.routes import words
from visualizations.routes.columns import sheet
from visualizations.sheets import Sheet
from visualizations.terminal import counted


@dataclass(frozen=True)
class Difference:
    """Two versions: the pairs whose best road differs, the roads that are gone, the priorities left without any."""

    old: Field
    new: Field
    changes: tuple[Change, ...]
    gone: tuple[Route, ...]
    stranded: tuple[str, ...]

    @property
    def lead(self) -> list[str]:
        """How many best roads changed, which others are gone, and what is left without a road."""
        versus = f"{self.new.outcome.case.scenario} tegenover {self.old.outcome.case.scenario}"
        kinds = Counter(change.kind for change in self.changes)
        counts = "; ".join(f"{number} {kind}" for kind, number in kinds.items())
        lines = [f"{versus}: {counts or 'geen enkele beste weg verandert van kracht'}.", *self._gone()]
        if self.stranded:
            names = all_of(words.priority(self.old, name) for name in self.stranded)
            lines.append(f"Zonder enige weg naar wie beslist: {names}.")
        return lines

    @property
    def sheet(self) -> Sheet:
        rows = [
            (
                change.kind, *change.pair,
                change.old.strength if change.old else None,
                words.road(self.old, change.old.nodes) if change.old else None,
                change.new.strength if change.new else None,
                words.road(self.new, change.new.nodes) if change.new else None,
            )
            for change in self.changes
        ]  # fmt: skip
        return sheet("verschillen", rows)

    def _gone(self) -> list[str]:
        """By whom the roads that are gone ran, the weaker ones too, and how many of them were advised."""
        if not self.gone:
            return []
        ways = Counter(words.by(self.old, route.via, route.to) for route in self.gone)
        one = f"{'alle ' if len(self.gone) > 1 else ''}{next(iter(ways))}"
        many = all_of(f"{way} ({number})" for way, number in ways.most_common())
        named = many if len(ways) > 1 else one
        advised = sum(advice_on(self.old, route)[1] for route in self.gone)
        number = counted(len(self.gone), "weg vervalt", "wegen vervallen")
        return [f"{number}, {named}; daarvan {'was' if advised == 1 else 'waren'} er {advised} geadviseerd."]


def changed(old: Field, new: Field, priorities: Collection[str] = (), to: str | None = None) -> Difference:
    """What differs, for these priorities (none is all) and this decider (none is all)."""

    def wanted(pair: Pair) -> bool:
        return (not priorities or pair[0] in priorities) and to in (None, pair[1])

    return Difference(
        old,
        new,
        tuple(item for item in changes(old, new) if wanted(item.pair)),
        tuple(route for route in dropped(old, new) if wanted((route.priority, route.to))),
        tuple(name for name in stranded(old, new) if not priorities or name in priorities),
    )


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
            there = new if to in new.actors else old
            table.add_row(
                change.kind, words.priority(known, priority), words.goal(there, change.pair),
                _brief(old, change.old), _brief(new, change.new),
            )  # fmt: skip
        yield Padding(table, (1, 0, 0, 1))
    yield Text()


def _brief(field: Field, route: Route | None) -> str:
    return f"{words.strength(route.strength)} {words.by(field, route.via, route.to)}" if route else "–"
