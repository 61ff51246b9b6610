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
                "description": _description(node.values),
                "tags": _value(node.values.get("opgaven", ())),
                **_fields(node.values),
            }
            for node in export.nodes
        ],
        "connections": _connections(export),
    }


def _connections(export: Export) -> list[Json]:
    label = {node.id: node.label for node in export.nodes}
    return [
        {
            "id": edge.id,
            "from": label[edge.start],
            "to": label[edge.end],
            "direction": "directed",
            "label": edge.label,
            "type": edge.kind,
            "description": _description(edge.values),
            "tags": _value(edge.values.get("opgaven", ())),
            **_fields(edge.values),
        }
        for edge in export.edges
    ]


def _description(values: Values) -> str:
    """What Kumu shows beside a chosen thing: what it is about, and the note."""
    texts = (values.get("omschrijving"), values.get("advies"), values.get("toelichting"))
    return "\n\n".join(text for text in texts if isinstance(text, str))


def _fields(values: Values) -> dict[str, Value]:
    return {key: _value(value) for key, value in values.items() if key != "soort"}


def _value(value: Value) -> Value:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return listed(value, "|") if isinstance(value, tuple) else value
