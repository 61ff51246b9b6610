"""What the views on routes share: the parts of an answer, its tables, and how a screen begins and ends."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from strategy.advice.model import Advice
from strategy.routes.field import Field, Pair
from visualizations.writers.report import WHITE, Block, Cell, Col, Grid, heading, line
from visualizations.writers.sheets import ReadColumn, Sheet, column, sheet
from visualizations.writers.words import DISCLAIMER

T = TypeVar("T")
View = Literal["wegen", "overzicht", "schakels", "bondgenoten"]
TO = "id van wie beslist, of van het parlement dat stuurt wie beslist"


@dataclass(frozen=True)
class Answer:
    """`lead` are the conclusions and `caveats` the reservations, as sentences; the first of the sheets is the main one.

    `pictures` are the forms in which it can be drawn, if any.
    """

    field: Field
    view: View
    title: str
    lead: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    caveats: tuple[str, ...]
    screen: Callable[[], Iterable[Block]]
    pictures: Mapping[str, Callable[[], bytes]] = dataclasses.field(default_factory=dict)


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Table(Generic[T]):
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


def yes(holds: object) -> str:
    return "ja" if holds else "nee"


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
