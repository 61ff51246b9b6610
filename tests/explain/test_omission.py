"""The dossier edited in memory: every place is found, and what goes takes all that was read from it along."""

from __future__ import annotations

from functools import reduce
from typing import Any

from strategy.advice.advise import Case, prepare
from strategy.dossier.provenance import Sourced
from strategy.explain.judgements import slots
from strategy.scenarios.apply import apply
from strategy.scenarios.changes import Change


def at(case: Case, path: tuple[str | int, ...]) -> Any:
    def step(node: Any, name: str | int) -> Any:
        return getattr(node, name) if hasattr(node, "__dataclass_fields__") else node[name]

    return reduce(step, path, case.dossier)


def changed(case: Case, *changes: Change) -> Case:
    loaded, rulebook = apply(changes, case.loaded, case.rulebook)
    return prepare(loaded, case.view.day, case.view.public_only, rulebook)


def test_every_place_leads_to_the_object_that_stands_there(case: Case) -> None:
    for span, spot in slots(case.dossier).items():
        assert at(case, spot.path).origin.span == span


def test_every_fact_of_the_dossier_has_its_place(case: Case) -> None:
    known = slots(case.dossier)
    for fact in case.facts:
        for origin in case.facts.evidence(fact).origins:
            assert origin.span in known, fact
            assert len(known[origin.span].gone) > 1, fact


def test_what_is_taken_away_takes_its_facts_along_and_adds_none(case: Case) -> None:
    known = slots(case.dossier)
    places = [
        origin.span
        for fact in case.facts
        for origin in case.facts.evidence(fact).origins
        if origin.nature != "registratie"
    ]
    stated = {fact for fact in case.facts if case.facts.evidence(fact).origins}
    for place in list(dict.fromkeys(places))[::40]:
        less = changed(case, known[place].change()).facts
        left = {fact for fact in less if less.evidence(fact).origins}
        assert left <= stated
        assert not any(origin.span == place for fact in left for origin in less.evidence(fact).origins)


def test_several_changes_at_once_are_each_made(case: Case) -> None:
    known = slots(case.dossier)
    priority = case.dossier.opgaven[0].priorities[0]
    words = [known[value.origin.span].change() for value in priority.asks]
    stance = known[priority.stance.origin.span].change("volgen")
    after = changed(case, *words, stance).dossier.opgaven[0].priorities
    assert after[0].asks == () and after[0].stance == Sourced("volgen", priority.stance.origin)
    assert [item.id for item in after] == [item.id for item in case.dossier.opgaven[0].priorities]


def test_words_are_those_of_the_list_that_are_not_there_now(case: Case) -> None:
    priority = case.dossier.opgaven[0].priorities[0]
    spot = slots(case.dossier)[priority.interest.origin.span]
    assert (spot.key, spot.whole) == ("belang", "prioriteit")
    assert set(spot.words) == {"gebied", "collectief"} - {priority.interest.value}
    assert slots(case.dossier)[priority.asks[0].origin.span].words == ()
    assert slots(case.dossier)[priority.origin.span].thing == "prioriteit"


def test_an_interest_is_a_groups_only_where_others_share_it(case: Case) -> None:
    known = slots(case.dossier)
    shared = [item for opgave in case.dossier.opgaven for item in opgave.priorities if item.shared_with]
    assert shared
    for priority in shared:
        assert priority.interest.value == "groep" and known[priority.interest.origin.span].words == ()
