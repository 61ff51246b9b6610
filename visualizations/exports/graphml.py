"""GraphML, for yEd, Gephi, Cytoscape and networkx: every attribute is a declared key with its type and meaning."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from visualizations.exports.attributes import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from visualizations.exports.legible import as_text, clean
from visualizations.exports.model import Attribute, Export, Values
from visualizations.exports.xmltext import document
from visualizations.output import MARK
from visualizations.stamp import stamp, title

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
