"""The briefing as slides: one per page, with a real title, its lead and its table, or the map with words for it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pptx import Presentation as new
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Mm, Pt

from visualizations.briefing.docx import GREY, INK, LINE, NAVY, PALE, clean, describe, picture_file
from visualizations.briefing.model import Block, Briefing, Paragraph, Picture, Table
from visualizations.writers.pictures import OFFICE
from visualizations.writers.sheets import timeless

WIDTH, HEIGHT = 338.67, 190.5
"""Millimetres of a wide slide."""
_LEFT, _ROOM = 14.0, WIDTH - 28
_TOP = 30.0
"""Below the title."""
_TITLE_ONLY = 5


def pptx_bytes(briefing: Briefing) -> bytes:
    """The slides; the same briefing gives the same bytes."""
    deck = new()
    deck.slide_width, deck.slide_height = Mm(WIDTH), Mm(HEIGHT)
    _keep(deck, _TITLE_ONLY)
    describe(deck.core_properties, briefing)
    _slide(deck, briefing, briefing.title, briefing.front.slide)
    for section in briefing.sections:
        if section.slide:
            _slide(deck, briefing, section.title, section.slide)
    stream = io.BytesIO()
    deck.save(stream)
    return timeless(stream.getvalue())


def _keep(deck: Presentation, number: int) -> None:
    """Leave out the layouts that are not used: their places are for slides of another shape."""
    layouts = deck.slide_layouts
    for layout in [each for place, each in enumerate(layouts) if place != number]:
        layouts.remove(layout)
    for shape in [*deck.slide_master.placeholders, *layouts[0].placeholders]:
        if shape.placeholder_format.type == 1:
            _place(shape, _LEFT, 9, _ROOM, 17)
        elif shape.placeholder_format.type == 2:
            _place(shape, _LEFT, _TOP, _ROOM, HEIGHT - _TOP - 20)
        else:
            shape._element.getparent().remove(shape._element)


def _slide(deck: Presentation, briefing: Briefing, title: str, blocks: Sequence[Block]) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    heading: Any = slide.shapes.title
    _place(heading, _LEFT, 9, _ROOM, 17)
    heading.text_frame.word_wrap = True
    _say(heading.text_frame, title, 26, NAVY, bold=True)
    top = _TOP
    for block in blocks:
        match block:
            case Paragraph():
                top = _lead(slide, block.text, top)
            case Table():
                _table(slide, block, top)
            case Picture():
                _picture(slide, briefing, block)
    foot = slide.shapes.add_textbox(Mm(_LEFT), Mm(HEIGHT - 13), Mm(_ROOM), Mm(8))
    foot.name = "Voet"
    foot.text_frame.word_wrap = True
    _say(foot.text_frame, f"{briefing.subtitle} · {briefing.stamp} · {briefing.advice}", 10, GREY)


def _lead(slide: Slide, text: str, top: float) -> float:
    """A field with the lead; gives where it ends."""
    high = 8.0 + 7 * -(-len(text) // 125)
    box = slide.shapes.add_textbox(Mm(_LEFT), Mm(top), Mm(_ROOM), Mm(high))
    box.name = "Kern van deze pagina"
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor.from_string(PALE)
    box.text_frame.word_wrap = True
    _say(box.text_frame, text, 15, INK)
    return top + high + 6


def _table(slide: Slide, block: Table, top: float) -> None:
    frame: Any = slide.shapes.add_table(
        len(block.rows) + 1, len(block.heads), Mm(_LEFT), Mm(top), Mm(_ROOM), Mm(9 * (len(block.rows) + 1))
    )
    frame.name = clean(block.title)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(block.title))
    table = frame.table
    table.horz_banding = False
    for column, share in zip(table.columns, block.shares, strict=True):
        column.width = Mm(_ROOM * share / 100)
    for number, row in enumerate((block.heads, *([cell.text for cell in cells] for cells in block.rows))):
        for place, text in enumerate(row):
            cell = table.cell(number, place)
            _paint(cell, NAVY if number == 0 else "FFFFFF")
            _say(cell.text_frame, text, 12, "FFFFFF" if number == 0 else INK, bold=number == 0)
            cell.margin_top = cell.margin_bottom = Mm(1.2)


def _picture(slide: Slide, briefing: Briefing, block: Picture) -> None:
    scale = min(_ROOM / block.width, (HEIGHT - _TOP - 15) / block.height)
    width, height = block.width * scale, block.height * scale
    shape: Any = slide.shapes.add_picture(
        picture_file(briefing, block), Mm((WIDTH - width) / 2), Mm(_TOP), Mm(width), Mm(height)
    )
    properties = shape._element.nvPicPr.cNvPr
    properties.set("descr", clean(block.alternative))
    properties.set("name", clean(block.title))


def _paint(cell: Any, colour: str) -> None:
    """A plain field with a line below it, as in the other forms."""
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(colour)
    below = f'<a:solidFill><a:srgbClr val="{LINE}"/></a:solidFill>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(f'<a:lnB {nsdecls("a")} w="6350">{below}</a:lnB>'))


def _place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = Mm(left), Mm(top), Mm(width), Mm(height)


def _say(frame: Any, text: str, size: float, colour: str, bold: bool = False) -> None:
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = clean(text).replace("`", "")
    run.font.name, run.font.size, run.font.bold = OFFICE, Pt(size), bold
    run.font.color.rgb = RGBColor.from_string(colour)
    run._r.get_or_add_rPr().set("lang", "nl-NL")
