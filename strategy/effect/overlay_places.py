"""Where a scenario says what it changes: a value without a place of its own stands in the dossier it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from strategy.dossier.model import Layer
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, parse
from strategy.effect.delta import Change
from strategy.errors import Span
from strategy.scenarios.changes import ACTIVE, LAYERS, POST, RULE, SUBJECTS

_SECTIONS = {**{subject.kind: name for name, subject in SUBJECTS.items()}, POST: "posities", RULE: "regels"}
_DAY = "peildatum"


def in_overlays(
    changes: Iterable[Change], texts: Mapping[str, str], layers: Iterable[Layer]
) -> Iterator[Change]:
    """The changes, each at its place in the scenario files `texts` (path → text) when one of them names it.

    `layers` are those of the dossier: a scenario may switch off a whole one.
    """
    overlays = [node for path, text in texts.items() if (node := _changes(path, text)) is not None]
    layer_of = {
        (kind, item.id): layer.id
        for layer in layers
        for kind, items in (("actor", layer.actors), ("instrument", layer.instruments))
        for item in items
    }
    for change in changes:
        if change.place.file not in texts:
            layer = layer_of.get((change.kind, change.item), "")
            places = (_place(overlay, change) or _layer_place(overlay, layer) for overlay in overlays)
            place = next(filter(None, places), None)
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


def _layer_place(overlay: MappingNode, layer: str) -> Span | None:
    about = _block(_block(overlay, LAYERS), layer)
    active = about.get(ACTIVE) if about else None
    return active.span if active else None


def _block(node: Node | None, key: str) -> MappingNode | None:
    found = node.get(key) if isinstance(node, MappingNode) else None
    return found if isinstance(found, MappingNode) else None
