"""A result about routes, ready for every form: what it says first, its tables, and its reservations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rich.console import Group, RenderableType
from rich.text import Text

from strategy.advice.advise import Case
from visualizations.output import MARK
from visualizations.sheets import Column, Sheet, markdown_text, xlsx_bytes
from visualizations.stamp import stamp
from visualizations.terminal import DISCLAIMER

View = Literal["wegen", "overzicht", "schakels", "bondgenoten"]


@dataclass(frozen=True)
class Report:
    """`lead` are the conclusions and `caveats` the reservations, as sentences; the first table is the main one."""

    view: View
    title: str
    lead: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    caveats: tuple[str, ...]


def markdown(report: Report, case: Case) -> str:
    """The report as a document: conclusions, a table per heading, reservations."""
    parts = [f"<!-- {MARK} -->", f"# {report.title}", "", f"{case.dossier.header.name} · {stamp(case)}", ""]
    parts += [f"- {line}" for line in report.lead]
    for sheet in report.sheets:
        if sheet.rows:
            parts += ["", f"## {sheet.name.capitalize()}", "", markdown_text(sheet).rstrip()]
    parts += ["", "## Voorbehoud", "", *(f"- {line}" for line in report.caveats), "", DISCLAIMER]
    return "\n".join(parts) + "\n"


def workbook(report: Report, case: Case) -> bytes:
    """The report as a workbook; its first sheet holds the conclusions and the reservations."""
    columns = (
        Column("soort", "conclusie of voorbehoud"),
        Column("tekst", "wat de tabellen zeggen, en waar dat op rust"),
    )
    rows = [("conclusie", line) for line in report.lead] + [("voorbehoud", line) for line in report.caveats]
    return xlsx_bytes([Sheet("conclusies", columns, tuple(rows)), *report.sheets], report.title, stamp(case))


def headed(case: Case, content: RenderableType) -> RenderableType:
    """What stands on the screen, below whose dossier it is and on which day."""
    head = Text(case.dossier.header.name, style="bold")
    head.append(f" · {stamp(case)}\n", style="not bold")
    return Group(head, content)
