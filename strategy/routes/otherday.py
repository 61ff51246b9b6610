"""An actor that the dossier knows, but that is not there on the day: when it was, and who is there instead."""

from __future__ import annotations

from strategy.dossier.model import Actor, Moment
from strategy.errors import KrachtenveldError, quote
from strategy.routes.field import Field


def on_another_day(field: Field, word: str) -> None:
    """Raises KrachtenveldError when a word names an actor of another day, with who took over or came before."""
    wanted = word.strip().lower()
    found = [actor for actor in _elsewhen(field) if wanted in _called(actor)]
    if not found:
        return
    day = field.view.day
    periods = "; ".join(f"{actor.name} ({actor.id}) geldt {_period(actor)}" for actor in found)
    names = successors(field, {actor.id for actor in found})
    listed = "".join(f"\n      {name}   {field.actors[name].name}" for name in names)
    hint = f"bedoeld, op {day}:{listed}" if listed else "kies met --peildatum een dag waarop het geldt"
    raise KrachtenveldError(f"{quote(word)} is er niet op {day}: {periods}", hint)


def successors(field: Field, names: set[str]) -> tuple[str, ...]:
    """Who is there on the day of those that moments of the dossier tie to these actors, through others that are not."""
    gone = {actor.id for actor in _elsewhen(field)}
    seen, waiting, found = set(names), sorted(names), set()
    moments = _moments(field)
    while waiting:
        name = waiting.pop()
        tied = {other for moment in moments if name in moment.about for other in moment.about} - seen
        seen |= tied
        found |= tied & field.actors.keys()
        waiting += sorted(tied & gone)
    return tuple(name for name in field.actors if name in found)


def _elsewhen(field: Field) -> list[Actor]:
    """The actors that may be seen and are not there on the day."""
    view = field.view
    return [
        actor
        for layer in view.dossier.layers
        for actor in layer.actors
        if actor.id not in field.actors and not (view.public_only and actor.origin.internal)
    ]


def _moments(field: Field) -> list[Moment]:
    view = field.view
    return [
        moment
        for layer in view.dossier.layers
        for moment in layer.moments
        if not (view.public_only and moment.origin.internal)
    ]


def _called(actor: Actor) -> list[str]:
    return [name.lower() for name in (actor.id, actor.name, actor.short, *actor.aliases) if name]


def _period(actor: Actor) -> str:
    period = actor.period
    start = f"van {period.start}" if period.start else ""
    end = f"tot en met {period.end}" if period.end else ""
    return " ".join(
        part for part in (start if end else f"vanaf {period.start}" if start else "", end) if part
    )
