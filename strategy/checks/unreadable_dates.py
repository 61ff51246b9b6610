"""Moments whose date the calendar cannot read."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.checks.subject import Subject
from strategy.dossier.dates import read_date
from strategy.dossier.model import Moment
from strategy.errors import Finding, quote

UNREADABLE_DATE = "onleesbare-datum"


def unreadable_dates(subject: Subject) -> Iterator[Finding]:
    """A remark at each date of a moment that is not written in one of the ways that are read.

    Moments whose date the calendar cannot read. Such a date may be clear to whoever wrote it, but not to a
    program: rond de zomer, 1-7-22. The calendar then shows the moment as te verifiëren and no diary gets it,
    for a date must never be guessed.
    """
    for item in subject.items:
        if (
            isinstance(item, Moment)
            and not subject.hides(item.day.origin)
            and read_date(item.day.value) is None
        ):
            message = f"uit {quote(item.day.value)} is geen dag, maand of seizoen te halen"
            hint = "schrijf bijvoorbeeld 1 juli 2022, oktober 2022, najaar 2025, eind 2029, jaarlijks of onbekend"
            yield subject.finding(item.day.origin.span, UNREADABLE_DATE, message, hint)
