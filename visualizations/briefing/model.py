"""The briefing as plain data: sections of blocks, which every form renders, so that forms cannot differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Page = Literal["A4", "A4 liggend", "A3 liggend"]
SIZES: dict[Page, tuple[float, float]] = {
    "A4": (210, 297),
    "A4 liggend": (297, 210),
    "A3 liggend": (420, 297),
}
"""Width and height in millimetres."""
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
    """A part that begins on a new page, with its title as heading of level 1.

    `slide` are its blocks for a slide: the lead, and what a room should see while someone talks.
    """

    title: str
    blocks: tuple[Block, ...]
    page: Page = "A4"
    slide: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Briefing:
    """A whole document. `stamp` says on which day, under which scenario and with which rules it was made.

    `front` stands below the title, on the first page.
    """

    title: str
    subtitle: str
    stamp: str
    advice: str
    day: date
    front: Section
    sections: tuple[Section, ...]


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text in these blocks, in reading order; of a picture its title and its words."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Bullets():
                yield from (text for pair in block.items for text in pair if text)
            case Table():
                yield from block.heads
                yield from (
                    text for row in block.rows for cell in row for text in (cell.text, cell.note) if text
                )
            case Picture():
                yield from (block.title, block.alternative)
