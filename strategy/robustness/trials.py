"""Trials: the lines of a dossier after setbacks, run here, on more processes or on a cluster, and kept on disk.

Results come as they are ready. On a Dask cluster, what a lost worker was busy with is given to another. On disk they
are one line each, written as they come: what was run is never run again. The first line says of what they are. A line
that was being written when the run was killed is dropped and run again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import logging
import os
import pickle
import signal
import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from math import isfinite
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any

from strategy.advice.advise import Case, Outcome, advise, prepare
from strategy.dossier.files import place_in_dossier
from strategy.dossier.loader import Loaded
from strategy.dossier.yamltree import Places
from strategy.errors import KrachtenveldError, Span, quote, reason
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

    def scores(self, name: TrialName) -> Scores:
        """The scores after these setbacks. Raises EngineFailure as `advise` does, KeyError for an unknown one."""
        changes = tuple(change for key in name for change in self.setbacks[key].changes)
        loaded, rulebook = apply(changes, self.loaded, self.rulebook)
        return scores_of(advise(prepare(loaded, self.day, self.public_only, rulebook), self.engine))


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


Results = Generator[tuple[TrialName, Scores], None, None]
Runner = Callable[[bytes, Sequence[TrialName]], Results]
"""Runs the trials with these names on a pickled TrialBase, in any order, each exactly once. Closing it ends all work."""
AHEAD = 2
"""Trials that a process has in hand: it need not wait for us, and little is lost when it is ended."""


def inline(payload: bytes, names: Sequence[TrialName]) -> Results:
    """One after the other in this process."""
    for name in names:
        yield from run_trials(payload, [name])


def in_processes(count: int) -> Runner:
    """Spread over `count` processes. Raises KrachtenveldError when one of them is lost."""

    def work(payload: bytes, names: Sequence[TrialName]) -> Results:
        left = iter(names)
        # Started afresh, as Windows and macOS do anyway: a fork would copy the threads of a progress bar.
        context = get_context("spawn")
        busy: dict[Connection, int] = {}
        started = []
        try:
            for _ in range(min(count, len(names))):
                ours, theirs = context.Pipe()
                busy[ours] = 0
                process = context.Process(target=_serve, args=(theirs,), daemon=True)
                with _signals_blocked():
                    process.start()
                    started.append(process)
                theirs.close()
            for line in busy:
                line.send_bytes(payload)
            for line in [*busy] * AHEAD:
                _hand_out(line, left, busy)
            while waiting := [line for line, number in busy.items() if number]:
                ready = wait(waiting)
                for line in filter(ready.__contains__, waiting):
                    found = line.recv()
                    if isinstance(found, Exception):
                        raise found
                    busy[line] -= 1
                    _hand_out(line, left, busy)
                    yield from found
        except (EOFError, ConnectionError) as error:
            raise KrachtenveldError(
                "een van de rekenprocessen is weggevallen", "probeer het met minder: `--processen 1`"
            ) from error
        finally:
            for process in started:
                process.kill()
            for process in started:
                process.join()
            for line in busy:
                line.close()

    return inline if count == 1 else work


def _hand_out(line: Connection, left: Iterator[TrialName], busy: dict[Connection, int]) -> None:
    """Give the process at the other end one more trial, if there is one."""
    for name in islice(left, 1):
        line.send(name)
        busy[line] += 1


def _serve(line: Connection) -> None:
    """Run trials for the process at the other end of the line until that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, ConnectionError):
        payload = line.recv_bytes()
        while True:
            line.send(_answer(payload, line.recv()))


def _answer(payload: bytes, name: TrialName) -> list[tuple[TrialName, Scores]] | Exception:
    try:
        return run_trials(payload, [name])
    except Exception as error:
        return error


@contextmanager
def _signals_blocked() -> Iterator[None]:
    """What starts in here never hears Ctrl-C or SIGTERM, not even while it starts; we hear them when it has.

    Windows cannot do so: there a process hears Ctrl-C until it has started.
    """
    if sys.platform == "win32":
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # starting a process does so too, and would let signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


SECONDS = 5
"""How long a cluster may take to answer at first."""
RETRIES = 3
BATCH = 4
"""Trials per message: the bench goes along with each, and takes as long to unpack as a tenth of a trial."""


def on_cluster(address: str) -> Runner:
    """Spread over the workers of the cluster at `address`, such as tcp://rekenserver:8786.

    Raises KrachtenveldError at once when distributed is not installed; when it runs, if the cluster does not answer,
    has no workers, does not know this program, or is lost.
    """
    if find_spec("distributed") is None:
        raise KrachtenveldError(
            "voor --dask is het pakket distributed nodig, en dat staat hier niet",
            "installeer het met `pip install 'krachtenveld[dask]'`",
        )

    def work(payload: bytes, names: Sequence[TrialName]) -> Results:
        ready: Any = import_module("distributed").as_completed
        with _connected(address) as client:
            # A task, and no scattered data: what a lost worker held is then made again.
            bench = client.submit(_same, payload, pure=False)
            futures = [
                client.submit(run_trials, bench, part, pure=False, retries=RETRIES)
                for part in _batches(names)
            ]
            try:
                for future in ready(futures, loop=client.loop):
                    yield from future.result()
            except (OSError, CancelledError) as error:
                raise KrachtenveldError(
                    f"het Dask-cluster op {quote(address)} is weggevallen",
                    "start het cluster opnieuw en geef hetzelfde commando",
                ) from error
            except ModuleNotFoundError as error:
                raise KrachtenveldError(
                    f"de workers van het Dask-cluster op {quote(address)} kennen krachtenveld niet",
                    "installeer daar dezelfde versie als hier",
                ) from error

    return work


def _batches(names: Sequence[TrialName]) -> list[tuple[TrialName, ...]]:
    """The names in parts that go to a worker together."""
    return [tuple(names[start : start + BATCH]) for start in range(0, len(names), BATCH)]


def _same(payload: bytes) -> bytes:
    return payload


def _connected(address: str) -> Any:
    """A client of the cluster."""
    connect: Any = import_module("distributed").Client
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said in one message
    try:
        _check(address)
        client = connect(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:  # a TimeoutError is an OSError
        raise KrachtenveldError(
            f"het Dask-cluster op {quote(address)} antwoordt niet",
            "klopt het adres, bijvoorbeeld tcp://rekenserver:8786, en draait de scheduler?",
        ) from error
    if not client.scheduler_info()["workers"]:
        client.close()
        raise KrachtenveldError(
            f"het Dask-cluster op {quote(address)} heeft geen workers", "start er een met `dask worker`"
        )
    return client


def _check(address: str) -> None:
    """Raise ValueError for what is no address at all; a client of it could not even be closed without complaints."""
    comm: Any = import_module("distributed.comm")
    scheme, place = comm.parse_address(address)
    comm.registry.get_backend(scheme)
    comm.parse_host_port(place)


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
