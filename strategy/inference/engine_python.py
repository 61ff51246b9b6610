"""The engine in plain Python: for where nothing compiled can be installed, a browser among them.

Stage by stage (see match_order.py) and semi-naive: what is new starts a match, and is joined with all that is known by
looking up what the patterns share. Every value is a code (see port.py).

A row holds the values of variables, and no more: a `Selection` has one for what a pattern matches by itself, whatever
else its facts say, and a join makes a longer row of two. So facts that differ in what a rule does not ask are one.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from strategy.facts.fact_base import grouped
from strategy.facts.types_and_sentences import Fact, FactType, Value
from strategy.inference.match_order import Match, Orders, run_layers
from strategy.inference.port import (
    ABSENT_CODE,
    CONNECT_HINT,
    FIRING_LIMIT,
    Coding,
    Firing,
    Key,
    TooHeavy,
    build_coding,
    key_of,
    part_of,
    thousands,
    to_firings,
)
from strategy.rulebook.ast import Compare, Const, OneOf, Pattern, Rule, Rulebook, Term, Var, term_holds

Row = tuple[int, ...]
Check = Callable[[list[Row]], list[Row]]
"""Leaves the rows that pass."""
Condition = Pattern | tuple[str, str]
"""A pattern that is denied, or two variables that differ."""
Join = tuple[Callable[[Row], Key], Mapping[Key, Sequence[Row]]]
"""What rows are looked up by, and what is found there to make them longer."""
MOST_ROWS = 200_000_000
"""A minute or two of joining. It is rows that are counted, so that the same rules fail on every machine."""
BLOCK = 5_000
"""So many rows go to the next join together: neither one by one, which is slow, nor all, which no memory holds."""
NONE: tuple[Row, ...] = ()


class PythonEngine:
    """Joins patterns by looking up what they share. See `Engine` in port.py for the contract."""

    name = "python"

    def __init__(self, limit: int = FIRING_LIMIT, most_rows: int = MOST_ROWS) -> None:
        self.limit = limit
        self.most_rows = most_rows

    def infer(self, rulebook: Rulebook, facts: Iterable[Fact]) -> tuple[Firing, ...]:
        """All firings. Raises TooManyFirings, or TooHeavy when joining takes more rows than `most_rows`."""
        given = tuple(facts)
        coding = build_coding(rulebook.rules, given)
        opened = partial(_Session, rulebook.types, coding, _Budget(self.most_rows))
        return to_firings(rulebook, run_layers(rulebook, given, opened, self.limit))


class _Budget:
    """The rows that joins may still make, and how many each rule took."""

    def __init__(self, most: int) -> None:
        self.most = self.left = most
        self.taken: dict[str, int] = {}

    def take(self, rows: int, rule: str) -> None:
        self.left -= rows
        self.taken[rule] = self.taken.get(rule, 0) + rows
        if self.left < 0:
            heaviest = max(self.taken, key=lambda name: (self.taken[name], name))
            raise TooHeavy(
                f"Bij het combineren van voorwaarden zijn meer dan {thousands(self.most)} combinaties geprobeerd, "
                f"waarvan {thousands(self.taken[heaviest])} voor regel '{heaviest}'",
                CONNECT_HINT,
                heaviest,
            )


class Selection:
    """What patterns that read alike match by themselves: the values of their variables, in order, each row once.

    `tests` are the codes that are allowed in a field of a fact, and `held` the fields that hold each variable.
    """

    def __init__(self, tests: Sequence[tuple[int, Container[int]]], held: Sequence[Sequence[int]]) -> None:
        self._tests = tests
        self._same = [(first, other) for first, *others in held for other in others]
        self._pick = part_of([first for first, *_ in held])
        self._width = len(held)
        self._indexes: dict[tuple[int, ...], dict[Key, list[Row]]] = {}
        self._counted: dict[int, tuple[int, int]] = {}
        self.rows: dict[Row, None] = {}

    def add(self, facts: list[Row]) -> list[Row]:
        """The rows that are new with these facts."""
        for place, allowed in self._tests:
            facts = [fact for fact in facts if fact[place] in allowed]
        for one, other in self._same:
            facts = [fact for fact in facts if fact[one] == fact[other]]
        rows = [row for row in dict.fromkeys(map(self._pick, facts)) if row not in self.rows]
        self.rows.update(dict.fromkeys(rows))
        for places, index in self._indexes.items():
            self._fill(places, index, rows)
        return rows

    def by(self, places: tuple[int, ...]) -> Mapping[Key, Sequence[Row]]:
        """The rest of each row, by its values at some places."""
        if places not in self._indexes:
            self._fill(places, self._indexes.setdefault(places, {}), self.rows)
        return self._indexes[places]

    def _fill(self, places: tuple[int, ...], index: dict[Key, list[Row]], rows: Iterable[Row]) -> None:
        key, rest = key_of(places), part_of([place for place in range(self._width) if place not in places])
        for row in rows:
            index.setdefault(key(row), []).append(rest(row))

    def distinct(self, place: int) -> int:
        """About how many values there are at a place: counted anew when there are twice as many rows."""
        then, count = self._counted.get(place, (0, 1))
        if len(self.rows) > 2 * then:
            count = len({row[place] for row in self.rows})
            self._counted[place] = len(self.rows), count
        return count


class _Selections(Orders):
    """The selections that the patterns of one stage read, and what these say of the order of joins."""

    def __init__(self, types: Mapping[str, FactType], coding: Coding) -> None:
        self._types = types
        self._codes = coding.codes
        self._present = range(ABSENT_CODE + 1, len(coding.values))
        self._by_reading: dict[object, Selection] = {}
        self._by_pattern: dict[int, Selection] = {}
        """By `id`: to hash a pattern takes longer than all else that is done with it here."""
        self.by_type: dict[str, list[Selection]] = {}

    def of(self, pattern: Pattern) -> Selection:
        found = self._by_pattern.get(id(pattern))
        if found is None:
            found = self._by_pattern[id(pattern)] = self._shared(pattern)
        return found

    def _shared(self, pattern: Pattern) -> Selection:
        """The selection of a pattern; of one that differs in the names of its variables alone, the same."""
        places = self._types[pattern.type].places
        held: dict[str, list[int]] = {}
        asked: list[tuple[int, Term]] = []
        for name, term in pattern.terms:
            if isinstance(term, Var):
                held.setdefault(term.name, []).append(places[name])
            else:
                asked.append((places[name], term))
        reading = pattern.type, tuple(map(tuple, held.values())), tuple(asked)
        if reading not in self._by_reading:
            tests = [(place, self._allowed(term)) for place, term in asked]
            tests += [(place, self._present) for group in held.values() for place in group]
            self._by_reading[reading] = made = Selection(tests, [*held.values()])
            self.by_type.setdefault(pattern.type, []).append(made)
        return self._by_reading[reading]

    def _allowed(self, term: Term) -> Container[int]:
        """The codes of the values that fit a term."""
        match term:
            case Const(value):
                values: Iterable[Value] = (value,)
            case OneOf(several):
                values = several
            case Compare():
                values = self._codes
        return frozenset(self._codes[value] for value in values if term_holds(value, term, {}))

    def rows(self, pattern: Pattern) -> float:
        return len(self.of(pattern).rows)

    def joined(self, rows: float, bound: set[str], pattern: Pattern) -> float:
        selection = self.of(pattern)
        rows *= len(selection.rows)
        for place, name in enumerate(pattern.variables):
            if name in bound:
                rows /= selection.distinct(place)
        return rows


class _Plan:
    """The patterns of a rule in an order, and after each what can be held against the rows by then."""

    def __init__(
        self, rule: Rule, ordered: Sequence[Pattern], selections: _Selections, budget: _Budget
    ) -> None:
        self._rule = rule
        self._budget = budget
        self._joins: list[Join] = []
        bound = _numbered(ordered[0].variables if ordered else ())
        waiting: list[Condition] = [*rule.different, *rule.negative]
        self._checks = [_take_checks(waiting, bound, selections)]
        for pattern in ordered[1:]:
            names = pattern.variables
            shared = [name for name in names if name in bound]
            found = selections.of(pattern).by(tuple(names.index(name) for name in shared))
            self._joins.append((key_of([bound[name] for name in shared]), found))
            bound = _numbered((*bound, *names))
            self._checks.append(_take_checks(waiting, bound, selections))
        self.variables = part_of([bound[name] for name in rule.variables])

    def matches(self, rows: Iterable[Row], level: int = 0) -> Iterator[Row]:
        """What becomes of rows of the first pattern, or of the first patterns up to a level."""
        rows = iter(rows)
        while block := list(islice(rows, BLOCK)):
            self._budget.take(len(block), self._rule.id)
            for check in self._checks[level]:
                block = check(block)
            if level == len(self._joins):
                yield from block
            else:
                key, found = self._joins[level]
                longer = (row + rest for row in block for rest in found.get(key(row), NONE))
                yield from self.matches(longer, level + 1)


def _numbered(names: Iterable[str]) -> dict[str, int]:
    """The place of each variable in a row."""
    return {name: place for place, name in enumerate(dict.fromkeys(names))}


def _take_checks(
    conditions: list[Condition], bound: Mapping[str, int], selections: _Selections
) -> list[Check]:
    """The checks for conditions of which all variables are bound; these are taken from the list."""
    ready = [
        item
        for item in conditions
        if bound.keys() >= set(item.variables if isinstance(item, Pattern) else item)
    ]
    conditions[:] = [item for item in conditions if item not in ready]
    return [
        _lacks(selections.of(item).rows, part_of([bound[name] for name in item.variables]))
        if isinstance(item, Pattern)
        else _differs(*(bound[name] for name in item))
        for item in ready
    ]


def _lacks(denied: Container[Row], part: Callable[[Row], Row]) -> Check:
    return lambda rows: [row for row in rows if part(row) not in denied]


def _differs(one: int, other: int) -> Check:
    return lambda rows: [row for row in rows if row[one] != row[other]]


class _Session:
    """The rules of one stage, with all that their patterns matched so far."""

    def __init__(
        self,
        types: Mapping[str, FactType],
        coding: Coding,
        budget: _Budget,
        rules: Sequence[Rule],
        _: Mapping[str, int],
    ) -> None:
        self._coding = coding
        self._budget = budget
        self._selections = _Selections(types, coding)
        for rule in rules:
            for pattern in rule.negative:
                self._selections.of(pattern)
        self._rules = [(rule, [self._selections.of(pattern) for pattern in rule.positive]) for rule in rules]
        self._begun = False

    def feed(self, facts: Sequence[Fact]) -> Iterator[Match]:
        """Adds facts, and gives the matches that follow."""
        new = self._add(facts)
        values = self._coding.values
        for rule, read in self._rules:
            if all(selection.rows for selection in read):
                for order, rows in self._starts(rule, new):
                    plan = _Plan(rule, order, self._selections, self._budget)
                    for row in plan.matches(rows):
                        yield rule, tuple([values[code] for code in plan.variables(row)])
        self._begun = True

    def _add(self, facts: Sequence[Fact]) -> Mapping[Selection, Sequence[Row]]:
        """The rows that are new, per selection."""
        code = self._coding.codes.__getitem__
        coded = grouped((fact.type, tuple(map(code, fact.values))) for fact in facts)
        return {
            selection: selection.add(rows)
            for type_, rows in coded.items()
            for selection in self._selections.by_type.get(type_, ())
        }

    def _starts(
        self, rule: Rule, new: Mapping[Selection, Sequence[Row]]
    ) -> Iterator[tuple[Sequence[Pattern], Iterable[Row]]]:
        """The orders in which to join the patterns of a rule, and the rows to begin with.

        Each pattern with new rows begins one order. When all rows are new, one order finds everything.
        """
        if not rule.positive:
            yield (), () if self._begun else ((),)
        elif not self._begun:
            order, _ = self._selections.best(rule.positive, rule.positive)
            yield order, self._selections.of(order[0]).rows
        else:
            for pattern in rule.positive:
                if rows := new.get(self._selections.of(pattern)):
                    order, _ = self._selections.best(rule.positive, [pattern])
                    yield order, rows

    def close(self) -> None:
        """Nothing is held open."""
