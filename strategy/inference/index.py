"""Facts looked up by pattern: which facts match, given what some variables are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import eq, ge, gt, le, lt, ne

from strategy.facts.types import ABSENT, Fact, FactType, Value
from strategy.rulebook.ast import Compare, Const, OneOf, Pattern, Term, Var

_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "!=": ne,
}  # fmt: skip


class FactIndex:
    """Facts by type, and by the value of each field, each list in ascending order."""

    def __init__(self, types: Mapping[str, FactType], facts: Iterable[Fact]) -> None:
        self._types = types
        self._by_type: dict[str, list[Fact]] = {}
        self._by_value: dict[tuple[str, int], dict[Value, list[Fact]]] = {}
        self._firsts: dict[tuple[str, tuple[int, ...]], dict[tuple[Value, ...], Fact]] = {}
        for fact in _in_order(facts):
            self._by_type.setdefault(fact.type, []).append(fact)

    def of_type(self, name: str) -> list[Fact]:
        """All facts of one type."""
        return self._by_type.get(name, [])

    def first(self, pattern: Pattern, bindings: Mapping[str, Value]) -> Fact:
        """The first fact that matches a pattern under bindings. Raises LookupError when none does."""
        positions, values = [], []
        for position, term in self.terms(pattern):
            if isinstance(term, Var) and term.name in bindings:
                values.append(bindings[term.name])
            elif isinstance(term, Const):
                values.append(term.value)
            else:
                break
            positions.append(position)
        else:
            return self._first(pattern.type, tuple(positions))[tuple(values)]
        for fact in self.matching(pattern, bindings):
            return fact
        raise LookupError(f"no fact matches {pattern.type} at {pattern.span}")

    def _first(self, name: str, positions: tuple[int, ...]) -> dict[tuple[Value, ...], Fact]:
        """The first fact of a type by its values in some of its fields."""
        if (name, positions) not in self._firsts:
            found = self._firsts[name, positions] = {}
            for fact in self.of_type(name):
                found.setdefault(tuple(fact.values[position] for position in positions), fact)
        return self._firsts[name, positions]

    def matching(self, pattern: Pattern, bindings: Mapping[str, Value]) -> Iterator[Fact]:
        """The facts that match a pattern; a variable without a value matches any, the same one throughout."""
        terms = self.terms(pattern)
        for fact in min(self._pools(pattern, terms, bindings), key=len):
            if all(term_holds(fact.values[position], term, bindings) for position, term in terms) and _agrees(
                fact, terms
            ):
                yield fact

    def terms(self, pattern: Pattern) -> list[tuple[int, Term]]:
        """The terms of a pattern with the positions of their fields."""
        places = self._types[pattern.type].places
        return [(places[name], term) for name, term in pattern.terms]

    def _of_value(self, name: str, position: int, value: Value) -> list[Fact]:
        """All facts of one type with a value in one of its fields."""
        field = (name, position)
        if field not in self._by_value:
            found = self._by_value[field] = {}
            for fact in self.of_type(name):
                found.setdefault(fact.values[position], []).append(fact)
        return self._by_value[field].get(value, [])

    def _pools(
        self, pattern: Pattern, terms: Iterable[tuple[int, Term]], bindings: Mapping[str, Value]
    ) -> Iterator[list[Fact]]:
        yield self.of_type(pattern.type)
        for position, term in terms:
            if isinstance(term, Var) and term.name in bindings:
                yield self._of_value(pattern.type, position, bindings[term.name])
            elif isinstance(term, Const):
                yield self._of_value(pattern.type, position, term.value)


def term_holds(value: Value, term: Term, bindings: Mapping[str, Value]) -> bool:
    """Whether a value fits a term; an absent value fits none."""
    if value == ABSENT:
        return False
    match term:
        case Var(name):
            return name not in bindings or value == bindings[name]
        case Const(constant):
            return value == constant
        case OneOf(values):
            return value in values
        case Compare():
            return isinstance(value, int | float) and _COMPARISONS[term.operator](value, term.number)


def _agrees(fact: Fact, terms: Iterable[tuple[int, Term]]) -> bool:
    """Whether a variable that stands in two fields has one value."""
    seen: dict[str, Value] = {}
    for position, term in terms:
        if (
            isinstance(term, Var)
            and seen.setdefault(term.name, fact.values[position]) != fact.values[position]
        ):
            return False
    return True


def _in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Facts in ascending order: by type, and then value by value, numbers before words."""
    given = list(facts)
    values = sorted({value for fact in given for value in fact.values}, key=_order)
    rank = {value: place for place, value in enumerate(values)}
    return sorted(given, key=lambda fact: (fact.type, [rank[value] for value in fact.values]))


def _order(value: Value) -> tuple[bool, str, float]:
    return (True, value, 0.0) if isinstance(value, str) else (False, "", value)
