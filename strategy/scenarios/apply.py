"""An overlay applied: another dossier and another rulebook, the originals untouched.

The result is held against the demands on a dossier, told where the overlay says it, and against the dossier itself:
whether the two say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from typing import Any, TypeVar

from strategy.dossier.loader import Loaded, inconsistencies, items_of
from strategy.dossier.model import (
    Choice,
    Dossier,
    Item,
    Membership,
    Object,
    Post,
    Ref,
    Validity,
    YesNo,
    keys_of,
)
from strategy.dossier.provenance import Origin, Sourced
from strategy.dossier.yamltree import Places
from strategy.errors import Finding, Span
from strategy.rulebook.ast import Rulebook
from strategy.rulebook.check import all_types, stated
from strategy.rulebook.compile import layers
from strategy.scenarios.changes import (
    ACTIVE,
    ADDED,
    CLASSES,
    NEVER,
    NEW_AT,
    POST,
    RULE,
    SAYS,
    WEIGHT,
    Change,
    Overlay,
    Path,
    find,
    is_never,
    overlay_keys,
    things,
)
from strategy.scenarios.read import POST_ATTRIBUTES, plain

ItemT = TypeVar("ItemT", bound=Item)
_BARE = Choice | Ref | Object | YesNo
"""Forms of a value without provenance of its own: the facts about an item rest on that of the item."""
_KINDS = {cls: kind for kind, cls in CLASSES.items()}
_MARK = "wijziging"
"""What changes of rules add to the texts that name a rule set."""


Becomes = Callable[[Any], Any]
"""From what stands somewhere to what comes there; None when that is nothing."""


def apply(overlay: Overlay, loaded: Loaded, rulebook: Rulebook) -> tuple[Loaded, Rulebook]:
    """The dossier and the rules with the changes of an overlay, in its order; what it does not touch is the same object."""
    rules = [change for change in overlay if change.kind == RULE]
    at_places: dict[Path, Becomes] = {change.path: _at_place(change) for change in overlay if change.path}
    dossier = _with(loaded.dossier, at_places)
    dossier = _with(dossier, _of_things(overlay, dossier))
    texts = dict(loaded.rule_texts)
    if rules:
        said = "\n".join(f"{change.id} {change.key} {change.value}" for change in rules)
        texts[_MARK] = f"{texts.get(_MARK, '')}{said}\n"
        rulebook = _rules(rules, rulebook)
    return replace(loaded, dossier=dossier, rule_texts=texts, names=_names(overlay, loaded)), rulebook


def _names(overlay: Overlay, loaded: Loaded) -> Mapping[str, Mapping[str, Span]]:
    new = [change for change in overlay if change.operation == ADDED and change.kind != RULE]
    if not new:
        return loaded.names
    names = {kind: dict(known) for kind, known in loaded.names.items()}
    for item in items_of(tuple(change.value for change in new)):
        if (kind := _KINDS.get(type(item))) is not None:
            names[kind][getattr(item, "id")] = item.origin.span  # noqa: B009
    return names


def _with(node: Any, becomes: Mapping[Path, Becomes]) -> Any:
    """A part of the model in which what is at these paths below it has become something else."""
    below: dict[str | int, dict[Path, Becomes]] = {}
    for path, each in becomes.items():
        if path:
            below.setdefault(path[0], {})[path[1:]] = each
        else:
            node = each(node)
    if node is None or not below:
        return node
    if isinstance(node, tuple):
        parts = (_with(child, below[at]) if at in below else child for at, child in enumerate(node))
        return tuple(child for child in parts if child is not None)
    if isinstance(node, dict):
        named = {name: _with(child, below[name]) if name in below else child for name, child in node.items()}
        return {name: child for name, child in named.items() if child is not None}
    return replace(
        node, **{str(step): _with(getattr(node, str(step)), inner) for step, inner in below.items()}
    )


def _at_place(change: Change) -> Becomes:
    return lambda present: None if change.operation == "eraf" else replace(present, value=change.value)


def _of_things(overlay: Overlay, dossier: Dossier) -> Mapping[Path, Becomes]:
    """What becomes of the things that the changes name, by the way down to each; of a list, that something joins it."""
    about: dict[tuple[str, str], list[Change]] = {}
    for change in overlay:
        about.setdefault((change.kind, change.id), []).append(change)
    known = things(dossier)
    found: dict[Path, Becomes] = {}
    new: dict[Path, list[Any]] = {}
    for (kind, name), changes in about.items():
        if (kind, name) in known:
            path, _ = known[kind, name]
            found[path] = partial(_post if kind == POST else _item, changes=changes)
        elif kind == POST and ("gremium", name.split("/")[0]) in known:
            path, _ = known["gremium", name.split("/")[0]]
            new.setdefault((*path, "posts"), []).append(_post(_new_post(name, changes[0]), changes))
        elif kind in NEW_AT:
            new.setdefault(NEW_AT[kind], []).extend(change.value for change in changes if change.key == ADDED)
    return {**{path: partial(_joined, more=more) for path, more in new.items()}, **found}


def _joined(present: tuple[Any, ...], more: Sequence[Any]) -> tuple[Any, ...]:
    return (*present, *more)


def _rules(changes: Sequence[Change], rulebook: Rulebook) -> Rulebook:
    points = {change.id: change.value for change in changes if change.key == "punten"}
    new = [change.value for change in changes if change.key == ADDED]
    off = {rule.id for rule in rulebook.every} - {rule.id for rule in rulebook.rules}
    for change in changes:
        if change.key == ACTIVE:
            off = off - {change.id} if change.value else off | {change.id}
    kept = (replace(rule, points=points[rule.id]) if rule.id in points else rule for rule in rulebook.every)
    every = (*kept, *new)
    rules = tuple(rule for rule in every if rule.id not in off)
    types = all_types(every, stated(rulebook.types)) if new else rulebook.types
    return Rulebook(rules, types, layers(rules)[0], every if off else ())


def _item(item: ItemT, changes: Sequence[Change]) -> ItemT:
    before = item.validity
    for change in changes:
        if change.operation == ACTIVE:
            item = _switched(item, change, before)
        elif change.key == SAYS:
            item = _resting(item, change.value)
        else:
            item = _with_value(item, change)
    return item


def _with_value(item: ItemT, change: Change) -> ItemT:
    """An item with another value under a key; what takes the place of something internal is internal too."""
    key = (
        POST_ATTRIBUTES[change.key] if change.kind == POST else overlay_keys(CLASSES[change.kind])[change.key]
    )
    present = getattr(item, key.attribute)
    value = _changed(present, change)
    hidden = change.operation == "wordt" and _is_internal(present)
    item = replace(item, **{key.attribute: _internal(value) if hidden else value})
    return replace(item, origin=_supposed(item.origin, change)) if isinstance(key.kind, _BARE) else item


def _changed(present: Any, change: Change) -> Any:
    if change.operation == "eraf" and isinstance(present, dict):
        return {name: value for name, value in present.items() if name not in change.value}
    if isinstance(change.value, dict):
        return {**present, **change.value}
    if change.operation == ADDED:
        return _with_said_anew(present, change.value)
    if change.operation == "eraf":
        gone = [plain(element) for element in change.value]
        return tuple(element for element in present if plain(element) not in gone)
    return change.value


def _with_said_anew(present: Sequence[Any], more: Sequence[Any]) -> tuple[Any, ...]:
    """Elements with more of them; what says the same as one that is there, takes its place: its source is another."""
    there, new = [plain(element) for element in present], [plain(element) for element in more]
    kept = (
        more[new.index(value)] if value in new else element
        for value, element in zip(there, present, strict=True)
    )
    return (*kept, *(element for value, element in zip(new, more, strict=True) if value not in there))


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


def _switched(item: ItemT, change: Change, before: Validity | None) -> ItemT:
    """An item that never holds, or always does: rules and graph ask for nothing else.

    What a network that went as a whole took along, and that stays, holds as it did `before`.
    """
    if not change.value:
        return replace(item, validity=NEVER)
    if is_never(item.validity) and not is_never(before):
        return replace(item, validity=before)
    return replace(item, validity=None, origin=_supposed(item.origin, change))


def _resting(item: ItemT, origin: Origin) -> ItemT:
    """An item that rests on something else, and says so itself."""
    said = {field.name: getattr(origin, field.name) for field in fields(Origin) if hasattr(item, field.name)}
    return replace(item, origin=origin, **said)


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
    return _item(post, [_held(post, change) if change.key == "houder" else change for change in changes])


def _held(post: Post, change: Change) -> Change:
    """Who holds a seat, as the one membership that it then has."""
    holder = _resting(Membership(origin=post.origin, holder=change.value), change.value.origin)
    return replace(change, key="bezetting", value=(holder,))


_NEEDED = ("vereist", "valt_onder")
"""The keys that can close a ring."""


def inconsistent(overlay: Overlay, files: Places, before: Dossier, after: Dossier) -> Iterator[Finding]:
    """Findings about a sound dossier `before` that an overlay, read from these files, turned into `after`."""
    changed = _places(overlay, before, after)
    closing = [change.span for change in overlay if change.key in _NEEDED]
    anywhere = (*closing, *(change.span for change in overlay), *map(Span, files.files))
    for problem in inconsistencies(items_of(_parts(after)), items_of(_new(before, after))):
        start, keys = problem.start, problem.keys
        if start.file in files.files and (start, "") not in changed:
            place = files.key(start, *keys)
        else:
            said = (changed.get((start, key)) for key in (*keys, ""))
            place = next(filter(None, said), anywhere[0])
        yield replace(problem.at(place), excerpt=files.excerpt(place))


def _new(before: Dossier, after: Dossier) -> tuple[Any, ...]:
    """What is not the very same object as in a sound dossier; when the words and days that all are held against are
    others, everything."""
    if before.header is not after.header:
        return _parts(after)
    known = {id(part) for part in (*before.opgaven, *before.layers)}
    return after.college, *(part for part in (*after.opgaven, *after.layers) if id(part) not in known)


def _places(overlay: Overlay, *versions: Dossier) -> Mapping[tuple[Span, str], Span]:
    """Where the overlay changes an item, by where the item says it comes from and by key; "" is any key."""
    found: dict[tuple[Span, str], Span] = {}
    for change in overlay:
        if change.kind not in CLASSES:
            continue
        for version in versions:
            item = find(version, change.kind, change.id)
            if item is not None and change.key in (*overlay_keys(CLASSES[change.kind]), ""):
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
