"""What each single factor does to the score of one advice: the bars of a tornado chart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice
from strategy.explain.judgements import Path
from strategy.explain.tipping import Lever
from strategy.robustness.setbacks import Setback
from strategy.robustness.trial import Difference, Name, changed, scores_of
from strategy.robustness.weights import Model, present_weights


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
    outcome: Outcome, advice: Advice, setbacks: Iterable[Setback], results: Mapping[Name, Difference]
) -> tuple[Bar, ...]:
    """What each setback does by itself, that which is none of the advice's own; other words at one place together."""
    base = scores_of(outcome)
    found: dict[Path, list[tuple[Setback, float]]] = {}
    for setback in setbacks:
        name = (setback.key,)
        if name in results and not setback.own(advice):
            scores = changed(base, results[name])
            found.setdefault(setback.place, []).append((setback, scores.get(advice.id, 0.0)))
    return tuple(
        Bar(group[0][0], min(score for _, score in group), max(score for _, score in group))
        for group in found.values()
    )
