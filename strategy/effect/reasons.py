"""Why a fact or a firing is in one run and not in the other: followed back to the changes, along the trace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from strategy.advice.advise import Outcome
from strategy.effect.comparison import Comparison
from strategy.effect.counterfactual import Counterfactuals
from strategy.effect.delta import Change
from strategy.effect.rule_changes import KIND, LOGIC
from strategy.errors import Span
from strategy.facts.types import Fact
from strategy.inference.port import Firing, instantiate
from strategy.inference.trace import Trace
from strategy.rulebook.ast import Pattern, Rule

OLD, NEW = 0, 1

Changes = dict[Change, None]
"""Changes without repetition, in order of finding."""
Places = dict[Span, list[Change]]
"""Per place the changes whose value stands there."""


@dataclass
class Reasons:
    """Looks from either side: `side` is the run (OLD or NEW) in which the thing is, and the other has it not."""

    comparison: Comparison
    outcomes: tuple[Outcome, Outcome]
    counterfactuals: Counterfactuals
    _facts: dict[tuple[Fact, int], tuple[Change, ...]] = field(default_factory=dict)
    _firings: dict[tuple[Firing, int], tuple[Change, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._stated_at: tuple[Places, Places] = ({}, {})
        for change in self.comparison.changes:
            for side, places in ((OLD, change.evidence_old), (NEW, change.evidence_new)):
                for place in places:
                    self._stated_at[side].setdefault(place, []).append(change)

    def trace(self, side: int) -> Trace:
        return self.outcomes[side].trace

    def concludes(self, firing: Firing, side: int) -> Fact | None:
        """What a firing concludes in a run; None when the run does not have its rule."""
        trace = self.trace(side)
        rule = trace.rules.get(firing.rule)
        if rule is None or {name for name, _ in firing.bindings} != set(rule.variables):
            return None
        return instantiate(rule.head, trace.types[rule.head.type], dict(firing.bindings))

    def holds(self, fact: Fact, side: int) -> bool:
        """Whether a fact of the dossier, a derived fact or an advice holds in a run."""
        trace = self.trace(side)
        return fact in trace.base or fact in trace.derived or fact in trace.valid

    def fact(self, fact: Fact, side: int) -> tuple[Change, ...]:
        """The changes because of which a fact holds in this run only."""
        key = (fact, side)
        if key not in self._facts:
            self._facts[key] = ()  # what rests on itself has its reason elsewhere
            self._facts[key] = tuple(self._fact(fact, side))
        return self._facts[key]

    def firing(self, firing: Firing, side: int) -> tuple[Change, ...]:
        """The changes because of which a rule fires so, or concludes so, in this run only."""
        key = (firing, side)
        if key not in self._firings:
            self._firings[key] = ()
            self._firings[key] = tuple(self._firing(firing, side))
        return self._firings[key]

    def excluding(self, fact: Fact, side: int) -> tuple[Firing, ...]:
        """The firings that exclude an advice in a run."""
        return self.trace(side).vetoes.against(fact)

    # ── firings ───────────────────────────────────────────────────────────────────────────────────

    def _firing(self, firing: Firing, side: int) -> Changes:
        rule, other = (self.trace(each).rules.get(firing.rule) for each in (side, 1 - side))
        assert rule is not None
        if other is None:
            return dict.fromkeys(self._of_rule(firing.rule, whole=True))
        found: Changes = {}
        for premise in self.trace(side).premises(firing):
            if not self.holds(premise, 1 - side):
                found |= dict.fromkeys(self.fact(premise, side))
        for pattern in rule.negative:
            for fact in self._matching(pattern, firing, 1 - side):
                if not self.holds(fact, side):
                    found |= dict.fromkeys(self.fact(fact, 1 - side))
        logic = self._of_rule(firing.rule, whole=False)
        if logic and (not found or not self._fires_anyway(other, firing, side)):
            found |= dict.fromkeys(logic)
        return found

    def _fires_anyway(self, other: Rule, firing: Firing, side: int) -> bool:
        """Whether the rule as it is in the other version would fire and conclude the same on the facts of this run."""
        if self.concludes(firing, side) != self.concludes(firing, 1 - side):
            return False
        bindings = dict(firing.bindings)
        return (
            all(any(self._matching(pattern, firing, side)) for pattern in other.positive)
            and not any(any(self._matching(pattern, firing, side)) for pattern in other.negative)
            and all(bindings[one] != bindings[another] for one, another in other.different)
        )

    def _matching(self, pattern: Pattern, firing: Firing, side: int) -> Iterator[Fact]:
        trace = self.trace(side)
        if pattern.type not in trace.types:
            return iter(())
        known = set(trace.types[pattern.type].field_names)
        if not known.issuperset(name for name, _ in pattern.terms):
            return iter(())
        return trace.index.matching(pattern, dict(firing.bindings))

    def _of_rule(self, name: str, whole: bool) -> Iterable[Change]:
        """The changes of a rule: its coming, going or new name, or what it asks and concludes."""
        for change in self.comparison.changes:
            about = name in (change.item, change.new) if change.sort == "hernoemd" else change.item == name
            kept = not change.path if whole else change.path[:1] in LOGIC
            if change.kind == KIND and about and kept:
                yield change

    # ── facts ─────────────────────────────────────────────────────────────────────────────────────

    def _fact(self, fact: Fact, side: int) -> Changes:
        trace = self.trace(side)
        if fact in trace.base:
            return self._stated(fact, side)
        if fact in self.trace(1 - side).candidates:  # excluded there
            vetoes = self.excluding(fact, 1 - side)
            return {change: None for veto in vetoes for change in self.firing(veto, 1 - side)}
        return {change: None for firing in trace.reasons(fact) for change in self.firing(firing, side)}

    def _stated(self, fact: Fact, side: int) -> Changes:
        """A fact of the dossier: stated where a change is, computed from such a fact, or else found by trying."""
        evidence = self.trace(side).base.evidence(fact)
        places = {origin.span for origin in evidence.origins}
        found = {change: None for place in sorted(places) for change in self._stated_at[side].get(place, ())}
        for premise in evidence.premises:
            if not self.holds(premise, 1 - side):
                found |= dict.fromkeys(self.fact(premise, side))
        return found or dict.fromkeys(self.counterfactuals.fact_changes(fact, side == NEW))
