"""What a run of `robuust` found, for whoever shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from strategy.advice.advise import Outcome
from strategy.explain.tipping import Lever
from strategy.robustness.indices import Index
from strategy.robustness.sampling import Design
from strategy.robustness.structure import StructuralSpace
from strategy.robustness.trial import Difference, Name
from strategy.robustness.verdict import Robust
from strategy.robustness.weights import WeightSpace


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
    results: Mapping[Name, Difference]
    robust: tuple[Robust, ...]
    indices: Mapping[str, tuple[Index, ...]] = field(default_factory=dict)
