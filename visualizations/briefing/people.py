"""Whom to speak, by which road to who decides, and what is still to be looked into; over all pages together, so that each is
named once with all that it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from strategy.advice.lines import Line
from strategy.advice.model import STRONG, Advice
from strategy.dossier.defined_names import all_of
from strategy.explain.grounds import footing
from strategy.facts.fact_base import grouped
from strategy.facts.types_and_sentences import Fact
from strategy.roads.road_network import Pair
from strategy.roads.steps import RoadInSteps, best_advised
from visualizations.briefing.lookups import BriefingLookups, BriefingSubject, PlannedSeat
from visualizations.briefing.model import Bullets, Cell, Paragraph, Table
from visualizations.reports import routes_answer as words
from visualizations.reports.kalender import when_text
from visualizations.writers.stamps import capital, first_of

MOST_PEOPLE = 10
MOST_ROADS = 14
_VERBS = {"intensiveren": "versterk", "opbouwen": "bouw"}
COLLEGE = "college"
"""The layer of a relation between colleges, which has no adjective."""
Item = tuple[str, str]


def people(
    lookups: BriefingLookups,
    subjects: Sequence[BriefingSubject],
    lines: Sequence[Line],
    seats: Sequence[PlannedSeat],
) -> tuple[Item, ...]:
    """Whom to speak first, and why: who grants, who nominates, whose door must open, who must carry it on."""
    named = grouped(
        (
            *granters(lookups, seats),
            *nominators(lookups, seats),
            *_doors(lookups, subjects, lines),
            *_carriers(lookups, subjects),
        )
    )
    together = grouped(("; ".join(whys), name) for name, whys in list(named.items())[:MOST_PEOPLE])
    return tuple((all_of(names), why) for why, names in together.items())


def people_list(found: Sequence[Item]) -> Bullets:
    return Bullets(tuple((f"{name}:", f"{why}.") for name, why in found))


_TO_CHECK = "nog na te gaan: "
"""What every item would begin with; the heading says it."""


def to_check(lookups: BriefingLookups, seats: Sequence[PlannedSeat]) -> Bullets | None:
    """What is still to be looked into, and what falls when it is otherwise, each with its tables; None when nothing is."""
    bodies: dict[str, list[str]] = {}
    for seat in seats:
        for condition in seat.line.conditions:
            if condition.sort == "nagaan":
                text = condition.text.removeprefix(_TO_CHECK)
                bodies.setdefault(capital(text), []).append(lookups.body(seat.advice.target.body))
    for advice in dict.fromkeys(seat.told for seat in seats):
        told = footing(lookups.outcome, advice)
        if told.falls_with:
            bodies.setdefault(capital(str(told)), []).append(lookups.body(advice.target.body))
    together = grouped((tuple(dict.fromkeys(names)), text) for text, names in bodies.items())
    items = tuple((f"{all_of(names)}:", f"{'. '.join(texts)}.") for names, texts in together.items())
    return Bullets(items, small=True) if items else None


def road_table(
    lookups: BriefingLookups, subjects: Sequence[BriefingSubject]
) -> tuple[Table | None, Paragraph | None]:
    """The advised road to each who decides and what it asks; and a remark about who cannot be reached."""
    together: dict[tuple[tuple[str, ...], str], list[RoadInSteps]] = {}
    without: dict[str, list[str]] = {}
    for priority, to in _pairs(lookups, subjects):
        every = lookups.roads_to((priority, to))
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
        remarks.append(f"Nog {more} {'weg is' if more == 1 else 'wegen zijn'} hier weggelaten.")
    heads = ("Wie beslist", "Beste weg", "Waarover", "Wat het vraagt")
    table = Table("Wegen naar wie beslist", heads, (16, 17, 33, 34), rows) if rows else None
    return table, Paragraph(" ".join(remarks), "small") if remarks else None


def road_facts(lookups: BriefingLookups, subject: BriefingSubject) -> Iterator[Fact]:
    """The facts on which the roads of a page rest."""
    for best in _advised(lookups, [subject]):
        yield from (step.ground.fact for step in best.steps)


def _advised(lookups: BriefingLookups, subjects: Sequence[BriefingSubject]) -> Iterator[RoadInSteps]:
    """The advised road to each who decides, where there is one."""
    return filter(None, (best_advised(lookups.roads_to(pair)) for pair in _pairs(lookups, subjects)))


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


def _pairs(lookups: BriefingLookups, subjects: Sequence[BriefingSubject]) -> Iterator[Pair]:
    """The priorities of the pages, each with who decides on it; of a network only where the road runs through it."""
    wanted = {name for subject in subjects for name in _priorities(lookups, subject)}
    names = {subject.id for subject in subjects}
    layer = {actor.id for layer in lookups.view.dossier.layers if layer.id in names for actor in layer.actors}
    for priority, to in lookups.roads.decided():
        best = lookups.roads.best.get((priority, to))
        along = {to, *(best.nodes if best else ())}
        if along & layer if subjects[0].sort == "netwerk" else priority in wanted:
            yield priority, to


def _some(lookups: BriefingLookups, priorities: Iterable[str], most: int = 2) -> str:
    """The first of these priorities within a sentence, and how many more there are."""
    return first_of([lookups.names.spoken("prioriteit", name) for name in dict.fromkeys(priorities)], most)


_MOST_ABOUT = 8


def _row(lookups: BriefingLookups, group: Sequence[RoadInSteps]) -> tuple[Cell, ...]:
    """Roads that ask the same thing, whoever decides at their end."""
    roads, road = lookups.roads, group[0]
    deciders = list(dict.fromkeys(lookups.actor(each.to) for each in group))
    through = [roads.short(node) for node in road.nodes[1:-1]]
    way = f"via {' en '.join(through)}" if through else "rechtstreeks"
    thin = _thin(road) if roads.is_thin(road.strength) else ""
    about = dict.fromkeys(words.priority(roads, each.priority) for each in group)
    served = first_of(list(about), _MOST_ABOUT)
    asked = _asked(lookups, road, deciders[0] if len(deciders) == 1 else "hen")
    return Cell(all_of(deciders)), Cell(way, thin), Cell(served), Cell(asked)


def _thin(road: RoadInSteps) -> str:
    """Why a thin road carries little: we hardly know its first actor, or those on it weigh little further on."""
    if road.to_build:
        return "kwetsbaar: nog weinig contact"
    return "draagt weinig: hun invloed verderop is klein" if len(road.steps) > 1 else "draagt weinig"


_RANKED = re.compile(r" \(rang \d+\)")


def _asked(lookups: BriefingLookups, road: RoadInSteps, whom: str) -> str:
    """What a road asks, said of whoever decides at its end, without places in a list that stands elsewhere."""
    name = re.escape(lookups.roads.short(road.to))
    text = re.sub(
        rf" bij {name}(?= te bepleiten|\.$)",
        lambda _: f" bij {whom}",
        _RANKED.sub("", words.action(lookups.roads, road)),
    )
    return re.sub(rf" met {name}\.$", lambda _: f" met {whom}.", text)


def granted(lookups: BriefingLookups, found: Iterable[PlannedSeat]) -> Iterator[Item]:
    """Who grants our seats, with the tables."""
    bodies: dict[str, list[str]] = {}
    for seat in found:
        body = seat.advice.target.body
        if region := lookups.granters.get(lookups.owner[body]):
            bodies.setdefault(region, []).append(lookups.body(body))
    for region, names in bodies.items():
        yield lookups.names.name("actor", region), all_of(dict.fromkeys(names))


def granters(lookups: BriefingLookups, found: Iterable[PlannedSeat]) -> Iterator[Item]:
    return ((region, f"gunt onze zetel in {tables}") for region, tables in granted(lookups, found))


def nominated(lookups: BriefingLookups, found: Iterable[PlannedSeat]) -> Iterator[Item]:
    """Who nominates, with the occasion, when that is and on whose word."""
    for moment, _ in lookups.moments_of(dict.fromkeys(seat.line for seat in found)):
        if who := moment.occasion.nominated_by:
            how = "".join(f", {each}" for each in who[1:])
            yield capital(who[0]), f"{moment.occasion.name}, {when_text(moment)}{how}"


def nominators(lookups: BriefingLookups, found: Iterable[PlannedSeat]) -> Iterator[Item]:
    return ((who, f"voordracht bij {occasion}") for who, occasion in nominated(lookups, found))


def _doors(
    lookups: BriefingLookups, subjects: Sequence[BriefingSubject], lines: Sequence[Line]
) -> Iterator[Item]:
    """The ties to make stronger that are more than to be considered, each actor once."""
    wanted = {name for subject in subjects for name in _priorities(lookups, subject)}
    layers: dict[str, list[Advice]] = {}
    for line in lines:
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


def _carriers(lookups: BriefingLookups, subjects: Sequence[BriefingSubject]) -> Iterator[Item]:
    """Who must carry our message on, along the best roads."""
    goals: dict[str, list[str]] = {}
    for best in _advised(lookups, subjects):
        for step in best.steps:
            for need in step.needs:
                if need.sort == "bondgenoot":
                    goals.setdefault(need.actor, []).append(lookups.actor(step.end))
    for actor, names in sorted(goals.items(), key=lambda pair: -len(pair[1])):
        yield lookups.actor(actor), f"vraag om voor ons te pleiten bij {all_of(dict.fromkeys(names))}"
