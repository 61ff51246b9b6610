"""The workbench of Zaanstad, made once; skipped where its parts were not fetched."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from strategy.workspace import read_everything, read_workspace
from tests.browser import CHROMIUM, Windows, launched
from visualizations.werkbank.npm_packages import FOLDER, wanted
from visualizations.werkbank.page import render

PATIENCE = 120
"""Seconds; only what hangs takes as long."""


DISK = """
window.Disk = (start, moves) => {
    const files = new Map(Object.entries(start)), seen = [];
    const disk = { files, seen, step: 0, at: -1, act: null };
    const step = () => { seen.push(Object.fromEntries(files)); if (disk.when ? disk.when() : disk.step === disk.at) disk.act(disk); disk.step++; };
    const read = text => ({ size: text.length, arrayBuffer: async () => new TextEncoder().encode(text) });
    const missing = () => { throw new DOMException("", "NotFoundError"); };
    const file = path => ({
        kind: "file",
        getFile: async () => { step(); return files.has(path) ? read(files.get(path)) : missing(); },
        createWritable: async () => {
            step();
            let text = "";
            return { write: async part => { step(); text += part; }, close: async () => { step(); files.set(path, text); step(); } };
        },
        ...(moves ? { move: async name => {
            step();
            files.set(path.replace(/[^/]+$/, name), files.get(path));
            files.delete(path);
            step();
        } } : {}),
    });
    const folder = prefix => ({
        kind: "directory",
        name: "stad",
        getDirectoryHandle: async name => { step(); return folder(prefix + name + "/"); },
        getFileHandle: async (name, { create } = {}) => {
            step();
            if (!files.has(prefix + name)) create ? files.set(prefix + name, "") : missing();
            return file(prefix + name);
        },
        async *entries() {
            const names = new Set([...files.keys()].filter(path => path.startsWith(prefix)).map(path => path.slice(prefix.length).split("/")));
            const folders = new Set();
            for (const [name, ...more] of names) {
                if (more.length && !folders.has(name)) { folders.add(name); yield [name, folder(prefix + name + "/")]; }
                if (!more.length) yield [name, file(prefix + name)];
            }
        },
        removeEntry: async name => { step(); if (!files.delete(prefix + name)) missing(); step(); },
    });
    disk.root = folder("");
    return disk;
};
"""
"""A folder as the browser gives it, that knows how it looked at every step and can fail or change at each."""


@pytest.fixture(scope="session")
def browser(playwright: Any) -> Iterator[Any]:
    """As people have it: this page asks more of a browser than any other."""
    with launched(playwright, CHROMIUM) as started:
        yield started


@pytest.fixture(scope="session")
def windows(browser: Any) -> Windows:
    return Windows(browser)


@pytest.fixture(scope="session")
def fetched() -> None:
    if missing := list(wanted()):
        message = f"IN {FOLDER} ONTBREKEN {len(missing)} PAKKETTEN: DE TESTS VAN DE WERKBANK LOPEN NIET (make onderdelen)"
        if os.environ.get("KRACHTENVELD_BROWSER") == "verplicht":
            pytest.fail(message)
        pytest.skip(message)


@pytest.fixture(scope="session")
def workbench(repository: Path, fetched: None) -> str:
    return render(read_workspace(repository))


@pytest.fixture(scope="session")
def texts(repository: Path) -> dict[str, str]:
    """The files of Zaanstad, by path."""
    return read_everything(repository)


def until(evaluate: Callable[[str], Any], what: str) -> Any:
    """What an expression gives as soon as that is something; the page allows no program to be made of text."""
    end = time.monotonic() + PATIENCE
    while not (found := evaluate(what)):
        assert time.monotonic() < end, (what, evaluate("[document.body.innerText, werkbank.fault]"))
        time.sleep(0.05)
    return found
