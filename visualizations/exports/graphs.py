"""The network for graph tools: GEXF (Gephi), GraphML (yEd, Gephi, networkx), Cytoscape JSON, and a blueprint for Kumu.

GEXF and GraphML declare every attribute with its type; GEXF tells between which days things hold as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from visualizations.exports.model import (
    EDGE_ATTRIBUTES,
    NODE_ATTRIBUTES,
    Attribute,
    Export,
    Value,
    Values,
    as_text,
    clean,
    listed,
)
from visualizations.writers.files import MARK
from visualizations.writers.shapes import Json, head_data
from visualizations.writers.words import stamp, title

GEXF_NAMESPACE = "http://gexf.net/1.3"
_GEXF_TYPES = {"number": "double", "whole": "integer", "yesno": "boolean"}
"""A list is a string too, parted by bars: programs disagree on how a liststring is written."""


def gexf_text(export: Export) -> str:
    """The network as a directed graph with parallel edges; `weight` is the strength of a line that carries influence."""
    case = export.outcome.case
    root = ET.Element("gexf", {"xmlns": GEXF_NAMESPACE, "version": "1.3"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = MARK
    ET.SubElement(meta, "description").text = clean(f"{title(case)} · {stamp(case)}")
    dated = any(
        map(_days, (*(node.values for node in export.nodes), *(edge.values for edge in export.edges)))
    )
    modes = {"mode": "dynamic", "timeformat": "date"} if dated else {"mode": "static"}
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "directed", **modes})
    _gexf_attributes(graph, "node", NODE_ATTRIBUTES)
    _gexf_attributes(graph, "edge", EDGE_ATTRIBUTES)
    nodes = ET.SubElement(graph, "nodes")
    for node in export.nodes:
        element = ET.SubElement(nodes, "node", {"id": node.id, "label": node.label, **_days(node.values)})
        _gexf_values(element, node.values, NODE_ATTRIBUTES)
    edges = ET.SubElement(graph, "edges")
    often: Counter[tuple[str, str, str]] = Counter()
    for edge in export.edges:
        often[edge.start, edge.end, edge.kind] += 1
        number = often[edge.start, edge.end, edge.kind]
        # Gephi joins parallel edges of one kind into one, so that each needs a kind of its own.
        named = {"kind": edge.kind if number == 1 else f"{edge.kind} {number}", "label": edge.label}
        strength = edge.values.get("sterkte")
        weight = {} if strength is None else {"weight": as_text(strength)}
        ends = {"id": edge.id, "source": edge.start, "target": edge.end}
        element = ET.SubElement(edges, "edge", {**ends, **named, **weight, **_days(edge.values)})
        _gexf_values(element, edge.values, EDGE_ATTRIBUTES)
    return document(root)


def _gexf_attributes(graph: ET.Element, place: str, attributes: Iterable[Attribute]) -> None:
    found = ET.SubElement(graph, "attributes", {"class": place, "mode": "static"})
    for item in attributes:
        described = {"id": item.key, "title": item.key, "type": _GEXF_TYPES.get(item.sort, "string")}
        ET.SubElement(found, "attribute", described)


def _days(values: Values) -> dict[str, str]:
    """The first and last day as GEXF names them."""
    names = {"start": "geldig_van", "end": "geldig_tot"}
    return {name: as_text(values[key]) for name, key in names.items() if key in values}


def _gexf_values(element: ET.Element, values: Values, attributes: Iterable[Attribute]) -> None:
    found = ET.SubElement(element, "attvalues")
    for item in attributes:
        if item.key in values:
            ET.SubElement(found, "attvalue", {"for": item.key, "value": as_text(values[item.key])})


GRAPHML_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_GRAPHML_TYPES = {"number": "double", "whole": "int", "yesno": "boolean"}
LABEL = Attribute("label", "het opschrift")
WEIGHT = Attribute("weight", "hetzelfde als sterkte, onder de naam die grafprogramma's kennen", "number")


def graphml_text(export: Export) -> str:
    """The network as a directed graph with parallel edges."""
    case = export.outcome.case
    root = ET.Element("graphml", {"xmlns": GRAPHML_NAMESPACE})
    ET.SubElement(root, "desc").text = clean(f"{title(case)} · {stamp(case)} · {MARK}")
    _graphml_keys(root, "node", (LABEL, *NODE_ATTRIBUTES))
    _graphml_keys(root, "edge", (LABEL, WEIGHT, *EDGE_ATTRIBUTES))
    graph = ET.SubElement(root, "graph", {"id": "krachtenveld", "edgedefault": "directed"})
    for node in export.nodes:
        element = ET.SubElement(graph, "node", {"id": node.id})
        _graphml_values(element, "node", {LABEL.key: node.label, **node.values}, (LABEL, *NODE_ATTRIBUTES))
    for edge in export.edges:
        ends = {"id": edge.id, "source": edge.start, "target": edge.end}
        element = ET.SubElement(graph, "edge", ends)
        strength = edge.values.get("sterkte")
        weight = {} if strength is None else {WEIGHT.key: strength}
        values = {LABEL.key: edge.label, **weight, **edge.values}
        _graphml_values(element, "edge", values, (LABEL, WEIGHT, *EDGE_ATTRIBUTES))
    return document(root)


def _graphml_keys(root: ET.Element, place: str, attributes: Iterable[Attribute]) -> None:
    for item in attributes:
        named = {"attr.name": item.key, "attr.type": _GRAPHML_TYPES.get(item.sort, "string")}
        key = ET.SubElement(root, "key", {"id": f"{place}-{item.key}", "for": place, **named})
        ET.SubElement(key, "desc").text = item.meaning


def _graphml_values(element: ET.Element, place: str, values: Values, attributes: Iterable[Attribute]) -> None:
    for item in attributes:
        if item.key in values:
            ET.SubElement(element, "data", {"key": f"{place}-{item.key}"}).text = as_text(values[item.key])


def document(root: ET.Element) -> str:
    """The whole document. What it holds must be clean: ElementTree writes what XML refuses as it is."""
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {MARK} -->\n{body}\n'


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
