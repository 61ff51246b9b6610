"""Which rules can conclude what a condition asks, and which rules must stay silent when those do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from strategy.checks.terms import exclude
from strategy.facts.types import ADVICE_TYPE, BASE_TYPES
from strategy.rulebook.ast import Const, Pattern, Rule, Rulebook

CONCLUDING = ("feit", "advies")
"""The conclusions that conditions of other rules can read."""
OPTIONAL = {("rol_open", "thema"), ("bezet", "thema")}
"""Fields that facts of the dossier may leave empty."""


class Production:
    """Rules, with for each condition on a derived fact or on advice the rules that can meet it."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = rules
        self._by_type: dict[str, list[Rule]] = {}
        for rule in rules:
            if rule.head.kind in CONCLUDING:
                self._by_type.setdefault(rule.head.type, []).append(rule)

    def concluding(self, type_name: str) -> Sequence[Rule]:
        """The rules that conclude a type, whatever its fields."""
        return self._by_type.get(type_name, ())

    def concludes(self, pattern: Pattern) -> bool:
        """Whether a condition asks for what only rules conclude: a derived fact, or advice."""
        return pattern.type in self._by_type or is_advice(pattern)

    def meeting(self, pattern: Pattern) -> tuple[Rule, ...]:
        """The rules whose conclusion may meet a condition."""
        able = self.concluding(pattern.type)
        return tuple(rule for rule in able if next(misfits(rule, pattern), None) is None)

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
        found: dict[str, list[tuple[str, int]]] = {}
        for rule in self.rules:
            for number, pattern in enumerate(rule.positive):
                if self.concludes(pattern):
                    for able in self.meeting(pattern):
                        found.setdefault(able.id, []).append((rule.id, number))
        return found


def is_advice(pattern: Pattern) -> bool:
    """Whether a condition asks for advice."""
    return pattern.type == ADVICE_TYPE.name


def misfits(rule: Rule, pattern: Pattern) -> Iterator[str]:
    """The fields in which the conclusion of a rule cannot meet a condition on the same type."""
    for name, wanted in pattern.terms:
        given = rule.head.term(name)
        if given is None or (isinstance(given, Const) and exclude(given, wanted)):
            yield name


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
