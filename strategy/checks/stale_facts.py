"""Facts older than one council term: from a source of before, or a seat held since before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from strategy.checks.subject import Subject
from strategy.dossier.model import Document, Membership
from strategy.dossier.provenance import Origin
from strategy.errors import Finding, Span

STALE_FACT = "verouderd"
TERM = 4
"""Years that a municipal council sits (Grondwet, artikel 129 lid 4)."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")


def stale_facts(subject: Subject) -> Iterator[Finding]:
    """A remark at the date of each old source that facts rest on, and at each seat held for longer than a term.

    Facts older than one council term: from a source of before, or a seat held since before. Councils,
    colleges and the seats they divide change every four years; what was true a term ago has to be looked at
    again before someone rests a strategy on it.
    """
    day = subject.case.view.day
    for document in subject.documents:
        dated = latest(document)
        places = _resting_on(subject, document.id, day) if dated and a_term_after(dated) < day else []
        if dated and places:
            what = "feit rust" if len(places) == 1 else "feiten rusten"
            message = f"{len(places)} {what} op een bron uit {dated.year}, meer dan een raadsperiode voor {day.isoformat()}"
            hint = "ga na of ze nog kloppen; noem dan een nieuwere bron of `bevestigd: jjjj-mm-dd`, anders een einddatum bij `geldig`"
            yield subject.finding(document.day.origin.span, STALE_FACT, message, hint, places)
    yield from _long_held(subject, day)


def latest(document: Document) -> date | None:
    """The last day on which a document can have been written, as far as its date says; None without a year."""
    text = document.day.value
    if found := _DAY.findall(text):
        try:
            return date.fromisoformat(found[-1])
        except ValueError:
            return None
    years = _YEAR.findall(text)
    return date(int(years[-1]), 12, 31) if years else None


def a_term_after(day: date) -> date:
    """The same day a council term later; 29 February becomes the 28th."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + TERM, day=28 if leap else day.day)


def _resting_on(subject: Subject, document: str, day: date) -> list[Span]:
    """The places of the facts that have only this document as their source, and were not confirmed since."""
    places = []
    for fact in subject.case.facts:
        origins = subject.case.facts.evidence(fact).origins
        if origins and all(_rests_on(origin, document, day) for origin in origins):
            places.append(origins[0].span)
    return places


def _rests_on(origin: Origin, document: str, day: date) -> bool:
    confirmed = origin.confirmed is not None and a_term_after(origin.confirmed) >= day
    return origin.source is not None and origin.source.document == document and not confirmed


def _long_held(subject: Subject, day: date) -> Iterator[Finding]:
    for item in subject.items:
        start = item.period.start
        if not isinstance(item, Membership) or not start or not item.period.holds(day):
            continue
        if item.period.end is None and a_term_after(start) < day:
            message = f"deze zetel is sinds {start.isoformat()} bezet, langer dan een raadsperiode"
            hint = "ga na of dit nog klopt, en vul de einddatum of een nieuwe begindatum in"
            yield subject.finding(item.origin.span, STALE_FACT, message, hint)
