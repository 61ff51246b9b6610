"""What this tool wrote comes back: untouched it changes nothing, and a changed cell is exactly that change."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategy.advice.advise import Case, Outcome
from strategy.errors import KrachtenveldError
from strategy.importing.drafts import ComparedList, compare_list
from strategy.importing.headings import read_list
from strategy.scenarios.changes import posts
from tests.examples import examples
from tests.importing.help import xlsx
from tests.nieuw.help import BASE, Program
from visualizations.exports.network import export_of
from visualizations.exports.tables import TABLES, table
from visualizations.writers.safe_files import MARK
from visualizations.writers.sheets import csv_text, xlsx_bytes


def _compared(case: Case, raw: bytes) -> ComparedList:
    return compare_list(raw, "lijst", case, ours=MARK)


def _unchanged(compared: ComparedList) -> bool:
    return (
        {line.state for line in compared.proposal.lines} == {"gelijk"}
        and not compared.proposal.unread
        and compared.proposal.empty
    )


@pytest.fixture(scope="module")
def seats(outcome: Outcome) -> str:
    return csv_text(table(export_of(outcome), "zetels"), "x")


def test_the_seats_come_back_unchanged(case: Case, seats: str) -> None:
    compared = _compared(case, seats.encode())
    assert _unchanged(compared)
    assert [line.seat for line in compared.proposal.lines] == [
        name for name in posts(case.dossier) if name in {line.seat for line in compared.proposal.lines}
    ]
    assert len(compared.proposal.lines) == seats.count("zetel:")


@pytest.mark.parametrize(
    "made",
    [("advies",), ("verdeling", "--alternatieven", "0"), ("exporteer", "--tabel", "adviezen")],
    ids=" ".join,
)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_advice_and_division_come_back_unchanged(
    program: Program, case: Case, small_case: Case, tmp_path: Path, made: tuple[str, ...], form: str
) -> None:
    least = 20
    if form == "xlsx" and made[0] == "exporteer":
        # the whole workbook, of which every sheet is read
        made, case, least = ("exporteer", "--dossier", str(BASE)), small_case, 2
    path = tmp_path / f"lijst.{form}"
    program.right(*made, "--uit", path)
    compared = _compared(case, path.read_bytes())
    assert _unchanged(compared)
    assert len(compared.proposal.lines) > least


@pytest.mark.parametrize(
    "name", [name for name in TABLES if name not in ("zetels", "adviezen", "onderbouwing")]
)
def test_a_table_without_seats_invents_nothing(outcome: Outcome, case: Case, name: str) -> None:
    raw = csv_text(table(export_of(outcome), name), "x").encode()
    try:
        compared = _compared(case, raw)
    except KrachtenveldError as error:
        said = error.message
    else:
        assert compared.proposal.empty and not compared.proposal.lines and compared.passed == compared.rows
        return
    assert "staan geen zetels" in said


@pytest.mark.parametrize(("name", "rows"), [("zetels", True), ("momenten", False)])
def test_a_file_as_it_is_written_is_known_as_our_own(
    program: Program, case: Case, tmp_path: Path, name: str, rows: bool
) -> None:
    path = tmp_path / "lijst.csv"
    program.right("exporteer", "--tabel", name, "--uit", path)
    compared = _compared(case, path.read_bytes())
    assert compared.listed.ours and compared.proposal.empty and bool(compared.proposal.lines) == rows


_HOLDERS = ("wij", "ander", "onbekend")


@settings(max_examples=examples(15))
@given(data=st.data())
def test_changed_cells_are_exactly_these_changes(case: Case, seats: str, data: st.DataObject) -> None:
    rows = list(csv.reader(io.StringIO(seats.removeprefix("\ufeff")), delimiter=";"))
    heading = rows[0]
    at = {name: heading.index(name) for name in ("houder", "te verdelen", "id")}
    chosen = data.draw(st.lists(st.integers(1, len(rows) - 1), unique=True, min_size=1, max_size=5))
    expected: dict[str, dict[str, str]] = {}
    for number in chosen:
        row = rows[number]
        seat = row[at["id"]].removeprefix("zetel:")
        if data.draw(st.booleans()):
            other = data.draw(st.sampled_from([each for each in _HOLDERS if each != row[at["houder"]]]))
            row[at["houder"]] = other
            expected.setdefault(seat, {})["houder"] = other
        else:
            turned = "nee" if row[at["te verdelen"]] == "ja" else "ja"
            row[at["te verdelen"]] = turned
            expected.setdefault(seat, {})["te_verdelen"] = turned
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    compared = _compared(case, out.getvalue().encode())
    assert {change.seat: dict(change.settings) for change in compared.proposal.changes} == expected
    assert {line.state for line in compared.proposal.lines} <= {"gelijk", "anders"}


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("houder", "de buren", 'de houder "de buren" is geen van wij, ander, onbekend'),
        ("te verdelen", "misschien", 'te verdelen is "misschien"'),
        ("rol", "voorzitter", 'de rol "voorzitter" is een andere dan die van de zetel'),
        ("rol", "plaatsvervangend lid", 'de rol "plaatsvervangend lid" is een andere dan die van de zetel'),
        ("houder", "", "de houder is leeg"),
    ],
)
def test_a_cell_that_cannot_be_read_is_said(
    case: Case, seats: str, column: str, value: str, said: str
) -> None:
    rows = list(csv.reader(io.StringIO(seats.removeprefix("\ufeff")), delimiter=";"))
    row = next(row for row in rows if row[rows[0].index("id")] == "zetel:vra-db/lid")
    row[rows[0].index(column)] = value
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    compared = _compared(case, out.getvalue().encode())
    (line,) = (line for line in compared.proposal.lines if line.state == "onzeker")
    assert said in " | ".join(line.remarks) and compared.proposal.empty


def test_a_seat_that_was_changed_on_the_sheet_of_seats(outcome: Outcome, case: Case) -> None:
    export = export_of(outcome)
    advices, seats = table(export, "adviezen"), table(export, "zetels")
    at = [column.title for column in seats.columns].index("houder")
    rows = tuple(
        (*row[:at], "ander", *row[at + 1 :]) if row[-1] == "zetel:vra-db/lid" else row for row in seats.rows
    )
    compared = _compared(case, xlsx_bytes([advices, replace(seats, rows=rows)], "x", "y"))
    assert [(change.seat, change.settings) for change in compared.proposal.changes] == [
        ("vra-db/lid", {"houder": "ander"})
    ]


# ── what the form of a workbook says ──────────────────────────────────────────────────────────────────

_ROWS = [
    ["Gremium", "Rol", "Status", "Opmerking"],
    ["VNG ZJO", "lid", "bezet", None],
    ["VNG EKEM", "lid", "bezet", None],
    ["VNG BV", "lid", "bezet", None],
    ["VNG RWM", "lid", "bezet", None],
]


def _hidden_row(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
    page.row_dimensions[3].hidden = True


def _hidden_column(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
    page["D3"] = "opgezegd"
    page.column_dimensions["D"].hidden = True


def _hidden_columns(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
    page["F3"] = "opgezegd"
    page.column_dimensions.group("E", "G", hidden=True)


def _struck(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
    page["A3"].font = openpyxl.styles.Font(strike=True)


def _struck_in_part(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    page["B3"] = CellRichText([TextBlock(InlineFont(strike=True), "lid")])


def _coloured(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
    page["A3"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF0000")


def _noted(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
    page["C3"].comment = openpyxl.comments.Comment("is afgetreden", "x")


Mark = Callable[[openpyxl.worksheet.worksheet.Worksheet], None]


def _marked(mark: Mark) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(xlsx(_ROWS)))
    page = book.active
    assert page is not None
    mark(page)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (_hidden_column, "D3 staat in een verborgen kolom"),
        (_hidden_columns, "F3 staat in een verborgen kolom"),
        (_struck, "doorgehaald in de lijst (A3)"),
        (_struck_in_part, "doorgehaald in de lijst (B3)"),
        (_coloured, "de rij heeft een kleur"),
        (_noted, '"afgetreden"'),
    ],
)
def test_a_form_that_means_something_makes_a_row_uncertain(case: Case, mark: Mark, said: str) -> None:
    lines = compare_list(_marked(mark), "lijst.xlsx", case).proposal.lines
    assert [line.state for line in lines] == ["anders", "onzeker", "anders", "anders"]
    assert said in " | ".join(lines[1].remarks)


def test_hidden_rows_are_named_and_not_read(case: Case) -> None:
    compared = compare_list(_marked(_hidden_row), "lijst.xlsx", case)
    assert [line.reading.place.row for line in compared.proposal.lines] == [2, 4, 5]
    ((found, _),) = compared.listed.sheets
    assert found.notes == ("1 rij is verborgen en niet gelezen: 3",)


def test_every_other_row_in_a_colour_is_only_a_pattern(case: Case) -> None:
    def striped(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for number in (3, 5):
            _coloured_row(page, number)

    lines = compare_list(_marked(striped), "lijst.xlsx", case).proposal.lines
    assert [line.state for line in lines] == ["anders"] * 4


def _coloured_row(page: openpyxl.worksheet.worksheet.Worksheet, number: int) -> None:
    page.cell(number, 1).fill = openpyxl.styles.PatternFill("solid", fgColor="FFDDDDDD")


def test_hidden_columns_are_named(case: Case) -> None:
    ((found, _),) = read_list(_marked(_hidden_column)).sheets
    assert found.notes == ("kolom D: verborgen en niet gelezen",)
