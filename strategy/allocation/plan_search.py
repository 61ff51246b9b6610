"""The best plan for a problem, exact and the same on every machine; what is near it; and why there is none.

Linear programs in whole numbers, solved exactly by HiGHS through scipy and recomputed without rounding.

HiGHS reckons in floating point; every answer is rounded and held against the rows in whole numbers, and its bound
is rounded down, which is safe because every objective here is a whole number.

Why no plan is possible: the smallest set of constraints that clash, and the fewest to let go.

Smallest clash by implicit hitting sets (Ignatiev, Previti, Liffiton and Marques-Silva, "Smallest MUS Extraction with
Minimal Hitting Set Dualization", CP 2015). Every way out leaves constraints out; a clash shares one with each way
out. So choose the fewest constraints that share one with every way out known so far. If these alone allow no plan
they are a smallest clash; if they do, the most that can be kept beside them gives another way out.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from strategy.allocation.problem import Capacity, Constraint, Plan, Problem, SeatRule
from strategy.errors import KrachtenveldError
from strategy.memory import recall

if TYPE_CHECKING:
    from scipy.optimize import OptimizeResult

_NEAR = 1e-3
"""How far the bound of the solver may be off, in units of the objective."""
_OPTIMAL, _STOPPED, _INFEASIBLE, _UNSURE = 0, 1, 2, 4


@dataclass(frozen=True)
class Row:
    """low ≤ Σ coefficient × variable ≤ high, over (variable, coefficient); None is no limit."""

    terms: tuple[tuple[int, int], ...]
    low: int | None = None
    high: int | None = None

    def holds(self, values: Sequence[int]) -> bool:
        total = sum(coefficient * values[variable] for variable, coefficient in self.terms)
        return (self.low is None or self.low <= total) and (self.high is None or total <= self.high)


@dataclass(frozen=True)
class SolverAnswer:
    """What a search gave: values per variable (None when there are none), their total, and the bound on any total.

    `proven` when nothing can be better, or when it is proven that nothing is possible; `settled` when it is known
    too which of several that are as good goes first.
    """

    values: tuple[int, ...] | None
    total: int
    bound: int | None
    proven: bool
    settled: bool = True


@dataclass(frozen=True)
class Program:
    """Whole variables from 0 to `upper`, and rows."""

    upper: tuple[int, ...]
    rows: tuple[Row, ...]

    def with_rows(self, *rows: Row) -> Program:
        return Program(self.upper, (*self.rows, *rows))


def maximise(program: Program, weights: Sequence[int], seconds: float) -> SolverAnswer:
    """The values that make Σ weight × value largest, within so many seconds."""
    if not all(row.terms or row.holds(()) for row in program.rows):
        return SolverAnswer(None, 0, None, proven=True)
    if not program.upper:
        return SolverAnswer((), 0, 0, proven=True)
    answer = _solved(program, weights, seconds, presolve=True)
    if answer.status == _UNSURE:
        answer = _solved(program, weights, seconds, presolve=False)
    if answer.status == _INFEASIBLE:
        return SolverAnswer(None, 0, None, proven=True)
    if answer.status not in (_OPTIMAL, _STOPPED):
        raise KrachtenveldError(f"HiGHS kon dit niet oplossen ({answer.message})", "meld dit met uw dossier")
    bound = _bound(answer)
    if answer.x is None:
        return SolverAnswer(None, 0, bound, proven=False)
    values = tuple(round(value) for value in answer.x)
    assert all(row.holds(values) for row in program.rows), "the solver broke a row"
    total = sum(weight * value for weight, value in zip(weights, values, strict=True))
    return SolverAnswer(values, total, bound, proven=answer.status == _OPTIMAL and bound == total)


def in_order(program: Program, orders: Sequence[Sequence[int]], seconds: float) -> SolverAnswer:
    """The values that are best by the first weights; among those, best by the next, and so on.

    Total, bound and proof are those of the first weights. Not settled when a later step runs out of time.
    """
    return recall(
        "verdeeld",
        lambda: (program, [*map(tuple, orders)], seconds),
        lambda: _in_order(program, orders, seconds),
        lambda found: found.proven and found.settled,  # with less to do beside it, it may come further
    )


def _in_order(program: Program, orders: Sequence[Sequence[int]], seconds: float) -> SolverAnswer:
    best, *further = orders
    first = maximise(program, best, seconds)
    if first.values is None or not first.proven:
        return replace(first, settled=False)
    weights, found = best, first
    for later in further:
        program = program.with_rows(Row(row_terms(weights), low=found.total))
        weights, found = later, maximise(program, later, seconds)
        if found.values is not None:
            first = replace(first, values=found.values)
        if not found.proven:
            return replace(first, settled=False)
    return first


def row_terms(weights: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Weights per variable as the terms of a row."""
    return tuple((variable, weight) for variable, weight in enumerate(weights) if weight)


def _solved(program: Program, weights: Sequence[int], seconds: float, presolve: bool) -> OptimizeResult:
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    rows = [row for row in program.rows if row.terms] or [Row(((0, 1),), high=program.upper[0])]
    at = [(number, variable, value) for number, row in enumerate(rows) for variable, value in row.terms]
    lines, variables, values = (np.array(part) for part in zip(*at, strict=True))
    matrix = csr_array((values.astype(float), (lines, variables)), shape=(len(rows), len(program.upper)))
    low = [-np.inf if row.low is None else row.low for row in rows]
    high = [np.inf if row.high is None else row.high for row in rows]
    return milp(
        -np.array(weights, dtype=float),
        integrality=np.ones(len(program.upper), dtype=np.int64),
        bounds=Bounds(0, np.array(program.upper, dtype=float)),
        constraints=LinearConstraint(matrix, low, high),
        options={"time_limit": seconds, "mip_rel_gap": 0.0, "presolve": presolve},
    )


def _bound(answer: OptimizeResult) -> int | None:
    bound = answer.mip_dual_bound
    return None if bound is None or not math.isfinite(bound) else math.floor(-bound + _NEAR)


Weights = tuple[int, ...]
_LOTS = 1_000_000


@dataclass(frozen=True)
class Solution:
    """A plan with its worth and a bound on the worth of any plan, in units; `proven` when none can be better.

    `plan` is None when there is none, or (not `proven`) when none was found in time. `settled` when it is known which
    of several plans of this worth goes first.
    """

    plan: Plan | None
    worth: int
    bound: int | None
    proven: bool
    settled: bool


class PlanSearch:
    """Searches the plans of one problem, each step within so many seconds."""

    def __init__(self, problem: Problem, seconds: float) -> None:
        self.problem = problem
        self.seconds = seconds
        self.pairs = [(seat.id, portfolio) for seat, portfolio in problem.pairs()]
        self._worth = tuple(seat.worth.get(portfolio, 0) for seat, portfolio in problem.pairs())
        self._kept = tuple(seat.kept for seat, _ in problem.pairs())
        self._ties = tuple(seat.ties.get(portfolio, 0) for seat, portfolio in problem.pairs())
        self._load = tuple(-seat.load for seat, _ in problem.pairs())
        self._lots = tuple(lot(*pair) for pair in self.pairs)
        self.once = tuple(
            Row(tuple((at, 1) for at in self._of((seat.id,), None)), high=1) for seat in problem.seats
        )
        """Nobody shares a seat; by definition, so that no clash needs to name it."""
        self._program = Program((1,) * len(self.pairs), (*self.once, *self.rows(problem.constraints)))

    def best(self) -> Solution:
        """The plan of most worth; of equal ones that which keeps most, with most ties, of least time, as the names decide."""
        orders = (self._worth, self._kept, self._ties, self._load, self._lots)
        return self._solution(in_order(self._program, orders, self.seconds))

    def nearest(self, plan: Plan, *rules: SeatRule) -> Solution:
        """The plan of most worth under further rules; of equal ones the one most like `plan`."""
        program = self._program.with_rows(*self.rows(rules))
        terms, _ = self._distance(plan)
        apart = dict(terms)
        like = tuple(-apart.get(number, 0) for number in range(len(self.pairs)))
        return self._solution(in_order(program, (self._worth, like, self._lots), self.seconds))

    def otherwise(self, plans: Sequence[Plan], least: int) -> Solution:
        """Of the plans worth at least so much the one that differs most from each of these.

        Plans differ by the seats that only one of them takes, or that another portfolio takes: the smallest of
        these numbers is made as large as can be, then the worth. No plan when none differs from all.
        """
        rows = [Row(row_terms(self._worth), low=least)]
        extra = len(self.pairs)
        for plan in plans:
            terms, constant = self._distance(plan)
            rows.append(Row((*terms, (extra, -1)), low=-constant))
        rows.append(Row(((extra, 1),), low=1))
        program = Program((*self._program.upper, len(self.problem.seats)), (*self._program.rows, *rows))
        orders = ((0,) * extra + (1,), (*self._worth, 0), (*self._lots, 0))
        return replace(self._solution(in_order(program, orders, self.seconds)), bound=None)

    def rows(self, constraints: Iterable[Constraint]) -> tuple[Row, ...]:
        """Constraints as rows, one for one."""
        return tuple(self._row(constraint) for constraint in constraints)

    def _row(self, constraint: Constraint) -> Row:
        if isinstance(constraint, Capacity):
            loads = (
                (number, -self._load[number])
                for number, (_, portfolio) in enumerate(self.pairs)
                if portfolio == constraint.portfolio and self._load[number]
            )
            return Row(tuple(loads), high=constraint.load)
        terms = dict.fromkeys(self._of(constraint.seats, constraint.holder), 1)
        if not constraint.given:
            return Row(tuple(terms.items()), constraint.least, constraint.most)
        for number in self._of((constraint.given,), None):
            terms[number] = terms.get(number, 0) - constraint.least
        return Row(tuple(terms.items()), low=0)

    def _of(self, seats: Sequence[str], holder: str | None) -> list[int]:
        return [
            number
            for number, (seat, portfolio) in enumerate(self.pairs)
            if seat in seats and holder in (None, portfolio)
        ]

    def _distance(self, plan: Plan) -> tuple[tuple[tuple[int, int], ...], int]:
        """In how many seats another plan differs from this one: terms and a constant."""
        terms = tuple(
            (number, -1 if plan.get(seat) == portfolio else int(seat not in plan))
            for number, (seat, portfolio) in enumerate(self.pairs)
        )
        return tuple(term for term in terms if term[1]), len(plan)

    def _solution(self, found: SolverAnswer) -> Solution:
        if found.values is None:
            return Solution(None, 0, found.bound, found.proven, found.settled)
        plan = dict(pair for pair, value in zip(self.pairs, found.values, strict=False) if value)
        assert not self.problem.broken(plan), "a plan of the solver breaks a constraint"
        return Solution(plan, self.problem.worth(plan), found.bound, found.proven, found.settled)


def plan_distance(one: Plan, other: Plan) -> int:
    """The seats that only one of two plans takes, or that another portfolio takes."""
    return sum(one.get(seat) != other.get(seat) for seat in {**one, **other})


def lot(seat: str, portfolio: str) -> int:
    """A fixed number for a seat with a portfolio: between equal plans the names decide, the same everywhere.

    Random weights leave one plan as the best with overwhelming probability (Mulmuley, Vazirani and Vazirani 1987).
    """
    digest = hashlib.sha256(f"{seat}\0{portfolio}".encode()).digest()
    return 1 + int.from_bytes(digest[:8], "big") % _LOTS


@dataclass(frozen=True)
class Clash:
    """Constraints that cannot hold together, though any one fewer can; and the fewest whose loss allows a plan."""

    constraints: tuple[Constraint, ...]
    to_drop: tuple[Constraint, ...]


def clash(search: PlanSearch, extra: Sequence[Constraint] = ()) -> Clash | None:
    """The smallest clash of a problem with these further constraints; None when there is a plan.

    Of clashes of one size, and of ways out, the constraints that come first win; the further ones before all others.
    """
    constraints = (*extra, *search.problem.constraints)
    relaxed = _Relaxed(search, constraints)
    first = relaxed.smallest_relaxation(())
    if first is None or not first:
        return None
    known = [first]
    while True:
        core = relaxed.sharing(known)
        other = relaxed.smallest_relaxation(core)
        if other is None:
            return Clash(*(tuple(constraints[number] for number in group) for group in (core, first)))
        known.append(other)


class _Relaxed:
    """The rows of constraints, each with a variable that lets it go."""

    def __init__(self, search: PlanSearch, constraints: Sequence[Constraint]) -> None:
        self._seconds = search.seconds
        self._pairs = len(search.pairs)
        self._count = len(constraints)
        loose = (_loose(row, self._pairs + at) for at, row in enumerate(search.rows(constraints)))
        self._rows = (*search.once, *(row for rows in loose for row in rows))

    def smallest_relaxation(self, kept: Iterable[int]) -> tuple[int, ...] | None:
        """The fewest constraints to let go when those at `kept` are not; None when that is not enough."""
        fixed = [Row(((self._pairs + at, 1),), high=0) for at in kept]
        program = Program((1,) * (self._pairs + self._count), (*self._rows, *fixed))
        found = self._answer(program, (0,) * self._pairs + self._costs())
        if found.values is None:
            return None
        return tuple(at for at in range(self._count) if found.values[self._pairs + at])

    def sharing(self, groups: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
        """The fewest constraints that share one with every group."""
        rows = tuple(Row(tuple((at, 1) for at in group), low=1) for group in groups)
        found = self._answer(Program((1,) * self._count, rows), self._costs())
        assert found.values is not None
        return tuple(at for at, value in enumerate(found.values) if value)

    def _costs(self) -> tuple[int, ...]:
        """The fewest first; of as few those that come first, which are what people decided."""
        return tuple(-(self._count**3) - rank**2 for rank in range(1, self._count + 1))

    def _answer(self, program: Program, weights: Sequence[int]) -> SolverAnswer:
        found = maximise(program, weights, self._seconds)
        if not found.proven:
            raise KrachtenveldError(
                "er is te weinig tijd om te zeggen welke eisen botsen", "geef meer met --tijd"
            )
        return found


def _loose(row: Row, variable: int) -> list[Row]:
    """A row that does not bind when `variable` is 1, over variables from 0 to 1."""
    least = sum(min(0, value) for _, value in row.terms)
    most = sum(max(0, value) for _, value in row.terms)
    rows = []
    if row.low is not None and row.low > least:
        rows.append(Row((*row.terms, (variable, row.low - least)), low=row.low))
    if row.high is not None and row.high < most:
        rows.append(Row((*row.terms, (variable, row.high - most)), high=row.high))
    return rows
