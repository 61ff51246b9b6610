"""Allies: who shares our interest, and other municipalities and regions that have the same on their agenda, work on it,
or can help us with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from strategy.advice.model import Advice
from strategy.dossier.model import Actor, Priority
from strategy.dossier.provenance import Origin, Sourced
from strategy.explain.grounds import citation
from strategy.graph.deciders import themes_touched
from strategy.roads.road_network import RoadNetwork

PEERS = ("gemeente", "provincie", "regio", "stadsdeel")
"""The sorts of actors that stand beside us, rather than decide, carry or speak for many."""


@dataclass(frozen=True)
class AllyEvidence:
    """Why an actor would stand beside us: the same interest, a point of its own agenda, a field it works on, or that it
    can help.

    `theme` is the theme it shares, `nature` how hard the claim is.
    """

    sort: Literal["belang", "agenda", "steun", "werkveld"]
    theme: str
    text: str
    nature: str
    source: str
    file: str
    line: int


@dataclass(frozen=True)
class Ally:
    """A possible ally for a priority.

    `shared` are the priority's own themes that it shares (of `own` in all), on the ground of `evidence`; the
    strongest sort of evidence is first. `reaches` are the deciders that a road through it leads to, `hinders`
    tells whether it can also hinder us there, `tie` is the best stand of our ties ("" when none is known).
    """

    priority: str
    actor: str
    shared: tuple[str, ...]
    own: int
    evidence: tuple[AllyEvidence, ...]
    reaches: tuple[str, ...]
    hinders: bool
    tie: str
    advice: Advice | None


def allies(roads: RoadNetwork, priority: str) -> tuple[Ally, ...]:
    """The possible allies for a priority: the same interest before own agenda before steun before werkveld, then by
    themes shared.
    """
    item = roads.priorities[priority]
    shown = roads.view.ids["thema"]
    own = tuple(
        dict.fromkeys(
            theme.value for theme in item.themes if roads.view.shows(theme) and theme.value in shown
        )
    )
    found = [
        ally
        for actor in roads.actors.values()
        if _beside_us(roads, item, actor) and (ally := _ally(roads, item, own, actor))
    ]
    order = ("belang", "agenda", "steun", "werkveld")
    return tuple(
        sorted(found, key=lambda ally: (order.index(ally.evidence[0].sort), -len(ally.shared), ally.actor))
    )


def _beside_us(roads: RoadNetwork, priority: Priority, actor: Actor) -> bool:
    """Whether it is no part of ourselves; and a peer that does not decide, unless it shares the interest."""
    if roads.view.us in (actor.id, actor.part_of):
        return False
    peer = actor.sort in PEERS and actor.id not in roads.deciders[priority.id]
    return peer or any(item.value == actor.id for item in _sharing(roads, priority))


def _sharing(roads: RoadNetwork, priority: Priority) -> Iterator[Sourced[str]]:
    return filter(roads.view.shows, priority.shared_with)


def _ally(roads: RoadNetwork, priority: Priority, own: tuple[str, ...], actor: Actor) -> Ally | None:
    touched = themes_touched(roads.view, priority)
    evidence = (
        *_interest(roads, own, priority, actor),
        *_agenda(roads, own, actor),
        *_help(roads, own, touched, actor),
        *_work(roads, own, actor),
    )
    if not evidence:
        return None
    shared = tuple(theme for theme in own if any(item.theme == theme for item in evidence))
    deciders = roads.deciders[priority.id]
    advised = roads.advised("samenwerking", "verkenning", actor=actor.id)
    return Ally(
        priority=priority.id,
        actor=actor.id,
        shared=shared,
        own=len(own),
        evidence=evidence,
        reaches=tuple(
            to for to in deciders if any(actor.id in road.nodes[1:-1] for road in roads.of(priority.id, to))
        ),
        hinders=any(
            item.sort == "hinder" and item.theme in touched
            for item in actor.dependencies
            if roads.view.shows(item)
        ),
        tie=_tie(roads, actor),
        advice=next((each for each in advised if priority.id in each.priorities), None),
    )


def _interest(
    roads: RoadNetwork, own: tuple[str, ...], priority: Priority, actor: Actor
) -> Iterator[AllyEvidence]:
    """That the interest is its own too, and so every theme of the priority."""
    for item in _sharing(roads, priority):
        if item.value == actor.id:
            for theme in own:
                yield _evidence(roads, "belang", theme, "deelt dit belang", item.origin)


def _agenda(roads: RoadNetwork, own: tuple[str, ...], actor: Actor) -> Iterator[AllyEvidence]:
    """Points on its agenda about one of the priority's own themes: the theme itself, not a wider one."""
    for item in filter(roads.view.shows, actor.agenda):
        for theme in item.themes:
            if theme.value in own and roads.view.shows(theme):
                origin = theme.origin if theme.origin.nature != "registratie" else item.origin
                yield _evidence(roads, "agenda", theme.value, item.name, origin)


def _help(
    roads: RoadNetwork, own: tuple[str, ...], touched: Mapping[str, tuple[str, ...]], actor: Actor
) -> Iterator[AllyEvidence]:
    for item in filter(roads.view.shows, actor.dependencies):
        if item.sort == "steun":
            for theme in filter(own.__contains__, touched.get(item.theme, ())):
                name = roads.names.name("thema", item.theme)
                yield _evidence(roads, "steun", theme, f"kan ons steunen op {name.lower()}", item.origin)


def _work(roads: RoadNetwork, own: tuple[str, ...], actor: Actor) -> Iterator[AllyEvidence]:
    fields: list[Sourced[str]] = [item for item in actor.fields if roads.view.shows(item)]
    for body in filter(roads.view.shows, actor.bodies):
        fields += [item for item in body.themes if roads.view.shows(item)]
    for item in fields:
        if item.value in own:
            name = roads.names.name("thema", item.value)
            yield _evidence(roads, "werkveld", item.value, f"werkt aan {name.lower()}", item.origin)


def _evidence(
    roads: RoadNetwork,
    sort: Literal["belang", "agenda", "steun", "werkveld"],
    theme: str,
    text: str,
    origin: Origin,
) -> AllyEvidence:
    return AllyEvidence(
        sort, theme, text, origin.nature, citation(roads.names, origin), origin.span.file, origin.span.line
    )


def _tie(roads: RoadNetwork, actor: Actor) -> str:
    strengths = roads.view.dossier.header.concepts.strengths.ties
    ties = [tie.value for tie in actor.ties.values() if roads.view.shows(tie)]
    return max(ties, key=lambda word: strengths[word].value, default="")
