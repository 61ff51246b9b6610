"""Who sees to it, and how strongly the strategy wants it: what the dossier tells beside the advice itself."""

from __future__ import annotations

from collections.abc import Iterable

from strategy.advice.model import Target
from strategy.dossier.vocabulary import DOORS
from strategy.facts.base import FactBase
from strategy.facts.types import ABSENT


class Emphasis:
    """Look-ups in the facts `door`, `zetel_door` and `kracht`."""

    def __init__(self, base: FactBase) -> None:
        self._doors = {
            (str(a), str(b)): str(c)
            for name in ("door", "zetel_door")
            for a, b, c in (fact.values for fact in base.of_type(name))
        }
        self._forces = {
            (str(a), str(b)): str(c) for a, b, c in (fact.values for fact in base.of_type("kracht"))
        }

    def by(self, targets: Iterable[Target]) -> tuple[str, ...]:
        """Who sees to these, as roles: whom the dossier names, and to our own organisation the college."""
        found = set(map(self._one, targets))
        return tuple(door for door in DOORS if door in found)

    def _one(self, target: Target) -> str | None:
        match target.sort:
            case "organisatie":
                return "college"
            case "positie":
                return self._doors.get((target.body, target.role))
        return self._doors.get((target.actor, target.layer))

    def force(self, target: Target) -> str:
        """How strongly the strategy wants a seat, or else its table; "" when it does not say."""
        if target.sort != "positie":
            return ""
        return self._forces.get((target.body, target.role)) or self._forces.get((target.body, ABSENT), "")
