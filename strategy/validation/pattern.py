"""What an advice must look like: fields with the values allowed, as a reference table names them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from strategy.advice.model import LIGHT, REFRAIN, Advice

TARGET_FIELDS = {
    "soort": "sort", "houding": "attitude", "actor": "actor", "gremium": "body", "rol": "role",
    "laag": "layer", "thema": "theme", "instrument": "instrument", "doel": "to", "via": "via",
    "voor_opgave": "opgave",
}  # fmt: skip
ATTRIBUTES = ("door", "kracht")
"""Who sees to it and how strongly it is meant; advice that does not say so, does not meet a wish that names it."""
FIELDS = (*TARGET_FIELDS, "eerst", "van_gremium", "opgave", "prioriteit", *ATTRIBUTES)
PURPOSES = ("prioriteit", "opgave", "voor_opgave")
THINGS = ("gremium", "van_gremium", "instrument", "actor", "via", "doel")
"""The fields that say what an advice is about."""


@dataclass(frozen=True)
class Pattern:
    """Per field the values allowed; an advice that has one of them in each field agrees."""

    fields: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.fields)

    def allowed(self, name: str) -> tuple[str, ...]:
        """The values allowed in a field; empty when the pattern leaves it open."""
        return next((allowed for field, allowed in self.fields if field == name), ())

    def failing(self, advice: Advice) -> tuple[str, ...]:
        """The fields in which an advice has none of the values allowed."""
        return tuple(
            name for name, allowed in self.fields if not set(allowed).intersection(values(advice, name))
        )

    def agrees(self, advice: Advice) -> bool:
        return not self.failing(advice)


def values(advice: Advice, name: str) -> tuple[str, ...]:
    """What an advice says in a field; `("",)` when a field of its target is empty, nothing when it has no such thing."""
    if name == "prioriteit":
        return advice.priorities
    if name == "opgave":
        return advice.opgaven
    if name == "van_gremium":
        return advice.target.body, advice.target.first
    if name == "eerst":
        return advice.target.first, *_required(advice)
    if name == "door":
        return advice.by
    if name == "kracht":
        return tuple(filter(None, (advice.force,)))
    return (getattr(advice.target, TARGET_FIELDS[name]),)


def opposed(pattern: Pattern, advice: Advice) -> bool:
    """Whether an advice takes distance where the pattern wants something, or the other way round."""
    wanted, given = pattern.allowed("houding"), advice.target.attitude
    if wanted:
        return all(word in LIGHT for word in wanted) != (given in LIGHT) and given not in wanted
    return bool(pattern.allowed("soort")) and (REFRAIN in pattern.allowed("soort")) != (
        advice.target.sort == REFRAIN
    )


def _required(advice: Advice) -> Iterable[str]:
    """The bodies in which this seat asks for a seat first, as its conditions name them."""
    for condition in advice.conditions:
        if condition.sort == "vereist":
            yield from (option.split("/")[1] for option in condition.options)
