"""Many jobs on more processes or a cluster: each done once, whoever is lost; one that ends whoever has it is given up."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from strategy.errors import KrachtenveldError
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


def filled(payload: bytes, jobs: Sequence[int]) -> list[tuple[int, int]]:
    """Runs in the processes, which get no more memory than 64 MB on top of what they have: as many bytes as the job says."""
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + (64 << 20),) * 2)
    return [(job, len(bytes(job))) for job in jobs]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process can be given so little memory")
def test_a_process_without_memory_is_lost_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    much = 1 << 30
    found = dict(in_processes(2)(filled, b"", [1, much, 2]))
    assert isinstance(found.pop(much), Lost)
    assert found == {1: 1, 2: 2}
    assert capfd.readouterr() == ("", "")


def test_what_goes_wrong_in_a_process_is_told_here(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="unsupported operand"):
        list(in_processes(2)(doubled, str(tmp_path).encode(), [1, {}]))


class KilledWorkerError(Exception):
    pass


Asked = Callable[[Any, bool], bool]
"""Of a job, and whether it is done alone."""


def never(job: Any, alone: bool) -> bool:
    return False


class Cluster:
    """What we use of a cluster: it does what is submitted at once, apart from what it gives up and what it never does."""

    def __init__(self, gives_up: Asked = never, never_does: Asked = never, status: str = "running") -> None:
        self.gives_up, self.never_does, self.status = gives_up, never_does, status
        self.asked: list[Sequence[Any]] = []

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, work: Any, *given: Any, **_: Any) -> Any:
        if len(given) == 1:
            return given[0]
        jobs, alone = given[2], len(self.asked) >= len(JOBS)
        self.asked.append(jobs)
        future = Future(jobs, self.gives_up(jobs[0], alone))
        future.add_done_callback = (
            (lambda put: None) if self.never_does(jobs[0], alone) else (lambda put: put(future))
        )
        return future

    def cancel(self, futures: Sequence[Any]) -> None:
        pass

    def scheduler_info(self) -> Any:
        return {"workers": {"daar": {"status": self.status, "metrics": {"task_counts": {}}}}}


class Future:
    add_done_callback: Any

    def __init__(self, jobs: Sequence[Any], fails: bool) -> None:
        self.jobs, self.fails = jobs, fails

    def result(self) -> list[tuple[Any, Any]]:
        if self.fails:
            raise KilledWorkerError
        return [(job, job * 2) for job in self.jobs]


DoneBy = Callable[[Cluster], Iterator[tuple[Any, Any]]]


@pytest.fixture
def done_by(monkeypatch: pytest.MonkeyPatch) -> DoneBy:
    def done(cluster: Cluster) -> Iterator[tuple[Any, Any]]:
        monkeypatch.setattr(runners, "_connected", lambda address: cluster)
        return on_cluster("tcp://daar:8786")(doubled, b"", JOBS)

    fake = SimpleNamespace(KilledWorker=KilledWorkerError)
    monkeypatch.setattr(runners, "import_module", lambda name: fake)
    monkeypatch.setattr(runners, "SECONDS", 0.001)
    return done


def test_a_cluster_blames_nobody_for_a_neighbour(done_by: DoneBy) -> None:
    """A cluster gives up what waited beside the job that ends its workers; alone, each shows what it is."""
    cluster = Cluster(gives_up=lambda job, alone: job == "altijd" or (job == "eens" and not alone))
    found = dict(done_by(cluster))
    assert [job for job, result in found.items() if isinstance(result, Lost)] == ["altijd"]
    assert found["eens"] == "eenseens"
    assert cluster.asked[len(JOBS) :] == [["eens"], ["altijd"]], "only what was doubted, and alone"


def test_what_waits_at_a_paused_worker_goes_to_another(done_by: DoneBy) -> None:
    cluster = Cluster(never_does=lambda job, alone: job == "altijd" or (job == "eens" and not alone))
    found = dict(done_by(cluster))
    assert [job for job, result in found.items() if isinstance(result, Lost)] == ["altijd"]
    assert found["eens"] == "eenseens"
    assert len(found) == len(JOBS)


def test_a_cluster_of_which_no_worker_goes_on_is_not_waited_for(done_by: DoneBy) -> None:
    results = done_by(Cluster(never_does=lambda job, alone: job == "eens", status="paused"))
    assert [next(results)[0] for _ in JOBS[1:]] == [job for job in JOBS if job != "eens"]
    with pytest.raises(KrachtenveldError, match="geen workers meer die verder kunnen"):
        next(results)
