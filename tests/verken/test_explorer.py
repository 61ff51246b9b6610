"""The explorer as people use it: sliders, scenarios, pins, sheets, notes, sessions, on a desk, a beamer and a tablet."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from strategy.calendar.agenda import MomentChoice, agenda
from strategy.comparison.futures import Future
from tests.browser import Opener, until, violations

pytestmark = pytest.mark.browser
HEALTH, HOMES = "Gezond oud worden", "Genoeg woningen"
"""The opgaven of the small dossier."""


def slide(page: Any, label: str, value: float) -> None:
    page.get_by_role("slider", name=label, exact=True).evaluate(
        "(input, value) => { input.value = value; ['input', 'change'].forEach(kind => input.dispatchEvent(new Event(kind))); }",
        value,
    )


def scenario(page: Any, k: int) -> None:
    page.click("#scenarios summary")
    page.click(f"#scenario-{k}")


def settled(page: Any) -> None:
    """The division of now has been worked out and told."""
    until(page, "!krachtenveld.busy")


def top(page: Any, count: int = 3) -> list[str]:
    return page.evaluate(
        "count => [...document.querySelectorAll('#rangorde button')].slice(0, count).map(b => b.dataset.advies)",
        count,
    )


def test_a_negotiator_finds_the_three_seats_when_gezondheid_counts_double(
    visit: Opener, html: str, futures: tuple[Future, ...]
) -> None:
    """With the file alone: shift, look, ask why, print that view. The scenario of the dossier says the same."""
    page = visit(html, 1280, 720).page
    slide(page, "Gezondheid", 2)
    found = top(page)
    scenario = next(future for future in futures if future.id == "gezondheid-voorop")
    seats = [line for line in scenario.outcome.lines if line.target.sort == "positie"]
    assert found == [line.id for line in seats[:3]]
    page.locator("#rangorde button").first.click()
    detail = page.inner_text("#detail")
    assert seats[0].title in detail
    assert seats[0].arguments[0] in detail
    assert "Gezondheid × 2" in page.inner_text("#stempel")
    assert "is de score anders dan in de basis" in page.inner_text("#rang-uitleg")
    health = [reason.text for line in seats[:3] for reason in line.reasons if reason.opgave == "gezondheid"]
    settled(page)
    why = page.locator("#bovenaan-kaarten dd:nth-of-type(1)").all_inner_texts()
    assert why[0] in health
    assert why[1].endswith(" Het zwaarst telt hier Gezondheid.")
    page.click("#alleen-lijn")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#tekening").is_visible()
    assert seats[0].arguments[0] in page.inner_text("#detail")
    assert "Gezondheid × 2" in page.inner_text("#stempel")
    page.emulate_media(media="screen")
    place = "document.getElementById('schuiven').offsetTop"
    before = page.evaluate(place)
    page.click("#gewichten-terug")
    assert "Zoals in de basis" in page.inner_text("#rang-uitleg")
    assert page.evaluate(place) == before, "the sliders keep their place under the hand"


PLACES = "() => ['#ongedaan', '#w-o0', '#bladen'].map(name => document.querySelector(name).getBoundingClientRect().top)"
TOLD = """() => ['#waarom-scenario', '#scenarios label:has(:checked)', '#scenario-nu']
    .map(name => document.querySelector(name).innerText)"""


def test_every_scenario_stands_in_the_list_with_its_question(
    visit: Opener, html: str, futures: tuple[Future, ...]
) -> None:
    """And sliders do not move with what the answer says of it; the tabs stay in sight when the page is scrolled."""
    page = visit(html, 1440, 1000).page
    before = page.evaluate(PLACES)
    page.click("#scenarios summary")
    assert page.locator("#scenarios label").count() == len(futures)
    page.focus("#scenario-0")
    for future in futures[1:]:
        page.keyboard.press("ArrowDown")
        seats = [line.id for line in future.outcome.lines if line.target.sort == "positie"]
        assert top(page, len(seats)) == seats
        why = " ".join(future.why.split())
        assert page.evaluate(TOLD) == [why, f"{future.name}\n{why}", future.name]
        assert page.evaluate(PLACES) == pytest.approx(before, abs=3), future.id
        settled(page)
        assert page.evaluate(PLACES) == pytest.approx(before, abs=3), future.id
    page.keyboard.press("Escape")
    assert page.locator("#scenarios fieldset").is_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.evaluate("window.scrollTo(0, 600)")
    assert page.locator("#bladen").bounding_box()["y"] == 0


def test_pins_stand_side_by_side_with_now(visit: Opener, small: str) -> None:
    page = visit(small).page
    page.click("#zet-vast")
    slide(page, HEALTH, 2)
    page.click("#zet-vast")
    page.click("#zet-vast")
    assert "staat al vast" in page.inner_text("#melding")
    scenario(page, 3)
    page.click("#tab-vastblad")
    table = page.locator("#vastblad table")
    assert table.locator("thead th").count() == 4
    first = page.evaluate("krachtenveld.gegevens.state(0)") and page.evaluate(
        "[...document.querySelectorAll('#vastblad tbody tr')].map(r => [r.cells[0].textContent, r.cells[1].textContent])"
    )
    ranks = page.evaluate(
        "Object.fromEntries([...krachtenveld.gegevens.state(0).standing.values()].map(s => [s.card.title, s.rank]))"
    )
    assert first
    assert all(text.split(" · ")[0] == str(ranks[title]) for title, text in first if text != "–")
    page.locator("#vastblad").get_by_role("button", name="Ga hierheen").nth(1).click()
    assert page.evaluate("krachtenveld.kaart.now.k") == 0
    assert page.locator("#schuiven .anders").count() == 1
    page.locator("#vastblad").get_by_role("button", name="Haal weg").first.click()
    assert table.locator("thead th").count() == 3


def test_the_calendar_holds_every_moment(visit: Opener, html: str, futures: tuple[Future, ...]) -> None:
    page = visit(html).page
    page.click("#tab-kalenderblad")
    moments = agenda(futures[0].outcome, MomentChoice(past=True))
    rows = page.evaluate(
        "[...document.querySelectorAll('#kalenderblad tbody tr')].map(r => r.cells[1].firstChild.textContent)"
    )
    assert rows == [moment.occasion.name for moment in moments]
    assert rows


def test_a_session_gives_back_the_whole_state(visit: Opener, small: str, tmp_path: Path) -> None:
    page = visit(small).page
    scenario(page, 2)
    before = top(page, 20)
    slide(page, HOMES, 0.5)
    assert top(page, 20) != before
    page.click("#zet-vast")
    page.locator("#rangorde button").nth(2).click()
    page.locator("#detail summary", has_text="Notitie maken").first.click()
    page.locator("#detail textarea").first.fill('Vraag <b>dit</b> na & "meer" 🙂')
    page.click("#tab-notitieblad")
    page.get_by_label("Algemeen").fill("Eerst bellen met de regio.")
    with page.expect_download() as download:
        page.click("#sessie-bewaar")
    saved = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert saved["gewichten"] == {"wonen": 0.5}
    assert saved["scenario"] != "basis"
    file = tmp_path / "sessie.json"
    file.write_text(json.dumps(saved), encoding="utf-8")
    other = visit(small).page
    other.set_input_files("#sessie-bestand", str(file))
    other.locator("#melding", has_text="Sessie geopend").wait_for()
    again = other.evaluate("krachtenveld.sessie()")
    assert again.pop("onbewaard") is False
    assert {**again, "adres": ""} == {**saved, "adres": ""}
    assert top(other, 20) == top(page, 20)
    other.click("#tab-notitieblad")
    assert 'Vraag <b>dit</b> na & "meer" 🙂' in other.inner_text("#notitieblad")
    assert other.evaluate("window.kwaad") is None


def test_a_copy_of_the_page_opens_with_its_notes(visit: Opener, small: str) -> None:
    page = visit(small).page
    page.click("#tab-notitieblad")
    page.get_by_label("Algemeen").fill("</script><script>window.kwaad=1</script>")
    before = top(page)
    slide(page, HOMES, 0.5)
    assert top(page) != before
    with page.expect_download() as download:
        page.click("#bewaar-kopie")
    copy = Path(download.value.path()).read_text(encoding="utf-8")
    again = visit(copy).page
    again.click("#tab-notitieblad")
    assert again.get_by_label("Algemeen").input_value() == "</script><script>window.kwaad=1</script>"
    assert again.evaluate("window.kwaad") is None
    assert top(again) == top(page)
    with again.expect_download() as download:
        again.click("#bewaar-kopie")
    assert Path(download.value.path()).read_text(encoding="utf-8") == copy


DAMAGED = (
    ("", "geen geldige JSON"),
    ("{", "geen geldige JSON"),
    ("[]", "geen sessie"),
    ("null", "geen sessie"),
    ('{"soort": "iets anders"}', "geen sessie"),
    ('{"soort": "sessie van krachtenveld", "versie": 99}', "andere versie (99)"),
    ('{"soort": "sessie van krachtenveld", "versie": {"toString": 1}}', "andere versie (geen nummer)"),
    ('{"soort": "sessie van krachtenveld", "versie": 1, "scenario": "weg", "gewichten": {"x": "y", "gezondheid": 1e9, "__proto__": 1}, "vast": [5, {"scenario": "ook weg"}], "notities": [1], "adres": "vak=%E0%A4"}', "overgeslagen"),
    ("x" * 2_000_001, "te groot"),
    ('{"soort": "sessie van krachtenveld", "versie": 1}', "Sessie geopend"),
)  # fmt: skip


def test_a_damaged_session_is_refused_and_changes_nothing(visit: Opener, small: str, tmp_path: Path) -> None:
    page = visit(small).page
    before = top(page, 30)
    file = tmp_path / "sessie.json"
    for content, told in DAMAGED:
        page.evaluate("document.getElementById('melding').textContent = ''")
        file.write_text(content, encoding="utf-8")
        page.set_input_files("#sessie-bestand", str(file))
        page.locator("#melding:not(:empty)").wait_for()
        assert told in page.inner_text("#melding")
        assert top(page, 30) == before


def test_a_session_does_not_replace_unsaved_notes_unasked(visit: Opener, small: str, tmp_path: Path) -> None:
    page = visit(small).page
    page.click("#tab-notitieblad")
    page.get_by_label("Algemeen").fill("nog niet bewaard")
    file = tmp_path / "sessie.json"
    file.write_text('{"soort": "sessie van krachtenveld", "versie": 1}', encoding="utf-8")
    page.set_input_files("#sessie-bestand", str(file))
    page.get_by_role("button", name="Niet openen").click()
    assert page.get_by_label("Algemeen").input_value() == "nog niet bewaard"
    page.set_input_files("#sessie-bestand", str(file))
    page.get_by_role("button", name="Toch openen").click()
    assert page.get_by_label("Algemeen").input_value() == ""


def test_weights_stay_with_their_scenario_and_the_choice_with_the_address(visit: Opener, small: str) -> None:
    page = visit(small).page
    slide(page, HEALTH, 2)
    page.locator("#rangorde button").nth(1).click()
    second = top(page, 2)[1]
    scenario(page, 2)
    assert page.locator("#schuiven .anders").count() == 0
    scenario(page, 0)
    assert page.locator("#schuiven .anders").count() == 1
    assert page.locator("#rangorde [aria-current=true]").get_attribute("data-advies") == second
    title = page.locator("#detail h3").first.inner_text()
    slide(page, HOMES, 0.5)
    assert page.locator("#detail h3").first.inner_text() == title
    again = visit(small, address=page.evaluate("location.hash")).page
    assert again.locator("#rangorde [aria-current=true]").get_attribute("data-advies") == second
    assert again.locator("#detail h3").first.inner_text() == title


def test_the_score_is_explained_and_adds_up(visit: Opener, html: str) -> None:
    """What the panel says the score is made of, for every seat in the list, under other weights too."""
    page = visit(html).page
    slide(page, "Gezondheid", 2)
    told = page.evaluate(
        """() => [...document.querySelectorAll('#rangorde button')].map(button => {
        button.click();
        const text = [...document.querySelectorAll('#detail p.klein')].map(p => p.textContent).find(t => t.startsWith('Score'));
        return [text, button.querySelector('.stand').firstChild.textContent];
    })"""
    )
    number = r"(\d+(?:,\d+)?)"
    summed = 0
    for text, shown in told:
        found = re.search(
            rf"= {number} voor het sterkste argument \+ (?:{number} × \(([^)]+)\)|{number})", text
        )
        if found:
            first, share, rest, cap = (
                sum(float(each.replace(",", ".")) for each in part.split(" + ")) if part else 0.0
                for part in found.groups()
            )
            score = float(shown.removesuffix(" ?").replace(",", "."))
            assert first + share * rest + cap == pytest.approx(score, abs=0.06), text
            summed += 1
    assert summed > 10


def test_paper_shows_the_comparison_with_its_names(visit: Opener, small: str) -> None:
    page = visit(small, 1280, 720).page
    page.click("#zet-vast")
    slide(page, HEALTH, 2)
    page.click("#tab-vastblad")
    page.emulate_media(media="print")
    first = page.locator("#vastblad tbody th button").first
    assert first.is_visible()
    assert not page.locator("#paneel").is_visible()


def test_who_leaves_with_unsaved_notes_is_warned(visit: Opener, small: str) -> None:
    page = visit(small).page
    leaves = "(() => { const e = new Event('beforeunload', { cancelable: true }); dispatchEvent(e); return e.defaultPrevented; })()"
    assert page.evaluate(leaves) is False
    page.click("#tab-notitieblad")
    page.get_by_label("Algemeen").fill("x")
    assert page.evaluate(leaves) is True
    with page.expect_download():
        page.click("#sessie-bewaar")
    assert page.evaluate(leaves) is False
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_the_address_holds_weights_and_sheet(visit: Opener, small: str) -> None:
    page = visit(small).page
    scenario(page, 4)
    before = top(page, 20)
    slide(page, HOMES, 2.7)
    assert top(page, 20) != before
    page.click("#tab-vastblad")
    address = page.evaluate("location.hash")
    again = visit(small, address=address).page
    assert top(again, 20) == top(page, 20)
    assert again.locator("#vastblad").is_visible()
    assert again.evaluate("location.hash") == address


def test_it_fits_every_screen(visit: Opener, html: str) -> None:
    page = visit(html).page
    for width, height in ((1600, 1000), (1280, 720), (820, 1180), (320, 700)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("17 * document.getElementById('tekening').getScreenCTM().a") >= 10.99
        cut = """() => [...document.querySelectorAll('.rangkop select')].filter(one => {
            const ink = document.createElement('canvas').getContext('2d');
            ink.font = getComputedStyle(one).font;
            return ink.measureText(one.selectedOptions[0].text).width + 22 > one.clientWidth;
        }).map(one => one.id)"""
        assert page.evaluate(cut) == []
        if width >= 1280:
            assert page.locator("#rangorde button").nth(2).bounding_box()["y"] < height
            over = "document.getElementById('rol').scrollWidth - document.getElementById('rol').clientWidth"
            assert page.evaluate(over) <= 1


def test_it_fits_with_something_chosen(visit: Opener, html: str) -> None:
    page = visit(html, 768, 800).page
    page.locator("#rangorde button").first.click()
    page.locator("#alleen-lijn").click()
    for width in (768, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_few_stops_for_the_tab_key(visit: Opener, small: str) -> None:
    """The list is one stop that the arrows walk, and links pass what one does not need; none of them lets the choice go."""
    page = visit(small, 1280, 720).page
    slide(page, HOMES, 2)
    focus = "document.activeElement.textContent"
    titles = page.locator("#rangorde button").all_inner_texts()
    stops = "document.querySelectorAll('#rangorde [tabindex=\"0\"]').length"
    for target, after in (
        ("rangorde", page.locator("#rangorde button").first),
        ("bladen", page.locator("#tab-kaartblad")),
    ):
        page.locator(f".skip[href='#{target}']").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == target
        page.keyboard.press("Tab")
        assert page.evaluate(focus) == after.text_content()
    page.locator("#rangorde button").first.focus()
    for key, row in (
        ("ArrowDown", 1),
        ("End", len(titles) - 1),
        ("ArrowDown", len(titles) - 1),
        ("ArrowUp", len(titles) - 2),
    ):
        page.keyboard.press(key)
        assert page.evaluate(focus) == page.locator("#rangorde button").nth(row).text_content()
        assert page.evaluate(stops) == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "tab-kaartblad"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.locator("#rangorde [aria-current]").get_attribute("tabindex") == "0"
    assert page.evaluate(stops) == 1
    assert page.locator("#schuiven .anders").count() == 1


def test_without_javascript_the_map_and_the_tables_show(visit: Opener, html: str) -> None:
    page = visit(html, java_script_enabled=False).page
    assert page.locator("#druk svg").is_visible()
    assert page.locator("#onderdelen tbody tr").count() > 50
    assert page.locator("noscript").count() == 1


def test_no_accessibility_violations(visit: Opener, small: str) -> None:
    """The whole page once; of the other sheets the sheet."""
    page = visit(small, 1280, 720, bypass_csp=True).page
    page.click("#zet-vast")
    slide(page, HEALTH, 2)
    page.locator("#rangorde button").first.click()
    assert violations(page) == []
    for sheet in ("vastblad", "planblad", "kalenderblad", "notitieblad"):
        page.click(f"#tab-{sheet}")
        assert page.locator(f"#{sheet}").is_visible()
        assert violations(page, f"#{sheet}") == [], sheet


def test_colours_can_be_read_in_a_dark_room(visit: Opener, small: str) -> None:
    page = visit(small, 1280, 720, bypass_csp=True, color_scheme="dark").page
    page.click("#zet-vast")
    slide(page, HEALTH, 2)
    assert page.locator("#rangorde .op").count() > 0
    page.click("#tab-vastblad")
    assert page.locator("#vastblad .winst").count() > 0
    assert violations(page, "#rangorde", "#vastblad") == []
    page.click("#tab-planblad")
    assert violations(page, "#planblad", "#bovenaan") == []


def test_focus_stays_in_the_list(visit: Opener, html: str) -> None:
    """Enter on a row tells its reasons; the next arrow walks on in the list."""
    page = visit(html, 1440, 1000).page
    page.locator("#rangorde button").first.focus()
    page.keyboard.press("Enter")
    told = page.inner_text("#detail h2")
    page.keyboard.press("ArrowDown")
    second = "document.activeElement === document.querySelectorAll('#rangorde button')[1]"
    assert page.evaluate(second)
    assert page.inner_text("#detail h2") == told
    page.keyboard.press("Enter")
    assert page.inner_text("#detail h2") != told


def test_paper_of_one_holds_no_choice_of_the_map(visit: Opener, small: str) -> None:
    page = visit(small).page
    page.locator("#rangorde button").first.click()
    page.click("#tab-planblad")
    page.get_by_role("button", name="Op één A4").first.click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.evaluate("document.getElementById('keuze-op-papier').textContent") != ""
    assert not page.locator("#keuze-op-papier").is_visible()


def test_what_is_otherwise_can_be_read_whole(visit: Opener, html: str, futures: tuple[Future, ...]) -> None:
    """More than its lines hold stands behind a button; on a narrow screen it is all there."""
    page = visit(html, 1280, 720).page
    cut = "(box => box.scrollHeight - box.clientHeight)(document.getElementById('bovenaan-anders'))"
    more = page.locator("#bovenaan-meer")
    for k in range(1, len(futures)):
        page.evaluate(f"document.getElementById('scenario-{k}').click()")
        settled(page)
        assert more.is_visible() == (page.evaluate(cut) > 2), k
        if more.is_visible():
            break
    more.click()
    assert page.evaluate(cut) <= 2
    more.click()
    assert page.evaluate(cut) > 2
    page.set_viewport_size({"width": 320, "height": 720})
    assert page.evaluate(cut) <= 2
