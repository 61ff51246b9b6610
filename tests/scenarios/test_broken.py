"""Scenario files that are wrong: what is said about each, and that every finding of the room has a case."""

from __future__ import annotations

from pathlib import Path

import pytest

import strategy
from strategy.scenarios.changes import RULE, SUBJECTS
from tests.fouten.codes import codes_written
from tests.testing.golden import PLACE, Written, codes, hold, run, written

HERE = Path(__file__).resolve().parent
ROOM = Path(strategy.__file__).parent / "scenarios"
CASES = written(HERE / "gevallen.yaml", "scenarios")
GOLDEN = HERE / "verwacht"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_message(case: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = case.build(tmp_path)
    code, out, text = run(capsys, "controleer", "--dossier", str(root), "--engine", "python")
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
    changes = HERE.parent / "fouten" / "verwacht" / "9-basis" / "anders-dan-een-andere-basis.txt"
    seen = {
        code for path in (*GOLDEN.glob("*.txt"), changes) for code in codes(path.read_text(encoding="utf-8"))
    }
    named = {f"onbekend-{kind}" for kind in (*(subject.kind for subject in SUBJECTS.values()), RULE, "thema")}
    elsewhere = {"basis"}  # of a file of changes, in tests/test_basis.py
    assert (codes_written(ROOM) | named) - seen - elsewhere == set()
