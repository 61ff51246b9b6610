"""Rules as data: patterns over facts, a conclusion, and what people read about it; and what terms allow, without facts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import eq, ge, gt, le, lt, ne
from typing import Literal

from strategy.dossier.provenance import SourceRef
from strategy.errors import KrachtenveldError, Span, quote, suggest
from strategy.facts.types_and_sentences import ABSENT, FactType, Value

ExampleKind = Literal["wel", "niet", "ooit"]
HeadKind = Literal["feit", "advies", "tegen", "sluit_uit"]
Operator = Literal["<", "<=", ">", ">=", "=", "!="]


@dataclass(frozen=True)
class Var:
    """`$naam`: the same name must have the same value everywhere in a rule."""

    name: str


@dataclass(frozen=True)
class Const:
    value: Value


@dataclass(frozen=True)
class OneOf:
    """A list of constants: any one of them."""

    values: tuple[Value, ...]


@dataclass(frozen=True)
class Compare:
    """A comparison of a number with a constant, such as `">= 2"`."""

    operator: Operator
    number: int | float


Term = Var | Const | OneOf | Compare
_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "!=": ne,
}  # fmt: skip


def term_holds(value: Value, term: Term, bindings: Mapping[str, Value]) -> bool:
    """Whether a value fits a term; an absent value fits none."""
    if value == ABSENT:
        return False
    match term:
        case Var(name):
            return name not in bindings or value == bindings[name]
        case Const(constant):
            return value == constant
        case OneOf(values):
            return value in values
        case Compare():
            return isinstance(value, int | float) and _COMPARISONS[term.operator](value, term.number)


def simplified(term: Term) -> Term:
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


def _values(term: Term) -> tuple[Value, ...] | None:
    match simplified(term):
        case Const(value):
            return (value,)
        case OneOf(values):
            return values
    return None


def _points(one: Compare, other: Compare) -> tuple[float, ...]:
    """One number from each part into which two comparisons divide the line: below, at, between and above."""
    low, high = sorted((one.number, other.number))
    return (-math.inf, low, (low + high) / 2, high, math.inf)


@dataclass(frozen=True)
class Pattern:
    """A fact type with terms for some of its fields; a field not named may hold anything, or be absent."""

    type: str
    terms: tuple[tuple[str, Term], ...]
    span: Span

    @cached_property
    def variables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(term.name for _, term in self.terms if isinstance(term, Var)))

    def term(self, field: str) -> Term | None:
        return next((term for name, term in self.terms if name == field), None)


@dataclass(frozen=True)
class Head:
    """What a rule concludes. Terms are variables or constants; fields left out are absent (in a veto: any)."""

    kind: HeadKind
    type: str
    terms: tuple[tuple[str, Var | Const], ...]
    span: Span

    @property
    def key(self) -> str:
        """What stands at `span`: the name of a derived fact, else the kind."""
        return self.type if self.kind == "feit" else self.kind

    def term(self, field: str) -> Var | Const | None:
        return next((term for name, term in self.terms if name == field), None)


def misfits(head: Head, asked: Pattern | Head) -> Iterator[str]:
    """The fields in which what a head concludes cannot be what is asked, of the same type."""
    for name, wanted in asked.terms:
        given = head.term(name)
        if given is None or exclude(given, wanted):
            yield name


@dataclass(frozen=True)
class Example:
    """A test inside a rule: for these values of its variables it fires (wel), does not (niet), or will one day (ooit).

    Variables that are not named may have any value.
    """

    kind: ExampleKind
    bindings: tuple[tuple[str, Value], ...]
    span: Span
    note: str = ""


@dataclass(frozen=True)
class Rule:
    """One rule. `points` is 0 unless the head is advies or tegen; `factor` names a numeric variable."""

    id: str
    positive: tuple[Pattern, ...]
    negative: tuple[Pattern, ...]
    different: tuple[tuple[str, str], ...]
    head: Head
    span: Span
    points: float = 0.0
    factor: str = ""
    argument: str = ""
    label: str = ""
    description: str = ""
    question: str = ""
    source: SourceRef | None = None
    nature: str = ""
    since: str = ""
    examples: tuple[Example, ...] = ()

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The variables bound by the positive patterns, sorted: the shape of a firing's bindings."""
        return tuple(sorted({name for pattern in self.positive for name in pattern.variables}))


@dataclass(frozen=True)
class Rulebook:
    """Checked rules. `types` holds base, derived and advice types; `layers` the order of evaluation.

    A layer is a tuple of rules whose conditions only need facts from earlier layers, or, where rules of a
    layer feed each other positively, from the layer itself.
    """

    rules: tuple[Rule, ...]
    types: Mapping[str, FactType]
    layers: tuple[tuple[Rule, ...], ...]
    written: tuple[Rule, ...] = ()
    """Every rule in the order of the files, when a scenario switched some of them off; else empty."""

    @property
    def every(self) -> tuple[Rule, ...]:
        """All rules there are, also those that are switched off."""
        return self.written or self.rules

    @cached_property
    def fingerprint(self) -> str:
        """The same for rulebooks that say the same, and for no others."""
        from hashlib import sha256  # only asked for where answers are remembered

        return sha256(repr(self).encode("utf-8", "surrogatepass")).hexdigest()

    def rule(self, rule_id: str) -> Rule:
        """The rule of that name. Raises KrachtenveldError when there is none, with what may be meant."""
        by_id = {rule.id: rule for rule in self.rules}
        if rule_id not in by_id:
            hint = suggest(rule_id, by_id) or "`krachtenveld regels --tabel` toont alle namen"
            raise KrachtenveldError(f"er is geen regel {quote(rule_id)}", hint)
        return by_id[rule_id]
