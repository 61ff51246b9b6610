"""The places of a dossier of which can be asked whether they hold: each value and each block with a source of its own.

A place has a name that does not change when lines move: its file, and the keys and names on the way down to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from strategy.dossier.files import bases, is_kept
from strategy.dossier.loader import Loaded
from strategy.dossier.model import (
    PROVENANCE,
    Actor,
    Competence,
    Dependency,
    Dossier,
    Influence,
    Kind,
    Many,
    Number,
    Object,
    Opgave,
    Position,
    Post,
    Priority,
    Table,
    WithSource,
    YesNo,
    keys_of,
)
from strategy.dossier.provenance import Origin, Sourced
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar, Sequence
from strategy.errors import Span
from strategy.explain.judgements import slots
from strategy.scenarios.changes import Path

VALUE = "waarde"
BASIS, REGISTER = "basis", "register"
"""Who keeps what a dossier does not keep itself."""
WHOLE = "bestand"
"""The name of what a whole file is about."""
CHANGED: Mapping[type, str] = {
    Competence: "soort",
    Dependency: "aard_afhankelijkheid",
    Position: "aard_afhankelijkheid",
    Influence: "sterkte",
    Post: "te_verdelen",
}
"""Of a block that is one thing to say: the key of what may turn out otherwise."""
_LABELS = (("id",), (VALUE,), ("rol", "thema"), ("thema",), ("op",), ("prioriteit",), ("naam",), ("opgave",))
"""By which keys an element of a list is told from the others, the first that it has."""
_LONGEST = 300


@dataclass(frozen=True)
class Block:
    """A node with its name within its file, and the block or list in which it is element number `index`."""

    key: str
    node: Node
    holder: MappingNode | Sequence | None = None
    index: int = 0

    @property
    def starts(self) -> Iterator[tuple[int, int]]:
        """The lines and columns by which the model may know it: of its value, else of one of its keys."""
        node = self.node
        value = node.get(VALUE) if isinstance(node, MappingNode) else node
        found = [key for key, _ in node.items] if isinstance(node, MappingNode) and value is None else [value]
        yield from ((each.span[1], each.span[2]) for each in found if each)

    @property
    def keys(self) -> frozenset[str]:
        """The keys that it has."""
        return (
            frozenset(key.text for key, _ in self.node.items)
            if isinstance(self.node, MappingNode)
            else frozenset()
        )

    def own(self) -> dict[str, str]:
        """What it says itself, by key; a bare value as if it stood behind `waarde`."""
        if isinstance(self.node, Scalar):
            return {VALUE: self.node.text}
        items = self.node.items if isinstance(self.node, MappingNode) else ()
        return {key.text: value.text for key, value in items if isinstance(value, Scalar)}


@dataclass(frozen=True, eq=False)
class Place:
    """A block, and what the model makes of it.

    `things` are the objects around it, the widest first, itself last when it is one. `part` is the key under which it
    stands, and `kind` the form of what may be filled in for it, behind `changed` when it is a block; None when nothing may.
    Without a `block` it is not there yet, and may be added to `within` behind `part`. `keeper` is who keeps the file in which
    it stands, when that is not this dossier: the basis, or the register.
    """

    file: str
    key: str
    path: Path
    things: tuple[Any, ...]
    part: str
    kind: Kind | None
    changed: str
    origin: Origin
    block: Block | None
    within: Block | None = None
    keeper: str = ""

    @property
    def borrowed(self) -> bool:
        """Whether others keep it, so that it is not changed where it stands."""
        return bool(self.keeper)

    @property
    def name(self) -> str:
        """What it is called in a worklist."""
        return f"{self.file} {self.key}"

    @property
    def now(self) -> str:
        """The value that may turn out otherwise, as it is written; "" when there is none."""
        own = self.block.own() if self.block else {}
        if isinstance(self.kind, YesNo) and self.changed not in own:  # said in the basis, or not at all
            keys = keys_of(type(self.things[-1]))
            attribute = next(key.attribute for key in keys if key.name == self.changed)
            return "ja" if getattr(self.things[-1], attribute) else "nee"
        return own.get(self.changed, "")

    @property
    def shown(self) -> str:
        """The same as people write it."""
        return self.now.replace(".", ",") if isinstance(self.kind, Number) else self.now

    @property
    def state(self) -> str:
        """All that it says itself, apart from where that comes from: by this one sees whether it changed meanwhile.

        Values in it that are places too speak for themselves.
        """
        own = self.block.own() if self.block else {}
        thing = self.things[-1] if self.things else None
        is_thing = thing is not None and thing.origin is self.origin
        others = (
            {key.name for key in keys_of(type(thing)) if isinstance(key.kind, WithSource)} if is_thing else ()
        )
        said = [f"{key}: {text}" for key, text in own.items() if key not in (*PROVENANCE, *others)]
        return " · ".join(" ".join(each.split()) for each in said)[:_LONGEST].strip()

    @property
    def element(self) -> bool:
        """Whether it is one of a list, and so may go."""
        return self.block is not None and isinstance(self.block.holder, Sequence)


@dataclass(frozen=True, eq=False)
class PlaceIndex:
    """Every place of a dossier, and by name."""

    places: tuple[Place, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Place]:
        return {place.name: place for place in self.places}


def places_of(loaded: Loaded, texts: Mapping[str, str]) -> PlaceIndex:
    """The places of a dossier in the order of its files; what others keep is marked so."""
    folders = bases(texts)
    blocks: dict[str, dict[tuple[int, int], Block]] = {}
    found: list[Place] = []
    for span, slot in slots(loaded.dossier).items():
        if span.file not in texts:
            continue
        if span.file not in blocks:
            tree = loaded.places.files[span.file].node
            blocks[span.file] = {at: block for block in _blocks(tree) for at in block.starts}
        block = blocks[span.file].get((span.line, span.column))
        if block is None:
            continue
        place = _place(loaded.dossier, span, slot.path, block, keeper_of(span.file, folders, texts))
        found.append(place)
        found.extend(_absent(place))
    order = {file: number for number, file in enumerate(texts)}
    found.sort(key=lambda place: (order[place.file], place.origin.span[1:3]))
    return PlaceIndex(tuple(found))


def keeper_of(file: str, folders: Iterable[str], texts: Mapping[str, str]) -> str:
    """Who keeps a file of a dossier on these bases, when that is not the dossier itself."""
    below = any(file.startswith(f"{folder}/") for folder in folders)
    return BASIS if below else REGISTER if is_kept(file, texts) else ""


def _place(dossier: Dossier, span: Span, path: Path, block: Block, keeper: str) -> Place:
    things, part, kind, value = _along(dossier, path)
    origin: Origin = value.origin
    if isinstance(value, Sourced):
        return Place(span.file, block.key, path, things, part, kind, VALUE, origin, block, keeper=keeper)
    changed = CHANGED.get(type(value), "")
    form = next((key.kind for key in keys_of(type(value)) if key.name == changed), None)
    return Place(span.file, block.key, path, things, part, form, changed, origin, block, keeper=keeper)


def _absent(place: Place) -> Iterator[Place]:
    """What is often asked of a thing and is not there: the weight of an opgave or priority, a tie with an actor."""
    thing = place.things[-1]
    if place.block is None or thing.origin is not place.origin:
        return
    weight = isinstance(thing, Opgave | Priority) and thing.weight is None
    tie = isinstance(thing, Actor) and not thing.ties and thing.sort != "ons"
    if weight or tie:
        name = "gewicht" if weight else "relaties"
        form: Any = next(key.kind for key in keys_of(type(thing)) if key.name == name)
        form = form.of if isinstance(form, Table) else form
        tail = f"{name}/bestuurlijk" if tie else name
        yield Place(
            place.file, tail if place.key == WHOLE else f"{place.key}/{tail}", place.path, place.things, name, form.of, VALUE, place.origin, None,
            place.block, place.keeper,
        )  # fmt: skip


def _along(dossier: Dossier, path: Path) -> tuple[tuple[Any, ...], str, Kind, Any]:
    """The objects on a path, the key of the last value with the form of one of it, and that value."""
    things: list[Any] = []
    part, kind, value = "", None, dossier
    for step in path:
        if isinstance(value, tuple | dict):
            value = value[step]  # type: ignore[index]
            kind = kind.of if isinstance(kind, Many | Table) else kind
        else:
            key = next((each for each in keys_of(type(value)) if each.attribute == step), None)
            part, kind = (key.name, key.kind) if key else (part, None)
            value = getattr(value, str(step))
        if hasattr(value, "origin") and not isinstance(value, Sourced):
            things.append(value)
    form: Any = kind.of if isinstance(kind, WithSource) else kind
    return tuple(things), part, None if isinstance(form, Object) else form, value  # type: ignore[return-value]


def _blocks(node: Node | None, key: str = "", holder: Any = None, index: int = 0) -> Iterator[Block]:
    """A node and all within it, each by its name."""
    if node is None:
        return
    if not key and isinstance(node, MappingNode) and node.items:
        yield Block(WHOLE, node)
    elif key:
        yield Block(key, node, holder, index)
    above = f"{key}/" if key else ""
    if isinstance(node, MappingNode):
        for number, (name, child) in enumerate(node.items):
            if name.text != VALUE:
                yield from _blocks(child, f"{above}{name.text}", node, number)
    elif isinstance(node, Sequence):
        used: dict[str, int] = {}
        for number, child in enumerate(node.items):
            label = _label(child, number)
            used[label] = used.get(label, 0) + 1
            more = f"#{used[label]}" if used[label] > 1 else ""
            yield from _blocks(child, f"{above}{label}{more}", node, number)


def _label(node: Node, number: int) -> str:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, MappingNode):
        said = {key.text: value.text for key, value in node.items if isinstance(value, Scalar)}
        for keys in _LABELS:
            if keys[0] in said:
                return "+".join(said[key] for key in keys if key in said)
    return str(number + 1)
