"""What a briefing says of one opgave, portfolio or network: what to do first, at which tables, who does it and why; of an opgave
what it is itself, and on which sources, judgements and doubts the advice rests.

Of several pages each thing is told on one: there it counts most, and the others name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from strategy.advice.lines import Line
from strategy.advice.model import LIGHT, REFRAIN, STRONG
from strategy.advice.names import ROLE_NAMES, decimal
from strategy.allocation.seats import dagdelen_asked
from strategy.dossier.defined_names import all_of
from strategy.explain.grounds import Ground, cited, grounds
from strategy.explain.opgave_page import ELSEWHERE, PROJECT, TAKE_OVER, OpgavePage, Said, opgave_page
from strategy.facts.fact_base import grouped
from visualizations.briefing.lookups import BriefingLookups, BriefingSubject, PlannedSeat, role, tables
from visualizations.briefing.model import Block, Bullets, Cell, Heading, Paragraph, Section, Table
from visualizations.briefing.people import granters, nominators
from visualizations.reports.kalender import when_text
from visualizations.writers.stamps import small

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


# ── the opgave, and what it rests on ────────────────────────────────────────────────────────────────

_LISTED = {"Doelen": ". ", "Trends": ". ", "Wijken en gebieden": "; ", "Prioriteiten": ". "}
"""What is told as running text, and what stands between two of it."""
_POINT = ", punt "
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_SENTENCES = 2
"""As much of a project says what it is; the rest stands on the map."""
_TABLES, _RELATIONS, _PRIORITIES = 3, 2, 3
_DOOR = {
    "opbouwen": "bouwt een {}relatie op met {}",
    "intensiveren": "versterkt de {}relatie met {}",
    "onderhouden": "onderhoudt de {}relatie met {}",
}
_FOR = {
    "coalitieakkoord": "Voor een coalitieakkoord",
    "raadsakkoord": "Voor een raadsakkoord",
    "brief": "Voor een brief",
}
_COMPOSED = "Uit het advies van deze bladzijde:"


def about(lookups: BriefingLookups, subject: BriefingSubject, found: Sequence[Line]) -> Iterator[Block]:
    """Both blocks for the page of an opgave; of another page, and of what there is nothing of, nothing."""
    page = opgave_page(lookups.outcome, subject.id) if subject.sort == "opgave" else None
    if page is None:
        return
    told = tuple(_told(page))
    if page.description or told:
        yield Heading("Over deze opgave")
    if page.description:
        yield Paragraph(f"{page.description.text} ({page.description.source})", "small")
    yield from told
    if items := (*_stated(page), *_composed(lookups, subject, found)):
        yield Heading(TAKE_OVER)
        yield Bullets(items)


def _told(page: OpgavePage) -> Iterator[Block]:
    for part in page.parts:
        if part.name in _LISTED:
            yield Heading(part.name, 3)
            yield Bullets(tuple(_by_source(part.items, _LISTED[part.name])), small=True)
    if page.figures:
        yield Heading("Cijfers", 3)
        rows = tuple(
            (Cell(item.name), Cell(item.text), Cell(item.source, _doubt(item))) for item in page.figures
        )
        yield Table(f"Cijfers: {page.name}", ("Wat", "Hoeveel", "Bron"), (42, 22, 36), rows)
    if page.contributions:
        yield Heading("Wat andere programma's bijdragen", 3)
        yield Bullets(tuple(_helping(page)), small=True)
    if page.elsewhere:
        yield Heading(ELSEWHERE, 3)
        lessons = (lesson for group in page.elsewhere for lesson in _lessons(group.name, group.items))
        yield Bullets(tuple(lessons), small=True)


def _by_source(items: Iterable[Said], link: str) -> Iterator[tuple[str, str]]:
    """What stands in the same paragraph of a source together; what has a name of its own by itself."""
    for run in _runs(items):
        yield f"{run[0].name}:" if run[0].name else "", f"{_joined(run, link)} ({_source(run)})"


def _runs(items: Iterable[Said]) -> list[list[Said]]:
    found: list[list[Said]] = []
    for item in items:
        if found and not item.name and _place(found[-1][0].source) == _place(item.source):
            found[-1].append(item)
        else:
            found.append([item])
    return found


def _helping(page: OpgavePage) -> Iterator[tuple[str, str]]:
    """What each programme does; the source once, where all of it is from the same place."""
    every = [item for group in page.contributions for item in group.items]
    alike = len(_runs(every)) == 1
    for group in page.contributions:
        source = "" if alike else f" ({_source(group.items)})"
        yield f"{group.name}:", f"{_joined(group.items)}{source}"
    if alike:
        yield "Bron:", f"{_source(every)}."


def _joined(items: Sequence[Said], link: str = ". ") -> str:
    """Texts one after the other, each with what is still to be verified of it."""
    texts = [f"{item.text.rstrip('.')}{f' ({_doubt(item)})' if item.to_verify else ''}" for item in items]
    return f"{link.join(texts)}." if any(texts) else ""


def _place(source: str) -> str:
    return source.partition(_POINT)[0]


def _source(items: Sequence[Said]) -> str:
    """The sources of these, each paragraph once with its points."""
    places: dict[str, dict[str, None]] = {}
    for item in items:
        place, _, point = item.source.partition(_POINT)
        places.setdefault(place, {}).update({point: None} if point else {})
    return "; ".join(f"{place}{_POINT}{all_of(found)}" if found else place for place, found in places.items())


def _doubt(item: Said) -> str:
    doubt = item.to_verify.rstrip(".")
    return f"te verifiëren: {small(doubt)}" if doubt else ""


def _lessons(region: str, items: Sequence[Said]) -> Iterator[tuple[str, str]]:
    """What the projects of a region are; of what else is on its agenda the names."""
    for item in items:
        if item.sort == PROJECT:
            text = " ".join(_SENTENCE.split(item.text)[:_SENTENCES])
            about = "; ".join(filter(None, (region, item.when, _doubt(item), item.source)))
            yield f"{item.name}:", f"{text} ({about})" if text else f"{about}."
    others = [item for item in items if item.sort != PROJECT]
    if others:
        days = "; ".join(dict.fromkeys(item.when for item in others if item.when))
        named = "; ".join(item.name for item in others)
        sources = all_of(dict.fromkeys(item.source.partition(",")[0] for item in others))
        yield f"Verder op de agenda van {region}:", f"{named} ({'; '.join(filter(None, (days, sources)))})."


# ── to take over ──────────────────────────────────────────────────────────────────────────────────────


def _stated(page: OpgavePage) -> Iterator[tuple[str, str]]:
    for item in page.texts:
        yield f"{_FOR[item.sort]}:", f"{item.text} (naar {item.source})"


def _composed(
    lookups: BriefingLookups, subject: BriefingSubject, found: Sequence[Line]
) -> Iterator[tuple[str, str]]:
    """A sentence per table that matters most, and per relation, as a municipality writes them."""
    us = lookups.actor(lookups.view.us)
    best = sorted(found, key=subject.place)[:_TABLES]
    sentences = [_table(lookups, subject, us, line) for line in best]
    doors = [line for line in subject.lines if line.target.sort == "relatie" and line.band in STRONG]
    sentences += [_relation(lookups, subject, us, line) for line in doors[:_RELATIONS]]
    if sentences:
        yield _COMPOSED, " ".join(sentences)


def _table(lookups: BriefingLookups, subject: BriefingSubject, us: str, line: Line) -> str:
    target = line.target
    body, what = lookups.body(target.body), _what(lookups, subject, line)
    if target.role == "portefeuille" and target.theme:
        theme = lookups.names.name("thema", target.theme)
        seat = f"de portefeuille {theme} in {body}"
        does = f"houdt {seat}" if target.attitude == "behouden" else f"wil {seat} op zich nemen"
    elif target.role == "inbreng":
        does = f"neemt met stevige inbreng deel aan {body}"
    else:
        role = ROLE_NAMES.get(target.role, target.role)
        does = (
            f"blijft {role} van {body}" if target.attitude == "behouden" else f"wil {role} van {body} worden"
        )
    return f"{us} {does} en zet zich daar in voor {what}."


def _relation(lookups: BriefingLookups, subject: BriefingSubject, us: str, line: Line) -> str:
    first, ties = line.target, [part for part in line.parts if part.target.sort == "relatie"]
    layers = dict.fromkeys(part.target.layer for part in ties if part.target.layer != "college")
    which = f"{all_of(f'{layer}e' for layer in layers)} " if layers else ""
    does = _DOOR.get(first.attitude, _DOOR["onderhouden"]).format(which, lookups.actor(first.actor))
    return f"{us} {does}, voor {_what(lookups, subject, line)}."


def _what(lookups: BriefingLookups, subject: BriefingSubject, line: Line) -> str:
    """The priorities of the page that a line serves, heaviest first."""
    served = dict.fromkeys(entry.priority for entry in lookups.entries(line, subject))
    return all_of(f'"{lookups.names.name("prioriteit", name)}"' for name in list(served)[:_PRIORITIES])


MOST = 4
_PLURALS = {"oordeel": "oordelen", "aanname": "aannames"}


def basis(lookups: BriefingLookups, told: Iterable[tuple[BriefingSubject, Line]]) -> Bullets | None:
    """What a page says first of each line, and the ground under its score; None when there is nothing to tell."""
    sources, found = _rests_on(lookups, told)
    items = [*_sources(lookups, sources)]
    for nature in ("oordeel", "aanname"):
        own = dict.fromkeys(ground.text for ground in found if ground.nature == nature)
        if own:
            head = f"{len(own)} {nature if len(own) == 1 else _PLURALS[nature]}:"
            items.append((head, _some(tuple(own))))
    checks: dict[tuple[str, object], str] = {}
    for ground in found:
        if ground.to_verify:
            checks.setdefault(
                (ground.to_verify, ground.fact.values[0]), f"{ground.to_verify} ({ground.text})"
            )
    if checks:
        items.append(("Te verifiëren:", _some(tuple(checks.values()))))
    return Bullets(tuple(items), small=True) if items else None


def _rests_on(
    lookups: BriefingLookups, told: Iterable[tuple[BriefingSubject, Line]]
) -> tuple[list[tuple[str, str]], dict[Ground, None]]:
    """What is cited for what is said first of each line, with what it was only named for; and the facts below it."""
    found: dict[Ground, None] = {}
    sources: list[tuple[str, str]] = []
    for subject, line in told:
        for reason in lookups.reasons(line, subject)[:1]:
            lender = reason.origin.lender
            sources.append((cited(lookups.names, reason.origin), lender.what if lender else ""))
        for entry in lookups.entries(line, subject)[:1]:
            found.update(dict.fromkeys(grounds(lookups.outcome, entry)))
    sources += ((ground.cited, ground.lender) for ground in found)
    return sources, found


def documents(lookups: BriefingLookups, told: Iterable[tuple[BriefingSubject, Line]]) -> list[str]:
    """The documents under what is said first of each line, by name."""
    return [name.rstrip(":") for name, _ in _sources(lookups, _rests_on(lookups, told)[0])]


def _sources(lookups: BriefingLookups, found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Per document the paragraphs that are cited, each with its points; what was only named for more than that, says so."""
    places: dict[str, dict[str, set[int]]] = {}
    lent: dict[str, dict[str, set[str]]] = {}
    documents = sorted(lookups.names.documents.values(), key=len, reverse=True)
    for source, lender in found:
        document = next((name for name in documents if source.startswith(name)), "")
        if document:
            place, _, point = source.removeprefix(document).lstrip(", ").partition(", punt ")
            points = places.setdefault(document, {}).setdefault(place, set())
            points.update({int(point)} if point.isdigit() else ())
            lent.setdefault(document, {}).setdefault(place, set()).add(lender)
    return [(f"{name}:", f"{'; '.join(_places(places[name], lent[name]))}.") for name in sorted(places)]


def _places(found: Mapping[str, set[int]], lenders: Mapping[str, set[str]]) -> Iterator[str]:
    """What is cited, and after it what was only named for more than what is told here."""
    told: dict[str, list[str]] = {"": []}
    for place in sorted(found):
        points = all_of(map(str, sorted(found[place])))
        text = f"{place}, punt {points}" if points else place or "het hele stuk"
        told.setdefault(min(lenders[place]), []).append(text)
    yield from told.pop("")
    yield from (f"als bron van {lender}: {', '.join(texts)}" for lender, texts in sorted(told.items()))


def _some(texts: Sequence[str]) -> str:
    more = len(texts) - MOST
    return f"{'; '.join(texts[:MOST])}{f'; en nog {more}' if more > 0 else ''}."
