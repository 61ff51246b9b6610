"""The whole way from advice to a plan: who takes which seat, how good that is, and what lies around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice
from strategy.allocation.clash import Clash, clash
from strategy.allocation.problem import Problem, Rule
from strategy.allocation.requirements import Requirements
from strategy.allocation.search import Search, Solution
from strategy.allocation.seats import Candidate, candidates
from strategy.allocation.terms import Agreement, Terms, terms_of
from strategy.errors import KrachtenveldError

DECIDED = ("moet", "nooit", "vast")
"""The sorts of rules that people decided on, one seat at a time."""


@dataclass(frozen=True)
class Allocation:
    """A division of the seats of one outcome.

    `officials` are advised seats at tables of officials; `notes` say what could not be asked. Without a plan
    `clash` says why there can be none. `free` is the best plan without what people decided; None when they decided
    nothing, or nothing can be kept to.
    """

    outcome: Outcome
    terms: Terms
    seats: tuple[Candidate, ...]
    officials: tuple[Advice, ...]
    problem: Problem
    search: Search
    solution: Solution
    clash: Clash | None
    granting: bool
    notes: tuple[str, ...]
    free: Solution | None = None

    @property
    def demands(self) -> tuple[Rule, ...]:
        """What people decided and the plan keeps to, in the order of the options and then of the dossier."""
        return tuple(rule for rule in self.problem.rules if rule.sort in DECIDED)

    @property
    def plan(self) -> dict[str, str]:
        """The seats that are taken, each with its portfolio."""
        return dict(self.solution.plan or {})

    def seat(self, name: str) -> Candidate:
        return next(seat for seat in self.seats if seat.id == name)


def allocate(
    outcome: Outcome, given: Sequence[Agreement] = (), granting: bool = True, seconds: float = 30
) -> Allocation:
    """The best division of the seats that an outcome advises.

    `given` are agreements of the moment, which go before those of the dossier; without `granting` nobody has to
    earn a seat with the region that grants it. Each search gets so many seconds. Raises InputError when the
    dossier lacks times or loads, KrachtenveldError when no plan is found in time.
    """
    seats, officials = candidates(outcome)
    terms = terms_of(outcome.case, (seat.role for seat in seats), given)
    asked = Requirements(outcome, seats, terms, granting)
    search = Search(asked.problem, seconds)
    solution = search.best()
    if solution.plan is None and not solution.proven:
        raise KrachtenveldError(
            f"binnen {seconds:g} seconden is er geen plan gevonden", "geef meer tijd met --tijd"
        )
    found = clash(search) if solution.plan is None else None
    allocation = Allocation(
        outcome, terms, seats, officials, asked.problem, search, solution, found, granting, tuple(asked.notes)
    )
    if found is not None or not allocation.demands:
        return allocation
    without = Requirements(outcome, seats, replace(terms, agreements=()), granting)
    return replace(allocation, free=Search(without.problem, seconds).best())
