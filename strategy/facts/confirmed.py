"""How much of a dossier has been confirmed for a new term of office, file by file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from strategy.dossier.provenance import Origin
from strategy.facts.base import FactBase

_YEARS = re.compile(r"(?<=[0-9]{4})-(?=[0-9]{4}$)")


@dataclass(frozen=True)
class FileProgress:
    """Of the facts in one file that are to be confirmed, how many are."""

    file: str
    confirmed: int
    total: int


@dataclass(frozen=True)
class Progress:
    """Of all facts that are to be confirmed for `term`, how many are; files in the order of the facts."""

    term: str
    files: tuple[FileProgress, ...]

    @property
    def confirmed(self) -> int:
        return sum(file.confirmed for file in self.files)

    @property
    def total(self) -> int:
        return sum(file.total for file in self.files)


def progress(facts: FactBase) -> tuple[Progress, ...]:
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
        Progress(term, tuple(FileProgress(file, sum(done), len(done)) for file, done in files.items()))
        for term, files in sorted(counts.items())
    )


def unconfirmed(origins: Iterable[Origin]) -> str:
    """The term for which one of these origins is not confirmed; "" when there is none."""
    return next((origin.unconfirmed for origin in origins if origin.unconfirmed), "")


def term_words(term: str) -> str:
    """A term of office as people write it: 2026–2030."""
    return _YEARS.sub("–", term)
