"""Colours and lines by kind. Text on its fill is at least 11:1, borders at least 5.4:1 on white (WCAG 1.4.3, 1.4.11).

Kind shows in the shape too, level in a letter, seat in border and marker: nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from visualizations.kaart.model import Link, Node

INK = "#10222E"
EDGE = "#7A858F"
SELECTED = "#C8102E"
DIMMED: Mapping[str, str] = {"fill": "#FBFBFC", "border": "#D3D8DC", "text": "#6B747B", "edge": "#E6E9EC"}
"""What is outside the chosen line. Its text keeps 4.6:1; opacity would not say so."""
THIN = 1.2
EDGE_WIDTHS: tuple[float, ...] = (0, 1.2, 2, 3.2)
PATTERNS: Mapping[Link, tuple[int, ...]] = {"bestaand": (), "aanbevolen": (9, 5), "terughoudend": (2, 5)}
"""Whole where a relation is there, dashed where it is advised, dotted where we are to hold back."""
LEVEL_LETTERS: Mapping[str, str] = {"landelijk": "L", "metropool": "M", "regio": "R"}


@dataclass(frozen=True)
class Paint:
    """Fill, border and text."""

    fill: str
    border: str
    text: str = INK


_BY_KIND: Mapping[str, Paint] = {
    "opgave": Paint("#003B5C", "#003B5C", "#FFFFFF"),
    "prioriteit": Paint("#DCEBF5", "#0B5C8A"),
    "route": Paint("#F1F1F1", "#4B5560"),
    "instrument": Paint("#FFFFFF", "#4B5560"),
    "beslisser": Paint("#10222E", "#10222E", "#FFFFFF"),
}
_BY_LEVEL: Mapping[str, Paint] = {
    "landelijk": Paint("#FFF1D6", "#9A5B00"),
    "metropool": Paint("#DDF2E8", "#00684A"),
    "regio": Paint("#F3E3EF", "#8A2F6B"),
}


PAINTS: Mapping[str, tuple[str, str, str]] = {
    name: (colours.fill, colours.border, colours.text) for name, colours in {**_BY_KIND, **_BY_LEVEL}.items()
}
"""Fill, border and text by kind, and of bodies by level."""


def paint(node: Node) -> Paint:
    """The colours of a node; bodies go by level."""
    return _BY_LEVEL[node.level_group] if node.kind == "gremium" else _BY_KIND[node.kind]


BORDERS: Mapping[str, float] = {"heeft": 3.6, "aanbevolen": 2.4}
"""The width of a border by seat: thick for one we hold, medium (and dashed) for one that is advised, else THIN."""


def border(node: Node) -> float:
    """The width of the border of a node."""
    return BORDERS.get(node.seat, THIN)
