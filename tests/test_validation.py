"""The advice that the strategy wrote itself is the acceptance table of the whole model."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.advice.advise import Case, Outcome
from strategy.validation.honesty import rules_for_one, variants, without
from strategy.validation.measures import Measured, area_under_curve, measure, precision_at
from strategy.validation.reference import Item, Reference, read_reference


@pytest.fixture(scope="module")
def reference(repository: Path) -> Reference:
    return read_reference(repository / "tests" / "referentie.yaml")


@pytest.fixture(scope="module")
def measured(outcome: Outcome, reference: Reference) -> Measured:
    return measure(reference.items, outcome.advices)


def test_the_table_holds_every_item_of_the_strategy(reference: Reference) -> None:
    assert len(reference.items) == 82
    assert len({item.id for item in reference.items}) == 82


def test_every_place_is_a_paragraph_of_the_document(reference: Reference, case: Case) -> None:
    document = next(item for item in case.dossier.documents if item.id == reference.document)
    sections = {section.id for section in document.sections}
    assert {item.place.split(" ")[0] for item in reference.items} <= sections


@pytest.mark.parametrize("number", range(82))
def test_item_is_reproduced_or_accounted_for(outcome: Outcome, reference: Reference, number: int) -> None:
    item = reference.items[number]
    missing = [
        wish for wish, met in zip(item.expectations, item.met(outcome.advices), strict=True) if not met
    ]
    assert bool(missing) == bool(item.underivable), f"{item.id} {item.content}: {missing}"


def test_bars(measured: Measured, case: Case) -> None:
    assert measured.recall[0] >= 80
    assert dict(measured.precision_at)[40] >= 0.85
    assert measured.auc >= 0.75
    assert sum(rule.head.kind == "advies" for rule in case.rulebook.rules) <= 40


def test_every_missed_item_says_why(measured: Measured) -> None:
    assert [item.id for item in measured.missed if not item.underivable] == []


def test_facts_from_advice_paragraphs_matter(case: Case, reference: Reference, measured: Measured) -> None:
    learned, read_off = variants(case, reference, "clingo")
    assert learned.facts < read_off.facts < len(case.facts)
    assert learned.measured.recall[0] < read_off.measured.recall[0] < measured.recall[0]


def test_leaving_out_a_source_takes_all_that_rests_on_it(case: Case) -> None:
    """Without the only fact that makes a body exist, nothing about the body may remain."""
    smaller = without(case, lambda origin: origin.span.file == "networks/nzkg.yaml")
    assert not any("nzkg" in fact.values or "nzkg-bpf" in fact.values for fact in smaller.facts)


def test_rules_for_a_single_item_are_named(outcome: Outcome, reference: Reference) -> None:
    single = dict(rules_for_one(outcome, reference))
    assert single["monitoren"] == "1.01"
    assert "relatie-met-beslisser" not in single


def test_an_item_without_a_match_is_missed(outcome: Outcome) -> None:
    from strategy.validation.reference import Expectation

    item = Item("x", "", "", "", (Expectation((("soort", ("positie",)), ("gremium", ("bestaat-niet",)))),))
    assert measure((item,), outcome.advices).missed == (item,)


@given(st.lists(st.tuples(st.floats(0, 10), st.booleans()), max_size=40))
def test_auc_lies_between_zero_and_one_and_turns_around(scored: list[tuple[float, bool]]) -> None:
    area = area_under_curve(scored)
    assert 0 <= area <= 1
    assert area + area_under_curve([(-score, good) for score, good in scored]) == pytest.approx(1)


def test_auc_and_precision_of_a_known_ranking() -> None:
    assert area_under_curve([(3, True), (2, False), (1, True)]) == 0.5
    assert precision_at([True, True, False, True], 2) == 1.0
    assert precision_at([True, False], 40) == 0.5
