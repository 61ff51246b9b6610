"""What the terms of a condition allow: whether one allows all that another does, and whether two exclude each other."""

from __future__ import annotations

import math

from strategy.facts.types import Value
from strategy.inference.index import term_holds
from strategy.rulebook.ast import Compare, Const, OneOf, Pattern, Term, Var


def normal(term: Term) -> Term:
    """A list of one value is that value, and `"= 3"` is 3."""
    if isinstance(term, OneOf) and len(set(term.values)) == 1:
        return Const(term.values[0])
    if isinstance(term, Compare) and term.operator == "=":
        return Const(term.number)
    return term


def allows(general: Term, specific: Term) -> bool:
    """Whether every value that fits `specific` fits `general`. A variable on either side is not judged: False."""
    values = _values(specific)
    if isinstance(general, Var) or isinstance(specific, Var):
        return False
    if values is not None:
        return all(term_holds(value, general, {}) for value in values)
    assert isinstance(specific, Compare)
    if isinstance(general, Compare):
        points = _points(general, specific)
        return all(term_holds(point, general, {}) for point in points if term_holds(point, specific, {}))
    return False


def exclude(one: Term, other: Term) -> bool:
    """Whether no value fits both. A variable on either side may be anything: False."""
    if isinstance(one, Var) or isinstance(other, Var):
        return False
    for left, right in ((one, other), (other, one)):
        values = _values(left)
        if values is not None:
            return not any(term_holds(value, right, {}) for value in values)
    assert isinstance(one, Compare) and isinstance(other, Compare)
    points = _points(one, other)
    return not any(term_holds(point, one, {}) and term_holds(point, other, {}) for point in points)


def written(pattern: Pattern) -> str:
    """A condition as it is written in a rule, on one line."""
    fields = ", ".join(f"{name}: {term_written(term)}" for name, term in pattern.terms)
    return f"{pattern.type}: {{{fields}}}"


def term_written(term: Term) -> str:
    """A term as it is written in a rule."""
    match term:
        case Var(name):
            return f"${name}"
        case Const(value):
            return str(value)
        case OneOf(values):
            return f"[{', '.join(map(str, values))}]"
        case Compare(operator, number):
            return f'"{operator} {number}"'


def spoken(term: Term) -> str:
    """What a term without variables asks for, in a sentence: "trekken of meedoen", "minstens 2"."""
    words = {"<": "minder dan", "<=": "hoogstens", ">": "meer dan", ">=": "minstens", "=": "", "!=": "niet"}
    match term:
        case Const(value):
            return str(value)
        case OneOf(values):
            return " of ".join(map(str, values))
        case Compare(operator, number):
            return f"{words[operator]} {number:g}".strip()
    raise TypeError(term)


def _values(term: Term) -> tuple[Value, ...] | None:
    match normal(term):
        case Const(value):
            return (value,)
        case OneOf(values):
            return values
    return None


def _points(one: Compare, other: Compare) -> tuple[float, ...]:
    """One number from each part into which two comparisons divide the line: below, at, between and above."""
    low, high = sorted((one.number, other.number))
    return (-math.inf, low, (low + high) / 2, high, math.inf)
