"""The port: everything above this room knows only firings, never an engine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from strategy.facts.types import Fact, Value
from strategy.rulebook.ast import Rulebook


class Firing(NamedTuple):
    """A rule that fires: its id and the value of each of its variables, sorted by variable name.

    A tuple, as thousands are made, sorted and looked up in one run.
    """

    rule: str
    bindings: tuple[tuple[str, Value], ...]


class Engine(Protocol):
    """An inference engine. `name` is what `--engine` calls it."""

    name: str

    def infer(self, rulebook: Rulebook, facts: Iterable[Fact]) -> tuple[Firing, ...]:
        """All firings, without repetition, in ascending order. Raises EngineFailure when it cannot."""
        ...
