"""What a cell says: roles, states of a seat, levels and kinds, days and periods, whose a seat is; and what of it is not understood.

A text counts only when all of it was read. What is left over may turn around what the rest says: a substitute is no member.
Names of people are kept out of all that is shown and written: a dossier holds roles and portfolios.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, TypeVar

from strategy.dossier.dates import MONTHS, ORDINALS, Once, Recurring, Undated, When, read_date, written
from strategy.dossier.word_lists import ROLES
from strategy.graph.network import View
from strategy.importing.lists import on_one_line
from strategy.importing.matching import (
    BOARD_WORDS,
    LEGAL_FORMS,
    SMALL,
    NameIndex,
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


_MONTH_OF = {
    **{month: month for month in MONTHS}, **{month[:3]: month for month in MONTHS},
    "mrt": "maart", "maa": "maart", "sept": "september", "febr": "februari",
}  # fmt: skip
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_YEAR = r"(?:19|20|21)\d\d"
_AROUND = re.compile(r"^(?:voor|vanaf|uiterlijk|per|rond|deadline:?|op|in)\s+", re.IGNORECASE)
_WEEKDAY = re.compile(rf"^(?P<day>{'|'.join(_WEEKDAYS)}|ma|di|wo|do|vr|za|zo)\.?,?\s+(?=\d)")
_TIME = re.compile(
    r"[,\s]+(?:om\s+)?\d{1,2}[:.]\d\d(?:\s*(?:uur|u))?(?:\s*[-–]\s*\d{1,2}[:.]\d\d(?:\s*(?:uur|u))?)?$"
)
_DAY = re.compile(rf"\b(\d{{1,2}})([-/.])(\d{{1,2}})\2('?\d\d|{_YEAR})(?![\d-])")
_PACKED = re.compile(r"^(20\d\d)(\d\d)(\d\d)$")
_ISO = re.compile(rf"\b({_YEAR})-(\d\d)-(\d\d)\b")
_MONTH_NUMBER = re.compile(rf"^(\d{{1,2}})[-/]({_YEAR})$|^({_YEAR})[-/](\d{{1,2}})$")
_MONTH_NAME = re.compile(rf"\b({'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})\b\.?")
_SHORT_YEAR = re.compile(r"(?<=[a-z])\s'?(\d\d)$")
_ORDINAL = re.compile(r"\b([1-4])\s?(?:e|ste|de)\s(?=kwartaal|helft|halfjaar)")
_QUARTER = re.compile(
    rf"\b(?:q\s?|kw\s?|kwartaal\s)([1-4])[ \-/']+({_YEAR})|\b({_YEAR})[ \-/]?(?:q|kw)\s?([1-4])\b|\b([1-4])q\s?({_YEAR})"
)
_HALF = re.compile(rf"\b(?:h|helft\s)([12])[ -]({_YEAR})")
_WEEK = re.compile(rf"(?:week|wk)\.?\s?(\d{{1,2}})(?:\s?(?:-|/|,|van|in)?\s?)({_YEAR})|({_YEAR})-?w(\d\d)")
_BETWEEN = re.compile(
    r"\s*(?:t\s?/\s?m|tot en met|–|—)\s*|\s+(?:-|tot)\s+|(?<=[a-z])\s*[/-]\s*(?=[a-z])|(?<=\d{4})\s*-\s*(?=\d)"
)
_EACH = {
    "elk kwartaal": "elk kwartaal", "ieder kwartaal": "elk kwartaal", "per kwartaal": "elk kwartaal",
    "elke kwartaal": "elk kwartaal", "kwartaallijks": "elk kwartaal", "driemaandelijks": "elk kwartaal",
    "elke drie maanden": "elk kwartaal", "elke 3 maanden": "elk kwartaal", "1x per kwartaal": "elk kwartaal",
    "een keer per kwartaal": "elk kwartaal", "eens per kwartaal": "elk kwartaal",
    "elke maand": "elke maand", "iedere maand": "elke maand", "per maand": "elke maand", "maandelijks": "maandelijks",
    "1x per maand": "elke maand", "eens per maand": "elke maand", "een keer per maand": "elke maand",
    "elk half jaar": "twee keer per jaar", "ieder half jaar": "twee keer per jaar", "elk halfjaar": "twee keer per jaar",
    "ieder halfjaar": "twee keer per jaar", "halfjaarlijks": "twee keer per jaar", "per half jaar": "twee keer per jaar",
    "per halfjaar": "twee keer per jaar", "tweemaal per jaar": "twee keer per jaar", "driemaal per jaar": "drie keer per jaar",
    "viermaal per jaar": "vier keer per jaar",
}  # fmt: skip
"""What comes back within a year, in the words of a dossier; what returns in other ways has no word there."""
_TIMES = re.compile(r"([1-9]\d?)\s?(?:x|×|maal|keer)\s(?:per|in het|p\.?)\s?(?:jaar|j\.?)")
_YEARLY = re.compile(
    r"(?:jaarlijks|elk jaar|ieder jaar),?\s+(?:in|op|rond)?\s*(?P<part>.+)"
    rf"|(?:elk|elke|ieder|iedere)\s+(?P<season>voorjaar|zomer|najaar|lente|herfst|{'|'.join(MONTHS)})"
    r"|(?P<part2>.+?),?\s+(?:elk|ieder)\s+jaar"
)


def planned(text: str) -> str:
    """When something is, as the calendar reads it: "1 oktober 2026"; "" when that cannot be told for certain."""
    plain = " ".join(text.split()).rstrip(".").casefold()
    if each := _each(plain):
        return each
    when = read_date(_usual(plain))
    return "" if when is None or isinstance(when, Undated) else written(when)


def when_of(text: str) -> When | None:
    """What a text says of when something is; None when that cannot be told for certain."""
    return read_date(planned(text))


def day_of(text: str) -> date | None:
    """The day that a text names; None when it names none, or more than one."""
    when = when_of(text)
    return when.first if isinstance(when, Once) and when.exact else None


def _each(plain: str) -> str:
    """What returns, in the words of a dossier; "" when it is something else."""
    if plain in _EACH:
        return _EACH[plain]
    if times := _TIMES.fullmatch(plain):
        return f"{times[1]} keer per jaar"
    if "keer per jaar" in plain and isinstance(read_date(plain), Recurring):
        return plain
    if yearly := _YEARLY.fullmatch(plain):
        part = _usual(yearly["part"] or yearly["season"] or yearly["part2"])
        when = read_date(f"jaarlijks, {part}")
        return written(when) if isinstance(when, Recurring) else ""
    return ""


def _usual(plain: str) -> str:
    """A date in the words that a dossier reads; "" for a day that does not exist."""
    text = _AROUND.sub("", plain)
    weekday = _WEEKDAY.match(text)
    text = _TIME.sub("", _WEEKDAY.sub("", text)).strip()
    text = _ISO.sub(r"\3-\2-\1", _PACKED.sub(r"\3-\2-\1", text))
    if month := _MONTH_NUMBER.match(text):
        number = int(month[1] or month[4])
        text = f"{MONTHS[number - 1]} {month[2] or month[3]}" if 1 <= number <= 12 else ""
    days = list(_DAY.finditer(text))
    for found in reversed(days):
        shown = _day(found[1], found[3], found[4])
        if not shown:
            return ""
        text = f"{text[: found.start()]}{shown}{text[found.end() :]}"
    text = _MONTH_NAME.sub(lambda found: _MONTH_OF[found[1]], text)
    text = _SHORT_YEAR.sub(lambda found: f" 20{found[1]}" if _near(int(found[1])) else found[0], text)
    text = _ORDINAL.sub(lambda found: f"{ORDINALS[int(found[1]) - 1]} ", text)
    text = _QUARTER.sub(
        lambda found: (
            f"{ORDINALS[int(found[1] or found[4] or found[5]) - 1]} kwartaal {found[2] or found[3] or found[6]}"
        ),
        text,
    )
    text = _HALF.sub(lambda found: f"{ORDINALS[int(found[1]) - 1]} helft {found[2]}", text)
    if week := _WEEK.fullmatch(text):
        return _week(int(week[2] or week[3]), int(week[1] or week[4]))
    text = _BETWEEN.sub(" tot en met ", text)
    return text if weekday is None or _falls_on(text, weekday["day"]) else ""


def _day(day: str, month: str, year: str) -> str:
    """A day as the calendar reads it; "" for one that does not exist, or of which the century cannot be told."""
    number = int(year.lstrip("'"))
    if number < 100 and not _near(number):
        return ""
    try:
        found = date(number + 2000 if number < 100 else number, int(month), int(day))
    except ValueError:
        return ""
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def _near(year: int) -> bool:
    """Whether two figures are a year of our time, and no day."""
    return 15 <= year <= 49


def _week(year: int, number: int) -> str:
    """The seven days of a week of the calendar; "" for one that the year does not have."""
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return ""
    return f"{monday.isoformat()} tot en met {(monday + timedelta(6)).isoformat()}"


def _falls_on(text: str, weekday: str) -> bool:
    """Whether a day falls on the day of the week that stands beside it."""
    when = read_date(text)
    if not isinstance(when, Once) or not when.exact:
        return False
    return _WEEKDAYS[when.first.weekday()].startswith(weekday)


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
