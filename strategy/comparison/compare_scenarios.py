"""Scenarios compared: of two the plan from one to the other, of any number which seats hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from strategy.advice.lines import Line
from strategy.comparison.futures import Future, Futures
from strategy.comparison.lost_actors import LostActors, lost_actors
from strategy.comparison.regret import Regret, ScenarioFirmness, WeightTurns, firmness, regret, weight_turns
from strategy.comparison.side_by_side import ComparedLine, OrderAgreement, agreements, side_by_side
from strategy.effect.causes import Causes
from strategy.effect.effect import Explained, Part
from strategy.effect.versions import Counterfactuals, Run, compare, differences
from strategy.facts.fact_base import grouped


def plan(old: Future, new: Future, chosen: Collection[str], run: Run) -> Part:
    """What going from one scenario to another does to the advice in `chosen`, each difference with its causes.

    The way back gives the same differences with old and new exchanged.
    """
    comparison = compare(old.version, new.version)
    found = differences(old.outcome, new.outcome)
    by_name = {difference.id: difference for difference in found}
    causes = Causes(comparison, (old.outcome, new.outcome), by_name, Counterfactuals(comparison, run))
    items = tuple(
        Explained(difference, causes.of(difference)) for difference in found if difference.id in set(chosen)
    )
    return Part(comparison, old.outcome, new.outcome, items, frozenset(chosen))


PAIR = 2


@dataclass(frozen=True)
class ScenarioComparison:
    """The result of a comparison; scenarios are referred to by their place in `futures.columns`.

    `plan` is there for two scenarios only. `reasons` explains per dependent (scenario, advice) what the scenario
    changes about it. `same` are the scenarios that give exactly the advice of the dossier itself; `timed` are those
    of them that change the time of portfolios.
    """

    futures: Futures
    seats: tuple[ComparedLine, ...]
    firmness: ScenarioFirmness
    regret: Regret
    agreements: tuple[OrderAgreement, ...]
    turns: tuple[WeightTurns, ...]
    dropouts: Mapping[int, LostActors]
    plan: Part | None
    reasons: Mapping[tuple[int, str], Part]
    same: frozenset[int]
    timed: frozenset[int]

    @property
    def different(self) -> bool:
        """Whether any two scenarios give the advice compared another standing."""
        return (
            bool(self.plan.items) if self.plan else any(len(set(seat.standings)) > 1 for seat in self.seats)
        )


def compare_scenarios(
    futures: Futures,
    chosen: Sequence[Sequence[Line]],
    listed: Sequence[Sequence[Line]],
    size: int,
) -> ScenarioComparison:
    """Everything about the scenarios at once.

    `chosen` is per scenario the lines compared, `listed` those of which the differences are told. `size` is how many
    count as the highest, and how many a plan has.
    """
    columns = futures.columns
    seats = side_by_side(chosen)
    firm = firmness(seats, size, len(columns))
    names = frozenset(line.id for lines in listed for line in lines)
    gone = {
        number: found
        for number, future in enumerate(columns)
        if future is not futures.base and (found := lost_actors(futures.base.outcome, future.outcome))
    }
    same = frozenset(
        number
        for number, future in enumerate(columns)
        if future is not futures.base and not differences(futures.base.outcome, future.outcome)
    )
    times = _times(futures.base)
    return ScenarioComparison(
        futures=futures,
        seats=seats,
        firmness=firm,
        regret=regret(seats, size, futures.ids),
        agreements=agreements(seats, size, len(columns)),
        turns=weight_turns(futures, seats, firm.always if len(columns) == PAIR else firm.holding, size),
        dropouts=gone,
        plan=plan(columns[0], columns[1], names, futures.run) if len(columns) == PAIR else None,
        reasons=_reasons(futures, firm) if len(columns) > PAIR else {},
        same=same,
        timed=frozenset(number for number in same if _times(columns[number]) != times),
    )


def _times(future: Future) -> tuple[object, ...]:
    """What the time of a future follows from."""
    college = future.version.loaded.dossier.college
    return college.portfolios, college.members


def _reasons(futures: Futures, firm: ScenarioFirmness) -> Mapping[tuple[int, str], Part]:
    """Per dependent what its scenario does, held against the dossier itself; that has nothing to be held against."""
    broken = grouped((each.scenario, each.seat.id) for each in (*firm.near, *firm.alone))
    found: dict[tuple[int, str], Part] = {}
    for number, names in broken.items():
        if futures.columns[number] is not futures.base:
            part = plan(futures.base, futures.columns[number], names, futures.run)
            found |= {(number, name): part for name in names}
    return found
