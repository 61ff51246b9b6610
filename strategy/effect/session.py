"""One user at work: the reference read once, the dossier as often as it is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from strategy.advice.advise import Outcome
from strategy.effect.across import ScenarioEffect, Scenarios
from strategy.effect.counterfactual import Run
from strategy.effect.effect import Effect, effect_of, outcome_of, scenario_effect
from strategy.effect.reference import reference
from strategy.effect.tested import Interrupted, Tested, Tests
from strategy.effect.version import Version, version_of_folder
from strategy.scenarios.files import BASE

NOW = "nu"
Around = tuple[tuple[ScenarioEffect, ...], Tested]


def never() -> bool:
    """Nothing interrupts."""
    return False


@dataclass
class Session:
    """Compares the dossier in `folder` with what `against` names; `surrounded` adds scenarios and tests."""

    folder: Path
    against: str | None
    run: Run
    surrounded: bool = True
    _scenarios: Scenarios | None = field(default=None, init=False)
    _tests: Tests | None = field(default=None, init=False)

    @cached_property
    def reference(self) -> Version:
        """What the dossier is held against. Raises KrachtenveldError when there is no such thing."""
        return reference(self.folder, self.against)

    @cached_property
    def _before(self) -> Outcome:
        return outcome_of(self.reference, self.run)

    def now(self) -> Version:
        """The dossier as it is on disk. Raises InputError with every finding."""
        return version_of_folder(NOW, self.folder)

    def effect(self) -> Effect:
        """The effect of what is on disk now. Raises InputError when that holds errors."""
        now = self.now()
        return effect_of(self.reference, now, self.run, self._before)

    def scenario(self, name: str) -> Effect:
        """The effect of a scenario on the dossier itself. Raises KrachtenveldError for an unknown name."""
        return scenario_effect(replace(self.now(), label=BASE), name, self.run)

    def around(self, effect: Effect, interrupted: Callable[[], bool] = never) -> Around | None:
        """The same edit under every scenario, and the tests; None when not wanted, idle, or interrupted."""
        old, new = effect.comparison.old, effect.comparison.new
        idle = (
            not effect.changes
            and old.scenario_texts == new.scenario_texts
            and old.test_texts == new.test_texts
        )
        if idle or not self.surrounded:
            return None
        self._scenarios = self._scenarios or Scenarios(self.reference, self.run)
        self._tests = self._tests or Tests(self.reference, self.run)
        found = []
        for each in self._scenarios.effects(new):
            found.append(each)
            if interrupted():
                return None
        try:
            return tuple(found), self._tests.of(effect, interrupted)
        except Interrupted:
            return None
