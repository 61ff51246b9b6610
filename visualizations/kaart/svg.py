"""The map as it opens, as an SVG with real text: the master for print, for documents and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

import networkx as nx

from visualizations.kaart.layout import COLUMN_WIDTHS, FONT, LINE, Layout, column_x
from visualizations.kaart.model import COLUMNS, Edge, Link, MapModel, Strength
from visualizations.kaart.shapes import marker, outline
from visualizations.kaart.style import EDGE, EDGE_WIDTHS, INK, LEVEL_LETTERS, PATTERNS

MARGIN = 16
HEAD = 44
_FACES = "Arial, Helvetica, 'Liberation Sans', sans-serif"

Stop = tuple[float, float, float]


def svg(model: MapModel, layout: Layout, graph: nx.DiGraph) -> str:
    """One SVG element, of what is shown. Boxes and lines that look the same share an element, to keep it small."""
    width, height = layout.width + 2 * MARGIN, layout.height + HEAD + MARGIN
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-MARGIN} {-HEAD} {width} {height}" role="img" '
            f'aria-labelledby="svg-naam" font-family="{_FACES}" font-size="{FONT}" text-anchor="middle">',
            f'<title id="svg-naam">{escape(model.title)}</title>',
            f'<rect x="{-MARGIN}" y="{-HEAD}" width="{width}" height="{height}" fill="#fff"/>',
            f'<g font-weight="700" fill="{INK}">',
            *(f'<text x="{column_x(i):g}" y="-18">{i + 1}. {name}</text>' for i, name in enumerate(COLUMNS)),
            "</g>",
            f'<g fill="none" stroke="{EDGE}">',
            *_lines(model, layout),
            "</g>",
            *_boxes(model, layout, graph),
            *_signs(model, layout, graph),
            *_labels(model, layout, graph),
            "</svg>",
        )
    )


def trunks(model: MapModel) -> tuple[tuple[str, tuple[Edge, ...]], ...]:
    """Lines that pass over columns: the end, and the edges that share the last stretch to it."""
    columns = {node.id: node.column for node in model.nodes}
    shared: dict[str, list[Edge]] = {}
    for edge in model.edges:
        if columns[edge.end] - columns[edge.start] > 1:
            shared.setdefault(edge.end, []).append(edge)
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


def _boxes(model: MapModel, layout: Layout, graph: nx.DiGraph) -> Iterator[str]:
    alike: dict[tuple[str, str, float, bool], list[str]] = {}
    for node in model.shown:
        box, looks = layout.boxes[node.id], graph.nodes[node.id]
        key = (looks["fill"], looks["border"], looks["border_width"], node.seat == "aanbevolen")
        alike.setdefault(key, []).append(outline(node.kind, box.width, box.height, box.x, box.y))
    for (fill, stroke, width, dashed), paths in alike.items():
        dashes = ' stroke-dasharray="6 4"' if dashed else ""
        yield f'<path fill="{fill}" stroke="{stroke}" stroke-width="{width:g}"{dashes} d="{"".join(paths)}"/>'


def _signs(model: MapModel, layout: Layout, graph: nx.DiGraph) -> Iterator[str]:
    """The marker and the letter of every body."""
    alike: dict[str, list[str]] = {}
    markers = {marker(node): node.seat for node in model.shown if node.kind == "gremium" and node.seat}
    paths = [f'<path id="m-{seat}" d="{path}"/>' for path, seat in markers.items()]
    yield f"<defs>{''.join(paths)}</defs>"
    for node in model.shown:
        if node.kind == "gremium" and node.seat:
            box = layout.boxes[node.id]
            left, right = box.x - box.width / 2 + 17, box.x + box.width / 2 - 15
            alike.setdefault(graph.nodes[node.id]["border"], []).append(
                f'<use href="#m-{node.seat}" x="{left:g}" y="{box.y}"/>'
                f'<text x="{right:g}" y="{box.y + 4.5:g}">{LEVEL_LETTERS[node.level_group]}</text>'
            )
    for colour, parts in alike.items():
        yield f'<g fill="{colour}" font-size="13" font-weight="700">{"".join(parts)}</g>'


def _labels(model: MapModel, layout: Layout, graph: nx.DiGraph) -> Iterator[str]:
    alike: dict[str, list[str]] = {}
    for node in model.shown:
        box = layout.boxes[node.id]
        for i, line in enumerate(box.lines):
            y = box.y + 6 + (i - (len(box.lines) - 1) / 2) * LINE
            text = f'<text x="{box.x:g}" y="{y:g}">{escape(line)}</text>'
            alike.setdefault(graph.nodes[node.id]["text"], []).append(text)
    for colour, parts in alike.items():
        yield f'<g fill="{colour}">{"".join(parts)}</g>'
