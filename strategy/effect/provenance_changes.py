"""Provenance in two versions: what a value states itself, and what follows from what surrounds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from strategy.dossier.provenance import Origin, Sourced
from strategy.effect.delta import Change, Delta, Following, Leaf, Same, fields
from strategy.effect.here import Here, change_at, placed
from strategy.effect.things import plain

INHERITED = {
    "source": ("source", "bron"), "nature": ("nature", "aard"), "note": ("note", "toelichting"),
    "to_verify": ("to_verify", "te_verifieren"), "internal": ("visibility", "openbaarheid"),
}  # fmt: skip
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
        elif not (_implied(attribute, old, here.old) or _implied(attribute, new, here.new)):
            words = (
                ("openbaar", "intern")[value] if attribute == "internal" else plain(value)
                for value in (was, now)
            )
            parts[attribute] = Leaf(change_at(at.under(key), "gewijzigd", *words), was, now)
    return fields(old, parts)


def _implied(attribute: str, own: Origin, around: Origin) -> bool:
    """Whether a value lacks what surrounds it only because it states something else: a note of another, or no source."""
    if attribute == "note":
        return own.note == "" and around.note != ""
    if attribute == "source":
        return own.source is None and own.nature == "aanname" and around.source is not None
    return attribute == "to_verify" and own.to_verify == "" and around.to_verify != ""
