"""The durable-rules engine: stage by stage (see match_order.py), in a child process.

Rules become definitions only ever inside the subset in which durable-rules was measured to be exact, and its C
extension is driven directly: define, assert, drain, close.
"""

from __future__ import annotations

import importlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from strategy.facts.fact_base import grouped
from strategy.facts.types_and_sentences import Fact, FactType, Value
from strategy.inference.containment import can_contain, contained
from strategy.inference.match_order import Match, join_order, run_layers
from strategy.inference.port import (
    ABSENT_CODE,
    FIRING_LIMIT,
    Coding,
    EngineFailure,
    EngineMissing,
    Firing,
    build_coding,
    code_bounds,
    to_firings,
)
from strategy.rulebook.ast import Compare, Const, OneOf, Pattern, Rule, Rulebook, Var

Message = Mapping[str, Any]
BATCH = 2_000
MOST_FACTS = 500_000
RESULTS_PER_ACTION = 1_000
SENTINEL_RULE = "sentinel"
HINT = "gebruik `--engine clingo`"


def load_extension() -> Any:
    """The C extension. Raises EngineMissing where it is not installed or does not import."""
    try:
        return importlib.import_module("durable_rules_engine")
    except ImportError as error:
        raise EngineMissing(
            "De engine durable-rules is hier niet geïnstalleerd",
            "installeer met `pip install durable-rules` (CPython 3.11 of 3.12 en een C-compiler) of " + HINT,
        ) from error


class Ruleset:
    """A ruleset with one state. Use it once, in one thread, and close it.

    The extension's own `Host` is avoided: it dispatches from background threads, swallows exceptions and stops
    when the clock is set. What keeps the extension safe, all of it measured on 2.0.28, is in `build_networks`
    (what may be in a definition) and here (how it is used):

    - facts carry ids of ours, as the extension compares ids by a 32-bit hash only; these do not collide;
    - a sentinel is asserted and drained first: deleting a state that never fired anything can crash;
    - batches of 2,000, never an empty one;
    - after an error the ruleset is left alone, as deleting it can crash; otherwise it is closed, or it leaks.
    """

    def __init__(self, rules: Mapping[str, Sequence[Message]], batch: int = BATCH) -> None:
        """`rules` maps a name to its antecedents in order. Raises EngineFailure when it is not accepted."""
        self._extension = load_extension()
        self._batch = batch
        self._count = 0
        self._offset: Any = None
        self._healthy = False
        definition: dict[str, Any] = {
            name: {"all": list(antecedents), "pri": 0, "cap": RESULTS_PER_ACTION}
            for name, antecedents in rules.items()
        }
        definition[SENTINEL_RULE] = {"all": [{"w": {"$ex": {SENTINEL_RULE: 1}}}]}
        try:
            self._handle = self._extension.create_ruleset("r", _json(definition))
        except Exception as error:
            raise EngineFailure(f"De engine durable-rules weigert de regels: {error}", HINT) from error
        self._assert([{"id": SENTINEL_RULE, SENTINEL_RULE: 1}])
        for _ in self.drain():
            pass

    def put(self, facts: Sequence[dict[str, int | str]]) -> None:
        """Assert flat facts, adding `id`, and `z`, which the last test of a join relies on."""
        if self._count + len(facts) > MOST_FACTS:
            raise EngineFailure("Te veel feiten voor de engine durable-rules", HINT)
        for fact in facts:
            self._count += 1
            fact["id"] = f"n{self._count:06d}"
            fact["z"] = 0
        for start in range(0, len(facts), self._batch):
            self._assert(facts[start : start + self._batch])

    def drain(self) -> Iterator[tuple[str, Message]]:
        """The matches that are new since the last drain: the rule's name and its facts by alias."""
        self._healthy = False
        result = self._extension.start_action_for_state(self._handle, self._offset)
        text = result[1] if result else None
        while text:
            ((name, matches),) = json.loads(text).items()
            if name != SENTINEL_RULE:
                for match in matches if isinstance(matches, list) else (matches,):
                    yield name, match
            text = self._extension.complete_and_start_action(self._handle, self._offset)
        self._healthy = True

    def close(self) -> None:
        """Free the ruleset, unless an error or an unfinished drain left it in a state that is not safe to free."""
        if self._healthy:
            self._healthy = False
            self._extension.delete_state(self._handle, "0")
            self._extension.delete_ruleset(self._handle)

    def _assert(self, facts: Sequence[Message]) -> None:
        self._healthy = False
        try:
            code, self._offset = self._extension.assert_facts(self._handle, _json(facts))
        except Exception as error:
            raise EngineFailure(
                f"De engine durable-rules weigert feiten: {str(error) or 'geen geheugen meer'}", HINT
            ) from error
        if code not in (0, 1):  # 1: some fact was of no use to any rule
            raise EngineFailure(f"De engine durable-rules nam niet alle feiten aan (code {code})", HINT)
        self._healthy = True


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


MOST_ANTECEDENTS = 16
MOST_JOINS = 27
MOST_PROPERTIES = 90
MOST_OF_A_TYPE = 50
MOST_LISTS_OF_A_TYPE = 60
MOST_IN_RULESET = 200
NEGATED = 0
"""The copy of a type that absence tests read; positive patterns read copies 1, 2, ..."""
BEGIN_TAG = 0
"""The tag of the one fact that starts rules with nothing but absence tests, as a match must begin somewhere."""

SIGNS = {"<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte", "!=": "$neq"}
ClassKey = tuple[str, int]
MatchPlace = tuple[str, str]
"""An alias in a match and a property of its fact."""


@dataclass
class FactClass:
    """The facts of one copy of a type, and which of their fields (and lists of constants) rules look at."""

    tag: int
    type: FactType
    fields: dict[int, str] = field(default_factory=dict)
    flags: dict[tuple[int, frozenset[int]], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.index = {name: index for index, name in enumerate(self.type.field_names)}

    def field_of(self, name: str) -> str:
        index = self.index[name]
        return self.fields.setdefault(index, f"p{self.tag}_{index}")

    def flag_of(self, name: str, members: frozenset[int]) -> str:
        index = self.index[name]
        return self.flags.setdefault((index, members), f"q{self.tag}_{len(self.flags)}")

    def picker(self) -> Callable[[tuple[Value, ...]], tuple[Value, ...]]:
        """Takes the values of a fact that rules look at, so that facts that look alike are asserted once."""
        indexes = tuple(sorted({*self.fields, *(index for index, _ in self.flags)}))
        return lambda values: tuple([values[index] for index in indexes])

    def encoder(self, codes: Mapping[Value, int]) -> Callable[[tuple[Value, ...]], dict[str, int | str]]:
        """Turns the values of a fact into the properties that are asserted."""
        fields = tuple((name, index) for index, name in self.fields.items())
        flags = tuple((name, index, members) for (index, members), name in self.flags.items())

        def encode(values: tuple[Value, ...]) -> dict[str, int | str]:
            message: dict[str, int | str] = {"s": self.tag}
            for name, index in fields:
                message[name] = codes[values[index]]
            for name, index, members in flags:
                message[name] = int(codes[values[index]] in members)
            return message

        return encode

    @property
    def width(self) -> int:
        return len(self.fields) + len(self.flags)


@dataclass(frozen=True)
class MatchPlan:
    """How to read a match of one rule: where each variable is found, and what must still be checked."""

    rule: Rule
    variables: tuple[MatchPlace, ...]
    equal: tuple[tuple[MatchPlace, MatchPlace], ...]
    different: tuple[tuple[MatchPlace, MatchPlace], ...]

    @property
    def exact(self) -> bool:
        return not self.equal and not self.different


@dataclass
class Network:
    """One ruleset: antecedents per rule name, the plan to read its matches, and the classes of facts it needs."""

    rules: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    plans: dict[str, MatchPlan] = field(default_factory=dict)
    classes: dict[ClassKey, FactClass] = field(default_factory=dict)


def build_networks(
    rules: Sequence[Rule], types: Mapping[str, FactType], coding: Coding, sizes: Mapping[str, int]
) -> tuple[Network, ...]:
    """Rulesets for the rules of one stage. Raises EngineFailure for a rule beyond what the extension can hold.

    What is measured on 2.0.28, and what is done about it:

    - One fact cannot fill two places of a match. So the second pattern of a type in a rule reads its own copy.
    - An absence test is only right when all negated facts came first. So these are a class of their own, which
      no other pattern reads, and the session asserts it first.
    - A condition on a property that a fact lacks is an error, and 3, "3" and 3.0 get mixed up. So the facts of a
      class have the same properties, all integers.
    - A fact that meets 65 conditions on its own is an error, 512 alternatives are an endless loop. So rules are
      spread over rulesets; and a list of constants is a flag on the fact, not an alternative rule per constant.
    - When the last test of several is false, memory beyond the list is read. So each ends in a test that holds.
    - A reference to a later place is ignored without a word. So joins only look back.
    """
    networks: list[Network] = []
    for group in _groups(rules):
        network = Network()
        for index, rule in enumerate(group):
            _RuleWriter(network, types, coding, rule).write(f"r{index}", join_order(rule.positive, sizes))
        networks.append(network)
    return tuple(networks)


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules in order, a new group wherever the next rule would pass a limit."""
    groups: list[list[Rule]] = []
    used: Counter[str] = Counter()
    lists: Counter[str] = Counter()
    for rule in rules:
        patterns = rule.positive + rule.negative
        if len(patterns) > MOST_ANTECEDENTS:
            raise EngineFailure(
                f"Regel '{rule.id}' heeft {len(patterns)} voorwaarden; "
                f"de engine durable-rules kan er hoogstens {MOST_ANTECEDENTS} aan",
                "splits de regel met een afgeleid feit, of gebruik `--engine clingo`",
            )
        needed = Counter(pattern.type for pattern in patterns)
        needed_lists = Counter(
            pattern.type for pattern in patterns for _, term in pattern.terms if isinstance(term, OneOf)
        )
        used += needed
        lists += needed_lists
        full = (
            max(used.values()) > MOST_OF_A_TYPE
            or used.total() > MOST_IN_RULESET
            or max(lists.values(), default=0) > MOST_LISTS_OF_A_TYPE
        )
        if full or not groups:
            groups.append([])
            used, lists = needed, needed_lists
        groups[-1].append(rule)
    return groups


class _RuleWriter:
    """Adds one rule to a network."""

    def __init__(self, network: Network, types: Mapping[str, FactType], coding: Coding, rule: Rule) -> None:
        self.network = network
        self.types = types
        self.coding = coding
        self.rule = rule
        self.places: dict[str, MatchPlace] = {}
        self.equal: list[tuple[MatchPlace, MatchPlace]] = []
        self.different = list(rule.different)

    def write(self, name: str, positive: Sequence[Pattern]) -> None:
        copies: Counter[str] = Counter()
        antecedents: list[dict[str, Any]] = [] if positive else [{"a0": {"$and": [{"s": BEGIN_TAG}]}}]
        for index, pattern in enumerate(positive):
            copies[pattern.type] += 1
            body = self.positive(f"a{index}", pattern, self.fact_class(pattern.type, copies[pattern.type]))
            antecedents.append({f"a{index}": {"$and": body}})
        for index, pattern in enumerate(self.rule.negative):
            body = self.negative(pattern, self.fact_class(pattern.type, NEGATED))
            antecedents.append({f"x{index}$not": {"$and": body}})
        self.network.rules[name] = antecedents
        self.network.plans[name] = MatchPlan(
            self.rule,
            tuple(self.places[variable] for variable in self.rule.variables),
            tuple(self.equal),
            tuple((self.places[one], self.places[other]) for one, other in self.different),
        )

    def fact_class(self, type_: str, copy: int) -> FactClass:
        classes = self.network.classes
        if (type_, copy) not in classes:
            classes[type_, copy] = FactClass(len(classes) + 1, self.types[type_])
        return classes[type_, copy]

    def positive(self, alias: str, pattern: Pattern, facts: FactClass) -> list[dict[str, Any]]:
        tests = self.constants(pattern, facts)
        joins: list[dict[str, Any]] = []
        bound_before = dict(self.places)
        for name, term in pattern.terms:
            if not isinstance(term, Var):
                continue
            property_ = facts.field_of(name)
            if term.name in bound_before:
                joins.append({property_: _reference(bound_before[term.name])})
            elif term.name in self.places:  # twice in this pattern: durable cannot compare a fact with itself
                self.equal.append((self.places[term.name], (alias, property_)))
            else:
                tests.append({"$gt": {property_: ABSENT_CODE}})
                self.places[term.name] = (alias, property_)
        joins += self.differences(alias, bound_before)
        return self.complete(tests, joins, facts, first=alias == "a0")

    def differences(self, alias: str, bound_before: Mapping[str, MatchPlace]) -> list[dict[str, Any]]:
        """Pairs that can be tested here: one side in this fact, the other in an earlier one."""
        joins: list[dict[str, Any]] = []
        for pair in tuple(self.different):
            here = [name for name in pair if name not in bound_before and name in self.places]
            before = [name for name in pair if name in bound_before]
            if here and before:
                joins.append({"$neq": {self.places[here[0]][1]: _reference(bound_before[before[0]])}})
                self.different.remove(pair)
        return joins

    def negative(self, pattern: Pattern, facts: FactClass) -> list[dict[str, Any]]:
        joins = [
            {facts.field_of(name): _reference(self.places[term.name])}
            for name, term in pattern.terms
            if isinstance(term, Var)
        ]
        return self.complete(self.constants(pattern, facts), joins, facts, first=False)

    def constants(self, pattern: Pattern, facts: FactClass) -> list[dict[str, Any]]:
        tests: list[dict[str, Any]] = [{"s": facts.tag}]
        for name, term in pattern.terms:
            if isinstance(term, Const):
                tests.append({facts.field_of(name): self.coding.codes[term.value]})
            elif isinstance(term, OneOf):
                members = frozenset(self.coding.codes[value] for value in term.values)
                tests.append({facts.flag_of(name, members): 1})
            elif isinstance(term, Compare):
                property_ = facts.field_of(name)
                for sign, code in code_bounds(term, self.coding):
                    test = {property_: code}
                    tests.append(test if sign == "=" else {SIGNS[sign]: test})
        return tests

    def complete(
        self, tests: list[dict[str, Any]], joins: list[dict[str, Any]], facts: FactClass, *, first: bool
    ) -> list[dict[str, Any]]:
        if len(joins) > MOST_JOINS or facts.width > MOST_PROPERTIES:
            raise EngineFailure(
                f"Regel '{self.rule.id}' stelt te veel voorwaarden aan '{facts.type.name}' "
                "voor de engine durable-rules",
                "splits de regel met een afgeleid feit, of gebruik `--engine clingo`",
            )
        if not first:
            joins = [*joins, {"$gte": {"z": {"a0": "z"}}}]
        return tests + joins


def _reference(place: MatchPlace) -> dict[str, str]:
    alias, property_ = place
    return {alias: property_}


SECONDS = 30.0
MEMORY_BYTES = 3 * 2**30
"""Measured: about 1 GB at 30,000 facts of one kind, and `auto` only takes it for far fewer."""


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
        opened = partial(DurableSession, rulebook.types, coding, self.batch)

        def run() -> dict[str, list[tuple[Value, ...]]]:
            fired = run_layers(rulebook, given, opened, self.limit)
            return {rule: list(values) for rule, values in fired.items()}

        return to_firings(rulebook, contained(run, "De engine durable-rules", self.seconds, self.memory))


class DurableSession:
    """The open rulesets of one stage: matches patterns, negation and differences; knows nothing of conclusions."""

    def __init__(
        self,
        types: Mapping[str, FactType],
        coding: Coding,
        batch: int,
        rules: Sequence[Rule],
        sizes: Mapping[str, int],
    ) -> None:
        networks = build_networks(rules, types, coding, sizes)
        self._parts = [_Part(network, coding, batch) for network in networks]

    def feed(self, facts: Sequence[Fact]) -> Iterator[Match]:
        """Assert facts, negated ones first, and give the matches that follow."""
        by_type = grouped((fact.type, fact) for fact in facts)
        for part in self._parts:
            part.assert_facts(by_type)
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


def _holds(plan: MatchPlan, match: Message) -> bool:
    """What the extension could not test: two fields of one and the same fact."""

    def at(place: MatchPlace) -> int:
        return int(match[place[0]][place[1]])

    return all(at(one) == at(other) for one, other in plan.equal) and all(
        at(one) != at(other) for one, other in plan.different
    )
