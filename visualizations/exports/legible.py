"""Text that every form can carry: without characters that XML, spreadsheets and terminals refuse."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from visualizations.exports.model import Value, Values
from visualizations.sheets import Cell

_REFUSED = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Outside the characters of XML 1.0, section 2.2; a carriage return too, for every reader makes a line end of it."""
REPLACED = "\ufffd"
SEPARATOR = " | "
BROKEN_BAR = "\u00a6"
_DIGITS = 4
Tidied = TypeVar("Tidied", Value, Cell)


def clean(text: str) -> str:
    """The text with Unix line ends, and a replacement sign for what cannot be written."""
    return _REFUSED.sub(REPLACED, text.replace("\r\n", "\n").replace("\r", "\n"))


def tidy(value: Tidied) -> Tidied:
    """A value with clean text, and a number to four digits, as in the JSON of `advies`."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(map(clean, value))
    return round(value, _DIGITS) if isinstance(value, float) else value


def cleaned(values: Values) -> Values:
    """Values that are tidy, all of them."""
    return {key: tidy(value) for key, value in values.items()}


def one_line(text: str) -> str:
    """Text for a label: clean, on one line, and without bars, for Kumu takes a label with a bar for two."""
    return " ".join(clean(text).split()).replace("|", BROKEN_BAR)


def listed(texts: tuple[str, ...], separator: str = SEPARATOR) -> str:
    """Several texts in one; a bar within a text becomes a broken bar, so that the others still part them."""
    return separator.join(text.replace("|", BROKEN_BAR) for text in texts)


def joined_texts(texts: Iterable[str]) -> str:
    """Texts in one cell, without repetition and without what is empty."""
    return listed(tuple(dict.fromkeys(filter(None, texts))))


def as_text(value: Value) -> str:
    """A value as XML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return listed(value) if isinstance(value, tuple) else str(value)
