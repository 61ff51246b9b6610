"""From the YAML of an overlay to changes; what does not exist, does not fit or changes nothing is a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from strategy.dossier.fields import Day, Key, Many, Object, Ref, WithSource, keys_of
from strategy.dossier.keys import recognised
from strategy.dossier.model import Actor, Instrument, Portfolio
from strategy.dossier.provenance import Sourced
from strategy.dossier.register import Register
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar, Sequence
from strategy.errors import quote
from strategy.scenarios.changes import (
    ACTIVE,
    ADDED,
    GONE,
    LAYERS,
    SECTIONS,
    SUBJECTS,
    WEIGHT,
    Change,
    Operation,
    Overlay,
    changeable,
)
from strategy.scenarios.find import find, items
from strategy.scenarios.rules import RuleChanges
from strategy.scenarios.seats import SeatChanges

_PROVENANCE = ("source", "nature", "note", "to_verify", "to_confirm", "confirmed")
_PORTFOLIO = "portefeuille"
_LIKE = {"regels": "rules/", "portefeuilles": "college.yaml"}
Read = Callable[[Scalar, MappingNode], Iterable[Change]]


class OverlayReader(SeatChanges, RuleChanges):
    """Reads a whole overlay, the block behind `wijzig:` in a scenario or `gegeven:` in a test."""

    def overlay(self, node: Node) -> Overlay:
        """The changes, in the order of the file; new names count wherever they stand."""
        if not isinstance(node, MappingNode):
            self.reader.unreadable(
                node, "vorm", "hier horen wijzigingen per soort", f"kies uit: {', '.join(SECTIONS)}"
            )
            return Overlay()
        known, _ = recognised(node, SECTIONS, self.reader.report)
        changes: list[Change] = []
        day = None
        for section, child in known.items:
            if section.text == "peildatum":
                day = self._day(child)
            else:
                changes.extend(self._section(section.text, child))
        self.reader.findings.extend(Register(self.names).unknown(self.reader.references))
        self.reader.references.clear()
        return Overlay(tuple(changes), day)

    def _day(self, node: Node) -> date | None:
        day: date | None = self.value(node, Day())
        if day is not None and day == self.loaded.dossier.header.reference_day:
            self.idle(node.span, f"de peildatum is al {day}")
        return day

    def _section(self, section: str, node: Node) -> Iterator[Change]:
        if not isinstance(node, MappingNode):
            hint = f"schrijf `{section}: {{naam: {{sleutel: waarde}}}}`"
            self.reader.unreadable(node, "vorm", f"onder {quote(section)} horen namen", hint)
            return
        own: Mapping[str, Read] = {"posities": self.seat, "regels": self.rule, LAYERS: self._layer}
        read: Read = own.get(section) or (lambda name, body: self._item(section, name, body))
        new = {"regels": self.new_rules, "portefeuilles": self._new_portfolios}.get(section)
        for name, body in node.items:
            if new is not None and name.text == ADDED:
                yield from self._new(section, body, new)
            elif isinstance(body, MappingNode):
                yield from read(name, body)
            else:
                message = f"achter {quote(name.text)} horen sleutels met hun nieuwe waarde"
                self.reader.unreadable(
                    body, "vorm", message, f"schrijf `{name.text[:40]}: {{sleutel: waarde}}`"
                )

    # ── things of the dossier ─────────────────────────────────────────────────────────────────────

    def _item(self, section: str, name: Scalar, body: MappingNode) -> Iterator[Change]:
        subject = SUBJECTS[section]
        item = find(self.loaded.dossier, subject.kind, name.text)
        if item is None:
            self.unknown(subject.kind, name, items(self.loaded.dossier, subject.kind))
            return
        keys = changeable(subject.cls)
        known, _ = recognised(body, (*keys, ACTIVE), self.reader.report)
        for key, child in known.items:
            if key.text == ACTIVE:
                yield from self.switch(subject.kind, name.text, child, self.active(item))
            else:
                present = getattr(item, keys[key.text].attribute)
                yield from self._key(subject.kind, name.text, keys[key.text], child, present)

    def _key(self, kind: str, name: str, key: Key, node: Node, present: Any) -> Iterator[Change]:
        if isinstance(key.kind, Many) and isinstance(node, MappingNode) and _is_edit(node):
            known, _ = recognised(node, ("erbij", "eraf"), self.reader.report)
            for word, child in known.items:
                operation: Operation = "erbij" if word.text == "erbij" else "eraf"
                yield from self._elements(kind, name, key, operation, child, present)
            return
        gone = isinstance(node, Scalar) and node.text == GONE and may_go(key)
        value = None if gone else self.value(node, key.kind)
        if value is None and not gone:
            return
        if isinstance(value, dict):
            value = {**present, **value}
        if _meant(key, value) == _meant(key, present):
            self.idle(node.span, f'{key.name} van {kind} "{name}" is al {"weg" if gone else "zo"}')
            return
        yield Change(kind, name, key.name, "wordt", value, node.span, self.origin(node))

    def _elements(
        self, kind: str, name: str, key: Key, operation: Operation, node: Node, present: Any
    ) -> Iterator[Change]:
        given = self.value(node, key.kind)
        if given is None or None in given:
            return
        there = [plain(element) for element in present]
        counting = tuple(element for element in given if (plain(element) in there) != (operation == "erbij"))
        if len(counting) < len(given):
            already = "staat er al bij" if operation == "erbij" else "staat er niet bij"
            self.idle(node.span, f'{key.name} van {kind} "{name}": dit {already}')
        if counting:
            yield Change(kind, name, key.name, operation, counting, node.span, self.origin(node))

    def _layer(self, name: Scalar, body: MappingNode) -> Iterator[Change]:
        """A whole file of networks off: everything in it that holds."""
        layers = {layer.id: layer for layer in self.loaded.dossier.layers}
        layer = layers.get(name.text)
        if layer is None:
            self.unknown("laag", name, layers)
            return
        known, _ = recognised(body, (ACTIVE,), self.reader.report)
        for _, child in known.items:
            word = self.on_off(child)
            us = self.loaded.dossier.header.municipality
            things: list[tuple[str, Actor | Instrument]] = [
                *(("actor", actor) for actor in layer.actors if self.active(actor) and actor.id != us),
                *(("instrument", item) for item in layer.instruments if self.active(item)),
            ]
            if word:
                hint = "zet actoren en instrumenten los aan: die van een andere tijd zouden anders meekomen"
                self.reader.report(child.span, "laag", "een laag kan alleen als geheel uit", hint)
            elif word is False and not things:
                self.idle(child.span, f'laag "{name.text}" staat al uit')
            elif word is False:
                for kind, item in things:
                    yield Change(kind, item.id, ACTIVE, ACTIVE, False, child.span, self.origin(child))

    def _new(
        self, section: str, node: Node, read: Callable[[Sequence], Iterable[Change]]
    ) -> Iterator[Change]:
        if isinstance(node, Sequence) and node.items:
            yield from read(node)
            return
        hint = f"begin elke nieuwe met een streepje, zoals in {_LIKE[section]}"
        self.reader.unreadable(node, "vorm", f"achter {quote(ADDED)} hoort een lijst", hint)

    def _new_portfolios(self, node: Sequence) -> Iterator[Change]:
        """Portfolios that the college gets, written as in college.yaml."""
        known = self.added.setdefault(_PORTFOLIO, {})
        for item in node.items:
            portfolio = self.value(item, Object(Portfolio))
            if portfolio is None:
                continue
            present = self.names[_PORTFOLIO].get(portfolio.id)
            if present is not None:
                message = f"de portefeuille {quote(portfolio.id)} bestaat al ({present})"
                hint = "kies een andere naam, of verander de portefeuille onder haar eigen naam"
                self.reader.report(portfolio.origin.span, "dubbele-naam", message, hint)
                continue
            known[portfolio.id] = portfolio.origin.span
            yield Change(_PORTFOLIO, portfolio.id, ADDED, ADDED, portfolio, portfolio.origin.span)


def may_go(key: Key) -> bool:
    """Whether the value of a key may be taken away altogether."""
    return not key.required and isinstance(key.kind, WithSource | Object | Ref)


def plain(value: Any) -> Any:
    """A value of the model without its provenance, for comparison."""
    if isinstance(value, Sourced):
        return plain(value.value)
    if isinstance(value, tuple):
        return tuple(plain(element) for element in value)
    if isinstance(value, Mapping):
        return {key: plain(element) for key, element in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return type(value).__name__, tuple(plain(getattr(value, key.attribute)) for key in _own_keys(value))
    return value


def _meant(key: Key, value: Any) -> Any:
    """What a value comes down to: a weight that is left out is 1."""
    return 1.0 if value is None and key.attribute == WEIGHT else plain(value)


def _own_keys(value: Any) -> Iterable[Key]:
    return (key for key in keys_of(type(value)) if key.attribute not in _PROVENANCE)


def _is_edit(node: MappingNode) -> bool:
    return any(key.text in ("erbij", "eraf") for key, _ in node.items)
