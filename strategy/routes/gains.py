"""What a seat or a tie would add: the roads measured again on a graph that has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import networkx as nx

from strategy.advice.model import Advice
from strategy.dossier.vocabulary import LAYERS
from strategy.graph.network import held_posts
from strategy.graph.routes import Best
from strategy.routes.field import Field
from strategy.routes.needs import best_seat

STRONG = "sterk"
_DIGITS = 4


@dataclass(frozen=True)
class Gain:
    """One improvement and what it does for one pair. `before` and `after` are strengths, 0 without a road.

    sort "zetel": the heaviest role to be divided in `body`; "relatie": a strong tie with `actor`, which is now
    `state` ("" when the dossier knows of none). `best_*` is about all roads, `via_*` about those by `actor`;
    `alone` is the road that starts here if we had nothing else: what is left when a tie disappoints.
    """

    sort: Literal["zetel", "relatie"]
    actor: str
    body: str
    role: str
    state: str
    best_before: float
    best_after: float
    via_before: float
    via_after: float
    alone: float
    advice: Advice | None

    @property
    def adds(self) -> bool:
        """Whether the road by this actor becomes stronger, and the best with it or not."""
        return self.via_after > self.via_before


def gains(field: Field, priority: str, to: str) -> tuple[Gain, ...]:
    """Every seat and tie that could be had near the roads of a pair, the most useful first.

    Those that add nothing are there too, at the end: that is worth knowing before claiming a seat.
    """
    trial = _Trial.of(field, priority, to)
    found = [*_seats(field, priority, trial), *_ties(field, priority, trial)]
    return tuple(
        sorted(
            found,
            key=lambda gain: (
                gain.best_before - gain.best_after,
                -gain.via_after if gain.adds else 0.0,
                -gain.alone,
                gain.sort, gain.actor, gain.body,
            ),
        )
    )  # fmt: skip


@dataclass(frozen=True)
class _Trial:
    """One pair, to try edges of ours on: the part of the graph that its roads can use, with our edges and without."""

    field: Field
    priority: str
    to: str
    graph: nx.DiGraph[str]
    bare: nx.DiGraph[str]
    now: Best

    @classmethod
    def of(cls, field: Field, priority: str, to: str) -> _Trial:
        us = field.view.us
        graph = nx.DiGraph(field.graph.subgraph({us, *field.carriers(priority)}))
        bare = nx.DiGraph(graph)
        bare.remove_edges_from(list(graph.out_edges(us)))
        return cls(field, priority, to, graph, bare, field.strongest(graph, priority, to))

    def with_ours(self, graph: nx.DiGraph[str], end: str, strength: float) -> Best:
        """The roads when an edge of ours is added."""
        changed = with_edge(graph, self.field.view.us, end, strength)
        return self.field.strongest(changed, self.priority, self.to)


def _seats(field: Field, priority: str, trial: _Trial) -> Iterator[Gain]:
    weights = field.view.dossier.header.concepts.strengths.seats
    for name in sorted(field.carriers(priority) & field.bodies.keys()):
        owner, body = field.bodies[name]
        held = max((weights[post.role].value for post, _ in held_posts(body, field.view)), default=0.0)
        vacant = [post.role for post in body.posts if post.vacant and field.view.shows(post)]
        role = max(vacant, key=lambda word: weights[word].value, default="")
        if role and weights[role].value > held:
            strengths = _strengths(trial, name, owner.id, weights[role].value)
            yield Gain("zetel", owner.id, name, role, "", *strengths, best_seat(field, name))


def _ties(field: Field, priority: str, trial: _Trial) -> Iterator[Gain]:
    weights = field.view.dossier.header.concepts.strengths.ties
    for name in sorted(field.carriers(priority) & field.actors.keys()):
        states = [tie.value for tie in field.actors[name].ties.values() if field.view.shows(tie)]
        if name != field.view.us and STRONG not in states:
            state = max(states, key=lambda word: weights[word].value, default="")
            strengths = _strengths(trial, name, name, weights[STRONG].value)
            yield Gain("relatie", name, "", "", state, *strengths, _tie_advice(field, name))


def _strengths(
    trial: _Trial, end: str, actor: str, strength: float
) -> tuple[float, float, float, float, float]:
    """The strengths of a gain in its own order: best before and after, via before and after, alone."""
    then = trial.with_ours(trial.graph, end, strength)
    alone = trial.with_ours(trial.bare, end, strength)
    now, to = trial.now, trial.to
    return _best(now), _best(then), _by(now, to, actor), _by(then, to, actor), _best(alone)


def _tie_advice(field: Field, actor: str) -> Advice | None:
    """What is advised about our tie with an actor; between boards first, for that is where routes run."""
    found = [
        advice
        for advice in field.outcome.advices
        if advice.target.sort == "relatie" and advice.target.actor == actor
    ]
    return min(found, key=lambda advice: (LAYERS.index(advice.target.layer), advice.rank), default=None)


def with_edge(graph: nx.DiGraph[str], us: str, end: str, strength: float) -> nx.DiGraph[str]:
    """The graph with an edge of ours of at least this strength; the graph itself stays as it is."""
    changed: nx.DiGraph[str] = graph.copy()
    present = changed.get_edge_data(us, end)
    if present is None or present["strength"] < strength:
        changed.add_edge(us, end, strength=strength)
    return changed


def _best(found: Best) -> float:
    return round(max((strength for strength, _ in found.values()), default=0.0), _DIGITS)


def _by(found: Best, to: str, actor: str) -> float:
    return round(found.get((to, actor), (0.0, ()))[0], _DIGITS)
