"""The strongest roads from us to those who decide: products of edge strengths over at most four steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from strategy.dossier.model import Priority
from strategy.graph.network import View
from strategy.graph.reach import deciders, themes_touched

LONGEST = 4
Best = dict[tuple[str, str], tuple[float, tuple[str, ...]]]
"""(decider, first actor) → strength and nodes of a road."""


@dataclass(frozen=True)
class Route:
    """A road to a decider. `via` is the first actor on it; equal to `to` when the road is direct.

    `strength` is the product of the strengths of its edges; `grade` compares it with the best road to the
    same decider: sterk, goed or zwak.
    """

    priority: str
    via: str
    to: str
    nodes: tuple[str, ...]
    strength: float
    grade: str = ""


class Search:
    """The search for roads within one view, on its graph or on one that differs a little from it."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._workers = _workers(view)

    def carriers(self, priority: Priority) -> frozenset[str]:
        """Through whom a road for a priority may lead, the deciders included."""
        return frozenset(_allowed(self.view, priority, self._workers))

    def targets(self, priority: Priority) -> tuple[str, ...]:
        """Who decides on a priority, by name."""
        return tuple(sorted({decider.actor for decider in deciders(self.view, priority)}))

    def strongest(self, graph: nx.DiGraph[str], priority: Priority, targets: Iterable[str]) -> Best:
        """(decider, first actor) → strength and nodes of the strongest road, dominated ones included."""
        return _strongest(graph, self.view.us, set(self.carriers(priority)), targets)

    def routes(self, graph: nx.DiGraph[str], priority: Priority, targets: Iterable[str]) -> Iterator[Route]:
        """The strongest road to each of these deciders by each first actor, dominated ones dropped."""
        yield from _graded(self.view, priority.id, self.strongest(graph, priority, targets))


def routes(view: View, graph: nx.DiGraph[str]) -> Iterator[Route]:
    """For every priority and decider: the strongest road by each first actor, dominated ones dropped."""
    search = Search(view)
    for _, priority in view.priorities():
        if targets := search.targets(priority):
            yield from search.routes(graph, priority, targets)


def _workers(view: View) -> Mapping[str, set[str]]:
    """Theme → the actors and bodies that work on it or decide on it."""
    workers: dict[str, set[str]] = {}
    for actor in view.actors:
        for theme in (
            *(field.value for field in actor.fields if view.shows(field)),
            *(item.theme for item in actor.competences if view.shows(item)),
        ):
            workers.setdefault(theme, set()).add(actor.id)
    for actor, body in view.bodies():
        for field in filter(view.shows, body.themes):
            workers.setdefault(field.value, set()).update((actor.id, body.id))
    return workers


def _allowed(view: View, priority: Priority, workers: Mapping[str, set[str]]) -> set[str]:
    """Through whom the road may lead: who works on the priority's themes, and parliament, which can on all."""
    allowed = {actor.id for actor in view.actors if actor.sort == "parlement"}
    for theme in themes_touched(view, priority):
        allowed |= workers.get(theme, set())
    return allowed


def _strongest(graph: nx.DiGraph[str], us: str, allowed: set[str], targets: Iterable[str]) -> Best:
    """(decider, first actor) → strength and nodes of the strongest road. Ties go to the first by name."""
    wanted = set(targets)
    best: Best = {}
    if us not in graph:
        return best
    stack: list[tuple[str, float, tuple[str, ...], str]] = [(us, 1.0, (us,), "")]
    while stack:
        node, strength, path, via = stack.pop()
        for end, edge in graph.adj[node].items():
            if end in path or end not in allowed:
                continue
            kind = graph.nodes[end]["kind"]
            first = via or (end if kind == "actor" else "")
            product = strength * edge["strength"]
            road = (*path, end)
            if end in wanted and _better((product, road), best.get((end, first))):
                best[end, first] = (product, road)
            if len(road) <= LONGEST:
                stack.append((end, product, road, first))
    return best


def _better(new: tuple[float, tuple[str, ...]], old: tuple[float, tuple[str, ...]] | None) -> bool:
    return old is None or (-new[0], new[1]) < (-old[0], old[1])


def _graded(
    view: View, priority: str, best: Mapping[tuple[str, str], tuple[float, tuple[str, ...]]]
) -> Iterator[Route]:
    strengths = view.dossier.header.concepts.strengths
    tops: dict[str, float] = {}
    for (target, _), (strength, _) in best.items():
        tops[target] = max(strength, tops.get(target, 0.0))
    for (target, via), (strength, nodes) in sorted(best.items()):
        if via != target and _dominated(best, target, via, strength, nodes):
            continue
        share = strength / tops[target]
        grade = "sterk" if share >= strengths.strong else "goed" if share >= strengths.good else "zwak"
        yield Route(priority, via, target, nodes, round(strength, 4), grade)


def _dominated(
    best: Mapping[tuple[str, str], tuple[float, tuple[str, ...]]],
    target: str,
    via: str,
    strength: float,
    nodes: tuple[str, ...],
) -> bool:
    """Whether a later stop of this road can be reached at least as well by going there first."""
    later = (stop for stop in nodes[1:-1] if stop != via)
    return any((target, stop) in best and best[target, stop][0] >= strength for stop in later)
