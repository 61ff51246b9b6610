"""What an advice stands or falls with: the single facts that all its reasons need, and how certain these are.

Read from the firings of one run, so that every list can tell it. `judgements` makes the runs that tell the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from strategy.advice.advise import Outcome, once
from strategy.advice.model import ID_FIELDS, TARGET_FIELDS, Advice, Target, advice_id, target_of
from strategy.advice.names import ROLE_NAMES
from strategy.dossier.names import counted
from strategy.explain.grounds import Ground, ground
from strategy.facts.fact_base import grouped
from strategy.facts.types_and_sentences import ABSENT, Fact, Value
from strategy.inference.port import Firing
from strategy.rulebook.ast import Const, Head, Var

ASSUMED, TO_VERIFY, TO_CONFIRM = "aanname", "te verifiëren", "te bevestigen"
DOUBTS = (ASSUMED, TO_VERIFY, TO_CONFIRM)
"""Why a fact may turn out not to hold, the gravest first. That someone else may judge otherwise is no doubt of ours."""
_SAID = {
    ASSUMED: "wordt aangenomen",
    TO_VERIFY: "nog te verifiëren is",
    TO_CONFIRM: "nog bevestigd moet worden",
}
MODEL = ("vraag_functie", "instrument_vraag", "relatie_houding")
"""Facts that say how the model reasons: what rests on them does so everywhere."""
_NOTHING: frozenset[Fact] = frozenset()


def doubt(item: Ground) -> str:
    """The gravest doubt about a fact; "" when there is none."""
    if item.nature == ASSUMED:
        return ASSUMED
    return (item.to_verify and TO_VERIFY) or (item.to_confirm and TO_CONFIRM)


@dataclass(frozen=True)
class Footing:
    """How certain the ground under an advice is.

    `rests_on` is the doubt that no reason for it is free of; "" when one is. `doubtful` are then the facts that its reasons rest
    on and that are in doubt, those of that doubt first. `falls_with` are the doubtful facts without any one of which it falls,
    the gravest doubt first; with a `role`, only what it says of that role falls.
    """

    rests_on: str
    falls_with: tuple[Ground, ...] = ()
    role: str = ""
    doubtful: tuple[Ground, ...] = ()

    def __str__(self) -> str:
        """What the advice falls with, or else in what no reason for it is free of doubt, in one line; "" when neither is so."""
        if not self.falls_with:
            return self._rests() if self.rests_on else ""
        first, more = self.falls_with[0], len(self.falls_with) - 1
        subject = f"de rol van {ROLE_NAMES.get(self.role, self.role)} vervalt" if self.role else "vervalt"
        others = f"; dat geldt ook voor nog {counted(more, 'gegeven', 'gegevens')}" if more else ""
        return f"{subject} als dit niet klopt: {first.text} ({doubt(first)}){others}"

    def _rests(self) -> str:
        first, more = self.doubtful[0], len(self.doubtful) - 1
        others = f"; en nog {counted(more, 'gegeven', 'gegevens')}" if more else ""
        return f"elke reden rust op iets wat {_SAID[self.rests_on]}, zoals: {first.text}{others}"


def footing(outcome: Outcome, advice: Advice) -> Footing:
    """How certain the ground is under an advice, or under a line with what it begins with; worked out once."""
    known: dict[object, Footing] = outcome.told
    key = Footing, tuple(part.id for part in advice.within)
    if key not in known:
        known[key] = _footing(outcome, advice)
    return known[key]


def _footing(outcome: Outcome, advice: Advice) -> Footing:
    rests_on, doubtful = _rests_on(outcome, advice)
    falls_with = _doubtful(outcome, advice)
    lead = advice.within[0]
    bodies = {part.target.body for part in advice.within}
    if not falls_with and len(advice.within) > 1 and lead.target.role and len(bodies) == 1:
        return Footing(rests_on, _doubtful(outcome, lead), lead.target.role, doubtful)
    return Footing(rests_on, falls_with, doubtful=doubtful)


def _rests_on(outcome: Outcome, advice: Advice) -> tuple[str, tuple[Ground, ...]]:
    """Of the gravest doubts under each reason the lightest, and all that is in doubt under these; nothing when a reason is free of it."""
    worst: list[int] = []
    found: dict[Fact, Ground] = {}
    for entry in {entry.firing: entry for part in advice.within for entry in part.entries}.values():
        facts = (fact for fact in outcome.trace.grounds(entry.firing) if fact.type not in MODEL)
        doubtful = {fact: item for fact in facts if doubt(item := ground(outcome, fact))}
        if not doubtful:
            return "", ()
        worst.append(min(DOUBTS.index(doubt(item)) for item in doubtful.values()))
        found |= doubtful
    if not worst:
        return "", ()
    said = DOUBTS[max(worst)]
    return said, tuple(sorted(_by_gravity(advice, found.values()), key=lambda item: doubt(item) != said))


def _doubtful(outcome: Outcome, advice: Advice) -> tuple[Ground, ...]:
    needed = (ground(outcome, fact) for fact in _needs(outcome).of(advice) if fact.type not in MODEL)
    return _by_gravity(advice, filter(doubt, needed))


def _by_gravity(advice: Advice, found: Iterable[Ground]) -> tuple[Ground, ...]:
    """The gravest doubt first, and of equals what the advice itself is about."""
    things = advice.target.things

    def place(item: Ground) -> tuple[int, bool, str, int, str]:
        beside = things.isdisjoint(item.fact.values)
        return DOUBTS.index(doubt(item)), beside, item.file, item.line, item.text

    return tuple(sorted(found, key=place))


@once
def _needs(outcome: Outcome) -> Needs:
    return Needs(outcome)


class Needs:
    """Which facts of the dossier an advice cannot do without; each worked out once.

    What is computed on the network may go another way round, so nothing is needed for it, and no actor by itself. What holds back another reason
    for the same advice is not called needed either: without it that reason may come.
    """

    def __init__(self, outcome: Outcome) -> None:
        self._trace = outcome.trace
        self._known: dict[Fact, frozenset[Fact]] = {}
        self._of_firing: dict[Firing, frozenset[Fact]] = {}
        advising = (rule for rule in outcome.trace.rules.values() if rule.head.kind == "advies")
        self._advising = grouped((rule.head.term("soort"), rule) for rule in advising)
        self._excluded = grouped(
            (advice_id(*target_of(fact)), fact)
            for fact in outcome.trace.candidates
            if fact not in outcome.trace.valid
        )

    def of(self, advice: Advice) -> frozenset[Fact]:
        """What all reasons for all parts of an advice have in common."""
        needed = _common(self._needed(entry.firing) for part in advice.within for entry in part.entries)
        for part in advice.within if needed else ():
            needed = needed.difference(*map(self._grounds, self._holding_back(part)))
        return needed

    def _holding_back(self, part: Advice) -> Iterator[Fact]:
        """The facts that keep other rules from concluding the same, as far as these ask for their absence."""
        for fact in self._excluded.get(part.id, ()):
            for veto in self._trace.vetoes.against(fact):
                yield from self._trace.grounds(veto)
        index = self._trace.index
        for rule in self._advising.get(Const(part.target.sort), ()):
            bound = _bound(rule.head, part.target)
            if bound is not None and all(any(index.matching(each, bound)) for each in rule.positive):
                for pattern in rule.negative:
                    yield from index.matching(pattern, bound)

    def _grounds(self, fact: Fact) -> frozenset[Fact]:
        """All of the dossier that a fact rests on, in whichever way."""
        if fact in self._trace.base:
            return frozenset(self._trace.base.grounds(fact))
        return frozenset(
            found for reason in self._trace.reasons(fact) for found in self._trace.grounds(reason)
        )

    def _needed(self, firing: Firing) -> frozenset[Fact]:
        """The same as `_firing`, worked out once: many parts rest on the same firing."""
        if firing not in self._of_firing:
            self._of_firing[firing] = self._firing(firing)
        return self._of_firing[firing]

    def _firing(self, firing: Firing) -> frozenset[Fact]:
        bindings = dict(firing.bindings)
        every: set[Fact] = set()
        for pattern in self._trace.rules[firing.rule].positive:
            every |= _common(self._fact(fact) for fact in self._trace.index.matching(pattern, bindings))
        return frozenset(every)

    def _fact(self, fact: Fact) -> frozenset[Fact]:
        if fact not in self._known:
            self._known[fact] = _NOTHING  # what leads back to itself needs nothing that way
            self._known[fact] = self._worked_out(fact)
        return self._known[fact]

    def _worked_out(self, fact: Fact) -> frozenset[Fact]:
        base = self._trace.base
        if fact in base:
            stated = base.evidence(fact).origins and fact.type != "actor"
            return frozenset((fact,)) if stated else _NOTHING
        return _common(map(self._firing, self._trace.reasons(fact)))


def _bound(head: Head, target: Target) -> dict[str, Value] | None:
    """The values of variables with which a rule about such advice would conclude it of a target; None when it never does."""
    bound: dict[str, Value] = {}
    for field in ID_FIELDS:
        term, value = head.term(field), getattr(target, TARGET_FIELDS[field])
        if isinstance(term, Var):
            bound[term.name] = value
        elif value != (term.value if isinstance(term, Const) else ABSENT):
            return None
    return bound


def _common(sets: Iterable[frozenset[Fact]]) -> frozenset[Fact]:
    """What all of them have; asks no further once that is nothing."""
    found = iter(sets)
    common = next(found, _NOTHING)
    for each in found:
        common &= each
        if not common:
            break
    return common
