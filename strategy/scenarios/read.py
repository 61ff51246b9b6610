"""From the YAML of an overlay to changes; what does not exist, does not fit or changes nothing is a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from strategy.dossier import vocabulary as allowed
from strategy.dossier.fields import Choice, Day, Key, Many, Number, YesNo, keys_of
from strategy.dossier.keys import recognised
from strategy.dossier.loader import Loaded
from strategy.dossier.model import Item, Post
from strategy.dossier.provenance import Origin, Sourced
from strategy.dossier.reader import Reader
from strategy.dossier.register import Register
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar
from strategy.errors import quote, suggest
from strategy.rulebook.ast import Rule, Rulebook
from strategy.scenarios.changes import (
    ACTIVE,
    POST,
    RULE,
    SECTIONS,
    SUBJECTS,
    Change,
    Operation,
    Overlay,
    changeable,
)
from strategy.scenarios.find import find, items, posts

_SWITCH = {"aan": True, "uit": False}
IDLE = "verandert-niets"
"""The code of a change that changes nothing."""
_HOLDER = Choice(allowed.HOLDERS)
_PROVENANCE = ("source", "nature", "note", "to_verify", "to_confirm", "confirmed")


@dataclass
class OverlayReader:
    """Reads overlays in one file against the dossier and the rules that they change.

    Problems end up in `reader.findings`. Values without provenance of their own have `given`, else are *aanname*.
    """

    reader: Reader
    loaded: Loaded
    rulebook: Rulebook
    given: Origin | None = None

    def overlay(self, node: Node) -> Overlay:
        """The changes in the block behind `wijzig:` or `gegeven:`."""
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
        names = Register(self.loaded.names)
        self.reader.findings.extend(names.unknown(self.reader.references))
        self.reader.references.clear()
        return Overlay(tuple(changes), day)

    def _day(self, node: Node) -> date | None:
        day: date | None = self._value(node, Day())
        if day is not None and day == self.loaded.dossier.header.reference_day:
            self._idle(node, f"de peildatum is al {day}")
        return day

    def _section(self, section: str, node: Node) -> Iterable[Change]:
        if not isinstance(node, MappingNode):
            hint = f"schrijf `{section}: {{naam: {{sleutel: waarde}}}}`"
            self.reader.unreadable(node, "vorm", f"onder {quote(section)} horen namen", hint)
            return
        read: Callable[[Scalar, MappingNode], Iterable[Change]] = {
            "posities": self._post,
            "regels": self._rule,
        }.get(section) or (lambda name, body: self._item(section, name, body))
        for name, body in node.items:
            if isinstance(body, MappingNode):
                yield from read(name, body)
            else:
                message = f"achter {quote(name.text)} horen sleutels met hun nieuwe waarde"
                self.reader.unreadable(
                    body, "vorm", message, f"schrijf `{name.text[:40]}: {{sleutel: waarde}}`"
                )

    # ── things of the dossier ─────────────────────────────────────────────────────────────────────

    def _item(self, section: str, name: Scalar, body: MappingNode) -> Iterable[Change]:
        subject = SUBJECTS[section]
        item = find(self.loaded.dossier, subject.kind, name.text)
        if item is None:
            self._unknown(subject.kind, name, items(self.loaded.dossier, subject.kind))
            return
        keys = changeable(subject.cls)
        known, _ = recognised(body, (*keys, ACTIVE), self.reader.report)
        for key, child in known.items:
            if key.text == ACTIVE:
                yield from self._switch(subject.kind, name.text, child, self._active(item))
            else:
                present = getattr(item, keys[key.text].attribute)
                yield from self._key(subject.kind, name.text, keys[key.text], child, present)

    def _key(self, kind: str, name: str, key: Key, node: Node, present: Any) -> Iterable[Change]:
        if isinstance(key.kind, Many) and isinstance(node, MappingNode) and _is_edit(node):
            known, _ = recognised(node, ("erbij", "eraf"), self.reader.report)
            for word, child in known.items:
                operation: Operation = "erbij" if word.text == "erbij" else "eraf"
                yield from self._elements(kind, name, key, operation, child, present)
            return
        value = self._value(node, key.kind)
        if value is None:
            return
        if isinstance(value, dict):
            value = {**present, **value}
        if plain(value) == plain(present):
            self._idle(node, f'{key.name} van {kind} "{name}" is al zo')
            return
        yield Change(kind, name, key.name, "wordt", value, node.span)

    def _elements(
        self, kind: str, name: str, key: Key, operation: Operation, node: Node, present: Any
    ) -> Iterable[Change]:
        given = self._value(node, key.kind)
        if given is None or None in given:
            return
        there = [plain(element) for element in present]
        for element in given:
            if (plain(element) in there) == (operation == "erbij"):
                already = "staat er al bij" if operation == "erbij" else "staat er niet bij"
                self._idle(node, f'{key.name} van {kind} "{name}": dit {already}')
                return
        yield Change(kind, name, key.name, operation, given, node.span)

    def _switch(self, kind: str, name: str, node: Node, present: bool) -> Iterable[Change]:
        word = node.text if isinstance(node, Scalar) else ""
        if word not in _SWITCH:
            self.reader.report(node.span, "onbekende-waarde", "hier hoort aan of uit", "schrijf aan of uit")
        elif _SWITCH[word] == present:
            self._idle(node, f'{kind} "{name}" staat al {word}')
        else:
            yield Change(kind, name, ACTIVE, ACTIVE, _SWITCH[word], node.span)

    # ── seats and rules ───────────────────────────────────────────────────────────────────────────

    def _post(self, name: Scalar, body: MappingNode) -> Iterable[Change]:
        parts = name.text.split("/")
        place = find(self.loaded.dossier, "gremium", parts[0])
        if place is None:
            known = items(self.loaded.dossier, "gremium")
            self._unknown("gremium", name, known, parts[0])
            return
        if len(parts) not in (2, 3) or parts[1] not in allowed.ROLES:
            hint = suggest(parts[1], allowed.ROLES) if len(parts) in (2, 3) else ""
            message = f"{quote(name.text)} is geen positie; een positie heet gremium/rol of gremium/rol/thema"
            self.reader.report(
                name.span, "positie", message, hint or f"kies als rol uit: {', '.join(allowed.ROLES)}"
            )
            return
        if len(parts) == 3 and parts[2] not in self.loaded.names["thema"]:
            self._unknown("thema", name, self.loaded.names["thema"], parts[2])
            return
        post = posts(self.loaded.dossier).get(name.text)
        known_keys, _ = recognised(body, ("te_verdelen", "houder", ACTIVE), self.reader.report)
        for key, child in known_keys.items:
            if key.text == "te_verdelen":
                vacant = self._value(child, YesNo())
                if vacant is not None and vacant == (post is not None and post.vacant):
                    self._idle(child, f'te_verdelen van positie "{name.text}" is al zo')
                elif vacant is not None:
                    yield Change(POST, name.text, key.text, "wordt", vacant, child.span)
            elif key.text == "houder":
                holder = self._value(child, _HOLDER)
                if holder is not None and post is not None and holder in _holders(post):
                    self._idle(child, f'houder van positie "{name.text}" is al {holder}')
                elif holder is not None:
                    value = Sourced(holder, self._origin(child))
                    yield Change(POST, name.text, key.text, "wordt", value, child.span)
            else:
                active = post is not None and self._active(post)
                yield from self._switch(POST, name.text, child, active)

    def _rule(self, name: Scalar, body: MappingNode) -> Iterable[Change]:
        rules = {rule.id: rule for rule in self.rulebook.rules}
        rule = rules.get(name.text)
        if rule is None:
            self._unknown(RULE, name, rules)
            return
        known, _ = recognised(body, ("punten", ACTIVE), self.reader.report)
        for key, child in known.items:
            if key.text == ACTIVE:
                yield from self._switch(RULE, name.text, child, True)
            else:
                yield from self._points(rule, child)

    def _points(self, rule: Rule, node: Node) -> Iterable[Change]:
        points = self._value(node, Number(-1000, 1000))
        if points is None:
            return
        if rule.points == 0 or (points > 0) != (rule.points > 0):
            message = (
                f'de regel "{rule.id}" heeft geen {"punten" if rule.points == 0 else "punten met dit teken"}'
            )
            fix = "zet haar uit met `actief: uit`" if rule.points == 0 else "houd het teken gelijk"
            self.reader.report(node.span, "punten", message, f"{fix}, of kies een andere regel")
        elif points == rule.points:
            self._idle(node, f'de regel "{rule.id}" heeft al {points:g} punten')
        else:
            yield Change(RULE, rule.id, "punten", "wordt", float(points), node.span)

    # ── small things ──────────────────────────────────────────────────────────────────────────────

    def _active(self, item: Item) -> bool:
        return item.period.holds(self.loaded.dossier.header.reference_day)

    def _value(self, node: Node, kind: Any) -> Any:
        before = len(self.reader.findings)
        value = self.reader.value(node, kind, self._origin(node))
        return None if len(self.reader.findings) > before else value

    def _origin(self, node: Node) -> Origin:
        return self.given.at(node.span) if self.given else Origin(node.span, nature="aanname")

    def _idle(self, node: Node, message: str) -> None:
        hint = "verwijder deze regel, of verander de waarde: wat niets verandert, telt niet als wijziging"
        self.reader.report(node.span, IDLE, message, hint)

    def _unknown(self, kind: str, node: Scalar, known: Iterable[str], word: str = "") -> None:
        hint = suggest(word or node.text, known) or "controleer de naam"
        self.reader.report(
            node.span, f"onbekend-{kind}", f"er is geen {kind} {quote(word or node.text)}", hint
        )


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


def _own_keys(value: Any) -> Iterable[Key]:
    return (key for key in keys_of(type(value)) if key.attribute not in _PROVENANCE)


def _holders(post: Post) -> set[str]:
    return {membership.holder.value for membership in post.memberships}


def _is_edit(node: MappingNode) -> bool:
    return any(key.text in ("erbij", "eraf") for key, _ in node.items)
