"""How a name or a text is written in YAML: ids that names give, and values that are read back as they were."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection

from strategy.dossier.yamltree import Scalar
from strategy.errors import Span

_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_BARE = re.compile(r"[\w(][\w .,()/+–-]*")
_BARE_ANYWHERE = re.compile(r"[A-Za-zÀ-ÿ0-9][\wÀ-ÿ ()/.+–-]*")


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


_BREAKS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}


def within_quotes(text: str) -> str:
    """A text as it stands between double quotes in YAML, which breaks lines at signs that JSON leaves as they are."""
    return json.dumps(text, ensure_ascii=False)[1:-1].translate(_BREAKS)


def word(text: str) -> str:
    """A text as one YAML value on a line: bare where that is safe, else between quotes."""
    return _written(text, _BARE)


def yaml_value(text: str) -> str:
    """A text as one YAML value, also between braces: bare where that can mean nothing else, else between quotes."""
    return _written(text, _BARE_ANYWHERE)


def _written(text: str, bare: re.Pattern[str]) -> str:
    plain = bare.fullmatch(text) and not text.endswith(" ")
    safe = plain and Scalar(text, True, Span("")).yaml_tag == "str"
    return text if safe else f'"{within_quotes(text)}"'
