"""The single changes a strategist can make to a dossier, with the facts each brings and takes away.

As changes; as sentences with the place where they are made; the dossier they lead to; and those that open or improve
a road to a decider.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from itertools import product
from typing import Any

from strategy.advice.advise import Case, Outcome, prepare
from strategy.advice.model import Goal
from strategy.dossier.model import TRAITS, Actor
from strategy.dossier.provenance import Origin
from strategy.errors import Span
from strategy.facts.fact_base import grouped
from strategy.facts.types_and_sentences import (
    ABSENT,
    BASE_TYPES,
    SUPPOSED,
    BaseType,
    Domain,
    DossierKey,
    Fact,
    Value,
)
from strategy.graph.network import View
from strategy.rulebook.ast import Compare, Const, OneOf, Pattern, Term, Var, term_holds
from strategy.scenarios.apply import apply
from strategy.scenarios.changes import (
    CLASSES,
    POST,
    SECTION_OF,
    SUBJECTS,
    Change,
    Operation,
    built,
    changeable,
    find,
    posts,
    written,
)
from strategy.scenarios.read import POST_KEYS, is_idle

STANCE, INTEREST = "#inzet", "#belang"
"""The two fields of `prioriteit` that change each by itself; see `smallest_change`."""
_PRIORITY_KEYS: Mapping[str, DossierKey] = {
    STANCE: DossierKey("prioriteiten", "inzet", "prioriteit", ("inzet",), functional=True, preference=1),
    INTEREST: DossierKey("prioriteiten", "belang", "prioriteit", ("belang",), functional=True, preference=1),
}


_Said = tuple[Operation, Any]
"""What is done to a key, and to which value, as YAML has it."""
_ORIGIN = Origin(Span("wijziging"), nature="aanname")


@dataclass(frozen=True)
class Edit:
    """What a strategist does at once, to one key of one thing; `old` and `new` are for people.

    Edits with the same slot, which begins with what is changed, exclude each other.
    """

    changes: tuple[Change, ...] = dataclass_field(compare=False)
    adds: tuple[Fact, ...]
    removes: tuple[Fact, ...]
    slot: tuple[str, ...]
    preference: int
    old: str
    new: str
    origin: Origin | None = dataclass_field(default=None, compare=False)

    @property
    def change(self) -> Change:
        """The first change; all are of the same key."""
        return self.changes[0]


def _change(section: str, name: str, key: str, operation: Operation, data: Any) -> Change:
    """A change to what YAML has as `data`."""
    kind = POST if section == SECTION_OF[POST] else SUBJECTS[section].kind
    form = POST_KEYS[key] if kind == POST else changeable(CLASSES[kind])[key].kind
    return Change(kind, name, key, operation, built(form, data, _ORIGIN), _ORIGIN.span, _ORIGIN)


class Editor:
    """Makes the edits that could matter to patterns, on one case; ids are those that hold on its day."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._facts = grouped((fact.type, fact) for fact in case.facts)
        self._types = case.rulebook.types

    def edits(self, pattern: Pattern, wide: bool) -> Iterator[Edit]:
        """The edits that make or unmake a fact of this pattern; constants in it are kept.

        Additions are limited to things that the pattern names, and to priorities, unless `wide`.
        """
        if pattern.type == "prioriteit":
            yield from self._stances(pattern)
        elif isinstance(known := self._types[pattern.type], BaseType) and (
            field := known.edit_of([name for name, _ in pattern.terms])
        ):
            present = [fact for fact in self._facts.get(pattern.type, ()) if self._fits(fact, pattern)]
            if not field.functional:
                yield from (self._removal(field, fact) for fact in present)
            possible = self._of_trait if _is_trait(field) else self._possible
            for values in possible(pattern, field, wide):
                fact = Fact(pattern.type, values)
                if fact not in self.case.facts:
                    yield from self._addition(field, fact)

    # ── making and unmaking facts ─────────────────────────────────────────────────────────────────

    def _removal(self, field: DossierKey, fact: Fact) -> Edit:
        values = self._named(field, fact)
        said: _Said = (
            ("wordt", "nee") if field.key == "te_verdelen" else ("eraf", self._element(field, values))
        )
        return self._edit(field, fact, said, (), (fact,), old=_values_text(values), new="")

    def _addition(self, field: DossierKey, fact: Fact) -> Iterator[Edit]:
        values = self._named(field, fact)
        if not field.functional:
            said: _Said = (
                ("wordt", "ja") if field.key == "te_verdelen" else ("erbij", self._element(field, values))
            )
            yield self._edit(field, fact, said, (fact,), (), old="", new=_values_text(values))
            return
        held = values.pop("houder") if fact.type == "bezet" else None
        *table, last = (*values.values(), held) if held else (*values.values(),) or (SUPPOSED,)
        replaced = tuple(
            other for other in self._facts.get(fact.type, ()) if self._same_slot(field, fact, other)
        )
        keys = field.names if _is_trait(field) else table
        data = last if held or not keys else {str(keys[0]): last}
        old = ", ".join(str(self._named(field, other).get(field.values[-1], "")) for other in replaced)
        if held:
            old = ", ".join(str(self._named(field, other)["houder"]) for other in replaced)
        yield self._edit(field, fact, ("wordt", data), (fact,), replaced, old=old, new=str(last))

    def _edit(
        self,
        field: DossierKey,
        fact: Fact,
        said: _Said,
        adds: tuple[Fact, ...],
        removes: tuple[Fact, ...],
        old: str,
        new: str,
    ) -> Edit:
        name = self._subject(field, fact)
        functional = field.functional or field.section == "posities"
        slot = (
            (field.section, name, field.key) if functional else (field.section, name, field.key, old or new)
        )
        if fact.type == "relatie":
            slot = (*slot, str(self._named(field, fact)["laag"]))
        elif _is_trait(field):
            slot = (*slot, *field.names)
        origins = [
            origin
            for other in (*removes, fact)
            if other in self.case.facts
            for origin in self.case.facts.evidence(other).origins
        ]
        return Edit(
            (_change(field.section, name, field.key, *said),), adds, removes, slot, field.preference,
            old, new, origins[-1] if origins else None,
        )  # fmt: skip

    def _stances(self, pattern: Pattern) -> Iterator[Edit]:
        """Changes of inzet and belang, each by itself: one fact per opgave holds both."""
        terms = dict(pattern.terms)
        for pseudo, at in ((STANCE, 2), (INTEREST, 3)):
            field = _PRIORITY_KEYS[pseudo]
            domain = BASE_TYPES["prioriteit"].domain(field.key)
            assert domain is not None
            present = dict.fromkeys((fact.values[0], fact.values[at]) for fact in self._facts["prioriteit"])
            for priority, now in present:
                if "id" in terms and not term_holds(priority, terms["id"], {}):
                    continue
                for word in domain.words:
                    if word != now:
                        adds, removes = Fact(pseudo, (priority, word)), Fact(pseudo, (priority, now))
                        yield Edit(
                            (_change(field.section, str(priority), field.key, "wordt", word),), (adds,), (removes,),
                            (field.section, str(priority), field.key), field.preference, str(now), word,
                            self._origin_of(str(priority), field.key),
                        )  # fmt: skip

    def _origin_of(self, priority: str, key: str) -> Origin:
        item = next(item for _, item in self.case.view.priorities() if item.id == priority)
        return item.stance.origin if key == "inzet" else item.interest.origin

    # ── which facts are possible ──────────────────────────────────────────────────────────────────

    def _fits(self, fact: Fact, pattern: Pattern) -> bool:
        names = self._types[pattern.type].field_names
        return all(
            isinstance(term, Var) or term_holds(fact.values[names.index(name)], term, {})
            for name, term in pattern.terms
        )

    def _possible(self, pattern: Pattern, field: DossierKey, wide: bool) -> Iterator[tuple[Value, ...]]:
        """Every combination of values for a fact of this pattern that can be written down."""
        terms = dict(pattern.terms)
        options: list[Iterable[Value]] = []
        for name, domain in self._types[pattern.type].fields:
            term = terms.get(name)
            if pattern.type == "instrument" and name != "status":
                options.append(())
                continue
            options.append(self._fitting(term, domain, name, field, wide))
        if pattern.type == "instrument":
            for fact in self._facts.get("instrument", ()):
                if "id" not in terms or term_holds(fact.values[0], terms["id"], {}):
                    yield from ((*fact.values[:3], status) for status in options[3])
            return
        domains = [domain for _, domain in self._types[pattern.type].fields]
        yield from (values for values in product(*options) if not _about_itself(domains, values))

    def _of_trait(self, pattern: Pattern, field: DossierKey, wide: bool) -> Iterator[tuple[Value, ...]]:
        """Every value of a characteristic of one thing; also what the pattern does not ask for, which unmakes its fact."""
        terms = dict(pattern.terms)
        seat = ("rol", "thema") if field.section == "posities" else ()
        options: list[Iterable[Value]] = []
        for name, domain in self._types[pattern.type].fields:
            if name in field.values:
                options.append(domain.words or numbers_around(terms.get(name)))
            elif name in (field.subject, *seat):
                options.append(self._fitting(terms.get(name), domain, name, field, wide))
            else:
                options.append((ABSENT,))
        there = posts(self.case.dossier)
        for values in product(*options):
            if not seat or self._subject(field, Fact(pattern.type, values)) in there:
                yield values

    def _fitting(
        self, term: Term | None, domain: Domain, name: str, field: DossierKey, wide: bool
    ) -> list[Value]:
        """What a field can hold, as far as a term allows it."""
        free = term is None or isinstance(term, Var)
        known = self._values(domain, name, field, wide, named=not free)
        return [value for value in known if term is None or free or term_holds(value, term, {})]

    def _values(
        self, domain: Domain, name: str, field: DossierKey, wide: bool, named: bool
    ) -> Iterable[Value]:
        if domain.words:
            return domain.words
        ids = self.case.view.ids
        if name == field.subject and not (named or wide or domain.name == "prioriteit"):
            return ()
        if field.section == "posities" and name == "thema":
            return tuple(ids["thema"]) if named else (ABSENT, *ids["thema"])
        return tuple(ids.get(domain.name, ()))

    # ── words ─────────────────────────────────────────────────────────────────────────────────────

    def _named(self, field: DossierKey, fact: Fact) -> dict[str, Value]:
        names = self._types[fact.type].field_names
        return {name: fact.values[names.index(name)] for name in field.values}

    def _subject(self, field: DossierKey, fact: Fact) -> str:
        names = self._types[fact.type].field_names
        subject = str(fact.values[names.index(field.subject)])
        if field.section != "posities":
            return subject
        parts = (fact.values[names.index(name)] for name in ("rol", "thema"))
        return "/".join([subject, *(str(part) for part in parts if part != ABSENT)])

    def _element(self, field: DossierKey, values: Mapping[str, Value]) -> Any:
        if not field.names:
            return next(iter(values.values()))
        return {**dict(field.fixed), **dict(zip(field.names, values.values(), strict=True))}

    def _same_slot(self, field: DossierKey, fact: Fact, other: Fact) -> bool:
        if self._subject(field, fact) != self._subject(field, other):
            return False
        return fact.type != "relatie" or self._named(field, fact)["laag"] == self._named(field, other)["laag"]


def _is_trait(field: DossierKey) -> bool:
    """Whether a fact is a characteristic that the dossier declares: its name is the only one of `names`."""
    return field.key == TRAITS and field.functional


def numbers_around(term: Term | None) -> list[Value]:
    """Numbers on either side of what a term asks for: of those that it allows the nearest, and of those that it does not."""
    if isinstance(term, Compare):
        near = (term.number, math.ceil(term.number - 1), math.floor(term.number + 1))
        first = {term_holds(number, term, {}): number for number in reversed(near)}
        return list(first.values())
    return [term.value] if isinstance(term, Const) else [*term.values] if isinstance(term, OneOf) else []


def _values_text(values: Mapping[str, Value]) -> str:
    return " ".join(str(value) for value in values.values() if value != ABSENT)


def _about_itself(domains: Iterable[Domain], values: Iterable[Value]) -> bool:
    """Whether a fact would link a thing to itself."""
    ids = [
        (domain.name, value) for domain, value in zip(domains, values, strict=True) if domain.names_instances
    ]
    return len(set(ids)) < len(ids)


_KINDS = ("thema", "actor", "gremium", "opgave", "prioriteit", "instrument", "portefeuille")


@dataclass(frozen=True)
class EditLine:
    """What changes, with the present value and how hard that is, and where it stands."""

    text: str
    place: str


def edit_line(outcome: Outcome, edit: Edit) -> EditLine:
    """One edit for people."""
    origin = edit.origin or _item_origin(outcome, edit)
    place = origin.span.place if origin else ""
    nature = f", {origin.nature}" if origin and edit.old and origin.nature != "registratie" else ""
    return EditLine(_edit_text(outcome, edit, nature), place)


def _edit_text(outcome: Outcome, edit: Edit, nature: str) -> str:
    subject, change = _subject(outcome, edit.change), edit.change
    if change.key == "te_verdelen":
        return f"{subject} is {'' if change.value else 'niet '}te verdelen"
    if change.key == "houder":
        return f"{subject} is van {edit.new}" + (f" (nu {edit.old}{nature})" if edit.old else "")
    old, new = _words(outcome, edit.old), _words(outcome, edit.new)
    key = change.key.replace("_", " ")
    now = f" (nu {old}{nature})" if old else ""
    if change.key == TRAITS and change.operation == "wordt":
        trait = outcome.case.dossier.header.traits[next(iter(change.value))]
        return f"kenmerk “{trait.name}” van {subject} is {new}{now}"
    if change.key == "relaties":
        return f"de {next(iter(change.value))}e relatie met {subject} is {new}{now}"
    if change.operation != "wordt" and not (old and new):
        return f"{key} van {subject}: {new} erbij" if new else f"{key} van {subject}: {old} eraf"
    if edit.new == SUPPOSED:
        return f"bij {subject} is er een {key}"
    return f"{key} van {subject} is {new}{now}"


def _subject(outcome: Outcome, change: Change) -> str:
    names = outcome.names
    if change.kind == POST:
        body, *rest = change.id.split("/")
        return f"{' '.join(_words(outcome, part) for part in rest)} van {names.name('gremium', body)}"
    name = names.name(change.kind, change.id)
    return f'"{name}"' if change.kind == "prioriteit" else name


def _words(outcome: Outcome, text: str) -> str:
    """Ids within a text by their names."""
    return " ".join(_word(outcome, word) for word in text.split(" "))


def _word(outcome: Outcome, word: str) -> str:
    for kind in _KINDS:
        name = outcome.names.short(kind, word)
        if name != word:
            return name
    return word.replace("-", " ")


def _item_origin(outcome: Outcome, edit: Edit) -> Origin | None:
    dossier, change = outcome.case.dossier, edit.change
    item = find(dossier, change.kind, change.id)
    if item is None and change.kind == POST:
        item = find(dossier, "gremium", change.id.split("/")[0])
    return item.origin if item else None


def with_edits(edits: Iterable[Edit], case: Case) -> Case | None:
    """The case with these edits; None when one of them says what the dossier says already, perhaps unseen."""
    changes = tuple(change for edit in edits for change in edit.changes)
    for change in changes:
        item = find(case.dossier, change.kind, change.id)
        if change.kind != POST and item is not None:
            key = changeable(CLASSES[change.kind])[change.key]
            if is_idle(change, key, getattr(item, key.attribute)):
                return None
    loaded, rulebook = apply(changes, case.loaded, case.rulebook)
    return prepare(loaded, case.view.day, case.view.public_only, rulebook)


_TIES = ("zwak", "sterk")
_STRENGTHS = (0.5, 0.9)


def road_edits(case: Case, goals: Iterable[Goal]) -> Iterator[Edit]:
    """For goals about a road through someone: the changes of one tie or influence that bring other roads.

    Which roads they bring is measured by making each change, since one edge can change the grade of every road.
    """
    actors = {actor.id: actor for actor in case.view.actors}
    for goal in goals:
        given = dict(goal.fields)
        via, to = str(given.get("via", "")), str(given.get("doel", ""))
        if given["soort"] == "route" and via in actors and to in actors:
            for edit in _candidates(case.view, actors[via], to):
                yield from _measured(case, edit, via, to)


def _candidates(view: View, via: Actor, to: str) -> Iterator[Edit]:
    ties = {layer: tie for layer, tie in via.ties.items() if view.shows(tie)}
    for layer, tie in ties.items() or (("bestuurlijk", None),):
        now = tie.value if tie else ""
        for word in _TIES:
            if word != now:
                yield _edit(via, "relaties", [("wordt", {layer: word})], (layer,), now, word)
    influence = next((item for item in via.influences if item.on == to and view.shows(item)), None)
    for strength in _STRENGTHS:
        said: list[_Said] = [("erbij", {"op": to, "sterkte": strength})]
        old = ""
        if influence is not None:
            if view.dossier.header.concepts.strengths.of_influence(influence) >= strength:
                continue
            said.append(("eraf", {"op": to, "sterkte": influence.strength}))
            old = f"{to} {written(influence.strength)}"
        yield _edit(via, "invloed", said, (to,), old, f"{to} {strength:g}")


def _edit(via: Actor, key: str, said: Iterable[_Said], slot: tuple[str, ...], old: str, new: str) -> Edit:
    changes = tuple(_change("actoren", via.id, key, operation, data) for operation, data in said)
    return Edit(changes, (), (), ("actoren", via.id, key, *slot), 2, old, new, via.origin)


def _measured(case: Case, edit: Edit, via: str, to: str) -> Iterator[Edit]:
    """The edit with the roads through `via` to `to` that it brings and takes away, if any."""
    changed = with_edits([edit], case)
    if changed is not None:
        before, after = _roads(case, via, to), _roads(changed, via, to)
        if before != after:
            yield replace(edit, adds=tuple(sorted(after - before)), removes=tuple(sorted(before - after)))


def _roads(case: Case, via: str, to: str) -> set[Fact]:
    return {fact for fact in case.facts.of_type("route") if fact.values[1:3] == (via, to)}
