"""The briefing as Markdown, for notes, chats and whatever reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from visualizations.briefing.model import (
    Block,
    Briefing,
    Bullets,
    Cell,
    Heading,
    Paragraph,
    Picture,
    Table,
    spans,
)
from visualizations.writers.files import MARK

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_STARTS = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")


def markdown_text(briefing: Briefing) -> str:
    """The whole document; a picture is told in words, for Markdown cannot hold one."""
    lines = [f"# {plain(briefing.title)}", "", f"{plain(briefing.subtitle)} · {plain(briefing.stamp)}", ""]
    for section in (briefing.front, *briefing.sections):
        lines += [f"## {plain(section.title)}", ""]
        for block in section.blocks:
            lines += [*_block(block), ""]
    lines += [plain(briefing.advice), "", f"{MARK} · {plain(briefing.stamp)}"]
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """A text on one line in which nothing is markup. What there is to type stays between backticks."""
    parts = spans(" ".join(text.split()))
    return "".join(_part(part, code) for part, code in parts)


def _part(text: str, code: bool) -> str:
    if code and not set(text) & set("|<&"):
        return f"`{text}`"
    return _escaped(f"`{text}`" if code else text)


def _escaped(text: str) -> str:
    return _STARTS.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", text).replace("&", "&amp;"))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {plain(block.text)}"
        case Paragraph():
            yield f"**{plain(block.text)}**" if block.look == "lead" else plain(block.text)
        case Bullets():
            for strong, text in block.items:
                yield f"- {' '.join(part for part in (f'**{plain(strong)}**' if strong else '', plain(text)) if part)}"
        case Table():
            yield f"| {' | '.join(map(plain, block.heads))} |"
            yield f"|{'---|' * len(block.heads)}"
            for row in block.rows:
                yield f"| {' | '.join(map(_cell, row))} |"
        case Picture():
            yield plain(block.alternative)


def _cell(cell: Cell) -> str:
    return f"{plain(cell.text)} ({plain(cell.note)})" if cell.note else plain(cell.text)
