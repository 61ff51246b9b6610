"""The clingo engine: portable, near-linear, and an independent check on the other engine and on the layers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from strategy.facts.types import Fact, Value
from strategy.inference.asp import facts_program, rules_program
from strategy.inference.coding import Coding, build_coding
from strategy.inference.containment import can_contain, contained
from strategy.inference.failure import EngineFailure, EngineMissing, TooManyFirings, too_many
from strategy.inference.joins import Estimates, suspect
from strategy.inference.outcome import FIRING_LIMIT, to_firings
from strategy.inference.port import Firing
from strategy.rulebook.ast import Rulebook

if TYPE_CHECKING:
    from clingo import Symbol

CHUNK = 200_000
ESTIMATED_FACTS = 2_000
"""From here on a bad order of joins is worth looking for."""
MEMORY_BYTES = 4 * 2**30
SECONDS = 900.0
"""Grounding cannot be interrupted from within; rules whose patterns share no variable can outgrow any machine."""


class ClingoEngine:
    """Translates the whole rulebook and lets clingo ground it. See `Engine` in port.py for the contract."""

    name = "clingo"

    def __init__(
        self, limit: int = FIRING_LIMIT, seconds: float = SECONDS, memory: int = MEMORY_BYTES
    ) -> None:
        self.limit = limit
        self.seconds = seconds
        self.memory = memory

    def infer(self, rulebook: Rulebook, facts: Iterable[Fact]) -> tuple[Firing, ...]:
        """All firings. Raises EngineMissing without clingo, TooManyFirings, or EngineFailure."""
        try:
            import clingo  # noqa: F401  (imported before the fork, so that every call after the first is cheap)
        except ImportError as error:
            raise EngineMissing(
                "De engine clingo is hier niet geïnstalleerd", "installeer met `pip install clingo`"
            ) from error
        given = tuple(facts)
        coding = build_coding(rulebook.rules, given)
        estimates = Estimates(rulebook.types, given) if len(given) >= ESTIMATED_FACTS else None
        program = rules_program(rulebook, coding, estimates) + facts_program(rulebook, coding, given)
        ids = [rule.id for rule in rulebook.rules]

        def ground() -> list[str]:
            return _ground(program, ids, self.limit)

        try:
            texts = contained(ground, self.name, self.seconds, self.memory) if can_contain() else ground()
        except TooManyFirings:
            raise
        except EngineFailure as failure:
            raise (suspect(rulebook, given, self.limit) or failure) from failure
        return to_firings(rulebook, _decode(texts, rulebook, coding))


def _ground(program: str, ids: Sequence[str], limit: int) -> list[str]:
    """The firings as texts of the form `f0(1,2),f3(4)`."""
    from clingo import Control, Tuple_

    control = Control(["--warn=none"])
    try:
        control.add("base", [], program)
        control.ground([("base", [])])
        with control.solve(yield_=True) as handle:
            model = handle.model()
            if model is None:
                raise EngineFailure(
                    "De engine clingo vond geen uitkomst", "meld dit; gebruik `--engine durable`"
                )
            symbols = model.symbols(shown=True)
            if len(symbols) > limit:
                raise too_many(_counts(symbols, ids), limit)
            # One call for a great many atoms: asking each symbol for its name and arguments takes ten times
            # as long. Possible because codes are numbers: nothing in the text needs unescaping.
            return [
                str(Tuple_(symbols[start : start + CHUNK]))[1:-1].rstrip(",")
                for start in range(0, len(symbols), CHUNK)
            ]
    except (RuntimeError, MemoryError) as error:
        raise EngineFailure(
            f"De engine clingo liep vast: {error}", "is er een regel die alles combineert?"
        ) from error


def _counts(symbols: Sequence[Symbol], ids: Sequence[str]) -> Mapping[str, int]:
    return Counter(ids[int(symbol.name[1:])] for symbol in symbols)


def _decode(texts: Iterable[str], rulebook: Rulebook, coding: Coding) -> dict[str, list[tuple[Value, ...]]]:
    grouped: dict[str, list[str]] = {}
    for text in texts:
        for atom in text.removesuffix(")").split("),"):
            name, _, arguments = atom.partition("(")
            if name:
                grouped.setdefault(name, []).append(arguments)
    value = coding.values.__getitem__
    fired: dict[str, list[tuple[Value, ...]]] = {}
    for name, rows in grouped.items():
        rule = rulebook.rules[int(name[1:])]
        width = len(rule.variables)
        flat = map(value, map(int, chain.from_iterable(row.split(",") for row in rows)))
        fired[rule.id] = list(zip(*[flat] * width, strict=True)) if width else [()]
    return fired
