"""The way back: from a firing to the facts it used, and from there to the facts of the dossier.

Engines only report rules and bindings; which facts matched is worked out here, once and for both, so that
the trace cannot depend on the engine. Where a pattern leaves fields open, the first fact in ascending
order stands for all that match.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from strategy.facts.base import FactBase
from strategy.facts.types import ABSENT, Domain, Fact, FactType, Value
from strategy.inference.consequences import Vetoes, instantiate
from strategy.inference.port import Firing
from strategy.rulebook.ast import Compare, Const, OneOf, Pattern, Rule, Rulebook, Term, Var
from strategy.rulebook.check import variable_domains


class Trace:
    """What the firings of one run conclude, and on which facts each of them rests."""

    def __init__(self, rulebook: Rulebook, base: FactBase, firings: Iterable[Firing]) -> None:
        self.base = base
        self.types = rulebook.types
        self.rules: Mapping[str, Rule] = {rule.id: rule for rule in rulebook.rules}
        self.derived: dict[Fact, list[Firing]] = {}
        self.candidates: dict[Fact, list[Firing]] = {}
        self.counters: list[tuple[Firing, Fact]] = []
        self.fired: dict[str, int] = {}
        vetoes: list[tuple[Firing, Fact]] = []
        for firing in firings:
            head = self.rules[firing.rule].head
            concluded = instantiate(head, rulebook.types[head.type], dict(firing.bindings))
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

    @cached_property
    def _index(self) -> _Index:
        return _Index([*self.base, *self.derived, *self.valid])

    @cached_property
    def domains(self) -> Mapping[str, Mapping[str, Domain]]:
        """Per rule the kind of each of its variables."""
        return {name: variable_domains(rule, self.types) for name, rule in self.rules.items()}

    def premises(self, firing: Firing) -> tuple[Fact, ...]:
        """The facts a firing used, one per positive condition of its rule."""
        if firing not in self._premises:
            rule = self.rules[firing.rule]
            bindings = dict(firing.bindings)
            self._premises[firing] = tuple(
                self._index.first(pattern, self.types[pattern.type], bindings) for pattern in rule.positive
            )
        return self._premises[firing]

    def reasons(self, fact: Fact) -> tuple[Firing, ...]:
        """The firings that conclude a fact; empty for a fact of the dossier."""
        return tuple(self.derived.get(fact) or self.candidates.get(fact) or ())

    def grounds(self, firing: Firing) -> tuple[Fact, ...]:
        """The facts that stand in the dossier on which a firing rests, through all that was derived."""
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
        return tuple(found)


class _Index:
    """Facts by type, and by the value of each field, each list in ascending order."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._by_type: dict[str, list[Fact]] = {}
        self._by_value: dict[tuple[str, int, Value], list[Fact]] = {}
        for fact in sorted(facts, key=_order):
            self._by_type.setdefault(fact.type, []).append(fact)
            for position, value in enumerate(fact.values):
                self._by_value.setdefault((fact.type, position, value), []).append(fact)

    def first(self, pattern: Pattern, fact_type: FactType, bindings: Mapping[str, Value]) -> Fact:
        """The first fact that matches a pattern under bindings. Raises LookupError when none does."""
        names = fact_type.field_names
        terms = [(names.index(name), term) for name, term in pattern.terms]
        pools = [self._by_type.get(pattern.type, [])]
        for position, term in terms:
            if isinstance(term, Var):
                pools.append(self._by_value.get((pattern.type, position, bindings[term.name]), []))
            elif isinstance(term, Const):
                pools.append(self._by_value.get((pattern.type, position, term.value), []))
        for fact in min(pools, key=len):
            if all(_matches(fact.values[position], term, bindings) for position, term in terms):
                return fact
        raise LookupError(f"no fact matches {pattern.type} at {pattern.span}")


def _order(fact: Fact) -> tuple[str, tuple[tuple[bool, str, float], ...]]:
    return fact.type, tuple(
        (
            isinstance(value, str),
            value if isinstance(value, str) else "",
            0.0 if isinstance(value, str) else value,
        )
        for value in fact.values
    )


def _matches(value: Value, term: Term, bindings: Mapping[str, Value]) -> bool:
    if value == ABSENT:
        return False
    match term:
        case Var(name):
            return value == bindings[name]
        case Const(constant):
            return value == constant
        case OneOf(values):
            return value in values
        case Compare():
            return isinstance(value, int | float) and _compares(value, term)


def _compares(value: float, term: Compare) -> bool:
    return {
        "<": value < term.number,
        "<=": value <= term.number,
        ">": value > term.number,
        ">=": value >= term.number,
        "=": value == term.number,
        "!=": value != term.number,
    }[term.operator]
