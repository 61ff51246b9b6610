"""What-ifs: the same as the engine gives under the scenario that says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from strategy.effect.effect import outcome_of, scenario_effect
from strategy.effect.versions import Run
from strategy.errors import KrachtenveldError
from strategy.workspace import read_workspace
from tests.live.conftest import RUN, Site
from visualizations.live.live_state import LiveState, effect_payload
from visualizations.live.whatif import MOST, answer, choices, question

Json = dict[str, Any]
CHAIR = "g40-duurzaamheid/voorzitter"


def differences(data: Json) -> Mapping[str, str]:
    """What is said of every advice that differs."""
    return {advice["id"]: advice["wordt"] for group in data["groepen"] for advice in group["adviezen"]}


@pytest.mark.parametrize(
    ("asked", "scenario"),
    [
        (f"zetel={CHAIR}", "g40-voorzitterschap-verloren"),
        ("uit=mra", "mra-valt-stil"),
    ],
)
def test_the_same_as_the_scenario_in_the_dossier(
    site: Site, gelezen: LiveState, asked: str, scenario: str
) -> None:
    assert gelezen.good
    found = site.get(f"/watals?{asked}").json()["gevolg"]
    wanted = effect_payload(scenario_effect(gelezen.good.version, scenario, RUN))
    assert differences(found) == differences(wanted) != {}
    assert found["tellingen"] == wanted["tellingen"]
    assert found["groepen"] == wanted["groepen"]


def test_the_scenario_that_can_be_kept_says_the_same(site: Site, gelezen: LiveState) -> None:
    """The overlay that is offered, read back as a file: of a few seats, layers and organisations, and of three at once."""
    assert gelezen.good
    version, found = gelezen.good.version, choices(gelezen.good.outcome)
    taken = [
        *(("zetel", name) for name in [list(found.held)[2], list(found.open)[1]]),
        *(("laag", name) for name in list(found.layers)[-1:]),
        *(("uit", name) for name in list(found.actors)[:1]),
    ]
    together = "&".join(f"{word}={name}" for word, name in [taken[0], ("laag", "regios"), ("uit", "mra")])
    for query in [*(f"{word}={name}" for word, name in taken), together]:
        data = site.get(f"/watals?{query}").json()
        text = data["overlay"].replace("scenario: wat-als", "scenario: proef")
        own = version.with_scenarios({"scenarios/proef.yaml": text})
        wanted = effect_payload(scenario_effect(own, "proef", RUN))
        assert data["gevolg"]["groepen"] == wanted["groepen"], query


def test_under_a_scenario(site: Site, gelezen: LiveState) -> None:
    assert gelezen.good
    data = site.get(f"/watals?zetel={CHAIR}&scenario=gezondheid-voorop").json()
    under = gelezen.good.version.under("gezondheid-voorop")
    texts = {"scenarios/p.yaml": data["overlay"].replace("basis: gezondheid-voorop\n", "")}
    wanted = scenario_effect(under.with_scenarios(texts), "wat-als", RUN)
    assert "basis: gezondheid-voorop" in data["overlay"] and data["scenario_naam"] == "Gezondheid voorop"
    assert data["gevolg"]["groepen"] == effect_payload(wanted)["groepen"]
    stacked = site.get(f"/watals?zetel={CHAIR}&scenario=gezondheid-voorop%2Bminder-bestuurlijke-tijd").json()
    assert stacked["overlay"] == "" and stacked["scenario_naam"].count(" + ") == 1


def test_every_difference_has_a_cause_that_is_listed(site: Site) -> None:
    found = site.get(f"/watals?zetel={CHAIR}&uit=mra").json()["gevolg"]
    texts = [change["tekst"] for change in found["wijzigingen"]]
    assert any("houder wij → ander" in text for text in texts) and any("staat uit" in text for text in texts)
    for group in found["groepen"]:
        assert group["toelichting"] or all(advice["waardoor"] for advice in group["adviezen"])
    gone = next(group for group in found["groepen"] if group["soort"] == "vervallen")
    chair = next(advice for advice in gone["adviezen"] if advice["id"] == "positie/g40-duurzaamheid")
    assert (
        chair["wordt"].startswith("was doen")
        and "regel zetel-behouden geldt niet meer" in chair["waardoor"][0]
    )


def test_what_can_be_taken_away(site: Site, gelezen: LiveState) -> None:
    assert gelezen.good
    data = site.get("/watals/keuzes").json()
    held = {item["naam"]: item["titel"] for item in data["zetels"]}
    assert held[CHAIR] == "voorzitter van G40-themagroep Duurzaamheid"
    assert not set(held) & {item["naam"] for item in data["te_verdelen"]}
    ours = gelezen.good.outcome.case.dossier.header.municipality
    assert ours not in {item["naam"] for item in data["organisaties"]}
    assert {"naam": "mra", "titel": "Metropoolregio Amsterdam"} in data["lagen"]
    assert [item["naam"] for item in data["scenarios"]] == list(gelezen.good.version.scenarios)


@pytest.mark.parametrize(
    ("query", "message", "hint"),
    [
        ("", "er is niets gekozen", "kies een zetel"),
        ("uit=mrra", 'er is geen organisatie "mrra"', 'bedoeld: "mra"?'),
        ("uit=zaanstad", 'er is geen organisatie "zaanstad"', ""),
        ("zetel=g40-duurzaamheid/voorziter", "er is geen zetel", f'bedoeld: "{CHAIR}"?'),
        ("laag=xyzzy", 'er is geen netwerk "xyzzy"', "kies uit: "),
        ("stoel=x", 'kent geen "stoel"', "kies uit: zetel"),
        ("uit=mra&scenario=gezondheid-vorop", 'er is geen scenario "gezondheid-vorop"', "gezondheid-voorop"),
        ("uit=mra&scenario=a&scenario=b", "meer dan één scenario", "kies er één"),
        ("uit=mra&scenario=mra-valt-stil", 'onder het scenario "mra-valt-stil"', "laat haar weg"),
        ("uit=mra&scenario=", 'er is geen scenario ""', ""),
        ("uit=mra&scenario=scenarios/mra-valt-stil.yaml", "er is geen scenario", ""),
        ("uit=mra&scenario=/etc/passwd.yaml", "er is geen scenario", ""),
        ("uit=mra&scenario=gezondheid-voorop%2Bgezondheid-voorop", "staat er twee keer", ""),
        ("&".join(f"uit=x{n}" for n in range(MOST + 1)), f"hooguit {MOST}", "kies er minder"),
        ("uit=%3Cscript%3E%22'%E2%80%AE%00", "er is geen organisatie", ""),
        ("uit=" + "%F0%9F%99%82" * 100, "er is geen organisatie", ""),
        ("uit=%FF%FE", "er is geen organisatie", ""),
    ],
)  # fmt: skip
def test_what_makes_no_sense(site: Site, query: str, message: str, hint: str) -> None:
    answered = site.get(f"/watals?{query}")
    data = answered.json()
    assert answered.status_code == 400 and answered.headers["Content-Type"] == "application/json"
    assert message in data["fout"] and hint in data["tip"]


def test_on_another_day_what_holds_then(repository: Path) -> None:
    """An organisation that is only there later than the reference day can be taken away on that later day."""
    version = read_workspace(repository, "nu")
    run = Run(date(2026, 4, 1), engine="python")
    outcome = outcome_of(version, run)
    later = set(choices(outcome).actors) - set(choices(outcome_of(version, RUN)).actors)
    assert later
    for name in sorted(later)[:2]:
        found = answer(version, outcome, run, question([("uit", name)]))
        assert [change["tekst"] for change in found["gevolg"]["wijzigingen"]], name


def test_the_public_version_keeps_what_is_internal(repository: Path) -> None:
    version = read_workspace(repository, "nu")
    path = "scenarios/mra-valt-stil.yaml"
    texts = version.scenario_files.texts
    hidden = version.with_scenarios(
        {**texts, path: texts[path].replace("wijzig:", "openbaarheid: intern\nwijzig:")}
    )
    run = Run(public_only=True, engine="python")
    outcome = outcome_of(hidden, run)
    with pytest.raises(KrachtenveldError, match="er is geen scenario"):
        answer(hidden, outcome, run, question([("uit", "amsterdam"), ("scenario", "mra-valt-stil")]))
