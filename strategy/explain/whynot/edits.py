"""The single changes a strategist can make to a dossier, with the facts each brings and takes away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from itertools import product
from typing import Any

from strategy.advice.advise import Case
from strategy.dossier.provenance import Origin
from strategy.facts.types import ABSENT, BASE_TYPES, SUPPOSED, Domain, DossierKey, Fact, Value
from strategy.inference.index import term_holds
from strategy.rulebook.ast import Pattern, Var

STANCE, INTEREST = "#inzet", "#belang"
"""The two fields of `prioriteit` that change each by itself; see `abduce`."""
_PRIORITY_KEYS: Mapping[str, DossierKey] = {
    STANCE: DossierKey("prioriteiten", "inzet", "prioriteit", ("inzet",), functional=True, preference=1),
    INTEREST: DossierKey("prioriteiten", "belang", "prioriteit", ("belang",), functional=True, preference=1),
}


@dataclass(frozen=True)
class Edit:
    """One change: `data` is what an overlay says under section, name and key; `old` and `new` are for people.

    Edits with the same slot exclude each other.
    """

    section: str
    name: str
    key: str
    data: Any = dataclass_field(compare=False)
    adds: tuple[Fact, ...]
    removes: tuple[Fact, ...]
    slot: tuple[str, ...]
    preference: int
    old: str
    new: str
    origin: Origin | None = dataclass_field(default=None, compare=False)


class Editor:
    """Makes the edits that could matter to patterns, on one case; ids are those that hold on its day."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._facts: dict[str, list[Fact]] = {}
        for fact in case.facts:
            self._facts.setdefault(fact.type, []).append(fact)

    def edits(self, pattern: Pattern, wide: bool) -> Iterator[Edit]:
        """The edits that make or unmake a fact of this pattern; constants in it are kept.

        Additions are limited to things that the pattern names, and to priorities, unless `wide`.
        """
        if pattern.type == "prioriteit":
            yield from self._stances(pattern)
        elif (known := BASE_TYPES.get(pattern.type)) and (field := known.edit):
            present = [fact for fact in self._facts.get(pattern.type, ()) if self._fits(fact, pattern)]
            if not field.functional:
                yield from (self._removal(field, fact) for fact in present)
            for values in self._possible(pattern, field, wide):
                fact = Fact(pattern.type, values)
                if fact not in self.case.facts:
                    yield from self._addition(field, fact)

    # ── making and unmaking facts ─────────────────────────────────────────────────────────────────

    def _removal(self, field: DossierKey, fact: Fact) -> Edit:
        values = self._named(field, fact)
        data: Any = "nee" if field.key == "te_verdelen" else {"eraf": [self._element(field, values)]}
        return self._edit(field, fact, data, (), (fact,), old=_said(values), new="")

    def _addition(self, field: DossierKey, fact: Fact) -> Iterator[Edit]:
        values = self._named(field, fact)
        if not field.functional:
            data: Any = "ja" if field.key == "te_verdelen" else {"erbij": [self._element(field, values)]}
            yield self._edit(field, fact, data, (fact,), (), old="", new=_said(values))
            return
        held = values.pop("houder") if fact.type == "bezet" else None
        *table, last = (*values.values(), held) if held else (*values.values(),) or (SUPPOSED,)
        replaced = tuple(
            other for other in self._facts.get(fact.type, ()) if self._same_slot(field, fact, other)
        )
        data = last if held or not table else {str(table[0]): last}
        old = ", ".join(str(self._named(field, other).get(field.values[-1], "")) for other in replaced)
        if held:
            old = ", ".join(str(self._named(field, other)["houder"]) for other in replaced)
        yield self._edit(field, fact, data, (fact,), replaced, old=old, new=str(last))

    def _edit(
        self,
        field: DossierKey,
        fact: Fact,
        data: Any,
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
        origins = [
            origin
            for other in (*removes, fact)
            if other in self.case.facts
            for origin in self.case.facts.evidence(other).origins
        ]
        return Edit(
            field.section, name, field.key, data, adds, removes, slot, field.preference, old, new,
            origins[-1] if origins else None,
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
                            field.section, str(priority), field.key, word, (adds,), (removes,),
                            (field.section, str(priority), field.key), field.preference, str(now), word,
                            self._origin_of(str(priority), field.key),
                        )  # fmt: skip

    def _origin_of(self, priority: str, key: str) -> Origin:
        item = next(item for _, item in self.case.view.priorities() if item.id == priority)
        return item.stance.origin if key == "inzet" else item.interest.origin

    # ── which facts are possible ──────────────────────────────────────────────────────────────────

    def _fits(self, fact: Fact, pattern: Pattern) -> bool:
        names = BASE_TYPES[pattern.type].field_names
        return all(
            isinstance(term, Var) or term_holds(fact.values[names.index(name)], term, {})
            for name, term in pattern.terms
        )

    def _possible(self, pattern: Pattern, field: DossierKey, wide: bool) -> Iterator[tuple[Value, ...]]:
        """Every combination of values for a fact of this pattern that can be written down."""
        terms = dict(pattern.terms)
        options: list[Iterable[Value]] = []
        for name, domain in BASE_TYPES[pattern.type].fields:
            term = terms.get(name)
            if pattern.type == "instrument" and name != "status":
                options.append(())
                continue
            known = self._values(
                domain, name, field, wide, named=term is not None and not isinstance(term, Var)
            )
            options.append(
                [
                    value
                    for value in known
                    if term is None or isinstance(term, Var) or term_holds(value, term, {})
                ]
            )
        if pattern.type == "instrument":
            for fact in self._facts.get("instrument", ()):
                if "id" not in terms or term_holds(fact.values[0], terms["id"], {}):
                    yield from ((*fact.values[:3], status) for status in options[3])
            return
        domains = [domain for _, domain in BASE_TYPES[pattern.type].fields]
        yield from (values for values in product(*options) if not _about_itself(domains, values))

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
        names = BASE_TYPES[fact.type].field_names
        return {name: fact.values[names.index(name)] for name in field.values}

    def _subject(self, field: DossierKey, fact: Fact) -> str:
        names = BASE_TYPES[fact.type].field_names
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


def _said(values: Mapping[str, Value]) -> str:
    return " ".join(str(value) for value in values.values() if value != ABSENT)


def _about_itself(domains: Iterable[Domain], values: Iterable[Value]) -> bool:
    """Whether a fact would link a thing to itself."""
    ids = [
        (domain.name, value) for domain, value in zip(domains, values, strict=True) if domain.names_instances
    ]
    return len(set(ids)) < len(ids)
