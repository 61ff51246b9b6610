"""Markdown: texts in which nothing is markup, and tables of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

_SIGNS = re.compile(r"([\\`*_\[\]<>|~])|&(?=#?\w+;)")
_STARTS = re.compile(r"^(?=[-+=#]+(?:\s|$))|^(\d+)(?=[.)](?:\s|$))")
"""Before what begins a list, a heading or a line across at the start of a text."""


def escaped(text: str) -> str:
    """A text on one line in which no sign means anything. What there is to type stays between backticks."""
    return _STARTS.sub(r"\1\\", numbered(text))


def numbered(text: str) -> str:
    """The same for a text that may begin with a number, as the item of a list that it is."""
    return "".join(_part(part, code) for part, code in spans(" ".join(text.split())))


def spans(text: str) -> tuple[tuple[str, bool], ...]:
    """A text in parts, each with whether it is something to type: what stands between backticks, without these."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return ((text, False),)
    return tuple((part, number % 2 == 1) for number, part in enumerate(parts) if part)


def _part(text: str, code: bool) -> str:
    if code and not set(text) & set("|<&"):
        return f"`{text}`"
    return _SIGNS.sub(lambda found: f"\\{found[1]}" if found[1] else "&amp;", f"`{text}`" if code else text)


def table(heads: Sequence[str], rows: Iterable[Iterable[str]], right: Collection[int] = ()) -> Iterator[str]:
    """The lines of a table; cells are Markdown on one line. The columns in `right`, counted from 0, are for numbers."""
    yield _row(heads)
    yield f"|{'|'.join('--:' if place in right else '---' for place in range(len(heads)))}|"
    yield from map(_row, rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
