"""Everything there is to say about an advice that is not given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from strategy.advice.advise import Outcome, advise
from strategy.advice.identity import Goal, goals, target_of
from strategy.advice.model import Advice
from strategy.dossier.vocabulary import ATTITUDES, ROLES
from strategy.explain.abduce import Abduction
from strategy.explain.attempts import Attempt, attempt, nearest_miss, nearness, unify
from strategy.explain.edits import Edit, road_edits, with_edits
from strategy.facts.base import seats_held
from strategy.facts.types import Fact
from strategy.inference.choose_engine import installed
from strategy.inference.port import EngineFailure, Firing
from strategy.rulebook.ast import Const
from strategy.scenarios.changes import overlay_data, overlay_text

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

    `rules` counts the rules that could conclude it. `heavier` and `instead` are advice on the same table or actor:
    a heavier role that brings this one with it, and the rest. `note` says why no change was looked for or found.
    """

    name: str
    title: str
    given: Advice | None
    rules: int
    attempts: tuple[Attempt, ...]
    excluded: tuple[Excluded, ...]
    change: SmallestChange | None
    heavier: tuple[Advice, ...]
    instead: tuple[Advice, ...]
    prerequisites: tuple[tuple[str, bool], ...]
    note: str


def why_not(outcome: Outcome, name: str, search: bool = True) -> WhyNot:
    """Why an advice is not given. Raises KrachtenveldError when `name` names no advice of this dossier."""
    case = outcome.case
    found = goals(name, case.loaded.names, case.rulebook.rules)
    given = outcome.advice(name)
    able = [rule for rule in case.rulebook.rules if any(goal.concluded_by(rule.head) for goal in found)]
    attempts = tuple(sorted(_attempts(outcome, found), key=nearness))
    attempts = (*attempts[:1], *(miss for miss in attempts[1:] if _is_near(miss)))
    excluded = tuple(_excluded(outcome, found))
    change, note = (None, "")
    if given is None and search and able:
        change, note = _smallest(outcome, name, found)
    if change is not None:
        under_change = _attempt_after_change(outcome, change)
        attempts = (under_change, *(other for other in attempts if other.rule.id != under_change.rule.id))
    heavier, instead = _heavier_and_rest(outcome, found)
    return WhyNot(
        name=name,
        title=goal_title(outcome, found[0]),
        given=given,
        rules=len(able),
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


def _attempts(outcome: Outcome, found: Sequence[Goal]) -> Iterator[Attempt]:
    seats = {value for goal in found for name, value in goal.fields if name == "gremium"}
    for rule in outcome.case.rulebook.rules:
        for goal in found:
            if goal.concluded_by(rule.head) and (known := unify(rule.head, goal.fields)) is not None:
                miss = nearest_miss(rule, outcome.trace.index, known)
                if miss.failing and not _presupposes(miss, seats):
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


def _smallest(outcome: Outcome, name: str, found: Sequence[Goal]) -> tuple[SmallestChange | None, str]:
    if not installed("clingo"):
        return None, "de kleinste wijziging wordt gezocht met clingo, en dat is hier niet geïnstalleerd"
    extra = tuple(road_edits(outcome.case, found))
    for wide in (False, True):
        search = Abduction(outcome.case, found, extra, wide, _familiar(outcome, found))
        try:
            for _ in range(MOST_TRIES):
                edits = search.smallest()
                if edits is None:
                    break
                advised = _delivers(outcome, name, edits)
                if advised is not None:
                    return SmallestChange(edits, advised), ""
                search.refuse(edits)
        except EngineFailure:
            return None, "niet gevonden binnen de tijd die ervoor staat"
    return None, "geen wijziging van hooguit vier gegevens brengt dit advies"


def _familiar(outcome: Outcome, found: Sequence[Goal]) -> tuple[str, ...]:
    """Priorities, those first that already argue for advice about the same table or actor."""
    heavier, instead = _heavier_and_rest(outcome, found)
    beside = sorted((*heavier, *instead), key=lambda advice: advice.rank)
    everything = (*beside, *outcome.advices)
    return tuple(dict.fromkeys(priority for advice in everything for priority in advice.priorities))


def _delivers(outcome: Outcome, name: str, edits: Sequence[Edit]) -> Advice | None:
    """The advice on the dossier with these edits, if it is given there."""
    changed = with_edits(edits, outcome.case)
    return advise(changed, "clingo").advice(name) if changed else None


def _attempt_after_change(outcome: Outcome, change: SmallestChange) -> Attempt:
    """The rule that gives the advice after the change, held against the facts of now."""
    firing = change.advised.entries[0].firing
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
