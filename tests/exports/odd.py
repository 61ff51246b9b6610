"""A dossier in which every text tries to break out of its place, or to pass for something else."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from typing import Any

from strategy.dossier.loader import Loaded
from strategy.dossier.provenance import Origin

CORPUS = (
    '=HYPERLINK("https://voorbeeld.invalid";"klik")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\tmet een tab",
    "<script>window.kwaad=1</script>",
    "\"><b onmouseover='kwaad'>",
    "]]> <!-- --> --> ?> &amp; &#60; &",
    "een | twee || drie",
    "\u202eomgekeerd\u2066 مرحبا שלום",
    "🏘️👩‍👩‍👧‍👦 emoji \u2028 en \u2029 regels",
    "nul\x00 bel\x07 escape\x1b[31m \x7f \ufffe \ud800 half",
    "regel een\r\nregel twee\rregel drie\n",
    "%%{init: {'theme':'dark'}}%% `**vet**` #quot; ]]) end --> x",
    "puntkomma; 'aanhaling' \"dubbel\"",
    "a" * 300,
)
_TEXTS = {
    "name", "short", "description", "note", "to_verify", "text", "how", "title", "publisher", "unit", "code",
}  # fmt: skip


def odd(loaded: Loaded) -> Loaded:
    """The dossier with the corpus in all of its texts, each kept apart by a number at its end."""
    numbers, signs = iter(range(10**9)), cycle(CORPUS)
    return _with_texts(loaded, lambda: f"{next(signs)} {next(numbers)}")


def alike(loaded: Loaded) -> Loaded:
    """The dossier in which everything has the same name, but for capitals and spaces."""
    signs = cycle(("Zelfde naam", "zelfde  NAAM", "Zelfde naam "))
    return _with_texts(loaded, lambda: next(signs))


def _with_texts(loaded: Loaded, text: Any) -> Loaded:
    def turn(item: Any) -> Any:
        if isinstance(item, tuple):
            return tuple(map(turn, item))
        if isinstance(item, dict):
            return {key: turn(value) for key, value in item.items()}
        if not is_dataclass(item) or isinstance(item, type):
            return item
        kept = {}
        for field in fields(item):
            value = getattr(item, field.name)
            if isinstance(value, str):
                kept[field.name] = text() if value and field.name in _TEXTS else value
            elif field.name == "aliases":
                kept[field.name] = tuple(text() for _ in value)
            elif isinstance(value, Origin):
                kept[field.name] = replace(
                    value, note=value.note and text(), to_verify=value.to_verify and text()
                )
            else:
                kept[field.name] = turn(value)
        return replace(item, **kept)

    return replace(loaded, dossier=turn(loaded.dossier))
