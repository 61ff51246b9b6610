from __future__ import annotations

from pathlib import Path

import pytest

from strategy.workspace import Workspace, read_workspace
from tests.nieuw.help import Program


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(capsys)


@pytest.fixture(scope="session")
def present(repository: Path) -> Workspace:
    """Everything in the dossier of Zaanstad."""
    return read_workspace(repository).proven()
