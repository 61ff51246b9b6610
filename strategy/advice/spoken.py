"""How bodies, actors and instruments are called within a sentence: with their article, and spelled as people say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from strategy.advice.names import Names
from strategy.dossier.model import Actor, Body, Dossier, Instrument
from strategy.dossier.register import all_of

MOST = 3
"""Things that a sentence names before it counts the rest."""
NO_ARTICLE = "geen"
_DEFAULT = "de"
_BY_SORT: Mapping[str, str] = {
    # actors
    "ministerie": NO_ARTICLE, "minister": NO_ARTICLE, "gemeente": NO_ARTICLE, "stadsdeel": NO_ARTICLE,
    "provincie": NO_ARTICLE, "regio": NO_ARTICLE, "ons": NO_ARTICLE, "bedrijfsleven": NO_ARTICLE,
    "kabinet": "het", "rijk": "het",
    # bodies
    "dagelijks-bestuur": "het", "netwerk": "het", "overleg": "het", "pho": "het", "platform": "het",
    "themaspoor": "het",
    # instruments
    "fonds": "het", "programma": "het", "experiment": "het",
}  # fmt: skip
"""The article of what has no `lidwoord` of its own, by its sort; the others take `de`."""
_COMMON = ("groep", "maatschappelijk", "keten", "kabinet")
"""Sorts of actors of which a name of one word is an ordinary noun: politie, zorgverzekeraars."""


class Spoken:
    """Names for use within sentences."""

    def __init__(self, dossier: Dossier, names: Names) -> None:
        layers = dossier.layers
        self._names = names
        self._actors: dict[str, Actor] = {actor.id: actor for layer in layers for actor in layer.actors}
        self._bodies: dict[str, Body] = {
            body.id: body for actor in self._actors.values() for body in actor.bodies
        }
        self._instruments: dict[str, Instrument] = {
            item.id: item for layer in layers for item in layer.instruments
        }

    def body(self, name: str) -> str:
        body = self._bodies[name]
        return _with_article(body.article or _BY_SORT.get(body.sort, _DEFAULT), body.name)

    def actor(self, name: str) -> str:
        """An actor by its abbreviation; a region by its name, for few know how regions are abbreviated."""
        actor = self._actors[name]
        text = actor.name if actor.sort == "regio" else self._names.short("actor", name)
        if actor.sort in _COMMON and text[1:].islower() and text.isalpha():
            text = text.lower()
        return _with_article(actor.article or _BY_SORT.get(actor.sort, _DEFAULT), text)

    def instrument(self, name: str) -> str:
        item = self._instruments[name]
        return _with_article(item.article or _BY_SORT.get(item.sort, _DEFAULT), item.name)

    def instrument_sort(self, name: str) -> str:
        return self._instruments[name].sort

    def theme(self, name: str) -> str:
        text = self._names.name("thema", name)
        return text if text[1:2].isupper() else text[:1].lower() + text[1:]

    def opgave(self, name: str) -> str:
        return self._names.name("opgave", name).lower()

    def priority(self, name: str) -> str:
        return f'"{self._names.name("prioriteit", name)}"'


def listed(items: Iterable[str], say: Callable[[str], str], most: int = MOST) -> str:
    """Things in a sentence: at most `most` of them by name, then how many more. Each is named once."""
    texts = list(dict.fromkeys(say(item) for item in items))
    if len(texts) > most:
        return f"{', '.join(texts[:most])} en nog {len(texts) - most}"
    return all_of(texts)


def _with_article(article: str, name: str) -> str:
    """A name behind its article; a name that describes, such as "Dagelijks bestuur van …", loses its capital."""
    if article == NO_ARTICLE:
        return name
    first, _, rest = name.partition(" ")
    if rest[:1].islower() and first[1:].islower():
        name = f"{name[:1].lower()}{name[1:]}"
    return f"{article} {name}"
