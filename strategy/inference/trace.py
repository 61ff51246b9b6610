"""The way back: from a firing to the facts it used, and from there to the facts of the dossier; and facts looked up by pattern.

Engines only report rules and bindings; which facts matched is worked out here, once and for both, so that
the trace cannot depend on the engine. Where a pattern leaves fields open, the first fact in ascending
order stands for all that match.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from strategy.facts.fact_base import FactBase, grouped
from strategy.facts.types_and_sentences import ABSENT, Domain, Fact, FactType, Value
from strategy.inference.port import Conclusion, Firing, Vetoes, part_of
from strategy.rulebook.ast import Const, Pattern, Rule, Rulebook, Term, Var, term_holds
from strategy.rulebook.check import variable_domains

_Plan = tuple[Pattern, dict[tuple[Value, ...], list[Fact]], tuple[Var | Const, ...], list[tuple[int, Term]]]
"""The pattern, which must live as long as its `id` is used; facts by the values of the terms that follow; the other terms."""


class FactIndex:
    """Facts by type, and by their values in any of their fields, each list in ascending order."""

    def __init__(self, types: Mapping[str, FactType], facts: Iterable[Fact]) -> None:
        self.types = types
        self._by_values: dict[tuple[str, tuple[int, ...]], dict[tuple[Value, ...], list[Fact]]] = {}
        self._plans: dict[tuple[int | str, ...], _Plan] = {}
        self._unordered = grouped((fact.type, fact) for fact in facts)
        self._ordered: dict[str, list[Fact]] = {}

    def of_type(self, name: str) -> list[Fact]:
        """All facts of one type; put in order when they are first asked for."""
        if name not in self._ordered:
            self._ordered[name] = _in_order(self._unordered.pop(name, ()))
        return self._ordered[name]

    def first(self, pattern: Pattern, bindings: Mapping[str, Value]) -> Fact:
        """The first fact that matches a pattern under bindings. Raises LookupError when none does."""
        for fact in self.matching(pattern, bindings):
            return fact
        raise LookupError(f"no fact matches {pattern.type} at {pattern.span}")

    def matching(self, pattern: Pattern, bindings: Mapping[str, Value]) -> Iterator[Fact]:
        """The facts that match a pattern; a variable without a value matches any, the same one throughout."""
        _, table, known, others = self._plan(pattern, bindings)
        values = tuple([bindings[term.name] if isinstance(term, Var) else term.value for term in known])
        if ABSENT in values:
            return iter(())
        found = table.get(values, ())
        return (fact for fact in found if _fits(fact, others)) if others else iter(found)

    def _plan(self, pattern: Pattern, bindings: Mapping[str, Value]) -> _Plan:
        """How a pattern is looked up when these variables have a value; worked out once, as the same is asked thousands of times."""
        asked: tuple[int | str, ...] = (id(pattern), *bindings)
        if asked not in self._plans:
            known: list[tuple[int, Var | Const]] = []
            others: list[tuple[int, Term]] = []
            for place, term in self.terms(pattern):
                if isinstance(term, Const) or (isinstance(term, Var) and term.name in bindings):
                    known.append((place, term))
                else:
                    others.append((place, term))
            table = self._with(pattern.type, tuple([place for place, _ in known]))
            self._plans[asked] = pattern, table, tuple([term for _, term in known]), others
        return self._plans[asked]

    def terms(self, pattern: Pattern) -> list[tuple[int, Term]]:
        """The terms of a pattern with the positions of their fields."""
        places = self.types[pattern.type].places
        return [(places[name], term) for name, term in pattern.terms]

    def _with(self, name: str, places: tuple[int, ...]) -> dict[tuple[Value, ...], list[Fact]]:
        """The facts of one type by their values in some of its fields."""
        if (name, places) not in self._by_values:
            part = part_of(places)
            self._by_values[name, places] = grouped((part(fact.values), fact) for fact in self.of_type(name))
        return self._by_values[name, places]


def _fits(fact: Fact, terms: Iterable[tuple[int, Term]]) -> bool:
    """Whether the fields of a fact have what is asked of them, and a variable that stands in two of them one value."""
    seen: dict[str, Value] = {}
    for place, term in terms:
        value = fact.values[place]
        if not term_holds(value, term, seen):
            return False
        if isinstance(term, Var):
            seen[term.name] = value
    return True


def _in_order(facts: Collection[Fact]) -> list[Fact]:
    """Facts of one type in ascending order: value by value, numbers before words."""
    values = sorted({value for fact in facts for value in fact.values}, key=_numbers_first)
    rank = {value: place for place, value in enumerate(values)}
    return sorted(facts, key=lambda fact: [rank[value] for value in fact.values])


def _numbers_first(value: Value) -> tuple[bool, str, float]:
    return (True, value, 0.0) if isinstance(value, str) else (False, "", value)


class Trace:
    """What the firings of one run conclude, and on which facts each of them rests."""

    def __init__(self, rulebook: Rulebook, base: FactBase, firings: Iterable[Firing]) -> None:
        self.base = base
        self.firings = tuple(firings)
        self.types = rulebook.types
        self.rules: Mapping[str, Rule] = {rule.id: rule for rule in rulebook.rules}
        self.derived: dict[Fact, list[Firing]] = {}
        self.candidates: dict[Fact, list[Firing]] = {}
        self.counters: list[tuple[Firing, Fact]] = []
        self.fired: dict[str, int] = {}
        vetoes: list[tuple[Firing, Fact]] = []
        self._conclusions = {
            name: Conclusion(rule, rulebook.types[rule.head.type]) for name, rule in self.rules.items()
        }
        for firing in self.firings:
            head = self.rules[firing.rule].head
            concluded = self.concluded(firing)
            self.fired[firing.rule] = self.fired.get(firing.rule, 0) + 1
            match head.kind:
                case "feit":
                    self.derived.setdefault(concluded, []).append(firing)
                case "advies":
                    self.candidates.setdefault(concluded, []).append(firing)
                case "tegen":
                    self.counters.append((firing, concluded))
                case "sluit_uit":
                    vetoes.append((firing, concluded))
        self.vetoes = Vetoes(vetoes)
        self.valid = {fact for fact in self.candidates if not self.vetoes.against(fact)}
        self._premises: dict[Firing, tuple[Fact, ...]] = {}
        self._grounds: dict[Firing, tuple[Fact, ...]] = {}

    @cached_property
    def index(self) -> FactIndex:
        """Everything that holds: facts of the dossier, derived facts and valid advice."""
        return FactIndex(self.types, [*self.base, *self.derived, *self.valid])

    @cached_property
    def domains(self) -> Mapping[str, Mapping[str, Domain]]:
        """Per rule the kind of each of its variables."""
        return {name: variable_domains(rule, self.types) for name, rule in self.rules.items()}

    def concluded(self, firing: Firing) -> Fact:
        """What a firing concludes."""
        return self._conclusions[firing.rule].of(firing)

    def premises(self, firing: Firing) -> tuple[Fact, ...]:
        """The facts a firing used, one per positive condition of its rule."""
        if firing not in self._premises:
            rule = self.rules[firing.rule]
            bindings = dict(firing.bindings)
            self._premises[firing] = tuple(self.index.first(pattern, bindings) for pattern in rule.positive)
        return self._premises[firing]

    def reasons(self, fact: Fact) -> tuple[Firing, ...]:
        """The firings that conclude a fact; empty for a fact of the dossier."""
        return tuple(self.derived.get(fact) or self.candidates.get(fact) or ())

    def grounds(self, firing: Firing) -> tuple[Fact, ...]:
        """The facts that stand in the dossier on which a firing rests, through all that was derived; followed once."""
        if firing not in self._grounds:
            self._grounds[firing] = tuple(self._followed(firing))
        return self._grounds[firing]

    def _followed(self, firing: Firing) -> Iterable[Fact]:
        found: dict[Fact, None] = {}
        seen: set[Firing] = set()
        stack = [firing]
        while stack:
            current = stack.pop()
            if current in seen:
                continue
            seen.add(current)
            for fact in self.premises(current):
                if fact in self.base:
                    found.update(dict.fromkeys(self.base.grounds(fact)))
                else:
                    stack.append(self.reasons(fact)[0])
        return found
