"""At which weight an advice changes band or rank: exact roots of the scores as functions of that weight.

Scores are piecewise linear in one weight. First these functions in exact numbers (sums, extremes and where they change
sign), then the score of every advice or line as one of them, then where they cross.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import chain, combinations, groupby, pairwise
from math import lcm
from typing import Literal

from strategy.advice.lines import Line, Way, ways
from strategy.advice.model import REFRAIN, Band, Entry
from strategy.advice.names import Names
from strategy.advice.scores_bands import Ledger, Weights
from strategy.dossier.model import Scoring

LOW, HIGH = Fraction(0), Fraction(10)
"""The weights that a dossier allows (`gewicht` in strategy/dossier/model.py)."""


@dataclass(frozen=True)
class Piece:
    """constant + slope × x, from `start` until the next piece starts. Whole numbers, because these are fast."""

    start: Fraction
    constant: int
    slope: int

    def at(self, x: Fraction) -> Fraction:
        return self.constant + self.slope * x

    def sign(self, x: Fraction) -> int:
        """Negative, 0 or positive, as the value at `x` is."""
        return self.constant * x.denominator + self.slope * x.numerator

    def less(self, other: Piece) -> Piece:
        """This piece minus another one."""
        return Piece(self.start, self.constant - other.constant, self.slope - other.slope)

    @property
    def root(self) -> Fraction:
        return Fraction(-self.constant, self.slope)


@dataclass(frozen=True)
class Piecewise:
    """A function on [LOW, HIGH]: pieces in ascending order, the first starting at LOW.

    It is continuous, but for what follows another function: see `following`.
    """

    pieces: tuple[Piece, ...]

    def piece(self, x: Fraction) -> Piece:
        """The piece that `x` lies on. Raises ValueError outside [LOW, HIGH]."""
        if not LOW <= x <= HIGH:
            raise ValueError(f"{x} lies outside the range of weights")
        return next(piece for piece in reversed(self.pieces) if piece.start <= x)

    def at(self, x: Fraction) -> Fraction:
        """The value at `x`. Raises ValueError outside [LOW, HIGH]."""
        return self.piece(x).at(x)

    def __add__(self, other: Piecewise) -> Piecewise:
        return _simplified(
            Piece(start, one.constant + two.constant, one.slope + two.slope)
            for start, _, one, two in _side_by_side(self, other)
        )

    def __sub__(self, other: Piecewise) -> Piecewise:
        return self + other * -1

    def __mul__(self, factor: int) -> Piecewise:
        return Piecewise(
            tuple(Piece(each.start, each.constant * factor, each.slope * factor) for each in self.pieces)
        )


def straight(constant: int, slope: int = 0) -> Piecewise:
    """The straight line `constant` + `slope` × x."""
    return Piecewise((Piece(LOW, constant, slope),))


def sum_of(functions: Iterable[Piecewise]) -> Piecewise:
    """The sum; 0 everywhere when there is nothing to add."""
    return reduce(Piecewise.__add__, functions, straight(0))


def highest(functions: Iterable[Piecewise]) -> Piecewise:
    """At each x the largest value. Raises TypeError when there are no functions."""
    return reduce(_higher, dict.fromkeys(functions))


def lowest(functions: Iterable[Piecewise]) -> Piecewise:
    """At each x the smallest value. Raises TypeError when there are no functions."""
    return highest(function * -1 for function in functions) * -1


def zeros(function: Piecewise) -> tuple[Fraction, ...]:
    """Every x at which the function reaches, leaves or jumps over 0, ascending; between two of these its sign is the same."""
    found: dict[Fraction, None] = {}
    before: Piece | None = None
    for start, end, piece in _pieces_with_ends(function):
        if before and before.sign(start) * piece.sign(start) < 0:
            found[start] = None
        found |= dict.fromkeys(_zeros(start, end, piece))
        before = piece
    return tuple(found)


def following(pairs: Sequence[tuple[Piecewise, Piecewise]]) -> Piecewise:
    """At each x the second function of the pair of which the first is the highest; of equals that of the first pair.

    It jumps where another pair takes over, and has the value of the new one there.
    """
    bends = {piece.start for pair in pairs for function in pair for piece in function.pieces}
    bends.update(at for (one, _), (other, _) in combinations(pairs, 2) for at in zeros(one - other))
    pieces = []
    for start, end in pairwise(sorted({*bends, HIGH})):
        middle = (start + end) / 2
        _, value = max(pairs, key=lambda pair: pair[0].at(middle))
        piece = value.piece(middle)
        pieces.append(Piece(start, piece.constant, piece.slope))
    return _simplified(pieces)


def _higher(one: Piecewise, other: Piecewise) -> Piecewise:
    return _simplified(chain.from_iterable(_upper(*each) for each in _side_by_side(one, other)))


def _upper(start: Fraction, end: Fraction, one: Piece, two: Piece) -> Iterator[Piece]:
    """The higher of two straight pieces, in one or two pieces."""
    lead = one.less(two)
    first, last = lead.sign(start), lead.sign(end)
    begins, ends = (one, two) if first > 0 or (first == 0 and last > 0) else (two, one)
    yield Piece(start, begins.constant, begins.slope)
    if (first > 0 > last) or (first < 0 < last):
        yield Piece(lead.root, ends.constant, ends.slope)


def _zeros(start: Fraction, end: Fraction, piece: Piece) -> Iterator[Fraction]:
    first, last = piece.sign(start), piece.sign(end)
    if first == 0:
        yield start
    if (first > 0 > last) or (first < 0 < last):
        yield piece.root
    if last == 0:
        yield end


def _pieces_with_ends(function: Piecewise) -> Iterator[tuple[Fraction, Fraction, Piece]]:
    """Each piece with where it starts and ends."""
    ends = (*(piece.start for piece in function.pieces[1:]), HIGH)
    return ((piece.start, end, piece) for piece, end in zip(function.pieces, ends, strict=True))


def _side_by_side(one: Piecewise, other: Piecewise) -> Iterator[tuple[Fraction, Fraction, Piece, Piece]]:
    """From every place where either function bends to the next: the pieces of both there."""
    if len(one.pieces) == len(other.pieces) == 1:
        yield LOW, HIGH, one.pieces[0], other.pieces[0]
        return
    ours, theirs = list(_pieces_with_ends(one)), list(_pieces_with_ends(other))
    i = j = 0
    start = LOW
    while start < HIGH:
        _, our_end, our = ours[i]
        _, their_end, their = theirs[j]
        end = min(our_end, their_end)
        yield start, end, our, their
        i, j, start = i + (our_end == end), j + (their_end == end), end


def _simplified(pieces: Iterable[Piece]) -> Piecewise:
    """Pieces as one function; where nothing bends no new piece starts."""
    kept: list[Piece] = []
    for piece in pieces:
        if not kept or (kept[-1].constant, kept[-1].slope) != (piece.constant, piece.slope):
            kept.append(piece)
    return Piecewise(tuple(kept))


_Arguments = Mapping[tuple[str, str], Mapping[tuple[str, str], Fraction]]
"""Per argument (rule, opgave), per pair (priority, opgave): the net value per unit of weight."""


@dataclass(frozen=True, order=True)
class Lever:
    """One weight: of an opgave or of a priority."""

    kind: Literal["opgave", "prioriteit"]
    id: str

    def moves(self, pair: tuple[str, str]) -> bool:
        """Whether the weight counts for a pair (priority, opgave)."""
        return self.id == pair[self.kind == "opgave"]

    def text(self, names: Names) -> str:
        """As in a sentence: an opgave by its kind, a priority between quotation marks."""
        name = names.name(self.kind, self.id)
        return f"opgave {name}" if self.kind == "opgave" else f'"{name}"'


class Curves:
    """The scores of one ledger, ready to be drawn against any of its weights: of its advice, or of `lines` when given.

    For one weight w (of an opgave or of a priority) all others stay as they are. With u = points × factor of an
    entry, a = the sum, over the counter rules for the same priority within the same opgave, of the most negative
    points × factor, and v = the other weight of the pair (priority, opgave):

      net value of an entry  = w × v × max(0, u + a)         when the pair contains w: one weight scales both sides
                             = a constant                    when it does not
      argument(rule, opgave) = the highest net value          → max(constant, slope × w)
      strongest              = the highest argument
      score                  = strongest + min(bonus × (sum of the arguments − strongest), bonusplafond × strongest)

    Sums, minima and maxima of piecewise linear functions are piecewise linear, so the score is. That of a line is
    the same over the arguments of all parts that count; of several roles at a table that of the one with the highest
    score. Numbers are exact, as they are written: 0.9 is nine tenths. `advice` rounds a score to 4 digits, so what
    follows from these functions is exact up to that.

    `scale` is what they are multiplied by, so that whole numbers, which are fast, do for nearly everything.
    """

    def __init__(
        self, ledger: Ledger, weights: Weights, scoring: Scoring, lines: Iterable[Line] = ()
    ) -> None:
        self._opgaven = {name: exact(weight) for name, weight in weights.opgaven.items()}
        self._priorities = {name: exact(weight) for name, weight in weights.priorities.items()}
        self._bonus, self._cap = exact(scoring.bonus), exact(scoring.cap)
        self._arguments = _arguments(ledger)
        self._ways = {line.id: ways(line) for line in lines} or {
            name: (Way((), (name,)),) for name in self._arguments
        }
        self.scale = self._scale()
        self._still = {name: self._curve(name, None) for name in self._ways}

    @property
    def levers(self) -> tuple[Lever, ...]:
        """Every weight: those of the opgaven first, then those of the priorities, in the order of the dossier."""
        opgaven = (Lever("opgave", name) for name in self._opgaven)
        return (*opgaven, *(Lever("prioriteit", name) for name in self._priorities))

    def now(self, lever: Lever) -> Fraction:
        """The present weight. Raises KeyError for a lever that is not there."""
        return (self._opgaven if lever.kind == "opgave" else self._priorities)[lever.id]

    def of(self, lever: Lever) -> dict[str, Piecewise]:
        """Per advice or line `scale` × its score as a function of one weight."""
        return {
            name: self._curve(name, lever) if self.own(name, lever) else still
            for name, still in self._still.items()
        }

    def own(self, advice: str, lever: Lever) -> bool:
        """Whether an advice has an argument that the weight counts in."""
        return any(
            lever.moves(pair)
            for name in chain.from_iterable(way.parts for way in self._ways[advice])
            for pairs in self._arguments[name].values()
            for pair in pairs
        )

    def above(self, score: Piecewise, edge: float) -> Piecewise:
        """How far a score of `of` lies above a fixed score, times a positive whole number."""
        at = exact(edge) * self.scale
        return score * at.denominator - straight(at.numerator)

    def _curve(self, name: str, lever: Lever | None) -> Piecewise:
        together = self._ways[name]
        if len(together) == 1:
            return self._score(together[0].parts, lever)
        return following(
            [
                (sum_of([self._score((seat,), lever) for seat in way.seats]), self._score(way.parts, lever))
                for way in together
            ]
        )

    def _score(self, names: Sequence[str], lever: Lever | None) -> Piecewise:
        """The score of the arguments of some advice together."""
        nets: dict[tuple[str, str], list[Piecewise]] = {}
        for name in names:
            for argument, pairs in self._arguments[name].items():
                found = (self._net(pair, unit, lever) for pair, unit in pairs.items())
                nets.setdefault(argument, []).extend(found)
        arguments = [highest(group) for group in nets.values()]
        strongest = highest(arguments)
        others = sum_of(arguments) - strongest
        parts = self._bonus.denominator * self._cap.denominator
        bonus = lowest((others * int(self._bonus * parts), strongest * int(self._cap * parts)))
        return strongest * parts + bonus

    def _net(self, pair: tuple[str, str], unit: Fraction, lever: Lever | None) -> Piecewise:
        priority, opgave = self._priorities[pair[0]], self._opgaven[pair[1]]
        unit *= self.scale / (self._bonus.denominator * self._cap.denominator)
        if lever is None or not lever.moves(pair):
            return straight(_as_integer(priority * opgave * unit))
        return straight(0, _as_integer((priority if lever.kind == "opgave" else opgave) * unit))

    def _scale(self) -> Fraction:
        """What makes a whole number of every score, whatever weight is left out of the product."""
        parts = self._bonus.denominator * self._cap.denominator
        units = [
            unit for group in self._arguments.values() for pairs in group.values() for unit in pairs.values()
        ]
        for numbers in (units, self._priorities.values(), self._opgaven.values()):
            parts *= lcm(*(number.denominator for number in numbers))
        return Fraction(parts)


def exact(number: float) -> Fraction:
    """A number as it is written: 0.9 is nine tenths, not its nearest binary fraction."""
    return Fraction(repr(float(number)))


def _as_integer(number: Fraction) -> int:
    assert number.denominator == 1
    return number.numerator


def _arguments(ledger: Ledger) -> Mapping[str, _Arguments]:
    """The arguments of each advice, counter-arguments taken off."""
    against = _against(ledger.counters)
    found: dict[str, dict[tuple[str, str], dict[tuple[str, str], Fraction]]] = {}
    for entry in ledger.entries:
        pair = (entry.priority, entry.opgave)
        pairs = found.setdefault(entry.advice, {}).setdefault((entry.rule, entry.opgave), {})
        left = _unit(entry) + against.get((entry.advice, *pair), 0)
        pairs[pair] = max(left, pairs.get(pair, Fraction(0)))
    return found


def _against(counters: Iterable[Entry]) -> dict[tuple[str, str, str], Fraction]:
    """Per advice, priority and opgave: what its counter rules take off per unit of weight, each at its worst."""
    worst: dict[tuple[str, str, str], dict[str, Fraction]] = {}
    for entry in counters:
        rules = worst.setdefault((entry.advice, entry.priority, entry.opgave), {})
        rules[entry.rule] = min(_unit(entry), rules.get(entry.rule, Fraction(0)))
    return {key: sum(rules.values(), Fraction(0)) for key, rules in worst.items()}


def _unit(entry: Entry) -> Fraction:
    return exact(entry.points) * exact(entry.factor)


@dataclass(frozen=True)
class Stretch:
    """Weights from `low` to `high` that give one band. Only at 0 and 10 a stretch may be a single weight."""

    low: Fraction
    high: Fraction
    band: Band


@dataclass(frozen=True)
class Tip:
    """The nearest weight in one direction past which the band is another one; `included` when at it already."""

    at: Fraction
    up: bool
    included: bool
    band: Band


@dataclass(frozen=True)
class Swap:
    """The nearest weight in one direction past which the rank is another one, and with whom places change.

    `overtaking` are the advices that come to stand above this one, `overtaken` those that no longer do.
    """

    at: Fraction
    up: bool
    included: bool
    rank: int
    overtaking: tuple[str, ...]
    overtaken: tuple[str, ...]


@dataclass(frozen=True)
class Sensitivity:
    """What one weight does to one advice while all other weights stay; `own` when it counts in its arguments.

    `tips` and `swaps` hold at most one below the present weight and one above it, in that order.
    """

    lever: Lever
    now: Fraction
    own: bool
    stretches: tuple[Stretch, ...]
    tips: tuple[Tip, ...]
    swaps: tuple[Swap, ...]

    def distance(self, turns: Sequence[Tip] | Sequence[Swap]) -> Fraction:
        """How far the present weight is from the nearest of these; HIGH + 1 when there are none."""
        return min((abs(turn.at - self.now) for turn in turns), default=HIGH + 1)


def sensitivities(
    ledger: Ledger, weights: Weights, scoring: Scoring, names: Iterable[str]
) -> dict[str, tuple[Sensitivity, ...]]:
    """Per advice in `names` what each weight does to it: the weights of opgaven first, then of priorities.

    Score of this advice S(w), of another advice R(w): each piecewise linear (see `Curves`), so

      band  changes where S(w) − doen_vanaf or S(w) − ook_doen_vanaf changes sign;
      rank  changes where R(w) − S(w) becomes or stops being positive, for some other advice.

    On each linear piece that is one division. Scores are rounded to 4 digits before they are compared, so the
    program's own turning point lies where the two sides differ by less than that.

    Raises KeyError for an advice that the ledger does not have.
    """
    curves = Curves(ledger, weights, scoring)
    refraining = {
        name for name, group in ledger.targets.items() if any(each.sort == REFRAIN for each in group)
    }
    found: dict[str, list[Sensitivity]] = {name: [] for name in names}
    for lever in curves.levers:
        scores = curves.of(lever)
        for name, group in found.items():
            own = scores[name]
            rivals = {other: rival - own for other, rival in scores.items() if other != name}
            now = curves.now(lever)
            margins = (curves.above(own, scoring.do_from), curves.above(own, scoring.also_from))
            stretches, tips = _bands(margins, now, name in refraining)
            swaps = tuple(swap for up in (False, True) if (swap := _swap(rivals, now, up)))
            group.append(Sensitivity(lever, now, curves.own(name, lever), stretches, tips, swaps))
    return {name: tuple(group) for name, group in found.items()}


# ── bands ─────────────────────────────────────────────────────────────────────────────────────────────


def _bands(
    margins: tuple[Piecewise, Piecewise], now: Fraction, refraining: bool
) -> tuple[tuple[Stretch, ...], tuple[Tip, ...]]:
    """`margins`: how far the score lies above the line of `doen`, and of `ook doen`."""
    far, near = margins

    def band(weight: Fraction) -> Band:
        if refraining:
            return "niet doen"
        return "doen" if far.at(weight) >= 0 else "ook doen" if near.at(weight) >= 0 else "als er tijd is"

    turns = {LOW, HIGH}
    for margin in () if refraining else margins:
        turns.update(zeros(margin))
    stretches = tuple(_stretches(sorted(turns), band))
    tips = (_tip(stretches, band, now, up) for up in (False, True))
    return stretches, tuple(tip for tip in tips if tip)


def _stretches(turns: Sequence[Fraction], band: Callable[[Fraction], Band]) -> Iterator[Stretch]:
    """The bands from LOW to HIGH; a band at a single weight in between, where two lines touch, is left out."""
    parts = [Stretch(low, high, band((low + high) / 2)) for low, high in pairwise(turns)]
    parts = [Stretch(LOW, LOW, band(LOW)), *parts, Stretch(HIGH, HIGH, band(HIGH))]
    for found, group in groupby(parts, key=lambda part: part.band):
        same = list(group)
        yield Stretch(same[0].low, same[-1].high, found)


def _tip(
    stretches: Sequence[Stretch],
    band: Callable[[Fraction], Band],
    now: Fraction,
    up: bool,
) -> Tip | None:
    present = band(now)
    for stretch in stretches if up else reversed(stretches):
        near, far = (stretch.low, stretch.high) if up else (stretch.high, stretch.low)
        if (far > now if up else far < now) and stretch.band != present:
            at = max(near, now) if up else min(near, now)
            return Tip(at, up, band(at) == stretch.band, stretch.band)
    return None


# ── ranks ─────────────────────────────────────────────────────────────────────────────────────────────


def _swap(rivals: Mapping[str, Piecewise], now: Fraction, up: bool) -> Swap | None:
    """The first change of rank from `now` in one direction. `rivals` are the other scores less our own."""
    above = {name for name, lead in rivals.items() if lead.at(now) > 0}
    moves = sorted(
        (abs(at - now), at, name, ahead)
        for name, lead in rivals.items()
        for at, ahead in _moves(lead, now, up, name in above)
    )
    current = set(above)
    for (_, at), group in groupby(moves, key=lambda move: move[:2]):
        for _, _, name, ahead in group:
            (current.add if ahead else current.discard)(name)
        if len(current) != len(above):
            return Swap(
                at=at,
                up=up,
                included=sum(lead.at(at) > 0 for lead in rivals.values()) == len(current),
                rank=1 + len(current),
                overtaking=tuple(name for name in rivals if name in current - above),
                overtaken=tuple(name for name in rivals if name in above - current),
            )
    return None


def _moves(lead: Piecewise, now: Fraction, up: bool, ahead: bool) -> Iterator[tuple[Fraction, bool]]:
    """Past which weights a rival gets ahead, or no longer is, going from `now` in one direction."""
    turns = zeros(lead)
    if not turns:
        return
    stops = sorted({now, HIGH if up else LOW, *(x for x in turns if (x > now if up else x < now))})
    for at, following in pairwise(stops if up else stops[::-1]):
        if (lead.at((at + following) / 2) > 0) != ahead:
            ahead = not ahead
            yield at, ahead
