"""From rule files to a checked rulebook in layers, or every reason why not.

Layers are the order in which rules can be evaluated: negation only over what is complete, vetoes before advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from strategy.dossier.defined_names import DefinedNames, all_of, words_of
from strategy.dossier.files import is_borrowed
from strategy.dossier.model import Trait
from strategy.dossier.yamltree import Places
from strategy.errors import Finding, InputError, Span, quote
from strategy.facts.fact_base import grouped
from strategy.facts.types_and_sentences import ADVICE_TYPE, BASE_TYPES, stated_types
from strategy.rulebook.ast import Const, Head, OneOf, Pattern, Rule, Rulebook
from strategy.rulebook.check import RuleChecker, all_types, stated
from strategy.rulebook.parse import PARTICLES, RuleParser, read_rules


def compile_rules(
    texts: Mapping[str, str],
    instances: Mapping[str, Mapping[str, Span]],
    traits: Mapping[str, Trait] = MappingProxyType({}),
) -> Rulebook:
    """The rulebook in these files (path → text), for a dossier with these characteristics of its own.

    `instances` are the names rules may not use.

    Raises InputError with every finding; a dossier without rules is one.
    """
    rulebook, findings, _ = check_rules(texts, DefinedNames(instances), traits=traits)
    if rulebook is None:
        raise InputError(findings)
    return rulebook


def check_rules(
    texts: Mapping[str, str],
    names: DefinedNames,
    lost: str = "",
    traits: Mapping[str, Trait] = MappingProxyType({}),
) -> tuple[Rulebook | None, list[Finding], Places]:
    """The rulebook, or None and every finding; and where rules stand. `lost` is the text of files that cannot be read."""
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
    known = stated_types(traits)
    types = all_types(rules, known)
    findings.extend(_taken(traits, names))
    places = Places.of(parser.file for parser in parsers)
    broken = {span for parser in parsers for span in parser.broken}
    missed = {
        word
        for text in (
            lost,
            *names.lost,
            *(name for name in names.names.get("kenmerk", ()) if name not in known),
            *(text for parser in parsers for text in parser.lost),
        )
        for word in words_of(text)
    }
    checker = RuleChecker(types, names.names, places, broken, missed)
    findings.extend(checker.check(rules))
    references = [reference for parser in parsers for reference in parser.references]
    findings.extend(names.unknown(references))
    ordered, cycle = layers(rules)
    if cycle:
        findings.append(_cycle_finding(cycle))
    rulebook = None if findings else Rulebook(tuple(rules), types, ordered)
    return rulebook, places.shown(findings), places


def _taken(traits: Mapping[str, Trait], names: DefinedNames) -> Iterator[Finding]:
    """The characteristics that are called as something is called that rules know already."""
    for name, trait in traits.items():
        if name in (*BASE_TYPES, ADVICE_TYPE.name, *PARTICLES):
            message = f"het kenmerk {quote(name)} heet zoals iets dat regels al kennen"
            place = names.names["kenmerk"].get(name, trait.origin.span)
            yield Finding(place, "dubbele-naam", message, "geef het kenmerk een andere naam")


def add_rules(
    rulebook: Rulebook, added: Sequence[Rule], parser: RuleParser, names: DefinedNames
) -> tuple[Rulebook, list[Finding]]:
    """The rulebook with rules from elsewhere that `parser` read, and what is wrong with them.

    With findings the rulebook is not to be used. They all stand in the file of the parser: what an added rule
    makes wrong in another one, is told at the added rule.
    """
    own = parser.file.path
    places = Places.of([parser.file])
    every, active = (*rulebook.every, *added), (*rulebook.rules, *added)
    types = all_types(every, stated(rulebook.types))
    missed = {word for text in parser.lost for word in words_of(text)}
    checker = RuleChecker(types, names.names, places, parser.broken, missed)
    found = checker.check(every)
    ordered, cycle = layers(active)
    if cycle:
        found.append(_cycle_finding(cycle, own))
    here = added[0].span
    findings = [*parser.findings, *names.unknown(parser.references)]
    for finding in found:
        if finding.span.file != own:
            message = f"door deze regel klopt {finding.span} niet meer: {finding.message}"
            finding = replace(finding, span=here, message=message)
        findings.append(finding)
    written = every if rulebook.written else ()
    return Rulebook(active, types, ordered, written), places.shown(findings)


def _cycle_finding(cycle: Sequence[Rule], file: str = "") -> Finding:
    """What to say of a cycle, at a rule in `file` when one of its rules stands there."""
    names = [rule.id for rule in cycle]
    listed = all_of(names)
    vetoes = [rule for rule in cycle if rule.head.kind == "sluit_uit"]
    if vetoes:
        message = f"uitsluiten gaat vóór adviseren, maar hier hangt uitsluiten van advies af: {listed}"
        hint = "laat een regel met `sluit_uit` alleen op feiten rusten, niet op `advies`"
    elif len(names) == 1:
        message = f"de regel {listed} ontkent met `niet` wat zij zelf concludeert"
        hint = "laat `niet` over een feit gaan dat niet van deze regel afhangt"
    else:
        message = f"deze regels wachten op elkaar door een `niet`: {listed}"
        hint = "haal de `niet` weg, of laat haar over een feit gaan dat niet van deze regels afhangt"
    blamed = vetoes or [rule for rule in cycle if rule.negative] or list(cycle)
    blamed = [rule for rule in cycle if rule.span.file == file] or blamed
    return Finding(blamed[0].span, "kring", message, hint)


VETO = "sluit_uit"


def layers(rules: Sequence[Rule]) -> tuple[tuple[tuple[Rule, ...], ...], tuple[Rule, ...]]:
    """Layers of rules in order of evaluation, or rules that depend on each other so that no order works.

    They do so through a negation or a veto.

    The nodes are fact types; advice is told apart by its `soort`, so that one kind of advice may follow
    from another. Rules that feed each other positively share a layer and are repeated to a fixpoint.
    """
    awaited = _dependencies(rules)
    before = {node: _all_before(node, awaited) for node in awaited}
    depth: dict[str, int] = {}
    broken: dict[str, set[str]] = {}
    for node in sorted(awaited, key=lambda node: len(before[node] | {node})):
        circle = {node, *(other for other in before[node] if node in before[other])}
        outside = (start for member in circle for start in awaited[member] if start not in circle)
        depth[node] = max((depth[start] + 1 for start in outside), default=0)
        if any(negative and start in circle for start, negative in awaited[node].items()):
            broken[node] = circle
    if broken:
        return (), _cycle(rules, broken[min(broken, key=depth.__getitem__)])
    levels = grouped((depth[head_node(rule.head)], rule) for rule in rules)
    return tuple(tuple(levels[level]) for level in sorted(levels)), ()


def head_node(head: Head) -> str:
    """The node of the dependency graph that a rule with this head feeds."""
    if head.kind in (VETO, "tegen"):
        return head.kind
    if head.kind == "advies":
        sort = head.term("soort")
        return f"advies/{sort.value}" if isinstance(sort, Const) else "advies"
    return head.type


def _dependencies(rules: Sequence[Rule]) -> Mapping[str, Mapping[str, bool]]:
    """Per node what it waits for, and whether until none of that can come any more: for a negation or a veto."""
    awaited: dict[str, dict[str, bool]] = {}

    def edge(start: str, end: str, negative: bool) -> None:
        awaited.setdefault(start, {})
        known = awaited.setdefault(end, {})
        known[start] = negative or known.get(start, False)

    advice = sorted({head_node(rule.head) for rule in rules if rule.head.kind == "advies"})
    for node in advice:
        edge(VETO, node, negative=True)
    for rule in rules:
        target = head_node(rule.head)
        awaited.setdefault(target, {})
        for patterns, negative in ((rule.positive, False), (rule.negative, True)):
            for pattern in patterns:
                for source in _read(pattern, advice):
                    edge(source, target, negative)
    return awaited


def _all_before(node: str, awaited: Mapping[str, Iterable[str]]) -> set[str]:
    """All that a node waits for, in one step or more: itself too, when it is in a circle."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        new = set(awaited[waiting.pop()]) - found
        found |= new
        waiting.extend(new)
    return found


def _read(pattern: Pattern, advice: Iterable[str]) -> Iterable[str]:
    if pattern.type != ADVICE_TYPE.name:
        return (pattern.type,)
    sort = pattern.term("soort")
    named = (sort.value,) if isinstance(sort, Const) else sort.values if isinstance(sort, OneOf) else None
    return tuple(advice) if named is None else tuple(f"advies/{name}" for name in named)


def _cycle(rules: Sequence[Rule], members: Iterable[str]) -> tuple[Rule, ...]:
    inside = set(members)
    advice = sorted(member for member in inside if member.startswith("advies"))
    return tuple(rule for rule in rules if head_node(rule.head) in inside and _awaits(rule, inside, advice))


def _awaits(rule: Rule, inside: Iterable[str], advice: Iterable[str]) -> bool:
    """Whether a rule waits for something inside a cycle; every advice waits for the vetoes."""
    if rule.head.kind == "advies" and VETO in inside:
        return True
    return any(
        source in inside for pattern in (*rule.positive, *rule.negative) for source in _read(pattern, advice)
    )
