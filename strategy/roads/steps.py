"""Roads that were found (graph/road_strengths.py), step by step, and what each asks of us."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from strategy.advice.model import LIGHT, Advice, Entry
from strategy.advice.names import argument_texts
from strategy.explain.grounds import Ground, ground
from strategy.facts.types_and_sentences import Fact
from strategy.graph.deciders import themes_touched
from strategy.graph.network import held_posts
from strategy.graph.road_strengths import Road
from strategy.roads.road_network import RoadNetwork

HELD, VACANT = "bezet", "te verwerven"


@dataclass(frozen=True)
class Need:
    """One thing a road rests on or is helped by.

    sort: "relatie" (`state` is its stand), "zetel" (`state` is bezet or te verwerven) or "bondgenoot", who must
    want to carry our message on (`state` says whether that actor can help or hinder us on this priority, if known).
    `advice` is what is advised about it, if anything.
    """

    sort: Literal["relatie", "zetel", "bondgenoot"]
    state: str
    actor: str
    body: str = ""
    role: str = ""
    theme: str = ""
    layer: str = ""
    advice: Advice | None = None


def tie_need(roads: RoadNetwork, basis: Fact) -> Need:
    """The tie that one of our own edges rests on."""
    actor, layer, state = (str(value) for value in basis.values)
    found = next(roads.advised("relatie", actor=actor, layer=layer), None)
    return Need("relatie", state, actor, layer=layer, advice=found)


def seat_need(roads: RoadNetwork, basis: Fact) -> Need:
    """The seat that one of our own edges rests on: it is to be kept."""
    body, role, _, theme = (str(value) for value in basis.values)
    return Need(
        "zetel", HELD, roads.bodies[body][0].id, body, role, theme, advice=best_seat(roads, body, role)
    )


def ally_need(roads: RoadNetwork, priority: str, actor: str) -> Need:
    """Someone else who must carry the message on, with what we know of its attitude on this priority."""
    themes = themes_touched(roads.view, roads.priorities[priority])
    sorts = {
        str(fact.values[2])
        for fact in roads.outcome.case.facts.of_type("afhankelijk")
        if fact.values[0] == actor and fact.values[1] in themes
    }
    return Need("bondgenoot", " en ".join(sorted(sorts, reverse=True)), actor)


def tables_of(roads: RoadNetwork, priority: str, actor: str) -> tuple[Need, ...]:
    """The tables of an actor that work on a priority: those where we sit, then those advised, best rank first."""
    carriers = roads.carriers(priority)
    found = [
        need
        for owner, body in roads.bodies.values()
        if owner.id == actor and body.id in carriers
        for need in _at(roads, body.id)
    ]
    return tuple(
        sorted(
            found,
            key=lambda need: (
                need.state != HELD,
                need.advice.rank if need.advice else 0,
                need.body,
                need.role,
            ),
        )
    )


def _at(roads: RoadNetwork, body: str) -> Iterator[Need]:
    owner, item = roads.bodies[body]
    held = [(post.role, post.theme or "") for post in held_posts(item, roads.view)]
    if held:
        role, theme = held[0]
        yield Need("zetel", HELD, owner.id, body, role, theme, advice=best_seat(roads, body, role))
    elif advice := best_seat(roads, body):
        yield Need("zetel", VACANT, owner.id, body, advice.target.role, advice.target.theme, advice=advice)


def best_seat(roads: RoadNetwork, body: str, role: str = "") -> Advice | None:
    """The best ranked advice to take a seat in a body, in this role if one is named."""
    for advice in roads.advised("positie", body=body):
        if advice.target.attitude not in LIGHT and role in ("", advice.target.role):
            return advice
    return None


@dataclass(frozen=True)
class RoadStep:
    """One edge of a road. `ground` is the fact it rests on, with its place and how hard it is.

    `scale` is how hard the number is, where it does not stand in that fact itself but in the scale of the
    dossier for ties, seats and membership; otherwise "".
    """

    start: str
    end: str
    strength: float
    ground: Ground
    scale: str
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class RoadInSteps:
    """A road to a decider. `number` counts from 1, strongest first; `strength` is the product of its steps.

    `tables` are the seats, held or advised, in the first network on the road: where we would bring the message.
    `advice` is what is advised about this road, and `for_this` whether that is for this priority too;
    `reasons` and `against` are the arguments and counter-arguments for this priority.
    """

    number: int
    priority: str
    to: str
    via: str
    strength: float
    grade: str
    steps: tuple[RoadStep, ...]
    tables: tuple[Need, ...]
    advice: Advice | None
    for_this: bool
    reasons: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        return (self.steps[0].start, *(step.end for step in self.steps))

    @property
    def weakest(self) -> RoadStep:
        """The step that lets most strength go; of equals the first."""
        return min(self.steps, key=lambda step: step.strength)

    @property
    def to_build(self) -> int:
        """How many of our own ties on the road are not strong yet."""
        return sum(need.sort == "relatie" and need.state != "sterk" for need in self._needs())

    @property
    def carriers(self) -> int:
        """How many others must be willing to carry the message on."""
        return sum(need.sort == "bondgenoot" for need in self._needs())

    def natures(self) -> dict[str, int]:
        """How many steps rest on an aanname, an oordeel and a registratie, in that order; none left out are 0."""
        found = [step.ground.nature for step in self.steps]
        return {word: found.count(word) for word in ("aanname", "oordeel", "registratie") if word in found}

    def _needs(self) -> Iterator[Need]:
        return (need for step in self.steps for need in step.needs)


def roads_in_steps(roads: RoadNetwork, priority: str, to: str, most: int) -> tuple[RoadInSteps, ...]:
    """The `most` strongest roads from us to a decider (0 is all): one per first actor, detours dropped."""
    found = roads.of(priority, to)
    chosen = found[:most] if most else found
    return tuple(_road(roads, number, road) for number, road in enumerate(chosen, start=1))


def best_advised(roads: Iterable[RoadInSteps]) -> RoadInSteps | None:
    """The road to take: the one with the best ranked advice for its priority; None where none is advised."""
    chosen = [(road.advice.rank, road.number, road) for road in roads if road.advice and road.for_this]
    return min(chosen, key=lambda each: each[:2])[2] if chosen else None


def _road(roads: RoadNetwork, number: int, road: Road) -> RoadInSteps:
    advice, for_this = advice_on(roads, road)
    entries = advice.entries if advice and for_this else ()
    counters = advice.counters if advice and for_this else ()
    return RoadInSteps(
        number=number,
        priority=road.priority,
        to=road.to,
        via=road.via,
        strength=road.strength,
        grade=road.grade,
        steps=tuple(_step(roads, road.priority, start, end) for start, end in pairwise(road.nodes)),
        tables=tables_of(roads, road.priority, road.via) if road.via != road.to else (),
        advice=advice,
        for_this=for_this,
        reasons=_texts(roads, road.priority, entries),
        against=_texts(roads, road.priority, counters),
    )


def _texts(roads: RoadNetwork, priority: str, entries: Iterable[Entry]) -> tuple[str, ...]:
    own = [entry for entry in entries if entry.priority == priority]
    return argument_texts(roads.outcome.trace, roads.names, own)


def _step(roads: RoadNetwork, priority: str, start: str, end: str) -> RoadStep:
    edge = roads.graph.edges[start, end]
    basis = Fact(*edge["basis"])
    needs: tuple[Need, ...]
    match basis.type:
        case "relatie":
            needs = (tie_need(roads, basis),)
        case "bezet":
            needs = (seat_need(roads, basis),)
        case "invloed":
            needs = (ally_need(roads, priority, start),)
        case _:
            needs = ()
    return RoadStep(start, end, edge["strength"], ground(roads.outcome, basis), _scale(roads, basis), needs)


def _scale(roads: RoadNetwork, basis: Fact) -> str:
    concepts = roads.view.dossier.header.concepts
    match basis.type:
        case "relatie":
            return concepts.strengths.ties[str(basis.values[2])].origin.nature
        case "bezet":
            return concepts.strengths.seats[str(basis.values[1])].origin.nature
        case "gremium":
            return concepts.origin.nature
    return ""


def advice_on(roads: RoadNetwork, road: Road) -> tuple[Advice | None, bool]:
    """What is advised about a road: for this priority if that is so, otherwise for another one."""
    via = "" if road.via == road.to else road.via
    found = list(roads.advised("route", via=via, to=road.to))
    own = [advice for advice in found if road.priority in advice.priorities]
    return next(iter(own or found), None), bool(own)
