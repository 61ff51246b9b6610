"""What the server keeps: the state as it is now, who waits for the next one, and one computation at a time."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from visualizations.live.live_state import LiveState, Saved, stuck
from visualizations.writers.shapes import Json

Result = TypeVar("Result")
Read = Callable[[LiveState, Saved], LiveState]
"""The state after a save, as the files are now."""
Draw = Callable[[LiveState], LiveState]
"""The state with the page of what was read."""
FILES, PAGE = "bestanden", "pagina"
"""What is being worked out: first what a save means, then the page."""
MOST_WAITING = 8
MOST_LISTENING = 32
PULSE = 15.0
"""Seconds after which a silent stream says that it is still there."""


class Busy(Exception):
    """Too many are waiting already."""


class ServerStopped(Exception):
    """The server stops; nothing is computed any more."""


@dataclass
class Live:
    """Lives on the event loop of the server: everything here is called from there, and computing happens in a thread."""

    live_state: LiveState
    read: Read
    draw: Draw
    _busy: str = ""
    _serial: int = 0
    _listening: int = 0
    _latest: Saved | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _stopping: bool = False
    _waiting: set[asyncio.Task[Any]] = field(default_factory=set)

    async def compute(self, work: Callable[[], Result]) -> Result:
        """The result of `work`, done in a thread and never two at once. Raises Busy, Stopped, or what `work` raises."""
        if self._stopping:
            raise ServerStopped
        if len(self._waiting) >= MOST_WAITING:
            raise Busy
        task = asyncio.ensure_future(self._in_turn(work))
        self._waiting.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            if self._stopping:
                raise ServerStopped from None
            raise
        finally:
            self._waiting.discard(task)

    async def saved(self, saved: Saved) -> None:
        """Read the files again after a save, tell what it means, and then draw the page; what is overtaken is skipped."""
        self._latest = saved
        self._tell(FILES)
        async with self._turn:
            for busy, work in (
                (PAGE, lambda: self.read(self.live_state, saved)),
                ("", lambda: self.draw(self.live_state)),
            ):
                if self._latest is not saved or self._stopping:
                    return
                try:
                    self.live_state = await _in_thread(work)
                except Exception as error:  # a defect of ours must not end what people are looking at
                    self.live_state, busy = stuck(self.live_state, error, saved), ""
                if self._latest is saved:
                    self._tell(busy)
                if not busy:
                    return

    @property
    def full(self) -> bool:
        """Whether nobody else can listen."""
        return self._listening >= MOST_LISTENING

    async def news(self) -> AsyncIterator[Json | None]:
        """The state now and after every change, until the server stops; None is a pulse."""
        self._listening += 1
        try:
            told = -1
            while not self._stopping:
                if told != self._serial:
                    told = self._serial
                    yield self.state()
                    continue
                try:
                    await asyncio.wait_for(self._changed.wait(), PULSE)
                except TimeoutError:
                    yield None
        finally:
            self._listening -= 1

    def state(self) -> Json:
        """What a page is told now."""
        return {**self.live_state.state(datetime.now()), "rekent": self._busy}

    def stop(self) -> None:
        """End every stream and everything that waits."""
        self._stopping = True
        self._tell(self._busy)
        for task in self._waiting:
            task.cancel()

    def _tell(self, busy: str) -> None:
        self._busy = busy
        self._serial += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def _in_turn(self, work: Callable[[], Result]) -> Result:
        async with self._turn:
            return await _in_thread(work)


async def _in_thread(work: Callable[[], Result]) -> Result:
    """What `work` gives or raises, from a thread that does not keep the program alive when it has to stop."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Result] = loop.create_future()

    def done(result: Result | None, error: BaseException | None) -> None:
        if future.cancelled():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type]

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except Exception as raised:
            error = raised
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(done, result, error)

    threading.Thread(target=run, daemon=True, name="rekenen").start()
    return await future
