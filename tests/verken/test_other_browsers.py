"""The explorer in the other browsers: the same figures as the engine, and the main walk by mouse and keyboard."""

from __future__ import annotations

import json
import os
import random

import pytest

from strategy.advice.scores_bands import Weights
from strategy.comparison.futures import Future
from tests.other_browsers import Opener, Other
from tests.verken.test_weights import drawn, standing

pytestmark = pytest.mark.browser

VECTORS = int(os.environ.get("KRACHTENVELD_ELDERS", "8"))


def test_any_weights_give_the_engines_scores_bands_and_ranks(
    in_other: Opener, html: str, futures: tuple[Future, ...]
) -> None:
    page = in_other(html)
    chance = random.Random(1528)
    for number in range(VECTORS):
        k = 0 if number % 4 else chance.randrange(len(futures))
        own = Weights.of(futures[k].outcome.case.dossier)
        weights = Weights(drawn(chance, own.opgaven), drawn(chance, own.priorities))
        told = page.evaluate(
            f"""(([k, opgaven, priorities]) => {{
                const {{ gegevens }} = krachtenveld, {{ data }} = gegevens;
                const state = gegevens.state(k, {{
                    opgaven: data.opgaven.map(([id]) => opgaven[id]), priorities: data.priorities.map(id => priorities[id]),
                }});
                return [...state.standing.values()].map(s => [s.card.id, s.score, data.bands[s.band], s.rank]);
            }})({json.dumps([k, dict(weights.opgaven), dict(weights.priorities)])})"""
        )
        expected = standing(futures[k].outcome, weights)
        assert {name: tuple(rest) for name, *rest in told} == expected, number


def first_rows(page: Other) -> list[str]:
    found = page.evaluate("[...document.querySelectorAll('#rangorde button')].map(b => b.dataset.advies)")
    return [str(name) for name in found]


def test_a_slider_by_keyboard_and_a_row_by_mouse(
    in_other: Opener, html: str, futures: tuple[Future, ...]
) -> None:
    page = in_other(html)
    outcome = futures[0].outcome
    own = Weights.of(outcome.case.dossier)
    first = next(iter(own.opgaven))
    before = first_rows(page)
    page.evaluate("document.querySelector('#schuiven input').focus()")
    page.press("End")
    most = float(page.evaluate("+document.querySelector('#schuiven input').value"))
    assert most > own.opgaven[first]
    expected = standing(outcome, Weights({**own.opgaven, first: most}, own.priorities))
    seats = [line for line in outcome.lines if line.target.sort == "positie"]
    ordered = sorted((line.id for line in seats), key=lambda name: (expected[name][2], name))
    assert first_rows(page) == ordered != before
    page.click("#rangorde button")
    (chosen,) = (line for line in seats if line.id == ordered[0])
    detail = page.evaluate("document.querySelector('#detail').innerText")
    assert chosen.title in detail and chosen.arguments[0] in detail


@pytest.mark.parametrize("width", [1280, 768, 320])
def test_nothing_scrolls_sideways(in_other: Opener, small: str, width: int) -> None:
    """And every sheet opens by the mouse, so nothing lies over its tab."""
    page = in_other(small, width, 800)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click("#rangorde button")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for sheet in page.evaluate("[...document.querySelectorAll('.blad')].map(one => one.id)"):
        page.click(f"#tab-{sheet}")
        assert page.evaluate("[...document.querySelectorAll('.blad:not([hidden])')].map(one => one.id)") == [
            sheet
        ]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
