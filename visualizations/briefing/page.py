"""The page of one opgave, portfolio or network: what to do first, why, by which road, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from strategy.advice.lines import Line
from strategy.advice.model import STRONG
from strategy.dossier.register import all_of
from visualizations.briefing.about import about
from visualizations.briefing.basis import basis
from visualizations.briefing.choose import Subject
from visualizations.briefing.desk import Desk
from visualizations.briefing.load import load
from visualizations.briefing.model import Block, Bullets, Cell, Heading, Paragraph, Section, Table
from visualizations.briefing.seats import left_table, role, seat_table, seats, shown
from visualizations.briefing.talks import conditions, people, people_list, road_table
from visualizations.reports.kalender import when_text
from visualizations.writers.words import counted

FIRST = 3
_MORE_ARGUMENTS = 3
_MOST_ELSE = 5
_ON_SLIDE = 5
_ELSE = ("koppelkans", "samenwerking", "verkenning", "organisatie", "monitoren")


def page(desk: Desk, subject: Subject) -> Section:
    """The whole page."""
    everything = seats(subject.lines)
    found = shown(everything)
    speak = people(desk, subject, found)
    lead = Paragraph(_lead(desk, subject, found, speak), "lead")
    blocks: list[Block] = [lead]
    if subject.sort == "portefeuille":
        blocks += load(desk, subject)
    blocks += _seats(desk, subject, found, everything)
    if speak:
        blocks += [Heading("Met wie eerst spreken"), people_list(speak)]
    if asked := conditions(desk, subject, found):
        blocks += [Heading("Voorwaarden"), asked]
    blocks += _arguments(desk, subject, found)
    table, remark = road_table(desk, subject)
    if table or remark:
        blocks += [Heading("Hoe we bij de beslissers komen"), *(each for each in (table, remark) if each)]
    blocks += _else(desk, subject)
    blocks += about(desk, subject, found)
    if rests := basis(desk, subject, found or subject.lines[:FIRST]):
        blocks += [Heading("Waar dit op rust"), rests]
    return Section(subject.name, tuple(blocks), slide=(lead, *_slide(desk, subject, found)))


def _lead(desk: Desk, subject: Subject, found: Sequence[Line], speak: Sequence[tuple[str, str]]) -> str:
    """What to do first, in two sentences: the best seats, and whom to speak by when."""
    best = sorted(found, key=subject.place)[:FIRST]
    titles = [line.title[:1].lower() + line.title[1:] for line in best or subject.lines[:FIRST]]
    first = f"Doe dit eerst: {'; '.join(titles)}."
    moment = next(
        (each for each, served in desk.moments_of(best) if any(line.band in STRONG for line in served)),
        None,
    )
    when = f"{moment.occasion.name}, {when_text(moment)}" if moment else ""
    if speak and when:
        return f"{first} Spreek daarvoor eerst met {speak[0][0]}, en zet in de agenda: {when}."
    if speak:
        return f"{first} Spreek daarvoor eerst met {speak[0][0]}."
    return f"{first} Het eerste moment is {when}." if when else first


def _seats(
    desk: Desk, subject: Subject, found: Sequence[Line], everything: Sequence[Line]
) -> Iterator[Block]:
    yield Heading("Zetels")
    if found:
        yield seat_table(desk, subject, found)
    else:
        yield Paragraph("Er is geen zetel die nu te claimen, te behouden of te delen is.")
    rest = [seat for seat in everything if seat not in found]
    if rest:
        names = all_of(f"{desk.body(seat.target.body)} ({role(desk, seat)})" for seat in rest)
        yield Paragraph(f"Om te overwegen: {names}.", "small")
    if left := left_table(desk, subject):
        yield left


def _arguments(desk: Desk, subject: Subject, found: Sequence[Line]) -> Iterator[Block]:
    """Further arguments for the best seats, and what speaks against them."""
    items = []
    for seat in sorted(found, key=subject.place)[:FIRST]:
        further = desk.arguments(seat, subject)[1 : 1 + _MORE_ARGUMENTS]
        against = desk.against(seat)
        text = " ".join((*further, *(f"Daartegen: {each}" for each in against)))
        if text:
            items.append((f"{seat.title}:", text))
    if items:
        yield Heading("Verdere argumenten")
        yield Bullets(tuple(items))


def _else(desk: Desk, subject: Subject) -> Iterator[Block]:
    """What there is to do beside seats, relations and lobby."""
    found = [line for line in subject.lines if line.target.sort in _ELSE]
    if not found:
        return
    yield Heading("Verder te doen")
    strong = [line for line in found if line.band in STRONG]
    items = [
        (f"{line.title} ({line.band}).", desk.argument(line, subject))
        for line in (strong or found)[:_MOST_ELSE]
    ]
    yield Bullets(tuple(items))
    if more := len(found) - len(items):
        yield Paragraph(
            f"Nog {counted(more, 'kans of samenwerking', 'kansen en samenwerkingen')} staan in `krachtenveld advies`.",
            "small",
        )


def _slide(desk: Desk, subject: Subject, found: Sequence[Line]) -> tuple[Block, ...]:
    best = sorted(found, key=subject.place)[:_ON_SLIDE]
    rows = tuple(
        (
            Cell(seat.target.attitude),
            Cell(desk.body(seat.target.body)),
            Cell(role(desk, seat)),
            Cell(seat.band),
            Cell(desk.argument(seat, subject)),
        )
        for seat in best
    )
    heads = ("Doen", "Tafel", "Rol", "Band", "Sterkste argument")
    return (
        (Table(f"De belangrijkste zetels: {subject.name}", heads, (10, 25, 17, 9, 39), rows),) if rows else ()
    )
