"""The closed word lists of a dossier: what a value of each kind may be. Dutch, because users write them."""

from __future__ import annotations

NATURES = ("registratie", "oordeel", "aanname")
VISIBILITIES = ("openbaar", "intern")

STANCES = ("trekken", "meedoen", "volgen")
INTERESTS = ("gebied", "groep", "collectief")
ASKS = ("middelen", "regels", "agendering", "afstemming", "kennis")
DIRECTIONS = ("mee", "tegen")

LEVELS = ("europees", "landelijk", "provinciaal", "metropool", "regio", "buur", "lokaal")
ACTOR_SORTS = (
    "bedrijfsleven", "eu-instelling", "gemeente", "groep", "kabinet", "keten", "kennisinstelling", "koepel",
    "maatschappelijk", "minister", "ministerie", "ons", "onderdeel", "parlement", "provincie", "regio",
    "rijk", "samenwerkingsverband", "sectornetwerk", "stadsdeel", "stedennetwerk",
)  # fmt: skip
BODY_SORTS = (
    "commissie", "dagelijks-bestuur", "lobbygroep", "meedenkgroep", "netwerk", "overleg", "pho", "pijler",
    "platform", "raad", "stuurgroep", "themagroep", "themaspoor",
)  # fmt: skip
LAYERS = ("bestuurlijk", "ambtelijk", "hoogambtelijk", "college")
FUNCTIONS = (
    "prioriteitsstelling", "besluit", "agendering", "lobby", "wetgeving", "middelen", "kennis", "afstemming",
    "inbreng",
)  # fmt: skip
ROLES = ("voorzitter", "vicevoorzitter", "trekker", "portefeuille", "lid", "inbreng", "meelopen")
"""The role ladder, heaviest first (design §2)."""
HOLDERS = ("wij", "ander", "onbekend")
SEAT_SORTS = ("raad", "ambtshalve", "wettelijk")
"""Seats that a college does not claim: of councillors, with an office, or by law. Others are open to choice."""
TIES = ("geen", "zwak", "sterk")
DOORS = ("burgemeester", "wethouder", "wethouders", "directeur", "directeur-sociaal", "college")
"""Who sees to a tie or takes a seat, as a role."""
REASONED = ("relatie", "samenwerking", "route", "voorwaarde")
"""What a reason for an actor can be a reason for, where it is not one for all of these."""
FORCES = ("zeer", "voorkeur", "proberen", "veelal")
"""How strongly the strategy wants a table, or a role at it."""
ARTICLES = ("de", "het", "geen")
DEPENDENCIES = ("steun", "hinder")
COMPETENCES = ("regels", "middelen", "ruimte", "inzet")
TRAITS = ("koers-onzeker", "geen-lid")
AGENDA_AIMS = ("verkennen", "afspreken")
"""What we want of a shared agenda that is not there yet."""
AGENDA_STATES = ("geen", "in-verkenning", "vastgesteld")
INSTRUMENT_SORTS = ("fonds", "programma", "strategie", "experiment", "regeling")
INSTRUMENT_STATES = ("open", "toegekend", "is-de-vraag", "hindert", "onzeker", "afgerond")
TEXT_SORTS = ("coalitieakkoord", "raadsakkoord", "brief")
ROUTE_CLASSES = ("sterk", "goed", "zwak")

ADVICE_SORTS = (
    "positie", "relatie", "route", "samenwerking", "koppelkans", "voorwaarde", "verkenning", "monitoren",
    "afzien", "organisatie",
)  # fmt: skip
ATTITUDES = (
    "claimen", "behouden", "meedoen", "volgen", "afzien", "opbouwen", "intensiveren", "onderhouden", "bijstellen",
)  # fmt: skip
