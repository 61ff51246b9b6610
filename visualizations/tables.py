"""Advice as a flat table, for spreadsheets and documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.model import Advice
from strategy.calendar.windows import Window
from visualizations.output import MARK
from visualizations.selection import URGENT
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
OF_LINES = (
    *COLUMNS[:-1],
    Column("moment", "de eerstvolgende termijn voor deze tafel, als die binnen zestig dagen loopt"),
    Column("door", "wie het contact onderhoudt: burgemeester, wethouder, directeur of college"),
    Column("kracht", "hoe sterk de strategie het wil: zeer, voorkeur, proberen of veelal"),
    Column("onderdelen", "de namen van de adviezen die hierin samenkomen"),
    COLUMNS[-1],
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


def moment_text(window: Window) -> str:
    """A moment with its date, as people read it."""
    return f"{window.text}: {window.name}"


def line_sheet(
    outcome: Outcome, lines: Sequence[Line], windows: Mapping[str, Window], name: str = "Adviezen"
) -> Sheet:
    """One row per line, in the order given."""
    plain = advice_sheet(outcome, lines, name)
    rows = (
        (
            *row[:-1],
            moment_text(windows[line.id]) if line.id in windows else "",
            joined(line.by),
            line.force,
            joined(part.id for part in line.parts),
            row[-1],
        )
        for row, line in zip(plain.rows, lines, strict=True)
    )
    return Sheet(name, OF_LINES, tuple(rows))


def lines_as_markdown(outcome: Outcome, lines: Sequence[Line], windows: Mapping[str, Window]) -> str:
    """The lines as Markdown: first those with a term running, by its date, then the others."""
    first = sorted((line for line in lines if line.id in windows), key=lambda line: windows[line.id].last)
    rest = [line for line in lines if line.id not in windows]
    foot = f"\n{MARK} · {stamp(outcome.case)}\n"
    others = markdown_text(line_sheet(outcome, rest, windows).only(_ON_PAPER))
    if not first:
        return others + foot
    urgent = markdown_text(line_sheet(outcome, first, windows).only((*_ON_PAPER, "moment")))
    return f"**{URGENT}**\n\n{urgent}\n**Daarna**\n\n{others}{foot}"


def as_markdown(outcome: Outcome, advices: Iterable[Advice]) -> str:
    """A Markdown table of what reads well on paper."""
    table = advice_sheet(outcome, advices).only(_ON_PAPER)
    return f"{markdown_text(table)}\n{MARK} · {stamp(outcome.case)}\n"
