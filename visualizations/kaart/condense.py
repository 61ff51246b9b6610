"""A map with more boxes in a column than stay legible, folded: into organisations, or else into networks.

The page folds in the same way (templates/beeld.js, `folded`); this is for the picture that needs no JavaScript.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from visualizations.kaart.model import Edge, MapModel, Node
from visualizations.kaart.nodes import ROOM

GroupPath = tuple[str, ...]


def condensed(model: MapModel, room: int = ROOM) -> MapModel:
    """What is shown of a map, with every column that holds more than `room` boxes folded; the map itself if none does."""
    stands: dict[str, str] = {}
    folds: dict[str, Node] = {}
    for column in range(1, 5):
        members = [node for node in model.shown if node.column == column]
        if len(members) > room:
            for path, group in _groups(members, room).items():
                if len(group) > 1:
                    fold = _fold(column, path, group)
                    folds[fold.id] = fold
                    stands |= {node.id: fold.id for node in group}
    if not folds:
        return model
    nodes = dict.fromkeys(stands.get(node.id, node.id) for node in model.shown)
    known = {node.id: node for node in model.shown}
    return replace(
        model,
        nodes=tuple(folds.get(name) or known[name] for name in nodes),
        edges=_merged(model.shown_edges, stands),
    )


def _groups(members: Sequence[Node], room: int) -> Mapping[GroupPath, list[Node]]:
    """The members by the deepest part of their paths that gives few enough groups, the first part at the least."""
    for depth in range(max(len(node.path) for node in members), 0, -1):
        found: dict[GroupPath, list[Node]] = {}
        for node in members:
            # A node without a path stands for itself.
            found.setdefault(node.path[:depth] or (node.id,), []).append(node)
        if len(found) <= room:
            break
    return found


def _fold(column: int, path: GroupPath, members: Sequence[Node]) -> Node:
    first, name = members[0], f"{path[-1]} ({len(members)})"
    return Node(
        f"vouw:{column}/{'/'.join(path)}",
        first.kind,
        name,
        name,
        level_group=first.level_group,
        network=first.network,
        opgaven=tuple(dict.fromkeys(opgave for node in members for opgave in node.opgaven)),
    )


def _merged(edges: Iterable[Edge], stands: Mapping[str, str]) -> tuple[Edge, ...]:
    found: dict[tuple[str, str], Edge] = {}
    for edge in edges:
        pair = stands.get(edge.start, edge.start), stands.get(edge.end, edge.end)
        other = found.get(pair)
        stronger = edge if other is None or edge.strength > other.strength else other
        served = dict.fromkeys((*(other.priorities if other else ()), *edge.priorities))
        found[pair] = replace(
            stronger, start=pair[0], end=pair[1], priorities=tuple(served), basis="vast", cards=()
        )
    return tuple(found.values())
