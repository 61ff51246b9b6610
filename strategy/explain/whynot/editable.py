"""Which facts a strategist may change, and so how far a condition on each kind of fact is from holding."""

from __future__ import annotations

from strategy.facts.types import BASE_TYPES

EDITABLE = frozenset(
    (
        "prioriteit", "prioriteit_thema", "prioriteit_vraag", "prioriteit_niveau", "ontwikkeling", "relatie",
        "rol_open", "gremium_thema", "gremium_functie", "vereist", "afhankelijk", "bevoegdheid",
        "werkveld", "kenmerk", "gezamenlijke_agenda", "wisseling", "eigen_agenda", "instrument",
        "instrument_thema", "deelnemer",
    )
)  # fmt: skip
"""What is a choice, a reading or a state of affairs that can change. Which things exist and to whom they belong is
not among it, nor is who holds a seat: that is what advice is about."""


def weight(fact_type: str) -> int:
    """What a failing condition on facts of this type weighs: editable, derived (more than one step), or fixed."""
    if fact_type in EDITABLE:
        return 2
    return 6 if fact_type in BASE_TYPES else 3
