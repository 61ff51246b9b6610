"""The words with which conditions of rules are told, beside the clauses that each type of fact has of its own."""

from __future__ import annotations

from collections.abc import Mapping

from strategy.facts.types import BASE_TYPES, Relation, Thing


def clause(fact_type: str) -> Relation | Thing | None:
    """How a condition on facts of this type reads; None for what rules derive."""
    known = BASE_TYPES.get(fact_type)
    return known.clause if known else None


NOUNS: Mapping[str, tuple[str, str]] = {
    "opgave": ("een opgave", "enige opgave"),
    "prioriteit": ("een prioriteit", "enige prioriteit"),
    "thema": ("een thema", "enig thema"),
    "actor": ("een actor", "enige actor"),
    "gremium": ("een gremium", "enig gremium"),
    "instrument": ("een instrument", "enig instrument"),
    "portefeuille": ("een portefeuille", "enige portefeuille"),
    "functie": ("een functie", "enige functie"),
}
"""What a thing is called when it is first met, and when a denial is about any of them."""

HOLDERS: Mapping[str, str] = {"wij": "ons", "ander": "een ander", "onbekend": "een onbekende"}
"""The holder of a seat as it reads after "van"."""

COMPARISONS: Mapping[str, str] = {
    "<": "kleiner dan", "<=": "hoogstens", ">": "groter dan", ">=": "minstens", "=": "gelijk aan", "!=": "anders dan",
}  # fmt: skip
