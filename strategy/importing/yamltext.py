"""Proposed content as YAML text that reads back as it was meant, whatever people typed in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from strategy.dossier.yamltree import Scalar
from strategy.errors import Span
from strategy.importing.table import flat
from strategy.templates.text import within_quotes

Item = Mapping[str, Any]
"""Keys with text, a list of text or of items, or an item; `COMMENT` holds lines that stand above it."""
COMMENT = "#"
_BARE = re.compile(r"[A-Za-zÀ-ÿ0-9][\wÀ-ÿ ()/.+–-]*")
_BLOCKS = ("actoren", "gremia", "posities", "momenten", "bronnen")
"""Keys behind which every item stands on a line of its own."""


def text(value: str) -> str:
    """One value: bare where that can mean nothing else, also between braces; else between quotes."""
    bare = _BARE.fullmatch(value) and value == value.strip()
    safe = bare and Scalar(value, True, Span("")).yaml_tag == "str"
    return value if safe else f'"{within_quotes(value)}"'


def flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {flow(each)}' for key, each in value.items() if key != COMMENT)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(flow, value))}]"
    return text(value)


def listed(items: Iterable[Item], indent: int) -> Iterator[str]:
    """Items as lines of a list, each beginning with a dash at this indentation."""
    for item in items:
        yield from (f"{' ' * indent}{line}" for line in comment(item.get(COMMENT, ())))
        lines = list(keys(item, indent + 2))
        yield f"{' ' * indent}- {lines[0].lstrip()}"
        yield from lines[1:]


def keys(item: Item, indent: int) -> Iterator[str]:
    """The keys of an item as lines; seats stand on one line each."""
    for key, value in item.items():
        if key == COMMENT:
            continue
        if key == "posities":
            yield f"{' ' * indent}{key}:"
            for each in value:
                yield from (f"{' ' * (indent + 2)}{line}" for line in comment(each.get(COMMENT, ())))
                yield f"{' ' * (indent + 2)}- {flow(each)}"
        elif key in _BLOCKS:
            yield f"{' ' * indent}{key}:"
            yield from listed(value, indent + 2)
        else:
            yield f"{' ' * indent}{key}: {flow(value)}"


def comment(lines: Iterable[str]) -> Iterator[str]:
    """Lines that a reader sees and the program passes over."""
    return (f"# {flat(line)}" for line in lines)
