"""What the views on routes share: the parts of an answer, its tables, how a screen begins and ends, and what another
scenario changes in it.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from strategy.advice.model import Advice
from strategy.dossier.defined_names import all_of, counted
from strategy.graph.road_strengths import Road
from strategy.roads.road_network import Pair, RoadChange, RoadNetwork, dropped, road_changes, stranded
from strategy.roads.steps import advice_on
from visualizations.reports import routes_words as words
from visualizations.writers.report import WHITE, Block, Cell, Col, Grid, heading, line
from visualizations.writers.shapes import Of, each_of
from visualizations.writers.sheets import ReadColumn, Sheet, column, sheet
from visualizations.writers.words import DISCLAIMER

T = TypeVar("T")
View = Literal["wegen", "overzicht", "schakels", "bondgenoten"]
TO = "id van wie beslist, of van het parlement dat stuurt wie beslist"


@dataclass(frozen=True)
class RoadsAnswer:
    """`lead` are the conclusions and `caveats` the reservations, as sentences; the first of the sheets is the main one.

    `pictures` are the forms in which it can be drawn, if any.
    """

    roads: RoadNetwork
    view: View
    title: str
    lead: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    caveats: tuple[str, ...]
    screen: Callable[[], Iterable[Block]]
    pictures: Mapping[str, Callable[[], bytes]] = dataclasses.field(default_factory=dict)


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class AnswerTable(Generic[T]):
    """A table by its name, with the columns that it always has."""

    name: str
    columns: tuple[ReadColumn[T], ...]

    def of(self, things: Iterable[T]) -> Sheet:
        return sheet(self.name, self.columns, things)


def pair_columns(read: Callable[[T], Pair]) -> tuple[ReadColumn[T], ReadColumn[T]]:
    """A priority, and whom the roads for it lead to, if anyone."""
    return (
        column("prioriteit", "id van de prioriteit", lambda row: read(row)[0]),
        column("beslisser", TO, lambda row: read(row)[1] or None),
    )


def say_column(read: Callable[[T], str | None]) -> ReadColumn[T]:
    return column("zeggenschap", "beslist, of stuurt: een parlement dat stuurt wie beslist", read)


def advice_columns(
    read: Callable[[T], Advice | None], about: str = "id van het advies hierover; leeg als er geen is"
) -> tuple[ReadColumn[T], ReadColumn[T]]:
    """An advice and its rank, where there is one."""

    def rank(row: T) -> int | None:
        advice = read(row)
        return advice.rank if advice else None

    def name(row: T) -> str | None:
        advice = read(row)
        return advice.id if advice else None

    return column("advies", about, name), column("rang", "rang van dat advies", rank, "whole")


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────


def said(lines: Sequence[str]) -> Iterator[Block]:
    """Conclusions, the first of them louder."""
    first, *more = lines
    yield line(first, "bold")
    yield from map(line, more)


def grid(cols: Iterable[Col], rows: Iterable[Sequence[Cell]]) -> Grid:
    """A table as all of these views have them."""
    return Grid(tuple(cols), tuple(map(tuple, rows)), indent=1, left=0, right=2, heads="bold")


def reservations(lines: Iterable[str]) -> Iterator[Block]:
    """Where a screen ends: what all of it rests on."""
    yield heading("Waar dit op rust")
    yield Grid((Col(keep=True), Col(wide=True)), tuple(("-", each) for each in lines), left=0)
    yield WHITE
    yield line(DISCLAIMER, "dim")


@dataclass(frozen=True)
class RoadDifference:
    """Two versions: the pairs whose best road differs, the roads that are gone, the priorities left without any."""

    old: RoadNetwork
    new: RoadNetwork
    changes: tuple[RoadChange, ...]
    gone: tuple[Road, ...]
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
        return CHANGES.of(each_of(self, self.changes))

    def _gone(self) -> list[str]:
        """By whom the roads that are gone ran, the weaker ones too, and how many of them were advised."""
        if not self.gone:
            return []
        ways = Counter(words.by(self.old, road.via, road.to) for road in self.gone)
        one = f"{'alle ' if len(self.gone) > 1 else ''}{next(iter(ways))}"
        many = all_of(f"{way} ({number})" for way, number in ways.most_common())
        named = many if len(ways) > 1 else one
        advised = sum(advice_on(self.old, road)[1] for road in self.gone)
        number = counted(len(self.gone), "weg vervalt", "wegen vervallen")
        return [f"{number}, {named}; daarvan {'was' if advised == 1 else 'waren'} er {advised} geadviseerd."]


def changed(
    old: RoadNetwork, new: RoadNetwork, priorities: Collection[str] = (), to: str | None = None
) -> RoadDifference:
    """What differs, for these priorities (none is all) and this decider (none is all)."""

    def wanted(pair: Pair) -> bool:
        return (not priorities or pair[0] in priorities) and to in (None, pair[1])

    return RoadDifference(
        old,
        new,
        tuple(item for item in road_changes(old, new) if wanted(item.pair)),
        tuple(road for road in dropped(old, new) if wanted((road.priority, road.to))),
        tuple(name for name in stranded(old, new) if not priorities or name in priorities),
    )


def _strength(road: Road | None) -> float | None:
    return road.strength if road else None


def _way(roads: RoadNetwork, road: Road | None) -> str | None:
    return words.road(roads, road.nodes) if road else None


CHANGES = AnswerTable[Of[RoadDifference, RoadChange]](
    "verschillen",
    (
        column("verschil", "weg verloren, zwakker, beslist of stuurt niet meer, sterker, nieuwe weg, beslist of stuurt nu ook", lambda row: row.it.kind),
        *pair_columns(lambda row: row.it.pair),
        column("was", "kracht van de beste weg in wat waarmee vergeleken wordt", lambda row: _strength(row.it.old), "number", 4),
        column("was langs", "die weg", lambda row: _way(row.whole.old, row.it.old)),
        column("is", "kracht van de beste weg nu", lambda row: _strength(row.it.new), "number", 4),
        column("is langs", "die weg", lambda row: _way(row.whole.new, row.it.new)),
    ),
)  # fmt: skip


def change_blocks(difference: RoadDifference | None) -> Iterator[Block]:
    """What changed, and below it one line per pair; nothing when nothing is compared."""
    if difference is None:
        return
    yield from said(difference.lead)
    if difference.changes:
        cols = Col("verschil", keep=True), Col("prioriteit", wide=True), *map(Col, ("beslisser", "was", "is"))
        yield WHITE
        yield grid(cols, (_row(difference.old, difference.new, change) for change in difference.changes))
    yield WHITE


def _row(old: RoadNetwork, new: RoadNetwork, change: RoadChange) -> tuple[str, ...]:
    priority, to = change.pair
    known = new if priority in new.priorities else old
    there = new if to in new.actors else old
    return (
        change.kind, words.priority(known, priority), words.goal(there, change.pair), _brief(old, change.old),
        _brief(new, change.new),
    )  # fmt: skip


def _brief(roads: RoadNetwork, road: Road | None) -> str:
    return f"{words.strength(road.strength)} {words.by(roads, road.via, road.to)}" if road else "–"
