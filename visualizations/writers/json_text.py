"""JSON as people read it: laid out over lines, with the words of their language as they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

CONTAINERS = (dict, list, tuple)


def json_text(data: Any) -> str:
    """What `json.dumps` writes with `indent=2` and `ensure_ascii=False`, and a line end, to the letter.

    Its encoder leaves C as soon as it indents, and was a third of the time of a large answer. Here it only encodes what
    holds no other lists or objects, which it does in C when the line end and the indentation are part of its separator.
    """
    return _written(data, "\n") + "\n"


def _written(value: Any, line: str) -> str:
    """A value, of which every line but the first begins with `line`: a line end and the indentation."""
    if not isinstance(value, CONTAINERS) or not value:
        return _encoder(line)(value)
    within = line + "  "
    items = value.values() if isinstance(value, dict) else value
    if not any(isinstance(item, CONTAINERS) for item in items):
        text = _encoder(within)(value)
        return f"{text[0]}{within}{text[1:-1]}{line}{text[-1]}"
    if isinstance(value, dict):
        encode = _encoder(within)
        parts = [f"{encode(key)}: {_written(item, within)}" for key, item in value.items()]
    else:
        parts = [_written(item, within) for item in value]
    opened, closed = "{}" if isinstance(value, dict) else "[]"
    return f"{opened}{within}{(',' + within).join(parts)}{line}{closed}"


@cache
def _encoder(line: str) -> Callable[[Any], str]:
    return json.JSONEncoder(ensure_ascii=False, separators=("," + line, ": ")).encode
