"""What is different between two dossiers, found by walking the model along its declared keys.

Because the keys drive the walk, a key that the model gains is compared from the day it exists.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from strategy.dossier.defined_names import KIND_NAMES
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
    Key,
    Kind,
    Many,
    Moment,
    NewId,
    Object,
    Position,
    Post,
    ReadyText,
    Reason,
    Section,
    Statement,
    Table,
    WithSource,
    keys_of,
)
from strategy.dossier.provenance import Confirmation, Origin, Sourced, SourceRef
from strategy.effect.delta import (
    ABSENT,
    Delta,
    Following,
    Leaf,
    Moved,
    Plain,
    Same,
    Sort,
    VersionChange,
    elements,
    entries,
    fields,
    pairs,
)
from strategy.errors import Span
from strategy.scenarios.changes import is_never

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
    if isinstance(value, SourceRef | Confirmation):
        return str(value)
    if isinstance(value, str):
        return " ".join(value.split()) or None
    return value if isinstance(value, int | float) else None


def row(values: Sequence[Any]) -> str:
    """A list of words in one line."""
    return ", ".join(str(plain(value)) for value in values)


def described(thing: Any) -> str:
    """A part of a thing in one line: its own values in the order of their keys."""
    if is_never(thing):
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


@dataclass(frozen=True)
class WalkState:
    """Where the walk is: within which thing, under which keys, and what provenance surrounds it."""

    kind: str
    item: str
    item_new: str
    name: str
    old: Origin
    new: Origin
    path: tuple[str, ...] = ()
    keys_old: tuple[str | int, ...] = ()
    keys_new: tuple[str | int, ...] = ()
    follows: Mapping[str, VersionChange] = field(default_factory=dict)
    """The changes of surrounding things from which inherited provenance follows, by attribute of the origin."""

    def under(self, *names: str, old: int | str | None = None, new: int | str | None = None) -> WalkState:
        """One key deeper; `old` and `new` are the place in a list, where there is one."""
        return WalkState(
            self.kind, self.item, self.item_new, self.name, self.old, self.new,
            path=(*self.path, *names),
            keys_old=(*self.keys_old, *names) if old is None else (*self.keys_old, old),
            keys_new=(*self.keys_new, *names) if new is None else (*self.keys_new, new),
            follows=self.follows,
        )  # fmt: skip


def change_at(
    here: WalkState, sort: Sort, old: Plain | None, new: Plain | None, was: Any = None, now: Any = None
) -> VersionChange:
    gone = new is None
    place = here.old if gone else here.new
    return VersionChange(
        kind=here.kind,
        item=here.item,
        sort=sort,
        path=here.path,
        old=old,
        new=new,
        name=here.name,
        place=place.span,
        keys=here.keys_old if gone else here.keys_new,
        gone=gone,
        internal=here.old.internal or here.new.internal,
        evidence_old=frozenset(spans_in(was)),
        evidence_new=frozenset(spans_in(now)),
    )


def at_value(here: WalkState, old: Any, new: Any) -> WalkState:
    """At the own place of a value that has one, so that no key has to be looked up."""
    was, now = _origin_of(old), _origin_of(new)
    if was is None and now is None:
        return here
    return replace(
        here,
        old=replace(here.old, span=was.span, internal=was.internal) if was else here.old,
        new=replace(here.new, span=now.span, internal=now.internal) if now else here.new,
        keys_old=() if was else here.keys_old,
        keys_new=() if now else here.keys_new,
    )


def added_or_removed(
    sort: Sort, here: WalkState, text: Plain | None, value: Any, gone: bool
) -> VersionChange:
    """That a value came, or that it went; `text` is how it reads."""
    if gone:
        return change_at(at_value(here, value, None), sort, text, None, value, None)
    return change_at(at_value(here, None, value), sort, None, text, None, value)


def _origin_of(value: Any) -> Origin | None:
    return value.origin if isinstance(value, Sourced | Item) else None


_STATED_AS = {"internal": "visibility"}
"""Where an item has another name for what its origin passes on."""
_KEYS = {key.attribute: key.name for key in keys_of(Item)}
INHERITED = {
    field.name: (statement, _KEYS[statement])
    for field in dataclasses.fields(Origin)
    if field.name not in ("span", "lender")
    for statement in [_STATED_AS.get(field.name, field.name)]
}
"""What an origin passes on: the attribute of the item that states it, and its key."""


def inherited_origin(
    old: Origin, new: Origin, around: Mapping[str, VersionChange], stated: Mapping[str, Delta]
) -> tuple[Delta, Mapping[str, VersionChange]]:
    """The origin of an item: from which change each difference follows, its own or one around it."""
    own = {name: next(delta.changes()) for name, delta in stated.items() if not isinstance(delta, Same)}
    parts: dict[str, Delta] = {}
    follows: dict[str, VersionChange] = {}
    for attribute, (statement, _) in INHERITED.items():
        was, now = getattr(old, attribute), getattr(new, attribute)
        if was == now:
            continue
        causes = (own.get(statement), around.get(attribute), *own.values(), *around.values())
        if (cause := next(filter(None, causes), None)) is not None:
            follows[attribute] = cause
            parts[attribute] = Following(cause, was, now)
    return fields(old, parts), follows


def own_origin(before: Sourced[Any], after: Sourced[Any], here: WalkState) -> Delta:
    """The origin of a value: what it states itself, and what it has from what surrounds it."""
    old, new = before.origin, after.origin
    at = at_value(here, before, after)
    parts: dict[str, Delta] = {}
    for attribute, (_, key) in INHERITED.items():
        was, now = getattr(old, attribute), getattr(new, attribute)
        around = getattr(here.old, attribute), getattr(here.new, attribute)
        if was == now:
            continue
        if (was, now) == around:
            if cause := here.follows.get(attribute):
                parts[attribute] = Following(cause, was, now)
        elif not (
            (_lacks(attribute, old, here.old) and (now == around[1] or _lent(attribute, new)))
            or (_lacks(attribute, new, here.new) and (was == around[0] or _lent(attribute, old)))
        ):
            words = (
                ("openbaar", "intern")[value] if attribute == "internal" else plain(value)
                for value in (was, now)
            )
            parts[attribute] = Leaf(change_at(at.under(key), "gewijzigd", *words), was, now)
    return fields(old, parts)


def _lacks(attribute: str, own: Origin, around: Origin) -> bool:
    """Whether a value lacks what surrounds it only because it states something else: another source, or another term."""
    if getattr(own, attribute) or not getattr(around, attribute):
        return False
    match attribute:
        case "source":
            return own.nature == "aanname"
        case "confirmed":
            return own.to_confirm != around.to_confirm
    return attribute in ("note", "to_verify")


def _lent(attribute: str, own: Origin) -> bool:
    """Whether a value has this from its file, which may say it of what stands in another: in its basis."""
    return attribute == "source" and own.of_the_file


def compare_dossiers(old: Dossier, new: Dossier) -> Delta:
    """The difference between two dossiers; layout, comments and the order of lists do not count."""
    return _Walk(old, new).dossier()


class _Walk:
    def __init__(self, old: Dossier, new: Dossier) -> None:
        self._old, self._new = old, new
        self._homes_old, self._homes_new = homes(old), homes(new)
        self._moves: dict[tuple[str, str], tuple[VersionChange, Delta]] = {}

    def dossier(self) -> Delta:
        old, new = self._old, self._new
        header = WalkState("dossier", old.header.id, new.header.id, "", old.header.origin, new.header.origin)
        file = Origin(Span("college.yaml"))
        college = WalkState("college", "college", "college", "", file, file)
        parts = {
            "header": self._object(old.header, new.header, header),
            "documents": self._objects(old.documents, new.documents, header),
            "college": self._object(old.college, new.college, college),
            "opgaven": self._objects(old.opgaven, new.opgaven, header),
            "layers": self._objects(old.layers, new.layers, header),
        }
        return fields(old, parts)

    # ── objects ───────────────────────────────────────────────────────────────────────────────────

    def _object(self, old: Any, new: Any, here: WalkState) -> Delta:
        """Two versions of one object; `here` is already within it."""
        if old is new:
            return Same(old)
        if not isinstance(new, Item):
            return fields(old, {key.attribute: self._key(key, old, new, here) for key in own_keys(new)})
        around = here.follows
        here = WalkState(
            here.kind, here.item, here.item_new, here.name, old.origin, new.origin,
            here.path, here.keys_old, here.keys_new,
        )  # fmt: skip
        keys = own_keys(new)
        stated = {key.attribute: self._key(key, old, new, here) for key in keys if key.attribute in SHARED}
        origin, follows = inherited_origin(old.origin, new.origin, around, stated)
        if follows:
            here = replace(here, follows=follows)
        own = {key.attribute: self._key(key, old, new, here) for key in keys if key.attribute not in SHARED}
        return fields(old, {**own, **stated, "origin": origin})

    def _within(self, old: Any, new: Any, here: WalkState) -> WalkState:
        """From the list or table around an object to the object: a thing of its own, or a part."""
        kind = kind_of(new)
        keys_old, keys_new = ((), ()) if isinstance(new, Item) else (here.keys_old, here.keys_new)
        if kind is None:
            return replace(here, keys_old=keys_old, keys_new=keys_new)
        one, other = item_id(old, here.item), item_id(new, here.item_new)
        name = name_of(new) or name_of(old)
        return WalkState(kind, one, other, name, here.old, here.new, (), keys_old, keys_new, here.follows)

    def _element(self, old: Any, new: Any, here: WalkState) -> Delta:
        return self._object(old, new, self._within(old, new, here))

    def _key(self, key: Key, old: Any, new: Any, here: WalkState) -> Delta:
        was, now = getattr(old, key.attribute), getattr(new, key.attribute)
        if was == now:
            return Same(was)
        if key.attribute == "id" and id_kind(new):
            return _same_or(was, now, lambda: change_at(here, "hernoemd", was, now))
        if key.attribute.endswith("_order"):
            return _same_or(was, now, lambda: change_at(here.under(key.name), "volgorde", row(was), row(now)))
        return self._value(key.kind, was, now, here.under(key.name))

    def _value(self, kind: Kind, old: Any, new: Any, here: WalkState) -> Delta:
        match kind:
            case WithSource():
                return self._sourced(old, new, here)
            case Object():
                if old is new:
                    return Same(old)
                if is_never(old) and is_never(new):
                    return Same(old)
                if any(each is None or is_never(each) for each in (old, new)):
                    was, now = _described(old), _described(new)
                    return Leaf(change_at(here, "gewijzigd", was, now), old, new)
                return self._element(old, new, here)
            case Many(of):
                if isinstance(of, Object):
                    return self._objects(old, new, here)
                return self._listed(old, new, here)
            case Table(_, of):
                return self._table(of, old, new, here)
        was, now = plain(old), plain(new)
        return Same(old) if was == now else Leaf(change_at(here, "gewijzigd", was, now), old, new)

    def _sourced(self, old: Sourced[Any] | None, new: Sourced[Any] | None, here: WalkState) -> Delta:
        if old is None or new is None:
            if old is new:
                return Same(old)
            return Leaf(
                change_at(at_value(here, old, new), "gewijzigd", plain(old), plain(new), old, new), old, new
            )
        if old.beside != new.beside:
            was, now = _with_words(old), _with_words(new)
            return Leaf(change_at(at_value(here, old, new), "gewijzigd", was, now, old, new), old, new)
        value: Delta = Same(old.value)
        if plain(old) != plain(new):
            change = change_at(at_value(here, old, new), "gewijzigd", plain(old), plain(new), old, new)
            value = Leaf(change, old.value, new.value)
        return fields(old, {"value": value, "origin": own_origin(old, new, here)})

    # ── lists and tables ──────────────────────────────────────────────────────────────────────────

    def _listed(self, old: tuple[Any, ...], new: tuple[Any, ...], here: WalkState) -> Delta:
        """Lists of words; only which words are in them counts."""
        known = {plain(value): value for value in new}
        parts: list[Delta] = []
        for index, value in enumerate(old):
            word = plain(value)
            if word not in known:
                change = change_at(
                    at_value(here.under(old=index, new=index), value, None), "eraf", word, None, value
                )
                parts.append(Leaf(change, value, ABSENT))
            elif isinstance(value, Sourced):
                parts.append(self._sourced(value, known[word], here.under(str(word))))
            else:
                parts.append(Same(value))
        present = {plain(value) for value in old}
        for index, value in enumerate(new):
            if (word := plain(value)) not in present:
                at = at_value(here.under(old=index, new=index), None, value)
                parts.append(Leaf(change_at(at, "erbij", None, word, None, value), ABSENT, value))
        return elements(old, tuple(parts))

    def _objects(self, old: Sequence[Any], new: Sequence[Any], here: WalkState) -> Delta:
        def distance(one: int, other: int) -> int:
            delta = self._element(old[one], new[other], replace(here, path=()))
            return len(delta.parts) if hasattr(delta, "parts") else 0

        parts: list[Delta] = []
        parent_old, parent_new = f"{here.kind} {here.item}", f"{here.kind} {here.item_new}"
        stay_old = [i for i, thing in enumerate(old) if not _elsewhere(thing, parent_new, self._homes_new)]
        stay_new = [i for i, thing in enumerate(new) if not _elsewhere(thing, parent_old, self._homes_old)]
        olds, news = [old[index] for index in stay_old], [new[index] for index in stay_new]
        found = pairs(olds, news, identity, lambda one, other: distance(stay_old[one], stay_new[other]))
        matched = {
            stay_old[one]: stay_new[other] for one, other in found if one is not None and other is not None
        }
        for index, thing in enumerate(old):
            if index in matched:
                other = matched[index]
                at = here.under(*label(thing, index), old=index, new=other)
                parts.append(self._element(thing, new[other], at))
            elif index not in stay_old:
                parts.append(Moved(*self._move(thing), arrives=False))
            else:
                parts.append(
                    Leaf(self._whole(thing, here.under(old=index, new=index), gone=True), thing, ABSENT)
                )
        for index, thing in enumerate(new):
            if index not in stay_new:
                parts.append(Moved(*self._move(thing), arrives=True))
            elif index not in matched.values():
                parts.append(
                    Leaf(self._whole(thing, here.under(old=index, new=index), gone=False), ABSENT, thing)
                )
        return elements(tuple(old), tuple(parts))

    def _table(self, of: Kind, old: Mapping[str, Any], new: Mapping[str, Any], here: WalkState) -> Delta:
        parts: dict[str, Delta] = {}
        for name in (*old, *(name for name in new if name not in old)):
            at = here.under(name)
            if name in old and name in new:
                if isinstance(of, Object):
                    parts[name] = self._element(old[name], new[name], at)
                else:
                    parts[name] = self._value(of, old[name], new[name], at)
                continue
            gone = name in old
            value = old[name] if gone else new[name]
            change = self._whole(value, at, gone) if kind_of(value) else _entry(value, at, gone)
            parts[name] = Leaf(change, value, ABSENT) if gone else Leaf(change, ABSENT, value)
        return entries(old, parts)

    # ── things that come, go or move ──────────────────────────────────────────────────────────────

    def _whole(self, thing: Any, here: WalkState, gone: bool) -> VersionChange:
        here = self._within(thing, thing, here)
        if kind_of(thing):
            return added_or_removed(
                "vervallen" if gone else "nieuw", here, name_of(thing) or here.item, thing, gone
            )
        return added_or_removed("eraf" if gone else "erbij", here, described(thing), thing, gone)

    def _move(self, thing: Any) -> tuple[VersionChange, Delta]:
        kind = id_kind(thing) or ""
        if (kind, thing.id) not in self._moves:
            old, new = self._homes_old[kind, thing.id], self._homes_new[kind, thing.id]
            here = WalkState(kind, thing.id, thing.id, name_of(new.thing), old.origin, new.origin)
            at = at_value(here, old.thing, new.thing)
            change = change_at(at, "verplaatst", old.parent, new.parent, old.thing, new.thing)
            here = replace(here, follows=dict.fromkeys(INHERITED, change))
            self._moves[kind, thing.id] = change, self._element(old.thing, new.thing, here)
        return self._moves[kind, thing.id]


def _elsewhere(thing: Any, parent: str, others: Mapping[tuple[str, str], Home]) -> bool:
    """Whether the other version has this thing under another parent."""
    home = others.get((id_kind(thing) or "", thing.id)) if id_kind(thing) else None
    return home is not None and home.parent != parent


def _entry(value: Any, here: WalkState, gone: bool) -> VersionChange:
    """A key of a table that came or went."""
    text = row(value) if isinstance(value, tuple) else plain(value)
    return added_or_removed("eraf" if gone else "erbij", here, text, value, gone)


def _same_or(old: Any, new: Any, change: Any) -> Delta:
    return Same(old) if old == new else Leaf(change(), old, new)


def _described(thing: Any) -> Plain | None:
    return None if thing is None else described(thing)


def _with_words(value: Sourced[Any]) -> str:
    """A value with the words said beside it: "zwak, door burgemeester"."""
    return ", ".join((str(plain(value)), *(f"{key} {word}" for key, word in value.beside)))
