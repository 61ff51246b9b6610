"""From what a user types to a priority or an actor, also one that is not there on the day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from strategy.dossier.model import Actor, Moment
from strategy.errors import KrachtenveldError, quote, suggest
from strategy.roads.road_network import RoadNetwork

Called = Mapping[str, tuple[str, ...]]
"""Id → every way it is called, its name first."""
_MOST = 8


def priority_by_name(roads: RoadNetwork, word: str) -> str:
    """The id of the priority meant. Raises KrachtenveldError when there is none, or more than one."""
    called = {name: (item.name,) for name, item in roads.priorities.items()}
    return (
        _exact("prioriteiten", word, called)
        or _loose("prioriteiten", word, called)
        or _unknown("prioriteit", word, called, f"kies uit: {', '.join(called)}")
    )


def actor_by_name(roads: RoadNetwork, word: str) -> str:
    """The id of the actor meant; of several that a few words fit, the only one that decides.

    Raises KrachtenveldError when there is none, or more than one; for one of another day with who there is now.
    """
    called = {name: (item.name, item.short, *item.aliases) for name, item in roads.actors.items()}
    deciders = {to for _, to in roads.decided()}
    found = _exact("actoren", word, called)
    if not found:
        refuse_inactive(roads, word)
        found = _loose("actoren", word, called, deciders)
    return found or _unknown("actor", word, called, f"wie beslist: {', '.join(sorted(deciders))}")


def _exact(what: str, word: str, called: Called) -> str:
    if word in called:
        return word
    wanted = word.strip().lower()
    return _only(what, word, called, [name for name in called if wanted and wanted in _lower(called[name])])


def _loose(what: str, word: str, called: Called, preferred: Collection[str] = ()) -> str:
    """What all the words fit: as words of their own if they can, otherwise as parts; "" when nothing is."""
    parts = word.lower().split()
    if not parts:
        return ""
    texts = {name: " ".join((name, *_lower(names))) for name, names in called.items()}
    whole = [name for name, text in texts.items() if set(parts) <= set(_words(text))]
    found = whole or [name for name, text in texts.items() if all(part in text for part in parts)]
    favoured = [name for name in found if name in preferred]
    return _only(what, word, called, favoured if len(favoured) == 1 else found)


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text).split()


def _only(what: str, word: str, called: Called, found: list[str]) -> str:
    if len(found) <= 1:
        return "".join(found)
    listed = "".join(f"\n      {name}   {called[name][0]}" for name in found[:_MOST])
    raise KrachtenveldError(f"{quote(word)} past op {len(found)} {what}", f"bedoeld is er één van:{listed}")


def _unknown(what: str, word: str, called: Called, otherwise: str) -> str:
    by_name = {text: name for name, names in called.items() for text in _lower(names) if text}
    near = suggest(word.strip().lower(), by_name)
    named = next((f'bedoeld: "{name}"?' for text, name in by_name.items() if f'"{text}"' in near), "")
    raise KrachtenveldError(f"er is geen {what} {quote(word)}", suggest(word, called) or named or otherwise)


def _lower(names: Iterable[str]) -> list[str]:
    return [name.lower() for name in names]


def refuse_inactive(roads: RoadNetwork, word: str) -> None:
    """Raises KrachtenveldError when a word names an actor of another day, with who took over or came before."""
    wanted = word.strip().lower()
    found = [
        actor
        for actor in _elsewhen(roads)
        if wanted and wanted in _lower((actor.id, actor.name, actor.short, *actor.aliases))
    ]
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
