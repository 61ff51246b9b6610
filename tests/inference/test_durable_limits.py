"""What keeps durable-rules inside the subset in which it is exact: the shape of definitions, and refusals."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from strategy.facts.types_and_sentences import Fact
from strategy.inference import engine_durable as network
from strategy.inference.engine_clingo import ClingoEngine
from strategy.inference.engine_durable import DurableEngine
from strategy.inference.match_order import stages
from strategy.inference.port import EngineFailure, build_coding
from strategy.rulebook.ast import Const, OneOf, Rule, Var
from tests.inference.engines import needs_durable
from tests.inference.generate import TEXT, fact_type, make_case, pattern, rule, rulebook

TYPES = (
    fact_type("knoop", naam=TEXT, kleur=TEXT),
    fact_type("pad", van=TEXT, naar=TEXT),
    fact_type("advies", soort=TEXT, wie=TEXT),
)
A, B = Var("a"), Var("b")


def chain(length: int) -> Rule:
    steps = [pattern("pad", van=Var(f"v{index:02}"), naar=Var(f"v{index + 1:02}")) for index in range(length)]
    return rule("lange-keten", steps, "tegen", "advies")


def build(rules: list[Rule]) -> tuple[network.Network, ...]:
    types = {type_.name: type_ for type_ in TYPES}
    return network.build_networks(rules, types, build_coding(rules, ()), {})


@needs_durable
@pytest.mark.parametrize("count", [51, 130])
def test_more_conditions_on_one_type_than_a_ruleset_holds(count: int) -> None:
    rules = [
        rule(f"r{index:03}", [pattern("knoop", naam=A, kleur=Const(f"k{index}"))], "tegen", "advies")
        for index in range(count)
    ]
    networks = build(rules)
    assert sum(len(part.rules) for part in networks) == count
    assert max(len(part.rules) for part in networks) <= 50
    assert len(networks) == -(-count // 50)
    facts = [Fact("knoop", (f"n{index}", f"k{index}")) for index in range(count)]
    book = rulebook(TYPES, rules)
    found = DurableEngine().infer(book, facts)
    assert len(found) == count
    assert found == ClingoEngine().infer(book, facts)


@needs_durable
def test_one_fact_that_answers_to_sixty_rules() -> None:
    rules = [rule(f"r{index:02}", [pattern("knoop", naam=A)], "tegen", "advies") for index in range(60)]
    assert len(DurableEngine().infer(rulebook(TYPES, rules), [Fact("knoop", ("n", "k"))])) == 60


@needs_durable
def test_sixteen_conditions_work_and_seventeen_are_refused_by_name() -> None:
    facts = [Fact("pad", (f"n{index:02}", f"n{index + 1:02}")) for index in range(18)]
    assert len(DurableEngine().infer(rulebook(TYPES, [chain(16)]), facts)) == 3
    with pytest.raises(EngineFailure) as caught:
        DurableEngine().infer(rulebook(TYPES, [chain(17)]), facts)
    assert "lange-keten" in caught.value.message
    assert "16" in caught.value.message
    assert "clingo" in caught.value.hint
    assert len(ClingoEngine().infer(rulebook(TYPES, [chain(17)]), facts)) == 2


@needs_durable
def test_many_lists_of_constants_do_not_multiply_rules() -> None:
    colours = tuple(f"k{index}" for index in range(20))
    terms = pattern("knoop", naam=A, kleur=OneOf(colours))
    rules = [rule("lijsten", [terms, pattern("pad", van=A, naar=B)], "tegen", "advies")]
    (part,) = build(rules)
    assert len(part.rules) == 1
    facts = [
        Fact("knoop", ("n", "k7")),
        Fact("knoop", ("m", "rood")),
        Fact("pad", ("n", "m")),
        Fact("pad", ("m", "n")),
    ]
    assert len(DurableEngine().infer(rulebook(TYPES, rules), facts)) == 1


def test_properties_of_a_class_stay_within_bounds() -> None:
    rules = [
        rule(
            f"r{index}",
            [pattern("knoop", naam=A, kleur=OneOf((f"x{index}", f"y{index}_{copy}"))) for copy in range(16)],
            "tegen",
            "advies",
        )
        for index in range(12)
    ]
    for part in build(rules):
        assert all(facts.width <= 90 for facts in part.classes.values())


def test_every_definition_stays_inside_the_exact_subset() -> None:
    for seed in range(150):
        book = make_case(seed).rulebook
        coding = build_coding(book.rules, ())
        for stage in stages(book.layers):
            for part in network.build_networks(stage, book.types, coding, {}):
                check(part)


def check(part: network.Network) -> None:
    text = json.dumps(part.rules)
    assert '"$or"' not in text
    assert '"any"' not in text
    assert "null" not in text
    tags = {facts.tag: key for key, facts in part.classes.items()}
    uses: Counter[str] = Counter()
    for antecedents in part.rules.values():
        assert 1 <= len(antecedents) <= 16
        earlier: list[str] = []
        positions: Counter[int] = Counter()
        for antecedent in antecedents:
            ((alias, body),) = antecedent.items()
            negated = alias.endswith("$not")
            tests = body["$and"]
            tag = tests[0]["s"]
            if tag != network.BEGIN_TAG:
                uses[tags[tag][0]] += 1
                assert negated == (tags[tag][1] == network.NEGATED), "negated facts are a class of their own"
            positions[tag] += not negated
            kinds = [references(test) for test in tests]
            joins = [kind for kind in kinds if kind]
            assert kinds == [None] * (len(kinds) - len(joins)) + joins, "constants first, then joins"
            assert len(joins) <= 28
            assert all(reference in earlier for reference in joins), "joins only look back"
            if earlier:
                assert tests[-1] == {"$gte": {"z": {"a0": "z"}}}, "the last test of a join always holds"
            assert not {"id", "sid"} & set(text.split('"')), "no tests on ids"
            if not negated:
                earlier.append(alias)
        assert max(positions.values()) == 1, "every place of a rule reads its own copy"
    assert max(uses.values(), default=0) <= 50


def references(test: dict) -> str | None:
    """The alias a test refers to; None for a test on a constant."""
    ((left, right),) = test.items()
    if left.startswith("$"):
        ((_, right),) = right.items()
    return next(iter(right)) if isinstance(right, dict) else None


@needs_durable
def test_layers_that_deny_what_they_derive_are_refused() -> None:
    start = pattern("knoop", naam=A)
    wrong = [
        rule("leid-af", [start], "feit", "pad", van=A, naar=A),
        rule("ontken", [start], "tegen", "advies", negative=[pattern("pad", van=A)]),
    ]
    with pytest.raises(EngineFailure, match="lagen"):
        DurableEngine().infer(rulebook(TYPES, wrong), [Fact("knoop", ("n", "k"))])


def test_stages_keep_negation_and_vetoes_apart() -> None:
    start = pattern("knoop", naam=A)
    derive = [rule("leid-af", [start], "feit", "pad", van=A, naar=A)]
    follow = [rule("volg", [pattern("pad", van=A)], "feit", "knoop", naam=A)]
    deny = [rule("ontken", [start], "sluit_uit", "advies", negative=[pattern("pad", van=A)], wie=A)]
    advise = [rule("adviseer", [start], "advies", "advies", wie=A)]
    assert stages([derive, follow, deny, advise]) == [(*derive, *follow), tuple(deny), tuple(advise)]
