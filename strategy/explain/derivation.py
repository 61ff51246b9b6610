"""How a contribution follows from the dossier, step by step, and what stands beside an advice.

Beside it are the same advice for priorities that a rule excluded, and other seats at the table.
"""

from __future__ import annotations

from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.advice.identity import advice_id, target_of
from strategy.advice.model import Advice
from strategy.advice.names import sentence
from strategy.explain.basis import Ground, fact_sentence, ground
from strategy.explain.whynot.words import said
from strategy.facts.types import ADVICE_TYPE, Fact
from strategy.inference.port import Firing


@dataclass(frozen=True)
class Step:
    """One fact on which something rests.

    It stands in the dossier (`ground`), or a rule concluded it (`firing`), or it was computed; in the last two cases
    `because` are the facts it follows from.
    """

    fact: Fact
    ground: Ground | None = None
    firing: Firing | None = None
    because: tuple[Step, ...] = ()


def derivation(outcome: Outcome, firing: Firing) -> tuple[Step, ...]:
    """The facts that a firing used, one per condition of its rule, each with what it follows from.

    Of several reasons for a derived fact the first is given that does not lead back to the fact itself.
    """
    return _Derivation(outcome).of(firing, frozenset())


def step_text(outcome: Outcome, step: Step) -> str:
    """A step as people read it: a derived fact by the argument of its rule, where that has one."""
    if step.ground is not None:
        return step.ground.text
    if step.firing is None:
        return fact_sentence(outcome.names, step.fact)
    argument = sentence(outcome.trace, outcome.names, step.firing)
    return argument if argument and step.fact.type != ADVICE_TYPE.name else said(outcome, step.fact)


class _Derivation:
    """Steps are remembered: facts that many others rest on are worked out once."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._known: dict[Fact, Step] = {}

    def of(self, firing: Firing, above: frozenset[Fact]) -> tuple[Step, ...]:
        premises = dict.fromkeys(self._outcome.trace.premises(firing))
        return tuple(self._step(fact, above) for fact in premises)

    def _step(self, fact: Fact, above: frozenset[Fact]) -> Step:
        if fact in above:
            return Step(fact)
        if fact not in self._known:
            self._known[fact] = self._worked_out(fact, above | {fact})
        return self._known[fact]

    def _worked_out(self, fact: Fact, above: frozenset[Fact]) -> Step:
        facts = self._outcome.case.facts
        if fact in facts:
            evidence = facts.evidence(fact)
            if evidence.origins:
                return Step(fact, ground=ground(self._outcome, fact))
            return Step(fact, because=tuple(self._step(premise, above) for premise in evidence.premises))
        trace = self._outcome.trace
        reasons = trace.reasons(fact)
        firing = next((each for each in reasons if above.isdisjoint(trace.premises(each))), reasons[0])
        return Step(fact, firing=firing, because=self.of(firing, above))


@dataclass(frozen=True)
class Exclusion:
    """A rule that keeps an advice from being given for some priorities as well; `firing` is the first of it."""

    firing: Firing
    priorities: tuple[str, ...]


def exclusions(outcome: Outcome, advice: Advice) -> tuple[Exclusion, ...]:
    """For which priorities something argued for this advice and a rule excluded it, per rule."""
    trace = outcome.trace
    found: dict[str, dict[str, Firing]] = {}
    for fact in trace.candidates:
        if fact in trace.valid:
            continue
        target, priority = target_of(fact)
        if priority not in advice.priorities and advice_id(target, priority) == advice.id:
            for veto in trace.vetoes.against(fact):
                found.setdefault(veto.rule, {}).setdefault(priority, veto)
    return tuple(Exclusion(next(iter(vetoes.values())), tuple(vetoes)) for _, vetoes in sorted(found.items()))


def same_table(outcome: Outcome, advice: Advice) -> tuple[Advice, ...]:
    """Other advice on seats in the body that an advice is about; the preferred body, when it prefers one."""
    body = advice.target.first if advice.target.sort == "afzien" else ""
    body = body or advice.target.body
    return tuple(
        other
        for other in outcome.advices
        if body and other.target.sort == "positie" and other.target.body == body and other.id != advice.id
    )
