"""The page in a browser: by keyboard and mouse, filtered, searched, printed, hostile, without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import Opener
from tests.kaart.corpus import hostile
from visualizations.kaart.build import map_model
from visualizations.kaart.layout import layout
from visualizations.kaart.model import MapModel
from visualizations.kaart.page import render

pytestmark = pytest.mark.browser

STATE = "[...krachtenveld.view.nodes]"


def chosen(page: Any) -> Any:
    return page.evaluate("krachtenveld.view.chosen")


def index_of(model: MapModel, name: str) -> int:
    return [node.id for node in model.nodes].index(name)


def best_seat(model: MapModel) -> int:
    """The body with the best advice that we do not hold yet."""
    bodies = [node for node in model.nodes if node.seat == "aanbevolen"]
    return index_of(model, max(bodies, key=lambda node: node.score or 0).id)


def spot(page: Any, index: int) -> dict[str, float]:
    """Where a box stands in the window."""
    return page.evaluate(
        """index => {
        const { view, net } = krachtenveld, frame = document.getElementById('kaart').getBoundingClientRect();
        const node = JSON.parse(document.getElementById('gegevens').textContent).nodes[index];
        const column = { opgave: 0, prioriteit: 1, gremium: 2, route: 3, instrument: 3, beslisser: 4 }[node.kind];
        const dom = net.canvasToDOM({ x: view.centres[column], y: view.place.get(index) });
        return { x: frame.left + dom.x, y: frame.top + dom.y };
    }""",
        index,
    )


def overlaps(page: Any) -> int:
    """Pairs of boxes of the view that touch, from what is drawn."""
    return page.evaluate(
        """() => {
        const { view } = krachtenveld, data = JSON.parse(document.getElementById('gegevens').textContent);
        const labels = JSON.parse(document.getElementById('knopen').textContent);
        const column = { opgave: 0, prioriteit: 1, gremium: 2, route: 3, instrument: 3, beslisser: 4 };
        const boxes = [...view.place].map(([i, y]) => {
            const h = labels[i].label.split('\\n').length * data.geo.line + data.geo.padding;
            return { c: column[data.nodes[i].kind], top: y - h / 2, bottom: y + h / 2 };
        });
        let n = 0;
        boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
            if (a.c === b.c && a.top < b.bottom && b.top < a.bottom) n++;
        }));
        return n;
    }"""
    )


def test_opens_as_it_was_laid_out(visit: Opener, html: str, model: MapModel) -> None:
    page = visit(html).page
    placed = layout(model)
    assert page.evaluate("Object.fromEntries(krachtenveld.view.place)") == {
        str(i): placed.boxes[node.id].y for i, node in enumerate(model.nodes) if node.shown
    }
    assert page.evaluate("krachtenveld.view.edges.size") == len(model.shown_edges)
    assert overlaps(page) == 0
    assert f"{len(model.shown)} van {len(model.nodes)} onderdelen" in page.inner_text("#status")
    assert page.evaluate("krachtenveld.ready") < 5000


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1600, 1000), (390, 800)])
def test_text_is_legible_and_the_page_does_not_scroll_sideways(
    visit: Opener, html: str, width: int, height: int
) -> None:
    page = visit(html, width, height).page
    assert page.evaluate("krachtenveld.net.getScale() * 17") >= 10.99
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_by_keyboard_to_reasons_and_source(visit: Opener, html: str, model: MapModel) -> None:
    page = visit(html).page
    page.focus("#kaart")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    node = model.nodes[chosen(page)]
    assert node.column >= 2
    target = best_seat(model)
    column = [i for i, one in enumerate(model.nodes) if one.shown and one.column == 2]
    while model.nodes[chosen(page)].column != 2:
        page.keyboard.press("ArrowLeft")
    for _ in column:
        if chosen(page) == target:
            break
        page.keyboard.press("ArrowDown")
    assert chosen(page) == target
    card = next(card for card in model.cards if card.id == model.nodes[target].cards[0])
    reason = card.reasons[0]
    detail = page.inner_text("#detail")
    assert model.nodes[target].name in detail
    assert card.title in detail
    assert reason.sentence in detail
    assert f"Regel {reason.rule} ({reason.file}:{reason.line})" in detail
    assert reason.facts[0].source in detail
    assert f"{reason.facts[0].file}:{reason.facts[0].line}" in detail
    page.locator("#detail details summary").first.click()
    assert reason.facts[-1].text in page.inner_text("#detail")
    page.focus("#kaart")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "paneel"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert chosen(page) is None


def test_every_node_by_keyboard(visit: Opener, html: str, model: MapModel) -> None:
    page = visit(html).page
    page.focus("#kaart")
    # Key events from within: the same handler, without a round trip per key.
    reached = page.evaluate(
        """counts => {
        const map = document.getElementById('kaart'), found = new Set();
        const press = key => map.dispatchEvent(new KeyboardEvent('keydown', { key }));
        press('ArrowDown');
        counts.forEach((count, column) => {
            if (column) {
                const start = krachtenveld.view.chosen;
                for (let i = 0; i <= counts[column - 1]; i++) {
                    press('ArrowRight');
                    if (krachtenveld.view.chosen !== start && !found.has(krachtenveld.view.chosen)) break;
                    press('ArrowDown');
                }
            }
            for (let i = 0; i < count; i++) {
                found.add(krachtenveld.view.chosen);
                press('ArrowDown');
            }
        });
        return [...found];
    }""",
        [sum(node.shown and node.column == column for node in model.nodes) for column in range(5)],
    )
    assert set(reached) == {i for i, node in enumerate(model.nodes) if node.shown}


def test_click_lights_the_whole_line(visit: Opener, html: str, model: MapModel) -> None:
    page = visit(html).page
    target = best_seat(model)
    at = spot(page, target)
    page.mouse.click(at["x"], at["y"])
    assert chosen(page) == target
    line = set(page.evaluate("[...krachtenveld.view.line.nodes]"))
    columns = {model.nodes[i].column for i in line}
    assert {0, 1, 2} <= columns
    name = model.nodes[target].id
    before = {edge.start for edge in model.edges if edge.end == name}
    after = {edge.end for edge in model.edges if edge.start == name}
    assert {index_of(model, other) for other in before | after} <= line
    page.mouse.click(at["x"], 8)
    page.keyboard.press("Escape")


def test_a_line_follows_its_own_priorities(visit: Opener, html: str, model: MapModel) -> None:
    page = visit(html).page
    priority = next(node for node in model.nodes if node.kind == "prioriteit" and node.opgaven)
    page.evaluate(
        "i => document.querySelectorAll('#onderdelen tbody button')[i].click()", index_of(model, priority.id)
    )
    own = priority.id.removeprefix("prioriteit:")
    lit = page.evaluate("[...krachtenveld.view.line.edges]")
    assert lit
    assert all(own in model.edges[i].priorities for i in lit)


def test_zoom_reset_and_drag(visit: Opener, html: str) -> None:
    page = visit(html).page
    page.focus("#kaart")
    start = page.evaluate("krachtenveld.net.getScale()")
    page.keyboard.press("+")
    assert page.evaluate("krachtenveld.net.getScale()") > start
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert page.evaluate("krachtenveld.net.getScale()") < start
    page.keyboard.press("0")
    assert page.evaluate("krachtenveld.net.getScale()") == pytest.approx(start)


def test_tables_hold_every_node_and_edge(visit: Opener, html: str, model: MapModel) -> None:
    page = visit(html).page
    assert page.locator("#onderdelen tbody tr").count() == len(model.nodes)
    assert page.locator("#relaties tbody tr").count() == len(model.edges)
    names = page.evaluate(
        "[...document.querySelectorAll('#onderdelen tbody th')].map(cell => cell.textContent)"
    )
    assert names == [node.name for node in model.nodes]


def test_filters_reduce_the_view_without_overlap(visit: Opener, html: str, model: MapModel) -> None:
    page = visit(html).page
    everything = set(page.evaluate(STATE))

    def toggle(selector: str) -> None:
        page.evaluate("selector => document.querySelector(selector).click()", selector)

    def shows(*selectors: str) -> set[int]:
        for selector in selectors:
            toggle(selector)
        left = set(page.evaluate(STATE))
        assert overlaps(page) == 0
        visible = page.evaluate(
            "[...document.querySelectorAll('#onderdelen tbody tr')].filter(r => !r.hidden).length"
        )
        assert visible == len(left)
        assert f"{len(left)} van" in page.inner_text("#status")
        page.click("#alles")
        assert set(page.evaluate(STATE)) == everything
        return left

    one = shows(*(f"[name=opgave][value='{i}']" for i in range(1, len(model.opgaven))))
    assert 0 < len(one) < len(everything)
    assert {model.nodes[i].name for i in one if model.nodes[i].kind == "opgave"} == {model.opgaven[0][1]}
    level = model.nodes[best_seat(model)].level_group
    fewer = shows(f"[name=niveau][value={level}]")
    assert fewer < everything
    assert not [i for i in fewer if model.nodes[i].kind == "gremium" and model.nodes[i].level_group == level]
    advised = shows("#aanbevolen")
    assert {model.nodes[i].seat for i in advised if model.nodes[i].kind == "gremium"} == {"aanbevolen"}
    group = next(node.group for node in model.nodes if node.shown and node.seat in ("aanbevolen", "geen"))
    assert len(shows(f"[name=groep][value={group}]")) < len(everything)
    network = model.nodes[best_seat(model)].network
    page.select_option("#netwerk", network)
    assert {model.nodes[i].network for i in page.evaluate(STATE) if model.nodes[i].kind == "gremium"} == {
        network
    }


def test_what_is_left_out_is_said_and_can_be_brought_back(visit: Opener, outcome: Any) -> None:
    model = map_model(outcome, room=0)
    page = visit(render(model)).page
    assert set(page.evaluate(STATE)) == {i for i, node in enumerate(model.nodes) if node.shown} & set(
        page.evaluate(STATE)
    )
    assert f"zonder {model.left_out} gremia" in page.inner_text("#status")
    before = page.evaluate("krachtenveld.view.nodes.size")
    page.evaluate("document.querySelectorAll('[name=groep]:not(:checked)').forEach(input => input.click())")
    assert page.evaluate("krachtenveld.view.nodes.size") > before
    hidden = next(i for i, node in enumerate(model.nodes) if not node.shown)
    page.click("#alles")
    page.fill("#zoek", model.nodes[hidden].name)
    page.press("#zoek", "Enter")
    assert chosen(page) == hidden


def test_search_jumps(visit: Opener, html: str, model: MapModel) -> None:
    page = visit(html, 1280, 720).page
    target = best_seat(model)
    page.fill("#zoek", model.nodes[target].name.upper())
    page.press("#zoek", "Enter")
    assert chosen(page) == target
    at = spot(page, target)
    assert 0 <= at["y"] <= 720
    page.fill("#zoek", "bestaat niet")
    assert page.inner_text("#status") == "Niets gevonden."


def test_a_view_can_be_bookmarked(visit: Opener, html: str, model: MapModel) -> None:
    page = visit(html).page
    target = best_seat(model)
    page.evaluate("i => document.querySelectorAll('#onderdelen tbody button')[i].click()", target)
    assert model.nodes[target].id.split(":")[1] in page.evaluate("decodeURIComponent(location.hash)")


def test_print_and_export_show_this_view(visit: Opener, html: str, model: MapModel) -> None:
    page = visit(html).page
    page.evaluate("document.querySelector('#aanbevolen').click(); dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#druk svg").is_visible()
    assert not page.locator(".kaartvak").is_visible()
    shown = page.evaluate(STATE)
    texts = page.locator("#druk svg").text_content()
    for i, node in enumerate(model.nodes):
        if (
            node.kind == "gremium"
            and len(node.label) < 30
            and node.label not in (n.label for n in model.nodes if n != node)
        ):
            assert (node.label in texts) == (i in shown), node.label
    with page.expect_download() as download:
        page.emulate_media(media="screen")
        page.click("#bewaar-svg")
    assert download.value.suggested_filename == "invloedskaart.svg"


def test_injection_does_not_execute(visit: Opener, model: MapModel) -> None:
    evil = hostile(model)
    page = visit(render(evil)).page
    tags = "document.querySelectorAll('script, iframe, img, object, base, a').length"
    before = page.evaluate(tags)
    headings = page.evaluate(
        """[...document.querySelectorAll('#onderdelen tbody button')].map(button => {
        button.click();
        return document.querySelector('#detail h2').textContent;
    })"""
    )
    assert headings == [node.name for node in evil.nodes]
    page.hover("#kaart")
    page.fill("#zoek", "<script>")
    page.press("#zoek", "Enter")
    page.evaluate(
        "document.querySelectorAll('details').forEach(d => { d.open = true }); dispatchEvent(new Event('beforeprint'))"
    )
    assert page.evaluate(tags) == before
    assert page.evaluate("window.kwaad") is None
    assert overlaps(page) == 0


def test_injection_is_inert_without_the_policy_too(visit: Opener, model: MapModel) -> None:
    evil = hostile(model)
    page = visit(render(evil), bypass_csp=True).page
    for i in range(0, len(evil.nodes), 7):
        page.evaluate("i => document.querySelectorAll('#onderdelen tbody button')[i].click()", i)
    assert page.evaluate("window.kwaad") is None


def test_without_javascript_the_static_map_shows(visit: Opener, html: str, model: MapModel) -> None:
    page = visit(html, java_script_enabled=False).page
    assert page.locator("#druk svg").is_visible()
    assert not page.locator(".kaartvak").is_visible()
    assert page.locator("#onderdelen tbody tr").count() == len(model.nodes)


def test_no_accessibility_violations(visit: Opener, html: str, model: MapModel) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = visit(html, bypass_csp=True).page
    page.evaluate("i => document.querySelectorAll('#onderdelen tbody button')[i].click()", best_seat(model))
    found = axe.Axe().run(page)
    assert [
        (one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found.response["violations"]
    ] == []
