"""Where trials run: in this process, or spread over processes of this machine. Results come as they are ready."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait

from strategy.errors import KrachtenveldError
from strategy.robustness.trial import Name, Scores, run

Results = Generator[tuple[Name, Scores], None, None]
Runner = Callable[[bytes, Sequence[Name]], Results]
"""Runs the trials with these names on a pickled Bench, in any order, each exactly once. Closing it ends all work."""
AHEAD = 2
"""Trials that a process has in hand: it need not wait for us, and little is lost when it is ended."""


def here(payload: bytes, names: Sequence[Name]) -> Results:
    """One after the other in this process."""
    for name in names:
        yield from run(payload, [name])


def in_processes(count: int) -> Runner:
    """Spread over `count` processes. Raises KrachtenveldError when one of them is lost."""

    def work(payload: bytes, names: Sequence[Name]) -> Results:
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
                with _unheard():
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

    return here if count == 1 else work


def _hand_out(line: Connection, left: Iterator[Name], busy: dict[Connection, int]) -> None:
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


def _answer(payload: bytes, name: Name) -> list[tuple[Name, Scores]] | Exception:
    try:
        return run(payload, [name])
    except Exception as error:
        return error


@contextmanager
def _unheard() -> Iterator[None]:
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
