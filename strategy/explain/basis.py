"""What an advice rests on: its facts with their places, sources, judgements and assumptions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice, Entry
from strategy.dossier.provenance import Origin
from strategy.explain.sentences import citation, fact_sentence
from strategy.facts.confirmed import unconfirmed
from strategy.facts.types import Fact


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
