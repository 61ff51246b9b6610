"""The briefing as a whole: first what is asked of the college and who takes what, then a page per subject with the reasons,
and in annexes what few will read: what is still to be looked into, scores and names, sources, and the map.

From an outcome to data that every form renders.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.model import REFRAIN, STRONG
from strategy.advice.names import decimal
from strategy.calendar.agenda import Appointment
from strategy.dossier.defined_names import all_of, counted
from strategy.dossier.provenance import Origin
from strategy.errors import KrachtenveldError
from strategy.explain.grounds import footing
from strategy.explain.opgave_page import opgave_page
from strategy.facts.fact_base import grouped
from strategy.facts.types_and_sentences import Fact
from visualizations.briefing.lookups import BriefingLookups, BriefingSubject, PlannedSeat, role, tables
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
    Slide,
    Table,
)
from visualizations.briefing.page import FIRST, basis, best_of, homes, is_door, left_table, page, seat_list
from visualizations.briefing.people import people, people_list, road_facts, road_table, to_check
from visualizations.kaart.build import map_model
from visualizations.kaart.model import MapModel, narrowed
from visualizations.kaart.still import LEGIBLE, alternative, plate
from visualizations.reports.kalender import when_text
from visualizations.writers.stamps import DISCLAIMER, capital, dated, day_text, first_of, small, stamp


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


# ── what is asked of the college ────────────────────────────────────────────────────────────────────

Asked = Sequence[tuple[Appointment, tuple[PlannedSeat, ...]]]
"""Moments, each with the seats that are asked there."""
MOST_MOMENTS = 5
_HEAVIEST = 3
_ASKED = "Het college wordt gevraagd:"


def wanted(
    lookups: BriefingLookups, subjects: Sequence[BriefingSubject], lines: Sequence[Line]
) -> tuple[PlannedSeat, ...]:
    """The seats that someone takes; of one portfolio its own."""
    seats = lookups.plan.taken(lines)
    if len(subjects) == 1 and lookups.divided(subjects[0]):
        return tuple(seat for seat in seats if seat.portfolio == subjects[0].id)
    return seats


def finding(
    lookups: BriefingLookups,
    subjects: Sequence[BriefingSubject],
    lines: Sequence[Line],
    seats: Sequence[PlannedSeat],
) -> str:
    """The answer in a sentence: how many seats, at what cost, and which weigh most."""
    plan = lookups.plan
    if not seats:
        best = "; ".join(small(lookups.title(line)) for line in lines[:_HEAVIEST])
        return f"Hier is nu geen zetel in te nemen. Doe dit eerst: {best}."
    heaviest = seat_list(lookups, seats[:_HEAVIEST])
    many = counted(sum(not seat.official for seat in seats), "zetel", "zetels")
    if plan.made is None:
        return f"Het college kan {many} innemen. Het zwaarst wegen: {heaviest}."
    if len(subjects) == 1 and lookups.divided(subjects[0]):
        return f"Deze portefeuille neemt {many} in, voor {plan.time_of(subjects[0].id)}: {seat_list(lookups, seats)}."
    everything = len(seats) == len(plan.taken(lookups.outcome.lines))
    cost = f", voor {plan.time}" if everything else ""
    officials = sum(seat.official for seat in seats)
    beside = f"; ambtenaren nemen er {officials} in" if officials else ""
    return f"Het college neemt {many} in{cost}{beside}. Het zwaarst wegen: {heaviest}."


def asking(lookups: BriefingLookups, lines: Sequence[Line], seats: Sequence[PlannedSeat]) -> Asked:
    """The first moments at which any of these seats is at stake, each seat at its first."""
    found, done = [], set[str]()
    for moment, served in lookups.moments_of(lines):
        here = (seat for seat in lookups.plan.about(served) if seat in seats)
        if new := tuple(seat for seat in here if seat.advice.id not in done):
            found.append((moment, new))
            done |= {seat.advice.id for seat in new}
    return found[:MOST_MOMENTS]


def decisions(
    lookups: BriefingLookups, lines: Sequence[Line], seats: Sequence[PlannedSeat], asked: Asked
) -> Iterator[Block]:
    """Numbered, the dated ones first."""
    items = [*_dated(lookups, asked), *_undated(lookups, lines, seats)]
    if items:
        yield Paragraph(_ASKED)
        yield Bullets(tuple(items), numbered=True)
    own = (line for line in lines if line.target.sort == "voorwaarde" and line.band in STRONG)
    if throughout := tuple(("", f"{line.title}.") for line in own):
        yield Paragraph("Bij dit alles:")
        yield Bullets(throughout)


def _dated(lookups: BriefingLookups, asked: Asked) -> Iterator[tuple[str, str]]:
    for moment, seats in asked:
        unsure = f" Nog te verifiëren: {moment.occasion.unsure}." if moment.occasion.unsure else ""
        yield (
            f"{capital(when_text(moment))}, {moment.occasion.name}:",
            f"in te zetten op {_with_who(lookups, seats)}.{unsure}",
        )


def _with_who(lookups: BriefingLookups, seats: Sequence[PlannedSeat]) -> str:
    texts = []
    for seat in seats:
        who = lookups.plan.who(seat)
        as_what = role(lookups.names, seat.advice)
        texts.append(f"{lookups.body(seat.advice.target.body)} ({as_what}{f', door {who}' if who else ''})")
    return "; ".join(texts)


_NO_TIME = "wie erover gaat er geen tijd voor heeft"
_NOBODY = "niemand in het college erover gaat"


def given_up(lookups: BriefingLookups, lines: Sequence[Line]) -> str:
    """The seats that we hold and let go, and what we stay at the same table."""
    return tables(
        [
            (
                lookups.body(seat.body),
                role(lookups.names, seat.advice)
                + (f", wordt {role(lookups.names, kept.advice)}" if kept else ""),
            )
            for seat, kept in lookups.plan.given_up(lines)
        ]
    )


def _undated(
    lookups: BriefingLookups, lines: Sequence[Line], seats: Sequence[PlannedSeat]
) -> Iterator[tuple[str, str]]:
    plan = lookups.plan
    if plan.made is None:
        yield (
            "Nog te bepalen",
            "wie welke zetel neemt; daarvoor zegt het dossier te weinig over de tijd van het college, of het laat geen verdeling toe.",
        )
    elif seats:
        yield "De zetels te verdelen", "zoals staat onder Wie neemt wat."
    dropped = plan.dropped(lines)
    if lost := given_up(lookups, lines):
        yield (
            "Los te laten",
            f"wat wij nu hebben, omdat een andere zetel of een lichtere rol voorgaat: {lost}.",
        )
    others = [seat for seat in dropped if not plan.gives_up(seat)]
    for reason, found in grouped(
        (_NOBODY if plan.fits_nobody(seat) else _NO_TIME, seat) for seat in others
    ).items():
        yield "Niet in te nemen,", f"omdat {reason}: {seat_list(lookups, found)}."
    if doors := [lookups.actor(line.target.actor) for line in lines if is_door(line)]:
        yield "De banden aan te halen", f"met {all_of(doors)}."
    if any(line.target.sort == REFRAIN for line in lines):
        yield "Weinig of geen tijd te steken", "in wat staat onder Wat we laten."


def seats_table(lookups: BriefingLookups, seats: Sequence[PlannedSeat]) -> Table | None:
    """Every seat that is taken, the heaviest first."""
    if not seats:
        return None
    rows = tuple(
        (
            Cell(lookups.body(seat.advice.target.body)),
            Cell(role(lookups.names, seat.advice)),
            Cell(lookups.plan.who(seat) or "nog te bepalen"),
            Cell(seat.advice.target.attitude),
            Cell(seat.line.band),
        )
        for seat in seats
    )
    heads = ("Tafel", "Rol", "Wie", "Inzet", "Band")
    return Table("Wie neemt welke zetel", heads, (35, 17, 25, 11, 12), rows)


def moments_table(lookups: BriefingLookups, lines: Sequence[Line], asked: Asked) -> Table | None:
    """What else comes within a year and at least one weighty advice hangs on, beside what is asked at a moment."""
    told = [moment for moment, _ in asked]
    found = [
        (moment, served)
        for moment, served in lookups.moments_of(lines)
        if any(line.band in STRONG for line in served) and moment not in told
    ]
    first = {served: moment for moment, served in reversed(found)}
    news = [(moment, served) for moment, served in found if first[served] is moment]
    rows = tuple(_moment(lookups, moment, served) for moment, served in news[:MOST_MOMENTS])
    heads = ("Wanneer", "Moment", "Waarvoor")
    return Table("De momenten die eraan komen", heads, (20, 40, 40), rows) if rows else None


_MOST_FOR = 4


def _moment(lookups: BriefingLookups, moment: Appointment, served: tuple[Line, ...]) -> tuple[Cell, ...]:
    unsure = f"te verifiëren: {moment.occasion.unsure}" if moment.occasion.unsure else ""
    told = first_of(list(dict.fromkeys(_thing(lookups, line) for line in served)), _MOST_FOR)
    return Cell(when_text(moment)), Cell(moment.occasion.name, unsure), Cell(told)


def _thing(lookups: BriefingLookups, line: Line) -> str:
    """What a line is about, by name."""
    target = line.target
    if target.body:
        return lookups.body(target.body)
    if target.instrument:
        return lookups.names.name("instrument", target.instrument)
    name = target.actor or target.to
    return lookups.actor(name) if name else line.title.partition(";")[0]


# ── for a room ────────────────────────────────────────────────────────────────────────────────────────

_A_SLIDE = 3
"""Portfolios on one slide."""
_WHOLE = 100
"""Signs of a title that surely stands whole on its slide."""


def slides(
    lookups: BriefingLookups,
    subjects: Sequence[BriefingSubject],
    lines: Sequence[Line],
    taken: Sequence[PlannedSeat],
    asked: Asked,
) -> Iterator[Slide]:
    """When which seat is asked, who takes what, what to leave, and per page what to do first and why."""
    plan = lookups.plan
    if asked:
        number = sum(len(seats) for _, seats in asked)
        first = asked[0][0]
        when = f"{first.occasion.name}, {when_text(first)}"
        title = f"{counted(number, 'zetel wordt', 'zetels worden')} nu verdeeld; het eerst bij {when}"
        yield Slide(
            title,
            tuple(
                (f"{capital(when_text(moment))}:", f"{seat_list(lookups, seats)}.") for moment, seats in asked
            ),
        )
    if plan.made is not None:
        yield from _shares(lookups, taken)
    left = [
        (f"{lookups.title(line)}.", lookups.argument(line)) for line in lines if line.target.sort == REFRAIN
    ]
    undone = [seat for seat in plan.dropped(lines) if not plan.gives_up(seat)]
    lost = given_up(lookups, lines)
    none = seat_list(lookups, undone) if undone else ""
    gone = [
        (head, f"{text}.") for head, text in (("Los te laten:", lost), ("Niet in te nemen:", none)) if text
    ]
    if left and len(gone) + len(left) > 1:
        yield Slide(f"Wij laten ook iets: {small(left[0][0]).rstrip('.')}", (*gone, *left))
    for subject in subjects:
        best = best_of(lookups, subject) or list(subject.lines[:2])
        items = [(f"{lookups.title(line)}.", lookups.argument(line, subject)) for line in best]
        title = f"{subject.name}: {small(lookups.title(best[0]))}"
        if items[0][1] and len(title) <= _WHOLE:  # the title of the slide says what to do
            items[0] = ("Waarom:", items[0][1])
        yield Slide(title, tuple(items))


def _shares(lookups: BriefingLookups, seats: Sequence[PlannedSeat]) -> Iterator[Slide]:
    """Who takes what, on as many slides as it takes."""
    every = list(grouped((lookups.plan.who(seat), seat) for seat in seats if seat.who).items())
    deck = ceil(len(every) / _A_SLIDE)
    for number in range(deck):
        size = ceil(len(every) / (deck - number))
        part, every = every[:size], every[size:]
        many = counted(sum(len(found) for _, found in part), "zetel", "zetels")
        items = tuple((f"{who}:", f"{seat_list(lookups, found)}.") for who, found in part)
        yield Slide(f"{many} voor {'; '.join(who for who, _ in part)}", items)
