"""What an overlay makes of a dossier, held against the same demands as a dossier; told where the overlay says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from strategy.dossier.consistency import inconsistencies
from strategy.dossier.loader import items_of
from strategy.dossier.model import Dossier, Item
from strategy.dossier.reader import Reader
from strategy.dossier.yamlsyntax import excerpt, locate
from strategy.errors import Finding, Span
from strategy.scenarios.changes import CLASSES, Overlay, changeable
from strategy.scenarios.find import items

_NEXT_ITEM = re.compile(r"\s*- id:")
_NEEDED = ("vereist", "valt_onder")
"""The keys that can close a ring."""


def inconsistent(overlay: Overlay, reader: Reader, before: Dossier, after: Dossier) -> Iterator[Finding]:
    """Findings about a sound dossier `before` that an overlay, read by `reader`, turned into `after`."""
    places = _places(overlay, before, after)
    closing = [change.span for change in overlay.changes if change.key in _NEEDED]

    def place(span: Span, *words: str) -> Span:
        if span.file == reader.file and (span, "") not in places:
            return locate(reader.lines, span, words, stop=_NEXT_ITEM)
        for word in (*words, ""):
            if (span, word) in places:
                return places[span, word]
        return (closing or [change.span for change in overlay.changes] or [Span(reader.file)])[0]

    def line(span: Span) -> str:
        return excerpt(reader.lines, span.line)

    everything = (after.header, after.college, after.opgaven, after.layers)
    yield from inconsistencies(list(items_of(everything)), line, place)


def _places(overlay: Overlay, *versions: Dossier) -> Mapping[tuple[Span, str], Span]:
    """Where the overlay changes an item, by where the item says it comes from and by key; "" is any key."""
    found: dict[tuple[Span, str], Span] = {}
    for change in overlay.changes:
        if change.kind not in CLASSES:
            continue
        for version in versions:
            item: Item | None = items(version, change.kind).get(change.id)
            if item is not None and change.key in (*changeable(CLASSES[change.kind]), ""):
                found.setdefault((item.origin.span, change.key), change.span)
                found.setdefault((item.origin.span, ""), change.span)
    return found
