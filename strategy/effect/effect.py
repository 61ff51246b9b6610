"""The effect of an edit: the changes, the differences in the advice, and for each difference its causes.

For one user at work: also under every scenario and in every test.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from strategy.advice.advise import Outcome, advise, prepare
from strategy.advice.lines import Line
from strategy.dossier.provenance import Origin
from strategy.effect.causes import Cause, Causes
from strategy.effect.delta import VersionChange
from strategy.effect.revision import reference
from strategy.effect.rule_changes import example_text
from strategy.effect.versions import (
    Comparison,
    Counterfactuals,
    Difference,
    DifferenceKind,
    Run,
    as_said,
    compare,
    counts,
    differences,
)
from strategy.errors import InputError, KrachtenveldError, Span
from strategy.facts.types_and_sentences import Fact
from strategy.rulebook.ast import Rule
from strategy.scenarios.changes import RULE
from strategy.scenarios.files import BASE, Scenario, for_outside
from strategy.testing.read import Test, Verdict, parse_tests
from strategy.testing.run import Runner, shown_examples, shows_test
from strategy.workspace import Workspace, read_workspace


@dataclass(frozen=True)
class Explained:
    """A difference with its causes, the weightiest first; there is at least one."""

    difference: Difference
    causes: tuple[Cause, ...]

    @cached_property
    def changes(self) -> tuple[VersionChange, ...]:
        """The changes behind the difference, without repetition."""
        return tuple(dict.fromkeys(change for cause in self.causes for change in cause.changes))


@dataclass(frozen=True)
class Effect:
    """What the new version does to the advice of the old one."""

    comparison: Comparison
    old: Outcome
    new: Outcome
    items: tuple[Explained, ...]

    @property
    def changes(self) -> tuple[VersionChange, ...]:
        return self.comparison.changes

    @property
    def counts(self) -> Mapping[DifferenceKind, int]:
        """How many differences there are of each kind."""
        return counts(item.difference for item in self.items)

    @property
    def equal(self) -> int:
        """How many lines are the same in both versions."""
        return len(self.new.lines) - sum(item.difference.new is not None for item in self.items)

    @cached_property
    def on_loan(self) -> tuple[tuple[Fact, Origin], ...]:
        """The new facts that lean on a source nobody named for them, each with what leans.

        What surrounds them was there before, and the source was named for what it held then.
        """
        before, after = self.old.case.facts, self.new.case.facts
        files = {origin.span.file for fact in before for origin in before.evidence(fact).origins}
        added = {span for change in self.changes for span in change.evidence_new}
        names = {change.new for change in self.changes if change.sort == "hernoemd"}
        found = []
        for fact in after:
            if fact in before or names.intersection(fact.values):
                continue
            for origin in after.evidence(fact).origins:
                lender = origin.lender
                if lender and lender.span.file in files and lender.span not in added:
                    found.append((fact, origin))
                    break
        return tuple(found)

    def behind(self, change: VersionChange) -> tuple[Explained, ...]:
        """The differences that a change is behind."""
        return tuple(self._behind.get(change, ()))

    @cached_property
    def _behind(self) -> Mapping[VersionChange, list[Explained]]:
        found: dict[VersionChange, list[Explained]] = {}
        for item in self.items:
            for change in item.changes:
                found.setdefault(change, []).append(item)
        return found


@dataclass(frozen=True)
class Part(Effect):
    """An effect on some of the lines only: those named in `chosen`."""

    chosen: frozenset[str] = frozenset()

    @property
    def equal(self) -> int:
        """How many of the chosen lines are the same in both versions."""
        present = sum(line.id in self.chosen for line in self.new.lines)
        return present - sum(item.difference.new is not None for item in self.items)


def part_of(effect: Effect, chosen: Collection[str]) -> Part:
    """What an effect is on the lines in `chosen`."""
    items = tuple(item for item in effect.items if item.difference.id in chosen)
    return Part(effect.comparison, effect.old, effect.new, items, frozenset(chosen))


def outcome_of(version: Workspace, run: Run) -> Outcome:
    """The advice of a version."""
    return advise(prepare(version.loaded, run.day, run.public_only, version.rulebook), run.engine, run.infers)


def effect_of(
    old: Workspace, new: Workspace, run: Run, before: Outcome | None = None, after: Outcome | None = None
) -> Effect:
    """The effect of going from `old` to `new`; `before` and `after` are the advice of each, when that is known."""
    return effect_between(compare(old, new), run, before, after)


def scenario_effect(base: Workspace, name: str, run: Run) -> Effect:
    """The effect of a scenario on the dossier itself; its assumptions are told as such, not as changes.

    Raises KrachtenveldError for a name that does not exist, InputError for a scenario that does not fit.
    """
    return effect_between(compare(base, base.under(name, run.public_only)), run)


def effect_between(
    comparison: Comparison, run: Run, before: Outcome | None = None, after: Outcome | None = None
) -> Effect:
    """The effect of the changes of a comparison."""
    old, new = comparison.old, comparison.new
    one = before or outcome_of(old, run)
    other = after or outcome_of(new, run)
    found = differences(one, other)
    by_name: dict[str, Difference] = {difference.id: difference for difference in found}
    causes = Causes(comparison, (one, other), by_name, Counterfactuals(comparison, run))
    return Effect(
        comparison, one, other, tuple(Explained(difference, causes.of(difference)) for difference in found)
    )


CORE = "doen"


@dataclass(frozen=True)
class ScenarioEffect:
    """What the edit does under one scenario. `problem` says why that cannot be told, "" when it can."""

    id: str
    name: str
    counts: Mapping[DifferenceKind, int] = field(default_factory=dict)
    into_core: int = 0
    out_of_core: int = 0
    problem: str = ""

    @property
    def touched(self) -> bool:
        return any(self.counts.values())


@dataclass
class Scenarios:
    """Runs scenarios on both versions; what the old version gives is computed once and kept."""

    old: Workspace
    run: Run
    _outcomes: dict[str, Outcome | str] = field(default_factory=dict)

    def effects(self, new: Workspace, changed: bool = True) -> Iterator[ScenarioEffect]:
        """Per scenario of the new version, in the order of its files, what differs; broken scenarios say so.

        A version in which nothing was `changed` but how it is written, gives what the old version gives.
        """
        try:
            known, before = new.scenarios, self.old.scenarios
        except InputError as error:
            yield ScenarioEffect("", "", problem=_first(error))
            return
        same = not changed and new.scenario_files == self.old.scenario_files
        for scenario in known.values():
            if self.run.public_only and not for_outside(scenario.id, known):
                continue
            if scenario.id not in before:
                yield ScenarioEffect(
                    scenario.id, scenario.name, problem="nieuw scenario, dus niets om mee te vergelijken"
                )
                continue
            if scenario.id not in self._outcomes:
                self._outcomes[scenario.id] = _outcome(self.old, scenario.id, self.run)
            one = self._outcomes[scenario.id]
            other = one if same else _outcome(new, scenario.id, self.run)
            if isinstance(one, str) or isinstance(other, str):
                problem = other if isinstance(other, str) else f"in de oude versie: {one}"
                yield ScenarioEffect(scenario.id, scenario.name, problem=problem)
                continue
            found = differences(one, other)
            into, out = core_moves(found)
            yield ScenarioEffect(scenario.id, scenario.name, counts(found), into, out)


def core_moves(found: tuple[Difference, ...]) -> tuple[int, int]:
    """How many advices became `doen`, and how many no longer are."""
    sides = [
        (
            each.old is not None and each.old.band == CORE,
            each.new is not None and each.new.band == CORE,
        )
        for each in found
    ]
    return sum(now and not was for was, now in sides), sum(was and not now for was, now in sides)


def _outcome(version: Workspace, name: str, run: Run) -> Outcome | str:
    """The advice under a scenario, or why there is none."""
    try:
        changed = version.under(name)
    except InputError as error:
        return _first(error)
    except KrachtenveldError as error:
        return error.message
    return outcome_of(changed, run)


def _first(error: InputError) -> str:
    finding = error.findings[0]
    return f"{finding.span} {finding.message}"


Sort = Literal["toets", "voorbeeld"]
Name = tuple[Sort, str, str]
"""What it is, of which rule or in which file, and what it says."""
Texts = tuple[tuple[str, str], ...]
"""Files as pairs of path and text."""


@dataclass(frozen=True)
class Checked:
    """One test or example and what came of it; `advices` are those it is about."""

    verdict: Verdict
    span: Span
    advices: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Flip:
    """A test or example whose outcome is not what it was; `before` is None when it could not be run then."""

    sort: Sort
    about: str
    text: str
    before: Verdict | None
    after: Verdict
    span: Span


@dataclass(frozen=True)
class Tested:
    """What the tests of the new version say. `problem` is the first finding when they cannot be read."""

    flips: tuple[Flip, ...]
    total: int
    examples: Mapping[str, int]
    """Per changed rule how many examples it has."""
    unnoticed: tuple[VersionChange, ...]
    """The changes behind some difference that no test or example is about."""
    untested: tuple[Line, ...]
    """What came to be `doen` without any test about it."""
    problem: str = ""
    ran: int = 0
    left: int = 0
    """How many tests were run, and how many are yet to be."""


class Interrupted(Exception):
    """Something more pressing came up while tests were running."""


KEPT = 6
"""Versions of which is remembered what their tests gave: undo and redo come back to them."""


@dataclass
class Tests:
    """Runs the tests of a new version on both versions.

    A test with changes of its own costs a whole run, so on the old version such a test only runs when it does not
    simply pass on the new one. What a test gave on a version is kept.
    """

    old: Workspace
    run: Run
    _verdicts: dict[tuple[Texts, Texts], dict[str, Verdict]] = field(default_factory=dict)
    """By the texts of a version, and by what a test asks."""
    _red: set[Name] = field(default_factory=set)
    """What did not pass when it was last run."""
    _read: tuple[Mapping[str, str], Mapping[Name, Test]] = ({}, {})

    def of(self, effect: Effect, interrupted: Callable[[], bool] = lambda: False) -> Tested:
        """What the tests and examples beside the new version say about an edit.

        Raises Interrupted as soon as `interrupted` says so.
        """
        for found in self.coming(effect):
            if interrupted():
                raise Interrupted
        return found

    def coming(self, effect: Effect) -> Iterator[Tested]:
        """The same before any test was run and after each, first those that are likely to come out otherwise."""
        new, problem = effect.comparison.new, ""
        texts = new.test_files.sound()
        try:
            tests = _tests(new, texts, strict=True)
            now = self._side(effect.new, new, new.scenarios if tests else {}, bool(effect.changes))
        except InputError as error:
            tests, now, problem = [], self._side(effect.new, new, {}, True), _first(error)
        earlier = self._earlier(texts) if tests else {}
        then = self._side(effect.old, self.old, self.old.scenarios if earlier else {}, True)
        before, after = dict(_examples(effect.old)), dict(_examples(effect.new))
        order = [*after, *map(_name, tests)]
        moved = {name for item in effect.items for name in item.difference.moved}
        changed = {change.item for change in effect.changes}
        waiting = sorted(tests, key=lambda test: self._late(test, moved, changed))
        while True:
            flips = tuple(_flips(before, {name: after[name] for name in order if name in after}))
            if not waiting:
                yield replace(self._all(effect, flips, after, problem), ran=len(tests))
                return
            ran = len(tests) - len(waiting)
            yield Tested(flips, len(after), {}, (), (), problem, ran, len(waiting))
            test = waiting.pop(0)
            name = _name(test)
            if found := now.check(test):
                after[name] = found
                (self._red.discard if found.verdict == "goed" else self._red.add)(name)
            was = earlier.get(name)
            worth = was and (then.knows(was) or _is_cheap(was) or _passes_otherwise(found))
            if was and worth and (told := then.check(was)):
                before[name] = told

    def _earlier(self, texts: dict[str, str]) -> Mapping[Name, Test]:
        """The tests in these files as the old version understands them."""
        if self._read[0] != texts:
            self._read = texts, {_name(test): test for test in _tests(self.old, texts, strict=False)}
        return self._read[1]

    def _side(
        self, outcome: Outcome, version: Workspace, scenarios: Mapping[str, Scenario], changed: bool
    ) -> _Side:
        """A version; one in which nothing changed but how it is written, gives what the old version gave."""
        content = version.content if changed else self.old.content
        edition = tuple(content.items()), tuple(version.scenario_files.texts.items())
        verdicts = self._verdicts.pop(edition, {})
        self._verdicts[edition] = verdicts
        while len(self._verdicts) > KEPT:
            self._verdicts.pop(next(iter(self._verdicts)))
        return _Side(
            outcome, scenarios, Runner(outcome, scenarios, self.run.engine, self.run.infers), verdicts
        )

    def _late(self, test: Test, moved: set[str], changed: set[str]) -> tuple[bool, bool]:
        """What costs nothing comes first, then what was red or is about what moved or was changed."""
        near = (
            _name(test) in self._red
            or moved & _about(test)
            or changed & {change.id for change in test.overlay}
        )
        return not _is_cheap(test), not near

    def _all(
        self, effect: Effect, flips: tuple[Flip, ...], after: Mapping[Name, Checked], problem: str
    ) -> Tested:
        """What is told once every test was run."""
        new = effect.comparison.new
        rules = {rule.id: rule for version in (self.old, new) for rule in version.rulebook.rules}
        changed = {_rule_name(change) for change in effect.changes if change.kind == RULE}
        return Tested(
            flips=flips,
            total=len(after),
            examples={name: len(rules[name].examples) for name in sorted(changed) if name in rules},
            unnoticed=tuple(
                change for change in effect.changes if not _noticed(change, effect, flips, after, rules)
            ),
            untested=tuple(_untested(effect, after)),
            problem=problem,
        )


@dataclass(frozen=True)
class _Side:
    """One of both versions, with what its tests gave as far as that is known."""

    outcome: Outcome
    scenarios: Mapping[str, Scenario]
    runner: Runner
    verdicts: dict[str, Verdict]

    def knows(self, test: Test) -> bool:
        return _asks(test) in self.verdicts

    def check(self, test: Test) -> Checked | None:
        """What a test gives; None when it may not be seen."""
        if not shows_test(self.outcome.case, test, self.scenarios):
            return None
        asked = _asks(test)
        if asked not in self.verdicts:
            self.verdicts[asked] = self.runner.run(test).verdict
        return Checked(self.verdicts[asked], test.span, _about(test))


def _asks(test: Test) -> str:
    """What a test is about, wherever it stands and whatever it is called."""
    expected = [(each.sort, each.advices, each.wanted) for each in test.expectations]
    return repr((test.scenario, [as_said(change) for change in test.overlay], expected, test.someday))


def _about(test: Test) -> frozenset[str]:
    return frozenset(name for each in test.expectations for name in each.advices)


def _examples(outcome: Outcome) -> Iterator[tuple[Name, Checked]]:
    for each in shown_examples(outcome):
        yield (
            ("voorbeeld", each.rule.id, example_text(each.example)),
            Checked(each.verdict, each.example.span),
        )


def _tests(version: Workspace, texts: Mapping[str, str], strict: bool) -> list[Test]:
    """The tests in these files; a file that does not fit the version is left out, or with `strict` is an InputError."""
    found: list[Test] = []
    for file, text in texts.items():
        try:
            found.extend(parse_tests({file: text}, version.loaded, version.rulebook, version.scenarios))
        except InputError:
            if strict:
                raise
    return found


def _name(test: Test) -> Name:
    return "toets", test.span.file, test.name


def _is_cheap(test: Test) -> bool:
    """Whether a test looks at the advice as it is, so that nothing has to be run for it."""
    return not test.overlay and test.scenario == BASE


def _passes_otherwise(checked: Checked | None) -> bool:
    return checked is not None and checked.verdict != "goed"


def _flips(before: Mapping[Name, Checked], after: Mapping[Name, Checked]) -> Iterator[Flip]:
    """What comes out otherwise; what could not be run before counts when it fails now."""
    for (sort, about, text), now in after.items():
        was = before.get((sort, about, text))
        if (now.verdict != was.verdict) if was else (now.verdict == "mis"):
            yield Flip(sort, about, text, was.verdict if was else None, now.verdict, now.span)


def _noticed(
    change: VersionChange,
    effect: Effect,
    flips: Sequence[Flip],
    checked: Mapping[Name, Checked],
    rules: Mapping[str, Rule],
) -> bool:
    """Whether a change moves nothing but ranks, or some test or example is about what it moves."""
    items = [item for item in effect.behind(change) if item.difference.kind != "rang"]
    moved = {name for item in items for name in item.difference.moved}
    if not moved or any(moved & each.advices for each in checked.values()):
        return True
    if flips and len(effect.changes) == 1:
        return True
    flipped = {flip.about for flip in flips if flip.sort == "voorbeeld"}
    if any(cause.rule in flipped and change in cause.changes for item in items for cause in item.causes):
        return True
    logical = change.kind == RULE and change.path[:1] != ("punten",)
    return logical and _rule_name(change) in rules and bool(rules[_rule_name(change)].examples)


def _untested(effect: Effect, checked: Mapping[Name, Checked]) -> Iterator[Line]:
    """The new lines that are `doen`, of which no test is about any part."""
    about = {name for each in checked.values() for name in each.advices}
    for item in effect.items:
        line = item.difference.new
        if item.difference.kind != "nieuw" or line is None or line.band != CORE:
            continue
        if about.isdisjoint({line.id, *(part.id for part in line.parts)}):
            yield line


def _rule_name(change: VersionChange) -> str:
    return str(change.new) if change.sort == "hernoemd" else change.item


NOW = "nu"
Around = tuple[tuple[ScenarioEffect, ...], Tested]


def never() -> bool:
    """Nothing interrupts."""
    return False


@dataclass
class Session:
    """Compares the dossier in `folder` with what `against` names; `surrounded` adds scenarios and tests."""

    folder: Path
    against: str | None
    run: Run
    surrounded: bool = True
    _scenarios: Scenarios | None = field(default=None, init=False)
    _tests: Tests | None = field(default=None, init=False)

    @cached_property
    def reference(self) -> Workspace:
        """What the dossier is held against. Raises KrachtenveldError when there is no such thing."""
        return reference(self.folder, self.against)

    @cached_property
    def _before(self) -> Outcome:
        return outcome_of(self.reference, self.run)

    def now(self) -> Workspace:
        """The dossier as it is on disk. Raises InputError with every finding."""
        return read_workspace(self.folder, NOW)

    def effect(self) -> Effect:
        """The effect of what is on disk now. Raises InputError when that holds errors."""
        now = self.now()
        return effect_of(self.reference, now, self.run, self._before)

    def scenario(self, name: str) -> Effect:
        """The effect of a scenario on the dossier itself. Raises KrachtenveldError for an unknown name."""
        return scenario_effect(replace(self.now(), label=BASE), name, self.run)

    def around(self, effect: Effect, interrupted: Callable[[], bool] = never) -> Around | None:
        """The same edit under every scenario, and the tests; None when not wanted, idle, or interrupted."""
        old, new = effect.comparison.old, effect.comparison.new
        idle = (
            not effect.changes
            and old.scenario_files == new.scenario_files
            and old.test_files == new.test_files
        )
        if idle or not self.surrounded:
            return None
        self._scenarios = self._scenarios or Scenarios(self.reference, self.run)
        self._tests = self._tests or Tests(self.reference, self.run)
        found = []
        for each in self._scenarios.effects(new):
            found.append(each)
            if interrupted():
                return None
        try:
            return tuple(found), self._tests.of(effect, interrupted)
        except Interrupted:
            return None
