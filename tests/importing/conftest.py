from __future__ import annotations

from pathlib import Path

import pytest

from strategy.templates.whole import Whole, read_whole
from tests.nieuw.help import Program


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(capsys)


@pytest.fixture(scope="session")
def present(repository: Path) -> Whole:
    """Everything in the dossier of Zaanstad."""
    return read_whole(repository)
