"""An answer to what a worklist asks, wherever it was given: in a workbook, or in a form on a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from strategy.worklist.places import Place

GONE = "weg"
"""The value that takes an element of a list away."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What one row says of a place. `right` is None where it only gives another value; `new` is "" without one.

    `source` is a reference to bronnen.yaml, `told` a source that is not there in the words of the list. `by` is a role.
    """

    place: Place
    sheet: str
    row: int
    right: bool | None
    new: str
    source: str
    told: str
    by: str
    day: date | None
    note: str

    @property
    def gone(self) -> bool:
        return self.new == GONE

    @property
    def said(self) -> tuple[object, ...]:
        """What it comes down to: two rows about one place that say the same, are one."""
        return self.right, self.new, self.source, self.told


@dataclass(frozen=True, eq=False)
class FilledList:
    """The answers of a list in its order, how many rows it has, and in how many the name of somebody was left out.

    `done` are rows that ask for what stands there already. `role` is what is left of the role of the whole list, when
    that is not all that was typed.
    """

    answers: tuple[Answer, ...]
    rows: int
    people: int
    done: int = 0
    role: str | None = None
