"""Which engine answers: the one asked for, or the best one here; and both, to hold them against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from strategy.facts.types import Fact, Value
from strategy.inference.containment import can_contain
from strategy.inference.engine_clingo import ClingoEngine
from strategy.inference.engine_durable import DurableEngine, load_extension
from strategy.inference.port import FIRING_LIMIT, Engine, EngineFailure, EngineMissing, Firing, TooManyFirings
from strategy.rulebook.ast import Rulebook

AUTO = "auto"
ENGINES: Mapping[str, Callable[[int], Engine]] = {"durable": DurableEngine, "clingo": ClingoEngine}
CHOICES = (AUTO, *ENGINES)
"""What `--engine` accepts."""
DURABLE_FACTS = 10_000
"""Measured: durable-rules is quadratic in the facts of a state, and past this clingo is always faster."""


@dataclass(frozen=True)
class Inference:
    """All firings in ascending order, the engine that found them, and what the user should know about that."""

    firings: tuple[Firing, ...]
    engine: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class EngineDifference:
    """A firing that only one engine has; `engine` is the one that has it."""

    rule: str
    bindings: tuple[tuple[str, Value], ...]
    engine: str


def infer(
    rulebook: Rulebook, facts: Iterable[Fact], engine: str = AUTO, limit: int = FIRING_LIMIT
) -> Inference:
    """What the rules conclude from the facts.

    `auto` takes durable-rules up to 10,000 facts where it can run, and clingo otherwise; when durable-rules
    fails, clingo takes over and a note says so. Raises EngineFailure when the engine that was asked for, or the
    last that is left, cannot answer; TooManyFirings above `limit`, whatever the engine.
    """
    given = tuple(facts)
    if engine != AUTO:
        return Inference(_make(engine, limit).infer(rulebook, given), engine)
    if not installed("durable") or (len(given) > DURABLE_FACTS and installed("clingo")):
        return Inference(_make("clingo", limit).infer(rulebook, given), "clingo")
    try:
        return Inference(_make("durable", limit).infer(rulebook, given), "durable")
    except TooManyFirings:
        raise
    except EngineFailure as failure:
        if not installed("clingo"):
            raise
        note = f"{failure.message}. Daarom is gerekend met clingo; de uitkomst is dezelfde."
        return Inference(_make("clingo", limit).infer(rulebook, given), "clingo", (note,))


def installed(engine: str) -> bool:
    """Whether an engine can run here."""
    if engine == "clingo":
        return find_spec("clingo") is not None
    try:
        load_extension()
    except EngineMissing:
        return False
    return can_contain()


def cross_check(
    rulebook: Rulebook, facts: Iterable[Fact], limit: int = FIRING_LIMIT
) -> tuple[EngineDifference, ...]:
    """Run both engines; every firing that only one has. Raises EngineFailure when either cannot answer."""
    given = tuple(facts)
    found = {name: frozenset(_make(name, limit).infer(rulebook, given)) for name in ENGINES}
    differences = [
        EngineDifference(firing.rule, firing.bindings, name)
        for name, firings in found.items()
        for other, others in found.items()
        if other != name
        for firing in firings - others
    ]
    return tuple(sorted(differences))


def _make(engine: str, limit: int) -> Engine:
    if engine not in ENGINES:
        raise EngineFailure(f"Er is geen engine '{engine}'", f"kies uit: {', '.join(CHOICES)}")
    return ENGINES[engine](limit)
