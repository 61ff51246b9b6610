"""From an answer to what changes in the text of a file, at its place and nowhere else: comments and layout stay.

A bare value that gets a source or a confirmation becomes a block with `waarde`; of what is a block already only the
keys that change are written, behind the others on one line, or on a line of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from strategy.dossier.writing import yaml_value
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar
from strategy.dossier.yamltree import Sequence as SequenceNode
from strategy.errors import KrachtenveldError
from strategy.templates.text import Edit, insertion, removal, replacement
from strategy.worklist.places import VALUE, Block

At = tuple[int, int]
"""A line and a column, from 1."""
_BETWEEN = re.compile(r"[\s,]*")
_LATER = "zet de sleutels van dit blok elk op een eigen regel, zonder opmerking ertussen"


@dataclass(frozen=True)
class BlockChange:
    """What becomes otherwise in one block: keys with their new text as YAML, keys that go, or the whole of it."""

    block: Block
    sets: Mapping[str, str] = field(default_factory=dict)
    drops: frozenset[str] = frozenset()
    gone: bool = False


def edits_of(change: BlockChange, lines: list[str]) -> Iterator[Edit]:
    """The edits that make a change, in a file with these lines. Raises KrachtenveldError where the layout leaves no room."""
    writer = _Writer(lines)
    node = change.block.node
    if change.gone:
        yield writer.without(change.block)
    elif isinstance(node, Scalar):
        own = change.sets.get(VALUE, writer.bare(node))
        more = {key: text for key, text in change.sets.items() if key != VALUE}
        text = f"{{{_joined({VALUE: own, **more})}}}" if more else own
        yield writer.other(node, text)
    elif isinstance(node, MappingNode):
        flow = writer.sign(node) == "{"
        yield from (writer.in_line(node, change) if flow else writer.in_block(node, change))


@dataclass(frozen=True)
class _Writer:
    lines: list[str]

    def sign(self, node: Node) -> str:
        """The sign with which a node begins."""
        return self.lines[node.span.line - 1][node.span.column - 1 : node.span.column]

    def text(self, start: At, end: At) -> str:
        """What stands between two places."""
        if start[0] == end[0]:
            return self.lines[start[0] - 1][start[1] - 1 : end[1] - 1]
        first, last = self.lines[start[0] - 1][start[1] - 1 :], self.lines[end[0] - 1][: end[1] - 1]
        return "\n".join([first, *self.lines[start[0] : end[0] - 1], last])

    def bare(self, node: Scalar) -> str:
        """A value as it may stand between braces."""
        number = node.plain and node.yaml_tag in ("int", "float", "timestamp")
        return node.text if number else yaml_value(" ".join(node.text.split()))

    def other(self, node: Node, text: str) -> Edit:
        """Another text in place of a value."""
        folded = isinstance(node, Scalar) and self.sign(node) in ("|", ">") and node.end[1] == 1
        return Edit(node.span.line, node.span.column, *node.end, f"{text}\n" if folded else text)

    # ── a block on one line, between braces ───────────────────────────────────────────────────────────

    def in_line(self, node: MappingNode, change: BlockChange) -> Iterator[Edit]:
        """Each key by itself, as a block in it may change too."""
        ends = [value.end for _, value in node.items]
        leading = True
        for number, (key, value) in enumerate(node.items):
            start = key.span.line, key.span.column
            if key.text not in change.drops:
                leading = False
                if key.text in change.sets:
                    yield self.other(value, change.sets[key.text])
            elif leading and number + 1 < len(node.items):
                following = node.items[number + 1][0].span
                yield self._white(ends[number], (following.line, following.column), start, following[1:3])
            elif not leading:
                yield self._white(ends[number - 1], start, ends[number - 1], ends[number])
        present = {key.text for key, _ in node.items}
        if added := {key: text for key, text in change.sets.items() if key not in present}:
            yield replacement(*ends[-1], 0, f", {_joined(added)}")

    def _white(self, before: At, behind: At, start: At, end: At) -> Edit:
        """Nothing from one place to another, provided that between two keys there is only white and a comma."""
        if not _BETWEEN.fullmatch(self.text(before, behind)):
            raise _no_room(start)
        return removal(*start, *end)

    # ── a block over several lines ────────────────────────────────────────────────────────────────────

    def in_block(self, node: MappingNode, change: BlockChange) -> Iterator[Edit]:
        present = {key.text for key, _ in node.items}
        added = [f"{key}: {text}" for key, text in change.sets.items() if key not in present]
        (first, value), *_ = node.items
        indent = " " * (first.span.column - 1)
        for number, (key, each) in enumerate(node.items):
            if key.text in change.drops:
                if number:
                    yield self._without_key(key, each)
                elif added and self._alone(key, each):
                    yield Edit(key.span.line, key.span.column, *each.end, added.pop(0))
                else:
                    raise _no_room((key.span.line, key.span.column))
            elif key.text in change.sets:
                yield self.other(each, change.sets[key.text])
        if not added:
            return
        if self._alone(first, value):
            yield insertion(first.span.line + 1, "".join(f"{indent}{line}\n" for line in added))
        else:
            text = "".join(f"{line}\n{indent}" for line in added)
            yield replacement(first.span.line, first.span.column, 0, text)

    def _alone(self, key: Scalar, value: Node) -> bool:
        """Whether a key and its value are on one line."""
        return (
            isinstance(value, Scalar) and value.end[0] == key.span.line and self.sign(value) not in ("|", ">")
        )

    def _without_key(self, key: Scalar, value: Node) -> Edit:
        """The lines of a key; a comment behind it stays."""
        line, column = value.end
        if column == 1:
            return removal(key.span.line, 1, line, 1)
        behind = self.lines[line - 1][column - 1 :]
        if behind.strip():
            return removal(key.span.line, key.span.column, line, column + len(behind) - len(behind.lstrip()))
        return removal(key.span.line, 1, line + 1, 1)

    # ── an element of a list ──────────────────────────────────────────────────────────────────────────

    def without(self, block: Block) -> Edit:
        """A list without one of its elements; the last one leaves an empty list."""
        listed = block.holder
        assert isinstance(listed, SequenceNode)
        start, end = (block.node.span.line, block.node.span.column), block.node.end
        if self.sign(listed) == "[":
            if len(listed.items) == 1:
                return removal(*start, *end)
            if block.index + 1 < len(listed.items):
                following = listed.items[block.index + 1].span[1:3]
                return self._white(end, following, start, following)
            before = listed.items[block.index - 1].end
            return self._white(before, start, before, end)
        dash = self.lines[start[0] - 1][: start[1] - 1]
        if dash.strip() != "-" or self.lines[end[0] - 1][end[1] - 1 :].strip():
            raise _no_room(start)
        if len(listed.items) == 1:
            return Edit(start[0], dash.index("-") + 1, *end, "[]")
        return removal(start[0], 1, end[0] + (end[1] > 1), 1)


def _joined(keys: Mapping[str, str]) -> str:
    return ", ".join(f"{key}: {text}" for key, text in keys.items())


def _no_room(at: At) -> KrachtenveldError:
    return KrachtenveldError(f"regel {at[0]}: door de opmaak is dit hier niet vanzelf te wijzigen", _LATER)
