"""Every engine against the oracle on random rulebooks, in any order of facts and any size of batch."""

from __future__ import annotations

import random

import pytest

from strategy.inference.engine_clingo import ClingoEngine
from strategy.inference.engine_durable import DurableEngine
from strategy.inference.engine_python import PythonEngine
from strategy.inference.port import Engine, Firing
from tests.inference.engines import needs_clingo, needs_durable
from tests.inference.generate import Case, make_case
from tests.inference.oracle import evaluate

PARTS = 10


def seeds(request: pytest.FixtureRequest, part: int) -> range:
    return range(part, request.config.getoption("--rulebooks"), PARTS)


def shuffled(case: Case, seed: int) -> list:
    facts = list(case.facts)
    random.Random(seed).shuffle(facts)
    return facts


def show(case: Case, expected: tuple[Firing, ...], found: tuple[Firing, ...]) -> str:
    return f"extra {set(found) - set(expected)}, missing {set(expected) - set(found)}, facts {case.facts}"


@pytest.mark.parametrize(
    "engine",
    [
        pytest.param(ClingoEngine(), id="clingo", marks=needs_clingo),
        pytest.param(PythonEngine(), id="python"),
    ],
)
@pytest.mark.parametrize("part", range(PARTS))
def test_an_engine_agrees_with_the_oracle(request: pytest.FixtureRequest, part: int, engine: Engine) -> None:
    for seed in seeds(request, part):
        case = make_case(seed)
        expected = evaluate(case.rulebook, case.facts)
        found = engine.infer(case.rulebook, shuffled(case, seed))
        assert found == expected, f"seed {seed}: {show(case, expected, found)}"


@needs_durable
@pytest.mark.parametrize("part", range(PARTS))
def test_durable_agrees_with_the_oracle_whatever_the_batches(
    request: pytest.FixtureRequest, part: int
) -> None:
    for seed in seeds(request, part):
        case = make_case(seed)
        expected = evaluate(case.rulebook, case.facts)
        texts = set()
        for batch in (2_000, 1, 2 + seed % 7):
            found = DurableEngine(batch=batch).infer(case.rulebook, shuffled(case, seed + batch))
            assert found == expected, f"seed {seed}, batch {batch}: {show(case, expected, found)}"
            texts.add(repr(found))
        assert len(texts) == 1, f"seed {seed}: the same firings print differently in another order"


def test_the_random_rulebooks_exercise_what_they_should() -> None:
    cases = [make_case(seed) for seed in range(200)]
    firings = [evaluate(case.rulebook, case.facts) for case in cases]
    kinds = {"feit": 0, "sluit_uit": 0, "advies": 0, "tegen": 0}
    for found in firings:
        for kind in kinds:
            kinds[kind] += any(firing.rule.startswith(kind) for firing in found)
    rules = [rule for case in cases for rule in case.rulebook.rules]
    assert sum(map(bool, firings)) > 150
    assert min(kinds.values()) > 30
    assert sum(bool(rule.negative) for rule in rules) > 200
    assert sum(bool(rule.different) for rule in rules) > 50
    assert sum(len({p.type for p in rule.positive}) < len(rule.positive) for rule in rules) > 100
    assert any(
        rule.head.kind == "feit" and rule.head.type in {pattern.type for pattern in rule.positive}
        for rule in rules
    ), "recursion"
    assert any(
        rule.head.kind == "advies" and "advies" in {pattern.type for pattern in rule.positive}
        for rule in rules
    ), "follow-on advice"
