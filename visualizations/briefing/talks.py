"""Who to speak, along which road, and under which conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from strategy.advice.lines import Line
from strategy.advice.model import STRONG, Advice
from strategy.dossier.register import all_of
from strategy.routes.roads import Road, best_advised, roads
from visualizations.briefing.choose import Subject
from visualizations.briefing.desk import Desk
from visualizations.briefing.model import Bullets, Cell, Paragraph, Table
from visualizations.reports import routes_words as words
from visualizations.reports.kalender import when_text

MOST_PEOPLE = 6
MOST_ROADS = 6
_VERBS = {"intensiveren": "versterk", "opbouwen": "bouw"}
COLLEGE = "college"
"""The layer of a relation between colleges, which has no adjective."""
Item = tuple[str, str]


def people(desk: Desk, subject: Subject, found: Sequence[Line]) -> tuple[Item, ...]:
    """Whom to speak first, and why: who grants, who nominates, whose door must open, who must carry it on."""
    named: dict[str, list[str]] = {}
    for name, why in (
        *_granters(desk, found),
        *_nominators(desk, found),
        *_doors(desk, subject),
        *_carriers(desk, subject),
    ):
        named.setdefault(name, []).append(why)
    return tuple((name, "; ".join(whys)) for name, whys in list(named.items())[:MOST_PEOPLE])


def people_list(found: Sequence[Item]) -> Bullets:
    return Bullets(tuple((f"{name}:", f"{why}.") for name, why in found))


def conditions(desk: Desk, subject: Subject, found: Sequence[Line]) -> Bullets | None:
    """What must be arranged or chosen, and for which tables; None when nothing is."""
    tables: dict[str, list[str]] = {}
    for seat in found:
        for condition in seat.conditions:
            if condition.sort != "inbegrepen":
                options = _bodies(desk, condition.options) if condition.sort == "keuze" else ()
                bodies = (seat.target.body, *options)
                tables.setdefault(_capital(condition.text), []).extend(map(desk.body, bodies))
    items = [(f"{text}:", f"{all_of(dict.fromkeys(names))}.") for text, names in tables.items()]
    for line in subject.lines:
        if line.target.sort == "voorwaarde" and line.target.body in (
            "",
            *(seat.target.body for seat in found),
        ):
            items.append((f"{line.title}.", desk.argument(line, subject)))
    return Bullets(tuple(items)) if items else None


def road_table(desk: Desk, subject: Subject) -> tuple[Table | None, Paragraph | None]:
    """The advised road to each who decides and what it asks; and a remark about who cannot be reached."""
    together: dict[tuple[tuple[str, ...], str], list[Road]] = {}
    without: dict[str, list[str]] = {}
    for priority, to in _pairs(desk, subject):
        every = roads(desk.field, priority, to, 0)
        if best := best_advised(every):
            together.setdefault((best.nodes[:-1], _asked(desk, best, "hen")), []).append(best)
        elif not every:
            without.setdefault(to, []).append(priority)
    ordered = sorted(together.values(), key=lambda group: -len(group))
    rows = tuple(_row(desk, group) for group in ordered[:MOST_ROADS])
    remarks = [
        f"Geen weg bekend naar {desk.actor(to)}, dat beslist over "
        f"{all_of(words.priority(desk.field, name) for name in names)}."
        for to, names in without.items()
    ]
    if more := len(ordered) - len(rows):
        remarks.append(f"Nog {more} {'weg' if more == 1 else 'wegen'} laat `krachtenveld routes` zien.")
    table = None
    if rows:
        heads = ("Wie beslist", "Beste weg", "Waarover", "Wat het vraagt")
        table = Table(f"Wegen naar wie beslist: {subject.name}", heads, (16, 17, 33, 34), rows)
    return table, Paragraph(" ".join(remarks), "small") if remarks else None


def _priorities(desk: Desk, subject: Subject) -> frozenset[str]:
    """The priorities of a page: those of its opgave, or those that its seats serve."""
    if subject.sort == "opgave":
        return frozenset(
            priority.id
            for opgave, priority in desk.view.priorities()
            if subject.id in desk.view.opgaven_of(opgave, priority)
        )
    seats = [line for line in subject.lines if line.target.sort == "positie"]
    return frozenset(name for line in seats for name in line.priorities)


def _pairs(desk: Desk, subject: Subject) -> Iterator[tuple[str, str]]:
    """The priorities of the page, each with who decides on it; of a network only where the road runs through it."""
    wanted = _priorities(desk, subject)
    layer = {
        actor.id for layer in desk.view.dossier.layers if layer.id == subject.id for actor in layer.actors
    }
    for priority, to in desk.field.decided():
        best = desk.field.best.get((priority, to))
        along = {to, *(best.nodes if best else ())}
        if along & layer if subject.sort == "netwerk" else priority in wanted:
            yield priority, to


def _some(desk: Desk, priorities: Iterable[str], most: int = 2) -> str:
    """The first of these priorities by name, and how many more there are."""
    names = [words.priority(desk.field, name) for name in dict.fromkeys(priorities)]
    more = len(names) - most
    return all_of(names) if more <= 0 else f"{', '.join(names[:most])} en nog {more}"


def _row(desk: Desk, group: Sequence[Road]) -> tuple[Cell, ...]:
    """Roads that ask the same thing, whoever decides at their end."""
    field, road = desk.field, group[0]
    deciders = list(dict.fromkeys(desk.actor(each.to) for each in group))
    through = [field.short(node) for node in road.nodes[1:-1]]
    way = f"via {' en '.join(through)}" if through else "rechtstreeks"
    thin = "kwetsbaar: we kennen hen nog maar oppervlakkig" if field.is_thin(road.strength) else ""
    served = _some(desk, (each.priority for each in group), 4)
    asked = _asked(desk, road, deciders[0] if len(deciders) == 1 else "hen")
    return Cell(all_of(deciders)), Cell(way, thin), Cell(served), Cell(asked)


def _asked(desk: Desk, road: Road, whom: str) -> str:
    """What a road asks, said of whoever decides at its end."""
    name = re.escape(desk.field.short(road.to))
    return re.sub(
        rf" bij {name}(?= te bepleiten|\.$)", lambda _: f" bij {whom}", words.action(desk.field, road)
    )


def _granters(desk: Desk, found: Iterable[Line]) -> Iterator[Item]:
    tables: dict[str, list[str]] = {}
    for seat in found:
        if region := desk.granters.get(desk.owner[seat.target.body]):
            tables.setdefault(region, []).append(desk.body(seat.target.body))
    for region, names in tables.items():
        yield desk.names.name("actor", region), f"gunt onze zetel in {all_of(names)}"


def _nominators(desk: Desk, found: Iterable[Line]) -> Iterator[Item]:
    for moment, _ in desk.moments_of(found):
        if who := moment.occasion.nominated_by:
            how = "".join(f", {each}" for each in who[1:])
            yield _capital(who[0]), f"voordracht bij {moment.occasion.name}, {when_text(moment)}{how}"


def _doors(desk: Desk, subject: Subject) -> Iterator[Item]:
    """The ties to make stronger that are more than to be considered, each actor once."""
    wanted = _priorities(desk, subject)
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
        why = f", voor {_some(desk, served)}" if served else ""
        yield desk.actor(actor), f"{verb} {which}{tail}{why}"


def _carriers(desk: Desk, subject: Subject) -> Iterator[Item]:
    """Who must carry our message on, along the best roads."""
    goals: dict[str, list[str]] = {}
    for priority, to in _pairs(desk, subject):
        if best := best_advised(roads(desk.field, priority, to, 0)):
            for step in best.steps:
                for need in step.needs:
                    if need.sort == "bondgenoot":
                        goals.setdefault(need.actor, []).append(desk.actor(step.end))
    for actor, names in sorted(goals.items(), key=lambda pair: -len(pair[1])):
        yield desk.actor(actor), f"vragen wij dit te bepleiten bij {all_of(dict.fromkeys(names))}"


def _bodies(desk: Desk, options: Iterable[str]) -> Iterator[str]:
    for name in options:
        if advice := desk.outcome.advice(name):
            yield advice.target.body


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
