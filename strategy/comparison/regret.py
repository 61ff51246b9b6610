"""What holds whatever happens, what is lost by planning for another scenario than the one that comes, and at which weight.

An advice holds in a scenario when it is among the highest there, ties at the last place included. The band would be
another criterion, but time is limited: when everything weighs more, everything becomes `doen`, and still only the
highest can be done.

A plan is at most `size` lines: at most one per table, since a line takes all roles there together. The value of a plan
in a scenario is the sum of the scores that its lines have there; what is not advised there counts 0. With V(P, s) that value and V*(s) the highest value that any plan of this size has:

  regret(P, s) = 1 − V(P, s) / V*(s)        0 is nothing lost, 1 is everything lost

and the plan with the smallest maximum regret is the one for which the largest of these over the scenarios is
smallest: minimax regret, L.J. Savage, The Theory of Statistical Decision, JASA 46 (1951), p. 55-67. Regret is
relative here, because scores of scenarios with other weights have another scale.

Tipping weights: how far the weight of one opgave can go before an advice that holds leaves `doen` or the highest,
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
from itertools import pairwise

from strategy.advice.advise import Outcome
from strategy.advice.scores_bands import Weights
from strategy.comparison.futures import CORE, ComparedLine, Futures, ScenarioStanding
from strategy.explain.tipping import HIGH, LOW, Curves, Lever, Piecewise, Swap, highest, lowest, zeros


@dataclass(frozen=True)
class ScenarioDependent:
    """An advice that holds in all scenarios but one, or in one only: which one, by its place in the order."""

    seat: ComparedLine
    scenario: int


@dataclass(frozen=True)
class ScenarioFirmness:
    """Advice by how often it holds: always, in all scenarios but one, in one only, and in between."""

    always: tuple[ComparedLine, ...]
    near: tuple[ScenarioDependent, ...]
    alone: tuple[ScenarioDependent, ...]
    between: tuple[ComparedLine, ...]

    @property
    def holding(self) -> tuple[ComparedLine, ...]:
        """What holds always, or in all scenarios but one."""
        return (*self.always, *(dependent.seat for dependent in self.near))


def firmness(seats: Sequence[ComparedLine], size: int, scenarios: int) -> ScenarioFirmness:
    """Sorts advice by in how many scenarios it is among the `size` highest.

    With two scenarios, all but one and one only are the same: such advice is near.
    """
    always, near, alone, between = [], [], [], []
    for seat in seats:
        held = [number for number in range(scenarios) if seat.holds(number, size)]
        if len(held) == scenarios:
            always.append(seat)
        elif len(held) == scenarios - 1:
            (broken,) = set(range(scenarios)) - set(held)
            near.append(ScenarioDependent(seat, broken))
        elif len(held) == 1:
            alone.append(ScenarioDependent(seat, held[0]))
        elif held:
            between.append(seat)
    return ScenarioFirmness(tuple(always), tuple(near), tuple(alone), tuple(between))


_SLACK = 1e-6
"""How much the second optimisation may give up of the first: what the solver takes for equal."""
_UNIT = 10_000
"""Scores have four digits; in these units they are whole numbers, so that sums are exact."""


@dataclass(frozen=True)
class RegretPlan:
    """Seats, and per scenario the regret when it comes."""

    seats: tuple[ComparedLine, ...]
    regrets: tuple[float, ...]

    @property
    def worst(self) -> float:
        """The maximum regret."""
        return max(self.regrets, default=0.0)

    @property
    def worst_scenario(self) -> int:
        """Where the regret is largest; of several the first. Raises ValueError without scenarios."""
        return self.regrets.index(self.worst)


@dataclass(frozen=True)
class Regret:
    """Per scenario, in order, the plan made for it; and the plan with the smallest maximum regret."""

    size: int
    plans: tuple[RegretPlan, ...]
    safest: RegretPlan

    def unprepared(self, scenario: int) -> float:
        """What is lost in a scenario on average by the plans for the others."""
        others = sorted(
            plan.regrets[scenario] for number, plan in enumerate(self.plans) if number != scenario
        )
        return sum(others) / len(others) if others else 0.0


def regret(seats: Sequence[ComparedLine], size: int, names: Sequence[str]) -> Regret:
    """The regret of the plan of every scenario in every scenario; `names` are the scenarios, for a fixed order.

    The answer is the same in whatever order the scenarios are given.
    """
    ordered = sorted(seats, key=lambda seat: seat.id)
    values = [[_value(standing) for standing in seat.standings] for seat in ordered]
    best = [_best(ordered, scenario, size) for scenario in range(len(names))]
    tops = [sum(values[seat][scenario] for seat in chosen) for scenario, chosen in enumerate(best)]

    def plan(chosen: Iterable[int], by: int | None = None) -> RegretPlan:
        taken = sorted(chosen, key=lambda seat: (-_weight(values[seat], tops, by), ordered[seat].id))
        held = [sum(values[seat][scenario] for seat in taken) for scenario in range(len(names))]
        regrets = (1 - value / top if top else 0.0 for value, top in zip(held, tops, strict=True))
        return RegretPlan(tuple(ordered[seat] for seat in taken), tuple(regrets))

    plans = tuple(plan(chosen, scenario) for scenario, chosen in enumerate(best))
    return Regret(size, plans, plan(_safest(ordered, values, tops, size, names)))


def _weight(values: Sequence[int], tops: Sequence[int], by: int | None) -> float:
    """By what the seats of a plan are ordered: their value in its own scenario, or over all of them."""
    if by is not None:
        return float(values[by])
    return round(sum(sorted(value / top for value, top in zip(values, tops, strict=True) if top)), 9)


def _value(standing: ScenarioStanding | None) -> int:
    """What a line is worth in a scenario."""
    return round(_UNIT * standing.score) if standing else 0


def _best(seats: Sequence[ComparedLine], scenario: int, size: int) -> list[int]:
    """The plan for one scenario: the advised lines with the highest scores."""
    given = [
        (-standing.score, seat.id, number)
        for number, seat in enumerate(seats)
        if (standing := seat.standings[scenario])
    ]
    return [number for _, _, number in sorted(given)[:size]]


def _safest(
    seats: Sequence[ComparedLine],
    values: Sequence[Sequence[int]],
    tops: Sequence[int],
    size: int,
    names: Sequence[str],
) -> list[int]:
    """The plan with the smallest maximum regret, and of several the one with the smallest total; exact, by HiGHS."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    scenarios = [number for number in sorted(range(len(names)), key=lambda each: names[each]) if tops[number]]
    if not scenarios:
        return []
    share = np.array([[row[scenario] / tops[scenario] for row in values] for scenario in scenarios])
    number = len(seats)

    def solve(cost: Sequence[float], most: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Binary seats and, last, the maximum regret, at most `most`."""
        limits = [
            LinearConstraint(np.hstack([share, np.ones((len(scenarios), 1))]), lb=1),
            LinearConstraint(np.array([[1.0] * number + [0.0]]), ub=size),
        ]
        found = milp(
            np.array(cost),
            integrality=np.array([1] * number + [0]),
            bounds=Bounds(0, np.array([1.0] * number + [most])),
            constraints=limits,
            options={"mip_rel_gap": 0},
        )
        return np.asarray(found.x)

    least = float(solve([0.0] * number + [1.0], 1.0)[-1])
    answer = solve([*(-share.sum(axis=0)), 0.0], min(1.0, least + _SLACK))
    return [seat for seat in range(number) if answer[seat] > 0.5]


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
    futures: Futures, seats: Sequence[ComparedLine], holding: Sequence[ComparedLine], size: int
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
    number: int, outcome: Outcome, seats: Sequence[ComparedLine], holding: Sequence[ComparedLine], size: int
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
    least = lowest(margins.values())
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
    floor, ceiling = lowest(scores[name] for name in high), highest(scores[name] for name in rest)
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
