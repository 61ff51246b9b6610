"""What holds whatever happens, and what is lost by planning for another scenario than the one that comes.

Which advice holds whatever happens, which in all scenarios but one, and which in one only.

An advice holds in a scenario when it is among the highest there, ties at the last place included. The band would be
another criterion, but time is limited: when everything weighs more, everything becomes `doen`, and still only the
highest can be done.

Regret: what is lost by having planned for another scenario than the one that comes.

A plan is at most `size` lines: at most one per table, since a line takes all roles there together. The value of a plan
in a scenario is the sum of the scores that its lines have there; what is not advised there counts 0. With V(P, s) that value and V*(s) the highest value that any plan of this size has:

  regret(P, s) = 1 − V(P, s) / V*(s)        0 is nothing lost, 1 is everything lost

and the plan with the smallest maximum regret is the one for which the largest of these over the scenarios is
smallest: minimax regret, L.J. Savage, The Theory of Statistical Decision, JASA 46 (1951), p. 55-67. Regret is
relative here, because scores of scenarios with other weights have another scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from strategy.comparison.seats import Seat, Standing


@dataclass(frozen=True)
class Hinge:
    """An advice that holds in all scenarios but one, or in one only: which one, by its place in the order."""

    seat: Seat
    scenario: int


@dataclass(frozen=True)
class Firmness:
    """Advice by how often it holds: always, in all scenarios but one, in one only, and in between."""

    always: tuple[Seat, ...]
    near: tuple[Hinge, ...]
    alone: tuple[Hinge, ...]
    between: tuple[Seat, ...]

    @property
    def holding(self) -> tuple[Seat, ...]:
        """What holds always, or in all scenarios but one."""
        return (*self.always, *(hinge.seat for hinge in self.near))


def firmness(seats: Sequence[Seat], size: int, scenarios: int) -> Firmness:
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
            near.append(Hinge(seat, broken))
        elif len(held) == 1:
            alone.append(Hinge(seat, held[0]))
        elif held:
            between.append(seat)
    return Firmness(tuple(always), tuple(near), tuple(alone), tuple(between))


_SLACK = 1e-6
"""How much the second optimisation may give up of the first: what the solver takes for equal."""
_UNIT = 10_000
"""Scores have four digits; in these units they are whole numbers, so that sums are exact."""


@dataclass(frozen=True)
class Plan:
    """Seats, and per scenario the regret when it comes."""

    seats: tuple[Seat, ...]
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
    plans: tuple[Plan, ...]
    safest: Plan

    def unprepared(self, scenario: int) -> float:
        """What is lost in a scenario on average by the plans for the others."""
        others = sorted(
            plan.regrets[scenario] for number, plan in enumerate(self.plans) if number != scenario
        )
        return sum(others) / len(others) if others else 0.0


def regret(seats: Sequence[Seat], size: int, names: Sequence[str]) -> Regret:
    """The regret of the plan of every scenario in every scenario; `names` are the scenarios, for a fixed order.

    The answer is the same in whatever order the scenarios are given.
    """
    ordered = sorted(seats, key=lambda seat: seat.id)
    values = [[_value(standing) for standing in seat.standings] for seat in ordered]
    best = [_best(ordered, scenario, size) for scenario in range(len(names))]
    tops = [sum(values[seat][scenario] for seat in chosen) for scenario, chosen in enumerate(best)]

    def plan(chosen: Iterable[int], by: int | None = None) -> Plan:
        taken = sorted(chosen, key=lambda seat: (-_weight(values[seat], tops, by), ordered[seat].id))
        held = [sum(values[seat][scenario] for seat in taken) for scenario in range(len(names))]
        regrets = (1 - value / top if top else 0.0 for value, top in zip(held, tops, strict=True))
        return Plan(tuple(ordered[seat] for seat in taken), tuple(regrets))

    plans = tuple(plan(chosen, scenario) for scenario, chosen in enumerate(best))
    return Regret(size, plans, plan(_safest(ordered, values, tops, size, names)))


def _weight(values: Sequence[int], tops: Sequence[int], by: int | None) -> float:
    """By what the seats of a plan are ordered: their value in its own scenario, or over all of them."""
    if by is not None:
        return float(values[by])
    return round(sum(sorted(value / top for value, top in zip(values, tops, strict=True) if top)), 9)


def _value(standing: Standing | None) -> int:
    """What a line is worth in a scenario."""
    return round(_UNIT * standing.score) if standing else 0


def _best(seats: Sequence[Seat], scenario: int, size: int) -> list[int]:
    """The plan for one scenario: the advised lines with the highest scores."""
    given = [
        (-standing.score, seat.id, number)
        for number, seat in enumerate(seats)
        if (standing := seat.standings[scenario])
    ]
    return [number for _, _, number in sorted(given)[:size]]


def _safest(
    seats: Sequence[Seat],
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
