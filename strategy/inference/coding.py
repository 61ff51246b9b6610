"""Values as small integers: what engines are fed instead of strings and numbers.

Every engine is exact on integers, and each of the compiled ones has its own trouble with the rest: clingo has no floats and wants
strings escaped; durable-rules drops the remainder of a batch after `1e-05`, mixes up 3, 3.0 and "3" in one
property, and compares long strings slowly. With codes none of that can happen.

Code 0 is ABSENT, 1..floor are strings, and above floor are the numbers in ascending order, so that comparing
codes compares numbers exactly (3 and 3.0 are one number) and everything up to floor is no number at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from strategy.facts.types_and_sentences import ABSENT, Fact, Value
from strategy.inference.port import EngineFailure
from strategy.rulebook.ast import Compare, Const, OneOf, Rule, Term

ABSENT_CODE = 0


@dataclass(frozen=True)
class Coding:
    """`codes` maps each value to its code, `values` each code to its value; codes above `floor` are numbers."""

    codes: dict[Value, int]
    values: list[Value]
    floor: int


def build_coding(rules: Iterable[Rule], facts: Sequence[Fact]) -> Coding:
    """Codes for every value in the facts and the rules. Raises EngineFailure on a number that has no order."""
    seen: set[Value] = set()
    for fact in facts:
        seen.update(fact.values)
    for rule in rules:
        seen.update(_constants(rule))
    seen.discard(ABSENT)
    strings = [value for value in seen if isinstance(value, str)]
    numbers: list[int | float] = [value for value in seen if not isinstance(value, str)]
    if any(value != value for value in numbers):
        raise EngineFailure("Een getal in de feiten of regels is geen getal (NaN)", "vul een gewoon getal in")
    if any(isinstance(value, float) and value.is_integer() for value in numbers):
        numbers = _prefer_integers(numbers, facts)
    values: list[Value] = [ABSENT, *strings, *sorted(numbers)]
    return Coding({value: code for code, value in enumerate(values)}, values, len(strings))


def code_bounds(term: Compare, coding: Coding) -> tuple[tuple[str, int], ...]:
    """A comparison with a number, as comparisons with codes that all must hold; absent and strings fail."""
    code = coding.codes[term.number]
    if term.operator in ("=", ">", ">="):
        return ((term.operator, code),)
    return ((">", coding.floor), (term.operator, code))


def _constants(rule: Rule) -> Iterator[Value]:
    terms: list[Term] = [term for pattern in rule.positive + rule.negative for _, term in pattern.terms]
    terms.extend(term for _, term in rule.head.terms)
    for term in terms:
        if isinstance(term, Const):
            yield term.value
        elif isinstance(term, OneOf):
            yield from term.values
        elif isinstance(term, Compare):
            yield term.number


def _prefer_integers(numbers: Iterable[int | float], facts: Sequence[Fact]) -> list[int | float]:
    """3 rather than 3.0 where both occur, so that what is printed does not depend on the order of facts."""
    integers: dict[int | float, int] = {
        value: value for fact in facts for value in fact.values if isinstance(value, int)
    }
    return [integers.get(value, value) for value in numbers]
