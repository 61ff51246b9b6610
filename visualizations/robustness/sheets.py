"""`robuust` as tables: one row per advice; per advice what breaks it; per advice each weight."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.explain.judgements import Standing
from strategy.robustness.explored import Explored
from strategy.robustness.verdict import FIRM, Robust, by_place
from visualizations.output import MARK
from visualizations.robustness.view import answer, caveats
from visualizations.robustness.words import (
    KIND_NAMES,
    becomes,
    blows_text,
    lean_text,
    setback_place,
    setback_text,
)
from visualizations.sheets import Cell, Column, Sheet, joined, markdown_text
from visualizations.stamp import stamp

_ON_PAPER = ("rang", "uitkomst", "advies", "doen bij wegingen", "slechtste rang", "breekt", "hangt af van")


def advice_sheet(found: Explored) -> Sheet:
    """One row per advice, the firmest first; columns of a space that was not explored are left out."""
    columns = [
        Column("rang", "de plaats onder alle adviezen, zoals het dossier nu is", "whole"),
        Column("band", "doen, ook doen, als er tijd is of niet doen, zoals het dossier nu is"),
        Column("uitkomst", "staat vast, vrij vast of breekbaar; of wat het nog kan worden"),
        Column("advies", "wat er wordt aangeraden"),
    ]
    if found.weights:
        columns += [
            Column("doen bij wegingen", "deel van de wegingen waarbij het doen heet", "share"),
            Column("ook doen bij wegingen", "deel van de wegingen waarbij het ook doen heet", "share"),
            Column("beste rang", "de hoogste plaats bij een van de wegingen", "whole"),
            Column("rang 5%", "bij 5% van de wegingen is de rang zo goed of beter", "whole"),
            Column("rang 95%", "bij 5% van de wegingen is de rang zo slecht of slechter", "whole"),
            Column("slechtste rang", "de laagste plaats bij een van de wegingen", "whole"),
        ]
    if found.structure:
        columns += [
            Column(
                "doen bij tegenslagen", "deel van de tegenslagen waarbij het doen blijft of wordt", "share"
            ),
            Column(
                "breekt",
                "zoveel tegenslagen, elk apart, halen het uit zijn band of laten het vervallen",
                "whole",
            ),
            Column("vervalt", "ja als het bij een van de tegenslagen vervalt"),
        ]
    columns += [
        Column("hangt af van", "het gewicht en de tegenslagen die het meest uitmaken"),
        Column("id", "de naam van het advies, dezelfde in elke versie"),
    ]
    rows = tuple(tuple(_row(found, item)) for item in found.robust)
    return Sheet("Robuust", tuple(columns), rows)


def _row(found: Explored, item: Robust) -> Iterator[Cell]:
    line, spread, endurance = item.line, item.spread, item.endurance
    yield from (line.rank, line.band, item.firmness, line.title)
    if spread:
        yield from (spread.core, spread.promising, spread.best_rank, spread.low_rank, spread.high_rank)
        yield spread.worst_rank
    if endurance:
        yield from (endurance.core, len(by_place(endurance.breaks)))
        yield "ja" if endurance.worst_rank is None else ""
    yield joined(_depends(found, item))
    yield line.id


def _depends(found: Explored, item: Robust) -> Iterator[str]:
    if item.lean and item.spread and item.spread.core < FIRM:
        yield lean_text(found.outcome, item.lean)
    if item.endurance:
        for blows in by_place(item.endurance.breaks)[:3]:
            yield blows_text(found.outcome, blows)


def breaks_sheet(found: Explored) -> Sheet:
    """Per advice every setback that breaks it."""
    columns = (
        Column("advies", "wat er wordt aangeraden"),
        Column("tegenslag", "wat er wegvalt, of anders blijkt"),
        Column("soort", "zetel kwijt, zetel niet te krijgen, netwerk valt stil, oordeel of aanname anders"),
        Column("wordt", "wat er dan van het advies wordt"),
        Column("plek", "waar het oordeel of de aanname in het dossier staat"),
        Column("id", "de naam van het advies"),
    )
    rows = tuple(
        (
            item.line.title,
            ", en ".join(setback_text(found.outcome, setback) for setback in blow.setbacks),
            ", ".join(dict.fromkeys(KIND_NAMES[setback.kind] for setback in blow.setbacks)),
            becomes(Standing.of(item.line), blow.later),
            setback_place(blow.setbacks[0]),
            item.line.id,
        )
        for item in found.robust
        if item.endurance
        for blow in (*item.endurance.own, *item.endurance.breaks)
    )
    return Sheet("Tegenslagen", columns, rows)


def leans_sheet(found: Explored) -> Sheet:
    """Per advice and weight the share in which it is `doen` where the weight is light, and where it is heavy."""
    columns = (
        Column("advies", "wat er wordt aangeraden"),
        Column("gewicht", "van welke opgave of prioriteit"),
        Column("doen bij licht", "deel van de wegingen met een licht gewicht waarbij het doen heet", "share"),
        Column("doen bij zwaar", "deel van de wegingen met een zwaar gewicht waarbij het doen heet", "share"),
        Column("id", "de naam van het advies"),
    )
    names = found.outcome.names
    rows = tuple(
        (
            item.line.title,
            names.name(lean.lever.kind, lean.lever.id),
            lean.light,
            lean.heavy,
            item.line.id,
        )
        for item in found.robust
        if item.spread
        for lean in item.spread.leans
    )
    return Sheet("Gewichten", columns, rows)


def sheets_of(found: Explored) -> list[Sheet]:
    """The sheets of a workbook."""
    sheets = [advice_sheet(found)]
    if found.structure:
        sheets.append(breaks_sheet(found))
    if found.weights:
        sheets.append(leans_sheet(found))
    return sheets


def as_markdown(found: Explored) -> str:
    """The answer, a table of what reads well on paper, and how it was tried."""
    sheet = advice_sheet(found)
    titles = [column.title for column in sheet.columns]
    table = markdown_text(sheet.only([title for title in _ON_PAPER if title in titles]))
    notes = "\n".join(f"- {line}" for line in caveats(found))
    return f"{answer(found).plain}\n\n{table}\n{notes}\n\n{MARK} · {stamp(found.outcome.case)}\n"
