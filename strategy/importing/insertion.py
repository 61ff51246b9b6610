"""Where something new goes in a file of a dossier: right below a key, so that nothing that is there has to move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar, Sequence, parse
from strategy.importing.yamltext import Item, flow, listed
from strategy.templates.text import Edit, insertion, replacement


@dataclass(frozen=True)
class Insertion:
    """A text for one place in a file, and that place in words."""

    path: str
    where: str
    edit: Edit


def below_key(path: str, text: str, key: str, added: list[Item]) -> Insertion | None:
    """At the head of the list behind a key at the top of a file; None when the file has no such list."""
    tree, _ = parse(text, path)
    return _in_list(path, text, tree, key, added) if isinstance(tree, MappingNode) else None


def in_actor(path: str, text: str, actor: str, added: list[Item]) -> Insertion | None:
    """At the head of the tables of an actor, who may have none yet; None when the actor is not in this file."""
    tree, _ = parse(text, path)
    actors = tree.get("actoren") if isinstance(tree, MappingNode) else None
    for node in _mappings(actors):
        name = node.get("id")
        if not isinstance(name, Scalar) or name.text != actor:
            continue
        if (found := _in_list(path, text, node, "gremia", added)) is not None:
            return found
        return _new_key(path, text, node, actor, added)
    return None


def _in_list(path: str, text: str, node: MappingNode, key: str, added: list[Item]) -> Insertion | None:
    for name, value in node.items:
        if name.text != key or not isinstance(value, Sequence):
            continue
        if _sign(text, value) == "[":
            line, column = value.span.line, value.span.column
            more = ", " if value.items else ""
            edit = replacement(line, column + 1, 0, f"{', '.join(map(flow, added))}{more}")
            return Insertion(path, f"direct achter de haak [ op regel {line}, teken {column}", edit)
        dash = value.span.column - 1
        edit = insertion(name.span.line + 1, "".join(f"{line}\n" for line in listed(added, dash)))
        return Insertion(path, f"direct onder regel {name.span.line} (`{key}:`)", edit)
    return None


def _new_key(path: str, text: str, node: MappingNode, actor: str, added: list[Item]) -> Insertion:
    line, column = node.span.line, node.span.column
    if _sign(text, node) == "{":
        edit = replacement(line, column + 1, 0, f"gremia: {flow(added)}, ")
        return Insertion(path, f"direct achter de accolade {{ op regel {line}, teken {column}", edit)
    indent = column - 1
    body = "".join(f"{each}\n" for each in listed(added, indent + 2))
    first = node.items[0][0].span.line
    lines = f"{' ' * indent}gremia:\n{body}"
    return Insertion(path, f"direct onder regel {first} (`- id: {actor}`)", insertion(first + 1, lines))


def _mappings(node: Node | None) -> Iterator[MappingNode]:
    if isinstance(node, Sequence):
        yield from (item for item in node.items if isinstance(item, MappingNode))


def _sign(text: str, node: Node) -> str:
    return text.split("\n")[node.span.line - 1][node.span.column - 1 : node.span.column]
