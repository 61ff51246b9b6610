"""Two rules that say the same: equal conditions and conclusion, but for names of variables and order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from strategy.checks.production import always_filled
from strategy.checks.subject import Subject, place
from strategy.checks.subsumption import Filled, aimed, covers
from strategy.errors import Finding
from strategy.rulebook.ast import Rule

DUPLICATE_RULE = "dubbele-regel"


def duplicate_rules(subject: Subject) -> Iterator[Finding]:
    """A remark at every rule that repeats an earlier one.

    Two rules that say the same: equal conditions and conclusion, but for names of variables and order. The
    reason then counts twice in every score, and whoever mends one of the two forgets the other.
    """
    filled = always_filled(subject.case.rulebook)
    seen: set[str] = set()
    for first, second in combinations(subject.rules, 2):
        if second.id not in seen and same(first, second, filled):
            seen.add(second.id)
            message = f'regel "{second.id}" is dezelfde als "{first.id}" ({place(first.span)})'
            if first.points != second.points:
                message += f", met {second.points:g} in plaats van {first.points:g} punten"
            hint = "verwijder er één"
            if first.points:
                hint += "; nu telt dezelfde reden twee keer mee"
            yield subject.finding(second.span, DUPLICATE_RULE, message, hint)


def same(one: Rule, other: Rule, filled: Filled) -> bool:
    """Whether two rules fire for the same and conclude the same, their points left aside."""
    if one.head.kind != other.head.kind or one.head.type != other.head.type:
        return False
    if bool(one.factor) != bool(other.factor):
        return False
    there, back = aimed(one.head, other.head, exact=True), aimed(other.head, one.head, exact=True)
    return (
        there is not None
        and back is not None
        and covers(one, other, there, filled)
        and covers(other, one, back, filled)
    )
