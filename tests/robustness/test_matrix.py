"""Scores of many weights at once equal a full re-evaluation, to the last digit."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.advice.advise import Outcome, _rank, advise, prepare
from strategy.advice.lines import Line, lines_of
from strategy.advice.model import BANDS, Band
from strategy.advice.scores_bands import Weights, build_ledger, total
from strategy.dossier.loader import Loaded
from strategy.dossier.provenance import Sourced
from strategy.robustness.weights import UNIT, Matrix, ranks, rounded

VECTORS = int(os.environ.get("KRACHTENVELD_GEWICHTEN", "30"))
"""`make mutatie` takes more."""
Standing = tuple[float, Band, int]


def drawn(outcome: Outcome, count: int) -> list[Weights]:
    """Weights of all kinds: any number, tidy ones that give ties, zeros, and those of the dossier."""
    present = Weights.of(outcome.case.dossier)
    random = np.random.default_rng(7)
    found = [present]
    for number in range(1, count):

        def some(names: object, number: int = number) -> dict[str, float]:
            values = random.random(len(list(names))) * 4
            if number % 3 == 1:
                values = np.round(values, 1)
            if number % 4 == 2:
                values[random.random(len(values)) < 0.4] = 0.0
            return dict(zip(names, values.tolist(), strict=True))

        priorities = some(present.priorities) if number % 2 else dict(present.priorities)
        found.append(Weights(some(present.opgaven), priorities))
    found.append(Weights(dict.fromkeys(present.opgaven, 0.0), present.priorities))
    return found


def vectorised(outcome: Outcome, weights: list[Weights]) -> list[dict[str, Standing]]:
    matrix = Matrix(outcome.ledger, outcome.lines, weights[0], outcome.case.dossier.header.scoring)
    columns = [matrix.settled(each) for each in weights]
    scores = matrix.scores(np.hstack([own for own, _ in columns]), np.hstack([own for _, own in columns]))
    band, rank = matrix.bands(scores), ranks(scores)
    return [
        {
            name: (scores[row, column] / UNIT, BANDS[band[row, column]], int(rank[row, column]))
            for row, name in enumerate(matrix.names)
        }
        for column in range(len(weights))
    ]


def again(outcome: Outcome, weights: Weights) -> dict[str, Standing]:
    """The same trace, weighed anew: rules never test a weight."""
    ledger = build_ledger(outcome.trace, weights)
    parts = _rank(outcome.case, outcome.trace, ledger, outcome.names)
    return standings(lines_of(outcome.case.view, outcome.trace, outcome.names, parts))


def standings(found: Iterable[Line]) -> dict[str, Standing]:
    return {line.id: (line.score, line.band, line.rank) for line in found}


def reweighed(loaded: Loaded, weights: Weights) -> Loaded:
    """The dossier with these weights written in it."""

    def weight(item: object, value: float) -> object:
        return dataclasses.replace(item, weight=Sourced(value, item.origin))

    opgaven = tuple(
        dataclasses.replace(
            weight(opgave, weights.opgaven[opgave.id]),
            priorities=tuple(weight(item, weights.priorities[item.id]) for item in opgave.priorities),
        )
        for opgave in loaded.dossier.opgaven
    )
    return dataclasses.replace(loaded, dossier=dataclasses.replace(loaded.dossier, opgaven=opgaven))


def test_equals_weighing_the_ledger_anew(outcome: Outcome) -> None:
    weights = drawn(outcome, VECTORS)
    for found, each in zip(vectorised(outcome, weights), weights, strict=True):
        assert found == again(outcome, each)


def test_equals_advice_on_a_dossier_with_those_weights(outcome: Outcome) -> None:
    weights = drawn(outcome, 6)[1:]
    case = outcome.case
    for found, each in zip(vectorised(outcome, weights), weights, strict=True):
        whole = advise(prepare(reweighed(case.loaded, each), rulebook=case.rulebook), "python")
        assert found == standings(whole.lines)


def test_a_small_dossier_too(small: Outcome) -> None:
    weights = drawn(small, 10)
    for found, each in zip(vectorised(small, weights), weights, strict=True):
        assert found == again(small, each)


def test_scaling_all_weights_changes_no_rank(outcome: Outcome) -> None:
    """Bands are lines on a fixed scale: when everything counts double, more is worth doing, in the same order."""
    present = Weights.of(outcome.case.dossier)
    doubled = Weights({name: 2 * weight for name, weight in present.opgaven.items()}, present.priorities)
    one, other = vectorised(outcome, [present, doubled])
    assert {name: rank for name, (_, _, rank) in one.items()} == {
        name: rank for name, (_, _, rank) in other.items()
    }
    assert all(BANDS.index(other[name][1]) <= BANDS.index(band) for name, (_, band, _) in one.items())


@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=30))
def test_rounds_as_python_does(values: list[float]) -> None:
    near = [value for x in values for value in (x, round(x, 4) + 0.00005, round(x, 1), np.nextafter(x, 0))]
    found = rounded(np.array(near))
    assert (found / UNIT).tolist() == [round(float(value), 4) for value in near]


def test_halves_go_to_even() -> None:
    halves = np.arange(0, 64) / 32 + 0.5 / 2**9
    assert (rounded(halves) / UNIT).tolist() == [round(float(value), 4) for value in halves]


@pytest.mark.parametrize("values", [[], [0.1] * 10, [1e16, 1.0, -1e16], [0.1, 0.2, 0.3]])
def test_sums_go_from_left_to_right_on_every_python(values: list[float]) -> None:
    expected = 0.0
    for value in values:
        expected += value
    assert total(values) == expected


def test_equal_scores_share_a_rank() -> None:
    assert ranks(np.array([[3, 0], [5, 0], [3, 0], [1, 0]])).T.tolist() == [[2, 1, 2, 4], [1, 1, 1, 1]]


def test_without_advice_there_is_nothing(small: Outcome) -> None:
    empty = dataclasses.replace(small.ledger, targets={}, entries=(), counters=())
    matrix = Matrix(empty, (), Weights.of(small.case.dossier), small.case.dossier.header.scoring)
    scores = matrix.scores(*matrix.settled(Weights.of(small.case.dossier)))
    assert scores.shape == (0, 1) and matrix.bands(scores).shape == (0, 1) and ranks(scores).shape == (0, 1)
