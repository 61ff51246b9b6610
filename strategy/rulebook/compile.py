"""From rule files to a checked rulebook, or every reason why not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from strategy.dossier.register import Register, words_of
from strategy.dossier.yamlsyntax import excerpt, lines_of
from strategy.errors import Finding, InputError, Span
from strategy.facts.types import ADVICE_TYPE, BASE_TYPES
from strategy.rulebook.ast import Rulebook
from strategy.rulebook.check import RuleChecker, derived_types
from strategy.rulebook.parse import RuleParser
from strategy.rulebook.strata import Cycle, layers

_RULE_START = re.compile(r"\s*- regel:")


def compile_rules(texts: Mapping[str, str], instances: Mapping[str, Mapping[str, Span]]) -> Rulebook:
    """The rulebook in these files (path → text). `instances` are the names rules may not use.

    Raises InputError with every finding; a dossier without rules is one.
    """
    rulebook, findings = check_rules(texts, Register(instances))
    if rulebook is None:
        raise InputError(findings)
    return rulebook


def check_rules(
    texts: Mapping[str, str], names: Register, lost: str = ""
) -> tuple[Rulebook | None, list[Finding]]:
    """The rulebook, or None and every finding. `lost` is the text of rule files that could not be read."""
    parsers = [RuleParser(file, text) for file, text in texts.items()]
    rules = [rule for parser in parsers for rule in parser.rules()]
    findings = [finding for parser in parsers for finding in parser.findings]
    if not texts and not lost:
        message = "het dossier heeft geen regels"
        findings.append(
            Finding(
                Span("rules/"), "geen-regels", message, "zet een .yaml-bestand met regels in de map rules"
            )
        )
    types = {**BASE_TYPES, ADVICE_TYPE.name: ADVICE_TYPE, **derived_types(rules)}
    lines = {file: lines_of(text) for file, text in texts.items()}

    def source_line(span: Span) -> str:
        return excerpt(lines.get(span.file, []), span.line)

    def locate(span: Span, *words: str) -> Span:
        return _find(lines.get(span.file, []), span, words)

    broken = {span for parser in parsers for span in parser.broken}
    missed = {
        word
        for text in (lost, *(text for parser in parsers for text in parser.lost))
        for word in words_of(text)
    }
    checker = RuleChecker(types, names.names, source_line, locate, broken, missed)
    findings.extend(checker.check(rules))
    findings.extend(names.unknown(reference for parser in parsers for reference in parser.references))
    ordered, cycle = layers(rules)
    if cycle is not None:
        findings.append(_cycle_finding(cycle, source_line(cycle.rules[0].span)))
    return (None, findings) if findings else (Rulebook(tuple(rules), types, ordered), findings)


def _cycle_finding(cycle: Cycle, line: str) -> Finding:
    names = [rule.id for rule in cycle.rules]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"
    if any(rule.head.kind == "sluit_uit" for rule in cycle.rules):
        message = f"uitsluiten gaat vóór adviseren, maar hier hangt uitsluiten van advies af: {listed}"
        hint = "laat een regel met `sluit_uit` alleen op feiten rusten, niet op `advies`"
    elif len(names) == 1:
        message = f"de regel {listed} ontkent met `niet` wat zij zelf concludeert"
        hint = "laat `niet` over een feit gaan dat niet van deze regel afhangt"
    else:
        message = f"deze regels wachten op elkaar door een `niet`: {listed}"
        hint = "haal de `niet` weg, of laat haar over een feit gaan dat niet van deze regels afhangt"
    return Finding(cycle.rules[0].span, "kring", message, hint, excerpt=line)


def _find(lines: Sequence[str], span: Span, words: Sequence[str]) -> Span:
    """The place of the last of `words`, each looked for after the one before and within the same rule.

    A word that is not there, because it is written otherwise, leaves the place of the one before.
    """
    found, column = span, span.column - 1
    for word in words:
        pattern = re.compile(rf"(?<![\w$-]){re.escape(word)}" + (r"(?![\w-])" if word[-1:].isalnum() else ""))
        for number in range(found.line, len(lines) + 1):
            line = lines[number - 1]
            if number > span.line and _RULE_START.match(line):
                break
            if match := pattern.search(line, column if number == found.line else 0):
                found, column = Span(span.file, number, match.start() + 1, max(1, len(word))), match.end()
                break
    return found
