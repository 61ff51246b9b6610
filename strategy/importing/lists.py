"""From the bytes of a list to its sheets of rows of text, whatever form it was saved in.

How much may be in it is bounded; of a workbook that is counted before a library opens it. Text was pasted from a spreadsheet with
tabs, or saved as CSV with semicolons or commas. Of an Excel file values: merged cells filled down, and nothing that could be
meant to harm. What its form says, such as a line through a text, goes with the rows.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from strategy.advice.names import decimal
from strategy.errors import KrachtenveldError, quote, suggest
from strategy.inference.containment import OutOfBounds, can_contain, contained
from strategy.inference.port import EngineFailure

Answer = TypeVar("Answer")
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MAX_UNPACKED = 40_000_000
MAX_XML = 15_000_000
"""Bytes of markup: a list is well under one million, and the library keeps some fifty bytes for each."""
MAX_PARTS = 1_000
MAX_CELLS = 300_000
"""Cells and rows in all sheets, and cells in areas: a list has some thousands, and the library takes 600 bytes for each."""
MEMORY_BYTES = 400 * 2**20
SECONDS = 20.0
SAVE = "open het in Excel en bewaar het als .xlsx, of plak de tabel in een tekstbestand"
COPY = "kopieer de tabel naar Excel en bewaar haar als .xlsx, of plak haar in een tekstbestand"
_ALONE = "bewaar alleen het blad met de lijst in een nieuw bestand"
_DECLARED = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le"))
"""No Excel file declares anything; who does, wants to have something unfolded."""
_CELL = re.compile(rb"<(?:[\w.-]+:)?(?:c|row)[\s/>]")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row\b[^>]*?\br\s*=\s*[\"'](\d{1,7})[\"']")
_TITLE = re.compile(rb"<(?:[\w.-]+:)?sheet\b[^>]*?\bname\s*=\s*([\"'])(.*?)\1")
_MOST_TITLES = 1_000_000
_AREA = re.compile(
    rb"(<(?:[\w.-]+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref\s*=\s*)([\"'])\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})\2",
    re.IGNORECASE,
)


_OTHERS = (
    (re.compile(rb"%PDF-"), "een pdf"),
    (re.compile(rb"\{\\rtf"), "een RTF-document"),
    (re.compile(rb"<\?xml[^<]*<\?mso-application|<\?xml[^<]*<Workbook\b", re.IGNORECASE), "een Excel-bestand van 2003 (XML)"),
    (re.compile(rb"(?:<\?xml[^<]*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|meta|style|div)\b", re.IGNORECASE | re.DOTALL), "een webpagina (HTML)"),
    (re.compile(rb"<\?xml\b"), "een XML-bestand"),
    (re.compile(rb"MIME-Version:|From: |Received: |Return-Path: ", re.IGNORECASE), "een e-mail of opgeslagen webpagina"),
    (re.compile(rb"[\[{]\s*[\[{\"]"), "een JSON-bestand"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a"), "een plaatje"),
)  # fmt: skip
"""How files begin that people take for a list."""


class Workbook(NamedTuple):
    """The bytes of a workbook that may be opened, and whether there are formulas in it."""

    raw: bytes
    formulas: bool


def damaged() -> KrachtenveldError:
    return KrachtenveldError("het Excel-bestand is beschadigd of geen echt Excel-bestand", SAVE)


def other_kind(raw: bytes) -> str:
    """What these bytes are when they are neither a workbook nor plain text; "" when they may be a list."""
    start = raw[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "replace").encode()
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((kind for pattern, kind in _OTHERS if pattern.match(start)), "")


def sheet_titles(raw: bytes) -> tuple[str, ...]:
    """What the sheets of a workbook are called, as far as that is told at a glance; nothing for what is no sound one."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open("xl/workbook.xml") as part:
            text = part.read(_MOST_TITLES)
    except Exception:
        return ()
    return tuple(found[2].decode("utf-8", "replace") for found in _TITLE.finditer(text))


def within_bounds(read: Callable[[], Answer], what: str = "het Excel-bestand", hint: str = _ALONE) -> Answer:
    """What reading gives, in a process of its own where there can be one, with as much memory and time as a list may take.

    `what` is read, and `hint` what to do when it takes more.

    Raises KrachtenveldError as `read` does, when it takes more, and when the process fails in another way.
    """
    if not can_contain():
        return read()
    try:
        return contained(read, "het lezen", SECONDS, MEMORY_BYTES)
    except OutOfBounds as failure:
        raise KrachtenveldError(f"{what} vraagt meer geheugen of tijd dan een lijst", hint) from failure
    except EngineFailure as failure:
        raise KrachtenveldError(
            f"{what} is niet te lezen: {failure.message}",
            "meld dit; in een andere vorm bewaard is het misschien wel te lezen",
        ) from failure


def checked(raw: bytes, most_rows: int, most_columns: int) -> Workbook:
    """The workbook in these bytes, with areas no larger than what is used and read. Raises KrachtenveldError for no sound one."""
    if raw.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise KrachtenveldError(
                "het Excel-bestand is met een wachtwoord beveiligd",
                "haal in Excel het wachtwoord eraf en bewaar een kopie",
            )
        raise KrachtenveldError("dit is een oud kantoorbestand, geen .xlsx", SAVE)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise KrachtenveldError(f"dit is {_kind(names)}, geen .xlsx", SAVE)
            if any(part.flag_bits & 1 for part in parts):
                raise KrachtenveldError("het Excel-bestand is met een wachtwoord beveiligd", SAVE)
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise _too_large()
            texts = {part.filename: archive.read(part) for part in parts}  # never more than was declared
    except KrachtenveldError:
        raise
    except Exception as error:
        raise damaged() from error
    markup = {name: text for name, text in texts.items() if _is_markup(text)}
    if sum(map(len, markup.values())) > MAX_XML:
        raise _too_large()
    if any(word in text for text in markup.values() for word in _DECLARED):
        raise damaged()
    if sum(1 for text in markup.values() for _ in _CELL.finditer(text)) > MAX_CELLS:
        raise _too_large()
    cut = {
        name: _cut_area(text, most_rows, most_columns) for name, text in markup.items() if _AREA.search(text)
    }
    if sum(area for _, area in cut.values()) > MAX_CELLS:
        raise KrachtenveldError("het Excel-bestand heeft te veel samengevoegde cellen voor een lijst", _ALONE)
    changed = {name: text for name, (text, _) in cut.items() if text != texts[name]}
    formulas = any(b"<f>" in text or b"<f " in text for text in markup.values())
    return Workbook(_packed({**texts, **changed}) if changed else raw, formulas)


def _too_large() -> KrachtenveldError:
    return KrachtenveldError("het Excel-bestand is uitgepakt te groot voor een lijst", _ALONE)


def _is_markup(text: bytes) -> bool:
    """Whether a part is XML: its name may say anything, the library goes by what the workbook refers to."""
    return text[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] in (b"<", b"")


def _cut_area(text: bytes, most_rows: int, most_columns: int) -> tuple[bytes, int]:
    """A part with its areas cut to the rows that are used and read, and how many cells these have together."""
    rows = [int(number) for number in _ROW.findall(text)]
    last_row, last_column = min(max([*rows, len(_CELL.findall(text))]), most_rows), most_columns
    cells = 0

    def cut(found: re.Match[bytes]) -> bytes:
        nonlocal cells
        left, right = _number(found[3]), _number(found[5])
        top, bottom = int(found[4]), int(found[6])
        right, bottom = max(left, min(right, last_column)), max(top, min(bottom, last_row))
        cells += (right - left + 1) * (bottom - top + 1)
        area = b"%s%d:%s%d" % (found[3], top, _letters(right), bottom)
        return found[1] + found[2] + area + found[2]

    return _AREA.sub(cut, text), cells


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number


def _letters(number: int) -> bytes:
    letters = b""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = bytes([65 + rest]) + letters
    return letters


def _packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def _kind(names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return "een binair Excel-bestand (.xlsb)"
    if any(name.startswith("word/") for name in names):
        return "een Word-bestand"
    if "content.xml" in names:
        return "een bestand van LibreOffice"
    return "een ingepakt bestand"


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
