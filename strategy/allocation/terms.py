"""What a dossier says about dividing seats: the time of each portfolio, what roles cost, and what is agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from strategy.advice.advise import Case
from strategy.dossier.model import Division, Portfolio
from strategy.dossier.provenance import Origin
from strategy.errors import Finding, InputError, Span, quote

_EXAMPLE = "{voorzitter: 4, vicevoorzitter: 2, trekker: 4, portefeuille: 2, lid: 1, inbreng: 1}"
SEAT = "positie/"


@dataclass(frozen=True)
class Agreement:
    """What people decided about one seat, by the id of its advice; `place` is a line of the dossier or an option."""

    sort: str
    seat: str
    portfolio: str = ""
    place: Span | str = ""


@dataclass(frozen=True)
class Terms:
    """Portfolios in the order of the dossier; capacity and load in dagdelen per month; `related` from 0 to 1.

    `origins` are those of every number, for saying how hard these are.
    """

    portfolios: tuple[Portfolio, ...]
    capacity: Mapping[str, float]
    loads: Mapping[str, float]
    related: float
    agreements: tuple[Agreement, ...]
    origins: Mapping[str, Origin]


def terms_of(case: Case, roles: Iterable[str], given: Sequence[Agreement] = ()) -> Terms:
    """The terms of a case for seats of these roles. What is `given` goes before what the dossier agrees on a seat.

    Raises InputError when the time of a portfolio or the load of a role is not written down.
    """
    view, college = case.view, case.dossier.college
    division = college.division if college.division and view.shows(college.division) else None
    portfolios = tuple(item for item in college.portfolios if view.shows(item))
    findings = [*_without_time(case, portfolios), *_without_load(case, division, roles)]
    if division is None or findings:
        raise InputError(findings)
    times = {item.id: item.capacity for item in portfolios if item.capacity}
    loads = {role: load for role, load in division.loads.items() if view.shows(load)}
    related = division.related if division.related and view.shows(division.related) else None
    decided = {agreement.seat for agreement in given}
    return Terms(
        portfolios,
        {name: time.value for name, time in times.items()},
        {role: load.value for role, load in loads.items()},
        related.value if related else 1.0,
        (*given, *(item for item in _agreed(case, division) if item.seat not in decided)),
        {name: value.origin for name, value in ({**times, **loads}).items()},
    )


def _agreed(case: Case, division: Division) -> Iterable[Agreement]:
    view = case.view
    for sort, seats in (("moet", division.must), ("nooit", division.never)):
        for seat in seats:
            if view.shows(seat):
                yield Agreement(sort, f"{SEAT}{seat.value}", "", seat.origin.span)
    for name, portfolio in division.fixed.items():
        if view.shows(portfolio):
            yield Agreement("vast", f"{SEAT}{name}", portfolio.value, portfolio.origin.span)


def _without_time(case: Case, portfolios: Iterable[Portfolio]) -> Iterable[Finding]:
    for item in portfolios:
        if item.capacity is None or not case.view.shows(item.capacity):
            yield Finding(
                item.origin.span,
                "ontbreekt",
                f"van portefeuille {quote(item.id)} is niet bekend hoeveel tijd er is{_hidden(case)}",
                "voeg toe: `dagdelen: {waarde: 6, aard: aanname}` (dagdelen per maand voor externe tafels)",
            )


def _without_load(case: Case, division: Division | None, roles: Iterable[str]) -> Iterable[Finding]:
    if division is None:
        yield Finding(
            case.dossier.college.origin.span,
            "ontbreekt",
            f"er staat niet hoeveel tijd een zetel kost{_hidden(case)}",
            f"voeg toe: `verdeling: {{aard: aanname, belasting: {_EXAMPLE}}}` (dagdelen per maand)",
        )
        return
    known = [role for role, load in division.loads.items() if case.view.shows(load)]
    missing = [role for role in dict.fromkeys(roles) if role not in known]
    if missing:
        yield Finding(
            division.origin.span,
            "onvolledig",
            f"er staat niet hoeveel tijd deze rollen kosten: {', '.join(missing)}{_hidden(case)}",
            f"voeg bij belasting toe: `{missing[0]}: 1` (dagdelen per maand)",
        )


def _hidden(case: Case) -> str:
    return " in de openbare versie" if case.view.public_only else ""
