"""The Zaanstad dossier: complete, and honest about its sources."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from strategy.advice.advise import Case, prepare
from strategy.dossier.loader import items_of
from strategy.dossier.model import Item
from strategy.workspace import read_workspace

OPGAVEN = {"kansengelijkheid", "verstedelijking", "duurzaamheid", "gezondheid", "economie", "veiligheid"}
INVENTORY = [
    "zaanstad",
    "zaanstad-college",
    "zaanstad-dir-sociaal",
    "zaanstad-burgemeester",
    "pact-pp",
    "zaandam-oost",
    "amsterdam",
    "amsterdam-burgemeester",
    "amsterdam-noord",
    "amsterdam-wh-jeugd-onderwijs",
    "buurgemeenten",
    "rijk",
    "kabinet",
    "tweede-kamer",
    "bzk",
    "vro",
    "jenv",
    "ocw",
    "szw",
    "ienw",
    "ezk",
    "lnv",
    "vng",
    "vng-zjo",
    "vng-ekem",
    "vng-bv",
    "vng-meedenk-klimaat",
    "g40",
    "g40-sociale-pijler",
    "g40-zjo",
    "g40-duurzaamheid",
    "g40-sterke-keten",
    "g40-lobbyclub",
    "mra",
    "mra-platform-mobiliteit",
    "mra-platform-ruimte",
    "mra-pho-bw",
    "mra-pho-duurzaamheid",
    "mra-sociaal",
    "mra-verstedelijkingsstrategie",
    "mra-invest",
    "vra",
    "vra-db",
    "provincie-nh",
    "zw",
    "zw-pho-bw",
    "zw-pho-bereikbaarheid",
    "zw-pho-rl",
    "zw-sociaal",
    "res",
    "aa",
    "nzkg",
    "nzkg-bpf",
    "nzkg-bpf-et",
    "maakstad",
    "arbeidsmarktregios",
    "zorgverzekeraars",
    "corporaties",
    "ondernemers",
    "jeugdzorgaanbieders",
    "stuurgroep-ondermijning",
    "netwerk-wietpilot",
    "lovp",
    "rbop",
    "v10",
    "politie-nh",
    "om-nh",
    "nplv",
    "nplv-gebieden",
    "mirt",
    "miek",
    "volkshuisvestingsfonds",
    "wbi",
    "eu",
    "ec",
    "ep",
    "raad-eu",
    "eurocities",
    "mra-platform-economie",
    "rivm",
    "ois",
    "cie-ter-haar",
    "kop4",
    "rwc",
    "stedendriehoek",
]


def test_six_opgaven_each_with_priorities(case: Case) -> None:
    assert {opgave.id for opgave in case.dossier.opgaven} == OPGAVEN
    assert all(opgave.priorities for opgave in case.dossier.opgaven)


def test_the_inventory_is_in_the_dossier_or_accounted_for(repository: Path) -> None:
    names = read_workspace(repository).loaded.names
    known = {name for kind in ("actor", "gremium", "instrument", "prioriteit") for name in names[kind]}
    assert set(INVENTORY) <= known
    assert "zaanstad-onderhandelaars" in (repository / "docs" / "inventaris.md").read_text(encoding="utf-8")


def test_every_fact_has_a_source_or_says_aanname(case: Case) -> None:
    silent = [
        str(fact)
        for fact in case.facts
        for origin in case.facts.evidence(fact).origins
        if origin.source is None and origin.nature != "aanname" and fact.type != "thema_ouder"
    ]
    assert silent == []


def test_every_item_outside_the_vocabulary_has_a_source_or_says_aanname(case: Case) -> None:
    silent = [
        f"{type(item).__name__} {item.origin.span}"
        for part in (case.dossier.opgaven, case.dossier.layers)
        for item in items_of(part)
        if isinstance(item, Item) and item.origin.source is None and item.origin.nature != "aanname"
    ]
    assert silent == []


def test_every_place_exists(case: Case, repository: Path) -> None:
    lines = {}
    for fact in case.facts:
        for origin in case.facts.evidence(fact).origins:
            file = origin.span.file
            lines.setdefault(file, (repository / file).read_text(encoding="utf-8").splitlines())
            assert 1 <= origin.span.line <= len(lines[file])


def test_computed_facts_rest_on_facts_of_the_dossier(case: Case) -> None:
    for fact in case.facts:
        evidence = case.facts.evidence(fact)
        assert bool(evidence.origins) != bool(evidence.premises), fact
        assert all(case.facts.evidence(ground).origins for ground in case.facts.grounds(fact)), fact


def test_no_person_and_no_private_contact_data(repository: Path) -> None:
    private = re.compile(r"[\w.]+@\w+\.\w+|\b06[- ]?\d{8}\b|Hamming|Halsema|Groothuismink|Slegers|Tuijn")
    for folder in ("opgaven", "networks", "rules", "landelijk"):
        for path in sorted((repository / folder).glob("*.yaml")):
            assert not private.search(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize(
    "day", ["2022-06-01", "2023-01-01", "2024-07-02", "2025-06-01", "2026-02-22", "2026-02-23", "2026-11-21"]
)
def test_the_dossier_can_be_read_on_any_day(repository: Path, day: str) -> None:
    from datetime import date

    case = prepare(read_workspace(repository).loaded, date.fromisoformat(day))
    ministries = {
        fact.values[0] for fact in case.facts if fact.type == "actor" and fact.values[1] == "ministerie"
    }
    apart = date(2024, 7, 2) <= date.fromisoformat(day) < date(2026, 2, 23)
    assert ("kgg" in ministries) == apart
    assert ("vro-ministerie" in ministries) == apart
    assert len([m for m in ministries if str(m).startswith("ezk")]) == (0 if apart else 1)


def test_peer_regions_share_an_interest(case: Case) -> None:
    """Each while its agenda runs, and not a day longer."""
    for day, actors in ((date(2014, 1, 1), {"stedendriehoek"}), (date(2025, 6, 1), {"kop4"})):
        facts = prepare(case.loaded, day).facts
        found = {str(fact.values[0]) for fact in facts.of_type("eigen_agenda")}
        assert found & {"kop4", "stedendriehoek"} == actors
    assert not {"kop4", "stedendriehoek"} & {fact.values[0] for fact in case.facts.of_type("eigen_agenda")}
