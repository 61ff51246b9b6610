"""The structural space: what becomes of each line after every setback, and which of them breaks it."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.model import BANDS, REFRAIN
from strategy.advice.scores_bands import bands, ranks
from strategy.errors import KrachtenveldError, quote
from strategy.explain.judgements import Standing
from strategy.robustness.runners import Lost, Runner
from strategy.robustness.setbacks import Setback, setback_text
from strategy.robustness.trials import (
    ScoreChanges,
    Store,
    TrialBase,
    TrialName,
    run_trials,
    score_changes,
    scores_of,
    with_changes,
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Impact:
    """What becomes of an advice after one setback, or after several together; None is gone."""

    setbacks: tuple[Setback, ...]
    later: Standing | None


@dataclass(frozen=True)
class Resilience:
    """How one line comes through the setbacks.

    `count` setbacks are none of its own business: they do not take away the very thing that it is about. `core` is the
    share of these in which it is `doen`, `worst_rank` the lowest rank in these, None when it is gone in one of them.
    `breaks` throw it into a lower band or out; `lifts` make it `doen` when it is not so now; `own` are the judgements by
    which the thing exists at all, that break it.
    """

    count: int
    core: float
    worst_rank: int | None
    breaks: tuple[Impact, ...]
    lifts: tuple[Impact, ...]
    own: tuple[Impact, ...]


@dataclass(frozen=True)
class StructuralSpace:
    """The trials, single ones and those in pairs, and how every advice comes through, by the id of the line."""

    setbacks: tuple[Setback, ...]
    trials: int
    resiliences: Mapping[str, Resilience]


def try_all(
    outcome: Outcome,
    names: Sequence[TrialName],
    setbacks: Sequence[Setback],
    engine: str,
    runner: Runner,
    store: Store | None = None,
    progress: Progress = lambda done, total: None,
) -> dict[TrialName, ScoreChanges]:
    """What each trial changes, in the order of `names`; results that the store has are not run again.

    `progress` is called with how many trials are done, and of how many, also before the first. Raises EngineFailure as
    `advise` does, and what the runner and the store raise; what was done by then is in the store, and nothing goes on.
    """
    base = scores_of(outcome)
    known = {setback.key: setback for setback in setbacks}
    found: dict[TrialName, ScoreChanges] = {}
    if store is not None:
        found = {name: store.results[name] for name in names if name in store.results}
    left = [name for name in names if name not in found]
    progress(len(found), len(names))
    if left:
        payload = pickle.dumps(TrialBase.of(outcome.case, engine, setbacks))
        with closing(runner(run_trials, payload, left)) as results:
            for name, scores in results:
                if isinstance(scores, Lost):
                    what = " en ".join(setback_text(outcome, known[key]) for key in name)
                    raise KrachtenveldError(
                        f"het rekenproces valt telkens weg bij {quote(what)}",
                        "waarschijnlijk is er te weinig geheugen: probeer `--processen 1`, of workers met meer geheugen",
                    )
                found[name] = score_changes(base, scores)
                if store is not None:
                    store.add(name, found[name])
                progress(len(found), len(names))
    return {name: found[name] for name in names}


def resilience_of_lines(
    outcome: Outcome, setbacks: Sequence[Setback], results: Mapping[TrialName, ScoreChanges]
) -> StructuralSpace:
    """How every line comes through these results. Of a pair is only told what neither of the two does alone."""
    known = {setback.key: setback for setback in setbacks}
    base, scoring = scores_of(outcome), outcome.case.dossier.header.scoring
    refraining = {line.id for line in outcome.lines if line.target.sort == REFRAIN}
    tallies = {line.id: _SetbackTally(line) for line in outcome.lines}
    for trial, found in sorted(results.items(), key=lambda item: len(item[0])):
        chosen = tuple(known[key] for key in trial)
        scores = with_changes(base, found)
        band, rank = bands(scores, scoring, refraining), ranks(scores)
        for name, tally in tallies.items():
            later = Standing(scores[name], band[name], rank[name]) if name in scores else None
            tally.add(Impact(chosen, later))
    used = tuple(setback for setback in setbacks if (setback.key,) in results)
    return StructuralSpace(used, len(results), {name: tally.resilience() for name, tally in tallies.items()})


class _SetbackTally:
    """What happens to one line, trial by trial; single setbacks come before pairs."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._present = Standing.of(line)
        self._count = self._core = 0
        self._worst: int | None = line.rank
        self._breaks: list[Impact] = []
        self._lifts: list[Impact] = []
        self._own: list[Impact] = []

    def add(self, impact: Impact) -> None:
        broken = lower(self._present, impact.later)
        if any(setback.own(self._line) for setback in impact.setbacks):
            if broken and [setback.kind for setback in impact.setbacks] == ["oordeel"]:
                self._own.append(impact)
            return
        self._count += 1
        if impact.later is not None and impact.later.band == "doen":
            self._core += 1
            if self._present.band != "doen":
                self._lifts.append(impact)
        if impact.later is None or self._worst is None:
            self._worst = None
        else:
            self._worst = max(self._worst, impact.later.rank)
        if broken and not self._known(impact.setbacks):
            self._breaks.append(impact)

    def _known(self, setbacks: Collection[Setback]) -> bool:
        """Whether one of several setbacks breaks it by itself."""
        return len(setbacks) > 1 and any(set(impact.setbacks) <= set(setbacks) for impact in self._breaks)

    def resilience(self) -> Resilience:
        share = self._core / self._count if self._count else 0.0
        breaks, lifts, own = tuple(self._breaks), tuple(self._lifts), tuple(self._own)
        return Resilience(self._count, share, self._worst, breaks, lifts, own)


def lower(present: Standing, later: Standing | None) -> bool:
    """Whether an advice is gone, or in a lower band than it was."""
    if later is None:
        return True
    return BANDS.index(later.band) > BANDS.index(present.band)
