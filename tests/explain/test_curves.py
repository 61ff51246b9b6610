"""Scores as functions of a weight: at any weight, of every opgave and priority, the score that the program gives."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from strategy.advice.advise import Outcome
from strategy.advice.lines import ways
from strategy.advice.model import Entry
from strategy.advice.scores_bands import Weights, argument_values, score
from strategy.explain.tipping import Curves, Lever
from strategy.robustness.weights import Model, present_weights

GRID = [Fraction(0), Fraction(3, 10), Fraction(1), Fraction(17, 10), Fraction(10)]


@pytest.fixture(scope="module")
def curves(outcome: Outcome) -> Curves:
    dossier = outcome.case.dossier
    return Curves(outcome.ledger, Weights.of(dossier), dossier.header.scoring)


def test_every_advice_follows_every_weight(outcome: Outcome, curves: Curves) -> None:
    dossier = outcome.case.dossier
    for lever in curves.levers:
        functions = curves.of(lever)
        assert set(functions) == {advice.id for advice in outcome.advices}
        for weight in GRID:

            def again(entry: Entry, lever: Lever = lever, weight: Fraction = weight) -> Entry:
                if not lever.moves((entry.priority, entry.opgave)):
                    return entry
                present = curves.now(lever)
                return replace(entry, weight=entry.weight / float(present) * float(weight))

            for advice in outcome.advices:
                if not curves.own(advice.id, lever):
                    continue
                values = argument_values(map(again, advice.entries), map(again, advice.counters))
                real = score(values, dossier.header.scoring)
                assert float(functions[advice.id].at(weight) / curves.scale) == pytest.approx(real, abs=1e-4)


def test_every_line_follows_every_opgave(outcome: Outcome) -> None:
    """Held against what many weights at once give, which is held against whole runs."""
    dossier = outcome.case.dossier
    curves = Curves(outcome.ledger, Weights.of(dossier), dossier.header.scoring, outcome.lines)
    levers = tuple(lever for lever in curves.levers if lever.kind == "opgave")
    model = Model(outcome, levers)
    several = 0
    for row, lever in enumerate(levers):
        functions = curves.of(lever)
        assert list(functions) == [line.id for line in outcome.lines]
        weights = np.repeat(np.array(present_weights(outcome, levers))[:, None], len(GRID), axis=1)
        weights[row] = [float(weight) for weight in GRID]
        for name, values in zip(model.matrix.names, model.values(weights).tolist(), strict=True):
            found = [float(functions[name].at(weight) / curves.scale) for weight in GRID]
            assert found == pytest.approx(values, abs=1e-4), (name, lever)
        several += sum(len(ways(line)) > 1 and curves.own(line.id, lever) for line in outcome.lines)
    assert several > len(levers)


def test_what_the_weight_does_not_count_in_stays_as_it_is(outcome: Outcome, curves: Curves) -> None:
    for lever in curves.levers:
        functions = curves.of(lever)
        for advice in outcome.advices:
            own = any(lever.moves((entry.priority, entry.opgave)) for entry in advice.entries)
            assert curves.own(advice.id, lever) == own
            if not own:
                ends = {functions[advice.id].at(weight) / curves.scale for weight in (GRID[0], GRID[-1])}
                assert len(ends) == 1 and float(ends.pop()) == pytest.approx(advice.score, abs=1e-4)
