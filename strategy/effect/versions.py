"""Two versions held against each other: the changes with their places, and every dossier and rulebook in between."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from strategy.advice.advise import Case, Outcome, advise, prepare
from strategy.dossier.loader import Loaded
from strategy.dossier.yamltree import Places
from strategy.effect.delta import ABSENT, Change, Delta
from strategy.effect.dossier_changes import INHERITED, compare_dossiers
from strategy.effect.rule_changes import KIND, compare_rules
from strategy.facts.types import ADVICE_TYPE, BASE_TYPES, Fact
from strategy.rulebook.ast import Rule, Rulebook
from strategy.rulebook.check import RuleChecker, derived_types
from strategy.rulebook.compile import layers
from strategy.scenarios.changes import ACTIVE, Overlay
from strategy.workspace import Workspace


def located(changes: Iterable[Change], old: Places, new: Places) -> Iterator[Change]:
    """The changes, each at the line of its value."""
    for change in changes:
        if change.keys:
            place = (old if change.gone else new).value(change.place, *change.keys)
            change = replace(change, place=place, keys=())
        yield change


def in_overlays(changes: Iterable[Change], overlay: Overlay) -> Iterator[Change]:
    """The changes, each at the place in a scenario that made it, unless its value stands in one itself."""
    said = {(change.kind, change.id, change.key): change.span for change in overlay}
    files = {place.file for place in said.values()}
    for change in changes:
        keys = (*change.path[:1], "houder", ACTIVE) if change.place.file not in files else ()
        places = (said.get((change.kind, change.item, key)) for key in keys)
        place = next(filter(None, places), None)
        yield replace(change, place=place, keys=(), gone=False) if place else change


PROVENANCE = frozenset((key,) for _, key in INHERITED.values())
"""The keys, as the end of a path, that say why a value is believed."""


@dataclass(frozen=True)
class Comparison:
    """The changes from `old` to `new`, in the order of the files, rules last."""

    old: Workspace
    new: Workspace
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
        checker = RuleChecker(types, names)
        if checker.check([replace(rule, examples=()) for rule in rules]):
            return None
        ordered, cycle = layers(rules)
        return None if cycle else Rulebook(rules, types, ordered)


def compare(old: Workspace, new: Workspace) -> Comparison:
    """What is different between two versions; between scenarios not why a value is believed, for that is supposed."""
    dossier = compare_dossiers(old.loaded.dossier, new.loaded.dossier)
    rules = compare_rules(old.rulebook, new.rulebook)
    found = [*dossier.changes(), *(change for delta in rules for change in delta.changes())]
    overlay = (*old.changes, *new.changes)
    if overlay:
        found = [change for change in found if change.path[-1:] not in PROVENANCE]
    placed = located(in_overlays(found, overlay), old.loaded.places, new.loaded.places)
    return Comparison(old, new, tuple(dict.fromkeys(placed)), dossier, rules)


MOST_FOR_FACTS = 40
"""With more changes in the dossier than this, its facts are not computed again for each."""
MOST_FOR_ADVICE = 8
"""With more changes than this, the advice is not computed again for each."""

Facts = frozenset[Fact]


@dataclass(frozen=True)
class Run:
    """How both versions are run: on which day (None is the dossier's own), for whom, by which engine."""

    day: date | None = None
    public_only: bool = False
    engine: str = "auto"


@dataclass
class Counterfactuals:
    """Computed when first asked for, and kept."""

    comparison: Comparison
    run: Run
    _facts: dict[frozenset[Change], Facts | None] = field(default_factory=dict)
    _outcomes: dict[frozenset[Change], Outcome | None] = field(default_factory=dict)

    def fact_changes(self, fact: Fact, present: bool) -> tuple[Change, ...]:
        """The changes in the dossier that by themselves make a fact come (`present`) or go; else those it needs.

        Empty when there are too many changes to try.
        """
        changes = [change for change in self.comparison.changes if change.kind != KIND]
        if len(changes) <= 1:
            return tuple(changes)
        if len(changes) > MOST_FOR_FACTS:
            return ()
        enough = [change for change in changes if self._has(fact, {change}) is present]
        if enough:
            return tuple(enough)
        needed = [change for change in changes if self._has(fact, set(changes) - {change}) is not present]
        return tuple(needed)

    def outcome_with(self, taken: Iterable[Change]) -> Outcome | None:
        """The advice of the old version with these changes; None when that is no sound version."""
        key = frozenset(taken)
        if key not in self._outcomes:
            case = self._case(key)
            self._outcomes[key] = advise(case, self.run.engine) if case else None
        return self._outcomes[key]

    def _has(self, fact: Fact, taken: Iterable[Change]) -> bool | None:
        key = frozenset(taken)
        if key not in self._facts:
            case = self._case(key)
            self._facts[key] = frozenset(case.facts) if case else None
        facts = self._facts[key]
        return None if facts is None else fact in facts

    def _case(self, taken: frozenset[Change]) -> Case | None:
        mixed = self.comparison.with_only(taken)
        if mixed is None:
            return None
        loaded, rulebook = mixed
        return prepare(loaded, self.run.day, self.run.public_only, rulebook)
