"""What a list would change in a dossier, as data: seats that are otherwise, and tables and networks that are new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from strategy.errors import Span
from strategy.importing.entries import Place
from strategy.importing.readings import Reading, Unread

State = Literal["gelijk", "anders", "nieuw", "onzeker", "dubbel"]
"""Of a row: as the dossier has it, otherwise, not in it yet, not to be told, or about a seat of a row before."""


@dataclass(frozen=True)
class Line:
    """A row with what became of it. `seat` is gremium/rol or gremium/rol/thema; `at` is where the dossier speaks of it."""

    reading: Reading
    state: State
    seat: str = ""
    now: str = ""
    then: str = ""
    choices: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    at: Span | None = None


@dataclass(frozen=True)
class Change:
    """A seat of a table in the dossier that the list has otherwise, in the keys of an overlay."""

    seat: str
    settings: Mapping[str, str]
    line: Line


@dataclass
class NewBody:
    """A table that the dossier does not have, at an actor that it may have, with the rows that name it by seat."""

    id: str
    name: str
    actor: str
    sort: str
    seats: dict[tuple[str, str], Line] = field(default_factory=dict)
    themes: dict[str, None] = field(default_factory=dict)


@dataclass
class NewActor:
    """A network that the dossier does not have."""

    id: str
    name: str
    sort: str
    level: str
    guessed: bool
    place: Place


@dataclass(frozen=True)
class Planned:
    """A moment that the list plans, about a table or, when that is new, about its network."""

    when: str
    name: str
    about: str
    place: Place


@dataclass
class Proposal:
    """Everything that a list would change, with the rows that change nothing."""

    lines: list[Line] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    bodies: list[NewBody] = field(default_factory=list)
    actors: list[NewActor] = field(default_factory=list)
    moments: list[Planned] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to propose."""
        return not (self.changes or self.bodies or self.actors or self.moments)
