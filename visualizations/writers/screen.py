"""Blocks on a screen, styled on a terminal and plain when piped; and how far something is, while it runs."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree as Branches

from visualizations.writers.report import Block, Cell, Grid, Line, Tree

PLAIN_WIDTH = 110


def to_text(content: RenderableType, terminal: bool, width: int | None = None) -> str:
    """Render to text, with styles only for a terminal. Lines end in a newline and never in spaces."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        force_terminal=terminal,
        color_system="auto" if terminal else None,
        width=width or PLAIN_WIDTH,
        highlight=False,
        soft_wrap=False,
        legacy_windows=False,
    )
    console.print(content)
    return "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


def screen(blocks: Iterable[Block]) -> RenderableType:
    """What rich prints for these blocks, one below the other."""
    return Group(*map(_block, blocks))


def _block(block: Block) -> RenderableType:
    if isinstance(block, Tree):
        return _tree(block)
    drawn = _line(block) if isinstance(block, Line) else _grid(block)
    return Padding(drawn, (0, 0, 0, block.indent)) if block.indent else drawn


def _line(block: Line) -> Text:
    return Text.assemble(*block.runs) if block.runs else Text()


def _tree(block: Tree) -> Branches:
    drawn = Branches(_line(block.line), guide_style="dim")
    drawn.children.extend(map(_tree, block.below))
    return drawn


def _grid(block: Grid) -> Table:
    table = Table(
        box=None,
        padding=(0, block.right, 0, block.left),
        show_edge=False,
        header_style=block.heads,
        show_header=any(col.head for col in block.cols),
    )
    for col in block.cols:
        table.add_column(
            col.head,
            justify="right" if col.right else "left",
            vertical="bottom" if col.low else "top",
            no_wrap=col.right or col.keep,
            width=col.width,
            max_width=col.most,
            ratio=int(col.wide) or None,
            style=col.look or None,
            overflow="fold" if col.fold else "ellipsis",
        )
    for row in block.rows:
        table.add_row(*map(_cell, row))
    return table


def _cell(cell: Cell) -> RenderableType:
    if isinstance(cell, str):
        return Text(cell)
    return _block(cell) if isinstance(cell, Block) else screen(cell)


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, with the time that is left, as long as it lasts; called with what is done and what there is in all."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("nog"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)
