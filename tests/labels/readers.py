"""Every form opened by somebody else's reader: what is read back as text, and nothing in it that does anything."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import networkx as nx
from lxml import etree, html
from markdown_it import MarkdownIt

READERS: Mapping[str, Any]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ACTIVE = ("iframe", "object", "embed", "base", "foreignObject", "animate", "image")
_REMOTE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_LOCAL = ("#", "data:image/png", "data:font", "blob:")


def squeezed(text: str) -> str:
    """A text without what a form may change: white space, and how accents are composed."""
    return "".join(unicodedata.normalize("NFC", text).split())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield str(key)
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)


def _json(raw: bytes) -> list[str]:
    return list(_strings(json.loads(raw)))


def _csv(raw: bytes) -> list[str]:
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows for cell in row]
    assert not [
        cell for cell in cells if cell.startswith(_FORMULA) and not re.fullmatch(r"[+-]?[\d.,]+%?", cell)
    ]
    return [cell.removeprefix("'") for cell in cells]


def _xlsx(raw: bytes) -> list[str]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(raw), rich_text=True)
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    links = [cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target]
    assert not links
    assert not [name for name in zipfile.ZipFile(io.BytesIO(raw)).namelist() if "externalLink" in name]
    return [str(cell.value) for cell in cells if cell.value is not None]


def _office(raw: bytes) -> list[str]:
    """The texts of a document or a show, a paragraph each; a relation outward is none of ours."""
    if "word/document.xml" in zipfile.ZipFile(io.BytesIO(raw)).namelist():
        from docx import Document

        assert Document(io.BytesIO(raw)).paragraphs
    else:
        from pptx import Presentation

        assert Presentation(io.BytesIO(raw)).slides
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        for name in parts.namelist():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in parts.read(name), name
            elif name.endswith(".xml"):
                root = etree.fromstring(parts.read(name))
                for each in root.iter("{*}p"):
                    found.append("".join(piece.text or "" for piece in each.iter("{*}t")))
                assert not list(root.iter("{*}instrText"))
    return found


def _gexf(raw: bytes) -> list[str]:
    graph = nx.read_gexf(io.BytesIO(raw))
    return list(_strings([*graph.nodes(data=True), *(data for *_, data in graph.edges(data=True))]))


def _graphml(raw: bytes) -> list[str]:
    graph = nx.read_graphml(io.BytesIO(raw))
    return list(_strings([*graph.nodes(data=True), *(data for *_, data in graph.edges(data=True))]))


def _svg(raw: bytes) -> list[str]:
    root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
    _still(root)
    assert not list(root.iter("{*}script"))
    return ["".join(each.itertext()) for each in root.iter("{*}text", "{*}title", "{*}desc")]


def _still(root: Any) -> None:
    """Nothing in a page acts, but the scripts that every page of its kind has."""
    assert not [each.tag for each in root.iter(*_ACTIVE, *(f"{{*}}{name}" for name in _ACTIVE))]
    assert not [each for each in root.iter("script") if not each.get("type") and "kwaad" in (each.text or "")]
    for each in root.iter(etree.Element):
        for key, value in each.attrib.items():
            assert not key.lower().startswith("on"), (each.tag, key)
            if key.rpartition("}")[2].lower() in (
                "href",
                "src",
                "action",
                "srcdoc",
                "formaction",
                "xlink:href",
            ):
                assert value.startswith(_LOCAL) or not _REMOTE.match(value), (each.tag, key, value)


def _html(raw: bytes) -> list[str]:
    text = raw.decode()
    root = html.document_fromstring(text)
    _still(root)
    data = [
        json.loads(each.text)
        for each in root.iter("script")
        if each.get("type") == "application/json" and each.text
    ]
    return [
        "".join(root.itertext()),
        *_strings(data),
        *(value for each in root.iter(etree.Element) for value in each.attrib.values()),
    ]


def _md(raw: bytes) -> list[str]:
    tokens = (
        MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").parse(raw.decode())
    )
    found: list[str] = []
    for token in tokens:
        assert token.type != "html_block" or token.content.startswith("<!-- gemaakt met krachtenveld"), (
            token.content
        )
        for part in token.children or ():
            assert part.type not in ("html_inline", "image", "s_open"), (part.type, token.content)
            assert part.type != "link_open" or str(part.attrGet("href")).startswith("#"), token.content
        if token.children:
            found.append(
                "".join(" " if part.type == "softbreak" else part.content for part in token.children)
            )
        elif token.type in ("fence", "code_block"):
            found.append(token.content)
    return found


def _ics(raw: bytes) -> list[str]:
    from icalendar import Calendar

    assert max(map(len, raw.split(b"\r\n"))) <= 75
    found: list[str] = []
    for event in Calendar.from_ical(raw).walk("VEVENT"):
        assert "ATTACH" not in event and "VALARM" not in event
        found += [str(event.get(name, "")) for name in ("SUMMARY", "DESCRIPTION", "LOCATION")]
    return found


def _pdf(raw: bytes) -> list[str]:
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(raw)).pages
    for page in pages:
        assert not [
            a
            for a in page.get("/Annots") or ()
            if "/URI" in str(a.get_object()) or "/JavaScript" in str(a.get_object())
        ]
    return ["".join(page.extract_text() for page in pages)]


def _plain(raw: bytes) -> list[str]:
    text = raw.decode()
    assert all(sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs") for sign in text)
    return [text]


def _mermaid(raw: bytes) -> list[str]:
    return [re.sub(r"#(\d+);", lambda found: chr(int(found[1])), _plain(raw)[0])]


def _png(raw: bytes) -> list[str]:
    from PIL import Image

    Image.open(io.BytesIO(raw)).verify()
    return []


READERS = {
    ".json": _json, ".csv": _csv, ".xlsx": _xlsx, ".docx": _office, ".pptx": _office, ".gexf": _gexf, ".graphml": _graphml, ".svg": _svg,
    ".html": _html, ".md": _md, ".ics": _ics, ".pdf": _pdf, ".txt": _plain, ".mmd": _mermaid, ".png": _png,
}  # fmt: skip


def read_back(path: Path) -> list[str]:
    """The texts in a file, as the reader of its kind gives them."""
    return list(READERS[path.suffix](path.read_bytes()))
