"""The rules as documentation: per question what each rule says, when it applies, and what it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from strategy.advice.names import decimal
from strategy.facts.types import Domain, FactType
from strategy.rulebook.ast import Compare, Const, Head, OneOf, Pattern, Rule, Rulebook, Term, Var

_HEADS = {
    "feit": "dan geldt", "advies": "dan adviseren we", "tegen": "dan pleit dat tegen", "sluit_uit": "dan sluiten we uit",
}  # fmt: skip


def rules_markdown(rulebook: Rulebook, fired: Mapping[str, int]) -> str:
    """All rules as Markdown, grouped by question; `fired` says how often each fired in the last run."""
    lines = ["# De regels", "", _summary(rulebook), ""]
    question = None
    for rule in rulebook.rules:
        if rule.question != question:
            question = rule.question
            lines += [f"## {question or 'Zonder vraag'}", ""]
        lines += [*_rule(rule, fired.get(rule.id, 0)), ""]
    return "\n".join(lines)


def facts_markdown(types: Mapping[str, FactType]) -> str:
    """All fact types with their fields, as Markdown."""
    lines = ["# De feiten", "", "| feit | betekenis | velden |", "|---|---|---|"]
    for fact_type in types.values():
        fields = ", ".join(f"`{name}` ({_domain(domain)})" for name, domain in fact_type.fields)
        lines.append(f"| `{fact_type.name}` | {fact_type.meaning} | {fields} |")
    return "\n".join(lines) + "\n"


def _summary(rulebook: Rulebook) -> str:
    counts = {kind: sum(rule.head.kind == kind for rule in rulebook.rules) for kind in _HEADS}
    return (
        f"{len(rulebook.rules)} regels: {counts['feit']} leiden feiten af, {counts['advies']} adviseren, "
        f"{counts['tegen']} pleiten tegen en {counts['sluit_uit']} sluiten uit."
    )


def _rule(rule: Rule, fired: int) -> Iterator[str]:
    yield f"### {rule.label or rule.id}"
    yield ""
    if rule.description:
        yield rule.description
        yield ""
    yield "Als"
    yield from (f"- {_pattern(pattern)}" for pattern in rule.positive)
    yield from (f"- niet: {_pattern(pattern)}" for pattern in rule.negative)
    yield from (f"- {one} en {other} zijn verschillend" for one, other in rule.different)
    yield ""
    points = f" ({decimal(rule.points)} punten)" if rule.points else ""
    yield f"{_HEADS[rule.head.kind]}: {_head(rule.head)}{points}."
    yield ""
    if rule.argument:
        yield f"> {rule.argument}"
        yield ""
    origin = str(rule.source) if rule.source else rule.nature or "zonder bron"
    yield f"`{rule.id}` · {rule.span.file}:{rule.span.line} · {origin} · vuurde {fired} keer"


def _pattern(pattern: Pattern) -> str:
    return f"**{pattern.type}** {_terms(pattern.terms)}"


def _head(head: Head) -> str:
    name = f"**{head.type}** " if head.kind == "feit" else ""
    return f"{name}{_terms(head.terms)}"


def _terms(terms: tuple[tuple[str, Term], ...] | tuple[tuple[str, Var | Const], ...]) -> str:
    return ", ".join(f"{name} {_term(term)}" for name, term in terms)


def _term(term: Term) -> str:
    match term:
        case Var(name):
            return f"*{name}*"
        case Const(value):
            return f"`{value}`"
        case OneOf(values):
            return " of ".join(f"`{value}`" for value in values)
        case Compare(operator, number):
            return f"{operator} {decimal(float(number))}"


def _domain(domain: Domain) -> str:
    if domain.words:
        return " · ".join(domain.words) if len(domain.words) <= 6 else domain.name
    return domain.name
