"""`robuust` in the terminal: the answer first, then which advice, and what breaks it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.robustness.explored import Explored
from strategy.robustness.verdict import FIRM, FIRMNESSES, Firmness, Robust, breakers, by_place
from visualizations.robustness.words import (
    DESIGN_NAMES,
    KIND_NAMES,
    blows_text,
    lean_text,
    meaning,
    percent,
    setback_place,
    thousands,
    whatever,
)
from visualizations.stamp import stamp
from visualizations.terminal import DISCLAIMER, counted

_SHOWN = FIRMNESSES[:4]
"""The verdicts that get a table; what is never `doen` is only counted."""
_MOST_BREAKERS = 5


def robust_view(found: Explored, top: int) -> RenderableType:
    """The whole answer; of each list the first `top` (0 is all)."""
    parts: list[RenderableType] = [heading(found), Text(), answer(found), Text()]
    for firmness in _SHOWN:
        group = [item for item in found.robust if item.firmness == firmness]
        if group:
            parts += [*_group(found, firmness, group, top), Text()]
    parts += [*_breakers(found), *_rest(found)]
    parts += [Text(line, style="dim") for line in caveats(found)]
    return Group(*parts)


def heading(found: Explored) -> Text:
    """Of which dossier, and what was tried."""
    text = Text(found.outcome.case.dossier.header.name, style="bold")
    text.append(f" · {stamp(found.outcome.case)}\n", style="not bold")
    tried = []
    if found.weights:
        tried.append(f"{thousands(found.weights.sample.count)} wegingen")
    if found.structure:
        tried.append(f"{thousands(found.structure.trials)} tegenslagen")
    number = counted(len(found.robust), "advies", "adviezen")
    under = f", onder {' en '.join(tried)}" if tried else ""
    text.append(f"{number}{found.selection}{under}", style="not bold")
    return text


def answer(found: Explored) -> Text:
    """The answer in one or two sentences."""
    if not found.robust:
        return Text("Geen adviezen bij deze keuze.")
    counts = Counter(item.firmness for item in found.robust)
    firm, fairly, weak = (counts[word] for word in FIRMNESSES[:3])
    core = firm + fairly + weak
    if core:
        parts = [f"{firm or 'geen'} {'staan' if firm > 1 else 'staat'} vast, {whatever(*_spaces(found))}"]
        parts += [f"{fairly} {'staan' if fairly > 1 else 'staat'} vrij vast"] if fairly else []
        parts += [f"{weak} {'zijn' if weak > 1 else 'is'} breekbaar"] if weak else []
        who = counted(core, "advies dat nu doen heet", "adviezen die nu doen heten")
        text = f"Van {who}: {'; '.join(parts)}."
    else:
        text = "Geen van deze adviezen heet nu doen."
    if more := counts["kan doen worden"]:
        text += f" {more} {'ander kan' if more == 1 else 'andere kunnen'} doen worden als de gewichten veranderen."
    return Text(text, style="bold")


def _spaces(found: Explored) -> tuple[bool, bool]:
    return found.weights is not None, found.structure is not None


def _group(
    found: Explored, firmness: Firmness, group: Sequence[Robust], top: int
) -> Iterator[RenderableType]:
    yield Text.assemble(
        (f"{firmness.capitalize()} · {len(group)}", "bold underline"),
        (f"  {meaning(firmness, *_spaces(found))}", "dim"),
    )
    shown = group[:top] if top else group
    table = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim")
    table.add_column("rang", justify="right", no_wrap=True)
    if found.weights:
        table.add_column("doen bij", justify="right", no_wrap=True)
        table.add_column("rang 90%", justify="right", no_wrap=True)
    if found.structure:
        table.add_column("breekt", justify="right", no_wrap=True)
    table.add_column("advies, en waar het van afhangt", ratio=1)
    for item in shown:
        table.add_row(*_row(found, item))
    yield Padding(table, (0, 0, 0, 1))
    if hidden := len(group) - len(shown):
        yield Text(f"   … en nog {hidden}; `--top 0` toont ze allemaal", style="dim")


def _row(found: Explored, item: Robust) -> Iterator[RenderableType]:
    yield str(item.line.rank)
    if item.spread:
        yield percent(item.spread.core)
        yield f"{item.spread.low_rank}–{item.spread.high_rank}"
    if item.endurance:
        yield str(len(by_place(item.endurance.breaks)))
    text = Text(item.line.title)
    for reason in reasons(found, item):
        text.append(f"\n{reason}", style="dim")
    text.append(f"\n{item.line.id}", style="dim")
    yield text


def reasons(found: Explored, item: Robust) -> Iterator[str]:
    """What an advice depends on, briefly."""
    if item.endurance:
        for blows in by_place(item.endurance.own)[:1]:
            ground = blows[0].setbacks[0].grounds[0]
            yield f"mits: {ground.text} ({ground.nature})"
    if item.lean and item.spread and item.spread.core < FIRM:
        yield lean_text(found.outcome, item.lean)
    if item.endurance and item.line.band == "doen":
        places = by_place(item.endurance.breaks)
        if places:
            more = f" … en nog {len(places) - 1}" if len(places) > 1 else ""
            yield f"breekt als: {blows_text(found.outcome, places[0])}{more}"


def _breakers(found: Explored) -> list[RenderableType]:
    every = [entry for entry in breakers(found.robust) if len(entry[1]) > 1][:_MOST_BREAKERS]
    if not every:
        return []
    table = Table(box=None, padding=(0, 1), show_edge=False, show_header=False)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1)
    for blows, advices in every:
        place = setback_place(blows[0].setbacks[0])
        text = Text(blows_text(found.outcome, blows))
        text.append(f"   {place}" if place else "", style="dim")
        table.add_row(f"{len(advices)}×", text)
    title = Text.assemble(
        ("Wat het meest breekt", "bold underline"), ("  zoveel adviezen heten dan geen doen meer", "dim")
    )
    return [title, Padding(table, (0, 0, 0, 1)), Text()]


def _rest(found: Explored) -> list[RenderableType]:
    counts = Counter(item.firmness for item in found.robust)
    never, refrained = counts["minder"], counts["niet doen"]
    told = (
        [f"{never} minder dan doen, ook bij andere wegingen" if found.weights else f"{never} minder dan doen"]
        if never
        else []
    )
    told += [f"{refrained} om niet te doen"] if refrained else []
    return [Text(f"Verder: {' en '.join(told)}; `--formaat csv` toont ook die."), Text()] if told else []


def caveats(found: Explored) -> Iterator[str]:
    """How it was tried, and what to keep in mind."""
    drawn = found.drawn
    if found.weights:
        kinds = {lever.kind for lever in drawn.levers}
        which = " en ".join(
            word for kind, word in (("opgave", "opgaven"), ("prioriteit", "prioriteiten")) if kind in kinds
        )
        bounds = (
            ""
            if drawn.design == "dirichlet"
            else f" van {weight_text(drawn.low)} tot {weight_text(drawn.high)}"
        )
        yield (
            f"Wegingen: {counted(len(drawn.levers), 'gewicht', 'gewichten')} van {which}{bounds}, {DESIGN_NAMES[drawn.design]}, zaad"
            f" {drawn.seed}. Licht en zwaar: het laagste en het hoogste derde."
        )
    if found.structure:
        counts = Counter(setback.kind for setback in found.structure.setbacks)
        told = ", ".join(f"{counts[kind]}× {name}" for kind, name in KIND_NAMES.items() if counts[kind])
        paired = found.structure.trials - len(found.structure.setbacks)
        yield f"Tegenslagen, elk apart: {told}{f'; en {thousands(paired)} paren' if paired else ''}."
        yield "Het verlies van de zetel zelf, of van het eigen netwerk, telt daarbij niet mee."
    yield f"`krachtenveld robuust --advies ADVIES` toont van één advies alles wat het breekt. {DISCLAIMER}"


def weight_text(weight: float) -> str:
    return f"{weight:g}".replace(".", ",")
