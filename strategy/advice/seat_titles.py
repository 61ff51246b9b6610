"""A seat in one Dutch sentence: taking it, keeping it, or standing for it again, and how strongly."""

from __future__ import annotations

from collections.abc import Mapping

from strategy.advice.names import ROLE_NAMES

_NEW: Mapping[str, tuple[str, str, str]] = {
    "trekker": ("Vervul", "een voortrekkersrol", "in {g}"),
    "inbreng": ("Lever", "een stevige inbreng", "in {g}"),
    "meelopen": ("Volg", "{g} zonder eigen inzet", ""),
}
"""Verb, object and place of a role that is not simply called by its name."""
_INFINITIVES: Mapping[str, str] = {
    "Vervul": "te vervullen", "Lever": "te leveren", "Volg": "te volgen", "Word": "te worden", "Blijf": "te blijven",
    "Behoud": "te behouden",
}  # fmt: skip


def new_sentence(role: str, body: str, force: str) -> str:
    """Taking a seat."""
    verb, thing, place = _NEW.get(role, ("Word", ROLE_NAMES[role], "van {g}"))
    return _said(verb, thing, place, body, force)


def held_sentence(role: str, body: str, force: str) -> str:
    """Keeping a seat that is not up for division."""
    if role == "trekker":
        return _said("Behoud", "de voortrekkersrol", "in {g}", body, force)
    if role in _NEW:
        return new_sentence(role, body, force)
    return _said("Blijf", ROLE_NAMES[role], "van {g}", body, force)


def open_sentence(role: str, body: str, force: str) -> str:
    """Standing again for a seat that we hold and that is up for division."""
    if role == "lid":
        return _forced(f"Zorg dat we lid blijven van {body}, nu die zetel opnieuw wordt verdeeld", force)
    if role in ("inbreng", "meelopen", "portefeuille"):
        return held_sentence(role, body, force)
    seat = "voortrekker in" if role == "trekker" else f"{ROLE_NAMES[role]} van"
    return _forced(f"Stel u{_adverb(force)} opnieuw kandidaat als {seat} {body}", force)


def _said(verb: str, thing: str, place: str, body: str, force: str) -> str:
    what, where = thing.format(g=body), place.format(g=body)
    if force == "proberen":
        return f"Probeer {what} {_INFINITIVES[verb]} {where}".strip()
    return _forced(f"{verb}{_adverb(force)} {what} {where}".strip(), force)


def _adverb(force: str) -> str:
    return {"voorkeur": " bij voorkeur", "veelal": " in de regel", "proberen": " zo mogelijk"}.get(force, "")


def _forced(sentence: str, force: str) -> str:
    return f"{sentence} (zeer relevant)" if force == "zeer" else sentence
