"""What is said for an advice where it stands. Every screen, page and file asks it here, so that all say the same."""

from __future__ import annotations

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.model import Advice, Entry
from strategy.advice.wording import argument_texts
from strategy.dossier.model import Reason


def reasons(advice: Advice, opgave: str = "") -> tuple[Reason, ...]:
    """What sources give as a reason for an opgave; without one, for what weighs most."""
    return advice.said_of(opgave) if isinstance(advice, Line) else ()


def entries(advice: Advice, opgave: str = "") -> tuple[Entry, ...]:
    """What rules conclude for an opgave, strongest first; for any when nothing serves that one."""
    return tuple(entry for entry in advice.entries if entry.opgave == opgave) or advice.entries


def arguments(outcome: Outcome, advice: Advice, opgave: str = "") -> tuple[str, ...]:
    """Both as sentences, each once: what a source says comes before what rules conclude."""
    said = (reason.text for reason in reasons(advice, opgave))
    concluded = argument_texts(outcome.trace, outcome.names, entries(advice, opgave))
    return tuple(dict.fromkeys((*said, *concluded)))


def argument(outcome: Outcome, advice: Advice, opgave: str = "") -> str:
    """The first of these: what stands below the title; "" when nothing is said."""
    return next(iter(arguments(outcome, advice, opgave)), "")
