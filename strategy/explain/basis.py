"""What an advice rests on: its facts with their places, sources, judgements and assumptions, as sentences that people read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice, Entry
from strategy.advice.names import INTERNAL_SOURCE, Names
from strategy.dossier.provenance import Origin
from strategy.facts.base import unconfirmed
from strategy.facts.types import ABSENT, BASE_TYPES, Fact, Value
from strategy.inference.port import Firing
from strategy.inference.trace import Trace
from strategy.rulebook.ast import Compare, Const, OneOf, Pattern, Term, Var


@dataclass(frozen=True)
class Ground:
    """One fact of the dossier under an argument: what it says, where it stands, and how hard it is."""

    fact: Fact
    text: str
    file: str
    line: int
    nature: str
    source: str
    note: str
    to_verify: str
    to_confirm: str = ""
    """The term for which nobody has confirmed this fact yet."""


def grounds(outcome: Outcome, entry: Entry) -> tuple[Ground, ...]:
    """The facts of the dossier on which one contribution rests."""
    return tuple(ground(outcome, fact) for fact in outcome.trace.grounds(entry.firing))


def ground(outcome: Outcome, fact: Fact) -> Ground:
    """A fact of the dossier with its weakest origin: what is uncertain about it must not be hidden."""
    known: dict[Fact, Ground] = outcome.told
    if fact not in known:
        known[fact] = stated(outcome, fact, weakest(outcome.case.facts.evidence(fact).origins))
    return known[fact]


def stated(outcome: Outcome, fact: Fact, origin: Origin) -> Ground:
    """A fact of the dossier as one of its origins states it."""
    return Ground(
        fact=fact,
        text=fact_sentence(outcome.names, fact),
        file=origin.span.file,
        line=origin.span.line,
        nature=origin.nature,
        source=citation(outcome.names, origin),
        note=origin.note,
        to_verify=origin.to_verify,
        to_confirm=unconfirmed(outcome.case.facts.evidence(fact).origins),
    )


def weakest(origins: Iterable[Origin]) -> Origin:
    """Of several origins of one fact the least certain: aanname before oordeel before registratie."""
    order = ("aanname", "oordeel", "registratie")
    return min(origins, key=lambda origin: (order.index(origin.nature), not origin.to_verify))


def uncertainties(outcome: Outcome, advice: Advice) -> tuple[Ground, ...]:
    """The judgements and assumptions under the strongest argument of an advice, without repetition."""
    if not advice.entries:
        return ()
    found = {item.fact: item for item in grounds(outcome, advice.entries[0]) if item.nature != "registratie"}
    return tuple(found.values())


def fact_sentence(names: Names, fact: Fact) -> str:
    """A fact in Dutch. Derived facts, whose types rules invent, are read out field by field."""
    fact_type = BASE_TYPES.get(fact.type)
    if fact_type is None:
        parts = ", ".join(str(value) for value in fact.values if value != ABSENT)
        return f"{fact.type.replace('_', ' ')}: {parts}"
    values = {
        name: "" if value == ABSENT else names.value(domain, value)
        for (name, domain), value in zip(fact_type.fields, fact.values, strict=True)
    }
    return fact_type.said.format(**values).strip()


def absence(trace: Trace, names: Names, pattern: Pattern, firing: Firing) -> str:
    """What a rule needed not to be there, with the values it had: "bezet: gremium X, houder wij"."""
    bindings = dict(firing.bindings)
    parts = []
    for field, term in pattern.terms:
        domain = trace.types[pattern.type].domain(field)
        words = " of ".join(
            names.value(domain, value) if domain else str(value) for value in _allowed(term, bindings)
        )
        parts.append(f"{field} {words}")
    return f"{pattern.type.replace('_', ' ')}: {', '.join(parts)}"


def _allowed(term: Term, bindings: Mapping[str, Value]) -> tuple[Value, ...]:
    """The values that a term stands for under bindings; a comparison is read out as it is written."""
    match term:
        case Var(name):
            return (bindings[name],)
        case Const(value):
            return (value,)
        case OneOf(values):
            return values
        case Compare(operator, number):
            return (f"{operator} {number}",)


def citation(names: Names, origin: Origin) -> str:
    """The source of a value as people cite it; "aanname" when it has none."""
    source = origin.source
    if source is None:
        return "aanname" if origin.nature == "aanname" else "zonder bron"
    title = names.documents.get(source.document, source.document)
    section = names.sections.get((source.document, source.section), source.section)
    if title == INTERNAL_SOURCE:
        return title
    bullet = f", punt {source.bullet}" if source.bullet else ""
    return f"{title}{', ' + section if section else ''}{bullet}"
