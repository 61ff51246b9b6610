"""The public contract of `routes --formaat json`: the tables of a report as records, and their JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Iterable

from strategy.advice.advise import Case
from visualizations.jsonhead import head, head_schema
from visualizations.jsonshape import (
    MAYBE_NUMBER,
    MAYBE_TEXT,
    TEXT,
    Json,
    about,
    array,
    document,
    one_of,
    record,
    with_optional,
)
from visualizations.routes.columns import COLUMNS
from visualizations.routes.report import Report
from visualizations.sheets import Column, Sheet

VERSION = "1.0"


def routes_data(report: Report, case: Case) -> Json:
    """A report as JSON data: every table a list of records, absent values null."""
    return {
        **head(case, VERSION),
        "weergave": report.view,
        "conclusies": list(report.lead),
        "voorbehoud": list(report.caveats),
        **{_key(sheet.name): list(_records(sheet)) for sheet in report.sheets},
    }


def _records(sheet: Sheet) -> Iterable[Json]:
    keys = [_key(column.title) for column in sheet.columns]
    return (dict(zip(keys, row, strict=True)) for row in sheet.rows)


def _key(title: str) -> str:
    """A heading as a name in JSON: thema's → themas, te verifiëren → te_verifieren."""
    plain = title.lower().replace("'", "").replace("ë", "e")
    return re.sub(r"[^a-z0-9]+", "_", plain)


_VIEWS = ("wegen", "overzicht", "schakels", "bondgenoten")


def routes_schema() -> Json:
    """The JSON Schema (2020-12) of `routes_data`; every column of a table says in it what it means."""
    whole = record(
        **head_schema(VERSION),
        weergave=one_of(*_VIEWS),
        conclusies=array(TEXT),
        voorbehoud=array(TEXT),
    )
    tables = {_key(name): array(record(**_fields(columns))) for name, columns in COLUMNS.items()}
    return document("Wegen naar wie beslist, van Krachtenveld", with_optional(whole, **tables))


def _fields(columns: Iterable[Column]) -> dict[str, Json]:
    shapes = {"text": MAYBE_TEXT, "number": MAYBE_NUMBER, "whole": {"type": ["integer", "null"]}}
    return {_key(column.title): about(shapes[column.sort], column.meaning) for column in columns}
