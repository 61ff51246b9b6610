"""One trial: the lines of a dossier after setbacks. What is sent to another process, and what it sends back."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from strategy.advice.advise import Case, Outcome, advise, prepare
from strategy.dossier.loader import Loaded
from strategy.explain.judgements import edited
from strategy.robustness.setbacks import Setback
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.apply import apply
from strategy.scenarios.changes import Overlay

Scores = Mapping[str, float]
"""The score of every line, by id."""
Name = tuple[str, ...]
"""The keys of the setbacks of one trial: one, or two that come together."""
Difference = Mapping[str, float | None]
"""The scores that a trial changes, by the id of the line; None is gone."""


@dataclass(frozen=True)
class Bench:
    """What every trial on a dossier starts from; small and picklable."""

    loaded: Loaded
    rulebook: Rulebook
    day: date
    public_only: bool
    engine: str
    setbacks: Mapping[str, Setback]

    @classmethod
    def of(cls, case: Case, engine: str, setbacks: Sequence[Setback]) -> Bench:
        known = {setback.key: replace(setback, grounds=(), hits=frozenset()) for setback in setbacks}
        return cls(case.loaded, case.rulebook, case.view.day, case.view.public_only, engine, known)

    def scores(self, name: Name) -> Scores:
        """The scores after these setbacks. Raises EngineFailure as `advise` does, KeyError for an unknown one."""
        chosen = [self.setbacks[key] for key in name]
        edits = [edit for setback in chosen for edit in setback.edits]
        changes = tuple(change for setback in chosen for change in setback.changes)
        case = edited(self._case, edits) if edits else self._case
        if changes:
            loaded, rulebook = apply(Overlay(changes), case.loaded, self.rulebook)
            case = prepare(loaded, self.day, self.public_only, rulebook)
        return scores_of(advise(case, self.engine))

    @cached_property
    def _case(self) -> Case:
        return prepare(self.loaded, self.day, self.public_only, self.rulebook)


def scores_of(outcome: Outcome) -> Scores:
    """The score of every line of an outcome, in rank order."""
    return {line.id: line.score for line in outcome.lines}


def difference(base: Scores, later: Scores) -> Difference:
    """What is other in `later`, in the order of the ids."""
    names = sorted(base.keys() | later.keys())
    return {name: later.get(name) for name in names if later.get(name) != base.get(name)}


def changed(base: Scores, found: Difference) -> Scores:
    """The scores of which `difference` told."""
    whole = {**base, **found}
    return {name: value for name, value in whole.items() if value is not None}


def run(payload: bytes, names: Sequence[Name]) -> list[tuple[Name, Scores]]:
    """Trials in whatever process this is. `payload` is a pickled Bench."""
    bench = _unpacked(payload)
    return [(name, bench.scores(name)) for name in names]


@lru_cache(maxsize=1)
def _unpacked(payload: bytes) -> Bench:
    """A process keeps the bench it worked on last: unpacking one takes as long as a trial."""
    bench = pickle.loads(payload)  # safe: made by the process that started this one
    assert isinstance(bench, Bench)
    return bench
