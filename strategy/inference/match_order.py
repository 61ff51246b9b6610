"""In which order rules are matched: stage by stage, and within a rule condition by condition; and which rules cost too much to run.

A session sees one stage (one layer, or several that can go together) at a time. Negated facts are complete
before it starts, as they come from earlier layers; facts that a stage derives for itself go back into the same
session until nothing is new. What follows from a match is concluded here, so that a session only matches.

Of conditions the costs are judged by the facts. durable-rules joins in the order that it is given, and plain Python in the
order that is best by the facts it has then.
clingo chooses an order by itself, from the number of facts alone. Two patterns that share nothing but a word from a
short list (a level, a kind) look cheap to it, and at 100,000 facts that join is what the time goes to. Only rules where
that threatens get an order; the rest is left to clingo, which is quicker without.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import combinations
from typing import Protocol

from strategy.facts.fact_base import grouped
from strategy.facts.types_and_sentences import Fact, FactType, Value
from strategy.inference.port import (
    CONNECT_HINT,
    Conclusion,
    EngineFailure,
    Firing,
    TooHeavy,
    Vetoes,
    thousands,
    too_many,
)
from strategy.rulebook.ast import Const, Pattern, Rule, Rulebook, Var, term_holds

WORTH_ORDERING = 20_000
"""Below this many rows in the worst pair, no order can make a difference that anyone notices."""
TIMES_WORSE = 4.0
SURELY_TOO_MANY = 10
"""An estimate may be off, but not by so much that ten times the limit is fine after all."""


class Orders(ABC):
    """In which order to join patterns, by how many facts each matches and how many values its fields have."""

    @abstractmethod
    def rows(self, pattern: Pattern) -> float:
        """How many facts a pattern alone matches."""

    @abstractmethod
    def joined(self, rows: float, bound: set[str], pattern: Pattern) -> float:
        """How many rows are left when rows with bound variables meet a pattern."""

    def best(
        self, patterns: Sequence[Pattern], firsts: Iterable[Pattern]
    ) -> tuple[tuple[Pattern, ...], float]:
        """The order in which fewest rows arise on the way, from one of `firsts`, and the most rows on that way."""
        best, least = tuple(patterns), math.inf
        for first in firsts:
            ordered, most = self._greedy(patterns, first, least)
            if most < least:
                best, least = ordered, most
        return best, least

    def _greedy(
        self, patterns: Sequence[Pattern], first: Pattern, enough: float
    ) -> tuple[tuple[Pattern, ...], float]:
        """From a first pattern always the one that leaves fewest rows; not to the end when there are `enough` on the way."""
        left = list(patterns)
        left.remove(first)
        ordered, bound, rows = [first], set(first.variables), self.rows(first)
        most = rows
        while left and most < enough:
            rows, index = min(
                (self.joined(rows, bound, pattern), index) for index, pattern in enumerate(left)
            )
            most = max(most, rows)
            ordered.append(left.pop(index))
            bound.update(ordered[-1].variables)
        return tuple(ordered), most


class Estimates(Orders):
    """Sizes of types and numbers of distinct values per domain, counted in the given facts.

    Derived types have no facts yet: they are taken to hold four for each value of their widest field.
    """

    def __init__(self, types: Mapping[str, FactType], facts: Iterable[Fact]) -> None:
        self._types = types
        given = Counter[str]()
        values: dict[str, set[Value]] = {}
        columns = {
            name: [values.setdefault(domain.name, set()) for _, domain in type_.fields]
            for name, type_ in types.items()
        }
        for fact in facts:
            given[fact.type] += 1
            for column, value in zip(columns.get(fact.type, ()), fact.values, strict=False):
                column.add(value)
        self._distinct = {name: max(1, len(seen)) for name, seen in values.items()}
        self._size = {
            name: float(
                given[name] or 4 * max((self._distinct[domain.name] for _, domain in type_.fields), default=1)
            )
            for name, type_ in types.items()
        }

    def rows(self, pattern: Pattern) -> float:
        rows = self._size[pattern.type]
        for field, term in pattern.terms:
            if isinstance(term, Const):
                rows /= self.distinct(pattern, field)
            elif not isinstance(term, Var):
                rows /= 2.0
        return rows

    def joined(self, rows: float, bound: set[str], pattern: Pattern) -> float:
        rows *= self.rows(pattern)
        for field, term in pattern.terms:
            if isinstance(term, Var) and term.name in bound:
                rows /= self.distinct(pattern, field)
        return rows

    def distinct(self, pattern: Pattern, field: str) -> int:
        """How many values there are in a field of what a pattern matches."""
        domain = self._types[pattern.type].domain(field)
        return self._distinct[domain.name] if domain else 1

    def order(self, rule: Rule) -> tuple[Pattern, ...]:
        """The order to join a rule's patterns in; empty when clingo may as well choose for itself."""
        pairs = [
            (one, other)
            for one, other in combinations(rule.positive, 2)
            if len(rule.positive) > 2 and set(one.variables) & set(other.variables)
        ]
        worst = max(
            (self.joined(self.rows(one), set(one.variables), other) for one, other in pairs), default=0.0
        )
        if worst < WORTH_ORDERING:
            return ()
        ordered, most = self.best(rule.positive, rule.positive)
        return ordered if worst > TIMES_WORSE * most else ()

    def combinations(self, rule: Rule) -> float:
        """How many combinations of facts may be expected to meet the patterns of a rule, its absences left aside."""
        rows, bound = 1.0, set[str]()
        for pattern in rule.positive:
            rows = self.joined(rows, bound, pattern)
            bound.update(pattern.variables)
        return rows


def join_order(patterns: Sequence[Pattern], sizes: Mapping[str, int]) -> tuple[Pattern, ...]:
    """Most selective first, then always the most selective of those that share a variable with what is there.

    A constant is taken to leave one fact in four, a shared variable one in eight: measured as good as any other
    guess on a real rulebook, where the order hardly matters as long as patterns are connected.
    """
    names = [frozenset(pattern.variables) for pattern in patterns]
    size = [
        sizes.get(pattern.type, 0) / 4.0 ** sum(not isinstance(term, Var) for _, term in pattern.terms)
        for pattern in patterns
    ]
    left = list(range(len(patterns)))
    ordered: list[Pattern] = []
    bound: set[str] = set()

    def cost(index: int) -> tuple[bool, float, int]:
        shared = len(bound & names[index])
        return not shared, size[index] / 8.0**shared, index

    while left:
        best = min(left, key=cost)
        left.remove(best)
        ordered.append(patterns[best])
        bound |= names[best]
    return tuple(ordered)


def suspected_rule(
    rulebook: Rulebook, facts: Iterable[Fact], limit: int, failure: EngineFailure
) -> EngineFailure:
    """The failure of the last engine that could be tried, with the rule that it may be due to, when one stands out.

    That is the rule with most combinations, if far above the limit. It is an estimate, and no count of what fires.
    """
    estimates = Estimates(rulebook.types, facts)
    rule = max(rulebook.rules, key=estimates.combinations, default=None)
    if rule is None or (expected := estimates.combinations(rule)) < SURELY_TOO_MANY * limit:
        return failure
    return TooHeavy(
        f"{failure.message.removesuffix('.')}. Dat komt vermoedelijk door regel '{rule.id}', waarvan de "
        f"patronen samen naar schatting {thousands(round(expected))} combinaties hebben",
        CONNECT_HINT,
        rule.id,
    )


Match = tuple[Rule, tuple[Value, ...]]
"""A rule and the values of `rule.variables`, in that order."""


class Session(Protocol):
    """What an engine makes of the rules of one stage: it matches patterns, absences and differences, and no more."""

    def feed(self, facts: Sequence[Fact]) -> Iterator[Match]:
        """More facts, none of which it had, and every match that is new with them; more than once is no harm."""
        ...

    def close(self) -> None: ...


Opened = Callable[[Sequence[Rule], Mapping[str, int]], Session]
"""Begins a session for rules, told how many facts of each type there are at the start."""


def run_layers(
    rulebook: Rulebook, facts: Iterable[Fact], opened: Opened, limit: int
) -> dict[str, set[tuple[Value, ...]]]:
    """Per rule id the distinct values of its variables. Raises TooManyFirings above `limit` firings, and EngineFailure
    when what a stage denies still grows in it.

    A layer may derive facts of a type that it denies, as long as the denied pattern cannot match them: advice of one
    kind may follow from the absence of another kind.
    """
    state = _State(rulebook, facts, limit)
    known_vetoes, vetoes = 0, Vetoes(())
    for layer in stages(rulebook.layers):
        reads = {pattern.type for rule in layer for pattern in rule.positive + rule.negative}
        sizes = {type_: len(state.facts.get(type_, ())) for type_ in reads}
        if len(state.vetoes) != known_vetoes:
            known_vetoes, vetoes = len(state.vetoes), Vetoes(state.vetoes)
        denied = grouped((pattern.type, pattern) for rule in layer for pattern in rule.negative)
        with closing(opened(layer, sizes)) as session:
            fresh = [fact for type_ in sorted(reads) for fact in state.facts.get(type_, ())]
            conclusions = {rule.id: Conclusion(rule, rulebook.types[rule.head.type]) for rule in layer}
            while True:
                added = state.conclude(session.feed(fresh), conclusions, vetoes)
                fresh = [fact for fact in added if fact.type in reads]
                if not fresh:
                    break
                if any(
                    _fits(fact, pattern, rulebook.types)
                    for fact in fresh
                    for pattern in denied.get(fact.type, ())
                ):
                    raise EngineFailure(
                        "De lagen van het regelboek kloppen niet: een laag leidt een feit af dat zij zelf ontkent",
                        "gebruik `--engine clingo` en meld dit",
                    )
    return state.fired


def stages(layers: Iterable[Sequence[Rule]]) -> list[tuple[Rule, ...]]:
    """Consecutive layers joined, as long as what is denied, and what is excluded, is complete before they start.

    Layers that only build on each other need no separate session: facts that are derived go back into the
    session anyway, and a session less saves its set-up and asserting the same facts again.
    """
    joined: list[list[Rule]] = []
    concluded: set[str] = set()
    vetoes = False
    for layer in layers:
        denied = {pattern.type for rule in layer for pattern in rule.negative}
        advises = any(rule.head.kind == "advies" for rule in layer)
        if not joined or denied & concluded or (advises and vetoes):
            joined.append([])
            concluded, vetoes = set(), False
        joined[-1].extend(layer)
        concluded.update(rule.head.type for rule in layer if rule.head.kind in ("feit", "advies"))
        vetoes = vetoes or any(rule.head.kind == "sluit_uit" for rule in layer)
    return [tuple(rules) for rules in joined]


class _State:
    """What is known so far: facts by type (of advice: the valid), vetoes, and what fired."""

    def __init__(self, rulebook: Rulebook, facts: Iterable[Fact], limit: int) -> None:
        self.limit = limit
        self.count = 0
        self.facts: dict[str, dict[Fact, None]] = {}
        self.vetoes: list[tuple[Firing, Fact]] = []
        self.fired: dict[str, set[tuple[Value, ...]]] = {rule.id: set() for rule in rulebook.rules}
        for fact in facts:
            self.facts.setdefault(fact.type, {})[fact] = None

    def conclude(
        self, matches: Iterable[Match], conclusions: Mapping[str, Conclusion], vetoes: Vetoes
    ) -> list[Fact]:
        """Record matches and draw their conclusions; gives the facts that were not known yet."""
        added: list[Fact] = []
        for rule, values in matches:
            fired, kind = self.fired[rule.id], rule.head.kind
            if values in fired:
                continue
            fired.add(values)
            self.count += 1
            if self.count > self.limit:
                raise too_many({rule_id: len(seen) for rule_id, seen in self.fired.items()}, self.limit)
            if kind == "tegen":
                continue
            fact = conclusions[rule.id].with_values(values)
            known = self.facts.setdefault(fact.type, {})
            if kind == "sluit_uit":
                bindings = tuple(zip(rule.variables, values, strict=True))
                self.vetoes.append((Firing(rule.id, bindings), fact))
            elif fact not in known and not (kind == "advies" and vetoes.against(fact)):
                known[fact] = None
                added.append(fact)
        return added


def _fits(fact: Fact, pattern: Pattern, types: Mapping[str, FactType]) -> bool:
    """Whether a fact of the type of a pattern has what it asks of each field apart."""
    places = types[pattern.type].places
    return all(term_holds(fact.values[places[name]], term, {}) for name, term in pattern.terms)
