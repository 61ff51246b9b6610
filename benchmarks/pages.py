"""How long a page takes to make, how soon it is ready, how it keeps up with a hand, and how large its file is, beside the map of Zaanstad.

Ready is the time from opening to a map that answers; a frame is the middle one of thirty while zooming; a shift is the time
a slider of the explorer takes to re-rank everything. Ratios to the map of Zaanstad, in one run of headless Chromium.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.growth import enlarge
from benchmarks.table import ROOT, Row, seconds
from strategy.comparison.futures import beside_base
from strategy.effect.versions import Run
from strategy.workspace import read_workspace
from tests.browser import CHROMIUM, launched
from tests.kaart.large import invented
from visualizations.kaart.build import map_models
from visualizations.kaart.page import render
from visualizations.verken.page import render_explorer

BODIES = 3_000
BASE = "kaart van Zaanstad"
ZOOM = """() => new Promise(done => {
    const times = [], map = document.getElementById('kaart');
    let last = performance.now(), n = 0;
    const step = () => {
        const now = performance.now();
        times.push(now - last);
        last = now;
        map.dispatchEvent(new KeyboardEvent('keydown', { key: n++ % 2 ? '-' : '+' }));
        if (n < 30) requestAnimationFrame(step); else done(times.sort((a, b) => a - b)[15]);
    };
    requestAnimationFrame(step);
})"""
SHIFT = """() => {
    const slider = document.querySelector('#schuiven input'), start = performance.now();
    slider.value = Number(slider.value) === 2 ? 1 : 2;
    slider.dispatchEvent(new Event('input'));
    document.getElementById('rangorde').getBoundingClientRect();
    return performance.now() - start;
}"""


def rows(large: bool) -> Iterator[Row]:
    """What it takes to make the pages, and what they take in a browser where there is one."""
    yield from _made()
    if CHROMIUM.exists():
        yield from _shown(large)


def _made() -> Iterator[Row]:
    """The map and the explorer of many bodies, from the advice to the page."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "groot"
        enlarge(root, BODIES)
        futures = beside_base(read_workspace(root), Run(engine="clingo"), alone=True)
        for name, make in (
            ("kaart", lambda: render(*map_models(futures))),
            ("verkenner", lambda: render_explorer(futures)),
        ):
            yield Row(f"{name} van {BODIES} gremia maken", seconds(make), "drie seconden", 3.0, 1.0)


def _shown(large: bool) -> Iterator[Row]:
    futures = beside_base(read_workspace(ROOT, "basis"), Run(engine="clingo"))
    models = map_models(futures)
    sizes = (150, 400, 3000) if large else (3000,)
    pages = {BASE: render(*models)}
    pages |= {f"kaart van {count} onderdelen": render(invented(models[0], count)) for count in sizes}
    pages["verkenner"] = render_explorer(futures)
    pages["verkenner zonder rekenaar"] = render_explorer(futures, divides=False)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launched(playwright, CHROMIUM)
        found = {}
        for name, text in pages.items():
            file = Path(folder) / "pagina.html"
            file.write_text(text, encoding="utf-8")
            found[name] = _measured(browser, file, 5 if large else 2)
        browser.close()
    ready, frame, _ = found[BASE]
    for name, text in pages.items():
        if name != BASE:
            size = len(text.encode()) / 1024
            yield Row(f"{name}: grootte", size, BASE, len(pages[BASE].encode()) / 1024, unit="kB")
            yield Row(f"{name}: klaar na openen", found[name][0], BASE, ready, unit="ms")
            yield Row(f"{name}: beeldje bij zoomen", found[name][1], BASE, frame, unit="ms")
        if found[name][2]:
            yield Row(f"{name}: schuif verzetten", found[name][2], "een beeldje", frame, unit="ms")


def _measured(browser: Any, file: Path, turns: int) -> tuple[float, float, float]:
    """The medians of some visits: ready, a frame, and a shift or 0, in milliseconds."""
    found: list[tuple[float, float, float]] = []
    for _ in range(turns):
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(file.as_uri())
        shift = (
            statistics.median(page.evaluate(SHIFT) for _ in range(6))
            if page.query_selector("#schuiven")
            else 0.0
        )
        found.append((page.evaluate("krachtenveld.ready"), page.evaluate(ZOOM), shift))
        page.close()
    ready, frame, shift = (statistics.median(column) for column in zip(*found, strict=True))
    return ready, frame, shift
