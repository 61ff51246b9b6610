"""The exact line of a change whose value has no place of its own: looked up in the file by its keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar, Sequence, parse
from strategy.effect.delta import Change
from strategy.effect.version import TextOf
from strategy.errors import Span


@dataclass
class Places:
    """Looks up places in the files of one version; each file is parsed once, when first needed."""

    text_of: TextOf
    _files: dict[str, Mapping[tuple[int, int], MappingNode]] = field(default_factory=dict)

    def find(self, start: Span, keys: Iterable[str | int]) -> Span:
        """The place of the value behind `keys`, below the block that begins at `start`; `start` when it is not there."""
        blocks = self._blocks(start.file)
        node: Node | None = blocks.get((start.line, start.column)) or blocks.get((0, 0))
        place = start
        for key in keys:
            node = _step(node, key)
            if node is None:
                break
            place = _start(node)
        return place

    def _blocks(self, file: str) -> Mapping[tuple[int, int], MappingNode]:
        """Every block of a file by the place of its first key and of its values; the whole file at (0, 0)."""
        if file not in self._files:
            text = self.text_of(file)
            root = parse(text, file)[0] if text else None
            found: dict[tuple[int, int], MappingNode] = {}
            for block in _blocks(root):
                for key, value in reversed(block.items):
                    if isinstance(value, Scalar):
                        found.setdefault((value.span.line, value.span.column), block)
                    found[key.span.line, key.span.column] = block
            if isinstance(root, MappingNode):
                found[0, 0] = root
            self._files[file] = found
        return self._files[file]


def located(changes: Iterable[Change], old: Places, new: Places) -> Iterator[Change]:
    """The changes, each at the line of its value."""
    for change in changes:
        if change.keys:
            place = (old if change.gone else new).find(change.place, change.keys)
            change = replace(change, place=place, keys=())
        yield change


def _blocks(node: Node | None) -> Iterator[MappingNode]:
    if isinstance(node, MappingNode):
        yield node
        for _, value in node.items:
            yield from _blocks(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _blocks(item)


def _step(node: Node | None, key: str | int) -> Node | None:
    if isinstance(node, MappingNode) and isinstance(key, str):
        return node.get(key)
    if isinstance(key, int):
        items = node.items if isinstance(node, Sequence) else ()
        return items[key] if key < len(items) and not isinstance(node, MappingNode) else node
    return None


def _start(node: Node) -> Span:
    """Where a value begins; a block begins at its first key."""
    if isinstance(node, MappingNode) and node.items:
        return node.items[0][0].span
    return node.span
