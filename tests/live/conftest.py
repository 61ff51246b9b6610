"""A copy of the dossier to edit, and the server over it without a network in between."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient

from strategy.effect.versions import Run
from tests.effect.conftest import copy_of
from tests.live.stand_in import stand_in
from visualizations.live.app import Live, app, hosts
from visualizations.live.live_state import LiveState, Saved, draw, read_live_state

RUN = Run(engine="python")
PORT = 8460
BASE = f"http://127.0.0.1:{PORT}"
Answer = TypeVar("Answer")
MOMENT = datetime(2026, 5, 12, 11, 44)


class Site(TestClient):
    """A client, and the server behind it."""

    live: Live

    def save(self, *files: str) -> None:
        """What the watcher does after a save."""
        assert self.portal is not None
        self.portal.call(self.live.saved, Saved(files, MOMENT))


Serving = Callable[[LiveState], Site]


def in_loop(work: Callable[[], Awaitable[Answer]]) -> Answer:
    """What `work` gives on an event loop in a thread of its own; a browser may have one in this thread."""
    with start_blocking_portal() as portal:
        return portal.call(work)


@pytest.fixture(scope="session")
def gelezen(repository: Path) -> LiveState:
    """The dossier of the repository, read once."""
    return draw(read_live_state(repository, RUN), RUN, stand_in)


def served(live_state: LiveState) -> Site:
    """The server over the state of a dossier, with the stand-in for a page."""
    live = Live(
        live_state,
        lambda before, saved: read_live_state(live_state.root, RUN, before, saved),
        lambda read: draw(read, RUN, stand_in),
    )
    site = Site(app(live, RUN, hosts("127.0.0.1", PORT)), base_url=BASE)
    site.live = live
    return site


@pytest.fixture
def serving() -> Iterator[Serving]:
    """Serves the state of a dossier until the test ends."""
    with ExitStack() as stack:
        yield lambda live_state: stack.enter_context(served(live_state))


@pytest.fixture(scope="session")
def site(gelezen: LiveState) -> Iterator[Site]:
    """The server over the dossier of the repository; nothing is saved there."""
    with served(gelezen) as site:
        yield site


@pytest.fixture
def werk(repository: Path, tmp_path: Path) -> Path:
    """A copy of the dossier, with its scenarios."""
    folder = copy_of(repository, tmp_path / "werk")
    shutil.copytree(repository / "scenarios", folder / "scenarios")
    return folder
