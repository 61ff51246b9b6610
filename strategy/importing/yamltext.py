"""Proposed content as YAML text that reads back as it was meant, and where it goes in a file that there is.

Something new stands right below a key, so that nothing that is there has to move.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar, Sequence, parse
from strategy.errors import Span
from strategy.importing.table import flat
from strategy.templates.text import Edit, insertion, replacement, within_quotes

Item = Mapping[str, Any]
"""Keys with text, a list of text or of items, or an item; `COMMENT` holds lines that stand above it."""
COMMENT = "#"
_BARE = re.compile(r"[A-Za-zÀ-ÿ0-9][\wÀ-ÿ ()/.+–-]*")
_BLOCKS = ("actoren", "gremia", "posities", "momenten", "bronnen")
"""Keys behind which every item stands on a line of its own."""


def text(value: str) -> str:
    """One value: bare where that can mean nothing else, also between braces; else between quotes."""
    bare = _BARE.fullmatch(value) and value == value.strip()
    safe = bare and Scalar(value, True, Span("")).yaml_tag == "str"
    return value if safe else f'"{within_quotes(value)}"'


def flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {flow(each)}' for key, each in value.items() if key != COMMENT)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(flow, value))}]"
    return text(value)


def listed(items: Iterable[Item], indent: int) -> Iterator[str]:
    """Items as lines of a list, each beginning with a dash at this indentation."""
    for item in items:
        yield from (f"{' ' * indent}{line}" for line in comment(item.get(COMMENT, ())))
        lines = list(keys(item, indent + 2))
        yield f"{' ' * indent}- {lines[0].lstrip()}"
        yield from lines[1:]


def keys(item: Item, indent: int) -> Iterator[str]:
    """The keys of an item as lines; seats stand on one line each."""
    for key, value in item.items():
        if key == COMMENT:
            continue
        if key == "posities":
            yield f"{' ' * indent}{key}:"
            for each in value:
                yield from (f"{' ' * (indent + 2)}{line}" for line in comment(each.get(COMMENT, ())))
                yield f"{' ' * (indent + 2)}- {flow(each)}"
        elif key in _BLOCKS:
            yield f"{' ' * indent}{key}:"
            yield from listed(value, indent + 2)
        else:
            yield f"{' ' * indent}{key}: {flow(value)}"


def comment(lines: Iterable[str]) -> Iterator[str]:
    """Lines that a reader sees and the program passes over."""
    return (f"# {flat(line)}" for line in lines)


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
