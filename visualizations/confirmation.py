"""How far a dossier has been confirmed for a new term, as lines under `controleer`."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.facts.base import FactBase
from strategy.facts.confirmed import Progress, progress, term_words


def confirmation_lines(facts: FactBase) -> Iterator[str]:
    """The state of every term that facts are to be confirmed for, in all and file by file; none is fine."""
    for found in progress(facts):
        yield from _lines(found)


def _lines(found: Progress) -> Iterator[str]:
    term = term_words(found.term)
    if found.confirmed == found.total:
        yield f"Bevestigd voor {term}: alle {found.total} feiten."
        return
    yield f"Bevestigd voor {term}: {found.confirmed} van {found.total} feiten."
    width = len(str(max(file.total for file in found.files)))
    for file in found.files:
        state = "  klaar" if file.confirmed == file.total else ""
        yield f"  {file.confirmed:>{width}} van {file.total:>{width}}  {file.file}{state}"
