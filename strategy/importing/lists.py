"""From the bytes of a list to its sheets of rows of text, whatever form it was saved in.

How much may be in it is bounded. Text was pasted from a spreadsheet with tabs, or saved as CSV with semicolons or commas.
Of an Excel file values: merged cells filled down, and nothing that could be meant to harm. What its form says, such as a
line through a text, goes with the rows.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from strategy.advice.names import decimal
from strategy.errors import KrachtenveldError, quote, suggest
from strategy.importing.workbook_parts import OLE, ZIP, checked, damaged, within_bounds

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
    """A row by its number in the sheet, from 1. `merged` are the columns whose value stands in a merged cell above.

    `struck` are columns with a line through the text, `remarks` the notes on cells; `coloured` is a row that stands out.
    """

    number: int
    cells: tuple[str, ...]
    merged: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    remarks: tuple[str, ...] = ()
    coloured: bool = False
    hidden: bool = False
    cut: frozenset[int] = frozenset()
    """Columns of which only the beginning was kept."""

    @property
    def filled(self) -> bool:
        return any(self.cells)

    def cell(self, at: int) -> str:
        """What stands in a column, from 0; "" behind the last cell."""
        return self.cells[at] if at < len(self.cells) else ""


@dataclass(frozen=True)
class ListTable:
    """The filled rows of one sheet; pasted text has no sheet name.

    `notes` tell what was passed over in reading, `noted` where it is about: row and column, from 1.
    """

    sheet: str
    rows: tuple[ListRow, ...]
    notes: tuple[str, ...] = ()
    noted: tuple[tuple[int, int], ...] = ()
    hidden: frozenset[int] = frozenset()
    """Columns, from 0, that a reader of the sheet does not see."""


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


def _cut(cells: Sequence[str]) -> frozenset[int]:
    return frozenset(at for at, cell in enumerate(cells) if len(cell) > MAX_CELL)


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


if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_ROWS_READ = 3 * MAX_ROWS


def is_workbook(raw: bytes) -> bool:
    """Whether these bytes are some office file, readable or not."""
    return raw.startswith((ZIP, OLE))


def workbook_tables(raw: bytes, sheet: str | None, ours: str, best: str = "") -> tuple[list[ListTable], bool]:
    """The visible sheets with anything in them, or only the one named; and whether this tool wrote them.

    `ours` is the mark of workbooks that this tool wrote: of these the first sheet is the list, and the one called `best`;
    the rest explains it. Raises KrachtenveldError for what is no sound Excel file, or is too large.
    """
    return within_bounds(lambda: _tables(raw, sheet, ours, best))


def _tables(raw: bytes, sheet: str | None, ours: str, best: str) -> tuple[list[ListTable], bool]:
    raw, formulas = checked(raw, _MOST_ROWS_READ, MAX_COLUMNS)
    book = _opened(raw, data_only=True)
    own = bool(ours) and book.properties.creator == ours
    pages = [page for page in book.worksheets if page.sheet_state == "visible" or page.title == sheet]
    if sheet is not None:
        pages = [_named(sheet, pages)]
    elif own:
        pages = [page for page in pages if page is pages[0] or page.title == best]
    blank = _blank_formulas(raw, pages) if formulas else {}
    found = [_table_of(page, blank.get(page.title, [])) for page in pages]
    return [table for table in found if table.rows or sheet is not None], own


def _opened(raw: bytes, data_only: bool) -> Any:
    from openpyxl import load_workbook

    try:
        return load_workbook(io.BytesIO(raw), data_only=data_only, keep_links=False, rich_text=data_only)
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
        _listed_row(page, number + 1, tuple(texts), frozenset(merged.get(number, ())))
        for number, texts in enumerate(values)
        if any(cell for column, cell in enumerate(texts) if column not in merged.get(number, ()))
    ]
    hidden = frozenset(at for at in range(width) if _hidden_column(page, at + 1))
    return ListTable(clean_cell(page.title), bounded(rows), tuple(notes), tuple(notes.values()), hidden)


def _listed_row(page: Worksheet, number: int, texts: tuple[str, ...], merged: frozenset[int]) -> ListRow:
    """A row with what its form says."""
    filled = {at: page.cell(number, at + 1) for at, text in enumerate(texts) if text}
    notes = (cell.comment.text for cell in filled.values() if cell.comment is not None)
    return ListRow(
        number,
        texts,
        merged,
        frozenset(at for at, cell in filled.items() if _is_struck(cell)),
        tuple(map(clean_cell, notes)),
        any(_is_coloured(cell) for cell in filled.values()),
        number in page.row_dimensions and bool(page.row_dimensions[number].hidden),
        _cut([str(page.cell(number, at + 1).value or "") for at in range(len(texts))]),
    )


def _is_struck(cell: Any) -> bool:
    """Whether there is a line through a text, or through a part of it."""
    parts = cell.value if isinstance(cell.value, list) else ()
    fonts = (cell.font, *(getattr(part, "font", None) for part in parts))
    return cell.value is not None and any(font is not None and font.strike for font in fonts)


def _is_coloured(cell: Any) -> bool:
    return bool(cell.value is not None and cell.has_style and cell.fill.fill_type)


def _hidden_column(page: Worksheet, number: int) -> bool:
    return any(
        dimension.hidden
        for dimension in page.column_dimensions.values()
        if (dimension.min or 0) <= number <= (dimension.max or 0)
    )


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


_SEPARATORS = "\t;,"
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
    found = [_parted(text, separator) for separator in _SEPARATORS if separator in text]
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
            kept = cells[:MAX_COLUMNS]
            rows.append(ListRow(number, tuple(map(clean_cell, kept)), cut=_cut(kept)))
    except csv.Error as error:
        raise KrachtenveldError(
            f"regel {len(rows) + 1} is niet te lezen: het veld is te groot of loopt door",
            "controleer de aanhalingstekens op die regel",
        ) from error
    return ListTable("", bounded(rows))


def _looks_binary(text: str) -> bool:
    odd = sum(sign < " " and sign not in "\t\n\r\x0b\x0c" for sign in text)
    return "\x00" in text or odd > _MOST_ODD * len(text)
