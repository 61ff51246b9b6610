"""Where the conditions of a rule stop meeting each other: facts matched condition by condition, as users read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from strategy.facts.types import Value
from strategy.inference.index import FactIndex
from strategy.rulebook.ast import Pattern, Rule, Var

MOST_ROWS = 50_000
"""Combinations kept at once. A rule that does not fire but needs more than this is told less precisely."""

Stop = Literal["geen feit", "nooit samen", "anders", "niet", "onbekend"]
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Stopped:
    """Why a rule does not fire on these facts.

    `why`: "geen feit" when nothing matches condition `at`; "nooit samen" when it matches `alone` facts, but
    none with the `before` combinations that meet the conditions above it; "anders" or "niet" when those
    take away the last of `before` combinations (`at` is then the number of the `niet`); "onbekend" when
    there were too many combinations to follow. `shared` are the variables that had to agree.
    """

    why: Stop
    at: int = 0
    alone: int = 0
    before: int = 0
    shared: tuple[str, ...] = ()


def stopped(rule: Rule, index: FactIndex) -> Stopped | None:
    """Where a rule gets stuck; None when it fires."""
    counts = [sum(1 for _ in index.matching(pattern, {})) for pattern in rule.positive]
    if 0 in counts:
        return Stopped("geen feit", counts.index(0))
    names: tuple[str, ...] = ()
    rows: set[Row] = {()}
    for at, pattern in enumerate(rule.positive):
        needed = _needed(rule, at + 1)
        kept = tuple(name for name in (*names, *pattern.variables) if name in needed)
        kept = tuple(dict.fromkeys(kept))
        wider = _joined(rows, names, pattern, kept, index)
        if wider is None:
            return Stopped("onbekend")
        if not wider:
            shared = tuple(name for name in pattern.variables if name in names)
            return Stopped("nooit samen", at, counts[at], len(rows), shared)
        names, rows = kept, wider
    return _taken_away(rule, names, rows, index)


def _taken_away(rule: Rule, names: tuple[str, ...], rows: set[Row], index: FactIndex) -> Stopped | None:
    for one, other in rule.different:
        left = {row for row in rows if row[names.index(one)] != row[names.index(other)]}
        if not left:
            return Stopped("anders", before=len(rows), shared=(one, other))
        rows = left
    for at, pattern in enumerate(rule.negative):
        left = {row for row in rows if not any(index.matching(pattern, dict(zip(names, row, strict=True))))}
        if not left:
            return Stopped("niet", at, before=len(rows))
        rows = left
    return None


def _joined(
    rows: Iterable[Row], names: tuple[str, ...], pattern: Pattern, kept: tuple[str, ...], index: FactIndex
) -> set[Row] | None:
    """The rows that are left with one condition more, as values of `kept`; None when there are too many."""
    places = [(position, term.name) for position, term in index.terms(pattern) if isinstance(term, Var)]
    found: set[Row] = set()
    for row in rows:
        bindings = dict(zip(names, row, strict=True))
        for fact in index.matching(pattern, bindings):
            wider = {**bindings, **{name: fact.values[position] for position, name in places}}
            found.add(tuple(wider[name] for name in kept))
            if len(found) > MOST_ROWS:
                return None
    return found


def _needed(rule: Rule, start: int) -> set[str]:
    """The variables that conditions from `start` on, `anders` and `niet` still name."""
    later = (*rule.positive[start:], *rule.negative)
    return {name for pattern in later for name in pattern.variables} | {
        name for pair in rule.different for name in pair
    }
