"""A third evaluator, as plain and slow as can be: what the engines are held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from strategy.facts.types_and_sentences import ABSENT, Fact, Value
from strategy.inference.port import Firing
from strategy.rulebook.ast import Compare, Const, OneOf, Pattern, Rule, Rulebook, Var

Bindings = dict[str, Value]


def evaluate(rulebook: Rulebook, facts: Iterable[Fact]) -> tuple[Firing, ...]:
    """Every layer until nothing changes; all facts are tried for every pattern."""
    known = set(facts)
    candidates: set[Fact] = set()
    vetoes: set[Fact] = set()
    fired: set[Firing] = set()
    for layer in rulebook.layers:
        while True:
            valid = {fact for fact in candidates if not any(excludes(veto, fact) for veto in vetoes)}
            before = len(fired)
            for rule in layer:
                for bindings in solutions(rule, known | valid, rulebook):
                    fired.add(Firing(rule.id, tuple(sorted(bindings.items()))))
                    if rule.head.kind == "feit":
                        known.add(conclusion(rule, bindings, rulebook))
                    elif rule.head.kind == "advies":
                        candidates.add(conclusion(rule, bindings, rulebook))
                    elif rule.head.kind == "sluit_uit":
                        vetoes.add(conclusion(rule, bindings, rulebook))
            if len(fired) == before:
                break
    return tuple(sorted(fired))


def excludes(veto: Fact, fact: Fact) -> bool:
    return all(want in (ABSENT, has) for want, has in zip(veto.values, fact.values, strict=True))


def conclusion(rule: Rule, bindings: Bindings, rulebook: Rulebook) -> Fact:
    values: list[Value] = []
    for field in rulebook.types[rule.head.type].field_names:
        term = rule.head.term(field)
        if term is None:
            values.append(ABSENT)
        elif isinstance(term, Const):
            values.append(term.value)
        else:
            values.append(bindings[term.name])
    return Fact(rule.head.type, tuple(values))


def solutions(rule: Rule, facts: set[Fact], rulebook: Rulebook) -> Iterator[Bindings]:
    def extend(bindings: Bindings, patterns: tuple[Pattern, ...]) -> Iterator[Bindings]:
        if not patterns:
            yield bindings
            return
        for fact in facts:
            wider = match(patterns[0], fact, bindings, rulebook)
            if wider is not None:
                yield from extend(wider, patterns[1:])

    for bindings in extend({}, rule.positive):
        if any(bindings[one] == bindings[other] for one, other in rule.different):
            continue
        if any(
            match(pattern, fact, bindings, rulebook) is not None
            for pattern in rule.negative
            for fact in facts
        ):
            continue
        yield bindings


def match(pattern: Pattern, fact: Fact, bindings: Mapping[str, Value], rulebook: Rulebook) -> Bindings | None:
    """The bindings, widened by what the pattern binds; None when the fact does not match."""
    if fact.type != pattern.type:
        return None
    names = rulebook.types[fact.type].field_names
    wider = dict(bindings)
    for field, term in pattern.terms:
        value = fact.values[names.index(field)]
        if isinstance(term, Const):
            ok = value == term.value
        elif isinstance(term, OneOf):
            ok = value in term.values
        elif isinstance(term, Compare):
            ok = not isinstance(value, str) and compare(value, term.operator, term.number)
        else:
            assert isinstance(term, Var)
            ok = value != ABSENT and wider.setdefault(term.name, value) == value
        if not ok:
            return None
    return wider


def compare(left: float, operator: str, right: float) -> bool:
    return {
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
        "=": left == right,
        "!=": left != right,
    }[operator]
