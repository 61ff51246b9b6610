"""Rows of a list by column, with what stands above filled down and names of people left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from strategy.importing.columns import Header, column_of
from strategy.importing.matching import Index
from strategy.importing.persons import LEFT_OUT, Names, is_office, pieces
from strategy.importing.spelling import tokens
from strategy.importing.table import Table
from strategy.importing.vocabulary import role_words

_PEOPLE = ("bestuurder", "trekker")
_GROUPS = ("opgave", "netwerk", "gremium")
"""Columns in which a blank cell means the one above, as long as no column to its left has something new."""
_ABOUT = ("rol", "bestuurder", "status", "houding", "onderwerp", "planning", "doel")
"""A blank table only means the one above in a row that says something of a seat."""
_PORTFOLIO = ("portefeuille",)
_KEPT = ("zetel", *_PEOPLE)


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands in the list; pasted text has no sheet."""

    sheet: str
    row: int

    def __str__(self) -> str:
        return f"blad {self.sheet}, rij {self.row}" if self.sheet else f"rij {self.row}"


@dataclass(frozen=True)
class Entry:
    """A row by column. `portfolios` are those named in it; `left_out` are the columns with a name that is not shown."""

    place: Place
    cells: Mapping[str, str]
    filled: tuple[str, ...] = ()
    portfolios: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def entries(lists: Iterable[tuple[Table, Header]], index: Index) -> list[Entry]:
    """The rows below every header, in their order."""
    found = [entry for table, header in lists for entry in _rows(table, header)]
    names = Names((piece for entry in found for piece in _names(entry, index)), {*index.words, *role_words()})
    return [_shown(entry, names, index) for entry in found]


def _rows(table: Table, header: Header) -> Iterator[Entry]:
    above: dict[str, str] = {}
    groups = sorted(
        (column for column in _GROUPS if column in header.columns), key=header.columns.__getitem__
    )
    for row in table.rows:
        if row.number <= header.row:
            continue
        cells = {column: row.cells[at] for column, at in header.columns.items() if at < len(row.cells)}
        if not any(cells.values()) or _is_header(cells):
            continue
        filled = [column for column, at in header.columns.items() if at in row.merged and cells.get(column)]
        changed = False
        for column in groups:
            if not cells.get(column) and not changed and above.get(column) and _says_something(column, cells):
                cells[column] = above[column]
                filled.append(column)
            changed |= bool(cells.get(column)) and cells[column] != above.get(column)
            above[column] = cells.get(column) or ("" if changed else above.get(column, ""))
        yield Entry(Place(table.sheet, row.number), cells, tuple(filled))


def _says_something(column: str, cells: Mapping[str, str]) -> bool:
    """Whether a blank cell of this column is more than a blank: a table is meant by who says something of its seat."""
    named = cells.get("zetel")
    return column != "gremium" or (not named and any(cells.get(about) for about in _ABOUT))


def _is_header(cells: Mapping[str, str]) -> bool:
    """Whether the header stands here once more, as it does at the top of a printed page."""
    filled = [(column, text) for column, text in cells.items() if text]
    return len(filled) > 1 and all(column_of(text) == column for column, text in filled)


def _names(entry: Entry, index: Index) -> Iterator[str]:
    """What stands in a column with people and is no portfolio or office."""
    return (piece for column in _PEOPLE for piece in pieces(entry[column]) if _may_name(piece, index))


def _shown(entry: Entry, names: Names, index: Index) -> Entry:
    portfolios = filter(None, (_portfolio(piece, index) for piece in pieces(entry["bestuurder"])))
    cells = {column: text if column in _KEPT else names.without(text) for column, text in entry.cells.items()}
    people = [
        column
        for column in _PEOPLE
        if any(_may_name(piece, index) for piece in pieces(cells.pop(column, "")))
    ]
    hidden = [column for column, text in cells.items() if LEFT_OUT in text]
    return replace(
        entry, cells=cells, portfolios=tuple(dict.fromkeys(portfolios)), left_out=(*people, *hidden)
    )


def _may_name(piece: str, index: Index) -> bool:
    return index.match(piece, _PORTFOLIO).thing is None and not is_office(piece)


def _portfolio(piece: str, index: Index) -> str:
    """The portfolio that a piece names, a name beside it or not; "" when it names none."""
    known = " ".join(word for word in tokens(piece) if word in index.words)
    thing = index.match(piece, _PORTFOLIO).thing or index.match(known, _PORTFOLIO).thing
    return thing.id if thing else ""
