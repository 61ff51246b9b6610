"""Outlines and markers as SVG path data around (0, 0): one source for the page, the static SVG and the legend."""

from __future__ import annotations

from math import cos, pi, sin

from visualizations.kaart.model import Kind, Node

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
