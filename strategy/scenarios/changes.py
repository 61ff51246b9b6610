"""Changes on a dossier as data: what is different, of which thing, where that is written, and how to write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal
from weakref import WeakKeyDictionary

import yaml

from strategy.dossier.model import (
    PROVENANCE,
    Actor,
    Body,
    Dossier,
    Header,
    Instrument,
    Item,
    Key,
    Kind,
    Layer,
    Many,
    Member,
    NewId,
    Object,
    Opgave,
    Portfolio,
    Post,
    Priority,
    Table,
    Traits,
    Validity,
    WithSource,
    YesNo,
    keys_of,
)
from strategy.dossier.provenance import Origin, Sourced
from strategy.errors import Span

Operation = Literal["wordt", "erbij", "eraf", "actief"]
Path = tuple[str | int, ...]
"""The way down from the dossier: attributes, keys of tables and places in lists."""
POST = "positie"
RULE = "regel"
HEADER = "dossier"
THEME = "thema"
PLACE = "plaats"
"""The kind of a change that names no thing, but the place in the model where it is made."""


@dataclass(frozen=True)
class Subject:
    """A section of an overlay: the kind of thing it changes, and the class that describes it."""

    kind: str
    cls: type


SUBJECTS: Mapping[str, Subject] = {
    "opgaven": Subject("opgave", Opgave),
    "prioriteiten": Subject("prioriteit", Priority),
    "portefeuilles": Subject("portefeuille", Portfolio),
    "bestuurders": Subject("bestuurder", Member),
    "actoren": Subject("actor", Actor),
    "gremia": Subject("gremium", Body),
    "instrumenten": Subject("instrument", Instrument),
    "lagen": Subject("laag", Layer),
}
CLASSES: Mapping[str, type] = {HEADER: Header, **{subject.kind: subject.cls for subject in SUBJECTS.values()}}
SECTION_OF: Mapping[str, str] = {
    **{subject.kind: section for section, subject in SUBJECTS.items()}, POST: "posities", RULE: "regels",
}  # fmt: skip
NEW_AT: Mapping[str, Path] = {
    "portefeuille": ("college", "portfolios"), "bestuurder": ("college", "members"), "opgave": ("opgaven",), "laag": ("layers",),
}  # fmt: skip
"""Where what is new of a kind comes that stands within nothing else."""
DAY = "peildatum"
SECTIONS = (*SUBJECTS, SECTION_OF[POST], SECTION_OF[RULE], DAY)
ACTIVE: Literal["actief"] = "actief"
SAYS = "herkomst"
"""The key of a change of where a thing comes from: what an overlay says of it with `bron`, `aard` and the like."""
WEIGHT = "weight"
"""The attribute that is 1 where it is left out."""
ADDED: Literal["erbij"] = "erbij"
"""Behind a section, or a key with things of their own: a list of new ones."""
GONE = "weg"
"""Takes the place of a value that may be left out."""
NEVER = Validity(end=date.min)
"""The validity of what an overlay switches off."""


def is_never(value: Any) -> bool:
    """Whether this is the validity of what an overlay switched off."""
    return isinstance(value, Validity) and value.end == date.min


@dataclass(frozen=True)
class Change:
    """One change: of the thing `kind`/`id` the YAML key `key` becomes, gains or loses `value`.

    `value` is what the model holds under that key (for erbij and eraf a tuple of elements, for actief a bool); of a
    table only the entries that become otherwise.
    A post is named `gremium/rol` or `gremium/rol/thema`; a rule by its id. With the key `erbij` the value is a
    whole new thing. `origin` is what a value without provenance of its own rests on.

    Of the kind PLACE what stands at `path` keeps its provenance and becomes the word `value`, or goes (eraf).
    """

    kind: str
    id: str
    key: str
    operation: Operation
    value: Any
    span: Span
    origin: Origin | None = None
    path: Path = ()


Overlay = tuple[Change, ...]
"""Changes in the order of the file."""


_LISTED = ("posities", "momenten")
"""Keys with things in them that have no id of their own."""


@cache
def changeable(cls: type) -> Mapping[str, Key]:
    """The keys of a class that an overlay may change, by name: no names, no provenance, nothing with names in it.

    What is public belongs to the provenance: each value has inherited it when the dossier was read.
    """
    return {
        key.name: key
        for key in keys_of(cls)
        if key.name not in PROVENANCE and not _names_something(key) and key.name not in _LISTED
    }


@cache
def growable(cls: type) -> Mapping[str, Key]:
    """The keys of a class with things of their own in it, by name: an overlay may add to these, and changes what is there
    under its own name.
    """
    return {
        key.name: key
        for key in keys_of(cls)
        if isinstance(key.kind, Many) and (_names_something(key) or key.name in _LISTED)
    }


@cache
def overlay_keys(cls: type) -> Mapping[str, Key]:
    """All keys of a class that an overlay may say something about, by name."""
    return {**changeable(cls), **growable(cls)}


def _names_something(key: Key) -> bool:
    kind: Any = key.kind
    while isinstance(kind, Many | Table | WithSource):
        kind = kind.of
    if isinstance(kind, Object):
        return any(isinstance(inner.kind, NewId) for inner in keys_of(kind.cls))
    return isinstance(kind, NewId)


def things(dossier: Dossier) -> Mapping[tuple[str, str], tuple[Path, Any]]:
    """All that a change can name, by kind and name, each with the way down to it; kept as long as the dossier is."""
    if dossier not in _known:
        _known[dossier] = {(kind, name): (path, thing) for kind, name, path, thing in _things(dossier)}
    return _known[dossier]


_known: WeakKeyDictionary[Dossier, Mapping[tuple[str, str], tuple[Path, Any]]] = WeakKeyDictionary()


def _things(dossier: Dossier) -> Iterator[tuple[str, str, Path, Item]]:
    def listed(kind: str, path: Path, content: tuple[Any, ...]) -> Iterator[tuple[str, str, Path, Any]]:
        return ((kind, thing.id, (*path, at), thing) for at, thing in enumerate(content))

    yield HEADER, dossier.header.id, ("header",), dossier.header
    for name, theme in dossier.header.themes.items():
        yield THEME, name, ("header", "themes", name), theme
    yield from listed("portefeuille", ("college", "portfolios"), dossier.college.portfolios)
    yield from listed("bestuurder", ("college", "members"), dossier.college.members)
    for kind, name, path, opgave in listed("opgave", ("opgaven",), dossier.opgaven):
        yield kind, name, path, opgave
        yield from listed("prioriteit", (*path, "priorities"), opgave.priorities)
    for kind, name, above, layer in listed("laag", ("layers",), dossier.layers):
        yield kind, name, above, layer
        yield from listed("instrument", (*above, "instruments"), layer.instruments)
        for kind, name, path, actor in listed("actor", (*above, "actors"), layer.actors):
            yield kind, name, path, actor
            for kind, name, way, body in listed("gremium", (*path, "bodies"), actor.bodies):
                yield kind, name, way, body
                for at, post in enumerate(body.posts):
                    yield POST, post_name(name, post), (*way, "posts", at), post


def items(dossier: Dossier, kind: str) -> dict[str, Any]:
    """All things of a kind, by id; posts by their name."""
    return {name: thing for (known, name), (_, thing) in things(dossier).items() if known == kind}


def posts(dossier: Dossier) -> dict[str, Post]:
    """All posts, by their name."""
    return items(dossier, POST)


def find(dossier: Dossier, kind: str, name: str) -> Item | None:
    """The thing of this kind with this name, if there is one."""
    found: Item | None = things(dossier).get((kind, name), ((), None))[1]
    return found


def post_name(body: str, post: Post) -> str:
    """The name of a post: `gremium/rol`, with its theme behind it when it has one."""
    return "/".join(part for part in (body, post.role, post.theme) if part)


def built(kind: Kind, data: Any, origin: Origin) -> Any:
    """The value of the model for data as YAML has it; all of it rests on `origin`. Nothing is checked."""
    match kind:
        case WithSource(of):
            return Sourced(built(of, data, origin), origin)
        case Object(cls):
            keys = {key.name: key for key in keys_of(cls)}
            given = {
                keys[name].attribute: built(keys[name].kind, value, origin) for name, value in data.items()
            }
            return cls(origin=origin, **given)
        case Many(of):
            return tuple(built(of, each, origin) for each in (data if isinstance(data, list) else [data]))
        case Traits() if not isinstance(data, dict):
            return {name: Sourced("ja", origin) for name in (data if isinstance(data, list) else [data])}
        case Table(_, of):
            return {name: built(of, value, origin) for name, value in data.items()}
        case YesNo():
            return data == "ja"
    return data


def written(value: Any) -> Any:
    """A value of the model as data for YAML, without its provenance and without what was left out."""
    if isinstance(value, Sourced):
        return written(value.value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, tuple):
        return [written(element) for element in value]
    if isinstance(value, dict):
        return {name: written(element) for name, element in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        given = {key.name: written(getattr(value, key.attribute)) for key in keys_of(type(value))}
        return {
            name: each[0] if isinstance(each, list) and len(each) == 1 else each
            for name, each in given.items()
            if each not in (None, "", "nee", [], {})
        }
    return value


def overlay_data(changes: Iterable[Change]) -> dict[str, Any]:
    """Changes of what there is, per section, name and key, as an overlay says them; those of one key joined."""
    found: dict[str, Any] = {}
    for change in changes:
        keys = found.setdefault(SECTION_OF[change.kind], {}).setdefault(change.id, {})
        value = GONE if change.value is None else written(change.value)
        if change.operation in (ADDED, "eraf"):
            keys.setdefault(change.key, {}).setdefault(change.operation, []).extend(value)
        elif change.operation == ACTIVE:
            keys[ACTIVE] = "aan" if change.value else "uit"
        else:
            keys[change.key] = {**keys.get(change.key, {}), **value} if isinstance(value, dict) else value
    return found


def overlay_text(data: Mapping[str, Any]) -> str:
    """The YAML of an overlay, or of what it stands in, with what belongs to one name on one line."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=None, width=1000)
