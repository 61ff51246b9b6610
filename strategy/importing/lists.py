"""From the bytes of a list to its sheets of rows of text, and which column holds what, whatever form it was saved in.

How much may be in it is bounded; the header row is found whatever its order and spelling. Text was pasted from a
spreadsheet with tabs, or saved as CSV with semicolons or commas. Of an Excel file values only: merged cells filled down,
and nothing that could be meant to harm.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from strategy.advice.names import decimal
from strategy.errors import KrachtenveldError, quote, suggest
from strategy.importing.matching import tokens
from strategy.importing.workbook_parts import COPY, OLE, ZIP, checked, damaged, other_kind, within_bounds

MAX_BYTES = 10_000_000
MAX_ROWS = 2_000
"""Filled rows. Position lists have some hundreds; a table of thousands is something else."""
MAX_COLUMNS = 60
MAX_CELL = 1_000
"""Characters kept of a cell: more is a document, not a field."""
_ODD = ("Cc", "Cs", "Co", "Cn")
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF, 0x00AD}
"""Marks that turn the direction of text around, or cannot be seen: in a list they only hide what it says."""
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]|_x000D_")


@dataclass(frozen=True)
class ListRow:
    """A row by its number in the sheet, from 1. `merged` are the columns whose value stands in a merged cell above."""

    number: int
    cells: tuple[str, ...]
    merged: frozenset[int] = frozenset()

    @property
    def filled(self) -> bool:
        return any(self.cells)


@dataclass(frozen=True)
class ListTable:
    """The filled rows of one sheet; pasted text has no sheet name.

    `notes` tell what was passed over in reading, `noted` where it is about: row and column, from 1.
    """

    sheet: str
    rows: tuple[ListRow, ...]
    notes: tuple[str, ...] = ()
    noted: tuple[tuple[int, int], ...] = ()


def cell_name(row: int, column: int) -> str:
    """A cell as Excel calls it: row and column from 1."""
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column)}{row}"


def clean_cell(text: str) -> str:
    """A cell without what cannot be seen, one line break for all kinds, and no longer than a field.

    What comes out is safe on a terminal, and fit to stand in YAML.
    """
    lines = _BREAKS.sub("\n", text[: 4 * MAX_CELL]).split("\n")
    plain = (" ".join("".join(_visible(sign) for sign in line).split()) for line in lines)
    return unicodedata.normalize("NFC", "\n".join(line for line in plain if line))[:MAX_CELL].strip()


def on_one_line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def bounded(rows: list[ListRow]) -> tuple[ListRow, ...]:
    """The filled rows. Raises KrachtenveldError when there are more than a list has."""
    filled = tuple(row for row in rows if row.filled)
    if len(filled) > MAX_ROWS:
        raise KrachtenveldError(
            f"de lijst heeft {len(filled)} gevulde rijen; er passen er {MAX_ROWS}",
            "bewaar alleen de rijen met posities in een eigen bestand",
        )
    return filled


def _visible(sign: str) -> str:
    return " " if unicodedata.category(sign) in _ODD or ord(sign) in _TURNING else sign


HEADINGS: Mapping[str, str] = {
    "opgave": "Opgave", "gremium": "Gremium/Netwerk", "niveau": "Niveau", "rol": "Rol",
    "bestuurder": "Bestuurder/Portefeuille", "trekker": "Ambtelijk trekker", "onderwerp": "Onderwerp",
    "doel": "Doel", "via": "Via", "planning": "Planning", "status": "Status", "prioriteit": "Prioriteit",
    "opmerking": "Opmerking", "netwerk": "Netwerk", "zetel": "Zetel", "houding": "Houding",
}  # fmt: skip
"""Each column that is understood, with the heading that people know it by."""
_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "opgave": ("opgave", "opgaven", "maatschappelijke opgave", "programma", "opgave programma"),
    "gremium": (
        "gremium netwerk", "gremium", "gremia", "netwerk gremium", "gremium of netwerk", "overleg", "tafel",
        "orgaan", "commissie", "bestuurlijk overleg", "overlegtafel", "naam gremium", "positie in", "gremium tafel",
    ),
    "netwerk": ("netwerk", "netwerken", "samenwerkingsverband", "organisatie", "koepel", "netwerk organisatie"),
    "niveau": ("niveau", "schaal", "schaalniveau", "bestuurslaag", "bestuurlijk niveau"),
    "rol": ("rol", "functie", "rol functie", "positie", "rol positie", "soort positie", "onze rol"),
    "bestuurder": (
        "bestuurder portefeuille", "bestuurder", "portefeuille", "portefeuillehouder", "wethouder",
        "bestuurlijk trekker", "bestuurlijke trekker", "collegelid", "vertegenwoordiger", "bestuurder s",
        "portefeuille bestuurder", "verantwoordelijk bestuurder", "bestuurders",
    ),
    "trekker": (
        "ambtelijk trekker", "ambtelijke trekker", "ambtelijk", "ambtenaar", "contactpersoon", "lobbyist",
        "beleidsadviseur", "ambtelijk contactpersoon", "ambtelijke ondersteuning", "ondersteuning", "trekker",
        "accounthouder", "ambtelijk verantwoordelijke",
    ),
    "onderwerp": ("onderwerp", "onderwerpen", "thema", "themas", "thema s", "onderwerp thema", "dossier"),
    "doel": ("doel", "doelen", "doelstelling", "inzet", "beoogd resultaat", "wat willen we bereiken"),
    "via": ("via", "route", "langs", "lobbyroute", "via wie"),
    "planning": ("planning", "datum", "deadline", "wanneer", "termijn", "moment", "tijdpad"),
    "status": ("status", "stand van zaken", "bezetting", "huidige status"),
    "prioriteit": ("prioriteit", "prioriteiten", "prio", "belang", "urgentie", "gewicht"),
    "opmerking": ("opmerking", "opmerkingen", "toelichting", "bijzonderheden", "notitie", "notities", "aantekening"),
    "zetel": ("zetel", "id", "naam zetel"),
    "houding": ("houding", "actie", "advies houding"),
}  # fmt: skip
_KNOWN = {spelling: column for column, spellings in _SPELLINGS.items() for spelling in spellings}
_TABLES = ("gremium", "netwerk", "zetel")
"""A list without any of these says of no row what it is about."""
_NEAR = 0.86
_DEEPEST = 30
"""Filled rows in which the header is looked for."""
_ASIDE = re.compile(r"\([^)]*\)")


@dataclass(frozen=True)
class ListHeader:
    """Where the header of a sheet is, which of its columns (from 0) hold what, and which headings are not understood."""

    row: int
    columns: Mapping[str, int]
    unused: tuple[tuple[int, str], ...]


def find_header(table: ListTable) -> ListHeader | None:
    """The row that most looks like a header; None when no row does."""
    found = [header for row in table.rows[:_DEEPEST] if (header := _header(row)) is not None]
    return max(found, key=lambda header: len(header.columns), default=None)


def no_header(tables: Iterable[ListTable]) -> KrachtenveldError:
    """What to say when no sheet has a header that is understood: what was looked for, and what is there."""
    wanted = ", ".join(list(HEADINGS.values())[:13])
    first = next((row for table in tables for row in table.rows), None)
    if first is None:
        return KrachtenveldError("de lijst is leeg", f"zet er een rij koppen boven, zoals: {wanted}")
    shown = " | ".join(on_one_line(cell) for cell in first.cells if cell)
    missing = _missing(first)
    return KrachtenveldError(
        f"geen rij met koppen herkend; de eerste gevulde rij is {quote(shown)}",
        f"{missing}verwacht wordt een rij met koppen zoals: {wanted}",
    )


def column_of(heading: str) -> str:
    """The column that a heading stands for; "" when it is none that is understood."""
    plain = " ".join(tokens(_ASIDE.sub(" ", heading)))
    if plain in _KNOWN:
        return _KNOWN[plain]
    near = get_close_matches(plain, _KNOWN, n=1, cutoff=_NEAR) if 4 < len(plain) < 40 else []
    return _KNOWN[near[0]] if near else ""


def _header(row: ListRow) -> ListHeader | None:
    columns: dict[str, int] = {}
    unused: list[tuple[int, str]] = []
    for number, cell in enumerate(row.cells):
        column = column_of(cell) if cell else ""
        if column and column not in columns:
            columns[column] = number
        elif cell:
            unused.append((number, on_one_line(cell)))
    alone = len(columns) == 1 and len(columns) + len(unused) == 1
    if not any(column in columns for column in _TABLES) or (len(columns) < 2 and not alone):
        return None
    return ListHeader(row.number, columns, tuple(unused))


def _missing(row: ListRow) -> str:
    known = [HEADINGS[column] for cell in row.cells if cell and (column := column_of(cell))]
    return f"zonder de kolom Gremium/Netwerk zegt {', '.join(known)} te weinig; " if known else ""


if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_ROWS_READ = 3 * MAX_ROWS


def is_workbook(raw: bytes) -> bool:
    """Whether these bytes are some office file, readable or not."""
    return raw.startswith((ZIP, OLE))


def workbook_tables(raw: bytes, sheet: str | None, ours: str) -> list[ListTable]:
    """The visible sheets with anything in them, or only the one named.

    `ours` is the mark of workbooks that this tool wrote: of these the first sheet is the list, the rest explains it.
    Raises KrachtenveldError for what is no sound Excel file, or is too large.
    """
    return within_bounds(lambda: _tables(raw, sheet, ours))


def _tables(raw: bytes, sheet: str | None, ours: str) -> list[ListTable]:
    raw, formulas = checked(raw, _MOST_ROWS_READ, MAX_COLUMNS)
    book = _opened(raw, data_only=True)
    pages = [page for page in book.worksheets if page.sheet_state == "visible" or page.title == sheet]
    if sheet is not None:
        pages = [_named(sheet, pages)]
    elif book.properties.creator == ours:
        pages = pages[:1]
    blank = _blank_formulas(raw, pages) if formulas else {}
    found = [_table_of(page, blank.get(page.title, [])) for page in pages]
    return [table for table in found if table.rows or sheet is not None]


def _opened(raw: bytes, data_only: bool) -> Any:
    from openpyxl import load_workbook

    try:
        return load_workbook(io.BytesIO(raw), data_only=data_only, keep_links=False)
    except Exception as error:
        raise damaged() from error


def _named(sheet: str, pages: list[Any]) -> Any:
    titles = {page.title: page for page in pages}
    alike = {title.casefold(): title for title in titles}
    if sheet.casefold() not in alike:
        hint = suggest(sheet, titles) or f"kies uit: {', '.join(map(quote, titles))}"
        raise KrachtenveldError(f"er is geen blad {quote(sheet)}", hint)
    return titles[alike[sheet.casefold()]]


def _table_of(page: Worksheet, blank: list[str]) -> ListTable:
    from openpyxl.utils.cell import coordinate_to_tuple

    notes: dict[str, tuple[int, int]] = {}
    if blank:
        what = "1 formule" if len(blank) == 1 else f"{len(blank)} formules"
        note = f"{what} zonder bewaarde uitkomst, zoals in {blank[0]}; bewaar het bestand in Excel om haar te lezen"
        notes[note] = coordinate_to_tuple(blank[0])
    if page.max_row > _MOST_ROWS_READ:
        notes[f"alleen de eerste {_MOST_ROWS_READ} rijen zijn bekeken"] = 1, 1
    width = min(page.max_column, MAX_COLUMNS)
    values = [
        [_cell_text(value) for value in row]
        for row in page.iter_rows(max_row=min(page.max_row, _MOST_ROWS_READ), max_col=width, values_only=True)
    ]
    merged: dict[int, set[int]] = {}
    for row, column, above in _merged(page, len(values), width):
        values[row][column] = values[above][column]
        merged.setdefault(row, set()).add(column)
    rows = [
        ListRow(number + 1, tuple(cells), frozenset(merged.get(number, ())))
        for number, cells in enumerate(values)
        if any(cell for column, cell in enumerate(cells) if column not in merged.get(number, ()))
    ]
    return ListTable(clean_cell(page.title), bounded(rows), tuple(notes), tuple(notes.values()))


def _merged(page: Worksheet, height: int, width: int) -> Iterator[tuple[int, int, int]]:
    """Row, column and the row above from which the value comes, for cells that are merged downward."""
    for area in page.merged_cells.ranges:
        first, column = area.min_row - 1, area.min_col - 1
        if column < width:
            for row in range(first + 1, min(area.max_row, height)):
                yield row, column, first


def _blank_formulas(raw: bytes, pages: list[Any]) -> dict[str, list[str]]:
    """Cells with a formula of which Excel did not keep the outcome, by sheet."""
    found: dict[str, list[str]] = {}
    written = _opened(raw, data_only=False)
    for page in pages:
        area = {"max_row": min(page.max_row, _MOST_ROWS_READ), "max_col": min(page.max_column, MAX_COLUMNS)}
        for row, values in zip(
            written[page.title].iter_rows(**area), page.iter_rows(**area, values_only=True), strict=True
        ):
            for cell, value in zip(row, values, strict=True):
                if cell.data_type == "f" and value is None:
                    found.setdefault(page.title, []).append(cell.coordinate)
    return found


def _cell_text(value: object) -> str:
    """A value as Dutch people write it: days as dd-mm-jjjj, a decimal comma."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case datetime() | date():
            return f"{value.day:02}-{value.month:02}-{value.year:04}"
        case time():
            return value.isoformat("minutes")
        case int():
            return str(value)[:40]
        case float():
            return decimal(value) if abs(value) < 1e15 else f"{value:g}"
    return clean_cell(str(value))


@dataclass(frozen=True)
class Listed:
    """The sheets in which a header was found, and those that were passed over."""

    sheets: tuple[tuple[ListTable, ListHeader], ...]
    passed: tuple[str, ...] = ()


def read_list(raw: bytes, sheet: str | None = None, ours: str = "") -> Listed:
    """The list in these bytes; `sheet` names one sheet, `ours` is the mark of workbooks that this tool wrote.

    Raises KrachtenveldError when it cannot be read, is too large, empty, or has no header that is understood.
    """
    if len(raw) > MAX_BYTES:
        raise KrachtenveldError(
            f"de lijst is groter dan {MAX_BYTES // 1_000_000} MB", "bewaar alleen het blad met de lijst"
        )
    if not raw.strip():
        raise no_header(())
    if is_workbook(raw):
        tables = workbook_tables(raw, sheet, ours)
        found = [(table, header) for table in tables if (header := find_header(table)) is not None]
    elif kind := other_kind(raw):
        raise KrachtenveldError(f"dit is {kind}, geen lijst", COPY)
    elif sheet is not None:
        raise KrachtenveldError(
            f"deze lijst heeft geen bladen, dus ook geen blad {quote(sheet)}", "laat --blad weg"
        )
    else:
        tables = text_tables(decoded(raw))
        parted = [(table, header) for table in tables if (header := find_header(table)) is not None]
        found = [max(parted, key=lambda pair: len(pair[1].columns))] if parted else []
    if not found:
        raise no_header(tables)
    used = {table.sheet for table, _ in found}
    return Listed(tuple(found), tuple(table.sheet for table in tables if table.sheet not in used))


SEPARATORS = {"\t": "tabs", ";": "puntkomma's", ",": "komma's"}
_MOST_ODD = 0.1
"""The share of control characters from which something is no text; one that was pasted along does no harm."""
_ENCODINGS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_PLAIN = ("utf-8", "cp1252")
"""What Excel in the Netherlands saves as CSV is one of these."""
_MOST_LINES = 20 * MAX_ROWS


def decoded(raw: bytes) -> str:
    """The text in these bytes. Raises KrachtenveldError when they are no text."""
    encodings = [name for mark, name in _ENCODINGS if raw.startswith(mark)] or list(_PLAIN)
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeError:
            continue
        if not _looks_binary(text):
            return text
    raise KrachtenveldError(
        "dit is geen tekst en geen Excel-bestand",
        "bewaar de lijst als .xlsx of als CSV, of plak haar in een tekstbestand",
    )


def text_tables(text: str) -> list[ListTable]:
    """The text as a table, once for each separator that occurs in it; which is meant, its header tells.

    Raises KrachtenveldError when there is more than a list has.
    """
    found = [_parted(text, separator) for separator in SEPARATORS if separator in text]
    return found or [_parted(text, ";")]


def _parted(text: str, separator: str) -> ListTable:
    # An opening quote that nothing closes would swallow the rest of the list; then quotes are only signs.
    unclosed = text.count('"') % 2
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")
    reader = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE if unclosed else csv.QUOTE_MINIMAL)
    rows: list[ListRow] = []
    try:
        for number, cells in enumerate(reader, 1):
            if number > _MOST_LINES:
                raise KrachtenveldError(
                    f"de lijst heeft meer dan {_MOST_LINES} regels", "bewaar alleen de rijen met posities"
                )
            rows.append(ListRow(number, tuple(clean_cell(cell) for cell in cells[:MAX_COLUMNS])))
    except csv.Error as error:
        raise KrachtenveldError(
            f"regel {len(rows) + 1} is niet te lezen: het veld is te groot of loopt door",
            "controleer de aanhalingstekens op die regel",
        ) from error
    return ListTable("", bounded(rows))


def _looks_binary(text: str) -> bool:
    odd = sum(sign < " " and sign not in "\t\n\r\x0b\x0c" for sign in text)
    return "\x00" in text or odd > _MOST_ODD * len(text)
