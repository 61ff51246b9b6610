"""The roads of one outcome: who decides on which priority, by which roads we reach them, and what a change does to these; and what a
user means by a priority or an actor, also one that is not there on the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import networkx as nx

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice
from strategy.dossier.model import Actor, Body, Moment, Priority
from strategy.errors import KrachtenveldError, quote
from strategy.explain.grounds import weakest_origin
from strategy.facts.fact_base import grouped
from strategy.facts.types_and_sentences import Fact
from strategy.graph.by_name import ACTORS, PRIORITIES, actors_called, exactly, meant, priorities_called
from strategy.graph.road_strengths import Best, Road, RoadSearch

Pair = tuple[str, str]
"""A priority and someone who decides on it, or the parliament that steers them."""


class RoadNetwork:
    """What all views on roads share. Its graph has only edges whose fact may be seen."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.view = outcome.case.view
        self.names = outcome.names
        self.search = RoadSearch(self.view)
        self.priorities: dict[str, Priority] = {item.id: item for _, item in self.view.priorities()}
        self.actors: dict[str, Actor] = {actor.id: actor for actor in self.view.actors}
        self.bodies: dict[str, tuple[Actor, Body]] = {
            body.id: (actor, body) for actor, body in self.view.bodies()
        }
        self._roads: dict[Pair, tuple[Road, ...]] = {}
        self._carriers: dict[str, frozenset[str]] = {}

    @cached_property
    def graph(self) -> nx.DiGraph[str]:
        """The graph of the case without edges whose fact is not in the fact base (such as internal ones)."""
        graph: nx.DiGraph[str] = self.outcome.case.graph.copy()
        facts = self.outcome.case.facts
        hidden = [
            (start, end) for start, end, edge in graph.edges(data=True) if Fact(*edge["basis"]) not in facts
        ]
        graph.remove_edges_from(hidden)
        return graph

    @cached_property
    def deciders(self) -> dict[str, tuple[str, ...]]:
        """Priority → who decides on it, by name; in the order of the dossier."""
        found = grouped(self.outcome.case.facts.pairs("beslist"))
        return {name: tuple(sorted(found.get(name, ()))) for name in self.priorities}

    @cached_property
    def steering(self) -> dict[str, tuple[str, ...]]:
        """Priority → the parliaments that hold its deciders to account, without those that decide themselves."""
        found = grouped(self.outcome.case.facts.pairs("stuurt"))
        return {
            name: tuple(sorted({*found.get(name, ())}.difference(deciders)))
            for name, deciders in self.deciders.items()
        }

    def targets(self, priority: str, to: str | None = None) -> tuple[str, ...]:
        """Who decides on a priority, and then who steers them; when somebody is asked for, only them."""
        every = (*self.deciders[priority], *self.steering[priority])
        return tuple(name for name in every if to in (None, name))

    def pairs(self) -> Iterator[Pair]:
        """Every priority with all that roads for it lead to: who decides on it, and who steers them."""
        return ((priority, to) for priority in self.priorities for to in self.targets(priority))

    def decided(self) -> Iterator[Pair]:
        """Every priority with each of its deciders, and not with those who only steer them."""
        return ((priority, to) for priority, deciders in self.deciders.items() for to in deciders)

    def steers(self, pair: Pair) -> bool:
        """Whether a road leads to a parliament that steers who decides, and not to a decider."""
        priority, to = pair
        return to in self.steering.get(priority, ())

    def of(self, priority: str, to: str) -> tuple[Road, ...]:
        """The roads to a decider, strongest first: one per first actor, detours dropped."""
        if (priority, to) not in self._roads:
            found = self.search.roads(self.graph, self.priorities[priority], (to,))
            ordered = tuple(sorted(found, key=lambda road: (-road.strength, road.nodes)))
            self._roads[priority, to] = ordered
        return self._roads[priority, to]

    def carriers(self, priority: str) -> frozenset[str]:
        """The actors and bodies through whom a road for a priority may lead, the deciders included."""
        if priority not in self._carriers:
            self._carriers[priority] = self.search.carriers(self.priorities[priority])
        return self._carriers[priority]

    @cached_property
    def best(self) -> dict[Pair, Road]:
        """The strongest road of every pair that has one."""
        return {pair: found[0] for pair in self.pairs() if (found := self.of(*pair))}

    def strongest(self, graph: nx.DiGraph[str], priority: str, to: str) -> Best:
        """(decider, first actor) → strength and nodes, on a graph that differs from this one."""
        return self.search.strongest(graph, self.priorities[priority], (to,))

    def nature(self, start: str, end: str) -> str:
        """How hard the fact under an edge is: registratie, oordeel or aanname."""
        fact = Fact(*self.graph.edges[start, end]["basis"])
        return weakest_origin(self.outcome.case.facts.evidence(fact).origins).nature

    def is_thin(self, strength: float) -> bool:
        """Whether a road carries no more than a weak tie does."""
        return strength <= self.view.dossier.header.concepts.strengths.ties["zwak"].value

    def is_known(self, actor: str) -> bool:
        """Whether anything at all leads to an actor: a tie of ours, an influence of others, or a table of its own."""
        return bool(self.graph.in_degree(actor))

    def advised(self, *sorts: str, **fields: str) -> Iterator[Advice]:
        """The advice of these sorts with these values in its target, best first."""
        for advice in self.outcome.advices:
            target = advice.target
            if target.sort in sorts and all(getattr(target, name) == fields[name] for name in fields):
                yield advice

    def short(self, node: str) -> str:
        """The short name of an actor or a body; "wij" for ourselves."""
        if node == self.view.us:
            return "wij"
        return self.names.short("gremium" if node in self.bodies else "actor", node)


RoadChangeKind = Literal[
    "weg verloren", "zwakker", "beslist niet meer", "stuurt niet meer",
    "sterker", "nieuwe weg", "beslist nu ook", "stuurt nu ook",
]  # fmt: skip
ROAD_CHANGE_KINDS: tuple[RoadChangeKind, ...] = get_args(RoadChangeKind)
"""From what hurts to what helps."""


@dataclass(frozen=True)
class RoadChange:
    """What changed for a priority and who decides or steers; a road is None where there is none."""

    kind: RoadChangeKind
    pair: Pair
    old: Road | None
    new: Road | None


def road_changes(old: RoadNetwork, new: RoadNetwork) -> tuple[RoadChange, ...]:
    """The pairs whose best road differs in strength, or that are in one version only; what hurts first."""
    before, after = dict.fromkeys(old.pairs()), dict.fromkeys(new.pairs())
    found = [
        RoadChange(kind, pair, old.best.get(pair), new.best.get(pair))
        for pair in dict.fromkeys((*before, *after))
        if (kind := _kind(old, new, pair, pair in before, pair in after))
    ]
    return tuple(sorted(found, key=lambda change: ROAD_CHANGE_KINDS.index(change.kind)))


def stranded(old: RoadNetwork, new: RoadNetwork) -> tuple[str, ...]:
    """The priorities that had a road to someone who decides, and have none left."""
    before, after = ({pair[0] for pair in roads.decided() if pair in roads.best} for roads in (old, new))
    return tuple(priority for priority in old.priorities if priority in before - after)


def dropped(old: RoadNetwork, new: RoadNetwork) -> tuple[Road, ...]:
    """The roads that are gone though someone still decides or steers: the best ones and the others, in the order of the old.

    A road is the same when it serves the same priority and decider by the same first actor.
    """
    kept = {(road.priority, road.via, road.to) for pair in new.pairs() for road in new.of(*pair)}
    still = set(new.pairs())
    return tuple(
        road
        for pair in old.pairs()
        if pair in still
        for road in old.of(*pair)
        if (road.priority, road.via, road.to) not in kept
    )


def _kind(old: RoadNetwork, new: RoadNetwork, pair: Pair, before: bool, after: bool) -> RoadChangeKind | None:
    if not after:
        return "stuurt niet meer" if old.steers(pair) else "beslist niet meer"
    if not before:
        return "stuurt nu ook" if new.steers(pair) else "beslist nu ook"
    was, now = (roads.best[pair].strength if pair in roads.best else 0.0 for roads in (old, new))
    if was == now:
        return None
    if now < was:
        return "zwakker" if now else "weg verloren"
    return "sterker" if was else "nieuwe weg"


def priority_by_name(roads: RoadNetwork, word: str) -> str:
    """The id of the priority meant. Raises KrachtenveldError when there is none, or more than one."""
    return meant(PRIORITIES, word, priorities_called(roads.view))


def actor_by_name(roads: RoadNetwork, word: str) -> str:
    """The id of the actor meant; of several that a few words fit, the only one that decides.

    Raises KrachtenveldError when there is none, or more than one; for one of another day with who there is now.
    """
    called = actors_called(roads.actors.values())
    deciders = {to for _, to in roads.decided()}
    if not exactly(word, called):
        refuse_inactive(roads, word)
    return meant(ACTORS, word, called, f"wie beslist: {', '.join(sorted(deciders))}", preferred=deciders)


def refuse_inactive(roads: RoadNetwork, word: str) -> None:
    """Raises KrachtenveldError when a word names an actor of another day, with who took over or came before."""
    called = {actor.id: actor for actor in _elsewhen(roads)}
    found = [called[name] for name in exactly(word, actors_called(called.values()))]
    if not found:
        return
    day = roads.view.day
    periods = "; ".join(f"{actor.name} ({actor.id}) geldt {_period(actor)}" for actor in found)
    names = successors(roads, {actor.id for actor in found})
    listed = "".join(f"\n      {name}   {roads.actors[name].name}" for name in names)
    hint = f"bedoeld, op {day}:{listed}" if listed else "kies met --peildatum een dag waarop het geldt"
    raise KrachtenveldError(f"{quote(word)} is er niet op {day}: {periods}", hint)


def successors(roads: RoadNetwork, names: set[str]) -> tuple[str, ...]:
    """Who is there on the day of those that moments of the dossier tie to these actors, through others that are not."""
    gone = {actor.id for actor in _elsewhen(roads)}
    seen, waiting, found = set(names), sorted(names), set()
    moments = _moments(roads)
    while waiting:
        name = waiting.pop()
        tied = {other for moment in moments if name in moment.about for other in moment.about} - seen
        seen |= tied
        found |= tied & roads.actors.keys()
        waiting += sorted(tied & gone)
    return tuple(name for name in roads.actors if name in found)


def _elsewhen(roads: RoadNetwork) -> list[Actor]:
    """The actors that may be seen and are not there on the day."""
    view = roads.view
    return [
        actor
        for layer in view.dossier.layers
        for actor in layer.actors
        if actor.id not in roads.actors and not view.hides(actor.origin)
    ]


def _moments(roads: RoadNetwork) -> list[Moment]:
    moments = (moment for layer in roads.view.dossier.layers for moment in layer.moments)
    return [moment for moment in moments if not roads.view.hides(moment.origin)]


def _period(actor: Actor) -> str:
    period = actor.period
    start = f"van {period.start}" if period.start else ""
    end = f"tot en met {period.end}" if period.end else ""
    return " ".join(
        part for part in (start if end else f"vanaf {period.start}" if start else "", end) if part
    )
