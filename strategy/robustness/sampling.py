"""Sets of weights to try: spread evenly (lhs), divided differently (dirichlet), or changed one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from strategy.explain.tipping import Lever
from strategy.robustness.matrix import Numbers

Design = Literal["lhs", "dirichlet", "een-voor-een"]
DESIGNS: tuple[Design, ...] = ("lhs", "dirichlet", "een-voor-een")
DIGITS = 3
"""Weights are rounded to so many digits: people can copy them into a scenario and get the same advice."""
LOW, HIGH = 0.0, 3.0
"""From not counting at all to three times as heavily as a weight that nobody named."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Sample:
    """Sets of weights: one row per lever, one column per set.

    `light` and `heavy` say where a lever is light and where it is heavy, compared with the rest of the sample.
    """

    levers: tuple[Lever, ...]
    weights: Numbers
    light: Mask
    heavy: Mask

    @property
    def count(self) -> int:
        return len(self.weights.T)


def sample(
    levers: Sequence[Lever],
    present: Sequence[float],
    design: Design,
    count: int,
    seed: int,
    low: float = LOW,
    high: float = HIGH,
) -> Sample:
    """`count` sets of weights for these levers, whose present weights are given. The same seed gives the same sets.

    lhs           Latin hypercube (McKay, Beckman and Conover, 1979): each weight evenly over low to high.
    dirichlet     the present sum divided in every possible way, each as likely; `low` and `high` do not count.
    een-voor-een  one weight from low to high in equal steps, the others as they are; one lever after the other.
    """
    names = tuple(levers)
    now = np.array(present, float)
    if design == "een-voor-een":
        return _one_by_one(names, now, count, low, high)
    random = np.random.default_rng(seed)
    if design == "lhs":
        weights = low + (high - low) * _latin(random, len(names), count)
    else:
        total = now.sum() or float(len(names))
        weights = total * random.dirichlet(np.ones(len(names)), count).T
    weights = np.round(weights, DIGITS)
    ordered = np.sort(weights, axis=1)
    third = count // 3
    light, heavy = ordered[:, [third]], ordered[:, [count - 1 - third]]
    return Sample(names, weights, weights <= light, weights >= heavy)


def _latin(random: np.random.Generator, levers: int, count: int) -> Numbers:
    """Numbers in [0, 1): per lever exactly one in each of `count` equal parts, in random order."""
    strata = np.array([random.permutation(count) for _ in range(levers)]).reshape(levers, count)
    result: Numbers = (strata + random.random((levers, count))) / count
    return result


def _one_by_one(names: tuple[Lever, ...], now: Numbers, count: int, low: float, high: float) -> Sample:
    """The sets are shared out over the levers; the first levers take what is left over."""
    turn = np.arange(count) % len(names)
    weights = np.repeat(now[:, None], count, axis=1)
    for lever in range(len(names)):
        own = np.flatnonzero(turn == lever)
        weights[lever, own] = np.round(np.linspace(low, high, len(own)), DIGITS)
    return Sample(names, weights, weights < now[:, None], weights > now[:, None])
