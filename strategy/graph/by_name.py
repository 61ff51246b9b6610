"""From what a user types to the thing meant: its id, name, abbreviation or other name, however these are spelled."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence

from strategy.dossier.defined_names import slug
from strategy.dossier.model import Actor
from strategy.errors import KrachtenveldError, quote, suggest
from strategy.graph.network import View

Called = Mapping[str, Sequence[str]]
"""Id → every way it is called, its name first."""
MOST_LISTED = 8


def folded(text: str) -> str:
    """A text in lower case and without accents, for finding words in it."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def plain(text: str) -> str:
    """A text as it is compared: in lower case, without accents, and a space for all that is no letter or digit."""
    return slug(text).replace("-", " ") or text.strip().casefold()


def holds_all(texts: Collection[str], words: Iterable[str]) -> bool:
    """Whether every word stands in one of the texts."""
    return all(any(word in text for text in texts) for word in words)


def exactly(word: str, called: Called) -> list[str]:
    """The ids of what is called precisely so."""
    if word in called:
        return [word]
    wanted = plain(word)
    return [name for name, names in called.items() if wanted and wanted in {plain(name), *map(plain, names)}]


def loosely(word: str, called: Called) -> list[str]:
    """The ids of what all the words fit: as words of their own if they can, otherwise as parts."""
    parts = plain(word).split()
    if not parts:
        return []
    texts = {name: plain(" ".join((name, *names))) for name, names in called.items()}
    whole = [name for name, text in texts.items() if set(parts) <= set(text.split())]
    return whole or [name for name, text in texts.items() if holds_all([text], parts)]


def only(what: str, word: str, called: Called, found: Sequence[str]) -> str:
    """The one that was found; "" when nothing is. Raises KrachtenveldError with the choice when more are.

    `what` is the plural of the kind, as in "past op 3 opgaven".
    """
    if len(found) <= 1:
        return "".join(found)
    listed = "".join(f"\n      {name}   {called[name][0]}" for name in found[:MOST_LISTED])
    raise KrachtenveldError(f"{quote(word)} past op {len(found)} {what}", f"bedoeld is er één van:{listed}")


def unknown(what: str, word: str, called: Called, otherwise: str = "", where: str = "") -> KrachtenveldError:
    """What to raise when nothing `where` these are is called so, with what may be meant or else all there is."""
    by_name = {plain(text): name for name, names in called.items() for text in (name, *names) if text}
    near = suggest(plain(word), by_name)
    meant_by = next((f'bedoeld: "{name}"?' for text, name in by_name.items() if f'"{text}"' in near), "")
    hint = meant_by or otherwise or f"kies uit: {', '.join(called)}"
    return KrachtenveldError(f"er is geen {what} {quote(word)}{where}", hint)


def meant(
    kinds: tuple[str, str],
    word: str,
    called: Called,
    otherwise: str = "",
    where: str = "",
    preferred: Collection[str] = (),
) -> str:
    """The id that a word means, of a kind in singular and plural; of several that fit, the only preferred one.

    Raises KrachtenveldError when it means nothing, or more than one thing.
    """
    one, many = kinds
    found = only(many, word, called, exactly(word, called))
    if not found:
        fitting = loosely(word, called)
        favoured = [name for name in fitting if name in preferred]
        found = only(many, word, called, favoured if len(favoured) == 1 else fitting)
    if not found:
        raise unknown(one, word, called, otherwise, where)
    return found


OPGAVEN = ("opgave", "opgaven")
NETWORKS = ("netwerk", "netwerken")
PRIORITIES = ("prioriteit", "prioriteiten")
THEMES = ("thema", "thema's")
PORTFOLIOS = ("portefeuille", "portefeuilles")
ACTORS = ("actor", "actoren")


def opgaven_called(view: View) -> Called:
    shown = view.ids["opgave"]
    return {each.id: (each.name,) for each in view.dossier.opgaven if each.id in shown}


def priorities_called(view: View) -> Called:
    return {each.id: (each.name,) for _, each in view.priorities()}


def themes_called(view: View) -> Called:
    return {
        each.id: (each.name, *each.aliases)
        for each in view.dossier.header.themes.values()
        if view.shows(each)
    }


def portfolios_called(view: View) -> Called:
    return {each.id: (each.name,) for each in view.dossier.college.portfolios if view.shows(each)}


def networks_called(view: View) -> Called:
    """The layers, each also by the names of the actor whose id it has."""
    names = {actor.id: _names(actor) for actor in view.actors}
    layers = (layer for layer in view.dossier.layers if view.shows(layer))
    return {layer.id: (layer.name, *names.get(layer.id, ())) for layer in layers}


def actors_called(actors: Iterable[Actor]) -> Called:
    return {actor.id: _names(actor) for actor in actors}


def _names(actor: Actor) -> tuple[str, ...]:
    return tuple(filter(None, (actor.name, actor.short, *actor.aliases)))
