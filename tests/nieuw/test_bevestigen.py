"""What has to be confirmed for a new term, what confirms it, and how that is counted and shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cli
from strategy.advice.advise import prepare
from strategy.dossier.files import read_texts
from strategy.facts.fact_base import TermProgress, progress_of_terms
from strategy.workspace import workspace_of
from tests.nieuw.help import Program

BASE = Path(__file__).parents[1] / "fouten" / "basis"
CITY = "opgaven/stad.yaml"


def counted(*replacements: tuple[str, str]) -> tuple[TermProgress, ...]:
    """Progress of the small dossier with texts in its city file replaced."""
    texts = read_texts(BASE).sound()
    for old, new in replacements:
        assert old in texts[CITY]
        texts[CITY] = texts[CITY].replace(old, new)
    return progress_of_terms(prepare(workspace_of(texts).loaded).facts)


def in_city(*replacements: tuple[str, str]) -> tuple[TermProgress, ...]:
    return counted(("opgave: stad", "te_bevestigen: 2026-2030\nopgave: stad"), *replacements)


def test_nothing_to_confirm_in_an_ordinary_dossier() -> None:
    assert counted() == ()


def test_a_mark_on_a_file_marks_every_fact_in_it() -> None:
    (found,) = in_city()
    assert [file.file for file in found.files] == [CITY]
    assert (found.term, found.confirmed) == ("2026-2030", 0)
    facts = prepare(workspace_of(read_texts(BASE).sound()).loaded).facts
    in_file = [fact for fact in facts if any(o.span.file == CITY for o in facts.evidence(fact).origins)]
    assert found.total == len(in_file)


def test_confirming_a_priority_confirms_what_is_in_it() -> None:
    (before,) = in_city()
    (after,) = in_city(("naam: Meer woningen", "naam: Meer woningen\n    bevestigd: 2026-07-01"))
    assert after.total == before.total
    # prioriteit, thema, vraag and niveau of this one priority
    assert after.confirmed == 4


def test_confirming_one_value_confirms_no_more_than_that() -> None:
    (found,) = in_city(("themas: [woningbouw]", "themas: [{waarde: woningbouw, bevestigd: 2026-07-01}]"))
    assert found.confirmed == 1


def test_a_source_of_its_own_confirms_nothing() -> None:
    (before,) = in_city()
    (after,) = in_city(
        ("themas: [woningbouw]", "themas: [{waarde: woningbouw, aard: oordeel, bron: nota §2}]")
    )
    assert after == before


def test_within_what_is_confirmed_one_thing_may_be_open_again() -> None:
    whole = ("naam: Een stad voor iedereen", "naam: Een stad voor iedereen\nbevestigd: 2026-07-01")
    (found,) = in_city(whole)
    assert found.confirmed == found.total
    reopened = ("themas: [jeugd]", "themas: [{waarde: jeugd, te_bevestigen: 2026-2030}]")
    (found,) = in_city(whole, reopened)
    assert found.confirmed == found.total - 1


@pytest.mark.parametrize(("confirmed", "shown"), [(False, True), (True, False)])
def test_waarom_says_what_is_still_to_confirm(
    confirmed: bool, shown: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in read_texts(BASE).sound().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        if name == CITY:
            text = f"te_bevestigen: 2026-2030\n{'bevestigd: 2026-07-01' if confirmed else ''}\n{text}"
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit):
        cli.main(["waarom", "positie/bond-wonen/lid", "--dossier", str(tmp_path), "--engine", "python"])
    out = capsys.readouterr().out
    assert "bond-wonen" in out
    assert ("te bevestigen)" in out) == shown


def test_who_confirmed_is_told_and_the_day_to_come_is_remarked_on(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = read_texts(BASE).sound()
    texts[CITY] = texts[CITY].replace("opgave: stad", "te_bevestigen: 2026-2030\nopgave: stad")
    said = "bevestigd: {op: 2028-07-01, door: bestuursadviseur Wonen}"
    texts[CITY] = texts[CITY].replace("naam: Meer woningen", f"naam: Meer woningen\n    {said}")
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    given = ("--dossier", tmp_path)
    for today, remarked in (("2027-01-01", True), ("2028-07-01", False)):
        monkeypatch.setenv("KRACHTENVELD_VANDAAG", today)
        assert ("2028-07-01 moet nog komen" in program.right("controleer", *given)) == remarked
    monkeypatch.setenv("KRACHTENVELD_VANDAAG", "morgen")
    assert "KRACHTENVELD_VANDAAG is geen datum" in program.refused("controleer", *given)
    assert "feiten bevestigd voor 2026–2030" in program.right("advies", *given)
    head = program.right("advies", "--formaat", "md", *given).split("\n\n", 2)[:2]
    assert head[0].startswith("# Adviezen · ") and head[1].startswith("Peildatum ")
    assert "feiten bevestigd voor 2026–2030" in head[1]
    for command in ("waarom", "waarom-niet", "gevoelig"):
        assert "feiten bevestigd voor 2026–2030" in program.right(command, "positie/bond-wonen/lid", *given)
    (state,) = json.loads(program.right("advies", "--formaat", "json", *given))["te_bevestigen"]
    assert state["periode"] == "2026-2030" and 0 < state["bevestigd"] < state["totaal"]
    for form in ("json", "kumu", "cytoscape", "popolo"):
        made = json.loads(program.right("exporteer", "--formaat", form, *given))
        assert made["te_bevestigen"] == [state]
        if form == "cytoscape":
            assert made["data"]["bevestigd"].endswith("feiten bevestigd voor 2026–2030")
    told = " ".join(program.right("waarom", "positie/bond-wonen/lid", *given).replace("│", " ").split())
    assert "bevestigd 2028-07-01 door bestuursadviseur Wonen" in told


def test_a_day_to_come_is_said_once(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = read_texts(BASE).sound()
    texts[CITY] = texts[CITY].replace("opgave: stad", "te_bevestigen: 2026-2030\nopgave: stad")
    for name in ("Meer woningen", "Jeugdhulp dichtbij"):
        assert f"naam: {name}" in texts[CITY]
        texts[CITY] = texts[CITY].replace(f"naam: {name}", f"naam: {name}\n    bevestigd: 2028-07-01")
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("KRACHTENVELD_VANDAAG", "2027-01-01")
    said = program.right("controleer", "--dossier", tmp_path, "--alleen", "bevestiging")
    assert said.count("moet nog komen") == 1 and "niet later dan vandaag" in said and "= ook: " in said
