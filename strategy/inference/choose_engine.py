"""Which engine answers: the one asked for, or the best one here; and all of them, to hold them against each other.

And inferences by what they follow from (`Recall`): an edit of a weight or of points tells the rules nothing new, and needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from strategy.facts.types_and_sentences import Fact, Value
from strategy.inference.containment import can_contain
from strategy.inference.engine_clingo import ClingoEngine
from strategy.inference.engine_durable import DurableEngine, load_extension
from strategy.inference.engine_python import PythonEngine
from strategy.inference.match_order import suspected_rule
from strategy.inference.port import (
    FIRING_LIMIT,
    Engine,
    EngineFailure,
    EngineMissing,
    Firing,
    TooHeavy,
    TooManyFirings,
)
from strategy.memory import recall
from strategy.rulebook.ast import Pattern, Rule, Rulebook

AUTO = "auto"
ENGINES: Mapping[str, Callable[[int], Engine]] = {
    "durable": DurableEngine,
    "clingo": ClingoEngine,
    "python": PythonEngine,
}
CHOICES = (AUTO, *ENGINES)
"""What `--engine` accepts."""
SHOWN = {"durable": "durable-rules", "clingo": "clingo", "python": "gewoon Python"}
"""What users call an engine."""
DURABLE_FACTS = 5_000
"""Up to here `advies` with durable-rules takes less than twice the CPU time that it takes with clingo.

Measured on the whole command by `benchmarks/growth.py`: 1.2 times at 1,500 facts, 1.0 at 2,000, 0.9 at 4,100, 1.4 at 8,000
and 1.8 at 10,000, with at most 340 MB. Where bodies share their themes it is 1.4 times at 4,000 facts, 1.8 at 6,500, and
at 10,500 durable-rules is not done in the 30 seconds that it has.
"""


@dataclass(frozen=True)
class Inference:
    """All firings in ascending order, the engine that found them, and what the user should know about that."""

    firings: tuple[Firing, ...]
    engine: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class EngineDifference:
    """A firing that not every engine has; `engines` are those that have it."""

    rule: str
    bindings: tuple[tuple[str, Value], ...]
    engines: tuple[str, ...]


@dataclass(frozen=True)
class CrossCheck:
    """The engines that were compared, and every firing that not all of them have."""

    engines: tuple[str, ...]
    differences: tuple[EngineDifference, ...]


Infer = Callable[[Rulebook, Iterable[Fact], str], Inference]
"""What the rules conclude from the facts, by an engine of that name."""


def infer(
    rulebook: Rulebook, facts: Iterable[Fact], engine: str = AUTO, limit: int = FIRING_LIMIT
) -> Inference:
    """What the rules conclude from the facts.

    `auto` takes durable-rules up to DURABLE_FACTS where it can run, and clingo otherwise; when the one cannot answer, the
    other takes over and a note says so, and plain Python when neither is here or can. Raises EngineFailure when the
    engine that was asked for, or every one, cannot answer; TooManyFirings when more than `limit` were counted, whatever
    the engine.
    """
    given = tuple(facts)
    return recall(
        "afgeleid",
        lambda: (rulebook.fingerprint, given, engine, limit),
        lambda: _infer(rulebook, given, engine, limit),
        lambda found: not found.notes,  # another time the first engine may answer
    )


def _infer(rulebook: Rulebook, given: tuple[Fact, ...], engine: str, limit: int) -> Inference:
    failures: list[EngineFailure] = []
    for name in _in_order(len(given)) if engine == AUTO else (engine,):
        try:
            return Inference(_make(name, limit).infer(rulebook, given), name, _notes(failures, name))
        except TooManyFirings:
            raise
        except EngineFailure as failure:
            failures.append(failure)
    last = failures[-1]
    if isinstance(last, EngineMissing | TooHeavy):
        raise last
    raise suspected_rule(rulebook, given, limit, last) from last


def _in_order(facts: int) -> tuple[str, ...]:
    """The engines that are here, the best for so many facts first."""
    order = ("clingo", "durable") if facts > DURABLE_FACTS else ("durable", "clingo")
    return tuple(name for name in (*order, "python") if installed(name))


def _notes(failures: Sequence[EngineFailure], engine: str) -> tuple[str, ...]:
    """What to say when another engine answers than the first."""
    if not failures:
        return ()
    told = ". ".join(failure.message.removesuffix(".") for failure in failures)
    return (f"{told}. Daarom is gerekend met {SHOWN[engine]}; de uitkomst is dezelfde.",)


def installed(engine: str) -> bool:
    """Whether an engine can run here."""
    match engine:
        case "python":
            return True
        case "clingo":
            return find_spec("clingo") is not None
    try:
        load_extension()
    except EngineMissing:
        return False
    return can_contain()


def cross_check(rulebook: Rulebook, facts: Iterable[Fact], limit: int = FIRING_LIMIT) -> CrossCheck:
    """Run every engine that is here, and compare. Raises EngineFailure when one of them cannot answer."""
    given = tuple(facts)
    found = {
        name: frozenset(_make(name, limit).infer(rulebook, given)) for name in ENGINES if installed(name)
    }
    disputed = frozenset().union(*found.values()) - frozenset.intersection(*found.values())
    return CrossCheck(
        tuple(found),
        tuple(
            EngineDifference(*firing, tuple(name for name in found if firing in found[name]))
            for firing in sorted(disputed)
        ),
    )


def _make(engine: str, limit: int) -> Engine:
    if engine not in ENGINES:
        raise EngineFailure(f"Er is geen engine '{engine}'", f"kies uit: {', '.join(CHOICES)}")
    return ENGINES[engine](limit)


class Recall:
    """Infers, and remembers the last `most` answers: with the same facts and rules that ask and conclude the same."""

    def __init__(self, most: int = 250, infer: Infer = infer) -> None:
        self._infer = infer
        self._most = most
        self._known: dict[tuple[str, str, str], Inference] = {}
        self._firings: dict[Firing, Firing] = {}
        """Each firing once: most are in nearly every answer."""
        self._read: tuple[Rulebook | None, str] = (None, "")

    def infer(self, rulebook: Rulebook, facts: Iterable[Fact], engine: str) -> Inference:
        """What the rules conclude from the facts."""
        given = tuple(facts)
        key = engine, self._reading(rulebook), repr(given)
        found = self._known.pop(key, None) or self._shared(self._infer(rulebook, given, engine))
        self._known[key] = found
        while len(self._known) > self._most:
            self._known.pop(next(iter(self._known)))
        return found

    def _shared(self, found: Inference) -> Inference:
        firings = tuple(self._firings.setdefault(firing, firing) for firing in found.firings)
        return Inference(firings, found.engine, found.notes)

    def _reading(self, rulebook: Rulebook) -> str:
        """What an engine reads of rules: not their points, their words or where they stand."""
        if self._read[0] is not rulebook:
            types = [(name, type_.field_names) for name, type_ in sorted(rulebook.types.items())]
            asked = [[_asked(rule) for rule in layer] for layer in rulebook.layers]
            self._read = rulebook, repr((types, asked))
        return self._read[1]


def _asked(rule: Rule) -> tuple[object, ...]:
    head = rule.head.kind, rule.head.type, rule.head.terms
    return rule.id, _matched(rule.positive), _matched(rule.negative), rule.different, head


def _matched(patterns: Iterable[Pattern]) -> list[object]:
    return [(pattern.type, pattern.terms) for pattern in patterns]
