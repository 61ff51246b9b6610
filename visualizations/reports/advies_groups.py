"""Advice in groups, per opgave, network or portfolio or by its date, and whether there is time for all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice
from strategy.advice.names import decimal
from strategy.advice.select import AdviceT, Selection, networks_of
from strategy.allocation.seats import asked, portfolios_of

ELSEWHERE = "Overig"
URGENT = "Eerst doen: er loopt een termijn"
ALL, LATER = "Alle adviezen", "Daarna"


def grouped(
    outcome: Outcome, advices: Sequence[AdviceT], by: str, selection: Selection
) -> dict[str, list[AdviceT]]:
    """Advice per opgave, portfolio or network, by the name of the group.

    An advice may stand under several opgaven, each time at the place that it has there, and under each portfolio that could see to it best.
    """
    dossier = outcome.case.dossier
    groups: dict[str, list[AdviceT]] = {}
    if by == "geen":
        return {ALL: list(advices)} if advices else {}
    if by == "netwerk":
        of_network = networks_of(outcome, advices)
        for layer in dossier.layers:
            groups[layer.name] = [advice for advice in advices if of_network[advice.id] == layer.id]
        groups[ELSEWHERE] = [advice for advice in advices if not of_network[advice.id]]
    elif by == "portefeuille":
        of_portfolio = portfolios_of(outcome, advices)
        for portfolio in dossier.college.portfolios:
            groups[portfolio.name] = [advice for advice in advices if portfolio.id in of_portfolio[advice.id]]
        groups[ELSEWHERE] = [advice for advice in advices if not of_portfolio[advice.id]]
    else:
        for opgave in dossier.opgaven:
            if selection.opgave in (None, opgave.id):
                about = (advice for advice in advices if opgave.id in advice.opgaven)
                groups[opgave.name] = sorted(about, key=lambda advice: advice.place_in(opgave.id))
    return {name: group for name, group in groups.items() if group}


def urgent_first(
    groups: Mapping[str, Sequence[AdviceT]], dates: Mapping[str, date]
) -> dict[str, list[AdviceT]]:
    """The groups with before them what has a date, by its date and then its rank, once and in no other group."""
    dated = {item.id: item for group in groups.values() for item in group if item.id in dates}
    first = sorted(dated.values(), key=lambda item: (dates[item.id], item.rank, item.id))
    rest = {
        LATER if first and name == ALL else name: [item for item in group if item.id not in dates]
        for name, group in groups.items()
    }
    return {name: list(group) for name, group in {URGENT: first, **rest}.items() if group}


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
