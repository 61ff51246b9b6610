"""Who sees to it, and how strongly the strategy wants it: what the dossier tells beside the advice itself."""

from __future__ import annotations

from collections.abc import Iterable

from strategy.advice.model import Target
from strategy.dossier.vocabulary import DOORS
from strategy.facts.base import FactBase
from strategy.facts.types import ABSENT


class Emphasis:
    """Look-ups in the facts `door` and `kracht`."""

    def __init__(self, base: FactBase) -> None:
        self._doors = {(str(a), str(b)): str(c) for a, b, c in (fact.values for fact in base.of_type("door"))}
        self._forces = {
            (str(a), str(b)): str(c) for a, b, c in (fact.values for fact in base.of_type("kracht"))
        }

    def by(self, targets: Iterable[Target]) -> tuple[str, ...]:
        """Who sees to these, as roles: to a tie whom the dossier names, to our own organisation the college."""
        found = {
            "college" if target.sort == "organisatie" else self._doors.get((target.actor, target.layer))
            for target in targets
        }
        return tuple(door for door in DOORS if door in found)

    def force(self, target: Target) -> str:
        """How strongly the strategy wants a seat, or else its table; "" when it does not say."""
        if target.sort != "positie":
            return ""
        return self._forces.get((target.body, target.role)) or self._forces.get((target.body, ABSENT), "")
