"""A division as a problem in whole numbers: seats, what a portfolio can carry, and rules with a name.

Find for every seat i at most one portfolio p of those that may take it, x[i,p] in {0, 1}, such that

    the worth  Σ w[i,p]·x[i,p]  is largest, subject to
    capacity:  Σ l[i]·x[i,p] ≤ c[p]                        for every portfolio p
    rules:     least ≤ Σ y[i] ≤ most                       over the seats of a rule, with y[i] = Σ x[i,p]
               least·y[given] ≤ Σ y[i]                     for a rule that only holds when `given` is taken

Everything is a whole number, so that a plan can be recomputed without rounding: worth in ten-thousandths of a
score (scores have four digits), load in thousandths of a dagdeel per month.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from strategy.errors import Span

WORTH = 10_000
"""Units of worth in a score of 1."""
LOAD = 1_000
"""Units of load in one dagdeel per month."""
NOBODY = ""
"""Takes a seat that fits no portfolio; a rule forbids it, so that a clash can say so."""

Plan = Mapping[str, str]
"""The seats that are taken, each with its portfolio."""
Sort = Literal["tijd", "rol", "past", "vereist", "keuze", "gunning", "moet", "nooit", "vast"]


@dataclass(frozen=True)
class Seat:
    """A seat: what it costs, and what it is worth with each portfolio that may take it.

    Between plans of the same worth, seats go where they have most `ties`.
    """

    id: str
    load: int
    worth: Mapping[str, int]
    ties: Mapping[str, int] = field(default_factory=dict)

    @property
    def takers(self) -> tuple[str, ...]:
        return tuple(self.worth) or (NOBODY,)


@dataclass(frozen=True)
class Capacity:
    """What a portfolio can carry, in units of load; `text` names it, `place` says where it is written."""

    portfolio: str
    load: int
    text: str
    place: Span | str = ""
    sort: Sort = "tijd"


@dataclass(frozen=True)
class Rule:
    """So many of these seats are taken, by `holder` when it names a portfolio; `most` None is no limit.

    With `given` the rule only asks its least number when that seat is taken.
    """

    sort: Sort
    text: str
    seats: tuple[str, ...]
    least: int = 0
    most: int | None = None
    given: str = ""
    holder: str | None = None
    place: Span | str = ""

    def holds(self, plan: Plan) -> bool:
        """Whether a plan keeps to this rule."""
        taken = sum(seat in plan and self.holder in (None, plan[seat]) for seat in self.seats)
        asked = 0 if self.given and self.given not in plan else self.least
        return asked <= taken and (self.most is None or taken <= self.most)


Constraint = Rule | Capacity


@dataclass(frozen=True)
class Problem:
    """Seats, capacities and rules. Every portfolio that may take a seat has a capacity."""

    seats: tuple[Seat, ...]
    capacities: tuple[Capacity, ...]
    rules: tuple[Rule, ...]

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        return (*self.rules, *self.capacities)

    def pairs(self) -> Iterator[tuple[Seat, str]]:
        """Every seat with every portfolio that may take it, in order."""
        return ((seat, portfolio) for seat in self.seats for portfolio in seat.takers)

    def worth(self, plan: Plan) -> int:
        """The worth of a plan, in units."""
        return sum(seat.worth.get(plan[seat.id], 0) for seat in self.seats if seat.id in plan)

    def load(self, plan: Plan, portfolio: str) -> int:
        """What a plan asks of a portfolio, in units of load."""
        return sum(seat.load for seat in self.seats if plan.get(seat.id) == portfolio)

    def broken(self, plan: Plan) -> tuple[Constraint, ...]:
        """The constraints that a plan does not keep to; none for a plan that can be carried out."""
        return (
            *(rule for rule in self.rules if not rule.holds(plan)),
            *(item for item in self.capacities if self.load(plan, item.portfolio) > item.load),
        )
