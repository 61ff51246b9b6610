"""What every page shares: an escaping environment, a policy that lets nothing in from outside, and JSON that stays data."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def environment(*folders: Path) -> Environment:
    """Templates of these folders, escaped unless marked safe; a name that is not filled in is an error."""
    return Environment(
        loader=FileSystemLoader(folders, encoding="utf-8"),
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


def policy(scripts: Iterable[str], css: str, connect: str = "") -> str:
    """The Content-Security-Policy: these scripts and this style, and not a byte from anywhere but `connect`."""
    allowed = " ".join(map(_hash, scripts))
    parts = [
        "default-src 'none'",
        *([f"script-src {allowed}"] if allowed else []),
        f"style-src {_hash(css)}",
        *(["img-src blob: data:"] if allowed else []),
        *([f"connect-src {connect}"] if connect else []),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(parts)


def block(value: Any) -> str:
    """JSON that is safe inside a script element: nothing in it can end the element or start a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
