"""Linking pins: who connects networks, and which of our roads depend on them."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from strategy.routes.field import Field, Pair

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


def connections(field: Field) -> nx.Graph[str]:
    """Who is connected with whom, without us: influence, bodies with their network, seats that other seats need."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(
        sorted((start, end) for start, end in field.graph.edges if field.view.us not in (start, end))
    )
    facts = field.outcome.case.facts
    for name in ("vereist", "namens"):
        graph.add_edges_from((str(fact.values[0]), str(fact.values[1])) for fact in facts.of_type(name))
    return graph


def pins(field: Field) -> tuple[Pin, ...]:
    """Everyone who connects others or carries a best road; those whose loss costs most first."""
    graph = connections(field)
    between: dict[str, float] = nx.betweenness_centrality(graph)
    constraint: dict[str, float] = nx.constraint(graph) if graph else {}  # refuses an empty graph
    used: dict[str, list[Pair]] = {}
    for pair, route in field.best.items():
        for node in route.nodes[1:-1]:
            used.setdefault(node, []).append(pair)
    found = [
        Pin(
            node,
            round(between.get(node, 0.0), _DIGITS),
            _number(constraint.get(node)),
            tuple(sorted(graph[node])) if node in graph else (),
            len(used.get(node, ())),
            _losses(field, node, used.get(node, ())),
        )
        for node in sorted({*graph, *used})
        if node in used or between.get(node, 0.0) > 0
    ]
    return tuple(
        sorted(found, key=lambda pin: (-len(pin.lost), -len(pin.losses), -pin.betweenness, pin.node))
    )


def _number(value: float | None) -> float | None:
    return None if value is None or value != value else round(value, _DIGITS)


def _losses(field: Field, node: str, pairs: list[Pair] | tuple[()]) -> tuple[Loss, ...]:
    """What each pair that passes a node loses when it is gone."""
    graph = field.graph.copy()
    graph.remove_node(node)
    found = []
    for priority, to in pairs:
        before = field.best[priority, to].strength
        without = field.strongest(graph, priority, to)
        after = round(max((strength for strength, _ in without.values()), default=0.0), _DIGITS)
        if after < before:
            found.append(Loss((priority, to), before, after))
    return tuple(found)
