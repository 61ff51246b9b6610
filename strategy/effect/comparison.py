"""Two versions held against each other: the changes, and every dossier and rulebook in between."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from strategy.dossier.loader import Loaded
from strategy.effect.delta import ABSENT, Change, Delta
from strategy.effect.dossier_changes import compare_dossiers
from strategy.effect.places import Places, located
from strategy.effect.provenance_changes import INHERITED
from strategy.effect.rule_changes import KIND, compare_rules
from strategy.effect.version import Version
from strategy.facts.types import ADVICE_TYPE, BASE_TYPES
from strategy.rulebook.ast import Rule, Rulebook
from strategy.rulebook.check import RuleChecker, derived_types
from strategy.rulebook.compile import layers

PROVENANCE = frozenset((key,) for _, key in INHERITED.values())
"""The keys, as the end of a path, that say why a value is believed."""


@dataclass(frozen=True)
class Comparison:
    """The changes from `old` to `new`, in the order of the files, rules last."""

    old: Version
    new: Version
    changes: tuple[Change, ...]
    dossier: Delta
    rules: tuple[Delta, ...]

    def with_only(self, taken: Collection[Change]) -> tuple[Loaded, Rulebook] | None:
        """The old version with these changes; None when the rules would not be sound that way."""
        wanted = set(taken)
        rulebook = self.old.rulebook
        if any(change.kind == KIND for change in wanted):
            mixed = self._rulebook(lambda change: change in wanted)
            if mixed is None:
                return None
            rulebook = mixed
        dossier = self.dossier.blend(lambda change: change in wanted)
        return replace(self.old.loaded, dossier=dossier), rulebook

    def _rulebook(self, take: Callable[[Change], bool]) -> Rulebook | None:
        mixed = (delta.blend(take) for delta in self.rules)
        rules: tuple[Rule, ...] = tuple(rule for rule in mixed if rule is not ABSENT)
        types = {**BASE_TYPES, ADVICE_TYPE.name: ADVICE_TYPE, **derived_types(rules)}
        names = self.new.loaded.names
        checker = RuleChecker(types, names, lambda span: "", lambda span, *words: span)
        if checker.check([replace(rule, examples=()) for rule in rules]):
            return None
        ordered, cycle = layers(rules)
        return None if cycle else Rulebook(rules, types, ordered)


def compare(old: Version, new: Version, provenance: bool = True) -> Comparison:
    """What is different between two versions; with `provenance` also why a value is believed."""
    dossier = compare_dossiers(old.loaded.dossier, new.loaded.dossier)
    rules = compare_rules(old.rulebook, new.rulebook)
    found = [*dossier.changes(), *(change for delta in rules for change in delta.changes())]
    if not provenance:
        found = [change for change in found if change.path[-1:] not in PROVENANCE]
    placed = located(found, Places(old.text_of), Places(new.text_of))
    return Comparison(old, new, tuple(dict.fromkeys(placed)), dossier, rules)
