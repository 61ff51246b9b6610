"""From an answer to what changes in the text of a file, at its place and nowhere else: comments and layout stay.

A bare value that gets a source or a confirmation becomes a block with `waarde`; of what is a block already only the
keys that change are written, behind the others on one line, or on a line of their own. What others keep, the basis or the
register, stays as it is: a file of the dossier says it under `wijzig:`. What was not said of a thing yet (`Addition`) goes where
such things stand.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from strategy.dossier.defined_names import yaml_value
from strategy.dossier.files import NETWORKS, bases, change_files
from strategy.dossier.model import Actor, Body, Instrument, Post, keys_of
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar
from strategy.dossier.yamltree import Sequence as SequenceNode
from strategy.errors import KrachtenveldError
from strategy.scenarios.changes import ADDED, CLASSES, SECTION_OF, changeable, post_name
from strategy.templates.text import Edit, apply, insertion, removal, replacement
from strategy.worklist.places import REGISTER, VALUE, Block, Place, keeper_of
from strategy.workspace import Workspace

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


Tree = dict[str, Any]
"""Keys with what stands behind them: YAML on one line, or keys again."""
CHANGES = "wijzig"
_SECTIONS: Mapping[type, str] = {Actor: "actoren", Body: "gremia", Instrument: "instrumenten"}
_HEAD = """\
# yaml-language-server: $schema=../schema/netwerk.json
# Wat hier anders is dan in de basis of het register, uit een ingevulde lijst van `krachtenveld nagaan`.
basis: {basis}
aard: aanname
"""


def way_of(place: Place) -> tuple[str, ...]:
    """The keys behind `wijzig` that change a place that others keep; none where that is no matter of another value alone."""
    thing: Any = place.things[-1]
    cls: Any = type(thing)
    if place.part == "relaties":
        return "actoren", thing.id, "relaties", place.key.rsplit("/", 1)[-1]
    if isinstance(thing, Post) and place.changed == "te_verdelen":
        return "posities", post_name(place.things[-2].id, thing)
    section = _SECTIONS.get(cls, "")
    alone = place.changed == VALUE and not place.element and place.part in changeable(cls)
    return (section, thing.id, place.part) if section and alone and place.block else ()


def home_of(place: Place, present: Workspace) -> str:
    """The file of the dossier in which a change of what others keep is said: one like that of the basis, if it can be."""
    return home_for(place.file, place.keeper, present)


def home_for(file: str, keeper: str, present: Workspace) -> str:
    """The same for what stands in a file that is kept by `keeper`."""
    name = posixpath.basename(file)
    same = f"{NETWORKS}/{name}"
    free = same not in present.content or same in change_files(present.content)
    return same if free else f"{NETWORKS}/{'eigen' if keeper == REGISTER else keeper}-{name}"


def tree_of(changes: Iterable[tuple[tuple[str, ...], Mapping[str, str]]]) -> Tree:
    """Changes as one tree below `wijzig`."""
    found: Tree = {}
    for way, keys in changes:
        inner = found
        for key in way:
            inner = inner.setdefault(key, {})
        inner.update(keys)
    return found


def laid_in(node: Node | None, tree: Tree) -> list[BlockChange]:
    """A tree as changes of the blocks of a file that there is."""
    assert isinstance(node, MappingNode)
    return list(_laid(node, {CHANGES: tree}))


def _laid(node: MappingNode, tree: Tree) -> Iterator[BlockChange]:
    sets = {}
    for key, value in tree.items():
        there = node.get(key)
        if isinstance(there, MappingNode) and there.items and isinstance(value, dict):
            yield from _laid(there, value)
        else:
            sets[_name(key)] = in_line(value)
    if sets:
        yield BlockChange(Block("", node), sets)


def new_file(basis: str, tree: Tree) -> str:
    """The text of a file that says what is otherwise than in a basis."""
    lines = [f"{CHANGES}:\n"]
    for section, names in tree.items():
        lines.append(f"  {section}:\n")
        lines += [f"    {_name(name)}: {in_line(value)}\n" for name, value in names.items()]
    return _HEAD.format(basis=yaml_value(basis)) + "".join(lines)


def in_line(value: Any) -> str:
    """A tree, or YAML on one line, between braces; `waarde` first."""
    if not isinstance(value, dict):
        return str(value)
    ordered = {VALUE: value[VALUE], **value} if VALUE in value else value
    return f"{{{', '.join(f'{_name(key)}: {in_line(each)}' for key, each in ordered.items())}}}"


def _name(key: str) -> str:
    """A key as YAML reads it."""
    return key if all(sign.isalnum() or sign in "-_/" for sign in key) else yaml_value(key)


_DASH = re.compile(r" *- +")


@dataclass(frozen=True)
class Addition:
    """What comes of a thing, by kind and id: below `keys` a text of YAML on one line, or one more such text in a list."""

    kind: str
    id: str
    keys: tuple[str, ...]
    text: str
    listed: bool


def with_addition(more: Addition, present: Workspace) -> dict[str, str]:
    """The text of the file that says it, by its path. Raises KrachtenveldError where the layout leaves no room."""
    files, defined = present.loaded.places.files, present.loaded.names[more.kind][more.id]
    folders = bases(present.texts)
    keeper = keeper_of(defined.file, folders, present.texts)
    if not keeper:
        node = files[defined.file].blocks[defined[1:3]]
        return {defined.file: _with(more, node, more.keys, defined.file, present)}
    keys = (*more.keys, ADDED) if more.listed else more.keys
    way = (CHANGES, SECTION_OF[more.kind], more.id)
    for path in change_files(present.content):
        said = _below(files[path].node, way)
        if said is not None and not keeper_of(path, folders, present.texts):
            return {path: _with(more, said, keys, path, present)}
    text = f"[{more.text}]" if more.listed else more.text
    tree = tree_of([((*way[1:], *keys[:-1]), {keys[-1]: text})])
    home = home_for(defined.file, keeper, present)
    if home not in present.content:
        return {home: new_file(present.loaded.dossier.header.basis.rpartition("/")[2], tree)}
    changes = laid_in(files[home].node, tree)
    edits = [edit for change in changes for edit in edits_of(change, files[home].lines)]
    return {home: apply(present.texts[home], edits)}


def _below(node: Node | None, keys: Sequence[str]) -> MappingNode | None:
    """The block below these keys that says something."""
    for key in keys:
        node = node.get(key) if isinstance(node, MappingNode) else None
    return node if isinstance(node, MappingNode) and node.items else None


def _with(more: Addition, node: MappingNode, keys: tuple[str, ...], path: str, present: Workspace) -> str:
    order = tuple(key.name for key in keys_of(CLASSES[more.kind]))
    edit = _edit(node, keys, more, order, present.loaded.places.files[path].lines)
    return apply(present.texts[path], [edit])


def _edit(
    node: MappingNode, keys: Sequence[str], more: Addition, order: Sequence[str], lines: list[str]
) -> Edit:
    key, *rest = keys
    there = node.get(key)
    if isinstance(there, MappingNode) and there.items and rest:
        return _edit(there, rest, more, (), lines)
    if isinstance(there, SequenceNode) and there.items:
        return _behind(there, more.text, lines)
    if isinstance(there, Scalar):  # one value may stand without a list
        return Edit(*there.span[1:3], *there.end, f"[{yaml_value(there.text)}, {more.text}]")
    value: object = f"[{more.text}]" if more.listed else more.text
    for inner in reversed(rest):
        value = {inner: value}
    if there is not None:  # an empty list or block
        return Edit(*there.span[1:3], *there.end, in_line(value))
    before = [each for each in node.items if each[0].text in order[: order.index(key)]] if order else []
    return _new_key(node, (before or node.items)[-1], f"{key}: {in_line(value)}", lines)


def _new_key(node: MappingNode, before: tuple[Scalar, Node], text: str, lines: list[str]) -> Edit:
    """A key behind another one of a block."""
    key, value = before
    if _in_line(node, lines):
        return replacement(*value.end, 0, f", {text}")
    return insertion(_last(value, lines) + 1, f"{' ' * (key.span.column - 1)}{text}\n")


def _behind(listed: SequenceNode, text: str, lines: list[str]) -> Edit:
    """An element behind the last one of a list."""
    last = listed.items[-1]
    if _in_line(listed, lines):
        return replacement(*last.end, 0, f", {text}")
    dash = _DASH.fullmatch(lines[last.span.line - 1][: last.span.column - 1])
    if dash is None:
        raise KrachtenveldError(
            f"regel {last.span.line}: door de opmaak is hier niet vanzelf iets bij te zetten",
            "zet elk deel van deze lijst op een eigen regel, achter een streepje",
        )
    return insertion(_last(last, lines) + 1, f"{dash[0]}{text}\n")


def _in_line(node: Node, lines: list[str]) -> bool:
    """Whether a block or list stands between braces or brackets."""
    return lines[node.span.line - 1][node.span.column - 1 : node.span.column] in ("{", "[")


def _last(node: Node, lines: list[str]) -> int:
    """The last line of a node: of a block that of what is last in it, so that a comment behind it stays there."""
    if isinstance(node, Scalar) or not node.items or _in_line(node, lines):
        line, column = node.end
        return line if column > 1 else line - 1
    last = node.items[-1]
    return _last(last[1] if isinstance(node, MappingNode) else last, lines)  # type: ignore[arg-type]
