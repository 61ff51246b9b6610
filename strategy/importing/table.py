"""A list as it lies there: sheets of rows of text, and what is too much to be a list that people made."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from strategy.errors import KrachtenveldError

MAX_BYTES = 10_000_000
MAX_ROWS = 2_000
"""Filled rows. Position lists have some hundreds; a table of thousands is something else."""
MAX_COLUMNS = 60
MAX_CELL = 1_000
"""Characters kept of a cell: more is a document, not a field."""
_ODD = ("Cc", "Cs", "Co", "Cn")
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF, 0x00AD}
"""Marks that turn the direction of text around, or cannot be seen: in a list they only hide what it says."""
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]|_x000D_")


@dataclass(frozen=True)
class Row:
    """A row by its number in the sheet, from 1. `merged` are the columns whose value stands in a merged cell above."""

    number: int
    cells: tuple[str, ...]
    merged: frozenset[int] = frozenset()

    @property
    def filled(self) -> bool:
        return any(self.cells)


@dataclass(frozen=True)
class Table:
    """The filled rows of one sheet; pasted text has no sheet name. `notes` tell what was passed over in reading."""

    sheet: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def clean(text: str) -> str:
    """A cell without what cannot be seen, one line break for all kinds, and no longer than a field.

    What comes out is safe on a terminal, and fit to stand in YAML.
    """
    lines = _BREAKS.sub("\n", text[: 4 * MAX_CELL]).split("\n")
    plain = (" ".join("".join(_visible(sign) for sign in line).split()) for line in lines)
    return unicodedata.normalize("NFC", "\n".join(line for line in plain if line))[:MAX_CELL].strip()


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def bounded(rows: list[Row]) -> tuple[Row, ...]:
    """The filled rows. Raises KrachtenveldError when there are more than a list has."""
    filled = tuple(row for row in rows if row.filled)
    if len(filled) > MAX_ROWS:
        raise KrachtenveldError(
            f"de lijst heeft {len(filled)} gevulde rijen; er passen er {MAX_ROWS}",
            "bewaar alleen de rijen met posities in een eigen bestand",
        )
    return filled


def _visible(sign: str) -> str:
    return " " if unicodedata.category(sign) in _ODD or ord(sign) in _TURNING else sign
