"""The calendar as tables to take along: a row per moment, and a row per advice that hangs on one."""

from __future__ import annotations

from collections.abc import Iterable

from strategy.advice.advise import Outcome
from strategy.calendar.agenda import Appointment
from visualizations.calendar.words import (
    away_text,
    names_text,
    network_text,
    source_text,
    todo,
    todo_text,
    when_text,
)
from visualizations.output import MARK
from visualizations.sheets import Cell, Column, Sheet, joined, markdown_text
from visualizations.stamp import stamp

MOMENTS = (
    Column("moment", "wat er gebeurt"),
    Column("wanneer", "de datum zoals het dossier haar geeft; van wat terugkeert de eerstvolgende keer"),
    Column("nog", "hoe ver weg, gerekend vanaf de peildatum"),
    Column("van", "de eerste dag, jjjj-mm-dd; leeg zonder datum"),
    Column("tot en met", "de laatste dag, jjjj-mm-dd; leeg zonder datum"),
    Column(
        "dagen", "dagen tot de eerste dag; tot de laatste als het loopt; negatief als het voorbij is", "whole"
    ),
    Column("stand", "loopt, komt, elk jaar (dagen onbekend), onbekend of voorbij"),
    Column("netwerk", "het netwerk waarin het speelt"),
    Column("betreft", "waarover het gaat"),
    Column("adviezen", "hoeveel adviezen ervan afhangen", "whole"),
    Column("wat te doen", "die adviezen met rang, band en houding, de hoogste eerst"),
    Column("voordracht", "wie kandidaten voordraagt of aanbeveelt"),
    Column("gunning", "wie de zetels gunt"),
    Column("te verifiëren", "wat nog nagegaan moet worden"),
    Column("aard", "registratie, oordeel of aanname"),
    Column("bron", "waar de datum staat"),
    Column("toelichting", "toelichting uit het dossier"),
    Column("plek", "bestand en regel"),
)
ADVICES = (
    Column("moment", "wat er gebeurt"),
    Column("wanneer", "de datum van het moment"),
    Column("rang", "de plaats van het advies onder alle adviezen", "whole"),
    Column("band", "doen, ook doen, als er tijd is of niet doen"),
    Column("score", "de score van het advies", "number"),
    Column("houding", "claimen, behouden, meedoen, volgen, afzien, opbouwen, intensiveren of onderhouden"),
    Column("advies", "wat er wordt aangeraden"),
    Column("id", "de naam van het advies"),
)
_ON_PAPER = ("moment", "wanneer", "nog", "netwerk", "wat te doen", "te verifiëren")
_MOST = 5
"""Advices per moment in a cell; the sheet of advices has them all."""


def moment_sheet(outcome: Outcome, appointments: Iterable[Appointment]) -> Sheet:
    """One row per moment. Several values in a cell are parted by " | "."""
    rows: list[tuple[Cell, ...]] = []
    for each in appointments:
        occasion, once = each.occasion, each.once
        span = occasion.origin.span
        lines = [todo_text(advice) for advice in todo(each)[:_MOST]]
        if more := len(each.lines) - len(lines):
            lines.append(f"en nog {more}")
        rows.append(
            (
                occasion.name,
                when_text(each),
                away_text(each),
                once.first.isoformat() if once else None,
                once.last.isoformat() if once else None,
                each.away,
                each.state,
                network_text(outcome, occasion),
                joined(names_text(outcome, occasion)),
                len(each.lines),
                joined(lines),
                joined(occasion.nominated_by),
                joined(each.grants),
                occasion.unsure,
                occasion.origin.nature,
                source_text(outcome, occasion),
                occasion.note,
                f"{span.file}:{span.line}",
            )
        )
    return Sheet("Kalender", MOMENTS, tuple(rows))


def advice_sheet(appointments: Iterable[Appointment]) -> Sheet:
    """One row per advice that hangs on a moment."""
    return Sheet(
        "Adviezen",
        ADVICES,
        tuple(
            (
                each.occasion.name,
                when_text(each),
                advice.rank,
                advice.band,
                advice.score,
                advice.target.attitude,
                advice.title,
                advice.id,
            )
            for each in appointments
            for advice in each.lines
        ),
    )


def as_markdown(outcome: Outcome, moments: Sheet) -> str:
    """A Markdown table of what reads well on paper."""
    return f"{markdown_text(moments.only(_ON_PAPER))}\n{MARK} · {stamp(outcome.case)}\n"
