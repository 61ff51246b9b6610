"""Parts of rules as they are written in YAML, so that a reader recognises the line."""

from __future__ import annotations

from strategy.facts.types import Value
from strategy.rulebook.ast import Compare, Const, Example, Head, OneOf, Pattern, Term, Var


def term_text(term: Term | None) -> str | None:
    """`trekken`, `$p`, `koepel of stedennetwerk`, `>= 2`; None for a field that is not named."""
    match term:
        case None:
            return None
        case Var(name):
            return f"${name}"
        case Const(value):
            return value_text(value)
        case OneOf(values):
            return " of ".join(sorted(map(value_text, values)))
        case Compare(operator, number):
            return f"{operator} {value_text(number)}"


def value_text(value: Value) -> str:
    """A constant as it is written."""
    return value if isinstance(value, str) else f"{value:g}"


def terms_text(terms: tuple[tuple[str, Term], ...] | tuple[tuple[str, Var | Const], ...]) -> str:
    """`{id: $p, inzet: trekken}`."""
    return "{" + ", ".join(f"{name}: {term_text(term)}" for name, term in terms) + "}"


def pattern_text(pattern: Pattern, negative: bool) -> str:
    """`prioriteit: {id: $p}`, or with `niet:` before it."""
    text = f"{pattern.type}: {terms_text(pattern.terms)}"
    return f"niet: {{{text}}}" if negative else text


def head_text(head: Head) -> str:
    """`advies: {soort: positie, …}`; a derived fact with its name."""
    name = f"feit {head.type}" if head.kind == "feit" else head.kind
    return f"{name}: {terms_text(head.terms)}"


def example_text(example: Example) -> str:
    """`wel: {p: woningbouw}`."""
    note = f" ({example.note})" if example.note else ""
    return f"{example.kind}: {{{', '.join(f'{name}: {value}' for name, value in example.bindings)}}}{note}"
