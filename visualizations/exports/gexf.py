"""GEXF 1.3, for Gephi: every attribute declared with its type, and the days between which things hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from visualizations.exports.attributes import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from visualizations.exports.legible import as_text, clean
from visualizations.exports.model import Attribute, Export, Values
from visualizations.exports.xmltext import document
from visualizations.output import MARK
from visualizations.stamp import stamp, title

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
