"""What a briefing says: all that the advice says about the seats, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from strategy.advice.advise import Outcome, advise, first_argument, prepare
from strategy.advice.lines import Line
from strategy.advice.model import REFRAIN
from strategy.advice.names import argument_texts, decimal
from strategy.allocation.allocate import allocate
from strategy.dossier.files import read_texts
from strategy.errors import KrachtenveldError
from strategy.explain.footing import footing
from strategy.workspace import workspace_of
from tests.briefing.conftest import texts
from visualizations.briefing.build import briefing
from visualizations.briefing.model import (
    Briefing,
    Bullets,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
)
from visualizations.briefing.page import DOING
from visualizations.briefing.subjects import PER, BriefingLookups, subjects


def page(made: Briefing, title: str) -> Section:
    return next(section for section in made.sections if section.title == title)


def said(section: Section) -> str:
    return "\n".join(texts(section.blocks))


def wanted(outcome: Outcome, opgave: str) -> list[Line]:
    """The tables to be at for an opgave, first what counts most there."""
    found = (
        line for line in outcome.lines if line.target.sort == "positie" and line.target.attitude in DOING
    )
    return sorted((line for line in found if opgave in line.opgaven), key=lambda line: line.place_in(opgave))


@pytest.mark.parametrize("per", PER)
def test_every_core_seat_is_on_its_page(outcome: Outcome, per: str) -> None:
    found = subjects(outcome, per)
    made = briefing(outcome, found, "x")
    checked = 0
    for subject in found:
        text = said(page(made, subject.name))
        for line in subject.lines:
            if line.target.sort == "positie" and line.band == "doen":
                assert line.id in text, (subject.name, line.id)
                assert outcome.names.name("gremium", line.target.body) in text
                checked += 1
    assert checked >= sum(a.band == "doen" and a.target.sort == "positie" for a in outcome.lines)


def test_rows_say_what_the_advice_says(outcome: Outcome, made: Briefing) -> None:
    rows = 0
    for opgave in outcome.case.dossier.opgaven:
        table = next(block for block in page(made, opgave.name).blocks if isinstance(block, Table))
        for doing, body, _, band, why in table.rows:
            line = outcome.line(why.note)
            assert line is not None and opgave.id in line.opgaven
            assert (doing.text, band.text) == (line.target.attitude, line.band)
            assert body.text == outcome.names.name("gremium", line.target.body)
            doubt = footing(outcome, line).rests_on
            assert band.note == f"rang {line.rank} ({decimal(line.score, 1)}){f'; {doubt}' if doubt else ''}"
            assert why.text == first_argument(outcome, line, opgave.id), "what every other output says first"
            rows += 1
    assert rows > 30


def test_argument_is_about_the_opgave_of_the_page(outcome: Outcome, made: Briefing) -> None:
    """Also of a seat that something else argues for more."""
    elsewhere = 0
    for opgave in outcome.case.dossier.opgaven:
        table = next(block for block in page(made, opgave.name).blocks if isinstance(block, Table))
        for *_, why in table.rows:
            line = outcome.line(why.note)
            assert line is not None
            own = [entry for entry in line.entries if entry.opgave == opgave.id]
            said_there = [reason.text for reason in line.said_of(opgave.id)]
            assert why.text in (*said_there, *argument_texts(outcome.trace, outcome.names, own))
            elsewhere += line.entries[0].opgave != opgave.id
    assert elsewhere, "the strongest argument would always do"


def test_what_a_source_says_is_said_first_and_cited(outcome: Outcome, made: Briefing) -> None:
    told = 0
    for opgave in outcome.case.dossier.opgaven:
        section = page(made, opgave.name)
        table = next(block for block in section.blocks if isinstance(block, Table))
        for *_, why in table.rows:
            line = outcome.line(why.note)
            assert line is not None
            if reasons := line.said_of(opgave.id):
                assert why.text == reasons[0].text
                source = reasons[0].origin.source
                assert source is None or outcome.names.documents[source.document] in said(section)
                told += 1
    assert told > 5


def test_page_of_an_opgave_has_the_order_of_what_counts_there(outcome: Outcome, made: Briefing) -> None:
    otherwise = 0
    for subject in subjects(outcome, "opgave"):
        assert list(subject.lines) == sorted(subject.lines, key=lambda line: line.place_in(subject.id))
        table = next(block for block in page(made, subject.name).blocks if isinstance(block, Table))
        rows = [(row[0].text, outcome.line(row[4].note)) for row in table.rows]
        for doing in DOING:
            own = [line for attitude, line in rows if line is not None and attitude == doing]
            assert own == sorted(own, key=lambda line: line.place_in(subject.id)), (subject.id, doing)
            otherwise += own != sorted(own, key=lambda line: line.rank)
    assert otherwise, "the order of all advice would do"
    for subject in (*subjects(outcome, "portefeuille"), *subjects(outcome, "netwerk")):
        assert [line.rank for line in subject.lines] == sorted(line.rank for line in subject.lines)


def test_what_else_there_is_to_do_is_told_in_lines(outcome: Outcome, made: Briefing) -> None:
    titles = {f"{line.title} ({line.band}).": line for line in outcome.lines}
    told = 0
    for subject in subjects(outcome, "opgave"):
        blocks = page(made, subject.name).blocks
        at = next(
            (n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.text == "Verder te doen"), None
        )
        if at is None:
            continue
        items = blocks[at + 1]
        assert isinstance(items, Bullets)
        lines = [titles[title] for title, _ in items.items]
        assert lines == sorted(lines, key=lambda line: line.place_in(subject.id))
        assert all(line in subject.lines for line in lines)
        told += len(lines)
    assert told > len(subjects(outcome, "opgave"))


def test_what_to_leave_stands_with_its_reason(outcome: Outcome, made: Briefing) -> None:
    left = 0
    for opgave in outcome.case.dossier.opgaven:
        tables = [block for block in page(made, opgave.name).blocks if isinstance(block, Table)]
        rows = [row for table in tables if table.heads[0] == "Laten of alleen volgen" for row in table.rows]
        for what, why in rows:
            line = outcome.line(why.note)
            assert line is not None and opgave.id in line.opgaven
            assert (what.text, why.text) == (line.title, first_argument(outcome, line, opgave.id))
        there = {why.note for _, why in rows}
        leave = {a.id for a in outcome.lines if a.target.sort == REFRAIN and opgave.id in a.opgaven}
        assert leave <= there or len(rows) == 6, opgave.id
        left += len(leave & there)
    assert left


def test_position_list_is_all_that_is_core(outcome: Outcome, made: Briefing) -> None:
    table = next(block for block in made.front.blocks if isinstance(block, Table))
    core = {
        outcome.names.name("gremium", line.target.body)
        for line in outcome.lines
        if line.band == "doen" and line.target.sort == "positie"
    }
    assert {row[1].text for row in table.rows} == core


def lead_of(made: Briefing, title: str) -> str:
    lead = page(made, title).blocks[0]
    assert isinstance(lead, Paragraph) and lead.look == "lead"
    return lead.text


def test_page_begins_with_what_to_do_first(outcome: Outcome, small: Briefing) -> None:
    lead = lead_of(small, "Gezondheid")
    first = min(wanted(outcome, "gezondheid")[:3], key=lambda line: line.rank).title
    assert lead.startswith(f"Doe dit eerst: {first[:1].lower()}{first[1:]}; ")
    assert "Spreek daarvoor eerst met Zaanstreek-Waterland, en zet in de agenda: " in lead
    assert lead.count(". ") == 1, "two sentences"


def test_a_relation_that_counts_more_than_any_seat_comes_first(outcome: Outcome, made: Briefing) -> None:
    """On this page no seat is `doen`; the relation with BZK is, at rank 2, and nobody there grants a seat."""
    lead = lead_of(made, "Veiligheid")
    assert lead.startswith("Doe dit eerst: haal de banden met BZK aan, bestuurlijk en hoogambtelijk; ")
    assert "naar voren" not in lead and "daarvoor" not in lead and "Spreek ook met BZK" not in lead
    begin = next(block.text for block in made.front.blocks if isinstance(block, Paragraph))
    assert begin.index("MRA Platform Mobiliteit") < begin.index("haal de banden met BZK aan")


def test_who_is_known_well_is_not_called_barely_known(made: Briefing) -> None:
    """A road is also thin when those on it weigh little with who decides: that says nothing of our tie with them."""
    rows = [
        row
        for section in made.sections
        for block in section.blocks
        if isinstance(block, Table) and block.heads[1] == "Beste weg"
        for row in block.rows
    ]
    notes = {note for row in rows if "sterke bestuurlijke relatie" in row[3].text if (note := row[1].note)}
    assert notes == {"draagt weinig: hun invloed verderop is klein"}


def test_page_has_all_that_it_promises(outcome: Outcome, small: Briefing) -> None:
    section = page(small, "Gezondheid")
    heads = [block.text for block in section.blocks if isinstance(block, Heading)]
    assert heads == [
        "Zetels", "Met wie eerst spreken", "Voorwaarden", "Verdere argumenten", "Hoe we bij de beslissers komen",
        "Verder te doen", "Over deze opgave", "Doelen", "Trends", "Prioriteiten", "Wat andere programma's bijdragen",
        "Wat andere regio's hierover leren", "Tekst om over te nemen", "Waar dit op rust",
    ]  # fmt: skip
    text = said(section)
    granted = next(
        advice.target.body
        for advice in wanted(outcome, "gezondheid")
        if any(condition.sort == "gunning" for condition in advice.conditions)
    )
    for words in (
        f"gunt onze zetel in {outcome.names.name('gremium', granted)}",
        "Wordt gegund door Zaanstreek-Waterland:",
        "vraag VNG het bij VWS te bepleiten",
        "Beïnvloedingsstrategie:",
        "4 Gezondheid › strategische prioriteiten, punt",
        "oordelen:",
        "Te verifiëren:",
    ):
        assert words in text, words


def test_map_is_that_of_the_page(outcome: Outcome, made: Briefing) -> None:
    section = page(made, "De kaart van Gezondheid")
    (picture,) = section.blocks
    assert isinstance(picture, Picture) and section.page == "A4 liggend"
    here = outcome.names.name("gremium", wanted(outcome, "gezondheid")[0].target.body)
    assert here in picture.svg and "Wietexperiment" not in picture.svg
    assert "Aanbevolen is een zetel in: " in picture.alternative
    assert page(made, "De kaart").page == "A3 liggend", "the whole does not fit on A4"


def asked_by_hand(outcome: Outcome, portfolio: str) -> float:
    """What the seats of a portfolio cost: at each table the heaviest role."""
    (subject,) = subjects(outcome, "portefeuille", portfolio)
    division = outcome.case.dossier.college.division
    assert division
    tables: dict[str, float] = {}
    for target in (part.target for line in subject.lines for part in line.parts):
        if target.sort == "positie" and target.attitude in DOING:
            load = division.loads[target.role].value
            tables[target.body] = max(load, tables.get(target.body, 0.0))
    return sum(tables.values())


def test_a_moment_names_the_best_that_hangs_on_it(outcome: Outcome, made: Briefing) -> None:
    served = {
        moment.occasion.name: found for moment, found in BriefingLookups(outcome).moments_of(outcome.lines)
    }
    table = next(
        block for block in made.front.blocks if isinstance(block, Table) and block.heads[1] == "Moment"
    )
    for _, moment, what in table.rows:
        best = min(served[moment.text], key=lambda line: line.rank)
        assert what.note == f"het hoogste op rang {best.rank}: {best.title}"


def test_portfolio_page_tells_the_load(outcome: Outcome) -> None:
    made = briefing(outcome, subjects(outcome, "portefeuille", "Zorg en gezondheid"), "x")
    section = page(made, "Zorg en gezondheid")
    text = said(section)
    portfolio = next(p for p in outcome.case.dossier.college.portfolios if p.name == "Zorg en gezondheid")
    asked = asked_by_hand(outcome, portfolio.id)
    assert portfolio.capacity
    fits = "dat past." if asked <= portfolio.capacity.value else "dat past niet: kies."
    assert (
        f"Alle zetels hieronder samen vragen {decimal(asked)} dagdelen per maand "
        f"en er zijn er {decimal(portfolio.capacity.value)}; {fits}" in text
    )
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
        if not document.available:
            assert document.title in text


def test_only_the_sources_that_it_rests_on_are_listed(
    outcome: Outcome, made: Briefing, small: Briefing
) -> None:
    """What a page cites is among them; most of what the national basis brings is not."""
    documents = {item.id: item.title for item in outcome.case.dossier.documents if item.available}
    listed, of_one = (
        {text for block in each.sections[-1].blocks if isinstance(block, Bullets) for _, text in block.items}
        & set(documents.values())
        for each in (made, small)
    )
    assert of_one < listed < set(documents.values())
    assert {documents["bis-2022"], documents["roo-2026"]} <= of_one and documents["m50-2023"] not in listed
    for origin in (advice.origin for advice in outcome.lines[0].said_of("verstedelijking")):
        assert origin.source is None or documents[origin.source.document] in listed


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
    found = read_texts(repository).sound()
    old = "    afkorting: NZKG\n"
    assert found["networks/nzkg.yaml"].count(old) == 1
    found["networks/nzkg.yaml"] = found["networks/nzkg.yaml"].replace(old, f"{old}    openbaarheid: intern\n")
    loaded = workspace_of(found).loaded

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
    outcome = advise(prepare(workspace_of(read_texts(repository).sound()).loaded, date(2022, 9, 1)), "clingo")
    made = briefing(outcome, subjects(outcome, "opgave", "economie"), "x")
    assert made.stamp.startswith("peildatum 1 september 2022") and made.day == date(2022, 9, 1)
    assert "1 juli 2022" not in said(made.front), "what is over does not come"
