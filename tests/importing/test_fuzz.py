"""Random lists, made by damaging good ones: a clear message or a reading, and nothing of ours that was not read.

`KRACHTENVELD_LIJSTEN=2000 pytest tests/importing/test_fuzz.py` tries as many as the project promises.
"""

from __future__ import annotations

import csv
import io
import os
import random
import time

import openpyxl
import pytest

from strategy.advice.advise import Case
from strategy.errors import KrachtenveldError
from strategy.importing.cell_words import LEFT_OUT
from strategy.importing.drafts import ComparedList, compare_list, proposed_files
from strategy.workspace import Workspace
from tests.importing.help import saved, text
from tests.importing.test_doubt import LISTS
from tests.importing.test_hostile import CELLS
from visualizations.reports.importeer import document_of, import_report
from visualizations.writers.screen import screen, to_text

ROUNDS = int(os.environ.get("KRACHTENVELD_LIJSTEN", "40"))
SLOWEST = 10.0
"""Seconds of work after which reading a list counts as hanging."""
PARTS = 4
_WORDS = (
    "plv.", "oud-", "bezet", "vacant", "lid", "voorzitter", "x", "ja", "Utrecht", "Zaanstad", "t/m 2023", "1-1-2023", "VNG ZJO",
    "N.V. Haven", "Commissie Wonen", "Stedenbond", "J. Jansen", "wethouder Wonen", "Totaal", "AB", "", "", "zetel:bond-wonen/lid",
    "positie/bond-wonen/trekker", "elk kwartaal", "week 26", "gemaakt met krachtenveld", "[weggelaten]", "Naam", "Gremium", "Rol", "Lid", "Gemeente",
    *CELLS,
)  # fmt: skip
_GOOD = [
    [list(row) for row in csv.reader(io.StringIO(raw.lstrip("\n")), delimiter="," if raw.count(",") > raw.count(";") else ";")]
    for raw, _ in LISTS.values()
]  # fmt: skip


def _damaged(chance: random.Random) -> list[list[str]]:
    rows = [list(row) for row in chance.choice(_GOOD)]
    for _ in range(chance.randint(0, 6)):
        row = chance.choice(rows)
        at = chance.randrange(len(row)) if row else 0
        match chance.randrange(8):
            case 0 if row:
                row[at] = chance.choice(_WORDS)
            case 1 if row:
                row[at] = f"{row[at]} {chance.choice(_WORDS)}"
            case 2:
                row.insert(at, chance.choice(_WORDS))
            case 3 if row:
                del row[at]
            case 4:
                rows.insert(
                    chance.randrange(len(rows) + 1),
                    [chance.choice(_WORDS) for _ in range(chance.randint(0, 9))],
                )
            case 5:
                chance.shuffle(rows)
            case 6 if row:
                other = chance.choice(rows)
                row[:] = [*other]
            case _ if row:
                row[at] = row[at][: chance.randint(0, 5)] if chance.random() < 0.5 else row[at].swapcase()
    return rows


def _raw(chance: random.Random, rows: list[list[str]]) -> bytes:
    if chance.random() < 0.3:
        return _workbook(chance, rows)
    raw = text(rows, chance.choice("\t;,")).encode(
        chance.choice(("utf-8", "utf-8-sig", "cp1252", "utf-16")), "replace"
    )
    if chance.random() < 0.1:
        at = chance.randrange(len(raw) + 1)
        raw = raw[:at] + bytes([chance.randrange(256)]) + raw[at:]
    return raw


def _workbook(chance: random.Random, rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for number, row in enumerate(rows, 1):
        for at, cell in enumerate(row, 1):
            plain = "".join(sign for sign in cell if sign.isprintable() and not 0xD800 <= ord(sign) < 0xE000)
            page.cell(number, at).value = f"'{plain}" if plain.startswith("=") else plain[:2000] or None
    for _ in range(chance.randint(0, 3)):
        at = chance.randint(1, len(rows) + 1)
        match chance.randrange(4):
            case 0:
                page.row_dimensions[at].hidden = True
            case 1:
                page.column_dimensions["ABCDEF"[at % 6]].hidden = True
            case 2:
                page.cell(at, 1).font = openpyxl.styles.Font(strike=True)
            case 3:
                page.merge_cells(start_row=at, end_row=at + 1, start_column=2, end_column=2)
    return saved(book)


def _read(case: Case, raw: bytes) -> ComparedList | None:
    try:
        return compare_list(raw, "lijst", case, ours="gemaakt met krachtenveld")
    except KrachtenveldError as error:
        said, hint = error.message, error.hint
    assert said.startswith("lijst: ") and hint and "\n" not in said
    return None


@pytest.mark.parametrize("part", range(PARTS))
def test_any_list_gives_a_message_or_a_sound_reading(small_case: Case, small: Workspace, part: int) -> None:
    for number in range(part, ROUNDS, PARTS):
        chance = random.Random(number)
        raw = _raw(chance, _damaged(chance))
        start = time.process_time()
        compared = _read(small_case, raw)
        if compared is None:
            continue
        to_text(screen(import_report(compared, None).screen()), terminal=False)
        document_of(compared, None)
        made = proposed_files(compared.proposal, compared.source, [""], small)
        assert time.process_time() - start < SLOWEST, number
        for line in compared.proposal.lines:
            told = line.then and line.reading.claim in ("wij", "open")
            assert not (told and (line.reading.doubts or line.reading.unread)), (number, line)
            assert LEFT_OUT not in line.seat and "weggelaten" not in line.seat, (number, line)
        names = [
            *(each.name for each in compared.proposal.bodies),
            *(each.name for each in compared.proposal.actors),
        ]
        assert not [name for name in names if LEFT_OUT in name], number
        assert compared.proposal.empty or made.texts()
