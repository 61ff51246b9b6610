"""Advice as a flat table: a pandas frame for analysts, CSV for spreadsheets, Markdown for documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice
from strategy.advice.names import decimal
from visualizations.sheets import cell_text, defused
from visualizations.stamp import scenario

if TYPE_CHECKING:
    import pandas as pd


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
                ", ".join(
                    [
                        f"regels {outcome.case.fingerprint}",
                        f"peildatum {outcome.case.view.day}",
                        *scenario(outcome.case),
                    ]
                )
            ]
            * len(advices),
        }
    )


def as_csv(outcome: Outcome, advices: tuple[Advice, ...]) -> str:
    """CSV as Dutch Excel reads it: semicolons, decimal commas, a byte order mark; formulas are defused."""
    table = frame(outcome, advices)
    for column in table.columns[table.dtypes != "int64"]:
        table[column] = table[column].map(defused)
    return "\ufeff" + table.to_csv(index=False, sep=";", decimal=",", lineterminator="\n")


def as_markdown(outcome: Outcome, advices: tuple[Advice, ...]) -> str:
    """A Markdown table of what reads well on paper."""
    lines = ["| rang | band | score | advies | argument |", "|---|---|---|---|---|"]
    for advice in advices:
        argument = advice.arguments[0] if advice.arguments else ""
        cells = (str(advice.rank), advice.band, decimal(advice.score, 1), advice.title, argument)
        lines.append(f"| {' | '.join(cell_text(cell) for cell in cells)} |")
    made = [
        f"regels {outcome.case.fingerprint}",
        f"peildatum {outcome.case.view.day}",
        *scenario(outcome.case),
    ]
    return "\n".join([*lines, "", " · ".join(["gemaakt met krachtenveld", *made])]) + "\n"


def _joined(texts: Iterable[str]) -> str:
    return " | ".join(texts)
