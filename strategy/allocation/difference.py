"""What is different between two plans: seats that only one takes, and seats that change hands."""

from __future__ import annotations

from dataclasses import dataclass

from strategy.allocation.allocate import Allocation
from strategy.allocation.problem import LOAD, WORTH
from strategy.allocation.seats import Candidate


@dataclass(frozen=True)
class SeatDifference:
    """A seat that another portfolio takes, or only one plan; None where a plan does not take it.

    `one` and `other` are its portfolios, the values those that the seat has in each; None where it is not advised.
    """

    seat: Candidate
    one: str | None
    other: str | None
    one_value: float | None
    other_value: float | None


@dataclass(frozen=True)
class PortfolioDifference:
    """The time that a portfolio has and spends in each plan, in dagdelen; None where there is no such portfolio."""

    portfolio: str
    one: tuple[float, float] | None
    other: tuple[float, float] | None


@dataclass(frozen=True)
class PlanDifference:
    """Two plans side by side; the seats in the order of the first, then those of the other."""

    one: Allocation
    other: Allocation
    seats: tuple[SeatDifference, ...]
    portfolios: tuple[PortfolioDifference, ...]

    @property
    def gain(self) -> float:
        """How much more the first plan is worth."""
        return (self.one.solution.worth - self.other.solution.worth) / WORTH


def difference(one: Allocation, other: Allocation) -> PlanDifference:
    """The difference of two plans; both have one."""
    here, there = one.plan, other.plan
    known = {seat.id: seat for seat in (*other.seats, *one.seats)}
    values = [{seat.id: seat.value for seat in each.seats} for each in (one, other)]
    order = dict.fromkeys(seat.id for seat in (*one.seats, *other.seats))
    seats = tuple(
        SeatDifference(known[name], here.get(name), there.get(name), values[0].get(name), values[1].get(name))
        for name in order
        if here.get(name) != there.get(name)
    )
    portfolios = dict.fromkeys(item.id for each in (one, other) for item in each.terms.portfolios)
    times = [PortfolioDifference(name, _time(one, name), _time(other, name)) for name in portfolios]
    return PlanDifference(one, other, seats, tuple(item for item in times if item.one != item.other))


def _time(allocation: Allocation, portfolio: str) -> tuple[float, float] | None:
    if portfolio not in allocation.terms.capacity:
        return None
    used = allocation.problem.load(allocation.plan, portfolio) / LOAD
    return allocation.terms.capacity[portfolio], used
