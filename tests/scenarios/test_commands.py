"""`--scenario` on every command: counted, named in what is said, or refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fouten.corpus import BASE
from tests.testing.golden import Written, run

FILES = {
    "scenarios/a.yaml": "scenario: volgend\nwijzig: {prioriteiten: {meer-woningen: {inzet: meedoen}}}\n",
    "scenarios/b.yaml": "scenario: laat\nwijzig: {peildatum: 2027-01-01}\n",
    "scenarios/c.yaml": "scenario: geheim\nopenbaarheid: intern\nwijzig: {opgaven: {stad: {gewicht: 3}}}\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Written("met-scenario's", FILES).build(tmp_path)


def said(capsys: pytest.CaptureFixture[str], root: Path, *words: str, code: int = 0) -> tuple[str, str]:
    engine = () if words[0] in ("schema", "nieuw") else ("--engine", "python")
    found, out, err = run(capsys, *words, "--dossier", str(root), *engine)
    assert found == code, (out, err)
    return out, err


@pytest.mark.parametrize(
    "words",
    [
        ("advies",),
        ("advies", "--formaat", "md"),
        ("advies", "--formaat", "csv"),
        ("waarom", "positie/bond-wonen/lid"),
        ("waarom-niet", "positie/bond-wonen/voorzitter", "--snel"),
        ("gevoelig", "positie/bond-wonen/lid", "--snel"),
        ("controleer",),
        ("effect",),
        ("regels",),
        ("regels", "--tabel"),
        ("regels", "--feiten"),
    ],
    ids=" ".join,
)
def test_what_is_said_names_the_scenario(
    words: tuple[str, ...], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "scenario laat" in said(capsys, root, *words, "--scenario", "laat")[0]


@pytest.mark.parametrize(
    "words",
    [
        ("advies",),
        ("waarom", "positie/bond-wonen/lid"),
        ("waarom-niet", "positie/bond-wonen/voorzitter", "--snel"),
        ("gevoelig", "positie/bond-wonen/lid", "--snel"),
        ("controleer",),
    ],
    ids=" ".join,
)
def test_data_names_the_scenario(
    words: tuple[str, ...], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _ = said(capsys, root, *words, "--formaat", "json", "--scenario", "laat")
    assert '"scenario": "laat"' in out


def test_the_map_names_the_scenario(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "kaart.html"
    said(capsys, root, "kaart", "--uit", str(page), "--scenario", "laat")
    assert "Peildatum 1 januari 2027 · scenario laat" in page.read_text(encoding="utf-8")


def test_a_scenario_gives_what_the_edit_gives(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, root, "advies", "--formaat", "json", "--scenario", "volgend")
    under = json.loads(out)
    file = root / "opgaven" / "stad.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("inzet: trekken", "inzet: meedoen"), encoding="utf-8")
    edited = json.loads(said(capsys, root, "advies", "--formaat", "json")[0])
    assert under["adviezen"] == edited["adviezen"] and under["scenario"] == "volgend"


@pytest.mark.parametrize(
    "words", [("toets",), ("schema",), ("nieuw", "scenario", "Iets")], ids=lambda each: each[0]
)
@pytest.mark.parametrize("before", [True, False])
def test_where_it_would_be_ignored_it_is_refused(
    words: tuple[str, ...], before: bool, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if words[0] == "nieuw" and not before:
        return
    given = ("--scenario", "laat")
    code, out, err = run(
        capsys, *(given if before else ()), *words, *(() if before else given), "--dossier", str(root)
    )
    assert (code, out) == (2, "")
    assert f"{words[0]} kent geen --scenario" in err


def test_the_day_asked_for_beats_that_of_the_scenario(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = said(
        capsys, root, "advies", "--formaat", "json", "--scenario", "laat", "--peildatum", "2024-05-01"
    )
    assert json.loads(out)["peildatum"] == "2024-05-01" and err == ""


def test_a_scenario_that_looks_outside_the_term_says_so(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, err = said(capsys, root, "advies", "--scenario", "laat")
    assert (
        "scenario laat kijkt op 2027-01-01, buiten de periode van dit dossier (2022-06-16 tot en met 2026-03-17)"
        in err
    )
    assert said(capsys, root, "advies", "--scenario", "volgend")[1] == ""


@pytest.mark.parametrize("words", [("advies",), ("effect",), ("controleer",)], ids=" ".join)
def test_an_internal_scenario_is_refused_in_public(
    words: tuple[str, ...], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, root, *words, "--scenario", "geheim")
    _, err = said(capsys, root, *words, "--scenario", "geheim", "--openbaar", code=2)
    assert 'het scenario "geheim" is intern' in err


def test_the_small_dossier_has_no_scenarios() -> None:
    assert not (BASE / "scenarios").exists()


def test_tests_under_an_internal_scenario_are_not_for_outside(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "toetsen").mkdir()
    text = (
        "toetsen:\n  - toets: Stiekem\n    scenario: geheim\n    verwacht: {wel: [positie/bond-wonen/lid]}\n"
    )
    (root / "toetsen" / "a.yaml").write_text(text, encoding="utf-8")
    assert "Stiekem" in said(capsys, root, "toets", "--alles")[0]
    out, _ = said(capsys, root, "toets", "--alles", "--openbaar")
    assert "Stiekem" not in out and "geheim" not in out
