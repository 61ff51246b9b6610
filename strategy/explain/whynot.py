"""Everything there is to say about an advice that is not given, from the nearest miss of a rule on.

A nearest miss is a rule with values for its variables under which the fewest conditions fail, held against the facts
condition by condition: which hold and where that stands, which fail, and what is there instead, in Dutch. How the answer of
`waarom-niet` reads in each form, stands in `visualizations/reports/waarom_niet.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from strategy.advice.advise import Outcome, advise
from strategy.advice.model import Advice, Goal, goals, target_of
from strategy.dossier.word_lists import ATTITUDES, ROLES
from strategy.errors import InputError, KrachtenveldError, quote
from strategy.explain.edits import Edit, road_edits, with_edits
from strategy.explain.grounds import (
    argument_for,
    characteristics,
    condition_text,
    ground,
    told_fact,
    value_text,
)
from strategy.explain.smallest_change import Abduction, bound, smallest_by_trying
from strategy.facts.fact_base import seats_held
from strategy.facts.types_and_sentences import ABSENT, BaseType, Fact, FactType, Value
from strategy.graph.network import HELD_BY_US
from strategy.inference.choose_engine import installed
from strategy.inference.port import EngineFailure, Firing
from strategy.inference.trace import FactIndex
from strategy.rulebook.ast import Const, Head, Pattern, Rule, Var, term_holds
from strategy.scenarios.changes import overlay_data, overlay_text

MOST_STEPS = 6_000
"""Joins tried per rule. Rules have ten conditions at most; what is not found by then is no near miss."""
MOST_FOUND = 200


def nearest_miss(rule: Rule, index: FactIndex, given: Bindings) -> Attempt:
    """The attempt whose failing conditions weigh least, and among those the one nearest to holding.

    `given` are the variables that are fixed. Ties are broken by the values, so that the answer is always the same.
    """
    most = sum(failing_weight(index.types[pattern.type]) for pattern in rule.positive)
    for allowance in range(most + 1):
        search = _MissSearch(rule, index, allowance)
        search.step(tuple(rule.positive), dict(given), 0)
        if search.found:
            attempts = (attempt(rule, index, dict(bindings)) for bindings in search.found)
            return min(attempts, key=_lightest_first)
    return attempt(rule, index, _first_case(rule, index, given))


def _first_case(rule: Rule, index: FactIndex, given: Bindings) -> Bindings:
    """Values that go together, condition by condition, for a rule with more combinations than can be tried."""
    bindings, remaining = dict(given), list(rule.positive)
    while remaining:
        pattern = max(remaining, key=lambda each: bound(each, bindings))
        remaining.remove(pattern)
        bindings = next(_extensions(pattern, index, bindings), bindings)
    return bindings


def _lightest_first(candidate: Attempt) -> tuple[int, float, list[tuple[str, str]]]:
    bindings = [(name, str(value)) for name, value in candidate.bindings]
    return candidate.weight, candidate.distance, bindings


def nearness(candidate: Attempt) -> tuple[int, float, str]:
    """How near attempts of different rules are, nearest first."""
    return candidate.weight, candidate.distance, candidate.rule.id


@dataclass
class _MissSearch:
    """Joins the conditions of a rule, leaving out what weighs at most `allowance`."""

    rule: Rule
    index: FactIndex
    allowance: int
    found: dict[tuple[tuple[str, Value], ...], None] = field(default_factory=dict)
    steps: int = 0

    def step(self, remaining: tuple[Pattern, ...], bindings: dict[str, Value], failed: int) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS or len(self.found) >= MOST_FOUND:
            return
        if not remaining:
            if failed + self._denied(bindings) <= self.allowance:
                self.found[tuple(sorted(bindings.items()))] = None
            return
        pattern = max(remaining, key=lambda each: bound(each, bindings))
        rest = tuple(each for each in remaining if each is not pattern)
        for extended in _extensions(pattern, self.index, bindings):
            self.step(rest, extended, failed)
        if failed + (cost := failing_weight(self.index.types[pattern.type])) <= self.allowance:
            self.step(rest, bindings, failed + cost)

    def _denied(self, bindings: Mapping[str, Value]) -> int:
        """What the absences and differences that fail weigh."""
        denied = sum(
            failing_weight(self.index.types[pattern.type])
            for pattern in self.rule.negative
            if all(name in bindings for name in pattern.variables)
            and next(self.index.matching(pattern, bindings), None) is not None
        )
        return denied + sum(
            one in bindings and bindings[one] == bindings.get(other) for one, other in self.rule.different
        )


def _extensions(pattern: Pattern, index: FactIndex, bindings: dict[str, Value]) -> Iterator[dict[str, Value]]:
    seen: set[tuple[Value, ...]] = set()
    fresh = [
        (at, term.name)
        for at, term in index.terms(pattern)
        if isinstance(term, Var) and term.name not in bindings
    ]
    for fact in index.matching(pattern, bindings):
        values = tuple(fact.values[at] for at, _ in fresh)
        if values not in seen:
            seen.add(values)
            yield {**bindings, **{name: fact.values[at] for at, name in fresh}}


def deriving(
    rules: Mapping[str, Rule], pattern: Pattern, bindings: Bindings
) -> Iterator[tuple[Rule, dict[str, Value]]]:
    """The rules that could conclude what a pattern looks for, with the variables that follow from it."""
    wanted = [
        (name, term.value if isinstance(term, Const) else bindings[term.name])
        for name, term in pattern.terms
        if isinstance(term, Const) or (isinstance(term, Var) and term.name in bindings)
    ]
    for rule in rules.values():
        able = rule.head.kind in ("feit", "advies") and rule.head.type == pattern.type
        if able and (given := unify(rule.head, wanted)) is not None:
            yield rule, given


def nearest_conclusion(
    rules: Mapping[str, Rule], index: FactIndex, condition_pattern: Pattern, bindings: Bindings
) -> Attempt | None:
    """The nearest miss of whatever rule could conclude what a failing condition looks for."""
    attempts = [
        nearest_miss(rule, index, given) for rule, given in deriving(rules, condition_pattern, bindings)
    ]
    return min(attempts, key=nearness, default=None)


Bindings = Mapping[str, Value]


@dataclass(frozen=True)
class TriedCondition:
    """A condition under bindings. `fact` is what matches it: what supports it, or for a failing `niet` what is in the way.

    `instead` is the fact most like what was looked for. For `anders`, `pattern` is None and `pair` the variables.
    """

    pattern: Pattern | None
    negated: bool
    holds: bool
    fact: Fact | None = None
    instead: Fact | None = None
    pair: tuple[str, str] | None = None


@dataclass(frozen=True)
class Attempt:
    """A rule, the values of its variables as far as they are known, and each of its conditions.

    `weight` is what the failing ones weigh together: what anyone may change weighs less than what simply is so.
    """

    rule: Rule
    bindings: tuple[tuple[str, Value], ...]
    conditions: tuple[TriedCondition, ...]
    weight: int
    distance: float

    @property
    def failing(self) -> tuple[TriedCondition, ...]:
        return tuple(condition for condition in self.conditions if not condition.holds)


def attempt(rule: Rule, index: FactIndex, bindings: Bindings) -> Attempt:
    """A rule in this one case: what asks for a value that is not known does not hold, and what denies one is left out."""
    conditions = (
        *(_positive(pattern, index, bindings) for pattern in rule.positive),
        *(
            _negative(pattern, index, bindings)
            for pattern in rule.negative
            if all(name in bindings for name in pattern.variables)
        ),
        *(
            TriedCondition(
                None, False, one not in bindings or bindings[one] != bindings.get(other), pair=(one, other)
            )
            for one, other in rule.different
        ),
    )
    failing = [condition for condition in conditions if not condition.holds]
    weight = sum(
        failing_weight(index.types[condition.pattern.type]) if condition.pattern else 1
        for condition in failing
    )
    distance = sum(_distance(condition, index, bindings) for condition in failing)
    return Attempt(rule, tuple(sorted(bindings.items())), conditions, weight, distance)


def unify(head: Head, fields: Iterable[tuple[str, Value]]) -> dict[str, Value] | None:
    """The variables of a head for which it concludes these field values; None when it cannot."""
    found: dict[str, Value] = {}
    for name, value in fields:
        term = head.term(name)
        if isinstance(term, Var) and value != ABSENT:
            if found.setdefault(term.name, value) != value:
                return None
        elif isinstance(term, Const):
            if term.value != value:
                return None
        elif (term is None) != (value == ABSENT):
            return None
    return found


def _positive(pattern: Pattern, index: FactIndex, bindings: Bindings) -> TriedCondition:
    known = all(name in bindings for name in pattern.variables)
    fact = next(index.matching(pattern, bindings), None) if known else None
    if fact is not None:
        return TriedCondition(pattern, False, True, fact)
    return TriedCondition(pattern, False, False, instead=_most_alike(pattern, index, bindings))


def _negative(pattern: Pattern, index: FactIndex, bindings: Bindings) -> TriedCondition:
    fact = next(index.matching(pattern, bindings), None)
    return TriedCondition(pattern, True, fact is None, fact)


def _most_alike(pattern: Pattern, index: FactIndex, bindings: Bindings) -> Fact | None:
    """Of the facts about the same thing (a shared value of a variable) the one that differs in the fewest fields."""
    terms = index.terms(pattern)
    named = [(at, term) for at, term in terms if isinstance(term, Var) and term.name in bindings]
    if not named:
        return None
    alike = [
        fact
        for fact in index.of_type(pattern.type)
        if term_holds(fact.values[named[0][0]], named[0][1], bindings)
    ]
    return min(alike, key=lambda fact: _misfits(fact, pattern, index, bindings), default=None)


def _misfits(fact: Fact, pattern: Pattern, index: FactIndex, bindings: Bindings) -> int:
    return sum(not term_holds(fact.values[at], term, bindings) for at, term in index.terms(pattern))


def _distance(condition: TriedCondition, index: FactIndex, bindings: Bindings) -> float:
    """How far a failing condition is from holding: the share of its fields that do not fit; 1 when nothing is near."""
    if condition.pattern is None or condition.instead is None:
        return 1.0
    return _misfits(condition.instead, condition.pattern, index, bindings) / max(
        1, len(condition.pattern.terms)
    )


def failing_weight(fact_type: FactType) -> int:
    """What a failing condition on facts of this type weighs: editable, derived (more than one step), or fixed.

    Editable is a choice, a reading or a state of affairs that can change. Which things exist and to whom they belong is
    not among it, nor is who holds a seat: that is what advice is about.
    """
    if not isinstance(fact_type, BaseType):
        return 3
    return 2 if (fact_type.edit or fact_type.name == "prioriteit") and fact_type.name != "bezet" else 6


DEEPEST = 3
"""How many rules deep a failing derived fact is followed."""


@dataclass(frozen=True)
class ConditionLine:
    """One condition: whether it holds, what it says, what is there instead, and where that stands ("" when nowhere)."""

    holds: bool
    text: str
    instead: str
    place: str
    nature: str
    depth: int
    rule: str = ""
    """The rule that would conclude this, when the lines below it belong to that rule."""


def condition_lines(outcome: Outcome, attempt: Attempt, depth: int = 0) -> Iterator[ConditionLine]:
    """The conditions of an attempt in the order of its rule; below a failing derived fact those of its nearest rule."""
    bindings = dict(attempt.bindings)
    for condition in attempt.conditions:
        if condition.pattern is None:
            if not condition.holds:
                yield _different(outcome, attempt, condition, depth)
            continue
        if condition.holds:
            yield _holding(outcome, condition, bindings, depth)
            continue
        deeper = None
        derived = not isinstance(outcome.trace.types[condition.pattern.type], BaseType)
        if not condition.negated and derived and depth < DEEPEST:
            deeper = nearest_conclusion(outcome.trace.rules, outcome.trace.index, condition.pattern, bindings)
        yield _failing(outcome, condition, bindings, depth, deeper.rule.id if deeper else "")
        if deeper is not None:
            yield from condition_lines(outcome, deeper, depth + 1)


def _holding(outcome: Outcome, condition: TriedCondition, bindings: Bindings, depth: int) -> ConditionLine:
    assert condition.pattern is not None
    if condition.fact is None:
        text = f"dat {condition_text(outcome, condition.pattern, bindings, denied=True)}"
        return ConditionLine(True, text, "", "", "", depth)
    place, nature = _place_and_nature(outcome, condition.fact)
    return ConditionLine(True, told_fact(outcome, condition.fact), "", place, nature, depth)


def _failing(
    outcome: Outcome, condition: TriedCondition, bindings: Bindings, depth: int, rule: str
) -> ConditionLine:
    pattern = condition.pattern
    assert pattern is not None
    text = f"dat {condition_text(outcome, pattern, bindings, condition.negated)}"
    if condition.negated:
        assert condition.fact is not None
        place, nature = _place_and_nature(outcome, condition.fact)
        return ConditionLine(False, text, _in_the_way(outcome, condition.fact), place, nature, depth)
    if condition.instead is None or rule:
        return ConditionLine(False, text, "", "", "", depth, rule)
    place, nature = _place_and_nature(outcome, condition.instead)
    return ConditionLine(False, text, _instead(outcome, condition, bindings), place, nature, depth)


def _instead(outcome: Outcome, condition: TriedCondition, bindings: Bindings) -> str:
    """What the fields that do not fit hold now: all values, when only one field differs."""
    pattern, fact = condition.pattern, condition.instead
    assert pattern is not None and fact is not None
    index = outcome.trace.index
    wrong = [
        (name, at)
        for (at, term), (name, _) in zip(index.terms(pattern), pattern.terms, strict=True)
        if not term_holds(fact.values[at], term, bindings)
    ]
    if len(wrong) != 1:
        return characteristics(outcome, fact, [name for name, _ in wrong]) or told_fact(outcome, fact)
    (name, at), others = wrong[0], [(i, t) for i, t in index.terms(pattern) if i != wrong[0][1]]
    alike = (
        other.values[at]
        for other in index.of_type(pattern.type)
        if all(term_holds(other.values[i], term, bindings) for i, term in others)
    )
    shown = [
        value_text(outcome.trace, outcome.names, pattern.type, name, value)
        for value in dict.fromkeys(alike)
        if value != ABSENT
    ]
    fact_type = outcome.trace.types[pattern.type]
    decides = fact_type.decides if isinstance(fact_type, BaseType) else None
    label = f"{name} " if decides and name in decides[0] and name != "id" else ""  # it is of another one
    return f"{label}{', '.join(shown)}" if shown else f"geen {name}"


def _different(outcome: Outcome, attempt: Attempt, condition: TriedCondition, depth: int) -> ConditionLine:
    assert condition.pair is not None
    one, _ = condition.pair
    value = dict(attempt.bindings).get(one, "")
    domain = outcome.trace.domains[attempt.rule.id].get(one)
    shown = outcome.names.value(domain, value) if domain else str(value)
    return ConditionLine(
        False, "dat het niet twee keer om hetzelfde gaat", f"twee keer {shown}", "", "", depth
    )


def _in_the_way(outcome: Outcome, fact: Fact) -> str:
    """A fact that was not to be there, behind the clause that says so."""
    reasons = outcome.trace.reasons(fact)
    if reasons and not argument_for(outcome, fact):
        return f"wel, door regel {reasons[0].rule}"
    return told_fact(outcome, fact)


def _place_and_nature(outcome: Outcome, fact: Fact) -> tuple[str, str]:
    """Where a fact of the dossier stands and how hard it is; nothing for what was derived or computed."""
    if fact not in outcome.case.facts or not outcome.case.facts.evidence(fact).origins:
        return "", ""
    found = ground(outcome, fact)
    return found.place, found.nature


MOST_TRIES = 12
"""Answers of the abduction that are made true before giving up on it."""
MOST_ATTEMPTS = 3
MOST_INSTEAD = 4
FAR = 6
"""Attempts that weigh this much fail on what nobody can change (see `editable`), and are no near misses."""


@dataclass(frozen=True)
class Excluded:
    """A candidate that the rules do conclude, and the firing that excludes it."""

    priority: str
    veto: Firing


@dataclass(frozen=True)
class Applied:
    """A firing of the rule that is asked about: it does conclude the advice, unless `veto` excludes that."""

    priority: str
    firing: Firing
    veto: Firing | None


@dataclass(frozen=True)
class SmallestChange:
    """The fewest edits after which the advice is given, and the advice it then is.

    `advised` comes from running the changed dossier: a change that does not deliver is not proposed.
    """

    edits: tuple[Edit, ...]
    advised: Advice

    @property
    def overlay(self) -> str:
        """The edits as an overlay says them."""
        return overlay_text(overlay_data(change for edit in self.edits for change in edit.changes))


@dataclass(frozen=True)
class WhyNot:
    """`given` when the advice is there after all. `attempts` are the nearest misses, nearest first.

    With a `priority` it is about the advice as far as that serves this one, and `given` when it does. With a `rule` it
    is about that rule only: `applied` is where it holds for the advice, `attempts` where it came nearest if it does not.
    `rules` counts the rules that could conclude it. `heavier` and `instead` are advice on the same table or actor:
    a heavier role that brings this one with it, and the rest. `note` says why no change was looked for or found.
    """

    name: str
    priority: str
    rule: str
    title: str
    given: Advice | None
    rules: int
    applied: tuple[Applied, ...]
    attempts: tuple[Attempt, ...]
    excluded: tuple[Excluded, ...]
    change: SmallestChange | None
    heavier: tuple[Advice, ...]
    instead: tuple[Advice, ...]
    prerequisites: tuple[tuple[str, bool], ...]
    note: str


def why_not(outcome: Outcome, name: str, search: bool = True, priority: str = "", rule: str = "") -> WhyNot:
    """Why an advice is not given, not for a priority, or not by a rule; for a rule no change is looked for.

    Raises KrachtenveldError when `name` names no advice of this dossier, or `rule` no rule that could give it.
    """
    case = outcome.case
    found = goals(name, case.loaded.names, case.rulebook.rules)
    name = found[0].name
    if priority:
        found = tuple(Goal((*goal.fields, ("prioriteit", priority))) for goal in found)
    given = _serving(outcome, name, priority)
    able = [each for each in case.rulebook.rules if any(goal.concluded_by(each.head) for goal in found)]
    if rule:
        able = [_asked(outcome, rule, able)]
    attempts = tuple(sorted(_attempts(outcome, found, able, bool(rule)), key=nearness))
    attempts = (*attempts[:1], *(miss for miss in attempts[1:] if _is_near(miss)))
    excluded = tuple(_excluded(outcome, found))
    change, note = (None, "")
    if given is None and search and able and not rule:
        change, note = _smallest(outcome, name, found, priority)
    if change is not None:
        under_change = _attempt_after_change(outcome, change, priority)
        attempts = (under_change, *(other for other in attempts if other.rule.id != under_change.rule.id))
    heavier, instead = _heavier_and_rest(outcome, found)
    return WhyNot(
        name=name,
        priority=priority,
        rule=rule,
        title=goal_title(outcome, found[0]),
        given=given,
        rules=len(able),
        applied=tuple(_applied(outcome, found, rule)) if rule else (),
        attempts=attempts[:MOST_ATTEMPTS],
        excluded=excluded,
        change=change,
        heavier=heavier,
        instead=instead[:MOST_INSTEAD],
        prerequisites=tuple(_prerequisites(outcome, found)),
        note=note,
    )


def _is_near(miss: Attempt) -> bool:
    """Whether an attempt is worth mentioning beside the nearest: more of it holds than fails."""
    return nearness(miss)[0] < FAR and 2 * len(miss.failing) < len(miss.conditions)


def goal_title(outcome: Outcome, goal: Goal) -> str:
    """The advice in one line, as it would be titled: with the attitude that its rules would give it."""
    given = dict(goal.fields)
    heads = (rule.head for rule in outcome.case.rulebook.rules if goal.concluded_by(rule.head))
    attitudes = {term.value for head in heads if isinstance(term := head.term("houding"), Const)}
    fitting = [attitude for attitude in ATTITUDES if attitude in attitudes and attitude != "behouden"]
    values = {"houding": next(iter(fitting), "claimen"), **given}
    fact_type = outcome.trace.types["advies"]
    fact = Fact(fact_type.name, tuple(values.get(name, "") for name in fact_type.field_names))
    target, priority = target_of(fact)
    return outcome.names.title(target, (priority,) if priority else ())


# ── the rules that could ──────────────────────────────────────────────────────────────────────────────


def _asked(outcome: Outcome, name: str, able: Sequence[Rule]) -> Rule:
    """The rule of that name. Raises KrachtenveldError when there is none, or when it never gives the advice."""
    rule = outcome.case.rulebook.rule(name)
    if rule in able:
        return rule
    others = ", ".join(each.id for each in able)
    hint = f"die dit wel kunnen geven: {others}" if others else "er is geen regel die dit geeft"
    raise KrachtenveldError(f"de regel {quote(name)} geeft dit advies nooit", hint)


def _applied(outcome: Outcome, found: Sequence[Goal], rule: str) -> Iterator[Applied]:
    trace = outcome.trace
    for fact, firings in trace.candidates.items():
        if any(goal.matches(fact.values) for goal in found):
            excluding = () if fact in trace.valid else trace.vetoes.against(fact)
            for firing in firings:
                if firing.rule == rule:
                    yield Applied(target_of(fact)[1], firing, next(iter(excluding), None))


def _attempts(
    outcome: Outcome, found: Sequence[Goal], able: Sequence[Rule], presupposing: bool
) -> Iterator[Attempt]:
    """The nearest miss of each rule; of one that only keeps what we have just when `presupposing`."""
    seats = {value for goal in found for name, value in goal.fields if name == "gremium"}
    for rule in able:
        for goal in found:
            if goal.concluded_by(rule.head) and (known := unify(rule.head, goal.fields)) is not None:
                miss = nearest_miss(rule, outcome.trace.index, known)
                if miss.failing and (presupposing or not _presupposes(miss, seats)):
                    yield miss


def _presupposes(miss: Attempt, seats: Iterable[object]) -> bool:
    """Whether a rule would only keep what we do not have: no reason not to have it."""
    bindings = dict(miss.bindings)
    return any(
        condition.pattern is not None
        and condition.pattern.type == "bezet"
        and not condition.negated
        and bindings.get("g") in seats
        for condition in miss.failing
    )


def _excluded(outcome: Outcome, found: Sequence[Goal]) -> Iterator[Excluded]:
    trace = outcome.trace
    for fact in trace.candidates:
        if fact not in trace.valid and any(goal.matches(fact.values) for goal in found):
            for veto in trace.vetoes.against(fact)[:1]:
                yield Excluded(target_of(fact)[1], veto)


# ── the smallest change ───────────────────────────────────────────────────────────────────────────────


def _smallest(
    outcome: Outcome, name: str, found: Sequence[Goal], priority: str
) -> tuple[SmallestChange | None, str]:
    """The smallest change, or why there is none. That there is none is only proven when no answer had to be refused,
    and no rule looks at roads, which are taken as they are."""
    extra = tuple(road_edits(outcome.case, found))
    if not installed("clingo"):
        return _by_trying(outcome, name, found, priority, extra)
    ways = [(False, False, True), (False, False, False), (True, False, False)]
    once_held = _once_held(outcome, found)
    if once_held:
        ways.insert(2, (False, True, False))
    tried: list[Sequence[Edit]] = []
    roads = False
    for wide, supposing, fitting in ways:
        search = Abduction(outcome.case, found, extra, wide, _familiar(outcome, found), supposing, fitting)
        roads = roads or search.takes_roads
        try:
            for _ in range(MOST_TRIES):
                edits = search.smallest()
                if edits is None:
                    break
                advised = _delivers(outcome, name, edits, priority)
                if advised is not None:
                    return SmallestChange(edits, advised), ""
                tried.append(edits)
                search.refuse(edits)
        except (EngineFailure, InputError):  # a rule may be too heavy for what is supposed here
            return None, "niet gevonden binnen de tijd die ervoor staat"
    if tried:
        number = "een wijziging is" if len(tried) == 1 else f"{len(tried)} wijzigingen zijn"
        return (
            None,
            f"niet gevonden: {number} geprobeerd, en dat bracht dit advies niet; er kan een andere zijn",
        )
    if roads:
        return None, "niet gevonden; welke wegen er langs anderen lopen, is daarbij genomen zoals het nu is"
    ours = (
        "; dat we deze zetel al hebben, telt daarbij niet"
        if "gremium" in dict(found[0].fields) and not once_held
        else ""
    )
    return None, f"geen wijziging van hooguit vier gegevens brengt dit advies{ours}"


def _by_trying(
    outcome: Outcome, name: str, found: Sequence[Goal], priority: str, extra: Sequence[Edit]
) -> tuple[SmallestChange | None, str]:
    """The same without clingo, of one or two changes, and none that is far from what an actor works on."""
    search = Abduction(outcome.case, found, extra, familiar=_familiar(outcome, found), fitting=True)
    told = smallest_by_trying(
        search, outcome.trace, lambda edits: _delivers(outcome, name, edits, priority, "python")
    )
    if told is not None:
        return SmallestChange(*told), ""
    return None, "niet gevonden met één of twee wijzigingen die voor de hand liggen; verder is niet gezocht"


def _once_held(outcome: Outcome, found: Sequence[Goal]) -> bool:
    """Whether we hold the seat that is asked about on another day: that we hold it then says enough."""
    seats = {(given.get("gremium"), given.get("rol")) for goal in found if (given := dict(goal.fields))}
    return any(
        (body.id, post.role) in seats and membership.holder.value == HELD_BY_US
        for _, body in outcome.case.view.bodies()
        for post in body.posts
        for membership in post.memberships
    )


def _familiar(outcome: Outcome, found: Sequence[Goal]) -> tuple[str, ...]:
    """Priorities, those first that already argue for advice about the same table or actor."""
    heavier, instead = _heavier_and_rest(outcome, found)
    beside = sorted((*heavier, *instead), key=lambda advice: advice.rank)
    everything = (*beside, *outcome.advices)
    return tuple(dict.fromkeys(priority for advice in everything for priority in advice.priorities))


def _delivers(
    outcome: Outcome, name: str, edits: Sequence[Edit], priority: str, engine: str = "clingo"
) -> Advice | None:
    """The advice on the dossier with these edits, if it is given there."""
    changed = with_edits(edits, outcome.case)
    return _serving(advise(changed, engine), name, priority) if changed else None


def _serving(outcome: Outcome, name: str, priority: str) -> Advice | None:
    """An advice, if it is given and serves a priority when that is asked."""
    advice = outcome.advice(name)
    return advice if advice and (not priority or priority in advice.priorities) else None


def _attempt_after_change(outcome: Outcome, change: SmallestChange, priority: str) -> Attempt:
    """The rule that gives the advice after the change, held against the facts of now."""
    entries = change.advised.entries
    firing = next((entry for entry in entries if entry.priority == priority), entries[0]).firing
    return attempt(outcome.trace.rules[firing.rule], outcome.trace.index, dict(firing.bindings))


# ── what is there instead ─────────────────────────────────────────────────────────────────────────────


def _heavier_and_rest(
    outcome: Outcome, found: Sequence[Goal]
) -> tuple[tuple[Advice, ...], tuple[Advice, ...]]:
    """Other advice about the same body, or else the same actor: heavier roles, and the rest by rank."""
    given = dict(found[0].fields)
    body, role = given.get("gremium"), given.get("rol")
    actors = {given.get(name) for name in ("actor", "via")} - {None}
    about = [
        advice
        for advice in outcome.advices
        if (body and advice.target.body == body)
        or (
            not body
            and given["soort"] == advice.target.sort
            and {advice.target.actor, advice.target.via} & actors
        )
    ]
    heavier = tuple(
        advice
        for advice in about
        if advice.target.sort == "positie"
        and role in ROLES
        and advice.target.role in ROLES
        and ROLES.index(advice.target.role) < ROLES.index(str(role))
    )
    return heavier, tuple(advice for advice in about if advice not in heavier)


def _prerequisites(outcome: Outcome, found: Sequence[Goal]) -> Iterator[tuple[str, bool]]:
    """The bodies in which we need a seat first, and whether we have one."""
    given = dict(found[0].fields)
    if given["soort"] != "positie":
        return
    held = {body for body, _, _ in seats_held(outcome.case.facts)}
    for body, first in outcome.case.facts.pairs("vereist"):
        if body == given.get("gremium"):
            yield first, first in held
