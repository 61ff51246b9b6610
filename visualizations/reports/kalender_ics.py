"""The calendar as iCalendar (RFC 5545), to put in a diary.

Every moment with days is an event of whole days; one that is only known by its month or season lasts that long,
and never blocks time. What has no days is left out: a diary would show it on a day that nobody named.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from strategy.advice.advise import BASE_SCENARIO
from strategy.dossier.dates import Once, Recurring, next_day
from visualizations.reports.kalender import TO_VERIFY, Calendar, Moment, todo_text
from visualizations.writers.files import MARK
from visualizations.writers.words import DISCLAIMER, stamp

if TYPE_CHECKING:
    from icalendar import Event

_MOST = 8
"""Advices that a description names."""


def undated(found: Calendar) -> int:
    """How many moments have no days to put in a diary."""
    return sum(each.seen.once is None for each in found.moments)


def calendar_text(found: Calendar) -> str:
    """The moments that have days, as one calendar; lines end as RFC 5545 asks.

    A moment keeps its UID when its date changes, so that a diary moves it; DTSTAMP is the reference day, so that
    the same dossier gives the same bytes.
    """
    from icalendar import Calendar as Diary

    case = found.outcome.case
    diary = Diary()
    diary.add("prodid", f"-//Krachtenveld//{MARK}//NL")
    diary.add("version", "2.0")
    diary.add("calscale", "GREGORIAN")
    diary.add("x-wr-calname", f"Kalender {case.dossier.header.name}")
    diary.add("x-wr-caldesc", f"{stamp(case)}. {DISCLAIMER}")
    seen: Counter[tuple[str, str]] = Counter()
    for each in found.moments:
        if each.seen.once is not None:
            key = each.occasion.network, each.occasion.name
            diary.add_component(_event(each, each.seen.once, seen[key]))
            seen[key] += 1
    written: bytes = diary.to_ical()
    return written.decode("utf-8")


def _event(moment: Moment, once: Once, same: int) -> Event:
    from icalendar import Event

    occasion = moment.occasion
    event = Event()
    event.add("uid", _uid(moment, same))
    event.add("dtstamp", datetime.combine(moment.outcome.case.view.day, time(), UTC))
    event.add("dtstart", once.first)
    event.add("dtend", next_day(once.last))
    if isinstance(occasion.when, Recurring):
        end = occasion.period.end
        event.add("rrule", {"freq": "yearly"} | ({"until": end} if end else {}))
    event.add("summary", f"{occasion.name} ({TO_VERIFY})" if occasion.unsure else occasion.name)
    event.add("description", _description(moment))
    event.add("categories", [moment.network])
    event.add("transp", "TRANSPARENT")
    return event


def _uid(moment: Moment, same: int) -> str:
    case, occasion = moment.outcome.case, moment.occasion
    scenario = "" if case.scenario == BASE_SCENARIO else case.scenario
    parts = (case.dossier.header.id, scenario, occasion.network, occasion.name, str(same))
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f"{digest[:32]}@krachtenveld"


def _description(moment: Moment) -> str:
    occasion, advices = moment.occasion, moment.todo
    lines = [f"Wanneer: {moment.when}"]
    if occasion.unsure:
        lines.append(f"{TO_VERIFY.capitalize()}: {occasion.unsure}")
    if occasion.note:
        lines.append(occasion.note)
    if advices:
        lines += ["", "Wat te doen:", *(f"- {todo_text(advice)}" for advice in advices[:_MOST])]
        if (more := len(advices) - _MOST) > 0:
            lines.append(f"- en nog {more}")
    if occasion.nominated_by:
        lines += ["", f"Voordracht: {'; '.join(occasion.nominated_by)}"]
    lines += [f"Een zetel hier {grant}" for grant in moment.seen.grants]
    lines += ["", f"Bron: {moment.source}", f"{stamp(moment.outcome.case)}. {DISCLAIMER}"]
    return "\n".join(lines)
