"""Many facts, in rulebooks that no one wrote: the engines agree, and `auto` answers whenever one of them can."""

from __future__ import annotations

import os
from collections import Counter
from functools import partial

import pytest

from strategy.inference import choose_engine as choose
from strategy.inference.engine_clingo import ClingoEngine
from strategy.inference.engine_durable import DurableEngine
from strategy.inference.engine_python import PythonEngine
from strategy.inference.port import EngineFailure, Firing, TooManyFirings
from strategy.rulebook.ast import OneOf
from tests.inference.engines import needs_clingo, needs_durable
from tests.inference.generate import Case
from tests.inference.generate_large import make_large_case

MANY = os.environ.get("KRACHTENVELD_VEEL_FEITEN")
SEEDS, MOST = (range(int(MANY)), 10_000) if MANY else (range(6), 800)
LIMIT = 300_000
MEMORY = 2**30
SMALL = {
    "durable": partial(DurableEngine, seconds=6.0, memory=MEMORY),
    "clingo": partial(ClingoEngine, seconds=12.0, memory=MEMORY),
    "python": partial(PythonEngine, most_rows=6_000_000),
}
"""The engines with less time and memory than they have, as some of these rulebooks ask for all there is."""


def outcome(case: Case, engine: str) -> tuple[Firing, ...] | EngineFailure:
    try:
        return choose.infer(case.rulebook, case.facts, engine, LIMIT).firings
    except EngineFailure as failure:
        return failure


@needs_clingo
@needs_durable
def test_auto_answers_whenever_an_engine_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "ENGINES", SMALL)
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        case = make_large_case(seed, MOST)
        automatic = outcome(case, choose.AUTO)
        alone = {engine: outcome(case, engine) for engine in SMALL}
        answers = {found for found in (automatic, *alone.values()) if isinstance(found, tuple)}
        assert len(answers) < 2, f"seed {seed}: the engines differ"
        assert isinstance(automatic, tuple) or not answers, f"seed {seed}: {automatic}"
        for found in (automatic, *alone.values()):
            if isinstance(found, EngineFailure):
                counted = isinstance(found, TooManyFirings)
                assert counted == ("vuren meer dan" in found.message), "an estimate is no count"
                assert not (counted and answers), f"seed {seed}: {found}"
        seen["answered"] += bool(answers)
        seen["fired"] += bool(answers and any(answers))
    assert seen["fired"] > 0.7 * len(SEEDS), seen


def test_the_large_rulebooks_have_what_is_hard() -> None:
    cases = [make_large_case(seed) for seed in range(60)]
    rules = [rule for case in cases for rule in case.rulebook.rules]
    assert max(len(case.facts) for case in cases) > 9_000
    assert {len(rule.positive) for rule in rules} == set(range(1, 8))
    assert any(rule.head.type in {each.type for each in rule.positive} for rule in rules), "recursion"
    assert (
        sum(isinstance(term, OneOf) for rule in rules for each in rule.positive for _, term in each.terms)
        > 100
    )
    assert sum(bool(rule.negative) for rule in rules) > 100
