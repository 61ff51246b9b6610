"""From an outcome to the model of the map; pure, and in the same order every time."""

from __future__ import annotations

from dataclasses import replace

from strategy.advice.advise import Outcome
from visualizations.kaart.cards import card
from visualizations.kaart.links import all_edges, connected
from visualizations.kaart.model import MapModel, Node
from visualizations.kaart.nodes import ROOM, all_nodes, shown_groups
from visualizations.kaart.reading import Reading


def map_model(outcome: Outcome, *, title: str | None = None, room: int = ROOM) -> MapModel:
    """The map of an outcome. Of the bodies, at most about `room` are shown at first; the rest can be asked for."""
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
    return MapModel(
        title=title or f"Invloedskaart {view.dossier.header.name}: van opgave naar beslisser",
        day=view.day,
        scenario=outcome.case.loaded.scenario,
        fingerprint=outcome.case.fingerprint,
        public_only=view.public_only,
        opgaven=tuple((opgave.id, opgave.name) for opgave in view.dossier.opgaven if view.shows(opgave)),
        networks=_networks(reading, nodes),
        documents=tuple(document.title for document in view.dossier.documents if view.shows(document)),
        us=outcome.names.short("actor", view.us),
        nodes=nodes,
        edges=edges,
        cards=tuple(card(outcome, advice) for advice in outcome.advices),
        elsewhere=tuple(advice.id for advice in outcome.advices if advice.id not in placed),
        groups=groups,
        left_out=sum(not node.shown for node in nodes),
        phrases=tuple(dict.fromkeys(reading.phrases())),
    )


def _opens(node: Node, groups: tuple[str, ...]) -> bool:
    return node.kind != "gremium" or node.group in groups or node.seat == "heeft"


def _networks(reading: Reading, nodes: tuple[Node, ...]) -> tuple[tuple[str, str], ...]:
    """The layers that have a body on the map."""
    used = {node.network for node in nodes if node.kind == "gremium"}
    return tuple((layer.id, layer.name) for layer in reading.view.dossier.layers if layer.id in used)
