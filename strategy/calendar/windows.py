"""Which lines have a term running: a moment about their table, within sixty days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.calendar.occasions import Occasion, Subject, occasions

AHEAD = timedelta(days=60)
_LONGEST = timedelta(days=31)
"""What lasts longer, such as a season, is no date to keep."""


@dataclass(frozen=True)
class Window:
    """A moment by its name, from its first day to its last; `text` is the date as people read it."""

    name: str
    first: date
    last: date
    text: str


def windows(outcome: Outcome) -> Mapping[str, Window]:
    """Per line about a seat, by its id, the first moment that is on or begins within sixty days."""
    view = outcome.case.view
    found: dict[Subject, Window] = {}
    for occasion in occasions(view, outcome.names):
        window = _window(occasion, view.day)
        for subject in occasion.about if window else ():
            found[subject] = min(filter(None, (window, found.get(subject))), key=_place)
    owner = {body.id: actor.id for actor, body in view.bodies()}
    open_now: dict[str, Window] = {}
    for line in outcome.lines:
        if not _seat(line):
            continue
        bodies = {part.target.body for part in line.parts}
        own = [
            found.get(thing)
            for body in bodies
            for thing in (("gremium", body), ("actor", owner.get(body, "")))
        ]
        if known := [window for window in own if window]:
            open_now[line.id] = min(known, key=_place)
    return open_now


def _window(occasion: Occasion, day: date) -> Window | None:
    once = occasion.next(day)
    if occasion.sort != "moment" or once is None or once.last - once.first > _LONGEST:
        return None
    if once.last < day or once.first > _later(day):
        return None
    return Window(occasion.name, once.first, once.last, occasion.text)


def _later(day: date) -> date:
    return day + AHEAD if day <= date.max - AHEAD else date.max


def _place(window: Window) -> tuple[date, date, str]:
    """By the day until which there is time, or on which it begins."""
    return window.last, window.first, window.name


def _seat(line: Line) -> bool:
    return line.target.sort == "positie" and line.target.attitude != "volgen"
