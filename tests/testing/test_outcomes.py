"""`krachtenveld toets` on dossiers that can be read: what it prints, its exit code, and the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest

from strategy.advice.advise import Outcome
from strategy.testing import run as running
from tests.testing.golden import Written, hold, run, written
from visualizations.reports.toets import TESTS

HERE = Path(__file__).resolve().parent
CASES = written(HERE / "uitkomsten.yaml", "toetsen")
GOLDEN = HERE / "verwacht" / "uitkomst"
WRONG = {"alles-mis", "mis-door-wat-gegeven-is", "uitgesloten", "voorbeelden"}


def case(name: str) -> Written:
    return next(found for found in CASES if found.name == name)


@pytest.mark.parametrize("found", CASES, ids=str)
def test_report(found: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = found.build(tmp_path)
    code, out, errors = run(capsys, "toets", "--dossier", str(root), "--engine", "python", "--alles")
    assert errors == ""
    assert code == (1 if found.name in WRONG else 0)
    hold(GOLDEN / f"{found.name}.txt", out)


def test_names_and_expectations_match() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {found.name for found in CASES}


@pytest.mark.parametrize("found", CASES, ids=str)
def test_json_says_the_same(found: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = found.build(tmp_path)
    code, out, _ = run(capsys, "toets", "--dossier", str(root), "--engine", "python", "--formaat", "json")
    data = json.loads(out)
    jsonschema.validate(data, TESTS.schema)
    each = [item["oordeel"] for item in (*data["voorbeelden"], *data["toetsen"])]
    assert data["samenvatting"] == {word: each.count(word) for word in ("goed", "mis", "ooit", "vervuld")}
    assert code == (1 if "mis" in each else 0)
    shown = (GOLDEN / f"{found.name}.txt").read_text(encoding="utf-8")
    for item in (*data["voorbeelden"], *data["toetsen"]):
        assert f"{item['bestand']}:{item['regelnummer']}\n" in shown
    explained = [*data["voorbeelden"], *(one for test in data["toetsen"] for one in test["verwachtingen"])]
    for item in explained:
        assert all(f"{line}\n" in shown for line in item["uitleg"])


def test_without_alles_only_what_needs_attention(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = case("ooit").build(tmp_path)
    _, out, _ = run(capsys, "toets", "--dossier", str(root), "--engine", "python")
    assert "VERVULD Ooit lid" in out
    assert "Ooit voorzitter" not in out and "Nu al" not in out


def test_written_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = case("alles-mis").build(tmp_path)
    target = tmp_path / "toets.txt"
    code, out, _ = run(
        capsys, "toets", "--dossier", str(root), "--engine", "python", "--alles", "--uit", str(target)
    )
    assert (code, out) == (1, "")
    assert (GOLDEN / "alles-mis.txt").read_text(encoding="utf-8") in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("bound", "right"),
    [
        ("6", True), ("= 6", True), ("=6", True), ("6.0", True), ("<= 6", True), (">= 6", True), ("< 6.5", True), ("> 5.5", True),
        ("5", False), ("= 6.5", False), ("< 6", False), ("> 6", False), ("<= 5", False), (">= 7", False),
    ],
)  # fmt: skip
def test_bounds(bound: str, right: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f'toetsen:\n  - toets: Score\n    verwacht: {{score: {{positie/bond-wonen/lid: "{bound}"}}}}\n'
    root = Written("grens", {"toetsen/a.yaml": text}).build(tmp_path)
    code, _, _ = run(capsys, "toets", "--dossier", str(root), "--engine", "python")
    assert code == (0 if right else 1)


def test_the_day_of_a_test_wins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A seat that ends in 2023 is there under a test for that year, whatever day the others are run on."""
    text = """
toetsen:
  - toets: Toen was er een commissie
    gegeven: {peildatum: 2023-06-01, gremia: {bond-wonen: {geldig: {tot: 2023-12-31}}}}
    verwacht: {wel: [positie/bond-wonen/lid]}
  - toets: Op de dag van vandaag niet meer
    gegeven: {gremia: {bond-wonen: {geldig: {tot: 2023-12-31}}}}
    verwacht: {niet: [positie/bond-wonen/lid]}
"""
    root = Written("dag", {"toetsen/a.yaml": text}).build(tmp_path)
    arguments = ("toets", "--dossier", str(root), "--engine", "python", "--peildatum", "2025-01-01")
    code, out, _ = run(capsys, *arguments)
    assert code == 0, out


def test_who_gives_the_tests_can_stop_in_between(outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    first = SimpleNamespace(id="een")
    monkeypatch.setattr(running, "shows_test", lambda *_: True)
    monkeypatch.setattr(running.Runner, "run", lambda _, test: ran.append(test.id))

    def given() -> Iterator[Any]:
        yield first
        assert ran == ["een"]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        running.run_tests(outcome, given(), {}, "python")
    assert ran == ["een"]
