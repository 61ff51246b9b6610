"""How bodies, actors and instruments are called within a sentence: with their article, and spelled as people say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from strategy.dossier.model import Actor, Body, Instrument
from strategy.dossier.register import all_of

MOST = 3
"""The most things that a sentence names."""
NO_ARTICLE = "geen"
_ARTICLES = ("de", "het")
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
ASKS: Mapping[str, str] = {
    "middelen": "geld", "regels": "andere regels", "agendering": "een plek op de agenda",
}  # fmt: skip
"""What a priority asks, behind "vraagt"; the other words say it as they are."""
FUNCTIONS: Mapping[str, str] = {
    "prioriteitsstelling": "bepaalt mede wat voorgaat", "besluit": "besluit daarover mee",
    "agendering": "zet dat op de agenda", "lobby": "lobbyt daarvoor", "wetgeving": "bereidt daarvoor regels voor",
    "middelen": "verdeelt daarvoor geld", "afstemming": "stemt daarover af", "kennis": "deelt daar kennis over",
    "inbreng": "neemt daarover inbreng mee",
}  # fmt: skip
"""What a body does about a thing that was just named, behind the name of the body."""
_COMMON = ("groep", "maatschappelijk", "keten", "kabinet")
"""Sorts of actors of which a name of one word is an ordinary noun: politie, zorgverzekeraars."""


def spoken_body(body: Body) -> str:
    return _with_article(body.article or _BY_SORT.get(body.sort, _DEFAULT), body.name)


def spoken_actor(actor: Actor) -> str:
    """An actor by its abbreviation; a region by its name, for few know how regions are abbreviated.

    What has a `lidwoord` of its own is called by a name of its own too.
    """
    text = actor.name if actor.sort == "regio" else actor.short or actor.name
    if not actor.article and actor.sort in _COMMON and text[1:].islower() and text.isalpha():
        text = text.lower()
    return _with_article(actor.article or _BY_SORT.get(actor.sort, _DEFAULT), text)


def spoken_instrument(item: Instrument) -> str:
    return _with_article(item.article or _BY_SORT.get(item.sort, _DEFAULT), item.name)


def spoken_theme(theme: str) -> str:
    """The name of a theme without its capital, unless that is of an abbreviation."""
    return theme if theme[1:2].isupper() else theme[:1].lower() + theme[1:]


def listed(items: Iterable[str], say: Callable[[str], str], most: int = MOST) -> str:
    """Things in a sentence, each once: all by name, or "onder meer" and the first `most` of them."""
    texts = list(dict.fromkeys(say(item) for item in items))
    if len(texts) > most:
        return f"onder meer {all_of(texts[:most])}"
    return all_of(texts)


def few(items: Sequence[str], say: Callable[[str], str]) -> str:
    """Things in a part of a sentence that names more: all of three, or "onder meer" and two of them."""
    return listed(items, say, MOST if len(set(items)) <= MOST else MOST - 1)


def _with_article(article: str, name: str) -> str:
    """A name behind its article; a name that describes, such as "Dagelijks bestuur van …", loses its capital.

    A name that begins with its article keeps that one.
    """
    first, _, rest = name.partition(" ")
    if article == NO_ARTICLE:
        return name
    if first.lower() in _ARTICLES:
        return f"{first.lower()} {rest}"
    if rest[:1].islower() and first[1:].islower():
        name = f"{name[:1].lower()}{name[1:]}"
    return f"{article} {name}"
