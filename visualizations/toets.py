"""The report of `toets`: what failed with the expected and the actual, what is not tested, and the totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from strategy.advice.advise import Outcome
from strategy.advice.wording import sentence
from strategy.dossier.files import is_borrowed
from strategy.errors import Span
from strategy.explain.whynot.conditions import Attempt
from strategy.explain.whynot.words import Line, lines
from strategy.inference.port import Firing
from strategy.testing.model import ExampleResult, ExpectationResult, Report, TestResult
from strategy.testing.run import NOT_GIVEN
from visualizations.output import MARK

_EXPECTED = {
    "wel": "de regel vuurt",
    "niet": "de regel vuurt niet",
    "ooit": "de regel vuurt nog niet",
}
VERSION = "1.1"


def report_text(outcome: Outcome, report: Report, everything: bool) -> str:
    """The whole report; with `everything` also what went well."""
    parts: list[str] = []
    for example in report.examples:
        if everything or example.verdict in ("mis", "vervuld"):
            parts.extend(_example(outcome, example))
    for test in report.tests:
        if everything or test.verdict in ("mis", "vervuld"):
            parts.extend(_test(outcome, test))
        for idle in test.test.idle:
            parts.append(f"LET OP {test.test.name}     {_place(idle.span)}")
            parts.append(f"      gegeven: {idle.message}; dat mag daar weg")
    if parts:
        parts.append("")
    parts.extend(_uncovered(report))
    if any(is_borrowed(rule.span.file) for rule in outcome.case.rulebook.rules):
        parts.append(
            "de regels zijn geleend; hun voorbeelden gaan over het dossier waar zij horen, en draaien daar"
        )
    parts.append(_totals(report))
    return "\n".join(parts) + "\n"


def _example(outcome: Outcome, result: ExampleResult) -> Iterator[str]:
    word = result.verdict.upper()
    yield f"{word:<5} {result.rule.id}: {_subject(outcome, result)}     {_place(result.example.span)}"
    if result.example.note:
        yield f"      {result.example.note}"
    if result.verdict == "vervuld":
        yield "      stond bij `ooit` en komt er nu uit: zet het bij `wel`"
        return
    yield f"      verwacht: {_EXPECTED[result.example.kind]}; kreeg: {_got(outcome, result)}"
    if result.verdict == "mis":
        yield from _explanation(outcome, result.attempt, result.excluded)


def _subject(outcome: Outcome, result: ExampleResult) -> str:
    domains = outcome.trace.domains[result.rule.id]
    shown = (
        f"{name} {outcome.names.value(domains[name], value) if name in domains else value}"
        for name, value in result.example.bindings
    )
    return ", ".join(shown)


def _got(outcome: Outcome, result: ExampleResult) -> str:
    if result.excluded:
        return "de regel vuurt, maar een andere sluit het uit"
    if result.firing is None:
        failing = len(result.attempt.failing) if result.attempt else 0
        return (
            f"zij vuurt niet ({_count(failing, 'voorwaarde faalt', 'voorwaarden falen')})"
            if failing
            else "zij vuurt niet"
        )
    text = sentence(outcome.trace, outcome.names, result.firing)
    return f"zij vuurt: {text}" if text else "zij vuurt"


def _test(outcome: Outcome, result: TestResult) -> Iterator[str]:
    yield f"{result.verdict.upper():<5} {result.test.name}     {_place(result.test.span)}"
    if result.verdict == "vervuld":
        yield "      was voor ooit en klopt nu: haal `ooit` weg"
    for expectation in result.results:
        mark = "✓" if expectation.verdict in ("goed", "vervuld") else "✗"
        yield f"    {mark} verwacht: {_wanted(expectation)}; kreeg: {expectation.actual}"
        if expectation.verdict == "mis":
            yield from _why(outcome, expectation)


def _why(outcome: Outcome, result: ExpectationResult) -> Iterator[str]:
    explained = list(_explanation(outcome, result.attempt, result.excluded))
    absent = result.actual == NOT_GIVEN and result.expectation.sort not in ("niet", "volgorde")
    if absent and result.verdict == "mis" and not explained:
        explained.append("        geen enkele regel kan tot dit advies komen")
    yield from explained


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
    yield f"        dichtstbij: {attempt.rule.id}     {attempt.rule.span.file}:{attempt.rule.span.line}"
    for line in lines(outcome, attempt):
        yield f"        {'  ' * line.depth}{line_text(line)}"


def line_text(line: Line) -> str:
    """One condition in one line: mark, text, what is there instead, and its place."""
    nature = f" ({line.nature})" if line.nature in ("oordeel", "aanname") else ""
    instead = f"   is: {line.instead}" if line.instead else ""
    via = f" (regel {line.rule})" if line.rule else ""
    place = f"   {line.place}" if line.place else ""
    return f"{'✓' if line.holds else '✗'} {line.text}{via}{instead}{nature}{place}"


def _uncovered(report: Report) -> Iterator[str]:
    found = report.coverage
    for names, text in (
        (found.without_positive, "zonder voorbeeld `wel`"),
        (found.without_negative, "zonder voorbeeld `niet`"),
        (found.silent, "vuurde nooit"),
    ):
        if names:
            yield f"{text}: {', '.join(names)}"


def _totals(report: Report) -> str:
    counts = [
        f"{report.count('goed')} goed",
        *(
            f"{report.count(verdict)} {verdict}"
            for verdict in ("mis", "vervuld", "ooit")
            if report.count(verdict)
        ),
    ]
    hidden = f" · {report.left_out} weggelaten, over wat intern is" if report.left_out else ""
    total = len(report.examples) + len(report.tests)
    fired = report.rules - len(report.coverage.silent)
    return (
        f"{_count(total, 'toets', 'toetsen')}: {', '.join(counts)} · "
        f"{_count(len(report.examples), 'voorbeeld', 'voorbeelden')} in regels, {len(report.tests)} in toetsen/ · {fired} van {report.rules} regels vuurden{hidden}"
    )


def report_data(outcome: Outcome, report: Report) -> dict[str, Any]:
    """The report as JSON data."""
    return {
        "gemaakt_met": MARK,
        "versie": VERSION,
        "voorbeelden": [_example_data(outcome, result) for result in report.examples],
        "toetsen": [_test_data(outcome, result) for result in report.tests],
        "zonder_wel": list(report.coverage.without_positive),
        "zonder_niet": list(report.coverage.without_negative),
        "vuurde_nooit": list(report.coverage.silent),
        "samenvatting": {verdict: report.count(verdict) for verdict in ("goed", "mis", "ooit", "vervuld")},
        "weggelaten": report.left_out,
    }


def _example_data(outcome: Outcome, result: ExampleResult) -> dict[str, Any]:
    return {
        "regel": result.rule.id,
        **_span(result.example.span),
        "soort": result.example.kind,
        "waarden": dict(result.example.bindings),
        "oordeel": result.verdict,
        "verwacht": _EXPECTED[result.example.kind],
        "kreeg": _got(outcome, result),
        "uitleg": list(_explanation(outcome, result.attempt, result.excluded))
        if result.verdict == "mis"
        else [],
    }


def _test_data(outcome: Outcome, result: TestResult) -> dict[str, Any]:
    return {
        "toets": result.test.name,
        **_span(result.test.span),
        "oordeel": result.verdict,
        "al_zo": [finding.message for finding in result.test.idle],
        "verwachtingen": [
            {
                "verwacht": _wanted(each),
                "kreeg": each.actual,
                "oordeel": each.verdict,
                "uitleg": list(_why(outcome, each)),
            }
            for each in result.results
        ],
    }


def _span(span: Span) -> dict[str, Any]:
    return {"bestand": span.file, "regelnummer": span.line}


def _place(span: Span) -> str:
    return f"{span.file}:{span.line}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
