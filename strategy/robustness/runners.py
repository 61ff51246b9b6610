"""Where trials run: in this process, or spread over processes of this machine. Results come as they are ready."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Thread

from strategy.errors import KrachtenveldError
from strategy.robustness.trial import Name, Scores, run

Runner = Callable[[bytes, Sequence[Name]], Iterator[tuple[Name, Scores]]]
"""Runs the trials with these names on a pickled Bench, in any order, each exactly once."""
BATCH = 4
"""Trials per message: the bench goes along with each, and takes as long to unpack as a tenth of a trial."""


def here(payload: bytes, names: Sequence[Name]) -> Iterator[tuple[Name, Scores]]:
    """One after the other in this process."""
    for name in names:
        yield from run(payload, [name])


def in_processes(count: int) -> Runner:
    """Spread over `count` processes. Raises KrachtenveldError when one of them is lost."""

    def work(payload: bytes, names: Sequence[Name]) -> Iterator[tuple[Name, Scores]]:
        parts = batches(names)
        # Started afresh, as Windows and macOS do anyway: a fork would copy the threads of a progress bar.
        pool = ProcessPoolExecutor(min(count, len(parts)), get_context("spawn"), initializer=_attend)
        with pool:
            try:
                for future in as_completed([pool.submit(run, payload, part) for part in parts]):
                    yield from future.result()
            except BrokenProcessPool as error:
                raise KrachtenveldError(
                    "een van de rekenprocessen is weggevallen", "probeer het met minder: `--processen 1`"
                ) from error
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    return here if count == 1 else work


def batches(names: Sequence[Name]) -> list[tuple[Name, ...]]:
    """The names in parts that go to a process together."""
    return [tuple(names[start : start + BATCH]) for start in range(0, len(names), BATCH)]


def _attend() -> None:
    """Leave Ctrl-C to the process that started this one, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave, daemon=True).start()


def _leave() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
