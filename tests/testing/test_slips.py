"""Slips in rules: each kind is made where it can be, and nine of ten on Zaanstad do not go unnoticed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from strategy.dossier.yamltree import parse
from strategy.facts.types_and_sentences import ADVICE_TYPE, BASE_TYPES
from strategy.rulebook.ast import Rule
from strategy.rulebook.parse import RuleParser
from tests.examples import TIMES, examples
from tests.testing.bench import Bench, bench, share
from tests.testing.mutanten import report
from tests.testing.slips import Slip, slips

EVERY = 4 if TIMES == 1 else 1
RULE = """
regels:
  - regel: proef
    als:
      - invloed: {van: $a, naar: $b, sterkte: ">= 0.5"}
      - actor: {id: $a, soort: [koepel, regio], niveau: landelijk}
      - niet: {kenmerk: {actor: $b, kenmerk: koers-onzeker}}
      - anders: [$a, $b]
      - relatie: {actor: $b, laag: $l}
      - prioriteit: {id: $p}
    dan:
      advies: {soort: relatie, houding: opbouwen, actor: $b, laag: $l, prioriteit: $p}
    punten: 1.5
"""


@pytest.fixture(scope="module")
def found() -> dict[str, list[Slip]]:
    parser = RuleParser(parse(RULE, "rules/proef.yaml"))
    (rule,) = parser.rules()
    assert not parser.findings
    by_kind: dict[str, list[Slip]] = {}
    for slip in slips(rule, {**BASE_TYPES, ADVICE_TYPE.name: ADVICE_TYPE}):
        by_kind.setdefault(slip.kind, []).append(slip)
    return by_kind


@pytest.fixture(scope="module")
def tried() -> Bench:
    """With every test of the dossier as it is, and of those that change something in it some: each is a run of its own.
    `make mutatie` plants beside all of them."""
    made = bench(Path(__file__).resolve().parents[2])
    changing = [test for test in made.tests if test.overlay]
    left_out = [test for at, test in enumerate(changing) if at % EVERY]
    return replace(made, tests=tuple(test for test in made.tests if test not in left_out))


@pytest.mark.parametrize(
    ("kind", "line", "text"),
    [
        ("voorwaarde weg", 5, 'invloed: {van: $a, naar: $b, sterkte: ">= 0.5"}'),
        ("voorwaarde weg", 3, "anders: a, b"),
        ("voorwaarde omgekeerd", 9, "niet: relatie: {actor: $b, laag: $l}"),
        ("niet weg", 7, "niet: kenmerk: {actor: $b, kenmerk: koers-onzeker}"),
        ("niet omgekeerd", 7, "kenmerk: {actor: $b, kenmerk: koers-onzeker}"),
        ("woord vervangen", 6, "actor.niveau: landelijk → regio"),
        ("woord erbij", 6, "actor.niveau: landelijk → [landelijk, regio]"),
        ("woord erbij", 6, "actor.soort: [koepel, regio] → [koepel, regio, provincie]"),
        ("woord weg", 6, "actor.soort: [koepel, regio] → [koepel]"),
        ("veld weg", 6, "actor.niveau: landelijk"),
        ("vergelijking omgedraaid", 5, 'invloed.sterkte: ">= 0.5" → "<= 0.5"'),
        ("variabele verwisseld", 5, "invloed.van: $a → $b"),
        ("variabele verwisseld", 12, "dan.actor: $b → $a"),
        ("ander feit", 9, "relatie → advies"),
        ("punten", 3, "1.5 → 2"),
        ("punten", 3, "1.5 → 1"),
        ("gevolg", 12, "dan.houding: opbouwen → intensiveren"),
    ],
)
def test_each_kind_of_slip(kind: str, line: int, text: str, found: dict[str, list[Slip]]) -> None:
    assert (line, text) in [(slip.line, slip.text) for slip in found[kind]]


def test_slips_are_changes_and_all_different(found: dict[str, list[Slip]]) -> None:
    rules: list[Rule] = [slip.rule for each in found.values() for slip in each]
    assert len(set(rules)) == len(rules)
    (rule,) = RuleParser(parse(RULE, "rules/proef.yaml")).rules()
    assert rule not in rules


def test_the_same_seed_plants_the_same_slips(tried: Bench) -> None:
    assert list(tried.slips(12, seed=4)) == list(tried.slips(12, seed=4))
    assert list(tried.slips(12, seed=4)) != list(tried.slips(12, seed=5))


def test_what_is_planted_compiles_and_changes_a_rule(tried: Bench) -> None:
    present = set(tried.case.rulebook.rules)
    planted = list(tried.slips(20, seed=6))
    assert not present.intersection(slip.rule for slip in planted)
    assert all(slip.line >= slip.rule.span.line for slip in planted)


def test_nine_of_ten_slips_are_noticed(tried: Bench) -> None:
    verdicts = [tried.plant(slip) for slip in tried.slips(examples(6), seed=2)]
    assert sum(verdict.effect != "niets" for verdict in verdicts) >= len(verdicts) / 2
    assert share(verdicts) >= 0.9, report(verdicts, seed=2)
    assert {verdict.layer for verdict in verdicts} >= {"voorbeeld", "toets"}


def test_every_rule_has_an_example_of_both_kinds(tried: Bench) -> None:
    """A rule that nothing in the city calls for says when it would: `ooit`."""
    kinds = {rule.id: {example.kind for example in rule.examples} for rule in tried.case.rulebook.rules}
    assert [name for name, found in kinds.items() if "niet" not in found or not found & {"wel", "ooit"}] == []
