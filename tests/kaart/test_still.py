"""The map on paper: legible, within its boxes, with its legend and stamp, safe, and the same every time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader

import visualizations.kaart.still as still
from tests.kaart.corpus import hostile
from visualizations.kaart.layout import layout
from visualizations.kaart.model import MapModel, narrowed
from visualizations.kaart.svg import FOLD, POINT
from visualizations.writers.pictures import drawable, width
from visualizations.writers.safe_files import MARK

SVG = "{http://www.w3.org/2000/svg}"
MILLIMETRES = {"A3": ("420mm", "297mm"), "A4": ("297mm", "210mm")}


def sizes(svg: str) -> Iterator[tuple[str, float]]:
    """Each text of a sheet with its size on paper, in points: as set on it or above it, times every scale."""
    root = ElementTree.fromstring(svg)
    unit = (
        float(root.get("width", "").removesuffix("mm"))
        / 25.4
        * 72
        / float(root.get("viewBox", "").split()[2])
    )

    def walk(element: ElementTree.Element, size: float, scale: float) -> Iterator[tuple[str, float]]:
        size = float(element.get("font-size", size))
        if element is not root and element.tag == f"{SVG}svg":
            scale *= float(element.get("width", "")) / float(element.get("viewBox", "").split()[2])
        if element.tag == f"{SVG}text" and element.text:
            yield element.text, size * scale
        for child in element:
            yield from walk(child, size, scale)

    return walk(root, 0.0, unit)


@pytest.mark.parametrize(
    ("paper", "choice"),
    [
        ("A3", {}),
        *((paper, {"opgave": name}) for paper in ("A3", "A4") for name in ("gezondheid", "verstedelijking")),
    ],
)
def test_all_text_is_at_least_seven_points(model: MapModel, paper: str, choice: dict[str, str]) -> None:
    part = narrowed(model, **choice)
    svg = still.still_svg(part, paper)
    found = dict(sizes(svg))
    assert min(found.values()) >= 7, sorted(found.items(), key=lambda item: item[1])[:3]
    assert len(found) > len(part.shown) / 2
    assert (
        ElementTree.fromstring(svg).get("width"),
        ElementTree.fromstring(svg).get("height"),
    ) == MILLIMETRES[paper]
    assert still.notes(part, paper) == ()


def test_no_label_leaves_its_box(model: MapModel) -> None:
    """Held against the outlines themselves: points of a route, the fold of an instrument, the signs of a body."""
    found = layout(model)
    size = still.label_size(model, found)
    aside = {"route": 2 * POINT, "instrument": 2 * FOLD, "gremium": 2 * (17 + 8.5)}
    for node in model.shown:
        box = found.boxes[node.id]
        for line in box.lines:
            assert width(line, size) <= box.width - aside.get(node.kind, 4), line
    assert size > 15, "and they are not smaller than needed"


def test_a_map_that_does_not_fit_says_so_and_is_spread(model: MapModel) -> None:
    (note,) = still.notes(model, "A4")
    assert "--opgave" in note and "--papier A3" in note
    (spread,) = still.notes(model, "A4", "pdf")
    assert "6 bladen" in spread
    pages = still.pages(model, "A4")
    assert len(pages) == len(model.opgaven) and all(page.legible for page in pages)
    shown = {node.id for page in pages for node in page.model.shown}
    assert shown == {node.id for node in model.shown}, "nothing is lost"


def test_sheet_says_what_it_is(model: MapModel) -> None:
    svg = still.still_svg(
        replace(model, scenario="krap", scenario_name="Minder tijd", public_only=True), "A3"
    )
    text = " ".join(line for line, _ in sizes(svg))
    for word in (
        "Peildatum 1 juni 2022", "scenario Minder tijd", model.fingerprint, "openbare versie",
        "Krachtenveld adviseert; mensen beslissen.", "Gremium, regio en lokaal", "Aanbevolen zetel",
        "Zaanstad heeft een zetel", "Dikker is sterker", *model.title.split(),
    ):  # fmt: skip
        assert word in text, word
    assert MARK in svg[:500]


def test_legend_tells_only_what_is_there(model: MapModel) -> None:
    text = " ".join(line for line, _ in sizes(still.still_svg(narrowed(model, network="vervoerregio"), "A4")))
    assert "Gremium, metropool en provincie" in text and "Gremium, landelijk en EU" not in text
    assert "Instrument" not in text


def test_picture_is_sharp_and_sized(model: MapModel) -> None:
    found = Image.open(io.BytesIO(still.still_png(narrowed(model, opgave="gezondheid"), "A4")))
    assert found.size[0] / (297 / 25.4) >= 199 and found.info["dpi"][0] >= 199
    assert found.info["Software"] == MARK
    assert found.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_pdf_has_a_heading_and_words_on_every_sheet(model: MapModel) -> None:
    found = PdfReader(io.BytesIO(still.still_pdf(model, "A4")))
    root = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "nl"
    kinds = [(node["/S"], node.get("/Alt", "")) for node in tags(root["/StructTreeRoot"])]
    assert [kind for kind, _ in kinds].count("/H1") == len(model.opgaven) == len(found.pages)
    figures = [text for kind, text in kinds if kind == "/Figure"]
    assert len(figures) == len(found.pages) and all("Kaart in 5 kolommen" in text for text in figures)
    assert [item.title.split(" · ")[1] for item in found.outline] == [name for _, name in model.opgaven]
    across, down = found.pages[0].mediabox[2:]
    assert (round(across / 72 * 25.4), round(down / 72 * 25.4)) == (297, 210)
    assert "VNG Zorg, Jeugd en Onderwijs" in found.pages[0].extract_text(), "labels are text"


def tags(node: object) -> Iterator[dict]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, dict):
        if "/S" in node:
            yield node
        yield from tags(node.get("/K", []))
    elif isinstance(node, list):
        for child in node:
            yield from tags(child)


def test_texts_of_a_dossier_stay_texts(model: MapModel) -> None:
    evil = hostile(model)
    svg = still.still_svg(evil, "A3")
    elements = {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(svg).iter()}
    assert elements <= {"svg", "title", "desc", "rect", "g", "path", "text", "defs", "use"}
    names = {name for element in ElementTree.fromstring(svg).iter() for name in element.keys()}  # noqa: SIM118
    assert not [name for name in names if name.lower().startswith("on")]
    found = PdfReader(io.BytesIO(still.still_pdf(evil, "A3")))
    assert all("/Annots" not in page for page in found.pages)
    assert found.metadata is not None and found.metadata.title == " ".join(drawable(evil.title).split("\n"))
    assert still.still_png(evil, "A4").startswith(b"\x89PNG")


def test_one_node_and_long_names_still_make_a_sheet(model: MapModel) -> None:
    alone = replace(
        model, nodes=model.nodes[:1], edges=(), title="x" * 300, opgaven=model.opgaven[:1], networks=()
    )
    svg = still.still_svg(alone, "A4")
    lines = [line for line, _ in sizes(svg) if set(line) == {"x"}]
    assert "".join(lines) == "x" * 300 and len(lines) > 1
    assert still.still_pdf(alone, "A4")


def test_same_input_same_bytes(model: MapModel) -> None:
    part = narrowed(model, network="vervoerregio")
    for form in (still.still_svg, still.still_png, still.still_pdf):
        assert form(part, "A4") == form(part, "A4")
    assert not re.search(r"20(2[3-9]|3\d)-\d\d-\d\d", still.still_svg(part, "A4")), (
        "no day but that of the dossier"
    )
