"""The difference between two values as a tree, from which any mixture of old and new can be made.

A leaf carries the change that a user reads. Blending takes each leaf's new value when its change is taken,
and its old value otherwise; so the old version with one change, or the new without one, is a dossier too.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol

from strategy.errors import Span

Plain = str | int | float
Sort = Literal["nieuw", "vervallen", "hernoemd", "verplaatst", "gewijzigd", "erbij", "eraf", "volgorde"]


@dataclass(frozen=True)
class VersionChange:
    """One thing that is different between two versions of a dossier, in the words of the YAML.

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


Take = Callable[[VersionChange], bool]


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()
"""Stands for an element that is not in one of the versions."""


class Delta(Protocol):
    """The difference between two values."""

    def changes(self) -> Iterator[VersionChange]: ...

    def blend(self, take: Take) -> Any: ...


@dataclass(frozen=True)
class Same:
    """No difference that counts; the old value stands for both."""

    value: Any

    def changes(self) -> Iterator[VersionChange]:
        return iter(())

    def blend(self, take: Take) -> Any:
        return self.value


@dataclass(frozen=True)
class Leaf:
    """One change."""

    change: VersionChange
    old: Any
    new: Any

    def changes(self) -> Iterator[VersionChange]:
        yield self.change

    def blend(self, take: Take) -> Any:
        return self.new if take(self.change) else self.old


@dataclass(frozen=True)
class Following:
    """A difference that only follows from a change elsewhere, such as inherited provenance."""

    change: VersionChange
    old: Any
    new: Any

    def changes(self) -> Iterator[VersionChange]:
        return iter(())

    def blend(self, take: Take) -> Any:
        return self.new if take(self.change) else self.old


@dataclass(frozen=True)
class Moved:
    """Something that moved to another parent, seen from where it comes or from where it goes."""

    change: VersionChange
    inner: Delta
    arrives: bool

    def changes(self) -> Iterator[VersionChange]:
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

    def changes(self) -> Iterator[VersionChange]:
        for part in self.parts.values():
            yield from part.changes()

    def blend(self, take: Take) -> Any:
        return dataclasses.replace(self.old, **{name: part.blend(take) for name, part in self.parts.items()})


@dataclass(frozen=True)
class Elements:
    """A tuple, element by element; what is absent is left out."""

    parts: tuple[Delta, ...]

    def changes(self) -> Iterator[VersionChange]:
        for part in self.parts:
            yield from part.changes()

    def blend(self, take: Take) -> Any:
        values = (part.blend(take) for part in self.parts)
        return tuple(value for value in values if value is not ABSENT)


@dataclass(frozen=True)
class Entries:
    """A table, key by key; what is absent is left out."""

    parts: Mapping[str, Delta]

    def changes(self) -> Iterator[VersionChange]:
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


MOST_TRIED = 40
"""Among more leftovers than this, looking for one that was only renamed takes longer than it helps."""

Pair = tuple[int | None, int | None]


def pairs(
    old: Sequence[Any],
    new: Sequence[Any],
    identity: Callable[[Any], Hashable],
    distance: Callable[[int, int], int],
) -> list[Pair]:
    """Index pairs: what is in both, in the order of the old list, what only the old has, and at the end what is new.

    Elements match by identity; of several with the same identity, equal ones first, then in order. What is left
    matches when it differs in exactly one key: the identity itself was changed. `distance` counts the keys that
    differ between the elements at two indexes.
    """
    groups: dict[Hashable, list[int]] = {}
    for index, element in enumerate(new):
        groups.setdefault(identity(element), []).append(index)
    matched: dict[int, int] = {}
    twins = {key for key, number in Counter(map(identity, old)).items() if number > 1}
    for index, element in enumerate(old):
        group = groups.get(identity(element), [])
        if len(group) > 1 or (group and identity(element) in twins):
            same = next((other for other in group if distance(index, other) == 0), None)
            if same is not None:
                matched[index] = same
                group.remove(same)
    for index, element in enumerate(old):
        group = groups.get(identity(element), [])
        if index not in matched and group:
            matched[index] = group.pop(0)
    _rekey(old, new, matched, distance)
    taken = set(matched.values())
    found: list[Pair] = [(index, matched.get(index)) for index in range(len(old))]
    return [*found, *((None, index) for index in range(len(new)) if index not in taken)]


def _rekey(
    old: Sequence[Any], new: Sequence[Any], matched: dict[int, int], distance: Callable[[int, int], int]
) -> None:
    """Match leftovers that differ in one key only, in order."""
    gone = [index for index in range(len(old)) if index not in matched]
    come = [index for index in range(len(new)) if index not in set(matched.values())]
    if len(gone) * len(come) > MOST_TRIED**2:
        return
    for index in gone:
        near = next((other for other in come if distance(index, other) == 1), None)
        if near is not None:
            matched[index] = near
            come.remove(near)
