"""What to claim, keep, join and leave: one row per table, with every role that is advised there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from strategy.advice.model import LIGHT, STRONG, Advice
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


@dataclass(frozen=True)
class Seat:
    """A table where we should be: the best advice about it, and that about other roles there."""

    body: str
    best: Advice
    others: tuple[Advice, ...]

    @property
    def advices(self) -> tuple[Advice, ...]:
        return (self.best, *self.others)

    @property
    def doing(self) -> str:
        return self.best.target.attitude


def seats(advices: Iterable[Advice]) -> tuple[Seat, ...]:
    """The tables that these advices want us at, in the order in which they come."""
    found: dict[str, list[Advice]] = {}
    for advice in advices:
        if advice.target.sort == "positie" and advice.target.attitude in DOING:
            found.setdefault(advice.target.body, []).append(advice)
    return tuple(Seat(body, group[0], tuple(group[1:])) for body, group in found.items())


def shown(found: Sequence[Seat]) -> tuple[Seat, ...]:
    """The tables for a page, by attitude: all we sit at, all that are more than to be considered, or else a few."""
    kept: list[Seat] = []
    for doing in DOING:
        own = [seat for seat in found if seat.doing == doing]
        strong = [
            seat for seat in own if doing == "behouden" or any(each.band in STRONG for each in seat.advices)
        ]
        kept += strong or own[:_AT_LEAST]
    return tuple(kept)


def seat_table(desk: Desk, subject: Subject, found: Sequence[Seat]) -> Table:
    """The tables with what to do there, as what, how firmly, and why."""
    rows = tuple(
        (
            Cell(seat.doing),
            Cell(desk.body(seat.body), _elsewhere(desk, seat)),
            Cell(role(desk, seat.best)),
            band(seat.best),
            Cell("".join(desk.arguments(seat.best, subject)[:1]), seat.best.id),
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
        advice
        for advice in subject.advices
        if advice.target.sort == "afzien"
        or (advice.target.sort == "positie" and advice.target.attitude in LIGHT)
    ]
    rows = tuple(
        (Cell(advice.title), Cell("".join(desk.arguments(advice, subject)[:1]), advice.id))
        for advice in found[:_MOST_LEFT]
    )
    if not rows:
        return None
    title = f"Wat te laten of alleen te volgen: {subject.name}"
    return Table(title, ("Laten of alleen volgen", "Waarom"), (42, 58), rows)


def _elsewhere(desk: Desk, seat: Seat) -> str:
    """The other roles at the same table; by name where the advice is as firm as advice can be."""
    texts = []
    for advice in seat.others:
        name = f", {advice.id}" if advice.band == "doen" else ""
        texts.append(f"anders {role(desk, advice)} ({advice.band}{name})")
    return "; ".join(texts)
