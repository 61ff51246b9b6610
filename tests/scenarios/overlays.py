"""Overlays written as data: values for any key of the model, reading them, and the whole dossier as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import yaml
from hypothesis import strategies as st

from strategy.dossier.loader import Loaded
from strategy.dossier.model import (
    Choice,
    Day,
    Item,
    Key,
    Kind,
    Many,
    Number,
    Object,
    Ref,
    Table,
    Text,
    Told,
    WithSource,
    YesNo,
    keys_of,
)
from strategy.dossier.provenance import Sourced
from strategy.dossier.reader import Reader
from strategy.dossier.yamltree import parse
from strategy.errors import Finding
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.changes import Overlay
from strategy.scenarios.read import OverlayReader

Names = Mapping[str, Mapping[str, Any]]
PROVENANCE = {key.name for key in keys_of(Item)}


def read(data: Any, loaded: Loaded, rulebook: Rulebook) -> tuple[Overlay, list[Finding]]:
    """An overlay from data, written to YAML and read back, and its findings."""
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    file = parse(text, "scenarios/proef.yaml")
    assert file.node is not None and not file.problems, (text, file.problems)
    reader = Reader(file)
    overlay = OverlayReader(reader, loaded, rulebook).overlay(file.node)
    return overlay, reader.findings


def values(kind: Kind, names: Names) -> st.SearchStrategy[Any]:
    """Data that a key of this kind may hold, as it is written in YAML."""
    match kind:
        case WithSource(of):
            return values(of, names)
        case Text(longest):
            letters = st.text(st.sampled_from("abcdefghij klmnop"), min_size=1, max_size=min(30, longest))
            return letters.map(lambda text: "w" + " ".join(text.split()))
        case Choice(allowed):
            return st.sampled_from(allowed)
        case Number(low, high, whole):
            bounds = st.integers(max(int(low) + (low % 1 > 0), -1000), min(int(high), 1000))
            return bounds.map(float) if whole else bounds.map(lambda number: number / 1)
        case Day():
            return st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(Date)
        case YesNo() | Told():
            return st.sampled_from(("ja", "nee"))
        case Ref(kinds):
            return st.sampled_from(sorted(names[kinds[0]]))
        case Many(of):
            return st.lists(values(of, names), min_size=1, max_size=3, unique_by=repr)
        case Table(key, of):
            return st.dictionaries(values(key, names), values(of, names), min_size=1, max_size=2)
        case Object(cls):
            own = [key for key in keys_of(cls) if key.name not in PROVENANCE]
            return st.fixed_dictionaries(
                {key.name: values(key.kind, names) for key in own if key.required},
                optional={key.name: values(key.kind, names) for key in own if not key.required},
            )
    raise AssertionError(kind)


class Date(str):
    """A day as YAML text without quotes."""

    def __new__(cls, day: date) -> Date:
        return super().__new__(cls, day.isoformat())


yaml.SafeDumper.add_representer(
    Date, lambda dumper, day: dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(day))
)


def as_data(kind: Kind, value: Any) -> Any:
    """What the model holds under a key, as it would be written in YAML."""
    if isinstance(value, Sourced):
        value = value.value
    match kind:
        case WithSource(of):
            return as_data(of, value)
        case Many(of):
            return [as_data(of, element) for element in value]
        case Table(_, of):
            return {key: as_data(of, element) for key, element in value.items()}
        case Object(cls):
            return None if value is None else _object(cls, value)
        case YesNo():
            return "ja" if value else "nee"
        case Day():
            return value and value.isoformat()
    return value


def _object(cls: type, value: Any) -> dict[str, Any]:
    own = (key for key in keys_of(cls) if key.name not in PROVENANCE)
    held = ((key, getattr(value, key.attribute)) for key in own)
    return {key.name: as_data(key.kind, each) for key, each in held if each not in (None, (), "", {})}


def differing(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """The paths at which two things of the model differ, provenance included; what is one and the same is passed over."""
    if before is after:
        return
    if type(before) is not type(after):
        yield path
    elif isinstance(before, tuple) and not hasattr(before, "_fields"):
        one, other = _named(before), _named(after)
        for name in {**one, **other}:
            yield from differing(one.get(name), other.get(name), f"{path}/{name}")
    elif isinstance(before, Mapping):
        for name in {**before, **after}:
            yield from differing(before.get(name), after.get(name), f"{path}/{name}")
    elif hasattr(before, "__dataclass_fields__"):
        for name in before.__dataclass_fields__:
            yield from differing(getattr(before, name), getattr(after, name), f"{path}.{name}")
    elif before != after:
        yield path


def _named(things: tuple[Any, ...]) -> dict[Any, Any]:
    return {getattr(thing, "id", at): thing for at, thing in enumerate(things)}


def changeable_keys() -> list[tuple[str, str, Key]]:
    """Every section of an overlay with every key it may change."""
    from strategy.scenarios.changes import SUBJECTS, changeable

    return [
        (section, name, key)
        for section, subject in SUBJECTS.items()
        for name, key in changeable(subject.cls).items()
    ]
