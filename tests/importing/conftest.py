from __future__ import annotations

from pathlib import Path

import pytest

from strategy.advice.advise import Case, prepare
from strategy.workspace import Workspace, read_workspace, workspace_of
from tests.importing.help import read_here
from tests.nieuw.help import BASE, Program

__all__ = ["read_here"]  # a fixture


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(capsys)


@pytest.fixture(scope="session")
def present(repository: Path) -> Workspace:
    """The dossier of Zaanstad without its scenarios and tests, each of which is tried with every proposal."""
    texts = read_workspace(repository).content
    return workspace_of(texts).proven()


@pytest.fixture(scope="session")
def small() -> Workspace:
    """Everything in a dossier of a few tables."""
    return read_workspace(BASE).proven()


@pytest.fixture(scope="session")
def small_case(small: Workspace) -> Case:
    return prepare(small.loaded, rulebook=small.rulebook)
