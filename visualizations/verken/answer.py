"""The answer above the page: per seat at which table and in which role, in a few words; the page ranks them itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.model import LIGHT
from strategy.advice.names import ROLE_NAMES

_SHORT = {**ROLE_NAMES, "inbreng": "stevige inbreng"}


def seat_words(outcome: Outcome) -> list[list[Any]]:
    """Per line about a seat to take or keep [its id, the id of the seat, the table, the role, [id of a table, …]].

    Of a choice among tables the words name all of them.
    """
    return [
        [line.id, line.parts[0].id, *_words(outcome, line)]
        for line in outcome.lines
        if line.target.sort == "positie" and line.target.attitude not in LIGHT
    ]


def _words(outcome: Outcome, line: Line) -> tuple[str, str, list[str]]:
    names, lead = outcome.names, line.target
    seats = [part.target for part in line.parts if part.target.sort == "positie"]
    tables = dict.fromkeys(target.body for target in seats if target.role == lead.role)
    role = _SHORT.get(lead.role, lead.role)
    if lead.theme:
        themes = dict.fromkeys(names.name("thema", target.theme) for target in seats if target.theme)
        role = f"portefeuille {' of '.join(themes)}"
    kept = " blijven" if lead.attitude == "behouden" else ""
    return (
        _one_of([names.name("gremium", body) for body in tables]),
        f"{role}{kept}",
        list(dict.fromkeys(target.body for target in seats)),
    )


def _one_of(names: Sequence[str]) -> str:
    """Names with what they have in common said once: PHO Wonen, Bereikbaarheid of Ruimte van de regio."""
    if len(names) < 2:
        return "".join(names)
    words = [name.split() for name in names]
    before = _alike(words)
    after = _alike([list(reversed(each)) for each in words])
    if any(len(each) <= before + after for each in words):
        before = after = 0
    own = [
        " ".join(
            each[(0 if not number else before) : (None if number == len(words) - 1 else len(each) - after)]
        )
        for number, each in enumerate(words)
    ]
    return f"{', '.join(own[:-1])} of {own[-1]}"


def _alike(words: Sequence[Sequence[str]]) -> int:
    """With how many of the same words all begin."""
    return len(list(takewhile(lambda each: len(set(each)) == 1, zip(*words, strict=False))))
