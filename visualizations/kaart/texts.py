"""Writing each thing once: sentences as patterns with names, because most of a map's text is names in fixed phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

HOLE = "{}"
_SHORTEST = 2  # single letters occur as words of their own


class Table:
    """Things kept once; `place` gives the index of a thing, adding it when it is new."""

    def __init__(self) -> None:
        self._places: dict[Any, int] = {}

    def place(self, item: Any) -> int:
        return self._places.setdefault(item, len(self._places))

    @property
    def items(self) -> list[Any]:
        return list(self._places)


class Phrases:
    """Texts as [pattern, name, …]: indices into `patterns`, whose holes the names fill, and into `names`."""

    def __init__(self, names: Iterable[str]) -> None:
        self.patterns, self.names = Table(), Table()
        known = sorted(
            {name for name in names if len(name) >= _SHORTEST}, key=lambda name: (-len(name), name)
        )
        self._known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)") if known else None

    def code(self, text: str) -> list[int]:
        """A text as numbers; a text that itself has holes, or no names, is its own pattern."""
        if self._known is None or HOLE in text:
            return [self.patterns.place(text)]
        found = self._known.findall(text)
        return [self.patterns.place(self._known.sub(HOLE, text)), *(self.names.place(name) for name in found)]

    def decode(self, code: list[int]) -> str:
        """The text again; what the page does in JavaScript."""
        pattern = self.patterns.items[code[0]]
        if len(code) == 1:
            return pattern
        parts = pattern.split(HOLE)
        names = [self.names.items[place] for place in code[1:]]
        return parts[0] + "".join(name + part for name, part in zip(names, parts[1:], strict=True))
