"""What was confirmed for a new term in a way that nobody can have looked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from strategy.checks.checked_dossier import CheckedDossier
from strategy.errors import Finding, quote
from strategy.facts.fact_base import grouped

CONFIRMATION = "bevestiging"
_MOST_AT_ONCE = 5
"""Facts that someone may well have looked at before writing one line."""
_WORD = r"[A-ZÀ-Ý][\w'’-]+"
_LINK = r"(?:(?:van|de|der|den|ten|ter|het|el|al|'t)\s+)*"
_NAME = re.compile(
    rf"(?:(?i:de heer|dhr|mevr|mw|mevrouw|drs|mr|ir|ing|dr|prof)\.?\s+)?(?:(?:[A-Z]\.\s?)+|{_WORD}\s+){_LINK}{_WORD}(?:[\s-]{_LINK}{_WORD})*"
)
_OFFICE = re.compile(
    r"burgemeester|wethouder|college|raad|griffi|secretaris|adviseur|advies|beleid|strateeg|strategi|lobby|directeur|directie"
    r"|manager|hoofd|team|afdeling|cluster|domein|programma|project|medewerker|co[öo]rdinator|bestuur|kabinet|portefeuille",
    re.IGNORECASE,
)
"""What is in the names of roles and departments, and rarely in that of a person."""


def confirmations(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark on a day that is still to come, on one line that confirms all in a file, and on a name instead of a role.

    What counts as confirmed is shown as such on every product. So it has to be what someone looked at, thing by thing.
    Only the first of these looks at the day on which the check runs, and only where that is known.
    """
    base = checked.case.facts
    marked = [
        (fact, origin) for fact in base for origin in base.evidence(fact).origins[:1] if origin.to_confirm
    ]
    in_file = grouped((origin.span.file, fact) for fact, origin in marked)
    lines = grouped(
        ((origin.confirmed.span, origin.span.file), fact) for fact, origin in marked if origin.confirmed
    )
    for (span, file), facts in lines.items():
        if len(facts) > _MOST_AT_ONCE and len(facts) == len(in_file[file]):
            message = f"deze regel bevestigt alle {len(facts)} feiten in dit bestand in één keer"
            hint = "zet `bevestigd` bij wat u naging: een gremium, een actor, een prioriteit of één waarde"
            yield checked.finding(span, CONFIRMATION, message, hint)
    told = {origin.confirmed.span: origin.confirmed.by for _, origin in marked if origin.confirmed}
    for span in sorted(span for span, by in told.items() if _NAME.fullmatch(by) and not _OFFICE.search(by)):
        message = f"{quote(told[span])} lijkt de naam van een mens; achter `door` hoort een rol"
        yield checked.finding(span, CONFIRMATION, message, "schrijf bijvoorbeeld bestuursadviseur Wonen")
    if checked.today is None:
        return
    days = {origin.confirmed.span: origin.confirmed.day for _, origin in marked if origin.confirmed}
    ahead = grouped((day, span) for span, day in sorted(days.items()) if day > checked.today)
    for day, (first, *others) in ahead.items():
        message = f"{day} moet nog komen; op die dag kan nog niemand dit hebben nagegaan"
        hint = "schrijf de dag waarop u dit naging: in de periode, en niet later dan vandaag"
        yield checked.finding(first, CONFIRMATION, message, hint, others)
