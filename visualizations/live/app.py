"""The routes: the page, its state, what changes as it happens, and what-ifs. Nothing else is served."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from strategy.effect.comparison import Run
from strategy.errors import KrachtenveldError
from visualizations.live.desk import Good
from visualizations.live.guard import Guard
from visualizations.live.live import Busy, Live, Stopped
from visualizations.live.whatif import answer, options, question

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
            Stopped: _stopped,
            Exception: _stuck,
        },
    )
    inner.router.redirect_slashes = False
    return Guard(inner, allowed)


class Routes:
    """What is answered, from the desk as it is at that moment."""

    def __init__(self, live: Live, run: Run) -> None:
        self._live = live
        self._run = run

    async def page(self, request: Request) -> Response:
        text, policy = self._live.desk.page
        return HTMLResponse(text, headers={"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"})

    async def state(self, request: Request) -> Response:
        return _json(self._live.state())

    async def events(self, request: Request) -> Response:
        if request.method == "HEAD":
            return Response(media_type=EVENTS)
        if self._live.full:
            raise Busy
        return StreamingResponse(_stream(self._live), media_type=EVENTS)

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
        if self._live.desk.good is None:
            raise KrachtenveldError(FIRST_MEND, "herstel eerst de fouten in de bestanden")
        return self._live.desk.good


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
