"""The page of one opgave, portfolio or network: what to do first, why, by which road, and whom to speak.

With the tables that it is made of: the seats to claim, keep, join and leave, the talks with their roads and
conditions, and what a portfolio is asked in time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from strategy.advice.lines import Line
from strategy.advice.model import LIGHT, REFRAIN, STRONG, Advice
from strategy.advice.names import ROLE_NAMES, decimal
from strategy.allocation.seats import dagdelen_asked
from strategy.dossier.register import all_of
from strategy.explain.footing import footing
from strategy.facts.types import Fact
from strategy.roads.steps import RoadInSteps, best_advised, roads_in_steps
from visualizations.briefing.about import about, basis
from visualizations.briefing.model import Block, Bullets, Cell, Heading, Paragraph, Section, Table
from visualizations.briefing.subjects import BriefingLookups, BriefingSubject
from visualizations.reports import routes_words as words
from visualizations.reports.kalender import when_text
from visualizations.reports.verdeling_words import label
from visualizations.reports.verdeling_words import load as dagdelen
from visualizations.writers.words import capital, counted, small

FIRST = 3
_MORE_ARGUMENTS = 3
_MOST_ELSE = 5
_ON_SLIDE = 5
_ELSE = ("koppelkans", "samenwerking", "verkenning", "organisatie", "monitoren")


def page(lookups: BriefingLookups, subject: BriefingSubject) -> Section:
    """The whole page."""
    everything = seats(subject.lines)
    found = shown(everything)
    speak = people(lookups, subject, found)
    lead = Paragraph(_lead(lookups, subject, found, speak), "lead")
    blocks: list[Block] = [lead]
    if subject.sort == "portefeuille":
        blocks += load(lookups, subject)
    blocks += _seats(lookups, subject, found, everything)
    if speak:
        blocks += [Heading("Met wie eerst spreken"), people_list(speak)]
    if asked := conditions(lookups, subject, found):
        blocks += [Heading("Voorwaarden"), asked]
    blocks += _arguments(lookups, subject, found)
    table, remark = road_table(lookups, subject)
    if table or remark:
        blocks += [Heading("Hoe we bij de beslissers komen"), *(each for each in (table, remark) if each)]
    blocks += _else(lookups, subject)
    blocks += about(lookups, subject, found)
    if rests := basis(lookups, subject, found or subject.lines[:FIRST]):
        blocks += [Heading("Waar dit op rust"), rests]
    return Section(subject.name, tuple(blocks), slide=(lead, *_slide(lookups, subject, found)))


def _lead(
    lookups: BriefingLookups,
    subject: BriefingSubject,
    found: Sequence[Line],
    speak: Sequence[tuple[str, str]],
) -> str:
    """What to do first, in two sentences: the best of the page, and whom to speak by when.

    The talk is called one for these only where someone grants or nominates a seat among them.
    """
    best = best_of(subject, found)
    titles = map(in_short, best or subject.lines[:FIRST])
    first = f"Doe dit eerst: {'; '.join(titles)}."
    moment = next(
        (each for each, served in lookups.moments_of(best) if any(line.band in STRONG for line in served)),
        None,
    )
    when = f"{moment.occasion.name}, {when_text(moment)}" if moment else ""
    table = seats(best)
    talk = next(
        (
            f"daarvoor eerst met {who}"
            for who, _ in (*_granters(lookups, table), *_nominators(lookups, table))
        ),
        "",
    )
    named = {lookups.actor(line.target.actor) for line in best if line.target.actor}
    talk = talk or next((f"ook met {who}" for who, _ in speak if who not in named), "")
    if talk:
        return f"{first} Spreek {talk}{f', en zet in de agenda: {when}' if when else ''}."
    return f"{first} Het eerste moment is {when}." if when else first


def best_of(subject: BriefingSubject, found: Sequence[Line]) -> list[Line]:
    """What counts most on a page, of its seats and of the relations that are `doen`: the lowest rank first."""
    every = [line for line in subject.lines if line in found or is_door(line)]
    return sorted(sorted(every, key=subject.place)[:FIRST], key=lambda line: line.rank)


def is_door(line: Line) -> bool:
    return line.target.sort == "relatie" and line.band == "doen"


def in_short(line: Line) -> str:
    """What to do within a sentence; of a relation without what to say there."""
    title = small(line.title)
    return title.partition(";")[0] if line.target.sort == "relatie" else title


def _seats(
    lookups: BriefingLookups, subject: BriefingSubject, found: Sequence[Line], everything: Sequence[Line]
) -> Iterator[Block]:
    yield Heading("Zetels")
    if found:
        yield seat_table(lookups, subject, found)
    else:
        yield Paragraph("Er is geen zetel die nu te claimen, te behouden of te delen is.")
    rest = [seat for seat in everything if seat not in found]
    if rest:
        names = all_of(f"{lookups.body(seat.target.body)} ({role(lookups, seat)})" for seat in rest)
        yield Paragraph(f"Om te overwegen: {names}.", "small")
    if left := left_table(lookups, subject):
        yield left


def _arguments(lookups: BriefingLookups, subject: BriefingSubject, found: Sequence[Line]) -> Iterator[Block]:
    """Further arguments for the best seats, and what speaks against them."""
    items = []
    for seat in sorted(found, key=subject.place)[:FIRST]:
        further = lookups.arguments(seat, subject)[1 : 1 + _MORE_ARGUMENTS]
        against = lookups.against(seat)
        text = " ".join((*further, *(f"Daartegen: {each}" for each in against)))
        if text:
            items.append((f"{seat.title}:", text))
    if items:
        yield Heading("Verdere argumenten")
        yield Bullets(tuple(items))


def _else(lookups: BriefingLookups, subject: BriefingSubject) -> Iterator[Block]:
    """What there is to do beside seats, relations and lobby."""
    found = [line for line in subject.lines if line.target.sort in _ELSE]
    if not found:
        return
    yield Heading("Verder te doen")
    strong = [line for line in found if line.band in STRONG]
    items = [
        (f"{line.title} ({line.band}).", lookups.argument(line, subject))
        for line in (strong or found)[:_MOST_ELSE]
    ]
    yield Bullets(tuple(items))
    if more := len(found) - len(items):
        yield Paragraph(
            f"Nog {counted(more, 'kans of samenwerking', 'kansen en samenwerkingen')} staan in `krachtenveld advies`.",
            "small",
        )


def _slide(lookups: BriefingLookups, subject: BriefingSubject, found: Sequence[Line]) -> tuple[Block, ...]:
    best = sorted(found, key=subject.place)[:_ON_SLIDE]
    rows = tuple(
        (*seat_cells(lookups, seat), Cell(seat.band), Cell(lookups.argument(seat, subject))) for seat in best
    )
    heads = ("Doen", "Tafel", "Rol", "Band", "Sterkste argument")
    return (
        (Table(f"De belangrijkste zetels: {subject.name}", heads, (10, 25, 17, 9, 39), rows),) if rows else ()
    )


DOING: tuple[str, ...] = ("claimen", "behouden", "meedoen")
"""Attitudes that want us at a table, in the order of the page."""
_SHORT = {"inbreng": "stevige inbreng"}
"""What is shorter in a column than the name of the role."""
_AT_LEAST = 3
"""Tables shown of an attitude of which none is `doen` or `ook doen`."""
_MOST_LEFT = 6


def seats(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines about a table that we should be at, in the order in which they come."""
    return tuple(line for line in lines if line.target.sort == "positie" and line.target.attitude in DOING)


def shown(found: Sequence[Line]) -> tuple[Line, ...]:
    """The tables for a page, by attitude: all we sit at, all that are more than to be considered, or else a few."""
    kept: list[Line] = []
    for doing in DOING:
        own = [seat for seat in found if seat.target.attitude == doing]
        strong = [seat for seat in own if doing == "behouden" or seat.band in STRONG]
        kept += strong or own[:_AT_LEAST]
    return tuple(kept)


def seat_table(lookups: BriefingLookups, subject: BriefingSubject, found: Sequence[Line]) -> Table:
    """The tables with what to do there, as what, how firmly, and why."""
    rows = tuple(
        (
            *seat_cells(lookups, seat, _elsewhere(lookups, seat)),
            band(lookups, seat),
            Cell(lookups.argument(seat, subject), seat.id),
        )
        for seat in found
    )
    heads = ("Doen", "Tafel", "Rol", "Band", "Sterkste argument")
    return Table(
        f"Zetels om te claimen, te behouden of aan mee te doen: {subject.name}",
        heads,
        (11, 25, 13, 13, 38),
        rows,
    )


def seat_cells(lookups: BriefingLookups, seat: Line, note: str = "") -> tuple[Cell, Cell, Cell]:
    """What to do, at which table, and as what."""
    return (
        Cell(seat.target.attitude),
        Cell(lookups.body(seat.target.body), note),
        Cell(role(lookups, seat)),
    )


def role(lookups: BriefingLookups, advice: Advice) -> str:
    """The role of a seat: trekker, or portefeuille Jeugd."""
    target = advice.target
    if target.role == "portefeuille" and target.theme:
        return f"portefeuille {lookups.names.name('thema', target.theme)}"
    return _SHORT.get(target.role) or ROLE_NAMES.get(target.role, target.role)


def band(lookups: BriefingLookups, advice: Advice) -> Cell:
    """How firmly: the band, the place among all advice with the score, and what no reason for it is free of."""
    doubt = footing(lookups.outcome, advice).rests_on
    return Cell(
        advice.band, f"rang {advice.rank} ({decimal(advice.score, 1)}){f'; {doubt}' if doubt else ''}"
    )


def left_table(lookups: BriefingLookups, subject: BriefingSubject) -> Table | None:
    """What to leave, or only to follow, with the reason; None when there is nothing."""
    found = [
        line
        for line in subject.lines
        if line.target.sort == REFRAIN or (line.target.sort == "positie" and line.target.attitude in LIGHT)
    ]
    rows = tuple(
        (Cell(line.title), Cell(lookups.argument(line, subject), line.id)) for line in found[:_MOST_LEFT]
    )
    if not rows:
        return None
    title = f"Wat te laten of alleen te volgen: {subject.name}"
    return Table(title, ("Laten of alleen volgen", "Waarom"), (42, 58), rows)


def _elsewhere(lookups: BriefingLookups, seat: Line) -> str:
    """The other roles at the same table."""
    others = (part for part in seat.parts[1:] if part.target.sort == "positie")
    return "; ".join(dict.fromkeys(f"anders {role(lookups, part)}" for part in others))


MOST_PEOPLE = 6
MOST_ROADS = 6
_VERBS = {"intensiveren": "versterk", "opbouwen": "bouw"}
COLLEGE = "college"
"""The layer of a relation between colleges, which has no adjective."""
Item = tuple[str, str]


def people(lookups: BriefingLookups, subject: BriefingSubject, found: Sequence[Line]) -> tuple[Item, ...]:
    """Whom to speak first, and why: who grants, who nominates, whose door must open, who must carry it on."""
    named: dict[str, list[str]] = {}
    for name, why in (
        *_granters(lookups, found),
        *_nominators(lookups, found),
        *_doors(lookups, subject),
        *_carriers(lookups, subject),
    ):
        named.setdefault(name, []).append(why)
    return tuple((name, "; ".join(whys)) for name, whys in list(named.items())[:MOST_PEOPLE])


def people_list(found: Sequence[Item]) -> Bullets:
    return Bullets(tuple((f"{name}:", f"{why}.") for name, why in found))


def conditions(lookups: BriefingLookups, subject: BriefingSubject, found: Sequence[Line]) -> Bullets | None:
    """What must be arranged or chosen, for which tables, and what these fall with; None when nothing is."""
    tables: dict[str, list[str]] = {}
    for seat in found:
        for condition in seat.conditions:
            if condition.sort != "inbegrepen":
                options = _bodies(lookups, condition.options) if condition.sort == "keuze" else ()
                bodies = (seat.target.body, *options)
                tables.setdefault(capital(condition.text), []).extend(map(lookups.body, bodies))
    for seat in found:
        told = footing(lookups.outcome, seat)
        if told.falls_with:
            tables.setdefault(capital(str(told)), []).append(lookups.body(seat.target.body))
    items = [(f"{text}:", f"{all_of(dict.fromkeys(names))}.") for text, names in tables.items()]
    for line in subject.lines:
        if line.target.sort == "voorwaarde" and line.target.body in (
            "",
            *(seat.target.body for seat in found),
        ):
            items.append((f"{line.title}.", lookups.argument(line, subject)))
    return Bullets(tuple(items)) if items else None


def road_table(lookups: BriefingLookups, subject: BriefingSubject) -> tuple[Table | None, Paragraph | None]:
    """The advised road to each who decides and what it asks; and a remark about who cannot be reached."""
    together: dict[tuple[tuple[str, ...], str], list[RoadInSteps]] = {}
    without: dict[str, list[str]] = {}
    for priority, to in _pairs(lookups, subject):
        every = roads_in_steps(lookups.roads, priority, to, 0)
        if best := best_advised(every):
            together.setdefault((best.nodes[:-1], _asked(lookups, best, "hen")), []).append(best)
        elif not every:
            without.setdefault(to, []).append(priority)
    ordered = sorted(together.values(), key=lambda group: -len(group))
    rows = tuple(_row(lookups, group) for group in ordered[:MOST_ROADS])
    remarks = [
        f"Geen weg bekend naar {lookups.actor(to)}, dat beslist over "
        f"{all_of(words.priority(lookups.roads, name) for name in names)}."
        for to, names in without.items()
    ]
    if more := len(ordered) - len(rows):
        remarks.append(f"Nog {more} {'weg' if more == 1 else 'wegen'} laat `krachtenveld routes` zien.")
    table = None
    if rows:
        heads = ("Wie beslist", "Beste weg", "Waarover", "Wat het vraagt")
        table = Table(f"Wegen naar wie beslist: {subject.name}", heads, (16, 17, 33, 34), rows)
    return table, Paragraph(" ".join(remarks), "small") if remarks else None


def road_facts(lookups: BriefingLookups, subject: BriefingSubject) -> Iterator[Fact]:
    """The facts on which the roads of a page rest."""
    for priority, to in _pairs(lookups, subject):
        if best := best_advised(roads_in_steps(lookups.roads, priority, to, 0)):
            yield from (step.ground.fact for step in best.steps)


def _priorities(lookups: BriefingLookups, subject: BriefingSubject) -> frozenset[str]:
    """The priorities of a page: those of its opgave, or those that its seats serve."""
    if subject.sort == "opgave":
        return frozenset(
            priority.id
            for opgave, priority in lookups.view.priorities()
            if subject.id in lookups.view.opgaven_of(opgave, priority)
        )
    seats = [line for line in subject.lines if line.target.sort == "positie"]
    return frozenset(name for line in seats for name in line.priorities)


def _pairs(lookups: BriefingLookups, subject: BriefingSubject) -> Iterator[tuple[str, str]]:
    """The priorities of the page, each with who decides on it; of a network only where the road runs through it."""
    wanted = _priorities(lookups, subject)
    layer = {
        actor.id for layer in lookups.view.dossier.layers if layer.id == subject.id for actor in layer.actors
    }
    for priority, to in lookups.roads.decided():
        best = lookups.roads.best.get((priority, to))
        along = {to, *(best.nodes if best else ())}
        if along & layer if subject.sort == "netwerk" else priority in wanted:
            yield priority, to


def _some(lookups: BriefingLookups, priorities: Iterable[str], most: int = 2) -> str:
    """The first of these priorities by name, and how many more there are."""
    names = [words.priority(lookups.roads, name) for name in dict.fromkeys(priorities)]
    more = len(names) - most
    return all_of(names) if more <= 0 else f"{', '.join(names[:most])} en nog {more}"


def _row(lookups: BriefingLookups, group: Sequence[RoadInSteps]) -> tuple[Cell, ...]:
    """Roads that ask the same thing, whoever decides at their end."""
    roads, road = lookups.roads, group[0]
    deciders = list(dict.fromkeys(lookups.actor(each.to) for each in group))
    through = [roads.short(node) for node in road.nodes[1:-1]]
    way = f"via {' en '.join(through)}" if through else "rechtstreeks"
    thin = _thin(road) if roads.is_thin(road.strength) else ""
    served = _some(lookups, (each.priority for each in group), 4)
    asked = _asked(lookups, road, deciders[0] if len(deciders) == 1 else "hen")
    return Cell(all_of(deciders)), Cell(way, thin), Cell(served), Cell(asked)


def _thin(road: RoadInSteps) -> str:
    """Why a thin road carries little: we hardly know its first actor, or those on it weigh little further on."""
    if road.to_build:
        return "kwetsbaar: we kennen hen nog maar oppervlakkig"
    return "draagt weinig: hun invloed verderop is klein" if len(road.steps) > 1 else "draagt weinig"


def _asked(lookups: BriefingLookups, road: RoadInSteps, whom: str) -> str:
    """What a road asks, said of whoever decides at its end."""
    name = re.escape(lookups.roads.short(road.to))
    return re.sub(
        rf" bij {name}(?= te bepleiten|\.$)", lambda _: f" bij {whom}", words.action(lookups.roads, road)
    )


def _granters(lookups: BriefingLookups, found: Iterable[Line]) -> Iterator[Item]:
    tables: dict[str, list[str]] = {}
    for seat in found:
        if region := lookups.granters.get(lookups.owner[seat.target.body]):
            tables.setdefault(region, []).append(lookups.body(seat.target.body))
    for region, names in tables.items():
        yield lookups.names.name("actor", region), f"gunt onze zetel in {all_of(names)}"


def _nominators(lookups: BriefingLookups, found: Iterable[Line]) -> Iterator[Item]:
    for moment, _ in lookups.moments_of(found):
        if who := moment.occasion.nominated_by:
            how = "".join(f", {each}" for each in who[1:])
            yield capital(who[0]), f"voordracht bij {moment.occasion.name}, {when_text(moment)}{how}"


def _doors(lookups: BriefingLookups, subject: BriefingSubject) -> Iterator[Item]:
    """The ties to make stronger that are more than to be considered, each actor once."""
    wanted = _priorities(lookups, subject)
    layers: dict[str, list[Advice]] = {}
    for line in subject.lines:
        if line.target.sort == "relatie" and line.target.attitude in _VERBS and line.band in STRONG:
            layers[line.target.actor] = [part for part in line.parts if part.target.sort == "relatie"]
    for actor, advices in layers.items():
        verb = _VERBS[advices[0].target.attitude]
        layers_of = dict.fromkeys(advice.target.layer for advice in advices)
        ties = all_of(f"{layer}e" for layer in layers_of if layer != COLLEGE)
        which = all_of(
            (
                *([f"de {ties} relatie"] if ties else []),
                *(["het contact tussen de colleges"] if COLLEGE in layers_of else []),
            )
        )
        tail = " op" if verb == "bouw" else ""
        served = [name for advice in advices for name in advice.priorities if name in wanted]
        why = f", voor {_some(lookups, served)}" if served else ""
        yield lookups.actor(actor), f"{verb} {which}{tail}{why}"


def _carriers(lookups: BriefingLookups, subject: BriefingSubject) -> Iterator[Item]:
    """Who must carry our message on, along the best roads."""
    goals: dict[str, list[str]] = {}
    for priority, to in _pairs(lookups, subject):
        if best := best_advised(roads_in_steps(lookups.roads, priority, to, 0)):
            for step in best.steps:
                for need in step.needs:
                    if need.sort == "bondgenoot":
                        goals.setdefault(need.actor, []).append(lookups.actor(step.end))
    for actor, names in sorted(goals.items(), key=lambda pair: -len(pair[1])):
        yield lookups.actor(actor), f"vragen wij dit te bepleiten bij {all_of(dict.fromkeys(names))}"


def _bodies(lookups: BriefingLookups, options: Iterable[str]) -> Iterator[str]:
    for name in options:
        if advice := lookups.outcome.advice(name):
            yield advice.target.body


def load(lookups: BriefingLookups, subject: BriefingSubject) -> Iterator[Block]:
    """The time that all seats of a portfolio would take, beside what there is; and a choice that fits."""
    portfolio = next(item for item in lookups.view.dossier.college.portfolios if item.id == subject.id)
    time, wanted = (
        portfolio.capacity,
        dagdelen_asked(lookups.outcome, [part for line in subject.lines for part in line.parts]),
    )
    if time is None or not wanted or not lookups.view.shows(time):
        return
    yield Heading("Tijd")
    nature = " De dagdelen zijn een aanname." if time.origin.nature == "aanname" else ""
    fits = "dat past" if wanted <= time.value else "dat past niet: kies"
    yield Paragraph(
        f"Alle zetels hieronder samen vragen {decimal(wanted)} dagdelen per maand en er zijn er {decimal(time.value)}; {fits}."
        f"{nature}"
    )
    division = lookups.division
    if division is None:
        return
    taken = [name for name, taker in division.plan.items() if taker == subject.id]
    if taken:
        used = dagdelen(division.problem.load(division.plan, subject.id))
        yield Paragraph(
            f"De beste verdeling over het hele college geeft deze portefeuille {decimal(used)} dagdelen aan zetels:"
        )
        yield Bullets(tuple(("", f"{label(division, name)}.") for name in taken))
    else:
        yield Paragraph("De beste verdeling over het hele college geeft deze portefeuille geen zetel.")
