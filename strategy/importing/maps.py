"""From the bytes of a stakeholder map to its nodes and ties, whatever program drew it: Kumu (a workbook or JSON), Cytoscape
JSON, GEXF, GraphML.

All that a map says is text here: its types are those of the program that wrote it. How much may be in it is bounded, and XML
that declares a document type is not unfolded.
"""

from __future__ import annotations

import io
import json
import re
import warnings
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from strategy.errors import KrachtenveldError, quote
from strategy.importing.headings import seen
from strategy.importing.lists import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    ListTable,
    clean_cell,
    decoded,
    is_workbook,
    on_one_line,
    sheet_titles,
    within_bounds,
    workbook_tables,
)
from strategy.importing.matching import tokens
from strategy.importing.rows import ListPlace

MAX_NODES = MAX_ROWS
MAX_TIES = 3 * MAX_ROWS
_DEEPEST = 60
"""Elements within each other: groups of groups go some ten deep."""
_ELEMENTS, _CONNECTIONS = "elements", "connections"
_AGAIN = "exporteer de kaart opnieuw als GEXF, GraphML, Kumu-bestand of Cytoscape-JSON"
_PART = "bewaar alleen het deel met de partijen om ons heen, en lees dat"
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(gexf|graphml)[\s/>]", re.IGNORECASE)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]\s*[\[{\"\]}]")
_SHEETS = {"knopen": "knoop", "lijnen": "lijn"}


@dataclass(frozen=True, order=True)
class MapPlace(ListPlace):
    """Where something stands in a map that has no sheets: which node or line it is, from 1."""

    def __str__(self) -> str:
        return f"{_SHEETS[self.sheet]} {self.row}"


@dataclass(frozen=True)
class MapNode:
    """A node. `key` is what ties call it by; `values` go by plain headings."""

    place: ListPlace
    key: str
    values: Mapping[str, str]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class MapTie:
    """A line between two nodes, by what these are called; `id` is what the program that wrote it calls the line."""

    place: ListPlace
    id: str
    start: str
    end: str
    values: Mapping[str, str]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class StakeholderMap:
    """The nodes and ties of a map, in the order of the file. `form` is what it was written as."""

    form: str
    nodes: tuple[MapNode, ...]
    ties: tuple[MapTie, ...]
    sheets: tuple[str, ...] = tuple(_SHEETS)
    notes: tuple[str, ...] = ()


def read_map(raw: bytes) -> StakeholderMap | None:
    """The map in these bytes; None when they are something else, such as a list.

    Raises KrachtenveldError for a map that is broken, declares what it should not, or is too large.
    """
    if len(raw) > MAX_BYTES:
        return None  # what reads lists says so
    if is_workbook(raw):
        titles = {title.strip().casefold() for title in sheet_titles(raw)}
        return _workbook(raw) if titles & {_ELEMENTS, _CONNECTIONS} else None
    start = raw[:4096].replace(b"\x00", b"")  # as UTF-16 would write it
    if found := _ROOT.search(start):
        form = {"gexf": "GEXF", "graphml": "GraphML"}[found[1].decode().casefold()]
        return _bounded(_within(lambda: _xml(raw, form), form))
    if _JSON.match(raw):
        return _bounded(_within(lambda: _json(decoded(raw)), "JSON"))
    return None


def plain_heading(text: str) -> str:
    """A heading as it is looked up: its words in small letters."""
    return " ".join(tokens(text[:80]))


def _within(read: Callable[[], StakeholderMap], form: str) -> StakeholderMap:
    return within_bounds(read, f"de kaart ({form})", _PART)


def _bounded(found: StakeholderMap) -> StakeholderMap:
    _counted(len(found.nodes), len(found.ties))
    if not found.nodes:
        raise KrachtenveldError(f"in deze kaart ({found.form}) staan geen knopen", _AGAIN)
    return found


def _counted(nodes: int, ties: int) -> None:
    for what, count, most in (("knopen", nodes, MAX_NODES), ("lijnen", ties, MAX_TIES)):
        if count > most:
            raise KrachtenveldError(f"de kaart heeft {count} {what}; er passen er {most}", _PART)


def _only_once(own: str, known: Container[str]) -> None:
    if not own or own in known:
        what = f"de id {quote(own[:60])} komt twee keer voor" if own else "een knoop heeft geen id"
        raise KrachtenveldError(f"{what}; dan is niet te zeggen welke lijn waarheen gaat", _AGAIN)


def _is_there(number: int, end: str, known: Container[str]) -> None:
    if end not in known:
        raise KrachtenveldError(f"lijn {number} gaat naar knoop {quote(end[:60])}, en die is er niet", _AGAIN)


def _values(found: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """What is filled in, by plain heading; of two headings that come to the same the first."""
    values: dict[str, str] = {}
    for heading, value in list(found)[: 2 * MAX_COLUMNS]:
        text = _text(value)
        if text and (name := plain_heading(str(heading or ""))):
            values.setdefault(name, text)
    return values


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return " | ".join(filter(None, (_text(each) for each in value if not isinstance(each, list))))
    if value is None or isinstance(value, dict):
        return ""
    return on_one_line(clean_cell(str(value)))


# ── Kumu ──────────────────────────────────────────────────────────────────────────────────────────────


def _workbook(raw: bytes) -> StakeholderMap:
    tables, _ = workbook_tables(raw, None, "")
    named = {table.sheet.casefold(): seen(table) for table in tables}
    nodes: list[MapNode] = []
    ties: list[MapTie] = []
    used = [named[name] for name in (_ELEMENTS, _CONNECTIONS) if name in named]
    for table in used:
        is_nodes = table.sheet.casefold() == _ELEMENTS
        needed = ("label",) if is_nodes else ("from", "to")
        for place, values, doubts in _rows(table, needed):
            if is_nodes:
                nodes.append(MapNode(place, values.get("label", ""), values, doubts))
            else:
                ties.append(MapTie(place, values.get("id", ""), *_ends(values), values, doubts))
    notes = tuple(note for table in used for note in table.notes)
    sheets = tuple(table.sheet for table in used)
    return _bounded(StakeholderMap("Kumu", (*nodes, *_implied(nodes, ties)), tuple(ties), sheets, notes))


def _rows(
    table: ListTable, needed: tuple[str, ...]
) -> Iterable[tuple[ListPlace, dict[str, str], tuple[str, ...]]]:
    """The rows of a sheet by heading. Raises KrachtenveldError when a heading is missing."""
    if not table.rows:
        return
    header = table.rows[0]
    headings = [plain_heading(cell) for cell in header.cells]
    for name in needed:
        if name not in headings:
            raise KrachtenveldError(
                f"blad {quote(table.sheet)}, rij {header.number}: de kop {name.capitalize()} ontbreekt",
                "zet de koppen zoals Kumu ze noemt op de eerste rij: Label bij Elements, From en To bij Connections",
            )
    for row in table.rows[1:]:
        cells = [(at, text) for at, text in enumerate(row.cells) if text and at not in table.hidden]
        doubts = ["er staat een streep door"] * bool(row.struck)
        doubts += [f"er staat een notitie bij: {quote(note)}" for note in row.remarks[:1]]
        values = _values((headings[at], text) for at, text in cells if at < len(headings))
        yield ListPlace(table.sheet, row.number), values, tuple(doubts)


def _ends(values: Mapping[str, str]) -> tuple[str, str]:
    return values.get("from", ""), values.get("to", "")


def _implied(nodes: Iterable[MapNode], ties: Iterable[MapTie]) -> Iterable[MapNode]:
    """What only ties name: Kumu makes an element of it."""
    known = {node.key for node in nodes}
    for tie in ties:
        for end in (tie.start, tie.end):
            if end and end not in known:
                known.add(end)
                yield MapNode(tie.place, end, {"label": end})


def _json(text: str) -> StakeholderMap:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise KrachtenveldError(
            f"regel {error.lineno}, teken {error.colno}: de JSON is daar niet af of niet goed", _AGAIN
        ) from error
    except (ValueError, RecursionError) as error:
        raise KrachtenveldError("de JSON is niet te lezen: een getal of lijst is te groot", _AGAIN) from error
    elements = data.get(_ELEMENTS) if isinstance(data, dict) else None
    if isinstance(elements, dict):
        return _cytoscape(_listed(elements, "nodes"), _listed(elements, "edges"))
    if not isinstance(elements, list):
        raise KrachtenveldError(
            'dit is een JSON-bestand, geen lijst en geen kaart: er is geen "elements", zoals Kumu en Cytoscape dat schrijven',
            "exporteer in Kumu als JSON of xlsx, in Cytoscape als .cyjs; uit andere programma's als GEXF of GraphML",
        )
    if elements and all(isinstance(each, dict) and isinstance(each.get("data"), dict) for each in elements):
        ends = {"source", "target"}  # cytoscape.js takes nodes and edges in one list too
        apart = [[each for each in elements if (ends <= each["data"].keys()) == tie] for tie in (False, True)]
        return _cytoscape(*apart)
    return _kumu(elements, _listed(data, _CONNECTIONS))


def _listed(data: Mapping[str, Any], key: str) -> list[Any]:
    found = data.get(key) or []
    if not isinstance(found, list):
        raise KrachtenveldError(f"achter {quote(key)} staat geen lijst", _AGAIN)
    return found


def _kumu(elements: list[Any], lines: list[Any]) -> StakeholderMap:
    _counted(len(elements), len(lines))
    nodes: list[MapNode] = []
    called: dict[str, str] = {}
    for number, item in enumerate(elements, 1):
        values, own = _item(item)
        key = values.get("label", "") or own
        called.setdefault(own, key)
        nodes.append(MapNode(MapPlace("knopen", number), key, values))
    ties = []
    for number, item in enumerate(lines, 1):
        values, own = _item(item)
        start, end = (called.get(each, each) for each in _ends(values))
        ties.append(MapTie(MapPlace("lijnen", number), own, start, end, values))
    return StakeholderMap("Kumu", (*nodes, *_implied(nodes, ties)), tuple(ties))


def _cytoscape(elements: list[Any], lines: list[Any]) -> StakeholderMap:
    """What a node or line says stands in its `data`; lines go between the ids of nodes."""
    _counted(len(elements), len(lines))
    nodes: dict[str, MapNode] = {}
    for number, data in enumerate(map(_data, elements), 1):
        own = _text(data.get("id"))
        _only_once(own, nodes)
        nodes[own] = MapNode(MapPlace("knopen", number), own, _values(data.items()))
    ties = []
    for number, data in enumerate(map(_data, lines), 1):
        start, end = _text(data.get("source")), _text(data.get("target"))
        for name in (start, end):
            _is_there(number, name, nodes)
        said = _values((key, value) for key, value in data.items() if key not in ("source", "target"))
        ties.append(MapTie(MapPlace("lijnen", number), _text(data.get("id")), start, end, said))
    return StakeholderMap("Cytoscape", tuple(nodes.values()), tuple(ties))


def _data(item: Any) -> dict[str, Any]:
    data = item.get("data") if isinstance(item, dict) else None
    return data if isinstance(data, dict) else {}


def _item(item: Any) -> tuple[dict[str, str], str]:
    """An element or connection by heading, and its id; an export of a whole project keeps the headings apart."""
    if not isinstance(item, dict):
        return {}, ""
    apart = item.get("attributes")
    values = _values([*(apart.items() if isinstance(apart, dict) else ()), *item.items()])
    return values, _text(item.get("_id") or item.get("id"))


# ── GEXF and GraphML ──────────────────────────────────────────────────────────────────────────────────


def _xml(raw: bytes, form: str) -> StakeholderMap:
    import networkx as nx

    _guarded(raw)
    try:
        root = ET.fromstring(raw)
        ids = _plain(root)
        text = io.BytesIO(ET.tostring(root))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            graph = nx.read_gexf(text) if form == "GEXF" else nx.read_graphml(text, force_multigraph=True)
    except KrachtenveldError:
        raise
    except Exception as error:
        raise KrachtenveldError(f"dit is niet te lezen als {form}", _AGAIN) from error
    nodes = [
        MapNode(MapPlace("knopen", number), str(key), _values(data.items()))
        for number, (key, data) in enumerate(graph.nodes(data=True), 1)
    ]
    numbered = sorted(
        (int(data["id"] if form == "GEXF" else key), str(start), str(end), data)
        for start, end, key, data in _edges(graph)
    )
    ties = (
        MapTie(
            MapPlace("lijnen", number),
            ids[number - 1],
            start,
            end,
            _values((k, v) for k, v in data.items() if k != "id"),
        )
        for number, start, end, data in numbered
    )
    return StakeholderMap(form, tuple(nodes), tuple(ties))


def _edges(graph: Any) -> Iterable[tuple[Any, Any, Any, dict[str, Any]]]:
    if graph.is_multigraph():
        return list(graph.edges(keys=True, data=True))
    return [(start, end, None, data) for start, end, data in graph.edges(data=True)]


def _guarded(raw: bytes) -> None:
    """Raise KrachtenveldError for XML that is broken, declares a document type, or has more in it than a map."""
    counts = {"node": 0, "edge": 0}
    depth = 0

    def begun(name: str, _: object) -> None:
        nonlocal depth
        depth += 1
        local = name.rpartition(":")[2]
        if local in counts:
            counts[local] += 1
        if depth > _DEEPEST:
            raise KrachtenveldError(
                f"regel {parser.CurrentLineNumber}: er zit te veel in elkaar voor een kaart", _AGAIN
            )

    def ended(_: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_: object) -> None:
        raise KrachtenveldError(
            f"regel {parser.CurrentLineNumber}: er staat een documenttype (DOCTYPE); een kaart heeft er geen, en het wordt niet "
            "gelezen",
            "haal die regel weg, of exporteer de kaart opnieuw",
        )

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begun, ended
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise KrachtenveldError(
            f"regel {error.lineno}, teken {error.offset + 1}: de XML is daar niet af of niet goed", _AGAIN
        ) from error
    except (ValueError, LookupError, UnicodeError) as error:
        raise KrachtenveldError("de XML noemt een tekenset die niet te lezen is", _AGAIN) from error
    _counted(counts["node"], counts["edge"])


_DRAWN = ("spells", "slices", "parents", "color", "size", "thickness", "shape", "position", "port")
"""What says how something looks or when: the reader of the graph stumbles over odd ones, and nothing here asks for it."""


def _plain(root: ET.Element) -> list[str]:
    """A document without what nothing is made of, every value text and every line with its number; the ids of the lines.

    A library takes a graph to be directed or not, while programs mix the two in one. Which way a line goes makes no claim.
    """
    ids: list[str] = []
    known: set[str] = set()
    ends: list[tuple[int, str]] = []
    for parent in root.iter():
        for child in [each for each in parent if _local(each) in _DRAWN]:
            parent.remove(child)
        match _local(parent):
            case "node":
                own = parent.get("id", "")
                _only_once(own, known)
                known.add(own)
            case "edge":
                ids.append(parent.get("id", ""))
                parent.set("id", str(len(ids)))
                ends += [(len(ids), parent.get(side, "")) for side in ("source", "target")]
                for name in ("type", "directed"):
                    parent.attrib.pop(name, None)
            case "attribute":
                parent.set("type", "string")
            case "attributes":
                parent.set("mode", "static")
            case "key":
                parent.set("attr.type", "string")
            case "graph":
                parent.set("mode", "static")
        if _local(parent) in ("node", "edge", "graph"):
            for name in ("start", "end", "startopen", "endopen"):
                parent.attrib.pop(name, None)
    for number, end in ends:
        _is_there(number, end, known)
    return ids


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]
