"""At which weight an advice changes band or rank: exact roots of the scores as functions of that weight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise

from strategy.advice.ledger import Ledger, Weights
from strategy.advice.model import REFRAIN, Band
from strategy.dossier.model import Scoring
from strategy.explain.curves import Curves, Lever
from strategy.explain.piecewise import HIGH, LOW, Piecewise, zeros


@dataclass(frozen=True)
class Stretch:
    """Weights from `low` to `high` that give one band. Only at 0 and 10 a stretch may be a single weight."""

    low: Fraction
    high: Fraction
    band: Band


@dataclass(frozen=True)
class Tip:
    """The nearest weight in one direction past which the band is another one; `included` when at it already."""

    at: Fraction
    up: bool
    included: bool
    band: Band


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

    Score of this advice S(w), of another advice R(w): each piecewise linear (see `Curves`), so

      band  changes where S(w) − doen_vanaf or S(w) − ook_doen_vanaf changes sign;
      rank  changes where R(w) − S(w) becomes or stops being positive, for some other advice.

    On each linear piece that is one division. Scores are rounded to 4 digits before they are compared, so the
    program's own turning point lies where the two sides differ by less than that.

    Raises KeyError for an advice that the ledger does not have.
    """
    curves = Curves(ledger, weights, scoring)
    refraining = {
        name for name, group in ledger.targets.items() if any(each.sort == REFRAIN for each in group)
    }
    found: dict[str, list[Sensitivity]] = {name: [] for name in names}
    for lever in curves.levers:
        scores = curves.of(lever)
        for name, group in found.items():
            own = scores[name]
            rivals = {other: rival - own for other, rival in scores.items() if other != name}
            now = curves.now(lever)
            margins = (curves.above(own, scoring.do_from), curves.above(own, scoring.also_from))
            stretches, tips = _bands(margins, now, name in refraining)
            swaps = tuple(swap for up in (False, True) if (swap := _swap(rivals, now, up)))
            group.append(Sensitivity(lever, now, curves.own(name, lever), stretches, tips, swaps))
    return {name: tuple(group) for name, group in found.items()}


# ── bands ─────────────────────────────────────────────────────────────────────────────────────────────


def _bands(
    margins: tuple[Piecewise, Piecewise], now: Fraction, refraining: bool
) -> tuple[tuple[Stretch, ...], tuple[Tip, ...]]:
    """`margins`: how far the score lies above the line of `doen`, and of `ook doen`."""
    far, near = margins

    def band(weight: Fraction) -> Band:
        if refraining:
            return "niet doen"
        return "doen" if far.at(weight) >= 0 else "ook doen" if near.at(weight) >= 0 else "als er tijd is"

    turns = {LOW, HIGH}
    for margin in () if refraining else margins:
        turns.update(zeros(margin))
    stretches = tuple(_stretches(sorted(turns), band))
    tips = (_tip(stretches, band, now, up) for up in (False, True))
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
    now: Fraction,
    up: bool,
) -> Tip | None:
    present = band(now)
    for stretch in stretches if up else reversed(stretches):
        near, far = (stretch.low, stretch.high) if up else (stretch.high, stretch.low)
        if (far > now if up else far < now) and stretch.band != present:
            at = max(near, now) if up else min(near, now)
            return Tip(at, up, band(at) == stretch.band, stretch.band)
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
