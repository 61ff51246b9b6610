"""Random edits of what the advice rests on: facts, weights, scoring and rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from strategy.dossier.model import Dossier
from strategy.rulebook.ast import Rule, Rulebook
from strategy.rulebook.compile import layers
from strategy.workspace import Workspace
from tests.effect.mutate import Place, others, places, put

MATTER = {
    "Priority": {
        "also_under",
        "stance",
        "interest",
        "asks",
        "themes",
        "levels",
        "trend",
        "weight",
        "validity",
    },
    "Opgave": {"weight", "priorities"},
    "Body": {"sort", "themes", "functions", "requires", "posts", "validity"},
    "Post": {"role", "vacant", "memberships", "validity"},
    "Membership": {"holder"},
    "Actor": {
        "sort",
        "level",
        "fields",
        "competences",
        "ties",
        "influences",
        "represents",
        "validity",
        "bodies",
    },
    "Influence": {"strength"},
    "Instrument": {"state", "themes", "partners"},
    "Theme": {"parents"},
    "Scoring": {"bonus", "cap", "core", "promising"},
    "Concepts": {"ask_functions", "tie_attitudes"},
}


@dataclass(frozen=True)
class Edit:
    """A place in the dossier with another value, or a rule with another one in its place (None takes it out)."""

    name: str
    place: Place | None = None
    value: Any = None
    rule: str = ""
    instead: Rule | None = None

    def apply(self, version: Workspace) -> Workspace:
        if self.place is not None:
            dossier = put(version.loaded.dossier, self.place.path, self.value)
            return replace(version, loaded=replace(version.loaded, dossier=dossier))
        rules = [self.instead if rule.id == self.rule else rule for rule in version.rulebook.rules]
        return replace(
            version, rulebook=_book(version.rulebook, [rule for rule in rules if rule is not None])
        )


def edits(version: Workspace) -> list[Edit]:
    """Every edit of one field or rule that may matter, in a fixed order."""
    found = [edit for place in places(version.loaded.dossier) for edit in _of_place(place)]
    for rule in version.rulebook.rules:
        if rule.points:
            found.append(_of_rule(rule, replace(rule, points=rule.points / 2)))
            found.append(_of_rule(rule, None))
        if len(rule.negative) == 1:
            found.append(_of_rule(rule, replace(rule, negative=())))
    return found


def clear_of(edit: Edit, other: Edit) -> bool:
    """Whether two edits touch different things, so that both can be made."""
    if edit.place is None or other.place is None:
        return edit.rule != other.rule
    short, long = sorted((edit.place.path, other.place.path), key=len)
    return long[: len(short)] != short


def _of_place(place: Place) -> list[Edit]:
    kind = type(place.owner).__name__
    if place.key.attribute not in MATTER.get(kind, ()):
        return []
    value = getattr(place.owner, place.key.attribute)
    name = f"{kind} {getattr(place.owner, 'id', '')} {place.key.name}"
    return [Edit(name, place, other) for other in others(place.key.kind, value) if _sound(place, other)]


def _sound(place: Place, value: Any) -> bool:
    """Whether a value can stand in a dossier: no names that do not exist, and nothing that must be there missing."""
    if place.key.attribute == "validity" or (place.key.required and not value):
        return False
    return "iets-nieuws" not in repr(_plain(value)) and not (place.key.attribute == "ties" and not value)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return getattr(value, "id", getattr(value, "value", getattr(value, "theme", value)))


def _of_rule(rule: Rule, instead: Rule | None) -> Edit:
    return Edit(f"regel {rule.id}", rule=rule.id, instead=instead)


def _book(book: Rulebook, rules: list[Rule]) -> Rulebook:
    return replace(book, rules=tuple(rules), layers=layers(rules)[0])


def dossier_of(version: Workspace) -> Dossier:
    return version.loaded.dossier
