"""What a run of `robuust` found, and how firmly each line stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.model import Advice
from strategy.explain.tipping import Lever
from strategy.facts.fact_base import grouped
from strategy.robustness.setbacks import Setback
from strategy.robustness.trials import (
    Impact,
    Resilience,
    ScoreChanges,
    StructuralSpace,
    TrialName,
    scores_of,
    with_changes,
)
from strategy.robustness.weights import Design, Lean, Model, SobolIndex, Spread, WeightSpace, present_weights

Firmness = Literal["staat vast", "vrij vast", "breekbaar", "kan doen worden", "minder", "niet doen"]
FIRMNESSES: tuple[Firmness, ...] = get_args(Firmness)
"""From what holds whatever happens to what we refrain from."""
FIRM, FAIRLY = 0.9, 0.75
"""Being `doen` in this share of the weights is firm, or fairly firm."""
FEW = 0.01
"""So small a share of setbacks that break it still leaves an advice fairly firm."""
ImpactPlace = tuple[tuple[str | int, ...], ...]
SOMETIMES = 0.1
"""Being `doen` in this share of the weights, when it is not so now, is worth telling."""


@dataclass(frozen=True)
class Robust:
    """One line in the spaces that were explored; a space that was not is None."""

    line: Line
    spread: Spread | None
    resilience: Resilience | None

    @property
    def firmness(self) -> Firmness:
        """What both spaces say together; a space that was not explored does not count."""
        if self.line.band == "niet doen":
            return "niet doen"
        core = self.spread.core if self.spread else 1.0
        if self.line.band != "doen":
            return "kan doen worden" if self.spread and core >= SOMETIMES else "minder"
        broken = len(self.resilience.breaks) / max(1, self.resilience.count) if self.resilience else 0.0
        if core >= FIRM and not broken:
            return "staat vast"
        return "vrij vast" if core >= FAIRLY and broken <= FEW else "breekbaar"

    @property
    def shared(self) -> float:
        """The smaller of the shares in which it is `doen`: by what it is least firm.

        What is not `doen` now may become so by other weights; what setbacks make of it says little of that.
        """
        spread = self.spread.core if self.spread else 1.0
        if self.spread and self.line.band != "doen":
            return spread
        return min(spread, self.resilience.core if self.resilience else 1.0)

    @property
    def lean(self) -> Lean | None:
        """The weight that matters most to it being `doen`; None when none does."""
        leans = self.spread.leans if self.spread else ()
        found = max(leans, key=lambda lean: lean.gap, default=None)
        return found if found and found.gap > 0 else None


def judged_lines(
    lines: Iterable[Line], weights: WeightSpace | None, structure: StructuralSpace | None
) -> tuple[Robust, ...]:
    """Each line with how it fares, the firmest first; of equals the highest rank first."""
    found = [
        Robust(
            line,
            weights.spreads[line.id] if weights else None,
            structure.resiliences[line.id] if structure else None,
        )
        for line in lines
    ]
    found.sort(key=lambda item: (FIRMNESSES.index(item.firmness), -item.shared, item.line.rank))
    return tuple(found)


def breakers(found: Iterable[Robust]) -> tuple[tuple[tuple[Impact, ...], tuple[Line, ...]], ...]:
    """What breaks most of these that are `doen` now, with what it breaks; the most first, then as tried.

    Other words at one place count as one: they come together as impacts, each with what it does to the first it breaks.
    """
    impacts: dict[ImpactPlace, dict[tuple[Setback, ...], Impact]] = {}
    lines: dict[ImpactPlace, dict[str, Line]] = {}
    for item in found:
        if item.resilience is None or item.line.band != "doen":
            continue
        for impact in item.resilience.breaks:
            place = places_of(impact)
            impacts.setdefault(place, {}).setdefault(impact.setbacks, impact)
            lines.setdefault(place, {})[item.line.id] = item.line
    ordered = sorted(lines, key=lambda place: -len(lines[place]))
    return tuple((tuple(impacts[place].values()), tuple(lines[place].values())) for place in ordered)


def by_place(impacts: Iterable[Impact]) -> tuple[tuple[Impact, ...], ...]:
    """Impacts with other words at one place together, in order."""
    return tuple(map(tuple, grouped((places_of(impact), impact) for impact in impacts).values()))


def places_of(impact: Impact) -> ImpactPlace:
    """What an impact is about."""
    return tuple(setback.place for setback in impact.setbacks)


@dataclass(frozen=True)
class Drawn:
    """How the weights were drawn: which of them, in which way, how many times, from which seed, between which bounds."""

    levers: tuple[Lever, ...]
    design: Design
    count: int
    seed: int
    low: float
    high: float


@dataclass(frozen=True)
class Explored:
    """The lines that were asked for, the firmest first, in the spaces that were explored.

    `selection` says in words what was asked for. `results` are the trials; `indices` are there when asked for.
    """

    outcome: Outcome
    drawn: Drawn
    selection: str
    weights: WeightSpace | None
    structure: StructuralSpace | None
    results: Mapping[TrialName, ScoreChanges]
    robust: tuple[Robust, ...]
    indices: Mapping[str, tuple[SobolIndex, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Bar:
    """One factor: a weight from its lowest to its highest, or a setback.

    `low` and `high` are scores: at the lowest and at the highest weight, or both after the
    setback (the worst and the best of the other words).
    """

    factor: Lever | Setback
    low: float
    high: float

    def reach(self, now: float) -> float:
        """How far from the present score it takes the advice."""
        return max(abs(self.low - now), abs(self.high - now))


def weight_bars(
    outcome: Outcome, advice: Advice, levers: Sequence[Lever], low: float, high: float
) -> tuple[Bar, ...]:
    """What each weight does by itself, the others as they are."""
    now = np.array(present_weights(outcome, tuple(levers)), float)
    weights = np.repeat(now[:, None], 2 * len(levers), axis=1)
    for row in range(len(levers)):
        weights[row, 2 * row : 2 * row + 2] = low, high
    model = Model(outcome, tuple(levers))
    scores = model.values(weights)[model.matrix.names.index(advice.id)].tolist()
    return tuple(Bar(lever, *scores[2 * row : 2 * row + 2]) for row, lever in enumerate(levers))


def setback_bars(
    outcome: Outcome, advice: Advice, setbacks: Iterable[Setback], results: Mapping[TrialName, ScoreChanges]
) -> tuple[Bar, ...]:
    """What each setback does by itself, that which is none of the advice's own; other words at one place together."""
    base = scores_of(outcome)
    found = grouped(
        (setback.place, (setback, with_changes(base, results[name]).get(advice.id, 0.0)))
        for setback in setbacks
        if (name := (setback.key,)) in results and not setback.own(advice)
    )
    return tuple(
        Bar(group[0][0], min(score for _, score in group), max(score for _, score in group))
        for group in found.values()
    )
