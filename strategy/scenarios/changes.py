"""Changes on a dossier as data: what is different, of which thing, and where that is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from strategy.dossier.fields import Key, Many, NewId, Object, Table, WithSource, keys_of
from strategy.dossier.model import (
    Actor,
    Body,
    Dossier,
    Instrument,
    Item,
    Opgave,
    Portfolio,
    Post,
    Priority,
    Validity,
)
from strategy.dossier.provenance import Origin
from strategy.errors import Span

Operation = Literal["wordt", "erbij", "eraf", "actief"]
POST = "positie"
RULE = "regel"


@dataclass(frozen=True)
class Subject:
    """A section of an overlay: the kind of thing it changes, and the class that describes it."""

    kind: str
    cls: type


SUBJECTS: Mapping[str, Subject] = {
    "opgaven": Subject("opgave", Opgave),
    "prioriteiten": Subject("prioriteit", Priority),
    "portefeuilles": Subject("portefeuille", Portfolio),
    "actoren": Subject("actor", Actor),
    "gremia": Subject("gremium", Body),
    "instrumenten": Subject("instrument", Instrument),
}
CLASSES: Mapping[str, type] = {subject.kind: subject.cls for subject in SUBJECTS.values()}
LAYERS = "lagen"
SECTIONS = (*SUBJECTS, LAYERS, "posities", "regels", "peildatum")
ACTIVE: Literal["actief"] = "actief"
WEIGHT = "weight"
"""The attribute that is 1 where it is left out."""
ADDED: Literal["erbij"] = "erbij"
"""Behind `portefeuilles` and `regels`: a list of new ones."""
GONE = "weg"
"""Takes the place of a value that may be left out."""
NEVER = Validity(end=date.min)
"""The validity of what an overlay switches off."""


@dataclass(frozen=True)
class Change:
    """One change: of the thing `kind`/`id` the YAML key `key` becomes, gains or loses `value`.

    `value` is what the model holds under that key (for erbij and eraf a tuple of elements, for actief a bool).
    A post is named `gremium/rol` or `gremium/rol/thema`; a rule by its id. With the key `erbij` the value is a
    whole new thing. `origin` is what a value without provenance of its own rests on.
    """

    kind: str
    id: str
    key: str
    operation: Operation
    value: Any
    span: Span
    origin: Origin | None = None


@dataclass(frozen=True)
class Overlay:
    """Changes in the order of the file, and another reference day when there is one."""

    changes: tuple[Change, ...] = ()
    day: date | None = None

    def __bool__(self) -> bool:
        return bool(self.changes) or self.day is not None


@cache
def changeable(cls: type) -> Mapping[str, Key]:
    """The keys of a class that an overlay may change, by name: no names, no provenance, nothing with names in it.

    What is public belongs to the provenance: each value has inherited it when the dossier was read.
    """
    shared = {key.name for key in keys_of(Item)} - {"geldig"}
    return {
        key.name: key
        for key in keys_of(cls)
        if key.name not in shared and not _names_something(key) and key.name != "posities"
    }


def _names_something(key: Key) -> bool:
    kind: Any = key.kind
    while isinstance(kind, Many | Table | WithSource):
        kind = kind.of
    if isinstance(kind, Object):
        return any(isinstance(inner.kind, NewId) for inner in keys_of(kind.cls))
    return isinstance(kind, NewId)


def items(dossier: Dossier, kind: str) -> dict[str, Item]:
    """All things of a kind, by id; for posts see `posts`. Raises KeyError for what is no kind of thing."""
    actors = [actor for layer in dossier.layers for actor in layer.actors]
    bodies = [body for actor in actors for body in actor.bodies]
    match kind:
        case "opgave":
            return {opgave.id: opgave for opgave in dossier.opgaven}
        case "prioriteit":
            return {priority.id: priority for opgave in dossier.opgaven for priority in opgave.priorities}
        case "portefeuille":
            return {portfolio.id: portfolio for portfolio in dossier.college.portfolios}
        case "actor":
            return {actor.id: actor for actor in actors}
        case "gremium":
            return {body.id: body for body in bodies}
        case "thema":
            return dict(dossier.header.themes)
        case "instrument":
            return {item.id: item for layer in dossier.layers for item in layer.instruments}
    raise KeyError(kind)


def posts(dossier: Dossier) -> dict[str, Post]:
    """All posts, by their name."""
    actors = (actor for layer in dossier.layers for actor in layer.actors)
    bodies = (body for actor in actors for body in actor.bodies)
    return {post_name(body.id, post): post for body in bodies for post in body.posts}


def find(dossier: Dossier, kind: str, name: str) -> Item | None:
    """The thing of this kind with this name, if there is one."""
    return items(dossier, kind).get(name)


def post_name(body: str, post: Post) -> str:
    """The name of a post: `gremium/rol`, with its theme behind it when it has one."""
    return "/".join(part for part in (body, post.role, post.theme) if part)
