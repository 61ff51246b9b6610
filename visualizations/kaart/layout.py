"""Where everything stands: five columns, ordered for few crossings, stacked without overlap.

Deterministic and pure. Lines that pass over a column get a narrow lane through it, shared by all lines to
the same box, so that they never run behind one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor

from visualizations.kaart.metrics import wrap
from visualizations.kaart.model import COLUMN_OF, Edge, Kind, MapModel, Node
from visualizations.kaart.ordering import order

FONT = 17
LINE = 18
COLUMN_WIDTHS: tuple[int, ...] = (180, 296, 440, 256, 176)
NARROW: tuple[int, ...] = (140, 184, 228, 180, 136)
"""Column widths on a tablet, a telephone, or beside other panes: labels there take more lines."""
GAP = 96
"""Between columns; the page narrows or widens it to the screen."""
SPACING = 4
LANE = 1
PADDING = 4
"""What a box is higher than its lines."""
_ASIDE: Mapping[Kind, int] = {
    "opgave": 20, "prioriteit": 16, "gremium": 64, "route": 36, "instrument": 36, "beslisser": 16,
}  # fmt: skip


@dataclass(frozen=True)
class Box:
    """A node on the sheet: its centre, its size, and its label in lines."""

    x: float
    y: int
    width: int
    height: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """Boxes by node id and lanes (column, y) by lane id, both for the map as it opens.

    `order` is the order of every column, hidden nodes and lanes included, from which filtered views are stacked.
    `route_of` gives the lanes of an edge (start, end) that passes over columns; `narrow` the label of every node in lines
    for the narrow columns.
    """

    boxes: Mapping[str, Box]
    lanes: Mapping[str, tuple[int, int]]
    order: tuple[tuple[str, ...], ...]
    route_of: Mapping[tuple[str, str], tuple[str, ...]]
    width: int
    height: int
    narrow: Mapping[str, tuple[str, ...]]


def layout(model: MapModel) -> Layout:
    """The layout of a map."""
    kinds = {node.id: node for node in model.nodes}
    route_of = {(edge.start, edge.end): _lanes(kinds, edge) for edge in model.edges}
    columns: list[list[str]] = [[] for _ in COLUMN_WIDTHS]
    for node in model.nodes:
        columns[node.column].append(node.id)
    for lane, column in dict.fromkeys((lane, _column(lane)) for lanes in route_of.values() for lane in lanes):
        columns[column].append(lane)
    ordered = order(columns, list(_segments(model.edges, route_of)))
    lines = {node.id: _label(node) for node in model.nodes}
    sizes = {name: height_of(text) for name, text in lines.items()}
    sizes.update({lane: LANE for lanes in route_of.values() for lane in lanes})
    present = {node.id for node in model.shown}
    present.update(lane for edge in model.shown_edges for lane in route_of[edge.start, edge.end])
    places, height = stack([[name for name in column if name in present] for column in ordered], sizes)
    boxes = {
        node.id: Box(
            column_x(node.column),
            places.get(node.id, 0),
            COLUMN_WIDTHS[node.column],
            sizes[node.id],
            lines[node.id],
        )
        for node in model.nodes
    }
    lanes = {lane: (_column(lane), places[lane]) for lane in places if lane not in boxes}
    return Layout(
        boxes,
        lanes,
        tuple(tuple(column) for column in ordered),
        route_of,
        round(column_x(4) + COLUMN_WIDTHS[4] / 2),
        height,
        {node.id: _label(node, NARROW) for node in model.nodes},
    )


def column_x(column: int, gap: int = GAP) -> float:
    """The centre of a column."""
    return sum(COLUMN_WIDTHS[:column]) + gap * column + COLUMN_WIDTHS[column] / 2


def height_of(lines: Sequence[str]) -> int:
    """The height of a box with so many lines."""
    return LINE * len(lines) + PADDING


def stack(columns: Sequence[Sequence[str]], sizes: Mapping[str, int]) -> tuple[dict[str, int], int]:
    """The y of every name, and the height of the whole: each column spread evenly over the tallest one.

    The page stacks filtered views in the same way (templates/kaart.js, `stack`).
    """
    height = max((sum(sizes[name] + SPACING for name in column) for column in columns), default=0)
    places: dict[str, int] = {}
    for column in columns:
        free = (height - sum(sizes[name] for name in column)) / max(1, len(column))
        y = 0.0
        for name in column:
            places[name] = floor(y + (free + sizes[name]) / 2 + 0.5)  # as JavaScript rounds
            y += free + sizes[name]
    return places, height


def _label(node: Node, widths: Sequence[int] = COLUMN_WIDTHS) -> tuple[str, ...]:
    return wrap(node.label, FONT, widths[node.column] - _ASIDE[node.kind])


def _lanes(nodes: Mapping[str, Node], edge: Edge) -> tuple[str, ...]:
    first, last = (COLUMN_OF[nodes[name].kind] for name in (edge.start, edge.end))
    return tuple(f"baan {column} {edge.end}" for column in range(first + 1, last))


def _column(lane: str) -> int:
    return int(lane.split(" ", 2)[1])


def _segments(
    edges: Iterable[Edge], route_of: Mapping[tuple[str, str], tuple[str, ...]]
) -> Iterable[tuple[str, str]]:
    for edge in edges:
        stops = (edge.start, *route_of[edge.start, edge.end], edge.end)
        yield from pairwise(stops)
