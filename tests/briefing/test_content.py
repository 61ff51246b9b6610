"""What a briefing says: all that the advice says about the seats, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.allocation.allocate import allocate
from strategy.dossier.files import read_folder
from strategy.dossier.loader import load_texts
from strategy.errors import KrachtenveldError
from visualizations.briefing.build import briefing
from visualizations.briefing.choose import PER, subjects
from visualizations.briefing.model import (
    Briefing,
    Bullets,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
    texts,
)


def page(made: Briefing, title: str) -> Section:
    return next(section for section in made.sections if section.title == title)


def said(section: Section) -> str:
    return "\n".join(texts(section.blocks))


@pytest.mark.parametrize("per", PER)
def test_every_core_seat_is_on_its_page(outcome: Outcome, per: str) -> None:
    found = subjects(outcome, per)
    made = briefing(outcome, found, "x")
    checked = 0
    for subject in found:
        text = said(page(made, subject.name))
        for advice in subject.advices:
            if advice.target.sort == "positie" and advice.band == "doen":
                assert advice.id in text, (subject.name, advice.id)
                assert outcome.names.name("gremium", advice.target.body) in text
                checked += 1
    assert checked >= sum(a.band == "doen" and a.target.sort == "positie" for a in outcome.advices)


def test_rows_say_what_the_advice_says(outcome: Outcome, made: Briefing) -> None:
    rows = 0
    for opgave in outcome.case.dossier.opgaven:
        table = next(block for block in page(made, opgave.name).blocks if isinstance(block, Table))
        for doing, body, _, band, why in table.rows:
            advice = outcome.advice(why.note)
            assert advice is not None and opgave.id in advice.opgaven
            assert (doing.text, band.text) == (advice.target.attitude, advice.band)
            assert body.text == outcome.names.name("gremium", advice.target.body)
            assert f"rang {advice.rank} " in band.note
            assert why.text in advice.arguments, "an argument for this very advice"
            rows += 1
    assert rows > 30


def test_argument_is_about_the_opgave_of_the_page(outcome: Outcome, made: Briefing) -> None:
    names = {opgave.name: {p.name for p in opgave.priorities} for opgave in outcome.case.dossier.opgaven}
    table = next(block for block in page(made, "Gezondheid").blocks if isinstance(block, Table))
    why = next(row[4].text for row in table.rows if row[4].note == "positie/mra-sociaal/trekker")
    assert any(name in why for name in names["Gezondheid"]), why


def test_position_list_is_all_that_is_core(outcome: Outcome, made: Briefing) -> None:
    table = next(block for block in made.front.blocks if isinstance(block, Table))
    core = {
        outcome.names.name("gremium", advice.target.body)
        for advice in outcome.advices
        if advice.band == "doen" and advice.target.sort == "positie"
    }
    assert {row[1].text for row in table.rows} == core


def test_page_begins_with_what_to_do_first(small: Briefing) -> None:
    lead = page(small, "Gezondheid").blocks[0]
    assert isinstance(lead, Paragraph) and lead.look == "lead"
    assert lead.text.startswith("Doe dit eerst: word trekker van MRA PHO Sociaal, ")
    assert "Spreek daarvoor eerst met Zaanstreek-Waterland, en zet in de agenda: " in lead.text
    assert lead.text.count(". ") == 1, "two sentences"


def test_page_has_all_that_it_promises(small: Briefing) -> None:
    section = page(small, "Gezondheid")
    heads = [block.text for block in section.blocks if isinstance(block, Heading)]
    assert heads == [
        "Zetels", "Met wie eerst spreken", "Voorwaarden", "Verdere argumenten", "Hoe we bij de beslissers komen",
        "Verder te doen", "Over deze opgave", "Doelen", "Trends", "Prioriteiten", "Wat andere programma's bijdragen",
        "Wat andere regio's hierover leren", "Tekst om over te nemen", "Waar dit op rust",
    ]  # fmt: skip
    text = said(section)
    for words in (
        "gunt onze zetel in MRA PHO Sociaal",
        "Wordt gegund door Zaanstreek-Waterland:",
        "vraag VNG het bij VWS te bepleiten",
        "Geen eigen inzet op VWS voor gezondheid",
        "Beïnvloedingsstrategie:",
        "4 Gezondheid › strategische prioriteiten, punt",
        "oordelen:",
        "Te verifiëren:",
    ):
        assert words in text, words


def test_map_is_that_of_the_page(made: Briefing) -> None:
    section = page(made, "De kaart van Gezondheid")
    (picture,) = section.blocks
    assert isinstance(picture, Picture) and section.page == "A4 liggend"
    assert "MRA PHO Sociaal" in picture.svg and "Wietexperiment" not in picture.svg
    assert "Aanbevolen is een zetel in: " in picture.alternative
    assert page(made, "De kaart").page == "A3 liggend", "the whole does not fit on A4"


def test_portfolio_page_tells_the_load(outcome: Outcome) -> None:
    made = briefing(outcome, subjects(outcome, "portefeuille", "Zorg en gezondheid"), "x")
    section = page(made, "Zorg en gezondheid")
    text = said(section)
    assert "Alle zetels hieronder samen vragen 6 dagdelen per maand en er zijn er 6; dat past." in text
    portfolio = next(p for p in outcome.case.dossier.college.portfolios if p.name == "Zorg en gezondheid")
    taken = [name for name, taker in allocate(outcome).plan.items() if taker == portfolio.id]
    given = next(block for block in section.blocks if isinstance(block, Bullets))
    assert len(given.items) == len(taken) > 0


def test_colophon_lets_it_be_made_again(outcome: Outcome, small: Briefing) -> None:
    text = said(small.sections[-1])
    assert "`krachtenveld briefing --per opgave`" in text
    for words in (
        "1 juni 2022",
        outcome.case.fingerprint,
        f"{len(outcome.case.rulebook.rules)}, regelset",
        "basis",
    ):
        assert words in text
    for document in outcome.case.dossier.documents:
        assert document.title in text


def test_names_are_found_and_others_refused(outcome: Outcome) -> None:
    assert subjects(outcome, "opgave", "GEZONDHEID") == subjects(outcome, "opgave", "gezondheid")
    assert subjects(outcome, "netwerk", "Vervoerregio Amsterdam")[0].id == "vervoerregio"
    for per, name, hint in (
        ("opgave", "gezondhied", 'bedoeld: "gezondheid"?'),
        ("portefeuille", "Zorg en gezondhied", 'bedoeld: "zorg-gezondheid"?'),
        ("netwerk", "maan", "kies uit: "),
    ):
        with pytest.raises(KrachtenveldError) as error:
            subjects(outcome, per, name)
        assert f"er is geen {per} " in error.value.message and hint in error.value.hint


def test_without_advice_there_is_no_briefing(outcome: Outcome) -> None:
    """A network that nothing is advised about."""
    empty = next(
        layer.id
        for layer in outcome.case.dossier.layers
        if layer.id not in {subject.id for subject in subjects(outcome, "netwerk")}
    )
    with pytest.raises(KrachtenveldError, match=r"er is geen advies voor netwerk .* dus ook geen briefing"):
        subjects(outcome, "netwerk", empty)


def test_public_version_leaves_internal_out(repository: Path) -> None:
    found = read_folder(repository)
    old = "    afkorting: NZKG\n"
    assert found["networks/nzkg.yaml"].count(old) == 1
    found["networks/nzkg.yaml"] = found["networks/nzkg.yaml"].replace(old, f"{old}    openbaarheid: intern\n")
    loaded = load_texts(found)

    def everything(public: bool) -> str:
        outcome = advise(prepare(loaded, public_only=public), "clingo")
        made = briefing(outcome, subjects(outcome, "opgave"), "x")
        blocks = [block for section in (made.front, *made.sections) for block in section.blocks]
        return "\n".join((made.stamp, *texts(blocks), *(b.svg for b in blocks if isinstance(b, Picture))))

    assert "NZKG" in everything(public=False)
    text = everything(public=True)
    assert "NZKG" not in text and "Noordzeekanaalgebied" not in text
    assert "openbare versie" in text and "Openbare versie:" in text


def test_another_day_is_stamped(repository: Path) -> None:
    outcome = advise(prepare(load_texts(read_folder(repository)), date(2022, 9, 1)), "clingo")
    made = briefing(outcome, subjects(outcome, "opgave", "economie"), "x")
    assert made.stamp.startswith("peildatum 1 september 2022") and made.day == date(2022, 9, 1)
    assert "1 juli 2022" not in said(made.front), "what is over does not come"
