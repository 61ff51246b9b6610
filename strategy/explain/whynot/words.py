"""The conditions of an attempt in Dutch: what holds and where it stands, what fails and what is there instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.advice.identity import target_of
from strategy.explain.basis import fact_sentence, ground
from strategy.explain.whynot.nearest import Attempt, Bindings, Condition, below
from strategy.facts.types import ABSENT, ADVICE_TYPE, BASE_TYPES, Fact, Value
from strategy.inference.index import term_holds
from strategy.rulebook.ast import Compare, Const, OneOf, Pattern, Term, Var

DEEPEST = 3
"""How many rules deep a failing derived fact is followed."""


@dataclass(frozen=True)
class Line:
    """One condition: whether it holds, what it says, what is there instead, and where that stands ("" when nowhere)."""

    holds: bool
    text: str
    instead: str
    place: str
    nature: str
    depth: int
    rule: str = ""
    """The rule that would conclude this, when the lines below it belong to that rule."""


def lines(outcome: Outcome, attempt: Attempt, depth: int = 0) -> Iterator[Line]:
    """The conditions of an attempt in the order of its rule; below a failing derived fact those of its nearest rule."""
    bindings = dict(attempt.bindings)
    for condition in attempt.conditions:
        if condition.pattern is None:
            if not condition.holds:
                yield _different(outcome, attempt, condition, depth)
            continue
        if condition.holds:
            yield _holding(outcome, condition, bindings, depth)
            continue
        deeper = None
        if not condition.negated and condition.pattern.type not in BASE_TYPES and depth < DEEPEST:
            deeper = below(outcome.trace.rules, outcome.trace.index, condition.pattern, bindings)
        yield _failing(outcome, condition, bindings, depth, deeper.rule.id if deeper else "")
        if deeper is not None:
            yield from lines(outcome, deeper, depth + 1)


def _holding(outcome: Outcome, condition: Condition, bindings: Bindings, depth: int) -> Line:
    assert condition.pattern is not None
    if condition.fact is None:
        return Line(True, f"geen {pattern_text(outcome, condition.pattern, bindings)}", "", "", "", depth)
    place, nature = _place(outcome, condition.fact)
    return Line(True, said(outcome, condition.fact), "", place, nature, depth)


def _failing(outcome: Outcome, condition: Condition, bindings: Bindings, depth: int, rule: str) -> Line:
    pattern = condition.pattern
    assert pattern is not None
    if condition.negated:
        assert condition.fact is not None
        place, nature = _place(outcome, condition.fact)
        text = f"geen {pattern_text(outcome, pattern, bindings)}"
        return Line(False, text, said(outcome, condition.fact), place, nature, depth)
    text = pattern_text(outcome, pattern, bindings)
    if condition.instead is None or rule:
        return Line(False, text, "", "", "", depth, rule)
    place, nature = _place(outcome, condition.instead)
    return Line(False, text, _instead(outcome, condition, bindings), place, nature, depth)


def _instead(outcome: Outcome, condition: Condition, bindings: Bindings) -> str:
    """What the fields that do not fit hold now: all values, when only one field differs."""
    pattern, fact = condition.pattern, condition.instead
    assert pattern is not None and fact is not None
    index = outcome.trace.index
    wrong = [
        (name, at)
        for (at, term), (name, _) in zip(index.terms(pattern), pattern.terms, strict=True)
        if not term_holds(fact.values[at], term, bindings)
    ]
    if len(wrong) != 1:
        return said(outcome, fact)
    (name, at), others = wrong[0], [(i, t) for i, t in index.terms(pattern) if i != wrong[0][1]]
    alike = (
        other.values[at]
        for other in index.of_type(pattern.type)
        if all(term_holds(other.values[i], term, bindings) for i, term in others)
    )
    shown = [value_text(outcome, pattern, name, value) for value in dict.fromkeys(alike) if value != ABSENT]
    return ", ".join(shown) or f"geen {name}"


def _different(outcome: Outcome, attempt: Attempt, condition: Condition, depth: int) -> Line:
    assert condition.pair is not None
    one, other = condition.pair
    value = dict(attempt.bindings).get(one, "")
    domain = outcome.trace.domains[attempt.rule.id].get(one)
    shown = outcome.names.value(domain, value) if domain else str(value)
    return Line(False, f"{one} en {other} verschillen", f"allebei {shown}", "", "", depth)


def said(outcome: Outcome, fact: Fact) -> str:
    """A fact as a sentence; a derived fact field by field, an advice by its title."""
    if fact.type in BASE_TYPES:
        return fact_sentence(outcome.names, fact)
    if fact.type == ADVICE_TYPE.name:
        target, priority = target_of(fact)
        return f"advies: {outcome.names.title(target, (priority,))}"
    fields = zip(outcome.trace.types[fact.type].fields, fact.values, strict=True)
    parts = (
        f"{name} {outcome.names.value(domain, value)}" for (name, domain), value in fields if value != ABSENT
    )
    return f"{fact.type.replace('_', ' ')}: {', '.join(parts)}"


def pattern_text(outcome: Outcome, pattern: Pattern, bindings: Bindings) -> str:
    """What a pattern looks for, with the names of what is known: `gremium functie: gremium MRA, functie lobby`."""
    parts = [
        text if name == "id" else f"{name.replace('_', ' ')} {text}"
        for name, term in pattern.terms
        if (text := _term(outcome, pattern, name, term, bindings))
    ]
    subject = pattern.type.replace("_", " ")
    return f"{subject}: {', '.join(parts)}" if parts else subject


def value_text(outcome: Outcome, pattern: Pattern, field: str, value: Value) -> str:
    """A value of a field as users read it."""
    domain = outcome.trace.types[pattern.type].domain(field)
    return outcome.names.value(domain, value) if domain else str(value)


def _term(outcome: Outcome, pattern: Pattern, field: str, term: Term, bindings: Mapping[str, Value]) -> str:
    values: Iterable[Value]
    match term:
        case Var(name):
            values = (bindings[name],) if name in bindings else ()
        case Const(value):
            values = (value,)
        case OneOf(listed):
            values = listed
        case Compare(operator, number):
            return f"{operator} {number:g}"
    return " of ".join(value_text(outcome, pattern, field, value) for value in values)


def _place(outcome: Outcome, fact: Fact) -> tuple[str, str]:
    """Where a fact of the dossier stands and how hard it is; nothing for what was derived or computed."""
    if fact not in outcome.case.facts or not outcome.case.facts.evidence(fact).origins:
        return "", ""
    found = ground(outcome, fact)
    return f"{found.file}:{found.line}", found.nature
