"""What is held against what here are the engines themselves: each answer is one of theirs, given now."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from strategy.inference import engine_clingo
from tests import remember


@pytest.fixture(autouse=True)
def asked_every_time() -> Iterator[None]:
    with remember.forgotten():
        yield


SMALL = ("test_engines_agree", "test_match_order", "test_semantics")
"""Where rulebooks are small: nothing there asks for more time or memory than a process may have."""


@pytest.fixture(scope="module", autouse=True)
def in_this_process(request: pytest.FixtureRequest) -> Iterator[None]:
    """To fork a process that remembers much takes longer than clingo needs for a small rulebook."""
    with pytest.MonkeyPatch.context() as patch:
        if request.module.__name__.endswith(SMALL):
            patch.setattr(engine_clingo, "can_contain", lambda: False)
        yield
