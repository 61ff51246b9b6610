"""What would be with only one of the changes, or with all but one: the old version run again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from strategy.advice.advise import Case, Outcome, advise, prepare
from strategy.effect.comparison import Comparison
from strategy.effect.delta import Change
from strategy.effect.rule_changes import KIND
from strategy.facts.types import Fact

MOST_FOR_FACTS = 40
"""With more changes in the dossier than this, its facts are not computed again for each."""
MOST_FOR_ADVICE = 8
"""With more changes than this, the advice is not computed again for each."""

Facts = frozenset[Fact]


@dataclass(frozen=True)
class Run:
    """How both versions are run: on which day (None is the dossier's own), for whom, by which engine."""

    day: date | None = None
    public_only: bool = False
    engine: str = "auto"


@dataclass
class Counterfactuals:
    """Computed when first asked for, and kept."""

    comparison: Comparison
    run: Run
    _facts: dict[frozenset[Change], Facts | None] = field(default_factory=dict)
    _outcomes: dict[frozenset[Change], Outcome | None] = field(default_factory=dict)

    def fact_changes(self, fact: Fact, present: bool) -> tuple[Change, ...]:
        """The changes in the dossier that by themselves make a fact come (`present`) or go; else those it needs.

        Empty when there are too many changes to try.
        """
        changes = [change for change in self.comparison.changes if change.kind != KIND]
        if len(changes) <= 1:
            return tuple(changes)
        if len(changes) > MOST_FOR_FACTS:
            return ()
        enough = [change for change in changes if self._has(fact, {change}) is present]
        if enough:
            return tuple(enough)
        needed = [change for change in changes if self._has(fact, set(changes) - {change}) is not present]
        return tuple(needed)

    def outcome_with(self, taken: Iterable[Change]) -> Outcome | None:
        """The advice of the old version with these changes; None when that is no sound version."""
        key = frozenset(taken)
        if key not in self._outcomes:
            case = self._case(key)
            self._outcomes[key] = advise(case, self.run.engine) if case else None
        return self._outcomes[key]

    def _has(self, fact: Fact, taken: Iterable[Change]) -> bool | None:
        key = frozenset(taken)
        if key not in self._facts:
            case = self._case(key)
            self._facts[key] = frozenset(case.facts) if case else None
        facts = self._facts[key]
        return None if facts is None else fact in facts

    def _case(self, taken: frozenset[Change]) -> Case | None:
        mixed = self.comparison.with_only(taken)
        if mixed is None:
            return None
        loaded, rulebook = mixed
        return prepare(loaded, self.run.day, self.run.public_only, rulebook)
