"""How firmly an advice stands: what each weight does to it, and what each judgement under it carries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from strategy.advice.advise import Case, Outcome
from strategy.advice.ledger import Weights
from strategy.advice.model import Advice
from strategy.explain.judgements import (
    Disagreement,
    Judgement,
    Remainder,
    Standing,
    heaviest_first,
    uncertain,
)
from strategy.explain.tipping import Sensitivity, sensitivities

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Judged:
    """The judgements and assumptions under an advice, the heaviest first, and what remains without them."""

    judgements: tuple[Judgement, ...]
    remainders: tuple[Remainder, ...]


@dataclass(frozen=True)
class Sensitive:
    """One advice with what it is sensitive to; `judged` is None when nobody asked."""

    advice: Advice
    weights: tuple[Sensitivity, ...]
    judged: Judged | None


def weigh(outcome: Outcome, advices: Iterable[Advice]) -> tuple[Sensitive, ...]:
    """What the weights do to each advice, from the ledger alone."""
    given = tuple(advices)
    scoring = outcome.case.dossier.header.scoring
    weights = sensitivities(
        outcome.ledger, _shown_weights(outcome.case), scoring, [advice.id for advice in given]
    )
    return tuple(Sensitive(advice, weights[advice.id], None) for advice in given)


def judge(
    outcome: Outcome, found: Iterable[Sensitive], engine: str, progress: Progress = lambda done, total: None
) -> tuple[Sensitive, ...]:
    """With the judgements under each advice tried one by one: a run of the dossier for each.

    `progress` is called with how many judgements are done, and of how many. Raises EngineFailure as `advise` does.
    """
    given = tuple(found)
    disagreement = Disagreement(outcome, engine)
    places = [uncertain(outcome, item.advice) for item in given]
    total = sum(len(group) for group in places)
    done = 0
    answers = []
    for item, group in zip(given, places, strict=True):
        judgements = []
        for place, grounds in group.items():
            judgements.append(disagreement.judgement(item.advice, place, grounds))
            done += 1
            progress(done, total)
        ordered = heaviest_first(judgements, Standing.of(item.advice))
        judged = Judged(ordered, disagreement.remainders(item.advice))
        answers.append(Sensitive(item.advice, item.weights, judged))
    return tuple(answers)


def _shown_weights(case: Case) -> Weights:
    """The weights of what holds on the day and may be seen; no others count in any argument."""
    every = Weights.of(case.dossier)
    opgaven = [opgave.id for opgave in case.dossier.opgaven if case.view.shows(opgave)]
    priorities = [priority.id for _, priority in case.view.priorities()]
    return Weights(
        {name: every.opgaven[name] for name in opgaven}, {name: every.priorities[name] for name in priorities}
    )
