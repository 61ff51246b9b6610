"""Piecewise linear functions of one weight, in exact numbers: sums, extremes and where they change sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import chain, combinations, pairwise

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


def line(constant: int, slope: int = 0) -> Piecewise:
    """The straight line `constant` + `slope` × x."""
    return Piecewise((Piece(LOW, constant, slope),))


def total(functions: Iterable[Piecewise]) -> Piecewise:
    """The sum; 0 everywhere when there is nothing to add."""
    return reduce(Piecewise.__add__, functions, line(0))


def highest(functions: Iterable[Piecewise]) -> Piecewise:
    """At each x the largest value. Raises TypeError when there are no functions."""
    return reduce(_higher, dict.fromkeys(functions))


def lowest(one: Piecewise, other: Piecewise) -> Piecewise:
    """At each x the smaller value."""
    return _higher(one * -1, other * -1) * -1


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
