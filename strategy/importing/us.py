"""Whose a seat is, by who sits in it: someone of our college, our municipality, another one, or somebody unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from strategy.graph.network import View
from strategy.importing.matching import SMALL, NameIndex, meaningful_words, squeezed, tokens
from strategy.importing.people import TITLES, pieces
from strategy.importing.words import is_nothing, is_tick, role_word, turned_in

PORTFOLIO = ("portefeuille",)
_COMMON = frozenset(
    ("bestuur", "bestuurlijk", "ab", "db", "algemeen", "dagelijks", "raad", "lid", "overleg", "voorzitter", "zaken", "openbare")
)  # fmt: skip
"""Words of portfolios that say nothing of which portfolio is meant."""
_OPEN = frozenset(("vacant", "vacature"))
_ELSEWHERE = frozenset(("gedeputeerde", "dijkgraaf", "heemraad", "minister", "staatssecretaris", "kamerlid"))
"""Offices that no municipality has."""
_NOBODY = frozenset(("nvt", "nnb", "ntb"))
_ASIDE = re.compile(r"\([^)]*\)")
_CAPITAL = re.compile(r"[A-Z]")
_PLACE = re.compile(r"\bgemeente\s+(?P<place>[A-Z'’][\w'’-]+)")
_FROM = re.compile(
    r"\b(?:burgemeester|wethouder|raadslid|griffier|secretaris)\s+(?:van|uit|te)\s+(?:de\s+)?(?P<place>[A-Z][\w'’-]+)"
)


@dataclass(frozen=True)
class HolderReading:
    """Who sits in a seat. `ours` when all that stands there is our college or municipality, `vacant` when nobody does.

    `unread` is somebody, or something, that is not in the dossier; `foreign` another municipality; `someone` a name in a
    column of names; `ticked` a mark where somebody was to be named.
    """

    portfolios: tuple[str, ...] = ()
    ours: bool = False
    vacant: bool = False
    unread: bool = False
    foreign: str = ""
    someone: bool = False
    ticked: bool = False
    turned: tuple[str, ...] = ()


@dataclass(frozen=True)
class Us:
    """Our municipality by its names, squeezed, and the names of the others."""

    name: str
    names: frozenset[str]
    words: frozenset[str]
    others: re.Pattern[str]

    def is_us(self, text: str) -> bool:
        """Whether a text names our municipality, and nothing else."""
        words = [word for word in tokens(text) if word not in SMALL and word not in _KIND]
        return squeezed(text) in self.names or "".join(words) in self.names

    def names_us(self, text: str) -> bool:
        """Whether a text is about us, as a municipality or in a word."""
        return self.is_us(text) or squeezed(text) in _WE

    def is_other(self, text: str) -> bool:
        """Whether a text names another municipality, and nothing else."""
        words = " ".join(word for word in text.split() if word.casefold() not in (*SMALL, *_KIND))
        return not self.is_us(text) and bool(self.others.fullmatch(words))

    def other_in(self, text: str) -> str:
        """Another municipality that a text names, in whatever way; "" when it names none."""
        if not _CAPITAL.search(text):
            return ""
        for found in self.others.finditer(text):
            if found[0][0].isupper():
                return found[0]
        return self.spoken_of(text)

    def spoken_of(self, text: str) -> str:
        """Another municipality that a text says something to be of; "" when it says so of none."""
        if not _CAPITAL.search(text):
            return ""
        for pattern in (_PLACE, _FROM):
            for found in pattern.finditer(text):
                if not self.is_us(found["place"]) and found["place"].casefold() not in SMALL:
                    return found["place"]
        for found in self.others.finditer(text):
            before = text[: found.start()].split()
            if found[0][0].isupper() and before and before[-1].casefold() in _OF:
                return found[0]
        return ""


_KIND = ("gemeente", "gem", "stad")
_WE = ("wij", "ons", "onze")
_OF = frozenset(
    ("van", "namens", "naar", "door", "uit", "voor", "is", "gemeente", "burgemeester", "wethouder", "lid")
)


def us_of(view: View, municipalities: Iterable[str]) -> Us:
    """Our municipality in a dossier, among all of these."""
    actors = [actor for layer in view.dossier.layers for actor in layer.actors]
    ours = next((actor for actor in actors if actor.id == view.us), None)
    spelled = [view.us] if ours is None else [ours.id, ours.name, *ours.aliases, *filter(None, [ours.short])]
    plain = [[word for word in meaningful_words(text) if word not in _KIND] for text in spelled]
    names = frozenset(filter(None, (*map(squeezed, spelled), *map("".join, plain))))
    known = {_ASIDE.sub("", name).strip() for name in municipalities}
    known |= {actor.short or actor.name for actor in actors if actor.sort == "gemeente"}
    others = sorted(
        (name for name in known if squeezed(name) not in names), key=lambda name: (-len(name), name)
    )
    listed = "|".join(map(re.escape, others)) or "(?!)"
    return Us(
        (ours.short or ours.name) if ours else view.us,
        names,
        frozenset(word for text in plain for word in text),
        re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])", re.IGNORECASE),
    )


def read_holder(text: str, index: NameIndex, us: Us) -> HolderReading:
    """Who a cell says to sit in a seat."""
    if not text or is_nothing(text) or is_tick(text):
        return HolderReading(ticked=is_tick(text))
    parts = [text, *pieces(text)]
    found = tuple(dict.fromkeys(filter(None, (portfolio_in(part, index) for part in parts))))
    read = {word for each in found if (thing := index.thing("portefeuille", each)) for word in thing.words}
    words = [word for word in meaningful_words(text) if word not in SMALL]
    vacant = any(word in _OPEN for word in words)
    ours = any(us.is_us(piece) for piece in pieces(text)) or any(word in us.words for word in words)
    left = [
        word
        for word in words
        if word not in read | us.words | TITLES | _OPEN | _NOBODY
        and not role_word(word)
        and word not in ("gemeente", *_WE)
    ]
    named = bool(found) or ours or any(word in _WE for word in words)
    foreign = us.other_in(text)
    turned = tuple(part for part in turned_in(text) if part not in _OPEN)
    turned += tuple(word for word in words if word in _ELSEWHERE)
    return HolderReading(
        portfolios=found,
        ours=named and not left and not foreign and not vacant and not turned,
        vacant=vacant,
        unread=bool(left),
        foreign=foreign,
        turned=turned,
    )


def portfolio_in(piece: str, index: NameIndex) -> str:
    """The portfolio that a piece names, a name beside it or not; "" when it names none."""
    plain = " ".join(meaningful_words(piece))
    words = [word for word in meaningful_words(piece) if word in index.words_of("portefeuille")]
    telling = [word for word in words if word not in _COMMON]
    for text in (piece, plain, " ".join(words)):
        if squeezed(text) and (telling or squeezed(text) == "burgemeester"):
            thing = index.match(text, PORTFOLIO).thing
            if thing:
                return thing.id
    return ""
