"""Provenance in two versions: what a value states itself, and what follows from what surrounds it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from strategy.dossier.fields import keys_of
from strategy.dossier.model import Item
from strategy.dossier.provenance import Origin, Sourced
from strategy.effect.delta import Change, Delta, Following, Leaf, Same, fields
from strategy.effect.here import Here, change_at, placed
from strategy.effect.things import plain

_STATED_AS = {"internal": "visibility"}
"""Where an item has another name for what its origin passes on."""
_KEYS = {key.attribute: key.name for key in keys_of(Item)}
INHERITED = {
    field.name: (statement, _KEYS[statement])
    for field in dataclasses.fields(Origin)
    if field.name != "span"
    for statement in [_STATED_AS.get(field.name, field.name)]
}
"""What an origin passes on: the attribute of the item that states it, and its key."""


def inherited_origin(
    old: Origin, new: Origin, around: Mapping[str, Change], stated: Mapping[str, Delta]
) -> tuple[Delta, Mapping[str, Change]]:
    """The origin of an item: from which change each difference follows, its own or one around it."""
    own = {name: next(delta.changes()) for name, delta in stated.items() if not isinstance(delta, Same)}
    parts: dict[str, Delta] = {}
    follows: dict[str, Change] = {}
    for attribute, (statement, _) in INHERITED.items():
        was, now = getattr(old, attribute), getattr(new, attribute)
        if was == now:
            continue
        causes = (own.get(statement), around.get(attribute), *own.values(), *around.values())
        if (cause := next(filter(None, causes), None)) is not None:
            follows[attribute] = cause
            parts[attribute] = Following(cause, was, now)
    return fields(old, parts), follows


def own_origin(before: Sourced[Any], after: Sourced[Any], here: Here) -> Delta:
    """The origin of a value: what it states itself, and what it has from what surrounds it."""
    old, new = before.origin, after.origin
    at = placed(here, before, after)
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
            (_lacks(attribute, old, here.old) and now == around[1])
            or (_lacks(attribute, new, here.new) and was == around[0])
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
