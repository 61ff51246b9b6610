"""The calendar as iCalendar (RFC 5545), to put in a diary.

Every moment with days is an event of whole days; one that is only known by its month or season lasts that long,
and never blocks time. What has no days is left out: a diary would show it on a day that nobody named.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from strategy.advice.advise import BASE_SCENARIO, Outcome
from strategy.calendar.agenda import Appointment
from strategy.calendar.dates import Once, Recurring, next_day
from visualizations.calendar.words import TO_VERIFY, network_text, source_text, todo, todo_text, when_text
from visualizations.output import MARK
from visualizations.stamp import stamp
from visualizations.terminal import DISCLAIMER

if TYPE_CHECKING:
    from icalendar import Event

_MOST = 8
"""Advices that a description names."""


def undated(appointments: Sequence[Appointment]) -> int:
    """How many moments have no days to put in a diary."""
    return sum(each.once is None for each in appointments)


def calendar_text(outcome: Outcome, appointments: Sequence[Appointment]) -> str:
    """The moments that have days, as one calendar; lines end as RFC 5545 asks.

    A moment keeps its UID when its date changes, so that a diary moves it; DTSTAMP is the reference day, so that
    the same dossier gives the same bytes.
    """
    from icalendar import Calendar

    name = outcome.case.dossier.header.name
    calendar = Calendar()
    calendar.add("prodid", f"-//Krachtenveld//{MARK}//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", f"Kalender {name}")
    calendar.add("x-wr-caldesc", f"{stamp(outcome.case)}. {DISCLAIMER}")
    seen: Counter[tuple[str, str]] = Counter()
    for each in appointments:
        if each.once is not None:
            key = each.occasion.network, each.occasion.name
            calendar.add_component(_event(outcome, each, each.once, seen[key]))
            seen[key] += 1
    return calendar.to_ical().decode("utf-8")


def _event(outcome: Outcome, appointment: Appointment, once: Once, same: int) -> Event:
    from icalendar import Event

    occasion = appointment.occasion
    event = Event()
    event.add("uid", _uid(outcome, appointment, same))
    event.add("dtstamp", datetime.combine(outcome.case.view.day, time(), UTC))
    event.add("dtstart", once.first)
    event.add("dtend", next_day(once.last))
    if isinstance(occasion.when, Recurring):
        end = occasion.period.end
        event.add("rrule", {"freq": "yearly"} | ({"until": end} if end else {}))
    event.add("summary", f"{occasion.name} ({TO_VERIFY})" if occasion.unsure else occasion.name)
    event.add("description", _description(outcome, appointment))
    event.add("categories", [network_text(outcome, occasion)])
    event.add("transp", "TRANSPARENT")
    return event


def _uid(outcome: Outcome, appointment: Appointment, same: int) -> str:
    case, occasion = outcome.case, appointment.occasion
    scenario = "" if case.scenario == BASE_SCENARIO else case.scenario
    parts = (case.dossier.header.id, scenario, occasion.network, occasion.name, str(same))
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f"{digest[:32]}@krachtenveld"


def _description(outcome: Outcome, appointment: Appointment) -> str:
    occasion = appointment.occasion
    lines = [f"Wanneer: {when_text(appointment)}"]
    if occasion.unsure:
        lines.append(f"{TO_VERIFY.capitalize()}: {occasion.unsure}")
    if occasion.note:
        lines.append(occasion.note)
    if appointment.lines:
        lines += ["", "Wat te doen:", *(f"- {todo_text(advice)}" for advice in todo(appointment)[:_MOST])]
        if more := len(appointment.lines) - _MOST:
            lines += [f"- en nog {more}"] if more > 0 else []
    if occasion.nominated_by:
        lines += ["", f"Voordracht: {'; '.join(occasion.nominated_by)}"]
    lines += [f"Een zetel hier {grant}" for grant in appointment.grants]
    lines += ["", f"Bron: {source_text(outcome, occasion)}", f"{stamp(outcome.case)}. {DISCLAIMER}"]
    return "\n".join(lines)
