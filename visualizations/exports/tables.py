"""The sheets of an export by name: advice, every kind of node, what the dossier says of their ties, and the lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from visualizations.exports.advicesheets import advices, arguments
from visualizations.exports.attributes import NODE_ATTRIBUTES, STATED_ATTRIBUTES
from visualizations.exports.legible import listed, tidy
from visualizations.exports.lists import moments, portfolio_sheet, source_sheet, theme_sheet
from visualizations.exports.model import Attribute, Export, Kind, Sort, Value, Values
from visualizations.sheets import Cell, Column, Sheet

_KINDS: Mapping[str, Kind] = {
    "opgaven": "opgave", "prioriteiten": "prioriteit", "actoren": "actor", "gremia": "gremium",
    "zetels": "zetel", "instrumenten": "instrument",
}  # fmt: skip
_SORTS: Mapping[Sort, Literal["number", "whole"]] = {"number": "number", "whole": "whole"}
_ADVISED = ("advies", "dient")
"""Lines that say again what the sheets of advice and arguments say."""


def tables(export: Export) -> dict[str, Sheet]:
    """Every sheet, by the name that users type for it."""
    return {name: table(export, name) for name in TABLES}


def table(export: Export, name: str) -> Sheet:
    """One sheet by its name, which is one of TABLES; all its cells are tidy."""
    sheet = _TABLES[name](export)
    rows = (tuple(map(tidy, row)) for row in sheet.rows)
    return Sheet(sheet.name, sheet.columns, tuple(rows))


def column_title(key: str) -> str:
    """The heading above an attribute: te_verifieren is "te verifiëren"."""
    return key.replace("_", " ").replace("verifieren", "verifiëren").replace("themas", "thema's")


def _nodes(name: str) -> Callable[[Export], Sheet]:
    kind = _KINDS[name]
    attributes = tuple(
        item for item in NODE_ATTRIBUTES if kind in item.on and item.key not in ("soort", "naam")
    )
    columns = (
        Column("naam", "de volledige naam"),
        *map(_column, attributes),
        Column("id", "de naam in andere vormen"),
    )

    def make(export: Export) -> Sheet:
        rows = (
            (str(node.values["naam"]), *_cells(node.values, attributes), node.id)
            for node in export.nodes
            if node.kind == kind
        )
        return Sheet(name.capitalize(), columns, tuple(rows))

    return make


def _lines(export: Export) -> Sheet:
    label = {node.id: node.label for node in export.nodes}
    columns = (
        Column("van", "het begin van de lijn"),
        Column("naar", "het einde van de lijn"),
        Column("opschrift", "wat er bij de lijn staat"),
        *map(_column, STATED_ATTRIBUTES),
        Column("van id", "het begin, met de naam in andere vormen"),
        Column("naar id", "het einde, met de naam in andere vormen"),
    )
    rows = (
        (label[edge.start], label[edge.end], edge.label, *_cells(edge.values, STATED_ATTRIBUTES), edge.start, edge.end)
        for edge in export.edges
        if edge.kind not in _ADVISED
    )  # fmt: skip
    return Sheet("Relaties", columns, tuple(rows))


def _column(item: Attribute) -> Column:
    return Column(column_title(item.key), item.meaning, _SORTS.get(item.sort, "text"))


def _cells(values: Values, attributes: Iterable[Attribute]) -> Iterable[Cell]:
    return (_cell(values.get(item.key)) for item in attributes)


def _cell(value: Value | None) -> Cell:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return listed(value) if isinstance(value, tuple) else value


_TABLES: Mapping[str, Callable[[Export], Sheet]] = {
    "adviezen": advices,
    "onderbouwing": arguments,
    **{name: _nodes(name) for name in _KINDS},
    "relaties": _lines,
    "portefeuilles": portfolio_sheet,
    "themas": theme_sheet,
    "momenten": moments,
    "bronnen": source_sheet,
}
TABLES: tuple[str, ...] = tuple(_TABLES)
