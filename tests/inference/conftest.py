"""What is held against what here are the engines themselves: each answer is one of theirs, given now."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import remember


@pytest.fixture(autouse=True)
def asked_every_time() -> Iterator[None]:
    with remember.forgotten():
        yield
