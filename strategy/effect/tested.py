"""Which examples and tests come out otherwise after an edit, and which changes no test would notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from strategy.advice.advise import Outcome
from strategy.effect.counterfactual import Run
from strategy.effect.delta import Change
from strategy.effect.effect import Effect
from strategy.effect.rule_changes import KIND as RULE
from strategy.effect.rule_words import example_text
from strategy.effect.version import Version
from strategy.errors import InputError, Span
from strategy.rulebook.ast import Rule
from strategy.scenarios.files import read_scenarios
from strategy.testing.examples import run_examples
from strategy.testing.model import Verdict
from strategy.testing.read import parse_tests
from strategy.testing.run import run_tests

Sort = Literal["toets", "voorbeeld"]
Name = tuple[Sort, str, str]
"""What it is, of which rule or in which file, and what it says."""


@dataclass(frozen=True)
class Checked:
    """One test or example and what came of it; `advices` are those it is about."""

    verdict: Verdict
    span: Span
    advices: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Flip:
    """A test or example whose outcome is not what it was; `before` is None when it could not be run then."""

    sort: Sort
    about: str
    text: str
    before: Verdict | None
    after: Verdict
    span: Span


@dataclass(frozen=True)
class Tested:
    """What the tests of the new version say. `problem` is the first finding when they cannot be read."""

    flips: tuple[Flip, ...]
    total: int
    examples: Mapping[str, int]
    """Per changed rule how many examples it has."""
    unnoticed: tuple[Change, ...]
    """The changes behind some difference that no test or example is about."""
    problem: str = ""


@dataclass
class Tests:
    """Runs the tests of a new version on both versions; those of the old one once for the same texts."""

    old: Version
    run: Run
    _before: dict[tuple[tuple[str, str], ...], Mapping[Name, Checked]] = field(default_factory=dict)

    def of(self, effect: Effect) -> Tested:
        """What the tests and examples beside the new version say about an edit."""
        new = effect.comparison.new
        texts = tuple(new.test_texts.items())
        if texts not in self._before:
            self._before[texts] = dict(_checked(self.old, effect.old, new.test_texts, self.run))
        before = self._before[texts]
        problem = ""
        try:
            after = dict(_checked(new, effect.new, new.test_texts, self.run, strict=True))
        except InputError as error:
            problem = f"{error.findings[0].span} {error.findings[0].message}"
            after = dict(_checked(new, effect.new, {}, self.run))
        rules = {rule.id: rule for version in (self.old, new) for rule in version.rulebook.rules}
        changed = {_rule_name(change) for change in effect.changes if change.kind == RULE}
        flips = tuple(_flips(before, after))
        return Tested(
            flips=flips,
            total=len(after),
            examples={name: len(rules[name].examples) for name in sorted(changed) if name in rules},
            unnoticed=tuple(
                change for change in effect.changes if not _noticed(change, effect, flips, after, rules)
            ),
            problem=problem,
        )


def _checked(
    version: Version, outcome: Outcome, texts: Mapping[str, str], run: Run, strict: bool = False
) -> Iterator[tuple[Name, Checked]]:
    """Every example of a version and every test in `texts`, run on it.

    A file of tests that does not fit the version is left out, or with `strict` raises InputError.
    """
    for example in run_examples(version.rulebook.rules, outcome.trace):
        name: Name = ("voorbeeld", example.rule.id, example_text(example.example))
        yield name, Checked(example.verdict, example.example.span)
    for file, text in texts.items():
        try:
            scenarios = read_scenarios(version.scenario_texts)
            tests = parse_tests({file: text}, version.loaded, version.rulebook, scenarios)
            report = run_tests(outcome, tests, scenarios, run.engine)
        except InputError:
            if strict:
                raise
            continue
        for result in report.tests:
            about = frozenset(name for each in result.test.expectations for name in each.advices)
            yield ("toets", file, result.test.name), Checked(result.verdict, result.test.span, about)


def _flips(before: Mapping[Name, Checked], after: Mapping[Name, Checked]) -> Iterator[Flip]:
    for (sort, about, text), now in after.items():
        was = before.get((sort, about, text))
        if now.verdict != (was.verdict if was else "goed"):
            yield Flip(sort, about, text, was.verdict if was else None, now.verdict, now.span)


def _noticed(
    change: Change,
    effect: Effect,
    flips: Sequence[Flip],
    checked: Mapping[Name, Checked],
    rules: Mapping[str, Rule],
) -> bool:
    """Whether a change moves nothing, or some test or example is about what it moves."""
    items = effect.behind(change)
    moved = {item.difference.id for item in items}
    if not moved or any(moved & each.advices for each in checked.values()):
        return True
    if flips and len(effect.changes) == 1:
        return True
    flipped = {flip.about for flip in flips if flip.sort == "voorbeeld"}
    if any(cause.rule in flipped and change in cause.changes for item in items for cause in item.causes):
        return True
    logical = change.kind == RULE and change.path[:1] != ("punten",)
    return logical and _rule_name(change) in rules and bool(rules[_rule_name(change)].examples)


def _rule_name(change: Change) -> str:
    return str(change.new) if change.sort == "hernoemd" else change.item
