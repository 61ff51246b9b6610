"""Tables declared once: each column with its heading, its meaning, its kind, and how its cell is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from visualizations.sheets import Cell, Column, Sheet, markdown_text

T = TypeVar("T")


@dataclass(frozen=True)
class ReadColumn(Column, Generic[T]):
    """A column that knows how its cell is read from what a row is about; `paper` when it reads well in a document."""

    read: Callable[[T], Cell] = lambda thing: str(thing)
    paper: bool = False


def column(
    title: str,
    meaning: str,
    read: Callable[[T], Cell],
    sort: Literal["text", "number", "whole", "share"] = "text",
    digits: int = 2,
    paper: bool = False,
) -> ReadColumn[T]:
    return ReadColumn(title, meaning, sort, digits, read, paper)


def sheet(name: str, columns: tuple[ReadColumn[T], ...], things: Iterable[T]) -> Sheet:
    """One row per thing."""
    return Sheet(name, columns, tuple(tuple(each.read(thing) for each in columns) for thing in things))


def on_paper(made: Sheet) -> str:
    """The columns that read well in a document, as Markdown."""
    kept = [each.title for each in made.columns if not isinstance(each, ReadColumn) or each.paper]
    return markdown_text(made.only(kept))
