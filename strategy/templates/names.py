"""Names that users type for something new, and the ids and words in YAML that follow from them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection

from strategy.dossier.yamltree import Scalar
from strategy.errors import KrachtenveldError, Span, quote

LONGEST_NAME = 60
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_BARE = re.compile(r"[\w(][\w .,()/+–-]*")


def name_of(given: str) -> str:
    """A name as given, on one line. Raises KrachtenveldError when nobody could mean it as a name."""
    name = " ".join(given.split())
    if not name:
        raise KrachtenveldError("de naam is leeg", 'geef een naam, bijvoorbeeld "Schone lucht"')
    if not name.isprintable():
        raise KrachtenveldError(
            "in de naam staat een onzichtbaar teken", "typ de naam opnieuw, zonder te plakken"
        )
    if ".." in name or name.startswith(("/", "~", "./")) or "\\" in name or name.endswith((".yaml", ".yml")):
        last = re.split(r"[/\\]", name)[-1].removesuffix(".yaml").removesuffix(".yml")
        hint = f"bedoeld: {quote(last)}?" if slug(last) else "geef alleen de naam; de plek volgt vanzelf"
        raise KrachtenveldError(f"{quote(name)} is een bestand of map, geen naam", hint)
    if len(name) > LONGEST_NAME:
        raise KrachtenveldError(
            f"de naam heeft {len(name)} tekens; er passen er {LONGEST_NAME}", "kies een kortere naam"
        )
    if not slug(name):
        raise KrachtenveldError(
            f"van {quote(name)} is geen korte naam te maken",
            "gebruik minstens één gewone letter of een cijfer",
        )
    return name


def slug(name: str) -> str:
    """The id that a name gives: lower case, accents stripped, hyphens for the rest; "" when nothing is left."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")


def free(wanted: str, taken: Collection[str]) -> str:
    """The id wanted, or the first of its numbered variants that is not taken."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name


def within_quotes(text: str) -> str:
    """A text as it stands between double quotes in YAML."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def word(text: str) -> str:
    """A text as one YAML value: bare where that is safe, else between quotes."""
    bare = _BARE.fullmatch(text) and not text.endswith(" ")
    safe = bare and Scalar(text, True, Span("")).yaml_tag == "str"
    return text if safe else f'"{within_quotes(text)}"'
