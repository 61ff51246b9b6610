"""Why the contributions to one line are not what they were: per contribution the mechanism and the edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from strategy.advice.advise import Outcome
from strategy.advice.identity import advice_id, target_of
from strategy.advice.model import Advice
from strategy.dossier.model import Scoring
from strategy.effect.comparison import Comparison
from strategy.effect.contributions import Step, effect_of, ledger_of, scored, steps
from strategy.effect.delta import Change
from strategy.effect.differences import Difference
from strategy.effect.reasons import NEW, OLD, Reasons
from strategy.effect.rule_changes import KIND as RULE
from strategy.facts.types import Fact
from strategy.inference.port import Firing

How = Literal[
    "regel-geldt", "regel-geldt-niet", "uitgesloten", "niet-uitgesloten", "punten", "gewicht", "factor",
    "formule", "rang", "voorwaarde", "nagerekend", "samenspel",
]  # fmt: skip
Why = tuple[How, str, tuple[Change, ...]]
"""What happened, to or by which rule, and because of which changes."""


@dataclass(frozen=True)
class Cause:
    """Why a line differs. `changes` are the edits behind it; `amount` what it does to the score on its own.

    `rule` is the rule that holds, no longer holds, counts otherwise or excludes. `others` are lines: those that
    came above or went from there (rang), or that a condition is about.
    """

    how: How
    changes: tuple[Change, ...]
    rule: str = ""
    amount: float = 0.0
    others: tuple[str, ...] = ()
    text: str = ""


class ScoreCauses:
    """Follows the contributions to advice in two runs, the old and the new."""

    def __init__(self, comparison: Comparison, outcomes: tuple[Outcome, Outcome], reasons: Reasons) -> None:
        self._comparison = comparison
        self._outcomes = outcomes
        self._reasons = reasons
        self._fired = tuple(frozenset(outcome.trace.firings) for outcome in outcomes)
        self._valid = tuple(_valid_by_name(outcome) for outcome in outcomes)
        self._renamed = {
            change.item: str(change.new)
            for change in comparison.changes
            if change.kind == RULE and change.sort == "hernoemd"
        }

    def of(self, difference: Difference, all_steps: bool = False) -> tuple[Cause, ...]:
        """The causes of a score, the weightiest first; with `all_steps` also what leaves the score as it is."""
        old = ledger_of(difference.old, self._renamed)
        new = ledger_of(difference.new, {})
        scoring = self.scoring(NEW if difference.new else OLD)
        parts = _parts(difference)
        groups: dict[Why, list[Step]] = {}
        for step in steps(old, new):
            for why in self._why(step):
                groups.setdefault(why, []).append(step)
        found = []
        for (how, rule, changes), group in groups.items():
            effect = effect_of(group, old, new, parts, scoring)
            if effect.counts or all_steps:
                found.append(Cause(how, changes, rule, effect.amount))
        found.sort(key=lambda cause: (-abs(cause.amount), cause.how, cause.rule))
        return (*found, *self._formula(difference))

    def about(self, kind: str, key: str, item: str = "") -> tuple[Change, ...]:
        """The changes of one key, of one thing or of any."""
        return tuple(
            change
            for change in self._comparison.changes
            if change.kind == kind and change.path[:1] == (key,) and item in ("", change.item)
        )

    def scoring(self, side: int) -> Scoring:
        return self._outcomes[side].case.dossier.header.scoring

    def _formula(self, difference: Difference) -> Iterator[Cause]:
        """Whether the same contributions are added up otherwise."""
        if difference.old and difference.new and self.about("dossier", "score"):
            ledger = ledger_of(difference.new, {})
            shift = difference.new.score - scored(ledger, _parts(difference), self.scoring(OLD))
            if shift:
                yield Cause("formule", self.about("dossier", "score"), amount=shift)

    def _why(self, step: Step) -> Iterator[Why]:
        if step.old and step.new:
            yield from self._otherwise(step)
            return
        side = NEW if step.new else OLD
        firing = step.entry.firing
        if self._new_here(firing, side):
            yield self._because(firing, side)
        else:
            yield from self._although(step, side)

    def _because(self, firing: Firing, side: int) -> Why:
        how: How = "regel-geldt" if side == NEW else "regel-geldt-niet"
        return how, firing.rule, self._reasons.firing(firing, side)

    def _new_here(self, firing: Firing, side: int) -> bool:
        """Whether a rule fires so, with this conclusion, in one run only."""
        concluded = self._reasons.concludes(firing, side)
        return firing not in self._fired[1 - side] or concluded != self._reasons.concludes(firing, 1 - side)

    def _although(self, step: Step, side: int) -> Iterator[Why]:
        """Why a contribution is in one run only, although its rule fires in both."""
        entry = step.entry
        for fact in self._valid[side].get((entry.advice, entry.priority), ()):
            if fact in self._reasons.trace(1 - side).valid:
                continue
            for veto in self._reasons.excluding(fact, 1 - side):
                how: How = "niet-uitgesloten" if side == NEW else "uitgesloten"
                yield how, veto.rule, self._reasons.firing(veto, 1 - side)
            for firing in self._reasons.trace(side).candidates[fact]:
                if self._new_here(firing, side):
                    yield self._because(firing, side)
        for fact in self._outcomes[side].case.facts.of_type("prioriteit"):
            if fact.values[:2] == (entry.priority, entry.opgave) and not self._reasons.holds(fact, 1 - side):
                how = "regel-geldt" if side == NEW else "regel-geldt-niet"
                yield how, entry.rule, self._reasons.fact(fact, side)

    def _otherwise(self, step: Step) -> Iterator[Why]:
        """Why a contribution counts otherwise than it did."""
        assert step.old and step.new
        rule = step.old.rule
        if step.old.points != step.new.points:
            yield "punten", rule, self.about(RULE, "punten", rule)
        if step.old.factor != step.new.factor:
            yield "factor", rule, self.about(RULE, "factor", rule)
        if step.old.weight != step.new.weight:
            priority = self.about("prioriteit", "gewicht", step.entry.priority)
            yield "gewicht", "", (*priority, *self.about("opgave", "gewicht", step.entry.opgave))


def _parts(difference: Difference) -> Mapping[str, Advice]:
    """The parts that a line has in either run."""
    return {part.id: part for line in (difference.old, difference.new) if line for part in line.parts}


def _valid_by_name(outcome: Outcome) -> Mapping[tuple[str, str], list[Fact]]:
    """The valid advice facts of a run, by the name of the advice and the priority it serves."""
    found: dict[tuple[str, str], list[Fact]] = {}
    for fact in _in_order(outcome.trace.candidates, outcome.trace.valid):
        target, priority = target_of(fact)
        found.setdefault((advice_id(target, priority), priority), []).append(fact)
    return found


def _in_order(facts: Iterable[Fact], wanted: set[Fact]) -> Iterator[Fact]:
    return (fact for fact in facts if fact in wanted)
