"""Linking pins, and links between seats of different networks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import networkx as nx

from strategy.advice.model import Advice
from strategy.facts.fact_base import grouped
from strategy.graph.network import held_posts
from strategy.roads.road_network import Pair, RoadNetwork
from strategy.roads.steps import best_seat

_DIGITS = 4


@dataclass(frozen=True)
class Loss:
    """What a pair loses without some actor or body: strengths, `after` is 0 when no road is left."""

    pair: Pair
    before: float
    after: float


@dataclass(frozen=True)
class Pin:
    """An actor or body that connects others.

    `betweenness` is the share of shortest chains between others that run through it; `constraint` is Burt's:
    near 0 connects parties that do not know each other, 1 or more stands among parties that do, None stands
    alone. Both count connections and not strengths, and leave us out. `partners` are whom it is connected with.
    """

    node: str
    betweenness: float
    constraint: float | None
    partners: tuple[str, ...]
    roads: int
    losses: tuple[Loss, ...]

    @property
    def lost(self) -> tuple[Loss, ...]:
        return tuple(loss for loss in self.losses if not loss.after)


def connections(roads: RoadNetwork) -> nx.Graph[str]:
    """Who is connected with whom, without us: influence, bodies with their network, seats that other seats need."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(
        sorted((start, end) for start, end in roads.graph.edges if roads.view.us not in (start, end))
    )
    facts = roads.outcome.case.facts
    for name in ("vereist", "namens"):
        graph.add_edges_from(facts.pairs(name))
    return graph


def pins(roads: RoadNetwork) -> tuple[Pin, ...]:
    """Everyone who connects others or carries a best road; those whose loss costs most first."""
    graph = connections(roads)
    between: dict[str, float] = nx.betweenness_centrality(graph)
    constraint: dict[str, float] = nx.constraint(graph) if graph else {}  # refuses an empty graph
    used = grouped((node, pair) for pair, road in roads.best.items() for node in road.nodes[1:-1])
    found = [
        Pin(
            node,
            round(between.get(node, 0.0), _DIGITS),
            _number(constraint.get(node)),
            tuple(sorted(graph[node])) if node in graph else (),
            len(used.get(node, ())),
            _losses(roads, node, used.get(node, ())),
        )
        for node in sorted({*graph, *used})
        if node in used or between.get(node, 0.0) > 0
    ]
    return tuple(
        sorted(found, key=lambda pin: (-len(pin.lost), -len(pin.losses), -pin.betweenness, pin.node))
    )


def _number(value: float | None) -> float | None:
    return None if value is None or value != value else round(value, _DIGITS)


def _losses(roads: RoadNetwork, node: str, pairs: list[Pair] | tuple[()]) -> tuple[Loss, ...]:
    """What each pair that passes a node loses when it is gone."""
    graph = roads.graph.copy()
    graph.remove_node(node)
    found = []
    for priority, to in pairs:
        before = roads.best[priority, to].strength
        without = roads.strongest(graph, priority, to)
        after = round(max((strength for strength, _ in without.values()), default=0.0), _DIGITS)
        if after < before:
            found.append(Loss((priority, to), before, after))
    return tuple(found)


@dataclass(frozen=True)
class Chain:
    """A seat that is the basis of another: `sort` vereist (a body asks a seat in `first`) or gunning (a region grants).

    `first` is a body, or the region; `opens` a body, or the actor where seats are granted. `network` is the actor
    behind what opens, and `pairs` the priorities and deciders that a road through that network reaches.
    """

    sort: Literal["vereist", "gunning"]
    first: str
    opens: str
    network: str
    held: bool
    advice: Advice | None
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Bridge:
    """Two tables of different networks that work on the same themes for the same priorities of ours.

    A theme is shared too when one table has it and the other the theme it falls under, one step up.

    Read from themes: the dossier states no formal tie between them.
    """

    one: str
    other: str
    themes: tuple[str, ...]
    priorities: tuple[str, ...]
    deciders: tuple[str, ...]


def chains(roads: RoadNetwork) -> tuple[Chain, ...]:
    """The seats on which other seats rest, in the order of the dossier."""
    facts = roads.outcome.case.facts
    return (
        *(
            _chain(roads, "vereist", first, body, roads.bodies[body][0].id)
            for body, first in facts.pairs("vereist")
        ),
        *(_chain(roads, "gunning", region, actor, actor) for actor, region in facts.pairs("namens")),
    )


def _chain(
    roads: RoadNetwork, sort: Literal["vereist", "gunning"], first: str, opens: str, network: str
) -> Chain:
    bodies = [first] if first in roads.bodies else [
        name for name, (owner, _) in roads.bodies.items() if owner.id == first
    ]  # fmt: skip
    held = any(any(held_posts(roads.bodies[name][1], roads.view)) for name in bodies)
    advised = [advice for name in bodies if (advice := best_seat(roads, name))]
    needed = roads.advised("voorwaarde")
    advised += [advice for advice in needed if first in (advice.target.actor, advice.target.first)]
    advice = min(advised, key=lambda item: (item.rank, item.id), default=None)
    return Chain(sort, first, opens, network, held, advice, _served(roads, opens, network))


def _served(roads: RoadNetwork, opens: str, network: str) -> tuple[Pair, ...]:
    """The pairs that a road through a network reaches, for priorities that what opens works on."""
    found = []
    for priority, to in roads.decided():
        works = opens in roads.carriers(priority) and network != to
        if works and any(network in road.nodes[1:-1] for road in roads.of(priority, to)):
            found.append((priority, to))
    return tuple(found)


def bridges(roads: RoadNetwork) -> tuple[Bridge, ...]:
    """Pairs of tables that link two networks: where we sit or should first, then those that serve most priorities."""
    themes = {
        name: {theme.value for theme in body.themes if roads.view.shows(theme)} & roads.view.themes.keys()
        for name, (_, body) in roads.bodies.items()
        if body.layer == "bestuurlijk"
    }
    serving = {
        name: {priority for priority in roads.priorities if name in roads.carriers(priority)}
        for name in themes
    }
    reached = _reached(roads)
    found = list(_bridges(roads, themes, serving, reached))
    return tuple(
        sorted(
            found,
            key=lambda item: (
                -_ours(roads, item.one) - _ours(roads, item.other),
                -len(item.priorities),
                -len(item.deciders),
                item.one,
                item.other,
            ),
        )
    )


def _bridges(
    roads: RoadNetwork,
    themes: dict[str, set[str]],
    serving: dict[str, set[str]],
    reached: dict[str, set[Pair]],
) -> Iterator[Bridge]:
    for one, other in combinations(themes, 2):
        owners = roads.bodies[one][0].id, roads.bodies[other][0].id
        shared = _wider(roads, themes[one]) & themes[other] | themes[one] & _wider(roads, themes[other])
        priorities = serving[one] & serving[other]
        if owners[0] == owners[1] or not shared:
            continue
        pairs = {
            pair
            for pair in reached.get(owners[0], set()) & reached.get(owners[1], set())
            if pair[0] in priorities
        }
        if pairs:
            yield Bridge(
                one,
                other,
                tuple(sorted(shared)),
                tuple(name for name in roads.priorities if name in {priority for priority, _ in pairs}),
                tuple(sorted({to for _, to in pairs})),
            )


def _wider(roads: RoadNetwork, themes: set[str]) -> set[str]:
    """Themes with those they fall under, one step up."""
    parents = {
        parent.value
        for theme in themes
        for parent in roads.view.themes[theme].parents
        if roads.view.shows(parent)
    }
    return themes | parents & roads.view.themes.keys()


def _ours(roads: RoadNetwork, body: str) -> bool:
    """Whether we sit at a table, or are advised to."""
    held = any(held_posts(roads.bodies[body][1], roads.view))
    return held or best_seat(roads, body) is not None


def _reached(roads: RoadNetwork) -> dict[str, set[Pair]]:
    """Network → the pairs that a road through it reaches."""
    found = grouped(
        (node, pair) for pair in roads.decided() for road in roads.of(*pair) for node in road.nodes[1:-1]
    )
    return {node: set(pairs) for node, pairs in found.items()}
