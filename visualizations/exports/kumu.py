"""A Kumu blueprint: elements by label, connections between labels, several values in one parted by a bar."""

from __future__ import annotations

from visualizations.exports.legible import listed
from visualizations.exports.model import Export, Value, Values
from visualizations.writers.shapes import Json, head_data


def kumu_data(export: Export) -> Json:
    """The blueprint. Kumu takes `type`, `tags` and `description` for its own; the other fields keep their names."""
    return {
        **head_data(export.outcome.case, "1.0"),
        "elements": [
            {
                "label": node.label,
                "type": node.kind,
                "description": _kumu_description(node.values),
                "tags": _kumu_value(node.values.get("opgaven", ())),
                **_kumu_fields(node.values),
            }
            for node in export.nodes
        ],
        "connections": _kumu_connections(export),
    }


def _kumu_connections(export: Export) -> list[Json]:
    label = {node.id: node.label for node in export.nodes}
    return [
        {
            "id": edge.id,
            "from": label[edge.start],
            "to": label[edge.end],
            "direction": "directed",
            "label": edge.label,
            "type": edge.kind,
            "description": _kumu_description(edge.values),
            "tags": _kumu_value(edge.values.get("opgaven", ())),
            **_kumu_fields(edge.values),
        }
        for edge in export.edges
    ]


def _kumu_description(values: Values) -> str:
    """What Kumu shows beside a chosen thing: what it is about, and the note."""
    texts = (values.get("omschrijving"), values.get("advies"), values.get("toelichting"))
    return "\n\n".join(text for text in texts if isinstance(text, str))


def _kumu_fields(values: Values) -> dict[str, Value]:
    return {key: _kumu_value(value) for key, value in values.items() if key != "soort"}


def _kumu_value(value: Value) -> Value:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return listed(value, "|") if isinstance(value, tuple) else value
