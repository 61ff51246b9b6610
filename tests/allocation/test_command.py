"""`krachtenveld verdeling` as its users meet it: what it shows first, and every way to ask for what cannot be."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

import cli
from strategy.advice.advise import Outcome
from strategy.advice.names import decimal
from strategy.allocation.allocate import allocate
from strategy.allocation.plan_search import PlanSearch
from strategy.allocation.problem import WORTH
from strategy.allocation.seats import seat_label
from strategy.allocation.terms import Lookup, SeatAgreement
from strategy.errors import KrachtenveldError
from strategy.workspace import read_workspace
from tests.effect.conftest import copy_of, edit
from tests.elsewhere import Elsewhere
from visualizations.reports.verdeling import CONTRACT, DivisionAnswer, certificate, division_report
from visualizations.writers.screen import screen, to_text

Capture = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main(["verdeling", "--engine", "python", *arguments])
    return int(stop.value.code or 0)


def test_the_answer_comes_first(capsys: Capture) -> None:
    assert run("--tegen", "minder-bestuurlijke-tijd", "--alternatieven", "1") == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 110
    assert lines[2].startswith("Het college neemt ")
    assert "Bewezen het beste plan (waarde " in " ".join(lines[3:5])
    assert " dagdelen per maand en is " in lines[3] and " van de 50 " in lines[3]
    assert "Wat een rol kost, is een aanname" in "\n".join(lines[:10])
    order = (
        "Verschil: ",
        "Wie neemt wat",
        "Wat afvalt",
        "Wat één dagdeel",
        "Andere plannen",
        "Waar dit op rust",
    )
    places = [next(at for at, line in enumerate(lines) if line.startswith(word)) for word in order]
    assert places == sorted(places)
    assert lines[-1] == "Krachtenveld adviseert; mensen beslissen."


def test_the_same_in_another_process(elsewhere: Elsewhere, capsys: Capture) -> None:
    """Another hash seed, another locale: the same bytes."""
    assert run("--formaat", "json") == 0
    here = capsys.readouterr().out
    jsonschema.validate(json.loads(here), CONTRACT.schema)
    assert elsewhere.run("verdeling", "--engine", "python", "--formaat", "json") == here


REFUSED = {
    "botsing": (
        ("--moet", "mra-platform-mobiliteit/inbreng", "--nooit", "vra-db/lid"),
        "deze 3 eisen gaan niet samen",
        "networks/mra.yaml:",
    ),
    "onbekend": (("--moet", "mra-sociaal/treker"), 'er is geen zetel "mra-sociaal/treker"', 'bedoeld: "'),
    "tijd": (("--tijd", "nul"), "--tijd klopt niet", "--help"),
    "geen-getal": (("--tijd", "nan"), "--tijd klopt niet", "met een punt"),
    "zichzelf": (("--tegen", "basis"), "--tegen basis vergelijkt met hetzelfde", "ander scenario"),
    "geen-scenario": (("--tegen", "bestaat-niet"), 'er is geen scenario "bestaat-niet"', "kies uit"),
    "xlsx-zonder-bestand": (("--formaat", "xlsx"), "past niet op het scherm", "--uit"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused(name: str, capsys: Capture) -> None:
    arguments, message, hint = REFUSED[name]
    assert run(*arguments) == 2
    said = capsys.readouterr().err
    assert message in said and hint in said and "Traceback" not in said


MISNAMED = {
    "onbekende-portefeuille": ("vast", "vng-psi/lid=social", 'er is geen portefeuille "social"', "sociaal"),
    "meer-dan-een": ("nooit", "vng-zjo", '"vng-zjo" past op 2 zetels', "wees preciezer"),
    "ambtelijk": ("moet", "vng-meedenk-klimaat/lid", "is een ambtelijke zetel", "geen tijd"),
    "alleen-volgen": ("moet", "mra-pho-duurzaamheid/meelopen", "is geen zetel om te nemen", "volgen"),
    "vast-zonder": ("vast", "vng-psi/lid", "POSITIE=PORTEFEUILLE", "schrijf --vast"),
    "moet-met": ("moet", "vng-psi/lid=sociaal", "heeft niet de vorm POSITIE", "schrijf --moet"),
    "leeg": ("moet", "", "er is geen zetel", "kolom zetel"),
    "tafel-zonder-advies": (
        "moet",
        "g40-rwm/lid",
        "er is geen zetel",
        "kies uit: g40-duurzaamheid/voorzitter, ",
    ),
    "andere-rol": (
        "moet",
        "vng-zjo/voorzitter",
        "er is geen zetel",
        "kies uit: vng-zjo/lid, vng-zjo/portefeuille",
    ),
    "tikfout-in-de-tafel": (
        "moet",
        "mra-socaal/trekker",
        "er is geen zetel",
        'bedoeld: "mra-sociaal/trekker"?',
    ),
    "lijkt-nergens-op": ("moet", "bla/lid", "er is geen zetel", "kolom zetel"),
}


@pytest.mark.parametrize("name", MISNAMED)
def test_a_wrong_name_is_told(outcome: Outcome, name: str) -> None:
    sort, text, message, hint = MISNAMED[name]
    with pytest.raises(KrachtenveldError) as refused:
        Lookup(outcome).agreement(sort, text)
    assert message in refused.value.message and hint in refused.value.hint


def test_a_few_words_are_a_name(outcome: Outcome) -> None:
    lookup = Lookup(outcome)
    for text in ("mra-sociaal/trekker", "positie/mra-sociaal/trekker", "trekker PHO Sociaal"):
        assert lookup.agreement("moet", text).seat == "positie/mra-sociaal/trekker"
    assert lookup.agreement("vast", "lobbyclub=ruimte").portfolio == "ruimte-mobiliteit"


def test_a_dossier_that_lacks_the_numbers(repository: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = copy_of(repository, tmp_path / "werk")
    text = (folder / "college.yaml").read_text(encoding="utf-8")
    (folder / "college.yaml").write_text(text[: text.index("# Wie welke zetel neemt")], encoding="utf-8")
    edit(folder, "college.yaml", "    dagdelen: {waarde: 4, aard: aanname}\n", "")
    assert run("--dossier", str(folder)) == 2
    said = capsys.readouterr().err
    assert "college.yaml:" in said and "voeg toe: `verdeling: {aard: aanname, belasting:" in said
    assert 'van portefeuille "burgemeester" is niet bekend' in said and "2 bevindingen" in said


def test_a_dossier_without_a_load_for_a_role(repository: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = copy_of(repository, tmp_path / "werk")
    edit(folder, "college.yaml", ", inbreng: 1}", "}")
    assert run("--dossier", str(folder)) == 2
    assert "deze rollen kosten: inbreng" in capsys.readouterr().err


def test_agreements_in_the_dossier_clash_with_their_place(
    repository: Path, tmp_path: Path, capsys: Capture
) -> None:
    folder = copy_of(repository, tmp_path / "werk")
    with (folder / "college.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "  moet: [g40-duurzaamheid/voorzitter]\n  vast: {mra-energiearmoede/trekker: duurzaamheid}\n"
        )
    assert run("--dossier", str(folder)) == 2
    said = capsys.readouterr().err
    assert said.count("college.yaml:") == 3 and "deze 3 eisen gaan niet samen" in said


def test_a_clash_says_what_to_write_to_let_go(repository: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = copy_of(repository, tmp_path / "werk")
    portfolios = read_workspace(repository).loaded.dossier.college.portfolios
    less = "".join(f"    {item.id}: {{dagdelen: 2.5}}\n" for item in portfolios if item.capacity)
    scenario = f"scenario: weinig\nnaam: Weinig\nwaarom: proef\nwijzig:\n  portefeuilles:\n{less}"
    (folder / "scenarios").mkdir(exist_ok=True)
    (folder / "scenarios" / "weinig.yaml").write_text(scenario, encoding="utf-8")
    assert run("--dossier", str(folder), "--scenario", "weinig") == 2
    said = capsys.readouterr().err
    assert "laat er één los, bijvoorbeeld: trekker in 1 tot 2 van 3 gremia" in said
    assert "in een scenario: `actoren: {zw: {keuzes: []}}`" in said


def test_what_demands_cost_stands_at_the_top(outcome: Outcome, capsys: Capture) -> None:
    """What is left of the worth of the free plan is told as the cost of the one seat that it may not have."""
    free = allocate(outcome)
    barred = max(free.plan, key=lambda name: free.seat(name).advice.score)
    assert run("--nooit", barred.removeprefix("positie/"), "--alternatieven", "0") == 0
    lines = capsys.readouterr().out.splitlines()[:8]
    held = allocate(outcome, [SeatAgreement("nooit", barred, place="--nooit")])
    cost = (free.solution.worth - held.solution.worth) / WORTH
    assert cost > 0.1
    at = lines.index(
        f"1 eis geldt. Dat kost {decimal(cost, 1)} waarde ten opzichte van het plan zonder deze eis."
    )
    assert lines[at + 1] == f" –  nooit: {seat_label(free.outcome.names, free.seat(barred).advice)}   --nooit"


def test_one_seat_cannot_be_asked_and_barred(repository: Path, tmp_path: Path, capsys: Capture) -> None:
    seat = "vng-bv/lid"
    for other in (("--moet", seat), ("--vast", f"{seat}=burgemeester")):
        assert run(*other, "--nooit", seat) == 2
        said = capsys.readouterr().err
        assert f'zetel "{seat}" staat onder ' in said and other[0] in said and "--nooit" in said
    folder = copy_of(repository, tmp_path / "werk")
    with (folder / "college.yaml").open("a", encoding="utf-8") as file:
        file.write(f"  moet: [{seat}]\n")
    assert run("--dossier", str(folder), "--nooit", seat) == 2
    said = capsys.readouterr().err
    assert f'zetel "{seat}" staat onder --nooit en onder moet (college.yaml:' in said and "[botst]" in said
    with (folder / "college.yaml").open("a", encoding="utf-8") as file:
        file.write(f"  nooit: [{seat}]\n")
    assert run("--dossier", str(folder)) == 2
    assert capsys.readouterr().err.count("(college.yaml:") == 2


def test_numbers_that_are_looked_up_are_not_called_assumptions(
    repository: Path, tmp_path: Path, capsys: Capture
) -> None:
    folder = copy_of(repository, tmp_path / "werk")
    edit(folder, "college.yaml", "  aard: aanname\n", "  aard: oordeel\n", after="verdeling:")
    assert run("--dossier", str(folder), "--alternatieven", "0") == 0
    assert "Wat een rol kost, is een oordeel" in capsys.readouterr().out


def test_too_little_time_is_said(outcome: Outcome) -> None:
    found = allocate(outcome)
    off = replace(found, solution=replace(found.solution, bound=found.solution.worth + WORTH, proven=False))
    better = decimal(100 * WORTH / found.solution.worth, 1)
    assert "Niet bewezen" in certificate(off) and f"hoogstens {better}% beter" in certificate(off)
    assert "--tijd" in certificate(off)
    text = to_text(screen(division_report(DivisionAnswer(off), 5).screen()), terminal=False)
    assert "Wie neemt wat" in text and "Wat afvalt" not in text
    nobody = DivisionAnswer(replace(off, solution=replace(off.solution, plan={})))
    empty = to_text(screen(division_report(nobody, 5).screen()), terminal=False)
    assert empty.count("geen zetel in dit plan") == 8 and empty.count("geen zetel die hierbij past") == 1
    undecided = replace(found, solution=replace(found.solution, settled=False))
    assert "Bewezen het beste plan" in certificate(undecided) and "--tijd" in certificate(undecided)
    assert PlanSearch(found.problem, 1e-9).best().plan is None
    with pytest.raises(KrachtenveldError, match="geen plan gevonden"):
        allocate(outcome, seconds=1e-9)
