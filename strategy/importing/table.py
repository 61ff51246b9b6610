"""A list as it lies there: sheets of rows of text, and which column holds what.

How much may be in it is bounded; the header row is found whatever its order and spelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from strategy.errors import KrachtenveldError, quote
from strategy.importing.matching import tokens

MAX_BYTES = 10_000_000
MAX_ROWS = 2_000
"""Filled rows. Position lists have some hundreds; a table of thousands is something else."""
MAX_COLUMNS = 60
MAX_CELL = 1_000
"""Characters kept of a cell: more is a document, not a field."""
_ODD = ("Cc", "Cs", "Co", "Cn")
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF, 0x00AD}
"""Marks that turn the direction of text around, or cannot be seen: in a list they only hide what it says."""
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]|_x000D_")


@dataclass(frozen=True)
class Row:
    """A row by its number in the sheet, from 1. `merged` are the columns whose value stands in a merged cell above."""

    number: int
    cells: tuple[str, ...]
    merged: frozenset[int] = frozenset()

    @property
    def filled(self) -> bool:
        return any(self.cells)


@dataclass(frozen=True)
class Table:
    """The filled rows of one sheet; pasted text has no sheet name. `notes` tell what was passed over in reading."""

    sheet: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def clean(text: str) -> str:
    """A cell without what cannot be seen, one line break for all kinds, and no longer than a field.

    What comes out is safe on a terminal, and fit to stand in YAML.
    """
    lines = _BREAKS.sub("\n", text[: 4 * MAX_CELL]).split("\n")
    plain = (" ".join("".join(_visible(sign) for sign in line).split()) for line in lines)
    return unicodedata.normalize("NFC", "\n".join(line for line in plain if line))[:MAX_CELL].strip()


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def bounded(rows: list[Row]) -> tuple[Row, ...]:
    """The filled rows. Raises KrachtenveldError when there are more than a list has."""
    filled = tuple(row for row in rows if row.filled)
    if len(filled) > MAX_ROWS:
        raise KrachtenveldError(
            f"de lijst heeft {len(filled)} gevulde rijen; er passen er {MAX_ROWS}",
            "bewaar alleen de rijen met posities in een eigen bestand",
        )
    return filled


def _visible(sign: str) -> str:
    return " " if unicodedata.category(sign) in _ODD or ord(sign) in _TURNING else sign


HEADINGS: Mapping[str, str] = {
    "opgave": "Opgave", "gremium": "Gremium/Netwerk", "niveau": "Niveau", "rol": "Rol",
    "bestuurder": "Bestuurder/Portefeuille", "trekker": "Ambtelijk trekker", "onderwerp": "Onderwerp",
    "doel": "Doel", "via": "Via", "planning": "Planning", "status": "Status", "prioriteit": "Prioriteit",
    "opmerking": "Opmerking", "netwerk": "Netwerk", "zetel": "Zetel", "houding": "Houding",
}  # fmt: skip
"""Each column that is understood, with the heading that people know it by."""
_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "opgave": ("opgave", "opgaven", "maatschappelijke opgave", "programma", "opgave programma"),
    "gremium": (
        "gremium netwerk", "gremium", "gremia", "netwerk gremium", "gremium of netwerk", "overleg", "tafel",
        "orgaan", "commissie", "bestuurlijk overleg", "overlegtafel", "naam gremium", "positie in", "gremium tafel",
    ),
    "netwerk": ("netwerk", "netwerken", "samenwerkingsverband", "organisatie", "koepel", "netwerk organisatie"),
    "niveau": ("niveau", "schaal", "schaalniveau", "bestuurslaag", "bestuurlijk niveau"),
    "rol": ("rol", "functie", "rol functie", "positie", "rol positie", "soort positie", "onze rol"),
    "bestuurder": (
        "bestuurder portefeuille", "bestuurder", "portefeuille", "portefeuillehouder", "wethouder",
        "bestuurlijk trekker", "bestuurlijke trekker", "collegelid", "vertegenwoordiger", "bestuurder s",
        "portefeuille bestuurder", "verantwoordelijk bestuurder", "bestuurders",
    ),
    "trekker": (
        "ambtelijk trekker", "ambtelijke trekker", "ambtelijk", "ambtenaar", "contactpersoon", "lobbyist",
        "beleidsadviseur", "ambtelijk contactpersoon", "ambtelijke ondersteuning", "ondersteuning", "trekker",
        "accounthouder", "ambtelijk verantwoordelijke",
    ),
    "onderwerp": ("onderwerp", "onderwerpen", "thema", "themas", "thema s", "onderwerp thema", "dossier"),
    "doel": ("doel", "doelen", "doelstelling", "inzet", "beoogd resultaat", "wat willen we bereiken"),
    "via": ("via", "route", "langs", "lobbyroute", "via wie"),
    "planning": ("planning", "datum", "deadline", "wanneer", "termijn", "moment", "tijdpad"),
    "status": ("status", "stand van zaken", "bezetting", "huidige status"),
    "prioriteit": ("prioriteit", "prioriteiten", "prio", "belang", "urgentie", "gewicht"),
    "opmerking": ("opmerking", "opmerkingen", "toelichting", "bijzonderheden", "notitie", "notities", "aantekening"),
    "zetel": ("zetel", "id", "naam zetel"),
    "houding": ("houding", "actie", "advies houding"),
}  # fmt: skip
_KNOWN = {spelling: column for column, spellings in _SPELLINGS.items() for spelling in spellings}
_TABLES = ("gremium", "netwerk", "zetel")
"""A list without any of these says of no row what it is about."""
_NEAR = 0.86
_DEEPEST = 30
"""Filled rows in which the header is looked for."""
_ASIDE = re.compile(r"\([^)]*\)")


@dataclass(frozen=True)
class Header:
    """Where the header of a sheet is, which of its columns (from 0) hold what, and which headings are not understood."""

    row: int
    columns: Mapping[str, int]
    unused: tuple[tuple[int, str], ...]


def find_header(table: Table) -> Header | None:
    """The row that most looks like a header; None when no row does."""
    found = [header for row in table.rows[:_DEEPEST] if (header := _header(row)) is not None]
    return max(found, key=lambda header: len(header.columns), default=None)


def no_header(tables: Iterable[Table]) -> KrachtenveldError:
    """What to say when no sheet has a header that is understood: what was looked for, and what is there."""
    wanted = ", ".join(list(HEADINGS.values())[:13])
    first = next((row for table in tables for row in table.rows), None)
    if first is None:
        return KrachtenveldError("de lijst is leeg", f"zet er een rij koppen boven, zoals: {wanted}")
    shown = " | ".join(flat(cell) for cell in first.cells if cell)
    missing = _missing(first)
    return KrachtenveldError(
        f"geen rij met koppen herkend; de eerste gevulde rij is {quote(shown)}",
        f"{missing}verwacht wordt een rij met koppen zoals: {wanted}",
    )


def column_of(heading: str) -> str:
    """The column that a heading stands for; "" when it is none that is understood."""
    plain = " ".join(tokens(_ASIDE.sub(" ", heading)))
    if plain in _KNOWN:
        return _KNOWN[plain]
    near = get_close_matches(plain, _KNOWN, n=1, cutoff=_NEAR) if 4 < len(plain) < 40 else []
    return _KNOWN[near[0]] if near else ""


def _header(row: Row) -> Header | None:
    columns: dict[str, int] = {}
    unused: list[tuple[int, str]] = []
    for number, cell in enumerate(row.cells):
        column = column_of(cell) if cell else ""
        if column and column not in columns:
            columns[column] = number
        elif cell:
            unused.append((number, flat(cell)))
    alone = len(columns) == 1 and len(columns) + len(unused) == 1
    if not any(column in columns for column in _TABLES) or (len(columns) < 2 and not alone):
        return None
    return Header(row.number, columns, tuple(unused))


def _missing(row: Row) -> str:
    known = [HEADINGS[column] for cell in row.cells if cell and (column := column_of(cell))]
    return f"zonder de kolom Gremium/Netwerk zegt {', '.join(known)} te weinig; " if known else ""
