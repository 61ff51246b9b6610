"""Realistic slips in one rule: each a small change of its syntax tree, such as an adviser makes while editing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from strategy.facts.types_and_sentences import Domain, FactType
from strategy.rulebook.ast import Compare, Const, Head, OneOf, Pattern, Rule, Term, Var
from strategy.rulebook.check import variable_domains

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "!=", "!=": "="}


@dataclass(frozen=True)
class Slip:
    """A rule with one slip in it: of which kind, at which line of the rule's file, and in words what changed."""

    kind: str
    rule: Rule
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.rule.id} ({self.rule.span.file}:{self.line}): {self.kind}: {self.text}"


def slips(rule: Rule, types: Mapping[str, FactType]) -> tuple[Slip, ...]:
    """Every slip of every kind in a rule, in a fixed order; not all of them still compile."""
    found = (
        *_conditions(rule),
        *_absences(rule),
        *_terms(rule, types),
        *_fields(rule),
        *_variables(rule, types),
        *_types(rule, types),
        *_points(rule),
        *_conclusion(rule, types),
    )
    return tuple({slip.rule: slip for slip in found if slip.rule != rule}.values())


def _conditions(rule: Rule) -> Iterator[Slip]:
    for at, pattern in enumerate(rule.positive):
        changed = replace(rule, positive=_without(rule.positive, at))
        yield Slip("voorwaarde weg", changed, pattern.span.line, written(pattern))
        turned = replace(changed, negative=(*rule.negative, pattern))
        yield Slip("voorwaarde omgekeerd", turned, pattern.span.line, f"niet: {written(pattern)}")
    for at, pair in enumerate(rule.different):
        changed = replace(rule, different=_without(rule.different, at))
        yield Slip("voorwaarde weg", changed, rule.span.line, f"anders: {', '.join(pair)}")


def _absences(rule: Rule) -> Iterator[Slip]:
    for at, pattern in enumerate(rule.negative):
        changed = replace(rule, negative=_without(rule.negative, at))
        yield Slip("niet weg", changed, pattern.span.line, f"niet: {written(pattern)}")
        turned = replace(changed, positive=(*rule.positive, pattern))
        yield Slip("niet omgekeerd", turned, pattern.span.line, written(pattern))


def _terms(rule: Rule, types: Mapping[str, FactType]) -> Iterator[Slip]:
    for pattern in (*rule.positive, *rule.negative):
        for name, term in pattern.terms:
            domain = types[pattern.type].domain(name)
            for kind, other in _other_terms(term, domain.words if domain else ()):
                changed = _with(rule, pattern, _term(pattern, name, other))
                text = f"{pattern.type}.{name}: {spoken(term)} → {spoken(other)}"
                yield Slip(kind, changed, pattern.span.line, text)


def _fields(rule: Rule) -> Iterator[Slip]:
    for pattern in (*rule.positive, *rule.negative):
        for at, (name, term) in enumerate(pattern.terms):
            if len(pattern.terms) > 1:
                changed = _with(rule, pattern, replace(pattern, terms=_without(pattern.terms, at)))
                text = f"{pattern.type}.{name}: {spoken(term)}"
                yield Slip("veld weg", changed, pattern.span.line, text)


def _other_terms(term: Term, words: Sequence[str]) -> Iterator[tuple[str, Term]]:
    match term:
        case Const(value) if words:
            for word in words:
                if word != value:
                    yield "woord vervangen", Const(word)
                    yield "woord erbij", OneOf((value, word))
        case OneOf(values):
            for word in words:
                if word not in values:
                    yield "woord erbij", OneOf((*values, word))
            for value in values:
                yield "woord weg", OneOf(tuple(other for other in values if other != value))
        case Compare(operator, number):
            yield "vergelijking omgedraaid", Compare(_FLIPPED[operator], number)  # type: ignore[arg-type]


def _variables(rule: Rule, types: Mapping[str, FactType]) -> Iterator[Slip]:
    domains = variable_domains(rule, types)
    for pattern in (*rule.positive, *rule.negative):
        for name, term in pattern.terms:
            for other in _alike(term, domains):
                changed = _with(rule, pattern, _term(pattern, name, other))
                text = f"{pattern.type}.{name}: {spoken(term)} → {spoken(other)}"
                yield Slip("variabele verwisseld", changed, pattern.span.line, text)
    for name, term in rule.head.terms:
        for other in _alike(term, domains):
            changed = replace(rule, head=_concluding(rule.head, name, other))
            text = f"dan.{name}: {spoken(term)} → {spoken(other)}"
            yield Slip("variabele verwisseld", changed, rule.head.span.line, text)


def _alike(term: Term, domains: Mapping[str, Domain]) -> Iterator[Var]:
    """The other variables of the same kind."""
    if isinstance(term, Var):
        own = domains[term.name].name
        for name, domain in domains.items():
            if name != term.name and domain.name == own:
                yield Var(name)


def _types(rule: Rule, types: Mapping[str, FactType]) -> Iterator[Slip]:
    """Another fact type that has all the fields of a pattern, of the same kinds."""
    for pattern in (*rule.positive, *rule.negative):
        kinds = {name: types[pattern.type].domain(name) for name, _ in pattern.terms}
        for other in types.values():
            fits = all(
                kind is not None and (there := other.domain(name)) is not None and there.name == kind.name
                for name, kind in kinds.items()
            )
            if other.name != pattern.type and fits:
                changed = _with(rule, pattern, replace(pattern, type=other.name))
                text = f"{pattern.type} → {other.name}"
                yield Slip("ander feit", changed, pattern.span.line, text)


def _points(rule: Rule) -> Iterator[Slip]:
    if not rule.points:
        return
    step = 1.0 if abs(rule.points) >= 2 else 0.5
    for points in (rule.points - step, rule.points + step):
        if points * rule.points > 0:
            text = f"{rule.points:g} → {points:g}"
            yield Slip("punten", replace(rule, points=points), rule.span.line, text)


def _conclusion(rule: Rule, types: Mapping[str, FactType]) -> Iterator[Slip]:
    for name, term in rule.head.terms:
        domain = types[rule.head.type].domain(name)
        if isinstance(term, Const) and domain is not None:
            for word in domain.words:
                if word != term.value:
                    changed = replace(rule, head=_concluding(rule.head, name, Const(word)))
                    text = f"dan.{name}: {spoken(term)} → {word}"
                    yield Slip("gevolg", changed, rule.head.span.line, text)


# ── small things ──────────────────────────────────────────────────────────────────────────────────────


def written(pattern: Pattern) -> str:
    """A pattern as it stands in a rule file."""
    fields = ", ".join(f"{name}: {spoken(term)}" for name, term in pattern.terms)
    return f"{pattern.type}: {{{fields}}}"


def spoken(term: Term) -> str:
    match term:
        case Var(name):
            return f"${name}"
        case Const(value):
            return str(value)
        case OneOf(values):
            return f"[{', '.join(map(str, values))}]"
        case Compare(operator, number):
            return f'"{operator} {number:g}"'


def _without(items: tuple, at: int) -> tuple:
    return items[:at] + items[at + 1 :]


def _term(pattern: Pattern, name: str, term: Term) -> Pattern:
    return replace(
        pattern, terms=tuple((field, term if field == name else old) for field, old in pattern.terms)
    )


def _concluding(head: Head, name: str, term: Var | Const) -> Head:
    return replace(head, terms=tuple((field, term if field == name else old) for field, old in head.terms))


def _with(rule: Rule, old: Pattern, new: Pattern) -> Rule:
    def swapped(patterns: Iterable[Pattern]) -> tuple[Pattern, ...]:
        return tuple(new if pattern is old else pattern for pattern in patterns)

    return replace(rule, positive=swapped(rule.positive), negative=swapped(rule.negative))
