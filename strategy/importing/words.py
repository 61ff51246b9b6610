"""What the words in a cell mean: roles, states of a seat, levels and kinds; and what in them is not understood.

A text counts only when all of it was read. What is left over may turn around what the rest says: a substitute is no member.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeVar

from strategy.dossier.vocabulary import ROLES
from strategy.importing.matching import (
    BOARD_WORDS,
    LEGAL_FORMS,
    SMALL,
    meaningful_words,
    slip_of,
    squeezed,
    tokens,
)

Claim = Literal["wij", "open", "ander", "onbekend", ""]
"""What a row says of a seat: ours, to be divided, someone else's, not known; "" when it does not say."""

ROLE_WORDS: Mapping[str, str] = {
    "vicevoorzitter": "vicevoorzitter", "vicevoorzitterschap": "vicevoorzitter", "ondervoorzitter": "vicevoorzitter",
    "vicevz": "vicevoorzitter", "vicevoorz": "vicevoorzitter",
    "voorzitter": "voorzitter", "voorzitterschap": "voorzitter", "vz": "voorzitter", "voorz": "voorzitter",
    "trekker": "trekker", "voortrekker": "trekker", "kartrekker": "trekker", "thematrekker": "trekker",
    "trekkerschap": "trekker", "voortrekkersrol": "trekker",
    "portefeuille": "portefeuille", "portefeuillehouder": "portefeuille", "portefeuillehouderschap": "portefeuille",
    "lid": "lid", "leden": "lid", "lidmaatschap": "lid", "bestuurslid": "lid", "commissielid": "lid", "vertegenwoordiger": "lid",
    "afgevaardigde": "lid", "zetel": "lid",
    "inbreng": "inbreng", "deelnemer": "inbreng", "deelname": "inbreng",
    "meelopen": "meelopen", "meelezer": "meelopen", "volgen": "meelopen", "volger": "meelopen",
    "toehoorder": "meelopen", "waarnemer": "meelopen", "agendalid": "meelopen",
}  # fmt: skip
_CHAIRS = frozenset(
    (
        "commissie", "regio", "co", "duo", "bestuurs", "thema", "themagroep", "pijler", "platform", "stuurgroep",
        "werkgroep", "netwerk", "kring",
    )
)  # fmt: skip
"""What may stand before "voorzitter" and leaves it a chair; an oudvoorzitter is none."""
_SHARED = ("co", "duo")
_SHARED_CHAIRS = tuple(f"{half}voorzitter{end}" for half in _SHARED for end in ("", "schap"))
SECOND = frozenset(("vice", "plv", "plaatsvervangend", "tweede"))
"""Words that make of a chair a deputy chair, and of any other role something that the dossier does not know."""
OTHER_ROLES = frozenset(
    (
        "secretaris", "penningmeester", "commissaris", "aandeelhouder", "aandeelhoudersvertegenwoordiger", "adviseur",
        "ambassadeur", "bestuurder", "directeur", "griffier", "plaatsvervanger", "vervanger", "reservelid",
    )
)  # fmt: skip
"""Roles that people have and that a dossier does not know: which of its roles that is, only people can tell."""
_PLAIN = frozenset(
    (
        "bestuurlijk", "gewoon", "vast", "vaste", "regulier", "stemhebbend", "is", "wordt", "als", "onze", "ons", "wij",
        "rol", "functie", "namens", "gemeente", "wethouder", "burgemeester", "portefeuillehouder",
    )
)  # fmt: skip
"""Words beside a role that leave it what it is."""
_CLAIMS: Mapping[Claim, tuple[str, ...]] = {
    "wij": (
        "bezet", "huidig", "huidige", "zittend", "wij", "ons", "ja", "vervuld", "benoemd", "actief", "behouden", "loopt",
        "lopend", "bezit", "eigen", "ingevuld", "bestaand", "verlengd", "herbenoemd",
    ),
    "open": (
        "vacant", "vacature", "open", "vrij", "verdelen", "gewenst", "wens", "claimen", "claim", "nieuw", "invullen",
        "ambitie", "meedoen", "vrijkomend",
    ),
    "ander": ("ander", "andere", "anders", "verloren", "elders", "afgestaan", "kwijt"),
    "onbekend": ("onbekend", "nagaan", "onduidelijk", "checken", "verifieren", "uitzoeken"),
}  # fmt: skip
_CLAIM_OF = {word: claim for claim, words in _CLAIMS.items() for word in words}
_NOT = frozenset(("niet", "geen", "onbezet"))
_BESIDE_CLAIM = frozenset(
    (
        "zetel",
        "is",
        "positie",
        "plek",
        "status",
        "nu",
        "momenteel",
        "door",
        "gemeente",
        "lid",
        "nog",
        "te",
    )
)
LEVELS: Mapping[str, str] = {
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
    "raad": "raad", "regioraad": "raad", "ab": "bestuur", "lobbygroep": "lobbygroep", "lobbyclub": "lobbygroep",
    "meedenkgroep": "meedenkgroep", "netwerk": "netwerk",
}  # fmt: skip
BOARDS = frozenset(("raad", "bestuur"))
"""Kinds of tables that a general board may be called."""
_TABLE_WORDS = frozenset(
    (*_BODY_SORTS, "bo", "ava", "av", "alv", "rvc", "rvt", "pfo", "bestuur", "vergadering")
)
_TABLE_ENDS = (
    "tafel", "overleg", "groep", "raad", "commissie", "platform", "bestuur", "kring", "pijler", "vergadering", "club",
)  # fmt: skip
_MUNICIPAL = re.compile(
    r"gemeenteraad|raads(?:commissie|werkgroep|fractie|presidium)|presidium|ondernemingsraad|rekenkamer(?:commissie)?"
    r"|auditcommissie|welstandscommissie|bezwaar(?:schriften)?commissie|erfgoedcommissie"
)
"""Bodies that a municipality itself has: who sits in one, holds no seat in a network."""
_BEFORE_NETWORK = BOARD_WORDS | {"voorzittersoverleg"}
_OFFICES = frozenset(("wethouder", "burgemeester", "raadslid", "loco", "locoburgemeester", "collegelid"))
_OFFICE_FIRST = frozenset(
    (word,) for word in (*_OFFICES, "ambtenaar", "gedeputeerde", "gemeentesecretaris", "griffier")
)
_ACTOR_SORTS: Mapping[str, str] = {
    "gemeente": "gemeente", "ministerie": "ministerie", "provincie": "provincie", "regio": "regio",
    "stadsdeel": "stadsdeel", "stedennetwerk": "stedennetwerk", "vereniging": "koepel", "koepel": "koepel",
}  # fmt: skip
TICKS = frozenset(("x", "v", "ja", "yes", "1", "ok", "aanwezig", "✓", "✔", "☑", "√", "•", "●"))
"""Marks in a cell that say that something is so, and nothing else."""
NOTHING = frozenset(("-", "–", "—", "nee", "n.v.t.", "nvt", "geen", "0", "/", "n.v.t", "."))
_TOTALS = frozenset(
    (
        "totaal",
        "subtotaal",
        "eindtotaal",
        "som",
        "aantal",
        "legenda",
        "noot",
        "bron",
        "peildatum",
        "laatst",
        "bijgewerkt",
    )
)
_ODD = re.compile(r"[^\w\s.,;:/&()'’`\"“”„–—+|\[\]-]")
_TURNED = re.compile(
    r"\b(?:"
    r"plv|plaatsver\w*|vervang\w*|reserve\w*|oudlid|oudleden|oudvoorzitter|exlid|exleden|exvoorzitter"
    r"|(?:oud|ex) (?:lid|leden|bestuurs?\w*|voorzitter\w*|wethouder\w*|burgemeester)"
    r"|voormalig\w*|gewezen|vorig\w*|advis\w*|waarnemend\w*|wnd|interim|tijdelijk\w*|aspirant\w*|kandida\w*|beoogd\w*"
    r"|voorgedragen|voordracht|afgetreden|aftred\w*|teruggetreden|opgevolgd|opvolg\w*|vacature\w*|vacant\w*|vertrok\w*"
    r"|vertrek\w*|gestopt|stopt|beeindigd|eindigt?|eindigde|verlop\w*|afgelopen|vervallen|vervalt|opgeheven|opgezegd"
    r"|overgedragen|overgenomen|geschorst|demissionair|verhinderd|ontslag\w*|ontslagen|gestorven|overleden|ambtelijk lid"
    r"|niet meer|niet herkies\w*|niet langer|niet van ons|t m|tot en met|(?:tot|sinds|vanaf|per) (?=\d)\d+"
    r"|(?:tot|sinds|vanaf|per) (?:jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)\w*"
    r")\b"
)
_MOVED = re.compile(r"\b(?:niet|geen|naar|namens|was|waren|wordt|worden|dan|over aan)\b")
Meaning = TypeVar("Meaning", bound=str)


@dataclass(frozen=True)
class RoleReading:
    """The roles that a text names, heaviest first, and what in it is not understood."""

    roles: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    shared: bool = False


def read_role(text: str, known: Collection[str] = ()) -> RoleReading:
    """The roles in a text. `known` are words that the row has read elsewhere, such as those of its table."""
    words = meaningful_words(text)
    found: set[str] = set()
    unread: list[str] = []
    shared = False
    skip = False
    for number, word in enumerate(words):
        if skip:
            skip = False
            continue
        after = role_word(words[number + 1]) if number + 1 < len(words) else ""
        if word in SECOND and after in ("voorzitter", "vicevoorzitter"):
            found.add("vicevoorzitter")
            skip = True
        elif word in _SHARED and after == "voorzitter":
            shared = True
        elif role := role_word(word):
            found.add(role)
            shared |= word in _SHARED_CHAIRS
        elif turns(word) or word in OTHER_ROLES | _NOT or (word not in known and word not in _PLAIN):
            unread.append(word)
    turned = [part for part in turned_in(text) if not _only_second(part, found)]
    left = [word for word in unread if not any(word in part.split() for part in turned)]
    unread = [*left, *turned, *odd_signs(text)]
    return RoleReading(tuple(role for role in ROLES if role in found), tuple(dict.fromkeys(unread)), shared)


def _only_second(part: str, found: set[str]) -> bool:
    """Whether this word was taken for what makes a deputy chair."""
    return part in SECOND and found == {"vicevoorzitter"}


def roles_of(text: str) -> tuple[str, ...]:
    """The roles that a text names, heaviest first; empty when it names none."""
    return read_role(text).roles


@lru_cache(maxsize=20_000)
def role_word(word: str) -> str:
    """The role that a word stands for; "" when it is none."""
    if word in ROLE_WORDS:
        return ROLE_WORDS[word]
    chair = word.removesuffix("schap")
    if chair.endswith("voorzitter"):
        return "voorzitter" if chair.removesuffix("voorzitter") in _CHAIRS else ""
    return "" if turns(word) else _known(word, ROLE_WORDS)


def without_roles(text: str) -> str:
    """What a text says beside its role: the theme of a portfolio, or the table that it is a role at."""
    return " ".join(
        word
        for word in meaningful_words(text)
        if not role_word(word) and word not in SECOND and word not in _PLAIN and word not in OTHER_ROLES
    )


def claim_of(text: str) -> Claim:
    """What a status says of a seat; "" when it says nothing of it, two things at once, or more than was understood."""
    words = tokens(text)
    if text.strip("? ") == "" and text:
        return "onbekend"
    claims = {word: _known(word, _CLAIM_OF) for word in words}
    found = {claim for claim in claims.values() if claim}
    left = [word for word, claim in claims.items() if not claim and word not in SMALL | _BESIDE_CLAIM | _NOT]
    if left or odd_signs(text):
        return ""
    if _NOT & set(words):
        return "open" if found <= {"wij"} and "bezet" in " ".join(words) else ""
    if found & {"wij"} and "nog" in words:  # for how long
        return ""
    return found.pop() if len(found) == 1 else ""


def level_of(text: str) -> str:
    """The level that a text names; "" when it names none, or several."""
    found = {LEVELS[word] for word in tokens(text) if word in LEVELS}
    return found.pop() if len(found) == 1 else ""


def body_sort(name: str) -> str:
    """The kind of table that a name speaks of, else a meeting."""
    return next((_BODY_SORTS[word] for word in meaningful_words(name) if word in _BODY_SORTS), "overleg")


def actor_sort(name: str) -> str:
    """The kind of actor that a name speaks of, else a partnership."""
    return next(
        (_ACTOR_SORTS[word] for word in meaningful_words(name) if word in _ACTOR_SORTS),
        "samenwerkingsverband",
    )


def municipal_word(text: str) -> str:
    """The word by which a text names a body that a municipality itself has; "" when it names none."""
    return next((word for word in meaningful_words(text) if _MUNICIPAL.fullmatch(word)), "")


def names_table(text: str) -> bool:
    """Whether a text speaks of a table, and not of a body of its own such as a company."""
    words = meaningful_words(text)
    return any(word in _TABLE_WORDS or word.endswith(_TABLE_ENDS) for word in words)


def behind_board(name: str) -> str:
    """What a name says behind the board that it begins with: the network; "" when it begins with none."""
    words = meaningful_words(name)
    return " ".join(words[1:]) if len(words) > 1 and words[0] in _BEFORE_NETWORK else ""


def is_board_only(name: str) -> bool:
    """Whether a name says no more than that it is a board, and not of which network."""
    words = [word for word in meaningful_words(name) if word not in SMALL]
    return bool(words) and BOARD_WORDS.issuperset(words)


def is_office_only(text: str) -> bool:
    """Whether a text names the office of somebody, and no role at a table."""
    words = meaningful_words(text)
    return bool(words) and all(word in _OFFICES for word in words)


def begins_with_office(text: str) -> bool:
    """Whether a text names the office of somebody first, whatever it is for."""
    return tokens(text)[:1] in _OFFICE_FIRST


def names_several(text: str) -> bool:
    """Whether a text names more than one board of a network."""
    return len({"ab", "db"} & set(meaningful_words(text))) > 1


def is_total(text: str) -> bool:
    """Whether this is a line below a list, and no table."""
    words = tokens(text)
    return bool(words) and words[0] in _TOTALS


def has_no_end(text: str) -> bool:
    """Whether an end of a term says that there is none."""
    return is_nothing(text) or squeezed(text) in ("heden", "nu", "doorlopend", "onbepaald", "onbepaaldetijd")


def is_tick(text: str) -> bool:
    """Whether a cell only says that something is so."""
    return text.strip().casefold() in TICKS


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing."""
    return text.strip().casefold() in NOTHING


def turns(text: str) -> bool:
    """Whether a text has a word that turns around what a row says of a seat, or the term of it."""
    return bool(turned_in(text))


def turned_in(text: str, widely: bool = False) -> tuple[str, ...]:
    """The words that may turn around what a row says of a seat; `widely` also those that do so in a remark."""
    plain = " ".join(tokens(text))
    found = [part[0] for part in _TURNED.finditer(plain)]
    if widely:
        found += [part[0] for part in _MOVED.finditer(plain)]
    return tuple(dict.fromkeys(found))


def odd_signs(text: str) -> tuple[str, ...]:
    """Signs and letters that no reading looks at, and that may point to a remark elsewhere."""
    plain = "".join(s for s in unicodedata.normalize("NFKD", text) if not unicodedata.combining(s))
    odd = _ODD.findall(plain)
    odd += [sign for sign in plain if sign.isalnum() and not sign.isascii()]
    odd += [sign for sign in text if unicodedata.category(sign) == "No"]  # a raised figure is a note
    return tuple(dict.fromkeys(odd))


def is_legal_form(text: str) -> bool:
    """Whether these letters are a legal form, as in N.V."""
    return squeezed(text) in LEGAL_FORMS


def _known(word: str, known: Mapping[str, Meaning]) -> Meaning | Literal[""]:
    if word in known:
        return known[word]
    near = slip_of(word, known)
    return known[near] if near else ""
