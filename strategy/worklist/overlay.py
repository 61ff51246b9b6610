"""What a list says otherwise of the basis or the register: not changed there, but in a file of the dossier, under `wijzig:`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from strategy.dossier.files import NETWORKS, change_files
from strategy.dossier.model import Actor, Body, Instrument, Post
from strategy.dossier.writing import yaml_value
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node
from strategy.scenarios.changes import changeable, post_name
from strategy.worklist.edits import BlockChange
from strategy.worklist.places import REGISTER, VALUE, Block, Place
from strategy.workspace import Workspace

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
