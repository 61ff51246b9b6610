"""Every difference has a cause, and the cause is the edit: random edits of the Zaanstad dossier."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from strategy.advice.advise import Outcome
from strategy.effect.effect import Effect, effect_of, outcome_of
from strategy.effect.versions import Counterfactuals, state
from strategy.workspace import Workspace
from tests.effect.conftest import RUN
from tests.effect.edits import Edit, clear_of, edits
from tests.examples import examples


@pytest.fixture(scope="session")
def before(zaanstad: Workspace) -> Outcome:
    return outcome_of(zaanstad, RUN)


@pytest.fixture(scope="session")
def choices(zaanstad: Workspace) -> list[list[Edit]]:
    """Edits by what they are of, so that each sort is tried as often."""
    groups: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits(zaanstad):
        first, *_, last = edit.name.split()
        groups[first if first == "regel" else f"{first} {last}"].append(edit)
    assert len(groups) > 20
    return [groups[name] for name in sorted(groups)]


@given(data=st.data())
@settings(max_examples=examples(12), deadline=None)
def test_the_cause_of_every_difference_is_the_edit(
    zaanstad: Workspace, before: Outcome, choices: list[list[Edit]], data: st.DataObject
) -> None:
    edit = data.draw(st.sampled_from(data.draw(st.sampled_from(choices))))
    effect = effect_of(zaanstad, edit.apply(zaanstad), RUN, before)
    assert len(effect.changes) == 1
    for item in effect.items:
        assert item.causes and all(cause.changes == effect.changes for cause in item.causes)
        assert {cause.how for cause in item.causes}.isdisjoint({"samenspel", "nagerekend"}), item
    assert len(effect.items) + effect.equal == len(
        {each.id for side in (effect.old, effect.new) for each in side.lines}
    )


@given(data=st.data())
@settings(max_examples=examples(4), deadline=None)
def test_of_two_edits_the_one_that_matters_is_named(
    zaanstad: Workspace, before: Outcome, choices: list[list[Edit]], data: st.DataObject
) -> None:
    """Tried by running again: what is named matters to the advice, and what moves a score by itself is named."""
    one, other = (data.draw(st.sampled_from(data.draw(st.sampled_from(choices)))) for _ in range(2))
    assume(clear_of(one, other))
    effect = effect_of(zaanstad, other.apply(one.apply(zaanstad)), RUN, before)
    assume(len(effect.changes) == 2)
    tried = Counterfactuals(effect.comparison, RUN)
    first, second = (tried.outcome_with([change]) for change in effect.changes)
    assume(first is not None and second is not None)
    assert first is not None and second is not None
    for item in effect.items:
        assert item.changes
        for change, alone, rest in zip(effect.changes, (first, second), (second, first), strict=True):
            if item.difference.kind != "rang" and change in item.changes:
                assert _matters(effect, item.difference.id, alone, rest), (item.difference.id, change)
            if change not in item.changes:
                assert not _moves(effect, item.difference.id, alone, rest), (item.difference.id, change)


def test_what_leaves_a_line_as_it_is_did_not_change_it(zaanstad: Workspace, before: Outcome) -> None:
    """Two edits of one priority: only one of them takes an opgave from the line on Amsterdam."""
    asks, also = (
        next(edit for edit in edits(zaanstad) if edit.name == f"Priority zaandam-oost {key}" and wanted(edit))
        for key, wanted in (
            ("vraag", lambda edit: [each.value for each in edit.value] == ["agendering"]),
            ("ook_onder", lambda edit: edit.value == ()),
        )
    )
    effect = effect_of(zaanstad, also.apply(asks.apply(zaanstad)), RUN, before)
    assert {change.path[0] for change in effect.changes} == {"vraag", "ook_onder"}
    (item,) = (item for item in effect.items if item.difference.id == "samenwerking/amsterdam")
    assert item.difference.kind == "inhoud"
    assert [change.path for change in item.changes] == [("ook_onder",)]


def _matters(effect: Effect, name: str, alone: Outcome, rest: Outcome) -> bool:
    return state(alone, name) != state(effect.old, name) or state(rest, name) != state(effect.new, name)


def _moves(effect: Effect, name: str, alone: Outcome, rest: Outcome) -> bool:
    return _score(alone, name) != _score(effect.old, name) and _score(rest, name) != _score(effect.new, name)


def _score(outcome: Outcome, name: str) -> float | None:
    line = outcome.line(name)
    return line.score if line else None


def test_nothing_changed_is_no_difference(zaanstad: Workspace, before: Outcome) -> None:
    effect = effect_of(zaanstad, zaanstad, RUN, before)
    assert effect.changes == () and effect.items == () and effect.equal == len(before.lines)
