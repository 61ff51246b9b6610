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
    now = field.strongest(field.graph, priority, to)
    found = [*_seats(field, priority, to, now), *_ties(field, priority, to, now)]
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


def _seats(field: Field, priority: str, to: str, now: Best) -> Iterator[Gain]:
    weights = field.view.dossier.header.concepts.strengths.seats
    for name in sorted(field.carriers(priority) & field.bodies.keys()):
        owner, body = field.bodies[name]
        held = max((weights[post.role].value for post, _ in held_posts(body, field.view)), default=0.0)
        vacant = [post.role for post in body.posts if post.vacant and field.view.shows(post)]
        role = max(vacant, key=lambda word: weights[word].value, default="")
        if role and weights[role].value > held:
            yield _gain(
                field, priority, to, now, weights[role].value,
                sort="zetel", actor=owner.id, body=name, role=role, state="", advice=best_seat(field, name),
            )  # fmt: skip


def _ties(field: Field, priority: str, to: str, now: Best) -> Iterator[Gain]:
    strengths = field.view.dossier.header.concepts.strengths.ties
    strong = strengths[STRONG].value
    for name in sorted(field.carriers(priority) & field.actors.keys()):
        ties = {layer: tie for layer, tie in field.actors[name].ties.items() if field.view.shows(tie)}
        if name == field.view.us or any(tie.value == STRONG for tie in ties.values()):
            continue
        state = max((tie.value for tie in ties.values()), key=lambda word: strengths[word].value, default="")
        yield _gain(
            field, priority, to, now, strong,
            sort="relatie", actor=name, body="", role="", state=state, advice=_tie_advice(field, name),
        )  # fmt: skip


def _gain(
    field: Field,
    priority: str,
    to: str,
    now: Best,
    strength: float,
    *,
    sort: Literal["zetel", "relatie"],
    actor: str,
    body: str,
    role: str,
    state: str,
    advice: Advice | None,
) -> Gain:
    us, end = field.view.us, body or actor
    then = field.strongest(with_edge(field.graph, us, end, strength), priority, to)
    bare: nx.DiGraph[str] = field.graph.copy()
    bare.remove_edges_from(list(field.graph.out_edges(us)))
    alone = field.strongest(with_edge(bare, us, end, strength), priority, to)
    return Gain(
        sort, actor, body, role, state,
        _best(now), _best(then), _by(now, to, actor), _by(then, to, actor), _best(alone), advice,
    )  # fmt: skip


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
