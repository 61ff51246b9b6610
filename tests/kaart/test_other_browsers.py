"""The map in the other browsers: nothing outside its box, and by search and keyboard to the reasons."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.kaart.test_browser import OVERLAPS, best_seat
from tests.other_browsers import Opener
from visualizations.kaart.model import MapModel
from visualizations.kaart.page import render

pytestmark = pytest.mark.browser


def test_by_search_and_keyboard_to_the_reasons(in_other: Opener, html: str, model: MapModel) -> None:
    page = in_other(html)
    target = best_seat(model)
    page.evaluate("document.querySelector('#zoek').focus()")
    page.press(*model.nodes[target].name, "Enter")
    assert page.evaluate("krachtenveld.kaart.now.chosen") == target
    assert model.nodes[target].name in page.evaluate("document.querySelector('#detail').innerText")
    assert page.evaluate(f"document.getElementById('vak-{target}').getBoundingClientRect().y") <= 720


@pytest.mark.parametrize("width", [1280, 320])
def test_boxes_and_their_names_keep_apart(in_other: Opener, html: str, width: int) -> None:
    """Its letters are of other widths than those of the browser that the boxes were first looked at in."""
    page = in_other(html, width, 800)
    assert page.evaluate("document.querySelectorAll('#tekening .vak').length") > 50
    assert page.evaluate(f"({OVERLAPS})()") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_scrolls_sideways(in_other: Opener, part: MapModel) -> None:
    """With a list of scenarios, something chosen, and all that opens open."""
    other = replace(part, scenario="anders", scenario_name="Wat als alles anders wordt dan wij nu denken")
    page = in_other(render(part, other), 320, 800)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.click("#antwoord li button")
    assert page.evaluate("krachtenveld.kaart.now.chosen") is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
