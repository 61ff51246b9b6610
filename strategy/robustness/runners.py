"""Where many jobs run: here, on more processes or on a Dask cluster. Results come as they are ready.

A job that was in hand when its process or worker was lost is given to another. One that is lost again and again is given
up, and the rest goes on.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import Empty, SimpleQueue
from typing import Any, Protocol, TypeVar

from strategy.errors import KrachtenveldError, quote

Job = TypeVar("Job")
Result = TypeVar("Result")
Work = Callable[[bytes, Sequence[Job]], Sequence[tuple[Job, Result]]]
"""Does jobs in whatever process this is, with what they all start from; a function of a module, which can be pickled."""


class Lost:
    """In the place of a result: who had the job in hand was lost, `TRIES` times."""


Results = Generator[tuple[Job, Result | Lost], None, None]


class Runner(Protocol):
    """Does jobs in any order, each exactly once. Closing what it gives ends all work."""

    def __call__(
        self, work: Work[Job, Result], payload: bytes, jobs: Sequence[Job]
    ) -> Results[Job, Result]: ...


AHEAD = 2
"""Jobs that a process has in hand: it need not wait for us, and little is lost when it is ended."""
TRIES = 3


def inline(work: Work[Job, Result], payload: bytes, jobs: Sequence[Job]) -> Results[Job, Result]:
    """One after the other in this process."""
    for job in jobs:
        yield from work(payload, [job])


@dataclass
class _Helper:
    """A process at the other end of a line; `hand` are the numbers of the jobs that it has, the one it is at first."""

    process: BaseProcess
    hand: deque[int] = field(default_factory=deque)


def in_processes(count: int) -> Runner:
    """Spread over `count` processes. One that is lost is replaced."""

    def spread(work: Work[Job, Result], payload: bytes, jobs: Sequence[Job]) -> Results[Job, Result]:
        # Started afresh, as Windows and macOS do anyway: a fork would copy the threads of a progress bar.
        context = get_context("spawn")
        left, tries = deque(range(len(jobs))), Counter[int]()
        helpers: dict[Connection, _Helper] = {}

        def start() -> None:
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs,), daemon=True)
            with _signals_blocked():
                process.start()
                helpers[ours] = _Helper(process)
            theirs.close()
            _send(ours, (work, payload, gc.get_threshold()))

        def end(line: Connection) -> _Helper:
            helper = helpers.pop(line)
            helper.process.kill()
            helper.process.join()
            line.close()
            return helper

        def hand_out(line: Connection) -> None:
            if left:
                number = left.popleft()
                helpers[line].hand.append(number)
                _send(line, jobs[number])

        try:
            for _ in range(min(count, len(jobs))):
                start()
            for line in [*helpers] * AHEAD:
                hand_out(line)
            while waiting := [line for line, helper in helpers.items() if helper.hand]:
                ready = wait(waiting)
                for line in filter(ready.__contains__, waiting):
                    try:
                        found = line.recv()
                    except (EOFError, ConnectionError):
                        first, *rest = end(line).hand
                        left.extendleft(reversed(rest))
                        tries[first] += 1
                        if tries[first] == TRIES:
                            yield jobs[first], Lost()
                        else:
                            left.appendleft(first)
                        if left:
                            start()
                            hand_out([*helpers][-1])
                        continue
                    if isinstance(found, Exception):
                        raise found
                    number = helpers[line].hand.popleft()
                    hand_out(line)
                    yield from ((jobs[number], result) for _, result in found)
        finally:
            for line in [*helpers]:
                end(line)

    return inline if count == 1 else spread


def _send(line: Connection, what: object) -> None:
    """Send to a process; that it is lost shows when we listen to it."""
    with suppress(ConnectionError):
        line.send(what)


def _serve(line: Connection) -> None:
    """Do jobs for the process at the other end of the line until that is gone, or memory runs out: then we are lost."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, ConnectionError, MemoryError):
        work, payload, allocations = line.recv()
        while True:
            line.send(_answer(work, payload, line.recv(), allocations))


def _answer(
    work: Work[Job, Result], payload: bytes, job: Job, allocations: tuple[int, int, int]
) -> Sequence[tuple[Job, Result]] | Exception:
    try:
        return _do(work, payload, [job], allocations)
    except MemoryError:
        raise
    except Exception as error:
        return error


def _do(
    work: Work[Job, Result], payload: bytes, jobs: Sequence[Job], allocations: tuple[int, int, int]
) -> Sequence[tuple[Job, Result]]:
    """Do jobs, and look for rings as seldom as who asks for them: as often as Python does takes a quarter of the time."""
    before = gc.get_threshold()
    gc.set_threshold(*allocations)
    try:
        return work(payload, jobs)
    finally:
        gc.set_threshold(*before)


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
"""How long a cluster may take to answer at first, and how often it is asked what it does when nothing comes."""


def on_cluster(address: str, batch: int = 1) -> Runner:
    """Spread over the workers of the cluster at `address`, such as tcp://rekenserver:8786, `batch` jobs at a time.

    Raises KrachtenveldError at once when distributed is not installed; when it runs, if nothing answers there or something
    else does, or if the cluster has no workers, has none left that go on, does not know this program, or is lost.
    """
    if find_spec("distributed") is None:
        raise KrachtenveldError(
            "voor --dask is het pakket distributed nodig, en dat staat hier niet",
            "installeer het met `pip install 'krachtenveld[dask]'`",
        )

    def spread(work: Work[Job, Result], payload: bytes, jobs: Sequence[Job]) -> Results[Job, Result]:
        lost = (import_module("distributed").KilledWorker, MemoryError)
        with _connected(address) as client:

            def submit(part: Sequence[Job], finished: SimpleQueue[Any], retries: int = 0) -> Any:
                future = client.submit(
                    _do, work, bench, part, gc.get_threshold(), pure=False, retries=retries
                )
                future.add_done_callback(finished.put)
                return future

            # A task, and no scattered data: what a lost worker held is then made again.
            bench = client.submit(_same, payload, pure=False)
            parts = [jobs[start : start + batch] for start in range(0, len(jobs), batch)]
            finished: SimpleQueue[Any] = SimpleQueue()
            futures = {submit(part, finished, TRIES): part for part in parts}
            doubted: list[Job] = []
            try:
                while futures and (future := _next(finished, client)):
                    part = futures.pop(future)  # so that the cluster lets go of what we have
                    try:
                        found = future.result()
                    except lost:
                        doubted += part
                        continue
                    yield from found
                # Alone: the cluster also blames what waited beside the one that ends a worker, and what waits at a worker
                # that it paused waits for ever.
                doubted += chain.from_iterable(futures.values())
                client.cancel([*futures])
                for job in doubted:
                    _await_worker(client, address)
                    finished = SimpleQueue()
                    future = submit([job], finished)
                    try:
                        found = future.result() if _next(finished, client) else [(job, Lost())]
                    except lost:
                        found = [(job, Lost())]
                    client.cancel([future])
                    yield from found
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

    return spread


PATIENCE = 12
"""So often in a row, `SECONDS` apart, a cluster may do nothing: a worker that is started again first imports."""


def _next(finished: SimpleQueue[Any], client: Any) -> Any:
    """The next future that is done; None when none will be, because no worker does anything.

    A cluster waits for ever for workers that are lost and not replaced, and for those that Dask paused because they hold much
    memory and give none of it back.
    """
    idle = 0
    while idle < PATIENCE:
        try:
            return finished.get(timeout=SECONDS)
        except Empty:
            busy = (
                worker["metrics"].get("task_counts", BUSY).get("executing") for worker in _present(client)
            )
            idle = 0 if any(busy) else idle + 1
    return None


BUSY = {"executing": 1}
"""What a worker does that has not told so yet."""


def _await_worker(client: Any, address: str) -> None:
    """Return when there is a worker that takes jobs. Raises KrachtenveldError when there will be none."""
    for _ in range(PATIENCE):
        if any(worker["status"] == "running" for worker in _present(client)):
            return
        time.sleep(SECONDS)
    raise KrachtenveldError(
        f"het Dask-cluster op {quote(address)} heeft geen workers meer die verder kunnen",
        "waarschijnlijk is er te weinig geheugen: start workers met meer geheugen en geef hetzelfde commando",
    )


def _present(client: Any) -> Collection[Mapping[str, Any]]:
    return client.scheduler_info()["workers"].values()  # type: ignore[no-any-return]


def _same(payload: bytes) -> bytes:
    return payload


ENCRYPTED = ("tls", "wss")
"""What an address begins with when what goes there is encrypted."""


def _connected(address: str) -> Any:
    """A client of the cluster."""
    distributed: Any = import_module("distributed")
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said in one message
    hint = "klopt het adres, bijvoorbeeld tcp://rekenserver:8786, en draait de scheduler?"
    try:
        # Asked by ourselves first: a client waits for ever for who says nothing, and cannot be closed without complaints.
        # In a thread of its own, as no loop may run within another, such as that of a notebook.
        with ThreadPoolExecutor(1) as thread:
            workers = thread.submit(asyncio.run, _workers(address)).result()
        if workers:
            return distributed.Client(address, timeout=SECONDS, set_as_default=False)
    except KrachtenveldError:
        raise
    except (OSError, ValueError) as error:  # a TimeoutError is an OSError
        raise KrachtenveldError(f"het Dask-cluster op {quote(address)} antwoordt niet", hint) from error
    except Exception as error:  # whatever comes of reading what is no answer, such as a MemoryError
        raise KrachtenveldError(
            f"op {quote(address)} draait iets anders dan een Dask-scheduler", hint
        ) from error
    raise KrachtenveldError(
        f"het Dask-cluster op {quote(address)} heeft geen workers", "start er een met `dask worker`"
    )


async def _workers(address: str) -> Collection[str]:
    """The addresses of some workers of the scheduler there.

    Raises ValueError for what is no address, OSError when nothing answers within `SECONDS`, KrachtenveldError when it and
    the settings of Dask do not agree on encryption, and anything else when what answers is no scheduler.
    """
    comm, core = map(import_module, ("distributed.comm", "distributed.core"))
    scheme, place = comm.parse_address(address)
    comm.registry.get_backend(scheme)
    _, port = comm.parse_host_port(place)
    if not 0 < port < 2**16:
        raise ValueError(f"{port} is no port")
    security = import_module("distributed").Security().get_connection_args("client")
    if scheme in ENCRYPTED and not security["ssl_context"]:
        raise KrachtenveldError(
            f"voor {scheme}:// heeft Dask hier geen certificaat",
            "noem het in de instellingen van Dask, onder distributed.comm.tls",
        )
    if security["require_encryption"] and scheme not in ENCRYPTED:
        raise KrachtenveldError(
            "Dask is hier ingesteld op versleutelde verbindingen", "geef een adres dat met tls:// begint"
        )

    async def ask() -> Collection[str]:
        line = await comm.connect(address, timeout=SECONDS, **security)
        try:
            identity = await core.send_recv(line, op="identity")
        finally:
            line.abort()
        return list(identity["workers"])

    return await asyncio.wait_for(ask(), SECONDS)
