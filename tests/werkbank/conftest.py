"""The workbench of Zaanstad, made once; skipped where its parts were not fetched."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from strategy.workspace import read_everything, read_workspace
from visualizations.werkbank.page import render
from visualizations.werkbank.parts import FOLDER, wanted

PATIENCE = 120
"""Seconds; only what hangs takes as long."""


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
