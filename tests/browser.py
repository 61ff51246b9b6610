"""A browser that may fetch nothing but the page itself, for every test that looks at a page."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
SHELL = Path("/usr/bin/chromium-headless-shell")
"""The same Chromium without a window around the page, which Debian makes of the same source: a page takes a fifth less."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


BASELINE = "--js-flags=--liftoff-only"
"""The solver of the explorer answers a few questions in a page, and to optimise its code first takes twice as long as they do."""


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    """What drives Chromium; skipped, or failed where `KRACHTENVELD_BROWSER` obliges, without one."""
    if not CHROMIUM.exists():
        message = f"GEEN CHROMIUM in {CHROMIUM}: DE BROWSERTESTS LOPEN NIET (apt install chromium)"
        if os.environ.get("KRACHTENVELD_BROWSER") == "verplicht":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Any) -> Iterator[Any]:
    with launched(playwright, SHELL if SHELL.exists() else CHROMIUM, BASELINE) as started:
        yield started


def launched(playwright: Any, program: Path, *flags: str) -> Any:
    """A browser to run within a `with`."""
    return playwright.chromium.launch(executable_path=str(program), args=[*FLAGS, *flags])


_VIOLATIONS = """async within => {
    const looks = new Map(), numbers = new Map(), times = new Map();
    const look = element => {
        if (!element) return 0;
        if (!looks.has(element)) {
            const style = getComputedStyle(element);
            const own = JSON.stringify([look(element.parentElement), element.tagName, style.color,
                style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode,
                style.fontSize, style.fontWeight, style.textShadow, style.position, style.overflow, style.clip,
                style.clipPath, style.textIndent]);
            if (!numbers.has(own)) numbers.set(own, numbers.size + 1);
            looks.set(element, numbers.get(own));
        }
        return looks.get(element);
    };
    const tried = element => {
        const time = (times.get(look(element)) || 0) + 1;
        times.set(look(element), time);
        return time <= 3;
    };
    const contrast = axe._audit.rules.find(rule => rule.id === 'color-contrast'), matches = contrast.matches;
    contrast.matches = function (element, ...rest) { return matches.call(this, element, ...rest) && tried(element); };
    const found = await axe.run(within.length ? { include: within.map(place => [place]) } : document,
        { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
    contrast.matches = matches;
    return found.violations.map(one => [one.id, one.nodes.map(node => node.html)]);
}"""
"""Contrast takes nine tenths of axe's time on a large page. It follows from how a text and all that it stands in look, so
of the texts that look alike three are tried. Of a text in a picture axe cannot tell what it stands on."""


def violations(page: Any, *within: str) -> list[tuple[str, list[str]]]:
    """What WCAG forbids and axe sees, in the whole page or only `within` parts of it, with the first places."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe.Axe().axe_script)
    return [(name, places[:3]) for name, places in page.evaluate(_VIOLATIONS, within)]


def until(page: Any, condition: str) -> None:
    """Waits for what a page soon is: its policy lets `wait_for_function` look only once."""
    page.evaluate(
        f"""() => new Promise((done, fail) => {{
            const look = left => (({condition}) ? done() : left ? setTimeout(look, 20, left - 1) : fail(new Error('nooit zover')));
            look(1500);
        }})"""
    )


@dataclass
class Visit:
    """A page that is open, and everything it did that it should not: requests, console messages, errors."""

    page: Any
    options: dict[str, Any]
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.listeners: dict[str, Callable[[Any], None]] = {
            "request": lambda request: self.requests.append(request.url),
            "console": lambda message: self.complaints.append(f"{message.type}: {message.text}"),
            "pageerror": lambda error: self.complaints.append(str(error)),
            "dialog": lambda dialog: (self.complaints.append("dialog"), dialog.dismiss())[1],
        }


Opener = Callable[..., Visit]


@dataclass
class Windows:
    """Windows that one visit after another uses: opening one costs as much as laying out the page in it.

    Nothing of a page stays: each visit is to another file, and in between nothing is shown.
    """

    browser: Any
    free: dict[frozenset[tuple[str, Any]], list[Any]] = field(default_factory=dict)

    def take(self, **options: Any) -> Any:
        waiting = self.free.get(frozenset(options.items()))
        if waiting:
            return waiting.pop()
        page = self.browser.new_page(**options)
        page.add_init_script(
            "window.__csp=[];document.addEventListener('securitypolicyviolation',"
            "event=>__csp.push(event.violatedDirective+' '+event.blockedURI))"
        )
        return page

    def give_back(self, page: Any, **options: Any) -> None:
        page.emulate_media(media="null")
        page.mouse.move(0, 0)
        page.goto("about:blank")
        self.free.setdefault(frozenset(options.items()), []).append(page)


@pytest.fixture(scope="session")
def windows(browser: Any) -> Windows:
    return Windows(browser)


@pytest.fixture
def visit(windows: Windows, tmp_path: Path) -> Iterator[Opener]:
    """Opens a page text from a file; all network is cut, and at the end nothing may have been asked or said."""
    visits: list[Visit] = []

    def go(text: str, width: int = 1600, height: int = 1000, address: str = "", **options: Any) -> Visit:
        file = tmp_path / f"pagina-{len(visits)}.html"
        file.write_text(text, encoding="utf-8", newline="\n")
        page = windows.take(**options)
        page.set_viewport_size({"width": width, "height": height})
        found = Visit(page, options)
        visits.append(found)
        page.route(
            "**/*",
            lambda route: route.continue_() if route.request.url.startswith(file.as_uri()) else route.abort(),
        )
        for event, noted in found.listeners.items():
            page.on(event, noted)
        page.goto(file.as_uri() + address)
        return found

    yield go
    refused = [found.page.evaluate("window.__csp") for found in visits]
    for found in visits:
        for event, noted in found.listeners.items():
            found.page.remove_listener(event, noted)
        found.page.unroute_all()
        windows.give_back(found.page, **found.options)
    for found in visits:
        outside = [
            url
            for url in found.requests
            if not url.startswith(("file://", "blob:file://", "blob:null", "data:"))
        ]
        assert outside == []
        assert len([url for url in found.requests if url.startswith("file://")]) == 1
        assert found.complaints == [], found.complaints
    assert not any(refused), refused
