"""Why no plan is possible: the smallest set of constraints that clash, and the fewest to let go.

Smallest clash by implicit hitting sets (Ignatiev, Previti, Liffiton and Marques-Silva, "Smallest MUS Extraction with
Minimal Hitting Set Dualization", CP 2015). Every way out leaves constraints out; a clash shares one with each way
out. So choose the fewest constraints that share one with every way out known so far. If these alone allow no plan
they are a smallest clash; if they do, the most that can be kept beside them gives another way out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from strategy.allocation.integers import Found, Program, Row, maximise
from strategy.allocation.problem import Constraint
from strategy.allocation.search import Search
from strategy.errors import KrachtenveldError


@dataclass(frozen=True)
class Clash:
    """Constraints that cannot hold together, though any one fewer can; and the fewest whose loss allows a plan."""

    constraints: tuple[Constraint, ...]
    way_out: tuple[Constraint, ...]


def clash(search: Search, extra: Sequence[Constraint] = ()) -> Clash | None:
    """The smallest clash of a problem with these further constraints; None when there is a plan.

    Of clashes of one size, and of ways out, the constraints that come first win; the further ones before all others.
    """
    constraints = (*extra, *search.problem.constraints)
    relaxed = _Relaxed(search, constraints)
    first = relaxed.way_out(())
    if first is None or not first:
        return None
    known = [first]
    while True:
        core = relaxed.sharing(known)
        other = relaxed.way_out(core)
        if other is None:
            return Clash(*(tuple(constraints[number] for number in group) for group in (core, first)))
        known.append(other)


class _Relaxed:
    """The rows of constraints, each with a variable that lets it go."""

    def __init__(self, search: Search, constraints: Sequence[Constraint]) -> None:
        self._seconds = search.seconds
        self._pairs = len(search.pairs)
        self._count = len(constraints)
        loose = (_loose(row, self._pairs + at) for at, row in enumerate(search.rows(constraints)))
        self._rows = (*search.once, *(row for rows in loose for row in rows))

    def way_out(self, kept: Iterable[int]) -> tuple[int, ...] | None:
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

    def _answer(self, program: Program, weights: Sequence[int]) -> Found:
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
