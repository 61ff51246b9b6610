"""Dates as a dossier writes them: a day, a stretch of days, a month, a season, each year, or not known."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
ORDINALS = ("eerste", "tweede", "derde", "vierde")
_SEASONS = {"voorjaar": 3, "zomer": 6, "najaar": 9}
"""The first month of each meteorological season. Winter has no year of its own, so it is not read."""
_SAME = {"lente": "voorjaar", "herfst": "najaar", "midden": "medio", "half": "medio", "halfjaar": "helft", "t/m": "tot en met"}  # fmt: skip
_UNKNOWN = ("onbekend", "nog niet bekend", "nader te bepalen")
_UNTIL = " tot en met "
_EACH_YEAR = re.compile(r"(?:jaarlijks|elk jaar|ieder jaar)(?:,? (?P<part>.+))?")
_TIMES = re.compile(
    r"(?:(?:minstens|hooguit|ten minste) )?(?:een|één|twee|drie|vier|vijf|zes|[1-9]\d?) keer per jaar"
    r"|maandelijks|elke maand|elk kwartaal"
)
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_DAY = re.compile(rf"(?P<day>[1-9]\d?) (?P<month>{'|'.join(MONTHS)}) (?P<year>{_YEAR.pattern})")
_LEAP = 2000
"""A year in which every day of the calendar exists, to read dates without a year."""


@dataclass(frozen=True)
class Once:
    """A stretch of days, the last one included; a single day when both are the same."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        return self.first == self.last


MonthDay = tuple[int, int]


@dataclass(frozen=True)
class Recurring:
    """Each year from one day to another, (month, day); None when it returns on days that are not known.

    A day that a year does not have, 29 February, is then the last of its month.
    """

    first: MonthDay | None = None
    last: MonthDay | None = None

    def after(self, day: date) -> Once | None:
        """The first time that is not over on `day`; None when the days are not known."""
        if self.first is None or self.last is None:
            return None
        this_year = Once(_in_year(day.year, self.first), _in_year(day.year, self.last))
        if day <= this_year.last or day.year == date.max.year:
            return this_year
        return Once(_in_year(day.year + 1, self.first), _in_year(day.year + 1, self.last))


@dataclass(frozen=True)
class Undated:
    """The dossier says itself that the date is not known."""


When = Once | Recurring | Undated


def read_date(text: str) -> When | None:
    """What a date in a dossier stands for; None when it cannot be read with certainty.

    Read are: 2022-07-01; 1 juli 2022; 4 tot en met 22 juli 2022; [begin, medio, eind] juli 2022; voorjaar, zomer
    or najaar 2022; [begin, medio, eind] eerste … vierde kwartaal 2022; eerste or tweede helft van 2022; [begin,
    medio, eind] 2022; jaarlijks, with or without one of these less its year; twee keer per jaar; onbekend. Begin
    and eind of a year are its first and last quarter, of a quarter a month, of a month ten days.
    """
    plain = " ".join(_SAME.get(word, word) for word in text.lower().split() if word != "van")
    if plain in _UNKNOWN:
        return Undated()
    if _TIMES.fullmatch(plain):
        return Recurring()
    if each := _EACH_YEAR.fullmatch(plain):
        if each["part"] is None:
            return Recurring()
        found = _stretch(f"{each['part']} {_LEAP}")
        return found and Recurring(_month_day(found.first), _month_day(found.last))
    return _stretch(plain)


def written(when: When) -> str:
    """The shortest way to write a date; `read_date` gives the same date back."""
    match when:
        case Undated():
            return _UNKNOWN[0]
        case Recurring(first, last):
            if first is None or last is None:
                return "elk jaar"
            return f"elk jaar, {written(Once(date(_LEAP, *first), date(_LEAP, *last)))}".removesuffix(
                f" {_LEAP}"
            )
        case Once(first, last):
            for name, stretch in _named(first.year).items():
                if stretch == when:
                    return name
            end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
            start = f"{first.day} {MONTHS[first.month - 1]} {first.year}"
            if start == end:
                return end
            if first.year == last.year:
                start = start.removesuffix(f" {last.year}")
                if first.month == last.month:
                    start = str(first.day)
            return f"{start}{_UNTIL}{end}"


def _stretch(text: str) -> Once | None:
    start, until, end = text.partition(_UNTIL)
    if not until:
        return _point(text)
    last = _point(end)
    words = end.split()
    first = _point(start) or _point(f"{start} {words[-1]}") or _point(f"{start} {' '.join(words[-2:])}")
    return Once(first.first, last.last) if first and last and first.last < last.first else None


def _point(text: str) -> Once | None:
    if day := _day(text):
        return Once(day, day)
    year = text[-4:]
    return _named(int(year)).get(text) if _YEAR.fullmatch(year) else None


def _day(text: str) -> date | None:
    try:
        if _ISO.fullmatch(text):
            return date.fromisoformat(text)
        if found := _DAY.fullmatch(text):
            return date(int(found["year"]), MONTHS.index(found["month"]) + 1, int(found["day"]))
    except ValueError:  # the 31st of a month of thirty days
        return None
    return None


@cache
def _named(year: int) -> Mapping[str, Once]:
    """The stretches of a year that have a name, the plainest name of a stretch first."""
    names: dict[str, Once] = {str(year): _months(year, 1, 12)}
    for name, stretch in _parts_of(year):
        names.setdefault(name, stretch)
    return names


def _parts_of(year: int) -> Iterator[tuple[str, Once]]:
    for number, month in enumerate(MONTHS, 1):
        yield f"{month} {year}", _months(year, number, number)
    for number, ordinal in enumerate(ORDINALS):
        yield f"{ordinal} kwartaal {year}", _months(year, 3 * number + 1, 3 * number + 3)
    for season, first in _SEASONS.items():
        yield f"{season} {year}", _months(year, first, first + 2)
    for number, ordinal in enumerate(ORDINALS[:2]):
        yield f"{ordinal} helft {year}", _months(year, 6 * number + 1, 6 * number + 6)
    yield f"begin {year}", _months(year, 1, 3)
    yield f"medio {year}", _months(year, 4, 9)
    yield f"eind {year}", _months(year, 10, 12)
    for number, ordinal in enumerate(ORDINALS):
        for step, part in enumerate(("begin", "medio", "eind"), 3 * number + 1):
            yield f"{part} {ordinal} kwartaal {year}", _months(year, step, step)
    for number, month in enumerate(MONTHS, 1):
        end = _months(year, number, number).last
        yield f"begin {month} {year}", Once(date(year, number, 1), date(year, number, 10))
        yield f"medio {month} {year}", Once(date(year, number, 11), date(year, number, 20))
        yield f"eind {month} {year}", Once(date(year, number, 21), end)


def _months(year: int, first: int, last: int) -> Once:
    """From the first day of a month to the last of another, in one year."""
    return Once(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _month_day(day: date) -> MonthDay:
    return day.month, day.day


def _in_year(year: int, at: MonthDay) -> date:
    month, day = at
    return date(year, month, min(day, monthrange(year, month)[1]))


def next_day(day: date) -> date:
    """The day after; the last day that exists is its own next one."""
    return day if day == date.max else day + timedelta(1)
