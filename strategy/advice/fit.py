"""How well a priority suits who or what an advice is about: by the themes that both are about."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from strategy.advice.model import Target
from strategy.graph.network import View

Themes = frozenset[str]
_NONE: Themes = frozenset()


class Fit:
    """The themes of priorities, each with the themes above it, and the themes that others work on."""

    def __init__(self, view: View) -> None:
        self.broader: Mapping[str, Themes] = {
            theme.id: frozenset((theme.id, *(parent.value for parent in filter(view.shows, theme.parents))))
            for theme in view.dossier.header.themes.values()
        }
        self.themes: Mapping[str, Themes] = {
            priority.id: frozenset(
                each
                for theme in filter(view.shows, priority.themes)
                for each in self.broader.get(theme.value, ())
            )
            for _, priority in view.priorities()
        }
        own = {
            body.id: frozenset(theme.value for theme in filter(view.shows, body.themes))
            for _, body in view.bodies()
        }
        self._actors: Mapping[str, Themes] = {
            actor.id: frozenset(
                (
                    *(field.value for field in filter(view.shows, actor.fields)),
                    *(item.theme for item in filter(view.shows, actor.competences)),
                    *(theme for body in actor.bodies for theme in own.get(body.id, _NONE)),
                )
            )
            for actor in view.actors
        }
        self._bodies: Mapping[str, Themes] = {
            body.id: own[body.id] or self._actors[actor.id] for actor, body in view.bodies()
        }
        """A table without themes of its own is about all that its network works on."""

    def shared(self, priority: str, actor: str) -> int:
        """How many themes of a priority are the work of an actor."""
        return len(self._actors.get(actor, _NONE) & self.themes[priority])

    def share(self, priority: str, target: Target) -> Fraction:
        """Which part of the themes of a priority is the work of the table, the actor or the road of an advice."""
        work = self._bodies.get(target.body) or self._actors.get(
            target.via or target.actor or target.to, _NONE
        )
        themes = self.themes.get(priority, _NONE)
        return Fraction(len(work & themes), len(themes)) if themes else Fraction(0)
