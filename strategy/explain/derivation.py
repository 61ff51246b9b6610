"""How a contribution follows from the dossier, step by step: what rules concluded and measures computed on the way."""

from __future__ import annotations

from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.advice.wording import sentence
from strategy.explain.basis import Ground, ground
from strategy.explain.sentences import fact_sentence
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
