"""Cytoscape JSON: read by Cytoscape (desktop), by cytoscape.js and by networkx."""

from __future__ import annotations

from visualizations.exports.legible import clean
from visualizations.exports.model import Export, Value, Values
from visualizations.stamp import title
from visualizations.writers.shapes import Json, head_data


def cytoscape_data(export: Export) -> Json:
    """The network. Lists stay lists; `name` is the label, under which Cytoscape shows a node or edge.

    `directed`, `multigraph`, `value` and `key` are there for networkx.
    """
    case = export.outcome.case
    return {
        **head_data(case, "1.0"),
        "format_version": "1.0",
        "directed": True,
        "multigraph": True,
        "data": {"name": clean(title(case))},
        "elements": {
            "nodes": [
                {
                    "data": {
                        "id": node.id,
                        "value": node.id,
                        "name": node.label,
                        **_cytoscape_values(node.values),
                    }
                }
                for node in export.nodes
            ],
            "edges": [
                {
                    "data": {
                        "id": edge.id,
                        "key": edge.id,
                        "source": edge.start,
                        "target": edge.end,
                        "name": edge.label,
                        "interaction": edge.kind,
                        **_cytoscape_values(edge.values),
                    }
                }
                for edge in export.edges
            ],
        },
    }


def _cytoscape_values(values: Values) -> dict[str, Value | list[str]]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}
