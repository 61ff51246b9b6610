"""What rules ask, one thing at a time: words of a field, or that a fact is there or is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from strategy.advice.names import decimal
from strategy.facts.types import ADVICE_TYPE, Thing
from strategy.rulebook.ast import Const, OneOf, Pattern, Rule, Term, Var
from visualizations.regels.phrases import COMPARISONS, clause
from visualizations.regels.tokens import listed, plain

NOT = "niet"
YES = "ja"

Column = tuple[str, str]
"""A fact type and a field of it, or an empty field for whether there is such a fact."""


@dataclass(frozen=True)
class Ask:
    """One thing a rule asks: words of a field, or that a fact is there; `denied` when it must not be so."""

    column: Column
    words: tuple[str, ...]
    denied: bool = False

    @property
    def cell(self) -> str:
        text = plain(listed(((word,) for word in self.words), " of "))
        if not self.denied:
            return text or YES
        return f"{NOT} {text}".rstrip()

    @property
    def said(self) -> str:
        """As it reads outside its column."""
        name = heading(*self.column)
        if self.column[1] and self.words:
            return f"{name} {self.cell}"
        words = f" ({', '.join(self.words)})" if self.words else ""
        return f"{NOT} {name}{words}" if self.denied else f"{name}{words}"


def asks_of(rule: Rule) -> tuple[Ask, ...]:
    """Everything a rule asks, one by one; a denial of several words at once is one thing.

    That there is a fact at all goes without saying where the rule asks words of such a fact as well.
    """
    worded = {pattern.type for pattern in rule.positive if _fixed(pattern)}
    asks = [
        ask
        for pattern in rule.positive
        if _fixed(pattern) or pattern.type not in worded
        for ask in _asked(pattern)
    ]
    for pattern in rule.negative:
        fixed = _fixed(pattern)
        if len(fixed) == 1 and pattern.type != ADVICE_TYPE.name:
            asks.append(Ask((pattern.type, fixed[0][0]), _words(fixed[0][1]), denied=True))
        else:
            words = ", ".join(word for _, term in fixed for word in _words(term))
            asks.append(Ask((pattern.type, ""), (words,) if words else (), denied=True))
    return tuple(dict.fromkeys(asks))


def _asked(pattern: Pattern) -> Iterator[Ask]:
    fixed = _fixed(pattern)
    if pattern.type == ADVICE_TYPE.name and fixed:
        yield Ask((pattern.type, ""), (", ".join(word for _, term in fixed for word in _words(term)),))
        return
    yield from (Ask((pattern.type, field), _words(term)) for field, term in fixed)
    if not fixed and isinstance(clause(pattern.type), Thing):
        joined = [field for field, _ in pattern.terms if field != "id"]
        if joined:
            yield Ask((pattern.type, ""), tuple(joined))
    elif not fixed:
        yield Ask((pattern.type, ""), ())


def _fixed(pattern: Pattern) -> list[tuple[str, Term]]:
    return [(field, term) for field, term in pattern.terms if not isinstance(term, Var)]


def _words(term: Term) -> tuple[str, ...]:
    match term:
        case Const(value):
            return (str(value),)
        case OneOf(values):
            return tuple(map(str, values))
        case Var(name):
            return (name,)
    return (f"{COMPARISONS[term.operator]} {decimal(float(term.number))}",)


def heading(name: str, field: str) -> str:
    """A column in a few words: the field, with its fact where the field alone does not say enough."""
    fact, plain_field = name.replace("_", " "), field.replace("_", " ")
    if not field or name == "rol_open":
        return fact
    return plain_field if name == "prioriteit" or field in name.split("_") else f"{fact} {plain_field}"
