"""The forms of an export by name: what writes each of them, and under which name in a folder.

The public contract of `exporteer --formaat json` is here: everything at once, and the JSON Schema that describes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from strategy.dossier.defined_names import counted
from visualizations.exports.graphs import cytoscape_data, gexf_text, graphml_text, kumu_data, mermaid_text
from visualizations.exports.model import (
    EDGE_ATTRIBUTES,
    KINDS,
    NODE_ATTRIBUTES,
    Attribute,
    Edge,
    Export,
    Node,
    Sort,
    clean,
    json_values,
)
from visualizations.exports.popolo import popolo_data
from visualizations.exports.tables import (
    ON_SCREEN,
    PORTFOLIOS,
    SOURCES,
    TABLES,
    THEMES,
    found_in,
    moment_choice,
    table,
    tables,
)
from visualizations.reports.advies import ADVICE, advice_data
from visualizations.reports.kalender import MOMENTS, calendar
from visualizations.writers.report import WHITE, Block, Col, Grid, line
from visualizations.writers.shapes import (
    DAY,
    MAYBE_TEXT,
    NUMBER,
    TEXT,
    WHOLE,
    YES_NO,
    Json,
    Shape,
    array,
    by_name,
    contract_of,
    json_text,
    one_of,
    record_of,
    rows_of,
)
from visualizations.writers.sheets import Column, csv_text, shown, xlsx_bytes
from visualizations.writers.stamps import stamp, title

VERSION = "2.1"
_LISTS: Mapping[str, Iterable[Column]] = {"portefeuilles": PORTFOLIOS, "themas": THEMES, "bronnen": SOURCES}
_ATTRIBUTE: Mapping[Sort, Shape] = {
    "text": TEXT, "list": array(TEXT), "number": NUMBER, "whole": WHOLE, "yesno": YES_NO, "day": DAY,
}  # fmt: skip


def export_data(export: Export) -> Json:
    """All of an export as JSON data. An attribute that a node or line does not have is left out."""
    written: Json = EXPORT.write(export)
    return written


def _with(shape: Shape, attributes: Iterable[Attribute]) -> Shape:
    """Of a node or line its own keys, and of the attributes those that it has."""
    own = shape.schema["properties"]
    declared = {
        item.key: _ATTRIBUTE[item.sort].about(item.meaning).schema
        for item in attributes
        if item.key not in own
    }

    def write(thing: Node | Edge) -> Json:
        return {**shape.write(thing), **json_values(thing.values)}

    return Shape({**shape.schema, "properties": {**own, **declared}}, write)


def _cleaned(shape: Shape) -> Shape:
    """The same, with all texts clean."""
    return Shape(shape.schema, lambda value: _clean(shape.write(value)))


def _clean(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _clean(value) for key, value in data.items()}
    if isinstance(data, list | map):
        return [_clean(item) for item in data]
    return clean(data) if isinstance(data, str) else data


_NODE = _with(
    record_of(Node)(
        id=(TEXT, lambda node: node.id),
        opschrift=(
            TEXT.about("de naam, of met een toevoeging waar die dubbel voorkomt"),
            lambda node: node.label,
        ),
        soort=(one_of(*KINDS), lambda node: node.kind),
        naam=(TEXT, lambda node: node.values["naam"]),
    ),
    NODE_ATTRIBUTES,
)
_EDGE = _with(
    record_of(Edge)(
        id=(TEXT, lambda edge: edge.id),
        van=(TEXT, lambda edge: edge.start),
        naar=(TEXT, lambda edge: edge.end),
        opschrift=(TEXT, lambda edge: edge.label),
        soort=(TEXT, lambda edge: edge.kind),
    ),
    EDGE_ATTRIBUTES,
)
_MEANING = record_of(Export)(
    knopen=(by_name(TEXT), lambda _: {item.key: item.meaning for item in NODE_ATTRIBUTES}),
    verbindingen=(by_name(TEXT), lambda _: {item.key: item.meaning for item in EDGE_ATTRIBUTES}),
)
_WHOLE = contract_of(Export, "Export van Krachtenveld", VERSION, lambda export: export.outcome.case)(
    opgave=(Shape(MAYBE_TEXT.schema).about("de keuze met --opgave"), lambda export: export.choice.opgave),
    netwerk=(Shape(MAYBE_TEXT.schema).about("de keuze met --netwerk"), lambda export: export.choice.network),
    adviezen=(
        _cleaned(Shape(ADVICE.schema["properties"]["adviezen"]).about("zoals in advies.json")),
        lambda export: advice_data(export.outcome, export.advices)["adviezen"],
    ),
    knopen=(array(_NODE), lambda export: export.nodes),
    verbindingen=(array(_EDGE), lambda export: export.edges),
    momenten=(
        _cleaned(MOMENTS.about("zoals in kalender.json")),
        lambda export: calendar(export.outcome, moment_choice(export)).moments,
    ),
    **{
        name: (rows_of(columns), lambda export, name=name: table(export, name).rows)
        for name, columns in _LISTS.items()
    },
    betekenis=(_MEANING, lambda export: export),
)
EXPORT = Shape({**_WHOLE.schema, "$defs": ADVICE.schema["$defs"]}, _WHOLE.write)
"""What programs may rely on. Additions raise the minor version, other changes the major."""


def text_of(export: Export, form: str) -> str:
    """An export in a form of text, one of TEXTS."""
    return TEXTS[form](export)


def csv_of(export: Export, name: str, sought: str = "") -> str:
    """One of the tables as CSV, or what of it holds the words that are sought."""
    return csv_text(found_in(export, name, sought), clean(stamp(export.outcome.case)))


_TYPED = ("id", "zo te typen")
"""Columns of what people take over, which may not be broken."""


def screen_of(export: Export, name: str, sought: str = "") -> Iterator[Block]:
    """One of the tables as people read it on a screen: under its head the columns that fit there."""
    whole = found_in(export, name, sought)
    made = whole.only(ON_SCREEN[name]) if name in ON_SCREEN else whole
    case = export.outcome.case
    yield line(title(case), "bold", (f" · {stamp(case)}", ""))
    yield WHITE
    columns = tuple(
        Col(each.title, keep=True)
        if each.title in _TYPED
        else Col(each.title, right=each.sort != "text", wide=int(each.sort == "text"))
        for each in made.columns
    )
    rows = (
        tuple(shown(cell, each) for cell, each in zip(row, made.columns, strict=True)) for row in made.rows
    )
    yield Grid(columns, tuple(rows))
    yield WHITE
    left = len(whole.columns) - len(made.columns)
    more = (
        f"; met `--uit {name}.csv` ook de andere {left} kolommen; wat u kunt noemen: `--tabel namen`"
        if left
        else ""
    )
    yield line(f"{counted(len(made.rows), 'regel', 'regels')}{more}", "dim")


def workbook(export: Export) -> bytes:
    """All tables as a workbook with a legend."""
    case = export.outcome.case
    return xlsx_bytes(list(tables(export).values()), clean(f"Export · {title(case)}"), clean(stamp(case)))


def everything(export: Export) -> dict[str, bytes]:
    """Every form, and every table as CSV, by its path within a folder."""
    files = {
        "krachtenveld.xlsx": workbook(export),
        **{name: text_of(export, form).encode() for form, name in _NAMES.items()},
        **{f"csv/{name}.csv": csv_of(export, name).encode() for name in TABLES},
    }
    return dict(sorted(files.items()))


def _json(make: Callable[[Export], Json]) -> Callable[[Export], str]:
    return lambda export: json_text(make(export))


TEXTS: Mapping[str, Callable[[Export], str]] = {
    "json": _json(export_data),
    "gexf": gexf_text,
    "graphml": graphml_text,
    "kumu": _json(kumu_data),
    "cytoscape": _json(cytoscape_data),
    "popolo": _json(popolo_data),
    "mermaid": mermaid_text,
}
_NAMES = {
    "json": "export.json", "gexf": "netwerk.gexf", "graphml": "netwerk.graphml", "kumu": "kumu.json",
    "cytoscape": "cytoscape.json", "popolo": "popolo.json", "mermaid": "netwerk.mmd",
}  # fmt: skip
