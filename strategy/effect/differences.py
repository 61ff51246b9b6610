"""What is different between the advice of two runs, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from strategy.advice.advise import Conditions, Outcome
from strategy.advice.lines import Line, conditions_of
from strategy.advice.model import BANDS, Advice, Condition
from strategy.dossier.model import Dossier, Post
from strategy.scenarios.changes import posts

Kind = Literal["nieuw", "vervallen", "band", "inhoud", "score", "rang"]
KINDS: tuple[Kind, ...] = ("nieuw", "vervallen", "band", "inhoud", "score", "rang")
"""Heaviest first. `inhoud`: other parts, another attitude, other priorities or other conditions; `rang`: nothing but the rank."""


@dataclass(frozen=True)
class Difference:
    """One line that is not the same. `added` and `removed` are conditions.

    Within a line that is in both runs, `come` and `gone` are the parts that only one of them has.
    """

    id: str
    kind: Kind
    old: Line | None
    new: Line | None
    added: tuple[Condition, ...] = ()
    removed: tuple[Condition, ...] = ()

    @property
    def line(self) -> Line:
        """The new line, or the old one when it is gone."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def come(self) -> tuple[Advice, ...]:
        return _beyond(self.new, self.old)

    @property
    def gone(self) -> tuple[Advice, ...]:
        return _beyond(self.old, self.new)

    @property
    def turned(self) -> tuple[tuple[Advice, Advice], ...]:
        """The parts that ask for another attitude than they did, as they were and as they are."""
        if not (self.old and self.new):
            return ()
        known = {part.id: part for part in self.old.parts}
        pairs = ((known[part.id], part) for part in self.new.parts if part.id in known)
        return tuple(pair for pair in pairs if pair[0].target.attitude != pair[1].target.attitude)

    @property
    def moved(self) -> frozenset[str]:
        """The ids of the parts that are not the same."""
        one, other = (
            {
                part.id: (part.score, part.band, part.rank, _content(part))
                for part in (line.parts if line else ())
            }
            for line in (self.old, self.new)
        )
        return frozenset(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))

    @property
    def shift(self) -> float:
        """By how much the score changed; no line scores 0."""
        return (self.new.score if self.new else 0.0) - (self.old.score if self.old else 0.0)


def differences(old: Outcome, new: Outcome) -> tuple[Difference, ...]:
    """Every line that differs, the most consequential first: by kind, then by rank."""
    before = {line.id: line for line in old.lines}
    after = {line.id: line for line in new.lines}
    conditions = _conditions(old, new)
    found = [
        difference
        for name in (*after, *(name for name in before if name not in after))
        if (difference := _difference(name, before.get(name), after.get(name), conditions)) is not None
    ]
    return tuple(sorted(found, key=_order))


def state(outcome: Outcome, name: str) -> tuple[object, ...] | None:
    """All of a line that a difference can be about, for comparing runs; None when it is not given."""
    line = outcome.line(name)
    if line is None:
        return None
    return line.score, line.band, line.rank, _content(line), tuple(map(_key, line.conditions))


def _beyond(one: Line | None, other: Line | None) -> tuple[Advice, ...]:
    """The parts of a line that another version of it has not."""
    if one is None or other is None:
        return ()
    known = {part.id for part in other.parts}
    return tuple(part for part in one.parts if part.id not in known)


def _difference(
    name: str, old: Line | None, new: Line | None, conditions: Mapping[str, tuple[Condition, ...]]
) -> Difference | None:
    if old is None:
        return Difference(name, "nieuw", old, new)
    if new is None:
        return Difference(name, "vervallen", old, new)
    before, after = conditions[name], new.conditions
    kept, known = set(map(_key, after)), set(map(_key, before))
    added = tuple(condition for condition in after if _key(condition) not in known)
    removed = tuple(condition for condition in before if _key(condition) not in kept)
    kind: Kind | None = None
    if old.band != new.band:
        kind = "band"
    elif _content(old) != _content(new) or added or removed:
        kind = "inhoud"
    elif old.score != new.score:
        kind = "score"
    elif old.rank != new.rank:
        kind = "rang"
    return Difference(name, kind, old, new, added, removed) if kind else None


def _content(advice: Advice) -> tuple[object, ...]:
    parts = frozenset((part.id, part.target.attitude) for part in advice.within)
    return parts, frozenset(advice.priorities), frozenset(advice.opgaven)


def _conditions(old: Outcome, new: Outcome) -> Mapping[str, tuple[Condition, ...]]:
    """The conditions of the old run in the names of the new one, so that a new name is no new condition."""
    seats = {advice.id: advice.target for advice in old.advices if advice.target.sort == "positie"}
    worded = Conditions(old.case.view, old.case.facts, new.names, seats)

    def renamed(part: Advice) -> Advice:
        return replace(part, conditions=worded.of(part.id, part.target)) if part.id in seats else part

    return {line.id: conditions_of([renamed(part) for part in line.parts]) for line in old.lines}


def _key(condition: Condition) -> tuple[object, ...]:
    return condition.sort, condition.text, frozenset(condition.options), condition.met


def _order(difference: Difference) -> tuple[int, int, int, str]:
    loud = BANDS.index(min((a.band for a in (difference.old, difference.new) if a), key=BANDS.index))
    return KINDS.index(difference.kind), loud, difference.line.rank, difference.id


def counts(found: Iterable[Difference]) -> dict[Kind, int]:
    """How many differences there are of each kind."""
    totals: dict[Kind, int] = dict.fromkeys(KINDS, 0)
    for difference in found:
        totals[difference.kind] += 1
    return totals


OTHER = "ander"


def still_vacant(old: Dossier, new: Dossier) -> tuple[str, ...]:
    """The posts (`gremium/rol`, or `gremium/rol/thema`) that another holds in `new` only, and that are vacant in both."""
    before = posts(old)
    return tuple(
        name
        for name, post in posts(new).items()
        if name in before
        and before[name].vacant
        and post.vacant
        and OTHER in _holders(post)
        and OTHER not in _holders(before[name])
    )


def _holders(post: Post) -> frozenset[str]:
    return frozenset(membership.holder.value for membership in post.memberships)
