"""What can be taken away in a what-if, by name and with the title that users read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.dossier.model import Actor, Instrument, Layer
from strategy.graph.network import View
from strategy.robustness.setbacks import Setback, setbacks
from strategy.scenarios.changes import ACTIVE, Change
from visualizations.reports.robuust_words import seat_text

Titles = Mapping[str, str]
SEAT, ACTOR, LAYER = "zetel", "uit", "laag"
"""The words by which a what-if names a seat that goes to another, an actor and a layer of networks that is gone."""


@dataclass(frozen=True)
class Choices:
    """What can be taken away from one outcome, in the order of the dossier: names with their titles.

    `held` are seats that are ours, `open` those that are to be divided and not ours yet.
    """

    held: Titles
    open: Titles
    layers: Titles
    actors: Titles
    changes: Mapping[tuple[str, str], tuple[Change, ...]]
    """What taking each of them away changes, by the word and the name."""

    def titles(self, word: str) -> Titles:
        """Everything that a what-if may name after this word."""
        return {SEAT: {**self.held, **self.open}, ACTOR: self.actors, LAYER: self.layers}[word]


def choices(outcome: Outcome) -> Choices:
    """What can be taken away: seats as `robuust` loses them, actors other than ourselves, and whole layers.

    A seat goes to another and is not to be divided any more. With a layer goes all that stands in it, instruments
    included, as with `lagen` in a scenario.
    """
    view, names = outcome.case.view, outcome.names
    found = setbacks(outcome, ("zetel", "verdeling"))
    held = {setback.name: seat_text(names, setback.name) for setback in found if setback.kind == "zetel"}
    vacant = {setback.name: seat_text(names, setback.name) for setback in found if setback.name not in held}
    actors = [actor for actor in view.actors if actor.id != view.us]
    layers = {layer.id: changes for layer in view.dossier.layers if (changes := tuple(_gone(view, layer)))}
    return Choices(
        held,
        vacant,
        {layer.id: layer.name for layer in view.dossier.layers if layer.id in layers},
        {actor.id: f"{actor.name} ({actor.short})" if actor.short else actor.name for actor in actors},
        {
            **{(SEAT, name): tuple(_lost(found, name)) for name in (*held, *vacant)},
            **{(ACTOR, actor.id): (_off("actor", actor),) for actor in actors},
            **{(LAYER, name): changes for name, changes in layers.items()},
        },
    )


def _lost(found: Iterable[Setback], name: str) -> Iterator[Change]:
    """To another, when it is ours, and not to be divided any more, when it was."""
    return (change for setback in found if setback.name == name for change in setback.changes)


def _gone(view: View, layer: Layer) -> Iterator[Change]:
    """All that stands in a layer and holds now."""
    if not view.shows(layer):
        return
    yield from (_off("actor", actor) for actor in layer.actors if view.shows(actor) and actor.id != view.us)
    yield from (_off("instrument", item) for item in layer.instruments if view.shows(item))


def _off(kind: str, item: Actor | Instrument) -> Change:
    return Change(kind, item.id, ACTIVE, "actief", False, item.origin.span)
