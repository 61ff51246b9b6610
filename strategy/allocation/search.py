"""The best plan for a problem, and the same one on every machine; what is near it, and how far off."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from strategy.allocation.integers import Found, Program, Row, in_order, terms_of
from strategy.allocation.problem import Capacity, Constraint, Plan, Problem, Rule

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


class Search:
    """Searches the plans of one problem, each step within so many seconds."""

    def __init__(self, problem: Problem, seconds: float) -> None:
        self.problem = problem
        self.seconds = seconds
        self.pairs = [(seat.id, portfolio) for seat, portfolio in problem.pairs()]
        self._worth = tuple(seat.worth.get(portfolio, 0) for seat, portfolio in problem.pairs())
        self._ties = tuple(seat.ties.get(portfolio, 0) for seat, portfolio in problem.pairs())
        self._load = tuple(-seat.load for seat, _ in problem.pairs())
        self._lots = tuple(_lot(*pair) for pair in self.pairs)
        self.once = tuple(
            Row(tuple((at, 1) for at in self._of((seat.id,), None)), high=1) for seat in problem.seats
        )
        """Nobody shares a seat; by definition, so that no clash needs to name it."""
        self._program = Program((1,) * len(self.pairs), (*self.once, *self.rows(problem.constraints)))

    def best(self) -> Solution:
        """The plan of most worth; of equal ones that with most ties, then the least time, then as the names decide."""
        orders = (self._worth, self._ties, self._load, self._lots)
        return self._solution(in_order(self._program, orders, self.seconds))

    def nearest(self, plan: Plan, *rules: Rule) -> Solution:
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
        rows = [Row(terms_of(self._worth), low=least)]
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

    def _solution(self, found: Found) -> Solution:
        if found.values is None:
            return Solution(None, 0, found.bound, found.proven, found.settled)
        plan = dict(pair for pair, value in zip(self.pairs, found.values, strict=False) if value)
        assert not self.problem.broken(plan), "a plan of the solver breaks a constraint"
        return Solution(plan, self.problem.worth(plan), found.bound, found.proven, found.settled)


def distance(one: Plan, other: Plan) -> int:
    """The seats that only one of two plans takes, or that another portfolio takes."""
    return sum(one.get(seat) != other.get(seat) for seat in {**one, **other})


def _lot(seat: str, portfolio: str) -> int:
    """A fixed number for a seat with a portfolio: between equal plans the names decide, the same everywhere.

    Random weights leave one plan as the best with overwhelming probability (Mulmuley, Vazirani and Vazirani 1987).
    """
    digest = hashlib.sha256(f"{seat}\0{portfolio}".encode()).digest()
    return 1 + int.from_bytes(digest[:8], "big") % _LOTS
