"""Facts that nothing uses: no condition of any rule could match them, and no measure or condition reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from strategy.checks.subject import Subject, counted, listed
from strategy.errors import Finding, Span
from strategy.facts.base import seats_held
from strategy.facts.types import ABSENT, Fact, Value
from strategy.inference.index import term_holds
from strategy.rulebook.ast import Term

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


def unused_facts(subject: Subject) -> Iterator[Finding]:
    """A remark for each value of a field that no rule asks for, with the facts that have it.

    Facts that nothing uses: no condition of any rule could match them, and no measure or condition reads
    them. Someone took the trouble to write them down; either a rule is missing, or they make no difference.
    """
    asked = _asked(subject)
    held = seats_held(subject.case.facts)
    groups: dict[Blame, list[Fact]] = {}
    for fact in subject.case.facts:
        if fact.type in (*NAMING, *MEASURED) or not subject.case.facts.evidence(fact).origins:
            continue
        if fact.type == "bezet" and fact.values[2] != "wij":
            continue  # says why the seat is not open to us
        if fact.type == "rol_open" and fact.values in held:
            continue  # the fact that we hold it is what counts
        if not any(_fits(fact, terms) for terms in asked.get(fact.type, ())):
            groups.setdefault(_blame(subject, fact, asked.get(fact.type, ())), []).append(fact)
    unread = {type_name: facts for (type_name, field, _), facts in groups.items() if not field}
    unread = {type_name: facts for type_name, facts in unread.items() if type_name not in MANDATORY}
    if unread:
        yield _unread(subject, unread)
    for (type_name, field, value), facts in groups.items():
        if field:
            yield _unasked(subject, type_name, field, value, facts)


def _asked(subject: Subject) -> Mapping[str, list[Terms]]:
    """What all conditions ask, by the fact type they read; rules that cannot fire have a check of their own."""
    index = subject.outcome.trace.index
    found: dict[str, list[Terms]] = {}
    for rule in subject.rules:
        for pattern in (*rule.positive, *rule.negative):
            found.setdefault(pattern.type, []).append(index.terms(pattern))
    return found


def _fits(fact: Fact, terms: Terms) -> bool:
    return all(term_holds(fact.values[at], term, {}) for at, term in terms)


def _blame(subject: Subject, fact: Fact, asked: Sequence[Terms]) -> Blame:
    """The field whose value no condition allows; without one, only the type."""
    names = subject.case.rulebook.types[fact.type].field_names
    for at, name in enumerate(names):
        refused = (
            any(place == at and not _fits(fact, [(place, term)]) for place, term in terms) for terms in asked
        )
        if asked and fact.values[at] != ABSENT and all(refused):
            return fact.type, name, fact.values[at]
    return fact.type, "", ""


def _unread(subject: Subject, groups: Mapping[str, Sequence[Fact]]) -> Finding:
    types = listed(f"`{type_name}` ({len(facts)})" for type_name, facts in groups.items())
    message = f"geen regel leest {'het feit' if len(groups) == 1 else 'deze feiten:'} {types}"
    places = [span for facts in groups.values() for span in _places(subject, facts)]
    return subject.grouped(places, UNUSED_FACT, message, _HINT)


def _unasked(subject: Subject, type_name: str, field: str, value: Value, facts: Sequence[Fact]) -> Finding:
    places = [subject.at(span, str(value)) for span in _places(subject, facts)]
    makes = "maakt" if len(facts) == 1 else "maken"
    what = counted(len(facts), "feit", "feiten")
    message = f"geen regel vraagt naar {field} {value}: {what} `{type_name}` {makes} geen verschil"
    return subject.grouped(places, UNUSED_FACT, message, _HINT)


def _places(subject: Subject, facts: Iterable[Fact]) -> Iterator[Span]:
    return (subject.case.facts.evidence(fact).origins[0].span for fact in facts)
