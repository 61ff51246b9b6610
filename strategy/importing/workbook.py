"""Lists in an Excel file: values only, merged cells filled down, and nothing that could be meant to harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from strategy.advice.names import decimal
from strategy.errors import KrachtenveldError, quote, suggest
from strategy.importing.table import MAX_COLUMNS, MAX_ROWS, Row, Table, bounded, clean

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MAX_UNPACKED = 40_000_000
MAX_XML = 15_000_000
"""Bytes of markup: a list is well under one million, and the library keeps some fifty bytes for each."""
MAX_PARTS = 1_000
_MOST_READ = 3 * MAX_ROWS
_SAVE = "open het in Excel en bewaar het als .xlsx, of plak de tabel in een tekstbestand"
_DECLARED = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le"))
"""No Excel file declares anything; who does, wants to have something unfolded."""


def is_workbook(raw: bytes) -> bool:
    """Whether these bytes are some office file, readable or not."""
    return raw.startswith((ZIP, OLE))


def workbook_tables(raw: bytes, sheet: str | None, ours: str) -> list[Table]:
    """The visible sheets with anything in them, or only the one named.

    `ours` is the mark of workbooks that this tool wrote: of these the first sheet is the list, the rest explains it.
    Raises KrachtenveldError for what is no sound Excel file, or is too large.
    """
    formulas = _checked(raw)
    book = _opened(raw, data_only=True)
    pages = [page for page in book.worksheets if page.sheet_state == "visible" or page.title == sheet]
    if sheet is not None:
        pages = [_named(sheet, pages)]
    elif book.properties.creator == ours:
        pages = pages[:1]
    blank = _blank_formulas(raw, pages) if formulas else {}
    found = [_table(page, blank.get(page.title, [])) for page in pages]
    return [table for table in found if table.rows or sheet is not None]


def _checked(raw: bytes) -> bool:
    """Whether there are formulas in a sound file. Raises KrachtenveldError for any other file."""
    if raw.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise KrachtenveldError(
                "het Excel-bestand is met een wachtwoord beveiligd",
                "haal in Excel het wachtwoord eraf en bewaar een kopie",
            )
        raise KrachtenveldError("dit is een oud kantoorbestand, geen .xlsx", _SAVE)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise KrachtenveldError(f"dit is {_kind(names)}, geen .xlsx", _SAVE)
            if any(part.flag_bits & 1 for part in parts):
                raise KrachtenveldError("het Excel-bestand is met een wachtwoord beveiligd", _SAVE)
            markup = [part for part in parts if part.filename.lower().endswith((".xml", ".rels", ".vml"))]
            sizes = sum(part.file_size for part in parts), sum(part.file_size for part in markup)
            if len(parts) > MAX_PARTS or sizes[0] > MAX_UNPACKED or sizes[1] > MAX_XML:
                raise KrachtenveldError(
                    "het Excel-bestand is uitgepakt te groot voor een lijst",
                    "bewaar alleen het blad met de lijst in een nieuw bestand",
                )
            texts = [archive.read(part) for part in markup]  # never more than the size that was declared
    except KrachtenveldError:
        raise
    except Exception as error:
        raise _damaged() from error
    if any(word in text for text in texts for word in _DECLARED):
        raise _damaged()
    return any(b"<f>" in text or b"<f " in text for text in texts)


def _kind(names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return "een binair Excel-bestand (.xlsb)"
    if any(name.startswith("word/") for name in names):
        return "een Word-bestand"
    if "content.xml" in names:
        return "een bestand van LibreOffice"
    return "een ingepakt bestand"


def _opened(raw: bytes, data_only: bool) -> Any:
    from openpyxl import load_workbook

    try:
        return load_workbook(io.BytesIO(raw), data_only=data_only, keep_links=False)
    except Exception as error:
        raise _damaged() from error


def _damaged() -> KrachtenveldError:
    return KrachtenveldError("het Excel-bestand is beschadigd of geen echt Excel-bestand", _SAVE)


def _named(sheet: str, pages: list[Any]) -> Any:
    titles = {page.title: page for page in pages}
    alike = {title.casefold(): title for title in titles}
    if sheet.casefold() not in alike:
        hint = suggest(sheet, titles) or f"kies uit: {', '.join(map(quote, titles))}"
        raise KrachtenveldError(f"er is geen blad {quote(sheet)}", hint)
    return titles[alike[sheet.casefold()]]


def _table(page: Worksheet, blank: list[str]) -> Table:
    notes = []
    if blank:
        what = "1 formule" if len(blank) == 1 else f"{len(blank)} formules"
        notes.append(
            f"{what} zonder bewaarde uitkomst, zoals in {blank[0]}; bewaar het bestand in Excel om haar te lezen"
        )
    if page.max_row > _MOST_READ:
        notes.append(f"alleen de eerste {_MOST_READ} rijen zijn bekeken")
    width = min(page.max_column, MAX_COLUMNS)
    values = [
        [_text(value) for value in row]
        for row in page.iter_rows(max_row=min(page.max_row, _MOST_READ), max_col=width, values_only=True)
    ]
    merged: dict[int, set[int]] = {}
    for row, column, above in _merged(page, len(values), width):
        values[row][column] = values[above][column]
        merged.setdefault(row, set()).add(column)
    rows = [
        Row(number + 1, tuple(cells), frozenset(merged.get(number, ())))
        for number, cells in enumerate(values)
        if any(cell for column, cell in enumerate(cells) if column not in merged.get(number, ()))
    ]
    return Table(clean(page.title), bounded(rows), tuple(notes))


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
        area = {"max_row": min(page.max_row, _MOST_READ), "max_col": min(page.max_column, MAX_COLUMNS)}
        for row, values in zip(
            written[page.title].iter_rows(**area), page.iter_rows(**area, values_only=True), strict=True
        ):
            for cell, value in zip(row, values, strict=True):
                if cell.data_type == "f" and value is None:
                    found.setdefault(page.title, []).append(cell.coordinate)
    return found


def _text(value: object) -> str:
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
    return clean(str(value))
