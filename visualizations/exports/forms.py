"""The forms of an export by name: what writes each of them, and under which name in a folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from visualizations.exports.cytoscape import cytoscape_data
from visualizations.exports.data import export_data
from visualizations.exports.gexf import gexf_text
from visualizations.exports.graphml import graphml_text
from visualizations.exports.kumu import kumu_data
from visualizations.exports.legible import clean
from visualizations.exports.mermaid import mermaid_text
from visualizations.exports.model import Export
from visualizations.exports.popolo import popolo_data
from visualizations.exports.tables import TABLES, table, tables
from visualizations.sheets import csv_text, xlsx_bytes
from visualizations.stamp import stamp, title
from visualizations.writers.shapes import Json


def text_of(export: Export, form: str) -> str:
    """An export in a form of text, one of TEXTS."""
    return TEXTS[form](export)


def csv_of(export: Export, name: str) -> str:
    """One of the tables as CSV."""
    return csv_text(table(export, name), clean(stamp(export.outcome.case)))


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
    return lambda export: json.dumps(make(export), ensure_ascii=False, indent=2) + "\n"


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
