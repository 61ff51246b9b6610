"""How far a condition on each kind of fact is from holding: whether a strategist may change it, or it simply is so."""

from __future__ import annotations

from strategy.facts.types import BASE_TYPES

_EDITABLE = {"prioriteit", *(each.name for each in BASE_TYPES.values() if each.edit)} - {"bezet"}
"""What is a choice, a reading or a state of affairs that can change. Which things exist and to whom they belong is
not among it, nor is who holds a seat: that is what advice is about."""


def weight(fact_type: str) -> int:
    """What a failing condition on facts of this type weighs: editable, derived (more than one step), or fixed."""
    if fact_type in _EDITABLE:
        return 2
    return 6 if fact_type in BASE_TYPES else 3
