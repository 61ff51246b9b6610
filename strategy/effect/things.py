"""What in a dossier is a thing with a name of its own, and how things without a name are told apart and read out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from strategy.dossier.fields import Key, NewId, keys_of
from strategy.dossier.model import (
    AgendaItem,
    Cardinality,
    Competence,
    Contribution,
    Dependency,
    Dossier,
    Figure,
    Identifier,
    Influence,
    Item,
    Moment,
    Position,
    Post,
    ReadyText,
    Reason,
    Section,
    Statement,
)
from strategy.dossier.provenance import Origin, Sourced, SourceRef
from strategy.dossier.register import KIND_NAMES
from strategy.effect.delta import Plain
from strategy.errors import Span
from strategy.scenarios.changes import NEVER

POST = "positie"
SECTION = "paragraaf"
SHARED = frozenset(key.attribute for key in keys_of(Item))
_IDENTITY: Mapping[type, tuple[str, ...]] = {
    Post: ("role", "theme"), Section: ("id",), Competence: ("theme", "sort"), Dependency: ("theme", "sort"),
    Influence: ("on",), Position: ("priority",), AgendaItem: ("name",), Identifier: ("register",), Figure: ("name",), Statement: ("text",),
    ReadyText: ("sort", "text"), Reason: ("opgave", "text"),
    Contribution: ("giver", "programme"), Cardinality: ("role",), Moment: ("name",),
}  # fmt: skip
"""Without a name of their own: the attributes by which elements of a list are the same in two versions."""
_NAMELESS = (Statement, ReadyText, Reason)
"""Elements whose identity is too long to name them by; they are numbered."""


def id_kind(thing: Any) -> str | None:
    """The kind of name that a thing defines, if it defines one."""
    cls: type = type(thing)
    return _id_kind(cls)


@cache
def _id_kind(cls: type) -> str | None:
    return next((key.kind.kind for key in _keys(cls) if isinstance(key.kind, NewId)), None)


def own_keys(thing: Any) -> tuple[Key, ...]:
    """The declared keys of a thing, its own before those that every item has."""
    cls: type = type(thing)
    return _keys(cls)


@cache
def _keys(cls: type) -> tuple[Key, ...]:
    declared = keys_of(cls) if is_dataclass(cls) else ()
    return tuple(sorted(declared, key=lambda key: key.attribute in SHARED))


def kind_of(thing: Any) -> str | None:
    """What users call a thing like this; None when it is only a part of one."""
    if isinstance(thing, Post | Section):
        return POST if isinstance(thing, Post) else SECTION
    kind = id_kind(thing)
    return KIND_NAMES[kind] if kind else None


def item_id(thing: Any, within: str) -> str:
    """The id of a thing; a seat and a paragraph are named within what they belong to."""
    if isinstance(thing, Post):
        return "/".join(part for part in (within, thing.role, thing.theme) if part)
    if isinstance(thing, Section):
        return f"{within} §{thing.id}"
    return str(thing.id)


def name_of(thing: Any) -> str:
    """The name that users read; "" for what is only known by its id."""
    return str(getattr(thing, "name", "") or getattr(thing, "title", ""))


def identity(thing: Any) -> tuple[Any, ...]:
    """What must be equal for two elements of a list to be the same thing."""
    attributes = ("id",) if id_kind(thing) else _IDENTITY.get(type(thing), ())
    return tuple(getattr(thing, attribute) for attribute in attributes)


def label(thing: Any, index: int) -> tuple[str, ...]:
    """How an element without an id is named in a path: by what it is about, or else its number in the list."""
    if isinstance(thing, _NAMELESS):
        return (str(index + 1),)
    return ("/".join(str(part) for part in identity(thing) if part),) if identity(thing) else ()


def plain(value: Any) -> Plain | None:
    """A value of the model as it is written, without its provenance; None when there is none."""
    if isinstance(value, Sourced):
        return plain(value.value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, SourceRef):
        return str(value)
    if isinstance(value, str):
        return " ".join(value.split()) or None
    return value if isinstance(value, int | float) else None


def row(values: Sequence[Any]) -> str:
    """A list of words in one line."""
    return ", ".join(str(plain(value)) for value in values)


def described(thing: Any) -> str:
    """A part of a thing in one line: its own values in the order of their keys."""
    if thing is NEVER:
        return "nooit"
    found = []
    for key in own_keys(thing):
        value = getattr(thing, key.attribute)
        if key.attribute not in SHARED and (text := _text(value)):
            found.append(text if len(own_keys(thing)) - len(SHARED) == 1 else f"{key.name} {text}")
    return ", ".join(found)


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return " ".join(filter(None, map(_text, value)))
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, Sourced | SourceRef):
        return described(value)
    return str(plain(value) or "") if value is not False else ""


def spans_in(value: Any) -> Iterator[Span]:
    """The place of every value and object within a value: what facts read from it refer to."""
    if isinstance(value, tuple | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from spans_in(inner)
    elif isinstance(value, Sourced):
        yield value.origin.span
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, SourceRef):
        if isinstance(value, Item):
            yield value.origin.span
        for key in own_keys(value):
            yield from spans_in(getattr(value, key.attribute))


@dataclass(frozen=True)
class Home:
    """Where a thing with an id is: the thing itself, and what it belongs to."""

    thing: Any
    parent: str
    origin: Origin


def homes(dossier: Dossier) -> dict[tuple[str, str], Home]:
    """Everything in networks and opgaven that can move to another parent, by kind and id."""
    found: dict[tuple[str, str], Home] = {}

    def add(kind: str, things: tuple[Any, ...], parent: Any, name: Callable[[Any], str]) -> None:
        for thing in things:
            found[kind, thing.id] = Home(thing, name(parent), parent.origin)

    for opgave in dossier.opgaven:
        add("prioriteit", opgave.priorities, opgave, lambda parent: f"opgave {parent.id}")
    for layer in dossier.layers:
        add("actor", layer.actors, layer, lambda parent: f"laag {parent.id}")
        add("instrument", layer.instruments, layer, lambda parent: f"laag {parent.id}")
        for actor in layer.actors:
            add("gremium", actor.bodies, actor, lambda parent: f"actor {parent.id}")
    return found
