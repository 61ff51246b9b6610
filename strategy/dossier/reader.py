"""From YAML nodes to model objects, as the fields declare; every problem becomes a finding."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from strategy.dossier.fields import (
    Choice,
    Day,
    Key,
    Kind,
    Many,
    NewId,
    Object,
    Source,
    Table,
    Text,
    WithSource,
    keys_of,
)
from strategy.dossier.keys import recognised
from strategy.dossier.model import Item
from strategy.dossier.provenance import LONGEST_TERM, Origin, Sourced
from strategy.dossier.register import MOST_SUGGESTIONS
from strategy.dossier.scalars import ScalarReader, form_of, one_value
from strategy.dossier.vocabulary import NATURES, VISIBILITIES
from strategy.dossier.yamltree import Mapping, Node, Scalar, Sequence, words
from strategy.errors import nearest, quote

_PROVENANCE_KEYS = (
    "waarde", "bron", "aard", "toelichting", "te_verifieren", "te_bevestigen", "bevestigd", "openbaarheid",
)  # fmt: skip


@dataclass
class Reader(ScalarReader):
    """Reads the nodes of one file into objects of the model."""

    def object(self, node: Node, cls: type, inherited: Origin, name: str | None = None) -> Any:
        """An instance of the model class `cls`. With `name`, the node is a table entry and `name` its id.

        Attributes that are missing or wrong are reported and left None: the caller must not use the
        result when there are findings.
        """
        if not isinstance(node, Mapping):
            keys = _expected(cls)
            message = f"hier hoort een blok met sleutels ({', '.join(keys)})"
            self.unreadable(node, "vorm", message, f"schrijf `{keys[0]}: …`, elke sleutel op een eigen regel")
            return None
        declared = {key.name: key for key in _keys(cls)}
        if name is not None:
            declared = {key: value for key, value in declared.items() if value.attribute != "id"}
        node = self._recognised(node, declared)
        values: dict[str, Any] = {} if name is None else {"id": name}
        origin = inherited
        if _has_origin(cls):
            origin = self.provenance(_filled(node), inherited)
            values["origin"] = origin
        given = {key.text: (key, child) for key, child in node.items}
        for declared_key in declared.values():
            key, child = given.get(declared_key.name, (None, None))
            if key is not None and child is not None and not _empty(child, declared_key.required):
                values[declared_key.attribute] = self.value(child, declared_key.kind, origin)
                if isinstance(child, Scalar) and child.broken:
                    self.absent |= _defined(declared_key.kind)
                continue
            if declared_key.required:
                self.absent |= _defined(declared_key.kind)
            if key is not None:
                hint = f"vul een waarde in ({declared_key.description})"
                hint += "" if declared_key.required else ", of verwijder de regel"
                self.report(key.span, "leeg", f"achter {quote(key.text)} staat niets", hint)
            elif declared_key.required:
                self.report(
                    node.span,
                    "ontbreekt",
                    f"hier ontbreekt de sleutel {quote(declared_key.name)}",
                    f"voeg toe: `{declared_key.name}: …` ({declared_key.description})",
                )
            if declared_key.required:
                values[declared_key.attribute] = None
        return cls(**values)

    def _recognised(self, node: Mapping, declared: Iterable[str]) -> Mapping:
        known, lost = recognised(node, declared, self.report, len(self.findings) < MOST_SUGGESTIONS)
        self.lost |= lost
        return known

    def provenance(self, node: Mapping, inherited: Origin) -> Origin:
        """The provenance a mapping states; what it does not state is inherited from what surrounds it.

        A toelichting is about its own object only, and is not inherited. What is to be confirmed stays so
        under a source of its own: a new college has to look at it whatever document it comes from.
        """
        stated: dict[str, Any] = {"span": node.items[0][0].span if node.items else node.span, "note": ""}
        given = {key.text: child for key, child in node.items}

        def read(key: str, kind: Kind) -> Any:
            return self.value(given[key], kind, inherited)

        if "bron" in given:
            stated |= {"source": read("bron", Source()), "nature": "registratie", "to_verify": ""}
        if "aard" in given:
            stated["nature"] = read("aard", Choice(NATURES))
            if stated["nature"] == "aanname" and "bron" not in given:
                stated["source"] = None
        for key, attribute in (("toelichting", "note"), ("te_verifieren", "to_verify")):
            if key in given:
                stated[attribute] = read(key, Text())
        if "te_bevestigen" in given:
            stated |= {"to_confirm": read("te_bevestigen", Text(LONGEST_TERM)), "confirmed": None}
        if "bevestigd" in given:
            stated["confirmed"] = read("bevestigd", Day())
        if "openbaarheid" in given:
            stated["internal"] = read("openbaarheid", Choice(VISIBILITIES)) == "intern" or inherited.internal
        return dataclasses.replace(inherited, **stated)

    # ── values ────────────────────────────────────────────────────────────────────────────────────

    def value(self, node: Node, kind: Kind, origin: Origin) -> Any:
        """The value of a node read as `kind`; None, with a finding, when it is not one."""
        match kind:
            case WithSource(of, beside):
                return self._sourced(node, of, origin, {name: kind for name, kind, _ in beside})
            case Object(cls):
                return self.object(node, cls, origin)
            case Many(of):
                return self._many(node, of, origin)
            case Table(key, of):
                return self._table(node, key, of, origin)
        if not isinstance(node, Scalar):
            self.unreadable(node, "vorm", f"hier hoort één waarde: {form_of(kind)}", one_value(node))
            return None
        return self.scalar(node, kind)

    def _sourced(
        self, node: Node, of: Kind, origin: Origin, beside: dict[str, Choice]
    ) -> Sourced[Any] | None:
        inner: Node = node
        own = origin.at(node.span)
        said: list[tuple[str, str]] = []
        known = (*_PROVENANCE_KEYS, *beside)
        if isinstance(node, Mapping) and _states_origin(node, known):
            node = self._recognised(node, known)
            stated = node.get("waarde")
            if stated is None:
                self.report(
                    node.span,
                    "ontbreekt",
                    'hier ontbreekt de sleutel "waarde"',
                    f"voeg toe: `waarde: …` ({form_of(of)})",
                )
                return None
            inner = stated
            own = self.provenance(node, origin).at(inner.span)
            for name, kind in beside.items():
                if (word := node.get(name)) is not None:
                    said.append((name, self.value(word, kind, origin)))
        value = self.value(inner, of, origin)
        return None if value is None else Sourced(value, own, tuple(said))

    def _many(self, node: Node, of: Kind, origin: Origin) -> tuple[Any, ...]:
        nodes = node.items if isinstance(node, Sequence) else (node,)
        values = tuple(self.value(child, of, origin) for child in nodes)
        plain = [value.value if isinstance(value, Sourced) else value for value in values]
        seen: set[str] = set()
        for index, value in enumerate(plain):
            if not isinstance(value, str):
                continue
            if value in seen:
                self.report(
                    nodes[index].span,
                    "dubbel",
                    f'"{value}" staat twee keer in deze lijst',
                    "verwijder er één",
                )
            seen.add(value)
        return values

    def _table(self, node: Node, key_kind: Kind, of: Kind, origin: Origin) -> dict[str, Any]:
        if not isinstance(node, Mapping):
            self.unreadable(
                node,
                "vorm",
                "hier hoort een blok met sleutels",
                f"schrijf per regel `sleutel: waarde` ({form_of(key_kind)})",
            )
            return {}
        for dropped in node.dropped:
            self.lost |= words(dropped)
        table: dict[str, Any] = {}
        for key, child in node.items:
            name = self.scalar(key, key_kind)
            value = (
                self.object(child, of.cls, origin, name or "")
                if isinstance(of, Object)
                else self.value(child, of, origin)
            )
            if name is None:
                self.lost |= words(child)
            else:
                table[name] = value
        return table


def _empty(node: Node, required: bool) -> bool:
    """Whether nothing stands behind a key; a required list without elements says as little."""
    if isinstance(node, Scalar):
        return node.empty
    return required and not node.items


def _filled(node: Mapping) -> Mapping:
    """The keys of a mapping with something behind them."""
    return Mapping(tuple((key, child) for key, child in node.items if not _empty(child, False)), node.span)


def _states_origin(node: Mapping, known: tuple[str, ...]) -> bool:
    """Whether a mapping is a value with its own provenance: most of its keys, perhaps misspelt, say so."""
    return any(key.text in known or nearest(key.text, known) for key, _ in node.items)


@cache
def _keys(cls: type) -> tuple[Key, ...]:
    """The keys of a class, its own before those that every item has."""
    shared = {key.name for key in keys_of(Item)}
    return tuple(sorted(keys_of(cls), key=lambda key: key.name in shared))


@cache
def _has_origin(cls: type) -> bool:
    return any(declared.name == "origin" for declared in dataclasses.fields(cls))


def _expected(cls: type) -> tuple[str, ...]:
    """The keys that say what a block of this class is: those it must have, or else its own."""
    keys = _keys(cls)
    return tuple(key.name for key in keys if key.required) or tuple(key.name for key in keys)


def _defined(kind: Kind) -> set[str]:
    """The kinds of names that a list or table of this kind defines."""
    match kind:
        case Table(key, of):
            own = {key.kind} if isinstance(key, NewId) else set()
            return own | _defined(of)
        case Many(of) | WithSource(of):
            return _defined(of)
        case Object(cls):
            ids = {key.kind.kind for key in _keys(cls) if isinstance(key.kind, NewId)}
            return ids.union(*(_defined(key.kind) for key in _keys(cls)))
    return set()
