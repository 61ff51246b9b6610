"""Who decides on what a priority touches, and the strongest roads from us to them and to who steers them.

A road is a product of edge strengths over at most four steps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import networkx as nx

from strategy.dossier.model import Competence, Priority
from strategy.graph.network import View

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "middelen": ("middelen",),
    "regels": ("regels", "ruimte"),
    "agendering": ("middelen", "regels", "ruimte", "inzet"),
}
"""Which competence answers which ask: who only makes rules cannot give money. What is to be attuned or known (the
other asks) nobody decides on."""
PARLIAMENT, MINISTRY = "parlement", "ministerie"


@dataclass(frozen=True)
class Decider:
    """An actor that decides on a priority, by its competence on a theme; `level` is the scale that matched.

    `ask` is what the priority asks that the competence answers.
    """

    actor: str
    competence: Competence
    level: str
    ask: str


def themes_touched(view: View, priority: Priority) -> Mapping[str, tuple[str, ...]]:
    """Theme → the priority's own themes through which it is touched.

    A theme and its direct parents; no further, because a transitive hierarchy connected everything with
    everything in the prototype.
    """
    touched: dict[str, list[str]] = {}
    shown = view.themes
    for own in filter(view.shows, priority.themes):
        if own.value in shown:
            touched.setdefault(own.value, []).append(own.value)
            for parent in filter(view.shows, shown[own.value].parents):
                if parent.value in shown:
                    touched.setdefault(parent.value, []).append(own.value)
    return {theme: tuple(through) for theme, through in touched.items()}


def works_on(view: View) -> Mapping[str, frozenset[str]]:
    """The themes that each actor and each table works on or decides on; an actor also on those of its tables."""
    work: dict[str, set[str]] = {}
    for actor in view.actors:
        own = work.setdefault(actor.id, set())
        own.update(field.value for field in filter(view.shows, actor.fields))
        own.update(item.theme for item in view.competences(actor))
    for actor, body in view.bodies():
        for name in (actor.id, body.id):
            work.setdefault(name, set()).update(field.value for field in filter(view.shows, body.themes))
    return {name: frozenset(themes) for name, themes in work.items()}


def deciders(view: View, priority: Priority) -> Iterator[Decider]:
    """Who decides on a priority: a competence that answers its ask, on one of its themes, at one of its levels.

    The particular goes before the general: a wider theme counts only where nobody decides on the theme itself.
    """
    able = tuple(_able(view, priority))
    named = {decider.competence.theme for decider in able}
    touched = themes_touched(view, priority)
    for decider in able:
        theme = decider.competence.theme
        if any(own == theme or own not in named for own in touched[theme]):
            yield decider


def _able(view: View, priority: Priority) -> Iterator[Decider]:
    touched = themes_touched(view, priority)
    levels = levels_of(view, priority)
    asks = tuple(ask.value for ask in priority.asks if view.shows(ask))
    for actor in view.actors:
        if actor.id == view.us or (levels and actor.level not in levels):
            continue
        for competence in view.competences(actor):
            if competence.theme in touched:
                for ask in asks:
                    if competence.sort in ANSWERS.get(ask, ()):
                        yield Decider(actor.id, competence, actor.level if levels else "", ask)
                        break


def levels_of(view: View, priority: Priority) -> list[str]:
    """The scales that a priority names; none when it is decided on anywhere."""
    return [level.value for level in filter(view.shows, priority.levels)]


def decided(view: View, priority: Priority) -> bool:
    """Whether a priority asks anything that somebody could decide on."""
    return any(ask.value in ANSWERS for ask in priority.asks if view.shows(ask))


def parliaments(view: View, deciders: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each parliament with the first of these deciders that it holds to account: a ministry on which it has influence.

    A chamber that only weighs bills at the end, such as the Eerste Kamer, steers nobody.
    """
    of_id = {actor.id: actor for actor in view.actors}
    for actor in view.actors:
        if actor.sort == PARLIAMENT:
            on = {influence.on for influence in filter(view.shows, actor.influences)}
            held = (name for name in sorted(on.intersection(deciders)) if of_id[name].sort == MINISTRY)
            yield from ((actor.id, name) for name in islice(held, 1))


def opponents(view: View, priority: Priority) -> frozenset[str]:
    """Who stands against us on a priority and does not also support it: no road leads through them.

    A stand on the priority itself goes before what an actor can do on its themes.
    """
    touched = themes_touched(view, priority)
    found = set()
    for actor in view.actors:
        stands = {
            item.sort for item in actor.positions if item.priority == priority.id and view.shows(item)
        } or {item.sort for item in actor.dependencies if item.theme in touched and view.shows(item)}
        if stands == {"hinder"}:
            found.add(actor.id)
    return frozenset(found)


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
        allowed = {actor.id for actor in view.actors if actor.sort == PARLIAMENT or view.is_part_of_us(actor)}
        for theme in themes_touched(view, priority):
            allowed |= self._workers.get(theme, set())
        deciding = {decider.actor for decider in deciders(view, priority)}
        return frozenset(allowed - (opponents(view, priority) - deciding))

    def targets(self, priority: Priority) -> tuple[str, ...]:
        """Who decides on a priority, and the parliament that steers them, by name."""
        known = {decider.actor for decider in deciders(self.view, priority)}
        steering = {parliament for parliament, _ in parliaments(self.view, known)}
        return tuple(sorted(known | steering))

    def strongest(self, graph: nx.DiGraph[str], priority: Priority, targets: Iterable[str]) -> Best:
        """(decider, first actor) → strength and nodes of the strongest road, dominated ones included."""
        return _strongest(graph, self.view.us, self.carriers(priority), targets)

    def roads(self, graph: nx.DiGraph[str], priority: Priority, targets: Iterable[str]) -> Iterator[Road]:
        """The strongest road to each of these deciders by each first actor that is no detour."""
        allowed = self.carriers(priority)
        best = _strongest(graph, self.view.us, allowed, targets)
        yield from _graded(self.view, priority.id, _without_detours(graph, self.view.us, allowed, best))


def roads(view: View, graph: nx.DiGraph[str]) -> Iterator[Road]:
    """For every priority and decider: the strongest road by each first actor that is no detour."""
    search = RoadSearch(view)
    for _, priority in view.priorities():
        if targets := search.targets(priority):
            yield from search.roads(graph, priority, targets)


def _strongest(graph: nx.DiGraph[str], us: str, allowed: Collection[str], targets: Iterable[str]) -> Best:
    """(decider, first actor) → strength and nodes of a road, detours included. Ties go to the first by name."""
    best: Best = {}
    for target, first, strength, road in _roads(graph, us, allowed, set(targets)):
        if _better((strength, road), best.get((target, first))):
            best[target, first] = (strength, road)
    return best


def _without_detours(graph: nx.DiGraph[str], us: str, allowed: Collection[str], best: Best) -> Best:
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
    graph: nx.DiGraph[str], us: str, allowed: Collection[str], wanted: set[str]
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
