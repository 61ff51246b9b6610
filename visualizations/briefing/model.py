"""The briefing as plain data: sections of blocks, which every form renders, so that forms cannot differ.

As Markdown, for notes, chats and whatever reads it, it is written here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from visualizations.writers.markup import escaped, table
from visualizations.writers.safe_files import MARK

Page = Literal["A4", "A4 liggend", "A3 liggend"]
SIZES: dict[Page, tuple[float, float]] = {
    "A4": (210, 297),
    "A4 liggend": (297, 210),
    "A3 liggend": (420, 297),
}
"""Width and height in millimetres."""
POINTS = 72 / 25.4
"""To the millimetre."""
EDGE = 18.0
"""The white around a page, in millimetres."""
ON_ITS_SIDE = 15.0
"""The white beside a picture on a page on its side: as little as printers allow without doubt."""


@dataclass(frozen=True)
class Heading:
    """A heading within a section; level 2 or 3, the section itself being level 1."""

    text: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `lead` is what a section begins with, `small` is for what few will read."""

    text: str
    look: Literal["", "lead", "small"] = ""


@dataclass(frozen=True)
class Bullets:
    """A list; `strong` begins an item in bold."""

    items: tuple[tuple[str, str], ...]
    small: bool = False
    numbered: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell: its text, and a remark below it in small letters."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a row of headings; `shares` are the widths of the columns, which add up to 100.

    `title` says in words what is in it, for who cannot see it. The first cell of a row names it.
    """

    title: str
    heads: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    small: bool = False


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG, of so many millimetres, with what it shows in words."""

    svg: str
    width: float
    height: float
    title: str
    alternative: str


Block = Heading | Paragraph | Bullets | Table | Picture


@dataclass(frozen=True)
class Section:
    """A part with its title as heading of level 1. It follows on what precedes, unless that is on other paper."""

    title: str
    blocks: tuple[Block, ...]
    page: Page = "A4"


@dataclass(frozen=True)
class Slide:
    """What a room should see while someone talks: a finding, and no more than it takes to see that it is so."""

    title: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Briefing:
    """A whole document. `stamp` says on which day and under which scenario it holds, and for whom it is.

    `front` stands below the title, on the first page. `mark` tells programs with which rules it was made.
    No letter is smaller than `least`, in points.
    """

    title: str
    subtitle: str
    stamp: str
    mark: str
    advice: str
    day: date
    front: Section
    sections: tuple[Section, ...]
    slides: tuple[Slide, ...]
    least: float = 0


# ── as Markdown ───────────────────────────────────────────────────────────────────────────────────────


def markdown_text(briefing: Briefing) -> str:
    """The whole document; a picture is told in words, for Markdown cannot hold one."""
    lines = [
        f"# {escaped(briefing.title)}",
        "",
        f"{escaped(briefing.subtitle)} · {escaped(briefing.stamp)}",
        "",
    ]
    for section in (briefing.front, *briefing.sections):
        lines += [f"## {escaped(section.title)}", ""]
        for block in section.blocks:
            lines += [*_block(block), ""]
    lines += [escaped(briefing.advice), "", f"{MARK} · {escaped(briefing.mark)}"]
    return "\n".join(lines) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {escaped(block.text)}"
        case Paragraph():
            yield f"**{escaped(block.text)}**" if block.look == "lead" else escaped(block.text)
        case Bullets():
            for number, (strong, text) in enumerate(block.items, 1):
                sign = f"{number}." if block.numbered else "-"
                yield f"{sign} {' '.join(part for part in (f'**{escaped(strong)}**' if strong else '', escaped(text)) if part)}"
        case Table():
            yield from table(list(map(escaped, block.heads)), (map(_cell, row) for row in block.rows))
        case Picture():
            yield escaped(block.alternative)


def _cell(cell: Cell) -> str:
    return f"{escaped(cell.text)} ({escaped(cell.note)})" if cell.note else escaped(cell.text)
