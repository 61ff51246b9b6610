"""One trial: the advice of a dossier after setbacks. What is sent to another process, and what it sends back."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from strategy.advice.advise import Case, prepare
from strategy.advice.ledger import Ledger, Weights, keep
from strategy.advice.model import Entry
from strategy.advice.score import arguments, score
from strategy.dossier.loader import Loaded
from strategy.dossier.model import Scoring
from strategy.explain.omission import edited
from strategy.inference.choose import infer
from strategy.inference.trace import Trace
from strategy.robustness.setbacks import Setback
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.apply import apply
from strategy.scenarios.changes import Overlay

Scores = Mapping[str, float]
"""The score of every advice, by id."""
Name = tuple[str, ...]
"""The keys of the setbacks of one trial: one, or two that come together."""
Difference = Mapping[str, float | None]
"""The scores that a trial changes, by advice id; None is gone."""


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
        return scores_of(case, self.engine)

    @cached_property
    def _case(self) -> Case:
        return prepare(self.loaded, self.day, self.public_only, self.rulebook)


def scores_of(case: Case, engine: str) -> Scores:
    """The scores that `advise` gives, without the sentences, names and conditions around them."""
    found = infer(case.rulebook, case.facts, engine)
    heads = {rule.id: rule.head.kind for rule in case.rulebook.rules}
    # What rules derived on the way counts for no score by itself; working it out is a quarter of the time.
    deciding = [firing for firing in found.firings if heads[firing.rule] != "feit"]
    trace = Trace(case.rulebook, case.facts, deciding)
    return ledger_scores(keep(trace, Weights.of(case.dossier)), case.dossier.header.scoring)


def ledger_scores(ledger: Ledger, scoring: Scoring) -> Scores:
    """The score of every advice of a ledger, in its order."""
    groups: dict[str, tuple[list[Entry], list[Entry]]] = {}
    for entry in ledger.entries:
        groups.setdefault(entry.advice, ([], []))[0].append(entry)
    for entry in ledger.counters:
        groups[entry.advice][1].append(entry)
    return {name: score(arguments(*group), scoring) for name, group in groups.items()}


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
