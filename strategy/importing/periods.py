"""Days and periods as people write them in a list, as the calendar of a dossier reads them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from strategy.dossier.dates import MONTHS, ORDINALS, Once, Recurring, Undated, When, read_date, written

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
