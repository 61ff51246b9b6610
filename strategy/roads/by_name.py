"""From what a user types to a priority or an actor, also one that is not there on the day."""

from __future__ import annotations

from strategy.dossier.model import Actor, Moment
from strategy.errors import KrachtenveldError, quote
from strategy.graph.by_name import ACTORS, PRIORITIES, actors_called, exactly, meant, priorities_called
from strategy.roads.road_network import RoadNetwork


def priority_by_name(roads: RoadNetwork, word: str) -> str:
    """The id of the priority meant. Raises KrachtenveldError when there is none, or more than one."""
    return meant(PRIORITIES, word, priorities_called(roads.view))


def actor_by_name(roads: RoadNetwork, word: str) -> str:
    """The id of the actor meant; of several that a few words fit, the only one that decides.

    Raises KrachtenveldError when there is none, or more than one; for one of another day with who there is now.
    """
    called = actors_called(roads.actors.values())
    deciders = {to for _, to in roads.decided()}
    if not exactly(word, called):
        refuse_inactive(roads, word)
    return meant(ACTORS, word, called, f"wie beslist: {', '.join(sorted(deciders))}", preferred=deciders)


def refuse_inactive(roads: RoadNetwork, word: str) -> None:
    """Raises KrachtenveldError when a word names an actor of another day, with who took over or came before."""
    called = {actor.id: actor for actor in _elsewhen(roads)}
    found = [called[name] for name in exactly(word, actors_called(called.values()))]
    if not found:
        return
    day = roads.view.day
    periods = "; ".join(f"{actor.name} ({actor.id}) geldt {_period(actor)}" for actor in found)
    names = successors(roads, {actor.id for actor in found})
    listed = "".join(f"\n      {name}   {roads.actors[name].name}" for name in names)
    hint = f"bedoeld, op {day}:{listed}" if listed else "kies met --peildatum een dag waarop het geldt"
    raise KrachtenveldError(f"{quote(word)} is er niet op {day}: {periods}", hint)


def successors(roads: RoadNetwork, names: set[str]) -> tuple[str, ...]:
    """Who is there on the day of those that moments of the dossier tie to these actors, through others that are not."""
    gone = {actor.id for actor in _elsewhen(roads)}
    seen, waiting, found = set(names), sorted(names), set()
    moments = _moments(roads)
    while waiting:
        name = waiting.pop()
        tied = {other for moment in moments if name in moment.about for other in moment.about} - seen
        seen |= tied
        found |= tied & roads.actors.keys()
        waiting += sorted(tied & gone)
    return tuple(name for name in roads.actors if name in found)


def _elsewhen(roads: RoadNetwork) -> list[Actor]:
    """The actors that may be seen and are not there on the day."""
    view = roads.view
    return [
        actor
        for layer in view.dossier.layers
        for actor in layer.actors
        if actor.id not in roads.actors and not view.hides(actor.origin)
    ]


def _moments(roads: RoadNetwork) -> list[Moment]:
    moments = (moment for layer in roads.view.dossier.layers for moment in layer.moments)
    return [moment for moment in moments if not roads.view.hides(moment.origin)]


def _period(actor: Actor) -> str:
    period = actor.period
    start = f"van {period.start}" if period.start else ""
    end = f"tot en met {period.end}" if period.end else ""
    return " ".join(
        part for part in (start if end else f"vanaf {period.start}" if start else "", end) if part
    )
