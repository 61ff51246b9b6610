"""What a scenario without some actors takes away: priorities without a road, and what can take its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.model import REFRAIN, Advice
from strategy.advice.scores_bands import net_values
from strategy.graph.deciders import deciders
from strategy.graph.roads import Road

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
