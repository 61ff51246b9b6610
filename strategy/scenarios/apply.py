"""An overlay applied: another dossier and another rulebook, the originals untouched.

The result is held against the demands on a dossier, told where the overlay says it, and against the dossier itself:
whether the two say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from strategy.dossier.consistency import inconsistencies
from strategy.dossier.fields import Choice, Object, Ref, keys_of
from strategy.dossier.loader import Loaded, items_of
from strategy.dossier.model import Actor, Body, Dossier, Item, Layer, Membership, Opgave, Post
from strategy.dossier.provenance import Origin, Sourced
from strategy.dossier.reader import Reader
from strategy.dossier.yamltree import excerpt, locate
from strategy.errors import Finding, Span
from strategy.rulebook.ast import Rule, Rulebook
from strategy.rulebook.check import derived_types
from strategy.rulebook.compile import layers
from strategy.scenarios.changes import (
    ACTIVE,
    ADDED,
    CLASSES,
    NEVER,
    POST,
    RULE,
    WEIGHT,
    Change,
    Overlay,
    changeable,
    items,
    post_name,
)
from strategy.scenarios.read import plain

ItemT = TypeVar("ItemT", bound=Item)
_BARE = Choice | Ref | Object
"""Forms of a value without provenance of its own: the facts about an item rest on that of the item."""
_MARK = "wijziging"
"""What changes of rules add to the texts that name a rule set."""


def apply(overlay: Overlay, loaded: Loaded, rulebook: Rulebook) -> tuple[Loaded, Rulebook]:
    """The dossier and the rules with the changes of an overlay, in its order."""
    changes = _Changes(overlay.changes)
    dossier = changes.dossier(loaded.dossier)
    if overlay.day:
        dossier = replace(dossier, header=replace(dossier.header, reference_day=overlay.day))
    texts = dict(loaded.rule_texts)
    if rules := [change for change in overlay.changes if change.kind == RULE]:
        said = "\n".join(f"{change.id} {change.key} {change.value}" for change in rules)
        texts[_MARK] = f"{texts.get(_MARK, '')}{said}\n"
    return replace(
        loaded, dossier=dossier, rule_texts=texts, names=_names(overlay, loaded)
    ), changes.rulebook(rulebook)


def _names(overlay: Overlay, loaded: Loaded) -> Mapping[str, Mapping[str, Span]]:
    new = [change for change in overlay.changes if change.key == ADDED and change.kind != RULE]
    if not new:
        return loaded.names
    names = {kind: dict(known) for kind, known in loaded.names.items()}
    for change in new:
        names[change.kind][change.id] = change.span
    return names


class _Changes:
    """Changes by what they are about."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._about: dict[tuple[str, str], list[Change]] = {}
        for change in changes:
            self._about.setdefault((change.kind, change.id), []).append(change)

    def dossier(self, dossier: Dossier) -> Dossier:
        college = dossier.college
        portfolios = (*self._each("portefeuille", college.portfolios), *self._new("portefeuille"))
        return replace(
            dossier,
            college=replace(college, portfolios=portfolios),
            opgaven=tuple(self._opgave(opgave) for opgave in dossier.opgaven),
            layers=tuple(self._layer(layer) for layer in dossier.layers),
        )

    def rulebook(self, rulebook: Rulebook) -> Rulebook:
        if not any(kind == RULE for kind, _ in self._about):
            return rulebook
        every = (*map(self._rule, rulebook.every), *self._new(RULE))
        off = {rule.id for rule in rulebook.every} - {rule.id for rule in rulebook.rules}
        for (kind, name), changes in self._about.items():
            for change in changes:
                if kind == RULE and change.key == ACTIVE:
                    off = off - {name} if change.value else off | {name}
        rules = tuple(rule for rule in every if rule.id not in off)
        types = (
            {**rulebook.types, **derived_types(every)} if len(every) > len(rulebook.every) else rulebook.types
        )
        return Rulebook(rules, types, layers(rules)[0], every if off else ())

    def _rule(self, rule: Rule) -> Rule:
        for change in self._about.get((RULE, rule.id), ()):
            if change.key == "punten":
                rule = replace(rule, points=change.value)
        return rule

    def _new(self, kind: str) -> Iterator[Any]:
        """The things that are not in the dossier yet, in the order of the overlay."""
        for (about, _), changes in self._about.items():
            yield from (change.value for change in changes if about == kind and change.key == ADDED)

    def _opgave(self, opgave: Opgave) -> Opgave:
        opgave = self._item("opgave", opgave.id, opgave)
        return replace(opgave, priorities=self._each("prioriteit", opgave.priorities))

    def _layer(self, layer: Layer) -> Layer:
        actors = tuple(self._actor(actor) for actor in layer.actors)
        return replace(layer, actors=actors, instruments=self._each("instrument", layer.instruments))

    def _actor(self, actor: Actor) -> Actor:
        actor = self._item("actor", actor.id, actor)
        return replace(actor, bodies=tuple(self._body(body) for body in actor.bodies))

    def _body(self, body: Body) -> Body:
        body = self._item("gremium", body.id, body)
        posts = {post_name(body.id, post): post for post in body.posts}
        for (kind, name), changes in self._about.items():
            if kind == POST and name.split("/")[0] == body.id:
                posts[name] = _post(posts.get(name) or _new_post(name, changes[0]), changes)
        return replace(body, posts=tuple(posts.values()))

    def _each(self, kind: str, items: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(self._item(kind, item.id, item) for item in items)

    def _item(self, kind: str, name: str, item: ItemT) -> ItemT:
        for change in self._about.get((kind, name), ()):
            if change.operation == "actief":
                item = _switched(item, change)
                continue
            key = changeable(CLASSES[kind])[change.key]
            present = getattr(item, key.attribute)
            value = _changed(present, change)
            hidden = change.operation == "wordt" and _is_internal(present)
            item = replace(item, **{key.attribute: _internal(value) if hidden else value})
            if isinstance(key.kind, _BARE):
                item = replace(item, origin=_supposed(item.origin, change))
        return item


def _changed(present: Any, change: Change) -> Any:
    if change.operation == "erbij":
        return (*present, *change.value)
    if change.operation == "eraf":
        gone = [plain(element) for element in change.value]
        return tuple(element for element in present if plain(element) not in gone)
    return change.value


def _is_internal(value: Any) -> bool:
    """Whether a value of the model, or anything in it, is not for outside."""
    if isinstance(value, tuple):
        return any(map(_is_internal, value))
    if isinstance(value, dict):
        return any(map(_is_internal, value.values()))
    origin = getattr(value, "origin", None)
    return origin is not None and origin.internal


def _internal(value: Any) -> Any:
    """The value kept from outside: what takes the place of something internal tells about it."""
    if isinstance(value, tuple):
        return tuple(map(_internal, value))
    if isinstance(value, dict):
        return {key: _internal(element) for key, element in value.items()}
    origin = getattr(value, "origin", None)
    return value if origin is None else replace(value, origin=replace(origin, internal=True))


def _switched(item: ItemT, change: Change) -> ItemT:
    """An item that never holds, or always does: rules and graph ask for nothing else."""
    if not change.value:
        return replace(item, validity=NEVER)
    return replace(item, validity=None, origin=_supposed(item.origin, change))


def _supposed(origin: Origin, change: Change) -> Origin:
    """Where an item comes from that is what it is by a change: facts about it rest on that."""
    if change.origin is None:
        return replace(origin, span=change.span, nature="aanname", source=None)
    return replace(change.origin, internal=change.origin.internal or origin.internal)


def _new_post(name: str, change: Change) -> Post:
    _, role, *theme = name.split("/")
    origin = _supposed(Origin(change.span), change)
    return Post(origin=origin, role=role, theme=theme[0] if theme else None)


def _post(post: Post, changes: Sequence[Change]) -> Post:
    for change in changes:
        if change.operation == "actief":
            post = _switched(post, change)
        elif change.key == "te_verdelen":
            post = replace(post, vacant=change.value, origin=_supposed(post.origin, change))
        else:
            holder = Membership(origin=change.value.origin, holder=change.value)
            post = replace(
                post, memberships=(_internal(holder) if _is_internal(post.memberships) else holder,)
            )
    return post


_NEXT_ITEM = re.compile(r"\s*- id:")
_NEEDED = ("vereist", "valt_onder")
"""The keys that can close a ring."""


def inconsistent(overlay: Overlay, reader: Reader, before: Dossier, after: Dossier) -> Iterator[Finding]:
    """Findings about a sound dossier `before` that an overlay, read by `reader`, turned into `after`."""
    places = _places(overlay, before, after)
    closing = [change.span for change in overlay.changes if change.key in _NEEDED]

    def place(span: Span, *words: str) -> Span:
        if span.file == reader.file and (span, "") not in places:
            return locate(reader.lines, span, words, stop=_NEXT_ITEM)
        for word in (*words, ""):
            if (span, word) in places:
                return places[span, word]
        return (closing or [change.span for change in overlay.changes] or [Span(reader.file)])[0]

    def line(span: Span) -> str:
        return excerpt(reader.lines, span.line)

    everything = (after.header, after.college, after.opgaven, after.layers)
    yield from inconsistencies(items_of(everything), line, place)


def _places(overlay: Overlay, *versions: Dossier) -> Mapping[tuple[Span, str], Span]:
    """Where the overlay changes an item, by where the item says it comes from and by key; "" is any key."""
    found: dict[tuple[Span, str], Span] = {}
    for change in overlay.changes:
        if change.kind not in CLASSES:
            continue
        for version in versions:
            item: Item | None = items(version, change.kind).get(change.id)
            if item is not None and change.key in (*changeable(CLASSES[change.kind]), ""):
                found.setdefault((item.origin.span, change.key), change.span)
                found.setdefault((item.origin.span, ""), change.span)
    return found


_PROVENANCE = {key.attribute for key in keys_of(Item)} - {"validity"}


def same(one: tuple[Loaded, Rulebook], other: tuple[Loaded, Rulebook]) -> bool:
    """Whether advice from both rests on the same values and rules."""
    (old, rules), (new, others) = one, other
    return rules.rules == others.rules and all(
        _alike(left, right) for left, right in zip(_parts(old.dossier), _parts(new.dossier), strict=True)
    )


def _parts(dossier: Dossier) -> tuple[Any, ...]:
    return dossier.header, dossier.college, dossier.opgaven, dossier.layers


def _alike(one: Any, other: Any) -> bool:
    if one is other:
        return True
    if isinstance(one, Sourced) and isinstance(other, Sourced):
        return one.beside == other.beside and _alike(one.value, other.value)
    if type(one) is not type(other):
        return False
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, Mapping):
        return list(one) == list(other) and all(_alike(one[key], other[key]) for key in one)
    if hasattr(one, "__dataclass_fields__"):
        keys = [key.attribute for key in keys_of(type(one)) if key.attribute not in _PROVENANCE]
        return all(_alike(_value(one, key), _value(other, key)) for key in keys)
    return bool(one == other)


def _value(item: Any, key: str) -> Any:
    value = getattr(item, key)
    return Sourced(1.0, item.origin) if key == WEIGHT and value is None else value
