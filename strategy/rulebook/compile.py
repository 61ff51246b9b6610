"""From rule files to a checked rulebook, or every reason why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from strategy.dossier.yamltree import excerpt
from strategy.errors import Finding, InputError, Span
from strategy.facts.types import ADVICE_TYPE, BASE_TYPES
from strategy.rulebook.ast import Rule, Rulebook
from strategy.rulebook.check import RuleChecker, derived_types
from strategy.rulebook.parse import RuleParser
from strategy.rulebook.strata import layers


def compile_rules(texts: Mapping[str, str], instances: Mapping[str, Mapping[str, Span]]) -> Rulebook:
    """The rulebook in these files (path → text). `instances` are the names rules may not use.

    Raises InputError with every finding; a dossier without rules is one.
    """
    findings: list[Finding] = []
    rules: list[Rule] = []
    for file, text in texts.items():
        parser = RuleParser(file, text)
        rules.extend(parser.rules())
        findings.extend(parser.findings)
    if not rules and not findings:
        findings.append(
            Finding(Span("rules/"), "geen-regels", "het dossier heeft geen regels", "zet een .yaml-bestand met regels in rules/")
        )
    types = {**BASE_TYPES, ADVICE_TYPE.name: ADVICE_TYPE, **derived_types(rules)}
    lines = {file: text.splitlines() for file, text in texts.items()}

    def source_line(span: Span) -> str:
        return excerpt(lines.get(span.file, []), span.line)

    def locate(span: Span, word: str) -> Span:
        return _find(lines.get(span.file, []), span, word)

    findings.extend(RuleChecker(types, instances, source_line, locate).check(rules))
    findings.extend(_unknown_sources(rules, instances, source_line, locate))
    ordered, cycle = layers(rules) if not findings else ((), None)
    if cycle is not None:
        names = " → ".join(rule.id for rule in cycle.rules)
        span = cycle.rules[0].span
        findings.append(
            Finding(
                span, "kring", f"deze regels wachten op elkaar door een `niet` of `sluit_uit`: {names}",
                "haal de ontkenning weg, of laat haar over een feit gaan dat niet van deze regels afhangt",
                excerpt=source_line(span),
            )  # fmt: skip
        )
    if findings:
        raise InputError(findings)
    return Rulebook(tuple(rules), types, ordered)


def _unknown_sources(
    rules: Iterable[Rule],
    instances: Mapping[str, Mapping[str, Span]],
    source_line: Callable[[Span], str],
    locate: Callable[[Span, str], Span],
) -> Iterator[Finding]:
    for rule in rules:
        if rule.source and rule.source.document not in instances.get("document", {}):
            place = locate(rule.span, rule.source.document)
            yield Finding(
                place,
                "onbekend-document",
                f'er is geen bron "{rule.source.document}"',
                "voeg haar toe aan bronnen.yaml",
                excerpt=source_line(place),
            )


def _find(lines: list[str], span: Span, word: str) -> Span:
    """The first place of `word` at or after a span, within the same rule; the span itself when not found."""
    for number in range(span.line, min(span.line + 40, len(lines)) + 1):
        line = lines[number - 1]
        if number > span.line and line.lstrip().startswith("- regel:"):
            break
        column = line.find(word, span.column - 1 if number == span.line else 0)
        if column >= 0:
            return Span(span.file, number, column + 1, len(word))
    return span
