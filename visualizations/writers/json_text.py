"""JSON as people read it: laid out over lines, with the words of their language as they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

CONTAINERS = (dict, list, tuple, map)
"""What is written as an object or a list. Of a `map` each element is made when it is written, and let go then."""


def json_text(data: Any) -> str:
    """What `json.dumps` writes with `indent=2` and `ensure_ascii=False`, and a line end, to the letter.

    Its encoder leaves C as soon as it indents, and was a third of the time of a large answer. Here it only encodes what
    holds no other lists or objects, which it does in C when the line end and the indentation are part of its separator.
    """
    return "".join(json_parts(data))


def json_parts(data: Any) -> Iterator[str]:
    """The same in parts: the whole of a large answer takes as much memory again for each level that it is put together on."""
    yield from _parts(data, "\n", _APART)
    yield "\n"


_APART = 2
"""So many levels deep each value is a part of its own: of the advice each line."""


def _parts(value: Any, line: str, levels: int) -> Iterator[str]:
    if not levels or _is_plain(value):
        yield _written(value, line)
        return
    within = line + "  "
    opened, closed = "{}" if isinstance(value, dict) else "[]"
    before = opened + within
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield f"{before}{_encoder(within)(key)}: " if isinstance(value, dict) else before
        yield from _parts(item, within, levels - 1)
        before = "," + within
    yield line + closed if before[0] == "," else opened + closed


def _is_plain(value: Any) -> bool:
    """Whether it holds no lists or objects."""
    if not isinstance(value, CONTAINERS):
        return True
    return not isinstance(value, map) and not any(
        isinstance(item, CONTAINERS) for item in (value.values() if isinstance(value, dict) else value)
    )


def _written(value: Any, line: str) -> str:
    """A value, of which every line but the first begins with `line`: a line end and the indentation."""
    if not isinstance(value, CONTAINERS) or not value:
        return _encoder(line)(value)
    within = line + "  "
    if _is_plain(value):
        text = _encoder(within)(value)
        return f"{text[0]}{within}{text[1:-1]}{line}{text[-1]}"
    return "".join(_parts(value, line, 1))


@cache
def _encoder(line: str) -> Callable[[Any], str]:
    return json.JSONEncoder(ensure_ascii=False, separators=("," + line, ": ")).encode
