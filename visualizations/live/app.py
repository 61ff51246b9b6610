"""The web application of `verken --live`: its routes, the door before them, and what it keeps.

The door looks at Host, Origin, method and size of every request, and sets the headers of every answer.

The routes: the page, its state, what changes as it happens, and what-ifs. Nothing else is served.

What it keeps is the state as it is now, who waits for the next one, and one computation at a time.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from strategy.effect.versions import Run
from strategy.errors import KrachtenveldError
from visualizations.live.live_state import Good, LiveState, Saved, stuck
from visualizations.live.whatif import answer, options, question
from visualizations.writers.shapes import Json

EVENTS = "text/event-stream"
FIRST_MEND = "er is nog geen dossier om mee te rekenen"


def app(live: Live, run: Run, allowed: frozenset[str]) -> ASGIApp:
    """The server behind its guard; `allowed` are the hosts that it answers to."""
    routes = Routes(live, run)
    inner = Starlette(
        routes=[
            Route("/", routes.page),
            Route("/stand", routes.state),
            Route("/gebeurtenissen", routes.events),
            Route("/watals", routes.what_if),
            Route("/watals/keuzes", routes.options),
        ],
        exception_handlers={
            HTTPException: _nothing_here,
            KrachtenveldError: _mistaken,
            Busy: _busy,
            ServerStopped: _stopped,
            Exception: _stuck,
        },
    )
    inner.router.redirect_slashes = False
    return Guard(inner, allowed)


class Routes:
    """What is answered, from the state as it is at that moment."""

    def __init__(self, live: Live, run: Run) -> None:
        self._live = live
        self._run = run

    async def page(self, request: Request) -> Response:
        text, policy = self._live.live_state.page
        return HTMLResponse(text, headers={"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"})

    async def state(self, request: Request) -> Response:
        return _json(self._live.state())

    async def events(self, request: Request) -> Response:
        if request.method == "HEAD":
            return Response(media_type=EVENTS)
        self._live.begin_listening()
        return _Stream(self._live)

    async def what_if(self, request: Request) -> Response:
        asked = question(request.query_params.multi_items())
        good = self._good()
        return _json(await self._live.compute(lambda: answer(good.version, good.outcome, self._run, asked)))

    async def options(self, request: Request) -> Response:
        good = self._good()
        public = self._run.public_only
        return _json(await self._live.compute(lambda: options(good.version, good.outcome, public)))

    def _good(self) -> Good:
        """The last good version. Raises KrachtenveldError when there was none yet."""
        if self._live.live_state.good is None:
            raise KrachtenveldError(FIRST_MEND, "herstel eerst de fouten in de bestanden")
        return self._live.live_state.good


class _Stream(StreamingResponse):
    """The stream to one listener, who is counted from before it begins until it ends, however that goes."""

    def __init__(self, live: Live) -> None:
        super().__init__(_stream(live), media_type=EVENTS)
        self._live = live

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._live.end_listening()


async def _stream(live: Live) -> AsyncIterator[str]:
    """The state after every change, as server-sent events; at the end that it is the end."""
    async for state in live.news():
        yield ": nog steeds hier\n\n" if state is None else f"event: stand\ndata: {_compact(state)}\n\n"
    yield "event: einde\ndata: {}\n\n"


def _compact(data: Any) -> str:
    """JSON on one line."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _json(data: Any, status: int = 200) -> Response:
    return Response(_compact(data), status, media_type="application/json")


# ── what is not an answer ─────────────────────────────────────────────────────────────────────────────


async def _mistaken(request: Request, error: Exception) -> Response:
    assert isinstance(error, KrachtenveldError)
    return _json({"fout": error.message, "tip": error.hint}, 400)


async def _busy(request: Request, error: Exception) -> Response:
    return _json({"fout": "het programma rekent nog", "tip": "probeer het zo nog eens"}, 503)


async def _stopped(request: Request, error: Exception) -> Response:
    return _json({"fout": "het programma stopt", "tip": "start het opnieuw"}, 503)


async def _nothing_here(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    text = "Hier is niets te vinden." if error.status_code == 404 else "Dat kan hier niet."
    return PlainTextResponse(f"{text}\n", error.status_code)


async def _stuck(request: Request, error: Exception) -> Response:
    return _json(
        {"fout": f"het programma liep vast ({type(error).__name__})", "tip": "meld dit met --debug"}, 500
    )


# ── the door ──────────────────────────────────────────────────────────────────────────────────────────

METHODS = ("GET", "HEAD")
LONGEST = 4096
"""Characters of an address, its question included."""
SEALED = "default-src 'none'; frame-ancestors 'none'"
"""The policy of an answer that is no page."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True)
class Refusal:
    """Why a request is not answered, in a sentence for who made it."""

    status: int
    text: str


def hosts(address: str, port: int, named: str = "") -> frozenset[str]:
    """What the Host header may say: this machine by its loopback names, and the address that is served."""
    names = {"localhost", "127.0.0.1", "[::1]", bracketed(address), bracketed(named)} - {""}
    found = {f"{name}:{port}".lower() for name in names}
    return frozenset(found | {name.lower() for name in names} if port == 80 else found)


def bracketed(name: str) -> str:
    """A host as it stands in an address."""
    return f"[{name}]" if ":" in name else name


def refusal(scope: Scope, allowed: frozenset[str]) -> Refusal | None:
    """Why a request is refused; None when it may pass."""
    headers = Headers(scope=scope)
    given = headers.getlist("host")
    if len(given) != 1 or given[0].lower() not in allowed:
        return Refusal(403, f"Dit adres wordt hier niet bediend. Open http://{_first(allowed)}/.")
    if scope["method"] not in METHODS:
        return Refusal(405, "Hier valt alleen te lezen.")
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST:
        return Refusal(414, "Deze vraag is te lang.")
    if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        return Refusal(413, "Bij een vraag hoort hier geen inhoud.")
    return (
        None
        if _from_here(headers, scope["path"], allowed)
        else Refusal(403, "Een andere website mag hier niets vragen.")
    )


def _from_here(headers: Headers, path: str, allowed: frozenset[str]) -> bool:
    """Whether the page itself asks, or a person who opens it.

    A browser says where a request comes from; a program that is no browser does not, and holds no one's secrets. Only the
    page may be opened from elsewhere, as by a link.
    """
    origins = headers.getlist("origin")
    if any(origin.lower() not in {f"http://{host}" for host in allowed} for origin in origins):
        return False
    opened = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    site = headers.get("sec-fetch-site", "same-origin")
    if opened:
        return path == "/" or site in ("same-origin", "none")
    return site == "same-origin"


def _first(allowed: Iterable[str]) -> str:
    """The address to send people to: that of the network where one is served, else the plainest of this machine."""
    local = ("localhost", "127.", "[::1]")
    return min(allowed, key=lambda host: (host.startswith(local), not host.startswith("127."), host))


class Guard:
    """Lets through what may pass, and puts the headers on every answer, also of what went wrong."""

    def __init__(self, app: ASGIApp, allowed: frozenset[str]) -> None:
        self.app = app
        self.allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def labelled(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", SEALED)
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = refusal(scope, self.allowed)
        if refused is None:
            await self.app(scope, receive, labelled)
            return
        more = {"Allow": ", ".join(METHODS)} if refused.status == 405 else None
        answer = PlainTextResponse(f"{refused.text}\n", refused.status, more)
        await answer(scope, receive, labelled)


# ── the state on the event loop ───────────────────────────────────────────────────────────────────────

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

    def begin_listening(self) -> None:
        """Count a listener. Raises Busy when nobody else can listen."""
        if self._listening >= MOST_LISTENING:
            raise Busy
        self._listening += 1

    def end_listening(self) -> None:
        self._listening -= 1

    async def news(self) -> AsyncIterator[Json | None]:
        """The state now and after every change, until the server stops; None is a pulse."""
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
