"""When one rule covers another: θ-subsumption (Plotkin 1970), for the conditions of this rule language.

Rule A covers rule B when the variables of A can be read as terms of B such that every condition of A is one
that B makes at least as strictly. Then A fires whenever B does, whatever the facts. The converse need not
hold: what is only true because of other rules or of these facts is not seen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from strategy.checks.terms import allows, normal
from strategy.rulebook.ast import Const, Head, Pattern, Rule, Term, Var

MOST_STEPS = 20_000
"""Matches tried before giving up. Rules have ten conditions; giving up means that nothing is said."""


@dataclass(frozen=True)
class Held:
    """The value that a fact has in a field for which the condition it meets names no variable."""

    condition: int
    field: str


Image = Var | Const | Held
Reading = Mapping[str, Image]
"""What each variable of the general rule stands for in the specific one."""
Filled = Collection[tuple[str, str]]
"""Fields that always hold a value, as (fact type, field)."""


def covers(general: Rule, specific: Rule, start: Reading | None = None, filled: Filled = ()) -> bool:
    """Whether `general` fires whenever `specific` does, with its variables read as `start` says."""
    return _Search(general, specific, filled).found(dict(start or {}))


def aimed(general: Head, specific: Head, exact: bool) -> dict[str, Image] | None:
    """How variables must be read for `general` to conclude the same as `specific`; None when they cannot.

    With `exact` both fill the same fields. Otherwise `general` may leave fields open, as vetoes and
    counter-arguments do to be about more.
    """
    if exact and {name for name, _ in general.terms} != {name for name, _ in specific.terms}:
        return None
    reading: dict[str, Image] = {}
    for name, term in general.terms:
        other = specific.term(name)
        if other is None:
            return None
        if isinstance(term, Var):
            if reading.setdefault(term.name, other) != other:
                return None
        elif term != other:
            return None
    return reading


def subsumes(general: Rule, specific: Rule, filled: Filled = ()) -> bool:
    """Whether `general` concludes what `specific` does whenever that fires, with at least the same points."""
    kind = specific.head.kind
    if general.head.kind != kind or general.head.type != specific.head.type:
        return False
    if abs(general.points) < abs(specific.points) or bool(general.factor) != bool(specific.factor):
        return False
    reading = aimed(general.head, specific.head, exact=kind in ("feit", "advies"))
    if reading is None:
        return False
    factor = Var(specific.factor)
    if general.factor and reading.setdefault(general.factor, factor) != factor:
        return False
    return covers(general, specific, reading, filled)


class _GaveUp(Exception):
    pass


class _Search:
    """Looks for a reading by trying, for each condition of the general rule, the conditions it may cover."""

    def __init__(self, general: Rule, specific: Rule, filled: Filled) -> None:
        self.general, self.specific, self.filled = general, specific, filled
        by_type: dict[str, list[int]] = {}
        for index, pattern in enumerate(specific.positive):
            by_type.setdefault(pattern.type, []).append(index)
        self.choices = [by_type.get(pattern.type, []) for pattern in general.positive]
        self.order = sorted(range(len(self.choices)), key=lambda index: len(self.choices[index]))
        self.steps = 0

    def found(self, start: dict[str, Image]) -> bool:
        if not all(self.choices):
            return False
        try:
            return self._from(0, start)
        except _GaveUp:
            return False

    def _from(self, depth: int, reading: dict[str, Image]) -> bool:
        if depth == len(self.order):
            return self._different(reading) and all(
                self._denied(pattern, reading) for pattern in self.general.negative
            )
        at = self.order[depth]
        for index in self.choices[at]:
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise _GaveUp
            wider = self._extended(self.general.positive[at], index, reading)
            if wider is not None and self._from(depth + 1, wider):
                return True
        return False

    def _extended(self, pattern: Pattern, index: int, reading: Reading) -> dict[str, Image] | None:
        """The reading under which a condition is covered by condition `index` of the specific rule."""
        wider = dict(reading)
        against = self.specific.positive[index]
        for field, term in pattern.terms:
            other = against.term(field)
            if isinstance(term, Var):
                image = self._image(other, index, field)
                if image is None or wider.setdefault(term.name, image) != image:
                    return None
            elif other is None or not allows(term, other):
                return None
        return wider

    def _image(self, term: Term | None, index: int, field: str) -> Image | None:
        if term is None:
            known = (self.specific.positive[index].type, field) in self.filled
            return Held(index, field) if known else None
        plain = normal(term)
        return plain if isinstance(plain, Var | Const) else Held(index, field)

    def _different(self, reading: Reading) -> bool:
        stated = {frozenset(pair) for pair in self.specific.different}
        for one, other in self.general.different:
            match reading.get(one), reading.get(other):
                case Var(left), Var(right) if frozenset((left, right)) in stated:
                    continue
                case Const(first), Const(second) if first != second:
                    continue
            return False
        return True

    def _denied(self, pattern: Pattern, reading: Reading) -> bool:
        """Whether the specific rule denies at least all that this `niet` of the general rule denies."""
        wanted: dict[str, Image | Term] = {}
        for field, term in pattern.terms:
            if isinstance(term, Var) and term.name not in reading:
                return False
            wanted[field] = reading[term.name] if isinstance(term, Var) else term
        same_type = (other for other in self.specific.negative if other.type == pattern.type)
        return any(self._reaches(other.terms, wanted) for other in same_type)

    def _reaches(self, terms: Sequence[tuple[str, Term]], wanted: Mapping[str, Image | Term]) -> bool:
        for field, term in terms:
            other = wanted.get(field)
            if isinstance(other, Held):
                other = self.specific.positive[other.condition].term(other.field)
                if isinstance(other, Var):
                    return False
            if other is None or not (term == other if isinstance(term, Var) else allows(term, other)):
                return False
        return True
