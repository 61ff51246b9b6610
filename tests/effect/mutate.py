"""One field of a model changed, whatever its form: every place in a dossier, and other values for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any, NamedTuple

from strategy.dossier.model import (
    Choice,
    Confirmed,
    Day,
    Dossier,
    Item,
    Key,
    Kind,
    Many,
    NewId,
    Number,
    Object,
    Ref,
    Seat,
    Source,
    Table,
    Text,
    Theme,
    Told,
    Trait,
    WithSource,
    YesNo,
    keys_of,
)
from strategy.dossier.provenance import Confirmation, Origin, Sourced, SourceRef
from strategy.errors import Span

Step = tuple[str, Any]
_LINES = count(1)
OTHER_SOURCE = SourceRef("een-ander-document")


def nowhere() -> Origin:
    """The origin of something new, each at a place of its own."""
    return Origin(Span("nieuw.yaml", next(_LINES)), nature="aanname")


class Place(NamedTuple):
    """An attribute of an object somewhere in a dossier."""

    path: tuple[Step, ...]
    owner: Any
    key: Key


def places(dossier: Dossier) -> Iterator[Place]:
    """Every declared attribute of every object."""
    for name in ("header", "documents", "college", "opgaven", "layers"):
        yield from _places(getattr(dossier, name), (("attribute", name),))


def _places(value: Any, path: tuple[Step, ...]) -> Iterator[Place]:
    if isinstance(value, tuple):
        for index, element in enumerate(value):
            yield from _places(element, (*path, ("index", index)))
    elif isinstance(value, dict):
        for name, element in value.items():
            yield from _places(element, (*path, ("name", name)))
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, Sourced | SourceRef):
        for key in keys_of(type(value)):
            if not (
                isinstance(value, Theme | Trait) and key.attribute == "id"
            ):  # that is the key of the table
                yield Place((*path, ("attribute", key.attribute)), value, key)
            yield from _places(getattr(value, key.attribute), (*path, ("attribute", key.attribute)))


def put(root: Any, path: tuple[Step, ...], value: Any) -> Any:
    """The same dossier with another value at one place."""
    if not path:
        return value
    (sort, name), *rest = path
    if sort == "index":
        return (*root[:name], put(root[name], tuple(rest), value), *root[name + 1 :])
    if sort == "name":
        return {**root, name: put(root[name], tuple(rest), value)}
    return dataclasses.replace(root, **{name: put(getattr(root, name), tuple(rest), value)})


def others(kind: Kind, value: Any) -> Iterator[Any]:
    """Other values that differ from `value` in one respect."""
    match kind:
        case WithSource(of):
            if value is None:
                yield Sourced(fresh(of), nowhere())
                return
            for other in others(of, value.value):
                yield Sourced(other, value.origin)
            yield from _otherwise_sourced(value)
        case Many(of):
            yield from _lists(of, value)
        case Table(key, of):
            name = next(iter(value), None)
            if name is not None:
                yield {each: inner for each, inner in value.items() if each != name}
                for other in others(of, value[name]) if not isinstance(of, Object) else ():
                    yield {**value, name: other}
            free = key.values if isinstance(key, Choice) else ("iets-nieuws",)
            extra = next((each for each in free if each not in value), None)
            if extra is not None:
                yield {**value, extra: fresh(of, extra)}
        case Object():
            yield fresh(kind) if value is None else None
        case YesNo():
            yield not value
        case Confirmed():
            yield (
                fresh(kind)
                if value is None
                else dataclasses.replace(value, day=value.day + timedelta(days=1))
            )
        case Day():
            yield fresh(kind) if value is None else value + timedelta(days=1)
        case Number():
            yield kind.low if value != kind.low else kind.high
        case Choice(values):
            yield next(each for each in values if each != value)
        case _:
            yield fresh(kind) if value is None else _other_text(kind, value)


def _lists(of: Kind, value: tuple[Any, ...]) -> Iterator[Any]:
    if value:
        yield value[1:]
    inner = of.of if isinstance(of, WithSource) else of
    if not isinstance(inner, Choice):
        yield (*value, fresh(of))
    elif unused := [
        each for each in inner.values if each not in [getattr(known, "value", known) for known in value]
    ]:
        yield (*value, Sourced(unused[0], nowhere()) if isinstance(of, WithSource) else unused[0])
    if value and isinstance(value[0], Sourced):
        yield from ((other, *value[1:]) for other in _otherwise_sourced(value[0]))


def _otherwise_sourced(value: Sourced[Any]) -> Iterator[Sourced[Any]]:
    """The same value with other provenance of its own."""
    origin = value.origin
    changes: tuple[dict[str, Any], ...] = (
        {"nature": "oordeel" if origin.nature == "registratie" else "registratie"},
        {"source": OTHER_SOURCE},
        {"to_verify": f"{origin.to_verify} en nog iets".strip()},
        {"note": f"{origin.note} en nog iets".strip()},
        {"internal": not origin.internal},
        {"to_confirm": f"{origin.to_confirm} 2030".strip()},
        {"confirmed": Confirmation(date(2031, 1, 1))},
    )
    for change in changes:
        yield Sourced(value.value, dataclasses.replace(origin, **change))


def _other_text(kind: Kind, value: Any) -> Any:
    if isinstance(kind, Source):
        return OTHER_SOURCE
    return f"{value}-anders" if isinstance(kind, NewId | Ref) else f"{value} anders"


def fresh(kind: Kind, name: str = "iets-nieuws") -> Any:
    """A value of this form that no dossier has."""
    match kind:
        case WithSource(of):
            return Sourced(fresh(of, name), nowhere())
        case Many(of):
            return (fresh(of, name),)
        case Object(cls):
            return built(cls, name)
        case Text():
            return f"Iets nieuws ({name})"
        case NewId() | Ref():
            return name
        case Seat():
            return f"{name}/lid"
        case Choice(values):
            return values[0]
        case Number(low=low):
            return low
        case YesNo():
            return True
        case Told():
            return "ja"
        case Source():
            return OTHER_SOURCE
        case Confirmed():
            return Confirmation(date(2020, 1, 1), "bestuursadviseur")
        case Day():
            return date(2020, 1, 1)
        case Table(key, of):
            return {fresh(key): fresh(of)}
    raise TypeError(kind)


def built(cls: type, name: str) -> Any:
    """A new object with the keys it must have, and at least one value."""
    keys = [key for key in keys_of(cls) if key.required] or [*keys_of(cls)[:1]]
    values = {key.attribute: fresh(key.kind, name) for key in keys}
    return cls(**values, **({"origin": nowhere()} if issubclass(cls, Item) else {}))
