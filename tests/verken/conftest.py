"""The explorer of Zaanstad, made once per session."""

from __future__ import annotations

import pytest

from strategy.allocation.allocate import Allocation, allocate
from strategy.comparison.futures import Future
from visualizations.verken import render_explorer


@pytest.fixture(scope="session")
def plans(futures: tuple[Future, ...]) -> dict[str, Allocation | None]:
    """Of the dossier itself, and of a scenario in which no seat is to be had."""
    return {futures[0].id: allocate(futures[0].outcome)}


@pytest.fixture(scope="session")
def html(futures: tuple[Future, ...], plans: dict[str, Allocation | None]) -> str:
    return render_explorer(futures, plans=plans)
