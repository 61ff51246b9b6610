"""What is asked of the college, most urgent first: on one page, in a table and on slides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from strategy.advice.lines import Line
from strategy.advice.model import REFRAIN, STRONG
from strategy.calendar.agenda import Appointment
from strategy.dossier.defined_names import all_of, counted
from strategy.facts.fact_base import grouped
from visualizations.briefing.model import Block, Bullets, Cell, Paragraph, Slide, Table
from visualizations.briefing.page import best_of, is_door, seat_list
from visualizations.briefing.people import first_of
from visualizations.briefing.plan import PlannedSeat, role, tables
from visualizations.briefing.subjects import BriefingLookups, BriefingSubject
from visualizations.reports.kalender import when_text
from visualizations.writers.words import capital, small

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
