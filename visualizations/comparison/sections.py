"""Sentences under their questions: what the screen and a document are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A sentence, and what is told about it in smaller letters; `depth` 1 belongs to the sentence before it."""

    text: str
    details: tuple[str, ...] = ()
    depth: int = 0


@dataclass(frozen=True)
class Section:
    """An answer under its question."""

    title: str
    lines: tuple[Line, ...]


def cut(lines: Sequence[Line], most: int) -> tuple[Line, ...]:
    """The first `most` lines and how many there are more; 0 is all."""
    if not most or len(lines) <= most:
        return tuple(lines)
    rest = f"… en nog {len(lines) - most}; `--top 0` toont ze allemaal"
    return (*lines[:most], Line(rest, depth=lines[0].depth))
