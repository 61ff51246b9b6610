"""The seats that a college can take: advised, not only to be followed, and at a table of its own layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.advice.ledger import distinct, net_values, score
from strategy.advice.lines import Line
from strategy.advice.model import Advice
from strategy.advice.names import Names
from strategy.allocation.fit import Fits, Step
from strategy.dossier.model import Scoring
from strategy.dossier.vocabulary import ROLES

TAKING = ("claimen", "behouden", "meedoen")
"""Attitudes that put someone at the table."""
OURS = "bestuurlijk"
"""The layer on which the college itself sits."""


@dataclass(frozen=True)
class Candidate:
    """A seat that can be divided: a role at a table, within the `line` about that table.

    `value` is the score of its own arguments together with those of the lighter roles it `covers`: who leads a
    table also sits at it. `steps` are the portfolios that may take it, `served` counts the priorities of each that
    it serves.
    """

    advice: Advice
    line: Line
    covers: tuple[str, ...]
    value: float
    steps: Mapping[str, Step]
    served: Mapping[str, int]

    @property
    def id(self) -> str:
        return self.advice.id

    @property
    def body(self) -> str:
        return self.advice.target.body

    @property
    def role(self) -> str:
        return self.advice.target.role

    @property
    def kept(self) -> bool:
        """Whether it is a seat that we hold already."""
        return self.advice.target.attitude == "behouden"


def candidates(outcome: Outcome) -> tuple[tuple[Candidate, ...], tuple[Advice, ...]]:
    """The seats to divide, in the order of the advice; and those of officials, which cost the college no time."""
    layers = {str(fact.values[0]): fact.values[3] for fact in outcome.case.facts.of_type("gremium")}
    advised = [
        advice
        for advice in outcome.advices
        if advice.target.sort == "positie" and advice.target.attitude in TAKING
    ]
    ours = [advice for advice in advised if layers[advice.target.body] == OURS]
    line_of = {part.id: line for line in outcome.lines for part in line.parts}
    fits = Fits.of(outcome.case.view, outcome.case.facts)
    scoring = outcome.case.dossier.header.scoring
    found = []
    for advice in ours:
        covered = [other for other in ours if lighter(other, advice)]
        found.append(
            Candidate(
                advice,
                line_of[advice.id],
                tuple(other.id for other in covered),
                together((advice, *covered), scoring),
                fits.steps(advice),
                fits.served(advice),
            )
        )
    return tuple(found), tuple(advice for advice in advised if layers[advice.target.body] != OURS)


def role_text(names: Names, advice: Advice) -> str:
    """The role of a seat, with the theme of a portfolio."""
    target = advice.target
    return f"{target.role} {names.name('thema', target.theme)}" if target.theme else target.role


def label(names: Names, advice: Advice) -> str:
    """A seat in a few words: trekker van MRA PHO Sociaal."""
    return f"{role_text(names, advice)} van {names.name('gremium', advice.target.body)}"


def lighter(one: Advice, other: Advice) -> bool:
    """Whether a seat is a lighter role at the same table: the heavier role brings it along (design §7)."""
    return one.target.body == other.target.body and weight(one.target.role) > weight(other.target.role)


def weight(role: str) -> int:
    """The place of a role on the ladder, the heaviest 0."""
    return ROLES.index(role)


def together(advices: Iterable[Advice], scoring: Scoring) -> float:
    """The score that the arguments of several advices have together, by the formula of `strategy.advice.ledger`."""
    net = [pair for advice in advices for pair in net_values(advice.entries, advice.counters)]
    return score(distinct(net), scoring)
