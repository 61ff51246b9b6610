"""What can be wrong with a filled-in worklist: every wrong cell in one pass, and nothing written."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from strategy.errors import InputError, KrachtenveldError
from strategy.worklist.answers import EXPLAINED, read_answers
from strategy.worklist.rows import CONFIRM, TIES
from strategy.workspace import read_workspace, workspace_of
from tests.nieuw.help import Program
from tests.testing.golden import hold
from tests.worklist.help import City, Filled, brief, city, filled
from visualizations.writers.findings import findings_text

EXPECTED = Path(__file__).parent / "verwacht"
BZK = "networks/rijk.yaml wijzig/actoren/bzk/relaties/bestuurlijk"
ROLE = "networks/drechtsteden.yaml actoren/drechtsteden/gremia/dr-wonen/posities/trekker"
WEIGHT = "opgaven/wonen.yaml gewicht"


@pytest.fixture(scope="module")
def own(repository: Path) -> City:
    return city(read_workspace(repository / "voorbeelden" / "dordrecht"))


@pytest.fixture(scope="module")
def short(own: City) -> City:
    """Its rows stand where they stand in the whole list."""
    return brief(own, BZK, ROLE, WEIGHT, spare=2)


def _at(book: Workbook, sheet: str, key: str, column: str) -> tuple[int, int]:
    page = book[sheet]
    at = {cell.value: cell.column for cell in page[1]}
    row = next(row for row in range(2, page.max_row + 1) if page.cell(row, at["sleutel"]).value == key)
    return row, at[column]


def _put(sheet: str, key: str, column: str, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        row, number = _at(book, sheet, key, column)
        book[sheet].cell(row, number).value = value  # type: ignore[assignment]

    return change


def _twice(book: Workbook) -> None:
    page = book[CONFIRM]
    row, _ = _at(book, CONFIRM, ROLE, "klopt")
    page.append([cell.value for cell in page[row]])
    page.cell(page.max_row, _at(book, CONFIRM, ROLE, "klopt")[1]).value = "nee"


def _other(book: Workbook) -> None:
    next(row for row in book[EXPLAINED].iter_rows() if row[0].value == "dossier")[1].value = "elders"


def _without_column(book: Workbook) -> None:
    page = book[TIES]
    page.delete_cols(_at(book, TIES, BZK, "sleutel")[1])


def _without_explanation(book: Workbook) -> None:
    del book[EXPLAINED]


def _only_what_is_seen(book: Workbook) -> None:
    """As after sorting the visible columns alone: these in the opposite order, the hidden ones where they were."""
    for name in (CONFIRM, TIES):
        page = book[name]
        hidden = {"sleutel", "stond", "lijst"}
        seen = [cell.column for cell in page[1] if cell.value not in hidden]
        rows = [[page.cell(row, column).value for column in seen] for row in range(2, page.max_row + 1)]
        for row, values in enumerate(reversed(rows), 2):
            for column, value in zip(seen, values, strict=True):
                page.cell(row, column).value = value


def _no_change(book: Workbook) -> None:
    """Nothing else."""


CASES: dict[str, tuple[Filled, Callable[[Workbook], None], bool]] = {
    "geen-antwoord": ({BZK: {"klopt": "misschien"}}, _no_change, True),
    "klopt-en-nieuw": ({BZK: {"klopt": "ja", "nieuw": "sterk"}}, _no_change, True),
    "niet-in-de-lijst": ({BZK: {"nieuw": "stekr"}, WEIGHT: {"nieuw": "elf"}}, _no_change, True),
    "getal-buiten-de-grens": ({WEIGHT: {"nieuw": 11}}, _no_change, True),
    "hier-kan-niets-anders": (
        {"networks/drechtsteden.yaml actoren/drechtsteden/gremia/dr-wonen": {"nieuw": "overleg"}, BZK: {"nieuw": "weg"}},
        _no_change,
        True,
    ),
    "onbekende-sleutel": ({BZK: {"klopt": "ja"}}, _put(TIES, BZK, "sleutel", BZK.replace("bzk", "bzl")), True),
    "geen-sleutel": ({BZK: {"klopt": "ja"}}, _put(TIES, BZK, "sleutel", None), True),
    "twee-antwoorden": ({ROLE: {"klopt": "ja"}}, _twice, True),
    "veranderd": ({BZK: {"klopt": "ja"}}, _put(TIES, BZK, "stond", "waarde: sterk"), True),
    "geen-dag": ({BZK: {"klopt": "ja"}, ROLE: {"klopt": "ja"}}, _no_change, False),
    "verkeerde-dag": ({BZK: {"klopt": "ja", "wanneer": "31-02-2022"}}, _no_change, True),
    "alleen-een-opmerking": ({BZK: {"opmerking": "gebeld"}}, _no_change, True),
    "formule": ({BZK: {"klopt": '=IF(1=1,"ja","nee")'}}, _no_change, True),
    "zonder-kolom": ({}, _without_column, True),
    "ander-dossier": ({}, _other, True),
    "geen-uitleg": ({}, _without_explanation, True),
    "verschoven": ({BZK: {"klopt": "ja"}, WEIGHT: {"klopt": "nee", "nieuw": 2}}, _only_what_is_seen, True),
    "alles-tegelijk": (
        {BZK: {"klopt": "jawel", "wanneer": "gisteren"}, ROLE: {"nieuw": "misschien"}, WEIGHT: {"nieuw": "zwaar"}},
        _no_change,
        True,
    ),
}  # fmt: skip
WHOLE = ("twee-antwoorden", "verschoven")
"""Where what is said depends on the last row of the list."""


def _said(own: City, raw: bytes) -> str:
    try:
        read_answers(raw, "lijst.xlsx", own.listed)
    except InputError as error:
        return findings_text(error.findings)
    except KrachtenveldError as error:
        return f"fout: {error.message}\n      {error.hint}\n"
    return "geen fout\n"


def test_a_day_outside_the_term_is_said_with_its_cell(own: City) -> None:
    texts = {
        path: f"te_bevestigen: 2026-2030\n{text}" if path.startswith("opgaven/") else text
        for path, text in own.present.texts.items()
    }
    marked = city(workspace_of(texts))
    answers = {"opgaven/wonen.yaml prioriteiten/spoorzone/inzet": {"klopt": "ja"}}
    hold(EXPECTED / "dag-buiten-de-periode.txt", _said(marked, filled(marked.raw, answers)))


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_said_with_its_cell(own: City, short: City, name: str) -> None:
    answers, change, head = CASES[name]
    present = own if name in WHOLE else short
    hold(EXPECTED / f"{name}.txt", _said(present, filled(present.raw, answers, change, head)))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"sleutel;klopt\nx;ja\n", "neem de .xlsx zelf"),
        (b"PK\x03\x04kapot", "beschadigd"),
        (b"", "geen Excel-bestand"),
    ],
)
def test_what_is_no_workbook(short: City, raw: bytes, said: str) -> None:
    assert said in _said(short, raw)


def test_a_list_that_another_program_saved_is_read(short: City) -> None:
    """Styles, validation, mark and the order of the sheets may be lost; words and dates may be of another kind."""
    book = load_workbook(io.BytesIO(filled(short.raw, {BZK: {"klopt": True, "wanneer": "20 juni 2022"}})))
    other = Workbook()
    assert other.active is not None
    other.remove(other.active)
    for page in reversed(book.worksheets):
        copy = other.create_sheet(page.title)
        for row in page.iter_rows(values_only=True):
            copy.append(row)
    stream = io.BytesIO()
    other.save(stream)
    found = read_answers(stream.getvalue(), "lijst.xlsx", short.listed)
    assert [(answer.place.name, answer.right) for answer in found.answers] == [(BZK, True)]


# ── the command ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(capsys)


def test_the_command_there_and_back(program: Program, tmp_path: Path) -> None:
    stad = tmp_path / "stad"
    program.right("nieuw", "gemeente", stad)
    path = stad / "opgaven" / next(each.name for each in (stad / "opgaven").iterdir())
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    listed = tmp_path / "lijst.xlsx"
    program.right("--dossier", stad, "nagaan", "--uit", listed)
    own = city(read_workspace(stad))
    row = next(each for each in own.listed.sheets["Gewichten en inzet"] if each.place.part == "inzet")
    new = "volgen" if row.place.now != "volgen" else "trekken"
    listed.write_bytes(filled(listed.read_bytes(), {row.place.name: {"nieuw": new}}))
    shown = program.right("--dossier", stad, "nagaan", listed)
    assert "Wordt anders · 1" in shown and "Er is niets geschreven" in shown
    assert path.read_bytes() == before
    assert "Geschreven: " in program.right("--dossier", stad, "nagaan", listed, "--schrijf")
    after = path.read_bytes()
    assert after.count(b"\r\n") == before.count(b"\r\n") == after.count(b"\n")
    old, now = before.split(b"\r\n"), after.split(b"\r\n")
    changed = [line for line in now if line not in old]
    assert len(changed) == 1 and f"waarde: {new}".encode() in changed[0]
    assert "al zo" in program.right("--dossier", stad, "nagaan", listed, "--schrijf")


def test_a_wrong_list_writes_nothing(program: Program, short: City, repository: Path, tmp_path: Path) -> None:
    listed = tmp_path / "lijst.xlsx"
    listed.write_bytes(filled(short.raw, {BZK: {"nieuw": "sterk"}, ROLE: {"klopt": "misschien"}}))
    dordrecht = repository / "voorbeelden" / "dordrecht"
    said = program.refused("--dossier", dordrecht, "nagaan", listed, "--schrijf")
    assert '"misschien" is geen antwoord' in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--schrijf",), "--schrijf hoort bij een ingevulde lijst"),
        (("bestaatniet.xlsx",), "is niet te lezen"),
        (("x.xlsx", "--openbaar"), "laat --openbaar weg"),
        (("x.xlsx", "--uit", "y.xlsx"), "het voorstel is geen Excel-bestand"),
    ],
)
def test_what_the_command_refuses(program: Program, words: tuple[str, ...], said: str) -> None:
    assert said in program.refused("nagaan", *words)
