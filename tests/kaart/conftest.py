"""The real map, made once per session: of the dossier itself, with all of its scenarios, and a part of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.allocation.allocate import allocate
from strategy.comparison.futures import Future
from strategy.workspace import read_workspace
from tests.kaart.large import invented
from tests.shared import once
from visualizations.kaart.build import divided, map_model, map_models
from visualizations.kaart.model import MapModel, narrowed
from visualizations.kaart.page import render

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def outcome() -> Outcome:
    return advise(prepare(read_workspace(ROOT).loaded), "python")


@pytest.fixture(scope="session")
def model(outcome: Outcome) -> MapModel:
    return divided(map_model(outcome), allocate(outcome))


@pytest.fixture(scope="session")
def html(model: MapModel) -> str:
    return render(model)


@pytest.fixture(scope="session")
def models(futures: tuple[Future, ...]) -> tuple[MapModel, ...]:
    return map_models(futures, plans={futures[0].id: allocate(futures[0].outcome)})


@pytest.fixture(scope="session")
def whole(models: tuple[MapModel, ...]) -> str:
    return render(*models)


@pytest.fixture(scope="session")
def large(model: MapModel, tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], str]:
    """The page of an invented map of about so many nodes."""
    return lambda count: once(tmp_path_factory, f"kaart-{count}.html", lambda: render(invented(model, count)))


@pytest.fixture(scope="session")
def part(model: MapModel) -> MapModel:
    """A quarter of the map with something of everything on it, for what does not depend on how much there is."""
    found = narrowed(model, opgave="economie")
    assert {node.kind for node in found.nodes} == {node.kind for node in model.nodes}
    assert {node.seat for node in found.nodes} == {node.seat for node in model.nodes}
    assert {node.column for node in found.nodes if node.shown} == set(range(5))
    return found


@pytest.fixture(scope="session")
def part_html(part: MapModel) -> str:
    return render(part)
