"""From model and layout to a networkx graph, and from that to the network data of pyvis.

pyvis is used as builder only: its own page loads from a CDN and does not escape (see its generate_html).
It receives plain nodes and edges; no title, group, heading or menu, and options as a dict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from visualizations.kaart.layout import Layout
from visualizations.kaart.model import MapModel
from visualizations.kaart.style import INK, THIN, border, paint

if TYPE_CHECKING:
    from pyvis.network import Network

OPTIONS: dict[str, Any] = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "nodes": {
        "shape": "custom", "fixed": True, "physics": False, "chosen": False, "borderWidth": THIN,
        "font": {"color": INK},
    },
    "edges": {"hidden": True, "smooth": False, "chosen": False},
    "interaction": {
        "dragNodes": False, "hover": False, "keyboard": False, "multiselect": False, "selectable": False,
        "zoomSpeed": 0.6,
    },
}  # fmt: skip


def digraph(model: MapModel, layout: Layout) -> nx.DiGraph:
    """The map as a graph: every node with its place and looks, every edge with strength, kind and priorities."""
    graph: nx.DiGraph = nx.DiGraph(name=model.title)
    for node in model.nodes:
        box, colours = layout.boxes[node.id], paint(node)
        graph.add_node(
            node.id,
            label="\n".join(box.lines),
            x=box.x,
            y=box.y,
            fill=colours.fill,
            border=colours.border,
            text=colours.text,
            border_width=border(node),
        )
    for edge in model.edges:
        graph.add_edge(
            edge.start, edge.end, strength=edge.strength, kind=edge.kind, priorities=edge.priorities
        )
    return graph


def network(graph: nx.DiGraph) -> Network:
    """The pyvis network of a map: fixed places, no physics, every colour explicit.

    Nodes, and the priorities of edges, go by the index of their node in the graph. An edge from or to a priority
    is about that one, a line is thin and advised, and text is dark, unless it says otherwise: the page has to stay small.
    """
    from pyvis.network import Network

    found = Network(directed=True, cdn_resources="in_line")
    index = {name: i for i, name in enumerate(graph)}
    for name, looks in graph.nodes(data=True):
        found.add_node(
            index[name],
            label=looks["label"],
            color={"background": looks["fill"], "border": looks["border"]},
            x=looks["x"],
            y=looks["y"],
            **({} if looks["text"] == INK else {"font": {"color": looks["text"]}}),
            **({} if looks["border_width"] == THIN else {"borderWidth": looks["border_width"]}),
        )
    for start, end, looks in graph.edges(data=True):
        served = [index[f"prioriteit:{priority}"] for priority in looks["priorities"]]
        found.add_edge(
            index[start],
            index[end],
            **({} if looks["strength"] == 1 else {"strength": looks["strength"]}),
            **({} if looks["kind"] == "aanbevolen" else {"kind": looks["kind"]}),
            **({"priorities": served} if served not in ([index[start]], [index[end]]) else {}),
        )
    # pyvis repeats on each node and edge what OPTIONS says once for all.
    for node in found.nodes:
        del node["shape"]
    for edge in found.edges:
        del edge["arrows"]
    found.options = OPTIONS
    return found
