"""Every advice beside itself in each scenario: its score, band and rank there, or that it is not given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from strategy.advice.model import Advice, Band
from strategy.advice.score import ranks
from strategy.dossier.vocabulary import ROLES

SEAT = "positie"
CORE: Band = "doen"
ABSENT: Literal["niet"] = "niet"
Word = Band | Literal["niet"]


@dataclass(frozen=True)
class Standing:
    """Where an advice stands in one scenario.

    `rank` counts among all advice, `place` among the advice compared; equal scores share one. `share` is the
    score as a part of the highest score among the advice compared.
    """

    score: float
    band: Band
    rank: int
    place: int
    share: float


@dataclass(frozen=True)
class Seat:
    """One advice in every scenario, in their order; None where it is not given.

    `body` groups what excludes each other: seats in one gremium. Other advice stands on its own.
    """

    advice: Advice
    body: str
    standings: tuple[Standing | None, ...]

    @property
    def id(self) -> str:
        return self.advice.id

    @property
    def title(self) -> str:
        return self.advice.title

    @property
    def best(self) -> int:
        """The best rank that it has in any scenario."""
        return min(standing.rank for standing in self.standings if standing)

    @property
    def least_share(self) -> float:
        """The share of the highest score that is left in the worst scenario."""
        return min(standing.share if standing else 0.0 for standing in self.standings)

    def band(self, scenario: int) -> Word:
        """The band in a scenario, or that the advice is not given there."""
        standing = self.standings[scenario]
        return standing.band if standing else ABSENT

    def holds(self, scenario: int, size: int) -> bool:
        """Whether it is among the `size` highest in a scenario; ties at the last place all are."""
        standing = self.standings[scenario]
        return standing is not None and standing.place <= size

    def covers(self, other: Seat) -> bool:
        """Whether this seat brings the other with it: the same, or a lighter role in the same body."""
        if self.id == other.id:
            return True
        one, another = self.advice.target, other.advice.target
        ladder = self.body == other.body and one.sort == another.sort == SEAT
        return ladder and ROLES.index(one.role) < ROLES.index(another.role)


def seats(chosen: Sequence[Sequence[Advice]]) -> tuple[Seat, ...]:
    """The advice of each scenario side by side, the best first: by the average share of the highest score.

    `chosen` holds per scenario, in order, the advice that is compared.
    """
    standings = [_standings(advices) for advices in chosen]
    titles: dict[str, Advice] = {}
    for advices in chosen:
        for advice in advices:
            titles.setdefault(advice.id, advice)
    found = [
        Seat(advice, _body(advice), tuple(group.get(name) for group in standings))
        for name, advice in titles.items()
    ]
    return tuple(sorted(found, key=_order))


def _standings(advices: Sequence[Advice]) -> Mapping[str, Standing]:
    scores = {advice.id: advice.score for advice in advices}
    places = ranks(scores)
    top = max(scores.values(), default=0.0)
    return {
        advice.id: Standing(
            advice.score, advice.band, advice.rank, places[advice.id], advice.score / top if top else 0.0
        )
        for advice in advices
    }


def _body(advice: Advice) -> str:
    return advice.target.body if advice.target.sort == SEAT else advice.id


def _order(seat: Seat) -> tuple[float, str]:
    total = sorted(standing.share if standing else 0.0 for standing in seat.standings)
    return -round(sum(total), 9), seat.id
