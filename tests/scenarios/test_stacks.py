"""Scenarios laid on each other, or on nothing: order, repetition, clashes, files elsewhere, and what is for outside."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from strategy.advice.advise import advise, prepare
from strategy.dossier.loader import Loaded
from strategy.errors import InputError, KrachtenveldError
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.files import Scenario, read_scenarios, with_files, with_scenario
from strategy.workspace import read_workspace
from tests.fouten.corpus import BASE
from tests.scenarios.overlays import differing

ROOT = Path(__file__).resolve().parents[2]
KNOWN = read_workspace(ROOT).scenarios
APART = (
    "verstedelijking-voorop",
    "mra-valt-stil",
    "g40-voorzitterschap-verloren",
    "minder-bestuurlijke-tijd",
)
SMALL = {
    "scenarios/zwaar.yaml": "scenario: zwaar\nwijzig: {opgaven: {stad: {gewicht: 3}}}\n",
    "scenarios/ook-zwaar.yaml": "scenario: ook-zwaar\nwijzig: {opgaven: {stad: {gewicht: 3}}, peildatum: 2024-01-01}\n",
    "scenarios/zonder-regel.yaml": "scenario: zonder-regel\nbasis: zwaar\nwijzig: {regels: {lid-worden: {actief: uit}}}\n",
    "scenarios/met-regel.yaml": "scenario: met-regel\nbasis: zonder-regel\nwijzig: {regels: {lid-worden: {actief: aan}}}\n",
    "scenarios/andere-punten.yaml": "scenario: andere-punten\nwijzig: {regels: {lid-worden: {punten: 2}}}\n",
    "scenarios/terug.yaml": "scenario: terug\nwijzig: {opgaven: {stad: {gewicht: 1}}}\n",
    "scenarios/heen.yaml": "scenario: heen\nbasis: terug\nwijzig: {opgaven: {stad: {gewicht: 1.5}}}\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def zaanstad() -> tuple[Loaded, Rulebook]:
    read = read_workspace(ROOT)
    return read.loaded, read.rulebook


@pytest.fixture(scope="module")
def small() -> tuple[Loaded, Rulebook]:
    read = read_workspace(BASE)
    return read.loaded, read.rulebook


@pytest.fixture(scope="module")
def known() -> dict[str, Scenario]:
    return read_scenarios({name: text for name, text in SMALL.items() if "heen" not in name})


@pytest.mark.parametrize(("one", "other"), list(combinations(APART, 2)))
def test_the_order_of_a_stack_does_not_matter(
    one: str, other: str, zaanstad: tuple[Loaded, Rulebook]
) -> None:
    first, rules = with_scenario(f"{one}+{other}", KNOWN, *zaanstad)
    second, others = with_scenario(f"{other}+{one}", KNOWN, *zaanstad)
    assert list(differing(first.dossier, second.dossier)) == []
    assert rules == others
    advices = [advise(prepare(each, rulebook=rules), "python").advices for each in (first, second)]
    assert [(advice.id, advice.score, advice.band) for advice in advices[0]] == [
        (advice.id, advice.score, advice.band) for advice in advices[1]
    ]


def test_what_both_say_is_said_once(small: tuple[Loaded, Rulebook], known: dict[str, Scenario]) -> None:
    loaded, _ = with_scenario("zwaar+ook-zwaar", known, *small)
    assert loaded.scenario == "zwaar+ook-zwaar"
    (opgave,) = loaded.dossier.opgaven
    assert opgave.weight is not None and opgave.weight.value == 3


def test_what_two_build_on_is_laid_once(small: tuple[Loaded, Rulebook]) -> None:
    more = "scenario: anders\nbasis: zwaar\nwijzig: {prioriteiten: {meer-woningen: {inzet: volgen}}}\n"
    known = read_scenarios(
        {**{name: text for name, text in SMALL.items() if "heen" not in name}, "scenarios/x.yaml": more}
    )
    _, rules = with_scenario("anders+zonder-regel", known, *small)
    assert "lid-worden" not in {rule.id for rule in rules.rules}


def test_a_rule_switched_off_can_be_switched_on_again(
    small: tuple[Loaded, Rulebook], known: dict[str, Scenario]
) -> None:
    _, off = with_scenario("zonder-regel", known, *small)
    assert {rule.id for rule in off.every} - {rule.id for rule in off.rules} == {"lid-worden"}
    _, on = with_scenario("met-regel", known, *small)
    assert on == small[1]


def test_a_rule_that_is_off_may_weigh_otherwise_once_it_is_on(
    small: tuple[Loaded, Rulebook], known: dict[str, Scenario]
) -> None:
    for name in ("met-regel+andere-punten", "andere-punten+met-regel"):
        _, rules = with_scenario(name, known, *small)
        assert rules.rule("lid-worden").points == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("zwaar+zwaar", 'het scenario "zwaar" staat er twee keer'),
        ("zonder-regel+zwaar", 'het scenario "zwaar" zit al in "zonder-regel"'),
        ("zwaar+", "naast een + ontbreekt de naam van een scenario"),
        ("zwaar+zwar", 'er is geen scenario "zwar"'),
    ],
)
def test_a_stack_that_makes_no_sense(
    name: str, said: str, small: tuple[Loaded, Rulebook], known: dict[str, Scenario]
) -> None:
    with pytest.raises(KrachtenveldError) as stop:
        with_scenario(name, known, *small)
    assert stop.value.message == said
    assert stop.value.hint


def test_a_stack_that_comes_down_to_the_dossier_is_refused(small: tuple[Loaded, Rulebook]) -> None:
    with pytest.raises(InputError) as stop:
        with_scenario("heen", read_scenarios(SMALL), *small)
    (finding,) = stop.value.findings
    assert (finding.code, finding.span.file) == ("verandert-niets", "scenarios/heen.yaml")
    assert "heffen elkaar op" in finding.message


def test_every_finding_of_a_stack_at_once(small: tuple[Loaded, Rulebook]) -> None:
    broken = {
        "scenarios/a.yaml": "scenario: a\nwijzig: {opgaven: {stadt: {gewicht: 3}}}\n",
        "scenarios/b.yaml": "scenario: b\nbasis: a\nwijzig: {opgaven: {stad: {gewicht: -3}}}\n",
        "scenarios/c.yaml": "scenario: c\nwijzig: {gremia: {bond-wonen: {vereist: bond-wonen}}}\n",
    }
    with pytest.raises(InputError) as stop:
        with_scenario("b+c", read_scenarios(broken), *small)
    assert [(finding.code, str(finding.span)) for finding in stop.value.findings] == [
        ("onbekend-opgave", "scenarios/a.yaml:2:20"),
        ("getal", "scenarios/b.yaml:3:36"),
        ("kring", "scenarios/c.yaml:2:41"),
    ]


# ── a file elsewhere ──────────────────────────────────────────────────────────────────────────────────


def test_a_file_elsewhere_may_build_on_the_scenarios_of_the_dossier(tmp_path: Path) -> None:
    path = tmp_path / "mijn.yaml"
    path.write_text("scenario: mijn\nbasis: zwaar\nwijzig: {peildatum: 2025-01-01}\n", encoding="utf-8")
    name, texts = with_files(f"zwaar+{path}", SMALL)
    assert name == "zwaar+mijn"
    assert list(texts) == [*SMALL, str(path)]


def test_a_scenario_of_the_dossier_by_its_path_is_the_same_one(tmp_path: Path) -> None:
    path = tmp_path / "zwaar.yaml"
    path.write_text(SMALL["scenarios/zwaar.yaml"], encoding="utf-8")
    assert with_files(str(path), SMALL) == ("zwaar", SMALL)


def test_a_file_elsewhere_with_a_name_that_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "zwaar.yaml"
    path.write_text("scenario: zwaar\nwijzig: {peildatum: 2025-01-01}\n", encoding="utf-8")
    _, texts = with_files(str(path), SMALL)
    with pytest.raises(InputError) as stop:
        read_scenarios(texts)
    (finding,) = stop.value.findings
    assert (finding.code, finding.span.file) == ("dubbele-naam", str(path))
    assert "scenarios/zwaar.yaml:1:11" in finding.message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KrachtenveldError, match="niet te lezen"):
        with_files(str(tmp_path / "weg.yaml"), SMALL)
    with pytest.raises(KrachtenveldError, match="niet te lezen"):
        with_files(f"zwaar+{tmp_path}/map.yaml/x.yml", SMALL)


# ── what is for outside ───────────────────────────────────────────────────────────────────────────────


def test_an_internal_scenario_is_not_for_outside(small: tuple[Loaded, Rulebook]) -> None:
    hidden = {
        **SMALL,
        "scenarios/geheim.yaml": "scenario: geheim\nopenbaarheid: intern\nwijzig: {peildatum: 2024-01-01}\n",
        "scenarios/erop.yaml": "scenario: erop\nbasis: geheim\nwijzig: {opgaven: {stad: {gewicht: 2}}}\n",
    }
    known = read_scenarios(hidden)
    for name in ("geheim", "erop", "zwaar+geheim"):
        with_scenario(name, known, *small)
        with pytest.raises(KrachtenveldError, match="intern"):
            with_scenario(name, known, *small, public_only=True)
    with pytest.raises(KrachtenveldError) as stop:
        with_scenario("gehein", known, *small, public_only=True)
    assert "geheim" not in stop.value.hint
    with_scenario("zwaar", known, *small, public_only=True)
