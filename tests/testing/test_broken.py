"""Test files and examples that are wrong: what is said about each, and that every finding has a case."""

from __future__ import annotations

from pathlib import Path

import pytest

import strategy
from tests.fouten.codes import codes_written
from tests.testing.golden import PLACE, Written, codes, hold, run, written

HERE = Path(__file__).resolve().parent
ROOM = Path(strategy.__file__).parent / "testing"
CASES = written(HERE / "gevallen.yaml", "toetsen")
GOLDEN = HERE / "verwacht" / "kapot"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_message(case: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = case.build(tmp_path)
    code, out, text = run(capsys, "toets", "--dossier", str(root), "--engine", "python")
    assert (code, out) == (2, ""), text
    *lines, last = text.splitlines()
    places = [line for line in lines if PLACE.fullmatch(line)]
    assert len(places) == int(last.split()[0])
    assert all(line[0].isdigit() or line.startswith(" ") for line in lines if line not in places)
    hold(GOLDEN / f"{case.name}.txt", text.replace(str(root), "DOSSIER"))


def test_names_and_expectations_match() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(names)


def test_every_code_has_a_case() -> None:
    seen = {code for path in GOLDEN.glob("*.txt") for code in codes(path.read_text(encoding="utf-8"))}
    assert codes_written(ROOM) - seen == set()


def test_controleer_finds_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever checks a dossier need not run its tests to hear that they cannot be read."""
    case = next(case for case in CASES if case.name == "onbekende-adviezen")
    root = case.build(tmp_path)
    code, _, text = run(capsys, "controleer", "--dossier", str(root), "--engine", "python")
    assert code == 2
    assert codes(text) == {"onbekend-advies"}


def test_controleer_blames_no_test_for_scenarios_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "scenarios/a.yaml": "scenario: anders\nbasis: nergens\nwijzig: {peildatum: 2024-01-01}\n",
        "toetsen/a.yaml": "toetsen:\n  - {toets: Anders, scenario: anders, gegeven: {peildatum: 2023-01-01}, verwacht: {wel: [lid]}}\n",
    }
    root = Written("beide", files).build(tmp_path)
    _, _, text = run(capsys, "controleer", "--dossier", str(root), "--engine", "python")
    assert codes(text) == {"onbekend-scenario", "onbekend-advies"}
    assert len([line for line in text.splitlines() if "onbekend-scenario" in line]) == 1
