"""Two versions held against each other: what is different in dossier and rules, and in the advice.

First the changes with their places, and every dossier and rulebook in between; then the advice, line by line.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, get_args

from strategy.advice.advise import Case, Conditions, Outcome, advise, prepare
from strategy.advice.lines import Line, conditions_of
from strategy.advice.model import BANDS, Advice, Condition
from strategy.dossier.loader import Loaded
from strategy.dossier.model import Dossier, Post
from strategy.effect.delta import ABSENT, Delta, VersionChange
from strategy.effect.dossier_changes import INHERITED, compare_dossiers
from strategy.effect.rule_changes import compare_rules
from strategy.facts.types_and_sentences import Fact
from strategy.graph.network import HELD_BY_ANOTHER
from strategy.inference.choose_engine import Infer
from strategy.rulebook.ast import Rule, Rulebook
from strategy.rulebook.check import RuleChecker, all_types, stated
from strategy.rulebook.compile import layers
from strategy.scenarios.changes import ACTIVE, RULE, Change, Overlay, posts, written
from strategy.workspace import Workspace

_SAID_WITH = {"geldig": ACTIVE, "bezetting": "houder"}
"""The keys for which an overlay has a word of its own."""


def located(
    changes: Iterable[VersionChange], old: Loaded, new: Loaded, overlays: tuple[Overlay, Overlay]
) -> Iterator[VersionChange]:
    """The changes, each at the line of its value, or else where an overlay of the old or the new version says it."""
    said = {
        (change.kind, change.id, change.key): (change.span, overlay is overlays[0])
        for overlay in overlays
        for change in overlay
    }
    files = {place.file for place, _ in said.values()}
    for change in changes:
        side, gone = (old if change.gone else new), change.gone
        place = side.places.value(change.place, *change.keys) if change.keys else change.place
        stands = not change.keys or place != change.place
        keys = (*change.path[:1], _SAID_WITH.get(change.path[0], "")) if change.path else ("houder", ACTIVE)
        found = next(filter(None, (said.get((change.kind, change.item, key)) for key in keys)), None)
        defined = side.names.get(change.kind, {}).get(change.item)
        if found and not (stands and place.file in files):
            place, gone = found
        elif defined and not stands:  # an overlay says something else of this thing
            below = side.places.value(defined, *change.keys)
            place = below if below != defined else place
        yield replace(change, place=place, keys=(), gone=gone)


def _only(overlay: Overlay, other: Overlay) -> Overlay:
    """What one overlay says and another does not, wherever it stands."""
    known = {as_said(change) for change in other}
    return tuple(change for change in overlay if as_said(change) not in known)


def as_said(change: Change) -> tuple[str, ...]:
    return change.kind, change.id, change.key, change.operation, repr(written(change.value))


PROVENANCE = frozenset((key,) for _, key in INHERITED.values())
"""The keys, as the end of a path, that say why a value is believed."""


@dataclass(frozen=True)
class Comparison:
    """The changes from `old` to `new`, in the order of the files, rules last."""

    old: Workspace
    new: Workspace
    changes: tuple[VersionChange, ...]
    dossier: Delta
    rules: tuple[Delta, ...]

    def with_only(self, taken: Collection[VersionChange]) -> tuple[Loaded, Rulebook] | None:
        """The old version with these changes; None when the rules would not be sound that way."""
        wanted = set(taken)
        rulebook = self.old.rulebook
        if any(change.kind == RULE for change in wanted):
            mixed = self._rulebook(lambda change: change in wanted)
            if mixed is None:
                return None
            rulebook = mixed
        dossier = self.dossier.blend(lambda change: change in wanted)
        return replace(self.old.loaded, dossier=dossier), rulebook

    def _rulebook(self, take: Callable[[VersionChange], bool]) -> Rulebook | None:
        mixed = (delta.blend(take) for delta in self.rules)
        rules: tuple[Rule, ...] = tuple(rule for rule in mixed if rule is not ABSENT)
        types = all_types(rules, {**stated(self.old.rulebook.types), **stated(self.new.rulebook.types)})
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
    if old.changes or new.changes:
        found = [change for change in found if change.path[-1:] not in PROVENANCE]
    overlays = (*_only(old.own, new.own), *old.changes), (*_only(new.own, old.own), *new.changes)
    placed = located(found, old.loaded, new.loaded, overlays)
    return Comparison(old, new, tuple(dict.fromkeys(placed)), dossier, rules)


MOST_FOR_FACTS = 40
"""With more changes in the dossier than this, its facts are not computed again for each."""
MOST_FOR_ADVICE = 8
"""With more changes than this, the advice is not computed again for each."""

Facts = frozenset[Fact]


@dataclass(frozen=True)
class Run:
    """How both versions are run: on which day (None is the dossier's own), for whom, by which engine, and what infers by it."""

    day: date | None = None
    public_only: bool = False
    engine: str = "auto"
    infers: Infer | None = None


@dataclass
class Counterfactuals:
    """Computed when first asked for, and kept."""

    comparison: Comparison
    run: Run
    _facts: dict[frozenset[VersionChange], Facts | None] = field(default_factory=dict)
    _outcomes: dict[frozenset[VersionChange], Outcome | None] = field(default_factory=dict)

    def fact_changes(self, fact: Fact, present: bool) -> tuple[VersionChange, ...]:
        """The changes in the dossier that by themselves make a fact come (`present`) or go; else those it needs.

        Empty when there are too many changes to try.
        """
        changes = [change for change in self.comparison.changes if change.kind != RULE]
        if len(changes) <= 1:
            return tuple(changes)
        if len(changes) > MOST_FOR_FACTS:
            return ()
        enough = [change for change in changes if self._has(fact, {change}) is present]
        if enough:
            return tuple(enough)
        needed = [change for change in changes if self._has(fact, set(changes) - {change}) is not present]
        return tuple(needed)

    def outcome_with(self, taken: Iterable[VersionChange]) -> Outcome | None:
        """The advice of the old version with these changes; None when that is no sound version."""
        key = frozenset(taken)
        if key not in self._outcomes:
            case = self._case(key)
            self._outcomes[key] = advise(case, self.run.engine, self.run.infers) if case else None
        return self._outcomes[key]

    def _has(self, fact: Fact, taken: Iterable[VersionChange]) -> bool | None:
        key = frozenset(taken)
        if key not in self._facts:
            case = self._case(key)
            self._facts[key] = frozenset(case.facts) if case else None
        facts = self._facts[key]
        return None if facts is None else fact in facts

    def _case(self, taken: frozenset[VersionChange]) -> Case | None:
        mixed = self.comparison.with_only(taken)
        if mixed is None:
            return None
        loaded, rulebook = mixed
        return prepare(loaded, self.run.day, self.run.public_only, rulebook)


DifferenceKind = Literal["nieuw", "vervallen", "band", "inhoud", "score", "rang"]
DIFFERENCE_KINDS: tuple[DifferenceKind, ...] = get_args(DifferenceKind)
"""Heaviest first. `inhoud`: other parts, another attitude, other priorities or other conditions; `rang`: nothing but the rank."""


@dataclass(frozen=True)
class Difference:
    """One line that is not the same. `added` and `removed` are conditions.

    Within a line that is in both runs, `come` and `gone` are the parts that only one of them has.
    """

    id: str
    kind: DifferenceKind
    old: Line | None
    new: Line | None
    added: tuple[Condition, ...] = ()
    removed: tuple[Condition, ...] = ()

    @property
    def line(self) -> Line:
        """The new line, or the old one when it is gone."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def come(self) -> tuple[Advice, ...]:
        return _beyond(self.new, self.old)

    @property
    def gone(self) -> tuple[Advice, ...]:
        return _beyond(self.old, self.new)

    @property
    def turned(self) -> tuple[tuple[Advice, Advice], ...]:
        """The parts that ask for another attitude than they did, as they were and as they are."""
        if not (self.old and self.new):
            return ()
        known = {part.id: part for part in self.old.parts}
        pairs = ((known[part.id], part) for part in self.new.parts if part.id in known)
        return tuple(pair for pair in pairs if pair[0].target.attitude != pair[1].target.attitude)

    @property
    def moved(self) -> frozenset[str]:
        """The ids of the parts that are not the same."""
        one, other = (
            {
                part.id: (part.score, part.band, part.rank, _content(part))
                for part in (line.parts if line else ())
            }
            for line in (self.old, self.new)
        )
        return frozenset(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))

    @property
    def shift(self) -> float:
        """By how much the score changed; no line scores 0."""
        return (self.new.score if self.new else 0.0) - (self.old.score if self.old else 0.0)


def differences(old: Outcome, new: Outcome) -> tuple[Difference, ...]:
    """Every line that differs, the most consequential first: by kind, then by rank."""
    before = {line.id: line for line in old.lines}
    after = {line.id: line for line in new.lines}
    conditions = _conditions(old, new)
    found = [
        difference
        for name in (*after, *(name for name in before if name not in after))
        if (difference := _difference(name, before.get(name), after.get(name), conditions)) is not None
    ]
    return tuple(sorted(found, key=_order))


def state(outcome: Outcome, name: str) -> tuple[object, ...] | None:
    """All of a line that a difference can be about, for comparing runs; None when it is not given."""
    line = outcome.line(name)
    if line is None:
        return None
    return line.score, line.band, line.rank, _content(line), tuple(map(_key, line.conditions))


def _beyond(one: Line | None, other: Line | None) -> tuple[Advice, ...]:
    """The parts of a line that another version of it has not."""
    if one is None or other is None:
        return ()
    known = {part.id for part in other.parts}
    return tuple(part for part in one.parts if part.id not in known)


def _difference(
    name: str, old: Line | None, new: Line | None, conditions: Mapping[str, tuple[Condition, ...]]
) -> Difference | None:
    if old is None:
        return Difference(name, "nieuw", old, new)
    if new is None:
        return Difference(name, "vervallen", old, new)
    before, after = conditions[name], new.conditions
    kept, known = set(map(_key, after)), set(map(_key, before))
    added = tuple(condition for condition in after if _key(condition) not in known)
    removed = tuple(condition for condition in before if _key(condition) not in kept)
    kind: DifferenceKind | None = None
    if old.band != new.band:
        kind = "band"
    elif _content(old) != _content(new) or added or removed:
        kind = "inhoud"
    elif old.score != new.score:
        kind = "score"
    elif old.rank != new.rank:
        kind = "rang"
    return Difference(name, kind, old, new, added, removed) if kind else None


def _content(advice: Advice) -> tuple[object, ...]:
    parts = frozenset((part.id, part.target.attitude) for part in advice.within)
    return parts, frozenset(advice.priorities), frozenset(advice.opgaven)


def _conditions(old: Outcome, new: Outcome) -> Mapping[str, tuple[Condition, ...]]:
    """The conditions of the old run in the names of the new one, so that a new name is no new condition."""
    seats = {advice.id: advice.target for advice in old.advices if advice.target.sort == "positie"}
    worded = Conditions(old.case.view, old.case.facts, new.names, seats)

    def renamed(part: Advice) -> Advice:
        return replace(part, conditions=worded.of(part.id, part.target)) if part.id in seats else part

    return {line.id: conditions_of([renamed(part) for part in line.parts]) for line in old.lines}


def _key(condition: Condition) -> tuple[object, ...]:
    return condition.sort, condition.text, frozenset(condition.options), condition.met


def _order(difference: Difference) -> tuple[int, int, int, str]:
    loud = BANDS.index(min((a.band for a in (difference.old, difference.new) if a), key=BANDS.index))
    return DIFFERENCE_KINDS.index(difference.kind), loud, difference.line.rank, difference.id


def counts(found: Iterable[Difference]) -> dict[DifferenceKind, int]:
    """How many differences there are of each kind."""
    totals: dict[DifferenceKind, int] = dict.fromkeys(DIFFERENCE_KINDS, 0)
    for difference in found:
        totals[difference.kind] += 1
    return totals


def still_vacant(old: Dossier, new: Dossier) -> tuple[str, ...]:
    """The posts (`gremium/rol`, or `gremium/rol/thema`) that another holds in `new` only, and that are vacant in both."""
    before = posts(old)
    return tuple(
        name
        for name, post in posts(new).items()
        if name in before
        and before[name].vacant
        and post.vacant
        and HELD_BY_ANOTHER in _holders(post)
        and HELD_BY_ANOTHER not in _holders(before[name])
    )


def _holders(post: Post) -> frozenset[str]:
    return frozenset(membership.holder.value for membership in post.memberships)
