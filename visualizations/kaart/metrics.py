"""How wide text is, and where it breaks, without a browser: the widths of Helvetica, which Arial shares."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

# Adobe's Core 14 metrics (Helvetica.afm), in thousandths of the font size. Liberation Sans has the same.
_WIDTHS = {
    **dict.fromkeys("0123456789aäáàâbdeëéèêghnñoöóòôpquüúùûL$_€", 556),
    **dict.fromkeys("cçksvxyzJ", 500),
    **dict.fromkeys("AÄÁBEËÉKPSVXY&", 667),
    **dict.fromkeys("CDHNRUÜwÇ", 722),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys("GOÖÓQ", 778),
    **dict.fromkeys("mM", 833),
    **dict.fromkeys(" ./,:;ftI!\\[]·", 278),
    **dict.fromkeys("r()-", 333),
    **dict.fromkeys("iïíìjl", 222),
    **dict.fromkeys("'’‘", 222),
    **dict.fromkeys('"“”', 355),
    "W": 944, "–": 556, "—": 1000, "…": 1000, "+": 584, "=": 584, "?": 556, "%": 889, "@": 1015,
}  # fmt: skip
_OTHER = 1000
"""Emoji, Arabic and whatever else: as wide as the font is high, so that a box is never too narrow."""
_TAIL = 4
"""Of a broken word no fewer letters than this stand on either line."""
_MARGIN = 1.06
"""Browsers substitute fonts; other sans-serif faces run a little wider."""


def width(text: str, size: float) -> float:
    """The width of one line, on the safe side."""
    return sum(_WIDTHS.get(letter, _OTHER) for letter in text) * size / 1000 * _MARGIN


def wrap(text: str, size: float, room: float) -> tuple[str, ...]:
    """Lines that each fit in `room`, of about equal length. A word that is too long is broken; nothing is lost."""
    words = [part for word in text.split() for part in _broken(word, size, room)]
    lines = _greedy(words, size, room)
    if len(lines) < 2:
        return tuple(lines) or ("",)
    # The narrowest room that needs no more lines gives the evenest lines.
    low, high = room / 2, room
    for _ in range(8):
        middle = (low + high) / 2
        if len(_greedy(words, size, middle)) > len(lines) or any(
            width(word, size) > middle for word in words
        ):
            low = middle
        else:
            high = middle
    return tuple(_greedy(words, size, high))


def _greedy(words: list[str], size: float, room: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _broken(word: str, size: float, room: float) -> list[str]:
    """A word in parts that fit: at its hyphens if it has any, between syllables, and else wherever the room ends."""
    if width(word, size) <= room:
        return [word]
    head, hyphen, tail = word.partition("-")
    if head and tail and width(head + hyphen, size) <= room:
        return [head + hyphen, *_broken(tail, size, room)]
    for place in reversed(_syllables(word)):
        if width(word[:place] + "-", size) <= room:
            return [word[:place] + "-", *_broken(word[place:], size, room)]
    parts = [""]
    for letter in word:
        if parts[-1] and width(parts[-1] + letter + "-", size) > room:
            parts[-1] += "-"
            parts.append("")
        parts[-1] += letter
    return parts


def _syllables(word: str) -> list[int]:
    """Where a Dutch word may be broken, by the patterns of OpenTaal; nowhere near its ends."""
    places = _dutch().positions(word.lower())
    return [int(place) for place in places if _TAIL <= place <= len(word) - _TAIL]


@cache
def _dutch() -> Pyphen:
    from pyphen import Pyphen

    return Pyphen(lang="nl_NL")
