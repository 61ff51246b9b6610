"""The charts of `robuust`: a tornado for one advice, ranges for many."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from strategy.advice.lines import Line
from strategy.explain.tipping import Lever
from strategy.robustness.verdict import Bar, Explored, Robust, setback_bars, weight_bars
from visualizations.reports.robuust_words import setback_text, weight_text
from visualizations.writers.pictures import BLUE, GREY, INK, PALE, RED, picture
from visualizations.writers.words import stamp

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 24.0
_ROW, _REST = 1.05, 4.2
"""Centimetres per bar, and for all that is around them."""
_LABEL, _LINES = 50, 3
"""Characters on a line of a label, and how many lines."""
_EDGE = 0.08
"""The part of the axis at its left that has no room for a note beside a bar."""


def tornado(found: Explored, line: Line, form: str, top: int) -> bytes:
    """What each factor by itself does to one line, the heaviest above; at most `top` bars (0 is all)."""
    now = line.score
    drawn = found.drawn
    bars: list[Bar] = []
    if found.weights:
        bars += weight_bars(found.outcome, line, drawn.levers, drawn.low, drawn.high)
    if found.structure:
        bars += setback_bars(found.outcome, line, found.structure.setbacks, found.results)
    bars = [bar for bar in sorted(bars, key=lambda bar: -bar.reach(now)) if bar.reach(now) > 0]
    bars = bars[:top] if top else bars
    labels = [_label(found, bar) for bar in bars]
    title = f"Wat {line.title} verandert"
    parts = (
        [f"gewicht {weight_text(drawn.low)} (licht) en {weight_text(drawn.high)} (donker)"]
        if found.weights
        else []
    )
    parts += ["tegenslag die schaadt (rood) of helpt (grijs)"] if found.structure else []
    heading = f"{line.title}\nals één ding anders is: {'; '.join(parts)}"

    def draw(figure: Figure) -> None:
        axes = _axes(
            figure, found, labels, heading, max([now, *(end for bar in bars for end in (bar.low, bar.high))])
        )
        axes.axvline(now, color=INK, linewidth=1)
        axes.annotate(" nu", (now, len(bars) - 0.15), va="bottom", fontsize=8)
        for place, bar in enumerate(bars):
            if isinstance(bar.factor, Lever):
                _side(axes, place, now, bar.low, PALE, weight_text(drawn.low))
                _side(axes, place, now, bar.high, BLUE, weight_text(drawn.high))
            else:
                far = max((bar.low, bar.high), key=lambda score: abs(score - now))
                _side(axes, place, now, far, RED if far < now else GREY, "vervalt" if far == 0 else "")

    return picture(draw, WIDTH, _REST + _ROW * max(1, len(bars)), form, title, stamp(found.outcome.case))


def ranges(found: Explored, form: str, top: int) -> bytes:
    """Where advice ends up: nine tenths of the weights as a bar, the present score as a dot."""
    shown = [item for item in found.robust if item.spread]
    shown = shown[:top] if top else shown
    labels = [_wrapped(item.line.title) for item in shown]

    def draw(figure: Figure) -> None:
        title = "Hoe vast staat elk advies?\nbalk: 9 van de 10 wegingen (donker: staat vast of vrij vast) · stip: nu · percentage: hoe vaak doen"
        axes = _axes(
            figure,
            found,
            labels,
            title,
            max((max(item.line.score, item.spread.high) for item in shown if item.spread), default=0),
        )
        for place, item in enumerate(shown):
            _range(axes, place, item, item.line.score)

    title = f"Robuustheid · {found.outcome.case.dossier.header.name}"
    return picture(draw, WIDTH, _REST + _ROW * max(1, len(shown)), form, title, stamp(found.outcome.case))


def _axes(figure: Figure, found: Explored, labels: Sequence[str], title: str, furthest: float) -> Axes:
    """Axes with a label per row, from 0 to beyond the highest score and the line of `doen`."""
    scoring = found.outcome.case.dossier.header.scoring
    axes = figure.subplots()
    figure.suptitle(title, x=0.01, ha="left", fontsize=10)
    axes.set_xlim(0, 1.08 * max(furthest, scoring.do_from))
    axes.set_ylim(max(1, len(labels)) - 0.1, -0.6)
    axes.set_yticks(range(len(labels)), labels, fontsize=8)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("score")
    for edge, name in ((scoring.do_from, "doen"), (scoring.also_from, "ook doen")):
        axes.axvline(edge, color=GREY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
        axes.annotate(
            f"{name} →", (edge, 1), xycoords=("data", "axes fraction"), xytext=(2, 2),
            textcoords="offset points", fontsize=8, color=GREY,
        )  # fmt: skip
    return axes


def _side(axes: Axes, place: int, now: float, score: float, colour: str, note: str) -> None:
    if score == now:
        return
    axes.barh(place, score - now, left=now, height=0.6, color=colour, edgecolor=INK, linewidth=0.5)
    if score < _EDGE * axes.get_xlim()[1]:  # left of the axis stand the labels
        axes.annotate(
            note, (score, place), xytext=(3, 0), textcoords="offset points", va="center", fontsize=8,
            color=INK if colour == PALE else "white",
        )  # fmt: skip
        return
    left = score < now
    axes.annotate(
        note, (score, place), xytext=(-3 if left else 3, 0), textcoords="offset points",
        ha="right" if left else "left", va="center", fontsize=8,
    )  # fmt: skip


def _range(axes: Axes, place: int, item: Robust, now: float) -> None:
    spread = item.spread
    assert spread is not None
    colour = BLUE if item.firmness in ("staat vast", "vrij vast") else PALE
    axes.barh(
        place,
        spread.high - spread.low,
        left=spread.low,
        height=0.55,
        color=colour,
        edgecolor=INK,
        linewidth=0.5,
    )
    axes.plot(now, place, "o", color="white", markeredgecolor=INK, markersize=6)
    axes.annotate(
        f"{100 * spread.core:.0f}%", (max(spread.high, now), place), xytext=(5, 0), textcoords="offset points",
        va="center", fontsize=8,
    )  # fmt: skip


def _label(found: Explored, bar: Bar) -> str:
    if isinstance(bar.factor, Lever):
        return f"gewicht van {bar.factor.text(found.outcome.names)}"
    return _wrapped(setback_text(found.outcome, bar.factor))


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.wrap(text, _LABEL, max_lines=_LINES, placeholder=" …"))
