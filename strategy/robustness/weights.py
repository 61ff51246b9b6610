"""The weight space: where each line ends up under thousands of sets of weights, and which weight matters.

Rules never test a weight, so the ledger of one run holds for every weight. What strategy/advice/scores_bands.py does for one
set of weights is done here for a whole column of them, with the same operations in the same order. So the numbers are
the same to the last bit, and not merely close. Arrays have one row per thing (pair, entry, line) and one column per set of weights.

How much of the spread in an advice's score comes from which weight: Sobol indices.

Sobol (2001), with Saltelli's estimators (2010), by SALib. The weights are drawn independently and evenly between two
bounds. For a weight w and the outcome Y:

  own    (S1) = Var(E[Y | w]) / Var(Y)               what w does by itself
  total  (ST) = 1 - Var(E[Y | all but w]) / Var(Y)    what w does, together with others included
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line, Way, ways
from strategy.advice.model import BANDS, REFRAIN, Entry
from strategy.advice.scores_bands import DIGITS, Ledger, Weights
from strategy.dossier.model import Scoring
from strategy.explain.tipping import Lever
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


Design = Literal["lhs", "dirichlet", "een-voor-een"]
DESIGNS: tuple[Design, ...] = get_args(Design)
WEIGHT_DIGITS = 3
"""Weights are rounded to so many digits: people can copy them into a scenario and get the same advice."""
LOW, HIGH = 0.0, 3.0
"""From not counting at all to three times as heavily as a weight that nobody named."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Sample:
    """Sets of weights: one row per lever, one column per set.

    `light` and `heavy` say where a lever is light and where it is heavy, compared with the rest of the sample.
    """

    levers: tuple[Lever, ...]
    weights: Numbers
    light: Mask
    heavy: Mask

    @property
    def count(self) -> int:
        return len(self.weights.T)


def sample_weights(
    levers: Sequence[Lever],
    present: Sequence[float],
    design: Design,
    count: int,
    seed: int,
    low: float = LOW,
    high: float = HIGH,
) -> Sample:
    """`count` sets of weights for these levers, whose present weights are given. The same seed gives the same sets.

    lhs           Latin hypercube (McKay, Beckman and Conover, 1979): each weight evenly over low to high.
    dirichlet     the present sum divided in every possible way, each as likely; `low` and `high` do not count.
    een-voor-een  one weight from low to high in equal steps, the others as they are; one lever after the other.
    """
    names = tuple(levers)
    now = np.array(present, float)
    if design == "een-voor-een":
        return _one_by_one(names, now, count, low, high)
    random = np.random.default_rng(seed)
    if design == "lhs":
        weights = low + (high - low) * _latin(random, len(names), count)
    else:
        total = now.sum() or float(len(names))
        weights = total * random.dirichlet(np.ones(len(names)), count).T
    weights = np.round(weights, WEIGHT_DIGITS)
    ordered = np.sort(weights, axis=1)
    third = count // 3
    light, heavy = ordered[:, [third]], ordered[:, [count - 1 - third]]
    return Sample(names, weights, weights <= light, weights >= heavy)


def _latin(random: np.random.Generator, levers: int, count: int) -> Numbers:
    """Numbers in [0, 1): per lever exactly one in each of `count` equal parts, in random order."""
    strata = np.array([random.permutation(count) for _ in range(levers)]).reshape(levers, count)
    result: Numbers = (strata + random.random((levers, count))) / count
    return result


def _one_by_one(names: tuple[Lever, ...], now: Numbers, count: int, low: float, high: float) -> Sample:
    """The sets are shared out over the levers; the first levers take what is left over."""
    turn = np.arange(count) % len(names)
    weights = np.repeat(now[:, None], count, axis=1)
    for lever in range(len(names)):
        own = np.flatnonzero(turn == lever)
        weights[lever, own] = np.round(np.linspace(low, high, len(own)), WEIGHT_DIGITS)
    return Sample(names, weights, weights < now[:, None], weights > now[:, None])


CHUNK = 1000
"""Sets of weights worked out at once: more takes more memory and no less time."""
TAIL = 0.05
"""Ranges leave out this part at either end."""
_BINS = 1000
"""Scores are counted per thousandth of their highest, so that their range needs no list of all of them."""


@dataclass(frozen=True)
class Lean:
    """How a line leans on one weight: the share in which it is `doen` where that is light, and where it is heavy."""

    lever: Lever
    light: float
    heavy: float

    @property
    def gap(self) -> float:
        return abs(self.heavy - self.light)


@dataclass(frozen=True)
class Spread:
    """Where one line ends up in a sample of weights.

    `core` and `promising`: the share in which it is `doen`, and `ook doen`. `low` to `high`: the middle nine tenths of
    its score. `worst_at`: the first weights that give the worst rank, per lever.
    """

    core: float
    promising: float
    best_rank: int
    worst_rank: int
    low_rank: int
    high_rank: int
    low: float
    high: float
    leans: tuple[Lean, ...]
    worst_at: tuple[float, ...]


@dataclass(frozen=True)
class WeightSpace:
    """The spread of every line over a sample, by its id."""

    sample: Sample
    spreads: Mapping[str, Spread]


def levers_of(outcome: Outcome, kinds: tuple[str, ...] = ("opgave",)) -> tuple[Lever, ...]:
    """The weights of what holds on the day and may be seen: of opgaven, of priorities, or of both."""
    view = outcome.case.view
    opgaven = [Lever("opgave", name) for name in view.ids["opgave"]]
    priorities = [Lever("prioriteit", name) for name in view.ids["prioriteit"]]
    return tuple(lever for lever in (*opgaven, *priorities) if lever.kind in kinds)


def present_weights(outcome: Outcome, levers: tuple[Lever, ...]) -> tuple[float, ...]:
    """What each lever weighs in the dossier."""
    weights = Weights.of(outcome.case.dossier)
    return tuple(
        (weights.opgaven if lever.kind == "opgave" else weights.priorities)[lever.id] for lever in levers
    )


class Model:
    """The lines of an outcome as a function of some of its weights; all others stay as they are."""

    def __init__(self, outcome: Outcome, levers: tuple[Lever, ...]) -> None:
        weights = Weights.of(outcome.case.dossier)
        self.matrix = Matrix(outcome.ledger, outcome.lines, weights, outcome.case.dossier.header.scoring)
        self._settled = self.matrix.settled(weights)
        names = {"opgave": self.matrix.opgaven, "prioriteit": self.matrix.priorities}
        self._rows = [(lever.kind == "prioriteit", names[lever.kind].index(lever.id)) for lever in levers]

    def scores(self, weights: Numbers) -> Whole:
        """Scores in parts of UNIT, one row per line. `weights`: one row per lever, one column per set."""
        columns = tuple(np.repeat(each, weights.shape[1], axis=1) for each in self._settled)
        for row, (which, place) in enumerate(self._rows):
            columns[which][place] = weights[row]
        return self.matrix.scores(*columns)

    def values(self, weights: Numbers) -> Numbers:
        """Each score as people read it; `weights` as for `scores`."""
        chunks = [
            self.scores(weights[:, start : start + CHUNK]) / UNIT
            for start in range(0, weights.shape[1], CHUNK)
        ]
        return np.concatenate(chunks, axis=1)


def explore_weights(outcome: Outcome, drawn: Sample) -> WeightSpace:
    """Where every line of an outcome ends up over a sample of weights."""
    model = Model(outcome, drawn.levers)
    heaviest = drawn.weights.max(axis=1, keepdims=True) if drawn.count else np.ones((len(drawn.levers), 1))
    tally = _WeightTally(len(model.matrix.names), drawn, model.values(heaviest))
    for start in range(0, drawn.count, CHUNK):
        columns = slice(start, start + CHUNK)
        scores = model.scores(drawn.weights[:, columns])
        tally.add(columns, scores / UNIT, model.matrix.bands(scores), ranks(scores))
    return WeightSpace(drawn, dict(zip(model.matrix.names, tally.spreads(), strict=True)))


class _WeightTally:
    """Counts per advice, added to chunk by chunk. `highest` has the most that each can score, as one column."""

    def __init__(self, advices: int, drawn: Sample, highest: Numbers) -> None:
        self._drawn = drawn
        self._unit = np.where(highest > 0, highest, 1.0) / _BINS
        self._core = np.zeros(advices, np.int64)
        self._promising = np.zeros(advices, np.int64)
        self._ranks = np.zeros((advices, advices + 1), np.int64)
        self._values = np.zeros((advices, _BINS + 1), np.int64)
        self._light = np.zeros((advices, len(drawn.levers)), np.int64)
        self._heavy = np.zeros((advices, len(drawn.levers)), np.int64)
        self._worst = np.zeros(advices, np.int64)
        self._worst_at = np.zeros(advices, np.intp)

    def add(self, columns: slice, values: Numbers, bands: NDArray[np.int8], found: Whole) -> None:
        core = bands == DO
        self._core += core.sum(axis=1)
        self._promising += (bands == ALSO).sum(axis=1)
        self._ranks += _counts(found, self._ranks.shape[1])
        self._values += _counts(np.minimum(values // self._unit, _BINS).astype(np.int64), _BINS + 1)
        # Counts below 2**24 are exact as floats, and multiplied much faster.
        self._light += (core.astype(np.float32) @ self._drawn.light[:, columns].T).astype(np.int64)
        self._heavy += (core.astype(np.float32) @ self._drawn.heavy[:, columns].T).astype(np.int64)
        worst = found.max(axis=1, initial=0)
        worse = worst > self._worst
        self._worst[worse] = worst[worse]
        self._worst_at[worse] = columns.start + found.argmax(axis=1)[worse]

    def spreads(self) -> Iterator[Spread]:
        """The spread of each advice, in order."""
        count = self._drawn.count
        light, heavy = self._drawn.light.sum(axis=1), self._drawn.heavy.sum(axis=1)
        for place in range(len(self._core)):
            low_rank, high_rank = _between(self._ranks[place])
            low, high = _between(self._values[place])
            seen = np.flatnonzero(self._ranks[place])
            leans = tuple(
                Lean(lever, *(_share(counts[place, row], size[row]) for counts, size in ends))
                for ends in [((self._light, light), (self._heavy, heavy))]
                for row, lever in enumerate(self._drawn.levers)
            )
            yield Spread(
                core=_share(self._core[place], count),
                promising=_share(self._promising[place], count),
                best_rank=int(seen[0]),
                worst_rank=int(seen[-1]),
                low_rank=low_rank,
                high_rank=high_rank,
                low=low * float(self._unit[place, 0]),
                high=high * float(self._unit[place, 0]),
                leans=leans,
                worst_at=tuple(self._drawn.weights[:, self._worst_at[place]].tolist()),
            )


def _counts(values: Whole, bins: int) -> Whole:
    """Per row how often each whole number below `bins` occurs."""
    rows = np.arange(len(values))[:, None] * bins
    found: Whole = np.bincount((values + rows).ravel(), minlength=len(values) * bins).reshape(-1, bins)
    return found


def _between(counts: Whole) -> tuple[int, int]:
    """The middle of what was counted, without the tails."""
    sums = np.cumsum(counts)
    low, high = np.searchsorted(sums, [TAIL * sums[-1], (1 - TAIL) * sums[-1]])
    return int(low), int(high)


def _share(number: int, of: int) -> float:
    return float(number / of) if of else 0.0


POINTS = 1024
"""Base points, a power of two as Sobol's sequence asks; the model is evaluated (levers + 2) times as often."""


@dataclass(frozen=True)
class SobolIndex:
    """What one weight contributes, as shares of the variance; `margin` is half the width of the 95% interval of total."""

    lever: Lever
    own: float
    total: float
    margin: float


def sobol_indices(
    outcome: Outcome, levers: Sequence[Lever], names: Sequence[str], low: float, high: float, seed: int
) -> dict[str, tuple[SobolIndex, ...]]:
    """Per line in `names` the indices of these weights, the heaviest first; all 0 when none of them matters."""
    from SALib.analyze import sobol
    from SALib.sample import sobol as sampling

    problem = {
        "num_vars": len(levers),
        "names": [f"{lever.kind}/{lever.id}" for lever in levers],
        "bounds": [[low, high]] * len(levers),
    }
    points = sampling.sample(problem, POINTS, calc_second_order=False, seed=seed)
    model = Model(outcome, tuple(levers))
    values = dict(zip(model.matrix.names, model.values(np.ascontiguousarray(points.T)), strict=True))
    found = {}
    for name in names:
        if np.ptp(values[name]) == 0:
            found[name] = tuple(SobolIndex(lever, 0.0, 0.0, 0.0) for lever in levers)
            continue
        result = sobol.analyze(problem, values[name], calc_second_order=False, seed=seed)
        rows = zip(levers, result["S1"], result["ST"], result["ST_conf"], strict=True)
        each = [
            SobolIndex(lever, max(0.0, float(own)), float(total), float(margin))
            for lever, own, total, margin in rows
        ]
        found[name] = tuple(sorted(each, key=lambda index: -index.total))
    return found
