"""Which rules feed each other: what one derives or advises another asks for, and what a veto may hit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from strategy.rulebook.ast import Const, Head, OneOf, Pattern, Rule, Rulebook


@dataclass(frozen=True)
class Links:
    """The ids of the rules around one rule, in the order of the rulebook.

    What a rule asks for feeds it, what it wants absent stops it; a veto or counter-argument counters advice.
    """

    fed_by: tuple[str, ...]
    feeds: tuple[str, ...]
    stopped_by: tuple[str, ...]
    stops: tuple[str, ...]
    countered_by: tuple[str, ...]
    counters: tuple[str, ...]


def links(rulebook: Rulebook) -> dict[str, Links]:
    """The links of every rule, by its id."""
    rules = rulebook.rules
    return {
        rule.id: Links(
            fed_by=tuple(other.id for other in rules if _meets(other, rule.positive)),
            feeds=tuple(other.id for other in rules if _meets(rule, other.positive)),
            stopped_by=tuple(other.id for other in rules if _meets(other, rule.negative)),
            stops=tuple(other.id for other in rules if _meets(rule, other.negative)),
            countered_by=tuple(other.id for other in rules if _hits(other.head, rule.head)),
            counters=tuple(other.id for other in rules if _hits(rule.head, other.head)),
        )
        for rule in rules
    }


def _meets(rule: Rule, patterns: Sequence[Pattern]) -> bool:
    """Whether what a rule concludes can be what one of these patterns is about."""
    return rule.head.kind in ("feit", "advies") and any(_matches(rule.head, pattern) for pattern in patterns)


def _matches(head: Head, pattern: Pattern) -> bool:
    if head.type != pattern.type:
        return False
    for key, term in pattern.terms:
        concluded = head.term(key)
        if concluded is None:
            return False  # a key that a conclusion leaves out is absent, and equals nothing
        if isinstance(concluded, Const):
            if isinstance(term, Const) and term.value != concluded.value:
                return False
            if isinstance(term, OneOf) and concluded.value not in term.values:
                return False
    return True


def _hits(veto: Head, advice: Head) -> bool:
    """Whether a veto or counter-argument can be about what a rule advises."""
    if veto.kind not in ("sluit_uit", "tegen") or advice.kind != "advies":
        return False
    for key, term in veto.terms:
        concluded = advice.term(key)
        if concluded is None:
            return False
        if isinstance(term, Const) and isinstance(concluded, Const) and term.value != concluded.value:
            return False
    return True
