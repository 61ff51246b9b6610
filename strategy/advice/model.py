"""Advice as data: what is advised, how strongly, why, and under which conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from strategy.inference.port import Firing

Band = Literal["doen", "ook doen", "als er tijd is", "niet doen"]
BANDS: tuple[Band, ...] = get_args(Band)
"""What to do with an advice; the last is of what we refrain from, whatever its score."""
STRONG = BANDS[:2]
"""The bands of what is worth doing whatever else there is."""
REFRAIN = "afzien"
"""The sort of advice that says what not to do."""
LIGHT = ("volgen", "afzien")
"""The attitudes that keep at a distance; all others want something."""
ConditionSort = Literal["vereist", "gunning", "keuze", "inbegrepen", "nagaan"]
CONDITIONS: tuple[ConditionSort, ...] = get_args(ConditionSort)


@dataclass(frozen=True)
class Entry:
    """One line of the ledger: what one firing adds to one advice for one priority within one opgave.

    `value` = points × weight × factor, with weight = weight of the priority × weight of the opgave.
    Negative points are counter-arguments.
    """

    advice: str
    rule: str
    priority: str
    opgave: str
    points: float
    weight: float
    factor: float
    firing: Firing

    @property
    def value(self) -> float:
        return self.points * self.weight * self.factor

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What settles the order of entries that count the same."""
        return self.rule, self.priority, self.opgave, self.advice


@dataclass(frozen=True)
class Target:
    """What an advice is about, apart from for whom; absent fields are empty."""

    sort: str
    attitude: str
    actor: str = ""
    body: str = ""
    role: str = ""
    layer: str = ""
    theme: str = ""
    instrument: str = ""
    to: str = ""
    via: str = ""
    first: str = ""
    opgave: str = ""

    @property
    def things(self) -> frozenset[str]:
        """The ids of all actors, tables and instruments that it names."""
        named = (self.actor, self.body, self.instrument, self.to, self.via, self.first)
        return frozenset(filter(None, named))

    def seeks(self, body: str) -> bool:
        """Whether it wants us at a table: in a seat there, or in one there before another."""
        return self.attitude not in LIGHT and (
            (self.sort == "positie" and self.body == body)
            or (self.sort == "voorwaarde" and self.first == body)
        )


@dataclass(frozen=True)
class Condition:
    """Something that must be arranged for, or chosen with, an advice.

    sort: "vereist" (another seat first), "gunning" (a region must grant it), "keuze" (so many out of
    `options`), "inbegrepen" (a heavier role in the same body covers it), "nagaan" (what the dossier still
    has to verify about the seat). `met` is None where it is a choice.
    """

    sort: ConditionSort
    text: str
    options: tuple[str, ...] = ()
    met: bool | None = None


@dataclass(frozen=True)
class Advice:
    """One recommendation. `rank` counts from 1 over all advice; equal scores share a rank.

    `by` says who sees to it and `force` how strongly the strategy wants it, as the dossier tells; empty when it
    tells nothing. `per_opgave` is the score that it would have if there were only that opgave.
    """

    id: str
    title: str
    target: Target
    opgaven: tuple[str, ...]
    priorities: tuple[str, ...]
    score: float
    band: Band
    rank: int
    arguments: tuple[str, ...]
    entries: tuple[Entry, ...]
    counters: tuple[Entry, ...]
    conditions: tuple[Condition, ...]
    by: tuple[str, ...] = ()
    force: str = ""
    per_opgave: Mapping[str, float] = field(default_factory=dict, hash=False)

    def place_in(self, opgave: str) -> tuple[float, int, str]:
        """What settles the order within one opgave: what an advice does for it goes before what it does elsewhere."""
        return -self.per_opgave.get(opgave, 0.0), self.rank, self.id

    @property
    def within(self) -> tuple[Advice, ...]:
        """The advice this is made of: itself, unless it takes several together."""
        return (self,)
