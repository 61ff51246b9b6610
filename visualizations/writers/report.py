"""An answer in every form that it has; a form is made only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from visualizations.sheets import Sheet
from visualizations.writers.blocks import Block
from visualizations.writers.shapes import Json


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
