"""How long 10,000 sets of weights take, as a ratio to one cold `advies`; the bar is 2.

Run with `make bench` or `python -m benchmarks.weights`. Medians.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

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

ROOT = Path(__file__).resolve().parent.parent
COUNT = 10_000
ROUNDS = 5


def main() -> None:
    """Print the medians and the ratios."""
    read = read_workspace(ROOT)
    loaded, rulebook = read.loaded, read.rulebook
    outcome = advise(prepare(loaded, None, False, rulebook), "clingo")
    cold = [_command("advies") for _ in range(ROUNDS)]
    base = median(cold)
    print(f"{'':<44}{'mediaan s':>10}{'× advies':>10}")
    _row("koud advies", cold, base)
    for design in DESIGNS:
        _row(f"{COUNT} wegingen, {design}", [_explored(outcome, design) for _ in range(ROUNDS)], base)
    whole = [_command("robuust", "--ruimte", "gewichten") for _ in range(ROUNDS)]
    _row("koud robuust --ruimte gewichten", whole, base)


def _row(what: str, taken: list[float], base: float) -> None:
    print(f"{what:<44}{median(taken):>10.2f}{median(taken) / base:>10.2f}")


def _command(*words: str) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *words, "--engine", "clingo", "--dossier", str(ROOT)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - start


def _explored(outcome: Outcome, design: Design) -> float:
    """Drawing the weights, and from there to where every advice ends up."""
    start = time.perf_counter()
    levers = levers_of(outcome)
    explore_weights(outcome, sample_weights(levers, present_weights(outcome, levers), design, COUNT, 1))
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
