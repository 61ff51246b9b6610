"""The explorer of Zaanstad and that of a small dossier, each made once per session."""

from __future__ import annotations

import pytest

import cli
from strategy.allocation.allocate import Allocation, allocate
from strategy.comparison.futures import Future, beside_base
from strategy.effect.versions import Run
from strategy.workspace import read_workspace
from tests.comparison.conftest import with_scenarios
from tests.shared import once
from visualizations.verken.page import render_explorer

SCENARIOS = {
    "samen": "prioriteiten: {jongeren-gezond: {inzet: trekken}}",
    "wonen-eerst": "opgaven: {wonen: {gewicht: 2}}",
    "zonder-regio": "actoren: {voorbeeldregio: {actief: uit}}",
    "zorg-eerst": "opgaven: {gezondheid: {gewicht: 2}}",
}
"""By id, what each scenario of the small dossier changes."""


@pytest.fixture(scope="session")
def plans(futures: tuple[Future, ...]) -> dict[str, Allocation | None]:
    """Of the dossier itself, and of a scenario in which no seat is to be had."""
    return {futures[0].id: allocate(futures[0].outcome)}


@pytest.fixture(scope="session")
def html(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    def make() -> str:
        return render_explorer(request.getfixturevalue("futures"), plans=request.getfixturevalue("plans"))

    return once(tmp_path_factory, "verkenner.html", make)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Of the dossier that `nieuw gemeente` makes, with scenarios: for what does not depend on how much there is."""

    def make() -> str:
        folder = tmp_path_factory.mktemp("klein")
        with pytest.raises(SystemExit):
            cli.main(["nieuw", "gemeente", str(folder / "voorbeeld")])
        dossier = with_scenarios(folder / "voorbeeld", folder / "dossier", SCENARIOS)
        found = beside_base(read_workspace(dossier, "basis"), Run(engine="python"))
        return render_explorer(found, plans={found[0].id: allocate(found[0].outcome)})

    return once(tmp_path_factory, "kleine-verkenner.html", make)
