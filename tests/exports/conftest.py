"""Exports made once per session: of the dossier as it is, of one with odd texts, and of one on another day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.dossier.loader import Loaded
from strategy.workspace import read_workspace
from tests.exports.odd import odd
from visualizations.exports.model import Export
from visualizations.exports.network import export_of


@pytest.fixture(scope="session")
def loaded(repository: Path) -> Loaded:
    return read_workspace(repository).loaded


@pytest.fixture(scope="session")
def plain(outcome: Outcome) -> Export:
    """The export of the dossier of Zaanstad."""
    return export_of(outcome)


@pytest.fixture(scope="session")
def strange(loaded: Loaded) -> Export:
    """An export with every odd text in it."""
    return export_of(advise(prepare(odd(loaded)), "python"))


@pytest.fixture(scope="session")
def later(loaded: Loaded) -> Export:
    """An export on a day on which things hold that have a beginning, an end, or both."""
    return export_of(advise(prepare(loaded, date(2025, 6, 1)), "python"))


@pytest.fixture(params=["strange", "later"])
def export(request: pytest.FixtureRequest) -> Export:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Export)
    return found
