"""Planting slips in the rules of a dossier, and watching which layer notices: controleer, an example, or a toets."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from strategy.advice.advise import Case, Outcome, advise, prepare
from strategy.errors import Finding, KrachtenveldError, Span
from strategy.facts.types_and_sentences import ADVICE_TYPE, BASE_TYPES
from strategy.inference.choose_engine import infer
from strategy.rulebook.ast import Rule, Rulebook
from strategy.rulebook.check import RuleChecker, derived_types
from strategy.rulebook.compile import layers
from strategy.scenarios.apply import apply
from strategy.scenarios.files import Scenario, with_scenario
from strategy.testing.read import Test
from strategy.testing.run import run_examples, run_tests
from strategy.workspace import read_workspace
from tests.testing.slips import Slip, slips

ENGINE = "clingo"
Layer = Literal["controleer", "voorbeeld", "toets", ""]
Effect = Literal["advies", "vuren", "niets"]
"""What a slip changes: the advice, or only which rules fire for what, or nothing on this dossier."""


@dataclass(frozen=True)
class Verdict:
    """A slip, the layer that noticed it ("" when none did), where, and what it changes."""

    slip: Slip
    layer: Layer
    by: str
    effect: Effect


@dataclass
class Bench:
    """A dossier with its tests, on which slips are tried one at a time."""

    case: Case
    tests: tuple[Test, ...]
    known: dict[str, Scenario]
    _noticed: Counter[str] = field(default_factory=Counter)
    """How often each test noticed something: what notices most is tried first."""

    def __post_init__(self) -> None:
        self._sound = advise(self.case, ENGINE)
        self._under: dict[str, Outcome] = {}

    def slips(self, count: int, seed: int) -> Iterator[Slip]:
        """Different slips that compile: a rule, a kind of slip and a slip, each drawn at random."""
        chance = random.Random(seed)
        types = self.case.rulebook.types
        by_rule = {rule.id: slips(rule, types) for rule in self.case.rulebook.rules}
        drawn: set[Slip] = set()
        while len(drawn) < count:
            found = by_rule[chance.choice(list(by_rule))]
            kind = chance.choice(sorted({slip.kind for slip in found}))
            slip = chance.choice([slip for slip in found if slip.kind == kind])
            if slip not in drawn and self._compiled(slip, examples=False)[0] is not None:
                drawn.add(slip)
                yield slip

    def plant(self, slip: Slip) -> Verdict:
        """Which layer notices a slip first."""
        rulebook, findings = self._compiled(slip, examples=True)
        if rulebook is None:
            return Verdict(slip, "controleer", f"{findings[0].span}: {findings[0].message}", "niets")
        try:
            outcome = advise(replace(self.case, rulebook=rulebook), ENGINE)
        except KrachtenveldError as error:
            return Verdict(slip, "controleer", error.message, "niets")
        effect = self._effect(outcome)
        by = self._example(slip, outcome)
        if by:
            return Verdict(slip, "voorbeeld", by, effect)
        by = self._test(slip, outcome)
        return Verdict(slip, "toets" if by else "", by, effect)

    def _compiled(self, slip: Slip, examples: bool) -> tuple[Rulebook | None, list[Finding]]:
        rules = tuple(
            _bare(slip.rule if rule.id == slip.rule.id else rule, examples)
            for rule in self.case.rulebook.rules
        )
        types = {**BASE_TYPES, ADVICE_TYPE.name: ADVICE_TYPE, **derived_types(rules)}
        checker = RuleChecker(types, self.case.loaded.names)
        findings = checker.check(rules)
        ordered, cycle = layers(rules)
        if cycle:
            findings.append(Finding(cycle[0].span, "kring", "deze regels wachten op elkaar"))
        return (None if findings else Rulebook(rules, types, ordered)), findings

    def _effect(self, outcome: Outcome) -> Effect:
        def given(each: Outcome) -> list[tuple[object, ...]]:
            return [(one.id, one.rank, one.score, one.band, one.target.attitude) for one in each.advices]

        if given(outcome) != given(self._sound):
            return "advies"
        return "niets" if set(outcome.trace.firings) == set(self._sound.trace.firings) else "vuren"

    def _example(self, slip: Slip, outcome: Outcome) -> str:
        own = [rule for rule in outcome.case.rulebook.rules if rule.id == slip.rule.id]
        others = [rule for rule in outcome.case.rulebook.rules if rule.id != slip.rule.id]
        results = run_examples([*own, *others], outcome.trace)
        wrong = next((result for result in results if result.verdict == "mis"), None)
        return f"{wrong.rule.id}, {_place(wrong.example.span)}" if wrong else ""

    def _test(self, slip: Slip, outcome: Outcome) -> str:
        rulebook = outcome.case.rulebook
        without = replace(rulebook, rules=tuple(_bare(rule, False) for rule in rulebook.rules))
        outcome = replace(outcome, case=replace(outcome.case, rulebook=without))
        for test in sorted(self.tests, key=lambda test: (bool(test.overlay), -self._noticed[test.name])):
            elsewhere = test.overlay or test.scenario
            if elsewhere and self._concludes_the_same(slip.rule, self._sound_under(test)):
                continue
            if run_tests(outcome, [test], self.known, ENGINE).count("mis"):
                self._noticed[test.name] += 1
                return f"{test.name} ({_place(test.span)})"
        return ""

    def _sound_under(self, test: Test) -> Outcome:
        """What is advised without slips, under the scenario and the changes of a test."""
        if test.name not in self._under:
            base = self.case
            loaded, rulebook = with_scenario(test.scenario, self.known, base.loaded, base.rulebook)
            loaded, rulebook = apply(test.overlay, loaded, rulebook)
            self._under[test.name] = advise(prepare(loaded, None, base.view.public_only, rulebook), ENGINE)
        return self._under[test.name]

    def _concludes_the_same(self, rule: Rule, sound: Outcome) -> bool:
        """Whether a rule with a slip concludes there what it did without: then no test can notice.

        It is tried by itself on all that holds there. Of a rule that rests on its own conclusions, that says
        nothing.
        """
        rules, trace = sound.case.rulebook.rules, sound.trace
        present = next((each for each in rules if each.id == rule.id), None)
        if present is None:
            return True
        if _rests_on_itself(rule, rules) or _rests_on_itself(present, rules):
            return False
        alone = Rulebook((rule,), sound.case.rulebook.types, ((rule,),))
        fired = infer(alone, (*trace.base, *trace.derived, *trace.valid), ENGINE).firings
        if set(fired) != {firing for firing in trace.firings if firing.rule == rule.id}:
            return False
        return not fired or _said(rule) == _said(present)


def bench(root: Path) -> Bench:
    """The bench of the dossier in `root`."""
    found = read_workspace(root)
    return Bench(prepare(found.loaded, rulebook=found.rulebook), found.tests, found.scenarios)


def share(verdicts: Sequence[Verdict]) -> float:
    """The share that some layer noticed, of the slips that change anything on this dossier.

    What a rule says of kinds that a city lacks, only another city can hold it to.
    """
    counting = [verdict for verdict in verdicts if verdict.layer or verdict.effect != "niets"]
    return sum(bool(verdict.layer) for verdict in counting) / len(counting)


def _bare(rule: Rule, examples: bool) -> Rule:
    return rule if examples else replace(rule, examples=())


def _said(rule: Rule) -> tuple[object, ...]:
    """What of a rule shows in the advice when it fires."""
    return rule.head.kind, rule.head.type, rule.head.terms, rule.points, rule.factor


def _rests_on_itself(rule: Rule, rules: Sequence[Rule]) -> bool:
    """Whether what a rule concludes can lead, through whatever rules, to what it asks for."""
    reached = {rule.head.type}
    while (
        more := {
            each.head.type
            for each in (rule, *rules)
            if any(pattern.type in reached for pattern in each.positive + each.negative)
        }
        - reached
    ):
        reached |= more
    return any(pattern.type in reached for pattern in rule.positive + rule.negative)


def _place(span: Span) -> str:
    return f"{span.file}:{span.line}"
