"""Which moments are to come, are on, are over or have no date, and which advice each of them serves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.model import Target
from strategy.calendar.occasions import Occasion, Subject, occasions
from strategy.dossier.dates import Once, Recurring

State = Literal["loopt", "komt", "elk jaar", "onbekend", "voorbij"]
STATES: tuple[State, ...] = ("loopt", "komt", "elk jaar", "onbekend", "voorbij")
"""`elk jaar`: it returns, on days that are not known. `onbekend`: it has no date that can be read."""


@dataclass(frozen=True)
class Choice:
    """Which moments to keep; None is all.

    `since` and `until` keep what falls at least partly between them; what has no days stays, for it may. What is
    over stays with `past`, or where `since` reaches back to it.
    """

    since: date | None = None
    until: date | None = None
    network: str | None = None
    opgave: str | None = None
    past: bool = False


@dataclass(frozen=True)
class Appointment:
    """A moment seen from a day.

    `once` are its days, of what recurs the first time to come; None without days. `away` counts days: until the
    first when it is to come, until the last (0 is the last) when it is on, since the last when it is over
    (negative). `lines` is the advice that it serves, best first; `grants` says who grants the seats.
    """

    occasion: Occasion
    state: State
    once: Once | None
    away: int | None
    lines: tuple[Line, ...]
    grants: tuple[str, ...]


def agenda(outcome: Outcome, choice: Choice = Choice()) -> tuple[Appointment, ...]:
    """The moments within a choice: what is on or to come first, soonest first; what is over last, latest first.

    With `choice.opgave` a moment stays when it serves advice for that opgave, and shows that advice only.
    """
    view = outcome.case.view
    layer_of = _layers(outcome)
    kept = []
    for occasion in occasions(view, outcome.names):
        networks = {
            occasion.network,
            *(layer_of[subject] for subject in occasion.about if subject in layer_of),
        }
        if choice.network is not None and choice.network not in networks:
            continue
        lines = tuple(served(outcome, occasion.about, choice.opgave))
        if choice.opgave is not None and not lines:
            continue
        appointment = _appointment(occasion, lines, view.day, choice.since)
        if _within(appointment, choice):
            kept.append(appointment)
    return tuple(sorted(kept, key=lambda each: (STATES.index(_block(each.state)), *_place(each, view.day))))


def served(outcome: Outcome, about: Iterable[Subject], opgave: str | None = None) -> Iterator[Line]:
    """The advice that a moment about these subjects serves, best first.

    A moment of a table serves the seats at it, and what has to be arranged for them; that of an actor serves
    also its tables, the relation with it, and the lobby through it or at its door.
    """
    subjects = set(about)
    tables = {name for kind, name in subjects if kind == "gremium"}
    actors = {name for kind, name in subjects if kind == "actor"}
    instruments = {name for kind, name in subjects if kind == "instrument"}
    tables |= {body.id for actor, body in outcome.case.view.bodies() if actor.id in actors}

    def meant(target: Target) -> bool:
        return bool(
            {target.body, target.first} & tables
            or {target.actor, target.via, target.to} & actors
            or target.instrument in instruments
        )

    for line in outcome.lines:
        if opgave in (None, *line.opgaven) and any(meant(part.target) for part in line.parts):
            yield line


def _appointment(occasion: Occasion, lines: tuple[Line, ...], day: date, since: date | None) -> Appointment:
    once = occasion.next(max(day, since or day))
    grants = dict.fromkeys(
        condition.text for line in lines for condition in line.conditions if condition.sort == "gunning"
    )
    state, away = _seen_from(day, once) if once else (_undated(occasion, day), None)
    return Appointment(occasion, state, once, away, lines, tuple(grants))


def _undated(occasion: Occasion, day: date) -> State:
    if not isinstance(occasion.when, Recurring):
        return "onbekend"
    over = occasion.period.end is not None and occasion.period.end < day
    return "voorbij" if over or occasion.when.first else "elk jaar"


def _seen_from(day: date, once: Once) -> tuple[State, int]:
    if day < once.first:
        return "komt", (once.first - day).days
    if day <= once.last:
        return "loopt", (once.last - day).days
    return "voorbij", (once.last - day).days


def _within(appointment: Appointment, choice: Choice) -> bool:
    once = appointment.once
    if appointment.state == "voorbij" and not choice.past and (choice.since is None or once is None):
        return False
    if once is None:
        return True
    begun = choice.until is None or once.first <= choice.until
    return begun and (choice.since is None or choice.since <= once.last)


def _block(state: State) -> State:
    """What is on stands among what is to come, where it ends."""
    return "komt" if state == "loopt" else state


def _place(appointment: Appointment, day: date) -> tuple[int, int]:
    once = appointment.once
    if once is None:
        return 0, 0
    if appointment.state == "voorbij":
        return -once.last.toordinal(), -once.first.toordinal()
    return (
        once.last.toordinal() if appointment.state == "loopt" else once.first.toordinal(),
        once.last.toordinal(),
    )


def _layers(outcome: Outcome) -> dict[Subject, str]:
    found: dict[Subject, str] = {}
    for layer in outcome.case.dossier.layers:
        for actor in layer.actors:
            found["actor", actor.id] = layer.id
            found |= {("gremium", body.id): layer.id for body in actor.bodies}
        found |= {("instrument", item.id): layer.id for item in layer.instruments}
    return found
