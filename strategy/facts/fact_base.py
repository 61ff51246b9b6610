"""A set of facts, each with its evidence: where it stands, or which other facts it was computed from.

From that evidence also follows how much of a dossier has been confirmed for a new term of office.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from strategy.dossier.provenance import Origin
from strategy.facts.types_and_sentences import Fact
from strategy.graph.network import HELD_BY_US

Key = TypeVar("Key")
Item = TypeVar("Item")


@dataclass(frozen=True)
class Evidence:
    """Why a fact is in the base: its own places in the dossier, or the facts it was computed from."""

    origins: tuple[Origin, ...] = ()
    premises: tuple[Fact, ...] = ()


class FactBase:
    """Facts in order of addition, without repetition."""

    def __init__(self) -> None:
        self._evidence: dict[Fact, Evidence] = {}
        self._by_type: dict[str, list[Fact]] = {}

    def add(self, fact: Fact, evidence: Evidence) -> None:
        """Add a fact; when it is already there, its first evidence stands."""
        if fact not in self._evidence:
            self._evidence[fact] = evidence
            self._by_type.setdefault(fact.type, []).append(fact)

    def __contains__(self, fact: Fact) -> bool:
        return fact in self._evidence

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._evidence)

    def __len__(self) -> int:
        return len(self._evidence)

    def of_type(self, name: str) -> Iterator[Fact]:
        """The facts of one type, in order of addition."""
        return iter(self._by_type.get(name, ()))

    def pairs(self, name: str) -> list[tuple[str, str]]:
        """The first two values of the facts of one type."""
        return [(str(fact.values[0]), str(fact.values[1])) for fact in self.of_type(name)]

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


def grouped(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, list[Item]]:
    """Per key what goes with it, both in order of first appearance."""
    groups: dict[Key, list[Item]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return groups


def near_themes(base: FactBase) -> dict[str, frozenset[str]]:
    """The themes that are a step above or below each."""
    steps = base.pairs("thema_ouder")
    both = grouped((*steps, *((above, below) for below, above in steps)))
    return {theme: frozenset(others) for theme, others in both.items()}


def seats_held(base: FactBase) -> frozenset[tuple[str, str, str]]:
    """The seats that we hold: table, role and theme; the theme is ABSENT but for a portfolio."""
    return frozenset(
        (str(body), str(role), str(theme))
        for body, role, holder, theme in (fact.values for fact in base.of_type("bezet"))
        if holder == HELD_BY_US
    )


_YEARS = re.compile(r"(?<=[0-9]{4})-(?=[0-9]{4}$)")


@dataclass(frozen=True)
class FileProgress:
    """Of the facts in one file that are to be confirmed, how many are."""

    file: str
    confirmed: int
    total: int


@dataclass(frozen=True)
class TermProgress:
    """Of all facts that are to be confirmed for `term`, how many are; files in the order of the facts."""

    term: str
    files: tuple[FileProgress, ...]

    @property
    def confirmed(self) -> int:
        return sum(file.confirmed for file in self.files)

    @property
    def total(self) -> int:
        return sum(file.total for file in self.files)

    def __str__(self) -> str:
        """As people read it, on whatever it stands: 30 van 1043 feiten bevestigd voor 2026–2030."""
        number = (
            f"alle {self.total}" if self.confirmed == self.total else f"{self.confirmed} van {self.total}"
        )
        return f"{number} feiten bevestigd voor {term_words(self.term)}"


def progress_of_terms(facts: FactBase) -> tuple[TermProgress, ...]:
    """The state of every term that facts are to be confirmed for, sorted by term; empty when there is none.

    A fact may rest on several values: it counts as confirmed when all of these are.
    """
    counts: dict[str, dict[str, list[bool]]] = {}
    for fact in facts:
        origins = facts.evidence(fact).origins
        marked = next((origin for origin in origins if origin.to_confirm), None)
        if marked is not None:
            files = counts.setdefault(marked.to_confirm, {})
            files.setdefault(marked.span.file, []).append(not unconfirmed(origins))
    return tuple(
        TermProgress(term, tuple(FileProgress(file, sum(done), len(done)) for file, done in files.items()))
        for term, files in sorted(counts.items())
    )


def unconfirmed(origins: Iterable[Origin]) -> str:
    """The term for which one of these origins is not confirmed; "" when there is none."""
    return next((origin.unconfirmed for origin in origins if origin.unconfirmed), "")


def term_words(term: str) -> str:
    """A term of office as people write it: 2026–2030."""
    return _YEARS.sub("–", term)
