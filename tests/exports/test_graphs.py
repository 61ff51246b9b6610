"""Each graph form, read back with another library, holds every attribute as the model has it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from visualizations.exports.forms import text_of
from visualizations.exports.graphs import GEXF_NAMESPACE, cytoscape_data
from visualizations.exports.model import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Export, Value, Values
from visualizations.writers.safe_files import MARK

GEXF = {"g": GEXF_NAMESPACE}


def as_string(value: Value) -> object:
    """A value as a form without lists has it."""
    return " | ".join(text.replace("|", "¦") for text in value) if isinstance(value, tuple) else value


def flat(values: Values) -> dict[str, object]:
    return {key: as_string(value) for key, value in values.items()}


def test_gexf_in_networkx(export: Export) -> None:
    graph = nx.read_gexf(io.BytesIO(text_of(export, "gexf").encode()), version="1.3")
    assert isinstance(graph, nx.MultiDiGraph)
    nodes = {name: _without(data, "label", "start", "end") for name, data in graph.nodes(data=True)}
    assert nodes == {node.id: flat(node.values) for node in export.nodes}
    assert {name: data["label"] for name, data in graph.nodes(data=True)} == {
        n.id: n.label for n in export.nodes
    }
    edges = {
        data["id"]: (start, end, _without(data, "id", "label", "weight", "kind", "start", "end"))
        for start, end, data in graph.edges(data=True)
    }
    assert edges == {edge.id: (edge.start, edge.end, flat(edge.values)) for edge in export.edges}


def test_gexf_is_declared_as_1_3(export: Export) -> None:
    root = etree.fromstring(text_of(export, "gexf").encode())
    assert root.tag == f"{{{GEXF_NAMESPACE}}}gexf" and root.get("version") == "1.3"
    types = {"text": "string", "list": "string", "day": "string", "number": "double", "whole": "integer", "yesno": "boolean"}  # fmt: skip
    for place, attributes in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
        (declared,) = root.xpath(f"//g:attributes[@class='{place}']", namespaces=GEXF)
        assert [(a.get("id"), a.get("type")) for a in declared] == [
            (a.key, types[a.sort]) for a in attributes
        ]
        used = set(root.xpath(f"//g:{place}/g:attvalues/g:attvalue/@for", namespaces=GEXF))
        assert used <= {a.key for a in attributes}


def test_gexf_tells_from_when_until_when(later: Export) -> None:
    root = etree.fromstring(text_of(later, "gexf").encode())
    (graph,) = root.xpath("//g:graph", namespaces=GEXF)
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    for place, items in (("node", later.nodes), ("edge", later.edges)):
        found = {
            e.get("id"): (e.get("start"), e.get("end")) for e in root.xpath(f"//g:{place}", namespaces=GEXF)
        }
        days = {item.id: (item.values.get("geldig_van"), item.values.get("geldig_tot")) for item in items}
        assert found == days
        assert any(start and end for start, end in days.values()) or place == "edge"
        assert any(start for start, _ in days.values())


def test_gephi_keeps_parallel_lines_apart(plain: Export) -> None:
    """It joins lines between the same two that are of the same kind."""
    root = etree.fromstring(text_of(plain, "gexf").encode())
    kinds = [
        (e.get("source"), e.get("target"), e.get("kind")) for e in root.xpath("//g:edge", namespaces=GEXF)
    ]
    assert len(kinds) == len(set(kinds)) == len(plain.edges)


def test_graphml_in_networkx(export: Export) -> None:
    graph = nx.read_graphml(io.BytesIO(text_of(export, "graphml").encode()))
    nodes = dict(graph.nodes(data=True))
    assert nodes == {node.id: {"label": node.label, **flat(node.values)} for node in export.nodes}
    edges = {key: (start, end, data) for start, end, key, data in graph.edges(keys=True, data=True)}
    for edge in export.edges:
        start, end, data = edges.pop(edge.id)
        weight = {"weight": edge.values["sterkte"]} if "sterkte" in edge.values else {}
        assert (start, end) == (edge.start, edge.end)
        assert data == {"label": edge.label, **weight, **flat(edge.values), **_id(data)}
    assert not edges


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_xml_is_marked_and_has_no_loose_ends(strange: Export, form: str) -> None:
    text = text_of(strange, form)
    assert MARK in text[:200]
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n') and text.endswith(">\n")
    tags = {
        etree.QName(element).localname for element in etree.fromstring(text.encode()).iter(tag=etree.Element)
    }
    assert tags <= {
        "gexf", "meta", "creator", "description", "graph", "attributes", "attribute", "nodes", "node", "edges", "edge",
        "attvalues", "attvalue", "graphml", "key", "desc", "data",
    }  # fmt: skip


def test_cytoscape_in_networkx(export: Export) -> None:
    data = json.loads(text_of(export, "cytoscape"))
    assert data["gemaakt_met"] == MARK
    graph = nx.cytoscape_graph(data)
    nodes = {name: _without(attributes, "id", "value", "name") for name, attributes in graph.nodes(data=True)}
    assert nodes == {node.id: listed(node.values) for node in export.nodes}
    edges = {
        attributes["id"]: (
            start,
            end,
            _without(attributes, "id", "source", "target", "name", "interaction", "key"),
        )
        for start, end, attributes in graph.edges(data=True)
    }
    assert edges == {edge.id: (edge.start, edge.end, listed(edge.values)) for edge in export.edges}
    assert [element["data"]["name"] for element in data["elements"]["nodes"]] == [
        n.label for n in export.nodes
    ]


def test_kumu_by_label(export: Export) -> None:
    data = json.loads(text_of(export, "kumu"))
    assert data["gemaakt_met"] == MARK
    elements = {element["label"]: element for element in data["elements"]}
    assert len(elements) == len(data["elements"]) == len(export.nodes)
    assert [label for label in elements if "|" in label or label != label.strip()] == []
    for node in export.nodes:
        element = elements[node.label]
        assert element["type"] == node.kind
        assert element["tags"].split("|") == list(_bars(node.values.get("opgaven", ("",))))
        assert {key: element[key] for key in node.values if key != "soort"} == _kumu(node.values)
    ids = {node.label: node.id for node in export.nodes}
    lines = {line["id"]: line for line in data["connections"]}
    for edge in export.edges:
        line = lines.pop(edge.id)
        assert (ids[line["from"]], ids[line["to"]], line["type"]) == (edge.start, edge.end, edge.kind)
        assert line["direction"] == "directed"
        assert {key: line[key] for key in edge.values if key != "soort"} == _kumu(edge.values)
    assert not lines


def test_no_two_things_share_an_id_in_cytoscape(export: Export) -> None:
    elements = cytoscape_data(export)["elements"]
    ids = [element["data"]["id"] for part in elements.values() for element in part]
    assert len(ids) == len(set(ids))


def listed(values: Values) -> dict[str, object]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def _kumu(values: Values) -> dict[str, object]:
    form: Callable[[Value], object] = lambda value: (  # noqa: E731
        ("ja" if value else "nee")
        if isinstance(value, bool)
        else "|".join(_bars(value))
        if isinstance(value, tuple)
        else value
    )
    return {key: form(value) for key, value in values.items() if key != "soort"}


def _bars(value: Value) -> tuple[str, ...]:
    assert isinstance(value, tuple)
    return tuple(text.replace("|", "¦") for text in value)


def _without(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in names}


def _id(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": data["id"]} if "id" in data else {}
