"""From the bytes of a list to its sheets with their headers, whatever form it was saved in."""

from __future__ import annotations

from dataclasses import dataclass

from strategy.errors import KrachtenveldError, quote
from strategy.importing.columns import Header, find_header, no_header
from strategy.importing.table import MAX_BYTES, Table
from strategy.importing.textlist import decoded, text_tables
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
