"""Lists as text: pasted from a spreadsheet with tabs, or saved as CSV with semicolons or commas."""

from __future__ import annotations

import csv
import io

from strategy.errors import KrachtenveldError
from strategy.importing.table import MAX_COLUMNS, MAX_ROWS, Row, Table, bounded, clean

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
