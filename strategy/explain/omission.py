"""A dossier without one of its values, or with another word there: what someone who disagrees would write."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from strategy.advice.advise import Case, prepare
from strategy.dossier.fields import Choice, Kind, Many, NewId, Object, Table, WithSource, keys_of
from strategy.dossier.model import Dossier, Priority
from strategy.dossier.provenance import Sourced
from strategy.errors import Span

Path = tuple[str | int, ...]
"""The way down from the dossier: attributes, keys of tables and places in lists."""


@dataclass(frozen=True)
class Spot:
    """Where in the model something is written, and what else could be there.

    `key` is the YAML key it stands under. `words` are the other words of its closed list that could stand there with
    the rest as it is, empty when it is no single word. `gone` is what goes when it is taken away: itself, or the object around it when that cannot do without;
    `whole` then says what that object is, such as "prioriteit". `thing` says what this is, when it is an object
    with a name of its own.
    """

    path: Path
    gone: Path
    key: str = ""
    words: tuple[str, ...] = ()
    whole: str = ""
    thing: str = ""


@dataclass(frozen=True)
class Edit:
    """What is at `spot` becomes `word`, or is taken away when that is empty."""

    spot: Spot
    word: str = ""


def spots(dossier: Dossier) -> dict[Span, Spot]:
    """Every object and value with provenance of its own, by its place in the files."""
    found: dict[Span, Spot] = {}
    for part in ("header", "college", "opgaven", "layers"):
        content = getattr(dossier, part)
        for step, item in enumerate(content) if isinstance(content, tuple) else ((None, content),):
            path: Path = (part,) if step is None else (part, step)
            for span, spot in _within(item, Spot(path, path)):
                found.setdefault(span, spot)
    return found


def edited(case: Case, edits: Iterable[Edit]) -> Case:
    """The case of the dossier with these differences: facts and measures are made anew, the rules stay."""
    changes = {edit.spot.path if edit.word else edit.spot.gone: edit.word for edit in edits}
    loaded = dataclasses.replace(case.loaded, dossier=_changed(case.dossier, changes))
    return prepare(loaded, case.view.day, case.view.public_only, case.rulebook)


def _within(item: Any, spot: Spot) -> Iterator[tuple[Span, Spot]]:
    """An object of the model and everything in it that has a place."""
    thing = next((key.kind.kind for key in keys_of(type(item)) if isinstance(key.kind, NewId)), "")
    if hasattr(item, "origin"):
        yield item.origin.span, dataclasses.replace(spot, thing=thing)
    for key in keys_of(type(item)):
        path = (*spot.path, key.attribute)
        inner = Spot(path, path, key.name)
        if key.required:
            inner = dataclasses.replace(inner, gone=spot.gone, whole=thing or spot.key)
        for span, place in _values(getattr(item, key.attribute), key.kind, inner):
            words = tuple(word for word in place.words if _fits(item, key.attribute, word))
            yield span, dataclasses.replace(place, words=words)


def _fits(item: Any, attribute: str, word: str) -> bool:
    """Whether a word can stand beside the rest: an interest is that of a group exactly where others share it."""
    interest = isinstance(item, Priority) and attribute == "interest"
    return not interest or (word == "groep") == bool(item.shared_with)


def _values(value: Any, kind: Kind, spot: Spot) -> Iterator[tuple[Span, Spot]]:
    match kind:
        case WithSource(of) if isinstance(value, Sourced):
            words = of.values if isinstance(of, Choice) else ()
            others = tuple(word for word in words if word != value.value)
            yield value.origin.span, dataclasses.replace(spot, words=others)
        case Object() if value is not None:
            yield from _within(value, spot)
        case Many(of):
            for index, element in enumerate(value):
                path = (*spot.path, index)
                for span, inner in _values(element, of, Spot(path, path, spot.key)):
                    alone = isinstance(of, WithSource)
                    yield span, dataclasses.replace(inner, words=()) if alone else inner
        case Table(_, of):
            for name, element in value.items():
                path = (*spot.path, name)
                yield from _values(element, of, Spot(path, path, spot.key))


def _changed(node: Any, changes: Mapping[Path, str]) -> Any:
    """A part of the model with what is at these paths below it changed, or gone where no word is given."""
    below: dict[str | int, dict[Path, str]] = {}
    for path, word in changes.items():
        below.setdefault(path[0], {})[path[1:]] = word

    def part(step: str | int, child: Any) -> Any:
        inner = below[step]
        if () not in inner:
            return _changed(child, inner)
        return dataclasses.replace(child, value=inner[()]) if inner[()] else None

    if isinstance(node, tuple):
        parts = (part(step, child) if step in below else child for step, child in enumerate(node))
        return tuple(child for child in parts if child is not None)
    if isinstance(node, dict):
        parts_by_name = {name: part(name, child) if name in below else child for name, child in node.items()}
        return {name: child for name, child in parts_by_name.items() if child is not None}
    return dataclasses.replace(node, **{str(step): part(step, getattr(node, str(step))) for step in below})
