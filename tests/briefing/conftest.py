"""The briefing of the real dossier, whole and about one opgave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from strategy.advice.advise import Outcome
from visualizations.briefing.build import briefing
from visualizations.briefing.lookups import subjects
from visualizations.briefing.model import Block, Briefing, Bullets, Heading, Paragraph, Picture, Table

COMMAND = "krachtenveld briefing --per opgave"


@pytest.fixture(scope="session")
def made(outcome: Outcome) -> Briefing:
    """Per opgave, all of them."""
    return briefing(outcome, subjects(outcome, "opgave"), COMMAND)


@pytest.fixture(scope="session")
def small(outcome: Outcome) -> Briefing:
    """Only gezondheid."""
    return briefing(outcome, subjects(outcome, "opgave", "gezondheid"), COMMAND)


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text in these blocks, in reading order; of a picture its title and its words."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Bullets():
                yield from (text for pair in block.items for text in pair if text)
            case Table():
                yield from block.heads
                yield from (
                    text for row in block.rows for cell in row for text in (cell.text, cell.note) if text
                )
            case Picture():
                yield from (block.title, block.alternative)
