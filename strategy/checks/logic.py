"""What can be said of rules without facts: which rule covers another, what can conclude a condition; and terms as written and spoken.

When one rule covers another: θ-subsumption (Plotkin 1970), for the conditions of this rule language.

Rule A covers rule B when the variables of A can be read as terms of B such that every condition of A is one
that B makes at least as strictly. Then A fires whenever B does, whatever the facts. The converse need not
hold: what is only true because of other rules or of these facts is not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from strategy.facts.fact_base import grouped
from strategy.facts.types_and_sentences import ADVICE_TYPE, BASE_TYPES, FactType
from strategy.rulebook.ast import (
    Compare,
    Const,
    Head,
    OneOf,
    Pattern,
    Rule,
    Rulebook,
    Term,
    Var,
    allows,
    misfits,
    simplified,
)


def pattern_written(pattern: Pattern) -> str:
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


def term_spoken(term: Term) -> str:
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
    return _CoverSearch(general, specific, filled).found(dict(start or {}))


def same_conclusion(general: Head, specific: Head, exact: bool) -> dict[str, Image] | None:
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
    reading = same_conclusion(general.head, specific.head, exact=kind in ("feit", "advies"))
    if reading is None:
        return False
    factor = Var(specific.factor)
    if general.factor and reading.setdefault(general.factor, factor) != factor:
        return False
    return covers(general, specific, reading, filled)


class _GaveUp(Exception):
    pass


class _CoverSearch:
    """Looks for a reading by trying, for each condition of the general rule, the conditions it may cover."""

    def __init__(self, general: Rule, specific: Rule, filled: Filled) -> None:
        self.general, self.specific, self.filled = general, specific, filled
        by_type = grouped((pattern.type, index) for index, pattern in enumerate(specific.positive))
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
        plain = simplified(term)
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


CONCLUDING = ("feit", "advies")
"""The conclusions that conditions of other rules can read."""
OPTIONAL = {("rol_open", "thema"), ("bezet", "thema")}
"""Fields that facts of the dossier may leave empty."""


class Production:
    """Rules, with for each condition on a derived fact or on advice the rules that can meet it."""

    def __init__(self, rules: Sequence[Rule], types: Mapping[str, FactType] = BASE_TYPES) -> None:
        self.rules, self.types = rules, types
        self._by_type = grouped((rule.head.type, rule) for rule in rules if rule.head.kind in CONCLUDING)

    def concluding(self, type_name: str) -> Sequence[Rule]:
        """The rules that conclude a type, whatever its fields."""
        return self._by_type.get(type_name, ())

    def concludes(self, pattern: Pattern) -> bool:
        """Whether a condition asks for what only rules conclude: a derived fact, or advice."""
        return pattern.type in self._by_type or is_advice(pattern)

    def meeting(self, pattern: Pattern) -> tuple[Rule, ...]:
        """The rules whose conclusion may meet a condition."""
        able = self.concluding(pattern.type)
        return tuple(rule for rule in able if not any(misfits(rule.head, pattern)))

    def silenced(self, roots: Iterable[str]) -> set[str]:
        """The ids of the rules that cannot fire when the rules `roots` do not, directly or through others."""
        silent = set(roots)
        given = frozenset(silent)
        stack = sorted(silent)
        left: dict[tuple[str, int], int] = {}
        while stack:
            for key in self._readers.get(stack.pop(), ()):
                left[key] = left.get(key, self._able[key]) - 1
                if not left[key] and key[0] not in silent:
                    silent.add(key[0])
                    stack.append(key[0])
        return silent - given

    def unfounded(self, dead: Collection[str]) -> set[str]:
        """The ids of the rules that never get a beginning when the rules `dead` do not fire, `dead` left out.

        Each of them needs a conclusion of a rule that is dead, or that needs theirs.
        """
        asked = Counter(rule_id for rule_id, _ in self._able)
        missing = {rule.id: asked[rule.id] for rule in self.rules if rule.id not in dead}
        met: set[tuple[str, int]] = set()
        stack = [rule_id for rule_id, count in missing.items() if not count]
        while stack:
            for key in self._readers.get(stack.pop(), ()):
                if key not in met and key[0] in missing:
                    met.add(key)
                    missing[key[0]] -= 1
                    if not missing[key[0]]:
                        stack.append(key[0])
        return {rule_id for rule_id, count in missing.items() if count}

    def circling(self, ids: Collection[str]) -> set[str]:
        """Of these rules, those that others of them need, after taking away again and again those that none needs."""
        left = set(ids)
        while True:
            needed = {
                rule_id for rule_id in left if any(key[0] in left for key in self._readers.get(rule_id, ()))
            }
            if needed == left:
                return left
            left = needed

    @cached_property
    def _able(self) -> Mapping[tuple[str, int], int]:
        """Per condition that reads a conclusion, as (rule, number), how many rules can meet it."""
        return {
            (rule.id, number): len(self.meeting(pattern))
            for rule in self.rules
            for number, pattern in enumerate(rule.positive)
            if self.concludes(pattern)
        }

    @cached_property
    def _readers(self) -> Mapping[str, list[tuple[str, int]]]:
        """Per rule the conditions that its conclusion may meet."""
        return grouped(
            (able.id, (rule.id, number))
            for rule in self.rules
            for number, pattern in enumerate(rule.positive)
            if self.concludes(pattern)
            for able in self.meeting(pattern)
        )


def is_advice(pattern: Pattern) -> bool:
    """Whether a condition asks for advice."""
    return pattern.type == ADVICE_TYPE.name


def always_filled(rulebook: Rulebook) -> frozenset[tuple[str, str]]:
    """Fields that hold a value in every fact, as (fact type, field)."""
    filled = {
        (name, field)
        for name, fact_type in rulebook.types.items()
        if name in BASE_TYPES
        for field in fact_type.field_names
    }
    common: dict[str, set[str]] = {}
    for rule in rulebook.rules:
        if rule.head.kind in CONCLUDING:
            given = {name for name, _ in rule.head.terms}
            common[rule.head.type] = common.get(rule.head.type, given) & given
    filled |= {(name, field) for name, fields in common.items() for field in fields}
    return frozenset(filled - OPTIONAL)
