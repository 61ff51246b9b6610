"""Scenario files: read from the folder, laid on each other in the order of their bases."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from strategy.dossier.loader import Loaded
from strategy.errors import InputError, KrachtenveldError
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.changes import find
from strategy.scenarios.files import read_scenarios, with_scenario
from strategy.workspace import read_workspace
from tests.fouten.corpus import BASE
from tests.testing.golden import Written

CHAIN = {
    "scenarios/1.yaml": """
scenario: bovenop
naam: Bovenop alles
basis: midden
wijzig:
  prioriteiten: {meer-woningen: {inzet: volgen}}
""",
    "scenarios/2.yaml": """
scenario: midden
basis: onderop
waarom: Wat als we meedoen?
wijzig:
  prioriteiten: {meer-woningen: {inzet: meedoen}}
  regels: {lid-worden: {actief: uit}}
""",
    "scenarios/3.yaml": """
scenario: onderop
basis: basis
wijzig:
  opgaven: {stad: {gewicht: 3}}
  posities: {bond-wonen/lid: {houder: wij}}
""",
}


@pytest.fixture(scope="module")
def base() -> tuple[Loaded, Rulebook]:
    read = read_workspace(BASE)
    return read.loaded, read.rulebook


def stance(loaded: Loaded) -> str:
    return find(loaded.dossier, "prioriteit", "meer-woningen").stance.value  # type: ignore[union-attr]


def weight(loaded: Loaded) -> float:
    return find(loaded.dossier, "opgave", "stad").weight.value  # type: ignore[union-attr]


def test_a_dossier_without_scenarios_has_none() -> None:
    assert read_workspace(BASE).scenarios == {}


def test_scenarios_are_read_with_what_they_are_called(tmp_path: Path) -> None:
    found = read_workspace(Written("keten", CHAIN).build(tmp_path)).scenarios
    assert [(each.id, each.name, each.why, each.basis) for each in found.values()] == [
        ("bovenop", "Bovenop alles", "", "midden"),
        ("midden", "midden", "Wat als we meedoen?", "onderop"),
        ("onderop", "onderop", "", "basis"),
    ]


def test_the_basis_is_the_dossier_itself(base: tuple[Loaded, Rulebook]) -> None:
    assert with_scenario("basis", {}, *base) == base


def test_a_chain_is_laid_on_from_the_bottom(base: tuple[Loaded, Rulebook]) -> None:
    known = read_scenarios(CHAIN)
    rules = {rule.id for rule in base[1].rules}
    for name, expected in {
        "onderop": ("trekken", 3.0, rules),
        "midden": ("meedoen", 3.0, rules - {"lid-worden"}),
        "bovenop": ("volgen", 3.0, rules - {"lid-worden"}),
    }.items():
        loaded, rulebook = with_scenario(name, known, *base)
        assert (stance(loaded), weight(loaded), {rule.id for rule in rulebook.rules}) == expected
    assert (stance(base[0]), weight(base[0])) == ("trekken", 1.5)


def test_the_order_of_the_files_does_not_matter(base: tuple[Loaded, Rulebook]) -> None:
    turned = read_scenarios(dict(reversed(CHAIN.items())))
    loaded, _ = with_scenario("bovenop", turned, *base)
    assert (stance(loaded), weight(loaded)) == ("volgen", 3.0)


def test_a_later_scenario_may_undo_an_earlier_one(base: tuple[Loaded, Rulebook]) -> None:
    back = "scenario: terug\nbasis: midden\nwijzig: {prioriteiten: {meer-woningen: {inzet: trekken}}}\n"
    loaded, _ = with_scenario("terug", read_scenarios({**CHAIN, "scenarios/4.yaml": back}), *base)
    assert stance(loaded) == "trekken"


def test_a_mistake_in_a_basis_is_told_in_its_own_file(base: tuple[Loaded, Rulebook]) -> None:
    wrong = {**CHAIN, "scenarios/3.yaml": CHAIN["scenarios/3.yaml"].replace("stad:", "dorp:")}
    with pytest.raises(InputError) as stop:
        with_scenario("bovenop", read_scenarios(wrong), *base)
    (finding,) = stop.value.findings
    assert (finding.code, finding.span.file, finding.span.line) == ("onbekend-opgave", "scenarios/3.yaml", 5)
    assert finding.excerpt.strip() == "opgaven: {dorp: {gewicht: 3}}"


def test_a_name_that_does_not_exist(base: tuple[Loaded, Rulebook]) -> None:
    with pytest.raises(KrachtenveldError) as stop:
        with_scenario("bovenup", read_scenarios(CHAIN), *base)
    assert (stop.value.message, stop.value.hint) == ('er is geen scenario "bovenup"', 'bedoeld: "bovenop"?')
    with pytest.raises(KrachtenveldError) as stop:
        with_scenario("bovenop", {}, *base)
    assert stop.value.hint == "maak er een in scenarios/"


def test_a_ring_is_told_once_and_not_for_what_builds_on_it() -> None:
    texts = {
        f"scenarios/{name}.yaml": f"scenario: {name}\nbasis: {basis}\nwijzig: {{peildatum: 2024-01-01}}\n"
        for name, basis in {
            "een": "drie",
            "twee": "een",
            "drie": "twee",
            "vier": "drie",
            "vijf": "vijf",
        }.items()
    }
    with pytest.raises(InputError) as stop:
        read_scenarios(texts)
    assert [(finding.code, finding.span.file) for finding in stop.value.findings] == [
        ("kring", "scenarios/een.yaml"),
        ("kring", "scenarios/vijf.yaml"),
    ]


@pytest.mark.parametrize("holder", ["wij", "ander"])
def test_the_holder_of_a_dated_seat_may_be_said_either_way(tmp_path: Path, holder: str) -> None:
    """Until August it is ours, then another's: neither makes a scenario that changes nothing."""
    root = Path(shutil.copytree(BASE, tmp_path / "dossier"))
    network = root / "networks" / "land.yaml"
    seat = "{rol: lid, te_verdelen: ja}"
    dated = "[{houder: wij, geldig: {tot: 2024-08-31}}, {houder: ander, geldig: {van: 2024-09-01}}]"
    text = network.read_text(encoding="utf-8")
    assert seat in text
    network.write_text(text.replace(seat, f"{seat[:-1]}, bezetting: {dated}}}"), encoding="utf-8")
    scenario = f"scenario: zetel\nwijzig:\n  posities: {{bond-wonen/lid: {{houder: {holder}}}}}\n"
    (root / "scenarios").mkdir()
    (root / "scenarios" / "zetel.yaml").write_text(scenario, encoding="utf-8")
    assert read_workspace(root).proven().under("zetel").changes
