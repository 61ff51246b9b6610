"""From what a list says to what would change in a dossier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from strategy.dossier.defined_names import free, slug
from strategy.dossier.model import Dossier, Membership, Post
from strategy.errors import Span
from strategy.importing.cell_words import actor_sort, behind_board, body_sort, names_table
from strategy.importing.matching import (
    LEGAL_FORMS,
    NamedThing,
    NameIndex,
    meaningful_words,
    squeezed,
)
from strategy.importing.readings import RowReading, Unread
from strategy.importing.rows import ListPlace
from strategy.scenarios.changes import items, posts

RowState = Literal["gelijk", "anders", "nieuw", "onzeker", "dubbel"]
"""Of a row: as the dossier has it, otherwise, not in it yet, not to be told, or about a seat of a row before."""


@dataclass(frozen=True)
class ProposedLine:
    """A row with what became of it. `seat` is gremium/rol or gremium/rol/thema; `at` is where the dossier speaks of it."""

    reading: RowReading
    state: RowState
    seat: str = ""
    now: str = ""
    then: str = ""
    choices: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    at: Span | None = None


@dataclass(frozen=True)
class SeatChange:
    """A seat of a table in the dossier that the list has otherwise, in the keys of an overlay."""

    seat: str
    settings: Mapping[str, Any]
    line: ProposedLine


@dataclass
class NewBody:
    """A table that the dossier does not have, at an actor that it may have, with the rows that name it by seat."""

    id: str
    name: str
    actor: str
    sort: str
    seats: dict[tuple[str, str], ProposedLine] = field(default_factory=dict)
    themes: dict[str, None] = field(default_factory=dict)


@dataclass
class NewActor:
    """A network that the dossier does not have."""

    id: str
    name: str
    sort: str
    level: str
    guessed: bool
    place: ListPlace
    ties: dict[str, tuple[str, ListPlace]] = field(default_factory=dict)
    """Our relation with it, by layer, and where that stands."""


@dataclass(frozen=True)
class MapLine:
    """A node or line of a stakeholder map with what became of it. `name` is what the dossier calls it.

    `kind` is actor, gremium or relatie; `left_out` is a node that may be called by the name of somebody.
    """

    place: ListPlace
    said: str
    kind: str
    state: RowState
    name: str = ""
    how: str = ""
    now: str = ""
    then: str = ""
    choices: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    at: Span | None = None
    left_out: bool = False


@dataclass(frozen=True)
class TieChange:
    """Our relation with an actor of the dossier on one layer, as a map has it."""

    actor: str
    layer: str
    stand: str
    line: MapLine


@dataclass(frozen=True)
class PlannedMoment:
    """A moment that the list plans, about a table or, when that is new, about its network."""

    when: str
    name: str
    about: str
    place: ListPlace


@dataclass
class Proposal:
    """Everything that a list would change, with the rows that change nothing."""

    lines: list[ProposedLine] = field(default_factory=list)
    changes: list[SeatChange] = field(default_factory=list)
    bodies: list[NewBody] = field(default_factory=list)
    actors: list[NewActor] = field(default_factory=list)
    moments: list[PlannedMoment] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    map: list[MapLine] = field(default_factory=list)
    ties: list[TieChange] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to propose."""
        return not (self.changes or self.bodies or self.actors or self.moments or self.ties)


_LONGEST_ID = 60
_LONGEST_NAME = 150
_LONGEST_NETWORK = 5
"""Words of the name of a network within that of a table."""
_MOST = 5
"""Seats that a row could mean, to choose from."""
_LEVEL = "regio"
"""Of a new network of which the list gives no level; it is marked to be looked at."""
_OPEN = "te verdelen"


def propose(readings: Iterable[RowReading], dossier: Dossier, index: NameIndex) -> Proposal:
    """What the rows of a list would change in a dossier, in their order."""
    return _Proposer(dossier, index).run(readings)


class _Proposer:
    def __init__(self, dossier: Dossier, index: NameIndex) -> None:
        self._index = index
        self._posts = posts(dossier)
        self._places = {name: body.origin.span for name, body in items(dossier, "gremium").items()}
        self._names = {
            name: str(getattr(actor, "name", name)) for name, actor in items(dossier, "actor").items()
        }
        self._taken = {kind: set(items(dossier, kind)) for kind in ("gremium", "actor")}
        self._made = Proposal()
        self._seen: dict[str, ProposedLine] = {}
        self._bodies: dict[tuple[str, str], NewBody] = {}
        self._actors: dict[str, NewActor] = {}
        self._moments: set[tuple[str, str]] = set()

    def run(self, readings: Iterable[RowReading]) -> Proposal:
        found = list(readings)
        clashing = self._clashing(found)
        for number, reading in enumerate(found):
            if number in clashing:
                why = f"zegt iets anders dan {clashing[number]} over dezelfde zetel"
                reading = replace(reading, doubts=(*reading.doubts, why))
            line = self._line(reading)
            self._made.lines.append(line)
            self._plan(line)
        return self._made

    def _line(self, reading: RowReading) -> ProposedLine:
        thing = reading.match.thing
        if thing is not None and thing.kind == "gremium":
            return self._at_table(reading, thing.id)
        if thing is not None or reading.match.how == "onzeker":
            return self._unsure(reading)
        return self._new(reading)

    def _clashing(self, readings: list[RowReading]) -> dict[int, ListPlace]:
        """The rows that say something else of a seat than another row, with the place of that."""
        said: dict[tuple[str, str, str], list[int]] = {}
        for number, reading in enumerate(readings):
            if reading.claim and not reading.doubts and not reading.own:
                thing = reading.match.thing
                table = (
                    thing.id
                    if thing
                    else f"{reading.actor or reading.network} {squeezed(reading.match.text)}"
                )
                said.setdefault((table, reading.role, reading.theme), []).append(number)
        found: dict[int, ListPlace] = {}
        for numbers in said.values():
            if len({readings[number].claim for number in numbers}) > 1:
                for number in numbers:
                    other = next(n for n in numbers if readings[n].claim != readings[number].claim)
                    found[number] = readings[other].place
        return found

    # ── at a table that there is ──────────────────────────────────────────────────────────────────────

    def _at_table(self, reading: RowReading, body: str) -> ProposedLine:
        here = {name: post for name, post in self._posts.items() if name.split("/")[0] == body}
        role, theme, remarks, several = _role_and_theme(reading, list(here.values()))
        seat = "/".join(filter(None, (body, role, theme)))
        post = here.get(seat)
        at = post.origin.span if post else self._places[body]
        settings, emptied = _settings(reading, post)
        line = ProposedLine(reading, "gelijk", seat, _now(post), "", (), (*reading.remarks, *remarks), at)
        doubts = [*reading.doubts, *filter(None, [reading.whose]), *emptied]
        if several and settings:
            doubts.append("de lijst zegt niet welke zetel aan deze tafel")
        partly = reading.match.how == "alias" and not (reading.own or reading.named_network)
        if post is None and settings and partly:
            doubts.append("deze zetel kent het dossier niet, en de lijst noemt het netwerk van de tafel niet")
        doubts += reading.unread
        if doubts:
            choices = tuple(name for name in here) if several else (seat,)
            return replace(
                line, state="onzeker", seat="", choices=choices[:_MOST], remarks=_once(*doubts, *line.remarks)
            )
        if post is None and reading.own:
            return replace(line, remarks=("advies; deze zetel heeft het dossier niet", *line.remarks))
        if post is None and role == "meelopen" and not settings:
            return replace(line, remarks=("volgen vraagt geen zetel", *line.remarks))
        if post is None:
            settings = settings or {"houder": "onbekend"}
            line = replace(line, state="nieuw", then=_then(settings))
        elif settings:
            line = replace(line, state="anders", then=_then(settings))
        if line.state == "gelijk" and reading.own:
            return line
        if (before := self._seen.get(seat)) is not None:
            return _double(line, before)
        self._seen[seat] = line
        if settings:
            self._made.changes.append(SeatChange(seat, settings, line))
        return line

    def _unsure(self, reading: RowReading) -> ProposedLine:
        """A row that names a network and no table, or a table that could be several."""
        thing = reading.match.thing
        things = list(reading.match.things)
        why = "het is niet zeker welke tafel dit is"
        if thing is not None:
            tables = self._index.within(thing.id)
            seated = [table for table in tables if f"{table.id}/{reading.role}" in self._posts]
            about = [table for table in tables if set(table.themes) & set(reading.themes)]
            things = [table for table in about if table in seated] or about or seated or tables
            why = f"{thing.name} is een netwerk; de lijst zegt niet welke tafel"
            if not tables:
                why = f"{thing.name} heeft in dit dossier geen tafels"
        return self._to_choose(reading, things, why)

    def _to_choose(self, reading: RowReading, things: list[NamedThing], *why: str) -> ProposedLine:
        role = reading.role or "lid"
        choices = [f"{each.id}/{role}" if each.kind == "gremium" else each.id for each in things]
        choices.sort(key=lambda choice: choice not in self._posts)
        remarks = _once(*why, *reading.doubts, *filter(None, [reading.whose]), *reading.remarks)
        return ProposedLine(reading, "onzeker", "", "", "", tuple(choices[:_MOST]), remarks)

    # ── at a table that there is not ──────────────────────────────────────────────────────────────────

    def _new(self, reading: RowReading) -> ProposedLine:
        name = reading.match.text[:_LONGEST_NAME].strip()
        actor = reading.actor
        perhaps: list[NamedThing] = []
        if not actor and not reading.network:
            actor, perhaps = self._mentioned(name)
        if reading.doubts or (reading.unread and _told(reading)):
            doubted = replace(reading, doubts=(*reading.doubts, *reading.unread))
            return self._to_choose(doubted, perhaps, "deze tafel kent het dossier niet")
        if perhaps:
            listed = " of ".join(dict.fromkeys(each.name for each in perhaps[:_MOST]))
            why = f"het is niet zeker of dit een tafel van {listed} is; een kolom Netwerk zegt het"
            return self._to_choose(reading, perhaps, why)
        under = f"een nieuwe tafel van {self._names[actor]}" if actor in self._names else "een nieuw netwerk"
        actor = actor or self._new_actor(reading, reading.network or name)
        key = (actor, squeezed(name) or name)
        body = self._bodies.get(key)
        if body is None:
            body = NewBody(self._id("gremium", name, actor), name, actor, body_sort(name))
            self._bodies[key] = body
            self._made.bodies.append(body)
        role, theme, remarks, _ = _role_and_theme(reading, [])
        settings, _ = _settings(reading, None)
        line = ProposedLine(
            reading, "nieuw", "/".join(filter(None, (body.id, role, theme))), "", _then(settings), (),
            (under, *filter(None, [reading.whose]), *reading.unread, *reading.remarks, *remarks),
        )  # fmt: skip
        body.themes.update(dict.fromkeys(reading.themes))
        if (role, theme) in body.seats:
            return _double(line, body.seats[role, theme])
        body.seats[role, theme] = line
        return line

    def _mentioned(self, name: str) -> tuple[str, list[NamedThing]]:
        """The network that the name of a new table says it is of, or the networks that it may be of.

        A name that begins or ends with a network, and for the rest speaks of a table, is one of its tables. What speaks
        of no table is more likely a body of its own, such as a company that is called after a city.
        """
        words = [word for word in meaningful_words(name) if word not in LEGAL_FORMS]
        legal = len(words) < len(meaningful_words(name))
        for size in range(min(len(words) - 1, _LONGEST_NETWORK), 0, -1):
            for part, rest, first in (
                (words[:size], words[size:], True),
                (words[-size:], words[:-size], False),
            ):
                thing = self._index.known_as(part, "actor")
                if thing is None or legal:
                    continue
                if names_table(" ".join(rest)) and (first or self._index.within(thing.id)):
                    return thing.id, []
                if first and thing.sort_of not in ("gemeente", "ons", "provincie"):
                    return "", [thing]
        if behind := behind_board(name):
            said = [word for word in behind.split() if word not in LEGAL_FORMS]
            whole = self._index.known_as(said, "actor")
            return "", [whole] if whole else self._index.called_in_part(said, "actor")
        return "", []

    def _new_actor(self, reading: RowReading, name: str) -> str:
        key = squeezed(name) or name
        if key not in self._actors:
            actor = new_actor(name, actor_sort(name), reading.level, reading.place, self._taken["actor"])
            self._actors[key] = actor
            self._made.actors.append(actor)
        return self._actors[key].id

    def _id(self, kind: str, name: str, actor: str = "") -> str:
        own = slug(name) or f"nieuw-{kind}"
        if actor and own == actor:
            own = f"{own}-overleg"
        elif actor and not own.startswith(actor):
            own = f"{actor}-{own}"
        return _taken(own, self._taken[kind])

    # ── moments ───────────────────────────────────────────────────────────────────────────────────────

    def _plan(self, line: ProposedLine) -> None:
        """A moment for what the row plans; a new table is named by its network, which is sure to be there."""
        reading = line.reading
        if not reading.when or not line.seat or line.state == "dubbel":
            return
        body = line.seat.split("/")[0]
        new = {each.id: each for each in self._made.bodies}
        made = {actor.id for actor in self._made.actors}
        about = new[body].actor if body in new and new[body].actor not in made else body
        if (about, reading.when) in self._moments:
            return
        self._moments.add((about, reading.when))
        what = new[body].name if body in new else reading.match.things[0].name
        self._made.moments.append(
            PlannedMoment(reading.when, f"Planning: {what}"[:_LONGEST_NAME], about, reading.place)
        )


def _role_and_theme(reading: RowReading, here: list[Post]) -> tuple[str, str, list[str], bool]:
    """Role and theme as the dossier has them at a table, with what was taken for granted; and whether it could be several."""
    role, theme = reading.role, reading.theme
    if not role and len(here) == 1:
        return here[0].role, here[0].theme or "", ["zonder rol; de tafel heeft maar één zetel"], False
    if not role:
        return "lid", "", ["zonder rol; gelezen als lid"], len(here) > 1
    if role == "portefeuille" and not theme and not any(p.role == role and not p.theme for p in here):
        alone = [post for post in here if post.role == role]
        if len(alone) == 1:
            return (
                role,
                alone[0].theme or "",
                ["zonder thema; de tafel verdeelt maar één portefeuille"],
                False,
            )
        if alone:
            return "lid", "", ["welke portefeuille zegt de lijst niet; gelezen als lid"], True
    if role == "inbreng" and here and not any(post.role == role for post in here) and not reading.own:
        return "lid", "", ["deelnemer gelezen als lid"], False
    if role == "lid" and here and not any(post.role == role for post in here):
        known = ", ".join(dict.fromkeys(p.role for p in here))
        return role, theme, [f"het dossier kent hier alleen: {known}"], False
    return role, theme, [], False


def _told(reading: RowReading) -> bool:
    """Whether a row says of a seat that it is ours, or to be ours."""
    return reading.claim in ("wij", "open")


def _settings(reading: RowReading, post: Post | None) -> tuple[dict[str, Any], list[str]]:
    """What the row makes otherwise of a seat, in the keys of an overlay; and why that cannot be told."""
    held = post.memberships if post else ()
    holders = {each.holder.value for each in held}
    found: dict[str, Any] = {}
    doubts: list[str] = []
    if reading.holders is not None:
        said = set(reading.holders)
        if said != holders and len(said) == 1:
            found["houder"] = said.pop()
        elif said != holders:
            held_by = " en ".join(sorted(holders)) or "niet ingevuld"
            what = "is leeg" if not said else f"is {' en '.join(sorted(said))}"
            doubts.append(f"de houder {what}, en in het dossier {held_by}; schrijf wij, ander of onbekend")
    elif reading.claim == "open":
        if not (post and post.vacant):
            found["te_verdelen"] = "ja"
    elif reading.term and not any(_same_term(reading, each) for each in held):
        found["bezetting"] = [holding(reading)]
    elif (
        reading.claim
        and not reading.term
        and reading.claim not in holders
        and not (reading.claim == "onbekend" and post)
    ):
        found["houder"] = reading.claim
    if reading.vacant in ("ja", "nee") and (reading.vacant == "ja") != bool(post and post.vacant):
        found["te_verdelen"] = reading.vacant
    return found, doubts


def new_actor(name: str, sort: str, level: str, place: ListPlace, taken: set[str]) -> NewActor:
    """An actor that a dossier does not have, under an id that is not taken and is from now on."""
    own = _taken(slug(name) or "nieuw-actor", taken)
    return NewActor(own, name[:_LONGEST_NAME].strip(), sort, level or _LEVEL, not level, place)


def _taken(own: str, taken: set[str]) -> str:
    """An id that is free, cut to its length; it is so no more."""
    wanted = free(own[:_LONGEST_ID].strip("-"), taken)
    taken.add(wanted)
    return wanted


def holding(reading: RowReading) -> dict[str, Any]:
    """Who has the seat that a row is about, with the days of it, in the keys of a dossier."""
    days = {key: day.isoformat() for key, day in reading.term.items()}
    return {"houder": reading.claim, **({"geldig": days} if days else {})}


def _same_term(reading: RowReading, held: Membership) -> bool:
    """Whether the dossier has the same holder for the same days."""
    known = {"van": held.period.start, "tot": held.period.end}
    return held.holder.value == reading.claim and reading.term == {k: day for k, day in known.items() if day}


def _now(post: Post | None) -> str:
    if post is None:
        return ""
    holders = [f"houder {each.holder.value}" for each in post.memberships]
    return ", ".join([*holders, *[_OPEN] * post.vacant]) or "houder niet ingevuld"


def _then(settings: Mapping[str, Any]) -> str:
    """What a seat becomes, in words."""
    told: list[str] = []
    for key, value in settings.items():
        if key == "te_verdelen":
            told.append(_OPEN if value == "ja" else f"niet meer {_OPEN}")
        elif key == "houder":
            told.append(f"houder {value}")
        else:
            days = value[0]["geldig"]
            until = f"tot en met {days['tot']}" if "tot" in days else ""
            since = f"van {days['van']}" if "van" in days else ""
            told.append(" ".join(filter(None, (f"houder {value[0]['houder']}", since, until))))
    return ", ".join(told)


def _once(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _double(line: ProposedLine, before: ProposedLine) -> ProposedLine:
    same = line.reading.claim == before.reading.claim
    what = "dezelfde zetel als op" if same else "zegt iets anders dan"
    remark = f"{what} {before.reading.place}; die telt"
    return replace(line, state="dubbel", then="", remarks=(remark, *line.remarks))
