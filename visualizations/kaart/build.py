"""From an outcome to the model of the map; pure, and in the same order every time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from strategy.advice.advise import Outcome
from strategy.advice.ledger import Weights
from strategy.advice.model import Entry
from strategy.comparison.futures import Future
from strategy.explain.opgave import opgave_pages
from visualizations.kaart.cards import card
from visualizations.kaart.links import all_edges, connected
from visualizations.kaart.model import MapModel, Node
from visualizations.kaart.nodes import ROOM, all_nodes, shown_groups
from visualizations.kaart.reading import Reading


def map_model(
    outcome: Outcome, *, title: str | None = None, room: int = ROOM, scenario_name: str = "", why: str = ""
) -> MapModel:
    """The map of an outcome. Of the bodies, at most about `room` are shown at first; the rest can be asked for.

    `scenario_name` and `why` are how people call the scenario of the outcome, and its question.
    """
    reading = Reading(outcome)
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


def _networks(reading: Reading, nodes: tuple[Node, ...]) -> tuple[tuple[str, str], ...]:
    """The layers that have a body on the map."""
    used = {node.network for node in nodes if node.kind == "gremium"}
    return tuple((layer.id, layer.name) for layer in reading.view.dossier.layers if layer.id in used)
