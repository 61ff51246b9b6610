"""The public contract of `exporteer --formaat json`: everything at once, and the JSON Schema that describes it."""

from __future__ import annotations

from collections.abc import Iterable

from visualizations.exports.attributes import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from visualizations.exports.legible import clean
from visualizations.exports.lists import PORTFOLIOS, SOURCES, THEMES, moment_choice
from visualizations.exports.model import KINDS, Attribute, Export, Sort, Values
from visualizations.exports.tables import table
from visualizations.jsonhead import head, head_schema
from visualizations.jsonshape import (
    DAY,
    MAYBE_NUMBER,
    MAYBE_TEXT,
    NUMBER,
    TEXT,
    WHOLE,
    YES_NO,
    Json,
    about,
    array,
    document,
    one_of,
    record,
    with_optional,
)
from visualizations.reports.advies import ADVICE, advice_data
from visualizations.reports.kalender import MOMENTS, calendar
from visualizations.sheets import Column, Sheet

VERSION = "2.0"
_LISTS = {"portefeuilles": PORTFOLIOS, "themas": THEMES, "bronnen": SOURCES}
_SHAPES: dict[Sort, Json] = {
    "text": TEXT, "list": array(TEXT), "number": NUMBER, "whole": WHOLE, "yesno": YES_NO, "day": DAY,
}  # fmt: skip


def export_data(export: Export) -> Json:
    """All of an export as JSON data. An attribute that a node or line does not have is left out."""
    outcome, choice = export.outcome, export.choice
    return {
        **head(outcome.case, VERSION),
        "opgave": choice.opgave,
        "netwerk": choice.network,
        "adviezen": _clean(advice_data(outcome, export.advices)["adviezen"]),
        "knopen": [{"id": node.id, "opschrift": node.label, **_values(node.values)} for node in export.nodes],
        "verbindingen": [
            {"id": edge.id, "van": edge.start, "naar": edge.end, "opschrift": edge.label, **_values(edge.values)}
            for edge in export.edges
        ],
        "momenten": _clean(MOMENTS.write(calendar(outcome, moment_choice(export)).moments)),
        **{name: _rows(table(export, name)) for name in _LISTS},
        "betekenis": {
            "knopen": {item.key: item.meaning for item in NODE_ATTRIBUTES},
            "verbindingen": {item.key: item.meaning for item in EDGE_ATTRIBUTES},
        },
    }  # fmt: skip


def export_schema() -> Json:
    """The JSON Schema (2020-12) of `export_data`. Additions raise the minor version, other changes the major."""
    advice = ADVICE.schema
    node = with_optional(
        record(id=TEXT, opschrift=about(TEXT, "de naam, of met een toevoeging waar die dubbel voorkomt"),
               soort=one_of(*KINDS), naam=TEXT),
        **_properties(NODE_ATTRIBUTES, ("soort", "naam")),
    )  # fmt: skip
    line = with_optional(
        record(id=TEXT, van=TEXT, naar=TEXT, opschrift=TEXT, soort=TEXT),
        **_properties(EDGE_ATTRIBUTES, ("soort",)),
    )
    meanings = {"type": "object", "additionalProperties": TEXT}
    whole = record(
        **head_schema(VERSION),
        opgave=about(MAYBE_TEXT, "de keuze met --opgave"),
        netwerk=about(MAYBE_TEXT, "de keuze met --netwerk"),
        adviezen=about(advice["properties"]["adviezen"], "zoals in advies.json"),
        knopen=array(node),
        verbindingen=array(line),
        momenten=MOMENTS.about("zoals in kalender.json").schema,
        **{name: array(_row(columns)) for name, columns in _LISTS.items()},
        betekenis=record(knopen=meanings, verbindingen=meanings),
    )
    return document("Export van Krachtenveld", {**whole, "$defs": advice.get("$defs", {})})


def _properties(attributes: Iterable[Attribute], without: tuple[str, ...]) -> dict[str, Json]:
    return {
        item.key: about(_SHAPES[item.sort], item.meaning) for item in attributes if item.key not in without
    }


def _row(columns: Iterable[Column]) -> Json:
    shapes = {"text": MAYBE_TEXT, "number": MAYBE_NUMBER}
    return record(**{_key(column): about(shapes[column.sort], column.meaning) for column in columns})


def _rows(sheet: Sheet) -> list[Json]:
    keys = [_key(column) for column in sheet.columns]
    return [dict(zip(keys, row, strict=True)) for row in sheet.rows]


def _key(column: Column) -> str:
    return column.title.replace(" ", "_").replace("'", "")


def _values(values: Values) -> Json:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def _clean(data: object) -> object:
    """JSON data with all its texts clean."""
    if isinstance(data, dict):
        return {key: _clean(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_clean(item) for item in data]
    return clean(data) if isinstance(data, str) else data
