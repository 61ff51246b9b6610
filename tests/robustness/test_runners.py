"""Many jobs on more processes or a cluster: each done once, whoever is lost; one that ends whoever has it is given up."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from strategy.robustness import runners
from strategy.robustness.runners import Lost, Runner, in_processes, on_cluster

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills the Unix way")
JOBS = [*range(6), "eens", "altijd", *range(6, 12)]
"""A number is doubled; one word ends the process that has it the first time, the other every time."""


def doubled(payload: bytes, jobs: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Runs in the processes: the payload is the folder where it is told that something was met before."""
    for job in jobs:
        seen = Path(payload.decode()) / str(job)
        if job == "altijd" or (job == "eens" and not seen.exists()):
            seen.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return [(job, job * 2) for job in jobs]


def check(runner: Runner, folder: Path) -> None:
    found: list[tuple[Any, Any]] = [*runner(doubled, str(folder).encode(), JOBS)]
    assert sorted(str(job) for job, _ in found) == sorted(map(str, JOBS)), "each once"
    results = dict(found)
    assert isinstance(results.pop("altijd"), Lost)
    assert results == {job: job * 2 for job in JOBS if job != "altijd"}


def test_a_lost_process_is_replaced(tmp_path: Path) -> None:
    check(in_processes(2), tmp_path)


def test_what_goes_wrong_in_a_process_is_told_here(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="unsupported operand"):
        list(in_processes(2)(doubled, str(tmp_path).encode(), [1, {}]))


def test_a_cluster_blames_nobody_for_a_neighbour(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster gives up what waited beside the job that ends its workers; alone, each shows what it is."""

    class KilledWorkerError(Exception):
        pass

    class Future:
        def __init__(self, jobs: Sequence[Any], fails: bool) -> None:
            self.jobs, self.fails = jobs, fails

        def result(self) -> list[tuple[Any, Any]]:
            if self.fails:
                raise KilledWorkerError
            return [(job, job * 2) for job in self.jobs]

    class Client:
        loop = None

        def __enter__(self) -> Client:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def submit(self, work: Any, *given: Any, **_: Any) -> Any:
            if work is not doubled:
                return given[0]
            jobs = given[1]
            blamed = "altijd" in jobs or (len(asked) < len(JOBS) and "eens" in jobs)
            asked.append(jobs)
            return Future(jobs, blamed)

    asked: list[Sequence[Any]] = []
    fake = SimpleNamespace(KilledWorker=KilledWorkerError, as_completed=lambda futures, loop: [*futures])
    monkeypatch.setattr(runners, "import_module", lambda name: fake)
    monkeypatch.setattr(runners, "_connected", lambda address: Client())
    found = dict(on_cluster("tcp://daar:8786")(doubled, b"", JOBS))
    assert [job for job, result in found.items() if isinstance(result, Lost)] == ["altijd"]
    assert found["eens"] == "eenseens"
    assert asked[len(JOBS) :] == [["eens"], ["altijd"]], "only what was doubted, and alone"
