"""What an advice falls with, as the firings tell it, held to runs without it."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.advice.model import Advice
from strategy.dossier.files import read_texts
from strategy.explain.grounds import DOUBTS, doubt, footing, ground, weakest_origin
from strategy.explain.judgements import slots
from strategy.facts.types_and_sentences import Fact
from strategy.scenarios.apply import apply
from strategy.workspace import read_workspace, workspace_of

FACTS = int(os.environ.get("KRACHTENVELD_GRONDEN", "4"))
"""Of how many facts it is tried in each city; `make mutatie` tries them all."""


@pytest.fixture(scope="module", params=[".", "voorbeelden/dordrecht"], ids=["zaanstad", "dordrecht"])
def city(request: pytest.FixtureRequest, repository: Path) -> Outcome:
    found = read_workspace(repository / request.param)
    return advise(prepare(found.loaded, rulebook=found.rulebook), "python")


def test_without_any_one_of_these_facts_the_advice_is_gone(city: Outcome) -> None:
    """What is left of its table may be worth less; of what is advised now, nothing is left."""
    known = slots(city.case.dossier)
    claims: dict[Fact, list[Advice]] = {}
    for advice in (*city.lines, *city.advices):
        told = footing(city, advice)
        for item in () if told.role else told.falls_with:
            claims.setdefault(item.fact, []).append(advice)
    assert len(claims) > FACTS or FACTS > 100
    for fact, advices in Random(FACTS).sample(sorted(claims.items()), min(FACTS, len(claims))):
        place = weakest_origin(city.case.facts.evidence(fact).origins).span
        loaded, rulebook = apply([known[place].change()], city.case.loaded, city.case.rulebook)
        without = advise(prepare(loaded, city.case.view.day, False, rulebook), "python")
        left = {each.id for each in without.advices}
        for advice in advices:
            assert not left.intersection(part.id for part in advice.within), (advice.id, fact)


def test_what_rests_on_a_doubt_has_one_under_every_reason(city: Outcome) -> None:
    for line in city.lines:
        told = footing(city, line)
        reasons = {entry.firing for part in line.parts for entry in part.entries}
        doubted = [
            any(doubt(ground(city, fact)) for fact in city.trace.grounds(firing)) for firing in reasons
        ]
        assert told.rests_on in ("", *DOUBTS)
        assert not told.rests_on or all(doubted)
        assert all(map(doubt, told.falls_with))
        # What it rests on is named: the first such fact, and how many more.
        assert all(map(doubt, told.doubtful)) and bool(told.doubtful) == bool(told.rests_on)
        if told.rests_on and not told.falls_with:
            assert doubt(told.doubtful[0]) == told.rests_on
            assert f"zoals: {told.doubtful[0].text}" in str(told)
            assert (f"nog {len(told.doubtful) - 1} " in str(told)) == (len(told.doubtful) > 1)


def test_the_newcomers_question_is_answered_in_the_list(outcome: Outcome) -> None:
    line = outcome.line("positie/mra-sociaal")
    assert line is not None
    assert str(footing(outcome, line)).startswith(
        "de rol van trekker vervalt als dit niet klopt: MRA PHO Sociaal verdeelt de rol trekker (aanname)"
    )
    firm = outcome.line("positie/vra-db")
    assert firm is not None and (footing(outcome, firm).rests_on, str(footing(outcome, firm))) == ("", "")


def test_in_a_new_term_everything_rests_on_what_is_to_be_confirmed(repository: Path) -> None:
    texts = dict(read_texts(repository).texts)
    for name in texts:
        if name.startswith(("opgaven/", "networks/")):
            texts[name] = texts[name].replace("\nbron:", "\nte_bevestigen: 2026-2030\nbron:", 1)
    found = workspace_of(texts)
    outcome = advise(prepare(found.loaded, rulebook=found.rulebook), "python")
    assert all(footing(outcome, line).rests_on for line in outcome.lines)
