"""Facts that nothing reads or uses, that have no source, that grew old, or whose date cannot be read; and what was confirmed for a
new term in a way that nobody can have looked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from strategy.advice.lookups import TOLD
from strategy.checks.checked_dossier import CheckedDossier, listed
from strategy.dossier.dates import read_date
from strategy.dossier.defined_names import counted
from strategy.dossier.files import NOT_READ
from strategy.dossier.loader import origins_of
from strategy.dossier.model import Document, Membership, Moment
from strategy.dossier.provenance import Origin
from strategy.errors import Finding, Span, quote
from strategy.facts.fact_base import grouped, seats_held
from strategy.facts.types_and_sentences import ABSENT, Fact, Value
from strategy.graph.network import HELD_BY_US
from strategy.rulebook.ast import Term, term_holds

UNREAD_FILE = NOT_READ
UNUSED_FACT = "ongebruikt"
_HINT = "schrijf een regel die ernaar vraagt, of laat weg wat geen verschil maakt"

NAMING = ("opgave", "prioriteit", "actor", "gremium", "instrument")
"""Facts that say that something exists, and what it is; names that are not used have a check of their own."""
MEASURED = (
    "prioriteit_thema", "prioriteit_niveau", "thema_ouder", "bevoegdheid", "relatie", "invloed", "werkveld",
    "gremium_thema", "valt_onder", "vereist", "namens",
)  # fmt: skip
"""Facts from which `raakt`, `beslist`, `route` and the conditions of seats are computed, or that place an actor."""
MANDATORY = (
    "prioriteit_vraag", "thema_portefeuille", "vraag_functie", "instrument_vraag", "relatie_houding", "draagt_bij",
)  # fmt: skip
"""Facts of keys that every dossier has to fill, or that are there to be read: that no rule asks for them is not up to
who writes them."""
Blame = tuple[str, str, Value]
"""A fact type, and the field and value that no condition asks for; both empty when no rule reads the type."""
Terms = Sequence[tuple[int, Term]]
"""What one condition asks of the fields of a fact, by position."""


def unread_files(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark for each file or folder that looks like a part of the dossier and is not read.

    Someone wrote facts down and thinks that they count. A copy among the files that are read is an error: there the
    program cannot know which of the two is meant.
    """
    yield from checked.strays


def unused_facts(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark for each value of a field that no rule asks for, with the facts that have it.

    Facts that nothing uses: no condition of any rule could match them, and no measure or condition reads
    them. Someone took the trouble to write them down; either a rule is missing, or they make no difference.
    """
    asked = _asked(checked)
    held = seats_held(checked.case.facts)
    groups: dict[Blame, list[Fact]] = {}
    for fact in checked.case.facts:
        if fact.type in (*NAMING, *MEASURED, *TOLD) or not checked.case.facts.evidence(fact).origins:
            continue
        if fact.type == "bezet" and fact.values[2] != HELD_BY_US:
            continue  # says why the seat is not open to us
        if fact.type == "rol_open" and fact.values in held:
            continue  # the fact that we hold it is what counts
        if not any(map(checked.writes, _places(checked, [fact]))):
            continue
        if not any(_fits(fact, terms) for terms in asked.get(fact.type, ())):
            groups.setdefault(_blame(checked, fact, asked.get(fact.type, ())), []).append(fact)
    unread = {type_name: facts for (type_name, field, _), facts in groups.items() if not field}
    unread = {type_name: facts for type_name, facts in unread.items() if type_name not in MANDATORY}
    if unread:
        yield _unread(checked, unread)
    for (type_name, field, value), facts in groups.items():
        if field:
            yield _unasked(checked, type_name, field, value, facts)


def _asked(checked: CheckedDossier) -> Mapping[str, Sequence[Terms]]:
    """What all conditions ask, by the fact type they read; rules that cannot fire have a check of their own."""
    index = checked.outcome.trace.index
    return grouped(
        (pattern.type, index.terms(pattern))
        for rule in checked.rules
        for pattern in (*rule.positive, *rule.negative)
    )


def _fits(fact: Fact, terms: Terms) -> bool:
    return all(term_holds(fact.values[at], term, {}) for at, term in terms)


def _blame(checked: CheckedDossier, fact: Fact, asked: Sequence[Terms]) -> Blame:
    """The field whose value no condition allows; without one, only the type."""
    names = checked.case.rulebook.types[fact.type].field_names
    for at, name in enumerate(names):
        refused = (
            any(place == at and not _fits(fact, [(place, term)]) for place, term in terms) for terms in asked
        )
        if asked and fact.values[at] != ABSENT and all(refused):
            return fact.type, name, fact.values[at]
    return fact.type, "", ""


def _unread(checked: CheckedDossier, groups: Mapping[str, Sequence[Fact]]) -> Finding:
    types = listed(f"`{type_name}` ({len(facts)})" for type_name, facts in groups.items())
    message = f"geen regel leest {'het feit' if len(groups) == 1 else 'deze feiten:'} {types}"
    places = [span for facts in groups.values() for span in _places(checked, facts)]
    return checked.grouped(places, UNUSED_FACT, message, _HINT)


def _unasked(
    checked: CheckedDossier, type_name: str, field: str, value: Value, facts: Sequence[Fact]
) -> Finding:
    places = [checked.places.saying(span, str(value)) for span in _places(checked, facts)]
    makes = "maakt" if len(facts) == 1 else "maken"
    what = counted(len(facts), "feit", "feiten")
    message = f"geen regel vraagt naar {field} {value}: {what} `{type_name}` {makes} geen verschil"
    return checked.grouped(places, UNUSED_FACT, message, _HINT)


def _places(checked: CheckedDossier, facts: Iterable[Fact]) -> Iterator[Span]:
    return (checked.case.facts.evidence(fact).origins[0].span for fact in facts)


UNSOURCED = "zonder-bron"


def unsourced(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark per file with something unsourced, at the first place.

    What has no source and does not call itself an assumption: nobody can look it up, and nobody knows that.
    Every fact has a source paragraph or says `aanname`; that is what makes an advice worth discussing.
    """
    places = grouped(
        (origin.span.file, origin.span)
        for item in checked.items
        if not isinstance(item, Document)  # a document is a source itself
        for origin in origins_of(item)
        if origin.source is None and origin.nature != "aanname" and not checked.case.view.hides(origin)
    )
    for found in places.values():
        count = len({span.line for span in found})
        message = f"{'hier' if count == 1 else f'op {count} plekken'} staat geen bron, en niet dat het een aanname is"
        where = "voeg toe:" if count == 1 else "zet bovenin het bestand"
        hint = f"{where} `bron: document §paragraaf`, of `aard: aanname`"
        yield checked.grouped(found, UNSOURCED, message, hint)


STALE_FACT = "verouderd"
TERM = 4
"""Years that a municipal council sits (Grondwet, artikel 129 lid 4)."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")


def stale_facts(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark at the date of each old source that facts rest on, and at each seat held for longer than a term.

    Facts older than one council term: from a source of before, or a seat held since before. Councils,
    colleges and the seats they divide change every four years; what was true a term ago has to be looked at
    again before someone rests a strategy on it.
    """
    day = checked.case.view.day
    for document in checked.documents:
        dated = latest(document)
        places = _resting_on(checked, document.id, day) if dated and a_term_after(dated) < day else []
        if dated and places:
            what = "feit rust" if len(places) == 1 else "feiten rusten"
            message = f"{len(places)} {what} op een bron uit {dated.year}, meer dan een raadsperiode voor {day.isoformat()}"
            hint = "ga na of ze nog kloppen; noem dan een nieuwere bron of `bevestigd: jjjj-mm-dd`, anders een einddatum bij `geldig`"
            place = document.day.origin.span
            if checked.owns(place):
                yield checked.finding(place, STALE_FACT, message, hint, places)
            else:
                yield checked.grouped(places, STALE_FACT, message, hint)
    yield from _long_held(checked, day)


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


def _resting_on(checked: CheckedDossier, document: str, day: date) -> list[Span]:
    """The places of the facts that have only this document as their source, and were not confirmed since."""
    places = []
    for fact in checked.case.facts:
        origins = checked.case.facts.evidence(fact).origins
        if origins and checked.owns(origins[0].span) and all(_rests_on(o, document, day) for o in origins):
            places.append(origins[0].span)
    return places


def _rests_on(origin: Origin, document: str, day: date) -> bool:
    confirmed = origin.confirmed is not None and a_term_after(origin.confirmed.day) >= day
    return origin.source is not None and origin.source.document == document and not confirmed


def _long_held(checked: CheckedDossier, day: date) -> Iterator[Finding]:
    for item in checked.items:
        start = item.period.start
        if not isinstance(item, Membership) or not start or not item.period.holds(day):
            continue
        if item.period.end is None and a_term_after(start) < day:
            message = f"deze zetel is sinds {start.isoformat()} bezet, langer dan een raadsperiode"
            hint = "ga na of dit nog klopt, en vul de einddatum of een nieuwe begindatum in"
            yield checked.finding(item.origin.span, STALE_FACT, message, hint)


UNREADABLE_DATE = "onleesbare-datum"


def unreadable_dates(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark at each date of a moment that is not written in one of the ways that are read.

    Moments whose date the calendar cannot read. Such a date may be clear to whoever wrote it, but not to a
    program: rond de zomer, 1-7-22. The calendar then shows the moment as te verifiëren and no diary gets it,
    for a date must never be guessed.
    """
    for item in checked.items:
        if (
            isinstance(item, Moment)
            and not checked.case.view.hides(item.day.origin)
            and read_date(item.day.value) is None
        ):
            message = f"uit {quote(item.day.value)} is geen dag, maand of seizoen te halen"
            hint = "schrijf bijvoorbeeld 1 juli 2022, oktober 2022, najaar 2025, eind 2029, jaarlijks of onbekend"
            yield checked.finding(item.day.origin.span, UNREADABLE_DATE, message, hint)


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
