"""Where a scenario says what it changes: a value without a place of its own stands in the dossier it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, parse
from strategy.effect.delta import Change
from strategy.errors import Span
from strategy.scenarios.changes import ACTIVE, POST, RULE, SUBJECTS
from strategy.scenarios.files import FOLDER

_SECTIONS = {**{subject.kind: name for name, subject in SUBJECTS.items()}, POST: "posities", RULE: "regels"}
_DAY = "peildatum"


def in_overlays(changes: Iterable[Change], texts: Mapping[str, str]) -> Iterator[Change]:
    """The changes, each at its place in the scenario files `texts` (path → text) when one of them names it."""
    overlays = [node for path, text in texts.items() if (node := _changes(path, text)) is not None]
    for change in changes:
        if not change.place.file.startswith(f"{FOLDER}/"):
            place = next(filter(None, (_place(overlay, change) for overlay in overlays)), None)
            if place is not None:
                change = replace(change, place=place, gone=False)
        yield change


def _changes(path: str, text: str) -> MappingNode | None:
    node, _ = parse(text, path)
    return _block(node, "wijzig")


def _place(overlay: MappingNode, change: Change) -> Span | None:
    if change.path == (_DAY,):
        day = overlay.get(_DAY)
        return day.span if day else None
    about = _block(_block(overlay, _SECTIONS.get(change.kind, "")), change.item)
    if about is None:
        return None
    for key in (*change.path[:1], "houder", ACTIVE):
        if (value := about.get(key)) is not None:
            return value.span
    return None


def _block(node: Node | None, key: str) -> MappingNode | None:
    found = node.get(key) if isinstance(node, MappingNode) else None
    return found if isinstance(found, MappingNode) else None
