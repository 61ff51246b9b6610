"""How far two scenarios agree: Kendall's tau-b over their scores, and how many of the highest they share.

tau-b = (C − D) / √((n₀ − n₁)(n₀ − n₂)), with C and D the pairs of advice that both scenarios order alike and
otherwise, n₀ all pairs, and n₁ and n₂ the pairs that are tied in one of them: M.G. Kendall, The treatment of ties in
ranking problems, Biometrika 33 (1945), p. 239-251. Over every advice that either gives; what one does not give
scores 0 there and so comes last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from strategy.comparison.seats import Seat


@dataclass(frozen=True)
class Agreement:
    """Two scenarios by their place in the order. `tau` is from −1 to 1, None when a scenario orders nothing.

    `shared` of the `highest` advices are the same: of the larger of the two groups, as ties at the last place count.
    """

    one: int
    other: int
    tau: float | None
    shared: int
    highest: int


def agreements(seats: Sequence[Seat], size: int, scenarios: int) -> tuple[Agreement, ...]:
    """Every pair of scenarios, in order; `size` is how many count as the highest."""
    return tuple(
        _agreement(seats, size, one, other) for one in range(scenarios) for other in range(one + 1, scenarios)
    )


def _agreement(seats: Sequence[Seat], size: int, one: int, other: int) -> Agreement:
    pairs = [
        tuple(standing.score if (standing := seat.standings[side]) else 0.0 for side in (one, other))
        for seat in seats
        if seat.standings[one] or seat.standings[other]
    ]
    tops = [{seat.id for seat in seats if seat.holds(side, size)} for side in (one, other)]
    tau = tau_b([pair[0] for pair in pairs], [pair[1] for pair in pairs])
    return Agreement(one, other, tau, len(tops[0] & tops[1]), max(map(len, tops)))


def tau_b(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Kendall's tau-b of two rows of numbers; None when either has no order. Counted, so exactly 1 with itself."""
    import numpy as np

    signs = [np.sign(np.subtract.outer(row, row)).astype(np.int64) for row in map(np.asarray, (one, other))]
    agreed = int((signs[0] * signs[1]).sum())
    ordered = [int(np.abs(sign).sum()) for sign in signs]
    return agreed / sqrt(ordered[0] * ordered[1]) if all(ordered) else None
