"""The way back: from a firing to the facts it used, and from there to the facts of the dossier.

Engines only report rules and bindings; which facts matched is worked out here, once and for both, so that
the trace cannot depend on the engine. Where a pattern leaves fields open, the first fact in ascending
order stands for all that match.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from strategy.facts.base import FactBase
from strategy.facts.types import Domain, Fact
from strategy.inference.index import FactIndex
from strategy.inference.port import Conclusion, Firing, Vetoes
from strategy.rulebook.ast import Rule, Rulebook
from strategy.rulebook.check import variable_domains


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
