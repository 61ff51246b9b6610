"""The port: everything above this room knows only firings and what these conclude, never an engine.

Here stand the firing, the engine, what can go wrong inside one (said to the user in Dutch; never a traceback),
the order of firings, and what they conclude: derived facts, candidate advice, vetoes.

On the other side of it engines are fed small integers instead of strings and numbers (`Coding`). Every engine is exact on
these, and each of the compiled ones has its own trouble with the rest: clingo has no floats and wants
strings escaped; durable-rules drops the remainder of a batch after `1e-05`, mixes up 3, 3.0 and "3" in one
property, and compares long strings slowly. Code 0 is ABSENT, 1..floor are strings, and above floor are the numbers in
ascending order, so that comparing codes compares numbers exactly (3 and 3.0 are one number) and everything up to floor is
no number at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

from strategy.errors import KrachtenveldError
from strategy.facts.types_and_sentences import ABSENT, ADVICE_TYPE, Fact, FactType, Value
from strategy.rulebook.ast import Compare, Const, OneOf, Rule, Rulebook, Term, Var


class Firing(NamedTuple):
    """A rule that fires: its id and the value of each of its variables, sorted by variable name.

    A tuple, as thousands are made, sorted and looked up in one run.
    """

    rule: str
    bindings: tuple[tuple[str, Value], ...]


class Engine(Protocol):
    """An inference engine. `name` is what `--engine` calls it."""

    name: str

    def infer(self, rulebook: Rulebook, facts: Iterable[Fact]) -> tuple[Firing, ...]:
        """All firings, without repetition, in ascending order. Raises EngineFailure when it cannot."""
        ...


CONNECT_HINT = "laat de patronen van die regel een variabele delen, of voeg een voorwaarde toe"


class EngineFailure(KrachtenveldError):
    """An engine could not give an answer. Another engine may still be able to."""


class EngineMissing(EngineFailure):
    """The engine that was asked for is not installed, or cannot run on this platform."""


class TooHeavy(EngineFailure):
    """The rules ask more than can be worked out. `rule` is the id of the heaviest one; "" when it is not known."""

    def __init__(self, message: str, hint: str = "", rule: str = "") -> None:
        super().__init__(message, hint)
        self.rule = rule


class TooManyFirings(TooHeavy):
    """So many firings were counted that nobody can use them. Another engine would count the same, so none is tried."""


def thousands(count: int) -> str:
    """A count as a Dutch reader writes it: 1.234.567."""
    return f"{count:,}".replace(",", ".")


def too_many(counts: Mapping[str, int], limit: int) -> TooManyFirings:
    """The failure for firings per rule id that together exceed the limit, naming the heaviest rule."""
    rule, most = max(counts.items(), key=lambda item: (item[1], item[0]))
    return TooManyFirings(
        f"De regels vuren meer dan {thousands(limit)} keer; regel '{rule}' alleen al {thousands(most)} keer "
        f"van de {thousands(sum(counts.values()))} die geteld zijn",
        CONNECT_HINT,
        rule,
    )


FIRING_LIMIT = 2_000_000
"""Above this, something is wrong with a rule: Zaanstad's dossier fires a few thousand times."""


def to_firings(rulebook: Rulebook, fired: Mapping[str, Iterable[tuple[Value, ...]]]) -> tuple[Firing, ...]:
    """All firings in ascending order.

    `fired` holds, per rule id, the distinct values of `rule.variables` in that order. Sorting these tuples
    gives the order of Firing itself, as the names are the same throughout a rule, at a tenth of the time.
    A name with a value is one pair in all firings of a rule: apart they would be half of the memory of these.
    """
    firings: list[Firing] = []
    for rule in sorted(rulebook.rules, key=lambda rule: rule.id):
        found = sorted(fired.get(rule.id, ()))
        pairs = [_pairs(name, [row[at] for row in found]) for at, name in enumerate(rule.variables)]
        every = zip(*pairs, strict=True) if pairs else ((),) * len(found)
        firings.extend(Firing(rule.id, bindings) for bindings in every)
    return tuple(firings)


def _pairs(name: str, values: Sequence[Value]) -> Iterator[tuple[str, Value]]:
    known = {value: (name, value) for value in values}
    return map(known.__getitem__, values)


Key = Any
"""One value, or a tuple of any other number of them: what `itemgetter` gives."""


def key_of(places: Sequence[int]) -> Callable[[tuple[Any, ...]], Key]:
    """What tuples are looked up by: their values at some places."""
    return itemgetter(*places) if places else lambda values: ()


def part_of(places: Sequence[int]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """The values of tuples at some places, as a tuple."""
    if len(places) == 1:
        (place,) = places
        return lambda values: (values[place],)
    return key_of(places)


class Conclusion:
    """What one rule concludes, prepared so that concluding is picking values: thousands of times in a run.

    Fields that its head leaves out are absent.
    """

    def __init__(self, rule: Rule, fact_type: FactType) -> None:
        self._type = fact_type.name
        terms = dict(rule.head.terms)
        constants: list[Value] = []
        picks: list[int] = []
        for name in fact_type.field_names:
            term = terms.get(name)
            if isinstance(term, Var):
                picks.append(rule.variables.index(term.name))
            else:
                picks.append(len(rule.variables) + len(constants))
                constants.append(term.value if term else ABSENT)
        self._constants, self._part = tuple(constants), part_of(picks)

    def of(self, firing: Firing) -> Fact:
        """The fact that a firing of the rule concludes."""
        return self.with_values(tuple([value for _, value in firing.bindings]))

    def with_values(self, values: tuple[Value, ...]) -> Fact:
        """The fact that follows from the values of the rule's variables in order."""
        return Fact(self._type, self._part(values + self._constants))


class Vetoes:
    """Veto patterns, looked up by the fields they fill: a field left open excludes every value."""

    def __init__(self, vetoes: Iterable[tuple[Firing, Fact]]) -> None:
        found: dict[tuple[int, ...], dict[Key, list[Firing]]] = {}
        for firing, pattern in vetoes:
            fields = tuple(place for place, value in enumerate(pattern.values) if value != ABSENT)
            found.setdefault(fields, {}).setdefault(key_of(fields)(pattern.values), []).append(firing)
        self._by_fields = [(key_of(fields), patterns) for fields, patterns in found.items()]

    def against(self, candidate: Fact) -> tuple[Firing, ...]:
        """The firings that exclude a candidate, in order."""
        assert candidate.type == ADVICE_TYPE.name
        values = candidate.values
        hits: list[Firing] = []
        for key, patterns in self._by_fields:
            hits.extend(patterns.get(key(values), ()))
        return tuple(sorted(hits)) if hits else ()


ABSENT_CODE = 0


@dataclass(frozen=True)
class Coding:
    """`codes` maps each value to its code, `values` each code to its value; codes above `floor` are numbers."""

    codes: dict[Value, int]
    values: list[Value]
    floor: int


def build_coding(rules: Iterable[Rule], facts: Sequence[Fact]) -> Coding:
    """Codes for every value in the facts and the rules. Raises EngineFailure on a number that has no order."""
    seen: set[Value] = set()
    for fact in facts:
        seen.update(fact.values)
    for rule in rules:
        seen.update(_constants(rule))
    seen.discard(ABSENT)
    strings = [value for value in seen if isinstance(value, str)]
    numbers: list[int | float] = [value for value in seen if not isinstance(value, str)]
    if any(value != value for value in numbers):
        raise EngineFailure("Een getal in de feiten of regels is geen getal (NaN)", "vul een gewoon getal in")
    if any(isinstance(value, float) and value.is_integer() for value in numbers):
        numbers = _prefer_integers(numbers, facts)
    values: list[Value] = [ABSENT, *strings, *sorted(numbers)]
    return Coding({value: code for code, value in enumerate(values)}, values, len(strings))


def code_bounds(term: Compare, coding: Coding) -> tuple[tuple[str, int], ...]:
    """A comparison with a number, as comparisons with codes that all must hold; absent and strings fail."""
    code = coding.codes[term.number]
    if term.operator in ("=", ">", ">="):
        return ((term.operator, code),)
    return ((">", coding.floor), (term.operator, code))


def _constants(rule: Rule) -> Iterator[Value]:
    terms: list[Term] = [term for pattern in rule.positive + rule.negative for _, term in pattern.terms]
    terms.extend(term for _, term in rule.head.terms)
    for term in terms:
        if isinstance(term, Const):
            yield term.value
        elif isinstance(term, OneOf):
            yield from term.values
        elif isinstance(term, Compare):
            yield term.number


def _prefer_integers(numbers: Iterable[int | float], facts: Sequence[Fact]) -> list[int | float]:
    """3 rather than 3.0 where both occur, so that what is printed does not depend on the order of facts."""
    integers: dict[int | float, int] = {
        value: value for fact in facts for value in fact.values if isinstance(value, int)
    }
    return [integers.get(value, value) for value in numbers]
