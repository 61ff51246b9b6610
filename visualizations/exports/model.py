"""The network and its advice as every export form gets it: nodes and edges with declared attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice
from visualizations.selection import Selection

Kind = Literal["opgave", "prioriteit", "actor", "gremium", "zetel", "instrument"]
KINDS: tuple[Kind, ...] = ("opgave", "prioriteit", "actor", "gremium", "zetel", "instrument")
Sort = Literal["text", "list", "number", "whole", "yesno", "day"]
Value = str | float | int | bool | tuple[str, ...]
"""By sort: text and day (jjjj-mm-dd) are str, list a tuple of texts, number a float, whole an int, yesno a bool."""
Values = Mapping[str, Value]
"""Attribute key → value; what is not known, or does not apply, has no key."""


@dataclass(frozen=True)
class Attribute:
    """A declared attribute: its key, what it means in Dutch, what it holds, and which kinds of node have it."""

    key: str
    meaning: str
    sort: Sort = "text"
    on: tuple[Kind, ...] = KINDS


@dataclass(frozen=True)
class Node:
    """Something of the dossier. `id` is `kind:name`; no two nodes of an export share a label."""

    id: str
    kind: Kind
    label: str
    values: Values


@dataclass(frozen=True)
class Edge:
    """A line from one node to another, both by id. Lines between the same two differ in id."""

    id: str
    start: str
    end: str
    label: str
    values: Values

    @property
    def kind(self) -> str:
        return str(self.values["soort"])


@dataclass(frozen=True)
class Export:
    """All there is to write. `choice` is what it was narrowed to; `advices` are those within it, best first."""

    outcome: Outcome
    choice: Selection
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    advices: tuple[Advice, ...]

    @property
    def us(self) -> str:
        """The node of the municipality itself."""
        return f"actor:{self.outcome.case.view.us}"


def values_of(**given: Value | None) -> Values:
    """Attribute values, without what is empty. A number 0 and the answer no are values."""
    return {key: value for key, value in given.items() if value is not None and value != "" and value != ()}
