"""An answer in every form that it has, and what a reader sees of it as plain data: lines, tables and trees.

A form is made only when it is asked for; each writes the same blocks in its own way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from visualizations.writers.shapes import Json
from visualizations.writers.sheets import Sheet

T = TypeVar("T")
Run = tuple[str, str]
"""A stretch of text and how it looks: "", dim, bold, "bold underline" …"""


@dataclass(frozen=True)
class Line:
    """A sentence in runs; an empty one is white. `indent` in characters."""

    runs: tuple[Run, ...] = ()
    indent: int = 0


@dataclass(frozen=True)
class Col:
    """A column of a grid: its heading, and how it takes its room.

    `right` is for numbers, which never wrap, and `keep` for other text that never does. `width` is fixed, in characters,
    and `most` a bound to it; `wide` columns share the room that is left, in these proportions. `look` is that of its cells,
    which stand at the bottom of their row when they are `low`. What is too long for a `fold` column is broken anywhere;
    otherwise it ends in an ellipsis.
    """

    head: str = ""
    right: bool = False
    width: int | None = None
    wide: int = 0
    look: str = ""
    keep: bool = False
    fold: bool = False
    most: int | None = None
    low: bool = False


Cell = str | Line | Sequence["Block"]
"""What stands in a cell of a grid: text, text with looks, or blocks."""


@dataclass(frozen=True)
class Grid:
    """A table; without any heading it has none. `indent`, `left` and `right` (the white beside a cell) in characters."""

    cols: tuple[Col, ...]
    rows: tuple[tuple[Cell, ...], ...]
    indent: int = 0
    left: int = 1
    right: int = 1
    heads: str = "dim"


@dataclass(frozen=True)
class Tree:
    """A sentence, and on branches under it what it follows from."""

    line: Line
    below: tuple[Tree, ...] = ()


Block = Line | Grid | Tree
WHITE = Line()


def line(text: str, look: str = "", *more: Run, indent: int = 0) -> Line:
    """A sentence, and what follows it in another look."""
    return Line(((text, look), *more), indent)


def heading(text: str, note: str = "") -> Line:
    return line(text, "bold underline", *([(f"  {note}", "dim")] if note else []))


EVERYTHING = "`--top 0`"
"""What shows all of a list that is cut, on the command line."""


def rest_text(hidden: int, what: str = "toont ze allemaal", by: str = EVERYTHING) -> str:
    return f"… en nog {hidden}; {by} {what}"


def rest(
    hidden: int, indent: int = 3, what: str = "toont ze allemaal", by: str = EVERYTHING
) -> Iterator[Line]:
    """That there is more than what is shown, and `by` what one sees it; nothing when there is not."""
    if hidden > 0:
        yield line(f"{' ' * indent}{rest_text(hidden, what, by)}", "dim")


def top_of(items: Sequence[T], top: int) -> Sequence[T]:
    """The first so many; 0 is all."""
    return items[:top] if top else items


def bullet(text: str) -> Grid:
    return Grid((Col(width=1), Col(wide=True)), (("–", text),))


def part(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks under a heading with white below them; nothing when there are none."""
    found = list(blocks)
    if found:
        yield from (heading(title), *found, WHITE)


@dataclass(frozen=True)
class Report:
    """What an answer is in each form.

    `screen` is text where lines must stay as long as they are, such as those of a file with a caret below.
    `later` is what takes long: it is worked out when the screen is there to be read, and stands below it.
    `title` heads a workbook and `mark` says in sheets with what it was made. The first of the sheets is that of CSV.
    `others` are the forms of this answer alone, by name: text, or bytes.
    """

    screen: Callable[[], str | Iterable[Block]]
    data: Callable[[], Json] | None = None
    markdown: Callable[[], str] | None = None
    sheets: Callable[[], Iterable[Sheet]] | None = None
    title: str = ""
    mark: str = ""
    later: Callable[[], Iterable[Block]] | None = None
    others: Mapping[str, Callable[[], str | bytes]] = field(default_factory=dict)
