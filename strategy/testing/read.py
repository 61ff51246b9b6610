"""What strategists expect of a dossier, and reading it from toetsen/*.yaml, with what stands beside the dossier."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from strategy.advice.advise import Outcome
from strategy.advice.model import BANDS, goals
from strategy.dossier.loader import Loaded
from strategy.dossier.reader import Reader
from strategy.dossier.word_lists import ATTITUDES
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar, Sequence, parse
from strategy.errors import Finding, InputError, KrachtenveldError, Span, quote, suggest
from strategy.explain.whynot import Attempt
from strategy.inference.port import Firing
from strategy.rulebook.ast import Example, Rule, Rulebook
from strategy.scenarios.changes import Overlay
from strategy.scenarios.files import BASE, Scenario, with_scenario
from strategy.scenarios.read import IDLE, OverlayReader

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
    note: str = field(default="", compare=False)
    """Why, in the words of who wrote it: another reason makes no other test."""

    __test__ = False  # not for pytest


@dataclass(frozen=True)
class ExampleResult:
    """An example of a rule, and the firing that fits it; `attempt` is the nearest miss when there is none.

    `excluded` are the vetoes against what the firing concludes; `strangers` the names in it that the dossier lacks.
    """

    rule: Rule
    example: Example
    verdict: Verdict
    firing: Firing | None
    attempt: Attempt | None
    excluded: tuple[Firing, ...] = ()
    strangers: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExpectationResult:
    """An expectation, and the actual value as text; of one that was missed also where it fell short, and in what."""

    expectation: Expectation
    verdict: Verdict
    actual: str
    attempt: Attempt | None = None
    excluded: tuple[Firing, ...] = ()
    outcome: Outcome | None = None


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


FILE_KEYS = ("onderwerp", "toelichting", "toetsen")
TEST_KEYS = ("toets", "toelichting", "scenario", "gegeven", "verwacht", "ooit")
EXPECTATIONS = ("wel", "niet", "band", "rang", "score", "houding", "volgorde")
_BOUND = re.compile(r"(<=|>=|<|>|=)?\s*([0-9]+(?:\.[0-9]+)?)")
_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "<=": lambda actual, bound: actual <= bound,
    ">=": lambda actual, bound: actual >= bound,
    "<": lambda actual, bound: actual < bound,
    ">": lambda actual, bound: actual > bound,
    "=": lambda actual, bound: actual == bound,
}


def parse_tests(
    texts: Mapping[str, str], loaded: Loaded, rulebook: Rulebook, known: Mapping[str, Scenario] | None
) -> tuple[Test, ...]:
    """The tests in these files (path → text). Raises InputError with every finding."""
    tests: list[Test] = []
    findings: list[Finding] = []
    for file, text in texts.items():
        reader = _TestReader(Reader(parse(text, file)), loaded, rulebook, known)
        tests.extend(reader.tests())
        findings.extend(reader.reader.findings)
    if findings:
        raise InputError(findings)
    return tuple(tests)


@dataclass
class _TestReader:
    reader: Reader
    loaded: Loaded
    rulebook: Rulebook
    scenarios: Mapping[str, Scenario] | None

    def tests(self) -> Iterator[Test]:
        node = self.reader.root("zet er toetsen in, of verwijder het")
        if node is None:
            return
        known = self._mapping(node, FILE_KEYS, "een toetsbestand begint met `toetsen:`")
        if known is not None:
            self.reader.text_behind(known, "onderwerp")
            self.reader.text_behind(known, "toelichting")
        listed = known.get("toetsen") if known else None
        hint = "begin elke toets met `- toets: wat u verwacht`"
        if known is not None and listed is None:
            self.reader.report(known.span, "ontbreekt", 'hier ontbreekt de sleutel "toetsen"', hint)
        elif listed is not None and not (isinstance(listed, Sequence) and listed.items):
            self.reader.unreadable(listed, "vorm", 'onder "toetsen" hoort een lijst van toetsen', hint)
        for item in listed.items if isinstance(listed, Sequence) else ():
            test = self._test(item)
            if test is not None:
                yield test

    def _test(self, node: Node) -> Test | None:
        known = self._mapping(node, TEST_KEYS, "een toets is een blok met sleutels")
        if known is None:
            return None
        name = self.reader.text_behind(known, "toets")
        expected = known.get("verwacht")
        for key in ("toets", "verwacht"):
            if known.get(key) is None:
                hint = "elke toets heeft `toets` en `verwacht`"
                self.reader.report(known.span, "ontbreekt", f'hier ontbreekt de sleutel "{key}"', hint)
        note = self.reader.text_behind(known, "toelichting")
        scenario = self.reader.text_behind(known, "scenario") or BASE
        under = self._under(scenario, known)
        overlay: Overlay = ()
        idle: tuple[Finding, ...] = ()
        if (given_node := known.get("gegeven")) is not None and under is not None:
            overlay, idle = self._given(given_node, under)
        before = len(self.reader.findings)
        expectations = tuple(self._expectations(expected)) if expected is not None else ()
        if expected is not None and not expectations and len(self.reader.findings) == before:
            message = "onder `verwacht` staat niets dat te toetsen is"
            self.reader.report(
                expected.span, "ontbreekt", message, "noem een advies, bijvoorbeeld `wel: [advies]`"
            )
        someday = self._yes(known.get("ooit"))
        return Test(name, scenario, overlay, expectations, someday, known.span, idle, note)

    def _given(self, node: Node, under: tuple[Loaded, Rulebook]) -> tuple[Overlay, tuple[Finding, ...]]:
        """The changes of a test, and apart from those what is so already: that does not make the test wrong."""
        reader = Reader(self.reader.file)
        overlay = OverlayReader(reader, *under).overlay(node)
        idle = tuple(finding for finding in reader.findings if finding.code == IDLE)
        self.reader.findings.extend(finding for finding in reader.findings if finding.code != IDLE)
        return overlay, idle

    def _under(self, scenario: str, node: MappingNode) -> tuple[Loaded, Rulebook] | None:
        """The dossier and rules on which the changes of a test are made; None when the scenario is wrong."""
        if scenario == BASE:
            return self.loaded, self.rulebook
        if self.scenarios is None:
            return None
        try:
            return with_scenario(scenario, self.scenarios, self.loaded, self.rulebook)
        except InputError as error:
            self.reader.findings.extend(error.findings)
        except KrachtenveldError as error:
            place = node.get("scenario")
            self.reader.report(
                place.span if place else node.span, "onbekend-scenario", error.message, error.hint
            )
        return None

    # ── what is expected ──────────────────────────────────────────────────────────────────────────

    def _expectations(self, node: Node) -> Iterator[Expectation]:
        known = self._mapping(node, EXPECTATIONS, "onder `verwacht` horen adviezen, per soort verwachting")
        for key, child in known.items if known else ():
            if key.text in ("wel", "niet"):
                present = key.text == "wel"
                for item in self._many(child):
                    if (name := self._advice(item)) is not None:
                        yield Expectation(key.text, (name,), key.text, _presence(present), item.span)
            elif key.text == "volgorde":
                yield from self._order(child)
            else:
                yield from self._values(key.text, child)

    def _order(self, node: Node) -> Iterator[Expectation]:
        items = self._many(node)
        names = tuple(name for item in items if (name := self._advice(item)) is not None)
        if len(items) < 2:
            message = "een volgorde noemt minstens twee adviezen, het sterkste eerst"
            self.reader.report(node.span, "vorm", message, "schrijf `volgorde: [advies, advies]`")
        elif len(names) == len(items):
            yield Expectation("volgorde", names, " ≥ ".join(names), bool, node.span)

    def _values(self, sort: str, node: Node) -> Iterator[Expectation]:
        if not isinstance(node, MappingNode):
            hint = f"schrijf `{sort}: {{advies: waarde}}`"
            self.reader.unreadable(node, "vorm", f"onder {quote(sort)} horen adviezen met een waarde", hint)
            return
        for key, child in node.items:
            name = self._advice(key)
            check = self._check(sort, child)
            if name is not None and check is not None and isinstance(child, Scalar):
                yield Expectation(sort, (name,), child.text, check, child.span)

    def _check(self, sort: str, node: Node) -> Callable[[Any], bool] | None:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        words = {"band": BANDS, "houding": ATTITUDES}.get(sort)
        if words is not None:
            if text in words:
                return lambda actual: actual == text
            hint = suggest(text, words) or f"kies uit: {', '.join(words)}"
            self.reader.report(node.span, "onbekende-waarde", f"{quote(text)} is geen {sort}", hint)
            return None
        match = _BOUND.fullmatch(text)
        if match is None:
            hint = 'schrijf een getal, of een grens zoals "<= 10"'
            self.reader.report(node.span, "getal", f"{quote(text)} is geen {sort}", hint)
            return None
        compare, bound = _COMPARE[match[1] or "="], float(match[2])
        return lambda actual: actual is not None and compare(actual, bound)

    def _advice(self, node: Node) -> str | None:
        if not isinstance(node, Scalar) or node.broken or not node.text:
            self.reader.unreadable(
                node, "vorm", "hier hoort de naam van een advies", "zie `krachtenveld advies`"
            )
            return None
        try:
            goals(node.text, self.loaded.names)
        except KrachtenveldError as error:
            self.reader.report(node.span, "onbekend-advies", error.message, error.hint)
            return None
        return node.text

    # ── small things ──────────────────────────────────────────────────────────────────────────────

    def _mapping(self, node: Node, keys: tuple[str, ...], message: str) -> MappingNode | None:
        if isinstance(node, MappingNode):
            return self.reader.recognised(node, keys)
        self.reader.unreadable(node, "vorm", message, f"kies uit: {', '.join(keys)}")
        return None

    def _many(self, node: Node) -> tuple[Node, ...]:
        return node.items if isinstance(node, Sequence) else (node,)

    def _yes(self, node: Node | None) -> bool:
        if node is None:
            return False
        if isinstance(node, Scalar) and node.text in ("ja", "nee"):
            return node.text == "ja"
        self.reader.unreadable(node, "onbekende-waarde", 'achter "ooit" hoort ja of nee', "schrijf ja of nee")
        return False


def _presence(present: bool) -> Callable[[Any], bool]:
    return lambda actual: (actual is not None) == present
