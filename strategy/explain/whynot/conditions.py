"""One rule held against the facts under given values: which conditions hold, which fail, and what is there instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from strategy.facts.types import ABSENT, Fact, Value
from strategy.inference.index import FactIndex, term_holds
from strategy.rulebook.ast import Const, Head, Pattern, Rule, Var

Bindings = Mapping[str, Value]


@dataclass(frozen=True)
class Condition:
    """A condition under bindings. `fact` is what matches it: what supports it, or for a failing `niet` what is in the way.

    `instead` is the fact most like what was looked for. For `anders`, `pattern` is None and `pair` the variables.
    """

    pattern: Pattern | None
    negated: bool
    holds: bool
    fact: Fact | None = None
    instead: Fact | None = None
    pair: tuple[str, str] | None = None


@dataclass(frozen=True)
class Attempt:
    """A rule, the values of its variables as far as they are known, and each of its conditions."""

    rule: Rule
    bindings: tuple[tuple[str, Value], ...]
    conditions: tuple[Condition, ...]
    distance: float

    @property
    def failing(self) -> tuple[Condition, ...]:
        return tuple(condition for condition in self.conditions if not condition.holds)


def attempt(rule: Rule, index: FactIndex, bindings: Bindings) -> Attempt:
    """A rule under these bindings; a condition with variables that have no value holds when any fact matches."""
    conditions = (
        *(_positive(pattern, index, bindings) for pattern in rule.positive),
        *(_negative(pattern, index, bindings) for pattern in rule.negative),
        *(
            Condition(
                None, False, one not in bindings or bindings[one] != bindings.get(other), pair=(one, other)
            )
            for one, other in rule.different
        ),
    )
    distance = sum(_distance(condition, index, bindings) for condition in conditions if not condition.holds)
    return Attempt(rule, tuple(sorted(bindings.items())), conditions, distance)


def unify(head: Head, fields: Iterable[tuple[str, Value]]) -> dict[str, Value] | None:
    """The variables of a head for which it concludes these field values; None when it cannot."""
    found: dict[str, Value] = {}
    for name, value in fields:
        term = head.term(name)
        if isinstance(term, Var) and value != ABSENT:
            if found.setdefault(term.name, value) != value:
                return None
        elif isinstance(term, Const):
            if term.value != value:
                return None
        elif (term is None) != (value == ABSENT):
            return None
    return found


def _positive(pattern: Pattern, index: FactIndex, bindings: Bindings) -> Condition:
    fact = next(index.matching(pattern, bindings), None)
    if fact is not None:
        return Condition(pattern, False, True, fact)
    return Condition(pattern, False, False, instead=_most_alike(pattern, index, bindings))


def _negative(pattern: Pattern, index: FactIndex, bindings: Bindings) -> Condition:
    known = all(name in bindings for name in pattern.variables)
    fact = next(index.matching(pattern, bindings), None) if known else None
    return Condition(pattern, True, fact is None, fact)


def _most_alike(pattern: Pattern, index: FactIndex, bindings: Bindings) -> Fact | None:
    """Of the facts about the same thing (a shared value of a variable) the one that differs in the fewest fields."""
    terms = index.terms(pattern)
    named = [(at, term) for at, term in terms if isinstance(term, Var) and term.name in bindings]
    if not named:
        return None
    alike = [
        fact
        for fact in index.of_type(pattern.type)
        if term_holds(fact.values[named[0][0]], named[0][1], bindings)
    ]
    return min(alike, key=lambda fact: _misfits(fact, pattern, index, bindings), default=None)


def _misfits(fact: Fact, pattern: Pattern, index: FactIndex, bindings: Bindings) -> int:
    return sum(not term_holds(fact.values[at], term, bindings) for at, term in index.terms(pattern))


def _distance(condition: Condition, index: FactIndex, bindings: Bindings) -> float:
    """How far a failing condition is from holding: the share of its fields that do not fit; 1 when nothing is near."""
    if condition.pattern is None or condition.instead is None:
        return 1.0
    return _misfits(condition.instead, condition.pattern, index, bindings) / max(
        1, len(condition.pattern.terms)
    )


def differing(condition: Condition, index: FactIndex, bindings: Bindings) -> Iterator[str]:
    """The fields in which the fact that is there instead differs from what was looked for."""
    if condition.pattern is None or condition.instead is None:
        return
    for (at, term), (name, _) in zip(index.terms(condition.pattern), condition.pattern.terms, strict=True):
        if not term_holds(condition.instead.values[at], term, bindings):
            yield name
