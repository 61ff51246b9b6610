"""Every priority with who decides on it, the strongest road, the gaps, and what would close them; and all roads of one pair."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import networkx as nx

from strategy.advice.model import Advice
from strategy.dossier.loader import Loaded
from strategy.dossier.word_lists import LAYERS
from strategy.errors import KrachtenveldError
from strategy.graph.deciders import decided, deciders
from strategy.graph.network import held_posts, vacant_posts
from strategy.graph.road_strengths import Best, Road
from strategy.roads.road_network import Pair, RoadNetwork
from strategy.roads.steps import RoadInSteps, best_advised, best_seat, roads_in_steps
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.files import Scenario, with_scenario

RoadState = Literal["stevig", "dun", "geen weg", "geen beslisser", "geen besluit"]
MOST_CLOSERS = 2


@dataclass(frozen=True)
class RoadCell:
    """A priority and who decides on it, or steers them: `road` is the strongest, None where there is none.

    state: "dun" when the road carries no more than a weak tie does; "geen besluit" when the priority asks nothing that
    anybody decides on, such as coordination. `to` is "" there, and where nobody is known to decide.
    `assumed` tells whether a step of the road rests on an aanname.
    """

    priority: str
    to: str
    state: RoadState
    road: Road | None
    assumed: bool


@dataclass(frozen=True)
class Gap:
    """A cell that is no sturdy road, with the seats or ties that would help most; none when nothing we can do does.

    Where nobody decides, `elsewhere` are those who decide on its themes at a level the priority does not name.
    """

    cell: RoadCell
    closers: tuple[Gain, ...]
    elsewhere: tuple[str, ...]


def road_cells(roads: RoadNetwork) -> tuple[RoadCell, ...]:
    """The whole matrix, in the order of the dossier."""
    found = []
    for priority in roads.priorities:
        if not roads.deciders[priority]:
            asks = decided(roads.view, roads.priorities[priority])
            found.append(RoadCell(priority, "", "geen beslisser" if asks else "geen besluit", None, False))
        found += (_cell(roads, priority, to) for to in roads.targets(priority))
    return tuple(found)


def _cell(roads: RoadNetwork, priority: str, to: str) -> RoadCell:
    road = roads.best.get((priority, to))
    if road is None:
        return RoadCell(priority, to, "geen weg", None, False)
    state: RoadState = "dun" if roads.is_thin(road.strength) else "stevig"
    return RoadCell(priority, to, state, road, assumed(roads, road))


def assumed(roads: RoadNetwork, road: Road) -> bool:
    """Whether a step of a road rests on a fact that is an aanname; the scale of the dossier apart."""
    return any(roads.nature(start, end) == "aanname" for start, end in pairwise(road.nodes))


def gaps(roads: RoadNetwork, found: tuple[RoadCell, ...]) -> tuple[Gap, ...]:
    """The cells without a sturdy road, worst first."""
    order: tuple[RoadState, ...] = ("geen beslisser", "geen weg", "dun")
    lacking = [cell for cell in found if cell.state in order]
    return tuple(
        Gap(cell, _closers(roads, cell), () if cell.to else _deciders_elsewhere(roads, cell.priority))
        for cell in sorted(lacking, key=lambda cell: order.index(cell.state))
    )


def _closers(roads: RoadNetwork, cell: RoadCell) -> tuple[Gain, ...]:
    if not cell.to:
        return ()
    useful = [gain for gain in gains(roads, cell.priority, cell.to) if gain.best_after > gain.best_before]
    return tuple(useful[:MOST_CLOSERS])


def _deciders_elsewhere(roads: RoadNetwork, priority: str) -> tuple[str, ...]:
    anywhere = replace(roads.priorities[priority], levels=())
    return tuple(dict.fromkeys(decider.actor for decider in deciders(roads.view, anywhere)))


STRONG_TIE = "sterk"
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


def gains(roads: RoadNetwork, priority: str, to: str) -> tuple[Gain, ...]:
    """Every seat and tie that could be had near the roads of a pair, the most useful first.

    Those that add nothing are there too, at the end: that is worth knowing before claiming a seat.
    """
    trial = _Trial(roads, priority, to)
    found = [*_seat_gains(roads, priority, trial), *_tie_gains(roads, priority, trial)]
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


class _Trial:
    """One pair, to try edges of ours on: the part of the graph that its roads can use, with our edges and without."""

    def __init__(self, roads: RoadNetwork, priority: str, to: str) -> None:
        us = roads.view.us
        self.roads, self.priority, self.to = roads, priority, to
        self.graph = nx.DiGraph(roads.graph.subgraph({us, *roads.carriers(priority)}))
        self.bare = nx.DiGraph(self.graph)
        self.bare.remove_edges_from(list(self.graph.out_edges(us)))
        self.now = roads.strongest(self.graph, priority, to)

    def with_ours(self, graph: nx.DiGraph[str], end: str, strength: float) -> Best:
        """The roads when an edge of ours is added."""
        changed = with_edge(graph, self.roads.view.us, end, strength)
        return self.roads.strongest(changed, self.priority, self.to)


def _seat_gains(roads: RoadNetwork, priority: str, trial: _Trial) -> Iterator[Gain]:
    weights = roads.view.dossier.header.concepts.strengths.seats
    for name in sorted(roads.carriers(priority) & roads.bodies.keys()):
        owner, body = roads.bodies[name]
        held = max((weights[post.role].value for post in held_posts(body, roads.view)), default=0.0)
        vacant = [post.role for post in vacant_posts(body, roads.view)]
        role = max(vacant, key=lambda word: weights[word].value, default="")
        if role and weights[role].value > held:
            strengths = _strengths(trial, name, owner.id, weights[role].value)
            yield Gain("zetel", owner.id, name, role, "", *strengths, best_seat(roads, name))


def _tie_gains(roads: RoadNetwork, priority: str, trial: _Trial) -> Iterator[Gain]:
    weights = roads.view.dossier.header.concepts.strengths.ties
    for name in sorted(roads.carriers(priority) & roads.actors.keys()):
        states = [tie.value for tie in roads.actors[name].ties.values() if roads.view.shows(tie)]
        if name != roads.view.us and STRONG_TIE not in states:
            state = max(states, key=lambda word: weights[word].value, default="")
            strengths = _strengths(trial, name, name, weights[STRONG_TIE].value)
            yield Gain("relatie", name, "", "", state, *strengths, _tie_advice(roads, name))


def _strengths(
    trial: _Trial, end: str, actor: str, strength: float
) -> tuple[float, float, float, float, float]:
    """The strengths of a gain in its own order: best before and after, via before and after, alone."""
    then = trial.with_ours(trial.graph, end, strength)
    alone = trial.with_ours(trial.bare, end, strength)
    now, to = trial.now, trial.to
    return _best(now), _best(then), _by(now, to, actor), _by(then, to, actor), _best(alone)


def _tie_advice(roads: RoadNetwork, actor: str) -> Advice | None:
    """What is advised about our tie with an actor; between boards first, for that is where routes are advised."""
    found = roads.advised("relatie", actor=actor)
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


def unfilled(roads: RoadNetwork, deciders: Collection[str]) -> tuple[str, ...]:
    """Those of these deciders to whom no edge leads, in the order of the dossier."""
    return tuple(
        name
        for name in roads.actors
        if name in deciders and name != roads.view.us and not roads.is_known(name)
    )


def filled_by(
    actors: Collection[str],
    known: Mapping[str, Scenario],
    loaded: Loaded,
    rulebook: Rulebook,
    public_only: bool,
) -> dict[str, tuple[str, ...]]:
    """Actor → the scenarios of a dossier that fill in a tie with it, or an influence on it."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(actors, ())
    for scenario in known.values():
        if public_only and scenario.internal:
            continue
        try:
            changed, _ = with_scenario(scenario.id, known, loaded, rulebook, public_only)
        except KrachtenveldError:
            continue
        for name in _reached(changed) & found.keys():
            found[name] = (*found[name], scenario.id)
    return found


def _reached(loaded: Loaded) -> set[str]:
    every = [actor for layer in loaded.dossier.layers for actor in layer.actors]
    tied = {actor.id for actor in every if actor.ties}
    return tied | {influence.on for actor in every for influence in actor.influences}


@dataclass(frozen=True)
class RoadsOfPair:
    """All roads of one pair, how many of them to show, and what seats and ties would add."""

    pair: Pair
    every: tuple[RoadInSteps, ...]
    most: int
    gains: tuple[Gain, ...]

    @property
    def shown(self) -> tuple[RoadInSteps, ...]:
        """The strongest roads, and the best advised one wherever it stands."""
        top = self.advised
        return tuple(road for road in self.every if road.number <= self.most or road is top)

    @property
    def advised(self) -> RoadInSteps | None:
        """The road with the best ranked advice for this priority."""
        return best_advised(self.every)

    @property
    def helps(self) -> Gain | None:
        """What makes the best road strongest."""
        return next((gain for gain in self.gains if gain.best_after > gain.best_before), None)

    @property
    def rest(self) -> tuple[RoadInSteps, ...]:
        return tuple(road for road in self.every if road not in self.shown)


def roads_of_pair(roads: RoadNetwork, pair: Pair, most: int) -> RoadsOfPair:
    """Everything there is to say about the roads of one pair."""
    return RoadsOfPair(pair, roads_in_steps(roads, *pair, 0), most, gains(roads, *pair))
