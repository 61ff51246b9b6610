"""Text from anywhere in Markdown and on pages, so that nothing in it is markup there.

For Markdown what has a meaning is escaped, also in the cells of tables. Pages have an escaping environment, a policy that
lets nothing in from outside, and JSON that stays data.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

_SIGNS = re.compile(r"([\\`*_\[\]<>|~])|&(?=#?\w+;)")
_STARTS = re.compile(r"^(?=[-+=#]+(?:\s|$))|^(\d+)(?=[.)](?:\s|$))")
"""Before what begins a list, a heading or a line across at the start of a text."""


def escaped(text: str) -> str:
    """A text on one line in which no sign means anything. What there is to type stays between backticks."""
    return guarded(numbered(text))


def guarded(markdown: str) -> str:
    """What is Markdown already, without a meaning for how it begins."""
    return _STARTS.sub(r"\1\\", markdown)


def numbered(text: str) -> str:
    """The same for a text that may begin with a number, as the item of a list that it is."""
    return "".join(_part(part, code) for part, code in spans(" ".join(text.split())))


def spans(text: str) -> tuple[tuple[str, bool], ...]:
    """A text in parts, each with whether it is something to type: what stands between backticks, without these."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return ((text, False),)
    return tuple((part, number % 2 == 1) for number, part in enumerate(parts) if part)


def _part(text: str, code: bool) -> str:
    if code and not set(text) & set("|<&"):
        return f"`{text}`"
    return _SIGNS.sub(lambda found: f"\\{found[1]}" if found[1] else "&amp;", f"`{text}`" if code else text)


def table(heads: Sequence[str], rows: Iterable[Iterable[str]], right: Collection[int] = ()) -> Iterator[str]:
    """The lines of a table; cells are Markdown on one line. The columns in `right`, counted from 0, are for numbers."""
    yield _row(heads)
    yield f"|{'|'.join('--:' if place in right else '---' for place in range(len(heads)))}|"
    yield from map(_row, rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────────

_OF_EVERY_PAGE = Path(__file__).parent / "templates"


def environment(*folders: Path) -> Environment:
    """Templates of these folders and those of every page, escaped unless marked safe; a name that is not filled in is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader((*folders, _OF_EVERY_PAGE), encoding="utf-8"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        newline_sequence="\n",
    )


def compact(path: Path) -> str:
    """A script or style without its indentation and empty lines; no string in it may span lines."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("// "))


def policy(
    scripts: Iterable[str],
    css: str | Sequence[str],
    connect: str = "",
    solves: bool = False,
    also: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The Content-Security-Policy: these scripts and styles, and not a byte from anywhere but `connect`.

    A page that `solves` starts a program of its own: WebAssembly, in a worker that these scripts make. `also` is what a
    page needs beside that, by directive.
    """
    more = also or {}
    allowed = [*map(_hash, scripts), *(["'wasm-unsafe-eval'"] if solves else [])]
    found = {
        "default-src": ["'none'"],
        "script-src": allowed,
        "worker-src": ["blob:"] if solves else [],
        "style-src": [*map(_hash, [css] if isinstance(css, str) else css)],
        "img-src": ["blob:", "data:"] if allowed else [],
        "frame-src": [],
        "connect-src": [connect] if connect else [],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    said = {directive: [*sources, *more.get(directive, ())] for directive, sources in found.items()}
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in said.items() if sources)


def block(value: Any) -> str:
    """JSON that is safe inside a script element: nothing in it can end the element or start a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
