"""`toets`: what failed with the expected beside the actual, what is not tested, and the totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from strategy.advice.advise import Outcome
from strategy.advice.names import sentence
from strategy.dossier.defined_names import all_of, counted
from strategy.dossier.files import is_borrowed
from strategy.explain.whynot import Attempt, ConditionLine, condition_lines
from strategy.inference.port import Firing
from strategy.testing.read import ExampleResult, ExpectationResult, TestResult, Verdict
from strategy.testing.read import Report as Run
from visualizations.writers.report import Report
from visualizations.writers.shapes import (
    COUNT,
    PLACE,
    TEXT,
    VALUE,
    array,
    by_name,
    made_with,
    of_part,
    one_of,
    record_of,
)

_EXPECTED = {
    "wel": "de regel vuurt",
    "niet": "de regel vuurt niet",
    "ooit": "de regel vuurt nog niet",
}
_VERDICTS: tuple[Verdict, ...] = ("goed", "mis", "ooit", "vervuld")
_TOLD = ("mis", "vervuld")
"""What is told without being asked: these call for an act."""


def report_of_tests(outcome: Outcome, run: Run, everything: bool) -> Report:
    """One run of the tests of a dossier; with `everything` the screen also tells what went well."""
    return Report(lambda: _screen(outcome, run, everything), lambda: TESTS.write((outcome, run)))


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────


def _screen(outcome: Outcome, run: Run, everything: bool) -> str:
    parts = list(_results(outcome, run, everything))
    if parts:
        parts.append("")
    parts.extend(_uncovered(run))
    if any(is_borrowed(rule.span.file) for rule in outcome.case.rulebook.rules):
        parts.append(
            "de regels zijn geleend; hun voorbeelden gaan over het dossier waar zij horen, en draaien daar"
        )
    parts.append(_totals(run))
    return "\n".join(parts) + "\n"


def _results(outcome: Outcome, run: Run, everything: bool) -> Iterator[str]:
    for example in run.examples:
        if everything or example.verdict in _TOLD:
            yield from _example(outcome, example)
    for test in run.tests:
        if everything or test.verdict in _TOLD:
            yield from _test(test)
        for idle in test.test.idle:
            yield f"LET OP {test.test.name}     {idle.span.place}"
            yield f"      gegeven: {idle.message}; dat mag daar weg"


def _example(outcome: Outcome, result: ExampleResult) -> Iterator[str]:
    word = result.verdict.upper()
    yield f"{word:<5} {result.rule.id}: {_subject(outcome, result)}     {result.example.span.place}"
    if result.example.note:
        yield f"      {result.example.note}"
    if result.verdict == "vervuld":
        yield "      stond bij `ooit` en komt er nu uit: zet het bij `wel`"
        return
    yield f"      verwacht: {_EXPECTED[result.example.kind]}; kreeg: {_got(outcome, result)}"
    yield from _missed(outcome, result)


def _subject(outcome: Outcome, result: ExampleResult) -> str:
    domains = outcome.trace.domains[result.rule.id]
    shown = (
        f"{name} {outcome.names.value(domains[name], value) if name in domains else value}"
        for name, value in result.example.bindings
    )
    return ", ".join(shown)


def _got(outcome: Outcome, result: ExampleResult) -> str:
    if result.strangers:
        what = "een naam die er niet is" if len(result.strangers) == 1 else "namen die er niet zijn"
        return f"dit voorbeeld noemt {what}: {all_of(result.strangers)}"
    if result.excluded:
        return "de regel vuurt, maar een andere sluit het uit"
    if result.firing is None:
        failing = len(result.attempt.failing) if result.attempt else 0
        many = f" ({counted(failing, 'voorwaarde faalt', 'voorwaarden falen')})" if failing else ""
        return f"zij vuurt niet{many}"
    text = sentence(outcome.trace, outcome.names, result.firing)
    return f"zij vuurt: {text}" if text else "zij vuurt"


def _missed(outcome: Outcome, result: ExampleResult) -> Iterator[str]:
    """Why an example is not as it says; nothing when it is."""
    if result.verdict == "mis":
        yield from _explanation(outcome, result.attempt, result.excluded)


def _test(result: TestResult) -> Iterator[str]:
    yield f"{result.verdict.upper():<5} {result.test.name}     {result.test.span.place}"
    if result.verdict == "vervuld":
        yield "      was voor ooit en klopt nu: haal `ooit` weg"
    for expectation in result.results:
        mark = "✓" if expectation.verdict in ("goed", "vervuld") else "✗"
        yield f"    {mark} verwacht: {_wanted(expectation)}; kreeg: {expectation.actual}"
        yield from _why(expectation)


def _why(result: ExpectationResult) -> Iterator[str]:
    """Why an advice that should be there is not; nothing when it is."""
    if result.outcome is not None:
        explained = tuple(_explanation(result.outcome, result.attempt, result.excluded))
        yield from explained or ("        geen enkele regel kan tot dit advies komen",)


def _wanted(result: ExpectationResult) -> str:
    expectation = result.expectation
    match expectation.sort:
        case "wel":
            return f"advies {expectation.advices[0]}"
        case "niet":
            return f"geen advies {expectation.advices[0]}"
        case "volgorde":
            return f"volgorde {expectation.wanted}"
    return f"{expectation.sort} {expectation.wanted} voor {expectation.advices[0]}"


def _explanation(outcome: Outcome, attempt: Attempt | None, excluded: Iterable[Firing]) -> Iterator[str]:
    for firing in excluded:
        text = sentence(outcome.trace, outcome.names, firing)
        yield f"        uitgesloten door {firing.rule}: {text}"
    if attempt is None or not attempt.failing:
        return
    yield f"        dichtstbij: {attempt.rule.id}     {attempt.rule.span.place}"
    for line in condition_lines(outcome, attempt):
        yield f"        {'  ' * line.depth}{_condition(line)}"


def _condition(line: ConditionLine) -> str:
    """One condition in one line: mark, text, what is there instead, and its place."""
    nature = f" ({line.nature})" if line.nature in ("oordeel", "aanname") else ""
    instead = f"; nu: {line.instead}" if line.instead else ""
    via = f" (regel {line.rule})" if line.rule else ""
    place = f"   {line.place}" if line.place else ""
    return f"{'✓' if line.holds else '✗'} {line.text}{via}{instead}{nature}{place}"


def _uncovered(run: Run) -> Iterator[str]:
    found = run.coverage
    for names, text in (
        (found.without_positive, "zonder voorbeeld `wel`"),
        (found.without_negative, "zonder voorbeeld `niet`"),
        (found.silent, "vuurde nooit"),
    ):
        if names:
            yield f"{text}: {', '.join(names)}"


def _totals(run: Run) -> str:
    others = [(run.count(verdict), verdict) for verdict in ("mis", "vervuld", "ooit")]
    counts = [f"{run.count('goed')} goed", *(f"{number} {verdict}" for number, verdict in others if number)]
    hidden = f" · {run.left_out} weggelaten, over wat intern is" if run.left_out else ""
    total = len(run.examples) + len(run.tests)
    fired = run.rules - len(run.coverage.silent)
    return (
        f"{counted(total, 'toets', 'toetsen')}: {', '.join(counts)} · "
        f"{counted(len(run.examples), 'voorbeeld', 'voorbeelden')} in regels, {len(run.tests)} in toetsen/ · "
        f"{fired} van {run.rules} regels vuurden{hidden}"
    )


# ── data ──────────────────────────────────────────────────────────────────────────────────────────────

_NAMES = array(TEXT)
_VERDICT = one_of(*_VERDICTS)
_EXAMPLE = record_of(tuple[Outcome, ExampleResult])(
    regel=(TEXT, lambda of: of[1].rule.id),
    **of_part(lambda of: of[1].example.span, PLACE),
    soort=(one_of(*_EXPECTED), lambda of: of[1].example.kind),
    waarden=(by_name(VALUE), lambda of: of[1].example.bindings),
    oordeel=(_VERDICT, lambda of: of[1].verdict),
    verwacht=(one_of(*_EXPECTED.values()), lambda of: _EXPECTED[of[1].example.kind]),
    kreeg=(TEXT, lambda of: _got(*of)),
    uitleg=(_NAMES, lambda of: _missed(*of)),
)
_EXPECTATION = record_of(ExpectationResult)(
    verwacht=(TEXT, _wanted),
    kreeg=(TEXT, lambda of: of.actual),
    oordeel=(_VERDICT, lambda of: of.verdict),
    uitleg=(_NAMES, _why),
)
_TEST = record_of(TestResult)(
    toets=(TEXT, lambda of: of.test.name),
    **of_part(lambda of: of.test.span, PLACE),
    oordeel=(_VERDICT, lambda of: of.verdict),
    al_zo=(_NAMES, lambda of: [finding.message for finding in of.test.idle]),
    verwachtingen=(array(_EXPECTATION), lambda of: of.results),
)
TESTS = record_of(tuple[Outcome, Run])(
    **made_with("1.1"),
    voorbeelden=(array(_EXAMPLE), lambda of: [(of[0], each) for each in of[1].examples]),
    toetsen=(array(_TEST), lambda of: of[1].tests),
    zonder_wel=(_NAMES, lambda of: of[1].coverage.without_positive),
    zonder_niet=(_NAMES, lambda of: of[1].coverage.without_negative),
    vuurde_nooit=(_NAMES, lambda of: of[1].coverage.silent),
    samenvatting=(
        record_of(Run)(**{verdict: (COUNT, partial(Run.count, verdict=verdict)) for verdict in _VERDICTS}),
        lambda of: of[1],
    ),
    weggelaten=(COUNT, lambda of: of[1].left_out),
)
"""All of it, for programs."""
