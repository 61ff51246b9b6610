"""The words of a position list: roles, status and level, from what people write to what a dossier says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Literal

from strategy.dossier.vocabulary import ROLES
from strategy.importing.spelling import content, tokens

Claim = Literal["wij", "open", "ander", "onbekend", ""]
"""What a row says of a seat: ours, to be divided, someone else's, not known; "" when it does not say."""

_ROLES: Mapping[str, str] = {
    "vicevoorzitter": "vicevoorzitter", "vicevoorzitterschap": "vicevoorzitter",
    "voorzitter": "voorzitter", "voorzitterschap": "voorzitter", "vz": "voorzitter",
    "trekker": "trekker", "voortrekker": "trekker", "kartrekker": "trekker", "thematrekker": "trekker",
    "trekkerschap": "trekker", "voortrekkersrol": "trekker",
    "portefeuille": "portefeuille", "portefeuillehouder": "portefeuille", "portefeuillehouderschap": "portefeuille",
    "lid": "lid", "lidmaatschap": "lid", "bestuurslid": "lid", "commissielid": "lid", "vertegenwoordiger": "lid",
    "afgevaardigde": "lid", "zetel": "lid",
    "inbreng": "inbreng", "deelnemer": "inbreng", "deelname": "inbreng",
    "meelopen": "meelopen", "meelezer": "meelopen", "volgen": "meelopen", "volger": "meelopen",
    "toehoorder": "meelopen", "waarnemer": "meelopen", "agendalid": "meelopen",
}  # fmt: skip
_SECOND = ("vice", "plv", "plaatsvervangend", "plaatsvervanger", "waarnemend", "tweede")
_CLAIMS: Mapping[Claim, tuple[str, ...]] = {
    "wij": (
        "bezet", "huidig", "huidige", "zittend", "wij", "ons", "ja", "vervuld", "benoemd", "actief", "behouden", "loopt",
        "lopend", "bezit", "eigen", "ingevuld", "bestaand", "verlengd", "herbenoemd",
    ),
    "open": (
        "vacant", "vacature", "open", "vrij", "verdelen", "gewenst", "wens", "claimen", "claim", "kandidaat",
        "kandidaatstelling", "nieuw", "invullen", "ambitie", "beoogd", "meedoen", "vrijkomend",
    ),
    "ander": ("ander", "andere", "anders", "verloren", "elders", "afgestaan", "kwijt"),
    "onbekend": ("onbekend", "nagaan", "onduidelijk", "checken", "verifieren", "uitzoeken"),
}  # fmt: skip
_CLAIM_OF = {word: claim for claim, words in _CLAIMS.items() for word in words}
_NOT = frozenset(("niet", "geen", "onbezet"))
_LEVELS: Mapping[str, str] = {
    "europees": "europees", "europa": "europees", "eu": "europees", "brussel": "europees",
    "landelijk": "landelijk", "rijk": "landelijk", "nationaal": "landelijk", "rijksniveau": "landelijk",
    "provinciaal": "provinciaal", "provincie": "provinciaal",
    "metropool": "metropool", "metropoolregio": "metropool", "bovenregionaal": "metropool",
    "regio": "regio", "regionaal": "regio", "subregio": "regio", "deelregio": "regio", "subregionaal": "regio",
    "buur": "buur", "buurgemeente": "buur", "buurgemeenten": "buur",
    "lokaal": "lokaal", "gemeente": "lokaal", "gemeentelijk": "lokaal",
}  # fmt: skip
_BODY_SORTS: Mapping[str, str] = {
    "commissie": "commissie", "db": "dagelijks-bestuur", "pho": "pho", "platform": "platform",
    "bestuursplatform": "platform", "themagroep": "themagroep", "pijler": "pijler", "stuurgroep": "stuurgroep",
    "raad": "raad", "regioraad": "raad", "ab": "raad", "lobbygroep": "lobbygroep", "lobbyclub": "lobbygroep",
    "meedenkgroep": "meedenkgroep", "netwerk": "netwerk",
}  # fmt: skip
_ACTOR_SORTS: Mapping[str, str] = {
    "gemeente": "gemeente", "ministerie": "ministerie", "provincie": "provincie", "regio": "regio",
    "stadsdeel": "stadsdeel", "stedennetwerk": "stedennetwerk", "vereniging": "koepel", "koepel": "koepel",
}  # fmt: skip
_NEAR = 0.86


def roles(text: str) -> tuple[str, ...]:
    """The roles that a text names, heaviest first; empty when it names none."""
    words = content(text)
    found = {role for word in words if (role := _known(word, _ROLES))}
    if "voorzitter" in found and any(word in _SECOND for word in words):
        found = found - {"voorzitter"} | {"vicevoorzitter"}
    return tuple(role for role in ROLES if role in found)


def without_roles(text: str) -> str:
    """What a text says beside its role: the theme of a portfolio."""
    return " ".join(word for word in content(text) if not _known(word, _ROLES) and word not in _SECOND)


def claim(text: str) -> Claim:
    """What a status says of a seat; "" when it says nothing of it, or two things at once."""
    words = tokens(text)
    if text.strip("? ") == "" and text:
        return "onbekend"
    found: set[Claim] = {known for word in words if (known := _CLAIM_OF.get(_known(word, _CLAIM_WORDS), ""))}
    if _NOT & set(words):
        return "open" if found <= {"wij"} and "bezet" in " ".join(words) else ""
    return found.pop() if len(found) == 1 else ""


_CLAIM_WORDS = {word: word for word in _CLAIM_OF}


def level(text: str) -> str:
    """The level that a text names; "" when it names none, or several."""
    found = {_LEVELS[word] for word in tokens(text) if word in _LEVELS}
    return found.pop() if len(found) == 1 else ""


def body_sort(name: str) -> str:
    """The kind of table that a name speaks of, else a meeting."""
    return next((_BODY_SORTS[word] for word in content(name) if word in _BODY_SORTS), "overleg")


def actor_sort(name: str) -> str:
    """The kind of actor that a name speaks of, else a partnership."""
    return next(
        (_ACTOR_SORTS[word] for word in content(name) if word in _ACTOR_SORTS), "samenwerkingsverband"
    )


def role_words() -> Iterator[str]:
    """Every word that names a role or a place in it, and so is nobody's name."""
    yield from _ROLES
    yield from _SECOND


def _known(word: str, known: Mapping[str, str]) -> str:
    if word in known:
        return known[word]
    near = get_close_matches(word, known, n=1, cutoff=_NEAR) if len(word) > 4 else []
    return known[near[0]] if near else ""
