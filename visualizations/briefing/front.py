"""What stands before and after the pages: the list of positions, the coming moments, and how this was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from strategy.advice.model import STRONG, Advice
from strategy.calendar.agenda import Appointment
from strategy.dossier.register import all_of
from visualizations.briefing.choose import Subject
from visualizations.briefing.desk import Desk
from visualizations.briefing.model import Block, Bullets, Cell, Heading, Paragraph, Section, Table
from visualizations.briefing.seats import DOING, band, role, seats
from visualizations.calendar.words import counts_text, when_text
from visualizations.stamp import day_text
from visualizations.terminal import counted

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
    ("Te verifiëren:", "wat nog nagegaan moet worden voordat het naar buiten gaat."),
    (
        "De naam van een advies:",
        "staat in kleine letters onder het argument; `krachtenveld waarom NAAM` laat zien waar het op rust.",
    ),
)
_WHAT = {"opgave": "opgave", "portefeuille": "portefeuille", "netwerk": "netwerk"}


def front(desk: Desk, subjects: Sequence[Subject]) -> Section:
    """The first page: what to do first over all pages, the list of positions, and what comes."""
    advices = _together(subjects)
    lead, positions = Paragraph(_lead(desk, subjects, advices), "lead"), tuple(_positions(desk, advices))
    return Section(
        "In het kort", (lead, *positions, *_moments(desk, advices)), slide=(lead, *_slide(desk, advices))
    )


def colophon(desk: Desk, command: str) -> Section:
    """How this was made, what its words mean, and how to make it again."""
    case, header = desk.outcome.case, desk.view.dossier.header
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
    documents = [document for document in desk.view.dossier.documents if desk.view.shows(document)]
    sources = Bullets(tuple(("", document.title) for document in documents if document.available))
    missing = Bullets(
        tuple((f"{item.title}:", item.note) for item in documents if not item.available), small=True
    )
    lead = Paragraph(
        "Krachtenveld adviseert; mensen beslissen. Dit stuk is gemaakt door regels toe te passen op een dossier; "
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
        sources if sources.items else Paragraph("Het dossier noemt geen bronnen."),
        *((Heading("Niet beschikbaar", 3), missing) if missing.items else ()),
    )
    return Section("Verantwoording", blocks, slide=(lead,))


def _together(subjects: Sequence[Subject]) -> tuple[Advice, ...]:
    """The advice of all pages, each once, best first."""
    found = {advice.id: advice for subject in subjects for advice in subject.advices}
    return tuple(sorted(found.values(), key=lambda advice: (advice.rank, advice.id)))


def _lead(desk: Desk, subjects: Sequence[Subject], advices: Sequence[Advice]) -> str:
    core = [seat.best for seat in seats(advices) if seat.best.band == "doen"]
    per = _WHAT[subjects[0].sort]
    where = f"over {per} {subjects[0].name}" if len(subjects) == 1 else f"per {per}"
    first = (
        f"{counted(len(core), 'tafel doet', 'tafels doen')} er het meest toe. "
        f"Begin hier: {all_of(advice.title[:1].lower() + advice.title[1:] for advice in core[:_FIRST])}. "
        if core
        else ""
    )
    return (
        f"{first}Dit stuk zegt {where} welke zetels te claimen, te behouden of te laten zijn, "
        "met wie eerst te spreken, en waar dat op rust."
    )


def _positions(desk: Desk, advices: Sequence[Advice]) -> Iterator[Block]:
    """Every table where a seat is `doen`, with what to do there and for whom."""
    found = [seat for seat in seats(advices) if seat.best.band == "doen"]
    ordered = [seat for doing in DOING for seat in found if seat.doing == doing]
    yield Heading("Positielijst")
    if not ordered:
        yield Paragraph("Geen zetel weegt zo zwaar dat zij doen heet; de pagina's hierna noemen de andere.")
        return
    rows = tuple(
        (
            Cell(seat.doing),
            Cell(desk.body(seat.body)),
            Cell(role(desk, seat.best)),
            band(seat.best),
            Cell(", ".join(desk.names.name("opgave", name) for name in seat.best.opgaven)),
        )
        for seat in ordered
    )
    yield Table(
        "Positielijst: de zetels in de band doen",
        ("Doen", "Tafel", "Rol", "Band", "Voor"),
        (11, 33, 14, 13, 29),
        rows,
    )


def _moments(desk: Desk, advices: Sequence[Advice]) -> Iterator[Block]:
    found = [(moment, served) for moment, served in desk.moments_of(advices) if _weighs(served)]
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


def _slide(desk: Desk, advices: Sequence[Advice]) -> Iterator[Block]:
    """The heaviest seats over all pages."""
    rows = tuple(
        (
            Cell(seat.doing),
            Cell(desk.body(seat.body)),
            Cell(role(desk, seat.best)),
            Cell(", ".join(desk.names.name("opgave", name) for name in seat.best.opgaven)),
        )
        for seat in seats(advices)[:_ON_SLIDE]
    )
    if rows:
        yield Table("De zwaarste zetels", ("Doen", "Tafel", "Rol", "Voor"), (11, 34, 15, 40), rows)


def _weighs(served: Sequence[Advice]) -> bool:
    return any(advice.band in STRONG for advice in served)


def _moment(moment: Appointment, served: tuple[Advice, ...]) -> tuple[Cell, ...]:
    unsure = f"te verifiëren: {moment.occasion.unsure}" if moment.occasion.unsure else ""
    best = served[0]
    return (
        Cell(when_text(moment)),
        Cell(moment.occasion.name, unsure),
        Cell(counts_text(served), f"het hoogste op rang {best.rank}: {best.title}"),
    )
