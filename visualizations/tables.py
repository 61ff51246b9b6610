"""Advice as a flat table: a pandas frame for analysts, CSV for spreadsheets, Markdown for documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice
from strategy.advice.names import decimal

if TYPE_CHECKING:
    import pandas as pd

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def frame(outcome: Outcome, advices: tuple[Advice, ...]) -> pd.DataFrame:
    """One row per advice in rank order. Columns: rang (int), score (float), and text.

    Several values in a cell are parted by " | "; the last column names the rule set and the reference day.
    """
    import pandas as pd

    names = outcome.names
    return pd.DataFrame(
        {
            "rang": [advice.rank for advice in advices],
            "band": [advice.band for advice in advices],
            "score": [round(advice.score, 2) for advice in advices],
            "advies": [advice.title for advice in advices],
            "soort": [advice.target.sort for advice in advices],
            "houding": [advice.target.attitude for advice in advices],
            "opgaven": [_joined(names.name("opgave", item) for item in advice.opgaven) for advice in advices],
            "prioriteiten": [
                _joined(names.name("prioriteit", item) for item in advice.priorities) for advice in advices
            ],
            "argument": [advice.arguments[0] if advice.arguments else "" for advice in advices],
            "voorwaarden": [_joined(item.text for item in advice.conditions) for advice in advices],
            "id": [advice.id for advice in advices],
            "gemaakt met krachtenveld": [
                f"regels {outcome.case.fingerprint}, peildatum {outcome.case.view.day}"
            ]
            * len(advices),
        }
    )


def as_csv(outcome: Outcome, advices: tuple[Advice, ...]) -> str:
    """CSV as Dutch Excel reads it: semicolons, decimal commas, a byte order mark; formulas are defused."""
    table = frame(outcome, advices)
    for column in table.columns[table.dtypes != "int64"]:
        table[column] = table[column].map(_defused)
    return "\ufeff" + table.to_csv(index=False, sep=";", decimal=",", lineterminator="\n")


def as_markdown(outcome: Outcome, advices: tuple[Advice, ...]) -> str:
    """A Markdown table of what reads well on paper."""
    lines = ["| rang | band | score | advies | argument |", "|---|---|---|---|---|"]
    for advice in advices:
        argument = advice.arguments[0] if advice.arguments else ""
        cells = (str(advice.rank), advice.band, decimal(advice.score, 1), advice.title, argument)
        lines.append(f"| {' | '.join(_escaped(cell) for cell in cells)} |")
    stamp = (
        f"gemaakt met krachtenveld · regels {outcome.case.fingerprint} · peildatum {outcome.case.view.day}"
    )
    return "\n".join([*lines, "", stamp]) + "\n"


def _joined(texts: Iterable[str]) -> str:
    return " | ".join(texts)


def _defused(cell: object) -> object:
    """A cell that a spreadsheet cannot take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def _escaped(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
