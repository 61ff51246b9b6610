"""`krachtenveld verken --live`: serves the explorer on this machine, until Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import os
import signal
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Generator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from commands.following_edits import State, saves, state
from commands.options import Settings
from commands.shared import folder_of, run_of
from strategy.errors import KrachtenveldError, reason

if TYPE_CHECKING:
    from strategy.effect.versions import Run
    from strategy.workspace import Workspace
    from visualizations.live.app import Live
    from visualizations.live.live_state import LivePage, LiveState, Page, Saved

AGAIN = 1.0
"""Seconds before looking again for a folder that is gone."""
GRACE = 1
"""Seconds that answers under way get when the server stops."""
MOST_CONNECTIONS = 64
PATIENCE = 5.0
"""Seconds in which a request must be whole: one that stays half keeps its connection from others."""


def serve(
    settings: Settings,
    port: int,
    address: str = "127.0.0.1",
    open_browser: bool = False,
    page: Page | None = None,
) -> None:
    """Serve the dossier's explorer on `address` and `port` (0 is a free one), until Ctrl-C or SIGTERM.

    `page` makes the page; without it that is the explorer. Raises KrachtenveldError for an address or port that
    cannot be had, or when there is no dossier.
    """
    import watchfiles  # noqa: F401  (now, so that the first save is seen at once)

    from visualizations.live.app import Live, app, bracketed, hosts
    from visualizations.live.live_state import draw, read_live_state

    if settings.scenario:
        raise click.UsageError("in de verkenner staan alle scenario's al; laat --scenario weg")
    if settings.out:
        raise click.UsageError("--live schrijft niets; laat --uit weg, of laat --live weg")
    root = Path(os.path.abspath(folder_of(settings)))
    listener = listen(address, port)
    with listener:
        bound, taken = listener.getsockname()[:2]
        run = run_of(settings)
        make = page or _explorer
        click.echo("Het dossier wordt gelezen en de pagina getekend; dat duurt even.", err=True)
        seen = state(root)
        live_state = draw(read_live_state(root, run, saved=_saved(root, {}, seen)), run, make)
        live = Live(
            live_state,
            lambda before, saved: read_live_state(root, run, before, saved),
            lambda read: draw(read, run, make),
        )
        server = _Server(live, app(live, run, hosts(bound, taken, address)), debug=settings.debug)
        url = f"http://{bracketed(address)}:{taken}/"
        _announce(root, live_state, url, bound, settings.public)
        if open_browser:
            threading.Thread(target=partial(webbrowser.open, url), daemon=True).start()
        asyncio.run(_both(server, listener, partial(_follow, root, seen, live)))
    click.echo("Gestopt.")


def _explorer(version: Workspace, run: Run, live: LivePage) -> str:
    """The explorer of a version with its scenarios; who takes which seat takes too long to work out at every save."""
    from strategy.comparison.futures import beside_base
    from visualizations.verken.page import render_explorer

    return render_explorer(beside_base(version, run), live=live)


# ── the address ───────────────────────────────────────────────────────────────────────────────────────


def listen(address: str, port: int) -> socket.socket:
    """A socket on one address of this machine. Raises KrachtenveldError, in words, when it cannot be had."""
    try:
        family, _, _, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise KrachtenveldError(
            f"het adres {address} bestaat niet", "noem een adres van deze computer"
        ) from error
    if _ip(str(place[0])).is_unspecified:
        message = f"het adres {address} betekent: elk netwerk waar deze computer aan hangt"
        raise KrachtenveldError(
            message, "noem met --adres één adres van deze computer, bijvoorbeeld 192.168.1.20"
        )
    try:
        return socket.create_server(place[:2], family=family)
    except OSError as error:
        raise _not_to_be_had(address, port, error) from error


def _not_to_be_had(address: str, port: int, error: OSError) -> KrachtenveldError:
    match error.errno:
        case errno.EADDRINUSE:
            hint = "stop wat daar draait, of kies een andere met --poort (0 zoekt zelf een vrije)"
            return KrachtenveldError(f"poort {port} is al in gebruik", hint)
        case errno.EACCES | errno.EPERM:
            return KrachtenveldError(
                f"poort {port} mag u niet gebruiken", "kies met --poort een getal boven 1024"
            )
        case errno.EADDRNOTAVAIL:
            return KrachtenveldError(f"het adres {address} is niet van deze computer", "laat --adres weg")
    return KrachtenveldError(
        f"poort {port} op {address} is niet te openen ({reason(error)})", "kies een andere poort"
    )


def _ip(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    return ipaddress.ip_address(text.partition("%")[0])


def _announce(root: Path, live_state: LiveState, url: str, bound: str, public: bool) -> None:
    if not _ip(bound).is_loopback:
        click.echo(
            f"let op: iedereen op het netwerk die {url} opent, kan meelezen{'' if public else ', ook wat intern is'};\n"
            "        zonder --adres ziet alleen deze computer het",
            err=True,
        )
    if not live_state.sound:
        click.echo("let op: in het dossier zitten fouten; de pagina toont welke", err=True)
    click.echo(f"Kijkt mee in {root}\nOpen {url} in een browser. Ctrl-C stopt.")
    sys.stdout.flush()


# ── serving ───────────────────────────────────────────────────────────────────────────────────────────


class _Prompt(H11Protocol):
    """Closes a connection on which a request is not whole in time, from when it opens or its first sign comes.

    When there is no room for one more, what is half the longest makes place, so that a whole request is always answered.
    """

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        there = [each for each in self.connections if not each.transport.is_closing()]
        half = [each for each in there if isinstance(each, _Prompt) and each._deadline is not None]
        half.sort(key=lambda each: each._deadline.when() if each._deadline else 0.0)
        for each in half[: max(0, len(there) - MOST_CONNECTIONS + 1)]:
            each.transport.abort()
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.conn.their_state not in (h11.IDLE, h11.SEND_BODY) or self.transport.is_closing():
            self._forget()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(PATIENCE, self.transport.close)

    def _forget(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class _Server(uvicorn.Server):
    """Ends the streams when it stops, and ends without a signal of its own."""

    def __init__(self, live: Live, application: object, debug: bool) -> None:
        super().__init__(
            uvicorn.Config(
                application,  # type: ignore[arg-type]
                http=_Prompt, ws="none", loop="asyncio", lifespan="off", log_config=None, access_log=False,
                log_level="error" if debug else "critical", server_header=False, date_header=False,
                proxy_headers=False, limit_concurrency=MOST_CONNECTIONS, timeout_graceful_shutdown=GRACE,
            )
        )  # fmt: skip
        self._live = live

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._live.stop()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        signals = (signal.SIGINT, signal.SIGTERM)
        earlier = {each: signal.signal(each, self.handle_exit) for each in signals}
        try:
            yield
        finally:
            for each, handler in earlier.items():
                signal.signal(each, handler)


async def _both(server: _Server, listener: socket.socket, follow: partial[None]) -> None:
    """Serve, and follow the files in a thread that ends with the program."""
    follower = partial(follow, asyncio.get_running_loop())
    threading.Thread(target=follower, daemon=True, name="meekijken").start()
    await server.serve([listener])


def _follow(root: Path, seen: State, live: Live, loop: asyncio.AbstractEventLoop) -> None:
    """Tell of every save, and of a folder that goes or comes back."""
    while True:
        try:
            for now in saves(root, seen):
                seen = _told(root, seen, now, live, loop)
        except KrachtenveldError:
            if seen:
                seen = _told(root, seen, {}, live, loop)
            time.sleep(AGAIN)
        except RuntimeError:  # the loop is closed
            return


def _told(root: Path, seen: State, now: State, live: Live, loop: asyncio.AbstractEventLoop) -> State:
    asyncio.run_coroutine_threadsafe(live.saved(_saved(root, seen, now)), loop)
    return now


def _saved(root: Path, seen: State, now: State) -> Saved:
    """What is not what it was, and when that was written; of files that went only that they did."""
    from visualizations.live.live_state import Saved

    files = tuple(name for name in sorted({*seen, *now}) if seen.get(name) != now.get(name))
    written = [now[name][0] for name in files if name in now]
    moment = datetime.fromtimestamp(max(written) / 1e9) if written else datetime.now()
    return Saved(files if seen else (), moment)
