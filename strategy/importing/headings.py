"""Which column of a list holds what, whatever its order and spelling, and in which row that stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from strategy.errors import KrachtenveldError, quote
from strategy.importing.cell_words import (
    OTHER_ROLES,
    PeopleNames,
    begins_with_office,
    is_nothing,
    is_tick,
    read_role,
    roles_of,
    turns,
)
from strategy.importing.lists import (
    COPY,
    MAX_BYTES,
    ListRow,
    ListTable,
    cell_name,
    decoded,
    is_workbook,
    on_one_line,
    other_kind,
    text_tables,
    workbook_tables,
)
from strategy.importing.matching import slip_of, squeezed, tokens

HEADINGS: Mapping[str, str] = {
    "opgave": "Opgave", "gremium": "Gremium/Netwerk", "niveau": "Niveau", "rol": "Rol",
    "bestuurder": "Bestuurder/Portefeuille", "trekker": "Ambtelijk trekker", "onderwerp": "Onderwerp",
    "doel": "Doel", "via": "Via", "planning": "Planning", "status": "Status", "prioriteit": "Prioriteit",
    "opmerking": "Opmerking", "netwerk": "Netwerk", "zetel": "Zetel", "houding": "Houding", "persoon": "Naam",
    "gemeente": "Gemeente", "ingang": "Datum ingang", "einde": "Datum einde", "termijn": "Zittingstermijn",
    "ambtshalve": "Q.q.", "houder": "Houder", "te_verdelen": "Te verdelen", "onderdelen": "Onderdelen",
    "namens": "Namens",
}  # fmt: skip
"""Each column that is understood, with the heading that people know it by."""
_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "opgave": ("opgave", "opgaven", "maatschappelijke opgave", "programma", "opgave programma"),
    "gremium": (
        "gremium netwerk", "gremium", "gremia", "netwerk gremium", "gremium of netwerk", "overleg", "tafel",
        "orgaan", "commissie", "bestuurlijk overleg", "overlegtafel", "naam gremium", "positie in", "gremium tafel",
        "naam overleg", "overleggen", "overlegorgaan", "overlegstructuur", "bestuursorgaan", "naam tafel", "tafels",
        "bestuurstafel", "naam commissie", "commissies", "gremium overleg", "overleg gremium", "naam orgaan", "bestuur",
        "werkgroep", "stuurgroep",
    ),
    "netwerk": (
        "netwerk", "netwerken", "samenwerkingsverband", "organisatie", "koepel", "netwerk organisatie",
        "verbonden partij", "verbonden partijen", "naam verbonden partij", "regeling", "gemeenschappelijke regeling",
        "naam regeling", "samenwerking", "instelling", "naam organisatie", "naam instelling", "deelneming",
        "deelnemingen", "vennootschap", "rechtspersoon", "naam samenwerkingsverband", "samenwerkingsverbanden",
        "gr", "naam partij", "organisatie instelling", "instantie", "bedrijf", "stichting", "partij",
    ),
    "niveau": ("niveau", "schaal", "schaalniveau", "bestuurslaag", "bestuurlijk niveau"),
    "rol": (
        "rol", "functie", "rol functie", "positie", "rol positie", "soort positie", "onze rol", "bestuursfunctie",
        "bestuurlijk belang", "nevenfunctie", "nevenfuncties", "functie rol", "hoedanigheid", "functienaam",
        "naam nevenfunctie", "omschrijving functie", "functie omschrijving", "bestuurlijke betrokkenheid",
        "bestuurlijke rol", "aard nevenfunctie", "omschrijving nevenfunctie",
    ),
    "bestuurder": (
        "bestuurder portefeuille", "bestuurder", "portefeuille", "portefeuillehouder", "wethouder",
        "bestuurlijk trekker", "bestuurlijke trekker", "collegelid", "vertegenwoordiger", "bestuurder s",
        "portefeuille bestuurder", "verantwoordelijk bestuurder", "bestuurders", "vertegenwoordiging", "wie",
        "bestuurlijke vertegenwoordiging", "onze vertegenwoordiger", "bestuurlijk vertegenwoordiger", "afgevaardigde",
        "bezet door", "bekleed door", "door wie", "onze bestuurder", "deelnemer", "portefeuillehouders", "vertegenwoordigd door", "ingevuld door", "houder zetel",
    ),
    "trekker": (
        "ambtelijk trekker", "ambtelijke trekker", "ambtelijk", "ambtenaar", "contactpersoon", "lobbyist",
        "beleidsadviseur", "ambtelijk contactpersoon", "ambtelijke ondersteuning", "ondersteuning", "trekker",
        "accounthouder", "ambtelijk verantwoordelijke",
    ),
    "onderwerp": (
        "onderwerp", "onderwerpen", "thema", "themas", "thema s", "onderwerp thema", "dossier", "beleidsdomein",
        "beleidsterrein", "programma thema",
    ),
    "doel": ("doel", "doelen", "doelstelling", "inzet", "beoogd resultaat", "wat willen we bereiken"),
    "via": ("via", "route", "langs", "lobbyroute", "via wie"),
    "planning": ("planning", "datum", "deadline", "wanneer", "termijn", "moment", "tijdpad"),
    "status": ("status", "stand van zaken", "bezetting", "huidige status"),
    "prioriteit": ("prioriteit", "prioriteiten", "prio", "belang", "urgentie", "gewicht"),
    "opmerking": (
        "opmerking", "opmerkingen", "toelichting", "bijzonderheden", "notitie", "notities", "aantekening",
        "aantekeningen", "interne notitie", "commentaar", "memo",
    ),
    "zetel": ("zetel", "id", "naam zetel"),
    "houding": ("houding", "actie", "advies houding"),
    "persoon": (
        "naam", "voornaam", "achternaam", "persoon", "naam bestuurder", "naam lid", "voorletters", "tussenvoegsel",
        "naam vertegenwoordiger", "namen", "volledige naam", "naam persoon", "naam collegelid",
    ),
    "gemeente": (
        "gemeente", "van gemeente", "namens gemeente", "gemeentenaam", "naam gemeente", "uit gemeente", "stad",
        "afkomstig van", "vertegenwoordigt", "gemeenten", "deelnemende gemeente", "lidgemeente", "afkomstig uit",
        "namens welke gemeente", "van",
    ),
    "namens": ("namens", "namens wie", "op voordracht van", "voorgedragen door", "afgevaardigd door", "zetel van"),
    "ingang": (
        "datum ingang", "ingang", "ingangsdatum", "begin", "begindatum", "start", "startdatum", "sinds", "vanaf",
        "datum begin", "benoemd per", "benoemd op", "datum benoeming", "begin termijn", "geldig van", "aanvang",
        "datum van ingang", "aanvangsdatum", "in functie sinds", "lid sinds", "datum aanvang", "benoemingsdatum",
        "datum start", "start termijn", "ingang termijn", "lid vanaf", "per", "met ingang van", "begin benoeming",
    ),
    "einde": (
        "einde", "einddatum", "eind", "datum einde", "einde termijn", "tot", "tot en met", "t m", "geldig tot",
        "datum aftreden", "aftreden", "lid tot", "loopt tot", "afloop", "afloopdatum", "einde benoeming",
        "einde zittingstermijn", "termijn tot", "datum eind", "einde lidmaatschap", "benoemd tot", "aftredend per",
        "eind termijn", "einddatum termijn", "datum afloop", "aftreeddatum", "aftredend", "loopt af", "loopt af op", "t m datum",
    ),
    "termijn": (
        "zittingstermijn", "zittingsperiode", "benoemingstermijn", "periode", "looptijd", "zittingsduur",
        "benoemingsperiode", "lidmaatschapsperiode",
    ),
    "ambtshalve": (
        "q q", "qq", "ambtshalve", "qualitate qua", "q q functie", "uit hoofde van functie",
        "uit hoofde van de functie", "uit hoofde van ambt", "uit hoofde van het ambt",
    ),
    "houder": ("houder",),
    "te_verdelen": ("te verdelen",),
    "onderdelen": ("onderdelen",),
}  # fmt: skip
_KNOWN = {spelling: column for column, spellings in _SPELLINGS.items() for spelling in spellings}
_ASIDE = frozenset(
    (
        "rechtsvorm", "vestigingsplaats", "toezichtsregime", "openbaar belang", "publiek belang", "stemverhouding",
        "risicoprofiel", "risico", "financieel belang", "nr", "nummer", "volgnummer", "volgnr", "bezoldigd",
        "bezoldiging", "vergoeding", "website", "url", "link", "adres", "rangorde", "frequentie", "locatie", "kvk",
        "kvk nummer", "bron", "bronnen", "bronvermelding", "vindplaats", "zetelplaats", "aandelen", "eigen vermogen", "begroting", "bijdrage", "resultaat", "postcode",
        "telefoon", "telefoonnummer", "e mail", "email", "mail", "vergaderfrequentie", "vergaderlocatie", "tijdstip",
    )
)  # fmt: skip
"""Headings of what says nothing of whose a seat is."""
_TABLES = ("gremium", "netwerk", "zetel", "onderdelen")
"""A list without any of these says of no row what it is about."""
_MANY = ("persoon", "opmerking", "bestuurder", "trekker", "onderwerp", "doel")
"""Columns of which a list may have several, such as a first and a last name."""
_LONGEST = 60
"""Characters of a heading; a longer cell is a text."""
_LONGEST_MARK = 4
_OF_PARTIES = frozenset(("vestigingsplaats", "rechtsvorm"))
_FEWEST_HEADS = 3
"""Headings that a list in blocks has at least."""
_DEPUTIES = ("plv", "plaatsverv", "vervang", "reserve")
_DEEPEST = 30
"""Filled rows in which the header is looked for."""
_BRACKETS = re.compile(r"\(([^)]*)\)")
_EITHER = re.compile(r"/|\bof\b")
Named = Literal["portefeuille", "gremium", ""]
NamedBy = Callable[[str], Named]
"""What of the dossier a heading names: someone of the college, a table, or nothing."""


@dataclass(frozen=True)
class ListHeader:
    """Where the header of a sheet is, which of its columns (from 0) hold what, and which headings are not understood.

    `roles`, `members` and `tables` are columns whose heading is itself a role, someone of the college or a table;
    `more` are further columns of a kind. `aside` are understood and say nothing of a seat. `above` stands over it.
    """

    row: int
    columns: Mapping[str, int]
    unused: tuple[tuple[int, str], ...] = ()
    roles: Mapping[int, str] = field(default_factory=dict)
    members: Mapping[int, str] = field(default_factory=dict)
    tables: Mapping[int, str] = field(default_factory=dict)
    aside: tuple[tuple[int, str], ...] = ()
    more: tuple[tuple[int, str], ...] = ()
    above: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def beside(self) -> Mapping[int, str]:
        """The columns whose heading is itself a role, someone of the college or a table."""
        return {**self.roles, **self.members, **self.tables}

    @property
    def understood(self) -> int:
        """How many headings were understood."""
        return len(self.columns) + len(self.beside) + len(self.aside) + len(self.more)


def no_name(text: str) -> Named:
    """A heading where no dossier is at hand."""
    return ""


def find_header(table: ListTable, named_by: NamedBy = no_name) -> ListHeader | None:
    """The row that most looks like a header, or two rows that do so together; None when no row does."""
    rows = table.rows[:_DEEPEST]
    found: list[tuple[int, bool, ListHeader]] = []
    for number, row in enumerate(rows):
        above = tuple(on_one_line(" ".join(filter(None, each.cells))) for each in rows[:number])
        if (header := _header(row.number, row.cells, named_by, table, above)) is not None:
            found.append((header.understood, True, header))
        under = rows[number + 1] if number + 1 < len(rows) else None
        if under is not None and _all_headings(under.cells, named_by):
            both = _joined(row.cells, under.cells)
            if (header := _header(under.number, both, named_by, table, above)) is not None:
                found.append((header.understood, False, header))
    best = max(found, key=lambda each: each[:2], default=None)
    return best[2] if best else None


def no_header(tables: Iterable[ListTable]) -> KrachtenveldError:
    """What to say when no sheet has a header that is understood: what was looked for, and the row that came nearest."""
    wanted = ", ".join(list(HEADINGS.values())[:13])
    rows = [row for table in tables for row in table.rows[:_DEEPEST]]
    if not rows:
        return KrachtenveldError("de lijst is leeg", f"zet er een rij koppen boven, zoals: {wanted}")
    nearest = max(rows, key=lambda row: len(_understood(row)))
    known = _understood(nearest)
    shown = PeopleNames((), ()).without(" | ".join(on_one_line(cell) for cell in nearest.cells if cell))
    which = f"rij {nearest.number} komt het dichtst bij" if known else "de eerste gevulde rij is"
    table = HEADINGS["gremium"]
    missing = ""
    if known and not any(column in _TABLES for column in known):
        missing = f"zonder de kolom {table} zegt {', '.join(HEADINGS[each] for each in known)} te weinig; "
    elif known:
        missing = f"naast {', '.join(HEADINGS[each] for each in known)} is een tweede kolom nodig, zoals Rol of Status; "
    return KrachtenveldError(
        f"geen rij met koppen herkend; {which}{':' if known else ''} {quote(shown)}",
        f"{missing}verwacht wordt een rij met koppen zoals: {wanted}",
    )


def _understood(row: ListRow) -> list[str]:
    return list(dict.fromkeys(column for cell in row.cells if cell and (column := column_of(cell))))


@lru_cache(maxsize=5_000)
def column_of(heading: str) -> str:
    """The column that a heading stands for; "" when it is none that is understood."""
    if len(heading) > _LONGEST:
        return ""
    bare = " ".join(tokens(_BRACKETS.sub(" ", heading)))
    aside = " ".join(tokens(" ".join(_BRACKETS.findall(heading))))
    if turns(aside):
        return ""
    if bare == "naam" and aside in _KNOWN:  # Naam (verbonden partij)
        return _KNOWN[aside]
    if bare in _KNOWN:
        return _KNOWN[bare]
    either = [_KNOWN.get(" ".join(tokens(part)), "") for part in _EITHER.split(_BRACKETS.sub(" ", heading))]
    if len(either) > 1 and (len({*either}) == 1 or set(_TABLES).issuperset(either)):
        return either[0]
    if turns(heading) or roles_of(heading):
        return ""  # no slip of a heading, but one that is a role itself
    near = slip_of(bare, _KNOWN)
    return _KNOWN[near] if near else ""


def _is_aside(heading: str) -> bool:
    return " ".join(tokens(_BRACKETS.sub(" ", heading))) in _ASIDE


def _is_role(heading: str) -> bool:
    """Whether a heading is the role of who stands below it, read or not."""
    words = tokens(heading)
    if len(heading) > _LONGEST or "aantal" in words:
        return False
    return bool(read_role(heading).roles) or (
        len(words) < 4 and any(word in OTHER_ROLES or word.startswith(_DEPUTIES) for word in words)
    )


def _all_headings(cells: Iterable[str], named_by: NamedBy) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(
        column_of(cell) or _is_aside(cell) or _is_role(cell) or named_by(cell) == "portefeuille"
        for cell in filled
    )


def _joined(upper: tuple[str, ...], lower: tuple[str, ...]) -> tuple[str, ...]:
    """Two rows of headings as one: the lower where it is a heading by itself, else what stands above it."""
    width = max(len(upper), len(lower))
    high, low = (row + ("",) * (width - len(row)) for row in (upper, lower))
    return tuple(under or above for above, under in zip(high, low, strict=True))


def _header(
    number: int, cells: tuple[str, ...], named_by: NamedBy, table: ListTable, above: tuple[str, ...]
) -> ListHeader | None:
    columns: dict[str, int] = {}
    titles: dict[str, str] = {}
    roles: dict[int, str] = {}
    members: dict[int, str] = {}
    tables: dict[int, str] = {}
    unused: list[tuple[int, str]] = []
    aside: list[tuple[int, str]] = []
    more: list[tuple[int, str]] = []
    filled = [(at, on_one_line(cell)) for at, cell in enumerate(cells) if cell]
    for at, cell in filled:
        column = column_of(cell)
        if at in table.hidden:
            continue
        if column and column not in columns:
            columns[column] = at
            titles[column] = cell
        elif column in _MANY:
            more.append((at, column))
        elif _is_aside(cell):
            aside.append((at, cell))
        elif column == "rol" and "bestuurder" not in columns and _of_offices(number, at, table):
            columns["bestuurder"], titles["bestuurder"] = at, cell
        elif column == "rol" and "bestuurder" not in columns and _of_offices(number, columns["rol"], table):
            columns["bestuurder"], titles["bestuurder"] = columns["rol"], titles["rol"]
            columns["rol"], titles["rol"] = at, cell
        elif column:
            unused.append((at, cell))
        elif named := named_by(cell):
            (members if named == "portefeuille" else tables)[at] = cell
        elif _is_role(cell):
            roles[at] = cell
        else:
            unused.append((at, cell))
    if not any(column in columns for column in _TABLES):
        below = any(row.number > number for row in table.rows)
        if "bestuurder" not in columns and "persoon" not in columns and cells and not cells[0]:
            columns["bestuurder"] = 0
        who = {"bestuurder", "persoon"} & set(columns)
        if len(tables) < 2 or not who or not below:
            if tuple(tokens(titles.get("rol", "")))[:1] not in (("nevenfunctie",), ("nevenfuncties",)):
                return None
            columns["gremium"] = columns["rol"]
    elif tables:
        unused += tables.items()
        tables = {}
    if "rol" not in columns:
        unused, members = _by_member(number, table, unused, members)
    known = len(columns) + len(roles) + len(members) + len(tables) + len(aside)
    if known < 2 and len(filled) > 1:
        return None
    return ListHeader(
        number,
        columns,
        tuple(sorted(unused)),
        roles,
        members,
        tables,
        tuple(aside),
        tuple(more),
        above,
        titles,
    )


def _by_member(
    number: int, table: ListTable, unused: list[tuple[int, str]], members: dict[int, str]
) -> tuple[list[tuple[int, str]], dict[int, str]]:
    """Columns that hold nothing but roles and ticks, one for each member, are read as such, whoever stands above them."""
    rest: list[tuple[int, str]] = []
    found = dict(members)
    for at, heading in unused:
        cells = [row.cell(at) for row in table.rows if row.number > number and row.cell(at)]
        marks = [cell for cell in cells if not is_nothing(cell)]
        if marks and all(_is_mark(cell) for cell in marks) and not _is_yes_no(cells):
            found[at] = heading
        else:
            rest.append((at, heading))
    return rest, found


def _of_offices(number: int, at: int, table: ListTable) -> bool:
    """Whether a column says of everybody which office they hold, and so not which role they have at a table."""
    cells = [row.cell(at) for row in table.rows if row.number > number]
    filled = [cell for cell in cells if cell and not is_nothing(cell)]
    return bool(filled) and all(begins_with_office(cell) for cell in filled)


def _is_mark(cell: str) -> bool:
    """Whether a cell is no more than a role, or a mark."""
    return is_tick(cell) or (len(tokens(cell)) <= _LONGEST_MARK and _is_role(cell))


def _is_yes_no(cells: list[str]) -> bool:
    """Whether a column answers a question, and is about nobody."""
    return {cell.casefold() for cell in cells} <= {"ja", "nee", "1", "0", "ok"}


def _of_blocks(table: ListTable) -> ListTable:
    """A list in blocks as one in rows: its headings stand down one column, once for each block, and what they head beside it."""
    at = min((at for row in table.rows for at, cell in enumerate(row.cells) if cell), default=0)

    def said(row: ListRow) -> str:
        return "; ".join(dict.fromkeys(on_one_line(cell) for cell in row.cells[at + 1 :] if cell))

    labels = [squeezed(row.cell(at)) for row in table.rows]
    party = bool(_OF_PARTIES.intersection(labels))  # what is called by its name there, is no person

    def names_table(label: str, row: ListRow) -> bool:
        return column_of(row.cells[at]) in ("gremium", "netwerk") or (party and label == "naam")

    first = [
        label
        for label, row in zip(labels, table.rows, strict=True)
        if label and said(row) and names_table(label, row)
    ]
    key = max(first, key=first.count, default="")
    if first.count(key) < 2 or table.hidden:
        return table
    start = labels.index(key)
    under = [label for label in labels[start:] if label]
    heads = {row.cells[at]: label for label, row in zip(labels, table.rows, strict=True) if label in under}
    known = {label for head, label in heads.items() if column_of(head) or _is_aside(head)}
    strange = sum(label not in known and under.count(label) < 2 for label in under)
    others = {column_of(head) for head, label in heads.items() if label in known and label != key}
    if len(others - {""}) < 1 or len(known) < _FEWEST_HEADS or strange * 5 > len(under):
        return table
    places = {label: place for place, label in enumerate(dict.fromkeys(under))}
    blocks: list[ListRow] = []
    label = ""
    for found, row in zip(labels[start:], table.rows[start:], strict=True):
        label = found or label
        if found == key:
            blocks.append(ListRow(row.number, ("",) * len(places)))
        block, place = blocks[-1], places[label]
        cells = list(block.cells)
        cells[place] = "; ".join(filter(None, (cells[place], said(row))))
        blocks[-1] = replace(
            block,
            cells=tuple(cells),
            struck=block.struck | ({place} if row.struck else frozenset()),
            remarks=(*block.remarks, *row.remarks),
            coloured=block.coloured or row.coloured,
        )
    titles = {label: head for head, label in reversed(heads.items())}
    titles |= {key: HEADINGS["netwerk"]} if key == "naam" else {}
    above = table.rows[:start]
    header = ListRow(blocks[0].number - 1, tuple(titles[label] for label in places))
    return replace(table, rows=(*above, header, *blocks))


def seen(table: ListTable) -> ListTable:
    """A sheet as a reader sees it: without hidden rows, and with what is hidden named."""
    rows = [row.number for row in table.rows if row.hidden]
    notes, noted = list(table.notes), list(table.noted)
    if rows:
        listed = f"{', '.join(map(str, rows[:_SHOWN]))}{' …' * (len(rows) > _SHOWN)}"
        notes.append(
            f"1 rij is verborgen en niet gelezen: {listed}"
            if len(rows) == 1
            else f"{len(rows)} rijen zijn verborgen en niet gelezen: {listed}"
        )
        noted.append((rows[0], 1))
    filled = [at for at in sorted(table.hidden) if any(row.cell(at) for row in table.rows)]
    if filled:
        letters = ", ".join(cell_name(1, at + 1)[:-1] for at in filled)
        notes.append(f"{'kolom' if len(filled) == 1 else 'kolommen'} {letters}: verborgen en niet gelezen")
        noted.append((1, filled[0] + 1))
    seen = tuple(row for row in table.rows if not row.hidden)
    return replace(table, rows=seen, notes=tuple(notes), noted=tuple(noted))


_SHOWN = 8
OUR_SHEET = "Zetels"
"""In a workbook that this tool wrote, the sheet with a row for each seat and who holds it."""


@dataclass(frozen=True)
class Listed:
    """The sheets in which a header was found, and those that were passed over. `ours` is a list that this tool wrote."""

    sheets: tuple[tuple[ListTable, ListHeader], ...]
    passed: tuple[str, ...] = ()
    ours: bool = False


def read_list(raw: bytes, sheet: str | None = None, ours: str = "", named_by: NamedBy = no_name) -> Listed:
    """The list in these bytes; `sheet` names one sheet, `ours` is the mark of lists that this tool wrote.

    Raises KrachtenveldError when it cannot be read, is too large, empty, or has no header that is understood.
    """
    if len(raw) > MAX_BYTES:
        raise KrachtenveldError(
            f"de lijst is groter dan {MAX_BYTES // 1_000_000} MB", "bewaar alleen het blad met de lijst"
        )
    if not raw.strip():
        raise no_header(())
    own = False
    if is_workbook(raw):
        tables, own = workbook_tables(raw, sheet, ours, OUR_SHEET)
        tables = [_of_blocks(seen(table)) for table in tables]
        found = [(table, header) for table in tables if (header := find_header(table, named_by)) is not None]
    elif kind := other_kind(raw):
        raise KrachtenveldError(f"dit is {kind}, geen lijst", COPY)
    elif sheet is not None:
        raise KrachtenveldError(
            f"deze lijst heeft geen bladen, dus ook geen blad {quote(sheet)}", "laat --blad weg"
        )
    else:
        tables = [_of_blocks(table) for table in text_tables(decoded(raw))]
        parted = [(table, header) for table in tables if (header := find_header(table, named_by)) is not None]
        found = [max(parted, key=lambda pair: pair[1].understood)] if parted else []
        own = any(_is_marked(table, ours) for table, _ in found)
    if not found and any(_is_marked(table, ours) for table in tables):
        raise KrachtenveldError(
            "in deze tabel van krachtenveld staan geen zetels", "neem `krachtenveld exporteer --tabel zetels`"
        )
    if not found:
        raise no_header(tables)
    used = {table.sheet for table, _ in found}
    passed = tuple(table.sheet for table in tables if table.sheet not in used)
    return Listed(tuple(found), passed, own)


def _is_marked(table: ListTable, ours: str) -> bool:
    """Whether this tool wrote a list: its first row has the mark, with or without a seal behind it."""
    return bool(ours) and any(cell.startswith(ours) for row in table.rows[:1] for cell in row.cells)
