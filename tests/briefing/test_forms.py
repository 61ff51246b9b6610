"""Every form says the same, and is accessible, safe and the same every time; read back with second libraries."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import cycle, pairwise
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from pptx import Presentation
from pypdf import PdfReader

from tests.briefing.conftest import texts
from tests.elsewhere import Elsewhere
from tests.kaart.corpus import CORPUS
from visualizations.briefing.docx import clean, docx_bytes
from visualizations.briefing.model import Briefing, Heading, Picture, Slide, Table, markdown_text
from visualizations.briefing.pdf import pdf_bytes
from visualizations.briefing.slides import fitting, pptx_bytes
from visualizations.writers.markup import spans
from visualizations.writers.pictures import drawable
from visualizations.writers.safe_files import MARK

TYPST = (
    '#panic("kwaad") $x$ *vet* = kop',
    "[koppeling](https://voorbeeld.invalid) ![](x) | cel | `code`",
    "1. lijst",
    "=1+1",
)


@pytest.fixture(scope="session")
def word(small: Briefing) -> Any:
    return Document(io.BytesIO(docx_bytes(small)))


@pytest.fixture(scope="session")
def reader(small: Briefing) -> PdfReader:
    return PdfReader(io.BytesIO(pdf_bytes(small)))


def sections(made: Briefing) -> tuple:
    return (made.front, *made.sections)


def spoken(made: Briefing) -> list[str]:
    """Every text of a briefing that is not within a picture, without the marks around what there is to type."""
    found = [made.title]
    for section in sections(made):
        words = texts(block for block in section.blocks if not isinstance(block, Picture))
        found += [section.title, *("".join(part for part, _ in spans(text)) for text in words)]
    return found


def flat(text: str) -> str:
    return "".join(text.split())


# ── the same in every form ────────────────────────────────────────────────────────────────────────────


def test_word_says_all(small: Briefing, word: Any) -> None:
    body = "".join(node.text or "" for node in word.element.body.iter(qn("w:t")))
    assert [text for text in spoken(small) if flat(clean(text)) not in flat(body)] == []


def test_pdf_says_all(small: Briefing, reader: PdfReader) -> None:
    """Cell by cell, since lines of one row stand beside each other: by words."""
    body = "\n".join(page.extract_text() for page in reader.pages)
    words = set(body.split())
    joined = flat(body)
    for text in spoken(small):
        missing = [word for word in text.split() if word not in words and word not in joined]
        assert missing == [], text


def test_markdown_says_all(small: Briefing) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown_text(small))
    body = "".join(child.content for token in tokens for child in (token.children or ()))
    assert [text for text in spoken(small) if flat(text) not in flat(body)] == []
    heads = [token.tag for token in tokens if token.type == "heading_open"]
    assert heads.count("h1") == 1 and heads.count("h2") == len(sections(small))
    tables = [block for section in sections(small) for block in section.blocks if isinstance(block, Table)]
    assert sum(token.type == "tr_open" for token in tokens) == sum(1 + len(table.rows) for table in tables)


def test_slides_say_what_is_for_a_room(made: Briefing) -> None:
    """In letters of 20 points and more, within the slide, and each head whole."""
    deck = Presentation(io.BytesIO(pptx_bytes(made)))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len(titles) == len(made.slides) > 6
    for slide, shown in zip(deck.slides, made.slides, strict=True):
        assert flat(slide.shapes.title.text_frame.text.rstrip(" …")) in flat(shown.title)
        body = next(shape for shape in slide.shapes if shape.name == "Waarom").text_frame
        assert all(flat(strong) in flat(body.text) for strong, _ in shown.items)
        sizes = {run.font.size.pt for part in body.paragraphs for run in part.runs}
        assert len(sizes) == 1 and min(sizes) >= 20
        assert made.advice in " ".join(_slide_texts(slide))


def test_a_slide_holds_no_more_than_fits() -> None:
    """However long the names are; what fits is left as it is."""
    few = [("Kop:", "tekst.")]
    assert fitting(few) == (28.0, few)
    long = [(f"{'naam ' * 24}{number}:", "woord " * 90) for number in range(9)]
    size, items = fitting(long)
    assert size == 20.0 and 1 <= len(items) < 9 and items[0][0] == long[0][0]
    assert sum(len(f"{a} {b}") for a, b in items) * 20 * 0.5 < 310 * 2.83 * 14, "some fourteen lines"


def test_what_does_not_fit_on_a_slide_goes_on(made: Briefing) -> None:
    """Nothing is left off a list because names are long, and no letter is smaller for it."""
    long = tuple((f"Kop {number}:", "van de gemeente " * 20) for number in range(5))
    deck = Presentation(io.BytesIO(pptx_bytes(replace(made, slides=(Slide("Een bevinding", long),)))))
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == [
        "Een bevinding", *["Een bevinding, vervolg"] * 2,
    ]  # fmt: skip
    bodies = "".join(
        next(s for s in slide.shapes if s.name == "Waarom").text_frame.text for slide in deck.slides
    )
    assert [bodies.count(text.strip()) for _, text in long[:1]] == [5] and all(
        head in bodies for head, _ in long
    )


def test_long_names_break_no_document(small: Briefing) -> None:
    """What a document says of itself holds 255 signs; the names in it are whole."""
    long = replace(small, title="Wethouder " * 40, subtitle="van alles " * 40)
    word = Document(io.BytesIO(docx_bytes(long)))
    assert word.core_properties.title == long.title[:255]
    assert flat(long.title) in flat("".join(paragraph.text for paragraph in word.paragraphs))
    assert Presentation(io.BytesIO(pptx_bytes(long))).core_properties.subject == long.subtitle[:255]


def _slide_texts(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)


# ── accessible ────────────────────────────────────────────────────────────────────────────────────────


def test_word_has_real_headings_in_order(small: Briefing, word: Any) -> None:
    styles = [paragraph.style.name for paragraph in word.paragraphs]
    assert styles[0] == "Title" and styles.count("Title") == 1
    levels = [int(name.removeprefix("Heading ")) for name in styles if name.startswith("Heading")]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    expected = [
        title
        for section in sections(small)
        for title in (section.title, *(block.text for block in section.blocks if isinstance(block, Heading)))
    ]
    assert [p.text for p in word.paragraphs if p.style.name.startswith("Heading")] == expected


def test_word_tables_and_pictures_are_described(small: Briefing, word: Any) -> None:
    assert word.tables
    for table in word.tables:
        first = table.rows[0]._tr
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        assert abs(sum(cell.width.mm for cell in table.rows[0].cells) - 174) < 1
    pictures = [block for section in small.sections for block in section.blocks if isinstance(block, Picture)]
    described = [node.get("descr") for node in word.element.body.iter(qn("wp:docPr"))]
    assert described == [clean(picture.alternative) for picture in pictures] != []


def test_word_speaks_dutch_and_has_numbers_and_a_stamp(small: Briefing, word: Any) -> None:
    languages = {node.get(qn("w:val")) for node in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"nl-NL"} == {word.core_properties.language}
    foot = word.sections[0].footer._element
    assert [node.get(qn("w:instr")) for node in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert "Krachtenveld adviseert; mensen beslissen." in word.sections[0].footer.paragraphs[0].text
    assert word.sections[0].header.paragraphs[0].text == f"{small.subtitle} · {small.stamp}"
    assert (word.core_properties.title, word.core_properties.author) == (small.title, MARK)
    sizes = [(round(section.page_width.mm), round(section.page_height.mm)) for section in word.sections]
    assert sizes == [(210, 297), (297, 210)]
    assert word.sections[0].first_page_header.paragraphs[0].text == "", "there it stands below the title"


def test_pdf_is_tagged(small: Briefing, reader: PdfReader) -> None:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "nl"
    nodes = list(_tags(root["/StructTreeRoot"]))
    kinds = [node["/S"] for node in nodes]
    levels = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(1) == len(sections(small))
    tables = [block for section in sections(small) for block in section.blocks if isinstance(block, Table)]
    assert kinds.count("/Table") == len(tables)
    assert kinds.count("/TH") == sum(len(table.heads) for table in tables)
    pictures = [block for section in small.sections for block in section.blocks if isinstance(block, Picture)]
    assert [node["/Alt"] for node in nodes if node["/S"] == "/Figure"] == [p.alternative for p in pictures]
    tops = [item.title for item in reader.outline if not isinstance(item, list)]
    assert tops == [section.title for section in sections(small)]
    assert reader.metadata is not None and reader.metadata.author == MARK


def _tags(node: Any) -> Iterator[dict]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, dict):
        if "/S" in node:
            yield node
        yield from _tags(node.get("/K", []))
    elif isinstance(node, list):
        for child in node:
            yield from _tags(child)


def test_slides_are_described(small: Briefing) -> None:
    deck = Presentation(io.BytesIO(pptx_bytes(small)))
    for slide in deck.slides:
        assert slide.shapes.title is not None and slide.shapes.title.is_placeholder
        for shape in slide.shapes:
            if shape.shape_type == 13 or shape.has_table:
                assert shape._element.xpath(".//p:cNvPr/@descr")[0]
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


# ── safe ──────────────────────────────────────────────────────────────────────────────────────────────


def hostile(made: Briefing) -> Briefing:
    """The briefing with odd texts in every place where a text of a dossier can stand."""
    signs = cycle((*CORPUS, *TYPST, "x" * 300, "a\x07b\x00c\td"))

    def turn(item: Any) -> Any:
        if isinstance(item, str):
            return next(signs) if item else item
        if isinstance(item, tuple):
            return tuple(turn(one) for one in item)
        if is_dataclass(item) and not isinstance(item, type):
            kept = {"look", "page", "svg"}
            changed = {f.name: turn(getattr(item, f.name)) for f in fields(item) if f.name not in kept}
            return replace(item, **changed)
        return item

    return turn(made)  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def evil(small: Briefing) -> Briefing:
    return hostile(small)


def test_odd_texts_stay_texts_in_word_and_slides(evil: Briefing) -> None:
    for content, read in ((docx_bytes(evil), Document), (pptx_bytes(evil), Presentation)):
        read(io.BytesIO(content))
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            links = [parts.read(name).decode() for name in parts.namelist() if name.endswith(".rels")]
        assert not [text for text in links if "External" in text or "voorbeeld.invalid" in text]
    word = Document(io.BytesIO(docx_bytes(evil)))
    body = "".join(node.text or "" for node in word.element.body.iter(qn("w:t")))
    for text in ("<script>window.kwaad=1</script>", '#panic("kwaad") $x$ *vet* = kop', "x" * 300, "abc d"):
        assert flat(text) in flat(body)
    assert "\u202e" not in body
    assert not list(word.element.body.iter(qn("w:hyperlink")))


def test_odd_texts_stay_texts_in_pdf(evil: Briefing) -> None:
    found = PdfReader(io.BytesIO(pdf_bytes(evil)))
    assert all("/Annots" not in page for page in found.pages)
    assert {"/OpenAction", "/AA", "/AcroForm"}.isdisjoint(found.trailer["/Root"])
    body = flat("".join(page.extract_text() for page in found.pages))
    assert flat(drawable('#panic("kwaad") $x$ *vet* = kop')) in body
    assert "window.kwaad=1" in body


def test_odd_texts_stay_texts_in_markdown(evil: Briefing, small: Briefing) -> None:
    def shape(made: Briefing) -> list[str]:
        parser = MarkdownIt("commonmark", {"html": True}).enable("table")
        tokens = parser.parse(markdown_text(made))
        return [each.type for token in tokens for each in (token, *(token.children or ()))]

    found = shape(evil)
    assert {"html_block", "html_inline", "link_open", "image", "fence"}.isdisjoint(found)
    for kind in ("heading_open", "tr_open", "td_open", "list_item_open", "bullet_list_open"):
        assert found.count(kind) == shape(small).count(kind), kind


# ── the same every time ───────────────────────────────────────────────────────────────────────────────

SCRIPT = """
import hashlib, locale, pathlib
locale.setlocale(locale.LC_ALL, "")
from strategy.workspace import read_workspace
from strategy.advice.advise import advise, prepare
from visualizations.briefing.build import briefing
from visualizations.briefing.lookups import subjects
from visualizations.briefing.docx import docx_bytes
from visualizations.briefing.model import markdown_text
from visualizations.briefing.pdf import pdf_bytes
from visualizations.briefing.slides import pptx_bytes
outcome = advise(prepare(read_workspace(pathlib.Path.cwd()).loaded), "python")
made = briefing(outcome, subjects(outcome, "opgave", "gezondheid"), "krachtenveld briefing --per opgave")
for form in (docx_bytes, pdf_bytes, pptx_bytes, lambda made: markdown_text(made).encode()):
    print(hashlib.sha256(form(made)).hexdigest())
"""


def test_same_input_same_bytes(small: Briefing, elsewhere: Elsewhere) -> None:
    """In a process with another hash seed, locale and time zone, and on another day than the files were first made."""
    here = [docx_bytes(small), pdf_bytes(small), pptx_bytes(small), markdown_text(small).encode()]
    assert elsewhere.script(SCRIPT).split() == [hashlib.sha256(content).hexdigest() for content in here]


def test_zips_hold_no_moment_and_our_mark(small: Briefing) -> None:
    for content in (docx_bytes(small), pptx_bytes(small)):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            assert {item.date_time for item in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"dcterms" not in re.sub(rb'xmlns:dcterms="[^"]*"', b"", parts.read("docProps/core.xml"))
        assert content.endswith(MARK.encode())
    assert MARK.encode() in pdf_bytes(small)[-64:]
