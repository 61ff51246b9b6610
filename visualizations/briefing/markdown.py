"""The briefing as Markdown, for notes, chats and whatever reads it."""

from __future__ import annotations

from collections.abc import Iterator

from visualizations.briefing.model import Block, Briefing, Bullets, Cell, Heading, Paragraph, Picture, Table
from visualizations.writers.files import MARK
from visualizations.writers.markdown import escaped, table


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
    lines += [escaped(briefing.advice), "", f"{MARK} · {escaped(briefing.stamp)}"]
    return "\n".join(lines) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {escaped(block.text)}"
        case Paragraph():
            yield f"**{escaped(block.text)}**" if block.look == "lead" else escaped(block.text)
        case Bullets():
            for strong, text in block.items:
                yield f"- {' '.join(part for part in (f'**{escaped(strong)}**' if strong else '', escaped(text)) if part)}"
        case Table():
            yield from table(list(map(escaped, block.heads)), (map(_cell, row) for row in block.rows))
        case Picture():
            yield escaped(block.alternative)


def _cell(cell: Cell) -> str:
    return f"{escaped(cell.text)} ({escaped(cell.note)})" if cell.note else escaped(cell.text)
