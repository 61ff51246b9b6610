"""Which change caused which difference: from a line that is not the same back to the edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from strategy.advice.advise import Outcome
from strategy.advice.ledger import band
from strategy.effect.comparison import Comparison
from strategy.effect.condition_causes import condition_changes
from strategy.effect.counterfactual import MOST_FOR_ADVICE, Counterfactuals
from strategy.effect.delta import Change
from strategy.effect.differences import Difference, state
from strategy.effect.reasons import OLD, Reasons
from strategy.effect.score_causes import Cause, ScoreCauses


@dataclass
class Causes:
    """Finds the causes of the differences between two runs, the old and the new."""

    comparison: Comparison
    outcomes: tuple[Outcome, Outcome]
    differences: Mapping[str, Difference]
    counterfactuals: Counterfactuals
    _own: dict[str, tuple[Cause, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._reasons = Reasons(self.comparison, self.outcomes, self.counterfactuals)
        self._scores = ScoreCauses(self.comparison, self.outcomes, self._reasons)
        self._line_of = {
            part.id: line.id for outcome in self.outcomes for line in outcome.lines for part in line.parts
        }

    def of(self, difference: Difference) -> tuple[Cause, ...]:
        """The causes of a difference, the weightiest first; at least one, and each with at least one change."""
        match difference.kind:
            case "rang":
                found = tuple(self._overtaken(difference))
            case "band":
                found = (*self._score(difference), *self._band(difference))
            case "inhoud":
                found = (*self._scores.of(difference, all_steps=True), *self._conditions(difference))
            case _:
                found = self._score(difference)
        return self._explained(found) or self._tried(difference)

    def _score(self, difference: Difference) -> tuple[Cause, ...]:
        """Why the score is what it is; for a line that came or went, why it is there or not."""
        if difference.id not in self._own:
            self._own[difference.id] = self._explained(self._scores.of(difference))
        return self._own[difference.id]

    def _explained(self, causes: Iterable[Cause]) -> tuple[Cause, ...]:
        return tuple(dict.fromkeys(cause for cause in causes if cause.changes))

    # ── what comes from other advice ──────────────────────────────────────────────────────────────

    def _band(self, difference: Difference) -> Iterator[Cause]:
        """Why the band moved, as far as the score of the line itself does not explain it: the lines moved."""
        assert difference.old and difference.new
        if band(difference.new.score, self._scores.scoring(OLD)) != difference.new.band:
            yield Cause("formule", self._scores.about("dossier", "score"))

    def _overtaken(self, difference: Difference) -> Iterator[Cause]:
        """Which lines came above this one, or went from above it."""
        assert difference.old and difference.new
        above = tuple(
            other.id
            for other in self.differences.values()
            if other.shift
            and (other.old is not None and other.old.score > difference.old.score)
            != (other.new is not None and other.new.score > difference.new.score)
        )
        yield Cause("rang", self._changes_of(above), others=above)

    def _conditions(self, difference: Difference) -> Iterator[Cause]:
        for condition in (*difference.added, *difference.removed):
            counterpart = difference.removed if condition in difference.added else difference.added
            options = {
                option for other in counterpart if other.sort == condition.sort for option in other.options
            }
            lines = {self._line_of.get(name, "") for name in options ^ set(condition.options)}
            others = tuple(
                name for name in sorted(lines) if name in self.differences and name != difference.id
            )
            changes = condition_changes(self.comparison, self._reasons, difference.line, condition)
            found = dict.fromkeys((*changes, *self._changes_of(others)))
            yield Cause("voorwaarde", tuple(found), others=others, text=condition.text)

    def _changes_of(self, names: Iterable[str]) -> tuple[Change, ...]:
        """The changes behind other lines that are not the same."""
        found: dict[Change, None] = {}
        for name in names:
            other = self.differences[name]
            causes = self._score(other) or self._explained(self._scores.of(other, all_steps=True))
            for cause in causes or self._tried(other):
                found |= dict.fromkeys(cause.changes)
        return tuple(found)

    # ── when the trace does not tell ──────────────────────────────────────────────────────────────

    def _tried(self, difference: Difference) -> tuple[Cause, ...]:
        """The changes that make the difference on their own, or else those without which it is not there."""
        changes = self.comparison.changes
        if len(changes) > MOST_FOR_ADVICE:
            return (Cause("samenspel", changes),)
        if len(changes) > 1:
            old, new = (state(outcome, difference.id) for outcome in self.outcomes)
            found = [each for each in changes if self._tried_state((each,), difference.id, old) != old]
            found = found or [
                each
                for each in changes
                if self._tried_state((other for other in changes if other != each), difference.id, new) != new
            ]
            changes = tuple(found) or changes
        return (Cause("nagerekend", changes),)

    def _tried_state(
        self, taken: Iterable[Change], name: str, otherwise: tuple[object, ...] | None
    ) -> tuple[object, ...] | None:
        outcome = self.counterfactuals.outcome_with(taken)
        return otherwise if outcome is None else state(outcome, name)
