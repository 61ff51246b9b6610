"""Advice as a flat table, for spreadsheets and Markdown."""

from __future__ import annotations

import csv
import io

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice
from strategy.advice.names import decimal

COLUMNS = (
    "rang", "band", "score", "advies", "soort", "houding", "opgaven", "prioriteiten", "argument",
    "voorwaarden", "id", "krachtenveld",
)  # fmt: skip
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def rows(outcome: Outcome, advices: tuple[Advice, ...]) -> list[tuple[str, ...]]:
    """One row per advice, in the order of COLUMNS; the last column names the rule set and reference day."""
    names = outcome.names
    stamp = f"{outcome.case.fingerprint} {outcome.case.view.day.isoformat()}"
    return [
        (
            str(advice.rank),
            advice.band,
            decimal(advice.score, 2),
            advice.title,
            advice.target.sort,
            advice.target.attitude,
            " | ".join(names.name("opgave", opgave) for opgave in advice.opgaven),
            " | ".join(names.name("prioriteit", priority) for priority in advice.priorities),
            advice.arguments[0] if advice.arguments else "",
            " | ".join(condition.text for condition in advice.conditions),
            advice.id,
            stamp,
        )
        for advice in advices
    ]


def as_csv(outcome: Outcome, advices: tuple[Advice, ...]) -> str:
    """CSV as Dutch Excel reads it: semicolons, decimal commas, a byte order mark; formulas are defused."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_defused(cell) for cell in row] for row in rows(outcome, advices))
    return "\ufeff" + buffer.getvalue()


def as_markdown(outcome: Outcome, advices: tuple[Advice, ...]) -> str:
    """A Markdown table of the columns that read well on paper."""
    shown = ("rang", "band", "score", "advies", "opgaven", "argument")
    positions = [COLUMNS.index(name) for name in shown]
    lines = [f"| {' | '.join(shown)} |", f"|{'---|' * len(shown)}"]
    for row in rows(outcome, advices):
        cells = (row[position].replace("\\", "\\\\").replace("|", "\\|") for position in positions)
        lines.append(f"| {' | '.join(cells)} |")
    stamp = (
        f"krachtenveld · regels {outcome.case.fingerprint} · peildatum {outcome.case.view.day.isoformat()}"
    )
    return "\n".join([*lines, "", stamp]) + "\n"


def _defused(cell: str) -> str:
    """A cell that a spreadsheet cannot take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
