"""The order in which clingo is made to join patterns: only where it matters, and without changing what fires."""

from __future__ import annotations

import pytest

from strategy.facts.types_and_sentences import Domain, Fact
from strategy.inference import engine_clingo as clingo_matching
from strategy.inference import match_order
from strategy.inference.engine_clingo import ClingoEngine, rules_program
from strategy.inference.port import build_coding
from strategy.rulebook.ast import Const, Rule, Var
from tests.inference.engines import needs_clingo
from tests.inference.generate import fact_type, make_case, pattern, rule, rulebook
from tests.inference.oracle import evaluate

ID, LEVEL = Domain("id"), Domain("niveau")
TYPES = (
    fact_type("raakt", wie=ID, wat=ID),
    fact_type("op_niveau", wie=ID, niveau=LEVEL),
    fact_type("speelt", wie=ID, niveau=LEVEL),
    fact_type("advies", soort=ID),
)
A, B, N = Var("a"), Var("b"), Var("n")
SHARED_LEVEL = rule(
    "zelfde-niveau",
    [
        pattern("op_niveau", wie=A, niveau=N),
        pattern("speelt", wie=B, niveau=N),
        pattern("raakt", wie=A, wat=B),
    ],
    "tegen",
    "advies",
)


def facts(count: int) -> list[Fact]:
    names = [f"x{index}" for index in range(count)]
    return [
        *(Fact("op_niveau", (name, f"n{index % 3}")) for index, name in enumerate(names)),
        *(Fact("speelt", (name, f"n{index % 3}")) for index, name in enumerate(names)),
        *(Fact("raakt", (name, names[index // 2])) for index, name in enumerate(names)),
    ]


def ordered(given: Rule, count: int) -> list[str]:
    return [p.type for p in match_order.Estimates(rulebook(TYPES, [given]).types, facts(count)).order(given)]


def test_a_join_on_a_short_word_list_is_kept_for_last() -> None:
    order = ordered(SHARED_LEVEL, 3_000)
    assert len(order) == 3
    assert "raakt" in order[:2]


def test_few_facts_and_two_patterns_are_left_to_clingo() -> None:
    assert ordered(SHARED_LEVEL, 30) == []
    assert ordered(rule("twee", SHARED_LEVEL.positive[:2], "tegen", "advies"), 3_000) == []


def test_a_rule_that_clingo_orders_well_is_left_to_clingo() -> None:
    chain = [
        pattern("raakt", wie=A, wat=B),
        pattern("op_niveau", wie=A, niveau=Const("n1")),
        pattern("speelt", wie=B),
    ]
    assert ordered(rule("keten", chain, "tegen", "advies"), 3_000) == []


@needs_clingo
def test_an_order_changes_nothing_in_what_fires() -> None:
    book, given = rulebook(TYPES, [SHARED_LEVEL]), facts(3_000)
    coding = build_coding(book.rules, given)
    assert "j0_2" in rules_program(book, coding, match_order.Estimates(book.types, given))
    level = {name: index % 3 for index, name in enumerate(f"x{index}" for index in range(3_000))}
    expected = [
        edge for edge in given if edge.type == "raakt" and level[edge.values[0]] == level[edge.values[1]]
    ]
    assert len(ClingoEngine().infer(book, given)) == len(expected) > 500


@needs_clingo
def test_random_rulebooks_with_every_match_ordered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match_order, "WORTH_ORDERING", 0)
    monkeypatch.setattr(match_order, "TIMES_WORSE", 0.0)
    monkeypatch.setattr(clingo_matching, "ESTIMATED_FACTS", 0)
    chains = 0
    for seed in range(75):
        case = make_case(seed)
        coding = build_coding(case.rulebook.rules, case.facts)
        estimates = match_order.Estimates(case.rulebook.types, case.facts)
        chains += ":- j" in rules_program(case.rulebook, coding, estimates)
        assert ClingoEngine().infer(case.rulebook, case.facts) == evaluate(case.rulebook, case.facts), seed
    assert chains > 25
