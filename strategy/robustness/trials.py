"""Trials: the lines of a dossier after setbacks, and these kept on disk.

On disk results are one line each, written as they come: what was run is never run again. The first line says of what they
are. A line that was being written when the run was killed is dropped and run again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import isfinite
from pathlib import Path
from types import TracebackType
from typing import Any

from strategy.advice.advise import Case, Outcome, advise, prepare
from strategy.dossier.files import place_in_dossier
from strategy.dossier.loader import Loaded
from strategy.dossier.yamltree import Places
from strategy.errors import KrachtenveldError, Span, reason
from strategy.robustness.setbacks import Setback
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
