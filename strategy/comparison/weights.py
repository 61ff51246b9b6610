"""Tipping weights: how far the weight of one opgave can go before an advice that holds leaves `doen` or the highest,
or before the highest are others. Exact, as roots of the piecewise linear scores of strategy/explain/tipping.py.

With S(w) the score of an advice and R(w) that of another, as functions of one weight w:

  the first leaves `doen`       where the smallest of S(w) − doen_vanaf over these advices becomes negative;
  the first leaves the highest  where as many R(w) − S(w) are positive as there may be highest;
  the highest are others        where the lowest of the highest minus the highest of the rest becomes negative.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import pairwise

from strategy.advice.advise import Outcome
from strategy.advice.ledger import Weights
from strategy.comparison.futures import Futures
from strategy.comparison.seats import CORE, Seat
from strategy.explain.tipping import HIGH, LOW, Curves, Lever, Piecewise, Swap, highest, lowest, zeros


@dataclass(frozen=True)
class WeightTurns:
    """What the weight of one opgave does in one scenario; at most one turn below the weight now and one above it.

    Of the advices that hold, in `core` those that leave `doen` are `overtaken`, in `firm` those that leave the highest;
    `rank` is how many stay. In `top` what comes among the highest is `overtaking`, what leaves `overtaken`, and `rank`
    is how many the highest are.
    """

    scenario: int
    lever: Lever
    now: Fraction
    core: tuple[Swap, ...]
    firm: tuple[Swap, ...]
    top: tuple[Swap, ...]


def weight_turns(
    futures: Futures, seats: Sequence[Seat], holding: Sequence[Seat], size: int
) -> tuple[WeightTurns, ...]:
    """Per scenario and opgave the turns; from the dossier itself when it is compared, otherwise from every scenario.

    `holding` are the advices that hold in all scenarios or all but one, `size` how many count as the highest.
    """
    wanted = [number for number, future in enumerate(futures.columns) if future is futures.base]
    return tuple(
        turns
        for number in wanted or range(len(futures.columns))
        for turns in _of_scenario(number, futures.columns[number].outcome, seats, holding, size)
    )


def _of_scenario(
    number: int, outcome: Outcome, seats: Sequence[Seat], holding: Sequence[Seat], size: int
) -> Iterator[WeightTurns]:
    if not outcome.advices:
        return
    scoring = outcome.case.dossier.header.scoring
    curves = Curves(outcome.ledger, Weights.of(outcome.case.dossier), scoring, outcome.lines)
    standings = {seat.id: standing for seat in seats if (standing := seat.standings[number])}
    high = [name for name, standing in standings.items() if standing.place <= size]
    rest = [name for name in standings if name not in high]
    firm = [seat.id for seat in holding if seat.id in high]
    central = [name for name in firm if standings[name].band == CORE]
    shown = outcome.case.view.ids["opgave"]
    for lever in curves.levers:
        if lever.kind != "opgave" or lever.id not in shown:
            continue
        scores = curves.of(lever)
        now = curves.now(lever)
        margins = {name: curves.above(scores[name], scoring.do_from) for name in central}
        yield WeightTurns(
            scenario=number,
            lever=lever,
            now=now,
            core=tuple(_leaving(margins, now)),
            firm=tuple(_dropping({name: scores[name] for name in standings}, firm, size, now)),
            top=tuple(_changing(scores, high, rest, now)),
        )


def _leaving(margins: Mapping[str, Piecewise], now: Fraction) -> Iterator[Swap]:
    """The nearest weights at which the first of these margins becomes negative."""
    if not margins:
        return
    least = _least(margins.values())
    for at, up, past in _turns(least, now):
        gone = tuple(name for name, margin in margins.items() if margin.at(past) < 0)
        yield Swap(at, up, least.at(at) < 0, len(margins) - len(gone), (), gone)


def _dropping(
    scores: Mapping[str, Piecewise], firm: Collection[str], size: int, now: Fraction
) -> Iterator[Swap]:
    """The nearest weights at which the first of these advices has too many above it."""
    if not firm:
        return
    bends = {at for name in firm for other in scores.values() for at in zeros(other - scores[name])}

    def dropped(weight: Fraction) -> tuple[str, ...]:
        values = sorted((score.at(weight) for score in scores.values()), reverse=True)
        floor = values[min(size, len(values)) - 1]
        return tuple(name for name in firm if scores[name].at(weight) < floor)

    for up in (False, True):
        for start, past in _stretches(bends, now, up):
            if gone := dropped(past):
                yield Swap(start, up, bool(dropped(start)), len(firm) - len(gone), (), gone)
                break


def _changing(
    scores: Mapping[str, Piecewise], high: Collection[str], rest: Collection[str], now: Fraction
) -> Iterator[Swap]:
    """The nearest weights at which one of the rest comes among the highest."""
    if not high or not rest:
        return
    floor, ceiling = _least(scores[name] for name in high), highest(scores[name] for name in rest)
    lead = floor - ceiling
    for at, up, past in _turns(lead, now):
        least, most = floor.at(past), ceiling.at(past)
        coming = tuple(name for name in rest if scores[name].at(past) > least)
        leaving = tuple(name for name in high if scores[name].at(past) < most)
        yield Swap(at, up, lead.at(at) < 0, len(high), coming, leaving)


def _turns(function: Piecewise, now: Fraction) -> Iterator[tuple[Fraction, bool, Fraction]]:
    """Below and above `now` the nearest weight past which the function is negative, and a weight just past it."""
    for up in (False, True):
        for start, past in _stretches(zeros(function), now, up):
            if function.at(past) < 0:
                yield start, up, past
                break


def _stretches(bends: Iterable[Fraction], now: Fraction, up: bool) -> Iterator[tuple[Fraction, Fraction]]:
    """Going from `now` in one direction: where each stretch between bends starts, and a weight within it."""
    ahead = (at for at in bends if (at > now if up else at < now))
    for start, following in pairwise(sorted({now, HIGH if up else LOW, *ahead}, reverse=not up)):
        yield start, (start + following) / 2


def _least(functions: Iterable[Piecewise]) -> Piecewise:
    return reduce(lowest, dict.fromkeys(functions))
