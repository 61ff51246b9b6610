"""Names of people are kept out of all that is shown and written: a dossier holds roles and portfolios."""

from __future__ import annotations

import re
from collections.abc import Iterable

from strategy.importing.lists import on_one_line
from strategy.importing.matching import meaningful_words, squeezed, tokens
from strategy.importing.words import is_legal_form

LEFT_OUT = "[weggelaten]"
_PARTS = re.compile(r"[/;,\n()|+&]| en ")
TITLES = frozenset(
    (
        "wethouder", "burgemeester", "portefeuillehouder", "portefeuille", "dhr", "mevr", "mw", "mevrouw", "heer",
        "drs", "mr", "ir", "ing", "dr", "prof", "namens", "plv", "bestuurder", "bestuurlijk", "ambtelijk", "loco",
        "team", "afdeling", "adviseur", "beleidsadviseur", "strateeg", "lobbyist", "manager", "directeur", "griffier",
        "secretaris", "gemeentesecretaris", "ambtenaar", "wethouders", "college", "nvt", "nnb", "ntb", "vacant", "vacature",
        "onbekend", "zie", "allen", "divers", "diverse", "programmamanager", "senior", "junior",
    )
)  # fmt: skip
_LINK = r"(?:(?:van|de|der|den|ten|ter|het|el|al|'t)\s+)*"
_NAME = rf"{_LINK}[A-ZÀ-Ý][\w'’-]+"
_PATTERNS = (
    re.compile(rf"(?i:\b(?:dhr|mevr|mw|mevrouw|de heer|drs|ir|ing|prof)\b\.?)\s+(?P<name>(?:[A-Z]\.\s*)*{_NAME}(?:\s+{_NAME})?)"),
    re.compile(rf"(?i:\b(?:wethouder|burgemeester|gedeputeerde|minister|staatssecretaris)\b)\s+(?P<name>{_NAME})"),
    re.compile(rf"\b(?P<name>(?P<letters>(?:[A-Z]\.\s?){{1,4}})\s*{_NAME})"),
)  # fmt: skip
_ADDRESS = re.compile(r"[^\s@<>;,]+@[^\s@<>;,]+\.\w+")
_PHONE = re.compile(r"(?<![\d-])(?:\+31|0031|0)[\s-]?(?:\(0\)\s?)?\d(?:[\s-]?\d){8}(?!\d)")


def pieces(text: str) -> list[str]:
    """A cell with people or portfolios, parted into what may be one of them."""
    return [piece for part in _PARTS.split(text) if (piece := on_one_line(part)) and squeezed(piece)]


def is_office(text: str) -> bool:
    """Whether a text holds only words for offices, and so nobody's name."""
    return squeezed(text) in TITLES or all(word in TITLES or word.isdigit() for word in tokens(text))


class PeopleNames:
    """The names of people in a list, by the words of each, to keep them out of every other cell.

    `words` are those of the dossier: a word that a table or theme has in its name stays.
    """

    def __init__(self, found: Iterable[str], words: Iterable[str]) -> None:
        self._words = frozenset(words) | TITLES
        parts = {word for name in found for word in re.findall(r"[\w'’-]+", name) if self._may_be(word)}
        listed = "|".join(re.escape(word) for word in sorted(parts, key=lambda word: (-len(word), word)))
        self._known = re.compile(rf"(?<!\w)(?:{listed})(?!\w)") if listed else None

    def without(self, text: str) -> str:
        """The text with names, addresses and telephone numbers left out."""
        for pattern in (_ADDRESS, _PHONE):
            text = pattern.sub(LEFT_OUT, text)
        for pattern in _PATTERNS:
            text = pattern.sub(self._left_out, text)
        if self._known:
            text = self._known.sub(LEFT_OUT, text)
        return re.sub(rf"{re.escape(LEFT_OUT)}(?: {re.escape(LEFT_OUT)})+", LEFT_OUT, text)

    def _left_out(self, found: re.Match[str]) -> str:
        if all(word in self._words for word in meaningful_words(found["name"]) if len(word) > 1):
            return found[0]
        letters = found.groupdict().get("letters")
        if letters and is_legal_form(letters) and found["name"][len(letters) :].lstrip()[:1].isupper():
            return found[0]  # N.V. Huisvuilcentrale is nobody
        return found[0].replace(found["name"], LEFT_OUT)

    def _may_be(self, word: str) -> bool:
        capital = word[:1].isupper() and len(word) > 2
        short = word.isupper() and len(word) < 5
        return capital and not short and not all(part in self._words for part in tokens(word))
