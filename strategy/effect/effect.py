"""The effect of an edit: the changes, the differences in the advice, and for each difference its causes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from strategy.advice.advise import Outcome, advise, prepare
from strategy.effect.causes import Cause, Causes
from strategy.effect.comparison import Comparison, Counterfactuals, Run, compare
from strategy.effect.delta import Change
from strategy.effect.differences import Difference, Kind, counts, differences
from strategy.effect.version import Version, under_scenario
from strategy.scenarios.files import with_files


@dataclass(frozen=True)
class Explained:
    """A difference with its causes, the weightiest first; there is at least one."""

    difference: Difference
    causes: tuple[Cause, ...]

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes behind the difference, without repetition."""
        return tuple(dict.fromkeys(change for cause in self.causes for change in cause.changes))


@dataclass(frozen=True)
class Effect:
    """What the new version does to the advice of the old one."""

    comparison: Comparison
    old: Outcome
    new: Outcome
    items: tuple[Explained, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.comparison.changes

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many differences there are of each kind."""
        return counts(item.difference for item in self.items)

    @property
    def equal(self) -> int:
        """How many lines are the same in both versions."""
        return len(self.new.lines) - sum(item.difference.new is not None for item in self.items)

    def behind(self, change: Change) -> tuple[Explained, ...]:
        """The differences that a change is behind."""
        return tuple(self._behind.get(change, ()))

    @cached_property
    def _behind(self) -> Mapping[Change, list[Explained]]:
        found: dict[Change, list[Explained]] = {}
        for item in self.items:
            for change in item.changes:
                found.setdefault(change, []).append(item)
        return found


@dataclass(frozen=True)
class Part(Effect):
    """An effect on some of the lines only: those named in `chosen`."""

    chosen: frozenset[str] = frozenset()

    @property
    def equal(self) -> int:
        """How many of the chosen lines are the same in both versions."""
        present = sum(line.id in self.chosen for line in self.new.lines)
        return present - sum(item.difference.new is not None for item in self.items)


def part_of(effect: Effect, chosen: Collection[str]) -> Part:
    """What an effect is on the lines in `chosen`."""
    items = tuple(item for item in effect.items if item.difference.id in chosen)
    return Part(effect.comparison, effect.old, effect.new, items, frozenset(chosen))


def outcome_of(version: Version, run: Run) -> Outcome:
    """The advice of a version."""
    return advise(prepare(version.loaded, run.day, run.public_only, version.rulebook), run.engine)


def effect_of(old: Version, new: Version, run: Run, before: Outcome | None = None) -> Effect:
    """The effect of going from `old` to `new`; `before` is the advice of the old version, when it is known."""
    return effect_between(compare(old, new), run, before)


def scenario_effect(base: Version, name: str, run: Run) -> Effect:
    """The effect of a scenario on the dossier itself; its assumptions are told as such, not as changes.

    Raises KrachtenveldError for a name that does not exist, InputError for a scenario that does not fit.
    """
    name, texts = with_files(name, base.scenario_texts)
    base = replace(base, scenario_texts=texts)
    return effect_between(compare(base, under_scenario(base, name, run.public_only)), run)


def effect_between(comparison: Comparison, run: Run, before: Outcome | None = None) -> Effect:
    """The effect of the changes of a comparison."""
    old, new = comparison.old, comparison.new
    one = before or outcome_of(old, run)
    other = outcome_of(new, run)
    found = differences(one, other)
    by_name: dict[str, Difference] = {difference.id: difference for difference in found}
    causes = Causes(comparison, (one, other), by_name, Counterfactuals(comparison, run))
    return Effect(
        comparison, one, other, tuple(Explained(difference, causes.of(difference)) for difference in found)
    )
