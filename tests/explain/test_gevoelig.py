"""`gevoelig` as its users meet it: what it says, in which order, and the data behind it."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cli
from strategy.advice.advise import Outcome, advise, prepare
from strategy.advice.names import decimal
from strategy.advice.select import find_among
from strategy.dossier.files import read_texts
from strategy.explain.judgements import Sensitive, judge, weigh
from strategy.explain.tipping import Swap, Tip
from strategy.workspace import workspace_of
from tests.elsewhere import Elsewhere
from visualizations.reports.gevoelig import (
    SENSITIVITY,
    becomes,
    direction,
    limits,
    number_text,
    sensitivity_report,
    shown,
)
from visualizations.writers.screen import screen, to_text

Capture = pytest.CaptureFixture[str]
NEAR = "positie/nzkg-bpf/inbreng"
"""Just below a band, and resting on one assumption without which there is nothing."""
GRANTED = "koppelkans/groeifonds"
REFRAINED = "afzien/mra-platform-ruimte/trekker"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main(["gevoelig", *arguments, "--engine", "python"])
    return int(stop.value.code or 0)


def shown_of(outcome: Outcome, found: Sequence[Sensitive], top: int = 0, width: int | None = None) -> str:
    return to_text(screen(sensitivity_report(outcome, found, top).screen()), terminal=False, width=width)


def text(outcome: Outcome, name: str, top: int = 0) -> str:
    return shown_of(outcome, weigh(outcome, find_among(outcome.advices, name)), top)


def test_the_answer_names_weights_ranks_and_judgements(outcome: Outcome, capsys: Capture) -> None:
    (found,) = judge(outcome, weigh(outcome, find_among(outcome.advices, NEAR)), "python")
    assert run(NEAR, "--top", "0") == 0
    out = capsys.readouterr().out
    flat = re.sub(r"\s+", " ", out)
    scoring = outcome.case.dossier.header.scoring
    assert f"doen vanaf {decimal(scoring.do_from, 2)}, ook doen vanaf {decimal(scoring.also_from, 2)}" in flat

    tipping = [each for each in found.weights if each.tips]
    assert {tip.band for each in tipping for tip in each.tips} == {"ook doen"}
    for each in tipping:
        name, now = each.lever.text(outcome.names), number_text(each.now)
        for tip in each.tips:
            turn = f"als het gewicht van {name} {becomes(tip, each.now)} (nu {now})"
            assert f"als er tijd is → ook doen {turn}" in flat
    moving = [each for each in found.weights if each.swaps]
    assert moving
    for each in moving:
        name, now = each.lever.text(outcome.names), number_text(each.now)
        assert f"{limits(each.swaps, each.now)} {name} (nu {now})" in flat

    assert found.judged is not None
    assert "vervalt Bestuursplatform NZKG verdeelt de rol inbreng (aanname)" in flat
    counts = {item.natures: item.count for item in found.judged.remainders}
    assert f"zonder alle {counts['oordeel',]} oordelen: vervalt" in flat and "mensen" in out
    assert "\x1b[" not in out and max(map(len, out.splitlines())) <= 110


def test_other_words_with_the_same_answer_are_told_together(outcome: Outcome) -> None:
    """The stance behind a fund: with `meedoen` it is the same, with `volgen` and without it is gone."""
    found = judge(outcome, weigh(outcome, find_among(outcome.advices, GRANTED)), "python")
    told = re.sub(r"\s+", " ", shown_of(outcome, found))
    assert "bij meedoen: gelijk; bij volgen: vervalt; prioriteit weg: vervalt" in told


def test_it_says_what_of_a_fact_is_judged(capsys: Capture) -> None:
    assert run(GRANTED) == 0
    out = re.sub(r"\s+", " ", capsys.readouterr().out)
    assert "status is de vraag (oordeel over het hele instrument)" in out
    assert "status is de vraag (oordeel over status)" in out
    assert "Nationaal Groeifonds gaat over Preventie (oordeel)" in out


def test_quick_leaves_out_what_takes_runs(capsys: Capture) -> None:
    assert run(NEAR, "--snel") == 0
    out = capsys.readouterr().out
    assert "Bij welk gewicht verandert de rang?" in out and "oordelen" not in out


def test_the_most_sensitive_come_first_and_all_can_be_seen(outcome: Outcome) -> None:
    name = "route/mra/bzk"
    (found,) = weigh(outcome, find_among(outcome.advices, name))
    near = sorted(abs(tip.at - each.now) for each in found.weights for tip in each.tips)
    starts = re.compile(r"→ [a-z ]+  als het gewicht van (.{30})")
    told, short = starts.findall(text(outcome, name)), starts.findall(text(outcome, name, top=3))
    assert len(told) == len(near) > 10
    assert short == told[:3]
    assert f"en nog {len(near) - 3}; `--top 0` toont ze allemaal" in text(outcome, name, top=3)
    nearest = [each for each in found.weights if each.distance(each.tips) == near[0]]
    assert any(outcome.names.name(each.lever.kind, each.lever.id)[:20] in told[0] for each in nearest)


def test_a_narrow_terminal_loses_no_words(outcome: Outcome) -> None:
    found = weigh(outcome, find_among(outcome.advices, NEAR))
    wide, narrow = (shown_of(outcome, found, 3, width) for width in (300, 40))
    assert max(map(len, narrow.splitlines())) <= 40
    assert re.sub(r"\s", "", narrow).count("…") == re.sub(r"\s", "", wide).count("…")


def test_advice_that_no_weight_moves_is_told_plainly(outcome: Outcome) -> None:
    (found,) = weigh(outcome, find_among(outcome.advices, "positie/vng-zjo/lid"))
    still = tuple(dataclasses.replace(each, tips=(), swaps=()) for each in found.weights)
    told = shown_of(outcome, [dataclasses.replace(found, weights=still)], 5)
    assert "geen enkel gewicht verandert de band" in told and "geen enkel gewicht verandert de rang" in told


def test_what_we_refrain_from_has_no_band_to_lose(outcome: Outcome) -> None:
    told = text(outcome, REFRAINED)
    assert "heet altijd niet doen" in told and "→" not in told and "doen vanaf" not in told


@pytest.mark.parametrize("words", [NEAR, REFRAINED, GRANTED])
def test_json_follows_the_published_contract(repository: Path, capsys: Capture, words: str) -> None:
    assert run(words, "--formaat", "json") == 0
    data = json.loads(capsys.readouterr().out)
    schema = json.loads((repository / "schema" / "gevoelig.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, schema)
    (advice,) = data["adviezen"]
    for item in advice["oordelen"]:
        lines = (repository / item["bestand"]).read_text(encoding="utf-8").splitlines()
        assert item["aard"] in ("oordeel", "aanname") and item["regelnummer"] <= len(lines)
    for weight in advice["gewichten"]:
        assert weight["banden"][0]["van"] == 0 and weight["banden"][-1]["tot"] == 10
        assert (weight["bestand"] is None) == (weight["aard"] is None)


def test_quick_json_says_that_judgements_were_not_tried(capsys: Capture) -> None:
    assert run(NEAR, "--snel", "--formaat", "json") == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, SENSITIVITY.schema)
    assert data["adviezen"][0]["oordelen"] is None and data["adviezen"][0]["zonder"] is None


def test_several_advices_come_in_one_answer_and_too_many_are_refused(capsys: Capture) -> None:
    assert run("zjo", "jeugd", "--snel") == 0
    assert capsys.readouterr().out.count("GEVOELIG  ") > 1
    assert run("relatie") == 2
    assert "wees preciezer" in capsys.readouterr().err


def test_the_same_in_another_process(elsewhere: Elsewhere, capsys: Capture) -> None:
    words = [GRANTED, "--top", "0"]
    there = elsewhere.run("gevoelig", *words, "--engine", "python")
    assert run(*words) == 0
    assert capsys.readouterr().out == there


def test_internal_priorities_are_not_named_in_public(repository: Path) -> None:
    texts = read_texts(repository).sound()
    old = "  - id: cybercrime\n"
    assert texts["opgaven/veiligheid.yaml"].count(old) == 1
    hidden = {
        **texts,
        "opgaven/veiligheid.yaml": texts["opgaven/veiligheid.yaml"].replace(
            old, f"{old}    openbaarheid: intern\n"
        ),
    }
    loaded = workspace_of(hidden).loaded
    for public in (False, True):
        outcome = advise(prepare(loaded, public_only=public), "python")
        found = weigh(outcome, find_among(outcome.advices, "positie/vng-zjo/lid"))
        data = sensitivity_report(outcome, found, 0).data
        assert data and ("cybercrime" in json.dumps(data()).lower()) == (not public)


# ── numbers ───────────────────────────────────────────────────────────────────────────────────────────

weights = st.fractions(0, 10, max_denominator=5000)


@given(weights, weights, st.booleans())
def test_the_number_shown_is_on_the_right_side_and_near(at: Fraction, now: Fraction, included: bool) -> None:
    up = at > now or (at == now and not included)
    for turn in (Tip(at, up, included, "doen"), Swap(at, up, included, 1, (), ())):
        number = shown(turn, now)
        assert abs(number - at) < Fraction(1, 100)
        past = (
            (number >= at if included else number <= at)
            if up
            else (number <= at if included else number >= at)
        )
        assert past
        assert (number >= now) if up else (number <= now)


def test_turns_in_words() -> None:
    one = Fraction(1)
    third = Fraction(4, 3)
    assert becomes(Tip(third, True, False, "doen"), one) == "boven 1,33 komt"
    assert becomes(Tip(third, True, True, "doen"), one) == "1,34 of hoger wordt"
    assert becomes(Tip(Fraction(1, 3), False, False, "doen"), one) == "onder 0,34 komt"
    assert becomes(Tip(Fraction(1, 3), False, True, "doen"), one) == "0,33 of lager wordt"
    assert becomes(Tip(Fraction(0), False, True, "doen"), one) == "0 wordt"
    assert direction(Swap(third, True, True, 2, (), ()), one) == "vanaf 1,34"
    low, high = Swap(Fraction(1, 3), False, True, 2, (), ()), Swap(third, True, False, 2, (), ())
    assert limits([low, high], one) == "0,34 t/m 1,33"
    tied = [Swap(one, up, False, 2, (), ()) for up in (False, True)]
    assert limits(tied, one) == "alleen 1"
    assert limits([], one) == "0 t/m 10"
