"""Rules stage by stage: what the engines share that are told in which order rules go.

A session sees one stage (one layer, or several that can go together) at a time. Negated facts are complete
before it starts, as they come from earlier layers; facts that a stage derives for itself go back into the same
session until nothing is new. What follows from a match is concluded here, so that a session only matches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Protocol

from strategy.facts.fact_base import grouped
from strategy.facts.types_and_sentences import Fact, FactType, Value
from strategy.inference.port import Conclusion, EngineFailure, Firing, Vetoes, too_many
from strategy.rulebook.ast import Pattern, Rule, Rulebook, term_holds

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
