"""The pictures in docs/beelden, made anew from the dossier of Zaanstad: the pages as a browser shows them, and paper.

`make beelden` runs this; it needs Chromium. What it makes is looked at by people, not compared by a test.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.browser import CHROMIUM, launched

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "docs" / "beelden"
DESK, PROJECTOR, TABLET = (1600, 1000), (1280, 720), (820, 1180)
SHIFT = """(() => {
    const slider = [...document.querySelectorAll('#schuiven label')].find(l => l.textContent === 'Gezondheid').nextElementSibling;
    slider.value = 2;
    slider.dispatchEvent(new Event('input'));
    document.querySelector('#rangorde button').click();
})()"""
FIND = "krachtenveld.kaart.go(krachtenveld.kaart.hits('g40 sociale pijler')[0])"
ALONE = "document.getElementById('alleen-lijn').click()"
PICTURES: tuple[tuple[str, str, tuple[int, int], tuple[str, ...]], ...] = (
    ("kaart", "kaart", DESK, ()),
    ("kaart-selectie", "kaart", DESK, (FIND,)),
    ("kaart-verschil", "verschil", DESK, ()),
    ("kaart-gevouwen", "kaart", PROJECTOR, ("document.getElementById('vouwen').click()",)),
    ("kaart-projector", "kaart", PROJECTOR, ("krachtenveld.projector.open(1)",)),
    ("verkenner", "verkenner", PROJECTOR, (SHIFT, ALONE)),
    ("verkenner-breed", "verkenner", DESK, (SHIFT,)),
    ("verkenner-tablet", "verkenner", TABLET, (SHIFT,)),
    (
        "verkenner-vergelijken", "verkenner", PROJECTOR,
        ("document.getElementById('zet-vast').click()", SHIFT, "document.getElementById('zet-vast').click()",
         "document.getElementById('tab-vastblad').click()"),
    ),
    ("verkenner-verdeling", "verkenner", PROJECTOR, ("document.getElementById('tab-planblad').click()",)),
)  # fmt: skip
"""Name, page, size of the window, and what is done on the page first."""


def main() -> None:
    """Make every picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run("kaart", "--uit", str(folder / "kaart.html"))
        _run("kaart", "--vergelijk", "mra-valt-stil", "--uit", str(folder / "verschil.html"))
        _run("verken", "--uit", str(folder / "verkenner.html"))
        _run("briefing", "--uit", str(folder / "briefing.pdf"))
        _run("briefing", "--bestuurder", "jeugd-onderwijs", "--uit", str(folder / "a4.pdf"))
        _run("briefing", "--uit", str(folder / "dia.pptx"))
        _run("kaart", "--uit", str(folder / "kaart-a3.pdf"))
        _run("vergelijk", "--force", "--uit", str(TARGET / "scenarios.png"))
        _screens(folder)
        _paper(folder)


def _run(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "cli", *words], cwd=ROOT, check=True, stderr=subprocess.DEVNULL)


def _screens(folder: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launched(playwright, CHROMIUM)
        for name, page_name, (width, height), steps in PICTURES:
            page: Any = browser.new_page(viewport={"width": width, "height": height})
            page.goto((folder / f"{page_name}.html").as_uri())
            for step in steps:
                page.evaluate(step)
            page.wait_for_timeout(4000)  # who takes what is being worked out meanwhile
            page.screenshot(path=TARGET / f"{name}.png")
            page.close()
        browser.close()


def _paper(folder: Path) -> None:
    """The first page of the briefing, the A4 of one alderman, a slide, and the map on A3; by poppler and LibreOffice."""
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "dia.pptx"],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    for source, name, page, dots in (
        ("briefing", "briefing", "1", "80"),
        ("a4", "a4", "1", "80"),
        ("dia", "dia", "6", "60"),
        ("kaart-a3", "kaart-a3", "1", "90"),
    ):
        subprocess.run(
            ["pdftoppm", "-png", "-singlefile", "-f", page, "-l", page, "-r", dots,
             folder / f"{source}.pdf", TARGET / name],
            check=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
