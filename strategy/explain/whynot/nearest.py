"""The nearest miss of a rule: values for its variables under which the fewest conditions fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from strategy.explain.whynot.conditions import Attempt, Bindings, attempt
from strategy.explain.whynot.editable import weight
from strategy.facts.types import Value
from strategy.inference.index import FactIndex
from strategy.rulebook.ast import Const, Pattern, Rule, Var

MOST_STEPS = 6_000
"""Joins tried per rule. Rules have ten conditions at most; what is not found by then is no near miss."""
MOST_FOUND = 200


def nearest(rule: Rule, index: FactIndex, given: Bindings) -> Attempt:
    """The attempt whose failing conditions weigh least, and among those the one nearest to holding.

    `given` are the variables that are fixed. Ties are broken by the values, so that the answer is always the same.
    """
    most = sum(weight(pattern.type) for pattern in rule.positive)
    for allowance in range(most + 1):
        search = _Search(rule, index, allowance)
        search.step(tuple(rule.positive), dict(given), 0)
        if search.found:
            attempts = (attempt(rule, index, dict(bindings)) for bindings in search.found)
            return min(attempts, key=_order)
    return attempt(rule, index, given)


def _order(candidate: Attempt) -> tuple[int, float, list[tuple[str, str]]]:
    bindings = [(name, str(value)) for name, value in candidate.bindings]
    return _weight(candidate), candidate.distance, bindings


def _weight(candidate: Attempt) -> int:
    """What the failing conditions weigh together: what anyone may change weighs less than what simply is so."""
    return sum(weight(condition.pattern.type) if condition.pattern else 1 for condition in candidate.failing)


def rating(candidate: Attempt) -> tuple[int, float, str]:
    """How near attempts of different rules are, nearest first."""
    return _weight(candidate), candidate.distance, candidate.rule.id


@dataclass
class _Search:
    """Joins the conditions of a rule, leaving out what weighs at most `allowance`."""

    rule: Rule
    index: FactIndex
    allowance: int
    found: dict[tuple[tuple[str, Value], ...], None] = field(default_factory=dict)
    steps: int = 0

    def step(self, remaining: tuple[Pattern, ...], bindings: dict[str, Value], failed: int) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS or len(self.found) >= MOST_FOUND:
            return
        if not remaining:
            if failed + self._denied(bindings) <= self.allowance:
                self.found[tuple(sorted(bindings.items()))] = None
            return
        pattern = max(remaining, key=lambda each: _bound(each, bindings))
        rest = tuple(each for each in remaining if each is not pattern)
        for extended in self._extensions(pattern, bindings):
            self.step(rest, extended, failed)
        if failed + (cost := weight(pattern.type)) <= self.allowance:
            self.step(rest, bindings, failed + cost)

    def _extensions(self, pattern: Pattern, bindings: dict[str, Value]) -> Iterator[dict[str, Value]]:
        seen: set[tuple[Value, ...]] = set()
        fresh = [
            (at, term.name)
            for at, term in self.index.terms(pattern)
            if isinstance(term, Var) and term.name not in bindings
        ]
        for fact in self.index.matching(pattern, bindings):
            values = tuple(fact.values[at] for at, _ in fresh)
            if values not in seen:
                seen.add(values)
                yield {**bindings, **{name: fact.values[at] for at, name in fresh}}

    def _denied(self, bindings: Mapping[str, Value]) -> int:
        """What the absences and differences that fail weigh."""
        denied = sum(
            weight(pattern.type)
            for pattern in self.rule.negative
            if all(name in bindings for name in pattern.variables)
            and next(self.index.matching(pattern, bindings), None) is not None
        )
        return denied + sum(
            one in bindings and bindings[one] == bindings.get(other) for one, other in self.rule.different
        )


def _bound(pattern: Pattern, bindings: Mapping[str, Value]) -> tuple[int, int]:
    """How much of a pattern is known already: what is known most is joined first."""
    known = sum(
        isinstance(term, Const) or (isinstance(term, Var) and term.name in bindings)
        for _, term in pattern.terms
    )
    return known - len(pattern.terms), known


def deriving(
    rules: Mapping[str, Rule], pattern: Pattern, bindings: Bindings
) -> Iterator[tuple[Rule, dict[str, Value]]]:
    """The rules that could conclude what a pattern looks for, with the variables that follow from it."""
    for rule in rules.values():
        if rule.head.kind not in ("feit", "advies") or rule.head.type != pattern.type:
            continue
        given: dict[str, Value] = {}
        for name, term in pattern.terms:
            concluded = rule.head.term(name)
            wanted = (
                term.value
                if isinstance(term, Const)
                else bindings.get(term.name)
                if isinstance(term, Var)
                else None
            )
            if wanted is None:
                continue
            if isinstance(concluded, Var):
                if given.setdefault(concluded.name, wanted) != wanted:
                    break
            elif concluded is None or concluded.value != wanted:
                break
        else:
            yield rule, given


def below(
    rules: Mapping[str, Rule], index: FactIndex, condition_pattern: Pattern, bindings: Bindings
) -> Attempt | None:
    """The nearest miss of whatever rule could conclude what a failing condition looks for."""
    attempts = [nearest(rule, index, given) for rule, given in deriving(rules, condition_pattern, bindings)]
    return min(attempts, key=rating, default=None)
