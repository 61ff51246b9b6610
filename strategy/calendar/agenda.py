"""The moments of a dossier, those it states and those that follow from how long things last: which are to come, and which lines
have a term running.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from strategy.advice.advise import Outcome, once
from strategy.advice.lines import Line
from strategy.advice.model import Target
from strategy.advice.names import ROLE_NAMES, Names
from strategy.advice.select import layers_by_thing
from strategy.dossier.dates import Once, Recurring, When, next_day, read_date, written
from strategy.dossier.defined_names import all_of
from strategy.dossier.model import Body, Item, Layer, Moment, Post
from strategy.dossier.provenance import Origin, Period
from strategy.facts.fact_base import grouped, term_words
from strategy.graph.network import HELD_BY_US, View
from strategy.scenarios.changes import is_never

Subject = tuple[Literal["actor", "gremium", "instrument"], str]
"""What a moment is about: a kind, and the name of one of it."""
OccasionSort = Literal["moment", "einde"]
_ALWAYS = Period()


@dataclass(frozen=True)
class Occasion:
    """A moment that matters for seats or lobby.

    `sort` is "moment" when the dossier states it, "einde" when it follows from a last day. `when` is None where
    the date, `text`, cannot be read. `network` is the layer it stands in, "" for the dossier itself. `origin` is
    that of its date. `unsure` says what is still to be looked up. `period` bounds what recurs.
    """

    sort: OccasionSort
    name: str
    when: When | None
    text: str
    network: str
    about: tuple[Subject, ...]
    nominated_by: tuple[str, ...]
    origin: Origin
    note: str = ""
    unsure: str = ""
    period: Period = _ALWAYS

    def next(self, day: date) -> Once | None:
        """Its days; of what recurs the first time that is not over on `day`. None without days."""
        if not isinstance(self.when, Recurring):
            return self.when if isinstance(self.when, Once) else None
        once = self.when.after(max(day, self.period.start or day))
        return once if once and self.period.holds(once.first) else None


def occasions(view: View, names: Names) -> tuple[Occasion, ...]:
    """All moments that may be seen, in the order of the dossier; those that follow after those it states.

    What a scenario switches off has no moments. An end is left out where a moment about the same thing tells of
    it, on that day or the next.
    """
    layers = [layer for layer in view.dossier.layers if view.shows(layer)]
    known = {
        thing.subject[1]: thing.subject
        for layer in view.dossier.layers
        for thing in _lasting(layer, view, names)
    }
    stated = [occasion for layer in layers for occasion in _stated(layer, view, known)]
    ends = (end for layer in layers for end in _ends(layer, view, names, stated))
    return (*stated, *_end_of_term(view), *ends)


def _end_of_term(view: View) -> Iterator[Occasion]:
    header = view.dossier.header
    end = header.term.end
    if end:
        yield Occasion(
            "einde",
            "Einde van de collegeperiode",
            Once(end, end),
            written(Once(end, end)),
            "",
            (),
            (),
            header.origin,
        )


def _stated(layer: Layer, view: View, known: Mapping[str, Subject]) -> Iterator[Occasion]:
    """The moments of a layer, tied to those of the things `known` by name, on whatever day these hold."""
    for moment in layer.moments:
        if not (_ever(moment, view) and view.shows(moment.day)):
            continue
        about = tuple(known[name] for name in moment.about if name in known)
        if moment.about and not about:
            continue
        yield _occasion(moment, layer, about)


def _occasion(moment: Moment, layer: Layer, about: tuple[Subject, ...]) -> Occasion:
    when, origin = read_date(moment.day.value), moment.day.origin
    text = written(when) if isinstance(when, Once) and when.exact else moment.day.value
    if isinstance(when, Recurring) and moment.period.start:
        text = f"{text} (vanaf {moment.period.start.year})"
    unsure = _unsure(origin) if when else "de datum is niet te lezen"
    return Occasion(
        "moment", moment.name, when, text, layer.id, about, moment.nominated_by, origin, moment.note, unsure,
        moment.period,
    )  # fmt: skip


def _unsure(origin: Origin) -> str:
    """What is to be looked up still, or to be confirmed for a new term; "" when nothing is."""
    if origin.to_verify or not origin.unconfirmed:
        return origin.to_verify
    return f"nog te bevestigen voor {term_words(origin.unconfirmed)}"


def _ends(layer: Layer, view: View, names: Names, stated: Iterable[Occasion]) -> Iterator[Occasion]:
    """One moment per last day, for all of a network that ends on it."""
    told = [(occasion.about, occasion.when) for occasion in stated if isinstance(occasion.when, Once)]
    ends: dict[date, list[_Lasting]] = {}
    for thing in _lasting(layer, view, names):
        end = thing.item.period.end
        if end and not any(thing.subject in about and _tells(when, end) for about, when in told):
            ends.setdefault(end, []).append(thing)
    for end, things in sorted(ends.items()):
        when = Once(end, end)
        about = tuple(dict.fromkeys(thing.subject for thing in things))
        unsure = "; ".join(dict.fromkeys(filter(None, (_unsure(thing.item.origin) for thing in things))))
        name = f"Einde van {all_of(thing.name for thing in things)}"
        yield Occasion(
            "einde", name, when, written(when), layer.id, about, (), things[0].item.origin, unsure=unsure
        )


def _tells(when: Once, end: date) -> bool:
    return when.first <= next_day(end) and end <= when.last


@dataclass(frozen=True)
class _Lasting:
    """Something that may have a last day, as it is called and what it belongs to."""

    item: Item
    name: str
    subject: Subject


def _lasting(layer: Layer, view: View, names: Names) -> Iterator[_Lasting]:
    for actor in layer.actors:
        if _ever(actor, view):
            yield _Lasting(actor, names.short("actor", actor.id), ("actor", actor.id))
            for body in actor.bodies:
                if _ever(body, view):
                    yield _Lasting(body, body.name, ("gremium", body.id))
                    for post in body.posts:
                        yield from _lasting_seats(post, body, view)
    for instrument in layer.instruments:
        if _ever(instrument, view):
            yield _Lasting(instrument, instrument.name, ("instrument", instrument.id))


def _lasting_seats(post: Post, body: Body, view: View) -> Iterator[_Lasting]:
    if not _ever(post, view):
        return
    seat = f"{ROLE_NAMES[post.role]} van {body.name}"
    yield _Lasting(post, f"de zetel {seat}", ("gremium", body.id))
    for membership in post.memberships:
        if _ever(membership, view) and view.shows(membership.holder):
            whose = "onze" if membership.holder.value == HELD_BY_US else "andermans"
            yield _Lasting(membership, f"{whose} rol als {seat}", ("gremium", body.id))


def _ever(item: Item, view: View) -> bool:
    """Whether something holds on any day, and may be seen: moments tell of what is still to come too."""
    return not is_never(item.validity) and not view.hides(item.origin)


AppointmentState = Literal["loopt", "komt", "elk jaar", "onbekend", "voorbij"]
STATES: tuple[AppointmentState, ...] = get_args(AppointmentState)
"""`elk jaar`: it returns, on days that are not known. `onbekend`: it has no date that can be read."""


@dataclass(frozen=True)
class MomentChoice:
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
    state: AppointmentState
    once: Once | None
    away: int | None
    lines: tuple[Line, ...]
    grants: tuple[str, ...]


def agenda(outcome: Outcome, choice: MomentChoice = MomentChoice()) -> tuple[Appointment, ...]:
    """The moments within a choice: what is on or to come first, soonest first; what is over last, latest first.

    With `choice.opgave` a moment stays when it serves advice for that opgave, and shows that advice only.
    """
    view = outcome.case.view
    layer_of = layers_by_thing(outcome.case.dossier)
    kept = []
    for occasion in occasions(view, outcome.names):
        networks = {
            occasion.network,
            *(layer_of[name] for _, name in occasion.about if name in layer_of),
        }
        if choice.network is not None and choice.network not in networks:
            continue
        lines = tuple(served(outcome, occasion.about, choice.opgave))
        if choice.opgave is not None and not lines:
            continue
        appointment = _appointment(occasion, lines, view.day, choice.since)
        if _falls_within(appointment, choice):
            kept.append(appointment)
    return tuple(
        sorted(kept, key=lambda each: (STATES.index(_block(each.state)), *_soonest_first(each, view.day)))
    )


def served(outcome: Outcome, about: Iterable[Subject], opgave: str | None = None) -> Iterator[Line]:
    """The advice that a moment about these subjects serves, best first.

    A moment of a table serves the seats at it, and what has to be arranged for them; that of an actor serves
    also its tables, the relation with it, and the lobby through it or at its door.
    """
    subjects = set(about)
    tables, places = _looked_up(outcome)
    subjects.update(table for subject in tuple(subjects) for table in tables.get(subject, ()))
    for place in sorted({place for subject in subjects for place in places.get(subject, ())}):
        line = outcome.lines[place]
        if opgave in (None, *line.opgaven):
            yield line


@once
def _looked_up(outcome: Outcome) -> tuple[Mapping[Subject, list[Subject]], Mapping[Subject, list[int]]]:
    """The tables of each actor, and the places in the list of the advice that is about each subject."""
    tables: Iterator[tuple[Subject, Subject]] = (
        (("actor", actor.id), ("gremium", body.id)) for actor, body in outcome.case.view.bodies()
    )
    places = (
        (subject, place)
        for place, line in enumerate(outcome.lines)
        for part in line.parts
        for subject in _subjects(part.target)
    )
    return grouped(tables), grouped(places)


def _subjects(target: Target) -> Iterator[Subject]:
    for name in (target.body, target.first):
        yield "gremium", name
    for name in (target.actor, target.via, target.to):
        yield "actor", name
    yield "instrument", target.instrument


def _appointment(occasion: Occasion, lines: tuple[Line, ...], day: date, since: date | None) -> Appointment:
    once = occasion.next(max(day, since or day))
    grants = dict.fromkeys(
        condition.text for line in lines for condition in line.conditions if condition.sort == "gunning"
    )
    state, away = _seen_from(day, once) if once else (_undated(occasion, day), None)
    return Appointment(occasion, state, once, away, lines, tuple(grants))


def _undated(occasion: Occasion, day: date) -> AppointmentState:
    if not isinstance(occasion.when, Recurring):
        return "onbekend"
    over = occasion.period.end is not None and occasion.period.end < day
    return "voorbij" if over or occasion.when.first else "elk jaar"


def _seen_from(day: date, once: Once) -> tuple[AppointmentState, int]:
    if day < once.first:
        return "komt", (once.first - day).days
    if day <= once.last:
        return "loopt", (once.last - day).days
    return "voorbij", (once.last - day).days


def _falls_within(appointment: Appointment, choice: MomentChoice) -> bool:
    once = appointment.once
    if appointment.state == "voorbij" and not choice.past and (choice.since is None or once is None):
        return False
    if once is None:
        return True
    begun = choice.until is None or once.first <= choice.until
    return begun and (choice.since is None or choice.since <= once.last)


def _block(state: AppointmentState) -> AppointmentState:
    """What is on stands among what is to come, where it ends."""
    return "komt" if state == "loopt" else state


def _soonest_first(appointment: Appointment, day: date) -> tuple[int, int]:
    once = appointment.once
    if once is None:
        return 0, 0
    if appointment.state == "voorbij":
        return -once.last.toordinal(), -once.first.toordinal()
    return (
        once.last.toordinal() if appointment.state == "loopt" else once.first.toordinal(),
        once.last.toordinal(),
    )


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
            found[subject] = min(filter(None, (window, found.get(subject))), key=_soonest)
    owner = {body.id: actor.id for actor, body in view.bodies()}
    open_now: dict[str, Window] = {}
    for line in outcome.lines:
        if not _about_a_seat(line):
            continue
        bodies = {part.target.body for part in line.parts}
        own = [
            found.get(thing)
            for body in bodies
            for thing in (("gremium", body), ("actor", owner.get(body, "")))
        ]
        if known := [window for window in own if window]:
            open_now[line.id] = min(known, key=_soonest)
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


def _soonest(window: Window) -> tuple[date, date, str]:
    """By the day until which there is time, or on which it begins."""
    return window.last, window.first, window.name


def _about_a_seat(line: Line) -> bool:
    return line.target.sort == "positie" and line.target.attitude != "volgen"
