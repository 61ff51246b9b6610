"""From what a list says to what would change in a dossier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from strategy.dossier.model import Dossier, Post
from strategy.dossier.writing import free, slug
from strategy.errors import Span
from strategy.importing.matching import NameIndex, meaningful_words, squeezed
from strategy.importing.readings import ListPlace, RowReading, Unread, actor_sort, body_sort
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
    settings: Mapping[str, str]
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

    @property
    def empty(self) -> bool:
        """Whether there is nothing to propose."""
        return not (self.changes or self.bodies or self.actors or self.moments)


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
        self._taken = {kind: set(items(dossier, kind)) for kind in ("gremium", "actor")}
        self._made = Proposal()
        self._seen: dict[str, ProposedLine] = {}
        self._bodies: dict[tuple[str, str], NewBody] = {}
        self._actors: dict[str, NewActor] = {}
        self._moments: set[tuple[str, str]] = set()

    def run(self, readings: Iterable[RowReading]) -> Proposal:
        for reading in readings:
            thing = reading.match.thing
            if thing is not None and thing.kind == "gremium":
                line = self._at_table(reading, thing.id)
            elif thing is not None or reading.match.how == "onzeker":
                line = self._unsure(reading)
            else:
                line = self._new(reading)
            self._made.lines.append(line)
            self._plan(line)
        return self._made

    # ── at a table that there is ──────────────────────────────────────────────────────────────────────

    def _at_table(self, reading: RowReading, body: str) -> ProposedLine:
        here = {name: post for name, post in self._posts.items() if name.split("/")[0] == body}
        role, theme, remarks = _role_and_theme(reading, list(here.values()))
        seat = "/".join(filter(None, (body, role, theme)))
        post = here.get(seat)
        at = post.origin.span if post else self._places[body]
        settings = _settings(reading, post)
        line = ProposedLine(reading, "gelijk", seat, _now(post), "", (), (*reading.remarks, *remarks), at)
        if post is None and role == "meelopen" and not settings:
            return replace(line, remarks=("volgen vraagt geen zetel", *line.remarks))
        if post is None:
            settings = settings or {"houder": "onbekend"}
            line = replace(line, state="nieuw", then=_then(settings))
        elif settings:
            line = replace(line, state="anders", then=_then(settings))
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
        role = reading.role or "lid"
        choices = [f"{each.id}/{role}" if each.kind == "gremium" else each.id for each in things]
        choices.sort(key=lambda choice: choice not in self._posts)
        return ProposedLine(reading, "onzeker", "", "", "", tuple(choices[:_MOST]), (why, *reading.remarks))

    # ── at a table that there is not ──────────────────────────────────────────────────────────────────

    def _new(self, reading: RowReading) -> ProposedLine:
        name = reading.match.text[:_LONGEST_NAME].strip()
        actor = reading.actor or self._mentioned(reading) or self._new_actor(reading, reading.network or name)
        key = (actor, squeezed(name) or name)
        body = self._bodies.get(key)
        if body is None:
            body = NewBody(self._id("gremium", name, actor), name, actor, body_sort(name))
            self._bodies[key] = body
            self._made.bodies.append(body)
        role, theme, remarks = _role_and_theme(reading, [])
        settings = _settings(reading, None)
        line = ProposedLine(
            reading, "nieuw", "/".join(filter(None, (body.id, role, theme))), "", _then(settings), (),
            (*reading.remarks, *remarks),
        )  # fmt: skip
        body.themes.update(dict.fromkeys(reading.themes))
        if (role, theme) in body.seats:
            return _double(line, body.seats[role, theme])
        body.seats[role, theme] = line
        return line

    def _mentioned(self, reading: RowReading) -> str:
        """The network with which the name of a new table begins, or one with tables with which it ends."""
        words = meaningful_words(reading.match.text)
        for size in range(min(len(words) - 1, _LONGEST_NETWORK), 0, -1):
            for part, first in ((words[:size], True), (words[-size:], False)):
                thing = self._index.match(" ".join(part), ("actor",)).thing
                if thing is not None and (first or self._index.within(thing.id)):
                    return thing.id
        return ""

    def _new_actor(self, reading: RowReading, name: str) -> str:
        key = squeezed(name) or name
        if key not in self._actors:
            actor = NewActor(
                id=self._id("actor", name),
                name=name[:_LONGEST_NAME].strip(),
                sort=actor_sort(name),
                level=reading.level or _LEVEL,
                guessed=not reading.level,
                place=reading.place,
            )
            self._actors[key] = actor
            self._made.actors.append(actor)
        return self._actors[key].id

    def _id(self, kind: str, name: str, actor: str = "") -> str:
        own = slug(name) or f"nieuw-{kind}"
        if actor and own == actor:
            own = f"{own}-overleg"
        elif actor and not own.startswith(actor):
            own = f"{actor}-{own}"
        wanted = free(own[:_LONGEST_ID].strip("-"), self._taken[kind])
        self._taken[kind].add(wanted)
        return wanted

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


def _role_and_theme(reading: RowReading, here: list[Post]) -> tuple[str, str, list[str]]:
    """Role and theme as the dossier has them at a table, with what was taken for granted."""
    role, theme = reading.role, reading.theme
    if not role and len(here) == 1:
        return here[0].role, here[0].theme or "", ["zonder rol; de tafel heeft maar één zetel"]
    if not role:
        return "lid", "", ["zonder rol; gelezen als lid"]
    if role == "portefeuille" and not theme and not any(p.role == role and not p.theme for p in here):
        alone = [post for post in here if post.role == role]
        if len(alone) == 1:
            return role, alone[0].theme or "", ["zonder thema; de tafel verdeelt maar één portefeuille"]
        if alone:
            return "lid", "", ["welke portefeuille zegt de lijst niet; gelezen als lid"]
    if role == "inbreng" and here and not any(post.role == role for post in here):
        return "lid", "", ["deelnemer gelezen als lid"]
    if role == "lid" and here and not any(post.role == role for post in here):
        return (
            role,
            theme,
            [f"het dossier kent hier alleen: {', '.join(dict.fromkeys(p.role for p in here))}"],
        )
    return role, theme, []


def _settings(reading: RowReading, post: Post | None) -> dict[str, str]:
    """What the row makes otherwise of a seat, in the keys of an overlay."""
    holders = {each.holder.value for each in post.memberships} if post else set()
    if reading.claim == "open":
        return {} if post and post.vacant else {"te_verdelen": "ja"}
    if not reading.claim or reading.claim in holders or (reading.claim == "onbekend" and post):
        return {}
    return {"houder": reading.claim}


def _now(post: Post | None) -> str:
    if post is None:
        return ""
    holders = [f"houder {each.holder.value}" for each in post.memberships]
    return ", ".join([*holders, *[_OPEN] * post.vacant]) or "houder niet ingevuld"


def _then(settings: Mapping[str, str]) -> str:
    words = {"te_verdelen": _OPEN, "houder": f"houder {settings.get('houder', '')}"}
    return ", ".join(words[key] for key in settings)


def _double(line: ProposedLine, before: ProposedLine) -> ProposedLine:
    same = line.reading.claim == before.reading.claim
    what = "dezelfde zetel als op" if same else "zegt iets anders dan"
    remark = f"{what} {before.reading.place}; die telt"
    return replace(line, state="dubbel", then="", remarks=(remark, *line.remarks))
