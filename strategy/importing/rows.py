"""The rows of a list by column: what stands in them, what was not read, and no names of people."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from strategy.errors import quote
from strategy.importing.cell_words import (
    OTHER_ROLES,
    PORTFOLIO,
    ROLE_WORDS,
    SECOND,
    HolderReading,
    PeopleNames,
    Us,
    day_of,
    is_nothing,
    is_office,
    is_tick,
    is_total,
    pieces,
    read_holder,
    turned_in,
    turns,
)
from strategy.importing.headings import HEADINGS, Listed, ListHeader, Named, NamedBy, column_of
from strategy.importing.lists import ListRow, ListTable, cell_name, on_one_line
from strategy.importing.matching import NameIndex, tokens

_PEOPLE = ("persoon", "bestuurder", "trekker")
_GROUPS = ("opgave", "netwerk", "gremium")
"""Columns in which a blank cell means the one above, as long as no column to its left has something new."""
_ABOUT = ("rol", "bestuurder", "status", "houding", "onderwerp", "planning", "doel")
"""A blank table only means the one above in a row that says something of a seat."""
_TABLES = ("gremium", "netwerk")
_OWN = (
    "zetel", "onderdelen", "houder", "te_verdelen", "status", "houding", "rol", "gremium", "bestuurder", "namens",
)  # fmt: skip
"""Columns that are read of a list that this tool wrote; the rest of it explains these."""
SEAT_KINDS = ("zetel:", "positie/")
"""How the ids begin by which only this tool names seats."""
_KEPT = ("zetel", "onderdelen")
_LONGEST_HEADING = 60
_SIGNED = ("namens", "gemeente", "status", "houder", "houding")
"""Columns that say whose a seat is."""
_AS_OF = re.compile(
    r"\b(?:stand|situatie|bijgewerkt|actueel)\s+(?:per|op|van)\s+(?P<day>\d[\w .'-]*?\d{4})\b", re.I
)
_AS_NEW = timedelta(days=366)
"""A list of longer ago may be of another council."""
_NOTE_END = re.compile(r"(?<=\w|\))(?:\*{1,3}|[†‡¹²³⁴⁵⁶⁷⁸⁹])$")
_NOTE = re.compile(r"(?P<mark>\*{1,3}|[†‡¹²³⁴⁵⁶⁷⁸⁹])\s*(?P<text>[^*].*)", re.DOTALL)
_FEW = 3
"""Of so many rows at least one must have a colour before that stands out; of more, it is a pattern."""


@dataclass(frozen=True, order=True)
class ListPlace:
    """Where something stands in the list; pasted text has no sheet."""

    sheet: str
    row: int

    def __str__(self) -> str:
        return f"blad {self.sheet}, rij {self.row}" if self.sheet else f"rij {self.row}"


@dataclass(frozen=True)
class ListEntry:
    """A row by column. `portfolios` are those named in it; `left_out` are the columns with a name that is not shown.

    `doubts` say why nothing can be told of it for certain, `unread` what in it nobody looked at: that may turn it around.
    `own` is a row that this tool wrote.
    """

    place: ListPlace
    cells: Mapping[str, str]
    filled: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    own: bool = False
    alone: bool = False
    """Whether nothing but a name stands in the row, as in a line above others."""
    holder: HolderReading = field(default_factory=HolderReading)
    titles: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def title(self, column: str) -> str:
        """The heading of a column as it stands in the list."""
        return self.titles.get(column) or HEADINGS[column]


def heading_named_by(index: NameIndex, us: Us) -> NamedBy:
    """What of the dossier a heading names: someone of the college, or a table."""

    def named(text: str) -> Named:
        if len(text) > _LONGEST_HEADING:
            return ""
        held = read_holder(text, index, us)
        if held.portfolios and not held.unread:
            return "portefeuille"
        return "gremium" if index.is_certain(on_one_line(text), ("gremium",)) else ""

    return named


def list_entries(
    lists: Iterable[tuple[ListTable, ListHeader]], index: NameIndex, us: Us, day: date, ours: bool = False
) -> tuple[list[ListEntry], PeopleNames]:
    """The rows below every header, in their order, and the names that were kept out; `ours` is a list that this tool wrote."""
    found = [
        entry
        for table, header in lists
        for entry in (
            _own_rows(table, header)
            if ours or _is_own(table, header)
            else _rows(table, header, index, us, day)
        )
    ]
    # a word that names a role, or a place in it, is nobody's name either
    words = {*index.words, *ROLE_WORDS, *SECOND, *OTHER_ROLES, *us.words}
    names = PeopleNames((piece for entry in found if not entry.own for piece in _names(entry, index)), words)
    return [_shown(entry, names, index, us) for entry in found], names


# ── rows of a list of somebody else ───────────────────────────────────────────────────────────────────


def _rows(table: ListTable, header: ListHeader, index: NameIndex, us: Us, day: date) -> Iterator[ListEntry]:
    above: dict[str, str] = {}
    groups = sorted(
        (column for column in _GROUPS if column in header.columns), key=header.columns.__getitem__
    )
    rows = [row for row in table.rows if row.number > header.row and row.filled]
    coloured = sum(row.coloured for row in rows)
    stands_out = 0 < coloured * _FEW <= len(rows)
    over = _over(header, us, day)
    whose = _whose(rows, header, us)
    section: tuple[str, ...] = ()
    rows, notes = _footnotes(rows)
    for listed in rows:
        row = _without_commas(listed, header, index) if not table.sheet else listed
        row, noted = _with_notes(row, notes, {at for at, _ in header.aside})
        cells = _cells(row, header)
        alone = [cell for cell in row.cells if cell]
        if len(alone) == 1 and len(header.columns) > 1 and is_total(alone[0]):
            cells = {"gremium": alone[0]}
        if _is_header(cells) or (not any(cells.values()) and not _beside(row, header)):
            continue
        if (
            len(alone) == 1
            and len(header.columns) > 1
            and alone[0] in (cells.get("gremium"), cells.get("netwerk"))
        ):
            turned = turned_in(alone[0], widely=True)
            section = (f"onder het kopje {quote(alone[0])}",) if turned else ()
        filled = [column for column, at in header.columns.items() if at in row.merged and cells.get(column)]
        changed = False
        for column in groups:
            if not cells.get(column) and not changed and above.get(column) and _says_something(column, cells):
                cells[column] = above[column]
                filled.append(column)
            changed |= bool(cells.get(column)) and cells[column] != above.get(column)
            above[column] = cells.get(column) or ("" if changed else above.get(column, ""))
        doubts = [*over, *section, *noted, *_marked(row, table, header)]
        unsigned = whose and not any(cells.get(column) for column in _SIGNED)
        if unsigned and not us.words.intersection(tokens(cells.get("bestuurder", ""))):
            why = "is hier leeg, en elders in de lijst een andere gemeente"
            doubts.append(f"{quote(header.titles[whose])} {why}")
        if not table.sheet and _too_many(row, header) > 0:
            doubts.append(
                "deze rij heeft meer cellen dan er koppen zijn; zet een naam met een komma tussen aanhalingstekens"
            )
        unread = _unread(row, table, header)
        if stands_out and row.coloured:
            unread.append("de rij heeft een kleur, en wat die betekent is niet gelezen")
        entry = ListEntry(
            ListPlace(table.sheet, row.number), cells, tuple(filled), (), tuple(doubts), tuple(unread),
            alone=len(alone) == 1 and len(header.columns) > 1, titles=header.titles,
        )  # fmt: skip
        yield from _parted(entry, row, header)


def _footnotes(rows: list[ListRow]) -> tuple[list[ListRow], dict[str, str]]:
    """The rows without the notes below them that a mark in a cell points to, and these notes by their mark."""
    last = max((at for at, row in enumerate(rows) if sum(map(bool, row.cells)) > 1), default=len(rows))
    ends = {found[0] for row in rows[: last + 1] for cell in row.cells if (found := _NOTE_END.search(cell))}
    notes: dict[str, str] = {}
    kept = rows[: last + 1]
    for row in rows[last + 1 :]:
        found = _NOTE.match(next(filter(None, row.cells)))
        if found and found["mark"] in ends and found["mark"] not in notes:
            notes[found["mark"]] = on_one_line(found["text"])
        else:
            kept.append(row)
    return kept, notes


def _with_notes(row: ListRow, notes: Mapping[str, str], aside: Collection[int]) -> tuple[ListRow, list[str]]:
    """A row without the marks in it that point to a note, and what these notes say of it, but of what stands `aside`."""
    found = {at: end[0] for at, cell in enumerate(row.cells) if (end := _NOTE_END.search(cell))}
    found = {at: mark for at, mark in found.items() if mark in notes}
    cells = tuple(cell.removesuffix(found.get(at, "")).rstrip() for at, cell in enumerate(row.cells))
    said = dict.fromkeys(notes[mark] for at, mark in found.items() if at not in aside)
    return replace(row, cells=cells), [f"er hoort een noot bij: {quote(text)}" for text in said]


def _cells(row: ListRow, header: ListHeader) -> dict[str, str]:
    cells = {column: row.cells[at] for column, at in header.columns.items() if at < len(row.cells)}
    for at, column in header.more:
        between = " " if column == "persoon" else "; "
        cells[column] = between.join(filter(None, (cells.get(column, ""), row.cell(at))))
    for remark in row.remarks:
        cells["opmerking"] = "; ".join(filter(None, (cells.get("opmerking", ""), remark)))
    return cells


def _beside(row: ListRow, header: ListHeader) -> bool:
    return any(map(row.cell, header.beside))


def _over(header: ListHeader, us: Us, day: date) -> list[str]:
    """What stands above the list and says that it is somebody else's, or no list of today."""

    def without_day(found: re.Match[str]) -> str:
        on = day_of(found["day"])
        return " " if on is not None and day - _AS_NEW <= on <= day else found[0]

    return [
        f"boven de lijst staat {quote(text)}"
        for text in header.above
        if us.spoken_of(text) or turned_in(_AS_OF.sub(without_day, text))
    ]


def _whose(rows: Iterable[ListRow], header: ListHeader, us: Us) -> str:
    """The column that says for which municipality somebody sits, in a list that has others than ours; "" when there is none."""
    for column in ("namens", "gemeente"):
        at = header.columns.get(column)
        if at is not None and any(us.is_other(row.cell(at)) for row in rows):
            return column
    return ""


def _marked(row: ListRow, table: ListTable, header: ListHeader) -> Iterator[str]:
    """What the form of a row says: a line through it, or a part that a reader of the sheet does not see."""
    struck = [at for at in sorted(row.struck) if row.cells[at]]
    if struck:
        where = ", ".join(cell_name(row.number, at + 1) for at in struck[:3])
        yield f"doorgehaald in de lijst ({where}{' …' if len(struck) > 3 else ''})"
    for at in sorted(table.hidden):
        if row.cell(at):
            yield f"{cell_name(row.number, at + 1)} staat in een verborgen kolom, en is niet gelezen"


def _unread(row: ListRow, table: ListTable, header: ListHeader) -> list[str]:
    """The filled cells of which the heading is not understood, or that have none."""
    known = {
        *header.columns.values(), *header.beside, *(at for at, _ in (*header.aside, *header.more)), *table.hidden,
    }  # fmt: skip
    headings = dict(header.unused)
    found = [
        f"de kolom {quote(headings[at])} is niet gelezen"
        if at in headings
        else f"{cell_name(row.number, at + 1)} staat onder geen kop, en is niet gelezen"
        for at, cell in enumerate(row.cells)
        if cell and at not in known
    ]
    found += [
        f"van {cell_name(row.number, at + 1)} is alleen het begin gelezen: er staat te veel"
        for at in sorted(row.cut)
    ]
    aside = [
        f"in de kolom {quote(heading)} staat {quote(row.cell(at))}"
        for at, heading in header.aside
        if turns(row.cell(at))
    ]
    return found + aside


def _parted(entry: ListEntry, row: ListRow, header: ListHeader) -> Iterator[ListEntry]:
    """A row once for each role, member or table that has a column of its own, and by itself when it says more."""

    def filled(columns: Mapping[int, str]) -> Iterator[tuple[str, str]]:
        for at, heading in columns.items():
            cell = row.cell(at)
            if cell and not is_nothing(cell):
                yield heading, cell

    found = [{"rol": heading, "bestuurder": cell} for heading, cell in filled(header.roles)]
    found += [{"rol": _role(cell), "bestuurder": heading} for heading, cell in filled(header.members)]
    found += [{"rol": _role(cell), "gremium": heading} for heading, cell in filled(header.tables)]
    if entry["rol"]:  # a tick under a role says something of the role that the row has
        ticked = [cells for cells in found if is_tick(cells.get("bestuurder", ""))]
        doubts = (f"in de kolom {quote(cells['rol'])} staat {quote(cells['bestuurder'])}" for cells in ticked)
        entry = replace(entry, doubts=(*entry.doubts, *doubts))
        found = [cells for cells in found if cells not in ticked]
    if not found and (header.roles or header.members) and not entry["rol"] and not entry["bestuurder"]:
        entry = replace(entry, doubts=(*entry.doubts, "bij deze tafel staat onder niemand iets"))
    names = not header.tables or entry["gremium"] or entry["netwerk"]
    if names and (entry["rol"] or (entry["bestuurder"] and not header.tables) or not found):
        yield entry
    for cells in found:
        # what stands in other columns about a seat is about the one of the row itself
        rest = {
            column: text
            for column, text in entry.cells.items()
            if column not in ("rol", "bestuurder") or header.tables
        }
        yield replace(entry, cells={**rest, **cells})


def _role(cell: str) -> str:
    return "" if is_tick(cell) else cell


def _too_many(row: ListRow, header: ListHeader) -> int:
    """How many cells a row has beyond the last heading."""
    known = (
        *header.columns.values(),
        *header.beside,
        *(at for at, _ in (*header.unused, *header.aside, *header.more)),
    )
    return max((at for at, cell in enumerate(row.cells) if cell), default=0) - max(known, default=0)


def _without_commas(row: ListRow, header: ListHeader, index: NameIndex) -> ListRow:
    """A row with the name of a table put together again that a comma in it parted; as it is when that cannot be told."""
    extra = _too_many(row, header)
    for column in _TABLES:
        at = header.columns.get(column)
        if at is None or extra < 1 or at + extra >= len(row.cells):
            continue
        name = ", ".join(row.cells[at : at + extra + 1])
        if index.match(name, ("gremium", "actor")).how in ("naam", "alias"):
            return replace(row, cells=(*row.cells[:at], name, *row.cells[at + extra + 1 :]))
    return row


def _says_something(column: str, cells: Mapping[str, str]) -> bool:
    """Whether a blank cell of this column is more than a blank: a table is meant by who says something of its seat."""
    named = cells.get("zetel")
    return column != "gremium" or (not named and any(cells.get(about) for about in _ABOUT))


def _is_header(cells: Mapping[str, str]) -> bool:
    """Whether the header stands here once more, as it does at the top of a printed page."""
    filled = [(column, text) for column, text in cells.items() if text]
    return len(filled) > 1 and all(column_of(text) == column for column, text in filled)


# ── rows of a list of our own ─────────────────────────────────────────────────────────────────────────


def _is_own(table: ListTable, header: ListHeader) -> bool:
    """Whether the rows name seats as only this tool does."""
    at = [header.columns[column] for column in _KEPT if column in header.columns]
    return any(row.cell(i).startswith(SEAT_KINDS) for row in table.rows for i in at)


def as_ours(listed: Listed) -> Listed:
    """A list of which the rows name seats as only this tool does, with no more columns than are read of such a list."""

    def header(table: ListTable, header: ListHeader) -> ListHeader:
        if not listed.ours and not _is_own(table, header):
            return header
        read = {column: at for column, at in header.columns.items() if column in _OWN}
        rest = [
            (at, header.titles.get(column, column))
            for column, at in header.columns.items()
            if column not in _OWN
        ]
        rest += [*header.beside.items(), *header.unused, *header.aside]
        return ListHeader(header.row, read, tuple(sorted(rest)), titles=header.titles)

    return replace(listed, sheets=tuple((table, header(table, each)) for table, each in listed.sheets))


def _own_rows(table: ListTable, header: ListHeader) -> Iterator[ListEntry]:
    for row in table.rows:
        cells = {column: row.cell(at) for column, at in header.columns.items() if column in _OWN}
        if row.number <= header.row or not any(cells.values()) or _is_header(cells):
            continue
        doubts = tuple(_marked(row, table, header))
        yield ListEntry(
            ListPlace(table.sheet, row.number), cells, (), (), doubts, (), own=True, titles=header.titles
        )


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────


def _names(entry: ListEntry, index: NameIndex) -> Iterator[str]:
    """What stands in a column with people and is no portfolio or office."""
    return (
        piece
        for column in _PEOPLE
        for piece in pieces(entry[column])
        if _may_name(piece, index) and not is_tick(piece)
    )


def _shown(entry: ListEntry, names: PeopleNames, index: NameIndex, us: Us) -> ListEntry:
    holder = read_holder(entry["bestuurder"], index, us)
    if entry.own:
        kept = {column: text for column, text in entry.cells.items() if column not in _PEOPLE}
        return replace(entry, cells=kept, holder=holder)
    cells = dict(entry.cells)
    unsure = [*entry.doubts]
    hidden: list[str] = []
    for column, text in entry.cells.items():
        if column in _KEPT or column in _PEOPLE:
            continue
        without = names.without(text)
        if without == text:
            continue
        if column in _TABLES and _is_known(text, index):
            continue
        cells[column] = without
        hidden.append(column)
        if column in _TABLES:
            unsure.append(
                f"in {quote(entry.title(column))} kan een naam van iemand staan; die wordt geen naam van een tafel"
            )
    people = [
        column
        for column in _PEOPLE
        if any(
            _may_name(piece, index) and not is_tick(piece) and not us.names_us(piece)
            for piece in pieces(cells.get(column, ""))
        )
    ]
    unread = tuple(names.without(text) for text in entry.unread)
    unsure = [names.without(text) for text in unsure]
    person = entry["persoon"]
    if person and not is_nothing(person):
        holder = replace(holder, ticked=True) if is_tick(person) else replace(holder, someone=True)
    for column in _PEOPLE:
        cells.pop(column, "")
    return replace(
        entry,
        cells=cells,
        left_out=(*people, *hidden),
        doubts=tuple(dict.fromkeys(unsure)),
        unread=unread,
        holder=holder,
    )


def _is_known(text: str, index: NameIndex) -> bool:
    """Whether a cell names only what the dossier has, so that nothing in it is anybody's name."""
    parts = index.parts(text, ("gremium", "actor"))
    return bool(parts) and all(
        index.match(on_one_line(part), ("gremium", "actor")).how in ("naam", "alias") for part in parts
    )


def _may_name(piece: str, index: NameIndex) -> bool:
    return index.match(piece, PORTFOLIO).thing is None and not is_office(piece)
