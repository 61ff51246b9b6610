"""What every output says of itself: on which day, under which scenario, with which rules, for whom; and how it writes a day, a
rank, and the first few of a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from strategy.dossier.dates import MONTHS
from strategy.dossier.defined_names import all_of, counted
from strategy.facts.fact_base import progress_of_terms

if TYPE_CHECKING:
    from strategy.advice.advise import Case, Outcome
    from strategy.advice.model import Advice

DISCLAIMER = "Krachtenveld adviseert; mensen beslissen."


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text with a small letter at its start."""
    return text[:1].lower() + text[1:]


def cut(texts: Sequence[str], most: int, between: str = ", ") -> str:
    """The first so many texts, and how many more there are; all of them when there are no more."""
    more = len(texts) - most
    return between.join(texts[:most]) + (f" en nog {more}" if more > 0 else "")


def first_of(names: Sequence[str], most: int) -> str:
    """The same as part of a sentence: a, b en c; or a, b en nog 3."""
    return cut(names, most) if len(names) > most else all_of(names)


def day_text(day: date) -> str:
    """A day as people write it: 1 juni 2022."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def dated(case: Case) -> str:
    """One line for people: reference day, scenario, for whom it is, and how far a new term was confirmed."""
    return " · ".join(
        [f"peildatum {day_text(case.view.day)}", *scenario(case), *public(case), *confirmed(case)]
    )


def stamp(case: Case) -> str:
    """One line: reference day, scenario, rule set, and whether internal facts were left out."""
    return " · ".join([f"peildatum {case.view.day.isoformat()}", *scenario(case), *rules(case)])


def scenario(case: Case) -> list[str]:
    """The scenario, when there is one."""
    return [f"scenario {case.scenario}"] if case.loaded.scenario else []


def rules(case: Case) -> list[str]:
    """The rule set by its fingerprint, whether this is the public version, and how far a new term was confirmed."""
    return [f"regelset {case.fingerprint}", *public(case), *confirmed(case)]


def public(case: Case) -> list[str]:
    """That this is the public version, and how much that leaves out."""
    if not case.view.public_only:
        return []
    if case.withheld is None:
        return ["openbare versie (niets in dit dossier heet intern)"]
    left = counted(case.withheld, "intern feit", "interne feiten")
    return [f"openbare versie ({left} weggelaten)"]


def confirmed(case: Case) -> list[str]:
    """How many facts have been confirmed for a new term, of a dossier that has any to confirm."""
    return [str(found) for found in progress_of_terms(case.facts)]


def under(case: Case, indent: int = 0) -> str:
    """A line of its own for what is said under a scenario or of a term that is not confirmed, with the break before it;
    nothing without either.
    """
    day = [f"peildatum {case.view.day.isoformat()}"] if case.loaded.scenario else []
    told = " · ".join([*scenario(case), *day, *confirmed(case)])
    return f"\n{' ' * indent}{told}" if told else ""


def ranked(outcome: Outcome, advice: Advice) -> str:
    """Score, band and rank, with among what it is ranked: lines are what `advies` lists, and these are made of parts."""
    from strategy.advice.lines import (
        Line as AdviceLine,
    )  # every command has its words, also one that computes nothing
    from strategy.advice.names import decimal

    parts, lines = (len(outcome.advices), "onderdelen"), (len(outcome.lines), "adviezen")
    number, among = lines if isinstance(advice, AdviceLine) else parts
    return f"score {decimal(advice.score, 1)} · {advice.band} · rang {advice.rank} van {number} {among}"


def title(case: Case) -> str:
    """The name of the dossier, with the scenario behind it when there is one."""
    return ", ".join([case.dossier.header.name, *scenario(case)])
