"""Which engine answers: the one asked for, or the best one here; and both, to hold them against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from strategy.facts.types import Fact, Value
from strategy.inference.containment import can_contain
from strategy.inference.engine_clingo import ClingoEngine
from strategy.inference.engine_durable import DurableEngine, load_extension
from strategy.inference.joins import suspected_rule
from strategy.inference.port import FIRING_LIMIT, Engine, EngineFailure, EngineMissing, Firing, TooManyFirings
from strategy.rulebook.ast import Rulebook

AUTO = "auto"
ENGINES: Mapping[str, Callable[[int], Engine]] = {"durable": DurableEngine, "clingo": ClingoEngine}
CHOICES = (AUTO, *ENGINES)
"""What `--engine` accepts."""
SHOWN = {"durable": "durable-rules", "clingo": "clingo"}
"""What users call an engine."""
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

    `auto` takes durable-rules up to 10,000 facts where it can run, and clingo otherwise; when the one cannot answer, the
    other takes over and a note says so. Raises EngineFailure when the engine that was asked for, or every one that is
    here, cannot answer; TooManyFirings when more than `limit` were counted, whatever the engine.
    """
    given = tuple(facts)
    notes: tuple[str, ...] = ()
    *others, last = _in_order(len(given)) if engine == AUTO else (engine,)
    for name in others:
        try:
            return Inference(_make(name, limit).infer(rulebook, given), name)
        except TooManyFirings:
            raise
        except EngineFailure as failure:
            notes = (f"{failure.message}. Daarom is gerekend met {SHOWN[last]}; de uitkomst is dezelfde.",)
    try:
        return Inference(_make(last, limit).infer(rulebook, given), last, notes)
    except (TooManyFirings, EngineMissing):
        raise
    except EngineFailure as failure:
        raise suspected_rule(rulebook, given, limit, failure) from failure


def _in_order(facts: int) -> tuple[str, ...]:
    """The engines that are here, the best for so many facts first; clingo when there is none, as it says what to install."""
    order = ("clingo", "durable") if facts > DURABLE_FACTS else ("durable", "clingo")
    return tuple(name for name in order if installed(name)) or ("clingo",)


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
