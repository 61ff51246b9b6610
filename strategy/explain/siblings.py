"""What stands beside an advice: the same for other priorities that a rule excluded, and other seats at the table."""

from __future__ import annotations

from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.advice.identity import advice_id, target_of
from strategy.advice.model import Advice
from strategy.inference.port import Firing


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
