"""Lines beside themselves in each scenario, and how far two scenarios agree.

How far two scenarios agree: Kendall's tau-b over their scores, and how many of the highest they share.

tau-b = (C − D) / √((n₀ − n₁)(n₀ − n₂)), with C and D the pairs of advice that both scenarios order alike and
otherwise, n₀ all pairs, and n₁ and n₂ the pairs that are tied in one of them: M.G. Kendall, The treatment of ties in
ranking problems, Biometrika 33 (1945), p. 239-251. Over every advice that either gives; what one does not give
scores 0 there and so comes last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from strategy.advice.lines import Line
from strategy.advice.model import Advice, Band
from strategy.advice.scores_bands import ranks
from strategy.facts.fact_base import grouped

SEAT = "positie"
CORE: Band = "doen"
NOT_ADVISED: Literal["niet"] = "niet"
BandOrNot = Band | Literal["niet"]


@dataclass(frozen=True)
class ScenarioStanding:
    """Where a line stands in one scenario.

    `rank` counts among all lines, `place` among those compared; equal scores share one. `share` is the score as a part
    of the highest score among the lines compared. `parts` are the ids of what it is made of there, by name.
    """

    score: float
    band: Band
    rank: int
    place: int
    share: float
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Partial:
    """A part that a line has in some scenarios only: where it is `there`, and where the line is given `without` it."""

    part: Advice
    there: tuple[int, ...]
    without: tuple[int, ...]


@dataclass(frozen=True)
class ComparedLine:
    """One line in every scenario, in their order; None where it is not given. `parts` are those of all scenarios."""

    line: Line
    parts: tuple[Advice, ...]
    standings: tuple[ScenarioStanding | None, ...]

    @property
    def id(self) -> str:
        return self.line.id

    @property
    def title(self) -> str:
        return self.line.title

    @property
    def best(self) -> int:
        """The best rank that it has in any scenario."""
        return min(standing.rank for standing in self.standings if standing)

    @property
    def least_share(self) -> float:
        """The share of the highest score that is left in the worst scenario."""
        return min(standing.share if standing else 0.0 for standing in self.standings)

    @property
    def partial(self) -> tuple[Partial, ...]:
        """What is not the same within the line wherever it is given."""
        given = {number: standing.parts for number, standing in enumerate(self.standings) if standing}
        found = (
            (part, tuple(number for number, parts in given.items() if part.id in parts))
            for part in self.parts
        )
        return tuple(
            Partial(part, there, tuple(number for number in given if number not in there))
            for part, there in found
            if len(there) < len(given)
        )

    def band(self, scenario: int) -> BandOrNot:
        """The band in a scenario, or that the line is not given there."""
        standing = self.standings[scenario]
        return standing.band if standing else NOT_ADVISED

    def holds(self, scenario: int, size: int) -> bool:
        """Whether it is among the `size` highest in a scenario; ties at the last place all are."""
        standing = self.standings[scenario]
        return standing is not None and standing.place <= size


def side_by_side(chosen: Sequence[Sequence[Line]]) -> tuple[ComparedLine, ...]:
    """The lines of each scenario side by side, the best first: by the average share of the highest score.

    `chosen` holds per scenario, in order, the lines that are compared. A line is called as in the first scenario
    that gives it.
    """
    standings = [_standings(lines) for lines in chosen]
    known = grouped((line.id, line) for lines in chosen for line in lines)
    found = [
        ComparedLine(given[0], _parts(given), tuple(group.get(name) for group in standings))
        for name, given in known.items()
    ]
    return tuple(sorted(found, key=_best_share_first))


def _parts(given: Iterable[Line]) -> tuple[Advice, ...]:
    """The parts of all scenarios, each as in the first that has it."""
    found: dict[str, Advice] = {}
    for line in given:
        for part in line.parts:
            found.setdefault(part.id, part)
    return tuple(found.values())


def _standings(lines: Sequence[Line]) -> Mapping[str, ScenarioStanding]:
    scores = {line.id: line.score for line in lines}
    places = ranks(scores)
    top = max(scores.values(), default=0.0)
    return {
        line.id: ScenarioStanding(
            line.score,
            line.band,
            line.rank,
            places[line.id],
            line.score / top if top else 0.0,
            tuple(sorted(part.id for part in line.parts)),
        )
        for line in lines
    }


def _best_share_first(seat: ComparedLine) -> tuple[float, str]:
    total = sorted(standing.share if standing else 0.0 for standing in seat.standings)
    return -round(sum(total), 9), seat.id


@dataclass(frozen=True)
class OrderAgreement:
    """Two scenarios by their place in the order. `tau` is from −1 to 1, None when a scenario orders nothing.

    `shared` of the `highest` advices are the same: of the larger of the two groups, as ties at the last place count.
    """

    one: int
    other: int
    tau: float | None
    shared: int
    highest: int


def agreements(seats: Sequence[ComparedLine], size: int, scenarios: int) -> tuple[OrderAgreement, ...]:
    """Every pair of scenarios, in order; `size` is how many count as the highest."""
    return tuple(
        _agreement(seats, size, one, other) for one in range(scenarios) for other in range(one + 1, scenarios)
    )


def _agreement(seats: Sequence[ComparedLine], size: int, one: int, other: int) -> OrderAgreement:
    pairs = [
        tuple(standing.score if (standing := seat.standings[side]) else 0.0 for side in (one, other))
        for seat in seats
        if seat.standings[one] or seat.standings[other]
    ]
    tops = [{seat.id for seat in seats if seat.holds(side, size)} for side in (one, other)]
    tau = tau_b([pair[0] for pair in pairs], [pair[1] for pair in pairs])
    return OrderAgreement(one, other, tau, len(tops[0] & tops[1]), max(map(len, tops)))


def tau_b(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Kendall's tau-b of two rows of numbers; None when either has no order. Counted, so exactly 1 with itself."""
    import numpy as np

    signs = [np.sign(np.subtract.outer(row, row)).astype(np.int64) for row in map(np.asarray, (one, other))]
    agreed = int((signs[0] * signs[1]).sum())
    ordered = [int(np.abs(sign).sum()) for sign in signs]
    return agreed / sqrt(ordered[0] * ordered[1]) if all(ordered) else None
