"""The roads to who decides, in one Dutch sentence: along whom, and with what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from strategy.advice.model import Advice
from strategy.advice.score import net_values
from strategy.advice.spoken import MOST, few, listed
from strategy.dossier.register import all_of

_ROADS = 2
"""The most groups of roads that are named with their subjects."""
Say = Callable[[str], str]


def roads_sentence(
    parts: Sequence[Advice],
    direct: bool,
    say_actor: Say,
    say_priority: Say,
    fitting: Callable[[Sequence[Advice]], Sequence[str]],
) -> str:
    """The sentence of a line of roads to one actor; `direct` says whether we come there ourselves as well.

    `fitting` gives the priorities of some roads, first what suits them best. Each goes along the road that is best for it;
    a road that is the best for none can only help.
    """

    def told(roads: Sequence[Advice], names: frozenset[str], last: frozenset[str] = frozenset()) -> str:
        subjects = sorted((name for name in fitting(roads) if name in names), key=last.__contains__)
        return few(subjects, say_priority)

    def along(roads: Iterable[Advice]) -> str:
        return listed((road.target.via for road in roads), say_actor)

    groups = list(_alike(parts, _best_for(parts)).items())
    named = {part.id for _, group in groups[:_ROADS] for part in group}
    helping = [part for part in parts if part.id not in named]
    one = _one_of_several(helping, groups)
    said = [f"via {along(group)} voor {told(group, names, one)}" for names, group in groups[:_ROADS]]
    beside = ", naast het eigen contact," if direct else ""
    sentence = f"Lobby bij {say_actor(parts[0].target.to)}{beside} {', en '.join(said)}"
    if one:
        sentence += f", voor dat laatste ook via {along(helping)}"
    elif helping:
        names = [say_actor(part.target.via) for part in helping]
        others = f"anderen, zoals {all_of(names[:MOST])}," if names[MOST:] else all_of(names)
        sentence += f"; ook {others} {'kunnen' if names[1:] else 'kan'} helpen"
    return sentence


def _one_of_several(
    helping: Sequence[Advice], groups: Sequence[tuple[frozenset[str], Sequence[Advice]]]
) -> frozenset[str]:
    """The one subject with which others can help, when it is one of the few that go along the roads that are told."""
    matters = {priority for part in helping for priority in part.priorities}
    if len(groups) == 1 and len(matters) == 1 and not helping[MOST:]:
        names, _ = groups[0]
        if matters < names and len(names) <= MOST:
            return frozenset(matters)
    return frozenset()


def _best_for(roads: Sequence[Advice]) -> Mapping[str, frozenset[str]]:
    """Per road the priorities for which no other road is stronger."""
    strength: dict[tuple[str, str], float] = {}
    for road in roads:
        for entry, value in net_values(road.entries, road.counters):
            key = road.id, entry.priority
            strength[key] = max(value, strength.get(key, 0.0))
    best: dict[str, float] = {}
    for (_, priority), value in strength.items():
        best[priority] = max(value, best.get(priority, 0.0))
    return {
        road.id: frozenset(
            priority
            for (name, priority), value in strength.items()
            if name == road.id and value == best[priority]
        )
        for road in roads
    }


def _alike(
    roads: Sequence[Advice], best_for: Mapping[str, frozenset[str]]
) -> dict[frozenset[str], list[Advice]]:
    """The roads by what goes along them, together where that is the same; what already goes along one is left out."""
    groups: dict[frozenset[str], list[Advice]] = {}
    for road in roads:
        groups.setdefault(best_for[road.id], []).append(road)
    found: dict[frozenset[str], list[Advice]] = {}
    for names, group in groups.items():
        if rest := names.difference(*found):
            found[rest] = group
    return found
