"""What a newer state of the register changes for a dossier: what is new, ended or renamed, and who still speaks of it.

There are no files with the state of last time: the present network file has the codes by which things are known again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar, Sequence, parse
from strategy.errors import Span
from strategy.register.network import FILE, Entry, Network

Kind = Literal["nieuw", "opgehouden", "anders genoemd", "vernieuwd", "deelnemers", "anders"]
KINDS: Mapping[Kind, str] = {
    "nieuw": "is erbij gekomen",
    "opgehouden": "staat er niet meer in",
    "anders genoemd": "heeft een andere naam",
    "vernieuwd": "heeft een nieuwe regeling",
    "deelnemers": "heeft andere deelnemers",
    "anders": "is anders beschreven",
}
"""What became of a thing, and how that is said."""


@dataclass(frozen=True)
class Known:
    """An actor in the present file: its id and those of its tables, name, codes, lines, and who it says take part."""

    id: str
    bodies: tuple[str, ...]
    name: str
    codes: tuple[str, ...]
    lines: str
    note: str


@dataclass(frozen=True)
class Difference:
    """One thing that is otherwise in the newer state; `used` is where own files speak of what ended."""

    kind: Kind
    id: str
    name: str
    told: str = ""
    used: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Renewal:
    """The differences, and the lines of what ended but is still spoken of, each with its last day."""

    differences: tuple[Difference, ...]
    kept: tuple[str, ...]


def known_actors(text: str) -> tuple[Known, ...]:
    """The actors in a network file, as far as it can be read."""
    read = parse(text, FILE)
    actors = read.node.get("actoren") if isinstance(read.node, MappingNode) else None
    nodes = [
        node
        for node in (actors.items if isinstance(actors, Sequence) else ())
        if isinstance(node, MappingNode)
    ]
    ends = [node.span.line - 1 for node in nodes[1:]] + [len(read.lines)]
    return tuple(_known(node, read.lines, end) for node, end in zip(nodes, ends, strict=True))


def _known(node: MappingNode, lines: list[str], end: int) -> Known:
    own = lines[node.span.line - 1 : end]
    while own and (not own[-1].strip() or own[-1].lstrip().startswith("#")):
        own.pop()
    bodies = (_said(body, "id") for body in _items(node, "gremia"))
    codes = (_said(each, "code").rpartition("/")[2] for each in _items(node, "identificatie"))
    return Known(
        _said(node, "id"),
        tuple(filter(None, bodies)),
        _said(node, "naam"),
        tuple(filter(None, codes)),
        "".join(f"{line}\n" for line in own),
        _said(node, "toelichting"),
    )


def _items(node: MappingNode, key: str) -> Iterator[MappingNode]:
    found = node.get(key)
    yield from (
        each for each in (found.items if isinstance(found, Sequence) else ()) if isinstance(each, MappingNode)
    )


def _said(node: MappingNode, key: str) -> str:
    value: Node | None = node.get(key)
    return value.text if isinstance(value, Scalar) else ""


def ids_of(present: Iterable[Known]) -> dict[str, str]:
    """The id of each thing, by each of its codes."""
    return {code: actor.id for actor in present for code in actor.codes if actor.id}


def renewed(present: Collection[Known], network: Network, texts: Mapping[str, str]) -> Renewal:
    """What the newer state changes. `texts` are the dossier's own other files, by path."""
    by_code = {code: actor for actor in present for code in actor.codes}
    differences: list[Difference] = []
    seen: set[str] = set()
    for entry in network.entries:
        before = next((by_code[code] for code in entry.codes if code in by_code), None)
        if before is None:
            differences.append(Difference("nieuw", entry.id, entry.name))
        else:
            seen.add(before.id)
            differences.extend(_changed(before, entry))
    kept = []
    for actor in present:
        if actor.id and actor.id not in seen:
            used = tuple(_uses((actor.id, *actor.bodies), texts))
            differences.append(Difference("opgehouden", actor.id, actor.name, used=used))
            if used:
                kept.append(ended(actor.lines, network.state))
    order = list(KINDS)
    return Renewal(
        tuple(sorted(differences, key=lambda each: (order.index(each.kind), each.name, each.id))), tuple(kept)
    )


def _changed(before: Known, entry: Entry) -> Iterator[Difference]:
    if before.name != entry.name:
        yield Difference("anders genoemd", entry.id, entry.name, f"was {before.name}")
    if before.lines == entry.text:
        return
    if before.codes[0] != entry.codes[0]:
        yield Difference("vernieuwd", entry.id, entry.name, f"nummer {entry.codes[0]}, was {before.codes[0]}")
    were, are = _people(before.note), _people(_known_note(entry))
    come, gone = [each for each in are if each not in were], [each for each in were if each not in are]
    if come or gone:
        told = [f"erbij: {', '.join(come)}"] * bool(come) + [f"weg: {', '.join(gone)}"] * bool(gone)
        yield Difference("deelnemers", entry.id, entry.name, "; ".join(told))
    elif before.name == entry.name and before.codes[0] == entry.codes[0]:
        yield Difference("anders", entry.id, entry.name)


def _known_note(entry: Entry) -> str:
    return known_actors(f"actoren:\n{entry.text}")[0].note


def _people(note: str) -> list[str]:
    """Who a note says take part."""
    found = re.search(r"\)\. Met (.*?)(?:\. Namens ons: .*)?\.$", note)
    return found[1].split(", ") if found else []


def ended(lines: str, day: date) -> str:
    """The lines of an actor that ended, valid up to the day before; those that said so already stay."""
    if re.search(r"^    geldig: ", lines, re.MULTILINE):
        return lines
    first, _, rest = lines.partition("\n")
    return f"{first}\n    geldig: {{tot: {day}}}\n{rest}"


def _uses(names: Iterable[str], texts: Mapping[str, str]) -> Iterator[Span]:
    """Where files speak of one of these names."""
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")
    for path, text in sorted(texts.items()):
        for number, line in enumerate(text.split("\n"), start=1):
            found = pattern.search(line.partition(" #")[0])
            if found and not line.lstrip().startswith("#"):
                yield Span(path, number, found.start() + 1, len(found[0]))
