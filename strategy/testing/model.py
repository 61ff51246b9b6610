"""What strategists expect of a dossier, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from strategy.errors import Finding, Span
from strategy.explain.attempts import Attempt
from strategy.inference.port import Firing
from strategy.rulebook.ast import Example, Rule
from strategy.scenarios.changes import Overlay

Verdict = Literal["goed", "mis", "ooit", "vervuld"]
"""`ooit`: expected one day, and not yet so; `vervuld`: expected one day, and so already."""


@dataclass(frozen=True)
class Expectation:
    """One thing expected of the advice. `sort` is wel, niet, band, rang, score, houding or volgorde.

    `wanted` is what is expected, as written; `holds` decides for the actual value, None when there is no advice.
    """

    sort: str
    advices: tuple[str, ...]
    wanted: str
    holds: Callable[[Any], bool]
    span: Span


@dataclass(frozen=True)
class Test:
    """One test of toetsen/*.yaml: under which changes, what must be so."""

    name: str
    scenario: str
    overlay: Overlay
    expectations: tuple[Expectation, ...]
    someday: bool
    span: Span
    idle: tuple[Finding, ...] = ()
    """The changes that are no change any more, because the dossier has caught up with them."""

    __test__ = False  # not for pytest


@dataclass(frozen=True)
class ExampleResult:
    """An example of a rule, and the firing that fits it; `attempt` is the nearest miss when there is none.

    `excluded` are the vetoes against what the firing concludes.
    """

    rule: Rule
    example: Example
    verdict: Verdict
    firing: Firing | None
    attempt: Attempt | None
    excluded: tuple[Firing, ...] = ()


@dataclass(frozen=True)
class ExpectationResult:
    """An expectation, and the actual value as text."""

    expectation: Expectation
    verdict: Verdict
    actual: str
    attempt: Attempt | None = None
    excluded: tuple[Firing, ...] = ()


@dataclass(frozen=True)
class TestResult:
    """A test with the result of each expectation."""

    test: Test
    results: tuple[ExpectationResult, ...]

    __test__ = False  # not for pytest

    @property
    def verdict(self) -> Verdict:
        verdicts = {result.verdict for result in self.results}
        if self.test.someday:
            return "vervuld" if verdicts == {"vervuld"} else "ooit"
        return "mis" if "mis" in verdicts else "goed"


@dataclass(frozen=True)
class Coverage:
    """Rules by id: which have no example that fires or that does not, and which never fired."""

    without_positive: tuple[str, ...]
    without_negative: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """Everything one run of the tests found; `left_out` counts what names something internal, in public."""

    examples: tuple[ExampleResult, ...]
    tests: tuple[TestResult, ...]
    coverage: Coverage
    rules: int
    left_out: int = 0

    def count(self, verdict: Verdict) -> int:
        verdicts = [
            *(result.verdict for result in self.examples),
            *(result.verdict for result in self.tests),
        ]
        return verdicts.count(verdict)
