"""Linear programs in whole numbers, solved exactly by HiGHS through scipy and recomputed without rounding.

HiGHS reckons in floating point; every answer is rounded and held against the rows in whole numbers, and its bound
is rounded down, which is safe because every objective here is a whole number.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from strategy.errors import KrachtenveldError

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
class Found:
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


def maximise(program: Program, weights: Sequence[int], seconds: float) -> Found:
    """The values that make Σ weight × value largest, within so many seconds."""
    if not all(row.terms or row.holds(()) for row in program.rows):
        return Found(None, 0, None, proven=True)
    if not program.upper:
        return Found((), 0, 0, proven=True)
    answer = _solved(program, weights, seconds, presolve=True)
    if answer.status == _UNSURE:
        answer = _solved(program, weights, seconds, presolve=False)
    if answer.status == _INFEASIBLE:
        return Found(None, 0, None, proven=True)
    if answer.status not in (_OPTIMAL, _STOPPED):
        raise KrachtenveldError(f"HiGHS kon dit niet oplossen ({answer.message})", "meld dit met uw dossier")
    bound = _bound(answer)
    if answer.x is None:
        return Found(None, 0, bound, proven=False)
    values = tuple(round(value) for value in answer.x)
    assert all(row.holds(values) for row in program.rows), "the solver broke a row"
    total = sum(weight * value for weight, value in zip(weights, values, strict=True))
    return Found(values, total, bound, proven=answer.status == _OPTIMAL and bound == total)


def in_order(program: Program, orders: Sequence[Sequence[int]], seconds: float) -> Found:
    """The values that are best by the first weights; among those, best by the next, and so on.

    Total, bound and proof are those of the first weights. Not settled when a later step runs out of time.
    """
    best, *further = orders
    first = maximise(program, best, seconds)
    if first.values is None or not first.proven:
        return replace(first, settled=False)
    weights, found = best, first
    for later in further:
        program = program.with_rows(Row(terms_of(weights), low=found.total))
        weights, found = later, maximise(program, later, seconds)
        if found.values is not None:
            first = replace(first, values=found.values)
        if not found.proven:
            return replace(first, settled=False)
    return first


def terms_of(weights: Sequence[int]) -> tuple[tuple[int, int], ...]:
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
