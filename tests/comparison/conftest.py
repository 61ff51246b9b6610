"""Futures of a small dossier with scenarios of its own, and of Zaanstad with scenarios that are written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from strategy.comparison.compare_scenarios import ScenarioComparison
from strategy.comparison.futures import Futures, read_futures
from strategy.effect.versions import Run
from strategy.workspace import Workspace, read_workspace
from tests.effect.conftest import copy_of
from tests.fouten.corpus import BASE
from visualizations.reports.vergelijk_story import ComparedChoice, compare_chosen

RUN = Run(engine="python")
SMALL = {
    "jeugd-trekken": "prioriteiten: {jeugdhulp-dichtbij: {inzet: trekken}}",
    "lid-af": "posities: {bond-wonen/lid: {te_verdelen: nee}}",
    "meer-tijd": "portefeuilles: {wonen: {dagdelen: 9}}",
    "zonder-bond": "actoren: {stedenbond: {actief: uit}}",
}
"""By id, what each scenario of the small dossier changes."""
LARGE = {
    "gezond": "opgaven: {gezondheid: {gewicht: 2}}",
    "veilig": "opgaven: {veiligheid: {gewicht: 2}}",
    "zonder-mra": "actoren: {mra: {actief: uit}}",
    "voorzitter-weg": "posities: {g40-duurzaamheid/voorzitter: {houder: ander, te_verdelen: nee}}",
}
"""By id, what each scenario of Zaanstad changes."""

Compare = Callable[..., ScenarioComparison]


def with_scenarios(dossier: Path, target: Path, scenarios: Mapping[str, str]) -> Path:
    """A copy of a dossier with these scenarios."""
    folder = copy_of(dossier, target)
    (folder / "scenarios").mkdir()
    for name, changes in scenarios.items():
        text = f"scenario: {name}\nnaam: Scenario {name}\nwaarom: Om te vergelijken.\nwijzig:\n  {changes}\n"
        (folder / "scenarios" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def klein(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dossier with its scenarios."""
    return with_scenarios(BASE, tmp_path_factory.mktemp("klein") / "dossier", SMALL)


@pytest.fixture(scope="session")
def groot(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Zaanstad with scenarios written here."""
    return with_scenarios(repository, tmp_path_factory.mktemp("groot") / "dossier", LARGE)


@pytest.fixture(scope="session")
def version(groot: Path) -> Workspace:
    return read_workspace(groot, "basis")


@pytest.fixture(scope="session")
def futures(version: Workspace) -> Futures:
    """Zaanstad itself and its scenarios."""
    return read_futures(version, (), RUN)


@pytest.fixture(scope="session")
def found(futures: Futures) -> ScenarioComparison:
    """The comparison of the seats of Zaanstad."""
    return compare_chosen(futures, ComparedChoice(), 10)
