"""The looks of the Word document: faces that every Word has, sizes, colours, and the style of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

INK, NAVY, GREY, PALE, LINE = "10222E", "003B5C", "4B5560", "DCEBF5", "B8C4CC"
FACE = "Arial"
"""On Windows and on a Mac; elsewhere Liberation Sans takes its place, which is as wide."""
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


def prepare(document: Document) -> None:
    """Set every style that the briefing uses, and the language of the document."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.shared import Mm, Pt

    styles: Any = document.styles
    _language(styles.element)
    styles.element.append(parse_xml(_TABLE))
    _look(styles["Normal"], 9.5, INK, after=4)
    styles["Normal"].paragraph_format.line_spacing = 1.05
    styles["Normal"].paragraph_format.widow_control = True
    _look(styles["Title"], 24, NAVY, bold=True, after=2)
    _plain_border(styles["Title"])
    _look(styles["Subtitle"], 9.5, GREY, after=8)
    for level, size, before in ((1, 17, 0), (2, 11.5, 9), (3, 10, 6)):
        _look(styles[f"Heading {level}"], size, NAVY, bold=True, before=before, after=4 if level == 1 else 3)
        styles[f"Heading {level}"].paragraph_format.keep_with_next = True
    _look(styles["Intense Quote"], 10.5, INK, after=6)
    _lead(styles["Intense Quote"])
    _look(styles["Caption"], 8.5, GREY, after=4)
    _look(styles["Header"], 8, GREY)
    _look(styles["Footer"], 8, GREY)
    _look(styles["List Bullet"], 9.5, INK, after=2)
    _look(styles["List Bullet 2"], 8.5, INK, after=2)
    small = styles["List Bullet 2"].paragraph_format  # as far in as the first, whatever its numbering says
    small.left_indent, small.first_line_indent = Mm(6.35), Mm(-6.35)
    for name, size, colour in (
        ("Tabel", 8.5, INK),
        ("Tabelkop", 8.5, "FFFFFF"),
        ("Noot", 7, GREY),
        ("Ruimte", 4, INK),
    ):
        added = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = styles["Normal"]
        _look(added, size, colour, bold=name == "Tabelkop", before=0.5, after=0.5)
        added.paragraph_format.line_spacing = Pt(size + 1.5)
    typed = styles.add_style("Typen", WD_STYLE_TYPE.CHARACTER)
    typed.font.name = "Courier New"


def _look(
    style: Any, size: float, colour: str, bold: bool = False, before: float = 0, after: float = 0
) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    font = style.font
    font.name, font.size, font.bold, font.italic = FACE, Pt(size), bold, False
    font.color.rgb = RGBColor.from_string(colour)
    faces = style.element.rPr.rFonts
    for name in list(faces.attrib):
        del faces.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        faces.set(qn(f"w:{name}"), FACE)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)


def _language(styles: Any) -> None:
    from docx.oxml.ns import qn

    for language in styles.iter(qn("w:lang")):
        for name in ("val", "eastAsia"):
            language.set(qn(f"w:{name}"), "nl-NL")


def _plain_border(style: Any) -> None:
    """The title of the template has a line below it; ours has not."""
    from docx.oxml.ns import qn

    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _lead(style: Any) -> None:
    """What a page begins with: on a field, with a bar before it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Mm

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
