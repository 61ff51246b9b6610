"""How soon a page is ready, how it keeps up with a hand, and how large its file is, beside the map of Zaanstad.

Ready is the time from opening to a map that answers; a frame is the middle one of thirty while zooming; a shift is the time
a slider of the explorer takes to re-rank everything. Ratios to the map of Zaanstad, in one run of headless Chromium.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from strategy.comparison.futures import beside_base  # noqa: E402
from strategy.effect.versions import Run  # noqa: E402
from strategy.workspace import read_workspace  # noqa: E402
from tests.browser import CHROMIUM, FLAGS  # noqa: E402
from tests.kaart.large import invented  # noqa: E402
from visualizations.kaart.build import map_models  # noqa: E402
from visualizations.kaart.page import render  # noqa: E402
from visualizations.verken.page import render_explorer  # noqa: E402

TURNS = 5
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


def main() -> None:
    """Print the table."""
    futures = beside_base(read_workspace(ROOT, "basis"), Run(engine="clingo"))
    models = map_models(futures)
    pages = {"Zaanstad": render(*models)}
    pages |= {f"{count} onderdelen": render(invented(models[0], count)) for count in (150, 400, 3000)}
    pages["verkenner"] = render_explorer(futures)
    pages["zonder rekenaar"] = render_explorer(futures, divides=False)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        base: tuple[float, float] | None = None
        print(f"{'pagina':<16}{'kB':>7}{'klaar ms':>10}{'×':>6}{'beeldje ms':>12}{'×':>6}{'schuif ms':>11}")
        for name, text in pages.items():
            file = Path(folder) / "pagina.html"
            file.write_text(text, encoding="utf-8")
            ready, frame, shift = _measured(browser, file)
            base = base or (ready, frame)
            moved = f"{shift:>11.0f}" if shift else ""
            print(
                f"{name:<16}{len(text.encode()) // 1024:>7}{ready:>10.0f}{ready / base[0]:>6.1f}{frame:>12.1f}"
                f"{frame / base[1]:>6.1f}{moved}"
            )
        browser.close()


def _measured(browser: Any, file: Path) -> tuple[float, float, float]:
    """The medians of some visits: ready, a frame, and a shift or 0, in milliseconds."""
    found: list[tuple[float, float, float]] = []
    for _ in range(TURNS):
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


if __name__ == "__main__":
    main()
