"""From the bytes of a list to its sheets with their headers, whatever form it was saved in.

Text was pasted from a spreadsheet with tabs, or saved as CSV with semicolons or commas; a workbook is another form.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from strategy.errors import KrachtenveldError, quote
from strategy.importing.table import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    Header,
    Row,
    Table,
    bounded,
    clean,
    find_header,
    no_header,
)
from strategy.importing.workbook import is_workbook, workbook_tables


@dataclass(frozen=True)
class Listed:
    """The sheets in which a header was found, and those that were passed over."""

    sheets: tuple[tuple[Table, Header], ...]
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
_MOST_READ = 20 * MAX_ROWS


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


def text_tables(text: str) -> list[Table]:
    """The text as a table, once for each separator that occurs in it; which is meant, its header tells.

    Raises KrachtenveldError when there is more than a list has.
    """
    found = [_table(text, separator) for separator in SEPARATORS if separator in text]
    return found or [_table(text, ";")]


def _table(text: str, separator: str) -> Table:
    # An opening quote that nothing closes would swallow the rest of the list; then quotes are only signs.
    unclosed = text.count('"') % 2
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")
    reader = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE if unclosed else csv.QUOTE_MINIMAL)
    rows: list[Row] = []
    try:
        for number, cells in enumerate(reader, 1):
            if number > _MOST_READ:
                raise KrachtenveldError(
                    f"de lijst heeft meer dan {_MOST_READ} regels", "bewaar alleen de rijen met posities"
                )
            rows.append(Row(number, tuple(clean(cell) for cell in cells[:MAX_COLUMNS])))
    except csv.Error as error:
        raise KrachtenveldError(
            f"regel {len(rows) + 1} is niet te lezen: het veld is te groot of loopt door",
            "controleer de aanhalingstekens op die regel",
        ) from error
    return Table("", bounded(rows))


def _looks_binary(text: str) -> bool:
    odd = sum(sign < " " and sign not in "\t\n\r\x0b\x0c" for sign in text)
    return "\x00" in text or odd > _MOST_ODD * len(text)
