"""The roads to one decider as a picture for a briefing: a lane per road, what each step carries, and how sure that is."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from strategy.routes.field import Field
from strategy.routes.roads import Road
from visualizations.pictures import BLUE, GREY, INK, PALE, picture
from visualizations.reports import routes_words as words
from visualizations.reports.routes_found import Found
from visualizations.stamp import stamp

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH, _LANE, _AROUND = 26.0, 2.1, 3.4
"""Centimetres: the whole picture, one road, and what stands above and below."""
_LINES = {"aanname": ":", "oordeel": "--", "registratie": "-"}
_HALF = 0.11
"""Half the width of a box, where the space between us and the decider is 1."""
_LETTERS = 115
"""Small letters that fit in that space."""


def drawing(field: Field, found: Found, form: str) -> bytes:
    """The roads shown of one pair, as SVG or PNG."""
    lanes = len(found.shown)
    title = f"{words.priority(field, found.pair[0])} → {words.goal(field, found.pair)}"

    def draw(figure: Figure) -> None:
        axes = figure.add_subplot()
        axes.set_axis_off()
        axes.set_xlim(-0.12, 1.42)
        axes.set_ylim(lanes - 0.35, -0.75)
        figure.suptitle(title, fontsize=12, fontweight="bold", x=0.01, ha="left")
        middle, height = (lanes - 1) / 2, lanes - 0.4
        _box(axes, 0.0, middle, "wij", height, BLUE)
        _box(axes, 1.0, middle, field.short(found.pair[1]), height, BLUE)
        for lane, road in enumerate(found.shown):
            _lane(axes, field, road, lane)
        axes.text(
            -0.12, -0.7, "Getal: kracht van de stap, 0 tot 1. Lijn: gestippeld rust op een aanname, gestreept op een oordeel.",
            fontsize=8, color=GREY, va="top",
        )  # fmt: skip

    return picture(draw, _WIDTH, _AROUND + _LANE * lanes, form, title, stamp(field.outcome.case))


def _lane(axes: Axes, field: Field, road: Road, lane: int) -> None:
    """One road: a line per step as wide as it is strong, a box per stop, and at the end what it comes to."""
    half = min(_HALF, 0.3 / len(road.steps))
    places = [number / len(road.steps) for number in range(len(road.steps) + 1)]
    for step, start, end in zip(road.steps, places[:-1], places[1:], strict=True):
        axes.plot(
            [start + (half if start else _HALF), end - (half if end < 1 else _HALF)], [lane, lane], color=INK, linewidth=0.6 + 3.4 * step.strength,
            linestyle=_LINES[step.ground.nature], solid_capstyle="butt",
        )  # fmt: skip
        middle = (start + end) / 2
        axes.text(middle, lane - 0.1, words.strength(step.strength), ha="center", va="bottom", fontsize=9)
        asks = "; ".join(words.need(field, need) for need in step.needs)
        room = max(8, int(_LETTERS * (end - start - 2 * half)))
        axes.text(
            middle, lane + 0.1, textwrap.fill(asks, room), ha="center", va="top", fontsize=6.5, color=GREY
        )
    for node, place in zip(road.nodes[1:-1], places[1:-1], strict=True):
        _box(axes, place, lane, textwrap.fill(field.short(node), int(_LETTERS * half)), 0.5, INK, half)
    axes.text(1.15, lane - 0.04, words.strength(road.strength), va="bottom", fontsize=13, fontweight="bold")
    axes.text(
        1.15,
        lane + 0.04,
        f"{words.by(field, road.via, road.to)}\nadvies: {words.advised(road)}",
        va="top",
        fontsize=7.5,
        color=GREY,
    )


def _box(axes: Axes, x: float, y: float, text: str, height: float, colour: str, half: float = _HALF) -> None:
    from matplotlib.patches import FancyBboxPatch

    axes.add_patch(
        FancyBboxPatch(
            (x - half + 0.02, y - height / 2), 2 * half - 0.04, height,
            boxstyle="round,pad=0.0,rounding_size=0.02", facecolor=PALE, edgecolor=colour, linewidth=1.2, zorder=3,
        )
    )  # fmt: skip
    axes.text(x, y, text, ha="center", va="center", fontsize=9, fontweight="bold", zorder=4)
