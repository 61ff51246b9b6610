"""What a newer state of the register changes for a dossier: what is new, ended or renamed, and who still speaks of it.

There are no files with the state of last time: the present network file has the codes by which things are known again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from strategy.dossier.files import MARKER
from strategy.dossier.loader import Loaded
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar, Sequence, parse
from strategy.errors import KrachtenveldError, Span
from strategy.register.network import FILE, Around, Entry, Network, network_of, text_of
from strategy.register.tables import Municipality, Register, municipality

SOURCE = "roo-2026"
"""The document of the basis that the facts of the register refer to."""

Kind = Literal["nieuw", "opgehouden", "anders genoemd", "vernieuwd", "deelnemers", "anders"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""What became of a thing, in the order in which it is told."""


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


@dataclass(frozen=True)
class Plan:
    """A newer network file for a dossier: its text, what is otherwise in it, and what it is made of."""

    municipality: Municipality
    network: Network
    text: str
    differences: tuple[Difference, ...]
    state: date


def plan(dossier: Loaded, texts: Mapping[str, str], register: Register) -> Plan:
    """What the register changes for a dossier, of which `texts` are its own files by path.

    Raises KrachtenveldError when the register does not know its municipality, or the dossier cannot take what it says.
    """
    if SOURCE not in dossier.names["document"]:
        raise KrachtenveldError(
            f"dit dossier kent de bron {SOURCE} niet",
            "zet `basis: landelijk` in dossier.yaml: die kent haar wel",
        )
    present = known_actors(texts[FILE]) if FILE in texts else ()
    own = _municipality_of(dossier, register)
    network = network_of(own, register, _around(dossier, present, register))
    others = {path: text for path, text in texts.items() if path != FILE}
    differences, kept = _renewed(present, network, others)
    return Plan(own, network, text_of(network, kept), differences, register.state)


def stand_in(texts: Mapping[str, str], register: Register) -> str:
    """The network file for a dossier in these texts that lost it, by what its dossier.yaml calls its municipality.

    Raises KrachtenveldError when that says nothing, or the register does not know it.
    """
    head = parse(texts.get(MARKER, ""), MARKER).node
    own = _said(head, "gemeente") if isinstance(head, MappingNode) else ""
    taken = {name for text in texts.values() for name in re.findall(r"\bid: *['\"]?([\w-]+)", text)}
    return text_of(network_of(municipality(own, register), register, Around(taken)))


def all_new(found: Plan) -> Plan:
    """The plan for a dossier that had no network file: everything in it is new."""
    new = (Difference("nieuw", each.id, each.name) for each in found.network.entries)
    return replace(found, differences=tuple(new))


def _municipality_of(dossier: Loaded, register: Register) -> Municipality:
    own = dossier.dossier.header.municipality
    actor = next(actor for layer in dossier.dossier.layers for actor in layer.actors if actor.id == own)
    codes = (each.code.rpartition("/")[2] for each in actor.identifiers)
    code = next((code for code in codes if code in register.municipalities), "")
    return municipality(code or actor.name, register)


def _around(dossier: Loaded, present: Iterable[Known], register: Register) -> Around:
    """What the dossier says outside its network file: whoever is described there, is not described twice."""
    ours = {name for actor in present for name in (actor.id, *actor.bodies)}
    taken = {name for kind in ("actor", "gremium", "instrument") for name in dossier.names.get(kind, ())}
    elsewhere: dict[str, str] = {}
    by_name = {f"gemeente {each.name}".lower(): each.code for each in register.current()}
    for layer in dossier.dossier.layers:
        for actor in layer.actors:
            if actor.id in ours or actor.origin.span.file == FILE:
                continue
            codes = [each.code.rpartition("/")[2] for each in actor.identifiers]
            if actor.sort in ("gemeente", "ons"):
                name = actor.name.lower()
                code = by_name.get(name if name.startswith("gemeente ") else f"gemeente {name}")
                codes.extend(filter(None, [code]))
            elsewhere.update(dict.fromkeys(codes, actor.id))
    return Around(taken - ours, elsewhere, dossier.names["thema"], ids_of(present))


def _renewed(
    present: Collection[Known], network: Network, texts: Mapping[str, str]
) -> tuple[tuple[Difference, ...], tuple[str, ...]]:
    """What is otherwise, and the lines of what ended but is still spoken of in these texts."""
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
            if not _was_ended(actor):
                differences.append(Difference("opgehouden", actor.id, actor.name, used=used))
            if used:
                kept.append(ended(actor.lines, network.state))
    differences.sort(key=lambda each: (KINDS.index(each.kind), each.name, each.id))
    return tuple(differences), tuple(kept)


def _was_ended(actor: Known) -> bool:
    return re.search(r"^    geldig: ", actor.lines, re.MULTILINE) is not None


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
    """The lines of an actor that ended, valid up to that day; those that said so already stay."""
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
