"""Something that is said of a thing and was not: as an edit at the place in the files where such things stand.

A thing of the dossier gets it where it is described. What others keep stays as it is: a file of the dossier says it under
`wijzig:`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from strategy.dossier.files import bases, change_files
from strategy.dossier.key_forms import keys_of
from strategy.dossier.writing import yaml_value
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar
from strategy.dossier.yamltree import Sequence as SequenceNode
from strategy.errors import KrachtenveldError
from strategy.scenarios.changes import ADDED, CLASSES, SECTION_OF
from strategy.templates.text import Edit, apply, insertion, replacement
from strategy.worklist.edits import edits_of
from strategy.worklist.overlay import CHANGES, home_for, in_line, laid_in, new_file, tree_of
from strategy.worklist.places import keeper_of
from strategy.workspace import Workspace

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
