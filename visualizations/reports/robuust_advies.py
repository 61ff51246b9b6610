"""`robuust --advies` on the screen: everything about how firmly one advice stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from strategy.advice.names import decimal
from strategy.explain.judgements import Standing
from strategy.robustness.structure import Blow, Endurance
from strategy.robustness.verdict import Explored, Robust, by_place
from strategy.robustness.weights import Index, Spread
from visualizations.levers import lever_name
from visualizations.reports.robuust_words import (
    blows_become,
    blows_text,
    caveats,
    heading_of,
    lean_text,
    percent,
    setback_place,
    thousands,
    weight_text,
)
from visualizations.writers.report import WHITE, Block, Cell, Col, Grid, Line, line, rest, top_of

_INDICES = (
    "Sobol-indices: het deel van de variantie dat van dit gewicht komt, op zichzelf en samen met andere gewichten, als"
    " alle gewichten los van elkaar tussen --van en --tot liggen. De marge hoort bij de tweede kolom (95%)."
)
_SMALL = 0.05
"""A gap between light and heavy below this is left out, unless everything is asked for."""
_MOST_WORST = 8
"""Weights that are named where the rank is worst."""


def pages_of(found: Explored, top: int) -> Iterator[Block]:
    """Each advice that was asked for, one below the other; of each list the first `top` (0 is all)."""
    yield from (heading_of(found), WHITE)
    for item in found.robust:
        yield from (_head(found, item), WHITE)
        if item.spread:
            yield from _weights(found, item, item.spread, top)
            yield WHITE
        if item.endurance:
            yield from _setbacks(found, item, item.endurance, top)
            yield WHITE
    yield from (line(note, "dim") for note in caveats(found))


def _head(found: Explored, item: Robust) -> Line:
    advice = item.line
    about = (
        f"\n         {advice.id}   score {decimal(advice.score, 1)} · {advice.band}"
        f" · rang {advice.rank} van {len(found.outcome.lines)}"
    )
    return line("ROBUUST  ", "dim", (f"{advice.title}: {item.firmness}", "bold"), (about, ""))


def _weights(found: Explored, item: Robust, spread: Spread, top: int) -> Iterator[Block]:
    yield line("Als de gewichten anders zijn", "bold", (f"  {thousands(found.drawn.count)} wegingen", "dim"))
    yield line(
        f"  doen bij {percent(spread.core)}, ook doen bij {percent(spread.promising)};"
        f" rang {spread.low_rank} tot {spread.high_rank} bij 9 van de 10 wegingen,"
        f" op zijn slechtst {spread.worst_rank}"
    )
    worst = ", ".join(
        f"{found.outcome.names.name(lever.kind, lever.id)} {weight_text(weight)}"
        for lever, weight in zip(found.drawn.levers[:_MOST_WORST], spread.worst_at, strict=False)
    )
    yield line(f"het slechtst bij: {worst}", "dim", indent=2)
    leans = sorted(
        (lean for lean in spread.leans if lean.gap >= _SMALL or not top), key=lambda lean: -lean.gap
    )
    for lean in top_of(leans, top):
        yield line(f"· {lean_text(found.outcome, lean)}", indent=2)
    if not leans:
        yield line("  geen enkel gewicht maakt veel uit")
    if indices := found.indices.get(item.line.id):
        yield from _indices(found, top_of(indices, top))


def _indices(found: Explored, indices: Sequence[Index]) -> Iterator[Block]:
    yield line("  Waar de spreiding in de score vandaan komt:")
    cols = (
        Col("gewicht", keep=True),
        *(Col(title, right=True) for title in ("op zichzelf", "met andere samen", "marge")),
    )
    rows = (
        (
            lever_name(found.outcome, index.lever),
            percent(index.own),
            percent(index.total),
            f"± {percent(index.margin)}",
        )
        for index in indices
    )
    yield Grid(cols, tuple(rows), indent=3)
    yield line(_INDICES, "dim", indent=3)


def _setbacks(found: Explored, item: Robust, endurance: Endurance, top: int) -> Iterator[Block]:
    tried = found.structure.trials if found.structure else endurance.count
    number = f"  {_counted(endurance.count, tried)}"
    yield line("Als er iets wegvalt of anders blijkt", "bold", (number, "dim"))
    if own := tried - endurance.count:
        yield line(_not_counted(own), "dim", indent=2)
    yield line(f"  {_standing(item, endurance)}")
    for blows in by_place(endurance.own):
        setback = blows[0].setbacks[0]
        ground = setback.grounds[0]
        yield line(f"mits: {ground.text} ({ground.nature})   {setback_place(setback)}", indent=2)
    for every in (endurance.lifts, endurance.breaks):
        yield from _blows(found, item, by_place(every), top)
    if not endurance.breaks and item.line.band == "doen":
        yield line("  geen enkele tegenslag haalt het omlaag")


def _counted(count: int, tried: int) -> str:
    number = thousands(count) if count == tried else f"{thousands(count)} van de {thousands(tried)}"
    return f"{number} {'tegenslag' if tried == 1 else 'tegenslagen'}"


def _not_counted(own: int) -> str:
    if own == 1:
        return "de andere neemt weg waar dit advies over gaat, en telt niet mee"
    return f"de {thousands(own)} andere nemen weg waar dit advies over gaat, en tellen niet mee"


def _standing(item: Robust, endurance: Endurance) -> str:
    rank = endurance.worst_rank
    worst = f"op zijn slechtst {'vervalt het' if rank is None else f'rang {rank}'}"
    if item.firmness == "niet doen":
        return worst
    if item.line.band == "doen":
        return f"doen bij {percent(endurance.core)}; {worst}"
    lifts = len(endurance.lifts)
    number = thousands(lifts) if lifts else "geen"
    return f"{number} van {thousands(endurance.count)} {'zouden' if lifts > 1 else 'zou'} het doen maken; {worst}"


def _blows(found: Explored, item: Robust, places: Sequence[Sequence[Blow]], top: int) -> Iterator[Block]:
    if not places:
        return
    shown = top_of(places, top)
    rows = tuple(_advice_row(found, item, blows) for blows in shown)
    yield Grid((Col(keep=True), Col(wide=True)), rows, indent=2, left=0, right=2)
    yield from rest(len(places) - len(shown), indent=2)


def _advice_row(found: Explored, item: Robust, blows: Sequence[Blow]) -> tuple[Cell, ...]:
    place = setback_place(blows[0].setbacks[0])
    more = [(f"   {place}", "dim")] if place else []
    return blows_become(Standing.of(item.line), blows), line(blows_text(found.outcome, blows), "", *more)
