"""What is on the map of an outcome, or of several scenarios: its boxes, the lines between them, and their union.

The lines of the map. Each says for which priorities it runs, so that a chosen line stays one line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from strategy.advice.advise import Outcome
from strategy.advice.ledger import Weights, band_of
from strategy.advice.model import Advice, Entry
from strategy.comparison.futures import Future
from strategy.explain.opgave_page import opgave_pages
from visualizations.kaart.model import HOLD_BACK, Edge, Link, MapModel, Node, Strength
from visualizations.kaart.nodes import DIRECT_NODE, ROOM, MapLookups, all_nodes, card, shown_groups


def map_model(
    outcome: Outcome, *, title: str | None = None, room: int = ROOM, scenario_name: str = "", why: str = ""
) -> MapModel:
    """The map of an outcome. Of the bodies, at most about `room` are shown at first; the rest can be asked for.

    `scenario_name` and `why` are how people call the scenario of the outcome, and its question.
    """
    reading = MapLookups(outcome)
    nodes = all_nodes(reading)
    edges = all_edges(reading, nodes)
    nodes = connected(nodes, edges)
    place = {node.id: i for i, node in enumerate(nodes)}
    kept = (edge for edge in edges if edge.start in place and edge.end in place)
    edges = tuple(sorted(kept, key=lambda edge: place[edge.start]))  # as a graph gives them, node by node
    groups = shown_groups(nodes, room)
    nodes = tuple(replace(node, shown=_opens(node, groups)) for node in nodes)
    placed = {name for node in nodes for name in node.cards}
    view = outcome.case.view
    against: dict[str, list[Entry]] = defaultdict(list)
    for entry in outcome.ledger.counters:
        against[entry.advice].append(entry)
    return MapModel(
        title=title or f"Invloedskaart {view.dossier.header.name}: van opgave naar beslisser",
        day=view.day,
        scenario=outcome.case.loaded.scenario,
        fingerprint=outcome.case.fingerprint,
        public_only=view.public_only,
        total=len(outcome.lines),
        weights=Weights.of(view.dossier),
        scoring=view.dossier.header.scoring,
        opgaven=tuple((opgave.id, opgave.name) for opgave in view.dossier.opgaven if view.shows(opgave)),
        networks=_networks(reading, nodes),
        documents=tuple(
            document.title
            for document in view.dossier.documents
            if document.available and view.shows(document)
        ),
        us=outcome.names.short("actor", view.us),
        nodes=nodes,
        edges=edges,
        cards=tuple(card(outcome, line, against) for line in outcome.lines),
        elsewhere=tuple(line.id for line in outcome.lines if line.id not in placed),
        groups=groups,
        left_out=sum(not node.shown for node in nodes),
        phrases=tuple(dict.fromkeys(reading.phrases())),
        pages=opgave_pages(outcome),
        scenario_name=scenario_name or outcome.case.loaded.scenario,
        why=why,
    )


def map_models(futures: Iterable[Future], title: str | None = None) -> tuple[MapModel, ...]:
    """The map of each scenario, in their order."""
    return tuple(
        map_model(
            future.outcome,
            title=title,
            scenario_name=future.name if future.outcome.case.loaded.scenario else "",
            why=future.why,
        )
        for future in futures
    )


def union(models: Sequence[MapModel]) -> MapModel:
    """Everything that is on any of the maps, as the first has it where it has it; what only others have is not shown.

    So that all of them can be laid out at once, and a box stands in the same place in each.
    """
    first = models[0]
    nodes = {node.id: replace(node, shown=False) for model in models for node in reversed(model.nodes)}
    nodes |= {node.id: node for node in first.nodes}
    edges = {(edge.start, edge.end): edge for model in reversed(models) for edge in model.edges}
    rows = _together([[node.id for node in model.nodes] for model in models])
    place = {name: i for i, name in enumerate(rows)}
    return replace(
        first,
        nodes=tuple(nodes[name] for name in rows),
        edges=tuple(sorted(edges.values(), key=lambda edge: (place[edge.start], place[edge.end]))),
        phrases=tuple(dict.fromkeys(phrase for model in models for phrase in model.phrases)),
    )


def _together(lists: Sequence[Sequence[str]]) -> list[str]:
    """Every name once: the first list as it is, what others add right behind what it follows there."""
    found = list(lists[0])
    for names in lists[1:]:
        known = set(found)
        for before, name in pairwise(["", *names]):
            if name not in known:
                found.insert(found.index(before) + 1 if before else 0, name)
                known.add(name)
    return found


def _opens(node: Node, groups: tuple[str, ...]) -> bool:
    return node.kind != "gremium" or node.group in groups or node.seat == "heeft"


def _networks(reading: MapLookups, nodes: tuple[Node, ...]) -> tuple[tuple[str, str], ...]:
    """The layers that have a body on the map."""
    used = {node.network for node in nodes if node.kind == "gremium"}
    return tuple((layer.id, layer.name) for layer in reading.view.dossier.layers if layer.id in used)


_BAND_STRENGTH: Mapping[str, Strength] = {
    "doen": 3, "ook doen": 2, "als er tijd is": 1, "niet doen": 1, HOLD_BACK: 1,
}  # fmt: skip
_GRADE_STRENGTH: Mapping[str, Strength] = {"sterk": 2, "goed": 1}


def all_edges(reading: MapLookups, nodes: Iterable[Node]) -> tuple[Edge, ...]:
    """Every edge between the nodes, in the order of the columns."""
    known = {node.id: node for node in nodes}
    to_bodies = tuple(_to_bodies(reading, known))
    return (
        *_to_priorities(reading),
        *to_bodies,
        *_from_bodies(reading, known, to_bodies),
        *_to_routes(reading, known, to_bodies),
        *_to_deciders(reading, known),
        *_instruments(reading, known),
    )


def connected(nodes: Iterable[Node], edges: Iterable[Edge]) -> tuple[Node, ...]:
    """The nodes that stand in a line: all opgaven and priorities, and what some edge leads to."""
    reached = {edge.end for edge in edges}
    return tuple(node for node in nodes if node.column < 2 or node.id in reached)


def _to_priorities(reading: MapLookups) -> Iterator[Edge]:
    for opgave, priority in reading.view.priorities():
        for served in reading.view.opgaven_of(opgave, priority):
            strength: Strength = 2 if served == opgave.id else 1
            yield Edge(f"opgave:{served}", f"prioriteit:{priority.id}", strength, "bestaand", (priority.id,))


def _to_bodies(reading: MapLookups, known: Mapping[str, Node]) -> Iterator[Edge]:
    for body in reading.touched_bodies:
        node = known[f"gremium:{body}"]
        for priority, value in _values(reading, reading.about[node.id]).items():
            strength = _strength(reading, value)
            yield Edge(f"prioriteit:{priority}", node.id, strength, _link(node), (priority,), "waarde")


def _from_bodies(reading: MapLookups, known: Mapping[str, Node], before: Iterable[Edge]) -> Iterator[Edge]:
    served: dict[str, tuple[str, ...]] = {}
    for edge in before:
        served[edge.end] = (*served.get(edge.end, ()), *edge.priorities)
    decided = {(road.to, road.priority) for road in reading.outcome.case.roads if road.via == road.to}
    for body in reading.touched_bodies:
        node, owner = known[f"gremium:{body}"], reading.owner[body].id
        priorities = served.get(node.id, ())
        strength = _BAND_STRENGTH[node.group]
        if f"route:{owner}" in known:
            yield Edge(node.id, f"route:{owner}", strength, _link(node), priorities, "groep")
        own = tuple(priority for priority in priorities if (owner, priority) in decided)
        if own and f"beslisser:{owner}" in known:
            yield Edge(node.id, f"beslisser:{owner}", strength, _link(node), own, "groep")


def _to_routes(reading: MapLookups, known: Mapping[str, Node], before: Iterable[Edge]) -> Iterator[Edge]:
    """From a priority straight to a go-between, where no body of the go-between carries that priority."""
    carried = {(reading.owner[edge.end.removeprefix("gremium:")].id, edge.priorities[0]) for edge in before}
    found: dict[tuple[str, str], list[Advice]] = {}
    lobbied = {advice.target.via for advice in reading.lobby}
    tied = [a for a in reading.parts if a.target.sort == "relatie" and a.target.actor not in lobbied]
    ways = [(advice.target.via or advice.target.actor, advice) for advice in (*reading.lobby, *tied)]
    for via, advice in (*ways, *(("", advice) for advice in reading.direct_ties)):
        node = f"route:{via}" if via else DIRECT_NODE
        if node in known:
            for priority in advice.priorities:
                if (via, priority) not in carried:
                    found.setdefault((priority, node), []).append(advice)
    for (priority, node), advices in found.items():
        yield _advised(reading, f"prioriteit:{priority}", node, (priority,), advices)


def _to_deciders(reading: MapLookups, known: Mapping[str, Node]) -> Iterator[Edge]:
    """Advised roads, and roads that are there already."""
    advised: dict[tuple[str, str], list[Advice]] = {}
    for advice in reading.lobby:
        start = f"route:{advice.target.via}" if advice.target.via else DIRECT_NODE
        advised.setdefault((start, f"beslisser:{advice.target.to}"), []).append(advice)
    for advice in reading.direct_ties:
        advised.setdefault((DIRECT_NODE, f"beslisser:{advice.target.actor}"), []).append(advice)
    for (start, end), advices in advised.items():
        priorities = tuple(dict.fromkeys(name for advice in advices for name in advice.priorities))
        yield _advised(reading, start, end, priorities, advices)
    present: dict[tuple[str, str], dict[str, Strength]] = {}
    for road in reading.roads:
        pair = (f"route:{road.via}", f"beslisser:{road.to}")
        if pair not in advised and pair[0] in known and pair[1] in known:
            present.setdefault(pair, {})[road.priority] = _GRADE_STRENGTH[road.grade]
    for (start, end), grades in present.items():
        yield Edge(start, end, max(grades.values()), "bestaand", tuple(grades))


def _instruments(reading: MapLookups, known: Mapping[str, Node]) -> Iterator[Edge]:
    for item in reading.instruments.values():
        node = known.get(f"instrument:{item.id}")
        if node:
            advices = [advice for advice in reading.about[node.id] if advice.target.sort == "koppelkans"]
            priorities = tuple(dict.fromkeys(name for advice in advices for name in advice.priorities))
            for priority in priorities:
                yield _advised(
                    reading, f"prioriteit:{priority}", node.id, (priority,), reading.about[node.id]
                )
            if f"beslisser:{item.owner}" in known:
                yield Edge(node.id, f"beslisser:{item.owner}", 2, "bestaand", priorities)


def _advised(
    reading: MapLookups, start: str, end: str, priorities: tuple[str, ...], advices: list[Advice]
) -> Edge:
    """An arrow that is advised, as strong as the best line of advice it stands for."""
    lines = reading.lines(advices)
    strength = max(_BAND_STRENGTH[line.band] for line in lines)
    return Edge(start, end, strength, "aanbevolen", priorities, "band", tuple(line.id for line in lines))


def _values(reading: MapLookups, advices: Sequence[Advice]) -> dict[str, float]:
    """Priority of any of the advice → the most it adds to any part of the lines that these are of."""
    found = {entry.priority: 0.0 for advice in advices for entry in advice.entries}
    for part in (part for line in reading.lines(advices) for part in line.parts):
        for entry in part.entries:
            if entry.priority in found:
                found[entry.priority] = max(entry.value, found[entry.priority])
    return found


def _link(node: Node) -> Link:
    if node.seat == "heeft":
        return "bestaand"
    return "aanbevolen" if node.seat == "aanbevolen" else "terughoudend"


def _strength(reading: MapLookups, value: float) -> Strength:
    """By the same lines that make the bands."""
    return _BAND_STRENGTH[band_of(value, reading.view.dossier.header.scoring)]
