"""Debian's browsers beside Chromium, each driven as the standard for it says, for what must be right in all of them.

Playwright drives only a Firefox and a WebKit of its own, which are no packages of Debian. Of the standards this takes
what the tests ask: open a file, evaluate, press keys and the mouse, and hear what a page complains of or asks the
network for. Firefox is told by WebDriver BiDi, over a socket; WebKit knows only the classic WebDriver, over HTTP.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

FIREFOX = Path("/usr/bin/firefox-esr")
WEBKIT = Path("/usr/bin/WebKitWebDriver")
SCREEN = Path("/usr/bin/Xvfb")
SECONDS = 60
"""Only what hangs takes as long."""
_QUIET = """
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.enabled", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "");
user_pref("extensions.getAddons.cache.enabled", false);
"""
_KEYS = {"ArrowRight": "\ue014", "ArrowDown": "\ue015", "ArrowUp": "\ue013", "ArrowLeft": "\ue012", "Enter": "\ue007",
         "Tab": "\ue004", "Escape": "\ue00c", "Home": "\ue011", "End": "\ue010"}  # fmt: skip


@dataclass
class Other(ABC):
    """A browser with one window, and what pages in it complained of and asked the network for."""

    complaints: list[str] = field(default_factory=list, init=False)
    requests: list[str] = field(default_factory=list, init=False)

    @abstractmethod
    def open(self, file: Path, width: int = 1280, height: int = 720) -> None: ...

    @abstractmethod
    def leave(self) -> None:
        """To an empty page; all that the last one complained of and asked for is known from then on."""

    @abstractmethod
    def _answer(self, wrapped: str) -> str | None:
        """The text that a promise in the page comes to."""

    @abstractmethod
    def _do(self, source: Mapping[str, Any]) -> None:
        """What hands do with keys or mouse."""

    def evaluate(self, expression: str) -> Any:
        """What an expression gives in the page, once it is there, by way of JSON."""
        return json.loads(self._answer(f"(async () => JSON.stringify(await ({expression})))()") or "null")

    def click(self, selector: str) -> None:
        """The mouse in the middle of the first that is shown."""
        found = self.evaluate(
            f"(() => {{ const found = [...document.querySelectorAll({json.dumps(selector)})].find(e => e.checkVisibility());"
            " found.scrollIntoView({block: 'nearest'}); const box = found.getBoundingClientRect();"
            " return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]; })()"
        )
        actions = [
            {"type": "pointerMove", "x": found[0], "y": found[1]},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._do({"type": "pointer", "id": "muis", "actions": actions})

    def press(self, *keys: str) -> None:
        """Keys by their names, one after another."""
        actions = [
            {"type": kind, "value": _KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")
        ]
        self._do({"type": "key", "id": "toetsen", "actions": actions})


# ── Firefox ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Firefox(Other):
    socket: Any
    window: str = ""
    number: int = 0

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The answer to a command; what the browser tells meanwhile is noted. Raises AssertionError when it refuses."""
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            told = json.loads(self.socket.recv(timeout=SECONDS))
            if told.get("id") == self.number:
                assert told["type"] == "success", told
                return dict(told["result"])
            self._note(told)

    def _note(self, told: dict[str, Any]) -> None:
        if told.get("method") == "log.entryAdded" and told["params"]["level"] in ("warn", "error"):
            self.complaints.append(f"{told['params']['level']}: {told['params']['text']}")
        elif told.get("method") == "network.beforeRequestSent":
            self.requests.append(told["params"]["request"]["url"])

    def open(self, file: Path, width: int = 1280, height: int = 720) -> None:
        viewport = {"width": width, "height": height}
        self.ask("browsingContext.setViewport", context=self.window, viewport=viewport)
        self._go(file.as_uri())

    def leave(self) -> None:
        self._go("about:blank")

    def _go(self, url: str) -> None:
        self.ask("browsingContext.navigate", context=self.window, url=url, wait="complete")

    def _answer(self, wrapped: str) -> str | None:
        told = self.ask(
            "script.evaluate", expression=wrapped, target={"context": self.window}, awaitPromise=True
        )
        assert told["type"] == "success", told["exceptionDetails"]["text"]
        found = told["result"].get("value")
        return found if found is None else str(found)

    def _do(self, source: Mapping[str, Any]) -> None:
        self.ask("input.performActions", context=self.window, actions=[source])


@contextmanager
def _firefox(home: Path) -> Iterator[Firefox]:
    if not FIREFOX.exists():
        message = f"GEEN FIREFOX in {FIREFOX}: DE TESTS IN FIREFOX LOPEN NIET (apt install firefox-esr)"
        if os.environ.get("KRACHTENVELD_BROWSER") == "verplicht":
            pytest.fail(message)
        pytest.skip(message)
    from websockets.sync.client import connect

    (home / "user.js").write_text(_QUIET, encoding="utf-8")
    process = subprocess.Popen(
        [str(FIREFOX), "--headless", "--no-remote", "--profile", str(home), "--remote-debugging-port", "0"],
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env={**os.environ, "HOME": str(home)},
    )  # fmt: skip
    try:
        assert process.stderr is not None
        address = next(
            found[1] for line in process.stderr if (found := re.search(r"listening on (ws://\S+)", line))
        )
        with connect(f"{address}/session", max_size=None, proxy=None) as channel:
            browser = Firefox(channel)
            browser.ask("session.new", capabilities={})
            browser.ask("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
            browser.window = browser.ask("browsingContext.getTree")["contexts"][0]["context"]
            yield browser
            browser.ask("session.end")
    finally:
        process.kill()
        process.wait()


# ── WebKit ────────────────────────────────────────────────────────────────────────────────────────────

# Its driver has no word for what a page says or fetches, so the page is made to keep what it says, also of requests that its
# policy refuses; that policy is for what stands below it.
_LISTEN = """<script>
window.__klachten = [];
['error', 'unhandledrejection', 'securitypolicyviolation'].forEach(kind => addEventListener(kind, event =>
    __klachten.push(kind + ': ' + (event.message || event.reason || event.blockedURI || event.target.src)), true));
['warn', 'error'].forEach(kind => { console[kind] = (...said) => __klachten.push(kind + ': ' + said.join(' ')); });
</script>"""
# Its bars would keep the window wider than a phone.
_SMALL = "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px; }"


@dataclass
class WebKit(Other):
    driver: HTTPConnection
    session: str = ""

    def ask(self, method: str, path: str, **parameters: Any) -> Any:
        """The answer to a command. Raises AssertionError when the browser refuses."""
        body = json.dumps(parameters) if method == "POST" else None
        self.driver.request(method, f"/session{self.session}{path}", body)
        answer = self.driver.getresponse()
        told = json.loads(answer.read())["value"]
        assert answer.status == 200, told
        return told

    def open(self, file: Path, width: int = 1280, height: int = 720) -> None:
        self.ask("POST", "/window/rect", width=width, height=height)
        text = file.read_text(encoding="utf-8").replace("<head>", f"<head>{_LISTEN}", 1)
        file.write_text(text, encoding="utf-8", newline="\n")
        self.ask("POST", "/url", url=file.as_uri())
        assert self.evaluate("[innerWidth, innerHeight, Boolean(window.__klachten)]") == [width, height, True]

    def leave(self) -> None:
        self.complaints += self.evaluate("window.__klachten || []")
        self.ask("POST", "/url", url="about:blank")

    def _answer(self, wrapped: str) -> str | None:
        found = self._run(f"return {wrapped}")
        return found if found is None else str(found)

    def _run(self, script: str) -> Any:
        return self.ask("POST", "/execute/sync", script=script, args=[])

    def _do(self, source: Mapping[str, Any]) -> None:
        self.ask("POST", "/actions", actions=[source])


@contextmanager
def _screen() -> Iterator[str]:
    """A screen that nobody sees, by its name."""
    end, begin = os.pipe()
    process = subprocess.Popen(
        [str(SCREEN), "-displayfd", str(begin), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"],
        pass_fds=[begin], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(begin)
    try:
        with os.fdopen(end, encoding="ascii") as told:
            yield f":{told.readline().strip()}"
    finally:
        process.kill()
        process.wait()


def _connected(port: int) -> HTTPConnection:
    """The driver, which listens a moment after it starts."""
    for _ in range(SECONDS * 20):
        found = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        try:
            found.connect()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return found
    raise TimeoutError(f"{WEBKIT} antwoordt niet op poort {port}")


@contextmanager
def _webkit(home: Path) -> Iterator[WebKit]:
    settings = home / "gtk-3.0"
    settings.mkdir()
    (settings / "gtk.css").write_text(_SMALL, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with _screen() as display:
        process = subprocess.Popen(
            [str(WEBKIT), f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11", "HOME": str(home), "XDG_CONFIG_HOME": str(home)},
        )  # fmt: skip
        try:
            browser = WebKit(_connected(port))
            options = {"args": ["--automation", "--javascript-can-open-windows-automatically=true"]}
            capabilities = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
            browser.session = "/" + browser.ask("POST", "", capabilities=capabilities)["sessionId"]
            first = browser.ask("GET", "/window")
            # Only a window that a page opens is without bars, so that it is as large as what it shows.
            browser._run("window.open('about:blank', '', 'popup')")
            (window,) = set(browser.ask("GET", "/window/handles")) - {first}
            browser.ask("POST", "/window", handle=window)
            yield browser
            browser.ask("DELETE", "")
        finally:
            process.kill()
            process.wait()


# ── for the tests ─────────────────────────────────────────────────────────────────────────────────────

NO_WEBKIT = (
    "DE TESTS IN WEBKIT LOPEN NIET (KRACHTENVELD_WEBKIT=1 vraagt erom, zoals make mutatie doet)"
    if not os.environ.get("KRACHTENVELD_WEBKIT")
    else ""
    if WEBKIT.exists() and SCREEN.exists()
    else f"GEEN {WEBKIT} of {SCREEN}: DE TESTS IN WEBKIT LOPEN NIET (apt install webkit2gtk-driver xvfb)"
)
"""What to say where WebKit is missing or not asked for: it says what Firefox says, and starts a screen of its own for it."""


@pytest.fixture(
    scope="session", params=[_firefox] if NO_WEBKIT else [_firefox, _webkit], ids=lambda way: way.__name__[1:]
)
def other_browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Other]:
    with request.param(tmp_path_factory.mktemp("browser")) as started:
        yield started


Opener = Callable[..., Other]


@pytest.fixture
def in_other(other_browser: Other, tmp_path: Path) -> Iterator[Opener]:
    """Opens a page text from a file; at the end nothing may have been complained of, nor asked of the network."""
    files: list[str] = []
    other_browser.complaints.clear()
    other_browser.requests.clear()

    def go(text: str, width: int = 1280, height: int = 720) -> Other:
        if files:
            other_browser.leave()
        file = tmp_path / f"pagina-{len(files)}.html"
        file.write_text(text, encoding="utf-8", newline="\n")
        other_browser.open(file, width, height)
        files.append(file.as_uri())
        return other_browser

    yield go
    other_browser.leave()
    assert other_browser.complaints == []
    allowed = ("data:", "blob:", "about:blank", *files)
    assert [url for url in other_browser.requests if not url.startswith(allowed)] == []
