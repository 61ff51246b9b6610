"""The network and its advice as every export form gets it: nodes and edges with declared attributes.

What each attribute means to the reader stands here too, and how text becomes such that every form can carry it:
without characters that XML, spreadsheets and terminals refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice
from strategy.advice.select import Selection
from strategy.dossier import word_lists as words
from strategy.dossier.defined_names import one_of
from visualizations.writers.shapes import Json
from visualizations.writers.sheets import Cell

Kind = Literal["opgave", "prioriteit", "actor", "gremium", "zetel", "instrument"]
KINDS: tuple[Kind, ...] = ("opgave", "prioriteit", "actor", "gremium", "zetel", "instrument")
Sort = Literal["text", "list", "number", "whole", "yesno", "day"]
Value = str | float | int | bool | tuple[str, ...]
"""By sort: text and day (jjjj-mm-dd) are str, list a tuple of texts, number a float, whole an int, yesno a bool."""
Values = Mapping[str, Value]
"""Attribute key → value; what is not known, or does not apply, has no key."""


@dataclass(frozen=True)
class Attribute:
    """A declared attribute: its key, what it means in Dutch, what it holds, and which kinds of node have it."""

    key: str
    meaning: str
    sort: Sort = "text"
    on: tuple[Kind, ...] = KINDS


@dataclass(frozen=True)
class Node:
    """Something of the dossier. `id` is `kind:name`; no two nodes of an export share a label."""

    id: str
    kind: Kind
    label: str
    values: Values


@dataclass(frozen=True)
class Edge:
    """A line from one node to another, both by id. Lines between the same two differ in id."""

    id: str
    start: str
    end: str
    label: str
    values: Values

    @property
    def kind(self) -> str:
        return str(self.values["soort"])


@dataclass(frozen=True)
class Export:
    """All there is to write. `choice` is what it was narrowed to; `advices` are those within it, best first."""

    outcome: Outcome
    choice: Selection
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    advices: tuple[Advice, ...]

    @property
    def us(self) -> str:
        """The node of the municipality itself."""
        return f"actor:{self.outcome.case.view.us}"


def values_of(**given: Value | None) -> Values:
    """Attribute values, without what is empty. A number 0 and the answer no are values."""
    return {key: value for key, value in given.items() if value is not None and value != "" and value != ()}


_PROVENANCE = (
    Attribute("toelichting", "toelichting uit het dossier"),
    Attribute("aard", "registratie (na te slaan), oordeel (onze lezing) of aanname (zonder bron)"),
    Attribute("bron", "document en paragraaf waar het op rust", "list"),
    Attribute("te_verifieren", "wat nog nagegaan moet worden", "list"),
    Attribute("te_bevestigen", "de periode waarvoor dit nog bevestigd moet worden"),
    Attribute("plek", "bestand en regel in het dossier", "list"),
    Attribute("geldig_van", "eerste dag waarop het geldt; leeg is zonder begin", "day"),
    Attribute("geldig_tot", "laatste dag waarop het geldt; leeg is zonder einde", "day"),
    Attribute("openbaarheid", "openbaar of intern"),
)

NODE_ATTRIBUTES: tuple[Attribute, ...] = (
    Attribute("soort", "opgave, prioriteit, actor, gremium, zetel of instrument"),
    Attribute("naam", "de volledige naam"),
    Attribute("afkorting", "de korte naam", on=("actor",)),
    Attribute("ook_bekend_als", "andere namen in bronnen", "list", ("actor", "gremium", "instrument")),
    Attribute(
        "ondersoort",
        "welk soort actor, gremium of instrument: koepel, commissie, fonds …",
        on=("actor", "gremium", "instrument"),
    ),
    Attribute(
        "niveau",
        "bestuurlijk niveau; van gremium, zetel en instrument dat van de actor erachter",
        on=("actor", "gremium", "zetel", "instrument"),
    ),
    Attribute("netwerk", "het netwerk waarin het staat", on=("actor", "gremium", "zetel", "instrument")),
    Attribute(
        "hoort_bij",
        "waar het direct onder valt",
        on=("prioriteit", "actor", "gremium", "zetel", "instrument"),
    ),
    Attribute("laag", "bestuurlijk, ambtelijk of hoogambtelijk", on=("gremium", "zetel")),
    Attribute("rol", "voorzitter, trekker, portefeuille, lid …", on=("zetel",)),
    Attribute(
        "onze_positie",
        "heeft (we zitten er), aanbevolen (er is advies voor) of geen",
        on=("gremium", "zetel"),
    ),
    Attribute("onze_rollen", "de rollen die we er op de peildatum hebben", "list", ("gremium",)),
    Attribute("houder", f"wie de zetel heeft: {one_of(words.HOLDERS)}", "list", ("zetel",)),
    Attribute("namens", "namens welke regio de zetel wordt bezet", "list", ("zetel",)),
    Attribute("te_verdelen", "of de zetel te verdelen is", "yesno", ("zetel",)),
    Attribute("status", one_of(words.INSTRUMENT_STATES), on=("instrument",)),
    Attribute("inzet", f"hoe ver we gaan: {one_of(words.STANCES)}", on=("prioriteit",)),
    Attribute("belang", f"met wie het gedeeld wordt: {one_of(words.INTERESTS)}", on=("prioriteit",)),
    Attribute("vraagt", one_of(words.ASKS), "list", ("prioriteit",)),
    Attribute("beslist_op", "de schaal waarop erover wordt beslist; leeg is elke", "list", ("prioriteit",)),
    Attribute("ontwikkeling", "of het Rijk uit zichzelf mee of tegen beweegt", on=("prioriteit",)),
    Attribute("gewicht", "het gewicht in de berekening", "number", ("opgave", "prioriteit")),
    Attribute("omschrijving", "waar het om gaat", on=("opgave", "prioriteit")),
    Attribute("doelen", "doelen van de opgave", "list", ("opgave",)),
    Attribute("trends", "trends die de bron noemt", "list", ("opgave",)),
    Attribute("gebieden", "wijken en gebieden", "list", ("opgave",)),
    Attribute("cijfers", "cijfers uit de bron, met eenheid", "list", ("opgave",)),
    Attribute("portefeuilles", "betrokken portefeuilles in het college", "list", ("opgave",)),
    Attribute(
        "themas",
        "thema's; van een actor zijn werkvelden, van een zetel haar portefeuille",
        "list",
        ("prioriteit", "actor", "gremium", "zetel", "instrument"),
    ),
    Attribute("functies", "waar het gremium voor dient", "list", ("gremium",)),
    Attribute("bevoegdheden", "waarover de actor beslist, met het soort besluit", "list", ("actor",)),
    Attribute("relatie", f"onze relatie, per laag: {one_of(words.TIES)}", "list", ("actor",)),
    Attribute(
        "kenmerken",
        "bijzonderheden, en wat het dossier aan eigen kenmerken noemt",
        "list",
        ("prioriteit", "actor", "gremium", "zetel", "instrument"),
    ),
    Attribute("agenda", "wat op de eigen agenda staat", "list", ("actor",)),
    Attribute("gezamenlijke_agenda", "stand van een gezamenlijke agenda met ons", on=("actor",)),
    Attribute("wisseling", "bestuurswisseling die de relatie raakt", on=("actor",)),
    Attribute("identificatie", "nummer in een officieel register, zoals TOOI", "list", ("actor",)),
    Attribute(
        "opgaven", "de opgaven waarvoor het telt: door advies, of omdat de actor erover beslist", "list"
    ),
    Attribute(
        "band",
        "van het hoogste advies erover: doen, ook doen of als er tijd is; niet doen als er alleen af te zien valt",
    ),
    Attribute("score", "de score van dat advies", "number"),
    Attribute("rang", "de rang van dat advies onder alle adviezen", "whole"),
    Attribute("houding", f"wat dat advies vraagt: {one_of(words.ATTITUDES)}"),
    Attribute("advies", "dat advies in een zin"),
    Attribute("adviezen", "de namen van alle adviezen erover, het hoogste eerst", "list"),
    Attribute("onzeker", "wat erover een oordeel of aanname is", "list"),
    *_PROVENANCE,
)

_OF_LINES = (
    Attribute("soort", "wat de lijn betekent; docs/exporteren.md noemt ze allemaal"),
    Attribute(
        "sterkte", "hoeveel invloed erlangs gaat, van 0 tot 1; alleen van lijnen die invloed dragen", "number"
    ),
    Attribute("laag", f"van een relatie: {one_of(words.LAYERS)}"),
    Attribute("stand", f"van een relatie: {one_of(words.TIES)}"),
    Attribute("rol", "de rol in het gremium"),
    Attribute("namens", "namens welke regio"),
    Attribute("themas", "over welke thema's", "list"),
    Attribute("over", f"wat een beslisser beslist: {one_of(words.COMPETENCES)}", "list"),
    Attribute("effect", one_of(words.DEPENDENCIES)),
)
_OF_ADVICE = (
    Attribute("houding", f"wat het advies vraagt: {one_of(words.ATTITUDES)}"),
    Attribute("band", "van het advies: doen, ook doen, als er tijd is of niet doen"),
    Attribute("score", "de score van het advies", "number"),
    Attribute("rang", "de rang van het advies", "whole"),
    Attribute("via", "via wie de lobby loopt; leeg is rechtstreeks"),
    Attribute("waarde", "de hoogste bijdrage van deze prioriteit aan een advies erover", "number"),
    Attribute("adviezen", "de namen van de adviezen, het hoogste eerst", "list"),
    Attribute("prioriteiten", "voor welke prioriteiten", "list"),
    Attribute("opgaven", "voor welke opgaven", "list"),
    Attribute("argumenten", "waarom, het sterkste eerst", "list"),
    Attribute("voorwaarden", "wat er eerst of daarnaast nodig is", "list"),
)
STATED_ATTRIBUTES: tuple[Attribute, ...] = (*_OF_LINES, *_PROVENANCE)
"""What lines have that the dossier states; those of advice have more."""
EDGE_ATTRIBUTES: tuple[Attribute, ...] = (*_OF_LINES, *_OF_ADVICE, *_PROVENANCE)


_REFUSED = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Outside the characters of XML 1.0, section 2.2; a carriage return too, for every reader makes a line end of it."""
REPLACED = "\ufffd"
SEPARATOR = " | "
BROKEN_BAR = "\u00a6"
_DIGITS = 4
Tidied = TypeVar("Tidied", Value, Cell)


def clean(text: str) -> str:
    """The text with Unix line ends, and a replacement sign for what cannot be written."""
    return _REFUSED.sub(REPLACED, text.replace("\r\n", "\n").replace("\r", "\n"))


def tidy(value: Tidied) -> Tidied:
    """A value with clean text, and a number to four digits, as in the JSON of `advies`."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(map(clean, value))
    return round(value, _DIGITS) if isinstance(value, float) else value


def cleaned(values: Values) -> Values:
    """Values that are tidy, all of them."""
    return {key: tidy(value) for key, value in values.items()}


def one_line(text: str) -> str:
    """Text for a label: clean, on one line, and without bars, for Kumu takes a label with a bar for two."""
    return " ".join(clean(text).split()).replace("|", BROKEN_BAR)


def listed(texts: tuple[str, ...], separator: str = SEPARATOR) -> str:
    """Several texts in one; a bar within a text becomes a broken bar, so that the others still part them."""
    return separator.join(text.replace("|", BROKEN_BAR) for text in texts)


def joined_texts(texts: Iterable[str]) -> str:
    """Texts in one cell, without repetition and without what is empty."""
    return listed(tuple(dict.fromkeys(filter(None, texts))))


def json_values(values: Values) -> Json:
    """Values as JSON has them: lists are lists."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def as_text(value: Value) -> str:
    """A value as XML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return listed(value) if isinstance(value, tuple) else str(value)
