"""The page of an opgave as headed lists, the same on the map, in the explorer and in a briefing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from strategy.explain.opgave_page import OpgavePage, Said

ABOUT = "Over deze opgave"
ELSEWHERE = "Wat andere regio's hierover leren"
TAKE_OVER = "Tekst om over te nemen"


@dataclass(frozen=True)
class OpgavePart:
    """A heading with what stands below it; there is always something."""

    title: str
    items: tuple[Said, ...]


def parts(page: OpgavePage) -> tuple[OpgavePart, ...]:
    """Everything of a page but its description, in the order in which it is told."""
    return tuple(OpgavePart(title, items) for title, items in _titled(page) if items)


def _titled(page: OpgavePage) -> Iterator[tuple[str, tuple[Said, ...]]]:
    yield "Doelen", page.goals
    yield "Trends", page.trends
    yield "Wijken en gebieden", page.areas
    yield "Cijfers", page.figures
    yield (
        "Wat andere programma's bijdragen",
        tuple(replace(item, name=group.name) for group in page.contributions for item in group.items),
    )
    yield "Prioriteiten", page.priorities
    for group in page.elsewhere:
        yield f"{ELSEWHERE}: {group.name}", group.items
    yield TAKE_OVER, page.texts
