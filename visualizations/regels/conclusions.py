"""How a conclusion reads in Dutch: what we are advised to do, what argues against it, and what is excluded."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from strategy.rulebook.ast import Const, Head
from visualizations.regels.tokens import Token, Tokens, fill

SAID_OF_ADVICE: Mapping[str, str] = {
    "houding": "met houding {houding}",
    "rol": "in de rol {rol}",
    "gremium": "in {gremium}",
    "laag": "op de laag {laag}",
    "actor": "met {actor}",
    "thema": "op {thema}",
    "instrument": "bij {instrument}",
    "via": "via {via}",
    "doel": "naar {doel}",
    "eerst": "na een zetel in {eerst}",
    "opgave": "binnen {opgave}",
    "prioriteit": "voor {prioriteit}",
}
"""How each field of an advice reads after its kind, in this order."""

_SAID_LAST = {**SAID_OF_ADVICE, "prioriteit": "voor prioriteit {prioriteit}"}

_KIND = ("soort", "houding")
"""What the verb of an advice says already."""

_TIES = {
    "opbouwen": "bouw de relatie met {actor}<laag: (laag {laag})|> op",
    "intensiveren": "intensiveer de relatie met {actor}<laag: (laag {laag})|>",
    "onderhouden": "onderhoud de relatie met {actor}<laag: (laag {laag})|>",
}


def advised(head: Head, given: Mapping[str, Tokens], otherwise: Callable[[str], str]) -> Tokens:
    """An advice as what to do, ending in the priority it serves."""
    template = _advised(head, given)
    left = [field for field in given if field not in _KIND and f"{{{field}}}" not in template]
    tail = "".join(f", {text}" for field, text in _SAID_LAST.items() if field in left)
    return fill(template + tail, given, otherwise)


def described(given: Mapping[str, Tokens], article: str, otherwise: Callable[[str], str]) -> Tokens:
    """Advice of some kind as a noun: "een positie met houding claimen in g voor p"; `article` is een or geen."""
    sort: tuple[Token, ...] = (f"{article} ", *given["soort"]) if "soort" in given else (f"{article} advies",)
    parts = [fill(f" {text}", given, otherwise) for field, text in SAID_OF_ADVICE.items() if field in given]
    return (*sort, *(token for part in parts for token in part))


def _advised(head: Head, given: Mapping[str, Tokens]) -> str:
    """The template for what an advice says to do, by its kind and, within it, by what it names."""
    named = {field for field, _ in head.terms}
    attitude, role = _constant(head, "houding"), _constant(head, "rol")
    match _constant(head, "soort"):
        case "positie":
            return _seat(attitude, role)
        case "relatie":
            if "houding" not in given:
                return "werk aan de relatie met {actor}<laag: (laag {laag})|>"
            return _TIES.get(
                attitude, "kies voor de relatie met {actor}<laag: (laag {laag})|> de houding {houding}"
            )
        case "route":
            if attitude == "meedoen":
                return "loop mee in de lobby van {via} bij {doel}"
            return "lobby via {via} bij {doel}" if "via" in named else "lobby rechtstreeks bij {doel}"
        case "samenwerking":
            if "instrument" in named:
                return "trek met {actor} op in {instrument}"
            return (
                "werk samen met {actor} aan {thema}" if "thema" in named else "zoek {actor} op als bondgenoot"
            )
        case "koppelkans":
            return "koppel aan {instrument}" if "instrument" in named else "benut {gremium} ook voor {opgave}"
        case "voorwaarde":
            if "eerst" in named:
                return "verwerf eerst een zetel in {eerst}, als basis voor {gremium}"
            if attitude == "onderhouden":
                return "neem verantwoordelijkheid in {actor}, die onze zetels gunt"
            return "vul {actor} aan met eigen contacten"
        case "verkenning":
            return "verken samenwerking of een gezamenlijke agenda met {actor}"
        case "monitoren":
            return "volg de ontwikkeling van {prioriteit}"
        case "organisatie":
            return "coördineer de rijkscontacten voor {prioriteit}"
        case "afzien":
            return _refrain(named)
    return "doe wat hierbij past"


def _seat(attitude: str, role: str) -> str:
    if attitude == "behouden":
        return "behoud <rol:de rol {rol}|onze rol><thema: voor {thema}|> in {gremium}"
    if role == "inbreng":
        return "neem met stevige {rol} deel aan {gremium}"
    if role == "meelopen":
        return "volg {gremium}, zonder eigen inzet (rol {rol})"
    if attitude == "claimen":
        return "claim <rol:de rol {rol}|een rol><thema: voor {thema}|> in {gremium}"
    return "neem met houding {houding} <rol:de rol {rol}|een rol><thema: voor {thema}|> in {gremium}"


def _refrain(named: set[str]) -> str:
    if {"eerst", "gremium"} <= named:
        return "verkies {eerst} boven {gremium}"
    if "gremium" in named:
        return "neem geen voortrekkersrol<rol: ({rol})|> in {gremium}"
    if {"actor", "opgave"} <= named:
        return "zet voor {opgave} niet zelf in op {actor}"
    return "lobby niet extra voor {prioriteit}"


def _constant(head: Head, field: str) -> str:
    term = head.term(field)
    return str(term.value) if isinstance(term, Const) else ""
