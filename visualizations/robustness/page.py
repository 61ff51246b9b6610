"""`robuust --advies` in the terminal: everything about how firmly one advice stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.advice.names import decimal
from strategy.explain.judgements import Standing
from strategy.robustness.explored import Explored
from strategy.robustness.indices import Index
from strategy.robustness.structure import Blow, Endurance
from strategy.robustness.verdict import Robust, by_place
from strategy.robustness.weights import Spread
from visualizations.levers import lever_name
from visualizations.robustness.view import caveats, heading, weight_text
from visualizations.robustness.words import (
    blows_become,
    blows_text,
    lean_text,
    percent,
    setback_place,
    thousands,
)

_INDICES = (
    "Sobol-indices: het deel van de variantie dat van dit gewicht komt, op zichzelf en samen met andere gewichten, als"
    " alle gewichten los van elkaar tussen --van en --tot liggen. De marge hoort bij de tweede kolom (95%)."
)
_SMALL = 0.05
"""A gap between light and heavy below this is left out, unless everything is asked for."""


def robust_pages(found: Explored, top: int) -> RenderableType:
    """Each advice that was asked for, one below the other; of each list the first `top` (0 is all)."""
    parts: list[RenderableType] = [heading(found), Text()]
    for item in found.robust:
        parts += [_head(found, item), Text()]
        if item.spread:
            parts += [*_weights(found, item, item.spread, top), Text()]
        if item.endurance:
            parts += [*_setbacks(found, item, item.endurance, top), Text()]
    parts += [Text(line, style="dim") for line in caveats(found)]
    return Group(*parts)


def _head(found: Explored, item: Robust) -> Text:
    line = item.line
    return Text.assemble(
        ("ROBUUST  ", "dim"),
        (f"{line.title}: {item.firmness}", "bold"),
        f"\n         {line.id}   score {decimal(line.score, 1)} · {line.band}"
        f" · rang {line.rank} van {len(found.outcome.lines)}",
    )


def _weights(found: Explored, item: Robust, spread: Spread, top: int) -> Iterator[RenderableType]:
    yield Text.assemble(
        ("Als de gewichten anders zijn", "bold"),
        (f"  {thousands(found.drawn.count)} wegingen", "dim"),
    )
    yield Text(
        f"  doen bij {percent(spread.core)}, ook doen bij {percent(spread.promising)};"
        f" rang {spread.low_rank} tot {spread.high_rank} bij 9 van de 10 wegingen,"
        f" op zijn slechtst {spread.worst_rank}"
    )
    worst = ", ".join(
        f"{found.outcome.names.name(lever.kind, lever.id)} {weight_text(weight)}"
        for lever, weight in zip(found.drawn.levers[:8], spread.worst_at, strict=False)
    )
    yield Padding(Text(f"het slechtst bij: {worst}", style="dim"), (0, 0, 0, 2))
    leans = sorted(
        (lean for lean in spread.leans if lean.gap >= _SMALL or not top), key=lambda lean: -lean.gap
    )
    for lean in leans[:top] if top else leans:
        yield Padding(Text(f"· {lean_text(found.outcome, lean)}"), (0, 0, 0, 2))
    if not leans:
        yield Text("  geen enkel gewicht maakt veel uit")
    if indices := found.indices.get(item.line.id):
        yield from _indices(found, indices[:top] if top else indices)


def _indices(found: Explored, indices: Sequence[Index]) -> Iterator[RenderableType]:
    yield Text("  Waar de spreiding in de score vandaan komt:")
    table = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim")
    for title in ("gewicht", "op zichzelf", "met andere samen", "marge"):
        table.add_column(title, justify="left" if title == "gewicht" else "right", no_wrap=True)
    for index in indices:
        table.add_row(
            lever_name(found.outcome, index.lever),
            percent(index.own),
            percent(index.total),
            f"± {percent(index.margin)}",
        )
    yield Padding(table, (0, 0, 0, 3))
    yield Padding(Text(_INDICES, style="dim"), (0, 0, 0, 3))


def _setbacks(found: Explored, item: Robust, endurance: Endurance, top: int) -> Iterator[RenderableType]:
    tried = found.structure.trials if found.structure else endurance.count
    yield Text.assemble(
        ("Als er iets wegvalt of anders blijkt", "bold"), (f"  {_counted(endurance.count, tried)}", "dim")
    )
    if own := tried - endurance.count:
        yield Padding(Text(_not_counted(own), style="dim"), (0, 0, 0, 2))
    yield Text(f"  {_standing(item, endurance)}")
    for blows in by_place(endurance.own):
        ground = blows[0].setbacks[0].grounds[0]
        yield Padding(
            Text(f"mits: {ground.text} ({ground.nature})   {setback_place(blows[0].setbacks[0])}"),
            (0, 0, 0, 2),
        )
    for blows in (endurance.lifts, endurance.breaks):
        yield from _blows(found, item, by_place(blows), top)
    if not endurance.breaks and item.line.band == "doen":
        yield Text("  geen enkele tegenslag haalt het omlaag")


def _counted(count: int, tried: int) -> str:
    number = thousands(count) if count == tried else f"{thousands(count)} van de {thousands(tried)}"
    return f"{number} {'tegenslag' if tried == 1 else 'tegenslagen'}"


def _not_counted(own: int) -> str:
    if own == 1:
        return "de andere neemt weg waar dit advies over gaat, en telt niet mee"
    return f"de {thousands(own)} andere nemen weg waar dit advies over gaat, en tellen niet mee"


def _standing(item: Robust, endurance: Endurance) -> str:
    worst = (
        "op zijn slechtst vervalt het"
        if endurance.worst_rank is None
        else f"op zijn slechtst rang {endurance.worst_rank}"
    )
    if item.firmness == "niet doen":
        return worst
    if item.line.band == "doen":
        return f"doen bij {percent(endurance.core)}; {worst}"
    lifts = len(endurance.lifts)
    number = thousands(lifts) if lifts else "geen"
    return f"{number} van {thousands(endurance.count)} {'zouden' if lifts > 1 else 'zou'} het doen maken; {worst}"


def _blows(
    found: Explored, item: Robust, places: Sequence[Sequence[Blow]], top: int
) -> Iterator[RenderableType]:
    if not places:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, show_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for blows in places[:top] if top else places:
        table.add_row(*_row(found, item, blows))
    yield Padding(table, (0, 0, 0, 2))
    if top and (hidden := len(places) - top) > 0:
        yield Text(f"  … en nog {hidden}; `--top 0` toont ze allemaal", style="dim")


def _row(found: Explored, item: Robust, blows: Sequence[Blow]) -> tuple[str, Text]:
    text = Text(blows_text(found.outcome, blows))
    if place := setback_place(blows[0].setbacks[0]):
        text.append(f"   {place}", style="dim")
    return blows_become(Standing.of(item.line), blows), text
