"""What the tests of worklists share: a list filled in as a colleague would, and the dossier that comes of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from openpyxl import Workbook, load_workbook

from strategy.advice.advise import advise, prepare
from strategy.templates.text import apply
from strategy.worklist.answers import BY, DAY, EXPLAINED, ROLE, read_answers
from strategy.worklist.proposal import WorkProposal, propose
from strategy.worklist.rows import CONFIRM, Worklist, worklist
from strategy.workspace import Workspace
from visualizations.reports.nagaan import workbook

Filled = Mapping[str, Mapping[str, Any]]
"""By key of a row what is filled in, by column."""


@dataclass(frozen=True, eq=False, repr=False)
class City:
    """A dossier with its worklist and the workbook of it."""

    present: Workspace
    listed: Worklist
    raw: bytes


def city(present: Workspace, day: date | None = None) -> City:
    case = prepare(present.loaded, day, rulebook=present.rulebook)
    listed = worklist(advise(case, "python"), present)
    return City(present, listed, workbook(listed))


def brief(own: City, *keys: str, spare: int = 12) -> City:
    """With the first rows of each sheet, as far as the last of `keys` on it, and `spare` more: to fill in, to read and to
    write a list takes long because of its rows."""
    sheets = {}
    for name, rows in own.listed.sheets.items():
        last = max((at for at, row in enumerate(rows, 1) if row.place.name in keys), default=0)
        sheets[name] = rows[: last + spare]
    listed = replace(own.listed, sheets=sheets)
    return replace(own, listed=listed, raw=workbook(listed))


def filled(
    raw: bytes, answers: Filled, change: Callable[[Workbook], None] = lambda book: None, head: bool = True
) -> bytes:
    """The workbook with these answers in it, in the first row with that key, after a last `change`."""
    book = load_workbook(io.BytesIO(raw))
    if head:
        cells = {row[0].value: row[1] for row in book[EXPLAINED].iter_rows()}
        cells[DAY].value, cells[ROLE].value = date(2022, 6, 20), "strateeg"
    left = dict(answers)
    for page in book.worksheets:
        at = {cell.value: cell.column for cell in page[1]}
        for row in range(2, page.max_row + 1) if "sleutel" in at else ():
            for column, value in left.pop(page.cell(row, at["sleutel"]).value, {}).items():
                page.cell(row, at[column]).value = value
    assert not left, left
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def proposed(own: City, raw: bytes, name: str = "lijst.xlsx") -> WorkProposal:
    return propose(own.listed, read_answers(raw, name, own.listed), own.present)


def texts(own: City, proposal: WorkProposal) -> dict[str, str]:
    """The texts of the files that change, by path."""
    return {path: apply(own.present.texts[path], edits) for path, edits in proposal.edits.items()}


def moved(book: Workbook) -> None:
    """The rows of the first sheet in the opposite order, as after sorting."""
    page = book[CONFIRM]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            page.cell(number, column).value = value


__all__ = ["BY", "City", "Filled", "brief", "city", "filled", "moved", "proposed", "texts"]
