"""The real map, made once per session: of the dossier itself, and with all of its scenarios."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.comparison.futures import Future
from strategy.dossier.loader import load
from visualizations.kaart.build import map_model, map_models
from visualizations.kaart.model import MapModel
from visualizations.kaart.page import render

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def outcome() -> Outcome:
    return advise(prepare(load(ROOT)), "clingo")


@pytest.fixture(scope="session")
def model(outcome: Outcome) -> MapModel:
    return map_model(outcome)


@pytest.fixture(scope="session")
def html(model: MapModel) -> str:
    return render(model)


@pytest.fixture(scope="session")
def models(futures: tuple[Future, ...]) -> tuple[MapModel, ...]:
    return map_models(futures)


@pytest.fixture(scope="session")
def whole(models: tuple[MapModel, ...]) -> str:
    return render(*models)
