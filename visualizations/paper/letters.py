"""The letters on paper: DejaVu Sans, which comes with matplotlib, what it can draw, and how wide that is."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

FACE = "DejaVu Sans"
LIKEWISE = f"'{FACE}', Verdana, sans-serif"
"""For an SVG on a machine without it: Verdana, of the same family, is as wide."""
MISSING = "□"
"""Stands for a sign that the face does not have, such as most emoji."""
_FIXED = 1 << 16
"""FreeType gives widths in 1/65536 of a unit."""


def folder() -> Path:
    """Where the files of the face are."""
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"


@cache
def _face(bold: bool) -> FT2Font:
    from matplotlib.ft2font import FT2Font

    face = FT2Font(str(folder() / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")))
    face.set_size(1000, 72)
    return face


@cache
def _known() -> frozenset[str]:
    return frozenset(map(chr, _face(False).get_charmap()))


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line of text, in the unit of `size`."""
    return sum(_advance(sign, bold) for sign in drawable(text)) * size / 1000


@cache
def _advance(sign: str, bold: bool) -> float:
    from matplotlib.ft2font import LoadFlags

    return float(_face(bold).load_char(ord(sign), flags=LoadFlags.NO_HINTING).linearHoriAdvance) / _FIXED


def drawable(text: str) -> str:
    """The text with only signs that the face has; what steers text, such as marks of direction, goes.

    An accessible PDF may not hold a sign that cannot be drawn; typst refuses to write one.
    """
    if text.isascii() and (text.isprintable() or text.replace("\n", "").isprintable()):
        return text
    return "".join(map(_drawn, text))


@cache
def _drawn(sign: str) -> str:
    if sign == "\n":
        return sign
    category = unicodedata.category(sign)
    if category in ("Zs", "Zl", "Zp") or sign == "\t":
        return sign if sign in _known() and category == "Zs" else " "
    if category[0] == "C" or 0xFE00 <= ord(sign) <= 0xFE0F:  # steering, unassigned, and variants of a sign
        return ""
    return sign if sign in _known() else MISSING


def wrapped(text: str, size: float, room: float, bold: bool = False) -> tuple[str, ...]:
    """Lines that each fit in `room`; a word that is wider than that is broken. At least one line."""
    lines = [""]
    for word in drawable(text).split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width(longer, size, bold) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for sign in word:
            if lines[-1] and width(lines[-1] + sign, size, bold) > room:
                lines.append("")
            lines[-1] += sign
    return tuple(lines)
