"""Options of the test run, and the Zaanstad dossier that many tests read."""

# ruff: noqa: E402

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import find, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers

from tests import remember

remember.install()  # before the imports below take the functions by name

# isort: split

from strategy.advice.advise import Case, Outcome, advise, prepare
from strategy.comparison.futures import Future, beside_base
from strategy.effect.versions import Run
from strategy.memory import OFF
from strategy.workspace import read_workspace
from tests.browser import browser, playwright, visit, windows
from tests.elsewhere import elsewhere
from tests.examples import examples
from tests.other_browsers import in_other, other_browser

__all__ = [  # fixtures
    "browser", "elsewhere", "in_other", "other_browser", "playwright", "visit", "windows",
]  # fmt: skip


os.environ[OFF] = "1"  # what a command says here, it worked out here; also in the processes that tests start

# As the program does, and rarer: what the tests share stays, and a look through all of it takes seconds.
gc.set_threshold(5_000_000, 10, 20)

# No test is timed, and the same tree gives the same run; `make mutatie` is where chance comes in.
settings.register_profile("huis", deadline=None, derandomize=True, max_examples=examples(25))
settings.load_profile("huis")
# The constants of all modules that happen to be loaded would be drawn from too. To read a thousand modules for them takes
# each process seconds, and then a test draws otherwise alone than among others.
providers._get_local_constants = lambda: providers._local_constants


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rulebooks",
        type=int,
        default=50,
        help="how many random rulebooks the engines are held against (the bar is 2000)",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """First what forks by the hundred, as that costs three times as much in a process that remembers much; then the
    pages of the handbook and the walks through the workbench, each of which is one long test for which a worker would
    wait alone at the end. Tests that ask for another browser or process stand together, so that one worker starts it."""
    gc.freeze()  # nothing of all this goes away
    find(st.none(), lambda _: True)  # its first example goes through every object that may go away
    asked = {item: getattr(item, "fixturenames", ()) for item in items}
    items.sort(
        key=lambda item: (
            not item.nodeid.startswith("tests/inference/"),
            "in_other" not in asked[item],
            not any(long in item.nodeid for long in ("handleiding", "werkbank/test_browser")),
            "elsewhere" not in asked[item],
        )
    )


def pytest_sessionfinish() -> None:
    """At the end pytest looks five times through all there is, and a worker that takes long over it is interrupted."""
    gc.freeze()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout, which is also the dossier of Zaanstad."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture
def afresh() -> Iterator[None]:
    """Everything is read and inferred anew, however often it was before."""
    with remember.forgotten():
        yield


@pytest.fixture(scope="session")
def case(repository: Path) -> Case:
    return prepare(read_workspace(repository).loaded)


@pytest.fixture(scope="session")
def outcome(case: Case) -> Outcome:
    """The advice of the Zaanstad dossier, by the engine that needs no compiler."""
    return advise(case, "python")


@pytest.fixture(scope="session")
def futures(repository: Path) -> tuple[Future, ...]:
    """The Zaanstad dossier and behind it all of its scenarios, each run."""
    return beside_base(read_workspace(repository, "basis"), Run(engine="python"))
