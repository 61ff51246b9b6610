"""Which change caused which difference: from a line that is not the same back to the edit; and causes as sentences that a policy
adviser reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Literal

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line, line_score
from strategy.advice.model import Advice, Condition, Entry, advice_id, target_of
from strategy.advice.names import decimal
from strategy.advice.scores_bands import argument_values, band_of, score
from strategy.dossier.files import SCENARIOS
from strategy.dossier.model import Scoring
from strategy.effect.delta import Plain, VersionChange
from strategy.effect.rule_changes import CONCLUSION, CONDITIONS, EXAMPLES, LOGIC
from strategy.effect.versions import MOST_FOR_ADVICE, Comparison, Counterfactuals, Difference, state
from strategy.errors import Span
from strategy.facts.types_and_sentences import Fact, Value
from strategy.inference.port import Firing
from strategy.inference.trace import Trace
from strategy.rulebook.ast import Pattern, Rule
from strategy.scenarios.changes import RULE

Key = tuple[str, str, tuple[tuple[str, Value], ...], str, str, bool]
"""Part, rule, values of its variables, priority, opgave, and whether it argues against."""
Ledger = Mapping[Key, Entry]
LITTLE = 1e-9


@dataclass(frozen=True)
class Step:
    """One contribution in both versions; None where it is not there."""

    key: Key
    old: Entry | None
    new: Entry | None

    @property
    def entry(self) -> Entry:
        found = self.new or self.old
        assert found is not None
        return found


def ledger_of(line: Line | None, renamed: Mapping[str, str]) -> Ledger:
    """The contributions to the parts of a line, by what tells them apart; rules by their new name."""
    sides = (
        (entries, against)
        for part in (line.parts if line else ())
        for entries, against in ((part.entries, False), (part.counters, True))
    )
    return {
        (
            entry.advice,
            renamed.get(entry.rule, entry.rule),
            entry.firing.bindings,
            entry.priority,
            entry.opgave,
            against,
        ): entry
        for entries, against in sides
        for entry in entries
    }


def steps(old: Ledger, new: Ledger) -> Iterator[Step]:
    """Every contribution that is not the same: what went, what came and what counts otherwise."""
    for key in (*old, *(key for key in new if key not in old)):
        was, now = old.get(key), new.get(key)
        if was is None or now is None or was.value != now.value:
            yield Step(key, was, now)


def scored(ledger: Ledger, parts: Mapping[str, Advice], scoring: Scoring) -> float:
    """The score of a line with these contributions to its parts."""
    sides: dict[str, tuple[list[Entry], list[Entry]]] = {}
    for key, entry in ledger.items():
        sides.setdefault(entry.advice, ([], []))[key[-1]].append(entry)
    made = [
        replace(
            parts[name],
            entries=tuple(entries),
            counters=tuple(counters),
            score=score(argument_values(entries, counters), scoring),
        )
        for name, (entries, counters) in sides.items()
        if entries
    ]
    return line_score(made, scoring)


def served(ledger: Ledger) -> tuple[frozenset[str], ...]:
    """The parts, priorities and opgaven that a line with these contributions has."""
    kept = [(part, priority, opgave) for part, _, _, priority, opgave, against in ledger if not against]
    return tuple(frozenset(names) for names in zip(*kept, strict=True))


@dataclass(frozen=True)
class Effect:
    """What a group of steps does to a line: taken alone on the old ledger, and left out of the new one.

    `alone` and `missing` are about its score; `serves` is whether it has other parts, priorities or opgaven.
    """

    alone: float
    missing: float
    serves: bool

    @property
    def counts(self) -> bool:
        return abs(self.alone) > LITTLE or abs(self.missing) > LITTLE

    @property
    def amount(self) -> float:
        return self.alone if abs(self.alone) > LITTLE else self.missing


def effect_of(
    group: Sequence[Step],
    shared: Set[Key],
    old: Ledger,
    new: Ledger,
    parts: Mapping[str, Advice],
    scoring: Scoring,
) -> Effect:
    """The effect of some steps on a line, by the scoring of one version.

    `shared` are the steps that have other causes as well: each of those is enough for a contribution to go, and all
    of them are needed for one to come.
    """
    taken = _moved(old, [step for step in group if step.old or step.key not in shared], forward=True)
    without = _moved(new, [step for step in group if step.new or step.key not in shared], forward=False)
    return Effect(
        scored(taken, parts, scoring) - scored(old, parts, scoring),
        scored(new, parts, scoring) - scored(without, parts, scoring),
        served(taken) != served(old) or served(without) != served(new),
    )


def _moved(ledger: Ledger, group: Iterable[Step], forward: bool) -> Ledger:
    """A ledger with these steps taken, or taken back."""
    moved = dict(ledger)
    for step in group:
        entry = step.new if forward else step.old
        if entry is None:
            moved.pop(step.key, None)
        else:
            moved[step.key] = entry
    return moved


OLD, NEW = 0, 1

Changes = dict[VersionChange, None]
"""Changes without repetition, in order of finding."""
Places = dict[Span, list[VersionChange]]
"""Per place the changes whose value stands there."""


@dataclass
class Reasons:
    """Looks from either side: `side` is the run (OLD or NEW) in which the thing is, and the other has it not."""

    comparison: Comparison
    outcomes: tuple[Outcome, Outcome]
    counterfactuals: Counterfactuals
    _facts: dict[tuple[Fact, int], tuple[VersionChange, ...]] = field(default_factory=dict)
    _firings: dict[tuple[Firing, int], tuple[VersionChange, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._stated_at: tuple[Places, Places] = ({}, {})
        for change in self.comparison.changes:
            for side, places in ((OLD, change.evidence_old), (NEW, change.evidence_new)):
                for place in places:
                    self._stated_at[side].setdefault(place, []).append(change)

    def trace(self, side: int) -> Trace:
        return self.outcomes[side].trace

    def concludes(self, firing: Firing, side: int) -> Fact | None:
        """What a firing concludes in a run; None when the run does not have its rule."""
        trace = self.trace(side)
        rule = trace.rules.get(firing.rule)
        if rule is None or {name for name, _ in firing.bindings} != set(rule.variables):
            return None
        return trace.concluded(firing)

    def holds(self, fact: Fact, side: int) -> bool:
        """Whether a fact of the dossier, a derived fact or an advice holds in a run."""
        trace = self.trace(side)
        return fact in trace.base or fact in trace.derived or fact in trace.valid

    def fact(self, fact: Fact, side: int) -> tuple[VersionChange, ...]:
        """The changes because of which a fact holds in this run only."""
        key = (fact, side)
        if key not in self._facts:
            self._facts[key] = ()  # what rests on itself has its reason elsewhere
            self._facts[key] = tuple(self._fact(fact, side))
        return self._facts[key]

    def firing(self, firing: Firing, side: int) -> tuple[VersionChange, ...]:
        """The changes because of which a rule fires so, or concludes so, in this run only."""
        key = (firing, side)
        if key not in self._firings:
            self._firings[key] = ()
            self._firings[key] = tuple(self._firing(firing, side))
        return self._firings[key]

    def excluding(self, fact: Fact, side: int) -> tuple[Firing, ...]:
        """The firings that exclude an advice in a run."""
        return self.trace(side).vetoes.against(fact)

    # ── firings ───────────────────────────────────────────────────────────────────────────────────

    def _firing(self, firing: Firing, side: int) -> Changes:
        rule, other = (self.trace(each).rules.get(firing.rule) for each in (side, 1 - side))
        assert rule is not None
        if other is None:
            return dict.fromkeys(self._of_rule(firing.rule, whole=True))
        found: Changes = {}
        for premise in self.trace(side).premises(firing):
            if not self.holds(premise, 1 - side):
                found |= dict.fromkeys(self.fact(premise, side))
        for pattern in rule.negative:
            for fact in self._matching(pattern, firing, 1 - side):
                if not self.holds(fact, side):
                    found |= dict.fromkeys(self.fact(fact, 1 - side))
        logic = self._of_rule(firing.rule, whole=False)
        if logic and (not found or not self._fires_anyway(other, firing, side)):
            found |= dict.fromkeys(logic)
        return found

    def _fires_anyway(self, other: Rule, firing: Firing, side: int) -> bool:
        """Whether the rule as it is in the other version would fire and conclude the same on the facts of this run."""
        if self.concludes(firing, side) != self.concludes(firing, 1 - side):
            return False
        bindings = dict(firing.bindings)
        return (
            all(any(self._matching(pattern, firing, side)) for pattern in other.positive)
            and not any(any(self._matching(pattern, firing, side)) for pattern in other.negative)
            and all(bindings[one] != bindings[another] for one, another in other.different)
        )

    def _matching(self, pattern: Pattern, firing: Firing, side: int) -> Iterator[Fact]:
        trace = self.trace(side)
        if pattern.type not in trace.types:
            return iter(())
        known = set(trace.types[pattern.type].field_names)
        if not known.issuperset(name for name, _ in pattern.terms):
            return iter(())
        return trace.index.matching(pattern, dict(firing.bindings))

    def _of_rule(self, name: str, whole: bool) -> Iterable[VersionChange]:
        """The changes of a rule: its coming, going or new name, or what it asks and concludes."""
        for change in self.comparison.changes:
            about = name in (change.item, change.new) if change.sort == "hernoemd" else change.item == name
            kept = not change.path if whole else change.path[:1] in LOGIC
            if change.kind == RULE and about and kept:
                yield change

    # ── facts ─────────────────────────────────────────────────────────────────────────────────────

    def _fact(self, fact: Fact, side: int) -> Changes:
        trace = self.trace(side)
        if fact in trace.base:
            return self._stated(fact, side)
        if fact in self.trace(1 - side).candidates:  # excluded there
            vetoes = self.excluding(fact, 1 - side)
            return {change: None for veto in vetoes for change in self.firing(veto, 1 - side)}
        return {change: None for firing in trace.reasons(fact) for change in self.firing(firing, side)}

    def _stated(self, fact: Fact, side: int) -> Changes:
        """A fact of the dossier: stated where a change is, computed from such a fact, or else found by trying."""
        evidence = self.trace(side).base.evidence(fact)
        places = {origin.span for origin in evidence.origins}
        found = {change: None for place in sorted(places) for change in self._stated_at[side].get(place, ())}
        for premise in evidence.premises:
            if not self.holds(premise, 1 - side):
                found |= dict.fromkeys(self.fact(premise, side))
        return found or dict.fromkeys(self.counterfactuals.fact_changes(fact, side == NEW))


How = Literal[
    "regel-geldt", "regel-geldt-niet", "uitgesloten", "niet-uitgesloten", "punten", "gewicht", "factor",
    "formule", "rang", "voorwaarde", "nagerekend", "samenspel",
]  # fmt: skip
Why = tuple[How, str, tuple[VersionChange, ...]]
"""What happened, to or by which rule, and because of which changes."""


@dataclass(frozen=True)
class Cause:
    """Why a line differs. `changes` are the edits behind it; `amount` what it does to the score on its own.

    `rule` is the rule that holds, no longer holds, counts otherwise or excludes. `others` are lines: those that
    came above or went from there (rang), or that a condition is about.
    """

    how: How
    changes: tuple[VersionChange, ...]
    rule: str = ""
    amount: float = 0.0
    others: tuple[str, ...] = ()
    text: str = ""


class ScoreCauses:
    """Follows the contributions to advice in two runs, the old and the new."""

    def __init__(self, comparison: Comparison, outcomes: tuple[Outcome, Outcome], reasons: Reasons) -> None:
        self._comparison = comparison
        self._outcomes = outcomes
        self._reasons = reasons
        self._fired = tuple(frozenset(outcome.trace.firings) for outcome in outcomes)
        self._valid = tuple(_valid_by_name(outcome) for outcome in outcomes)
        self._renamed = {
            change.item: str(change.new)
            for change in comparison.changes
            if change.kind == RULE and change.sort == "hernoemd"
        }

    def of(self, difference: Difference, content: bool = False) -> tuple[Cause, ...]:
        """The causes of a score, the weightiest first; with `content` also of what the line is about and asks."""
        old = ledger_of(difference.old, self._renamed)
        new = ledger_of(difference.new, {})
        scoring = self.scoring(NEW if difference.new else OLD)
        parts = _parts(difference)
        turned = {part.id for _, part in difference.turned}
        groups: dict[Why, list[Step]] = {}
        shared = set()
        for step in steps(old, new):
            whys = dict.fromkeys(self._why(step))
            if len(whys) > 1:
                shared.add(step.key)
            for why in whys:
                groups.setdefault(why, []).append(step)
        found = []
        for (how, rule, changes), group in groups.items():
            effect = effect_of(group, shared, old, new, parts, scoring)
            if effect.counts or (content and (effect.serves or any(s.entry.advice in turned for s in group))):
                found.append(Cause(how, changes, rule, effect.amount))
        found.sort(key=lambda cause: (-abs(cause.amount), cause.how, cause.rule))
        return (*found, *self._formula(difference))

    def about(self, kind: str, key: str, item: str = "") -> tuple[VersionChange, ...]:
        """The changes of one key, of one thing or of any."""
        return tuple(
            change
            for change in self._comparison.changes
            if change.kind == kind and change.path[:1] == (key,) and item in ("", change.item)
        )

    def scoring(self, side: int) -> Scoring:
        return self._outcomes[side].case.dossier.header.scoring

    def _formula(self, difference: Difference) -> Iterator[Cause]:
        """Whether the same contributions are added up otherwise."""
        if difference.old and difference.new and self.about("dossier", "score"):
            ledger = ledger_of(difference.new, {})
            shift = difference.new.score - scored(ledger, _parts(difference), self.scoring(OLD))
            if shift:
                yield Cause("formule", self.about("dossier", "score"), amount=shift)

    def _why(self, step: Step) -> Iterator[Why]:
        if step.old and step.new:
            yield from self._otherwise(step)
            return
        side = NEW if step.new else OLD
        firing = step.entry.firing
        if self._new_here(firing, side):
            yield self._because(firing, side)
        else:
            yield from self._although(step.entry, side)
        yield from self._placed(step.entry, side)

    def _because(self, firing: Firing, side: int) -> Why:
        how: How = "regel-geldt" if side == NEW else "regel-geldt-niet"
        return how, firing.rule, self._reasons.firing(firing, side)

    def _new_here(self, firing: Firing, side: int) -> bool:
        """Whether a rule fires so, with this conclusion, in one run only."""
        concluded = self._reasons.concludes(firing, side)
        return firing not in self._fired[1 - side] or concluded != self._reasons.concludes(firing, 1 - side)

    def _although(self, entry: Entry, side: int) -> Iterator[Why]:
        """Why a contribution is in one run only, although its rule fires in both."""
        for fact in self._valid[side].get((entry.advice, entry.priority), ()):
            if fact in self._reasons.trace(1 - side).valid:
                continue
            for veto in self._reasons.excluding(fact, 1 - side):
                how: How = "niet-uitgesloten" if side == NEW else "uitgesloten"
                yield how, veto.rule, self._reasons.firing(veto, 1 - side)
            for firing in self._reasons.trace(side).candidates[fact]:
                if self._new_here(firing, side):
                    yield self._because(firing, side)

    def _placed(self, entry: Entry, side: int) -> Iterator[Why]:
        """Why a priority counts for an opgave in one run only."""
        here, there = (self._places(entry, each) for each in (side, 1 - side))
        if there:
            return
        how: How = "regel-geldt" if side == NEW else "regel-geldt-niet"
        for fact in here:
            yield how, entry.rule, self._reasons.fact(fact, side)

    def _places(self, entry: Entry, side: int) -> list[Fact]:
        pair = (entry.priority, entry.opgave)
        return [
            fact for fact in self._outcomes[side].case.facts.of_type("prioriteit") if fact.values[:2] == pair
        ]

    def _otherwise(self, step: Step) -> Iterator[Why]:
        """Why a contribution counts otherwise than it did."""
        assert step.old and step.new
        rule = step.old.rule
        if step.old.points != step.new.points:
            yield "punten", rule, self.about(RULE, "punten", rule)
        if step.old.factor != step.new.factor:
            yield "factor", rule, self.about(RULE, "factor", rule)
        if step.old.weight != step.new.weight:
            priority = self.about("prioriteit", "gewicht", step.entry.priority)
            yield "gewicht", "", (*priority, *self.about("opgave", "gewicht", step.entry.opgave))


def _parts(difference: Difference) -> Mapping[str, Advice]:
    """The parts that a line has in either run."""
    return {part.id: part for line in (difference.old, difference.new) if line for part in line.parts}


def _valid_by_name(outcome: Outcome) -> Mapping[tuple[str, str], list[Fact]]:
    """The valid advice facts of a run, by the name of the advice and the priority it serves."""
    found: dict[tuple[str, str], list[Fact]] = {}
    for fact in _in_order(outcome.trace.candidates, outcome.trace.valid):
        target, priority = target_of(fact)
        found.setdefault((advice_id(target, priority), priority), []).append(fact)
    return found


def _in_order(facts: Iterable[Fact], wanted: set[Fact]) -> Iterator[Fact]:
    return (fact for fact in facts if fact in wanted)


_FACTS = {"vereist": ("vereist", "bezet"), "gunning": ("namens", "gremium")}
"""Per sort of condition the facts it is read from; choices are read from the dossier itself."""


def condition_changes(
    comparison: Comparison, reasons: Reasons, advice: Advice, condition: Condition
) -> tuple[VersionChange, ...]:
    """The changes behind a condition of `advice` that is in one run only."""
    if condition.sort == "keuze":
        chosen = (change for change in comparison.changes if change.path[:1] == ("keuzes",))
        return tuple(dict.fromkeys(chosen))
    found: dict[VersionChange, None] = {}
    about = {name for side in (OLD, NEW) for name in _about(reasons.outcomes[side], advice.target.body)}
    for side in (OLD, NEW):
        for name in _FACTS.get(condition.sort, ()):
            for fact in reasons.outcomes[side].case.facts.of_type(name):
                if fact.values[0] in about and not reasons.holds(fact, 1 - side):
                    found |= dict.fromkeys(reasons.fact(fact, side))
    return tuple(found)


def _about(outcome: Outcome, body: str) -> Iterator[object]:
    """The body of a seat, the bodies it requires and the actor it belongs to."""
    yield body
    for fact in _of(outcome, "vereist", body):
        yield fact.values[1]
    for fact in _of(outcome, "gremium", body):
        yield fact.values[1]


def _of(outcome: Outcome, name: str, first: str) -> Iterator[Fact]:
    return (fact for fact in outcome.case.facts.of_type(name) if fact.values[0] == first)


@dataclass
class Causes:
    """Finds the causes of the differences between two runs, the old and the new."""

    comparison: Comparison
    outcomes: tuple[Outcome, Outcome]
    differences: Mapping[str, Difference]
    counterfactuals: Counterfactuals
    _own: dict[str, tuple[Cause, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._reasons = Reasons(self.comparison, self.outcomes, self.counterfactuals)
        self._scores = ScoreCauses(self.comparison, self.outcomes, self._reasons)
        self._line_of = {
            part.id: line.id for outcome in self.outcomes for line in outcome.lines for part in line.parts
        }

    def of(self, difference: Difference) -> tuple[Cause, ...]:
        """The causes of a difference, the weightiest first; at least one, and each with at least one change."""
        match difference.kind:
            case "rang":
                found = tuple(self._overtaken(difference))
            case "band":
                found = (*self._score(difference), *self._band(difference))
            case "inhoud":
                found = (*self._scores.of(difference, content=True), *self._conditions(difference))
            case _:
                found = self._score(difference)
        return self._explained(found) or self._tried(difference)

    def _score(self, difference: Difference) -> tuple[Cause, ...]:
        """Why the score is what it is; for a line that came or went, why it is there or not."""
        if difference.id not in self._own:
            found = self._explained(self._scores.of(difference))
            if not found and not (difference.old and difference.new):
                # a line whose arguments cancel each other out is there because of them all the same
                found = self._explained(self._scores.of(difference, content=True))
            self._own[difference.id] = found
        return self._own[difference.id]

    def _explained(self, causes: Iterable[Cause]) -> tuple[Cause, ...]:
        return tuple(dict.fromkeys(cause for cause in causes if cause.changes))

    # ── what comes from other advice ──────────────────────────────────────────────────────────────

    def _band(self, difference: Difference) -> Iterator[Cause]:
        """Why the band moved, as far as the score of the line itself does not explain it: the lines moved."""
        assert difference.old and difference.new
        if band_of(difference.new.score, self._scores.scoring(OLD)) != difference.new.band:
            yield Cause("formule", self._scores.about("dossier", "score"))

    def _overtaken(self, difference: Difference) -> Iterator[Cause]:
        """Which lines came above this one, or went from above it."""
        assert difference.old and difference.new
        above = tuple(
            other.id
            for other in self.differences.values()
            if other.shift
            and (other.old is not None and other.old.score > difference.old.score)
            != (other.new is not None and other.new.score > difference.new.score)
        )
        yield Cause("rang", self._changes_of(above), others=above)

    def _conditions(self, difference: Difference) -> Iterator[Cause]:
        for condition in (*difference.added, *difference.removed):
            counterpart = difference.removed if condition in difference.added else difference.added
            options = {
                option for other in counterpart if other.sort == condition.sort for option in other.options
            }
            lines = {self._line_of.get(name, "") for name in options ^ set(condition.options)}
            others = tuple(
                name for name in sorted(lines) if name in self.differences and name != difference.id
            )
            changes = condition_changes(self.comparison, self._reasons, difference.line, condition)
            if changes and not any(other.sort == condition.sort for other in counterpart):
                others = ()  # it came or went by itself, whatever the lines that it names
            found = dict.fromkeys((*changes, *self._changes_of(others)))
            yield Cause("voorwaarde", tuple(found), others=others, text=condition.text)

    def _changes_of(self, names: Iterable[str]) -> tuple[VersionChange, ...]:
        """The changes behind other lines that are not the same."""
        found: dict[VersionChange, None] = {}
        for name in names:
            other = self.differences[name]
            causes = self._score(other) or self._explained(self._scores.of(other, content=True))
            for cause in causes or self._tried(other):
                found |= dict.fromkeys(cause.changes)
        return tuple(found)

    # ── when the trace does not tell ──────────────────────────────────────────────────────────────

    def _tried(self, difference: Difference) -> tuple[Cause, ...]:
        """The changes that make the difference on their own, or else those without which it is not there."""
        changes = self.comparison.changes
        if len(changes) > MOST_FOR_ADVICE:
            return (Cause("samenspel", changes),)
        if len(changes) > 1:
            old, new = (state(outcome, difference.id) for outcome in self.outcomes)
            found = [each for each in changes if self._tried_state((each,), difference.id, old) != old]
            found = found or [
                each
                for each in changes
                if self._tried_state((other for other in changes if other != each), difference.id, new) != new
            ]
            changes = tuple(found) or changes
        return (Cause("nagerekend", changes),)

    def _tried_state(
        self, taken: Iterable[VersionChange], name: str, otherwise: tuple[object, ...] | None
    ) -> tuple[object, ...] | None:
        outcome = self.counterfactuals.outcome_with(taken)
        return otherwise if outcome is None else state(outcome, name)


NOTHING = "–"
UNWEIGHED = "1 (niet genoemd)"
"""What an opgave or priority without a weight counts for."""
_WEIGHT = ("gewicht",)
LONGEST = 48
_CONTEXT = 2
"""Words shown before and after what differs in a long text."""
_BY_ID = (RULE, "positie", "paragraaf")
"""Things that users know by their id rather than by a name."""
_ONE = ("dossier", "college")
"""Things of which there is one."""
HIDDEN = "een wijziging die niet openbaar is"

Title = Callable[[str], str]
"""From the id of an advice to its title."""


def change_text(change: VersionChange) -> str:
    """A change in one line, without its place."""
    subject = _subject(change)
    match change.sort:
        case "nieuw":
            return f"{subject} is nieuw"
        case "vervallen":
            switched_off = change.kind == RULE and change.place.file.startswith(f"{SCENARIOS}/")
            return f"{subject} staat uit" if switched_off else f"{subject} vervalt"
        case "hernoemd":
            return f"{subject} heet nu {change.new}"
        case "verplaatst":
            return f"{subject} gaat van {change.old} naar {change.new}"
    if change.path == ("geldig",) and "nooit" in (change.old, change.new):
        return f"{subject} staat {'uit' if change.new == 'nooit' else 'weer aan'}"
    return f"{subject}: {_what(change)}"


def sign(number: float) -> str:
    """A shift of a score: `+0,50`, `−1,25`."""
    return f"{'−' if number < 0 else '+'}{decimal(abs(number), 2)}"


def cause_text(cause: Cause, title: Title) -> str:
    """What happened, in one line: which rule or other advice, and what that does to the score; "" when it is plain."""
    amount = f" ({sign(cause.amount)})" if cause.amount else ""
    match cause.how:
        case "regel-geldt":
            return f"regel {cause.rule} geldt nu{amount}"
        case "regel-geldt-niet":
            return f"regel {cause.rule} geldt niet meer{amount}"
        case "uitgesloten":
            return f"regel {cause.rule} sluit het nu uit{amount}"
        case "niet-uitgesloten":
            return f"regel {cause.rule} sluit het niet meer uit{amount}"
        case "punten" | "factor":
            return f"regel {cause.rule} levert {'minder' if cause.amount < 0 else 'meer'} op{amount}"
        case "gewicht":
            return f"het weegt {'lichter' if cause.amount < 0 else 'zwaarder'}{amount}"
        case "formule":
            return f"hoe scores en banden worden berekend{amount}"
        case "rang":
            return f"schuift mee: {_listed(cause.others, title)}"
        case "voorwaarde":
            return f"samen met {_listed(cause.others, title)}" if cause.others else ""
        case "nagerekend":
            return "nagerekend: zonder is het verschil er niet"
        case "samenspel":
            return "samenspel van de wijzigingen"


def plain_text(value: Plain | None) -> str:
    """A value as users read it."""
    if value is None:
        return NOTHING
    return value if isinstance(value, str) else decimal(float(value))


def _subject(change: VersionChange) -> str:
    if change.kind in _ONE:
        return change.kind
    if change.kind in _BY_ID or not change.name:
        return f"{change.kind} {change.item}"
    return f'{change.kind} "{change.name}"'


def _what(change: VersionChange) -> str:
    if change.kind == RULE and change.path[0] in (CONDITIONS, CONCLUSION, EXAMPLES):
        return _rule_part(change)
    words = " › ".join(change.path)
    if change.sort == "erbij":
        return f"{words}: {_short(plain_text(change.new))} erbij"
    if change.sort == "eraf":
        return f"{words}: {_short(plain_text(change.old))} eraf"
    unsaid = UNWEIGHED if change.path == _WEIGHT else None
    old, new = (unsaid if value is None else value for value in (change.old, change.new))
    return f"{words} {_pair(old, new)}"


def _rule_part(change: VersionChange) -> str:
    part = {CONDITIONS: "voorwaarde", CONCLUSION: "gevolg", EXAMPLES: "voorbeeld"}[change.path[0]]
    if change.sort == "erbij":
        return f"{part} erbij: {change.new}"
    if change.sort == "eraf":
        return f"{part} weg: {change.old}"
    words = " ".join((part, *change.path[1:-1])) if part == "voorwaarde" else part
    field = f" {change.path[-1]}" if len(change.path) > 1 else ""
    return (
        f"{words},{field} {_pair(change.old, change.new)}"
        if field
        else f"{words}: {_pair(change.old, change.new)}"
    )


def _pair(old: Plain | None, new: Plain | None) -> str:
    before, after = plain_text(old), plain_text(new)
    if len(before) > LONGEST or len(after) > LONGEST:
        before, after = _difference(before.split(), after.split())
    return f"{before} → {after}"


def _difference(old: list[str], new: list[str]) -> tuple[str, str]:
    """Of two long texts the words that differ, with a little of what surrounds them."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    start, end = max(0, start - _CONTEXT), max(0, end - _CONTEXT)
    return _cut(old, start, end), _cut(new, start, end)


def _cut(words: list[str], start: int, end: int) -> str:
    text = _short(" ".join(words[start : len(words) - end]))
    return f"{'…' if start else ''}{text}{'…' if end and not text.endswith('…') else ''}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _listed(names: tuple[str, ...], title: Title) -> str:
    shown = [f'"{title(name)}"' for name in names[:2]]
    more = f" en {len(names) - 2} andere" if len(names) > 2 else ""
    return ", ".join(shown) + more
