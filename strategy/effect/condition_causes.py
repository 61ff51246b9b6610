"""Which changes a condition of a seat follows from, as far as it does not follow from other advice."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice, Condition
from strategy.effect.comparison import Comparison
from strategy.effect.delta import Change
from strategy.effect.reasons import NEW, OLD, Reasons
from strategy.facts.types import Fact

_FACTS = {"vereist": ("vereist", "bezet"), "gunning": ("namens", "gremium")}
"""Per sort of condition the facts it is read from; choices are read from the dossier itself."""


def condition_changes(
    comparison: Comparison, reasons: Reasons, advice: Advice, condition: Condition
) -> tuple[Change, ...]:
    """The changes behind a condition of `advice` that is in one run only."""
    if condition.sort == "keuze":
        chosen = (change for change in comparison.changes if change.path[:1] == ("keuzes",))
        return tuple(dict.fromkeys(chosen))
    found: dict[Change, None] = {}
    about = {name for side in (OLD, NEW) for name in _about(reasons.outcomes[side], advice.target.body)}
    for side in (OLD, NEW):
        for name in _FACTS.get(condition.sort, ()):
            for fact in reasons.outcomes[side].case.facts.of_type(name):
                if fact.values[0] in about and not reasons.holds(fact, 1 - side):
                    found |= dict.fromkeys(reasons.fact(fact, side))
    return tuple(found)


def _about(outcome: Outcome, body: str) -> Iterator[object]:
    """The body of a seat, the bodies it requires and the actor it belongs to."""
    yield body
    for fact in _of(outcome, "vereist", body):
        yield fact.values[1]
    for fact in _of(outcome, "gremium", body):
        yield fact.values[1]


def _of(outcome: Outcome, name: str, first: str) -> Iterator[Fact]:
    return (fact for fact in outcome.case.facts.of_type(name) if fact.values[0] == first)
