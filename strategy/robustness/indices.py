"""How much of the spread in an advice's score comes from which weight: Sobol indices.

Sobol (2001), with Saltelli's estimators (2010), by SALib. The weights are drawn independently and evenly between two
bounds. For a weight w and the outcome Y:

  own    (S1) = Var(E[Y | w]) / Var(Y)               what w does by itself
  total  (ST) = 1 - Var(E[Y | all but w]) / Var(Y)    what w does, together with others included
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from strategy.advice.advise import Outcome
from strategy.explain.tipping import Lever
from strategy.robustness.weights import Model

POINTS = 1024
"""Base points, a power of two as Sobol's sequence asks; the model is evaluated (levers + 2) times as often."""


@dataclass(frozen=True)
class Index:
    """What one weight contributes, as shares of the variance; `margin` is half the width of the 95% interval of total."""

    lever: Lever
    own: float
    total: float
    margin: float


def indices(
    outcome: Outcome, levers: Sequence[Lever], names: Sequence[str], low: float, high: float, seed: int
) -> dict[str, tuple[Index, ...]]:
    """Per line in `names` the indices of these weights, the heaviest first; all 0 when none of them matters."""
    from SALib.analyze import sobol
    from SALib.sample import sobol as sampling

    problem = {
        "num_vars": len(levers),
        "names": [f"{lever.kind}/{lever.id}" for lever in levers],
        "bounds": [[low, high]] * len(levers),
    }
    points = sampling.sample(problem, POINTS, calc_second_order=False, seed=seed)
    model = Model(outcome, tuple(levers))
    values = dict(zip(model.matrix.names, model.values(np.ascontiguousarray(points.T)), strict=True))
    found = {}
    for name in names:
        if np.ptp(values[name]) == 0:
            found[name] = tuple(Index(lever, 0.0, 0.0, 0.0) for lever in levers)
            continue
        result = sobol.analyze(problem, values[name], calc_second_order=False, seed=seed)
        rows = zip(levers, result["S1"], result["ST"], result["ST_conf"], strict=True)
        each = [
            Index(lever, max(0.0, float(own)), float(total), float(margin))
            for lever, own, total, margin in rows
        ]
        found[name] = tuple(sorted(each, key=lambda index: -index.total))
    return found
