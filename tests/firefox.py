"""Debian's Firefox, driven as the standard for it says (WebDriver BiDi), for what must be right in every browser.

Playwright drives only a Firefox of its own, which is no package of Debian. Of the standard this takes what the tests
ask: open a file, evaluate, press keys and the mouse, and hear what the page complains of or asks the network for.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

FIREFOX = Path("/usr/bin/firefox-esr")
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
class Firefox:
    """A browser with one window. `complaints` and `requests` are those since the page was opened."""

    socket: Any
    window: str = ""
    number: int = 0
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

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
        self.ask("browsingContext.navigate", context=self.window, url="about:blank", wait="complete")
        self.complaints.clear()
        self.requests.clear()
        self.ask("browsingContext.navigate", context=self.window, url=file.as_uri(), wait="complete")

    def evaluate(self, expression: str) -> Any:
        """What an expression gives in the page, once it is there, by way of JSON."""
        wrapped = f"(async () => JSON.stringify(await ({expression})))()"
        told = self.ask(
            "script.evaluate", expression=wrapped, target={"context": self.window}, awaitPromise=True
        )
        assert told["type"] == "success", told["exceptionDetails"]["text"]
        return json.loads(told["result"].get("value", "null"))

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

    def _do(self, source: dict[str, Any]) -> None:
        self.ask("input.performActions", context=self.window, actions=[source])


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    if not FIREFOX.exists():
        message = f"GEEN FIREFOX in {FIREFOX}: DE TESTS IN FIREFOX LOPEN NIET (apt install firefox-esr)"
        if os.environ.get("KRACHTENVELD_BROWSER") == "verplicht":
            pytest.fail(message)
        pytest.skip(message)
    from websockets.sync.client import connect

    profile = tmp_path_factory.mktemp("firefox")
    (profile / "user.js").write_text(_QUIET, encoding="utf-8")
    process = subprocess.Popen(
        [str(FIREFOX), "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"],
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env={**os.environ, "HOME": str(profile)},
    )  # fmt: skip
    try:
        assert process.stderr is not None
        address = next(
            found[1] for line in process.stderr if (found := re.search(r"listening on (ws://\S+)", line))
        )
        with connect(f"{address}/session", max_size=None, proxy=None) as socket:
            browser = Firefox(socket)
            browser.ask("session.new", capabilities={})
            browser.ask("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
            browser.window = browser.ask("browsingContext.getTree")["contexts"][0]["context"]
            yield browser
            browser.ask("session.end")
    finally:
        process.kill()
        process.wait()


Opener = Callable[..., Firefox]


@pytest.fixture
def in_firefox(firefox: Firefox, tmp_path: Path) -> Iterator[Opener]:
    """Opens a page text from a file; at the end nothing may have been complained of, nor asked of the network."""
    files: list[str] = []

    def go(text: str, width: int = 1280, height: int = 720) -> Firefox:
        file = tmp_path / f"pagina-{len(files)}.html"
        file.write_text(text, encoding="utf-8", newline="\n")
        firefox.open(file, width, height)
        files.append(file.as_uri())
        return firefox

    yield go
    assert firefox.complaints == []
    assert [url for url in firefox.requests if not url.startswith(("data:", "blob:", *files))] == []
