"""What the dossier knows of an opgave reaches its users: on the page, in the map and in the explorer."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.comparison.futures import Future
from strategy.dossier.files import read_texts
from strategy.explain.opgave_page import dutch_number, opgave_page, opgave_pages
from strategy.workspace import Workspace, workspace_of
from visualizations.briefing.build import briefing
from visualizations.briefing.lookups import subjects
from visualizations.briefing.model import markdown_text
from visualizations.kaart.build import map_model
from visualizations.kaart.page import render
from visualizations.verken.page import render_explorer

OPGAVE = "kansengelijkheid"
SECRETS: Mapping[str, tuple[str, str, str]] = {
    "Kogerveldwijk": (
        "opgaven/kansengelijkheid.yaml",
        "{tekst: Kogerveldwijk,",
        "{tekst: Kogerveldwijk, openbaarheid: intern,",
    ),
    "88.933": (
        "opgaven/kansengelijkheid.yaml",
        "{naam: Baten van het begrotingsprogramma,",
        "{naam: Baten van het begrotingsprogramma, openbaarheid: intern,",
    ),
    "BOTOC": (
        "opgaven/kansengelijkheid.yaml",
        '{opgave: veiligheid, bron: begroting-kansengelijkheid §bijdragen, wijze: "Voorkomen',
        '{opgave: veiligheid, openbaarheid: intern, bron: begroting-kansengelijkheid §bijdragen, wijze: "Voorkomen',
    ),
    "Simpel switchen": (
        "networks/buurregios.yaml",
        '- naam: "Project 2c: Simpel switchen"\n',
        '- naam: "Project 2c: Simpel switchen"\n        openbaarheid: intern\n',
    ),
    "zodat iedereen er een plek vindt": (
        "opgaven/kansengelijkheid.yaml",
        "{soort: coalitieakkoord,",
        "{soort: coalitieakkoord, openbaarheid: intern,",
    ),
}
"""What is made internal, and how."""


def markdown(outcome: Outcome) -> str:
    return markdown_text(briefing(outcome, subjects(outcome, "opgave", OPGAVE), "x"))


def explorer(outcome: Outcome) -> str:
    return render_explorer([_future(outcome)])


def _future(outcome: Outcome) -> Future:
    """The dossier itself; the page asks nothing about its version."""
    return Future("basis", "basis", "basis", "", cast("Workspace", None), outcome)


def data_of(html: str) -> str:
    """All that the scripts of a page are given, as text."""
    found = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL)
    return "\n".join(json.dumps(json.loads(text), ensure_ascii=False) for text in found)


@pytest.fixture(scope="module")
def internal(repository: Path) -> Mapping[bool, Outcome]:
    """The dossier in which some things may not go out: as it is public, and as it is not."""
    found = read_texts(repository).sound()
    for file, old, new in SECRETS.values():
        assert found[file].count(old) == 1, old
        found[file] = found[file].replace(old, new)
    loaded = workspace_of(found).loaded
    return {public: advise(prepare(loaded, public_only=public), "python") for public in (True, False)}


def test_all_of_it_is_on_the_page_of_the_briefing(outcome: Outcome) -> None:
    text = markdown(outcome)
    for words in (
        "### Over deze opgave",
        "Poelenburg; Peldersveld; Rosmolenwijk; Kogerveldwijk; ",
        "te verifiëren: welke delen bedoeld zijn",
        "| Lasten van het begrotingsprogramma | 155.728 × € 1.000 | Begroting kansengelijkheid, Lasten en baten",
        "| 22,7% |",
        "**Veiligheid:** Wijken waar",
        "BOTOC en Preventie met Gezag",
        "**Wijziging van de Participatiewet:** We houden het bij, zonder eigen inzet.",
        "#### Wat andere regio's hierover leren",
        "**Project 2c: Simpel switchen:** De overstap tussen Participatiewet en Wmo",
        "2025 tot en met 2029; begint na de peildatum; Programma Kop van Noord-Holland, Ambitie 2",
        "Maatschappelijke impact meten",
    ):
        assert words in text, words
    assert text.index("### Over deze opgave") > text.index("### Hoe we bij de beslissers komen")
    assert text.index("### Tekst om over te nemen") < text.index("## Bijlage: waar dit op rust")


def test_text_to_take_over_is_ours_and_has_its_source(outcome: Outcome) -> None:
    text = markdown(outcome).partition("### Tekst om over te nemen")[2].partition("### ")[0]
    assert "**Voor een coalitieakkoord:** Zaanstad trekt in de Metropoolregio Amsterdam" in text
    assert "(naar MRA-factsheet 4.0, Concepttekst voor een coalitieakkoord)" in text
    best = next(line for line in outcome.lines if line.target.sort == "positie" and OPGAVE in line.opgaven)
    assert outcome.names.name("gremium", best.target.body) in text, "the table that matters most"
    own = {p.name for o in outcome.case.dossier.opgaven if o.id == OPGAVE for p in o.priorities}
    named = set(re.findall(r'"([^"]+)"', text))
    assert named and named <= own, "only what this opgave wants"


@pytest.mark.parametrize("form", [lambda o: render(map_model(o)), explorer], ids=["map", "explorer"])
def test_map_and_explorer_hold_it_too(outcome: Outcome, form) -> None:
    data = data_of(form(outcome))
    for words in (
        "Wijken en gebieden", "Kogerveldwijk", "155.728 × € 1.000", "BOTOC", "Project 2c: Simpel switchen",
        "2025 tot en met 2029; begint na de peildatum", "zodat iedereen er een plek vindt",
    ):  # fmt: skip
        assert words in data, words


def test_what_is_internal_does_not_go_out(internal: Mapping[bool, Outcome]) -> None:
    for form in (markdown, lambda o: render(map_model(o)), explorer):
        shown, public = form(internal[False]), form(internal[True])
        for secret in SECRETS:
            assert secret in shown and secret not in public, secret
        assert "Rosmolenwijk" in public


def test_contribution_of_an_internal_opgave_is_left_out(repository: Path) -> None:
    found = read_texts(repository).sound()
    old = "opgave: veiligheid\n"
    found["opgaven/veiligheid.yaml"] = found["opgaven/veiligheid.yaml"].replace(
        old, f"{old}openbaarheid: intern\n"
    )
    page = opgave_page(advise(prepare(workspace_of(found).loaded, public_only=True), "python"), OPGAVE)
    assert page and "Veiligheid" not in [group.name for group in page.contributions]
    assert "Gezondheid" in [group.name for group in page.contributions]


def test_our_own_region_teaches_us_nothing(outcome: Outcome) -> None:
    names = {group.name for page in opgave_pages(outcome) for group in page.elsewhere}
    assert names == {"Regio Kop van Noord-Holland", "Regio Stedendriehoek"}


def test_on_a_later_day_what_runs_is_no_longer_to_come(repository: Path) -> None:
    outcome = advise(prepare(workspace_of(read_texts(repository).sound()).loaded, date(2026, 4, 1)), "python")
    page = opgave_page(outcome, OPGAVE)
    assert page
    when = {item.name: item.when for group in page.elsewhere for item in group.items}
    assert when["Project 2c: Simpel switchen"] == "2025 tot en met 2029"
    assert when["Doel: schooluitval voorkomen"] == "2012 tot en met 2015; voorbij op de peildatum"
    assert when["Maatschappelijke impact meten"] == "stuk uit 2025"


def test_what_is_not_there_is_named_as_such(outcome: Outcome) -> None:
    text = markdown(outcome)
    sources, _, missing = text.partition("### Bronnen")[2].partition("#### Niet beschikbaar")
    assert "Beïnvloedingsstrategie Zaanstad 2022-2026" in sources and "in beeld" not in sources
    assert "**Externe netwerken van Zaanstad in beeld:** De strategie bouwt voort" in missing
    assert "kabinet-Rutte IV" in missing


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (155728, "155.728"),
        (22.7, "22,7"),
        (13, "13"),
        (1000, "1.000"),
        (-1234567.5, "-1.234.567,5"),
        (999, "999"),
    ],
)
def test_numbers_are_dutch(value: float, text: str) -> None:
    assert dutch_number(value) == text
