"""The whole way from advice to a plan, what lies around it, and how two plans differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice
from strategy.allocation.plan_search import Clash, PlanSearch, Solution, clash, plan_distance
from strategy.allocation.problem import LOAD, WORTH, Constraint, Plan, Problem, Requirements, SeatRule
from strategy.allocation.seats import Candidate, candidates, seat_label
from strategy.allocation.terms import SeatAgreement, Terms, terms_of
from strategy.errors import KrachtenveldError

DECIDED = ("moet", "nooit", "vast")
"""The sorts of rules that people decided on, one seat at a time."""


@dataclass(frozen=True)
class Allocation:
    """A division of the seats of one outcome.

    `officials` are advised seats at tables of officials; `notes` say what could not be asked. Without a plan
    `clash` says why there can be none. `free` is the best plan without what people decided; None when they decided
    nothing, or nothing can be kept to.
    """

    outcome: Outcome
    terms: Terms
    seats: tuple[Candidate, ...]
    officials: tuple[Advice, ...]
    problem: Problem
    search: PlanSearch
    solution: Solution
    clash: Clash | None
    granting: bool
    notes: tuple[str, ...]
    free: Solution | None = None

    @property
    def demands(self) -> tuple[SeatRule, ...]:
        """What people decided and the plan keeps to, in the order of the options and then of the dossier."""
        return tuple(rule for rule in self.problem.rules if rule.sort in DECIDED)

    @property
    def plan(self) -> dict[str, str]:
        """The seats that are taken, each with its portfolio."""
        return dict(self.solution.plan or {})

    def seat(self, name: str) -> Candidate:
        return next(seat for seat in self.seats if seat.id == name)


def allocate(
    outcome: Outcome, given: Sequence[SeatAgreement] = (), granting: bool = True, seconds: float = 30
) -> Allocation:
    """The best division of the seats that an outcome advises.

    `given` are agreements of the moment, which go before those of the dossier; without `granting` nobody has to
    earn a seat with the region that grants it. Each search gets so many seconds. Raises InputError when the
    dossier lacks times or loads, KrachtenveldError when no plan is found in time.
    """
    seats, officials, terms, asked = posed(outcome, given, granting)
    search = PlanSearch(asked.problem, seconds)
    solution = search.best()
    if solution.plan is None and not solution.proven:
        raise KrachtenveldError(
            f"binnen {seconds:g} seconden is er geen plan gevonden", "geef meer tijd met --tijd"
        )
    found = clash(search) if solution.plan is None else None
    allocation = Allocation(
        outcome, terms, seats, officials, asked.problem, search, solution, found, granting, tuple(asked.notes)
    )
    if found is not None or not allocation.demands:
        return allocation
    without = Requirements(outcome, seats, replace(terms, agreements=()), granting)
    return replace(allocation, free=PlanSearch(without.problem, seconds).best())


def posed(
    outcome: Outcome, given: Sequence[SeatAgreement] = (), granting: bool = True
) -> tuple[tuple[Candidate, ...], tuple[Advice, ...], Terms, Requirements]:
    """The seats to divide, those of officials, the terms and what a division must keep to; as `allocate` takes them."""
    seats, officials = candidates(outcome)
    terms = terms_of(outcome.case, (seat.role for seat in seats), given)
    return seats, officials, terms, Requirements(outcome, seats, terms, granting)


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
class AlternativePlan:
    """Another plan with nearly the same worth, and in how many seats it differs."""

    plan: Plan
    distance: int
    shift: Shift


@dataclass(frozen=True)
class NearbyPlans:
    """All that lies around a plan."""

    left: tuple[LeftOut, ...]
    margins: tuple[Margin, ...]
    alternatives: tuple[AlternativePlan, ...]


def nearby_plans(allocation: Allocation, count: int) -> NearbyPlans:
    """What lies around a plan that is proven to be the best, with up to so many alternatives."""
    return NearbyPlans(left_out(allocation), margins(allocation), tuple(alternatives(allocation, count)))


def left_out(allocation: Allocation) -> tuple[LeftOut, ...]:
    """Every seat that is neither in the plan nor brought along by a heavier role; the smallest loss first."""
    plan = allocation.plan
    covered = {name for seat in allocation.seats if seat.id in plan for name in seat.covers}
    found = [_taking(allocation, seat) for seat in allocation.seats if seat.id not in {*plan, *covered}]
    return tuple(sorted(found, key=_smallest_loss_first))


def _smallest_loss_first(item: LeftOut) -> tuple[bool, int, int, str]:
    return item.shift is None, -item.shift.gain if item.shift else 0, item.seat.line.rank, item.seat.id


def _taking(allocation: Allocation, seat: Candidate) -> LeftOut:
    rule = SeatRule("moet", f"moet: {seat_label(allocation.outcome.names, seat.advice)}", (seat.id,), least=1)
    solution = allocation.search.nearest(allocation.plan, rule)
    if solution.plan is None:
        why = clash(allocation.search, (rule,)) if solution.proven else None
        return LeftOut(seat, None, tuple(item for item in why.constraints if item != rule) if why else ())
    return LeftOut(seat, _shift(allocation, solution))


def margins(allocation: Allocation) -> tuple[Margin, ...]:
    """For each portfolio, in the order of the dossier, what a dagdeel is worth."""
    found = []
    for item in allocation.terms.takers:
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
    search = PlanSearch(Problem(problem.seats, capacities, problem.rules), allocation.search.seconds)
    solution = search.nearest(allocation.plan)
    return None if solution.plan is None else _shift(allocation, solution)


def alternatives(allocation: Allocation, count: int) -> Iterator[AlternativePlan]:
    """Up to so many plans with at least 98% of the worth, each as different as can be from those before it."""
    least = -(-allocation.solution.worth * NEARLY // 100)
    plans = [allocation.plan]
    for _ in range(count):
        solution = allocation.search.otherwise(plans, least)
        if solution.plan is None:
            return
        plans.append(dict(solution.plan))
        yield AlternativePlan(
            solution.plan, plan_distance(allocation.plan, solution.plan), _shift(allocation, solution)
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


def plan_difference(one: Allocation, other: Allocation) -> PlanDifference:
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
    portfolios = dict.fromkeys(item.id for each in (one, other) for item in each.terms.takers)
    times = [PortfolioDifference(name, _time(one, name), _time(other, name)) for name in portfolios]
    return PlanDifference(one, other, seats, tuple(item for item in times if item.one != item.other))


def _time(allocation: Allocation, portfolio: str) -> tuple[float, float] | None:
    if portfolio not in allocation.terms.capacity:
        return None
    used = allocation.problem.load(allocation.plan, portfolio) / LOAD
    return allocation.terms.capacity[portfolio], used
