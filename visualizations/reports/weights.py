"""Weights in words: what a weight is called, where in the dossier it is written, and at which number something turns.

Numbers are as short as they can be while what is said stays true.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor

from strategy.advice.advise import Outcome
from strategy.advice.names import decimal
from strategy.dossier.provenance import Origin
from strategy.explain.tipping import HIGH, LOW, Lever, Swap, Tip


def lever_name(outcome: Outcome, lever: Lever) -> str:
    """As in a sentence: an opgave by its kind, a priority between quotation marks."""
    name = outcome.names.name(lever.kind, lever.id)
    return f"opgave {name}" if lever.kind == "opgave" else f'"{name}"'


def lever_origin(outcome: Outcome, lever: Lever) -> Origin | None:
    """Where the weight is written; None where the dossier leaves it at 1, or where it may not be seen."""
    opgaven = outcome.case.dossier.opgaven
    items = opgaven if lever.kind == "opgave" else [item for opgave in opgaven for item in opgave.priorities]
    weight = next(item.weight for item in items if item.id == lever.id)
    return weight.origin if weight and outcome.case.view.shows(weight) else None


def lever_place(outcome: Outcome, lever: Lever) -> str:
    """The place as text, with its aard unless anyone can look it up; "" where the dossier leaves it at 1."""
    origin = lever_origin(outcome, lever)
    if origin is None:
        return ""
    nature = "" if origin.nature == "registratie" else f" ({origin.nature})"
    return f"{origin.span.file}:{origin.span.line}{nature}"


_HUNDREDTH = Fraction(1, 100)


def becomes(turn: Tip, now: Fraction) -> str:
    """After "als het gewicht": `boven 1,83 komt`, `0,36 of lager wordt`."""
    number = number_text(shown(turn, now))
    if turn.included and turn.at in (LOW, HIGH):
        return f"{number} wordt"
    if turn.included:
        return f"{number} of {'hoger' if turn.up else 'lager'} wordt"
    return f"{'boven' if turn.up else 'onder'} {number} komt"


def direction(turn: Swap, now: Fraction) -> str:
    """At the start of a line: `boven 1,83`, `bij 0,36 of lager`."""
    number = number_text(shown(turn, now))
    if turn.included:
        return f"vanaf {number}" if turn.up else f"bij {number} of lager"
    return f"{'boven' if turn.up else 'onder'} {number}"


def limits(turns: Iterable[Swap], now: Fraction) -> str:
    """Between which weights nothing changes: `0,98 t/m 1,02`."""
    low, high = LOW, HIGH
    for turn in turns:
        if turn.up:
            high = max(now, shown(turn, now) - (_HUNDREDTH if turn.included else 0))
        else:
            low = min(now, shown(turn, now) + (_HUNDREDTH if turn.included else 0))
    return f"alleen {number_text(low)}" if low == high else f"{number_text(low)} t/m {number_text(high)}"


def shown(turn: Tip | Swap, now: Fraction) -> Fraction:
    """A turning point in hundredths, or finer where the present weight is closer than that.

    Where at it nothing has changed yet, the last such number before it or at it; where it has, the first past it
    or at it. So whoever types the number, or the next one, sees what is said.
    """
    down = turn.up != turn.included
    for digits in range(2, 8):
        unit = 10**digits
        number = Fraction(floor(turn.at * unit) if down else ceil(turn.at * unit), unit)
        if (number >= now) if turn.up else (number <= now):
            return number
    return turn.at


def number_text(number: Fraction) -> str:
    """A weight with a decimal comma."""
    return decimal(float(number))
