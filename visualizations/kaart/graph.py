"""From model and layout to a networkx graph, and from that to the network data of pyvis.

pyvis is used as builder only: its own page loads from a CDN and does not escape (see its generate_html).
It receives plain nodes and edges; no title, group, heading or menu.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from visualizations.kaart.layout import Layout
from visualizations.kaart.model import MapModel
from visualizations.kaart.style import border, paint

if TYPE_CHECKING:
    from pyvis.network import Network


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
    """The pyvis network of a map: labels in lines, and lines between nodes by their index.

    What hangs on a scenario is not in here, nor what follows from the kind of a node: the page has to stay small.
    """
    from pyvis.network import Network

    found = Network(directed=True, cdn_resources="in_line")
    index = {name: i for i, name in enumerate(graph)}
    for name, looks in graph.nodes(data=True):
        found.add_node(index[name], label=looks["label"])
    for start, end in graph.edges:
        found.add_edge(index[start], index[end])
    # pyvis repeats its defaults on each node and edge.
    for node in found.nodes:
        del node["shape"], node["color"]
    for edge in found.edges:
        del edge["arrows"]
    return found
