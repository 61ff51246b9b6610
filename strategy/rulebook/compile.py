"""From rule files to a checked rulebook, or every reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from strategy.dossier.files import is_borrowed
from strategy.dossier.register import Register, all_of, words_of
from strategy.dossier.yamlsyntax import excerpt, lines_of, locate
from strategy.errors import Finding, InputError, Span
from strategy.facts.types import ADVICE_TYPE, BASE_TYPES
from strategy.rulebook.ast import Rule, Rulebook
from strategy.rulebook.check import RuleChecker, derived_types
from strategy.rulebook.parse import RuleParser, read_rules
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
    files = [read_rules(file, text) for file, text in texts.items()]
    parsers = [parser for _, parser in files]
    read = (rule for rules, _ in files for rule in rules)
    # an example speaks of the dossier it was written for; elsewhere even the same name is another priority or table
    rules = [replace(rule, examples=()) if is_borrowed(rule.span.file) else rule for rule in read]
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

    def place(span: Span, *words: str) -> Span:
        return locate(lines.get(span.file, []), span, words, stop=_RULE_START)

    broken = {span for parser in parsers for span in parser.broken}
    missed = {
        word
        for text in (lost, *(text for parser in parsers for text in parser.lost))
        for word in words_of(text)
    }
    checker = RuleChecker(types, names.names, source_line, place, broken, missed)
    findings.extend(checker.check(rules))
    references = [reference for parser in parsers for reference in parser.references]
    findings.extend(names.unknown((*references, *checker.references)))
    ordered, cycle = layers(rules)
    if cycle is not None:
        findings.append(_cycle_finding(cycle, source_line))
    return (None, findings) if findings else (Rulebook(tuple(rules), types, ordered), findings)


def add_rules(
    rulebook: Rulebook, added: Sequence[Rule], parser: RuleParser, names: Register
) -> tuple[Rulebook, list[Finding]]:
    """The rulebook with rules from elsewhere that `parser` read, and what is wrong with them.

    With findings the rulebook is not to be used. They all stand in the file of the parser: what an added rule
    makes wrong in another one, is told at the added rule.
    """
    lines = lines_of(parser.text)

    def source_line(span: Span) -> str:
        return excerpt(lines, span.line) if span.file == parser.file else ""

    def place(span: Span, *words: str) -> Span:
        return locate(lines, span, words, stop=_RULE_START) if span.file == parser.file else span

    every, active = (*rulebook.every, *added), (*rulebook.rules, *added)
    types = {**rulebook.types, **derived_types(every)}
    missed = {word for text in parser.lost for word in words_of(text)}
    checker = RuleChecker(types, names.names, source_line, place, parser.broken, missed)
    found = [*checker.check(every), *names.unknown(checker.references)]
    ordered, cycle = layers(active)
    if cycle is not None:
        found.append(_cycle_finding(cycle, source_line, parser.file))
    here = added[0].span
    findings = [*parser.findings, *names.unknown(parser.references)]
    for finding in found:
        if finding.span.file != parser.file:
            message = f"door deze regel klopt {finding.span} niet meer: {finding.message}"
            finding = replace(finding, span=here, message=message, excerpt=source_line(here))
        findings.append(finding)
    written = every if rulebook.written else ()
    return Rulebook(active, types, ordered, written), findings


def _cycle_finding(cycle: Cycle, source_line: Callable[[Span], str], file: str = "") -> Finding:
    """What to say of a cycle, at a rule in `file` when one of its rules stands there."""
    names = [rule.id for rule in cycle.rules]
    listed = all_of(names)
    vetoes = [rule for rule in cycle.rules if rule.head.kind == "sluit_uit"]
    if vetoes:
        message = f"uitsluiten gaat vóór adviseren, maar hier hangt uitsluiten van advies af: {listed}"
        hint = "laat een regel met `sluit_uit` alleen op feiten rusten, niet op `advies`"
    elif len(names) == 1:
        message = f"de regel {listed} ontkent met `niet` wat zij zelf concludeert"
        hint = "laat `niet` over een feit gaan dat niet van deze regel afhangt"
    else:
        message = f"deze regels wachten op elkaar door een `niet`: {listed}"
        hint = "haal de `niet` weg, of laat haar over een feit gaan dat niet van deze regels afhangt"
    blamed = vetoes or [rule for rule in cycle.rules if rule.negative] or list(cycle.rules)
    blamed = [rule for rule in cycle.rules if rule.span.file == file] or blamed
    return Finding(blamed[0].span, "kring", message, hint, excerpt=source_line(blamed[0].span))
