"""The answer above the page, what changed and what did not, steps that are undone, and input that is odd."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from strategy.advice.model import LIGHT
from strategy.advice.names import decimal
from strategy.advice.scores_bands import Weights
from strategy.allocation.allocate import Allocation, allocate
from strategy.comparison.futures import Future, beside_base
from strategy.effect.versions import Run
from strategy.workspace import read_workspace
from tests.browser import Opener
from tests.comparison.conftest import with_scenarios
from tests.verken.test_division import rows, told
from tests.verken.test_explorer import HOMES, scenario, settled, slide
from tests.verken.test_weights import drawn, standing
from visualizations.kaart.build import map_models
from visualizations.reports.verdeling import who
from visualizations.verken.page import render_explorer

pytestmark = pytest.mark.browser

CARDS = """asked => JSON.stringify(JSON.parse(asked).map(([k, opgaven, priorities]) => {
    const { kaart, gegevens: { data } } = krachtenveld, there = id => document.getElementById(id).textContent;
    kaart.scenario(k, null, opgaven && { opgaven: data.opgaven.map(([id]) => opgaven[id]), priorities: data.priorities.map(id => priorities[id]) });
    return [...document.querySelectorAll('#bovenaan-kaarten li')].map(li => [li.querySelector('h3').textContent, li.querySelector('.rol').textContent]);
}))"""


TAKERS = """() => { const { gegevens, verdelen, bovenaan } = krachtenveld, state = gegevens.state(0);
    return JSON.stringify(Object.fromEntries([...state.cards.values()].filter(card => card.sort === 'positie')
        .map(card => [card.id, bovenaan.who(0, card, verdelen.best(0))]))); }"""


def test_the_cards_are_the_seats_that_the_engine_puts_first(
    visit: Opener, html: str, futures: tuple[Future, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under any weights, also those of a scenario; the table in the words of the advice, the rank of `advies`."""
    monkeypatch.setattr("visualizations.verken.page.solver", lambda: None)  # so that cards are drawn at once
    page = visit(render_explorer(futures, divides=False)).page
    models = map_models(futures)
    chance = random.Random(33)
    asked = []
    for number in range(24):
        k = chance.randrange(len(futures))
        own = Weights.of(futures[k].outcome.case.dossier)
        asked.append(
            (
                k,
                own
                if number % 4 == 0
                else Weights(drawn(chance, own.opgaven), drawn(chance, own.priorities)),
            )
        )
    told = json.loads(
        page.evaluate(CARDS, json.dumps([(k, dict(w.opgaven), dict(w.priorities)) for k, w in asked]))
    )
    for (k, weights), cards in zip(asked, told, strict=True):
        outcome = futures[k].outcome
        words = {card.id: (card.table, card.role) for card in models[k].cards if card.seeks_a_seat}
        expected = standing(outcome, weights)
        first = sorted(words, key=lambda name: (expected[name][2], name))[:3]
        assert [table for table, _ in cards] == [words[name][0] for name in first]
        for name, (_, about) in zip(first, cards, strict=True):
            _, band, rank = expected[name]
            assert about.startswith(f"{words[name][1]} · {band} · rang {rank} van {len(outcome.lines)}")


def test_the_answer_says_who_takes_it_why_until_when_and_on_what_it_rests(
    visit: Opener, html: str, futures: tuple[Future, ...], plans: dict[str, Allocation | None]
) -> None:
    page = visit(html, 1280, 720).page
    outcome, plan = futures[0].outcome, plans["basis"]
    assert plan is not None
    first = next(line for line in outcome.lines if line.target.sort == "positie")
    card = page.locator("#bovenaan-kaarten li").first.inner_text()
    assert first.arguments[0] in card
    (taker,) = (plan.plan[part.id] for part in first.parts if part.id in plan.plan)
    assert f"{outcome.names.name('portefeuille', taker)}; kost 1 dagdeel per maand" in card
    assert "Verdeling van de posities in de MRA" in card
    assert "Vervalt als dit niet klopt" in card
    assert page.inner_text("#bovenaan-zin").startswith(
        "Van de 24 adviezen over een zetel wegen deze drie het zwaarst: MRA Platform"
    )
    assert page.inner_text("#bovenaan-anders").startswith(
        "Binnen de tijd van het college vallen 2 tafels af: "
    )
    told = json.loads(page.evaluate(TAKERS))
    assert told == {line.id: who(plan, line.id) for line in outcome.lines if line.id in told}
    assert len(told) > 20 and len({text.partition(";")[0] for text in told.values()}) > 8
    page.locator("#bovenaan-kaarten button").first.click()
    assert first.title in page.inner_text("#detail")


def test_one_rank_in_list_panel_and_card(visit: Opener, html: str) -> None:
    page = visit(html).page
    told = page.evaluate(
        """() => [...document.querySelectorAll('#rangorde button')].map(button => {
            button.click();
            return [button.querySelector('.rang').textContent, document.querySelector('#detail p.klein').textContent.match(/rang (\\d+)/)[1]];
        })"""
    )
    assert len(told) > 20
    assert all(row == panel for row, panel in told)
    cards = page.locator("#bovenaan-kaarten .rol").all_inner_texts()
    assert [re.search(r"rang (\d+)", text)[1] for text in cards] == [row for row, _ in told[:3]]  # type: ignore[index]


def tables(future: Future) -> dict[str, set[str]]:
    """Per advice to take or keep a seat the tables that it is about."""
    return {
        line.id: {part.target.body for part in line.parts if part.target.sort == "positie"}
        for line in future.outcome.lines
        if line.target.sort == "positie" and line.target.attitude not in LIGHT
    }


def test_each_table_has_one_row(futures: tuple[Future, ...]) -> None:
    for future in futures:
        bodies = [body for found in tables(future).values() for body in found]
        assert len(bodies) == len(set(bodies)), future.id


def test_an_arrow_is_of_the_score_and_at_the_base_there_is_none(
    visit: Opener, html: str, futures: tuple[Future, ...]
) -> None:
    page = visit(html).page
    assert page.locator("#rangorde .beweging, #rangorde .was").count() == 0
    slide(page, "Gezondheid", 2)
    outcome = futures[0].outcome
    own = Weights.of(outcome.case.dossier)
    now = standing(outcome, Weights({**own.opgaven, "gezondheid": 2.0}, own.priorities))
    told = dict(
        page.evaluate(
            "[...document.querySelectorAll('#rangorde button')].map(b => [b.dataset.advies, (b.querySelector('.beweging') || {textContent: ''}).textContent])"
        )
    )
    for line in outcome.lines:
        if line.id in told:
            change = round(now[line.id][0] - line.score, 4)
            shown = decimal(abs(change), 1)
            sign = "▲" if change > 0 else "▼"
            assert told[line.id] == ("" if shown == "0,0" else f"{sign} {shown}")
    assert any(told.values())
    slide(page, "Gezondheid", 1)
    assert page.locator("#rangorde .beweging, #rangorde .was").count() == 0


def test_what_fell_away_stands_first_by_name(visit: Opener, html: str, futures: tuple[Future, ...]) -> None:
    page = visit(html).page
    k, future = next((i, one) for i, one in enumerate(futures) if one.id == "mra-valt-stil")
    scenario(page, k)
    bodies = {body.id: body.name for _, body in futures[0].outcome.case.view.bodies()}
    kept = {body for found in tables(future).values() for body in found}
    gone = list(
        dict.fromkeys(
            bodies[body]
            for line in futures[0].outcome.lines
            for body in tables(futures[0]).get(line.id, ())
            if body not in kept
        )
    )
    lines = [line for line, of in tables(futures[0]).items() if not kept & of]
    assert len(gone) == 8 > len(lines), "a line may be about more tables"
    said = told(page)
    assert "Tegenover de basis vervallen 8 tafels: MRA Platform Mobiliteit; " in said
    assert (
        "In een andere rol: PHO Bouwen en Wonen Zaanstreek-Waterland (stevige inbreng, was trekker, kies er 1 of 2 van 3)."
        in said
    )
    page.click("#bovenaan .voluit summary")
    whole = page.inner_text("#bovenaan .voluit")
    assert all(name in whole for name in gone)
    assert "nog " not in whole
    first = page.locator("#rangorde li").first.inner_text()
    assert first.startswith("Vervallen (")
    rows_gone = int(re.sub(r"\D", "", first))
    assert rows_gone > len(lines)  # also a table that was only to be followed
    assert (
        f"{rows_gone} adviezen uit de basis vervallen, waarvan {len(lines)} over een zetel"
        in page.inner_text("#rang-uitleg")
    )
    listed = page.locator("#rangorde .vervallen s").all_inner_texts()
    titles = {line.id: line.title for line in futures[0].outcome.lines}
    assert {titles[line] for line in lines} <= set(listed)
    # What is left did not gain by that.
    assert page.locator("#rangorde .beweging.op").count() == 0


def test_pins_are_coloured_by_score(visit: Opener, html: str) -> None:
    """A seat whose score did not change keeps its colour, also when the bands around it moved.

    With nothing pinned it is the basis that stands beside now.
    """
    page = visit(html).page
    page.click("#tab-vastblad")
    assert page.inner_text("#vastblad").startswith("Standen vergelijken\n\nDit is de basis.")
    slide(page, "Gezondheid", 2)
    assert page.locator("#vastblad thead th").all_inner_texts() == [
        "Positie",
        "Basis",
        "Nu: Basis: Gezondheid × 2",
    ]
    told = page.evaluate(
        """() => {
            const { gegevens, kaart } = krachtenveld, before = gegevens.state(0), now = gegevens.state(0, kaart.now.weights);
            const at = (state, title) => [...state.standing.values()].find(one => one.card.title === title);
            return [...document.querySelectorAll('#vastblad tbody tr')].map(row => {
                const title = row.cells[0].textContent;
                return [at(now, title).score - at(before, title).score, row.cells[2].className];
            });
        }"""
    )
    assert {css for _, css in told} == {"", "winst"}
    assert all((css == "winst") == (change >= 0.05) for change, css in told)


def test_pins_stand_by_table(visit: Opener, html: str, futures: tuple[Future, ...]) -> None:
    """What was a choice among tables and is one of them now does not both fall away and come; its cell has its own name."""
    names = [one.id for one in futures]
    k = names.index("mra-valt-stil")
    choice = next(line for line in futures[0].outcome.lines if line.id == "keuze/zw/trekker")
    left = next(line for line in futures[k].outcome.lines if line.id == "positie/zw-pho-bw")
    assert left.target.body in {part.target.body for part in choice.parts}
    page = visit(html).page

    def pinned(first: int, then: int) -> dict[str, list[str]]:
        scenario(page, first)
        page.click("#zet-vast")
        scenario(page, then)
        page.click("#tab-vastblad")
        found = dict(
            page.evaluate(
                "[...document.querySelectorAll('#vastblad tbody tr')].map(r => [r.cells[0].innerText, [...r.cells].slice(1).map(c => c.innerText)])"
            )
        )
        page.locator("#vastblad").get_by_role("button", name="Haal weg").click()
        return found

    for first, then, title, other in ((0, k, choice, left), (k, 0, left, choice)):
        told = pinned(first, then)
        assert other.title not in told
        before, after = told[title.title]
        assert before.startswith(f"{title.rank} · ") and other.title not in before
        assert after.startswith(f"{other.rank} · ") and after.endswith(other.title)
        assert "nieuw" not in after and "vervalt" not in after


def test_every_step_can_be_undone_with_the_button_and_with_that_of_the_browser(
    visit: Opener, small: str
) -> None:
    page = visit(small).page
    value = "document.querySelector('#schuiven input').value"
    start = page.evaluate("location.hash")
    assert page.locator("#ongedaan").is_disabled()
    before = page.evaluate(value)
    page.focus("#schuiven input")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(value) != before
    scenario(page, 2)
    page.click("#tab-kalenderblad")
    assert page.evaluate("krachtenveld.kaart.now.k") == 2
    page.click("#tab-kaartblad")
    page.evaluate("document.querySelector(\"[name=opgave][value='0']\").click()")
    assert "opgave=" in page.evaluate("location.hash")
    page.go_back()
    assert page.evaluate("document.querySelector(\"[name=opgave][value='0']\").checked")
    page.click("#ongedaan")  # a change of tab is no step
    assert page.evaluate("krachtenveld.kaart.now.k") == 0
    assert page.evaluate(value) != before
    while page.locator("#ongedaan").is_enabled():
        page.click("#ongedaan")
        page.wait_for_timeout(50)
    assert page.evaluate(value) == before
    assert page.evaluate("location.hash") == start
    page.go_forward()
    assert page.evaluate(value) != before


def test_the_state_is_kept_over_a_page_that_draws_itself_anew(visit: Opener, small: str) -> None:
    page = visit(small).page
    page.click("#tab-planblad")
    slide(page, HOMES, 2)
    page.locator("#tijd-wonen").fill("1")
    page.locator("#tijd-wonen").press("Tab")
    settled(page)
    plan = rows(page)
    state = page.evaluate("krachtenveld.sessie()")
    again = visit(small).page
    again.evaluate("state => krachtenveld.herstel(state)", state)
    settled(again)
    assert again.input_value("#tijd-wonen") == "1"
    assert rows(again) == plan
    assert again.locator("#schuiven .anders").count() == 1


# ── odd input ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The example with a college without time, names of 120 signs, an opgave that nothing follows from, 20 scenarios."""
    import cli

    folder = tmp_path_factory.mktemp("vreemd")
    with pytest.raises(SystemExit):
        cli.main(["nieuw", "gemeente", str(folder / "voorbeeld")])
    many = {
        f"keuze-{number:02}": f"opgaven: {{wonen: {{gewicht: {1 + number / 10}}}}}" for number in range(1, 21)
    }
    dossier = with_scenarios(folder / "voorbeeld", folder / "dossier", many)
    college = dossier / "college.yaml"
    college.write_text(
        re.sub(r"(?m)^ +dagdelen:.*\n", "", college.read_text(encoding="utf-8")), encoding="utf-8"
    )
    homes = dossier / "opgaven" / "wonen.yaml"
    long = ("Genoegwoningen" * 10)[:120]
    homes.write_text(homes.read_text(encoding="utf-8").replace("Genoeg woningen", long), encoding="utf-8")
    (dossier / "opgaven" / "leeg.yaml").write_text(
        "opgave: leeg\nnaam: Nog niets\naard: aanname\n"
        "prioriteiten:\n  - {id: niets, naam: Nog niets te doen, inzet: volgen, belang: gebied, vraag: [kennis], themas: [preventie]}\n",
        encoding="utf-8",
    )
    for file in (dossier / "scenarios").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(
            re.sub(r"(?m)^naam: .*", f"naam: {file.stem} {'zeerlangenaam' * 8}", text), encoding="utf-8"
        )
    return dossier


@pytest.mark.parametrize("width", [1280, 320])
def test_odd_input_gives_a_graceful_page(visit: Opener, odd: Path, width: int) -> None:
    found = beside_base(read_workspace(odd, "basis"), Run(engine="python"))
    assert len(found) == 21
    page = visit(render_explorer(found), width, 700).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert "is niet bekend hoeveel tijd er is" in page.inner_text("#bovenaan-anders")
    page.click("#tab-planblad")
    assert "Er valt niets te verdelen: van portefeuille" in page.inner_text("#planblad")
    page.click("#scenarios summary")
    assert page.locator("#scenarios label").count() == 21
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#scenario-20").click()
    assert page.locator("#bovenaan-kaarten li").count() >= 1
    slide(page, "Nog niets", 3)
    assert page.locator("#schuiven .anders").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_command_makes_a_page_of_a_college_without_time(odd: Path, tmp_path: Path) -> None:
    import cli

    file = tmp_path / "verkenner.html"
    with pytest.raises(SystemExit) as ended:
        cli.main(["verken", "--dossier", str(odd), "--uit", str(file)])
    assert not ended.value.code
    assert "is niet bekend hoeveel tijd er is" in file.read_text(encoding="utf-8")


def test_what_is_left_out_of_the_page_is_not_in_it(visit: Opener, futures: tuple[Future, ...]) -> None:
    text = render_explorer(futures[:1], divides=False)
    assert "wethouder Jeugd" not in text.partition('id="ernaast">')[2].partition("</script>")[0]
    page = visit(text).page
    page.click("#tab-planblad")
    assert "is in deze verkenner weggelaten" in page.inner_text("#planblad")
    assert "Wie" not in page.locator("#bovenaan-kaarten dt").all_inner_texts()
    assert allocate(futures[0].outcome).plan
