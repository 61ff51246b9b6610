"""The graph: actors and bodies as nodes, influence as directed edges with a strength in (0, 1].

Our own edges follow from ties, from seats we hold and from what is a part of us; other edges are the influences of the dossier.
Every edge names its basis: the fact type and values it rests on.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from strategy.dossier.model import (
    Actor,
    Body,
    Competence,
    Dossier,
    Instrument,
    Item,
    Opgave,
    Post,
    Priority,
    Theme,
)
from strategy.dossier.provenance import Origin, Sourced

if TYPE_CHECKING:
    import networkx as nx

    Graph: TypeAlias = "Network | nx.DiGraph[str]"
    """A graph to look for roads in."""

PART, PARLIAMENT, MINISTRY = "onderdeel", "parlement", "ministerie"
NOT_A_MEMBER = "geen-lid"
BROADLY_DESCRIBED = "ruim-omschreven"
HELD_BY_US = "wij"
HELD_BY_ANOTHER = "ander"
Basis = tuple[str, tuple[str | float, ...]]


class View:
    """What of a dossier holds on one day, and may be shown: the only place where time is applied."""

    def __init__(self, dossier: Dossier, day: date, public_only: bool = False) -> None:
        self.dossier = dossier
        self.day = day
        self.public_only = public_only
        self.us = dossier.header.municipality
        self.themes: dict[str, Theme] = {
            name: theme for name, theme in dossier.header.themes.items() if self.shows(theme)
        }
        self.actors: tuple[Actor, ...] = tuple(
            actor for layer in dossier.layers for actor in layer.actors if self.shows(actor)
        )
        self.instruments: tuple[Instrument, ...] = tuple(
            self._run(item) for layer in dossier.layers for item in layer.instruments if self.shows(item)
        )

    def shows(self, item: Item | Sourced[Any]) -> bool:
        """Whether an object or a value holds on the day, and may be seen."""
        if self.public_only and item.origin.internal:
            return False
        return isinstance(item, Sourced) or item.validity is None or item.period.holds(self.day)

    def _run(self, instrument: Instrument) -> Instrument:
        """The instrument with who runs it on the day as its owner."""
        owner = next((item.owner for item in filter(self.shows, instrument.handovers)), instrument.owner)
        return instrument if owner == instrument.owner else replace(instrument, owner=owner)

    def hides(self, origin: Origin) -> bool:
        """Whether something may not be seen, on whatever day it holds."""
        return self.public_only and origin.internal

    @cached_property
    def ids(self) -> Mapping[str, Mapping[str, None]]:
        """The names of all that holds on the day, and may be seen, by kind, in the order of the dossier."""
        dossier = self.dossier
        names = {
            "opgave": (opgave.id for opgave in dossier.opgaven if self.shows(opgave)),
            "prioriteit": (priority.id for _, priority in self.priorities()),
            "actor": (actor.id for actor in self.actors),
            "gremium": (body.id for _, body in self.bodies()),
            "instrument": (instrument.id for instrument in self.instruments),
            "thema": self.themes,
            "portefeuille": (item.id for item in dossier.college.portfolios if self.shows(item)),
            "bestuurder": (item.id for item in dossier.college.members if self.shows(item)),
        }
        return {kind: dict.fromkeys(found) for kind, found in names.items()}

    def is_part_of_us(self, actor: Actor) -> bool:
        """Whether an actor is a part of our own organisation, such as the council."""
        return actor.sort == PART and actor.part_of == self.us

    def competences(self, actor: Actor) -> tuple[Competence, ...]:
        """What an actor decides on for us: nothing when we are no member of it, or lie outside its territory."""
        return self._competences[actor.id]

    @cached_property
    def _competences(self) -> Mapping[str, tuple[Competence, ...]]:
        return {
            actor.id: () if self._outside(actor) else tuple(filter(self.shows, actor.competences))
            for actor in self.actors
        }

    @cached_property
    def deciding(self) -> tuple[Actor, ...]:
        """The actors that decide on anything for us: few of all."""
        return tuple(actor for actor in self.actors if self.competences(actor))

    @cached_property
    def with_stands(self) -> tuple[Actor, ...]:
        """The actors of which it is known where they stand, on a priority or on a theme: few of all."""
        return tuple(actor for actor in self.actors if actor.positions or actor.dependencies)

    @cached_property
    def parliaments(self) -> tuple[Actor, ...]:
        return tuple(actor for actor in self.actors if actor.sort == PARLIAMENT)

    @cached_property
    def ministries(self) -> frozenset[str]:
        return frozenset(actor.id for actor in self.actors if actor.sort == MINISTRY)

    def _outside(self, actor: Actor) -> bool:
        trait = actor.traits.get(NOT_A_MEMBER)
        return trait is not None and trait.value == "ja" and self.shows(trait)

    def bodies(self) -> Iterator[tuple[Actor, Body]]:
        for actor in self.actors:
            for body in actor.bodies:
                if self.shows(body):
                    yield actor, body

    def priorities(self) -> Iterator[tuple[Opgave, Priority]]:
        for opgave in self.dossier.opgaven:
            for priority in opgave.priorities:
                if self.shows(priority) and self.shows(opgave):
                    yield opgave, priority

    def opgaven_of(self, opgave: Opgave, priority: Priority) -> tuple[str, ...]:
        """The opgaven a priority serves: its own first, then those it is also under."""
        return (opgave.id, *(other.value for other in priority.also_under))


@dataclass(frozen=True)
class Network:
    """The graph as plain data: what facts need of it, for which networkx would take longer to import than it saves.

    Nodes carry `kind` (actor or gremium); edges `strength` and `basis`.
    """

    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    edges: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    """Start → end → edge."""

    def __contains__(self, name: object) -> bool:
        return name in self.nodes

    def adjacency(self) -> ItemsView[str, dict[str, dict[str, Any]]]:
        return self.edges.items()

    def add_node(self, name: str, **attributes: Any) -> None:
        self.nodes.setdefault(name, {}).update(attributes)
        self.edges.setdefault(name, {})

    def connect(self, start: str, end: str, strength: float, basis: Basis) -> None:
        """Add an edge; of several between the same nodes, the strongest counts."""
        if start == end:
            return
        self.add_node(start)
        self.add_node(end)
        present = self.edges[start].get(end)
        if present is None or present["strength"] < strength:
            self.edges[start][end] = {"strength": strength, "basis": basis}

    def measurable(self) -> nx.DiGraph[str]:
        """The same for networkx, which measures more than roads."""
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph()
        for name, attributes in self.nodes.items():
            graph.add_node(name, **attributes)
        for start, ends in self.edges.items():
            for end, edge in ends.items():
                graph.add_edge(start, end, **edge)
        return graph


def build(view: View) -> Network:
    """The graph of one view."""
    graph = Network()
    known = {actor.id for actor in view.actors}
    strengths = view.dossier.header.concepts.strengths
    for actor in view.actors:
        graph.add_node(actor.id, kind="actor", sort=actor.sort)
        if view.is_part_of_us(actor):
            graph.connect(view.us, actor.id, 1.0, ("valt_onder", (actor.id, view.us)))
        for influence in actor.influences:
            if influence.on in known and view.shows(influence):
                strength = strengths.of_influence(influence)
                graph.connect(
                    actor.id, influence.on, strength, ("invloed", (actor.id, influence.on, strength))
                )
        for layer, tie in actor.ties.items():
            if not view.shows(tie):
                continue
            graph.connect(view.us, actor.id, strengths.ties[tie.value].value,
                ("relatie", (actor.id, layer, tie.value)),
            )  # fmt: skip
    for actor, body in view.bodies():
        graph.add_node(body.id, kind="gremium", sort=body.sort)
        graph.connect(
            body.id,
            actor.id,
            strengths.membership,
            ("gremium", (body.id, actor.id, body.sort, body.layer)),
        )
        for post in held_posts(body, view):
            graph.connect(view.us, body.id, strengths.seats[post.role].value,
                ("bezet", (body.id, post.role, HELD_BY_US, post.theme or "")),
            )  # fmt: skip
    return graph


def held_posts(body: Body, view: View) -> Iterator[Post]:
    """The posts of a body that we hold on the day of the view."""
    for post in filter(view.shows, body.posts):
        for membership in filter(view.shows, post.memberships):
            if membership.holder.value == HELD_BY_US and view.shows(membership.holder):
                yield post


def vacant_posts(body: Body, view: View) -> Iterator[Post]:
    """The posts of a body that are to be divided on the day of the view."""
    return (post for post in body.posts if post.vacant and view.shows(post))
