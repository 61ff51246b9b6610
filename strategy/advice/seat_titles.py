"""A seat in one Dutch sentence: taking it, keeping it, or standing for it again, who takes it, and how strongly."""

from __future__ import annotations

from collections.abc import Mapping

from strategy.advice.names import ROLE_NAMES

_NEW: Mapping[str, tuple[str, str, str]] = {
    "trekker": ("Vervul", "een voortrekkersrol", "in {g}"),
    "inbreng": ("Neem", "met een stevige inbreng deel", "aan {g}"),
    "meelopen": ("Volg", "{g} zonder eigen inzet", ""),
}
"""Verb, object and place of a role that is not simply called by its name."""
_INFINITIVES: Mapping[str, str] = {
    "Vervul": "vervullen", "Neem": "nemen", "Volg": "volgen", "Word": "worden", "Blijf": "blijven",
}  # fmt: skip


def new_sentence(role: str, body: str, force: str, who: str = "") -> str:
    """Taking a seat; `who` says which of us takes it, with its article."""
    verb, thing, place = _NEW.get(role, ("Word", ROLE_NAMES[role], "van {g}"))
    return _said(verb, thing, place, body, force, who)


def held_sentence(role: str, body: str, force: str, who: str = "") -> str:
    """Keeping a seat that is not up for division."""
    if role in _NEW and role != "trekker":
        return new_sentence(role, body, force, who)
    return _said("Blijf", ROLE_NAMES[role], "van {g}", body, force, who)


def open_sentence(role: str, body: str, force: str, who: str = "") -> str:
    """Standing again for a seat that we hold and that is up for division."""
    if role == "lid":
        stays = f"{who} lid blijft" if who else "we lid blijven"
        return f"Zorg{_adverb(force)} dat {stays} van {body}, nu die zetel opnieuw wordt verdeeld"
    if role in ("inbreng", "meelopen", "portefeuille"):
        return held_sentence(role, body, force, who)
    seat = "de voortrekkersrol in" if role == "trekker" else f"het {ROLE_NAMES[role]}schap van"
    adverb = "" if force == "proberen" else _adverb(force)  # who stands for a seat tries already
    if who:
        return f"Laat {who}{adverb} opnieuw opgaan voor {seat} {body}"
    return f"Ga{adverb} opnieuw op voor {seat} {body}"


def _said(verb: str, thing: str, place: str, body: str, force: str, who: str) -> str:
    what, where = thing.format(g=body), place.format(g=body)
    if who:
        joined = f"{what} {_INFINITIVES[verb]}".replace("deel nemen", "deelnemen")
        return f"Laat {who}{_adverb(force)} {joined} {where}".strip()
    if force == "proberen":
        return f"Probeer {what} te {_INFINITIVES[verb]} {where}".strip()
    return f"{verb}{_adverb(force)} {what} {where}".strip()


def _adverb(force: str) -> str:
    words = {
        "voorkeur": "bij voorkeur",
        "veelal": "in de regel",
        "proberen": "zo mogelijk",
    }
    return f" {words[force]}" if force in words else ""
