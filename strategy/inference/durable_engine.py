"""The durable-rules engine: layer by layer, in a child process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from strategy.facts.types import Fact, FactType, Value
from strategy.inference.coding import Coding, build_coding
from strategy.inference.containment import can_contain, contained
from strategy.inference.durable_driver import BATCH, Message, Ruleset, load_extension
from strategy.inference.durable_network import BEGIN_TAG, NEGATED, Network, Place, Plan, build_networks
from strategy.inference.failure import EngineFailure, EngineMissing, TooManyFirings
from strategy.inference.joins import suspect
from strategy.inference.layered import Match, Session, run_layers
from strategy.inference.outcome import FIRING_LIMIT, to_firings
from strategy.inference.port import Firing
from strategy.rulebook.ast import Const, OneOf, Pattern, Rule, Rulebook

Denied = tuple[Pattern, Sequence[str]]
"""A negated pattern, with the field names of its type."""

SECONDS = 30.0
MEMORY_BYTES = 3 * 2**30
"""Measured: about 1 GB at 30,000 facts of one kind, and it is only chosen up to 10,000."""


class DurableEngine:
    """Compiles each layer to durable-rules and runs it in a child. See `Engine` in port.py for the contract."""

    name = "durable"

    def __init__(
        self,
        limit: int = FIRING_LIMIT,
        seconds: float = SECONDS,
        memory: int = MEMORY_BYTES,
        batch: int = BATCH,
    ) -> None:
        self.limit = limit
        self.seconds = seconds
        self.memory = memory
        self.batch = batch

    def infer(self, rulebook: Rulebook, facts: Iterable[Fact]) -> tuple[Firing, ...]:
        """All firings. Raises EngineMissing, TooManyFirings, or EngineFailure on a crash or the time limit."""
        if not can_contain():
            raise EngineMissing(
                "De engine durable-rules kan op dit systeem niet veilig draaien", "gebruik `--engine clingo`"
            )
        load_extension()
        given = tuple(facts)
        coding = build_coding(rulebook.rules, given)
        matcher = DurableMatcher(rulebook.types, coding, self.batch)

        def run() -> dict[str, list[tuple[Value, ...]]]:
            fired = run_layers(rulebook, given, matcher, self.limit)
            return {rule: list(values) for rule, values in fired.items()}

        try:
            fired = contained(run, "durable-rules", self.seconds, self.memory)
        except TooManyFirings:
            raise
        except EngineFailure as failure:
            raise (suspect(rulebook, given, self.limit) or failure) from failure
        return to_firings(rulebook, fired)


@dataclass(frozen=True)
class DurableMatcher:
    """Opens sessions in which durable-rules matches one layer. See `Matcher` in layered.py."""

    types: Mapping[str, FactType]
    coding: Coding
    batch: int = BATCH

    @contextmanager
    def open(self, rules: Sequence[Rule], sizes: Mapping[str, int]) -> Iterator[Session]:
        denied = [
            (pattern, self.types[pattern.type].field_names) for rule in rules for pattern in rule.negative
        ]
        networks = build_networks(rules, self.types, self.coding, sizes)
        session = DurableSession(networks, denied, self.coding, self.batch)
        try:
            yield session
        finally:
            session.close()


class DurableSession:
    """The open rulesets of one layer."""

    def __init__(
        self, networks: Sequence[Network], denied: Sequence[Denied], coding: Coding, batch: int
    ) -> None:
        self._denied = denied
        self._parts = [_Part(network, coding, batch) for network in networks]
        self._fed = False

    def feed(self, facts: Sequence[Fact]) -> Iterator[Match]:
        """Assert facts, negated ones first. Raises EngineFailure when what is denied still grows later on.

        A layer may derive facts of a type it denies, as long as the denied pattern cannot match them: advice
        of one kind may follow from the absence of another kind.
        """
        if self._fed and any(_could_match(*denied, fact) for denied in self._denied for fact in facts):
            raise EngineFailure(
                "De lagen van het regelboek kloppen niet: een laag leidt een feit af dat zij zelf ontkent",
                "gebruik `--engine clingo` en meld dit",
            )
        by_type: dict[str, list[Fact]] = {}
        for fact in facts:
            by_type.setdefault(fact.type, []).append(fact)
        for part in self._parts:
            part.assert_facts(by_type)
        self._fed = True
        for part in self._parts:
            yield from part.matches()

    def close(self) -> None:
        for part in self._parts:
            part.ruleset.close()


class _Part:
    """One ruleset with what it takes to feed it and to read its matches."""

    def __init__(self, network: Network, coding: Coding, batch: int) -> None:
        self.ruleset = Ruleset(network.rules, batch)
        self.plans = network.plans
        self.values = coding.values
        self.begun = False
        classes = sorted(network.classes.items(), key=lambda item: item[0][1] != NEGATED)
        self.inputs = [
            (type_, copy == NEGATED, facts.picker(), facts.encoder(coding.codes), seen)
            for (type_, copy), facts in classes
            for seen in [set[tuple[Value, ...]]()]
        ]

    def assert_facts(self, by_type: Mapping[str, Sequence[Fact]]) -> None:
        messages: list[dict[str, int | str]] = []
        for type_, negated, pick, encode, seen in self.inputs:
            if negated and self.begun:
                continue
            for fact in by_type.get(type_, ()):
                row = pick(fact.values)
                if row not in seen:
                    seen.add(row)
                    messages.append(encode(fact.values))
        if not self.begun:
            messages.append({"s": BEGIN_TAG})
            self.begun = True
        self.ruleset.put(messages)

    def matches(self) -> Iterator[Match]:
        values = self.values
        for name, match in self.ruleset.drain():
            plan = self.plans[name]
            if plan.exact or _holds(plan, match):
                yield plan.rule, tuple([values[match[alias][key]] for alias, key in plan.variables])


def _could_match(pattern: Pattern, names: Sequence[str], fact: Fact) -> bool:
    """Whether a fact has the type and the constants of a pattern."""
    if fact.type != pattern.type:
        return False
    for name, term in pattern.terms:
        value = fact.values[names.index(name)]
        if isinstance(term, Const) and value != term.value:
            return False
        if isinstance(term, OneOf) and value not in term.values:
            return False
    return True


def _holds(plan: Plan, match: Message) -> bool:
    """What the extension could not test: two fields of one and the same fact."""

    def at(place: Place) -> int:
        return int(match[place[0]][place[1]])

    return all(at(one) == at(other) for one, other in plan.equal) and all(
        at(one) != at(other) for one, other in plan.different
    )
