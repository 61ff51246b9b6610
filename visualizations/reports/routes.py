"""`routes` in every form: roads, their overview, linking pins or allies, each with the tables it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from visualizations.output import MARK
from visualizations.reports.routes_allies import ALLIES, EVIDENCE
from visualizations.reports.routes_answer import Answer, Table, View
from visualizations.reports.routes_difference import CHANGES
from visualizations.reports.routes_overview import GAPS, OVERVIEW
from visualizations.reports.routes_pins import BRIDGES, CHAINS, PINS
from visualizations.reports.routes_roads import GAINS, ROADS, SEATS, STEPS
from visualizations.stamp import stamp
from visualizations.writers.report import WHITE, Block, Report, line
from visualizations.writers.shapes import (
    MAYBE_NUMBER,
    MAYBE_TEXT,
    TEXT,
    Shape,
    array,
    contract_of,
    one_of,
    record_of,
)
from visualizations.writers.sheets import Column, ReadColumn, Sheet, column, csv_text, markdown_text, sheet
from visualizations.writers.words import DISCLAIMER

_TABLES: tuple[Table[Any], ...] = (
    ROADS, STEPS, SEATS, GAINS, CHANGES, OVERVIEW, GAPS, PINS, CHAINS, BRIDGES, ALLIES, EVIDENCE,
)  # fmt: skip
_SHAPES = {
    "text": Shape(MAYBE_TEXT.schema),
    "number": MAYBE_NUMBER,
    "whole": Shape({"type": ["integer", "null"]}),
}
_SAID: tuple[ReadColumn[tuple[str, str]], ...] = (
    column("soort", "conclusie of voorbehoud", lambda row: row[0]),
    column("tekst", "wat de tabellen zeggen, en waar dat op rust", lambda row: row[1]),
)


def routes_report(answer: Answer) -> Report:
    """An answer on routes. A workbook begins with a sheet of conclusions and reservations; CSV has the main table."""
    case = answer.field.outcome.case
    mark = stamp(case)

    def screen() -> Iterator[Block]:
        yield line(case.dossier.header.name, "bold", (f" · {mark}", ""))
        yield WHITE
        yield from answer.screen()

    return Report(
        screen=screen,
        data=lambda: CONTRACT.write(answer),
        markdown=lambda: _markdown(answer),
        sheets=lambda: (_said(answer), *answer.sheets),
        title=answer.title,
        mark=mark,
        others={"csv": lambda: csv_text(answer.sheets[0], mark), **answer.pictures},
    )


def _said(answer: Answer) -> Sheet:
    rows = [("conclusie", each) for each in answer.lead] + [("voorbehoud", each) for each in answer.caveats]
    return sheet("conclusies", _SAID, rows)


def _markdown(answer: Answer) -> str:
    """A document: conclusions, a table per heading, reservations."""
    case = answer.field.outcome.case
    parts = [f"<!-- {MARK} -->", f"# {answer.title}", "", f"{case.dossier.header.name} · {stamp(case)}", ""]
    parts += [f"- {each}" for each in answer.lead]
    for each in answer.sheets:
        if each.rows:
            parts += ["", f"## {each.name.capitalize()}", "", markdown_text(each).rstrip()]
    parts += ["", "## Voorbehoud", "", *(f"- {each}" for each in answer.caveats), "", DISCLAIMER]
    return "\n".join(parts) + "\n"


# ── data ──────────────────────────────────────────────────────────────────────────────────────────────


def _name(title: str) -> str:
    """A heading as a name in JSON: thema's → themas, te verifiëren → te_verifieren."""
    plain = title.lower().replace("'", "").replace("ë", "e")
    return re.sub(r"[^a-z0-9]+", "_", plain)


def _records(columns: tuple[Column, ...]) -> Shape:
    """The rows of a table as records, absent values null; each column says in the schema what it means."""

    def key(number: int, each: Column) -> tuple[Shape, Any]:
        return _SHAPES[each.sort].about(each.meaning), lambda row: row[number]

    return array(record_of(tuple)(**{_name(each.title): key(number, each) for number, each in enumerate(columns)}))  # fmt: skip


def _with_tables(whole: Shape) -> Shape:
    """The same, and each table that an answer has."""
    tables = {_name(each.name): _records(each.columns) for each in _TABLES}
    every = {**whole.schema["properties"], **{name: shape.schema for name, shape in tables.items()}}

    def write(answer: Answer) -> Any:
        filled = {_name(each.name): each.rows for each in answer.sheets}
        return {**whole.write(answer), **{name: tables[name].write(rows) for name, rows in filled.items()}}

    return Shape({**whole.schema, "properties": every}, write)


CONTRACT = _with_tables(
    contract_of(
        Answer,
        "Wegen naar wie beslist, van Krachtenveld",
        "1.0",
        lambda answer: answer.field.outcome.case,
    )(
        weergave=(one_of(*get_args(View)), lambda answer: answer.view),
        conclusies=(array(TEXT), lambda answer: answer.lead),
        voorbehoud=(array(TEXT), lambda answer: answer.caveats),
    )
)
"""What programs may rely on: the head, and the tables of the view that was asked for."""
