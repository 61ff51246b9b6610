"""The answer above the map, the rank in its boxes, the view for a room, and who looks at it otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfReader

from strategy.advice.advise import Outcome
from tests.browser import Opener, until, violations
from visualizations.kaart.answer import answer, lost, recast, rests_on, tables
from visualizations.kaart.build import map_model
from visualizations.kaart.layout import TAP, layout
from visualizations.kaart.model import Card, MapModel, heaviest, narrowed
from visualizations.kaart.page import render
from visualizations.kaart.still import still_svg

browser = pytest.mark.browser


def test_the_answer_names_the_heaviest_seats(model: MapModel, outcome: Outcome) -> None:
    found = answer(model)
    seats = [
        line for line in outcome.lines if line.target.sort == "positie" and line.target.attitude != "volgen"
    ]
    assert [card.id for card in found.cards] == [line.id for line in seats[:3]]
    assert found.sentence.startswith(
        f"Van de {len(seats)} adviezen over een zetel wegen deze drie het zwaarst: "
    )
    for card in found.cards:
        assert f"{card.table} ({card.role})" in found.sentence
        assert card.why and rests_on(card)
    assert found.cards[0].until == "zomer 2022: Verdeling van de posities in de MRA"
    assert len({card.table for card in found.cards}) == 3, "one row a table"


def test_an_answer_says_what_fell_away_first(model: MapModel) -> None:
    gone = heaviest(model)
    left = replace(model, cards=tuple(card for card in model.cards if card not in gone))
    told = answer(left, model).sentence
    names = {node.label: node.name for node in model.nodes}
    assert f"Tegenover de basis vervallen 3 tafels: {'; '.join(names[card.table] for card in gone)}." in told
    assert "dezelfde" not in told
    assert "dezelfde als in de basis" in answer(replace(model, cards=model.cards[:]), model).sentence
    none: tuple[Card, ...] = ()
    assert answer(replace(model, cards=none)).sentence == "Er is geen zetel die wij aanraden."


def test_what_a_scenario_takes_away_is_counted_by_table(models: tuple[MapModel, ...]) -> None:
    """A line is about more tables; where it goes on about one of them, the others are lost and the lighter role is a change."""
    other = next(model for model in models if model.scenario == "mra-valt-stil")
    found = lost(other, models[0])
    assert len(found) == len(tables(models[0])) - len(tables(other)) == 8
    assert {"PHO Bereikbaarheid Zaanstreek-Waterland", "PHO Ruimte en Landschap Zaanstreek-Waterland"} <= set(
        found
    )
    assert recast(other, models[0]) == [
        "PHO Bouwen en Wonen Zaanstreek-Waterland (stevige inbreng, was trekker, kies er 1 of 2 van 3)"
    ]


def test_a_box_says_that_its_role_is_a_choice(model: MapModel) -> None:
    asks = {node.label: node.ask for node in model.nodes if node.label.startswith("PHO ")}
    assert len(asks) == 3 and set(asks.values()) == {"trekker, kies er 1 of 2 van 3"}


def test_a_line_shows_that_its_priority_also_argues_against(model: MapModel) -> None:
    own = {
        share.priority
        for card in model.cards
        if card.id == "positie/g40-duurzaamheid"
        for reason in card.counters
        for share in reason.shares
    }
    edges = [edge for edge in model.edges if edge.end == "gremium:g40-duurzaamheid"]
    assert {edge.priorities[0] for edge in edges if edge.kind == "tegen"} == own
    assert "elektriciteitsnet" in own and "energiearmoede" not in own
    assert "Lijn waar ook iets tegen pleit" in still_svg(model, "A3")


def under_another_name(model: MapModel) -> MapModel:
    """A scenario in which other advice is about the table of the first seat, as when a choice among tables is made."""
    first, *rest = model.cards

    def named(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple("keuze/anders" if name == first.id else name for name in ids)

    nodes = tuple(replace(node, cards=named(node.cards), seats=named(node.seats)) for node in model.nodes)
    edges = tuple(replace(edge, cards=named(edge.cards)) for edge in model.edges)
    cards = (replace(first, id="keuze/anders"), *rest)
    return replace(model, nodes=nodes, edges=edges, cards=cards, scenario="anders", scenario_name="Anders")


def test_seats_are_the_same_by_their_tables(model: MapModel) -> None:
    other = under_another_name(model)
    assert heaviest(other)[0].id != heaviest(model)[0].id
    told = answer(other, model).sentence
    assert told.endswith(" Het zijn dezelfde als in de basis, in dezelfde volgorde.")
    assert "verval" not in told
    swapped = replace(other, cards=(other.cards[1], other.cards[0], *other.cards[2:]))
    assert "dezelfde" not in answer(swapped, model).sentence


@browser
def test_the_page_holds_advice_against_that_about_its_table(visit: Opener, part: MapModel) -> None:
    other = under_another_name(part)
    page = visit(render(part, other), 1280, 720).page
    page.select_option("#scenario", "1")
    assert page.inner_text("#antwoord-zin") == answer(other, part).sentence
    assert "dezelfde als in de basis" in page.inner_text("#antwoord-zin")
    page.evaluate("krachtenveld.kaart.scenario(1, 0)")
    page.locator("#antwoord li button").first.click()
    detail = page.inner_text("#detail")
    assert heaviest(other)[0].title in detail
    assert "· nieuw" not in detail


@browser
def test_the_page_says_the_same_in_every_scenario(
    visit: Opener, models: tuple[MapModel, ...], whole: str
) -> None:
    page = visit(whole, 1280, 720).page
    assert page.inner_text("#antwoord-zin") == answer(models[0]).sentence
    takers = page.locator("#antwoord .wie").all_inner_texts()
    assert takers == [card.taker for card in answer(models[0]).cards]
    assert takers[0] == "Ruimte en mobiliteit; kost 1 dagdeel per maand"
    for k, model in enumerate(models):
        found = answer(model, models[0])
        told = page.evaluate(
            """k => {
            const { kaart, antwoord } = krachtenveld, { gegevens } = kaart;
            return [k, k && { ...gegevens.cases[k].weights }].map((_, own) => {
                const state = gegevens.state(k, own ? { ...gegevens.cases[k].weights } : null);
                return [antwoord.sentence(state, gegevens.state(0)), antwoord.best(state).map(({ card }) =>
                    [card.id, card.table, card.role, antwoord.why(card), card.taker, card.until, antwoord.restsOn(card)])];
            });
        }""",
            k,
        )
        cards = [[c.id, c.table, c.role, c.why, c.taker, c.until, rests_on(c)] for c in found.cards]
        assert told == [[found.sentence, cards]] * 2, model.scenario
    page.select_option("#scenario", str(len(models) - 1))
    assert page.inner_text("#antwoord-zin") == answer(models[-1], models[0]).sentence
    page.locator("#antwoord li button").first.click()
    first = answer(models[-1]).cards[0]
    assert first.id in page.evaluate(
        "krachtenveld.kaart.view.items.get(krachtenveld.kaart.now.chosen).node.cards"
        ".map(i => krachtenveld.kaart.gegevens.data.advices[i])"
    )


@browser
def test_boxes_tell_band_role_and_rank(visit: Opener, html: str, model: MapModel) -> None:
    page = visit(html, 1280, 720).page
    told = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('#tekening .vak')].map(vak => [vak.vak,
            [vak.getAttribute('class'), [...vak.querySelectorAll('text')].map(text => text.textContent),
             vak.querySelector('path').getAttribute('fill'), vak.getAttribute('aria-label'),
             vak.getBoundingClientRect().height]]))"""
    )
    fills = set()
    for i, node in enumerate(model.nodes):
        looks, texts, fill, label, height = told[str(i)]
        assert height >= 24, node.id
        if node.kind != "gremium":
            continue
        fills.add((node.level_group, node.weight, fill))
        assert node.weight in looks.split()
        assert str(node.rank) in texts
        assert node.ask in " ".join(texts)
        assert f"rang {node.rank}, {node.group}" in label and node.ask in label
    assert len({fill for _, _, fill in fills}) == len({(a, b) for a, b, _ in fills if b != "licht"}) + 1
    paper = still_svg(model, "A3")
    for node in heaviest(model):
        assert f">{node.rank}</text>" in paper


@browser
def test_only_the_lines_asked_for_are_drawn(visit: Opener, html: str, model: MapModel) -> None:
    page = visit(html, 1280, 720).page
    count = "document.querySelectorAll('#tekening .lijnen path').length"
    first = page.evaluate(count)
    assert 5 < first < len(model.edges) / 4
    assert "de lijnen van de drie zwaarste zetels" in page.inner_text("#status")
    page.click("#alle-lijnen")
    assert page.evaluate(count) >= len(model.edges)
    assert "lijnen=alle" in page.evaluate("location.hash")
    page.click("#alle-lijnen")
    page.evaluate("krachtenveld.kaart.go(0)")
    assert page.evaluate(count) == page.evaluate("document.querySelectorAll('#tekening .lijnen .op').length")


def test_opgaven_stand_in_the_order_of_the_dossier(model: MapModel) -> None:
    """On the screen and on paper, of the whole map and of a part."""
    wanted = [f"opgave:{name}" for name, _ in model.opgaven]
    for part in (model, narrowed(model, opgave="gezondheid"), narrowed(model, network="mra")):
        for least in (TAP, 0):
            found = layout(part, least)
            assert list(found.order[0]) == [name for name in wanted if name in found.boxes]


@browser
def test_what_hangs_on_something_is_a_list(visit: Opener, html: str, model: MapModel) -> None:
    page = visit(html, 1280, 720).page
    ids = {
        card.id for card in model.cards for one in card.hangs if (one.sort, one.on) == ("gunning", "Zaanstreek-Waterland")
    }  # fmt: skip
    tables = [node.name for node in model.nodes if node.kind == "gremium" and ids.intersection(node.cards)]
    assert len(tables) > 5
    page.select_option("#voorwaarde", "gunning:Zaanstreek-Waterland")
    assert page.inner_text("#detail h2") == f"Gunning door Zaanstreek-Waterland ({len(tables)})"
    assert sorted(page.locator("#detail ol button").all_inner_texts()) == sorted(tables)
    drawn = page.evaluate(
        "[...krachtenveld.kaart.view.items.values()].filter(i => i.kind === 'gremium').map(i => i.name)"
    )
    assert sorted(drawn) == sorted(tables)
    assert "voorwaarde: Gunning door Zaanstreek-Waterland" in page.evaluate(
        "(dispatchEvent(new Event('beforeprint')), document.getElementById('keuze-op-papier').textContent)"
    )
    page.click("#alles")
    required = next(one.on for card in model.cards for one in card.hangs if one.sort == "vereist")
    page.evaluate(
        "name => krachtenveld.kaart.go([...krachtenveld.kaart.state.nodes.values()].find(n => n.name === name).index)",
        required,
    )
    assert "Hiervan hangt af (1)" in page.inner_text("#detail")


@browser
def test_one_tap_leaves_one_opgave(visit: Opener, html: str, model: MapModel) -> None:
    page = visit(html, 1280, 720).page
    opgave, name = model.opgaven[3]
    page.get_by_role("button", name=f"alleen {name}").click()
    shown = "[...krachtenveld.kaart.view.items.values()].filter(i => i.kind === 'opgave').map(i => i.name)"
    assert page.evaluate(shown) == [name]
    part = answer(narrowed(model, opgave=opgave))
    assert page.locator("#antwoord h3").all_inner_texts() == [card.table for card in part.cards]
    assert page.inner_text("#antwoord-zin") == part.sentence.replace(
        " een zetel wegen", f" een zetel voor {name} wegen"
    )
    page.get_by_role("button", name=f"alleen {name}").click()
    assert page.evaluate(shown) == [name for _, name in model.opgaven]
    assert page.inner_text("#antwoord-zin") == answer(model).sentence
    page.click("summary:text('Meer filters')")
    page.select_option("#netwerk", "vng")
    assert " een zetel in deze keuze wegen deze " in page.inner_text("#antwoord-zin")
    assert all(text.startswith("VNG") for text in page.locator("#antwoord h3").all_inner_texts())
    page.evaluate("document.querySelectorAll('[name=opgave]').forEach(one => one.click())")
    assert page.inner_text("#antwoord-zin") == "Er is in deze keuze geen zetel die wij aanraden."


@browser
def test_a_room_can_read_it(visit: Opener, whole: str, models: tuple[MapModel, ...]) -> None:
    """Every slide: its finding as a title, few boxes, no letter under 20 pixels, nothing outside the screen."""
    page = visit(whole, 1280, 720, bypass_csp=True).page
    page.click("#projector-aan")
    measure = """() => {
        const slide = document.getElementById('projector'), boxes = [...slide.querySelectorAll('.doos')];
        const sizes = [...slide.querySelectorAll('*')].filter(one => one.childNodes.length && one.innerText)
            .map(one => parseFloat(getComputedStyle(one).fontSize));
        const rects = boxes.map(one => one.getBoundingClientRect()), inside = rects.every(one =>
            one.left >= 0 && one.right <= innerWidth && one.top >= 0 && one.bottom <= innerHeight);
        const apart = rects.every((a, i) => rects.slice(i + 1).every(b =>
            a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top));
        return [document.getElementById('projector-titel').textContent, boxes.length, Math.min(...sizes), inside && apart,
            document.documentElement.scrollHeight <= innerHeight];
    }"""
    seats = [card for card in models[0].cards if card.seeks_a_seat and card.band == "doen"]
    titles = []
    for i in range(len(seats) + 1):
        title, count, smallest, apart, fits = page.evaluate(measure)
        titles.append(title)
        assert 4 <= count <= 8, title
        assert smallest >= 20, title
        assert apart and fits, title
        assert page.inner_text("#plaat-nummer") == f"{i + 1} van {len(seats) + 1}"
        if i == 1:
            assert violations(page) == []
        page.keyboard.press("ArrowRight")
    assert titles == [answer(models[0]).sentence, *(card.title for card in seats)]
    page.keyboard.press("ArrowLeft")
    assert f"projector={len(seats)}" in page.evaluate("location.hash")
    last = max(models, key=lambda one: len(lost(one, models[0])))
    page.evaluate("k => krachtenveld.kaart.scenario(k)", models.index(last))
    page.evaluate("krachtenveld.projector.open(0, true)")
    assert page.inner_text("#projector-rol") == f"scenario {last.scenario_name}"
    gone = lost(last, models[0])
    assert len(gone) > 3 and all(name in page.inner_text("#projector-feiten") for name in gone)
    assert page.evaluate(measure)[2:] == [20, True, True]
    page.evaluate("krachtenveld.kaart.scenario(0)")
    page.evaluate("n => krachtenveld.projector.open(n, true)", len(seats) - 1)
    again = visit(whole, 1280, 720, address=page.evaluate("location.hash")).page
    assert again.inner_text("#projector-titel") == seats[-2].title
    page.emulate_media(media="print")
    assert page.locator("#projector .doos").first.is_visible() and not page.locator("#antwoord").is_visible()
    assert not page.locator("#plaat-verder").is_visible()
    page.emulate_media(media="screen")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "projector-aan"
    assert page.locator("#tekening").is_visible()


@browser
def test_printed_it_is_a_sheet(visit: Opener, whole: str) -> None:
    """A finding on one A4, the map on one A3 with what has no place on it behind; the tables stay on the screen."""
    page = visit(whole, 1280, 720).page
    first = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(first.pages) == 2
    assert "MRA Platform Mobiliteit" in first.pages[0].extract_text()
    page.evaluate("krachtenveld.projector.open(1)")
    found = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(found.pages) == 1
    assert [round(side / 72 * 25.4) for side in found.pages[0].mediabox[2:]] == [297, 210]


def pick(page: Any, model: MapModel) -> None:
    seat = next(i for i, node in enumerate(model.nodes) if node.seat == "aanbevolen")
    page.evaluate("i => krachtenveld.kaart.go(i)", seat)


@browser
@pytest.mark.parametrize("width", [320, 360])
def test_with_something_chosen_nothing_scrolls_sideways(
    visit: Opener, part_html: str, part: MapModel, width: int
) -> None:
    page = visit(part_html, width, 700).page
    pick(page, part)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click("#naar-redenen")
    assert page.evaluate("document.activeElement.id") == "paneel"
    page.evaluate("krachtenveld.projector.open(1)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@browser
def test_what_is_chosen_shows_in_forced_colours(visit: Opener, part_html: str, part: MapModel) -> None:
    page = visit(part_html, 1280, 720).page
    page.emulate_media(forced_colors="active")
    pick(page, part)
    page.click("#alleen-lijn")
    fill = "one => getComputedStyle(document.querySelector(one)).fill"
    chosen = page.evaluate(fill, "#tekening [aria-selected=true] .vorm")
    assert chosen != page.evaluate(fill, "#tekening [aria-selected=false] .vorm")
    ground = "id => getComputedStyle(document.getElementById(id)).backgroundColor"
    assert page.evaluate(ground, "alleen-lijn") != page.evaluate(ground, "alle-lijnen")
    page.emulate_media(forced_colors="active", color_scheme="dark")  # as black high contrast of Windows
    assert page.evaluate("getComputedStyle(document.getElementById('tekening')).filter") == "none"
    page.emulate_media(forced_colors="none", color_scheme="light")


@browser
@pytest.mark.parametrize("media", [{"color_scheme": "dark"}, {"contrast": "more"}])
def test_other_colours_keep_to_the_rules(
    visit: Opener, part_html: str, part: MapModel, media: dict[str, Any]
) -> None:
    page = visit(part_html, 1280, 720, bypass_csp=True).page
    page.emulate_media(**media)
    pick(page, part)
    ground, ink = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert ("255, 255, 255" in ground) == ("contrast" in media)
    assert ink == ("rgb(0, 0, 0)" if "contrast" in media else "rgb(232, 237, 241)")
    assert violations(page, "header", ".antwoord", "#filters", "#detail") == []
    page.emulate_media(color_scheme="light", contrast="no-preference")


@browser
def test_no_violations_in_what_filters_leave(visit: Opener, part_html: str, part: MapModel) -> None:
    """All filters open with a condition asked for; one line alone among all; nothing left; a narrow screen."""
    page = visit(part_html, 1280, 720, bypass_csp=True).page
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.select_option("#voorwaarde", index=1)
    assert violations(page, "main") == []
    page.click("#alles")
    pick(page, part)
    page.click("#alle-lijnen")
    page.click("#alleen-lijn")
    assert violations(page, ".midden") == []
    page.click("#alles")
    page.evaluate("document.querySelectorAll('[name=opgave]').forEach(one => one.click())")
    assert page.locator("#leeg").is_visible()
    assert violations(page, ".midden") == []
    page.set_viewport_size({"width": 320, "height": 700})
    page.click("#alles")
    pick(page, part)
    assert violations(page) == []


@browser
def test_a_reader_hears_which_box_is_chosen(visit: Opener, part_html: str, part: MapModel) -> None:
    page = visit(part_html, 1280, 720).page
    pick(page, part)
    listed = page.get_by_role("listbox", name=part.title)
    assert listed.get_by_role("option").count() == page.evaluate("krachtenveld.kaart.view.items.size")
    chosen = listed.get_by_role("option", selected=True)
    assert chosen.count() == 1
    assert chosen.get_attribute("id") == listed.get_attribute("aria-activedescendant")
    on = page.locator("#tekening [aria-label$='op de gekozen lijn']").count()
    assert on == page.evaluate("krachtenveld.kaart.line.items.size") - 1
    assert listed.get_by_role("group").count() == 5
    sizes = page.evaluate(
        "[...document.querySelectorAll('#tekening text')].map(one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"
    )
    assert min(sizes) >= 10.99
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]))"
    )
    assert levels[0] == 1 and all(b <= a + 1 for a, b in pairwise(levels))


@browser
def test_wider_text_stays_in_its_box(visit: Opener, part_html: str) -> None:
    page = visit(part_html, 1280, 720, bypass_csp=True).page
    page.add_style_tag(
        content="*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}"
    )
    out = page.evaluate(
        """() => [...document.querySelectorAll('#tekening .vak')].filter(vak => {
            const box = vak.querySelector('path').getBBox();
            return [...vak.querySelectorAll(':scope > text')].some(text => {
                const own = text.getBBox();
                return own.x < box.x || own.x + own.width > box.x + box.width;
            });
        }).length"""
    )
    assert out == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@browser
def test_nothing_chosen_is_not_one_line_alone(
    visit: Opener, models: tuple[MapModel, ...], whole: str
) -> None:
    page = visit(whole, 1280, 720).page
    pick(page, models[0])
    page.click("#alleen-lijn")
    page.evaluate("krachtenveld.kaart.select(null)")
    assert not page.locator("#alleen-lijn").is_visible()
    assert page.evaluate("krachtenveld.kaart.now.alone") is False
    assert "lijn=ja" not in page.evaluate("location.hash")


@browser
def test_folded_for_lack_of_room_says_so(visit: Opener, large: Callable[[int], str]) -> None:
    page = visit(large(400), 1280, 720).page
    assert "lichtste advies" not in page.inner_text("#status")
    folded = page.evaluate("document.getElementById('vouwen').checked")
    assert folded == page.evaluate("krachtenveld.kaart.view.forced") is True
    assert page.evaluate("document.getElementById('vouwen').disabled") is True


def test_a_part_of_the_map_has_an_answer_of_its_own(outcome: Outcome) -> None:
    part = narrowed(map_model(outcome), opgave="gezondheid")
    assert {card.id for card in answer(part).cards} <= {card.id for card in part.cards}


PLACES = """() => [document.getElementById('antwoord-zin').textContent,
    ['#voorwaarde', "[name=opgave][value='0']", '#alles', '#ongedaan'].map(name => document.querySelector(name).getBoundingClientRect().top)]"""
ALONE = f"value => {{ document.querySelector(`.alleen[value='${{value}}']`).click(); return ({PLACES})(); }}"
CASE = f"k => {{ const all = document.getElementById('scenario'); all.value = k; all.dispatchEvent(new Event('change')); return ({PLACES})(); }}"


@browser
def test_the_controls_stay_where_they_are(visit: Opener, whole: str, models: tuple[MapModel, ...]) -> None:
    """Whatever the answer says, of an opgave, a condition or a scenario."""
    page = visit(whole, 1440, 1000).page
    _, before = page.evaluate(PLACES)
    sentences = set()
    for value in range(len(models[0].opgaven)):
        sentence, now = page.evaluate(ALONE, value)
        sentences.add(sentence)
        assert now == pytest.approx(before, abs=1), value
        page.evaluate(ALONE, value)
    for k in range(len(models)):
        sentence, now = page.evaluate(CASE, k)
        sentences.add(sentence)
        assert now == pytest.approx(before, abs=1), k
    assert len({len(text) // 60 for text in sentences}) > 2


@browser
def test_a_choice_on_the_map_can_be_undone(visit: Opener, whole: str) -> None:
    """With the button and with Back; everything back takes the scenario along."""
    page = visit(whole, 1440, 1000).page
    size, k = "krachtenveld.kaart.view.items.size", "krachtenveld.kaart.now.k"
    first = page.evaluate(size)
    assert page.locator("#ongedaan").is_disabled()
    page.locator(".alleen[value='3']").click()
    few = page.evaluate(size)
    assert few < first
    page.select_option("#scenario", "2")
    page.focus("#kaart")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("krachtenveld.kaart.now.chosen != null && history.state") == 3  # a walk is one step
    page.go_back()
    assert page.evaluate(f"[{k}, krachtenveld.kaart.now.chosen]") == [2, None]
    page.click("#ongedaan")
    until(page, f"{k} === 0")
    assert page.evaluate(size) == few
    page.go_back()
    assert page.evaluate(size) == first
    assert page.locator("#ongedaan").is_disabled()
    page.select_option("#scenario", "2")
    page.click("#alles")
    assert page.evaluate(k) == 0
    assert page.input_value("#scenario") == "0"


@browser
def test_a_choice_keeps_the_list_it_was_made_from(visit: Opener, html: str) -> None:
    page = visit(html, 1280, 900).page
    page.select_option("#voorwaarde", "gunning:Zaanstreek-Waterland")
    found = page.locator("#detail ol button").all_inner_texts()
    page.locator("#detail ol button").first.click()
    assert page.inner_text("#detail h2") == found[0]
    page.locator("#detail summary").first.click()
    assert (
        page.locator("#detail summary").first.inner_text()
        == f"Gunning door Zaanstreek-Waterland ({len(found)})"
    )
    page.locator("#detail ol").first.get_by_role("button", name=found[-1], exact=True).click()
    assert page.inner_text("#detail h2") == found[-1]


@browser
def test_accents_do_not_matter_to_the_search(visit: Opener, html: str) -> None:
    page = visit(html, 1280, 900).page
    page.fill("#zoek", "essentiele")
    assert "Huisvesting van essentiële beroepsgroepen" in page.inner_text("#status")


@browser
def test_the_scripts_write_what_the_page_holds_without_them(visit: Opener, html: str) -> None:
    texts = "[...document.querySelectorAll('#antwoord h2, #antwoord ol p, #antwoord h3, #elders li')].map(one => one.textContent)"
    before = visit(html, java_script_enabled=False).page.evaluate(texts)
    assert len(before) > 15
    assert visit(html).page.evaluate(texts) == before


@browser
def test_paper_holds_what_is_in_view_and_nothing_else(visit: Opener, html: str, model: MapModel) -> None:
    """One opgave: a map that fills the sheet, a line at every box, who and when and on what it rests, its own sources."""
    page = visit(html, 1280, 720).page
    place, (name, _) = next(pair for pair in enumerate(model.opgaven) if pair[1][1] == "Gezondheid")
    page.locator(f".alleen[value='{place}']").click()
    page.set_viewport_size({"width": 1512, "height": 1046})
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    drawn = page.locator("#tekening").bounding_box()
    assert drawn["height"] > 0.5 * 1046
    legend = page.locator(".legenda").bounding_box()
    assert legend["y"] + legend["height"] <= 1046
    assert page.locator("#antwoord ol li").count() == 3 and page.locator("#antwoord ol").is_visible()
    assert page.evaluate("document.querySelectorAll('.lijnen path').length") >= page.evaluate(
        "krachtenveld.kaart.view.edges.length"
    )
    served = {card.id for card in narrowed(model, opgave=name).cards}
    others = [card.title for card in model.cards if card.id in model.elsewhere and card.id not in served]
    shown = page.inner_text("#elders")
    assert others and not [title for title in others if title in shown]
    cards = page.inner_text("#zetels-in-beeld")
    assert cards.count("Wie: ") == cards.count("Wanneer: ") == cards.count("Rust op: ") == 4
    sources = page.locator("#bronnen li").all_inner_texts()
    assert sources and set(sources) < set(model.documents)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
