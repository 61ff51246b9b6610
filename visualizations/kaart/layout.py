"""Where everything stands on the map: sizes from the letters in a box, the order within columns, and coordinates.

Five columns, ordered for few crossings by barycentre sweeps with exchange of neighbours, and stacked without overlap. They
are ordered once, for all scenarios together, so that a box stays where it is from one picture to another. Lines that pass
over a column get a narrow lane through it, shared by all lines to the same box, so that they never run behind one.

Deterministic and pure. An exchange costs the degree of the two neighbours (sorted positions and bisection), so large maps
stay quick.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING

from visualizations.kaart.model import COLUMN_OF, Edge, Kind, MapModel, Node

FONT = 17
LINE = 18
COLUMN_WIDTHS: tuple[int, ...] = (180, 296, 440, 256, 176)
NARROW: tuple[int, ...] = (140, 184, 240, 180, 144)
"""Column widths on a tablet, a telephone, or beside other panes: labels there take more lines."""
GAP = 96
"""Between columns; the page narrows or widens it to the screen."""
SPACING = 4
LANE = 1
PADDING = 4
"""What a box is higher than its lines."""
AIRY = 4
"""As much as a map that is not high may be drawn out on a sheet of its own, where the white would be left below it."""
TAP = 38
"""The least height of a box on a screen: 24 pixels where letters are 11, so that a finger can choose it."""
_ASIDE: Mapping[Kind, int] = {
    "opgave": 20, "prioriteit": 16, "gremium": 76, "route": 62, "instrument": 62, "beslisser": 46,
}  # fmt: skip


_SIGNS_BESIDE = 40
"""What the signs of a body take more where they stand side by side."""


@dataclass(frozen=True)
class Box:
    """A node on the sheet: its centre, its size, and its label in lines; the last `asked` of them say what is asked there."""

    x: float
    y: int
    width: int
    height: int
    lines: tuple[str, ...]
    asked: int = 0

    @property
    def label(self) -> tuple[str, ...]:
        return self.lines[: len(self.lines) - self.asked]


@dataclass(frozen=True)
class Layout:
    """Boxes by node id and lanes (column, y) by lane id, both for the map as it opens.

    `order` is the order of every column, hidden nodes and lanes included, from which filtered views are stacked.
    `route_of` gives the lanes of an edge (start, end) that passes over columns; `narrow` the label of every node in lines
    for the narrow columns, without what is asked there.
    """

    boxes: Mapping[str, Box]
    lanes: Mapping[str, tuple[int, int]]
    order: tuple[tuple[str, ...], ...]
    route_of: Mapping[tuple[str, str], tuple[str, ...]]
    width: int
    height: int
    narrow: Mapping[str, tuple[str, ...]]


def layout(model: MapModel, least: int = TAP) -> Layout:
    """The layout of a map; no box is lower than `least`.

    The opgaven stand in the order of the dossier, so that every form has them in the same one; what follows is ordered
    for few crossings.
    """
    kinds = {node.id: node for node in model.nodes}
    route_of = {(edge.start, edge.end): _lanes(kinds, edge) for edge in model.edges}
    columns: list[list[str]] = [[] for _ in COLUMN_WIDTHS]
    for node in model.nodes:
        columns[node.column].append(node.id)
    for lane, column in dict.fromkeys((lane, _column(lane)) for lanes in route_of.values() for lane in lanes):
        columns[column].append(lane)
    ordered = order(columns, list(_segments(model.edges, route_of)), fixed=1)
    lines = {node.id: _label(node) for node in model.nodes}
    asks = {node.id: asked(node.ask) for node in model.nodes}
    for node in model.nodes if least < TAP else ():
        # On paper height is dear: what is asked stands behind a short name.
        together = f"{node.label} · {node.ask}"
        if (
            node.ask
            and width(together, FONT) <= COLUMN_WIDTHS[node.column] - _ASIDE[node.kind] - _SIGNS_BESIDE
        ):
            lines[node.id], asks[node.id] = (together,), ()
    lines = {name: (*label, *asks[name]) for name, label in lines.items()}
    sizes = {name: height_of(text, least) for name, text in lines.items()}
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
            len(asks[node.id]),
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


def height_of(lines: Sequence[str], least: int = TAP) -> int:
    """The height of a box with so many lines."""
    return max(least, LINE * len(lines) + PADDING)


def asked(text: str, widths: Sequence[int] = COLUMN_WIDTHS) -> tuple[str, ...]:
    """What is asked at a table in lines, which stand under its name."""
    return wrap(text, FONT, widths[COLUMN_OF["gremium"]] - _ASIDE["gremium"]) if text else ()


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


_SWEEPS = 12
_ROUNDS = 4
_STARTS = 4
_BUDGET = 1600  # boxes times starts, so that large maps take seconds

Links = Mapping[str, Sequence[str]]


def order(
    columns: Sequence[Sequence[str]], segments: Iterable[tuple[str, str]], fixed: int = 0
) -> list[list[str]]:
    """The columns, each in a better order but the first `fixed`. `segments` only join neighbouring columns."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for start, end in dict.fromkeys(segments):
        after.setdefault(start, []).append(end)
        before.setdefault(end, []).append(start)
    best: list[list[str]] = [list(column) for column in columns]
    fewest = crossings(best, after)
    # Each start ends in another local optimum; on the map of Zaanstad four find a seventh fewer crossings than one.
    starts = max(1, min(_STARTS, _BUDGET // (1 + sum(map(len, columns)))))
    for number in range(starts):
        current = [_dealt(column, number if i >= fixed else 0) for i, column in enumerate(columns)]
        for sweep in range(_SWEEPS):
            _sweep(current, before, after, rightward=sweep % 2 == number % 2, fixed=fixed)
            _exchange(current, before, after, fixed)
            count = crossings(current, after)
            if count < fewest:
                fewest, best = count, [list(column) for column in current]
    return best


def _dealt(column: Sequence[str], number: int) -> list[str]:
    """The column as it is, turned round, or scattered: always the same way (Knuth's multiplicative hash)."""
    if number < 2:
        return list(column)[:: 1 - 2 * number]
    return [
        column[i] for i in sorted(range(len(column)), key=lambda i: ((i + 7) * 2654435761 * number) % 2**32)
    ]


def crossings(columns: Sequence[Sequence[str]], after: Links) -> int:
    """How many pairs of segments cross, counted with a Fenwick tree per pair of columns."""
    total = 0
    for left, right in pairwise(columns):
        place = {name: i for i, name in enumerate(right)}
        tree = [0] * (len(right) + 2)
        seen = 0
        for name in left:
            ends = sorted(place[end] for end in after.get(name, ()) if end in place)
            for end in ends:
                total += seen - _sum(tree, end + 1)
            for end in ends:
                seen += 1
                i = end + 1
                while i < len(tree):
                    tree[i] += 1
                    i += i & -i
    return total


def _sum(tree: Sequence[int], i: int) -> int:
    total = 0
    while i > 0:
        total += tree[i]
        i -= i & -i
    return total


def _sweep(columns: list[list[str]], before: Links, after: Links, rightward: bool, fixed: int) -> None:
    links, step = (before, -1) if rightward else (after, 1)
    indices = range(1, len(columns)) if rightward else range(len(columns) - 2, -1, -1)
    for k in (k for k in indices if k >= fixed):
        reference = {name: (i + 0.5) / len(columns[k + step]) for i, name in enumerate(columns[k + step])}
        own = {name: (i + 0.5) / len(columns[k]) for i, name in enumerate(columns[k])}
        centre = {}
        for name in columns[k]:
            near = [reference[other] for other in links.get(name, ()) if other in reference]
            centre[name] = (sum(near) / len(near) if near else own[name], own[name])
        columns[k].sort(key=centre.__getitem__)


def _exchange(columns: list[list[str]], before: Links, after: Links, fixed: int) -> None:
    place = {name: i for column in columns for i, name in enumerate(column)}
    for _ in range(_ROUNDS):
        changed = False
        for column in columns[fixed:]:
            # The columns beside it stand still meanwhile.
            left, right = (
                {name: sorted([place[other] for other in links.get(name, ())]) for name in column}
                for links in (before, after)
            )
            for i in range(len(column) - 1):
                first, second = column[i], column[i + 1]
                if _gain(left[first], left[second]) + _gain(right[first], right[second]) > 0:
                    column[i], column[i + 1] = second, first
                    place[first], place[second] = i + 1, i
                    changed = True
        if not changed:
            return


def _gain(ours: Sequence[int], others: Sequence[int]) -> int:
    """How many crossings an exchange of two neighbours takes away on one side, by the places of what each is joined with."""
    if not ours or not others:
        return 0
    if ours[-1] < others[0]:
        return -len(ours) * len(others)
    gain = 0
    for at in ours:
        gain += bisect_left(others, at) - (len(others) - bisect_right(others, at))
    return gain


if TYPE_CHECKING:
    from pyphen import Pyphen

# Adobe's Core 14 metrics (Helvetica.afm), in thousandths of the font size. Liberation Sans has the same.
_WIDTHS = {
    **dict.fromkeys("0123456789aäáàâbdeëéèêghnñoöóòôpquüúùûL$_€", 556),
    **dict.fromkeys("cçksvxyzJ", 500),
    **dict.fromkeys("AÄÁBEËÉKPSVXY&", 667),
    **dict.fromkeys("CDHNRUÜwÇ", 722),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys("GOÖÓQ", 778),
    **dict.fromkeys("mM", 833),
    **dict.fromkeys(" ./,:;ftI!\\[]·", 278),
    **dict.fromkeys("r()-", 333),
    **dict.fromkeys("iïíìjl", 222),
    **dict.fromkeys("'’‘", 222),
    **dict.fromkeys('"“”', 355),
    "W": 944, "–": 556, "—": 1000, "…": 1000, "+": 584, "=": 584, "?": 556, "%": 889, "@": 1015,
}  # fmt: skip
_OTHER = 1000
"""Emoji, Arabic and whatever else: as wide as the font is high, so that a box is never too narrow."""
_TAIL = 4
"""Of a broken word no fewer letters than this stand on either line."""
_MARGIN = 1.06
"""Browsers substitute fonts; other sans-serif faces run a little wider."""


def width(text: str, size: float) -> float:
    """The width of one line, on the safe side."""
    return sum(_WIDTHS.get(letter, _OTHER) for letter in text) * size / 1000 * _MARGIN


def wrap(text: str, size: float, room: float) -> tuple[str, ...]:
    """Lines that each fit in `room`, of about equal length. A word that is too long is broken; nothing is lost."""
    words = [part for word in text.split() for part in _broken(word, size, room)]
    lines = _greedy(words, size, room)
    if len(lines) < 2:
        return tuple(lines) or ("",)
    # The narrowest room that needs no more lines gives the evenest lines.
    low, high = room / 2, room
    for _ in range(8):
        middle = (low + high) / 2
        if len(_greedy(words, size, middle)) > len(lines) or any(
            width(word, size) > middle for word in words
        ):
            low = middle
        else:
            high = middle
    return tuple(_greedy(words, size, high))


def _greedy(words: list[str], size: float, room: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _broken(word: str, size: float, room: float) -> list[str]:
    """A word in parts that fit: at its hyphens if it has any, between syllables, and else wherever the room ends."""
    if width(word, size) <= room:
        return [word]
    head, hyphen, tail = word.partition("-")
    if head and tail and width(head + hyphen, size) <= room:
        return [head + hyphen, *_broken(tail, size, room)]
    for place in reversed(_syllables(word)):
        if width(word[:place] + "-", size) <= room:
            return [word[:place] + "-", *_broken(word[place:], size, room)]
    parts = [""]
    for letter in word:
        if parts[-1] and width(parts[-1] + letter + "-", size) > room:
            parts[-1] += "-"
            parts.append("")
        parts[-1] += letter
    return parts


def _syllables(word: str) -> list[int]:
    """Where a Dutch word may be broken, by the patterns of OpenTaal; nowhere near its ends."""
    places = _dutch().positions(word.lower())
    return [int(place) for place in places if _TAIL <= place <= len(word) - _TAIL]


@cache
def _dutch() -> Pyphen:
    from pyphen import Pyphen

    return Pyphen(lang="nl_NL")
