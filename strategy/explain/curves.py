"""The score of every advice or line as a function of one weight: piecewise linear, in closed form from the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import lcm
from typing import Literal

from strategy.advice.ledger import Ledger, Weights
from strategy.advice.lines import Line, Way, ways
from strategy.advice.model import Entry
from strategy.dossier.model import Scoring
from strategy.explain.piecewise import Piecewise, following, highest, line, lowest, total

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
        return score * at.denominator - line(at.numerator)

    def _curve(self, name: str, lever: Lever | None) -> Piecewise:
        together = self._ways[name]
        if len(together) == 1:
            return self._score(together[0].parts, lever)
        return following(
            [
                (total([self._score((seat,), lever) for seat in way.seats]), self._score(way.parts, lever))
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
        others = total(arguments) - strongest
        parts = self._bonus.denominator * self._cap.denominator
        bonus = lowest(others * int(self._bonus * parts), strongest * int(self._cap * parts))
        return strongest * parts + bonus

    def _net(self, pair: tuple[str, str], unit: Fraction, lever: Lever | None) -> Piecewise:
        priority, opgave = self._priorities[pair[0]], self._opgaven[pair[1]]
        unit *= self.scale / (self._bonus.denominator * self._cap.denominator)
        if lever is None or not lever.moves(pair):
            return line(_as_integer(priority * opgave * unit))
        return line(0, _as_integer((priority if lever.kind == "opgave" else opgave) * unit))

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
