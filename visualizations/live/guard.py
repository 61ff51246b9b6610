"""The door of the server: whom it answers, what it may be asked, and what every answer says about itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
    names = {"localhost", "127.0.0.1", "[::1]", _bracketed(address), _bracketed(named)} - {""}
    found = {f"{name}:{port}".lower() for name in names}
    return frozenset(found | {name.lower() for name in names} if port == 80 else found)


def _bracketed(name: str) -> str:
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
