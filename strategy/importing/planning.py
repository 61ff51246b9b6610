"""Days and seasons as people plan them in a spreadsheet, in the words of a dossier; a date is never guessed."""

from __future__ import annotations

import re
from datetime import date

from strategy.dossier.dates import Undated, read_date, written
from strategy.importing.table import flat

_DAY = r"(?P<{0}day>\d{{1,2}})[-/.](?P<{0}month>\d{{1,2}})[-/.](?P<{0}year>(?:19|20|21)\d\d)"
_ONE = re.compile(_DAY.format(""))
_TWO = re.compile(rf"{_DAY.format('first_')}\s*(?:t/m|tot en met|tot|–|-)\s*{_DAY.format('last_')}")
_QUARTER = re.compile(r"(?:q|kw|kwartaal )\s?(?P<number>[1-4])[ -](?P<year>(?:19|20|21)\d\d)", re.IGNORECASE)
_ORDINALS = ("eerste", "tweede", "derde", "vierde")
_AROUND = re.compile(r"^(?:voor|vanaf|uiterlijk|per|rond|deadline:?|op|in)\s+", re.IGNORECASE)


def planned(text: str) -> str:
    """When something is, as the calendar reads it: "1 oktober 2026"; "" when that cannot be told for certain."""
    plain = _AROUND.sub("", flat(text).rstrip("."))
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
