"""How a condition reads in Dutch, per fact type: what follows "als", with the verb at the end.

A template fills `{veld}` with what a rule asks of that field; `<veld:zo|anders>` chooses by whether it asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Relation:
    """A fact about how things stand to each other: how it reads, and how its absence reads."""

    clause: str
    denial: str


@dataclass(frozen=True)
class Thing:
    """A fact about one thing: for each of its other fields what is said of it, as words and a verb.

    Fields with the same verb share it: "de inzet trekken en het belang gebied heeft".
    """

    parts: Mapping[str, tuple[str, str]]


PHRASES: Mapping[str, Relation | Thing] = {
    "opgave": Thing({}),
    "prioriteit": Thing(
        {
            "opgave": ("onder {opgave}", "valt"),
            "inzet": ("de inzet {inzet}", "heeft"),
            "belang": ("het belang {belang}", "heeft"),
        }
    ),
    "actor": Thing({"soort": ("van de soort {soort}", "is"), "niveau": ("van niveau {niveau}", "is")}),
    "gremium": Thing(
        {
            "actor": ("bij {actor}", "hoort"),
            "soort": ("van de soort {soort}", "is"),
            "laag": ("van de laag {laag}", "is"),
        }
    ),
    "instrument": Thing(
        {
            "actor": ("bij {actor}", "hoort"),
            "soort": ("van de soort {soort}", "is"),
            "status": ("de status {status}", "heeft"),
        }
    ),
    "prioriteit_thema": Relation(
        "{prioriteit} precies over {thema} gaat", "{prioriteit} niet over {thema} gaat"
    ),
    "prioriteit_vraag": Relation(
        "{prioriteit} als vraag {vraag} heeft", "{prioriteit} niet als vraag {vraag} heeft"
    ),
    "prioriteit_niveau": Relation(
        "over {prioriteit} op niveau {niveau} wordt beslist",
        "over {prioriteit} niet op niveau {niveau} wordt beslist",
    ),
    "deelt_belang": Relation(
        "{actor} het belang van {prioriteit} deelt", "{actor} het belang van {prioriteit} niet deelt"
    ),
    "ontwikkeling": Relation(
        "het Rijk op {prioriteit} uit zichzelf {richting} beweegt",
        "het Rijk op {prioriteit} niet uit zichzelf {richting} beweegt",
    ),
    "thema_ouder": Relation("{thema} onder {ouder} valt", "{thema} niet onder {ouder} valt"),
    "thema_portefeuille": Relation(
        "{thema} bij {portefeuille} hoort", "{thema} niet bij {portefeuille} hoort"
    ),
    "draagt_bij": Relation(
        "{van} op {thema} bijdraagt aan {naar}", "{van} op {thema} niet bijdraagt aan {naar}"
    ),
    "valt_onder": Relation("{actor} bij {onder} hoort", "{actor} niet bij {onder} hoort"),
    "kenmerk": Relation(
        "{actor} als bijzonderheid {kenmerk} heeft", "{actor} niet als bijzonderheid {kenmerk} heeft"
    ),
    "werkveld": Relation("{actor} aan {thema} werkt", "{actor} niet aan {thema} werkt"),
    "bevoegdheid": Relation(
        "{actor} over {thema} beslist<soort: (bevoegdheid {soort})|>",
        "{actor} niet over {thema} beslist<soort: (bevoegdheid {soort})|>",
    ),
    "relatie": Relation(
        "<stand:de stand van |>onze relatie met {actor}<laag: (laag {laag})|> <stand:{stand} is|bestaat>",
        "<stand:de stand van |>onze relatie met {actor}<laag: (laag {laag})|> niet <stand:{stand} is|bestaat>",
    ),
    "door": Relation(
        "<door:de {door}|iemand> het contact met {actor}<laag: (laag {laag})|> onderhoudt",
        "<door:de {door}|niemand> het contact met {actor}<laag: (laag {laag})|> <door:niet |>onderhoudt",
    ),
    "zetel_door": Relation(
        "<door:de {door}|een van ons> in {gremium} <rol:de rol van {rol}|een rol> neemt",
        "<door:de {door}|niemand van ons> in {gremium} <rol:de rol van {rol}|een rol> <door:niet |>neemt",
    ),
    "afhankelijk": Relation(
        "{actor} ons op {thema} <aard:{aard} kan geven|kan steunen of hinderen>",
        "{actor} ons op {thema} <aard:geen {aard} kan geven|niet kan steunen of hinderen>",
    ),
    "standpunt": Relation(
        "{actor} bij {prioriteit} <aard:{aard} geeft|een standpunt heeft>",
        "{actor} bij {prioriteit} <aard:geen {aard} geeft|geen standpunt heeft>",
    ),
    "gezamenlijke_agenda": Relation(
        "onze gezamenlijke agenda met {actor} <stand:als stand {stand} heeft|bekend is>",
        "onze gezamenlijke agenda met {actor} niet <stand:als stand {stand} heeft|bekend is>",
    ),
    "wisseling": Relation("bij {actor} het bestuur wisselt", "bij {actor} het bestuur niet wisselt"),
    "eigen_agenda": Relation(
        "{thema} op de eigen agenda van {actor} staat", "{thema} niet op de eigen agenda van {actor} staat"
    ),
    "namens": Relation(
        "{regio} onze zetels bij {actor} gunt", "{regio} onze zetels bij {actor} niet gunt"
    ),
    "gremium_thema": Relation("{gremium} over {thema} gaat", "{gremium} niet over {thema} gaat"),
    "gremium_functie": Relation(
        "{gremium} voor {functie} dient", "{gremium} niet voor {functie} dient"
    ),
    "rol_open": Relation(
        "{gremium} <rol:de rol {rol}|een rol><thema: voor {thema}|> te verdelen heeft",
        "{gremium} <rol:de rol {rol} niet|geen enkele rol><thema: voor {thema}|> te verdelen heeft",
    ),
    "bezet": Relation(
        "<rol:de rol {rol}|een rol> in {gremium}<thema: voor {thema}|> van {houder} is",
        "<rol:de rol {rol}|geen enkele rol> in {gremium}<thema: voor {thema}|> <rol:niet |>van {houder} is",
    ),
    "zetelsoort": Relation(
        "<rol:de rol {rol}|een rol> in {gremium} <soort:een zetel {soort} is|niet te claimen is>",
        "<rol:de rol {rol}|een rol> in {gremium} <soort:geen zetel {soort} is|te claimen is>",
    ),
    "bereikt_via": Relation(
        "onze inbreng in {gremium} langs {via} komt", "onze inbreng in {gremium} niet langs {via} komt"
    ),
    "kracht": Relation(
        "de strategie <rol:de rol {rol} in |>{gremium} <kracht:als {kracht} noemt|sterker of zwakker wil>",
        "de strategie <rol:de rol {rol} in |>{gremium} niet <kracht:als {kracht} noemt|sterker of zwakker wil>",
    ),
    "vereist": Relation(
        "{gremium} eerst een zetel in {eerst} vraagt", "{gremium} niet eerst een zetel in {eerst} vraagt"
    ),
    "instrument_thema": Relation("{instrument} over {thema} gaat", "{instrument} niet over {thema} gaat"),
    "deelnemer": Relation("{actor} meedoet aan {instrument}", "{actor} niet meedoet aan {instrument}"),
    "invloed": Relation(
        "{van} invloed heeft op {naar}<sterkte:, met sterkte {sterkte}|>",
        "{van} geen invloed heeft op {naar}<sterkte:, met sterkte {sterkte}|>",
    ),
    "vraag_functie": Relation(
        "een tafel voor {functie} de vraag {vraag} dient", "een tafel voor {functie} de vraag {vraag} niet dient"
    ),
    "instrument_vraag": Relation(
        "een instrument van de soort {soort} de vraag {vraag} dient",
        "een instrument van de soort {soort} de vraag {vraag} niet dient",
    ),
    "relatie_houding": Relation(
        "bij een relatie met stand {stand} de houding {houding} past",
        "bij een relatie met stand {stand} de houding {houding} niet past",
    ),
    "raakt": Relation("{prioriteit} aan {thema} raakt", "{prioriteit} niet aan {thema} raakt"),
    "beslist": Relation("{actor} over {prioriteit} beslist", "{actor} niet over {prioriteit} beslist"),
    "stuurt": Relation(
        "{actor} stuurt wie over {prioriteit} beslist", "{actor} niet stuurt wie over {prioriteit} beslist"
    ),
    "route": Relation(
        "er voor {prioriteit} via {via} een weg<klasse: van klasse {klasse}|> naar {doel} loopt<sterkte:, met sterkte {sterkte}|>",
        "er voor {prioriteit} via {via} geen weg<klasse: van klasse {klasse}|> naar {doel} loopt<sterkte:, met sterkte {sterkte}|>",
    ),
}  # fmt: skip

NOUNS: Mapping[str, tuple[str, str]] = {
    "opgave": ("een opgave", "enige opgave"),
    "prioriteit": ("een prioriteit", "enige prioriteit"),
    "thema": ("een thema", "enig thema"),
    "actor": ("een actor", "enige actor"),
    "gremium": ("een gremium", "enig gremium"),
    "instrument": ("een instrument", "enig instrument"),
    "portefeuille": ("een portefeuille", "enige portefeuille"),
    "functie": ("een functie", "enige functie"),
}
"""What a thing is called when it is first met, and when a denial is about any of them."""

HOLDERS: Mapping[str, str] = {"wij": "ons", "ander": "een ander", "onbekend": "een onbekende"}
"""The holder of a seat as it reads after "van"."""

COMPARISONS: Mapping[str, str] = {
    "<": "kleiner dan", "<=": "hoogstens", ">": "groter dan", ">=": "minstens", "=": "gelijk aan", "!=": "anders dan",
}  # fmt: skip
