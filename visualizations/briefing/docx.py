"""The briefing as a Word document, with real headings, marked table heads, alternative texts and page numbers.

Its looks stand below: faces that every Word has, sizes, colours, and the style of tables; the slides share them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from docx import Document as new
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section as WordSection
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from strategy.dossier.yamltree import TURNING
from visualizations.briefing.model import (
    EDGE,
    ON_ITS_SIDE,
    POINTS,
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
)
from visualizations.writers.markup import spans
from visualizations.writers.pictures import OFFICE, png
from visualizations.writers.safe_files import MARK
from visualizations.writers.sheets import timeless

_NO_TEXT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff{TURNING}]")
"""What XML cannot hold, and what turns the direction of the text around it."""


def docx_bytes(briefing: Briefing) -> bytes:
    """The document; the same briefing gives the same bytes."""
    document = new()
    prepare(document, briefing.least)
    describe(document.core_properties, briefing)
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
        _write(document, briefing, section.blocks)
    stream = io.BytesIO()
    document.save(stream)
    return timeless(stream.getvalue())


_MOST_SAID = 255
"""Signs that a property of a document holds."""


def describe(properties: Any, briefing: Briefing) -> None:
    """What a document says of itself."""
    properties.title = clean(briefing.title)[:_MOST_SAID]
    properties.subject = clean(briefing.subtitle)[:_MOST_SAID]
    properties.comments = clean(briefing.mark)[:_MOST_SAID]
    properties.author = properties.last_modified_by = MARK
    properties.language = "nl-NL"


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
    across, down = SIZES[page]
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.orientation = WD_ORIENT.PORTRAIT if page == "A4" else WD_ORIENT.LANDSCAPE
    section.left_margin = section.right_margin = Mm(EDGE if page == "A4" else ON_ITS_SIDE)
    section.top_margin, section.bottom_margin = Mm(20), Mm(16)
    section.header_distance = section.footer_distance = Mm(8)


def _furniture(document: Document, briefing: Briefing) -> None:
    """The line above every page, and below it the number of the page."""
    section = document.sections[0]
    section.different_first_page_header_footer = True  # there the stamp stands below the title
    section.header.paragraphs[0].text = clean(f"{briefing.subtitle} · {briefing.stamp}")
    for part in (section.first_page_footer, section.footer):
        foot = part.paragraphs[0]
        foot.style = "Footer"
        foot.add_run(f"{clean(briefing.advice)}  ·  bladzijde ")
        _field(foot, "PAGE")
        foot.add_run(" van ")
        _field(foot, "NUMPAGES")


def _field(paragraph: WordParagraph, code: str) -> None:
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
                    usual = "List Number" if block.numbered else "List Bullet"
                    paragraph = document.add_paragraph(style="List Bullet 2" if block.small else usual)
                    if strong:
                        paragraph.add_run(clean(strong)).bold = True
                    _runs(paragraph, f" {text}" if strong else text)
            case Table():
                _table(document, block)
            case Picture():
                _picture(document, briefing, block)


_STYLES = {"": "Normal", "lead": "Intense Quote", "small": "Caption"}


def _table(document: Document, block: Table) -> None:
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
            _cell(target, cell, block.small)
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    document.add_paragraph(style="Ruimte")


def _cell(target: _Cell, cell: Cell, small: bool) -> None:
    target.paragraphs[0].style = "Tabel klein" if small else "Tabel"
    _runs(target.paragraphs[0], cell.text)
    if cell.note:
        target.add_paragraph(clean(cell.note), style="Noot")


def _picture(document: Document, briefing: Briefing, block: Picture) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = 0
    drawn = png(block.svg, block.width * POINTS, block.height * POINTS, block.title, briefing.mark)
    shape = paragraph.add_run().add_picture(io.BytesIO(drawn), width=Mm(block.width))
    properties = shape._inline.docPr
    properties.set("descr", clean(block.alternative))
    properties.set("title", clean(block.title))
    properties.set("name", clean(block.title))


INK, NAVY, GREY, PALE, LINE = "10222E", "003B5C", "4B5560", "DCEBF5", "B8C4CC"
_TABLE = f"""
<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:type="table" w:customStyle="1" w:styleId="Krachtenveld">
  <w:name w:val="Krachtenveld"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
  <w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders>
    <w:top w:val="single" w:sz="8" w:space="0" w:color="{NAVY}"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{NAVY}"/>
    <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders>
    <w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{NAVY}"/></w:tcPr></w:tblStylePr>
</w:style>
"""


def prepare(document: Document, least: float = 0) -> None:
    """Set every style that the briefing uses, none in letters below the `least`, and the language of the document."""
    styles: Any = document.styles
    _language(styles.element)
    styles.element.append(parse_xml(_TABLE))
    _look(styles["Normal"], max(9.5, least), INK, after=4)
    styles["Normal"].paragraph_format.line_spacing = 1.05
    styles["Normal"].paragraph_format.widow_control = True
    _look(styles["Title"], max(24, least), NAVY, bold=True, after=2)
    _plain_border(styles["Title"])
    _look(styles["Subtitle"], max(9.5, least), GREY, after=8)
    for level, size, before in ((1, 15, 14), (2, 11.5, 9), (3, 10, 6)):
        _look(styles[f"Heading {level}"], size, NAVY, bold=True, before=before, after=4 if level == 1 else 3)
        styles[f"Heading {level}"].paragraph_format.keep_with_next = True
    _look(styles["Intense Quote"], max(10.5, least), INK, after=6)
    _lead(styles["Intense Quote"])
    styles["Intense Quote"].paragraph_format.keep_together = True
    styles["Intense Quote"].paragraph_format.keep_with_next = True
    _look(styles["Caption"], max(8.5, least), GREY, after=4)
    _look(styles["Header"], max(8, least), GREY)
    _look(styles["Footer"], max(8, least), GREY)
    _look(styles["List Bullet"], max(9.5, least), INK, after=2)
    _look(styles["List Number"], max(9.5, least), INK, after=2)
    _look(styles["List Bullet 2"], max(8.5, least), INK, after=2)
    small = styles["List Bullet 2"].paragraph_format  # as far in as the first, whatever its numbering says
    small.left_indent, small.first_line_indent = Mm(6.35), Mm(-6.35)
    for name, size, colour in (
        ("Tabel", 8.5, INK),
        ("Tabel klein", 7, INK),
        ("Tabelkop", 8.5, "FFFFFF"),
        ("Noot", 7, GREY),
        ("Ruimte", 4, INK),
    ):
        size = size if name == "Ruimte" else max(size, least)
        added = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = styles["Normal"]
        _look(added, size, colour, bold=name == "Tabelkop", before=0.5, after=0.5)
        added.paragraph_format.line_spacing = Pt(size + 1.5)
    typed = styles.add_style("Typen", WD_STYLE_TYPE.CHARACTER)
    typed.font.name = "Courier New"


def _look(
    style: Any, size: float, colour: str, bold: bool = False, before: float = 0, after: float = 0
) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = OFFICE, Pt(size), bold, False
    font.color.rgb = RGBColor.from_string(colour)
    faces = style.element.rPr.rFonts
    for name in list(faces.attrib):
        del faces.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        faces.set(qn(f"w:{name}"), OFFICE)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)


def _language(styles: Any) -> None:
    for language in styles.iter(qn("w:lang")):
        for name in ("val", "eastAsia"):
            language.set(qn(f"w:{name}"), "nl-NL")


def _plain_border(style: Any) -> None:
    """The title of the template has a line below it; ours has not."""
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _lead(style: Any) -> None:
    """What a page begins with: on a field, with a bar before it."""
    _plain_border(style)
    properties = style.element.pPr
    for name in ("w:ind", "w:jc"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Mm(2.5)
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="4" w:space="4" w:color="{PALE}"/>'
        f'<w:left w:val="single" w:sz="36" w:space="6" w:color="{NAVY}"/>'
        f'<w:bottom w:val="single" w:sz="4" w:space="4" w:color="{PALE}"/></w:pBdr>'
    )
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{PALE}"/>')
    place = next(
        (i for i, item in enumerate(properties) if item.tag in {qn("w:spacing"), qn("w:ind")}),
        len(properties),
    )
    properties.insert(place, border)
    properties.insert(place + 1, shade)
