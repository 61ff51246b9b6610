"""`robuust` in words and drawn: what a setback is called, what becomes of an advice, what it leans on, and how that was tried;
a tornado for one advice, ranges for many.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line as AdviceLine
from strategy.advice.names import decimal
from strategy.dossier.defined_names import counted
from strategy.explain.judgements import Standing
from strategy.explain.tipping import Lever
from strategy.robustness.setbacks import Setback, SetbackKind, setback_text
from strategy.robustness.trials import Impact
from strategy.robustness.verdict import (
    FAIRLY,
    FIRM,
    Bar,
    Explored,
    Firmness,
    Robust,
    setback_bars,
    weight_bars,
)
from strategy.robustness.weights import Design, Lean
from visualizations.writers.pictures import BLUE, GREY, INK, PALE, RED, picture
from visualizations.writers.report import Line, line
from visualizations.writers.words import DISCLAIMER, stamp

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

KIND_NAMES: Mapping[SetbackKind, str] = {
    "zetel": "zetel kwijt", "verdeling": "zetel niet te krijgen", "netwerk": "netwerk valt stil",
    "oordeel": "oordeel of aanname anders",
}  # fmt: skip
DESIGN_NAMES: Mapping[Design, str] = {
    "lhs": "gelijkmatig gespreid (Latin hypercube)", "dirichlet": "met dezelfde som (Dirichlet)",
    "een-voor-een": "telkens één gewicht anders",
}  # fmt: skip


_MANY = 100
"""Weightings from which they say something of every weighting."""


def percent(share: float) -> str:
    """A share in whole percents; only what is all or nothing is told as such."""
    whole = decimal(100 * share, 0)
    if whole == "100" and share < 1:
        return ">99%"
    return "<1%" if whole == "0" and share > 0 else f"{whole}%"


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def whatever(weightings: int, structure: bool) -> str:
    """What firm advice withstands, given the spaces that were explored; a few weightings are not all that one may weigh."""
    if 0 < weightings < _MANY:
        return f"bij deze {weightings} wegingen" + " en wat er ook wegvalt" * structure
    if weightings and structure:
        return "wat er ook gebeurt"
    return "hoe u ook weegt" if weightings else "wat er ook wegvalt"


def meaning(firmness: Firmness, weights: bool, structure: bool) -> str:
    """What a verdict says, given the spaces that were explored, for the heading above those who have it."""
    match firmness:
        case "staat vast":
            parts = [f"doen bij minstens {percent(FIRM)} van de wegingen"] if weights else []
            parts += ["geen tegenslag haalt het omlaag"] if structure else []
            return ", en ".join(parts)
        case "vrij vast":
            parts = [f"doen bij minstens {percent(FAIRLY)} van de wegingen"] if weights else []
            parts += ["hooguit 1 op de 100 tegenslagen haalt het omlaag"] if structure else []
            return "; ".join(parts)
        case "breekbaar":
            return "nu doen, maar het hangt af van wat eronder staat"
    return "nu geen doen, bij een deel van de wegingen wel; het vaakst eerst"


# ── setbacks ──────────────────────────────────────────────────────────────────────────────────────────


def setback_place(setback: Setback) -> str:
    """Where a judgement is written; "" for what is no judgement."""
    return setback.grounds[0].place if setback.grounds else ""


def impacts_text(outcome: Outcome, impacts: Sequence[Impact]) -> str:
    """Impacts at one place in one line; setbacks that come together are joined."""
    parts = []
    for position, setback in enumerate(impacts[0].setbacks):
        words = [impact.setbacks[position].word for impact in impacts] if setback.kind == "oordeel" else None
        parts.append(setback_text(outcome, setback, list(dict.fromkeys(words)) if words else None))
    return ", en ".join(parts)


def becomes(present: Standing, later: Standing | None) -> str:
    """What becomes of an advice, in few words."""
    if later is None:
        return "vervalt"
    return (
        f"{present.band} → {later.band}"
        if later.band != present.band
        else f"rang {present.rank} → {later.rank}"
    )


def impacts_become(present: Standing, impacts: Sequence[Impact]) -> str:
    """What becomes of it at the worst of these."""
    return (
        "vervalt" if any(impact.later is None for impact in impacts) else becomes(present, impacts[0].later)
    )


# ── weights ───────────────────────────────────────────────────────────────────────────────────────────


def lean_text(outcome: Outcome, lean: Lean) -> str:
    """What an advice leans on, or loses by."""
    name = lean.lever.text(outcome.names)
    light, heavy = f"{percent(lean.light)} als die licht weegt", f"{percent(lean.heavy)} als die zwaar weegt"
    if lean.heavy > lean.light:
        return f"leunt op {name}: doen bij {heavy}, {light}"
    return f"verliest van {name}: doen bij {light}, {heavy}"


def weight_text(weight: float) -> str:
    return f"{weight:g}".replace(".", ",")


# ── what was tried ────────────────────────────────────────────────────────────────────────────────────


def heading_of(found: Explored) -> Line:
    """Of which dossier, and what was tried."""
    tried = []
    if found.weights:
        tried.append(f"{thousands(found.weights.sample.count)} wegingen")
    if found.structure:
        tried.append(f"{thousands(found.structure.trials)} tegenslagen")
    number = counted(len(found.robust), "advies", "adviezen")
    under = f", onder {' en '.join(tried)}" if tried else ""
    about = f" · {stamp(found.outcome.case)}\n{number}{found.selection}{under}"
    return line(found.outcome.case.dossier.header.name, "bold", (about, ""))


def caveats(found: Explored) -> Iterator[str]:
    """How it was tried, and what to keep in mind."""
    if found.weights:
        drawn = found.drawn
        kinds = {lever.kind for lever in drawn.levers}
        plurals = {"opgave": "opgaven", "prioriteit": "prioriteiten"}
        which = " en ".join(plural for kind, plural in plurals.items() if kind in kinds)
        between = f" van {weight_text(drawn.low)} tot {weight_text(drawn.high)}"
        bounds = "" if drawn.design == "dirichlet" else between
        yield (
            f"Wegingen: {counted(len(drawn.levers), 'gewicht', 'gewichten')} van {which}{bounds},"
            f" {DESIGN_NAMES[drawn.design]}, zaad {drawn.seed}."
            " Licht en zwaar: het laagste en het hoogste derde."
        )
    if found.structure:
        counts = Counter(setback.kind for setback in found.structure.setbacks)
        told = ", ".join(f"{counts[kind]}× {name}" for kind, name in KIND_NAMES.items() if counts[kind])
        paired = found.structure.trials - len(found.structure.setbacks)
        yield f"Tegenslagen, elk apart: {told}{f'; en {thousands(paired)} paren' if paired else ''}."
        yield "Het verlies van de zetel zelf, of van het eigen netwerk, telt daarbij niet mee."
    yield f"`krachtenveld robuust --advies ADVIES` toont van één advies alles wat het breekt. {DISCLAIMER}"


# ── charts ────────────────────────────────────────────────────────────────────────────────────────────

_WIDTH = 24.0
_ROW, _REST = 1.05, 4.2
"""Centimetres per bar, and for all that is around them."""
_LABEL, _LINES = 50, 3
"""Characters on a line of a label, and how many lines."""
_EDGE = 0.08
"""The part of the axis at its left that has no room for a note beside a bar."""


def tornado(found: Explored, line: AdviceLine, form: str, top: int) -> bytes:
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

    return picture(draw, _WIDTH, _REST + _ROW * max(1, len(bars)), form, title, stamp(found.outcome.case))


_SURE = ("staat vast", "vrij vast")


def ranges(found: Explored, form: str, top: int) -> bytes:
    """Where advice ends up: nine tenths of the weights as a bar, the present score as a dot."""
    explored = [item for item in found.robust if item.spread]
    shown = sorted(
        explored[:top] if top else explored,
        key=lambda item: -round(item.spread.core, 2) if item.spread else 0,
    )
    firm = sum(item.firmness in _SURE for item in explored)
    one = firm == 1
    labels = [_wrapped(item.line.title) for item in shown]

    def draw(figure: Figure) -> None:
        title = (
            f"{firm or 'Geen'} van de {len(explored)} adviezen {'staat' if one or not firm else 'staan'} vast of vrij vast\n"
            "balk: 9 van de 10 wegingen (donker: staat vast of vrij vast) · stip: nu · percentage: hoe vaak doen"
        )
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
    return picture(draw, _WIDTH, _REST + _ROW * max(1, len(shown)), form, title, stamp(found.outcome.case))


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
    colour = BLUE if item.firmness in _SURE else PALE
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
