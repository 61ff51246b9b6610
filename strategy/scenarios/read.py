"""From the YAML of an overlay to changes; what does not exist, does not fit or changes nothing is a finding.

What every section needs stands first; then the sections about seats (`posities`) and rules (`regels`), then all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from strategy.dossier import word_lists as allowed
from strategy.dossier.defined_names import KIND_NAMES, DefinedNames, Reference
from strategy.dossier.loader import Loaded
from strategy.dossier.model import (
    PROVENANCE,
    Actor,
    Choice,
    Day,
    Instrument,
    Item,
    Key,
    Kind,
    Layer,
    Many,
    Number,
    Object,
    Post,
    Ref,
    Traits,
    WithSource,
    YesNo,
    keys_of,
)
from strategy.dossier.provenance import WHOLE_FILE, Origin, Sourced, whole
from strategy.dossier.reader import Reader, read_day
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Places, Scalar, Sequence
from strategy.errors import Span, quote, suggest
from strategy.rulebook.ast import Rule, Rulebook
from strategy.rulebook.compile import add_rules
from strategy.rulebook.parse import LARGEST_POINTS, RuleParser
from strategy.scenarios.changes import (
    ACTIVE,
    ADDED,
    DAY,
    GONE,
    HEADER,
    NEW_AT,
    POST,
    RULE,
    SAYS,
    SECTION_OF,
    SECTIONS,
    SUBJECTS,
    WEIGHT,
    Change,
    Operation,
    Overlay,
    Subject,
    changeable,
    find,
    growable,
    items,
    post_name,
    posts,
)

Read = Callable[[MappingNode], Iterable[Change]]
IDLE = "verandert-niets"
"""The code of a change that changes nothing."""
_SWITCH = {"aan": True, "uit": False}


@dataclass
class OverlayParts:
    """Reads overlays in one file against the dossier and the rules that they change.

    Problems end up in `reader.findings`. Values without provenance of their own have `given`, else are *aanname*.
    `added` are the names that the overlay itself brings, by kind. When given, `later` gains the names that it uses,
    to be looked up when more is known: then these are a dossier's own words, which count also where they say what the
    basis says, since their source is another one.
    """

    reader: Reader
    loaded: Loaded
    rulebook: Rulebook
    given: Origin | None = None
    added: dict[str, dict[str, Span]] = field(default_factory=dict)
    later: list[Reference] | None = None
    day: date | None = None
    """The day that the overlay itself sets; None when it keeps that of the dossier."""

    @property
    def own(self) -> bool:
        """Whether this is what a dossier says of its basis, and not a scenario."""
        return self.later is not None

    @property
    def names(self) -> Mapping[str, Mapping[str, Span]]:
        """The names of the dossier and of the overlay itself, by kind, each with its place."""
        known = self.loaded.names
        return {kind: {**known.get(kind, {}), **self.added.get(kind, {})} for kind in {**known, **self.added}}

    def active(self, item: Item) -> bool:
        """Whether an item holds on the day that counts: the one that the overlay sets, or else that of the dossier."""
        return item.period.holds(self.day or self.loaded.dossier.header.reference_day)

    def value(self, node: Node, kind: Any) -> Any:
        """The value of a node; None, with a finding, when it is not one of this kind."""
        before = len(self.reader.findings)
        value = self.reader.value(node, kind, self.origin(node))
        return None if len(self.reader.findings) > before else value

    def origin(self, node: Node) -> Origin:
        """What a value rests on that does not say so itself."""
        return (
            self.given.at(node.span).lent(WHOLE_FILE) if self.given else Origin(node.span, nature="aanname")
        )

    def switch(self, kind: str, name: str, node: Node, present: bool) -> Iterator[Change]:
        """The change behind `actief`, of something that is on or off at `present`."""
        word = self.on_off(node)
        if word is None:
            return
        change = Change(kind, name, ACTIVE, ACTIVE, word, node.span, self.origin(node))
        so = f'{kind} "{name}" staat al {"aan" if word else "uit"}'
        yield from self.unless(word == present, change, so)

    def key(self, kind: str, name: str, key: Key, node: Node, present: Any) -> Iterator[Change]:
        if isinstance(key.kind, Many | Traits) and isinstance(node, MappingNode) and _is_edit(node):
            known = self.reader.recognised(node, ("erbij", "eraf"))
            for word, child in known.items:
                operation: Operation = "erbij" if word.text == "erbij" else "eraf"
                if isinstance(key.kind, Traits) and operation == ADDED:
                    yield from self._becomes(kind, name, key, child, present)
                else:
                    yield from self._elements(kind, name, key, operation, child, present)
            return
        whole = isinstance(key.kind, Traits) and not isinstance(node, MappingNode)
        yield from self._becomes(kind, name, key, node, present, whole)

    def _becomes(
        self, kind: str, name: str, key: Key, node: Node, present: Any, whole: bool = False
    ) -> Iterator[Change]:
        """That the value of a key becomes otherwise; of a table only the entries given, unless these are the `whole`."""
        gone = isinstance(node, Scalar) and node.text == GONE and may_go(key)
        nothing = () if isinstance(key.kind, Many) else None
        value = nothing if gone else self.value(node, key.kind)
        if value is None and not gone:
            return
        others = (
            tuple(entry for entry in present if entry not in value) if whole and value is not None else ()
        )
        if others:
            yield Change(kind, name, key.name, "eraf", others, node.span, self.origin(node))
        change = Change(kind, name, key.name, "wordt", value, node.span, self.origin(node))
        so = f'{key.name} van {kind} "{name}" is al {"weg" if gone else "zo"}'
        yield from self.unless(is_idle(change, key, present), change, "" if others else so)

    def _elements(
        self, kind: str, name: str, key: Key, operation: Operation, node: Node, present: Any
    ) -> Iterator[Change]:
        given = self.value(node, key.kind)
        if given is None or None in given:
            return
        there = [plain(element) for element in present]
        again = self.own and operation == ADDED
        counting = tuple(
            element for element in given if again or (plain(element) in there) != (operation == ADDED)
        )
        if len(counting) < len(given):
            already = "staat er al bij" if operation == "erbij" else "staat er niet bij"
            self.idle(node.span, f'{key.name} van {kind} "{name}": dit {already}')
        if counting:
            yield Change(kind, name, key.name, operation, counting, node.span, self.origin(node))

    def said(self, kind: str, name: str, body: MappingNode, read: Read) -> Iterator[Change]:
        """What a body says with `read`, where it says itself on what that rests; the thing then rests on it as well."""
        stated = MappingNode(tuple(each for each in body.items if each[0].text in PROVENANCE), body.span)
        if not stated.items:
            yield from read(body)
            return
        before = self.given
        given = self.reader.provenance(stated, before or Origin(body.span, nature="aanname"))
        self.given = given.lent(whole(kind))
        yield from read(body)
        span = stated.items[0][0].span
        yield Change(kind, name, SAYS, "wordt", given.at(span), span, given)
        self.given = before

    def on_off(self, node: Node) -> bool | None:
        """True for aan, False for uit, None with a finding for anything else."""
        word = node.text if isinstance(node, Scalar) else ""
        if word not in _SWITCH:
            self.reader.report(node.span, "onbekende-waarde", "hier hoort aan of uit", "schrijf aan of uit")
        return _SWITCH.get(word)

    def unless(self, idle: bool, change: Change, so: str) -> Iterator[Change]:
        """A change; when it is `idle` only if it is the dossier's own, and else a finding with the words `so`, if any."""
        if self.own or not idle:
            yield change
        elif so:
            self.idle(change.span, so)

    def idle(self, span: Span, message: str) -> None:
        """Report a change that changes nothing."""
        hint = "verwijder deze regel, of verander de waarde: wat niets verandert, telt niet als wijziging"
        self.reader.report(span, IDLE, message, hint)

    def unknown(self, kind: str, node: Scalar, known: Iterable[str], word: str = "") -> None:
        """Report a name that there is not."""
        hint = suggest(word or node.text, known) or "controleer de naam"
        self.reader.report(
            node.span, f"onbekend-{kind}", f"er is geen {kind} {quote(word or node.text)}", hint
        )


_HOLDER = Choice(allowed.HOLDERS)
POST_ATTRIBUTES = {key.name: key for key in keys_of(Post)}
"""All keys of a seat, by name."""
OF_POST = {
    name: key
    for name, key in POST_ATTRIBUTES.items()
    if isinstance(key.kind, WithSource | Traits) or name == "bezetting"
}
"""The keys of a seat that an overlay changes as those of any thing."""
POST_KEYS: Mapping[str, Kind] = {
    "te_verdelen": YesNo(),
    "houder": WithSource(_HOLDER),
    **{name: key.kind for name, key in OF_POST.items()},
}
"""What an overlay may change of a seat, apart from whether it is there."""


class SeatChanges(OverlayParts):
    """Reads what an overlay says about seats."""

    def seat(self, name: Scalar, body: MappingNode) -> Iterator[Change]:
        """The changes of one seat, `gremium/rol` or `gremium/rol/thema`; a new one starts out taken by nobody."""
        if self._is_seat(name):
            yield from self.said(POST, name.text, body, lambda body: self._seat(name, body))

    def _seat(self, name: Scalar, body: MappingNode) -> Iterator[Change]:
        there = posts(self.loaded.dossier)
        post = there.get(name.text) or Post(origin=Origin(name.span), role=name.text.split("/")[1])
        known = self.reader.recognised(body, (*POST_KEYS, ACTIVE, *PROVENANCE))
        for key, child in known.items:
            if key.text in PROVENANCE:
                continue
            if key.text == ACTIVE:
                yield from self.switch(POST, name.text, child, name.text in there and self.active(post))
            elif key.text == "houder":
                yield from self._holder(name.text, post, child)
            else:
                of_post = POST_ATTRIBUTES[key.text]
                yield from self.key(POST, name.text, of_post, child, getattr(post, of_post.attribute))

    def _holder(self, name: str, post: Post, node: Node) -> Iterator[Change]:
        holder = self.value(node, POST_KEYS["houder"])
        if holder is not None:
            change = Change(POST, name, "houder", "wordt", holder, node.span, self.origin(node))
            so = f'houder van positie "{name}" is al {holder.value}'
            yield from self.unless(self._held_so(post, holder.value), change, so)

    def _held_so(self, post: Post, holder: str) -> bool:
        """Whether a seat is held so on the day that counts, and at no other time by anyone else."""
        held = any(self.active(item) for item in post.memberships)
        return held and {item.holder.value for item in post.memberships} == {holder}

    def _is_seat(self, name: Scalar) -> bool:
        """Whether this can be the name of a seat in this dossier; a finding says why not."""
        parts = name.text.split("/")
        if find(self.loaded.dossier, "gremium", parts[0]) is None:
            self.unknown("gremium", name, items(self.loaded.dossier, "gremium"), parts[0])
            return False
        if len(parts) not in (2, 3) or parts[1] not in allowed.ROLES:
            hint = suggest(parts[1], allowed.ROLES) if len(parts) in (2, 3) else ""
            message = f"{quote(name.text)} is geen positie; een positie heet gremium/rol of gremium/rol/thema"
            self.reader.report(
                name.span, "positie", message, hint or f"kies als rol uit: {', '.join(allowed.ROLES)}"
            )
            return False
        if len(parts) == 3 and parts[2] not in self.loaded.names["thema"]:
            self.unknown("thema", name, self.loaded.names["thema"], parts[2])
            return False
        return True


class RuleChanges(OverlayParts):
    """Reads what an overlay says about rules."""

    def rule(self, name: Scalar, body: MappingNode) -> Iterator[Change]:
        """The changes of one rule that there is, on or off."""
        rules = {rule.id: rule for rule in self.rulebook.every}
        rule = rules.get(name.text)
        if rule is None:
            self.unknown(RULE, name, rules)
            return
        known = self.reader.recognised(body, ("punten", ACTIVE))
        for key, child in known.items:
            if key.text == ACTIVE:
                yield from self.switch(RULE, rule.id, child, rule in self.rulebook.rules)
            else:
                yield from self._points(rule, child)

    def _points(self, rule: Rule, node: Node) -> Iterator[Change]:
        points = self.value(node, Number(-LARGEST_POINTS, LARGEST_POINTS))
        if points is None:
            return
        if rule.points == 0 or (points > 0) != (rule.points > 0):
            message = (
                f'de regel "{rule.id}" heeft geen {"punten" if rule.points == 0 else "punten met dit teken"}'
            )
            fix = "zet haar uit met `actief: uit`" if rule.points == 0 else "houd het teken gelijk"
            self.reader.report(node.span, "punten", message, f"{fix}, of kies een andere regel")
        elif points == rule.points:
            self.idle(node.span, f'de regel "{rule.id}" heeft al {points:g} punten')
        else:
            yield Change(RULE, rule.id, "punten", "wordt", float(points), node.span, self.origin(node))

    def new_rules(self, node: Sequence) -> Iterator[Change]:
        """The rules that an overlay brings, written and checked as those in a rule file."""
        parser = RuleParser(self.reader.file)
        rules = parser.listed(node)
        if not rules:
            self.reader.findings.extend(parser.findings)
            return
        _, findings = add_rules(self.rulebook, rules, parser, DefinedNames(self.names))
        self.reader.findings.extend(findings)
        if not findings:
            for rule in rules:
                yield Change(RULE, rule.id, ADDED, ADDED, rule, rule.span, self.origin(node))


_PROVENANCE = ("source", "nature", "note", "to_verify", "to_confirm", "confirmed")
_LIKE = {
    "regels": "rules/",
    "portefeuilles": "college.yaml",
    "bestuurders": "college.yaml",
    "opgaven": "opgaven/",
    "lagen": "networks/",
}
_WITHIN = {
    "prioriteiten": "een nieuwe prioriteit hoort bij een opgave",
    "actoren": "een nieuwe actor hoort in een netwerk",
    "gremia": "een nieuw gremium hoort bij een actor",
    "instrumenten": "een nieuw instrument hoort in een netwerk",
    "posities": "een nieuwe positie hoort bij een gremium",
}


class OverlayReader(SeatChanges, RuleChanges):
    """Reads a whole overlay, the block behind `wijzig:` in a scenario or `gegeven:` in a test."""

    def overlay(self, node: Node) -> Overlay:
        """The changes, in the order of the file; new names count wherever they stand."""
        if not isinstance(node, MappingNode):
            self.reader.unreadable(
                node, "vorm", "hier horen wijzigingen per soort", f"kies uit: {', '.join(SECTIONS)}"
            )
            return ()
        known = self.reader.recognised(node, SECTIONS)
        at = known.get(DAY)
        self.day = read_day(at.text) if isinstance(at, Scalar) else None
        changes: list[Change] = []
        for section, child in known.items:
            changes.extend(self._day(child) if section.text == DAY else self._section(section.text, child))
        if self.later is not None:
            self.later.extend(self.reader.references)
        else:
            unknown = DefinedNames(self.names).unknown(self.reader.references)
            self.reader.findings.extend(Places.of([self.reader.file]).shown(unknown))
        self.reader.references.clear()
        return tuple(changes)

    def _day(self, node: Node) -> Iterator[Change]:
        header = self.loaded.dossier.header
        day: date | None = self.value(node, Day())
        if day == header.reference_day:
            self.idle(node.span, f"de peildatum is al {day}")
        elif day is not None:
            yield Change(HEADER, header.id, DAY, "wordt", day, node.span, self.origin(node))

    def _section(self, section: str, node: Node) -> Iterator[Change]:
        if not isinstance(node, MappingNode):
            hint = f"schrijf `{section}: {{naam: {{sleutel: waarde}}}}`"
            self.reader.unreadable(node, "vorm", f"onder {quote(section)} horen namen", hint)
            return
        own = {SECTION_OF[POST]: self.seat, SECTION_OF[RULE]: self.rule}
        read = own.get(section) or (lambda name, body: self._item(section, name, body))
        for name, body in node.items:
            if name.text == ADDED:
                yield from self._new(section, body)
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
        yield from self.said(subject.kind, name.text, body, lambda body: self._about(subject, item, body))

    def _about(self, subject: Subject, item: Any, body: MappingNode) -> Iterator[Change]:
        keys, growing = changeable(subject.cls), growable(subject.cls)
        known = self.reader.recognised(body, (*keys, *growing, ACTIVE, *PROVENANCE))
        for key, child in known.items:
            if key.text in PROVENANCE:
                continue
            if key.text == ACTIVE and isinstance(item, Layer):
                yield from self._layer(item, child)
            elif key.text == ACTIVE:
                yield from self.switch(subject.kind, item.id, child, self.active(item))
            elif key.text in growing:
                new = Change(subject.kind, item.id, key.text, ADDED, (), child.span)
                yield from self._additions(growing[key.text], new, child)
            else:
                present = getattr(item, keys[key.text].attribute)
                yield from self.key(subject.kind, item.id, keys[key.text], child, present)

    def _additions(self, key: Key, change: Change, node: Node) -> Iterator[Change]:
        """New things within one that there is: bodies of an actor, posts of a body, priorities of an opgave."""
        if not isinstance(node, MappingNode) or [word.text for word, _ in node.items] != [ADDED]:
            hint = f"schrijf `{change.key}: {{erbij: [{{…}}]}}`; wat er al is, verandert {self._own(change, node)}"
            self.reader.unreadable(node, "vorm", f"bij {quote(change.key)} kan hier alleen iets bij", hint)
            return
        child = node.items[0][1]
        value = self._brought(child, key.kind)
        if change.key == SECTION_OF[POST] and value is not None:
            value = self._free_posts(change.id, value)
        if value:
            yield replace(change, value=value, span=child.span, origin=self.origin(child))

    def _own(self, change: Change, node: Node) -> str:
        """Where what is there already is changed: the line itself, where that can be told from what was written."""
        if change.key not in SECTIONS:
            return "in zijn eigen bestand"
        named = node.items[0][0].text if isinstance(node, MappingNode) and node.items else ""
        if change.key == SECTION_OF[POST]:
            own = [name for name in posts(self.loaded.dossier) if name.startswith(f"{change.id}/")]
            name = next((each for each in own if each == f"{change.id}/{named}"), own[0] if own else "")
            keys = "{door: burgemeester}"
        else:
            name, keys = named, "{…}"
        line = f": `{change.key}: {{{name}: {keys}}}`, direct onder `wijzig:`" if name else ""
        return f"onder {change.key}{line}"

    def _brought(self, node: Node, kind: Kind) -> Any:
        """New things; the names that they bring count from here on. None when something is wrong with them."""
        value = self.value(node, kind)
        fresh = self.reader.definitions[:]
        self.reader.definitions.clear()
        for definition in fresh:
            present = self.names.get(definition.kind, {}).get(definition.name)
            if present is not None:
                message = f"{KIND_NAMES[definition.kind]} {quote(definition.name)} bestaat al ({present})"
                hint = "kies een andere naam, of verander wat er is onder zijn eigen naam"
                self.reader.report(definition.span, "dubbele-naam", message, hint)
                value = None
            self.added.setdefault(definition.kind, {}).setdefault(definition.name, definition.span)
        return value

    def _free_posts(self, body: str, value: tuple[Post, ...]) -> tuple[Post, ...]:
        """The posts that the body does not have yet; a finding for each that it has."""
        there = posts(self.loaded.dossier)
        for post in value:
            if (name := post_name(body, post)) in there:
                message = f"de positie {quote(name)} bestaat al ({there[name].origin.span})"
                self.reader.report(post.origin.span, "dubbele-naam", message, "verander haar onder posities")
        return tuple(post for post in value if post_name(body, post) not in there)

    def _layer(self, layer: Layer, node: Node) -> Iterator[Change]:
        """A whole file of networks off: everything in it that holds."""
        word = self.on_off(node)
        us = self.loaded.dossier.header.municipality
        things: list[tuple[str, Actor | Instrument]] = [
            *(("actor", actor) for actor in layer.actors if self.active(actor) and actor.id != us),
            *(("instrument", item) for item in layer.instruments if self.active(item)),
        ]
        if word:
            hint = "zet actoren en instrumenten los aan: die van een andere tijd zouden anders meekomen"
            self.reader.report(node.span, "laag", "een laag kan alleen als geheel uit", hint)
        elif word is False and not things:
            self.idle(node.span, f'laag "{layer.id}" staat al uit')
        elif word is False:
            for kind, item in things:
                yield Change(kind, item.id, ACTIVE, ACTIVE, False, node.span, self.origin(node))

    def _new(self, section: str, node: Node) -> Iterator[Change]:
        """What is new of a kind; what belongs within something else is told where to go."""
        subject = SUBJECTS.get(section)
        if section != SECTION_OF[RULE] and (subject is None or subject.kind not in NEW_AT):
            above = next(name for name, each in SUBJECTS.items() if section in growable(each.cls))
            hint = f"schrijf `{above}: {{naam: {{{section}: {{erbij: [{{…}}]}}}}}}`"
            self.reader.unreadable(node, "vorm", _WITHIN[section], hint)
        elif not isinstance(node, Sequence) or not node.items:
            hint = f"begin elke nieuwe met een streepje, zoals in {_LIKE[section]}"
            self.reader.unreadable(node, "vorm", f"achter {quote(ADDED)} hoort een lijst", hint)
        elif subject is None:
            yield from self.new_rules(node)
        else:
            for child in node.items:
                item = self._brought(child, Object(subject.cls))
                if item is not None:
                    yield Change(subject.kind, item.id, ADDED, ADDED, item, item.origin.span)


def may_go(key: Key) -> bool:
    """Whether the value of a key may be taken away altogether."""
    return not key.required and isinstance(key.kind, WithSource | Object | Ref | Many)


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


def is_idle(change: Change, key: Key, present: Any) -> bool:
    """Whether a change of a key that holds `present` says what is so already, or partly does when it is of elements."""
    if change.operation in (ADDED, "eraf"):
        there = [plain(element) for element in present]
        return any((plain(element) in there) == (change.operation == ADDED) for element in change.value)
    value = {**present, **change.value} if isinstance(change.value, dict) else change.value
    return bool(_meant(key, value) == _meant(key, present))


def _meant(key: Key, value: Any) -> Any:
    """What a value comes down to: a weight that is left out is 1."""
    return 1.0 if value is None and key.attribute == WEIGHT else plain(value)


def _own_keys(value: Any) -> Iterable[Key]:
    return (key for key in keys_of(type(value)) if key.attribute not in _PROVENANCE)


def _is_edit(node: MappingNode) -> bool:
    return any(key.text in ("erbij", "eraf") for key, _ in node.items)
