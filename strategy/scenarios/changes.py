"""Changes on a dossier as data: what is different, of which thing, and where that is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, Literal

from strategy.dossier.fields import Key, Many, NewId, Object, Table, WithSource, keys_of
from strategy.dossier.model import (
    Actor,
    Body,
    Dossier,
    Header,
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
Path = tuple[str | int, ...]
"""The way down from the dossier: attributes, keys of tables and places in lists."""
POST = "positie"
RULE = "regel"
HEADER = "dossier"
THEME = "thema"
PLACE = "plaats"
"""The kind of a change that names no thing, but the place in the model where it is made."""


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
CLASSES: Mapping[str, type] = {HEADER: Header, **{subject.kind: subject.cls for subject in SUBJECTS.values()}}
LAYERS = "lagen"
DAY = "peildatum"
SECTIONS = (*SUBJECTS, LAYERS, "posities", "regels", DAY)
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

    Of the kind PLACE what stands at `path` keeps its provenance and becomes the word `value`, or goes (eraf).
    """

    kind: str
    id: str
    key: str
    operation: Operation
    value: Any
    span: Span
    origin: Origin | None = None
    path: Path = ()


Overlay = tuple[Change, ...]
"""Changes in the order of the file."""


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


@lru_cache(maxsize=4)
def things(dossier: Dossier) -> Mapping[tuple[str, str], tuple[Path, Any]]:
    """All that a change can name, by kind and name, each with the way down to it."""
    return {(kind, name): (path, thing) for kind, name, path, thing in _things(dossier)}


def _things(dossier: Dossier) -> Iterator[tuple[str, str, Path, Item]]:
    def listed(kind: str, path: Path, content: tuple[Any, ...]) -> Iterator[tuple[str, str, Path, Any]]:
        return ((kind, thing.id, (*path, at), thing) for at, thing in enumerate(content))

    yield HEADER, dossier.header.id, ("header",), dossier.header
    for name, theme in dossier.header.themes.items():
        yield THEME, name, ("header", "themes", name), theme
    yield from listed("portefeuille", ("college", "portfolios"), dossier.college.portfolios)
    for kind, name, path, opgave in listed("opgave", ("opgaven",), dossier.opgaven):
        yield kind, name, path, opgave
        yield from listed("prioriteit", (*path, "priorities"), opgave.priorities)
    for _, _, above, layer in listed("laag", ("layers",), dossier.layers):
        yield from listed("instrument", (*above, "instruments"), layer.instruments)
        for kind, name, path, actor in listed("actor", (*above, "actors"), layer.actors):
            yield kind, name, path, actor
            for kind, name, way, body in listed("gremium", (*path, "bodies"), actor.bodies):
                yield kind, name, way, body
                for at, post in enumerate(body.posts):
                    yield POST, post_name(name, post), (*way, "posts", at), post


def items(dossier: Dossier, kind: str) -> dict[str, Any]:
    """All things of a kind, by id; posts by their name."""
    return {name: thing for (known, name), (_, thing) in things(dossier).items() if known == kind}


def posts(dossier: Dossier) -> dict[str, Post]:
    """All posts, by their name."""
    return items(dossier, POST)


def find(dossier: Dossier, kind: str, name: str) -> Item | None:
    """The thing of this kind with this name, if there is one."""
    found: Item | None = things(dossier).get((kind, name), ((), None))[1]
    return found


def post_name(body: str, post: Post) -> str:
    """The name of a post: `gremium/rol`, with its theme behind it when it has one."""
    return "/".join(part for part in (body, post.role, post.theme) if part)
