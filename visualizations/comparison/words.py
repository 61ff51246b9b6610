"""Small words that every part of a comparison uses: letters for scenarios, places, shares and marks for bands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from strategy.advice.names import Names, decimal
from strategy.comparison.compared import Compared
from strategy.comparison.dropout import Road
from strategy.comparison.futures import Future
from strategy.comparison.seats import Seat, Standing, Word
from strategy.dossier.register import all_of
from strategy.scenarios.files import BASE

MARKS: Mapping[Word, str] = {
    "doen": "●", "ook doen": "○", "als er tijd is": "·", "niet doen": "×", "niet": "–",
}  # fmt: skip
"""How a band looks where there is no room for its name."""
MOST_NAMED = 3
KEY = "● doen   ○ ook doen   · als er tijd is   × niet doen   – niet geadviseerd"


BASE_TEXT = f"{BASE} (het dossier zelf)"
"""What the dossier without a scenario is called where it is named first."""


def first_name(future: Future) -> str:
    """A scenario where it is named first."""
    return BASE_TEXT if future.id == BASE else future.name


def letter(number: int) -> str:
    """A, B … Z, AA, AB …"""
    return (letter(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def cell(standing: Standing | None) -> str:
    """The place with the mark of the band."""
    return f"{standing.place}{MARKS[standing.band]}" if standing else MARKS["niet"]


def percent(share: float) -> str:
    """A share as people read it; a little is not nothing."""
    return "minder dan 1%" if 0 < share < 0.005 else f"{decimal(100 * share, 0)}%"


def number(value: float) -> str:
    """A score, with one digit as `advies` shows it."""
    return decimal(value, 1)


def places(seat: Seat, without: int | None = None) -> str:
    """Between which places an advice stands in the scenarios, one of them left out."""
    found = [item.place for each, item in enumerate(seat.standings) if item and each != without]
    low, high = min(found), max(found)
    return f"plaats {low}" if low == high else f"plaats {low} tot {high}"


def within(found: Compared, seat: Seat) -> Iterator[str]:
    """What is not the same within a line from scenario to scenario; told from the dossier itself where it is compared."""
    columns = found.futures.columns
    for each in seat.partial:
        new = any(columns[number] is found.futures.base for number in each.without)
        word, numbers = ("nieuw", each.there) if new else ("vervalt", each.without)
        where = listed([columns[number].name for number in numbers], MOST_NAMED)
        yield f"binnen deze regel {word} bij {where}: {each.part.title}"


def listed(texts: Sequence[str], most: int, between: str = ", ") -> str:
    """`a, b en c`, or the first `most` and how many there are more."""
    shown = list(texts[:most])
    if rest := len(texts) - len(shown):
        return f"{between.join(shown)} en nog {rest}"
    return all_of(shown) if between == ", " else between.join(shown)


def road_text(names: Names, road: Road) -> str:
    """What becomes of the strongest road to one decider."""
    to = names.short("actor", road.to)
    if road.after is None:
        return f"geen weg meer naar {to}"
    return f"de weg naar {to} wordt zwakker ({decimal(road.before.strength, 2)} → {decimal(road.after.strength, 2)})"
