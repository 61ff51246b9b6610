"""The briefing as a whole: what stands before and after the pages, and the map on pages of its own.

From an outcome to data that every form renders: front page with the positions and the coming moments, map, a page per
subject, and how it was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.model import STRONG
from strategy.calendar.agenda import Appointment
from strategy.dossier.provenance import Origin
from strategy.errors import KrachtenveldError
from strategy.explain.opgave_page import opgave_page
from strategy.facts.types import Fact
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
from visualizations.briefing.page import DOING, band, in_short, is_door, page, road_facts, seat_cells, seats
from visualizations.briefing.subjects import BriefingLookups, BriefingSubject
from visualizations.kaart.build import map_model
from visualizations.kaart.model import MapModel, narrowed
from visualizations.kaart.still import LEGIBLE, alternative, plate
from visualizations.reports.kalender import counts_text, when_text
from visualizations.writers.words import DISCLAIMER, counted, day_text, rules, scenario

_TITLES = {
    "opgave": "Briefing per opgave",
    "portefeuille": "Briefing per portefeuille",
    "netwerk": "Briefing per netwerk",
}


def briefing(outcome: Outcome, subjects: Sequence[BriefingSubject], command: str) -> Briefing:
    """The briefing about these subjects, of which there is at least one; `command` makes it again."""
    lookups = BriefingLookups(outcome)
    model = map_model(outcome)
    alone = len(subjects) == 1
    sections: list[Section] = []
    if not alone and (shown := whole(model)):
        sections.append(shown)
    for subject in subjects:
        sections.append(page(lookups, subject))
        if shown := part(model, subject):
            sections.append(shown)
    sections.append(colophon(lookups, subjects, command))
    case = outcome.case
    return Briefing(
        title=f"Briefing {subjects[0].name}" if alone else _TITLES[subjects[0].sort],
        subtitle=case.dossier.header.name,
        stamp=" · ".join([f"peildatum {day_text(case.view.day)}", *scenario(case), *rules(case)]),
        advice=DISCLAIMER,
        day=case.view.day,
        front=front(lookups, subjects),
        sections=tuple(sections),
    )


MOST_MOMENTS = 5
_FIRST = 3
_ON_SLIDE = 7
_READING = (
    (
        "Doen, ook doen, als er tijd is, niet doen:",
        "wat wij aanraden: de score bepaalt het, en wat u beter laat heet niet doen. Daaronder staat de rang onder alle adviezen, "
        "met de score; gelijke scores delen een rang.",
    ),
    ("Oordeel:", "een lezing van een bron; iemand anders kan anders oordelen."),
    ("Aanname:", "wat het dossier aanneemt zonder bron."),
    (
        "Te verifiëren, te bevestigen:",
        "wat nog nagegaan moet worden voordat het naar buiten gaat, of voordat het voor een nieuwe periode mag gelden. Staat zo'n "
        "woord bij de band, dan is geen enkele reden voor dat advies er vrij van.",
    ),
    (
        "De naam van een advies:",
        "staat in kleine letters onder het argument; `krachtenveld waarom NAAM` laat zien waar het op rust.",
    ),
)
_WHAT = {"opgave": "opgave", "portefeuille": "portefeuille", "netwerk": "netwerk"}


def front(lookups: BriefingLookups, subjects: Sequence[BriefingSubject]) -> Section:
    """The first page: what to do first over all pages, the list of positions, and what comes."""
    lines = _together(subjects)
    lead, positions = Paragraph(_lead(lookups, subjects, lines), "lead"), tuple(_positions(lookups, lines))
    return Section(
        "In het kort", (lead, *positions, *_moments(lookups, lines)), slide=(lead, *_slide(lookups, lines))
    )


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
        ("Dossier:", f"{header.name}."),
        ("Peildatum:", f"{day_text(case.view.day)}; alles is beoordeeld zoals het op die dag stond."),
        ("Scenario:", f"{case.scenario}."),
        (
            "Regels:",
            f"{len(case.rulebook.rules)}, regelset {case.fingerprint}; dezelfde code is dezelfde regels.",
        ),
        ("Opnieuw te maken met:", f"`{command}`"),
    ]
    if case.view.public_only:
        items.append(
            ("Openbare versie:", "wat in het dossier intern heet, is weggelaten, met alles wat eruit volgt.")
        )
    documents = [document for document in lookups.view.dossier.documents if lookups.view.shows(document)]
    used = cited_documents(lookups, subjects)
    sources = Bullets(tuple(("", item.title) for item in documents if item.available and item.id in used))
    missing = Bullets(
        tuple((f"{item.title}:", item.note) for item in documents if not item.available), small=True
    )
    lead = Paragraph(
        f"{DISCLAIMER} Dit stuk is gemaakt door regels toe te passen op een dossier; "
        "elk advies is tot in de alinea van de bron te volgen.",
        "lead",
    )
    blocks = (
        lead,
        Heading("Hoe dit is gemaakt"),
        Bullets(tuple(items)),
        Heading("Hoe dit te lezen"),
        Bullets(_READING),
        Heading("Bronnen"),
        sources if sources.items else Paragraph("Wat hier staat, rust niet op een bron."),
        *((Heading("Niet beschikbaar", 3), missing) if missing.items else ()),
    )
    return Section("Verantwoording", blocks, slide=(lead,))


def _together(subjects: Sequence[BriefingSubject]) -> tuple[Line, ...]:
    """The lines of all pages, each once, best first."""
    found = {line.id: line for subject in subjects for line in subject.lines}
    return tuple(sorted(found.values(), key=lambda line: (line.rank, line.id)))


def _lead(lookups: BriefingLookups, subjects: Sequence[BriefingSubject], lines: Sequence[Line]) -> str:
    core = [seat for seat in seats(lines) if seat.band == "doen"]
    per = _WHAT[subjects[0].sort]
    where = f"over {per} {subjects[0].name}" if len(subjects) == 1 else f"per {per}"
    best = [in_short(line) for line in lines if line in core or is_door(line)][:_FIRST]
    first = f"Begin hier: {'; '.join(best)}. " if best else ""
    if core:
        first += f"{counted(len(core), 'tafel staat', 'tafels staan')} op de positielijst. "
    return (
        f"{first}Dit stuk zegt {where} welke zetels te claimen, te behouden of te laten zijn, "
        "met wie eerst te spreken, en waar dat op rust."
    )


def _positions(lookups: BriefingLookups, lines: Sequence[Line]) -> Iterator[Block]:
    """Every table where a seat is `doen`, with what to do there and for whom."""
    found = [seat for seat in seats(lines) if seat.band == "doen"]
    ordered = [seat for doing in DOING for seat in found if seat.target.attitude == doing]
    yield Heading("Positielijst")
    if not ordered:
        yield Paragraph("Geen zetel weegt zo zwaar dat zij doen heet; de pagina's hierna noemen de andere.")
        return
    rows = tuple(
        (*seat_cells(lookups, seat), band(lookups, seat), _opgaven(lookups, seat)) for seat in ordered
    )
    yield Table(
        "Positielijst: de zetels in de band doen",
        ("Doen", "Tafel", "Rol", "Band", "Voor"),
        (11, 33, 14, 13, 29),
        rows,
    )


def _moments(lookups: BriefingLookups, lines: Sequence[Line]) -> Iterator[Block]:
    found = [(moment, served) for moment, served in lookups.moments_of(lines) if _weighs(served)]
    if not found:
        return
    yield Heading("Wat eraan komt")
    first = {served: moment for moment, served in reversed(found)}
    news = [(moment, served) for moment, served in found if first[served] is moment]
    rows = tuple(_moment(moment, served) for moment, served in news[:MOST_MOMENTS])
    yield Table("De momenten die eraan komen", ("Wanneer", "Moment", "Wat ervan afhangt"), (20, 40, 40), rows)
    if more := len(found) - len(rows):
        yield Paragraph(
            f"Nog {counted(more, 'moment', 'momenten')} binnen een jaar; `krachtenveld kalender` toont ze alle.",
            "small",
        )


def _slide(lookups: BriefingLookups, lines: Sequence[Line]) -> Iterator[Block]:
    """The heaviest seats over all pages."""
    first = seats(lines)[:_ON_SLIDE]
    rows = tuple((*seat_cells(lookups, seat), _opgaven(lookups, seat)) for seat in first)
    if rows:
        yield Table("De zwaarste zetels", ("Doen", "Tafel", "Rol", "Voor"), (11, 34, 15, 40), rows)


def _opgaven(lookups: BriefingLookups, seat: Line) -> Cell:
    return Cell(", ".join(lookups.names.name("opgave", name) for name in seat.opgaven))


def _weighs(served: Sequence[Line]) -> bool:
    return any(line.band in STRONG for line in served)


def _moment(moment: Appointment, served: tuple[Line, ...]) -> tuple[Cell, ...]:
    unsure = f"te verifiëren: {moment.occasion.unsure}" if moment.occasion.unsure else ""
    best = served[0]
    return (
        Cell(when_text(moment)),
        Cell(moment.occasion.name, unsure),
        Cell(counts_text(served), f"het hoogste op rang {best.rank}: {best.title}"),
    )


_AROUND = 52.0
"""Millimetres of the height of a page on its side for its margins and its heading."""


def whole(model: MapModel) -> Section | None:
    """The whole map, on the smallest page where it can be read; None when there is none."""
    return _section(model, "De kaart")


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
    return _section(found, f"De kaart van {subject.name}")


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
    return Section(title, (picture,), sheet, slide=(picture,))
