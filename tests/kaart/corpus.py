"""A map in which every text that can come from a dossier tries to break out of its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from typing import Any

from visualizations.kaart.model import MapModel

CORPUS = (
    "<script>window.kwaad=1</script>",
    "</script><script>window.kwaad=1</script>",
    "<!--<script>window.kwaad=1",
    '"><img src=x onerror="window.kwaad=1">',
    "' onmouseover='window.kwaad=1",
    "</title></style></textarea><svg onload=window.kwaad=1>",
    "]]><iframe srcdoc='<script>parent.kwaad=1</script>'>",
    "{{ 7*7 }}{% raw %}{} {0} ${kwaad} `",
    "javascript:window.kwaad=1",
    "&lt;script&gt;&#60;b&#62;",
    "\u202eomgekeerd\u2066 مرحبا שלום",
    "🏘️👩‍👩‍👧‍👦 emoji \u2028 en \u2029 regels",
    "Wonen \\u003c/script> \\",
    "href=https://voorbeeld.invalid/ <a href='https://voorbeeld.invalid'>",
    "a" * 90,
)
# Texts of the dossier; the others are words of the program's own lists, or ids, which the reader keeps plain.
_TEXTS = {
    "title", "label", "name", "sentence", "text", "note", "source", "to_verify", "file", "rule", "us", "fingerprint",
    "scenario_name", "why",
}  # fmt: skip
_LISTS = {"conditions", "documents", "phrases", "roles", "path"}
_PAIRS = {"opgaven", "networks"}


def hostile(model: MapModel) -> MapModel:
    """The model with the corpus in all of its texts, each kept apart by a number."""
    numbers = iter(range(10**9))
    signs = cycle(CORPUS)

    def evil() -> str:
        return f"{next(signs)} {next(numbers)}"

    def turn(item: Any) -> Any:
        if isinstance(item, tuple):
            return tuple(turn(one) for one in item)
        if not is_dataclass(item) or isinstance(item, type):
            return item
        return replace(item, **dict(_changes(item)))

    def _changes(item: Any) -> Iterator[tuple[str, Any]]:
        for field in fields(item):
            value = getattr(item, field.name)
            if field.name in _TEXTS and isinstance(value, str):
                yield field.name, evil() if value else ""
            elif field.name in _LISTS:
                yield field.name, tuple(evil() for _ in value)
            elif field.name in _PAIRS and isinstance(item, MapModel):
                yield field.name, tuple((key, evil()) for key, _ in value)
            elif isinstance(value, tuple):
                yield field.name, turn(value)

    return turn(model)  # type: ignore[no-any-return]
