from __future__ import annotations

from pathlib import Path

import pytest

from strategy.advice.advise import Case, prepare
from strategy.workspace import Workspace, read_workspace
from tests.importing.help import read_here
from tests.nieuw.help import BASE, Program

__all__ = ["read_here"]  # a fixture


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(capsys)


@pytest.fixture(scope="session")
def present(repository: Path) -> Workspace:
    """Everything in the dossier of Zaanstad."""
    return read_workspace(repository).proven()


@pytest.fixture(scope="session")
def small() -> Workspace:
    """Everything in a dossier of a few tables."""
    return read_workspace(BASE).proven()


@pytest.fixture(scope="session")
def small_case(small: Workspace) -> Case:
    return prepare(small.loaded, rulebook=small.rulebook)
