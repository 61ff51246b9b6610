"""Scenarios compared: of two the plan from one to the other, of any number which seats hold; and what one without some actors takes
away: priorities without a road, and what can take its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.model import REFRAIN, Advice
from strategy.advice.scores_bands import net_values
from strategy.comparison.futures import (
    ComparedLine,
    Future,
    Futures,
    OrderAgreement,
    agreements,
    side_by_side,
)
from strategy.comparison.regret import Regret, ScenarioFirmness, WeightTurns, firmness, regret, weight_turns
from strategy.effect.causes import Causes
from strategy.effect.effect import Explained, Part
from strategy.effect.versions import Counterfactuals, Run, compare, differences
from strategy.facts.fact_base import grouped
from strategy.graph.deciders import deciders
from strategy.graph.road_strengths import Road

MOST_SUBSTITUTES = 3
ROUTE = "route"


@dataclass(frozen=True)
class Substitute:
    """A line for a priority that remains; `new` when the dossier itself does not give it.

    `strength` is its strongest argument for that priority, less the counter-arguments.
    """

    line: Line
    strength: float
    new: bool


@dataclass(frozen=True)
class LostRoad:
    """The strongest road to one who still decides on a priority, before and after; None when none is left."""

    to: str
    before: Road
    after: Road | None


@dataclass(frozen=True)
class PriorityLoss:
    """What one priority loses: lines about what is gone, the best first, and roads that are gone or weaker.

    `cut_off`: it had a road to a decider and has none any more. `unadvised`: it had a route among the advice and has
    none any more. `strength` is its strongest argument before, `substitutes` the strongest of what remains.
    """

    priority: str
    lost: tuple[Line, ...]
    roads: tuple[LostRoad, ...]
    cut_off: bool
    unadvised: bool
    strength: float
    substitutes: tuple[Substitute, ...]

    @property
    def left(self) -> float:
        """The strongest argument that remains, as a part of the strongest before."""
        remaining = self.substitutes[0].strength if self.substitutes else 0.0
        return remaining / self.strength if self.strength else 1.0

    @property
    def felt(self) -> bool:
        """Whether the loss is more than of advice that equally strong advice remains for."""
        return self.cut_off or self.unadvised or bool(self.roads) or self.left < 1


@dataclass(frozen=True)
class LostActors:
    """The actors and gremia that the dossier has and a scenario has not, and the priorities it touches, worst first."""

    actors: tuple[str, ...]
    bodies: tuple[str, ...]
    gaps: tuple[PriorityLoss, ...]


def lost_actors(base: Outcome, scenario: Outcome) -> LostActors | None:
    """What a scenario takes away from the dossier itself; None when every actor is still there."""
    actors, bodies, instruments = (_gone(base, scenario, kind) for kind in ("actor", "gremium", "instrument"))
    if not actors:
        return None
    gone = {*actors, *bodies, *instruments}
    given = {line.id for line in scenario.lines}
    lost = [
        line
        for line in base.lines
        if line.id not in given and any(part.target.things & gone for part in line.parts)
    ]
    before, after = _strongest(base.case.roads), _strongest(scenario.case.roads)
    still = {
        priority.id: {decider.actor for decider in deciders(scenario.case.view, priority)}
        for _, priority in scenario.case.view.priorities()
    }
    gaps = []
    for priority in scenario.case.view.ids["prioriteit"]:
        roads = [
            LostRoad(to, road, after.get((priority, to)))
            for (served, to), road in before.items()
            if served == priority and to in still[priority]
        ]
        weaker = tuple(
            road for road in roads if road.after is None or road.after.strength < road.before.strength
        )
        own = tuple(line for line in lost if priority in line.priorities)
        if own or weaker:
            gaps.append(
                PriorityLoss(
                    priority=priority,
                    lost=own,
                    roads=weaker,
                    cut_off=_has_road(before, priority) and not _has_road(after, priority),
                    unadvised=_has_route(base, priority) and not _has_route(scenario, priority),
                    strength=max((each.strength for each in _serving(base, base, priority)), default=0.0),
                    substitutes=_serving(base, scenario, priority)[:MOST_SUBSTITUTES],
                )
            )
    return LostActors(actors, bodies, tuple(sorted(gaps, key=_worst_first)))


def _worst_first(gap: PriorityLoss) -> tuple[bool, bool, float, int, str]:
    return not gap.cut_off, not gap.unadvised, round(gap.left, 9), -len(gap.lost), gap.priority


def _gone(base: Outcome, scenario: Outcome, kind: str) -> tuple[str, ...]:
    left = scenario.case.view.ids[kind]
    return tuple(name for name in base.case.view.ids[kind] if name not in left)


def _strongest(roads: Iterable[Road]) -> Mapping[tuple[str, str], Road]:
    """Per priority and decider the strongest road; ties go to the first by name."""
    best: dict[tuple[str, str], Road] = {}
    for road in roads:
        known = best.get((road.priority, road.to))
        if known is None or (-road.strength, road.nodes) < (-known.strength, known.nodes):
            best[road.priority, road.to] = road
    return best


def _has_road(roads: Mapping[tuple[str, str], Road], priority: str) -> bool:
    return any(served == priority for served, _ in roads)


def _has_route(outcome: Outcome, priority: str) -> bool:
    return any(advice.target.sort == ROUTE and priority in advice.priorities for advice in outcome.advices)


def _serving(base: Outcome, outcome: Outcome, priority: str) -> tuple[Substitute, ...]:
    """The lines for a priority, the strongest for it first; `base` is what the dossier itself advises."""
    known = {line.id for line in base.lines}
    found = [
        Substitute(line, max(strengths), line.id not in known)
        for line in outcome.lines
        if (strengths := [_strength(part, priority) for part in line.parts if _serves(part, priority)])
    ]
    return tuple(sorted(found, key=lambda each: (-each.strength, each.line.rank, each.line.id)))


def _serves(part: Advice, priority: str) -> bool:
    return priority in part.priorities and part.target.sort != REFRAIN


def _strength(advice: Advice, priority: str) -> float:
    net = net_values(advice.entries, advice.counters)
    return round(max(value for entry, value in net if entry.priority == priority), 4)


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
