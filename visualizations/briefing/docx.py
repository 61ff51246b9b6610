"""The briefing as a Word document, with real headings, marked table heads, alternative texts and page numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from visualizations.briefing.model import (
    EDGE,
    ON_ITS_SIDE,
    SIZES,
    Block,
    Briefing,
    Bullets,
    Cell,
    Heading,
    Page,
    Paragraph,
    Picture,
    Table,
    spans,
)
from visualizations.briefing.wordstyle import prepare
from visualizations.output import MARK
from visualizations.paper.typeset import png
from visualizations.writers.sheets import timeless

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section as WordSection
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as WordParagraph

_POINTS = 72 / 25.4
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
"""What XML cannot hold, and what turns the direction of the text around it."""


def docx_bytes(briefing: Briefing) -> bytes:
    """The document; the same briefing gives the same bytes."""
    from docx import Document as new

    document = new()
    prepare(document)
    properties = document.core_properties
    properties.title = clean(briefing.title)
    properties.subject = clean(briefing.subtitle)
    properties.comments = clean(briefing.stamp)
    properties.author = properties.last_modified_by = MARK
    properties.language = "nl-NL"
    page: Page = "A4"
    _shape(document.sections[0], page)
    _furniture(document, briefing)
    document.add_paragraph(clean(briefing.title), style="Title")
    document.add_paragraph(clean(f"{briefing.subtitle} · {briefing.stamp}"), style="Subtitle")
    document.add_heading(clean(briefing.front.title), 1)
    _write(document, briefing, briefing.front.blocks)
    for section in briefing.sections:
        if section.page != page:
            page = section.page
            _shape(document.add_section(), page)
            document.add_heading(clean(section.title), 1)
        else:
            document.add_heading(clean(section.title), 1).paragraph_format.page_break_before = True
        _write(document, briefing, section.blocks)
    stream = io.BytesIO()
    document.save(stream)
    return timeless(stream.getvalue())


def _runs(paragraph: WordParagraph, text: str) -> None:
    """A text in a paragraph; what there is to type in a face of its own."""
    for part, code in spans(text):
        start = " " if part[:1].isspace() else ""
        end = " " if part[-1:].isspace() else ""
        paragraph.add_run(f"{start}{clean(part)}{end}", style="Typen" if code else None)


def clean(text: str) -> str:
    """Text that can stand in XML, on one line."""
    return " ".join(_NO_TEXT.sub("", text).split())


def _shape(section: WordSection, page: Page) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    across, down = SIZES[page]
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.orientation = WD_ORIENT.PORTRAIT if page == "A4" else WD_ORIENT.LANDSCAPE
    section.left_margin = section.right_margin = Mm(EDGE if page == "A4" else ON_ITS_SIDE)
    section.top_margin, section.bottom_margin = Mm(20), Mm(16)
    section.header_distance = section.footer_distance = Mm(8)


def _furniture(document: Document, briefing: Briefing) -> None:
    """The line above every page, and below it the number of the page."""
    section = document.sections[0]
    section.header.paragraphs[0].text = clean(f"{briefing.subtitle} · {briefing.stamp}")
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{clean(briefing.advice)}  ·  bladzijde ")
    _field(foot, "PAGE")
    foot.add_run(" van ")
    _field(foot, "NUMPAGES")


def _field(paragraph: WordParagraph, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _write(document: Document, briefing: Briefing, blocks: Iterable[Block]) -> None:
    for block in blocks:
        match block:
            case Heading():
                document.add_heading(clean(block.text), block.level)
            case Paragraph():
                _runs(document.add_paragraph(style=_STYLES[block.look]), block.text)
            case Bullets():
                for strong, text in block.items:
                    paragraph = document.add_paragraph(
                        style="List Bullet 2" if block.small else "List Bullet"
                    )
                    if strong:
                        paragraph.add_run(clean(strong)).bold = True
                    _runs(paragraph, f" {text}" if strong else text)
            case Table():
                _table(document, block)
            case Picture():
                _picture(document, briefing, block)


_STYLES = {"": "Normal", "lead": "Intense Quote", "small": "Caption"}


def _table(document: Document, block: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    table: Any = document.add_table(rows=1, cols=len(block.heads), style="Krachtenveld")
    table.autofit = False
    for name in ("w:tblCaption", "w:tblDescription"):
        described = OxmlElement(name)
        described.set(qn("w:val"), clean(block.title))
        table._tbl.tblPr.append(described)
    room = SIZES["A4"][0] - 2 * EDGE
    widths = [Mm(room * share / 100) for share in block.shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
        cell.paragraphs[0].style = "Tabelkop"
        cell.paragraphs[0].add_run(clean(head))
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    for row in block.rows:
        for target, cell in zip(table.add_row().cells, row, strict=True):
            _cell(target, cell)
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    document.add_paragraph(style="Ruimte")


def _cell(target: _Cell, cell: Cell) -> None:
    target.paragraphs[0].style = "Tabel"
    _runs(target.paragraphs[0], cell.text)
    if cell.note:
        target.add_paragraph(clean(cell.note), style="Noot")


def _picture(document: Document, briefing: Briefing, block: Picture) -> None:
    from docx.shared import Mm

    content = png(block.svg, block.width * _POINTS, block.height * _POINTS, block.title, briefing.stamp)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = 0
    shape = paragraph.add_run().add_picture(io.BytesIO(content), width=Mm(block.width))
    properties = shape._inline.docPr
    properties.set("descr", clean(block.alternative))
    properties.set("title", clean(block.title))
    properties.set("name", clean(block.title))
