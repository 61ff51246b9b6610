"""How long 10,000 sets of weights take, as a ratio to one cold `advies`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from statistics import median

from benchmarks.table import ROOT, Row, command, seconds
from strategy.advice.advise import Outcome, advise, prepare
from strategy.robustness.weights import (
    DESIGNS,
    Design,
    explore_weights,
    levers_of,
    present_weights,
    sample_weights,
)
from strategy.workspace import read_workspace

COUNT = 10_000
BAR = 2.0


def rows(large: bool) -> Iterator[Row]:
    """Medians, of CPU."""
    rounds = 5 if large else 2
    read = read_workspace(ROOT)
    outcome = advise(prepare(read.loaded, None, False, read.rulebook), "clingo")
    base = median(command("advies", "--engine", "clingo").cpu for _ in range(rounds))
    for design in DESIGNS:
        taken = median(seconds(partial(_explore, outcome, design)) for _ in range(rounds))
        yield Row(f"{COUNT} wegingen, {design}", taken, "koud `advies`", base, BAR)
    words = ("robuust", "--ruimte", "gewichten", "--engine", "clingo")
    whole = median(command(*words).cpu for _ in range(rounds))
    yield Row("`robuust --ruimte gewichten`, koud", whole, "koud `advies`", base)


def _explore(outcome: Outcome, design: Design) -> None:
    """Drawing the weights, and from there to where every advice ends up."""
    levers = levers_of(outcome)
    explore_weights(outcome, sample_weights(levers, present_weights(outcome, levers), design, COUNT, 1))
