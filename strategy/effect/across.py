"""The same edit under every scenario: how many of them it touches, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from strategy.advice.advise import Outcome, advise, prepare
from strategy.effect.counterfactual import Run
from strategy.effect.differences import Difference, Kind, counts, differences
from strategy.effect.version import Version, under_scenario
from strategy.errors import InputError, KrachtenveldError
from strategy.scenarios.files import for_outside, read_scenarios

CORE = "doen"


@dataclass(frozen=True)
class ScenarioEffect:
    """What the edit does under one scenario. `problem` says why that cannot be told, "" when it can."""

    id: str
    name: str
    counts: Mapping[Kind, int] = field(default_factory=dict)
    into_core: int = 0
    out_of_core: int = 0
    problem: str = ""

    @property
    def touched(self) -> bool:
        return any(self.counts.values())


@dataclass
class Scenarios:
    """Runs scenarios on both versions; what the old version gives is computed once and kept."""

    old: Version
    run: Run
    _outcomes: dict[str, Outcome | str] = field(default_factory=dict)

    def effects(self, new: Version) -> Iterator[ScenarioEffect]:
        """Per scenario of the new version, in the order of its files, what differs; broken scenarios say so."""
        try:
            known = read_scenarios(new.scenario_texts)
            before = read_scenarios(self.old.scenario_texts)
        except InputError as error:
            yield ScenarioEffect("", "", problem=_first(error))
            return
        for scenario in known.values():
            if self.run.public_only and not for_outside(scenario.id, known):
                continue
            if scenario.id not in before:
                yield ScenarioEffect(
                    scenario.id, scenario.name, problem="nieuw scenario, dus niets om mee te vergelijken"
                )
                continue
            if scenario.id not in self._outcomes:
                self._outcomes[scenario.id] = _outcome(self.old, scenario.id, self.run)
            one, other = self._outcomes[scenario.id], _outcome(new, scenario.id, self.run)
            if isinstance(one, str) or isinstance(other, str):
                problem = other if isinstance(other, str) else f"in de oude versie: {one}"
                yield ScenarioEffect(scenario.id, scenario.name, problem=problem)
                continue
            found = differences(one, other)
            into, out = core_moves(found)
            yield ScenarioEffect(scenario.id, scenario.name, counts(found), into, out)


def core_moves(found: tuple[Difference, ...]) -> tuple[int, int]:
    """How many advices became `doen`, and how many no longer are."""
    sides = [
        (
            each.old is not None and each.old.band == CORE,
            each.new is not None and each.new.band == CORE,
        )
        for each in found
    ]
    return sum(now and not was for was, now in sides), sum(was and not now for was, now in sides)


def _outcome(version: Version, name: str, run: Run) -> Outcome | str:
    """The advice under a scenario, or why there is none."""
    try:
        changed = under_scenario(version, name)
    except InputError as error:
        return _first(error)
    except KrachtenveldError as error:
        return error.message
    case = prepare(changed.loaded, run.day, run.public_only, changed.rulebook)
    return advise(case, run.engine)


def _first(error: InputError) -> str:
    finding = error.findings[0]
    return f"{finding.span} {finding.message}"
