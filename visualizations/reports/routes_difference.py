"""What another scenario changes in the roads: conclusions, a table, and a list on the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from strategy.dossier.register import all_of
from strategy.graph.routes import Route
from strategy.routes.field import Change, Field, Pair, changes, dropped, stranded
from strategy.routes.roads import advice_on
from visualizations.reports import routes_words as words
from visualizations.reports.routes_answer import Table, grid, pair_columns, said
from visualizations.writers.report import WHITE, Block, Col
from visualizations.writers.sheets import Sheet, column
from visualizations.writers.words import counted


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
        return CHANGES.of(_Changed(self, change) for change in self.changes)

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


@dataclass(frozen=True)
class _Changed:
    within: Difference
    it: Change


def _strength(route: Route | None) -> float | None:
    return route.strength if route else None


def _way(field: Field, route: Route | None) -> str | None:
    return words.road(field, route.nodes) if route else None


CHANGES = Table[_Changed](
    "verschillen",
    (
        column("verschil", "weg verloren, zwakker, beslist of stuurt niet meer, sterker, nieuwe weg, beslist of stuurt nu ook", lambda row: row.it.kind),
        *pair_columns(lambda row: row.it.pair),
        column("was", "kracht van de beste weg in wat waarmee vergeleken wordt", lambda row: _strength(row.it.old), "number", 4),
        column("was langs", "die weg", lambda row: _way(row.within.old, row.it.old)),
        column("is", "kracht van de beste weg nu", lambda row: _strength(row.it.new), "number", 4),
        column("is langs", "die weg", lambda row: _way(row.within.new, row.it.new)),
    ),
)  # fmt: skip


def change_blocks(difference: Difference | None) -> Iterator[Block]:
    """What changed, and below it one line per pair; nothing when nothing is compared."""
    if difference is None:
        return
    yield from said(difference.lead)
    if difference.changes:
        cols = Col("verschil", keep=True), Col("prioriteit", wide=True), *map(Col, ("beslisser", "was", "is"))
        yield WHITE
        yield grid(cols, (_row(difference.old, difference.new, change) for change in difference.changes))
    yield WHITE


def _row(old: Field, new: Field, change: Change) -> tuple[str, ...]:
    priority, to = change.pair
    known = new if priority in new.priorities else old
    there = new if to in new.actors else old
    return (
        change.kind, words.priority(known, priority), words.goal(there, change.pair), _brief(old, change.old),
        _brief(new, change.new),
    )  # fmt: skip


def _brief(field: Field, route: Route | None) -> str:
    return f"{words.strength(route.strength)} {words.by(field, route.via, route.to)}" if route else "–"
