"""The strongest roads from us to who decides and to who steers them: a product of edge strengths over at most four steps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from strategy.dossier.model import Priority
from strategy.graph.deciders import deciders, opponents, parliaments, themes_touched, works_on
from strategy.graph.network import View

if TYPE_CHECKING:
    from strategy.graph.network import Graph

LONGEST = 4
Best = dict[tuple[str, str], tuple[float, tuple[str, ...]]]
"""(decider, first actor) → strength and nodes of a road."""


@dataclass(frozen=True)
class Road:
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


class RoadSearch:
    """The search for roads within one view, on its graph or on one that differs a little from it."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._always = frozenset(
            actor.id for actor in (*view.parliaments, *filter(view.is_part_of_us, view.actors))
        )
        self._workers: dict[str, set[str]] = {}
        """Theme → the actors and bodies that work on it or decide on it."""
        for name, themes in works_on(view).items():
            for theme in themes:
                self._workers.setdefault(theme, set()).add(name)

    def carriers(self, priority: Priority) -> frozenset[str]:
        """Through whom a road may lead: who works on the priority's themes, and who can on all: a parliament, our own parts.

        Nobody who stands against us, except as the one who decides: whoever hinders us does not carry our message.
        """
        view = self.view
        allowed = set(self._always)
        for theme in themes_touched(view, priority):
            allowed |= self._workers.get(theme, set())
        deciding = {decider.actor for decider in deciders(view, priority)}
        return frozenset(allowed - (opponents(view, priority) - deciding))

    def targets(self, priority: Priority) -> tuple[str, ...]:
        """Who decides on a priority, and the parliament that steers them, by name."""
        known = {decider.actor for decider in deciders(self.view, priority)}
        steering = {parliament for parliament, _ in parliaments(self.view, known)}
        return tuple(sorted(known | steering))

    def strongest(self, graph: Graph, priority: Priority, targets: Iterable[str]) -> Best:
        """(decider, first actor) → strength and nodes of the strongest road, dominated ones included."""
        return _strongest(graph, self.view.us, self.carriers(priority), targets)

    def roads(self, graph: Graph, priority: Priority, targets: Iterable[str]) -> Iterator[Road]:
        """The strongest road to each of these deciders by each first actor that is no detour."""
        allowed = self.carriers(priority)
        best = _strongest(graph, self.view.us, allowed, targets)
        yield from _graded(self.view, priority.id, _without_detours(graph, self.view.us, allowed, best))


def roads(view: View, graph: Graph) -> Iterator[Road]:
    """For every priority and decider: the strongest road by each first actor that is no detour."""
    search = RoadSearch(view)
    for _, priority in view.priorities():
        if targets := search.targets(priority):
            yield from search.roads(graph, priority, targets)


def _strongest(graph: Graph, us: str, allowed: Collection[str], targets: Iterable[str]) -> Best:
    """(decider, first actor) → strength and nodes of a road, detours included. Ties go to the first by name."""
    best: Best = {}
    for target, first, strength, road in _roads(graph, us, allowed, set(targets)):
        if _better((strength, road), best.get((target, first))):
            best[target, first] = (strength, road)
    return best


def _without_detours(graph: Graph, us: str, allowed: Collection[str], best: Best) -> Best:
    """For each first actor its strongest road that is no detour; none where all are.

    When the strongest is a detour the next one stays: otherwise a true fact more could take a good road away.
    """
    wanted = {pair for pair, (strength, road) in best.items() if _detour(best, *pair, strength, road)}
    kept: Best = {pair: found for pair, found in best.items() if pair not in wanted}
    if wanted:
        for target, first, strength, road in _roads(graph, us, allowed, {to for to, _ in wanted}):
            pair = (target, first)
            if (
                pair in wanted
                and not _detour(best, target, first, strength, road)
                and _better((strength, road), kept.get(pair))
            ):
                kept[pair] = (strength, road)
    return kept


def _roads(
    graph: Graph, us: str, allowed: Collection[str], wanted: set[str]
) -> Iterator[tuple[str, str, float, tuple[str, ...]]]:
    """Every road of at most four steps: the decider, the first actor, its strength and its nodes."""
    if us not in graph:
        return
    steps = dict(graph.adjacency())
    stack: list[tuple[str, float, tuple[str, ...], str]] = [(us, 1.0, (us,), "")]
    while stack:
        node, strength, path, via = stack.pop()
        for end, edge in steps[node].items():
            if end in path or end not in allowed:
                continue
            first = via or (end if graph.nodes[end]["kind"] == "actor" else "")
            product = strength * edge["strength"]
            road = (*path, end)
            if end in wanted:
                yield end, first, product, road
            if len(road) <= LONGEST:
                stack.append((end, product, road, first))


def _better(new: tuple[float, tuple[str, ...]], old: tuple[float, tuple[str, ...]] | None) -> bool:
    return old is None or (-new[0], new[1]) < (-old[0], old[1])


def _graded(view: View, priority: str, best: Best) -> Iterator[Road]:
    strengths = view.dossier.header.concepts.strengths
    tops: dict[str, float] = {}
    for (target, _), (strength, _) in best.items():
        tops[target] = max(strength, tops.get(target, 0.0))
    for (target, via), (strength, nodes) in sorted(best.items()):
        share = strength / tops[target]
        grade = "sterk" if share >= strengths.strong else "goed" if share >= strengths.good else "zwak"
        yield Road(priority, via, target, nodes, round(strength, 4), grade)


def _detour(best: Best, target: str, via: str, strength: float, nodes: tuple[str, ...]) -> bool:
    """Whether a later stop of this road can be reached at least as well by going there first."""
    later = (stop for stop in nodes[1:-1] if stop != via)
    return via != target and any(
        (target, stop) in best and best[target, stop][0] >= strength for stop in later
    )
