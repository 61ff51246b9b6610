"""Codes in official registers: whether they have the form of one, and whether each is of one organisation.

They are what others join published data by, so a code that is wrong or double puts facts with the wrong organisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from strategy.checks.checked_dossier import CheckedDossier, listed
from strategy.dossier.model import Actor, Identifier
from strategy.errors import Finding, Span, quote
from strategy.facts.fact_base import grouped
from strategy.register.tables import SORTS, TOOI, identifier

IDENTIFIER = "registercode"
_FULL = re.compile(rf"{re.escape(TOOI)}([a-z_]+)/([a-z]+)([0-9]+)")
_CODE = re.compile(r"([a-z]*)[ -]?([0-9]{1,4})", re.IGNORECASE)
_DIGITS = {"gm": 4, "pv": 2, "ws": 4, "mnre": 4}
"""How many digits the code of a sort has, where that is always the same."""
_LETTERS = {"gemeente": "gm", "provincie": "pv", "waterschap": "ws", "ministerie": "mnre"}


class _Coded(NamedTuple):
    actor: Actor
    code: Identifier
    place: Span


def identifiers(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark for each code of another form than its register gives, and for each that several organisations have at a time.

    Codes that are wrong or double: whoever joins published data by them, puts what is said here with another
    organisation. A full TOOI code says what it is and leads to its description.
    """
    found = [
        _Coded(actor, code, checked.places.value(code.origin.span, "code"))
        for actor in checked.items
        if isinstance(actor, Actor)
        for code in actor.identifiers
        if not checked.case.view.hides(code.origin)
    ]
    for each in found:
        if checked.writes(each.place) and (hint := _mended(each)):
            message = f"{quote(each.code.code)} heeft niet de vorm van een code in {each.code.register}"
            yield checked.finding(each.place, IDENTIFIER, message, hint)
    for (register, _), group in grouped(
        ((each.code.register, _short(each.code)), each) for each in found
    ).items():
        clashing = {each for pair in combinations(group, 2) if _at_once(*pair) for each in pair}
        own = sorted(each.place for each in clashing if checked.writes(each.place))
        if own:
            names = listed(sorted({each.actor.id for each in clashing}))
            message = f"dezelfde code in {register} staat bij meer dan een organisatie: {names}"
            hint = "zoek op van wie zij is, en haal haar bij de andere weg"
            yield checked.finding(own[0], IDENTIFIER, message, hint, (each.place for each in clashing))


def _short(code: Identifier) -> str:
    """What differs between two codes: not the way to it, and not its capitals."""
    return code.code.rstrip("/").rpartition("/")[2].casefold()


def _at_once(one: _Coded, other: _Coded) -> bool:
    """Whether both are there on some day, and are not the same organisation."""
    first = max(each.actor.period.start or date.min for each in (one, other))
    last = min(each.actor.period.end or date.max for each in (one, other))
    return one.actor.id != other.actor.id and first <= last


def _mended(each: _Coded) -> str:
    """What to write instead; "" when nothing is wrong with the form."""
    text = each.code.code
    if each.code.register == "ROO":
        return (
            "" if text.isascii() and text.isdigit() else "een code in ROO bestaat uit cijfers; zoek haar op"
        )
    if each.code.register != "TOOI":
        return ""
    if found := _FULL.fullmatch(text):
        sort, letters, digits = found.groups()
        if SORTS.get(letters[:2], sort) == sort and len(digits) == _DIGITS.get(letters, len(digits)):
            return ""
    example = identifier("gm0479")
    found = _CODE.fullmatch(text.rstrip("/").rpartition("/")[2])
    letters = (found[1].lower() or _LETTERS.get(each.actor.sort, "")) if found else ""
    if found and letters in _DIGITS and len(found[2]) <= _DIGITS[letters]:
        return f"bedoeld: {quote(identifier(letters + found[2].zfill(_DIGITS[letters])))}?"
    return f"zoek haar op, en schrijf haar voluit, zoals {example}"
