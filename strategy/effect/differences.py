"""What is different between the advice of two runs, advice by advice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from strategy.advice.advise import Outcome
from strategy.advice.conditions import Conditions
from strategy.advice.model import BANDS, Advice, Condition

Kind = Literal["nieuw", "vervallen", "band", "inhoud", "score", "rang"]
KINDS: tuple[Kind, ...] = ("nieuw", "vervallen", "band", "inhoud", "score", "rang")
"""Heaviest first. `inhoud`: another attitude, other priorities or other conditions; `rang`: nothing but the rank."""


@dataclass(frozen=True)
class Difference:
    """One advice that is not the same. `added` and `removed` are conditions."""

    id: str
    kind: Kind
    old: Advice | None
    new: Advice | None
    added: tuple[Condition, ...] = ()
    removed: tuple[Condition, ...] = ()

    @property
    def advice(self) -> Advice:
        """The new advice, or the old one when it is gone."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def shift(self) -> float:
        """By how much the score changed; no advice scores 0."""
        return (self.new.score if self.new else 0.0) - (self.old.score if self.old else 0.0)


def differences(old: Outcome, new: Outcome) -> tuple[Difference, ...]:
    """Every advice that differs, the most consequential first: by kind, then by rank."""
    before = {advice.id: advice for advice in old.advices}
    after = {advice.id: advice for advice in new.advices}
    conditions = _conditions(old, new)
    found = [
        difference
        for name in (*after, *(name for name in before if name not in after))
        if (difference := _difference(name, before.get(name), after.get(name), conditions)) is not None
    ]
    return tuple(sorted(found, key=_order))


def state(outcome: Outcome, name: str) -> tuple[object, ...] | None:
    """All of an advice that a difference can be about, for comparing runs; None when it is not given."""
    advice = outcome.advice(name)
    if advice is None:
        return None
    return advice.score, advice.band, advice.rank, _content(advice), tuple(map(_key, advice.conditions))


def _difference(
    name: str, old: Advice | None, new: Advice | None, conditions: Mapping[str, tuple[Condition, ...]]
) -> Difference | None:
    if old is None:
        return Difference(name, "nieuw", old, new)
    if new is None:
        return Difference(name, "vervallen", old, new)
    before, after = conditions[name], new.conditions
    kept, known = set(map(_key, after)), set(map(_key, before))
    added = tuple(condition for condition in after if _key(condition) not in known)
    removed = tuple(
        shown for shown, condition in zip(old.conditions, before, strict=True) if _key(condition) not in kept
    )
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
    return advice.target.attitude, frozenset(advice.priorities), frozenset(advice.opgaven)


def _conditions(old: Outcome, new: Outcome) -> Mapping[str, tuple[Condition, ...]]:
    """The conditions of the old run in the names of the new one, so that a new name is no new condition."""
    seats = {advice.id: advice.target for advice in old.advices if advice.target.sort == "positie"}
    worded = Conditions(old.case.view, old.case.facts, new.names, seats)
    return {
        advice.id: worded.of(advice.id, advice.target) if advice.id in seats else () for advice in old.advices
    }


def _key(condition: Condition) -> tuple[object, ...]:
    return condition.sort, condition.text, frozenset(condition.options), condition.met


def _order(difference: Difference) -> tuple[int, int, int, str]:
    advice = difference.advice
    loud = BANDS.index(min((a.band for a in (difference.old, difference.new) if a), key=BANDS.index))
    return KINDS.index(difference.kind), loud, advice.rank, difference.id


def counts(found: Iterable[Difference]) -> dict[Kind, int]:
    """How many differences there are of each kind."""
    totals: dict[Kind, int] = dict.fromkeys(KINDS, 0)
    for difference in found:
        totals[difference.kind] += 1
    return totals
