"""The structural space: the lines of a dossier after each setback (a trial), kept on disk; what becomes of each line, and which setback
breaks it.

On disk results are one line each, written as they come: what was run is never run again. The first line says of what they
are. A line that was being written when the run was killed is dropped and run again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import pickle
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import isfinite
from pathlib import Path
from types import TracebackType
from typing import Any

from strategy.advice.advise import Case, Outcome, advise, prepare
from strategy.advice.lines import Line
from strategy.advice.model import BANDS, REFRAIN
from strategy.advice.scores_bands import bands, ranks
from strategy.dossier.files import place_in_dossier
from strategy.dossier.loader import Loaded
from strategy.dossier.yamltree import Places
from strategy.errors import KrachtenveldError, Span, quote, reason
from strategy.explain.judgements import Standing
from strategy.robustness.runners import Lost, Runner
from strategy.robustness.setbacks import Setback, setback_text
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.apply import apply

Scores = Mapping[str, float]
"""The score of every line, by id."""
TrialName = tuple[str, ...]
"""The keys of the setbacks of one trial: one, or two that come together."""
ScoreChanges = Mapping[str, float | None]
"""The scores that a trial changes, by the id of the line; None is gone."""


@dataclass(frozen=True)
class TrialBase:
    """What every trial on a dossier starts from; small and picklable."""

    loaded: Loaded
    rulebook: Rulebook
    day: date
    public_only: bool
    engine: str
    setbacks: Mapping[str, Setback]

    @classmethod
    def of(cls, case: Case, engine: str, setbacks: Sequence[Setback]) -> TrialBase:
        known = {setback.key: replace(setback, grounds=(), hits=frozenset()) for setback in setbacks}
        loaded = replace(case.loaded, places=Places())  # no trial asks where something stands
        return cls(loaded, case.rulebook, case.view.day, case.view.public_only, engine, known)

    def outcome(self, name: TrialName) -> Outcome:
        """The advice after these setbacks. Raises EngineFailure as `advise` does, KeyError for an unknown one."""
        changes = tuple(change for key in name for change in self.setbacks[key].changes)
        loaded, rulebook = apply(changes, self.loaded, self.rulebook)
        return advise(prepare(loaded, self.day, self.public_only, rulebook), self.engine)

    def scores(self, name: TrialName) -> Scores:
        """The scores after these setbacks. Raises as `outcome` does."""
        return scores_of(self.outcome(name))


def scores_of(outcome: Outcome) -> Scores:
    """The score of every line of an outcome, in rank order."""
    return {line.id: line.score for line in outcome.lines}


def score_changes(base: Scores, later: Scores) -> ScoreChanges:
    """What is other in `later`, in the order of the ids."""
    names = sorted(base.keys() | later.keys())
    return {name: later.get(name) for name in names if later.get(name) != base.get(name)}


def with_changes(base: Scores, found: ScoreChanges) -> Scores:
    """The scores of which `score_changes` told."""
    whole = {**base, **found}
    return {name: value for name, value in whole.items() if value is not None}


def run_trials(payload: bytes, names: Sequence[TrialName]) -> list[tuple[TrialName, Scores]]:
    """Trials in whatever process this is. `payload` is a pickled TrialBase."""
    bench = _unpacked(payload)
    return [(name, bench.scores(name)) for name in names]


@lru_cache(maxsize=1)
def _unpacked(payload: bytes) -> TrialBase:
    """A process keeps the bench it worked on last: unpacking one takes as long as a trial."""
    bench = pickle.loads(payload)  # safe: made by the process that started this one
    assert isinstance(bench, TrialBase)
    return bench


FORM = "krachtenveld robuust"


class Store:
    """The results in a file; made when it is not there. Use as a context manager.

    Raises KrachtenveldError when the file is something else, of another dossier, or cannot be read or written.
    """

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path = path
        self.results: dict[TrialName, ScoreChanges] = {}
        self._header = _line({"bestand": FORM, "vingerafdruk": fingerprint})
        if place := place_in_dossier(path.absolute()):
            raise KrachtenveldError(
                f"{path} komt in een dossier terecht ({place})", "noem achter --bewaar een plek daarbuiten"
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and not path.is_file():
                raise KrachtenveldError(
                    f"{path} is geen gewoon bestand", "noem achter --bewaar een nieuw bestand"
                )
            self._file = path.open("a+b", buffering=0)
        except (OSError, ValueError) as error:
            raise self._refused(error) from error
        try:
            self._read()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, name: TrialName, found: ScoreChanges) -> None:
        """Keep one result; it is on disk when this returns."""
        self._write(_line({"als": name, "anders": found}))
        self.results[name] = found

    def reread(self) -> dict[TrialName, ScoreChanges]:
        """What is on disk after `add` was cut short, which may be one more than it told."""
        self._read()
        return self.results

    def _read(self) -> None:
        try:
            self._file.seek(0)
            content = self._file.read()
        except OSError as error:
            raise self._refused(error) from error
        whole = content[: content.rfind(b"\n") + 1]
        if not whole and self._header.startswith(content):
            self._cut(0)
            self._write(self._header)
            return
        first, *lines = whole.splitlines(keepends=True) or [b""]
        found = _parsed(first)
        if not found or found.get("bestand") != FORM:
            raise KrachtenveldError(
                f"{self.path} is geen bestand waarin robuust resultaten bewaarde",
                "noem achter --bewaar een nieuw bestand",
            )
        if first != self._header:
            raise KrachtenveldError(
                f"{self.path} hoort bij een ander dossier, een ander scenario of een andere dag, of het dossier is"
                " sindsdien gewijzigd",
                "noem achter --bewaar een nieuw bestand, of gooi dit weg",
            )
        for line in lines:
            if (result := _parsed(line)) and (name := _trial_name(result)):
                self.results[name] = result["anders"]
        if len(whole) < len(content):
            self._cut(len(whole))

    def _cut(self, size: int) -> None:
        try:
            self._file.truncate(size)
        except OSError as error:
            raise self._refused(error) from error

    def _write(self, line: bytes) -> None:
        view = memoryview(line)
        try:
            while view:
                view = view[self._file.write(view) :]
            os.fsync(self._file.fileno())
        except OSError as error:
            raise self._refused(error) from error

    def _refused(self, error: Exception) -> KrachtenveldError:
        return KrachtenveldError(
            f"{self.path} is niet te schrijven ({reason(error)})",
            "maak ruimte, of noem achter --bewaar een bestand in een map waarin u mag schrijven",
        )


def _line(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _trial_name(result: dict[str, Any]) -> TrialName:
    """The name of the trial in a result as it is written; empty for anything else, which is worked out again."""
    name, found = result.get("als"), result.get("anders")
    sound = (
        result.keys() == {"als", "anders"}
        and isinstance(name, list)
        and all(isinstance(part, str) for part in name)
        and isinstance(found, dict)
        and all(
            value is None or (type(value) in (int, float) and isfinite(value)) for value in found.values()
        )
    )
    return tuple(name) if sound and name else ()


METHOD = 2
"""Raised when the same dossier comes to other results, or setbacks get other keys."""


def fingerprint(case: Case, base: Scores) -> str:
    """The same for the same dossier, rules, day and openness, wherever things stand in the files.

    `base` are the scores without any setback: they tell apart versions of the program that advise otherwise.
    """
    digest = hashlib.sha256()
    view = case.view
    whole = (METHOD, case.dossier, case.loaded.rule_texts, view.day, view.public_only, base)
    for part in _parts(whole):
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:24]


def _parts(value: Any) -> Iterator[str]:
    """A value of the model as texts, one way only; places in files are left out."""
    if isinstance(value, Span):
        return
    if dataclasses.is_dataclass(value):
        yield f"<{type(value).__name__}"
        for field in dataclasses.fields(value):
            yield from _parts(getattr(value, field.name))
        yield ">"
    elif isinstance(value, Mapping):
        yield "{"
        for key, item in value.items():
            yield repr(key)
            yield from _parts(item)
        yield "}"
    elif isinstance(value, tuple | list):
        yield "("
        for item in value:
            yield from _parts(item)
        yield ")"
    else:
        yield repr(value)


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
