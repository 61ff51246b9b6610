"""The moments of a dossier: those it states, and those that follow from how long things last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from strategy.advice.names import ROLE_NAMES, Names
from strategy.dossier.dates import Once, Recurring, When, next_day, read_date, written
from strategy.dossier.model import Body, Item, Layer, Moment, Post
from strategy.dossier.provenance import Origin, Period
from strategy.dossier.register import all_of
from strategy.facts.base import term_words
from strategy.graph.network import View
from strategy.scenarios.changes import NEVER

Subject = tuple[Literal["actor", "gremium", "instrument"], str]
"""What a moment is about: a kind, and the name of one of it."""
Sort = Literal["moment", "einde"]
_ALWAYS = Period()


@dataclass(frozen=True)
class Occasion:
    """A moment that matters for seats or lobby.

    `sort` is "moment" when the dossier states it, "einde" when it follows from a last day. `when` is None where
    the date, `text`, cannot be read. `network` is the layer it stands in, "" for the dossier itself. `origin` is
    that of its date. `unsure` says what is still to be looked up. `period` bounds what recurs.
    """

    sort: Sort
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
    stated = [occasion for layer in layers for occasion in _stated(layer, view)]
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


def _stated(layer: Layer, view: View) -> Iterator[Occasion]:
    known = dict(_subjects(view))
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
                        yield from _seats(post, body, view)
    for instrument in layer.instruments:
        if _ever(instrument, view):
            yield _Lasting(instrument, instrument.name, ("instrument", instrument.id))


def _seats(post: Post, body: Body, view: View) -> Iterator[_Lasting]:
    if not _ever(post, view):
        return
    seat = f"{ROLE_NAMES[post.role]} van {body.name}"
    yield _Lasting(post, f"de zetel {seat}", ("gremium", body.id))
    for membership in post.memberships:
        if _ever(membership, view) and view.shows(membership.holder):
            whose = "onze" if membership.holder.value == "wij" else "andermans"
            yield _Lasting(membership, f"{whose} rol als {seat}", ("gremium", body.id))


def _subjects(view: View) -> Iterator[tuple[str, Subject]]:
    """What a moment can be about, by its name, on whatever day it holds."""
    for layer in view.dossier.layers:
        for actor in layer.actors:
            if _ever(actor, view):
                yield actor.id, ("actor", actor.id)
                yield from ((body.id, ("gremium", body.id)) for body in actor.bodies if _ever(body, view))
        yield from ((item.id, ("instrument", item.id)) for item in layer.instruments if _ever(item, view))


def _ever(item: Item, view: View) -> bool:
    """Whether something holds on any day, and may be seen: moments tell of what is still to come too."""
    return item.validity != NEVER and not (view.public_only and item.origin.internal)
