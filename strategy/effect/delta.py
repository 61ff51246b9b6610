"""The difference between two values as a tree, from which any mixture of old and new can be made.

A leaf carries the change that a user reads. Blending takes each leaf's new value when its change is taken,
and its old value otherwise; so the old version with one change, or the new without one, is a dossier too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol

from strategy.errors import Span

Plain = str | int | float
Sort = Literal["nieuw", "vervallen", "hernoemd", "verplaatst", "gewijzigd", "erbij", "eraf", "volgorde"]


@dataclass(frozen=True)
class Change:
    """One thing that is different, in the words of the YAML.

    `kind` and `item` say of what (prioriteit, actor, positie, regel …), `path` under which keys; an empty path
    is the item itself. `old` and `new` are None where there is nothing. Changes are equal when they say the
    same, wherever it stands.
    """

    kind: str
    item: str
    sort: Sort
    path: tuple[str, ...]
    old: Plain | None
    new: Plain | None
    name: str = field(default="", compare=False)
    place: Span = field(default=Span(""), compare=False)
    """Where the new value stands, or the old one when it is gone."""
    keys: tuple[str | int, ...] = field(default=(), compare=False)
    """Where below `place` the value is, as long as that has not been looked up."""
    gone: bool = field(default=False, compare=False)
    internal: bool = field(default=False, compare=False)
    evidence_old: frozenset[Span] = field(default=frozenset(), compare=False)
    """The places that facts read from the old value refer to; empty where these are not the value's own."""
    evidence_new: frozenset[Span] = field(default=frozenset(), compare=False)


Take = Callable[[Change], bool]


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()
"""Stands for an element that is not in one of the versions."""


class Delta(Protocol):
    """The difference between two values."""

    def changes(self) -> Iterator[Change]: ...

    def blend(self, take: Take) -> Any: ...


@dataclass(frozen=True)
class Same:
    """No difference that counts; the old value stands for both."""

    value: Any

    def changes(self) -> Iterator[Change]:
        return iter(())

    def blend(self, take: Take) -> Any:
        return self.value


@dataclass(frozen=True)
class Leaf:
    """One change."""

    change: Change
    old: Any
    new: Any

    def changes(self) -> Iterator[Change]:
        yield self.change

    def blend(self, take: Take) -> Any:
        return self.new if take(self.change) else self.old


@dataclass(frozen=True)
class Following:
    """A difference that only follows from a change elsewhere, such as inherited provenance."""

    change: Change
    old: Any
    new: Any

    def changes(self) -> Iterator[Change]:
        return iter(())

    def blend(self, take: Take) -> Any:
        return self.new if take(self.change) else self.old


@dataclass(frozen=True)
class Moved:
    """Something that moved to another parent, seen from where it comes or from where it goes."""

    change: Change
    inner: Delta
    arrives: bool

    def changes(self) -> Iterator[Change]:
        if self.arrives:
            yield self.change
            yield from self.inner.changes()

    def blend(self, take: Take) -> Any:
        return self.inner.blend(take) if take(self.change) == self.arrives else ABSENT


@dataclass(frozen=True)
class Fields:
    """A dataclass of which some attributes differ."""

    old: Any
    parts: Mapping[str, Delta]

    def changes(self) -> Iterator[Change]:
        for part in self.parts.values():
            yield from part.changes()

    def blend(self, take: Take) -> Any:
        return dataclasses.replace(self.old, **{name: part.blend(take) for name, part in self.parts.items()})


@dataclass(frozen=True)
class Elements:
    """A tuple, element by element; what is absent is left out."""

    parts: tuple[Delta, ...]

    def changes(self) -> Iterator[Change]:
        for part in self.parts:
            yield from part.changes()

    def blend(self, take: Take) -> Any:
        values = (part.blend(take) for part in self.parts)
        return tuple(value for value in values if value is not ABSENT)


@dataclass(frozen=True)
class Entries:
    """A table, key by key; what is absent is left out."""

    parts: Mapping[str, Delta]

    def changes(self) -> Iterator[Change]:
        for part in self.parts.values():
            yield from part.changes()

    def blend(self, take: Take) -> Any:
        values = {name: part.blend(take) for name, part in self.parts.items()}
        return {name: value for name, value in values.items() if value is not ABSENT}


def fields(old: Any, parts: Mapping[str, Delta]) -> Delta:
    """The parts that differ, or the old object when none does."""
    different = {name: part for name, part in parts.items() if not isinstance(part, Same)}
    return Fields(old, different) if different else Same(old)


def elements(old: tuple[Any, ...], parts: tuple[Delta, ...]) -> Delta:
    """A tuple whose elements differ, or the old one when none does."""
    return Same(old) if all(isinstance(part, Same) for part in parts) else Elements(parts)


def entries(old: Mapping[str, Any], parts: Mapping[str, Delta]) -> Delta:
    """A table whose entries differ, or the old one when none does."""
    return Same(old) if all(isinstance(part, Same) for part in parts.values()) else Entries(parts)
