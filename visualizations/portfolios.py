"""Advice by portfolio: which could see to it, and whether there is time for it all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice
from strategy.advice.names import decimal
from strategy.allocation.seats import Fits, asked, best


def portfolios_of(outcome: Outcome, advices: Iterable[Advice]) -> dict[str, tuple[str, ...]]:
    """Per advice the portfolios that could best see to it."""
    fits = Fits.of(outcome.case.view, outcome.case.facts)
    return {advice.id: best(fits, advice) for advice in advices}


def time_texts(outcome: Outcome, groups: Mapping[str, Sequence[Advice]]) -> tuple[str, dict[str, str]]:
    """Who is asked for more time than there is, in a sentence; and per portfolio, by its name, what its seats ask.

    Nothing of a portfolio whose time, or the cost of whose seats, the dossier does not tell.
    """
    view = outcome.case.view
    texts: dict[str, str] = {}
    over: dict[str, float] = {}
    assumed = False
    for portfolio in outcome.case.dossier.college.portfolios:
        time = portfolio.capacity
        dagdelen = asked(outcome, groups.get(portfolio.name, ()))
        if time is not None and view.shows(time) and dagdelen:
            texts[portfolio.name] = f"{decimal(dagdelen)} van {decimal(time.value)} dagdelen"
            assumed |= time.origin.nature == "aanname"
            if dagdelen > time.value:
                over[portfolio.name] = dagdelen - time.value
    if not texts:
        return "", {}
    listed = (f"{name} ({texts[name]})" for name in sorted(over, key=lambda name: (-over[name], name)))
    who = (
        f"Meer gevraagd dan er tijd is: {'; '.join(listed)}."
        if over
        else "Nergens meer gevraagd dan er tijd is."
    )
    remark = " Dagdelen zijn een aanname." if assumed else ""
    return f"{who} Een zetel telt overal waar zij past; `krachtenveld verdeling` kiest.{remark}", texts
