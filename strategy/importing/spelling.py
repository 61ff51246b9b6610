"""Names as people spell them, brought back to what they have in common: words without accents, case, or small words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+")
_JOINED = re.compile(r"(?<=\b\w)&(?=\w\b)")
_SMALL = frozenset(
    ("de", "het", "een", "van", "voor", "der", "den", "en", "in", "op", "aan", "te", "met", "over", "namens")
)
_PHRASES = (
    ("dagelijks bestuur", "db"),
    ("algemeen bestuur", "ab"),
    ("portefeuillehouders overleg", "pho"),
    ("portefeuillehoudersoverleg", "pho"),
    ("portefeuillehouderoverleg", "pho"),
)
_SHORT = {
    "cie": "commissie",
    "comm": "commissie",
    "gem": "gemeente",
    "prov": "provincie",
    "min": "ministerie",
}


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text in their order: small letters without accents, and digits."""
    plain = unicodedata.normalize("NFKD", _JOINED.sub("en", text.casefold()).replace("&", " en "))
    return tuple(_WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign))))


def squeezed(text: str) -> str:
    """A text as one word: what differs in spaces, hyphens, case and accents only, is the same."""
    return "".join(tokens(text))


@lru_cache(maxsize=20_000)
def content(text: str) -> tuple[str, ...]:
    """The words that carry meaning, in their order, abbreviations of kinds of tables made one."""
    plain = " ".join(tokens(text))
    for phrase, short in _PHRASES:
        plain = re.sub(rf"\b{phrase}\b", short, plain)
    return tuple(_SHORT.get(word, word) for word in plain.split() if word not in _SMALL)


def initials(words: Iterable[str]) -> str:
    """The first letters of two words or more; "" for less."""
    found = [word[0] for word in words]
    return "".join(found) if len(found) > 1 else ""
