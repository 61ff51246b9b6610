"""What a priority touches and who decides on it: the bridge from opgaven to networks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from strategy.dossier.model import Competence, Priority
from strategy.graph.network import View


@dataclass(frozen=True)
class Decider:
    """An actor that decides on a priority, by its competence on a theme; `level` is the scale that matched."""

    actor: str
    competence: Competence
    level: str


def themes_touched(view: View, priority: Priority) -> Mapping[str, tuple[str, ...]]:
    """Theme → the priority's own themes through which it is touched.

    A theme and its direct parents; no further, because a transitive hierarchy connected everything with
    everything in the prototype.
    """
    touched: dict[str, list[str]] = {}
    shown = view.themes
    for own in filter(view.shows, priority.themes):
        if own.value in shown:
            touched.setdefault(own.value, []).append(own.value)
            for parent in filter(view.shows, shown[own.value].parents):
                if parent.value in shown:
                    touched.setdefault(parent.value, []).append(own.value)
    return {theme: tuple(through) for theme, through in touched.items()}


def deciders(view: View, priority: Priority) -> Iterator[Decider]:
    """Who decides on a priority: competence on a touched theme, at one of its levels if it names any."""
    touched = themes_touched(view, priority)
    levels = {level.value for level in priority.levels if view.shows(level)}
    for actor in view.actors:
        if actor.id == view.us or (levels and actor.level not in levels):
            continue
        for competence in actor.competences:
            if competence.theme in touched and view.shows(competence):
                yield Decider(actor.id, competence, actor.level if levels else "")
