"""Advice as a flat table, for spreadsheets and documents."""

from __future__ import annotations

from collections.abc import Iterable

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice
from visualizations.output import MARK
from visualizations.sheets import Column, Sheet, joined, markdown_text
from visualizations.stamp import stamp

COLUMNS = (
    Column("rang", "de plaats onder alle adviezen; gelijke scores delen een rang", "whole"),
    Column("band", "doen, ook doen, als er tijd is of niet doen"),
    Column("score", "sterkste argument, met een deel van de verdere en zonder de tegenargumenten", "number"),
    Column("advies", "wat er wordt aangeraden"),
    Column("soort", "positie, relatie, route, samenwerking, koppelkans …"),
    Column("houding", "claimen, behouden, meedoen, volgen, afzien, opbouwen, intensiveren of onderhouden"),
    Column("opgaven", "voor welke opgaven; meer zijn gescheiden met een verticale streep"),
    Column("prioriteiten", "voor welke prioriteiten, de zwaarste eerst"),
    Column("argument", "het sterkste argument"),
    Column("voorwaarden", "wat er eerst of daarnaast nodig is"),
    Column("id", "de naam van het advies, dezelfde in elke versie"),
)
_ON_PAPER = ("rang", "band", "score", "advies", "argument")


def advice_sheet(outcome: Outcome, advices: Iterable[Advice], name: str = "Adviezen") -> Sheet:
    """One row per advice, in the order given. Several values in a cell are parted by " | "."""
    names = outcome.names
    return Sheet(
        name,
        COLUMNS,
        tuple(
            (
                advice.rank,
                advice.band,
                advice.score,
                advice.title,
                advice.target.sort,
                advice.target.attitude,
                joined(names.name("opgave", item) for item in advice.opgaven),
                joined(names.name("prioriteit", item) for item in advice.priorities),
                advice.arguments[0] if advice.arguments else "",
                joined(item.text for item in advice.conditions),
                advice.id,
            )
            for advice in advices
        ),
    )


def as_markdown(outcome: Outcome, advices: Iterable[Advice]) -> str:
    """A Markdown table of what reads well on paper."""
    table = advice_sheet(outcome, advices).only(_ON_PAPER)
    return f"{markdown_text(table)}\n{MARK} · {stamp(outcome.case)}\n"
