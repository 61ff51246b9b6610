"""What the explorer gains when it is served: a bar at the top, its script and its style."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from markupsafe import Markup

from visualizations.webpage import compact, environment, policy

_TEMPLATES = Path(__file__).parent / "templates"
CONNECT = "'self'"
"""Where the page may fetch from: the server it came from."""


@dataclass(frozen=True)
class LivePage:
    """What a page takes up to be live.

    `html` is a `<section id="live">` for the top of its main, `script` goes behind its own scripts, `css` behind its
    own style; `connect` is the connect-src of its policy.
    """

    script: str
    css: str
    html: Markup
    connect: str = CONNECT


def live_page(dossier: str, edition: str) -> LivePage:
    """The live part of a page made from an edition of the files; "" when they could not be read yet."""
    html = environment(_TEMPLATES).get_template("live.html.j2").render(dossier=dossier, edition=edition)
    return LivePage(compact(_TEMPLATES / "live.js"), compact(_TEMPLATES / "live.css"), Markup(html))


def waiting_page(dossier: str) -> str:
    """The page as long as the files could not be read once: only what is wrong with them."""
    live = live_page(dossier, "")
    base = compact(_TEMPLATES / "wacht.css")
    css = f"{base}\n{live.css}"
    return (
        environment(_TEMPLATES)
        .get_template("wacht.html.j2")
        .render(
            live=live.html,
            css=Markup(css),
            script=Markup(live.script),
            csp=policy([live.script], css, live.connect),
        )
    )


def policy_of(page: str) -> str:
    """The Content-Security-Policy that a page states itself. Raises ValueError for a page without one."""
    reader = _Policies()
    reader.feed(page)
    if len(reader.found) != 1:
        raise ValueError(f"the page states {len(reader.found)} policies")
    return reader.found[0]


class _Policies(HTMLParser):
    """Gathers the policies in the head of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "meta" and (named.get("http-equiv") or "").lower() == "content-security-policy":
            self.found.append(named.get("content") or "")
