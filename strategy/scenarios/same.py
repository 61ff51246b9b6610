"""Whether two dossiers with their rules say the same, wherever and why they say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from strategy.dossier.fields import keys_of
from strategy.dossier.loader import Loaded
from strategy.dossier.model import Dossier, Item
from strategy.dossier.provenance import Sourced
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.changes import WEIGHT

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
