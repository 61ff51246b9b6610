"""When two rules, or parts of them, mean the same though they are written otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from strategy.rulebook.ast import OneOf, Pattern, Rule, Term, Var


def meaning_of(pattern: Pattern) -> tuple[str, frozenset[tuple[str, Term | None]]]:
    """A pattern without its place and the order of its fields."""
    return pattern.type, frozenset((name, normal(term)) for name, term in pattern.terms)


def normal(term: Term | None) -> Term | None:
    """A term of which the order of listed values does not count."""
    return OneOf(tuple(sorted(term.values, key=str))) if isinstance(term, OneOf) else term


def in_words_of(old: Rule, new: Rule) -> Rule:
    """The new rule in the variables of the old one, when they only have other names."""
    one, other = _variables(old), _variables(new)
    if one == other or len(one) != len(other):
        return new
    candidate = _with_names(new, dict(zip(other, one, strict=True)))
    return candidate if _logic(candidate) == _logic(old) else new


def _variables(rule: Rule) -> tuple[str, ...]:
    """The variables of a rule in order of appearance."""
    return tuple(dict.fromkeys(name for pattern in rule.positive for name in pattern.variables))


def _logic(rule: Rule) -> tuple[Any, ...]:
    return (
        [meaning_of(pattern) for pattern in rule.positive],
        [meaning_of(pattern) for pattern in rule.negative],
        [frozenset(pair) for pair in rule.different],
        (rule.head.kind, rule.head.type, frozenset(rule.head.terms)),
        rule.factor,
    )


def _with_names(rule: Rule, names: Mapping[str, str]) -> Rule:
    def renamed(terms: Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
        return tuple(
            (field, Var(names.get(term.name, term.name)) if isinstance(term, Var) else term)
            for field, term in terms
        )

    def placeholder(found: re.Match[str]) -> str:
        return f"{{{names.get(found[1], found[1])}}}"

    return replace(
        rule,
        positive=tuple(replace(pattern, terms=renamed(pattern.terms)) for pattern in rule.positive),
        negative=tuple(replace(pattern, terms=renamed(pattern.terms)) for pattern in rule.negative),
        different=tuple((names.get(one, one), names.get(other, other)) for one, other in rule.different),
        head=replace(rule.head, terms=renamed(rule.head.terms)),
        factor=names.get(rule.factor, rule.factor),
        argument=re.sub(r"\{(\w+)\}", placeholder, rule.argument),
        examples=tuple(
            replace(
                example, bindings=tuple((names.get(name, name), value) for name, value in example.bindings)
            )
            for example in rule.examples
        ),
    )
