"""How the model says, beside each attribute, under which key and in which form it is written in YAML.

The declarations drive the reader, the checks and the JSON Schemas alike, so these cannot drift apart.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, TypeVar, cast, dataclass_transform

ClassT = TypeVar("ClassT", bound=type)


@dataclass(frozen=True)
class Text:
    """Free text in one language; numbers and dates must be quoted to be text."""

    longest: int = 2000


@dataclass(frozen=True)
class NewId:
    """Defines a new name within `kind`: lower case letters, digits and hyphens."""

    kind: str


@dataclass(frozen=True)
class Ref:
    """Names something defined elsewhere in the dossier, of one of the `kinds`."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """One word of a closed list; `beyond` says where to write what people look for in the list and is not there."""

    values: tuple[str, ...]
    beyond: str = ""


@dataclass(frozen=True)
class Number:
    """A number within bounds, written as digits with an optional decimal point; `whole` forbids the point.

    Of `words`, each stands for a number that the dossier gives elsewhere: it is read as it is written.
    """

    low: float
    high: float
    whole: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Day:
    """A date, written jjjj-mm-dd."""


@dataclass(frozen=True)
class Confirmed:
    """The day on which something was confirmed, or a block with that day (`op`) and who did, as a role (`door`)."""


@dataclass(frozen=True)
class YesNo:
    """ja or nee."""


@dataclass(frozen=True)
class Source:
    """A source reference: `document §paragraaf punt n`."""


@dataclass(frozen=True)
class Seat:
    """Names a seat in a body of the dossier: `gremium/rol` or `gremium/rol/thema`."""


@dataclass(frozen=True)
class Object:
    """A nested object, described by the dataclass `cls`."""

    cls: type


@dataclass(frozen=True)
class Many:
    """A list; one value may be written without the list."""

    of: Kind


@dataclass(frozen=True)
class Table:
    """A mapping from `key` to `of`; with an Object, the key becomes its `id`."""

    key: Kind
    of: Kind


@dataclass(frozen=True)
class Traits(Table):
    """The own characteristics of a `thing`, by name; a list of names says ja of each."""

    thing: str


@dataclass(frozen=True)
class Told:
    """ja or nee, a word or a number: what the dossier declares of a characteristic."""

    longest: int = 40


@dataclass(frozen=True)
class WithSource:
    """A value that may carry its own provenance: `{waarde, aard, bron, toelichting, te_verifieren}`.

    `beside` are words that may be said with it, each with its key and description: `{waarde: zwak, door: college}`.
    """

    of: Kind
    beside: tuple[tuple[str, Choice, str], ...] = ()


Kind = (
    Text
    | NewId
    | Ref
    | Choice
    | Number
    | Day
    | Confirmed
    | YesNo
    | Source
    | Seat
    | Object
    | Many
    | Table
    | Told
    | WithSource
)


@dataclass(frozen=True)
class Key:
    """One declared key: its YAML name, form, Dutch description, and whether it must be there."""

    attribute: str
    name: str
    kind: Kind
    description: str
    required: bool


_keys: dict[type, tuple[Key, ...]] = {}


def key(name: str, kind: Kind, description: str, **options: Any) -> Any:
    """Declare a dataclass field read from YAML key `name`; with `default` or `default_factory` it is optional."""
    required = not ({"default", "default_factory"} & options.keys())
    return dataclasses.field(metadata={"key": (name, kind, description, required)}, **options)


def keys_of(cls: type) -> tuple[Key, ...]:
    """The declared keys of a model class, in order of declaration."""
    if cls not in _keys:  # reading a dossier asks for these thousands of times
        declared = ((field.name, field.metadata.get("key")) for field in dataclasses.fields(cls))
        _keys[cls] = tuple(Key(name, *parts) for name, parts in declared if parts)
    return _keys[cls]


@dataclass_transform(frozen_default=True, kw_only_default=True, eq_default=False, field_specifiers=(key,))
def content(cls: ClassT) -> ClassT:
    """Make a class of the model: frozen, built by keyword, compared by identity.

    Without comparison and repr, because generating these for some thirty classes costs a fifth of a start.
    """
    return cast(ClassT, dataclass(frozen=True, kw_only=True, eq=False, repr=False)(cls))
