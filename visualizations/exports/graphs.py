"""The network for programs that draw: GEXF (Gephi), GraphML (yEd, Gephi, networkx), Cytoscape JSON, a blueprint for Kumu, and
Mermaid for a picture in a document.

GEXF and GraphML declare every attribute with its type; GEXF tells between which days things hold as well. Mermaid has what
is advised for which opgave or priority, small enough to read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast
from xml.etree import ElementTree as ET

from strategy.advice.advise import Case
from strategy.advice.model import BANDS
from strategy.facts.fact_base import grouped
from visualizations.exports.model import (
    EDGE_ATTRIBUTES,
    NODE_ATTRIBUTES,
    Attribute,
    Edge,
    Export,
    Node,
    Value,
    Values,
    as_text,
    clean,
    json_values,
    listed,
    one_line,
)
from visualizations.writers.safe_files import MARK
from visualizations.writers.shapes import Json, head_data
from visualizations.writers.stamps import confirmed, stamp, title

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
        **head_data(case, "1.1"),
        "format_version": "1.0",
        "directed": True,
        "multigraph": True,
        "data": {"name": clean(title(case)), **_confirmed(case)},
        "elements": {
            "nodes": [
                {
                    "data": {
                        "id": node.id,
                        "value": node.id,
                        "name": node.label,
                        **json_values(node.values),
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
                        **json_values(edge.values),
                    }
                }
                for edge in export.edges
            ],
        },
    }


def _confirmed(case: Case) -> dict[str, str]:
    """How far a new term was confirmed, where Cytoscape shows what holds for the whole network."""
    told = "; ".join(confirmed(case))
    return {"bevestigd": told} if told else {}


def kumu_data(export: Export) -> Json:
    """The blueprint. Kumu takes `type`, `tags` and `description` for its own; the other fields keep their names."""
    return {
        **head_data(export.outcome.case, "1.1"),
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


# ── Mermaid ───────────────────────────────────────────────────────────────────────────────────────────

ROOM = 36
"""Boxes on the right that stay legible on a page."""
_SHAPES = {"opgave": ("([", "])"), "prioriteit": ("[", "]"), "gremium": ("[", "]"), "instrument": ("[/", "/]"),
           "actor": ("[[", "]]")}  # fmt: skip
_STYLES = (
    "classDef opgave fill:#173f5f,color:#ffffff,stroke:#173f5f",
    "classDef prioriteit fill:#dbe7f1,color:#111111,stroke:#173f5f",
    "classDef doen fill:#f9e2a9,color:#111111,stroke:#7a5c00,stroke-width:3px",
    "classDef ook-doen fill:#fdf5dc,color:#111111,stroke:#7a5c00,stroke-width:2px",
    "classDef als-er-tijd-is fill:#ffffff,color:#111111,stroke:#666666",
)
_ESCAPES = str.maketrans({char: f"#{ord(char)};" for char in '#"`<>&;\\%'})
"""Characters that mean something to Mermaid, Markdown or HTML within quotes, as entity codes."""


@dataclass(frozen=True)
class MermaidPicture:
    """What is drawn: on the left opgaven or priorities, on the right what is advised; `left_out` is not drawn."""

    left: tuple[Node, ...]
    right: tuple[Node, ...]
    lines: tuple[tuple[str, str, str], ...]
    """Left node, right node, and what to do there."""
    bands: tuple[str, ...]
    left_out: int


def picture(export: Export) -> MermaidPicture:
    """The best advised bodies, actors and instruments, band by band as long as they fit; the best band always.

    With an opgave chosen its priorities stand on the left; else the opgaven do.
    """
    known = {node.id: node for node in export.nodes}
    serving = [edge for edge in export.edges if edge.kind == "dient"]
    advised = {
        edge.start: known[edge.start] for edge in serving if known[edge.start].values.get("band") in BANDS[:3]
    }
    bands: list[str] = []
    for band in BANDS[:3]:
        count = sum(node.values["band"] in (*bands, band) for node in advised.values())
        if count > ROOM and any(node.values["band"] in bands for node in advised.values()):
            break
        bands.append(band)
    right = [node for node in advised.values() if node.values["band"] in bands]
    right.sort(key=lambda node: (cast(int, node.values["rang"]), node.id))
    shown = {node.id: node for node in right[:ROOM]}
    lines: dict[tuple[str, str], str] = {}
    for edge in serving:
        if edge.start in shown:
            lines.setdefault((_start(export, edge), edge.start), str(edge.values["houding"]))
    ends = {start for start, _ in lines}
    left = tuple(node for node in export.nodes if node.id in ends)
    drawn = tuple((start, end, word) for (start, end), word in lines.items())
    return MermaidPicture(left, tuple(shown.values()), drawn, tuple(bands), len(advised) - len(shown))


def mermaid_text(export: Export) -> str:
    """A flow chart from left to right, by network. Ids are numbers, so that no name can break the picture."""
    drawn = picture(export)
    case = export.outcome.case
    number = {node.id: f"k{place}" for place, node in enumerate((*drawn.left, *drawn.right), 1)}
    lines = [
        f"%% {MARK}",
        f"%% {_comment(f'{title(case)} · {stamp(case)}')}",
        f"%% Banden: {', '.join(drawn.bands)}. {_omitted(drawn)}".rstrip(),
        "flowchart LR",
        *(f"  {_box(node, number[node.id])}" for node in drawn.left),
        *_networks(drawn.right, number),
        *(f'  {number[start]} -->|"{_escaped(word)}"| {number[end]}' for start, end, word in drawn.lines),
        *(f"  {style}" for style in _STYLES),
    ]
    return "\n".join(lines) + "\n"


def left_out_text(export: Export) -> str:
    """A remark on what the picture leaves out; "" when that is nothing."""
    return _omitted(picture(export))


def _omitted(drawn: MermaidPicture) -> str:
    if not drawn.left_out:
        return ""
    what = "knooppunt met advies staat" if drawn.left_out == 1 else "knooppunten met advies staan"
    return f"{drawn.left_out} {what} er niet op; kies met --opgave of --netwerk een deel."


def _start(export: Export, edge: Edge) -> str:
    """Where a line begins: at the priority, or at its own opgave when no opgave was chosen."""
    if export.choice.opgave is not None:
        return edge.end
    return next(line.end for line in export.edges if line.kind == "prioriteit" and line.start == edge.end)


def _networks(nodes: Iterable[Node], number: dict[str, str]) -> Iterator[str]:
    """The boxes on the right in a frame per network, in the order of their best advice."""
    groups = grouped((str(node.values.get("netwerk", "Overig")), node) for node in nodes)
    for place, (network, members) in enumerate(groups.items(), 1):
        yield f'  subgraph n{place}["{_escaped(network)}"]'
        yield from (f"    {_box(node, number[node.id])}" for node in members)
        yield "  end"


def _box(node: Node, number: str) -> str:
    before, after = _SHAPES[node.kind]
    style = node.kind if node.kind in ("opgave", "prioriteit") else str(node.values["band"]).replace(" ", "-")
    return f'{number}{before}"{_escaped(node.label)}"{after}:::{style}'


def _escaped(text: str) -> str:
    return one_line(text).translate(_ESCAPES)


def _comment(text: str) -> str:
    """A comment on one line; braces would make a directive of it."""
    return one_line(text).replace("{", "(").replace("}", ")")
