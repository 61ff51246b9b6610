"""The live part in a browser: a save reloads the page and keeps the work, a what-if shows its result."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from strategy.effect.effect import scenario_effect
from strategy.workspace import read_workspace
from tests.browser import violations
from tests.effect.conftest import edit
from tests.live.conftest import RUN
from tests.live.test_saves import BAD, BETTER, FILE, GOOD
from tests.live.test_serve import PATIENCE, Start, started
from visualizations.live.live_state import effect_payload as told_of

__all__ = ["started"]  # a fixture
pytestmark = pytest.mark.browser
AT_FIRST = 6
"""So many differences of a kind stand on the page before it says how many more there are."""


@pytest.fixture
def complaints() -> list[str]:
    """What the page says in the console."""
    return []


@pytest.fixture
def page(browser: Any, started: Start, complaints: list[str]) -> Iterator[Any]:
    """A page that may ask this machine and nothing else, and that complains of nothing but a server that is gone."""
    opened = browser.new_page(viewport={"width": 1280, "height": 720})
    outside: list[str] = []

    def only_here(route: Any) -> None:
        if route.request.url.startswith("http://127.0.0.1:"):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    opened.route("**/*", only_here)
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("dialog", lambda dialog: (complaints.append("dialog"), dialog.dismiss()))
    opened.set_default_timeout(PATIENCE * 1000)
    yield opened
    opened.close()
    assert outside == []
    assert [said for said in complaints if "ERR_CONNECTION_REFUSED" not in said] == []


def status(page: Any, text: str) -> None:
    page.locator("#live-status", has_text=text).wait_for()


def test_a_day_with_the_page_open(page: Any, complaints: list[str], started: Start, werk: Path) -> None:
    """From the first save to a what-if and the end of the server."""
    served = started(werk)
    page.goto(served.url)
    status(page, "Live: dossier werk, laatst bewaard")

    # a save: the page comes again by itself, with what was typed, what was open and where one was
    page.fill("#notitie", "Vraag de wethouder <b>&")
    page.click("#live-knop-effect")
    page.locator("#live-effect", has_text="is er nog niets veranderd").wait_for()
    with page.expect_navigation():
        edit(werk, FILE, GOOD, BETTER)
    page.locator("#live-effect", has_text="Vervul een voortrekkersrol in de G40 Fysieke pijler").wait_for()
    page.locator("#live-effect", has_text="door 1: regel voortrekken geldt nu").wait_for()
    assert page.input_value("#notitie") == "Vraag de wethouder <b>&"
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert page.evaluate("document.activeElement.id") == "live-knop-effect"
    status(page, FILE)

    # a mistake: what is wrong, beside the advice as it was
    edit(werk, FILE, BETTER, BAD)
    status(page, "1 fout in de bestanden; u ziet het laatste goede advies")
    page.locator("#live-bevindingen", has_text=f"{FILE}:29").wait_for()
    assert 'bedoeld: "meedoen"?' in page.inner_text("#live-bevindingen")
    assert violations(page) == []

    # mended, while the page must not move
    page.uncheck("#live-meteen")
    edit(werk, FILE, BAD, GOOD)
    status(page, "Er is nieuw advies")
    with page.expect_navigation():
        page.click("#live-toon")
    status(page, "Geen fouten")
    assert not page.is_checked("#live-meteen") and page.is_hidden("#live-bevindingen")
    page.check("#live-meteen")

    what_if(page, werk)

    # a save keeps the question, and answers it again
    with page.expect_navigation():
        edit(werk, FILE, GOOD, BETTER)
    page.locator("#live-uitkomst h3", has_text="wegvalt").wait_for()
    assert page.is_checked("input[name=uit][value=mra]")

    assert complaints == []
    assert served.stop(signal.SIGTERM) == 0
    status(page, "Krachtenveld is gestopt. Deze pagina blijft bruikbaar")
    page.fill("#notitie", "nog steeds")
    page.click("text=Reken door")
    page.locator("#live-rekent", has_text="Krachtenveld antwoordt niet").wait_for()


def whatif_effect(folder: Path) -> dict[str, Any]:
    """What the engine says of the dossier without the MRA, under a scenario that says so."""
    text = "scenario: proef\nnaam: Proef\nwaarom: Wat als?\nwijzig:\n  actoren: {mra: {actief: uit}}\n"
    version = read_workspace(folder, "werk").with_scenarios({"scenarios/proef.yaml": text})
    return told_of(scenario_effect(version, "proef", RUN))


def what_if(page: Any, werk: Path) -> None:
    page.click("#live-knop-watals")
    page.locator("#live-lijsten legend").nth(3).wait_for()
    page.click("text=Reken door")
    page.locator("#live-rekent", has_text="Kruis eerst aan wat wegvalt").wait_for()
    page.fill("#live-zoek", "mra")
    assert page.locator("#live-lijsten label:visible").count() < 30
    page.check("input[name=uit][value=mra]")
    page.press("#live-zoek", "Tab")
    page.click("text=Reken door")
    page.locator("#live-uitkomst h3", has_text="Als Metropoolregio Amsterdam (MRA) wegvalt").wait_for()
    told = page.inner_text("#live-uitkomst")
    effect = whatif_effect(werk)
    gone = next(group for group in effect["groepen"] if group["soort"] == "vervallen")
    assert gone["kop"] in told and len(gone["adviezen"]) > AT_FIRST
    assert all(advice["titel"] in told for advice in gone["adviezen"][:AT_FIRST])
    assert f"en nog {len(gone['adviezen']) - AT_FIRST}" in told
    assert "het vicevoorzitterschap van het MRA PHO Bouwen en Wonen" in told
    assert "door 1: regel zetel-behouden geldt niet meer" in told
    page.locator("#live-uitkomst summary", has_text="Dit bewaren als scenario").click()
    assert "mra: {actief: uit}" in page.inner_text("#live-uitkomst pre")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.getElementById('live').scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 720})
