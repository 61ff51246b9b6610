"""Which names of a dossier are used, by what the model declares of each key: nothing is listed here by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from strategy.checks.subject import Subject
from strategy.dossier.fields import Key, Kind, Many, Ref, Table, WithSource, keys_of
from strategy.dossier.model import Item
from strategy.dossier.provenance import Sourced, SourceRef

Name = tuple[str, str]
"""A kind of name and the name itself: ("thema", "wonen")."""


@dataclass(frozen=True)
class Use:
    """Where a name is used: the class of the object, its attribute, and its id ("" when it has none)."""

    by: type[Item]
    attribute: str
    user: str


def uses(subject: Subject) -> Mapping[Name, tuple[Use, ...]]:
    """Every name that some key of the dossier refers to, with all its uses."""
    found: dict[Name, list[Use]] = {}
    for item in subject.items:
        for key in _keys(item):
            kinds = _kinds(key.kind)
            for name in _names(getattr(item, key.attribute)) if kinds else ():
                use = Use(type(item), key.attribute, getattr(item, "id", ""))
                for kind in kinds:
                    found.setdefault((kind, name), []).append(use)
    return {name: tuple(group) for name, group in found.items()}


def cited(subject: Subject) -> set[SourceRef]:
    """Every source reference of content and rules, each also without its bullet and without its paragraph."""
    given = {rule.source for rule in subject.rules if rule.source}
    for item in subject.items:
        given |= {origin for origin in _sources(item) if origin}
    return (
        given
        | {SourceRef(ref.document, ref.section) for ref in given}
        | {SourceRef(ref.document) for ref in given}
    )


def _keys(item: Item) -> tuple[Key, ...]:
    cls: Any = type(item)  # a class is hashable, whatever its instances are
    return _keys_of(cls)


@cache
def _keys_of(cls: type) -> tuple[Key, ...]:
    return tuple(keys_of(cls))


def _kinds(kind: Kind) -> tuple[str, ...]:
    """The kinds of names that the values of a key refer to; objects within are visited by themselves."""
    match kind:
        case Ref(kinds):
            return kinds
        case Many(of) | WithSource(of) | Table(of=of):
            return _kinds(of)
    return ()


def _names(value: object) -> Iterator[str]:
    if isinstance(value, Sourced):
        value = value.value
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for element in value:
            yield from _names(element)
    elif isinstance(value, dict):
        for element in value.values():
            yield from _names(element)


def _sources(item: Item) -> Iterator[SourceRef | None]:
    yield item.origin.source
    for key in _keys(item):
        yield from _within(getattr(item, key.attribute))


def _within(value: object) -> Iterator[SourceRef | None]:
    if isinstance(value, Sourced):
        yield value.origin.source
    elif isinstance(value, tuple):
        for element in value:
            yield from _within(element)
    elif isinstance(value, dict):
        for element in value.values():
            yield from _within(element)
