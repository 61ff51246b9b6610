"""Who decides on what a priority touches, who steers them, and who stands against us."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from strategy.dossier.model import Competence, Priority
from strategy.graph.network import View

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "middelen": ("middelen",),
    "regels": ("regels", "ruimte"),
    "agendering": ("middelen", "regels", "ruimte", "inzet"),
}
"""Which competence answers which ask: who only makes rules cannot give money. What is to be attuned or known (the
other asks) nobody decides on."""


@dataclass(frozen=True)
class Decider:
    """An actor that decides on a priority, by its competence on a theme; `level` is the scale that matched.

    `ask` is what the priority asks that the competence answers.
    """

    actor: str
    competence: Competence
    level: str
    ask: str


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


def works_on(view: View) -> Mapping[str, frozenset[str]]:
    """The themes that each actor and each table works on or decides on; an actor also on those of its tables."""
    work: dict[str, set[str]] = {}
    for actor in view.actors:
        own = work.setdefault(actor.id, set())
        own.update(field.value for field in filter(view.shows, actor.fields))
        own.update(item.theme for item in view.competences(actor))
    for actor, body in view.bodies():
        for name in (actor.id, body.id):
            work.setdefault(name, set()).update(field.value for field in filter(view.shows, body.themes))
    return {name: frozenset(themes) for name, themes in work.items()}


def deciders(view: View, priority: Priority) -> Iterator[Decider]:
    """Who decides on a priority: a competence that answers its ask, on one of its themes, at one of its levels.

    The particular goes before the general: a wider theme counts only where nobody decides on the theme itself.
    """
    able = tuple(_able(view, priority))
    named = {decider.competence.theme for decider in able}
    touched = themes_touched(view, priority)
    for decider in able:
        theme = decider.competence.theme
        if any(own == theme or own not in named for own in touched[theme]):
            yield decider


def _able(view: View, priority: Priority) -> Iterator[Decider]:
    touched = themes_touched(view, priority)
    levels = levels_of(view, priority)
    asks = tuple(ask.value for ask in priority.asks if view.shows(ask))
    for actor in view.deciding:
        if actor.id == view.us or (levels and actor.level not in levels):
            continue
        for competence in view.competences(actor):
            if competence.theme in touched:
                for ask in asks:
                    if competence.sort in ANSWERS.get(ask, ()):
                        yield Decider(actor.id, competence, actor.level if levels else "", ask)
                        break


def levels_of(view: View, priority: Priority) -> list[str]:
    """The scales that a priority names; none when it is decided on anywhere."""
    return [level.value for level in filter(view.shows, priority.levels)]


def decided(view: View, priority: Priority) -> bool:
    """Whether a priority asks anything that somebody could decide on."""
    return any(ask.value in ANSWERS for ask in priority.asks if view.shows(ask))


def parliaments(view: View, deciders: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each parliament with the first of these deciders that it holds to account: a ministry on which it has influence.

    A chamber that only weighs bills at the end, such as the Eerste Kamer, steers nobody.
    """
    ministries = view.ministries.intersection(deciders)
    for actor in view.parliaments:
        on = {influence.on for influence in filter(view.shows, actor.influences)}
        if held := on & ministries:
            yield actor.id, min(held)


def opponents(view: View, priority: Priority) -> frozenset[str]:
    """Who stands against us on a priority and does not also support it: no road leads through them.

    A stand on the priority itself goes before what an actor can do on its themes.
    """
    touched = themes_touched(view, priority)
    found = set()
    for actor in view.with_stands:
        stands = {
            item.sort for item in actor.positions if item.priority == priority.id and view.shows(item)
        } or {item.sort for item in actor.dependencies if item.theme in touched and view.shows(item)}
        if stands == {"hinder"}:
            found.add(actor.id)
    return frozenset(found)
