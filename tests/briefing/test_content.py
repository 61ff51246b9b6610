"""What a briefing says: all that the advice says about the seats, and nothing else."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pptx import Presentation

from strategy.advice.advise import Outcome, advise, first_argument, prepare, seat_argument
from strategy.advice.model import LIGHT, REFRAIN
from strategy.advice.names import decimal
from strategy.allocation.allocate import allocate
from strategy.comparison.futures import Future
from strategy.dossier.files import read_texts
from strategy.errors import KrachtenveldError
from strategy.explain.grounds import footing
from strategy.workspace import workspace_of
from tests.briefing.conftest import texts
from tests.members import with_members
from visualizations.briefing.build import briefing
from visualizations.briefing.lookups import PER, subjects
from visualizations.briefing.model import (
    Briefing,
    Bullets,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
)
from visualizations.briefing.slides import pptx_bytes


def page(made: Briefing, title: str) -> Section:
    return next(section for section in made.sections if section.title == title)


def said(section: Section) -> str:
    return "\n".join(texts(section.blocks))


def plan_of(outcome: Outcome) -> dict[str, str]:
    """Seat → portfolio, as `verdeling` has it."""
    return dict(allocate(outcome).plan)


def who_table(made: Briefing) -> Table:
    return next(block for block in made.front.blocks if isinstance(block, Table) and block.heads[2] == "Wie")


def words_of(made: Briefing) -> str:
    """All that is said before the annexes."""
    told = [each for each in made.sections if not each.title.startswith("Bijlage")]
    return "\n".join(text for each in (made.front, *told) for text in texts(each.blocks))


@pytest.mark.parametrize("per", PER)
def test_pages_and_plan_never_differ(outcome: Outcome, per: str) -> None:
    """Whoever is named for a seat anywhere, takes it in the plan; and each seat of the plan is told on a page."""
    made = briefing(outcome, subjects(outcome, per), "x")
    plan, names = plan_of(outcome), outcome.names
    planned = {
        (names.name("gremium", advice.target.body), names.name("portefeuille", plan[advice.id]))
        for advice in outcome.advices
        if advice.id in plan
    }
    listed = {(row[0].text, row[2].text) for row in who_table(made).rows if row[2].text != "ambtelijk"}
    assert listed == planned
    told = set()
    for subject in subjects(outcome, per):
        for table in (block for block in page(made, subject.name).blocks if isinstance(block, Table)):
            for seat, who, _ in table.rows:
                here = {(body, taker) for body, taker in planned if body in seat.text}
                assert all(taker in who.text for _, taker in here), (seat.text, who.text)
                told |= here
    assert told == planned


def test_a_portfolio_begins_with_its_own_and_names_the_rest_as_of_a_colleague(outcome: Outcome) -> None:
    """Jeugd: nothing of what its page asks it to do first is of another in the plan."""
    made = briefing(outcome, subjects(outcome, "portefeuille", "jeugd-onderwijs"), "x")
    section = page(made, "Jeugd en onderwijs")
    plan = plan_of(outcome)
    bodies = {a.target.body for a in outcome.advices if plan.get(a.id) == "jeugd-onderwijs"}
    own = {outcome.names.name("gremium", body) for body in bodies}
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    assert {body for row in table.rows for body in own if body in row[0].text} == own and len(
        table.rows
    ) == len(own)
    text = said(section)
    assert "In de verdeling van het college: " in text and "6 van de 6 dagdelen per maand." in text
    assert "Bij een collega, al past het ook hier:" in text
    colleague = next(block for block in section.blocks if isinstance(block, Bullets))
    assert "Zorg en gezondheid:" in dict(colleague.items) and not [
        n for n in own if n in str(colleague.items)
    ]


def test_letter_begins_with_numbered_decisions_the_dated_ones_first(made: Briefing) -> None:
    lead, asked, decisions = made.front.blocks[:3]
    assert isinstance(lead, Paragraph) and isinstance(asked, Paragraph) and isinstance(decisions, Bullets)
    assert lead.text.startswith(
        "Het college neemt 23 zetels in, voor 43 van de 50 dagdelen per maand (een aanname); ambtenaren nemen er 1 in."
    )
    assert asked.text == "Het college wordt gevraagd:" and decisions.numbered
    heads = [strong for strong, _ in decisions.items]
    assert heads[0].startswith("1 juli 2022, Kandidaatstelling VNG-commissies")
    assert [head.partition(",")[0] for head in heads[:4]] == [
        "1 juli 2022", "4 tot en met 22 juli 2022", "5 juli 2022", "Zomer 2022",
    ]  # fmt: skip
    assert heads[4] == "De zetels te verdelen" and "Los te laten" in heads
    assert "MRA-thema energiearmoede (trekker)" in dict(decisions.items)["Los te laten"]


def test_what_is_to_be_decided_is_asked_in_one_form_and_counts_every_seat(
    outcome: Outcome, made: Briefing
) -> None:
    """What holds throughout is no decision; and the number of the first sentence is that of the table below it."""
    numbered, throughout = (block for block in made.front.blocks[:5] if isinstance(block, Bullets))
    assert numbered.numbered and not throughout.numbered
    own = [line.title for line in outcome.lines if line.target.sort == "voorwaarde" and line.band == "doen"]
    assert [text for _, text in throughout.items][:1] == [f"{own[0]}."] and "Bij dit alles" not in str(
        numbered.items
    )
    who = [row[2].text for row in who_table(made).rows]
    assert (len(who), who.count("ambtelijk")) == (24, 1)


@pytest.fixture(scope="module")
def four(repository: Path, outcome: Outcome) -> Outcome:
    """A college of four: it lets a seat go for a lighter one at the same table."""
    held = {
        "een": ("jeugd-onderwijs", "zorg-gezondheid", "sociaal"),
        "twee": ("economie", "duurzaamheid"),
        "drie": ("wonen", "ruimte-mobiliteit", "financien"),
        "vier": ("burgemeester",),
    }
    return with_members(repository, held, like=outcome)


def test_what_the_plan_lets_go_is_asked_also_for_a_lighter_role_at_the_table(four: Outcome) -> None:
    made = briefing(four, subjects(four, "opgave"), "x")
    decisions = next(block for block in made.front.blocks if isinstance(block, Bullets))
    lost = dict(decisions.items)["Los te laten"]
    assert "MRA PHO Bouwen en Wonen (vicevoorzitter, wordt stevige inbreng)" in lost
    assert "MRA-thema energiearmoede (trekker)" in lost
    assert any("vicevoorzitter, wordt stevige inbreng" in str(slide.items) for slide in made.slides)


def test_nothing_asks_for_another_role_than_the_plan_takes(four: Outcome) -> None:
    """Neither the first sentence of a page nor a slide."""
    made = briefing(four, subjects(four, "opgave"), "x")
    told = "\n".join((words_of(made), *(f"{slide.title} {slide.items}" for slide in made.slides)))
    assert "vicevoorzitterschap" not in told
    assert "eem met een stevige inbreng deel aan het MRA PHO Bouwen en Wonen" in told


def test_seats_stand_from_heavy_to_light(outcome: Outcome, made: Briefing) -> None:
    by_body = {
        outcome.names.name("gremium", part.target.body): line.rank
        for line in reversed(outcome.lines)
        for part in line.parts
        if part.target.sort == "positie"
    }
    found = [by_body[row[0].text] for row in who_table(made).rows]
    assert found == sorted(found) and len(found) > 20


def test_no_sentence_is_said_twice(made: Briefing) -> None:
    """Nor do sentences that a rule fills in differ in one name only."""
    sentences = [each for each in re.split(r"(?<=[.!?]) +|\n", words_of(made)) if len(each.split()) >= 6]
    again = {each for each in sentences if sentences.count(each) > 1}
    assert len(sentences) > 60 and again == set()


def test_ids_scores_and_commands_stand_in_the_annex_only(outcome: Outcome, made: Briefing) -> None:
    text = words_of(made)
    assert "krachtenveld" not in text and "`" not in text and "regelset" not in f"{text}{made.stamp}"
    assert not [
        line.id for line in outcome.lines if re.search(rf"(?<![\w/]){re.escape(line.id)}(?![\w/])", text)
    ]
    assert not re.search(r"rang \d|\(\d+,\d\)", text)
    annex = page(made, "Bijlage: alle adviezen").blocks[0]
    assert isinstance(annex, Table)
    rows = {row[4].text: row for row in annex.rows}
    for line in outcome.lines:
        rank, _, weight, rests, _ = rows[line.id]
        assert rank.text == str(line.rank) and weight.text == f"{line.band} ({decimal(line.score, 1)})"
        assert rests.text == (footing(outcome, line).rests_on or "–")


def test_argument_is_about_the_opgave_of_the_page(outcome: Outcome, made: Briefing) -> None:
    """And what a source says comes first."""
    told = 0
    for opgave in outcome.case.dossier.opgaven:
        for table in (block for block in page(made, opgave.name).blocks if isinstance(block, Table)):
            for seat, _, why in table.rows:
                found = [
                    line
                    for line in outcome.lines
                    if opgave.id in line.opgaven
                    and first_argument(outcome, line, opgave.id) == why.text.partition(" Daartegen:")[0]
                ]
                assert found, (seat.text, why.text)
                told += bool(found[0].said_of(opgave.id))
    assert told > 5


def test_each_seat_is_told_where_it_counts_most_and_named_elsewhere(outcome: Outcome, made: Briefing) -> None:
    told: dict[str, int] = {}
    for subject in subjects(outcome, "opgave"):
        text = said(page(made, subject.name))
        for row in (row for b in page(made, subject.name).blocks if isinstance(b, Table) for row in b.rows):
            told[row[0].text] = told.get(row[0].text, 0) + 1
        for line in subject.lines:
            if line.target.sort == "positie" and line.band == "doen":
                assert outcome.names.name("gremium", line.target.body) in text, (subject.name, line.id)
    assert set(told.values()) == {1}
    assert "onder Kansenongelijkheid tegengaan: Bestuurlijke lobbyclub van de G40 (lid)." in said(
        page(made, "Veiligheid")
    )


def test_what_to_leave_stands_with_its_reason(outcome: Outcome, made: Briefing) -> None:
    table = next(
        b for b in made.front.blocks if isinstance(b, Table) and b.heads[0] == "Laten of alleen volgen"
    )
    left = {
        line.title: first_argument(outcome, line)
        for line in outcome.lines
        if line.target.attitude in LIGHT and line.target.sort in (REFRAIN, "positie")
    }
    assert {row[0].text: row[1].text for row in table.rows} == left


def test_without_hours_nobody_is_named(repository: Path) -> None:
    """A college that does not say how much time it has: the seats stand there, and that it is still to be divided."""
    found = read_texts(repository).sound()
    found["college.yaml"] = re.sub(r"\n    dagdelen: [^\n]*", "", found["college.yaml"])
    outcome = advise(prepare(workspace_of(found).loaded), "python")
    for per in PER:
        made = briefing(outcome, subjects(outcome, per), "x")
        assert "kan " in said(
            made.front
        ) and "wie welke zetel neemt; daarvoor zegt het dossier te weinig" in said(made.front)
        assert {row[2].text for row in who_table(made).rows} == {"nog te bepalen"}
        assert not [slide.title for slide in made.slides if " voor Jeugd" in slide.title]


def test_slides_have_a_finding_as_title_and_more_than_a_sentence(outcome: Outcome, made: Briefing) -> None:
    topics = {"In het kort", "Verantwoording", *(opgave.name for opgave in outcome.case.dossier.opgaven)}
    for slide in made.slides:
        assert slide.title not in topics and len(slide.title.split()) > 3
        assert len(slide.items) > 1, slide.title
    assert made.slides[0].title.startswith("10 zetels worden nu verdeeld; het eerst bij Kandidaatstelling")


def lead_of(made: Briefing, title: str) -> str:
    lead = page(made, title).blocks[0]
    assert isinstance(lead, Paragraph) and lead.look == "lead"
    return lead.text


def test_page_begins_with_what_to_do_first(outcome: Outcome, small: Briefing) -> None:
    lead = lead_of(small, "Gezondheid")
    assert lead.startswith("Doe dit eerst: neem met een stevige inbreng deel aan het MRA Platform Ruimte; ")
    assert "Spreek daarvoor eerst met Zaanstreek-Waterland, en zet in de agenda: " in lead
    assert lead.count(". ") == 1, "two sentences"


def test_a_relation_that_counts_more_than_any_seat_comes_first(made: Briefing) -> None:
    """On this page no seat is `doen`; the relation with BZK is, and nobody there grants a seat."""
    lead = lead_of(made, "Veiligheid")
    assert lead.startswith("Doe dit eerst: haal de banden met BZK aan, bestuurlijk en hoogambtelijk; ")
    assert "naar voren" not in lead and "daarvoor" not in lead and "Spreek" not in lead


def test_who_is_known_well_is_not_called_barely_known(made: Briefing) -> None:
    """A road is also thin when those on it weigh little with who decides: that says nothing of our tie with them."""
    table = next(b for b in made.front.blocks if isinstance(b, Table) and b.heads[1] == "Beste weg")
    notes = {
        note for row in table.rows if "sterke bestuurlijke relatie" in row[3].text if (note := row[1].note)
    }
    assert notes == {"draagt weinig: hun invloed verderop is klein"}
    assert "rang" not in " ".join(row[3].text for row in table.rows)


def test_page_has_all_that_it_promises(small: Briefing) -> None:
    heads = [
        [b.text for b in part.blocks if isinstance(b, Heading)] for part in (small.front, small.sections[0])
    ]
    assert heads == [
        ["Wie neemt wat", "Wat verder eraan komt", "Met wie eerst spreken", "Hoe we bij de beslissers komen"],
        ["Verder te doen", "Over deze opgave", "Doelen", "Trends", "Prioriteiten", "Wat andere programma's bijdragen",
         "Wat andere regio's hierover leren", "Tekst om over te nemen"],
    ]  # fmt: skip
    assert [section.title for section in small.sections] == [
        "Gezondheid", "Bijlage: nog na te gaan", "Bijlage: alle adviezen", "Bijlage: waar dit op rust",
        "Bijlage: verantwoording", "Bijlage: de kaart van Gezondheid",
    ]  # fmt: skip
    text = "\n".join(texts(block for part in (small.front, *small.sections) for block in part.blocks))
    for words in (
        "gunt onze zetel in MRA Platform Ruimte", "vraag VNG het bij VWS te bepleiten", "Beïnvloedingsstrategie:",
        "4 Gezondheid › strategische prioriteiten, punt", "oordelen:", "Te verifiëren:",
    ):  # fmt: skip
        assert words in text, words


def test_map_is_that_of_the_page(small: Briefing, made: Briefing) -> None:
    section = small.sections[-1]
    (picture,) = section.blocks
    assert isinstance(picture, Picture) and section.page == "A4 liggend"
    assert "MRA Platform Ruimte" in picture.svg and "Wietexperiment" not in picture.svg
    assert "Aanbevolen is een zetel in: " in picture.alternative
    assert made.sections[-1].page == "A3 liggend", "the whole does not fit on A4"


def colophon(made: Briefing) -> Section:
    return page(made, "Bijlage: verantwoording")


def test_colophon_lets_it_be_made_again(outcome: Outcome, small: Briefing) -> None:
    text = said(colophon(small))
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
        {text for block in colophon(each).blocks if isinstance(block, Bullets) for _, text in block.items}
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
        outcome = advise(prepare(loaded, public_only=public), "python")
        made = briefing(outcome, subjects(outcome, "opgave"), "x")
        blocks = [block for section in (made.front, *made.sections) for block in section.blocks]
        return "\n".join((made.stamp, *texts(blocks), *(b.svg for b in blocks if isinstance(b, Picture))))

    assert "NZKG" in everything(public=False)
    text = everything(public=True)
    assert "NZKG" not in text and "Noordzeekanaalgebied" not in text
    left = re.search(r"openbare versie \((\d+) interne feiten weggelaten\)", text)
    assert left and int(left[1]) > 3 and f"{left[1]} feiten weggelaten, met alles" in text


def test_another_day_is_stamped(repository: Path) -> None:
    outcome = advise(prepare(workspace_of(read_texts(repository).sound()).loaded, date(2022, 9, 1)), "python")
    made = briefing(outcome, subjects(outcome, "opgave", "economie"), "x")
    assert made.stamp.startswith("peildatum 1 september 2022") and made.day == date(2022, 9, 1)
    assert "1 juli 2022" not in said(made.front), "what is over does not come"


def test_long_names_stay_whole_on_a_page(repository: Path) -> None:
    """Names of 120 signs; the title of a slide ends in an ellipsis."""
    found = read_texts(repository).sound()
    long = f"Gezondheid {'en samen leven in de wijken ' * 4}voorop".ljust(120, "!")[:120]
    found["opgaven/gezondheid.yaml"] = re.sub(
        r"(?m)^naam: .*$", f"naam: {long}", found["opgaven/gezondheid.yaml"], count=1
    )
    loaded = workspace_of(found).loaded
    outcome = advise(prepare(loaded), "python")
    made = briefing(outcome, subjects(outcome, "opgave"), "x")
    assert long in [each.title for each in made.sections]
    assert any(slide.title.startswith(long) for slide in made.slides)
    deck = Presentation(io.BytesIO(pptx_bytes(made)))
    cut = [
        slide.shapes.title.text_frame.text
        for slide in deck.slides
        if slide.shapes.title.text_frame.text.startswith("Gezondheid")
    ]
    assert len(cut) == 1 and cut[0].endswith(" …") and len(cut[0]) < 160


def test_an_opgave_without_advice_is_named_and_has_no_page(outcome: Outcome, made: Briefing) -> None:
    advices = tuple(each for each in outcome.advices if "veiligheid" not in each.opgaven)
    bare = replace(outcome, advices=advices)
    without = briefing(bare, subjects(bare, "opgave"), "x")
    assert "Veiligheid" not in [section.title for section in without.sections] and without.slides
    assert "Over Veiligheid is er geen advies." in said(without.front)
    assert "is er geen advies" not in said(made.front)
    with pytest.raises(
        KrachtenveldError, match=r"er is geen advies voor opgave .*veiligheid.* geen briefing"
    ):
        subjects(bare, "opgave", "veiligheid")


def test_a_seat_is_argued_in_the_role_that_is_taken(futures: tuple[Future, ...]) -> None:
    """What a source says of a table counts for any role there, but not where it names a role that is let go."""
    outcome = futures[0].outcome
    line = next(line for line in outcome.lines if line.id == "positie/vng-zjo")
    (lead,) = (part for part in line.parts if part.target.role == "portefeuille")
    (member,) = (part for part in line.parts if part.target.role == "lid")
    assert seat_argument(outcome, line, lead).startswith("Met de portefeuille Jeugd sturen we mee")
    assert seat_argument(outcome, line, member).startswith("Via deze commissie zetten we in op preventie")
