"""Run a function in a forked child, so that what crashes, hangs or eats memory in C cannot take us with it."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import pickle
import select
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

from strategy.errors import KrachtenveldError
from strategy.inference.port import EngineFailure, thousands

Answer = TypeVar("Answer")
READ_BYTES = 1 << 20
HINT = "probeer een andere `--engine`, of verklein het dossier"


class OutOfBounds(EngineFailure):
    """The work took more time or memory than it was given."""


def can_contain() -> bool:
    """Whether this platform can fork (Windows cannot)."""
    return hasattr(os, "fork")


def contained(function: Callable[[], Answer], work: str, seconds: float, memory: int) -> Answer:
    """What the function returns, computed in a child process that may use `memory` bytes more than this one.

    The answer must be picklable. `work` is what messages begin with: "De engine clingo". Raises OutOfBounds when the
    child passes a limit, EngineFailure when it is killed by a signal or raises anything else; a KrachtenveldError of the
    child comes through.
    """
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _answer(function, sending, work, memory)
    os.close(sending)
    try:
        data = _read(receiving, time.monotonic() + seconds)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    finally:
        os.close(receiving)
    if data is None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if data is None:
        raise OutOfBounds(f"{work} was na {thousands(round(seconds))} seconden niet klaar", HINT)
    if os.WIFSIGNALED(status):
        raise EngineFailure(f"{work} is gecrasht ({_signal_name(os.WTERMSIG(status))})", HINT)
    return cast(Answer, _unpack(data, work))


def _answer(function: Callable[[], object], sending: int, work: str, memory: int) -> None:
    """The child: answer and leave at once, without flushing or cleaning up what belongs to the parent."""
    status = 1
    try:
        gc.disable()
        faulthandler.disable()  # the parent tells of a crash, in one line
        _limit(memory)
        try:
            answer = pickle.dumps((True, function()), pickle.HIGHEST_PROTOCOL)
        except KrachtenveldError as failure:
            answer = pickle.dumps((False, failure))
        except MemoryError:
            answer = pickle.dumps(
                (False, OutOfBounds(f"{work} had meer geheugen nodig dan er mag worden gebruikt", HINT))
            )
        except BaseException as error:
            answer = pickle.dumps((None, f"{type(error).__name__}: {error}"))
        view = memoryview(answer)
        while view:
            view = view[os.write(sending, view) :]
        status = 0
    finally:
        os._exit(status)


def _limit(memory: int) -> None:
    """No core files, and no more memory than allowed on top of what was inherited (Linux; elsewhere no limit)."""
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _read(receiving: int, deadline: float) -> bytes | None:
    """Everything the child writes until it closes its end; None when the deadline passes first."""
    chunks: list[bytes] = []
    poller = select.poll()
    poller.register(receiving, select.POLLIN | select.POLLHUP)
    while (left := deadline - time.monotonic()) > 0:
        if poller.poll(left * 1000):
            chunk = os.read(receiving, READ_BYTES)
            if not chunk:
                return b"".join(chunks)
            chunks.append(chunk)
    return None


def _unpack(data: bytes, work: str) -> object:
    try:
        kind, answer = pickle.loads(data)  # safe: written by our own child, over our own pipe
    except (pickle.UnpicklingError, EOFError, ValueError) as error:
        raise EngineFailure(f"{work} stopte zonder antwoord", HINT) from error
    if kind is True:
        return cast(object, answer)
    if isinstance(answer, KrachtenveldError):
        raise answer
    raise EngineFailure(f"{work} liep vast: {answer}", HINT)


def _signal_name(code: int) -> str:
    try:
        return signal.Signals(code).name
    except ValueError:
        return f"signaal {code}"
