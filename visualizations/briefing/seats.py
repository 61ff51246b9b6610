"""What to claim, keep, join and leave: one row per table, with every role that is advised there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from strategy.advice.lines import Line
from strategy.advice.model import LIGHT, REFRAIN, STRONG, Advice
from strategy.advice.names import ROLE_NAMES, decimal
from visualizations.briefing.choose import Subject
from visualizations.briefing.desk import Desk
from visualizations.briefing.model import Cell, Table

DOING: tuple[str, ...] = ("claimen", "behouden", "meedoen")
"""Attitudes that want us at a table, in the order of the page."""
_SHORT = {"inbreng": "stevige inbreng"}
"""What is shorter in a column than the name of the role."""
_AT_LEAST = 3
"""Tables shown of an attitude of which none is `doen` or `ook doen`."""
_MOST_LEFT = 6


def seats(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines about a table that we should be at, in the order in which they come."""
    return tuple(line for line in lines if line.target.sort == "positie" and line.target.attitude in DOING)


def shown(found: Sequence[Line]) -> tuple[Line, ...]:
    """The tables for a page, by attitude: all we sit at, all that are more than to be considered, or else a few."""
    kept: list[Line] = []
    for doing in DOING:
        own = [seat for seat in found if seat.target.attitude == doing]
        strong = [seat for seat in own if doing == "behouden" or seat.band in STRONG]
        kept += strong or own[:_AT_LEAST]
    return tuple(kept)


def seat_table(desk: Desk, subject: Subject, found: Sequence[Line]) -> Table:
    """The tables with what to do there, as what, how firmly, and why."""
    rows = tuple(
        (
            Cell(seat.target.attitude),
            Cell(desk.body(seat.target.body), _elsewhere(desk, seat)),
            Cell(role(desk, seat)),
            band(seat),
            Cell(desk.argument(seat, subject), seat.id),
        )
        for seat in found
    )
    heads = ("Doen", "Tafel", "Rol", "Band", "Sterkste argument")
    return Table(
        f"Zetels om te claimen, te behouden of aan mee te doen: {subject.name}",
        heads,
        (11, 25, 13, 13, 38),
        rows,
    )


def role(desk: Desk, advice: Advice) -> str:
    """The role of a seat: trekker, or portefeuille Jeugd."""
    target = advice.target
    if target.role == "portefeuille" and target.theme:
        return f"portefeuille {desk.names.name('thema', target.theme)}"
    return _SHORT.get(target.role) or ROLE_NAMES.get(target.role, target.role)


def band(advice: Advice) -> Cell:
    """How firmly: the band, and the place among all advice with the score."""
    return Cell(advice.band, f"rang {advice.rank} ({decimal(advice.score, 1)})")


def left_table(desk: Desk, subject: Subject) -> Table | None:
    """What to leave, or only to follow, with the reason; None when there is nothing."""
    found = [
        line
        for line in subject.lines
        if line.target.sort == REFRAIN or (line.target.sort == "positie" and line.target.attitude in LIGHT)
    ]
    rows = tuple(
        (Cell(line.title), Cell(desk.argument(line, subject), line.id)) for line in found[:_MOST_LEFT]
    )
    if not rows:
        return None
    title = f"Wat te laten of alleen te volgen: {subject.name}"
    return Table(title, ("Laten of alleen volgen", "Waarom"), (42, 58), rows)


def _elsewhere(desk: Desk, seat: Line) -> str:
    """The other roles at the same table."""
    others = (part for part in seat.parts[1:] if part.target.sort == "positie")
    return "; ".join(dict.fromkeys(f"anders {role(desk, part)}" for part in others))
