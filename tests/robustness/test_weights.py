"""The weight space: how weights are drawn, and what is told of each advice."""

from __future__ import annotations

import numpy as np
import pytest

from strategy.advice.advise import Outcome
from strategy.explain.tipping import Lever
from strategy.robustness.weights import (
    CHUNK,
    DESIGNS,
    DO,
    Design,
    Matrix,
    Model,
    explore_weights,
    levers_of,
    present_weights,
    ranks,
    sample_weights,
    sobol_indices,
)

LEVERS = tuple(Lever("opgave", name) for name in "abc")
NOW = (1.0, 1.0, 0.5)


def test_each_weight_is_spread_evenly() -> None:
    drawn = sample_weights(LEVERS, NOW, "lhs", 500, 3)
    for row in drawn.weights:
        places = np.floor(np.sort(row) / 3 * 500 + 1e-9)
        assert np.abs(places - np.arange(500)).max() <= 1  # one per part, but for rounding to three digits


def test_dirichlet_keeps_the_sum() -> None:
    drawn = sample_weights(LEVERS, NOW, "dirichlet", 300, 3)
    assert np.abs(drawn.weights.sum(axis=0) - 2.5).max() <= 0.0015 + 1e-9
    assert drawn.weights.min() >= 0


def test_one_at_a_time_leaves_the_others() -> None:
    drawn = sample_weights(LEVERS, NOW, "een-voor-een", 31, 3, 0, 2)
    others = (drawn.weights != np.array(NOW)[:, None]).sum(axis=0)
    assert drawn.count == 31 and others.max() == 1
    assert [(row.min(), row.max()) for row in drawn.weights] == [(0, 2)] * 3


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_few_sets_will_do(design: Design, count: int) -> None:
    drawn = sample_weights(LEVERS, NOW, design, count, 1)
    assert drawn.weights.shape == drawn.light.shape == (3, count)


@pytest.mark.parametrize("design", DESIGNS)
def test_the_seed_decides(design: Design) -> None:
    one, same, other = (sample_weights(LEVERS, NOW, design, 50, seed).weights.tolist() for seed in (1, 1, 2))
    assert one == same and (one != other or design == "een-voor-een")


def test_weights_can_be_copied_by_people() -> None:
    weights = sample_weights(LEVERS, NOW, "lhs", 50, 1).weights
    assert [float(f"{weight:.3f}") for weight in weights.ravel()] == weights.ravel().tolist()


@pytest.mark.parametrize("design", DESIGNS)
def test_counts_chunk_by_chunk_what_holds_as_a_whole(outcome: Outcome, design: Design) -> None:
    levers = levers_of(outcome, ("opgave", "prioriteit"))
    drawn = sample_weights(levers, present_weights(outcome, levers), design, CHUNK + 300, 5)
    space = explore_weights(outcome, drawn)
    model = Model(outcome, levers)
    scores = model.scores(drawn.weights)
    core, rank = model.matrix.bands(scores) == DO, ranks(scores)
    for row, name in enumerate(model.matrix.names):
        spread = space.spreads[name]
        assert spread.core == core[row].mean()
        assert (spread.best_rank, spread.worst_rank) == (rank[row].min(), rank[row].max())
        assert spread.best_rank <= spread.low_rank <= spread.high_rank <= spread.worst_rank
        first = int(rank[row].argmax())
        assert spread.worst_at == tuple(drawn.weights[:, first])
        for place, lean in enumerate(spread.leans):
            light, heavy = drawn.light[place], drawn.heavy[place]
            assert lean.light == pytest.approx(core[row][light].mean() if light.any() else 0)
            assert lean.heavy == pytest.approx(core[row][heavy].mean() if heavy.any() else 0)


def test_raising_a_weight_lowers_no_advice_that_serves_only_that_opgave(outcome: Outcome) -> None:
    levers = levers_of(outcome)
    model = Model(outcome, levers)
    weights = np.repeat(np.array(present_weights(outcome, levers))[:, None], 2, axis=1)
    for row, lever in enumerate(levers):
        raised = weights.copy()
        raised[row, 1] += 1
        scores = model.scores(raised)
        own = [advice.id for advice in outcome.lines if advice.opgaven == (lever.id,)]
        for name in own:
            before, after = scores[model.matrix.names.index(name)]
            assert after >= before, name


def test_indices_tell_what_matters_and_are_the_same_again(outcome: Outcome) -> None:
    levers = levers_of(outcome)
    name = "positie/vra-db"
    found = sobol_indices(outcome, levers, [name], 0, 3, 1)
    assert found == sobol_indices(outcome, levers, [name], 0, 3, 1)
    assert found[name][0].lever == Lever("opgave", "verstedelijking") and found[name][0].own > 0.5
    assert sum(index.own for index in found[name]) < 1.1


def test_a_weight_that_matters_to_nothing_has_no_index(outcome: Outcome) -> None:
    advice = next(advice for advice in outcome.lines if len(advice.opgaven) == 1)
    levers = tuple(lever for lever in levers_of(outcome) if lever.id not in advice.opgaven)
    found = sobol_indices(outcome, levers, [advice.id], 0.5, 3, 1)
    assert {index.total for group in found.values() for index in group} == {0.0}


def test_the_present_weights_give_the_present_advice(outcome: Outcome) -> None:
    levers = levers_of(outcome)
    model = Model(outcome, levers)
    scores = model.scores(np.array(present_weights(outcome, levers))[:, None])
    assert isinstance(model.matrix, Matrix)
    found = dict(zip(model.matrix.names, (scores[:, 0] / 10_000).tolist(), strict=True))
    assert found == {line.id: line.score for line in outcome.lines}
