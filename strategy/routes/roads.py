"""The strongest roads to a decider, step by step: what each rests on, what it asks, and where it is weakest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from strategy.advice.model import Advice, Entry
from strategy.advice.names import argument_texts
from strategy.explain.basis import Ground, ground
from strategy.facts.types import Fact
from strategy.graph.routes import Route
from strategy.routes.field import Field
from strategy.routes.needs import VACANT, Need, ally, held_seat, seats, tie


@dataclass(frozen=True)
class Step:
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
class Road:
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
    steps: tuple[Step, ...]
    tables: tuple[Need, ...]
    advice: Advice | None
    for_this: bool
    reasons: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        return (self.steps[0].start, *(step.end for step in self.steps))

    @property
    def weakest(self) -> Step:
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

    @property
    def to_claim(self) -> tuple[Need, ...]:
        """The seats that are advised and not ours yet."""
        return tuple(need for need in self.tables if need.state == VACANT)

    def natures(self) -> dict[str, int]:
        """How many steps rest on an aanname, an oordeel and a registratie, in that order; none left out are 0."""
        found = [step.ground.nature for step in self.steps]
        return {word: found.count(word) for word in ("aanname", "oordeel", "registratie") if word in found}

    def _needs(self) -> Iterator[Need]:
        return (need for step in self.steps for need in step.needs)


def roads(field: Field, priority: str, to: str, most: int) -> tuple[Road, ...]:
    """The `most` strongest roads from us to a decider (0 is all): one per first actor, detours dropped."""
    found = field.routes(priority, to)
    chosen = found[:most] if most else found
    return tuple(_road(field, number, route) for number, route in enumerate(chosen, start=1))


def best_advised(roads: Iterable[Road]) -> Road | None:
    """The road to take: the one with the best ranked advice for its priority; None where none is advised."""
    chosen = [(road.advice.rank, road.number, road) for road in roads if road.advice and road.for_this]
    return min(chosen, key=lambda each: each[:2])[2] if chosen else None


def _road(field: Field, number: int, route: Route) -> Road:
    advice, for_this = advice_on(field, route)
    entries = advice.entries if advice and for_this else ()
    counters = advice.counters if advice and for_this else ()
    return Road(
        number=number,
        priority=route.priority,
        to=route.to,
        via=route.via,
        strength=route.strength,
        grade=route.grade,
        steps=tuple(_step(field, route.priority, start, end) for start, end in pairwise(route.nodes)),
        tables=seats(field, route.priority, route.via) if route.via != route.to else (),
        advice=advice,
        for_this=for_this,
        reasons=_texts(field, route.priority, entries),
        against=_texts(field, route.priority, counters),
    )


def _texts(field: Field, priority: str, entries: Iterable[Entry]) -> tuple[str, ...]:
    own = [entry for entry in entries if entry.priority == priority]
    return argument_texts(field.outcome.trace, field.names, own)


def _step(field: Field, priority: str, start: str, end: str) -> Step:
    edge = field.graph.edges[start, end]
    basis = Fact(*edge["basis"])
    needs: tuple[Need, ...]
    match basis.type:
        case "relatie":
            needs = (tie(field, basis),)
        case "bezet":
            needs = (held_seat(field, basis),)
        case "invloed":
            needs = (ally(field, priority, start),)
        case _:
            needs = ()
    return Step(start, end, edge["strength"], ground(field.outcome, basis), _scale(field, basis), needs)


def _scale(field: Field, basis: Fact) -> str:
    concepts = field.view.dossier.header.concepts
    match basis.type:
        case "relatie":
            return concepts.strengths.ties[str(basis.values[2])].origin.nature
        case "bezet":
            return concepts.strengths.seats[str(basis.values[1])].origin.nature
        case "gremium":
            return concepts.origin.nature
    return ""


def advice_on(field: Field, route: Route) -> tuple[Advice | None, bool]:
    """What is advised about a road: for this priority if that is so, otherwise for another one."""
    via = "" if route.via == route.to else route.via
    found = [
        advice
        for advice in field.outcome.advices
        if advice.target.sort == "route" and (advice.target.via, advice.target.to) == (via, route.to)
    ]
    own = [advice for advice in found if route.priority in advice.priorities]
    return next(iter(own or found), None), bool(own)
