"""What each row of a list says of which seat: its roles, days and states; names of people are kept out.

A dossier holds roles and portfolios: what is the name of somebody is never shown or written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Literal, TypeVar

from strategy.dossier.dates import Undated, read_date, written
from strategy.dossier.vocabulary import ADVICE_SORTS, ROLES
from strategy.errors import quote
from strategy.importing.lists import HEADINGS, ListHeader, ListTable, column_of, on_one_line
from strategy.importing.matching import NameIndex, NameMatch, meaningful_words, squeezed, tokens

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
Meaning = TypeVar("Meaning", bound=str)


def roles_of(text: str) -> tuple[str, ...]:
    """The roles that a text names, heaviest first; empty when it names none."""
    words = meaningful_words(text)
    found = {role for word in words if (role := _known(word, _ROLES))}
    if "voorzitter" in found and any(word in _SECOND for word in words):
        found = found - {"voorzitter"} | {"vicevoorzitter"}
    return tuple(role for role in ROLES if role in found)


def without_roles(text: str) -> str:
    """What a text says beside its role: the theme of a portfolio."""
    return " ".join(
        word for word in meaningful_words(text) if not _known(word, _ROLES) and word not in _SECOND
    )


def claim_of(text: str) -> Claim:
    """What a status says of a seat; "" when it says nothing of it, or two things at once."""
    words = tokens(text)
    if text.strip("? ") == "" and text:
        return "onbekend"
    found: set[Claim] = {known for word in words if (known := _known(word, _CLAIM_OF))}
    if _NOT & set(words):
        return "open" if found <= {"wij"} and "bezet" in " ".join(words) else ""
    return found.pop() if len(found) == 1 else ""


def level_of(text: str) -> str:
    """The level that a text names; "" when it names none, or several."""
    found = {_LEVELS[word] for word in tokens(text) if word in _LEVELS}
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


def _known(word: str, known: Mapping[str, Meaning]) -> Meaning | Literal[""]:
    if word in known:
        return known[word]
    near = get_close_matches(word, known, n=1, cutoff=_NEAR) if len(word) > 4 else []
    return known[near[0]] if near else ""


_DAY = r"(?P<{0}day>\d{{1,2}})[-/.](?P<{0}month>\d{{1,2}})[-/.](?P<{0}year>(?:19|20|21)\d\d)"
_ONE = re.compile(_DAY.format(""))
_TWO = re.compile(rf"{_DAY.format('first_')}\s*(?:t/m|tot en met|tot|–|-)\s*{_DAY.format('last_')}")
_QUARTER = re.compile(r"(?:q|kw|kwartaal )\s?(?P<number>[1-4])[ -](?P<year>(?:19|20|21)\d\d)", re.IGNORECASE)
_ORDINALS = ("eerste", "tweede", "derde", "vierde")
_AROUND = re.compile(r"^(?:voor|vanaf|uiterlijk|per|rond|deadline:?|op|in)\s+", re.IGNORECASE)


def planned(text: str) -> str:
    """When something is, as the calendar reads it: "1 oktober 2026"; "" when that cannot be told for certain."""
    plain = _AROUND.sub("", on_one_line(text).rstrip("."))
    if two := _TWO.fullmatch(plain):
        first, last = (
            _day(*(two[f"{which}_{part}"] for part in ("day", "month", "year")))
            for which in ("first", "last")
        )
        plain = f"{first} tot en met {last}" if first and last else ""
    elif one := _ONE.fullmatch(plain):
        plain = _day(one["day"], one["month"], one["year"])
    elif quarter := _QUARTER.fullmatch(plain):
        plain = f"{_ORDINALS[int(quarter['number']) - 1]} kwartaal {quarter['year']}"
    when = read_date(plain) if plain else None
    return "" if when is None or isinstance(when, Undated) else written(when)


def _day(day: str, month: str, year: str) -> str:
    """A day as the calendar reads it; "" for one that does not exist."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


LEFT_OUT = "[weggelaten]"
_PARTS = re.compile(r"[/;,\n()|+&]| en ")
_TITLES = frozenset(
    (
        "wethouder", "burgemeester", "portefeuillehouder", "portefeuille", "dhr", "mevr", "mw", "mevrouw", "heer",
        "drs", "mr", "ir", "ing", "dr", "prof", "namens", "plv", "bestuurder", "bestuurlijk", "ambtelijk", "loco",
        "team", "afdeling", "adviseur", "beleidsadviseur", "strateeg", "lobbyist", "manager", "directeur", "griffier",
        "secretaris", "gemeentesecretaris", "wethouders", "college", "nvt", "nnb", "ntb", "vacant", "vacature",
        "onbekend", "zie", "allen", "divers", "diverse", "programmamanager", "senior", "junior",
    )
)  # fmt: skip
_LINK = r"(?:(?:van|de|der|den|ten|ter|het|el|al|'t)\s+)*"
_NAME = rf"{_LINK}[A-ZÀ-Ý][\w'’-]+"
_PATTERNS = (
    re.compile(rf"(?i:\b(?:dhr|mevr|mw|mevrouw|de heer|drs|ir|ing|prof)\b\.?)\s+(?P<name>(?:[A-Z]\.\s*)*{_NAME}(?:\s+{_NAME})?)"),
    re.compile(rf"(?i:\b(?:wethouder|burgemeester|gedeputeerde|minister|staatssecretaris)\b)\s+(?P<name>{_NAME})"),
    re.compile(rf"\b(?P<name>(?:[A-Z]\.\s?){{1,4}}\s*{_NAME})"),
)  # fmt: skip
_ADDRESS = re.compile(r"[^\s@<>;,]+@[^\s@<>;,]+\.\w+")
_PHONE = re.compile(r"(?<![\d-])(?:\+31|0031|0)[\s-]?(?:\(0\)\s?)?\d(?:[\s-]?\d){8}(?!\d)")


def pieces(text: str) -> list[str]:
    """A cell with people or portfolios, parted into what may be one of them."""
    return [piece for part in _PARTS.split(text) if (piece := on_one_line(part)) and squeezed(piece)]


def is_office(text: str) -> bool:
    """Whether a text holds only words for offices, and so nobody's name."""
    return squeezed(text) in _TITLES or all(word in _TITLES or word.isdigit() for word in tokens(text))


class PeopleNames:
    """The names of people in a list, by the words of each, to keep them out of every other cell.

    `words` are those of the dossier: a word that a table or theme has in its name stays.
    """

    def __init__(self, found: Iterable[str], words: Iterable[str]) -> None:
        self._words = frozenset(words) | _TITLES
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
        return found[0].replace(found["name"], LEFT_OUT)

    def _may_be(self, word: str) -> bool:
        capital = word[:1].isupper() and len(word) > 2
        short = word.isupper() and len(word) < 5
        return capital and not short and not all(part in self._words for part in tokens(word))


_PEOPLE = ("bestuurder", "trekker")
_GROUPS = ("opgave", "netwerk", "gremium")
"""Columns in which a blank cell means the one above, as long as no column to its left has something new."""
_ABOUT = ("rol", "bestuurder", "status", "houding", "onderwerp", "planning", "doel")
"""A blank table only means the one above in a row that says something of a seat."""
_PORTFOLIO = ("portefeuille",)
_KEPT = ("zetel", *_PEOPLE)


@dataclass(frozen=True, order=True)
class ListPlace:
    """Where something stands in the list; pasted text has no sheet."""

    sheet: str
    row: int

    def __str__(self) -> str:
        return f"blad {self.sheet}, rij {self.row}" if self.sheet else f"rij {self.row}"


@dataclass(frozen=True)
class ListEntry:
    """A row by column. `portfolios` are those named in it; `left_out` are the columns with a name that is not shown."""

    place: ListPlace
    cells: Mapping[str, str]
    filled: tuple[str, ...] = ()
    portfolios: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def list_entries(lists: Iterable[tuple[ListTable, ListHeader]], index: NameIndex) -> list[ListEntry]:
    """The rows below every header, in their order."""
    found = [entry for table, header in lists for entry in _rows(table, header)]
    # a word that names a role, or a place in it, is nobody's name either
    names = PeopleNames(
        (piece for entry in found for piece in _names(entry, index)), {*index.words, *_ROLES, *_SECOND}
    )
    return [_shown(entry, names, index) for entry in found]


def _rows(table: ListTable, header: ListHeader) -> Iterator[ListEntry]:
    above: dict[str, str] = {}
    groups = sorted(
        (column for column in _GROUPS if column in header.columns), key=header.columns.__getitem__
    )
    for row in table.rows:
        if row.number <= header.row:
            continue
        cells = {column: row.cells[at] for column, at in header.columns.items() if at < len(row.cells)}
        if not any(cells.values()) or _is_header(cells):
            continue
        filled = [column for column, at in header.columns.items() if at in row.merged and cells.get(column)]
        changed = False
        for column in groups:
            if not cells.get(column) and not changed and above.get(column) and _says_something(column, cells):
                cells[column] = above[column]
                filled.append(column)
            changed |= bool(cells.get(column)) and cells[column] != above.get(column)
            above[column] = cells.get(column) or ("" if changed else above.get(column, ""))
        yield ListEntry(ListPlace(table.sheet, row.number), cells, tuple(filled))


def _says_something(column: str, cells: Mapping[str, str]) -> bool:
    """Whether a blank cell of this column is more than a blank: a table is meant by who says something of its seat."""
    named = cells.get("zetel")
    return column != "gremium" or (not named and any(cells.get(about) for about in _ABOUT))


def _is_header(cells: Mapping[str, str]) -> bool:
    """Whether the header stands here once more, as it does at the top of a printed page."""
    filled = [(column, text) for column, text in cells.items() if text]
    return len(filled) > 1 and all(column_of(text) == column for column, text in filled)


def _names(entry: ListEntry, index: NameIndex) -> Iterator[str]:
    """What stands in a column with people and is no portfolio or office."""
    return (piece for column in _PEOPLE for piece in pieces(entry[column]) if _may_name(piece, index))


def _shown(entry: ListEntry, names: PeopleNames, index: NameIndex) -> ListEntry:
    portfolios = filter(None, (_portfolio(piece, index) for piece in pieces(entry["bestuurder"])))
    cells = {column: text if column in _KEPT else names.without(text) for column, text in entry.cells.items()}
    people = [
        column
        for column in _PEOPLE
        if any(_may_name(piece, index) for piece in pieces(cells.pop(column, "")))
    ]
    hidden = [column for column, text in cells.items() if LEFT_OUT in text]
    return replace(
        entry, cells=cells, portfolios=tuple(dict.fromkeys(portfolios)), left_out=(*people, *hidden)
    )


def _may_name(piece: str, index: NameIndex) -> bool:
    return index.match(piece, _PORTFOLIO).thing is None and not is_office(piece)


def _portfolio(piece: str, index: NameIndex) -> str:
    """The portfolio that a piece names, a name beside it or not; "" when it names none."""
    known = " ".join(word for word in tokens(piece) if word in index.words)
    thing = index.match(piece, _PORTFOLIO).thing or index.match(known, _PORTFOLIO).thing
    return thing.id if thing else ""


TABLES = ("gremium", "actor")
_POSITION = "positie/"
_FREE = ("doel", "via", "prioriteit", "opmerking")
_PARTED = re.compile(r"[/;,|\n]")
"""Between the roles of a cell, which go with the tables of the row when there are as many of these."""
_LONGEST_NOTE = 600


@dataclass(frozen=True)
class Unread:
    """A row of which nothing can be told, with the heading of the cell that is to blame."""

    place: ListPlace
    heading: str
    why: str


@dataclass(frozen=True)
class RowReading:
    """What one row says of one table. `actor` is the network it belongs to, `network` its name when it is not known.

    `note` is what the list has to say beside it; `remarks` are for who reads the report.
    """

    place: ListPlace
    said: str
    match: NameMatch
    actor: str
    network: str
    role: str
    theme: str
    claim: Claim
    themes: tuple[str, ...]
    priorities: tuple[str, ...]
    opgaven: tuple[str, ...]
    portfolios: tuple[str, ...]
    level: str
    when: str
    note: str
    left_out: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass
class RowReader:
    """Reads rows against the things of a dossier. `actor` or `network` is where tables belong of which the list says nothing."""

    index: NameIndex
    actor: str = ""
    network: str = ""
    unread: list[Unread] = field(default_factory=list)
    passed: int = 0
    """Rows with advice about something else than a seat."""

    def readings(self, entry: ListEntry) -> Iterator[RowReading]:
        """What a row says, once for each table that it names; what cannot be read is kept in `unread`."""
        tables = list(self._tables(entry))
        every = [roles_of(part) for part in _PARTED.split(entry["rol"]) if part.strip()]
        paired = len(every) == len(tables) > 1 and all(every)
        for number, (match, actor, network, seat) in enumerate(tables):
            remarks: list[str] = []
            found = every[number] if paired else roles_of(entry["rol"])
            role, theme = seat or self._role(entry, found, match, remarks)
            yield self._reading(entry, match, actor, network, role, theme, remarks)

    # ── which table ───────────────────────────────────────────────────────────────────────────────────

    def _tables(self, entry: ListEntry) -> Iterator[tuple[NameMatch, str, str, tuple[str, str] | None]]:
        """The tables of a row: what is meant, its network, and role and theme when the row names a seat by its id."""
        named = on_one_line(entry["zetel"]).removeprefix(_POSITION)
        body, *seat = named.split("/")
        thing = self.index.thing("gremium", body)
        if thing and 1 <= len(seat) <= 2 and seat[0] in ROLES:
            theme = seat[1] if seat[1:] and self.index.thing("thema", seat[1]) else ""
            said = on_one_line(entry["gremium"]) or thing.name
            yield NameMatch(said, "naam", (thing,)), thing.parent, "", (seat[0], theme)
            return
        if body in ADVICE_SORTS and not entry["gremium"]:
            self.passed += 1
            return
        if "/" in named and not entry["gremium"]:
            self._pass(entry, "zetel", f"{quote(named)} is geen zetel in dit dossier")
            return
        actor, network = self._network(entry)
        text = entry["gremium"] or entry["netwerk"]
        parts = self.index.parts(text, TABLES, actor)
        if not parts:
            self._pass(entry, "gremium", "hier staat geen gremium of netwerk")
        for part in parts:
            match = self.index.match(on_one_line(part), TABLES, actor)
            yield match, match.thing.parent if match.thing and match.thing.parent else actor, network, None

    def _network(self, entry: ListEntry) -> tuple[str, str]:
        """The network of a row by its id, or by its name when the dossier has no such network."""
        text = on_one_line(entry["netwerk"]) if entry["gremium"] else ""
        if not text:
            return self.actor, self.network
        match = self.index.match(text, ("actor",))
        return (match.thing.id, "") if match.thing else ("", text)

    def _pass(self, entry: ListEntry, column: str, why: str) -> None:
        self.unread.append(Unread(entry.place, HEADINGS[column], why))

    # ── what it says of the seat ──────────────────────────────────────────────────────────────────────

    def _role(
        self, entry: ListEntry, found: tuple[str, ...], match: NameMatch, remarks: list[str]
    ) -> tuple[str, str]:
        """Role and theme of the seat; "" when the row names no role, so that a lone seat can be taken for it."""
        if not found:
            if entry["rol"]:
                remarks.append(f"de rol {quote(entry['rol'])} is niet herkend")
            return "", ""
        role = found[0]
        if len(found) > 1:
            remarks.append(f"meer rollen in één cel; {role} is de zwaarste")
        if role != "portefeuille":
            return role, ""
        if match.thing is not None and "pho" in match.thing.sort:
            return "lid", ""  # everyone there is one for something
        themes = self._themes(without_roles(entry["rol"])) or self._themes(entry["onderwerp"])
        return role, themes[0] if len(themes) == 1 else ""

    def _reading(
        self,
        entry: ListEntry,
        match: NameMatch,
        actor: str,
        network: str,
        role: str,
        theme: str,
        remarks: list[str],
    ) -> RowReading:
        status = self._claim(entry, remarks)
        when = planned(entry["planning"])
        free = [*_FREE]
        if entry["planning"] and not when:
            remarks.append(f"de planning {quote(entry['planning'])} is geen datum die te lezen is")
            free.append("planning")
        themes = self._themes(entry["onderwerp"])
        if entry["onderwerp"] and not themes and not self._known(entry["onderwerp"], "prioriteit"):
            remarks.append(
                f"het onderwerp {quote(entry['onderwerp'])} is geen thema of prioriteit van dit dossier"
            )
            free.insert(0, "onderwerp")
        opgaven = self._known(entry["opgave"], "opgave")
        if entry["opgave"] and not opgaven and not self._known(entry["opgave"], "prioriteit"):
            remarks.append(f"de opgave {quote(entry['opgave'])} staat niet in dit dossier")
        priorities = [
            found
            for column in ("opgave", "onderwerp", "prioriteit")
            for found in self._known(entry[column], "prioriteit")
        ]
        if entry.filled:
            remarks.append(f"{', '.join(HEADINGS[column] for column in entry.filled)} van de rij erboven")
        if entry.left_out:
            where = ", ".join(HEADINGS[column] for column in entry.left_out)
            remarks.append(f"weggelaten, want het kan een naam zijn: {where}")
        notes = (f"{HEADINGS[column]}: {on_one_line(entry[column])}" for column in free if entry[column])
        return RowReading(
            place=entry.place,
            said=" · ".join(
                filter(None, (match.text, on_one_line(entry["rol"]) or (role if entry["zetel"] else "")))
            ),
            match=match,
            actor=actor,
            network=network,
            role=role,
            theme=theme,
            claim=status,
            themes=themes,
            priorities=tuple(dict.fromkeys(priorities)),
            opgaven=opgaven,
            portfolios=entry.portfolios,
            level=level_of(entry["niveau"]),
            when=when,
            note="; ".join(notes)[:_LONGEST_NOTE],
            left_out=entry.left_out,
            remarks=tuple(remarks),
        )

    def _claim(self, entry: ListEntry, remarks: list[str]) -> Claim:
        said = entry["status"] or entry["houding"]
        found = claim_of(said)
        if said and not found:
            remarks.append(f"de status {quote(said)} zegt niet van wie de zetel is")
        if not said and (entry.portfolios or "bestuurder" in entry.left_out):
            remarks.append("zonder status; er staat een bestuurder bij, dus de zetel is van ons")
            return "wij"
        return found

    def _themes(self, text: str) -> tuple[str, ...]:
        return self._known(text, "thema")

    def _known(self, text: str, kind: str) -> tuple[str, ...]:
        """The things of a kind that a cell names, each once; what it names beside them is passed over."""
        if not squeezed(text):
            return ()
        matches = (self.index.match(on_one_line(part), (kind,)) for part in self.index.parts(text, (kind,)))
        return tuple(dict.fromkeys(match.thing.id for match in matches if match.thing))
