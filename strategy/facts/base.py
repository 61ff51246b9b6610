"""A set of facts, each with its evidence: where it stands, or which other facts it was computed from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from strategy.dossier.provenance import Origin
from strategy.facts.types import Fact


@dataclass(frozen=True)
class Evidence:
    """Why a fact is in the base: its own places in the dossier, or the facts it was computed from."""

    origins: tuple[Origin, ...] = ()
    premises: tuple[Fact, ...] = ()


class FactBase:
    """Facts in order of addition, without repetition."""

    def __init__(self) -> None:
        self._evidence: dict[Fact, Evidence] = {}

    def add(self, fact: Fact, evidence: Evidence) -> None:
        """Add a fact; when it is already there, its first evidence stands."""
        self._evidence.setdefault(fact, evidence)

    def __contains__(self, fact: Fact) -> bool:
        return fact in self._evidence

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._evidence)

    def __len__(self) -> int:
        return len(self._evidence)

    def of_type(self, name: str) -> Iterator[Fact]:
        """The facts of one type, in order of addition."""
        return (fact for fact in self._evidence if fact.type == name)

    def evidence(self, fact: Fact) -> Evidence:
        return self._evidence[fact]

    def grounds(self, fact: Fact) -> tuple[Fact, ...]:
        """The facts that stand in the dossier on which a fact rests: itself, or those it was computed from."""
        found: dict[Fact, None] = {}
        stack = [fact]
        while stack:
            current = stack.pop()
            evidence = self._evidence[current]
            if evidence.origins or not evidence.premises:
                found[current] = None
            else:
                stack.extend(reversed(evidence.premises))
        return tuple(found)


def seats_held(base: FactBase) -> frozenset[tuple[str, str, str]]:
    """The seats that we hold: table, role and theme; the theme is ABSENT but for a portfolio."""
    return frozenset(
        (str(body), str(role), str(theme))
        for body, role, holder, theme in (fact.values for fact in base.of_type("bezet"))
        if holder == "wij"
    )
