"""The briefing as a whole: first what is asked of the college and who takes what, then a page per subject with the reasons,
and in annexes what few will read: what is still to be looked into, scores and names, sources, and the map.

From an outcome to data that every form renders.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.names import decimal
from strategy.dossier.defined_names import all_of
from strategy.dossier.provenance import Origin
from strategy.errors import KrachtenveldError
from strategy.explain.grounds import footing
from strategy.explain.opgave_page import opgave_page
from strategy.facts.types_and_sentences import Fact
from visualizations.briefing.about import basis
from visualizations.briefing.decisions import (
    Asked,
    asking,
    decisions,
    finding,
    moments_table,
    seats_table,
    slides,
    wanted,
)
from visualizations.briefing.model import (
    ON_ITS_SIDE,
    POINTS,
    SIZES,
    Block,
    Briefing,
    Bullets,
    Cell,
    Heading,
    Page,
    Paragraph,
    Picture,
    Section,
    Table,
)
from visualizations.briefing.page import FIRST, homes, left_table, page
from visualizations.briefing.people import people, people_list, road_facts, road_table, to_check
from visualizations.briefing.plan import PlannedSeat
from visualizations.briefing.subjects import BriefingLookups, BriefingSubject
from visualizations.kaart.build import map_model
from visualizations.kaart.model import MapModel, narrowed
from visualizations.kaart.still import LEGIBLE, alternative, plate
from visualizations.writers.words import DISCLAIMER, dated, day_text, stamp


def briefing(
    outcome: Outcome, subjects: Sequence[BriefingSubject], command: str, with_map: bool = True
) -> Briefing:
    """The briefing about these subjects, of which there is at least one; `command` makes it again.

    For slides, which have no map, it need not be drawn.
    """
    lookups = BriefingLookups(outcome)
    lines = _together(subjects)
    alone = len(subjects) == 1
    seats = wanted(lookups, subjects, lines)
    asked = asking(lookups, lines, seats)
    home = homes(lookups, subjects)
    case = outcome.case
    shown = _map(outcome, subjects) if with_map else None
    return Briefing(
        title=f"Briefing {subjects[0].name}" if alone else "Briefing aan het college",
        subtitle=case.dossier.header.name,
        stamp=dated(case),
        mark=stamp(case),
        advice=DISCLAIMER,
        day=case.view.day,
        front=front(lookups, subjects, lines, seats, asked),
        sections=(
            *(page(lookups, subject, home, alone) for subject in subjects),
            *annexes(lookups, subjects, lines),
            colophon(lookups, subjects, command),
            *([shown] if shown else []),
        ),
        slides=tuple(slides(lookups, subjects, lines, seats, asked)),
    )


_READING = (
    (
        "Doen, ook doen, als er tijd is, niet doen:",
        "wat wij aanraden, van het zwaarst tot het lichtst; wat u beter laat, heet niet doen. Gelijke scores delen een rang.",
    ),
    ("Oordeel:", "een lezing van een bron; iemand anders kan anders oordelen."),
    ("Aanname:", "wat het dossier aanneemt zonder bron."),
    (
        "Te verifiëren, te bevestigen:",
        "wat nog nagegaan moet worden voordat het naar buiten gaat, of voordat het voor een nieuwe periode mag gelden.",
    ),
)


def front(
    lookups: BriefingLookups,
    subjects: Sequence[BriefingSubject],
    lines: Sequence[Line],
    seats: Sequence[PlannedSeat],
    asked: Asked,
) -> Section:
    """What is asked of the college, who takes which seat, what to leave, what comes, and whom to speak."""
    blocks: list[Block] = [
        Paragraph(finding(lookups, subjects, lines, seats), "lead"),
        *decisions(lookups, lines, seats, asked),
    ]
    if len(subjects) > 1 and (without := _without(lookups, subjects)):
        blocks.append(Paragraph(f"Over {all_of(without)} is er geen advies.", "small"))
    if table := seats_table(lookups, seats):
        blocks += [Heading("Wie neemt wat"), table]
    if left := left_table(lookups, subjects, lines):
        blocks += [Heading("Wat we laten"), left]
    if table := moments_table(lookups, lines, asked):
        blocks += [Heading("Wat verder eraan komt"), table]
    if speak := people(lookups, subjects, lines, seats):
        blocks += [Heading("Met wie eerst spreken"), people_list(speak)]
    table, remark = road_table(lookups, subjects)
    if table or remark:
        blocks += [Heading("Hoe we bij de beslissers komen"), *(each for each in (table, remark) if each)]
    return Section("Gevraagde besluiten", tuple(blocks))


def _without(lookups: BriefingLookups, subjects: Sequence[BriefingSubject]) -> list[str]:
    """The opgaven of the dossier that no page is about, for want of advice."""
    if subjects[0].sort != "opgave":
        return []
    told, known = {subject.id for subject in subjects}, lookups.view.ids["opgave"]
    opgaven = lookups.view.dossier.opgaven
    return [each.name for each in opgaven if each.id in known and each.id not in told]


def annexes(
    lookups: BriefingLookups, subjects: Sequence[BriefingSubject], lines: Sequence[Line]
) -> Iterator[Section]:
    """What is still to be looked into, every advice with its score and name, and what it rests on."""
    seats = lookups.plan.about(lines)
    if checks := to_check(lookups, seats):
        yield Section("Bijlage: nog na te gaan", (checks,))
    rows = tuple(
        (
            Cell(str(line.rank)),
            Cell(line.title.partition(";")[0]),
            Cell(f"{line.band} ({decimal(line.score, 1)})"),
            Cell(footing(lookups.outcome, line).rests_on or "–"),
            Cell(line.id),
        )
        for line in lines
    )
    heads = ("Rang", "Advies", "Band en score", "Rust alleen op", "Naam")
    yield Section(
        "Bijlage: alle adviezen",
        (Table("Alle adviezen, met score en naam", heads, (7, 44, 15, 12, 22), rows, small=True),),
    )
    seated = {seat.line.id for seat in seats}
    told = [(subject, line) for subject in subjects for line in subject.lines if line.id in seated]
    first = [(subject, line) for subject in subjects for line in subject.lines[:FIRST]]
    if rests := basis(lookups, told or first):
        yield Section("Bijlage: waar dit op rust", (rests,))


def cited_documents(lookups: BriefingLookups, subjects: Sequence[BriefingSubject]) -> frozenset[str]:
    """The documents, by id, of what these pages tell, and of the facts under every argument, road and moment there."""
    facts, origins, found = set[Fact](), list[Origin](), set[str]()
    outcome = lookups.outcome
    for subject in subjects:
        for line in subject.lines:
            for entry in (*lookups.entries(line, subject), *line.counters):
                facts.update(outcome.trace.grounds(entry.firing))
            origins += (reason.origin for reason in lookups.reasons(line, subject))
        facts.update(road_facts(lookups, subject))
        origins += (moment.occasion.origin for moment, _ in lookups.moments_of(subject.lines))
        page = opgave_page(outcome, subject.id) if subject.sort == "opgave" else None
        if page is not None:
            told = (
                *([page.description] if page.description else ()),
                *(x for part in page.parts for x in part.items),
            )
            found.update(item.document for item in told)
    origins += (origin for fact in facts for origin in outcome.case.facts.evidence(fact).origins)
    return frozenset(found) | {origin.source.document for origin in origins if origin.source}


def colophon(lookups: BriefingLookups, subjects: Sequence[BriefingSubject], command: str) -> Section:
    """How this was made, what its words mean, on which documents it rests, and how to make it again."""
    case, header = lookups.outcome.case, lookups.view.dossier.header
    items = [
        (
            "Dossier:",
            f"{header.name}, scenario {case.scenario}, zoals het stond op {day_text(case.view.day)}.",
        ),
        (
            "Regels:",
            f"{len(case.rulebook.rules)}, regelset {case.fingerprint}; dezelfde code is dezelfde regels.",
        ),
        ("Opnieuw te maken met:", f"`{command}`"),
    ]
    if case.view.public_only:
        left = case.withheld
        items.append(
            (
                "Openbare versie:",
                "niets in dit dossier heet intern, dus dit is het hele stuk; kijk zelf na wat naar buiten mag."
                if left is None
                else f"van wat in het dossier intern heet, zijn {left} feiten weggelaten, met alles wat eruit volgt.",
            )
        )
    documents = [document for document in lookups.view.dossier.documents if lookups.view.shows(document)]
    used = cited_documents(lookups, subjects)
    titles = [item.title for item in documents if item.available and item.id in used]
    sources = Bullets(tuple(("", title) for title in titles), small=True)
    missing = Bullets(
        tuple((f"{item.title}:", item.note) for item in documents if not item.available), small=True
    )
    blocks = (
        Paragraph(
            f"{DISCLAIMER} Dit stuk is gemaakt door regels toe te passen op een dossier; "
            "elk advies is tot in de alinea van de bron te volgen.",
        ),
        Bullets((*items, *_READING), small=True),
        Heading("Bronnen"),
        sources if sources.items else Paragraph("Wat hier staat, rust niet op een bron."),
        *((Heading("Niet beschikbaar", 3), missing) if missing.items else ()),
    )
    return Section("Bijlage: verantwoording", blocks)


def _together(subjects: Sequence[BriefingSubject]) -> tuple[Line, ...]:
    """The lines of all pages, each once, best first."""
    found = {line.id: line for subject in subjects for line in subject.lines}
    return tuple(sorted(found.values(), key=lambda line: (line.rank, line.id)))


def _map(outcome: Outcome, subjects: Sequence[BriefingSubject]) -> Section | None:
    model = map_model(outcome)
    return part(model, subjects[0]) if len(subjects) == 1 else whole(model)


_AROUND = 52.0
"""Millimetres of the height of a page on its side for its margins and its heading."""


def whole(model: MapModel) -> Section | None:
    """The whole map, on the smallest page where it can be read; None when there is none."""
    return _section(model, "Bijlage: de kaart")


def part(model: MapModel, subject: BriefingSubject) -> Section | None:
    """The part of the map that a page is about; None when nothing of it is on the map."""
    try:
        if subject.sort == "opgave":
            found = narrowed(model, opgave=subject.id)
        elif subject.sort == "netwerk":
            found = narrowed(model, network=subject.id)
        else:
            return None
    except KrachtenveldError:
        return None
    return _section(found, f"Bijlage: de kaart van {subject.name}")


def _section(model: MapModel, title: str) -> Section | None:
    if not model.shown:
        return None
    pages: tuple[Page, ...] = ("A4 liggend", "A3 liggend")
    for sheet in pages:
        across, down = SIZES[sheet]
        width = across - 2 * ON_ITS_SIDE
        svg, height, smallest = plate(model, width * POINTS, (down - _AROUND) * POINTS)
        if smallest >= LEGIBLE:
            break
    picture = Picture(svg, width, height / POINTS, title, alternative(model))
    return Section(title, (picture,), sheet)
