"""The fact types of the characteristics that a dossier declares: each kenmerk is a fact of its own name.

Its fields are the things that it can be said of and `waarde`. A type is made of a declaration as a row of `types` is
written, so that everything that knows of fact types knows of these.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from strategy.dossier import vocabulary as words
from strategy.dossier.loader import why_not
from strategy.dossier.model import TRAITS, Trait
from strategy.facts.types import (
    ABSENT,
    ACTOR,
    BASE_TYPES,
    BODY,
    INSTRUMENT,
    NUMBER,
    PRIORITY,
    ROLE,
    THEME,
    BaseType,
    Domain,
    DossierKey,
    Fact,
    Relation,
    Value,
)

VALUE = "waarde"


class _Owner(NamedTuple):
    """How a thing with characteristics is named in a fact, told in a sentence and in a condition, and where it is changed."""

    fields: tuple[tuple[str, Domain], ...]
    told: str
    asked: str
    section: str


_OWNERS: Mapping[str, _Owner] = {
    "gremium": _Owner((("gremium", BODY),), "{gremium}", "{gremium}", "gremia"),
    "positie": _Owner(
        (("gremium", BODY), ("rol", ROLE), ("thema", THEME)), "{rol} {thema} van {gremium}",
        "<rol:de rol {rol}|een rol> in {gremium}<thema: voor {thema}|>", "posities",
    ),
    "actor": _Owner((("actor", ACTOR),), "{actor}", "{actor}", "actoren"),
    "prioriteit": _Owner((("prioriteit", PRIORITY),), '"{prioriteit}"', "{prioriteit}", "prioriteiten"),
    "instrument": _Owner((("instrument", INSTRUMENT),), "{instrument}", "{instrument}", "instrumenten"),
}  # fmt: skip


@dataclass(frozen=True)
class TraitType(BaseType):
    """The facts of one characteristic, said of one or more kinds of things: `owners` are these, `edits` where each is said."""

    owners: tuple[str, ...] = ()
    edits: tuple[DossierKey, ...] = ()

    def told(self, values: Mapping[str, str]) -> str:
        owner = next(_OWNERS[name] for name in self.owners if values[_OWNERS[name].fields[0][0]])
        said = self.sentence.format(**values, wie=" ".join(owner.told.format(**values).split()))
        return said.removesuffix(": ja") if self.domain(VALUE) == YES_NO else said

    def tells_of(self, fact: Fact) -> tuple[str, Value]:
        return next(
            (domain.name, value)
            for (_, domain), value in zip(self.fields, fact.values, strict=True)
            if value != ABSENT
        )

    def edit_of(self, fields: Collection[str]) -> DossierKey | None:
        return next((edit for edit in self.edits if edit.subject in fields), self.edit)


YES_NO = Domain("ja of nee", words.YES_NO)


def stated_types(traits: Mapping[str, Trait]) -> dict[str, BaseType]:
    """Every kind of fact that a dossier with these characteristics can state; what is wrong with one is reported elsewhere."""
    own = (_type(trait) for trait in traits.values() if trait.id not in BASE_TYPES and _is_whole(trait))
    return {**BASE_TYPES, **{made.name: made for made in own}}


def can_be(trait: Trait, owner: str, value: Value) -> bool:
    """Whether a thing of this kind can have this value of a characteristic."""
    return owner in trait.owners and not why_not(value, trait.sort, trait.words)


def _is_whole(trait: Trait) -> bool:
    owners = [*(trait.owners or ())]
    missing = None in (*owners, *(trait.words or ())) or (trait.sort == "woord" and not trait.words)
    return bool(trait.name and trait.sort and owners) and not missing


def _type(trait: Trait) -> TraitType:
    owners = [_OWNERS[name] for name in trait.owners]
    fields = dict(field for owner in owners for field in owner.fields)
    noun = trait.sort != "ja-nee"
    several = len(owners) > 1
    who = "".join(f"<{owner.fields[0][0]}:{owner.asked}|>" if several else owner.asked for owner in owners)
    asked = f"het kenmerk “{trait.name}” van {who} "
    edits = tuple(
        DossierKey(owner.section, TRAITS, owner.fields[0][0], (VALUE,), functional=True, names=(trait.id,))
        for owner in owners
    )
    return TraitType(
        trait.id,
        f"{trait.name}, een eigen kenmerk",
        (*fields.items(), (VALUE, _domain(trait))),
        sentence=f"{trait.name} van {{wie}}: {{waarde}}" if noun else f"{{wie}} {trait.name}: {{waarde}}",
        clause=Relation(
            f"{asked}<waarde:{{waarde}} is|bekend is>", f"{asked}niet <waarde:{{waarde}} is|bekend is>"
        ),
        edit=edits[0],
        decides=None if several else (tuple(fields), (VALUE,)),
        owners=trait.owners,
        edits=edits,
    )


def _domain(trait: Trait) -> Domain:
    if trait.sort == "ja-nee":
        return YES_NO
    return NUMBER if trait.sort == "getal" else Domain(f"woord van {trait.id}", trait.words)
