"""The scores, bands and ranks of all lines under many weights at once, from the ledger.

Rules never test a weight, so the ledger of one run holds for every weight. What strategy/advice/scores_bands.py does for one
set of weights is done here for a whole column of them, with the same operations in the same order. So the numbers are
the same to the last bit, and not merely close.

Arrays have one row per thing (pair, entry, line) and one column per set of weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from strategy.advice.lines import Line, Way, ways
from strategy.advice.model import BANDS, REFRAIN, Entry
from strategy.advice.scores_bands import DIGITS, Ledger, Weights
from strategy.dossier.model import Scoring
from strategy.facts.fact_base import grouped

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Places = NDArray[np.intp]
UNIT = 10**DIGITS
"""A score is a whole number of these parts of 1: what rounding to 4 digits leaves."""
_SPLIT = float(2**27 + 1)
DO, ALSO, REST, NOT = range(len(BANDS))
"""Bands as numbers: their places in BANDS."""


@dataclass(frozen=True)
class _Terms:
    """Entries of the ledger as columns: value = points × weight of the pair × factor."""

    pair: Places
    points: Numbers
    factor: Numbers

    def values(self, weights: Numbers) -> Numbers:
        """The value of each entry. `weights`: one row per pair."""
        found: Numbers = self.points[:, None] * weights[self.pair] * self.factor[:, None]
        return found


@dataclass(frozen=True)
class _Against:
    """Counter-arguments: `terms` grouped by rule from `starts` on; `turns` add these up per hit, in their order."""

    terms: _Terms
    starts: Places
    turns: tuple[tuple[Places, Places], ...]
    """Per turn which hits get which rule added."""
    hits: int

    def values(self, weights: Numbers) -> Numbers:
        """What is taken off, one row per hit (advice, priority, opgave); the last row, for no hit, is 0."""
        found = np.zeros((self.hits + 1, weights.shape[1]))
        if self.hits:
            worst = np.minimum(np.minimum.reduceat(self.terms.values(weights), self.starts, axis=0), 0.0)
            for hit, rule in self.turns:
                found[hit] += worst[rule]
        return found


class Matrix:
    """The ledger of one run with its lines, ready for any weights. `names` are those of the lines, in their order."""

    def __init__(self, ledger: Ledger, lines: Sequence[Line], weights: Weights, scoring: Scoring) -> None:
        self.opgaven, self.priorities = tuple(weights.opgaven), tuple(weights.priorities)
        self.scoring = scoring
        self.names = tuple(line.id for line in lines)
        self._refraining = np.array([line.target.sort == REFRAIN for line in lines], bool)
        own = grouped((entry.advice, entry) for entry in dict.fromkeys(map(_essence, ledger.entries)))
        self._choices = _Choices([ways(line) for line in lines])
        groups = [
            grouped(((entry.rule, entry.opgave), entry) for part in parts for entry in own[part]).values()
            for parts in self._choices.groups
        ]
        ordered = [entry for arguments in groups for group in arguments for entry in group]
        pairs = list(dict.fromkeys(entry.pair for entry in (*ordered, *map(_essence, ledger.counters))))
        self._priority = _places(self.priorities, (priority for priority, _ in pairs))
        self._opgave = _places(self.opgaven, (opgave for _, opgave in pairs))
        self._for = _terms(ordered, pairs)
        self._against, hits = _against(ledger.counters, pairs)
        none = len(hits)
        self._hit = np.array([hits.get((entry.advice, *entry.pair), none) for entry in ordered], np.intp)
        sizes = [len(group) for arguments in groups for group in arguments]
        self._starts = np.cumsum([0, *sizes[:-1]], dtype=np.intp)
        self._by_count = _by_count([len(arguments) for arguments in groups])

    def scores(self, opgaven: Numbers, priorities: Numbers) -> Whole:
        """Per line and set of weights the score, in parts of UNIT.

        `opgaven` and `priorities` hold one row per opgave and priority, in the order of the weights given.
        """
        columns = opgaven.shape[1]
        found = np.empty((len(self._choices.groups), columns), np.int64)
        if not self.names:
            return found
        weights = priorities[self._priority] * opgaven[self._opgave]
        net = self._for.values(weights)
        net += self._against.values(weights)[self._hit]
        np.maximum(net, 0.0, out=net)
        arguments = np.maximum.reduceat(net, self._starts, axis=0)
        for count, groups, places in self._by_count:
            parts = arguments[places].reshape(len(groups), count, columns)
            parts.sort(axis=1)
            found[groups] = rounded(self._scored(parts))
        return self._choices.made(found)

    def _scored(self, parts: Numbers) -> Numbers:
        """The score before rounding. `parts`: per group its arguments, weakest first, per set of weights."""
        strongest = parts[:, -1]
        others = np.zeros_like(strongest)
        for place in range(parts.shape[1] - 2, -1, -1):
            others += parts[:, place]
        found: Numbers = strongest + np.minimum(self.scoring.bonus * others, self.scoring.cap * strongest)
        return found

    def bands(self, scores: Whole) -> NDArray[np.int8]:
        """The band of each line, as its place in BANDS. `scores`: in parts of UNIT."""
        values = scores / UNIT
        found = np.full(values.shape, REST, np.int8)
        found[values >= self.scoring.also_from] = ALSO
        found[values >= self.scoring.do_from] = DO
        found[self._refraining] = NOT
        return found

    def settled(self, weights: Weights) -> tuple[Numbers, Numbers]:
        """One set of weights as columns for `scores`."""
        opgaven = np.array([[weights.opgaven[name]] for name in self.opgaven], float).reshape(-1, 1)
        priorities = np.array([[weights.priorities[name]] for name in self.priorities], float).reshape(-1, 1)
        return opgaven, priorities


def ranks(scores: Whole) -> Whole:
    """The rank of each line within its column, from 1; equal scores share a rank."""
    count = len(scores)
    bits = count.bit_length()
    order = (-scores.T << bits) | np.arange(count)
    order.sort(axis=1)
    ordered, advices = order >> bits, order & ((1 << bits) - 1)
    places = np.broadcast_to(np.arange(1, count + 1), order.shape).copy()
    places[:, 1:][ordered[:, 1:] == ordered[:, :-1]] = 0
    np.maximum.accumulate(places, axis=1, out=places)
    found = np.empty_like(places)
    np.put_along_axis(found, advices, places, axis=1)
    return found.T


def rounded(values: Numbers) -> Whole:
    """The parts of UNIT to which Python's `round` with 4 digits rounds: by the exact value, halves to even.

    numpy's own rounding multiplies first, and what that loses turns near halves the wrong way. Here the loss itself is
    computed (Dekker's product, 1971, for a factor of few bits): scaled + error is exact.
    """
    scaled = values * UNIT
    head = values * _SPLIT
    head -= head - values
    error = (head * UNIT - scaled) + (values - head) * UNIT
    whole = np.floor(scaled)
    beyond = (scaled - whole - 0.5) + error
    up = (beyond > 0) | ((beyond == 0) & (whole % 2 == 1))
    result: Whole = whole.astype(np.int64) + up
    return result


# ── from the ledger to columns ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Essence:
    """What of an entry its value depends on; entries that agree in this add nothing to each other."""

    advice: str
    rule: str
    opgave: str
    pair: tuple[str, str]
    points: float
    factor: float


def _essence(entry: Entry) -> _Essence:
    pair = (entry.priority, entry.opgave)
    return _Essence(entry.advice, entry.rule, entry.opgave, pair, entry.points, entry.factor)


def _terms(entries: Sequence[_Essence], pairs: Sequence[tuple[str, str]]) -> _Terms:
    return _Terms(
        _places(pairs, (entry.pair for entry in entries)),
        np.array([entry.points for entry in entries], float),
        np.array([entry.factor for entry in entries], float),
    )


def _against(
    counters: Iterable[Entry], pairs: Sequence[tuple[str, str]]
) -> tuple[_Against, Mapping[tuple[str, str, str], int]]:
    """The counter-arguments as columns, and the row of each hit."""
    hits: dict[tuple[str, str, str], dict[str, list[_Essence]]] = {}
    for entry in dict.fromkeys(map(_essence, counters)):
        hits.setdefault((entry.advice, *entry.pair), {}).setdefault(entry.rule, []).append(entry)
    groups = [group for rules in hits.values() for group in rules.values()]
    starts = np.cumsum([0, *map(len, groups[:-1])], dtype=np.intp)
    turns: list[tuple[list[int], list[int]]] = []
    first = 0
    for hit, rules in enumerate(hits.values()):
        for turn in range(len(rules)):
            if turn == len(turns):
                turns.append(([], []))
            turns[turn][0].append(hit)
            turns[turn][1].append(first + turn)
        first += len(rules)
    terms = _terms([entry for group in groups for entry in group], pairs)
    columns = tuple((np.array(hit, np.intp), np.array(rule, np.intp)) for hit, rule in turns)
    return _Against(terms, starts, columns, len(hits)), {key: row for row, key in enumerate(hits)}


class _Choices:
    """Which parts count together: `groups` are those of every way of every line, and the roles that decide on it."""

    def __init__(self, lines: Sequence[tuple[Way, ...]]) -> None:
        leads = [(seat,) for line in lines if len(line) > 1 for way in line for seat in way.seats]
        self.groups = tuple(dict.fromkeys([*(way.parts for line in lines for way in line), *leads]))
        place = {group: row for row, group in enumerate(self.groups)}
        self._first = np.array([place[line[0].parts] for line in lines], np.intp)
        self._several = [
            (
                row,
                np.array([[place[seat,] for seat in way.seats] for way in line]),
                np.array([place[way.parts] for way in line]),
            )
            for row, line in enumerate(lines)
            if len(line) > 1
        ]

    def made(self, scores: Whole) -> Whole:
        """From the scores of the groups to those of the lines: per set of weights that of the best roles."""
        found: Whole = scores[self._first]
        columns = np.arange(scores.shape[1])
        for row, leads, ways_of in self._several:
            found[row] = scores[ways_of[scores[leads].sum(axis=1).argmax(axis=0)], columns]
        return found


def _by_count(counts: Sequence[int]) -> tuple[tuple[int, Places, Places], ...]:
    """Groups with the same number of arguments together: that number, the groups, and their arguments in one run."""
    ends = np.cumsum(counts, dtype=np.intp)
    found = []
    for count in sorted(set(counts)):
        advices = np.array([place for place, own in enumerate(counts) if own == count], np.intp)
        places = (ends[advices] - count)[:, None] + np.arange(count, dtype=np.intp)
        found.append((count, advices, places.ravel()))
    return tuple(found)


def _places(names: Sequence[Any], wanted: Iterable[Any]) -> Places:
    known = {name: place for place, name in enumerate(names)}
    return np.array([known[name] for name in wanted], np.intp)
