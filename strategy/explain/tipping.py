"""At which weight an advice changes band or rank: exact roots of the scores as functions of that weight.

Score of this advice S(w), of another advice R(w), highest score T(w): each piecewise linear (see curves.py), so

  band  changes where S(w) − kern × T(w) or S(w) − kansrijk × T(w) changes sign;
  rank  changes where R(w) − S(w) becomes or stops being positive, for some other advice.

On each linear piece that is one division. Scores are rounded to 4 digits before they are compared
(strategy/advice/score.py), so the program's own turning point lies where the two sides differ by less than that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise

from strategy.advice.ledger import Ledger, Weights
from strategy.advice.model import Band
from strategy.dossier.model import Scoring
from strategy.explain.curves import Curves, Lever, exact
from strategy.explain.piecewise import HIGH, LOW, Piecewise, highest, zeros


@dataclass(frozen=True)
class Stretch:
    """Weights from `low` to `high` that give one band. Only at 0 and 10 a stretch may be a single weight."""

    low: Fraction
    high: Fraction
    band: Band


@dataclass(frozen=True)
class Tip:
    """The nearest weight in one direction past which the band is another one; `included` when at it already.

    `leader` is the advice with the highest score there: what the band is measured by.
    """

    at: Fraction
    up: bool
    included: bool
    band: Band
    leader: str


@dataclass(frozen=True)
class Swap:
    """The nearest weight in one direction past which the rank is another one, and with whom places change.

    `overtaking` are the advices that come to stand above this one, `overtaken` those that no longer do.
    """

    at: Fraction
    up: bool
    included: bool
    rank: int
    overtaking: tuple[str, ...]
    overtaken: tuple[str, ...]


@dataclass(frozen=True)
class Sensitivity:
    """What one weight does to one advice while all other weights stay; `own` when it counts in its arguments.

    `tips` and `swaps` hold at most one below the present weight and one above it, in that order.
    """

    lever: Lever
    now: Fraction
    own: bool
    stretches: tuple[Stretch, ...]
    tips: tuple[Tip, ...]
    swaps: tuple[Swap, ...]

    def distance(self, turns: Sequence[Tip] | Sequence[Swap]) -> Fraction:
        """How far the present weight is from the nearest of these; HIGH + 1 when there are none."""
        return min((abs(turn.at - self.now) for turn in turns), default=HIGH + 1)


def sensitivities(
    ledger: Ledger, weights: Weights, scoring: Scoring, names: Iterable[str]
) -> dict[str, tuple[Sensitivity, ...]]:
    """Per advice in `names` what each weight does to it: the weights of opgaven first, then of priorities.

    Raises KeyError for an advice that the ledger does not have.
    """
    curves = Curves(ledger, weights, scoring)
    found: dict[str, list[Sensitivity]] = {name: [] for name in names}
    for lever in curves.levers:
        scores = curves.of(lever)
        top = highest(scores.values())
        for name, group in found.items():
            own = scores[name]
            rivals = {other: rival - own for other, rival in scores.items() if other != name}
            now = curves.now(lever)
            stretches, tips = _bands(name, scores, top, now, scoring)
            swaps = tuple(swap for up in (False, True) if (swap := _swap(rivals, now, up)))
            group.append(Sensitivity(lever, now, curves.own(name, lever), stretches, tips, swaps))
    return {name: tuple(group) for name, group in found.items()}


# ── bands ─────────────────────────────────────────────────────────────────────────────────────────────


def _bands(
    name: str, scores: Mapping[str, Piecewise], top: Piecewise, now: Fraction, scoring: Scoring
) -> tuple[tuple[Stretch, ...], tuple[Tip, ...]]:
    own = scores[name]
    core, promising = exact(scoring.core), exact(scoring.promising)

    def leader(weight: Fraction) -> str:
        return max(scores, key=lambda other: scores[other].at(weight))

    def band(weight: Fraction) -> Band:
        score, best = own.at(weight), top.at(weight)
        share = score / best if best else Fraction(0)
        return "kern" if share >= core else "kansrijk" if share >= promising else "overweeg"

    turns = {LOW, HIGH}
    for threshold in (core, promising):
        turns.update(zeros(own * threshold.denominator - top * threshold.numerator))
    stretches = tuple(_stretches(sorted(turns), band))
    tips = (_tip(stretches, band, leader, now, up) for up in (False, True))
    return stretches, tuple(tip for tip in tips if tip)


def _stretches(turns: Sequence[Fraction], band: Callable[[Fraction], Band]) -> Iterator[Stretch]:
    """The bands from LOW to HIGH; a band at a single weight in between, where two lines touch, is left out."""
    parts = [Stretch(low, high, band((low + high) / 2)) for low, high in pairwise(turns)]
    parts = [Stretch(LOW, LOW, band(LOW)), *parts, Stretch(HIGH, HIGH, band(HIGH))]
    for found, group in groupby(parts, key=lambda part: part.band):
        same = list(group)
        yield Stretch(same[0].low, same[-1].high, found)


def _tip(
    stretches: Sequence[Stretch],
    band: Callable[[Fraction], Band],
    leader: Callable[[Fraction], str],
    now: Fraction,
    up: bool,
) -> Tip | None:
    present = band(now)
    for stretch in stretches if up else reversed(stretches):
        near, far = (stretch.low, stretch.high) if up else (stretch.high, stretch.low)
        if (far > now if up else far < now) and stretch.band != present:
            at = max(near, now) if up else min(near, now)
            return Tip(at, up, band(at) == stretch.band, stretch.band, leader(at))
    return None


# ── ranks ─────────────────────────────────────────────────────────────────────────────────────────────


def _swap(rivals: Mapping[str, Piecewise], now: Fraction, up: bool) -> Swap | None:
    """The first change of rank from `now` in one direction. `rivals` are the other scores less our own."""
    above = {name for name, lead in rivals.items() if lead.at(now) > 0}
    moves = sorted(
        (abs(at - now), at, name, ahead)
        for name, lead in rivals.items()
        for at, ahead in _moves(lead, now, up, name in above)
    )
    current = set(above)
    for (_, at), group in groupby(moves, key=lambda move: move[:2]):
        for _, _, name, ahead in group:
            (current.add if ahead else current.discard)(name)
        if len(current) != len(above):
            return Swap(
                at=at,
                up=up,
                included=sum(lead.at(at) > 0 for lead in rivals.values()) == len(current),
                rank=1 + len(current),
                overtaking=tuple(name for name in rivals if name in current - above),
                overtaken=tuple(name for name in rivals if name in above - current),
            )
    return None


def _moves(lead: Piecewise, now: Fraction, up: bool, ahead: bool) -> Iterator[tuple[Fraction, bool]]:
    """Past which weights a rival gets ahead, or no longer is, going from `now` in one direction."""
    turns = zeros(lead)
    if not turns:
        return
    stops = sorted({now, HIGH if up else LOW, *(x for x in turns if (x > now if up else x < now))})
    for at, following in pairwise(stops if up else stops[::-1]):
        if (lead.at((at + following) / 2) > 0) != ahead:
            ahead = not ahead
            yield at, ahead
