"""What is different between two dossiers, found by walking the model along its declared keys.

Because the keys drive the walk, a key that the model gains is compared from the day it exists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from strategy.dossier.fields import Key, Kind, Many, Object, Table, WithSource
from strategy.dossier.model import Dossier, Item
from strategy.dossier.provenance import Origin, Sourced
from strategy.effect.delta import (
    ABSENT,
    Change,
    Delta,
    Leaf,
    Moved,
    Plain,
    Same,
    elements,
    entries,
    fields,
)
from strategy.effect.here import Here, change_at, come_or_gone, placed
from strategy.effect.matching import pairs
from strategy.effect.provenance_changes import INHERITED, inherited_origin, own_origin
from strategy.effect.things import (
    SHARED,
    Home,
    described,
    homes,
    id_kind,
    identity,
    item_id,
    kind_of,
    label,
    name_of,
    own_keys,
    plain,
    row,
)
from strategy.errors import Span
from strategy.scenarios.changes import NEVER


def compare_dossiers(old: Dossier, new: Dossier) -> Delta:
    """The difference between two dossiers; layout, comments and the order of lists do not count."""
    return _Walk(old, new).dossier()


class _Walk:
    def __init__(self, old: Dossier, new: Dossier) -> None:
        self._old, self._new = old, new
        self._homes_old, self._homes_new = homes(old), homes(new)
        self._moves: dict[tuple[str, str], tuple[Change, Delta]] = {}

    def dossier(self) -> Delta:
        old, new = self._old, self._new
        header = Here("dossier", old.header.id, new.header.id, "", old.header.origin, new.header.origin)
        file = Origin(Span("college.yaml"))
        college = Here("college", "college", "college", "", file, file)
        parts = {
            "header": self._object(old.header, new.header, header),
            "documents": self._objects(old.documents, new.documents, header),
            "college": self._object(old.college, new.college, college),
            "opgaven": self._objects(old.opgaven, new.opgaven, header),
            "layers": self._objects(old.layers, new.layers, header),
        }
        return fields(old, parts)

    # ── objects ───────────────────────────────────────────────────────────────────────────────────

    def _object(self, old: Any, new: Any, here: Here) -> Delta:
        """Two versions of one object; `here` is already within it."""
        if old is new:
            return Same(old)
        if not isinstance(new, Item):
            return fields(old, {key.attribute: self._key(key, old, new, here) for key in own_keys(new)})
        around = here.follows
        here = Here(
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

    def _within(self, old: Any, new: Any, here: Here) -> Here:
        """From the list or table around an object to the object: a thing of its own, or a part."""
        kind = kind_of(new)
        keys_old, keys_new = ((), ()) if isinstance(new, Item) else (here.keys_old, here.keys_new)
        if kind is None:
            return replace(here, keys_old=keys_old, keys_new=keys_new)
        one, other = item_id(old, here.item), item_id(new, here.item_new)
        name = name_of(new) or name_of(old)
        return Here(kind, one, other, name, here.old, here.new, (), keys_old, keys_new, here.follows)

    def _element(self, old: Any, new: Any, here: Here) -> Delta:
        return self._object(old, new, self._within(old, new, here))

    def _key(self, key: Key, old: Any, new: Any, here: Here) -> Delta:
        was, now = getattr(old, key.attribute), getattr(new, key.attribute)
        if was == now:
            return Same(was)
        if key.attribute == "id" and id_kind(new):
            return _same_or(was, now, lambda: change_at(here, "hernoemd", was, now))
        if key.attribute.endswith("_order"):
            return _same_or(was, now, lambda: change_at(here.under(key.name), "volgorde", row(was), row(now)))
        return self._value(key.kind, was, now, here.under(key.name))

    def _value(self, kind: Kind, old: Any, new: Any, here: Here) -> Delta:
        match kind:
            case WithSource():
                return self._sourced(old, new, here)
            case Object():
                if old is new:
                    return Same(old)
                if old in (None, NEVER) or new in (None, NEVER):
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

    def _sourced(self, old: Sourced[Any] | None, new: Sourced[Any] | None, here: Here) -> Delta:
        if old is None or new is None:
            if old is new:
                return Same(old)
            return Leaf(
                change_at(placed(here, old, new), "gewijzigd", plain(old), plain(new), old, new), old, new
            )
        if old.beside != new.beside:
            was, now = _with_words(old), _with_words(new)
            return Leaf(change_at(placed(here, old, new), "gewijzigd", was, now, old, new), old, new)
        value: Delta = Same(old.value)
        if plain(old) != plain(new):
            change = change_at(placed(here, old, new), "gewijzigd", plain(old), plain(new), old, new)
            value = Leaf(change, old.value, new.value)
        return fields(old, {"value": value, "origin": own_origin(old, new, here)})

    # ── lists and tables ──────────────────────────────────────────────────────────────────────────

    def _listed(self, old: tuple[Any, ...], new: tuple[Any, ...], here: Here) -> Delta:
        """Lists of words; only which words are in them counts."""
        known = {plain(value): value for value in new}
        parts: list[Delta] = []
        for index, value in enumerate(old):
            word = plain(value)
            if word not in known:
                change = change_at(
                    placed(here.under(old=index, new=index), value, None), "eraf", word, None, value
                )
                parts.append(Leaf(change, value, ABSENT))
            elif isinstance(value, Sourced):
                parts.append(self._sourced(value, known[word], here.under(str(word))))
            else:
                parts.append(Same(value))
        present = {plain(value) for value in old}
        for index, value in enumerate(new):
            if (word := plain(value)) not in present:
                at = placed(here.under(old=index, new=index), None, value)
                parts.append(Leaf(change_at(at, "erbij", None, word, None, value), ABSENT, value))
        return elements(old, tuple(parts))

    def _objects(self, old: Sequence[Any], new: Sequence[Any], here: Here) -> Delta:
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

    def _table(self, of: Kind, old: Mapping[str, Any], new: Mapping[str, Any], here: Here) -> Delta:
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

    def _whole(self, thing: Any, here: Here, gone: bool) -> Change:
        here = self._within(thing, thing, here)
        if kind_of(thing):
            return come_or_gone(
                "vervallen" if gone else "nieuw", here, name_of(thing) or here.item, thing, gone
            )
        return come_or_gone("eraf" if gone else "erbij", here, described(thing), thing, gone)

    def _move(self, thing: Any) -> tuple[Change, Delta]:
        kind = id_kind(thing) or ""
        if (kind, thing.id) not in self._moves:
            old, new = self._homes_old[kind, thing.id], self._homes_new[kind, thing.id]
            here = Here(kind, thing.id, thing.id, name_of(new.thing), old.origin, new.origin)
            at = placed(here, old.thing, new.thing)
            change = change_at(at, "verplaatst", old.parent, new.parent, old.thing, new.thing)
            here = replace(here, follows=dict.fromkeys(INHERITED, change))
            self._moves[kind, thing.id] = change, self._element(old.thing, new.thing, here)
        return self._moves[kind, thing.id]


def _elsewhere(thing: Any, parent: str, others: Mapping[tuple[str, str], Home]) -> bool:
    """Whether the other version has this thing under another parent."""
    home = others.get((id_kind(thing) or "", thing.id)) if id_kind(thing) else None
    return home is not None and home.parent != parent


def _entry(value: Any, here: Here, gone: bool) -> Change:
    """A key of a table that came or went."""
    text = row(value) if isinstance(value, tuple) else plain(value)
    return come_or_gone("eraf" if gone else "erbij", here, text, value, gone)


def _same_or(old: Any, new: Any, change: Any) -> Delta:
    return Same(old) if old == new else Leaf(change(), old, new)


def _described(thing: Any) -> Plain | None:
    return None if thing is None else described(thing)


def _with_words(value: Sourced[Any]) -> str:
    """A value with the words said beside it: "zwak, door burgemeester"."""
    return ", ".join((str(plain(value)), *(f"{key} {word}" for key, word in value.beside)))
