"""What seats would ask of a portfolio if it took them all: where a college is asked for more time than it has."""

from __future__ import annotations

from collections.abc import Iterable

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice
from strategy.allocation.fit import Fits
from strategy.allocation.seats import candidates


def best(fits: Fits, advice: Advice) -> tuple[str, ...]:
    """The portfolios that name a theme of an advice; when none does, all that come near."""
    steps = fits.steps(advice)
    return tuple(name for name, step in steps.items() if step == "eigen") or tuple(steps)


def asked(outcome: Outcome, advices: Iterable[Advice]) -> float | None:
    """Dagdelen per month for the seats among these; of several roles at one table the heaviest.

    What costs the college no time counts for nothing. None when the dossier does not say what a role costs.
    """
    view = outcome.case.view
    division = outcome.case.dossier.college.division
    if division is None or not view.shows(division):
        return None
    loads = {role: load.value for role, load in division.loads.items() if view.shows(load)}
    ours = {seat.id for seat in candidates(outcome)[0]}
    tables: dict[str, float] = {}
    for advice in advices:
        target = advice.target
        if advice.id in ours:
            if target.role not in loads:
                return None
            tables[target.body] = max(tables.get(target.body, 0.0), loads[target.role])
    return sum(tables.values())
