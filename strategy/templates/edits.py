"""Changes in a text at known places; every other character of it stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_BOM = "\ufeff"


class Edit(NamedTuple):
    """From a place up to another one comes `text`. Lines and columns count from 1; the second place is not in it."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


def insertion(line: int, text: str) -> Edit:
    """Whole lines before a line, or at the end when the text has no such line."""
    return Edit(line, 1, line, 1, text)


def replacement(line: int, column: int, length: int, text: str) -> Edit:
    """Other words in place of some on one line."""
    return Edit(line, column, line, column + length, text)


def removal(line: int, column: int, end_line: int, end_column: int) -> Edit:
    """Nothing in place of what is there."""
    return Edit(line, column, end_line, end_column, "")


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after these edits, which may not overlap; new lines end as the first line of the text does.

    Lines are those that YAML counts, so that the places of nodes fit; a mark of UTF-8 in front stays.
    """
    body = text.removeprefix(_BOM)
    mark = text[: len(text) - len(body)]
    first = _BREAK.search(body)
    newline = first[0] if first else "\n"
    starts = [0, *(found.end() for found in _BREAK.finditer(body))]
    for edit in sorted(edits, reverse=True):
        new = edit.text.replace("\n", newline)
        start, end = _offset(body, starts, edit[:2]), _offset(body, starts, edit[2:4])
        if edit.line > len(starts) and body and not _BREAK.search(body[-1]):
            new = newline + new
        body = body[:start] + new + body[end:]
    return mark + body


def _offset(text: str, starts: list[int], place: tuple[int, int]) -> int:
    line, column = place
    return starts[line - 1] + column - 1 if line <= len(starts) else len(text)
