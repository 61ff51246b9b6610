"""Running tests and the examples inside rules: the expected beside the actual."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, pairwise

from strategy.advice.advise import Case, Outcome, advise, prepare
from strategy.advice.model import Advice, goals
from strategy.advice.names import decimal
from strategy.dossier.files import is_borrowed
from strategy.dossier.loader import Loaded
from strategy.errors import Span
from strategy.explain.whynot import Attempt, nearest_miss, nearness, unify
from strategy.facts.types_and_sentences import ADVICE_TYPE, Domain, Value
from strategy.inference.choose_engine import Infer
from strategy.inference.port import Firing
from strategy.inference.trace import Trace
from strategy.rulebook.ast import Example, Rule
from strategy.rulebook.check import strangers
from strategy.scenarios.apply import apply
from strategy.scenarios.changes import POST, SUBJECTS, find
from strategy.scenarios.files import Scenario, for_outside, with_scenario
from strategy.testing.read import (
    Coverage,
    ExampleResult,
    Expectation,
    ExpectationResult,
    Report,
    Test,
    TestResult,
    Verdict,
)

NOT_GIVEN = "niet geadviseerd"


def run_tests(
    base: Outcome,
    tests: Iterable[Test],
    scenarios: Mapping[str, Scenario],
    engine: str,
    infers: Infer | None = None,
) -> Report:
    """The result of every example and every test that may be seen. Raises InputError when a scenario does not fit.

    Each test is run before the next is asked for, so that who gives them can stop in between.
    """
    case, rules = base.case, base.case.rulebook.rules
    runner = Runner(base, scenarios, engine, infers)
    examples = tuple(shown_examples(base))
    results, hidden = [], 0
    for test in tests:
        if shows_test(case, test, scenarios):
            results.append(runner.run(test))
        else:
            hidden += 1
    return Report(
        examples=examples,
        tests=tuple(results),
        coverage=coverage(rules, base.trace.fired),
        rules=len(rules),
        left_out=sum(len(rule.examples) for rule in rules) - len(examples) + hidden,
    )


def shown_examples(base: Outcome) -> Iterator[ExampleResult]:
    """The result of every example in the rules that may be seen."""
    case = base.case
    for result in run_examples(case.rulebook.rules, base.trace, case.loaded.names):
        if shows_example(case, result.example, base.trace.domains[result.rule.id]):
            yield result


@dataclass
class Runner:
    """Runs tests on a dossier, given its advice; what a scenario gives is worked out once."""

    base: Outcome
    scenarios: Mapping[str, Scenario]
    engine: str
    infers: Infer | None = None
    _outcomes: dict[str, Outcome] = field(default_factory=dict)

    @property
    def loaded(self) -> Loaded:
        return self.base.case.loaded

    def run(self, test: Test) -> TestResult:
        """The result of one test. Raises InputError when its scenario does not fit."""
        return results(self._outcome(test), test)

    def _outcome(self, test: Test) -> Outcome:
        if not test.overlay and test.scenario in self._outcomes:
            return self._outcomes[test.scenario]
        base: Case = self.base.case
        loaded, rulebook = with_scenario(test.scenario, self.scenarios, self.loaded, base.rulebook)
        if not test.overlay and loaded is self.loaded:
            return self._outcomes.setdefault(test.scenario, self.base)
        loaded, rulebook = apply(test.overlay, loaded, rulebook)
        own_day = loaded.dossier.header.reference_day != self.loaded.dossier.header.reference_day
        day = None if own_day else base.view.day
        outcome = advise(prepare(loaded, day, base.view.public_only, rulebook), self.engine, self.infers)
        if not test.overlay:
            self._outcomes[test.scenario] = outcome
        return outcome


def results(outcome: Outcome, test: Test) -> TestResult:
    """What a test says of an advice, which is that under the scenario and the changes of the test."""
    return TestResult(test, tuple(_results(outcome, test)))


def _results(outcome: Outcome, test: Test) -> Iterator[ExpectationResult]:
    given = {advice.id: advice for advice in outcome.advices}
    for expectation in test.expectations:
        advice = given.get(expectation.advices[0])
        if expectation.sort == "volgorde":
            right, actual = _ordered(given, expectation)
        else:
            value = _value(expectation.sort, advice)
            right, actual = expectation.holds(value), _actual(expectation.sort, advice)
        verdict: Verdict = "goed" if right else "mis"
        if test.someday:
            verdict = "vervuld" if right else "ooit"
        missing = advice is None and expectation.sort not in ("niet", "volgorde") and verdict == "mis"
        if missing:
            attempt, excluded = _why_not(outcome, expectation.advices[0])
            yield ExpectationResult(expectation, verdict, actual, attempt, excluded, outcome)
        else:
            yield ExpectationResult(expectation, verdict, actual)


def _value(sort: str, advice: Advice | None) -> object:
    if advice is None:
        return None
    return {
        "wel": advice.id,
        "niet": advice.id,
        "band": advice.band,
        "rang": advice.rank,
        "score": advice.score,
        "houding": advice.target.attitude,
    }[sort]


def _actual(sort: str, advice: Advice | None) -> str:
    if advice is None:
        return NOT_GIVEN
    match sort:
        case "rang":
            return f"{advice.rank}"
        case "score":
            return decimal(advice.score)
        case "houding":
            return advice.target.attitude
    return f"{advice.band}, rang {advice.rank}"


def _ordered(given: Mapping[str, Advice], expectation: Expectation) -> tuple[bool, str]:
    """Whether the scores never rise from the first advice to the last; if not, the first link that breaks.

    An advice that is not given breaks the order.
    """
    for name in expectation.advices:
        if name not in given:
            return False, f"{name} is {NOT_GIVEN}"
    for one, other in pairwise(expectation.advices):
        below, above = given[one].score, given[other].score
        if below < above:
            return False, f"{one} ({decimal(below, 2)}) blijft onder {other} ({decimal(above, 2)})"
    return True, "in deze volgorde"


def _why_not(outcome: Outcome, name: str) -> tuple[Attempt | None, tuple[Firing, ...]]:
    """The nearest miss of an advice that is not given, and what excludes it when every condition holds."""
    rules = outcome.case.rulebook.rules
    wanted = goals(name, outcome.case.loaded.names, rules)
    vetoed = [
        firing
        for fact in outcome.trace.candidates
        if fact not in outcome.trace.valid and any(goal.matches(fact.values) for goal in wanted)
        for firing in outcome.trace.vetoes.against(fact)
    ]
    attempts = [
        nearest_miss(rule, outcome.trace.index, given)
        for rule in rules
        for goal in wanted
        if goal.concluded_by(rule.head) and (given := unify(rule.head, goal.fields)) is not None
    ]
    best = min(attempts, key=nearness, default=None)
    return best, tuple(vetoed[:1])


_WHEN_IT_FIRES: Mapping[str, Verdict] = {"wel": "goed", "niet": "mis", "ooit": "vervuld"}
_WHEN_IT_DOES_NOT: Mapping[str, Verdict] = {"wel": "mis", "niet": "goed", "ooit": "ooit"}


def run_examples(
    rules: Iterable[Rule], trace: Trace, names: Mapping[str, Mapping[str, Span]] | None = None
) -> Iterator[ExampleResult]:
    """The result of every example, in the order of the rules.

    An example fits when the rule fires for its values and, if the rule advises, no veto excludes the advice. One with a
    name that is not among `names` tests nothing, whatever it expects; None when every name is known to be there.
    """
    by_rule: dict[str, list[Firing]] = {}
    for firing in trace.firings:
        by_rule.setdefault(firing.rule, []).append(firing)
    for rule in rules:
        for example in rule.examples:
            unknown = strangers(example, trace.domains[rule.id], names) if names is not None else ()
            if missing := tuple(str(value) for _, value in unknown):
                yield ExampleResult(rule, example, "mis", None, None, strangers=missing)
            else:
                yield _result(rule, example, trace, by_rule.get(rule.id, ()))


def coverage(rules: Iterable[Rule], fired: Mapping[str, int]) -> Coverage:
    """Which rules lack an example of either kind, and which never fired; borrowed rules have their examples at home."""
    every = tuple(rules)
    kinds = {
        rule.id: {example.kind for example in rule.examples}
        for rule in every
        if not is_borrowed(rule.span.file)
    }
    return Coverage(
        tuple(name for name, found in kinds.items() if "wel" not in found),
        tuple(name for name, found in kinds.items() if "niet" not in found),
        tuple(rule.id for rule in every if not fired.get(rule.id)),
    )


def fits(firing: Firing, wanted: Iterable[tuple[str, Value]]) -> bool:
    """Whether a firing has these values."""
    bindings = dict(firing.bindings)
    return all(bindings.get(name) == value for name, value in wanted)


def _result(rule: Rule, example: Example, trace: Trace, firings: Iterable[Firing]) -> ExampleResult:
    found = [firing for firing in firings if fits(firing, example.bindings)]
    against = {firing: _excluded(rule, trace, firing) for firing in found}
    counting = next((firing for firing in found if not against[firing]), None)
    if counting is not None:
        return ExampleResult(rule, example, _WHEN_IT_FIRES[example.kind], counting, None)
    verdict = _WHEN_IT_DOES_NOT[example.kind]
    if found:
        return ExampleResult(rule, example, verdict, found[0], None, against[found[0]])
    miss = nearest_miss(rule, trace.index, dict(example.bindings)) if verdict == "mis" else None
    return ExampleResult(rule, example, verdict, None, miss)


def _excluded(rule: Rule, trace: Trace, firing: Firing) -> tuple[Firing, ...]:
    if rule.head.kind != "advies":
        return ()
    return trace.vetoes.against(trace.concluded(firing))


Named = tuple[str, str]
"""A thing of the dossier: its kind and its name."""
_KINDS = ("thema", *(subject.kind for subject in SUBJECTS.values()))


def shows_example(case: Case, example: Example, domains: Mapping[str, Domain]) -> bool:
    """Whether an example of a rule, with variables of these domains, may be seen."""
    return _shows(case, ((domains[name].name, str(value)) for name, value in example.bindings))


def shows_test(case: Case, test: Test, scenarios: Mapping[str, Scenario]) -> bool:
    """Whether a test may be seen: what it expects, what it changes, and under which scenario."""
    if case.view.public_only and not for_outside(test.scenario, scenarios):
        return False
    return _shows(case, chain(_expected(case, test), _changed(test)))


def _shows(case: Case, named: Iterator[Named]) -> bool:
    if not case.view.public_only:
        return True
    found = (find(case.dossier, kind, name) for kind, name in named if kind in _KINDS)
    return not any(item.origin.internal for item in found if item)


def _expected(case: Case, test: Test) -> Iterator[Named]:
    for name in {name for expectation in test.expectations for name in expectation.advices}:
        for goal in goals(name, case.loaded.names, case.rulebook.rules):
            for key, value in goal.fields:
                domain = ADVICE_TYPE.domain(key)
                if domain is not None:
                    yield domain.name, str(value)


def _changed(test: Test) -> Iterator[Named]:
    for change in test.overlay:
        yield ("gremium", change.id.split("/")[0]) if change.kind == POST else (change.kind, change.id)
