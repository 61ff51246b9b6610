"""Around a plan: what a seat that is left out would displace, what time is worth, and plans nearly as good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from strategy.allocation.allocate import Allocation
from strategy.allocation.clash import clash
from strategy.allocation.problem import LOAD, Constraint, Plan, Problem, Rule
from strategy.allocation.search import Search, Solution, distance
from strategy.allocation.seats import Candidate, label

NEARLY = 98
"""Per cent of the worth that another plan must have to be nearly as good."""


@dataclass(frozen=True)
class Shift:
    """From the plan to another: seats that come, go or change hands, and the worth gained (lost: below 0), in units."""

    gain: int
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    moved: tuple[str, ...]
    proven: bool


@dataclass(frozen=True)
class LeftOut:
    """A seat outside the plan, with what taking it would do; or what forbids it, when no plan can hold it."""

    seat: Candidate
    shift: Shift | None
    forbidden: tuple[Constraint, ...] = ()


@dataclass(frozen=True)
class Margin:
    """What one dagdeel per month more and one less would do to a portfolio; None when no plan is left."""

    portfolio: str
    more: Shift
    less: Shift | None


@dataclass(frozen=True)
class Alternative:
    """Another plan with nearly the same worth, and in how many seats it differs."""

    plan: Plan
    distance: int
    shift: Shift


@dataclass(frozen=True)
class Around:
    """All that lies around a plan."""

    left: tuple[LeftOut, ...]
    margins: tuple[Margin, ...]
    alternatives: tuple[Alternative, ...]


def around(allocation: Allocation, count: int) -> Around:
    """What lies around a plan that is proven to be the best, with up to so many alternatives."""
    return Around(left_out(allocation), margins(allocation), tuple(alternatives(allocation, count)))


def left_out(allocation: Allocation) -> tuple[LeftOut, ...]:
    """Every seat that is neither in the plan nor brought along by a heavier role; the smallest loss first."""
    plan = allocation.plan
    covered = {name for seat in allocation.seats if seat.id in plan for name in seat.covers}
    found = [_taking(allocation, seat) for seat in allocation.seats if seat.id not in {*plan, *covered}]
    return tuple(sorted(found, key=_order))


def _order(item: LeftOut) -> tuple[bool, int, int, str]:
    return item.shift is None, -item.shift.gain if item.shift else 0, item.seat.line.rank, item.seat.id


def _taking(allocation: Allocation, seat: Candidate) -> LeftOut:
    rule = Rule("moet", f"moet: {label(allocation.outcome.names, seat.advice)}", (seat.id,), least=1)
    solution = allocation.search.nearest(allocation.plan, rule)
    if solution.plan is None:
        why = clash(allocation.search, (rule,)) if solution.proven else None
        return LeftOut(seat, None, tuple(item for item in why.constraints if item != rule) if why else ())
    return LeftOut(seat, _shift(allocation, solution))


def margins(allocation: Allocation) -> tuple[Margin, ...]:
    """For each portfolio, in the order of the dossier, what a dagdeel is worth."""
    found = []
    for item in allocation.terms.portfolios:
        more, less = (_with_time(allocation, item.id, step) for step in (LOAD, -LOAD))
        assert more is not None  # more time forbids nothing
        found.append(Margin(item.id, more, less))
    return tuple(found)


def _with_time(allocation: Allocation, portfolio: str, step: int) -> Shift | None:
    problem = allocation.problem
    capacities = tuple(
        replace(item, load=max(0, item.load + step)) if item.portfolio == portfolio else item
        for item in problem.capacities
    )
    search = Search(Problem(problem.seats, capacities, problem.rules), allocation.search.seconds)
    solution = search.nearest(allocation.plan)
    return None if solution.plan is None else _shift(allocation, solution)


def alternatives(allocation: Allocation, count: int) -> Iterator[Alternative]:
    """Up to so many plans with at least 98% of the worth, each as different as can be from those before it."""
    least = -(-allocation.solution.worth * NEARLY // 100)
    plans = [allocation.plan]
    for _ in range(count):
        solution = allocation.search.otherwise(plans, least)
        if solution.plan is None:
            return
        plans.append(dict(solution.plan))
        yield Alternative(
            solution.plan, distance(allocation.plan, solution.plan), _shift(allocation, solution)
        )


def _shift(allocation: Allocation, solution: Solution) -> Shift:
    old, new = allocation.plan, solution.plan or {}
    order = [seat.id for seat in allocation.seats]
    return Shift(
        solution.worth - allocation.solution.worth,
        tuple(name for name in order if name in new and name not in old),
        tuple(name for name in order if name in old and name not in new),
        tuple(name for name in order if name in old and name in new and old[name] != new[name]),
        solution.proven,
    )
