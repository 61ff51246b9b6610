"""The briefing as slides: a finding as title, and below it in large letters what it takes to see that it is so."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pptx import Presentation as new
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation
from pptx.util import Mm, Pt

from visualizations.briefing.docx import GREY, INK, NAVY, clean, describe
from visualizations.briefing.model import POINTS, Briefing, Slide
from visualizations.writers.pictures import OFFICE, wrapped
from visualizations.writers.sheets import timeless

WIDTH, HEIGHT = 338.67, 190.5
"""Millimetres of a wide slide."""
_LEFT, _ROOM = 14.0, WIDTH - 28
_TOP = 42.0
"""Below a title of two lines."""
_TITLE_ONLY = 5
_HEAD, _BODY, _FOOT = 28.0, (28.0, 26.0, 24.0, 22.0, 20.0), 14.0
"""Points: what a room can read, and who holds a print of it."""
_HEAD_LINES, _LEADING, _BETWEEN, _INSET = 2, 1.25, 8.0, 6.0
_LEAST, _LONG = 3, 160
_WIDE, _HIGH = (_ROOM - _INSET) * POINTS, (HEIGHT - _TOP - 18) * POINTS


def pptx_bytes(briefing: Briefing) -> bytes:
    """The slides; the same briefing gives the same bytes."""
    deck = new()
    deck.slide_width, deck.slide_height = Mm(WIDTH), Mm(HEIGHT)
    _keep(deck, _TITLE_ONLY)
    describe(deck.core_properties, briefing)
    for slide in briefing.slides:
        for number, items in enumerate(parts(slide.items)):
            _slide(deck, briefing, Slide(f"{slide.title}{', vervolg' if number else ''}", items))
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


def _slide(deck: Presentation, briefing: Briefing, shown: Slide) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    heading: Any = slide.shapes.title
    _place(heading, _LEFT, 9, _ROOM, _TOP - 11)
    heading.text_frame.word_wrap = True
    heading.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    title = (
        shown.title
        if len(wrapped(clean(shown.title), _HEAD, _WIDE, True)) <= _HEAD_LINES
        else _cut(shown.title)
    )
    _say(heading.text_frame.paragraphs[0], title, _HEAD, NAVY, bold=True)
    box = slide.shapes.add_textbox(Mm(_LEFT), Mm(_TOP), Mm(_ROOM), Mm(HEIGHT - _TOP - 16))
    box.name = "Waarom"
    box.text_frame.word_wrap = True
    size, items = fitting(shown.items)
    for number, (strong, text) in enumerate(items):
        paragraph = box.text_frame.paragraphs[0] if number == 0 else box.text_frame.add_paragraph()
        paragraph.space_after = Pt(_BETWEEN)
        _say(paragraph, strong, size, NAVY, bold=True)
        if text:
            _say(paragraph, f" {text}", size, INK)
    foot = slide.shapes.add_textbox(Mm(_LEFT), Mm(HEIGHT - 13), Mm(_ROOM), Mm(8))
    foot.name = "Voet"
    foot.text_frame.word_wrap = True
    _say(
        foot.text_frame.paragraphs[0],
        f"{briefing.subtitle} · {briefing.stamp} · {briefing.advice}",
        _FOOT,
        GREY,
    )


def parts(items: Sequence[tuple[str, str]]) -> list[tuple[tuple[str, str], ...]]:
    """The items over as many slides as they take in the smallest letters."""
    found: list[tuple[tuple[str, str], ...]] = [()]
    for item in items:
        if found[-1] and _high([*found[-1], item], _BODY[-1]) > _HIGH:
            found.append(())
        found[-1] = (*found[-1], item)
    return found


def fitting(items: Sequence[tuple[str, str]]) -> tuple[float, list[tuple[str, str]]]:
    """In the largest letters in which all fits; in the smallest, what is too long only begins, and the last may go."""
    for size in _BODY:
        if _high(items, size) <= _HIGH:
            return size, list(items)
    shown: list[tuple[str, str]] = []
    for number, (strong, text) in enumerate(items):
        rest = [(head, "") for head, _ in items[number + 1 : _LEAST]]
        for each in (text, _begin(text), ""):
            if _high([*shown, (strong, each), *rest], size) <= _HIGH:
                shown.append((strong, each))
                break
    return size, shown or [(_begin(strong), "") for strong, _ in items[:1]]


def _high(items: Sequence[tuple[str, str]], size: float) -> float:
    """How much of a slide these take, in points; in bold they are the widest."""
    lines = sum(len(wrapped(f"{strong} {text}".strip(), size, _WIDE, True)) for strong, text in items)
    return lines * size * _LEADING + len(items) * _BETWEEN


def _begin(text: str) -> str:
    return text if len(text) < _LONG else f"{text[:_LONG].rpartition(' ')[0].rstrip(',;')} …"


def _cut(title: str) -> str:
    """A title in as many lines as there are."""
    lines = wrapped(clean(title), _HEAD, _WIDE * 0.93, True)[:_HEAD_LINES]
    return f"{' '.join(lines).rstrip(',;')} …"


def _place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = Mm(left), Mm(top), Mm(width), Mm(height)


def _say(paragraph: Any, text: str, size: float, colour: str, bold: bool = False) -> None:
    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = f"{' ' * text.startswith(' ')}{clean(text)}"
    run.font.name, run.font.size, run.font.bold = OFFICE, Pt(size), bold
    run.font.color.rgb = RGBColor.from_string(colour)
    run._r.get_or_add_rPr().set("lang", "nl-NL")
