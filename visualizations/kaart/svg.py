"""The map as SVG: boxes and lines of a graph with positions, their shapes, and their colours by what they are.

The graph of model and layout is one of networkx; from it comes the network data of pyvis, which is used as builder only:
its own page loads from a CDN and does not escape (see its generate_html). It receives plain nodes and edges.

Text on its fill is at least 11:1, borders at least 5.4:1 on white (WCAG 1.4.3, 1.4.11). Kind shows in the shape too, level
in a letter, seat in border and marker: nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from math import cos, pi, sin
from typing import TYPE_CHECKING, get_args

import networkx as nx

from strategy.errors import KrachtenveldError
from strategy.facts.fact_base import grouped
from visualizations.kaart.layout import COLUMN_WIDTHS, FONT, LINE, Layout, column_x
from visualizations.kaart.model import (
    COLUMNS,
    Edge,
    Kind,
    Link,
    MapModel,
    Node,
    Strength,
    Weight,
    heaviest,
    narrowed,
)
from visualizations.writers.pictures import LIKEWISE

MARGIN = 16
HEAD = 44

Stop = tuple[float, float, float]


def svg(model: MapModel, layout: Layout, graph: nx.DiGraph[str]) -> str:
    """One SVG element, of what is shown. Boxes and lines that look the same share an element, to keep it small.

    On a map with many lines only those of the heaviest seats are dark; the rest stays pale below them.
    """
    width, height = layout.width + 2 * MARGIN, layout.height + HEAD + MARGIN
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-MARGIN} {-HEAD} {width} {height}" role="img" '
            f'aria-labelledby="svg-naam" font-family="{LIKEWISE}" font-size="{FONT}" text-anchor="middle">',
            f'<title id="svg-naam">{escape(model.title)}</title>',
            f'<rect x="{-MARGIN}" y="{-HEAD}" width="{width}" height="{height}" fill="#fff"/>',
            f'<g font-weight="700" fill="{INK}">',
            *(f'<text x="{column_x(i):g}" y="-18">{i + 1}. {name}</text>' for i, name in enumerate(COLUMNS)),
            "</g>",
            *_all_lines(model, layout),
            *_boxes(model, layout, graph),
            *_signs(model, layout, graph),
            *_labels(model, layout, graph),
            "</svg>",
        )
    )


def heaviest_lines(model: MapModel) -> frozenset[tuple[str, str]]:
    """The ends of the lines of the heaviest seats; none where there are few lines, or no seats."""
    if len(model.shown_edges) <= FEW:
        return frozenset()
    found: set[tuple[str, str]] = set()
    for each in heaviest(model):
        try:
            found |= {(edge.start, edge.end) for edge in narrowed(model, advice=each.id).edges}
        except KrachtenveldError:  # no line runs for it on this map
            continue
    return frozenset(found)


def trunks(model: MapModel) -> tuple[tuple[str, tuple[Edge, ...]], ...]:
    """Lines that pass over columns: the end, and the edges that share the last stretch to it."""
    columns = {node.id: node.column for node in model.nodes}
    shared = grouped((edge.end, edge) for edge in model.edges if columns[edge.end] - columns[edge.start] > 1)
    return tuple((end, tuple(found)) for end, found in shared.items())


def curve(stops: Sequence[Stop], over_first: bool = False) -> str:
    """A line along stops (y, left, right): straight over each stop between, curved from one to the next."""
    y, left, x = stops[0]
    parts = [f"M{left:g} {y:g}H{x:g}" if over_first else f"M{x:g} {y:g}"]
    for i, ((y1, _, x1), (y2, x2, right)) in enumerate(pairwise(stops), start=2):
        middle = (x1 + x2) / 2
        parts.append(f"C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}")
        if i < len(stops):
            parts.append(f"H{right:g}")
    return "".join(parts)


def _all_lines(model: MapModel, layout: Layout) -> Iterator[str]:
    dark = heaviest_lines(model)
    for colour, on in ((PALE, False), (EDGE, True)):
        edges = [edge for edge in model.edges if (not dark or (edge.start, edge.end) in dark) == on]
        yield f'<g fill="none" stroke="{colour}">'
        yield from _lines(replace(model, edges=tuple(edges)), layout)
        yield "</g>"


def _lines(model: MapModel, layout: Layout) -> Iterator[str]:
    alike: dict[tuple[Strength, Link], list[str]] = {}
    shown = {node.id for node in model.shown}
    for edge in model.shown_edges:
        after = (*layout.route_of[edge.start, edge.end], edge.end)[0]
        path = curve((_stop(layout, edge.start), _stop(layout, after)))
        alike.setdefault((edge.strength, edge.kind), []).append(path)
    for end, edges in trunks(model):
        visible = [edge for edge in edges if {edge.start, end} <= shown]
        if visible:
            top = max(visible, key=lambda edge: edge.strength)
            stops = tuple(_stop(layout, name) for name in (*layout.route_of[top.start, end], end))
            alike.setdefault((top.strength, top.kind), []).append(curve(stops, over_first=True))
    for (strength, kind), paths in sorted(alike.items()):
        dashes = " ".join(map(str, PATTERNS[kind])) or "none"
        width = EDGE_WIDTHS[strength]
        yield f'<path stroke-width="{width:g}" stroke-dasharray="{dashes}" d="{"".join(paths)}"/>'


def _stop(layout: Layout, name: str) -> Stop:
    if name in layout.boxes:
        box = layout.boxes[name]
        return box.y, box.x - box.width / 2, box.x + box.width / 2
    column, y = layout.lanes[name]
    half = COLUMN_WIDTHS[column] / 2
    return y, column_x(column) - half, column_x(column) + half


def _boxes(model: MapModel, layout: Layout, graph: nx.DiGraph[str]) -> Iterator[str]:
    alike: dict[tuple[str, str, float, bool], list[str]] = {}
    for node in model.shown:
        box, looks = layout.boxes[node.id], graph.nodes[node.id]
        key = (looks["fill"], looks["border"], looks["border_width"], node.seat == "aanbevolen")
        alike.setdefault(key, []).append(outline(node.kind, box.width, box.height, box.x, box.y))
    for (fill, stroke, width, dashed), paths in alike.items():
        dashes = ' stroke-dasharray="6 4"' if dashed else ""
        yield f'<path fill="{fill}" stroke="{stroke}" stroke-width="{width:g}"{dashes} d="{"".join(paths)}"/>'


def _signs(model: MapModel, layout: Layout, graph: nx.DiGraph[str]) -> Iterator[str]:
    """The rank of every box that has one, and the marker and the letter of every body."""
    alike: dict[str, list[str]] = {}
    markers = {marker(node): node.seat for node in model.shown if node.kind == "gremium" and node.seat}
    paths = [f'<path id="m-{seat}" d="{path}"/>' for path, seat in markers.items()]
    yield f"<defs>{''.join(paths)}</defs>"
    for node in model.shown:
        box = layout.boxes[node.id]
        left, right = box.x - box.width / 2, box.x + box.width / 2 - SIGN
        parts = (
            [f'<text x="{left + RANK_AT[node.kind]:g}" y="{box.y + 6}">{node.rank}</text>']
            if node.rank
            else []
        )
        if node.kind == "gremium" and node.seat:
            low = box.height < 2 * LINE  # then side by side
            parts.append(
                f'<use href="#m-{node.seat}" x="{right - 22 * low:g}" y="{box.y if low else box.y - 8}"/>'
                f'<text x="{right:g}" y="{box.y + (6 if low else 16)}">{LEVEL_LETTERS[node.level_group]}{"?" if node.unsure else ""}</text>'
            )
        if parts:
            alike.setdefault(graph.nodes[node.id]["text"], []).extend(parts)
    for colour, found in alike.items():
        yield f'<g fill="{colour}" font-weight="700">{"".join(found)}</g>'


def _labels(model: MapModel, layout: Layout, graph: nx.DiGraph[str]) -> Iterator[str]:
    alike: dict[str, list[str]] = {}
    for node in model.shown:
        box = layout.boxes[node.id]
        for i, line in enumerate(box.lines):
            y = box.y + 6 + (i - (len(box.lines) - 1) / 2) * LINE
            style = ' font-style="italic"' if i >= len(box.label) else ""
            x = box.x + (BESIDE if node.rank and node.kind != "gremium" else 0)
            text = f'<text x="{x:g}" y="{y:g}"{style}>{escape(line)}</text>'
            alike.setdefault(graph.nodes[node.id]["text"], []).append(text)
    for colour, parts in alike.items():
        yield f'<g fill="{colour}">{"".join(parts)}</g>'


if TYPE_CHECKING:
    from pyvis.network import Network


def digraph(model: MapModel, layout: Layout) -> nx.DiGraph[str]:
    """The map as a graph: every node with its place and looks, every edge with strength, kind and priorities."""
    graph: nx.DiGraph[str] = nx.DiGraph(name=model.title)
    for node in model.nodes:
        box, colours = layout.boxes[node.id], paint(node)
        graph.add_node(
            node.id,
            label="\n".join(box.label),
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


def network(graph: nx.DiGraph[str]) -> Network:
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


INK = "#10222E"
EDGE = "#6B7680"
PALE = "#D9DEE2"
"""Of the lines that nobody asked for."""
SIGN = 18
"""How far the marker and the letter of a body stand from its right side."""
RANK_AT: Mapping[Kind, int] = {
    "opgave": 0, "prioriteit": 0, "gremium": 20, "route": 24, "instrument": 17, "beslisser": 18,
}  # fmt: skip
"""How far the rank stands from the left side of a box."""
BESIDE = 11
"""How far a label stands beside the middle, to leave room for the rank; of a body its signs do."""
FEW = 60
"""So many lines can be told apart without paling any."""
SELECTED = "#C8102E"
DIMMED: Mapping[str, str] = {"fill": "#FBFBFC", "border": "#D3D8DC", "text": "#6B747B"}
"""What is outside the chosen line. Its text keeps 4.6:1; opacity would not say so."""
THIN = 1.2
EDGE_WIDTHS: tuple[float, ...] = (0, 1.2, 2, 3.2)
PATTERNS: Mapping[Link, tuple[int, ...]] = {
    "bestaand": (),
    "aanbevolen": (9, 5),
    "terughoudend": (2, 5),
    "tegen": (14, 4, 2, 4),
}
"""Whole where a relation is there, dashed where it is advised, dotted where we are to hold back, dash and dot where something also
argues against it."""
LEVEL_LETTERS: Mapping[str, str] = {"landelijk": "L", "metropool": "M", "regio": "R"}


@dataclass(frozen=True)
class Paint:
    """Fill, border and text."""

    fill: str
    border: str
    text: str = INK


_HUES: Mapping[str, tuple[str, str]] = {
    "route": ("#E3E6E9", "#4B5560"), "instrument": ("#E3E6E9", "#4B5560"), "beslisser": ("#D5DAE0", INK),
    "landelijk": ("#FFE6B3", "#8A5000"), "metropool": ("#C9EADB", "#00684A"), "regio": ("#EFD3E7", "#8A2F6B"),
}  # fmt: skip
"""A tint and a full colour by kind, and of bodies by level: the stronger the advice, the fuller the box."""
_ALWAYS: Mapping[str, Paint] = {
    "opgave": Paint("#003B5C", "#003B5C", "#FFFFFF"),
    "prioriteit": Paint("#DCEBF5", "#0B5C8A"),
}
_PAINTS: Mapping[str, Paint] = {
    **{f"{name} {weight}": colours for name, colours in _ALWAYS.items() for weight in get_args(Weight)},
    **{f"{name} zwaar": Paint(full, INK, "#FFFFFF") for name, (_, full) in _HUES.items()},
    **{f"{name} midden": Paint(tint, full) for name, (tint, full) in _HUES.items()},
    **{f"{name} licht": Paint("#FFFFFF", full) for name, (_, full) in _HUES.items()},
}
PAINTS: Mapping[str, tuple[str, str, str]] = {
    name: (colours.fill, colours.border, colours.text) for name, colours in _PAINTS.items()
}
"""Fill, border and text by kind, of bodies by level, and how heavy the advice is."""


def paint(node: Node) -> Paint:
    """The colours of a node; bodies go by level."""
    return _PAINTS[f"{node.level_group if node.kind == 'gremium' else node.kind} {node.weight}"]


BORDERS: Mapping[str, float] = {"heeft": 3.6, "aanbevolen": 2.4}
"""The width of a border by seat: thick for one we hold, medium (and dashed) for one that is advised, else THIN."""


def border(node: Node) -> float:
    """The width of the border of a node."""
    return BORDERS.get(node.seat, THIN)


FOLD = 11  # the folded corner of an instrument
POINT = 11  # the points of a route
CHAMFER = 6  # the cut corners of a decider

CIRCLE = "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1-5 0Z"
BAR = "M-6-1.5H6V1.5H-6Z"


def star() -> str:
    """A five-pointed star."""
    points = []
    for i in range(10):
        radius = 8.5 if i % 2 == 0 else 3.6
        points.append(f"{radius * sin(i * pi / 5):.1f} {-radius * cos(i * pi / 5):.1f}")
    return f"M{'L'.join(points)}Z"


def marker(node: Node) -> str:
    """The sign before a body: a disc for a seat we hold, a star for an advised one, a bar for holding back."""
    return {"heeft": CIRCLE, "aanbevolen": star(), "geen": BAR}.get(node.seat, "")


def outline(kind: Kind, width: float, height: float, x: float = 0, y: float = 0) -> str:
    """The outline of a box of a kind around (x, y), in strokes relative to its start."""
    w, h = width, height
    left, top = f"{x - w / 2:g}", f"{y - h / 2:g}"
    match kind:
        case "opgave":
            return _rounded(x, y, w, h, min(h / 2, 14))
        case "prioriteit":
            return _rounded(x, y, w, h, 7)
        case "route":
            p, half = POINT, f"{h / 2:g}"
            return f"M{left} {y:g}l{p}-{half}h{w - 2 * p:g}l{p} {half}l-{p} {half}h-{w - 2 * p:g}Z"
        case "instrument":
            f = FOLD
            return f"M{left} {top}h{w - f:g}l{f} {f}v{h - f:g}h-{w:g}Zm{w - f:g} 0v{f}h{f}"
        case "beslisser":
            c = CHAMFER
            across, down = f"{w - 2 * c:g}", f"{h - 2 * c:g}"
            return f"M{x - w / 2 + c:g} {top}h{across}l{c} {c}v{down}l-{c} {c}h-{across}l-{c}-{c}v-{down}Z"
    return f"M{left} {top}h{w:g}v{h:g}h-{w:g}Z"


def _rounded(x: float, y: float, w: float, h: float, r: float) -> str:
    across, down = w - 2 * r, h - 2 * r
    return (
        f"M{x - w / 2 + r:g} {y - h / 2:g}h{across:g}q{r:g} 0 {r:g} {r:g}v{down:g}q0 {r:g}-{r:g} {r:g}"
        f"h-{across:g}q-{r:g} 0-{r:g}-{r:g}v-{down:g}q0-{r:g} {r:g}-{r:g}Z"
    )
