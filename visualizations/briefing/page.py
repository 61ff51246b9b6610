"""What a briefing says of one opgave, portfolio or network: what to do first, at which tables, who does it and why.

Of several pages each thing is told on one: there it counts most, and the others name it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from strategy.advice.lines import Line
from strategy.advice.model import LIGHT, REFRAIN, STRONG
from strategy.advice.names import decimal
from strategy.allocation.seats import dagdelen_asked
from strategy.dossier.defined_names import all_of
from strategy.facts.fact_base import grouped
from visualizations.briefing.about import about
from visualizations.briefing.model import Block, Bullets, Cell, Heading, Paragraph, Section, Table
from visualizations.briefing.people import granters, nominators
from visualizations.briefing.plan import PlannedSeat, role, tables
from visualizations.briefing.subjects import BriefingLookups, BriefingSubject
from visualizations.reports.kalender import when_text
from visualizations.writers.words import small

FIRST = 3
_MOST_ELSE = 4
_MOST_TABLES = 6
_ELSE = ("koppelkans", "samenwerking", "verkenning", "organisatie", "monitoren")
Homes = Mapping[str, BriefingSubject]
"""By line the page that tells it."""


def homes(lookups: BriefingLookups, subjects: Sequence[BriefingSubject]) -> Homes:
    """Where each line counts most; of portfolios, with who takes the seat."""
    found: dict[str, BriefingSubject] = {}
    through = {seat.line.id: seat.portfolio for seat in reversed(lookups.plan.seats) if seat.who}
    for line in {line.id: line for subject in subjects for line in subject.lines}.values():
        own = [subject for subject in subjects if line in subject.lines]
        found[line.id] = min(
            own,
            key=lambda page: (
                page.id != through.get(line.id, page.id) and page.sort == "portefeuille",
                page.place(line)[0],
            ),
        )
    return found


def page(lookups: BriefingLookups, subject: BriefingSubject, home: Homes, alone: bool) -> Section:
    """The whole page; `alone` with what is known of the opgave itself."""
    seats = lookups.plan.taken(subject.lines)
    divided = lookups.divided(subject)
    here = {
        seat.line.id
        for seat in seats
        if (seat.portfolio == subject.id if divided else home[seat.line.id] is subject)
    }
    told = [line for line in subject.lines if line.id in here]
    blocks: list[Block] = [Paragraph(_lead(lookups, subject), "lead")]
    if subject.sort == "portefeuille":
        blocks += _of_portfolio(lookups, subject)
    if told:
        blocks.append(_seat_table(lookups, subject, told))
    blocks += _named(lookups, subject, home, seats, told)
    blocks += _else(lookups, subject, home)
    if alone:
        blocks += about(lookups, subject, [seat.line for seat in seats])
    return Section(subject.name, tuple(blocks))


def _lead(lookups: BriefingLookups, subject: BriefingSubject) -> str:
    """What to do first, in two sentences: the best of the page that someone can take up, and whom to speak by when.

    The talk is called one for these only where someone grants or nominates a seat among them.
    """
    best = best_of(lookups, subject)
    first = (
        f"Doe dit eerst: {'; '.join(small(lookups.title(line)) for line in best or subject.lines[:FIRST])}."
    )
    moment = next(
        (each for each, served in lookups.moments_of(best) if any(line.band in STRONG for line in served)),
        None,
    )
    when = f"{moment.occasion.name}, {when_text(moment)}" if moment else ""
    found = lookups.plan.taken(best)
    who = next((name for name, _ in (*granters(lookups, found), *nominators(lookups, found))), "")
    if who:
        return f"{first} Spreek daarvoor eerst met {who}{f', en zet in de agenda: {when}' if when else ''}."
    return f"{first} Het eerste moment: {when}." if when else first


def best_of(lookups: BriefingLookups, subject: BriefingSubject) -> list[Line]:
    """What counts most on a page, of its seats that someone takes and of the relations that are `doen`: the lowest rank first.

    A portfolio first takes its own seats.
    """
    taken = {seat.line.id: seat.who for seat in lookups.plan.taken(subject.lines)}
    doors = [line for line in subject.lines if is_door(line)]
    if lookups.divided(subject):
        own = [line for line in subject.lines if taken.get(line.id) == subject.id]
        return [*own, *doors][:FIRST]
    every = [line for line in subject.lines if line.id in taken or line in doors]
    return sorted(sorted(every, key=subject.place)[:FIRST], key=lambda line: line.rank)


def is_door(line: Line) -> bool:
    return line.target.sort == "relatie" and line.band == "doen"


def _of_portfolio(lookups: BriefingLookups, subject: BriefingSubject) -> Iterator[Block]:
    """What the plan gives a portfolio, the time beside what there is, and what is with a colleague."""
    plan = lookups.plan
    if plan.made is None:
        yield from _time_asked(lookups, subject)
        return
    own = [seat for seat in plan.seats if seat.portfolio == subject.id]
    if own:
        yield Paragraph(
            f"In de verdeling van het college: {seat_list(lookups, own)}. Dat vraagt {plan.time_of(subject.id)}."
        )
    else:
        yield Paragraph("De verdeling van het college geeft deze portefeuille geen zetel.")
    own_taker = plan.taker(subject.id).id
    rest = [seat for seat in plan.taken(subject.lines) if seat.portfolio != subject.id]
    if same := [seat for seat in rest if seat.who == own_taker]:
        yield Paragraph(f"Bij een andere portefeuille van {plan.who(same[0])}: {seat_list(lookups, same)}.")
    others = grouped((plan.who(seat), seat) for seat in rest if seat.who != own_taker)
    if others:
        yield Paragraph("Bij een collega, al past het ook hier:")
        yield Bullets(tuple((f"{who}:", f"{seat_list(lookups, seats)}.") for who, seats in others.items()))


def _time_asked(lookups: BriefingLookups, subject: BriefingSubject) -> Iterator[Block]:
    wanted = dagdelen_asked(lookups.outcome, [part for line in subject.lines for part in line.parts])
    if wanted:
        yield Paragraph(f"Alle zetels hieronder samen vragen {decimal(wanted)} dagdelen per maand.")


def seat_list(lookups: BriefingLookups, seats: Iterable[PlannedSeat]) -> str:
    """Seats as tables with the role at each."""
    return tables(
        [(lookups.body(seat.advice.target.body), role(lookups.names, seat.advice)) for seat in seats]
    )


def _seat_table(lookups: BriefingLookups, subject: BriefingSubject, told: Sequence[Line]) -> Table:
    """The tables, with who takes which role there and why; first what counts most on the page."""
    rows = []
    for line in told:
        seats = [
            seat
            for seat in lookups.plan.taken([line])
            if subject.sort != "portefeuille" or seat.portfolio in ("", subject.id)
        ]
        who = all_of(dict.fromkeys(filter(None, map(lookups.plan.who, seats))))
        against = "".join(f" Daartegen: {text}" for text in unlike(lookups.against(line)))
        rows.append(
            (
                Cell(seat_list(lookups, seats)),
                Cell(who or "nog te bepalen"),
                Cell(f"{lookups.argument(line, subject)}{against}"),
            )
        )
    title = f"Zetels om in te nemen: {subject.name}"
    return Table(title, ("Tafel en rol", "Wie", "Waarom"), (34, 20, 46), tuple(rows))


def _named(
    lookups: BriefingLookups,
    subject: BriefingSubject,
    home: Homes,
    seats: Sequence[PlannedSeat],
    told: Sequence[Line],
) -> Iterator[Block]:
    """The seats that another page tells of, and those that nobody takes."""
    if lookups.divided(subject):
        seats = ()
    elsewhere = grouped((home[seat.line.id].name, seat) for seat in seats if seat.line not in told)
    if elsewhere:
        texts = (f"onder {name}: {seat_list(lookups, found)}" for name, found in elsewhere.items())
        yield Paragraph(f"{'Ook hiervoor' if told else 'Hiervoor'}, {'; '.join(texts)}.")
    dropped = [seat for seat in lookups.plan.dropped(subject.lines) if home[seat.line.id] is subject]
    if dropped:
        yield Paragraph(f"Niet in de verdeling: {seat_list(lookups, dropped)}.", "small")
    if not seats and not told and not dropped and subject.sort != "portefeuille":
        yield Paragraph("Er is geen zetel die nu te claimen, te behouden of te delen is.")


def _else(lookups: BriefingLookups, subject: BriefingSubject, home: Homes) -> Iterator[Block]:
    """What there is to do beside seats, relations and lobby."""
    found = [line for line in subject.lines if line.target.sort in _ELSE and home[line.id] is subject]
    strong = [line for line in found if line.band in STRONG]
    if not found:
        return
    yield Heading("Verder te doen")
    lines = (strong or found)[:_MOST_ELSE]
    said = set(unlike(lookups.argument(line, subject) for line in lines))
    items = []
    for line in lines:
        text = lookups.argument(line, subject)
        items.append((f"{line.title}.", text if text in said else ""))
        said.discard(text)
    yield Bullets(tuple(items))


_ENDING = 4
"""Words: sentences of one rule differ in what they begin with."""


def unlike(texts: Iterable[str]) -> list[str]:
    """Of sentences that end the same only the first."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(" ".join(text.split()[-_ENDING:]), text)
    return list(found.values())


def left_table(
    lookups: BriefingLookups, subjects: Sequence[BriefingSubject], lines: Sequence[Line]
) -> Table | None:
    """What to leave, or only to follow, with the reason; None when there is nothing."""
    one = subjects[0] if len(subjects) == 1 else None
    rows = tuple(
        (Cell(line.title), Cell(lookups.argument(line, one)))
        for line in lines
        if line.target.sort == REFRAIN or (line.target.sort == "positie" and line.target.attitude in LIGHT)
    )
    if not rows:
        return None
    return Table(
        "Wat te laten of alleen te volgen",
        ("Laten of alleen volgen", "Waarom"),
        (42, 58),
        rows[:_MOST_TABLES],
    )
