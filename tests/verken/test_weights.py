"""What the page makes of weights, held against the engine: the same scores, bands and ranks, digit by digit."""

from __future__ import annotations

import dataclasses
import json
import os
import random
from collections.abc import Mapping
from typing import Any

import pytest

from strategy.advice.advise import Outcome
from strategy.advice.lines import line_score
from strategy.advice.model import REFRAIN, Entry
from strategy.advice.scores_bands import (
    Weights,
    bands,
    best_per_argument,
    build_ledger,
    net_values,
    ranks,
    score,
)
from strategy.comparison.futures import Future
from tests.browser import Opener

pytestmark = pytest.mark.browser

VECTORS = int(os.environ.get("KRACHTENVELD_GEWICHTEN", "60"))


def drawn(chance: random.Random, names: Mapping[str, float]) -> dict[str, float]:
    """Weights as people set them, and as nobody would: tenths, halves, zero, and any number at all."""
    kinds = (
        lambda: chance.randrange(0, 31) / 10,
        lambda: float(chance.choice((0, 1, 1, 1, 2))),
        lambda: chance.uniform(0, 3),
        lambda: chance.randrange(0, 97) / 32,
    )
    kind = chance.choice(kinds)
    return {name: kind() for name in names}


def standing(outcome: Outcome, weights: Weights) -> dict[str, tuple[float, str, int]]:
    """The engine's own way from its firings to ranks, under other weights."""
    ledger = build_ledger(outcome.trace, weights)
    scoring = outcome.case.dossier.header.scoring
    entries: dict[str, list[Entry]] = {}
    counters: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        entries.setdefault(entry.advice, []).append(entry)
    for entry in ledger.counters:
        counters.setdefault(entry.advice, []).append(entry)
    weighed = {
        advice.id: dataclasses.replace(
            advice,
            entries=tuple(entries[advice.id]),
            counters=tuple(counters.get(advice.id, ())),
            score=score(
                best_per_argument(net_values(entries[advice.id], counters.get(advice.id, ()))), scoring
            ),
        )
        for advice in outcome.advices
    }
    scores = {
        line.id: line_score([weighed[part.id] for part in line.parts], scoring) for line in outcome.lines
    }
    refraining = {line.id for line in outcome.lines if line.target.sort == REFRAIN}
    band, rank = bands(scores, scoring, refraining), ranks(scores)
    return {name: (scores[name], band[name], rank[name]) for name in scores}


def test_any_weights_give_the_engines_scores_bands_and_ranks(
    visit: Opener, html: str, futures: tuple[Future, ...]
) -> None:
    page = visit(html).page
    chance = random.Random(20221202)
    asked: list[tuple[int, Weights]] = []
    for number in range(VECTORS):
        k = 0 if number % 4 else chance.randrange(len(futures))
        own = Weights.of(futures[k].outcome.case.dossier)
        asked.append((k, Weights(drawn(chance, own.opgaven), drawn(chance, own.priorities))))
    # All at once and as text: sending each answer as a tree took longer than working it out.
    told = page.evaluate(
        """asked => JSON.stringify(JSON.parse(asked).map(([k, opgaven, priorities]) => {
            const { gegevens } = krachtenveld, { data } = gegevens;
            const state = gegevens.state(k, {
                opgaven: data.opgaven.map(([id]) => opgaven[id]), priorities: data.priorities.map(id => priorities[id]),
            });
            return Object.fromEntries([...state.standing.values()].map(s => [s.card.id, [s.score, data.bands[s.band], s.rank]]));
        }))""",
        json.dumps([(k, dict(weights.opgaven), dict(weights.priorities)) for k, weights in asked]),
    )
    answers: list[dict[str, Any]] = json.loads(told)
    assert len(answers) == VECTORS
    for number, ((k, weights), answer) in enumerate(zip(asked, answers, strict=True)):
        expected = standing(futures[k].outcome, weights)
        assert {name: tuple(one) for name, one in answer.items()} == expected, number


def test_the_weights_of_the_dossier_give_what_the_command_prints(
    visit: Opener, html: str, futures: tuple[Future, ...]
) -> None:
    """The list on the page, as text, under a slider that was moved: what `advies` says under the same weights."""
    page = visit(html).page
    page.locator("#schuiven input").first.evaluate(
        "input => { input.value = 2; input.dispatchEvent(new Event('input')); }"
    )
    outcome = futures[0].outcome
    own = Weights.of(outcome.case.dossier)
    first = next(iter(own.opgaven))
    expected = standing(outcome, Weights({**own.opgaven, first: 2.0}, own.priorities))
    seats = [line for line in outcome.lines if line.target.sort == "positie"]
    ordered = sorted(seats, key=lambda line: (expected[line.id][2], line.id))
    told = page.evaluate(
        "[...document.querySelectorAll('#rangorde button')].map(b => [b.dataset.advies, +b.querySelector('.rang').textContent])"
    )
    assert told == [[line.id, expected[line.id][2]] for line in ordered]


def test_numbers_are_written_as_the_engine_writes_them(visit: Opener, small: str) -> None:
    from strategy.advice.names import decimal

    page = visit(small).page
    chance = random.Random(7)
    numbers = [round(chance.uniform(0, 20), 4) for _ in range(500)] + [
        0.05,
        0.15,
        1.25,
        2.35,
        8.45,
        9.95,
        0.0,
        10.0,
    ]
    told = page.evaluate("numbers => numbers.map(n => Maak.decimal(n, 1))", numbers)
    assert told == [decimal(number, 1) for number in numbers]
