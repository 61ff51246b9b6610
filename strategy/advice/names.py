"""What things are called: from ids and words to the Dutch that users read.

Within a sentence with their article, spelled as people say it; and the sentences of rules, filled in with names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from strategy.advice.model import Entry, Target
from strategy.dossier.defined_names import all_of
from strategy.dossier.model import Actor, Body, Dossier, Instrument
from strategy.facts.types_and_sentences import Domain, Value
from strategy.inference.port import Firing
from strategy.inference.trace import Trace
from strategy.rulebook.check import PLACEHOLDER

INTERNAL_SOURCE = "interne bron"
ROLE_NAMES = {
    "voorzitter": "voorzitter", "vicevoorzitter": "vicevoorzitter", "trekker": "trekker",
    "portefeuille": "portefeuillehouder", "lid": "lid", "inbreng": "deelnemer met stevige inbreng",
    "meelopen": "meelezer",
}  # fmt: skip
_TIE_VERBS = {"opbouwen": "Bouw", "intensiveren": "Intensiveer", "onderhouden": "Onderhoud"}


class Names:
    """Names of everything in a dossier: long for sentences, short for maps and tables."""

    def __init__(self, dossier: Dossier, public_only: bool = False) -> None:
        actors = [actor for layer in dossier.layers for actor in layer.actors]
        bodies = [body for actor in actors for body in actor.bodies]
        instruments = [item for layer in dossier.layers for item in layer.instruments]
        priorities = [item for opgave in dossier.opgaven for item in opgave.priorities]
        themes = dossier.header.themes.values()
        self._long: dict[str, dict[str, str]] = {
            "opgave": {opgave.id: opgave.name for opgave in dossier.opgaven},
            "prioriteit": {item.id: item.name for item in priorities},
            "thema": {theme.id: theme.name for theme in themes},
            "portefeuille": {portfolio.id: portfolio.name for portfolio in dossier.college.portfolios},
            "bestuurder": {member.id: member.name for member in dossier.college.members},
            "actor": {actor.id: actor.name for actor in actors},
            "gremium": {body.id: body.name for body in bodies},
            "instrument": {item.id: item.name for item in instruments},
        }
        self._short = {actor.id: actor.short for actor in actors if actor.short}
        self._spoken: dict[str, dict[str, str]] = {
            "opgave": {opgave.id: opgave.name.lower() for opgave in dossier.opgaven},
            "prioriteit": {item.id: item.spoken or f'"{item.name}"' for item in priorities},
            "thema": {theme.id: spoken_theme(theme.name) for theme in themes},
            "actor": {actor.id: spoken_actor(actor) for actor in actors},
            "portefeuille": {item.id: f"de portefeuille {item.name}" for item in dossier.college.portfolios},
            "gremium": {body.id: _spoken(body) for body in bodies},
            "instrument": {item.id: _spoken(item) for item in instruments},
            "vraag": dict(ASKS),
            "functie": dict(FUNCTIONS),
        }
        hidden = {document.id for document in dossier.documents if public_only and document.origin.internal}
        self.documents: Mapping[str, str] = {
            document.id: INTERNAL_SOURCE if document.id in hidden else document.short or document.title
            for document in dossier.documents
        }
        self.sections: Mapping[tuple[str, str], str] = {
            (document.id, section.id): "" if document.id in hidden else section.cited
            for document in dossier.documents
            for section in document.sections
        }

    def name(self, kind: str, item: str) -> str:
        """The full name of an id of some kind; the id itself when it has none."""
        return self._long.get(kind, {}).get(item, item)

    def short(self, kind: str, item: str) -> str:
        """The short name where there is one."""
        return self._short.get(item) or self.name(kind, item) if kind == "actor" else self.name(kind, item)

    def spoken(self, kind: str, item: str) -> str:
        """How something is called within a sentence: with its article, and what has no such name in quotes."""
        return self._spoken[kind][item]

    def said(self, domain: Domain, value: Value) -> str:
        """A value of a fact within a sentence."""
        return self._spoken.get(domain.name, {}).get(str(value)) or self.value(domain, value)

    def value(self, domain: Domain, value: Value) -> str:
        """A value of a fact as users read it: names for ids, a decimal comma for numbers."""
        if isinstance(value, int | float):
            return decimal(float(value))
        if domain.name in self._long:
            return self.short(domain.name, value)
        return value.replace("-", " ")

    def title(self, target: Target, priorities: tuple[str, ...]) -> str:
        """An advice in one line."""
        body = self.name("gremium", target.body)
        actor = self.short("actor", target.actor)
        priority = f'"{self.name("prioriteit", priorities[0])}"' if priorities else "een prioriteit"
        match target.sort:
            case "positie":
                return self._seat(target, body)
            case "relatie":
                verb = _TIE_VERBS.get(target.attitude, "Onderhoud")
                tail = " op" if verb == "Bouw" else ""
                if target.layer == "college":
                    return f"{verb} contact tussen de colleges met {actor}{tail}"
                return f"{verb} de {target.layer}e relatie met {actor}{tail}"
            case "route":
                goal = self.short("actor", target.to)
                if target.attitude == "meedoen":
                    whose = f"de lobby van {self.short('actor', target.via)}" if target.via else "een lobby"
                    return f"Loop mee in {whose} bij {goal}"
                if target.via:
                    return f"Lobby via {self.short('actor', target.via)} bij {goal}"
                return f"Lobby rechtstreeks bij {goal}"
            case "samenwerking":
                if target.instrument:
                    return f"Trek met {actor} op in {self.name('instrument', target.instrument)}"
                if target.theme:
                    return f"Werk samen met {actor} aan {self.name('thema', target.theme).lower()}"
                return f"Zoek {self.name('actor', target.actor)} op als bondgenoot"
            case "koppelkans":
                if target.instrument:
                    return f"Koppel aan {self.name('instrument', target.instrument)}"
                return f"Benut {body} ook voor {self.name('opgave', target.opgave).lower()}"
            case "voorwaarde":
                return self._condition(target, body, actor)
            case "verkenning":
                return f"Verken samenwerking of een gezamenlijke agenda met {actor}"
            case "monitoren":
                return f"Volg de ontwikkeling van {priority}"
            case "organisatie":
                return f"Coördineer de rijkscontacten voor {priority}"
        return self._refrain(target, body, actor, priority)

    def _seat(self, target: Target, body: str) -> str:
        if target.role == "inbreng":
            return f"Neem met stevige inbreng deel aan {body}"
        if target.role == "meelopen":
            return f"Volg {body}, zonder eigen inzet"
        role = ROLE_NAMES[target.role]
        if target.role == "portefeuille" and target.theme:
            role = f"de portefeuille {self.name('thema', target.theme)}"
        verb = (
            "Blijf" if target.attitude == "behouden" else "Claim" if target.role == "portefeuille" else "Word"
        )
        return f"{verb} {role} {'in' if target.role == 'portefeuille' else 'van'} {body}"

    def _condition(self, target: Target, body: str, actor: str) -> str:
        if target.first and target.body:
            return f"Verwerf eerst een zetel in {self.name('gremium', target.first)}, als basis voor {body}"
        if target.attitude == "onderhouden":
            return f"Neem verantwoordelijkheid in {actor}: daar worden onze zetels gegund"
        return f"Vul {actor} aan met eigen contacten"

    def _refrain(self, target: Target, body: str, actor: str, priority: str) -> str:
        if target.first and target.body:
            return f"Verkies {self.name('gremium', target.first)} boven {body}"
        if target.body:
            return f"Geen voortrekkersrol in {body}"
        if target.actor and target.opgave:
            opgave = self.name("opgave", target.opgave).lower()
            return f"Geen eigen inzet op {self.short('actor', target.actor)} voor {opgave}"
        return f"Geen extra lobby voor {priority}"


def decimal(number: float, digits: int | None = None) -> str:
    """A number with a decimal comma, halves rounded up; without `digits`, as short as it is."""
    value = Decimal(repr(float(number)))
    value = value.normalize() if digits is None else value.quantize(Decimal(10) ** -digits, ROUND_HALF_UP)
    return f"{value:f}".replace(".", ",")


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
    "bestuur": "het", "dagelijks-bestuur": "het", "netwerk": "het", "overleg": "het", "pho": "het", "platform": "het",
    "themaspoor": "het",
    # instruments
    "fonds": "het", "programma": "het", "experiment": "het",
}  # fmt: skip
"""The article of what has no `lidwoord` of its own, by its sort; the others take `de`."""
_COMMON_NOUNS = re.compile(
    r"(?:tafel|groep|groepen|board|commissie|directie|bijeenkomst|raad|kring|ronde|driehoek|conferentie|dag)$",
    re.IGNORECASE,
)
"""What a body can be called whatever its sort, and takes `de`: an "overleg" named Tafel wonen."""
_COMMON_NEUTERS = re.compile(r"college$", re.IGNORECASE)
"""The same of what takes `het`: a "raad" named VNG-college."""
_CAPITAL = re.compile(r"Nederlandse? |\w+ (?:en|met) [A-Z]")
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


def seat_text(names: Names, seat: str) -> str:
    """A seat by its name as a post: `trekker van …`, `portefeuillehouder Jeugd van …`."""
    body, role, *theme = seat.split("/")
    about = f" {names.name('thema', theme[0])}" if theme else ""
    return f"{ROLE_NAMES[role]}{about} van {names.name('gremium', body)}"


def spoken_actor(actor: Actor) -> str:
    """An actor by its abbreviation; a region by its name, for few know how regions are abbreviated.

    What has a `lidwoord` of its own is called by a name of its own too. "Gemeente Breda" is Breda in a sentence.
    """
    text = actor.name if actor.sort == "regio" else actor.short or actor.name
    if actor.sort == "gemeente":
        text = text.removeprefix("Gemeente ")
    if not actor.article and actor.sort in _COMMON and text[1:].islower() and text.isalpha():
        text = text.lower()
    return _spoken(actor, text)


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


def _spoken(thing: Actor | Body | Instrument, text: str = "") -> str:
    """A thing by its name, or by another `text`, behind its article."""
    name = text or thing.name
    noun = name.partition(" ")[0]
    by_sort = "het" if _COMMON_NEUTERS.search(noun) else _BY_SORT.get(thing.sort, _DEFAULT)
    article = _DEFAULT if _COMMON_NOUNS.search(noun) else by_sort
    return _with_article(thing.article or article, name)


def _with_article(article: str, name: str) -> str:
    """A name behind its article; a name that describes, such as "Dagelijks bestuur van …", loses its capital.

    A pair in capitals, such as "Gezond en Actief Leven Akkoord", is a title, and what is of a country keeps its capital. A name
    that begins with its article keeps that one.
    """
    first, _, rest = name.partition(" ")
    if article == NO_ARTICLE:
        return name
    if first.lower() in _ARTICLES:
        return f"{first.lower()} {rest}"
    if rest[:1].islower() and first[1:].islower() and not _CAPITAL.match(name):
        name = f"{name[:1].lower()}{name[1:]}"
    return f"{article} {name}"


def sentence(trace: Trace, names: Names, firing: Firing) -> str:
    """The argument of a firing's rule with its variables filled in; "" when the rule has none."""
    rule = trace.rules[firing.rule]
    domains = trace.domains[firing.rule]
    bindings = dict(firing.bindings)

    def fill(found: re.Match[str]) -> str:
        return names.said(domains[found[1]], bindings[found[1]])

    text = PLACEHOLDER.sub(fill, rule.argument)
    return text[:1].upper() + text[1:]


def argument_texts(trace: Trace, names: Names, entries: Iterable[Entry]) -> tuple[str, ...]:
    """The different sentences for an advice, strongest first."""
    firings = dict.fromkeys(entry.firing for entry in entries)
    texts = (sentence(trace, names, firing) for firing in firings)
    return tuple(dict.fromkeys(text for text in texts if text))
