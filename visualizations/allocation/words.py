"""How seats, portfolios, constraints and certificates are said; the same in every form."""

from __future__ import annotations

from collections.abc import Iterable

from strategy.advice.names import decimal
from strategy.allocation.allocate import Allocation
from strategy.allocation.problem import LOAD, WORTH, Constraint
from strategy.allocation.seats import Candidate, role_text
from strategy.allocation.seats import label as seat_label
from strategy.dossier.vocabulary import ROLES
from strategy.errors import KrachtenveldError, Span

STEPS = {
    "eigen": "eigen thema",
    "verwant": "verwant thema",
    "prioriteit": "dient een prioriteit",
    "opgave": "hoort bij de opgave",
    "afspraak": "afgesproken",
}
"""How a portfolio fits a seat."""
_SMALL = 0.1
"""Below this one digit would say that a demand costs nothing."""
_UNSETTLED = "Welk plan voorgaat van plannen met dezelfde waarde, vroeg meer tijd; geef die met --tijd."
VALUE_MEANING = "de score van het advies, met die van de lichtere rollen die erin zitten"


def role(allocation: Allocation, seat: Candidate) -> str:
    """The role of a seat, with the theme of a portfolio."""
    return role_text(allocation.outcome.names, seat.advice)


def body(allocation: Allocation, seat: Candidate) -> str:
    return allocation.outcome.names.name("gremium", seat.body)


def label(allocation: Allocation, name: str) -> str:
    """A seat in a few words: trekker van MRA PHO Sociaal."""
    return seat_label(allocation.outcome.names, allocation.seat(name).advice)


def standing(seat: Candidate) -> str:
    """Where the line of a seat stands in `advies`."""
    return f"rang {seat.line.rank}, {seat.line.band}"


def labels(allocation: Allocation, names: Iterable[str]) -> str:
    return "; ".join(label(allocation, name) for name in names)


def portfolio(allocation: Allocation, name: str) -> str:
    return allocation.outcome.names.name("portefeuille", name)


def step(allocation: Allocation, seat: Candidate, name: str) -> str:
    """How a portfolio fits a seat that it takes."""
    return STEPS[seat.steps.get(name, "afspraak")]


def others(allocation: Allocation, seat: Candidate, taker: str) -> str:
    """The other portfolios that may take a seat."""
    return "; ".join(portfolio(allocation, name) for name in seat.steps if name != taker)


def worth(units: int) -> float:
    return units / WORTH


def load(units: int) -> float:
    return units / LOAD


def spent(allocation: Allocation) -> str:
    """The time that a plan uses of what there is: 45 van de 50."""
    there = allocation.terms.capacity
    used = sum(load(allocation.problem.load(allocation.plan, name)) for name in there)
    return f"{decimal(used)} van de {decimal(sum(there.values()))}"


def value_of(allocation: Allocation, seat: Candidate, taker: str) -> float:
    """What a seat is worth with the portfolio that takes it."""
    return next(worth(item.worth.get(taker, 0)) for item in allocation.problem.seats if item.id == seat.id)


def certificate(allocation: Allocation) -> str:
    """Whether the plan is proven to be the best, and if not how far off it may be."""
    solution = allocation.solution
    total = decimal(worth(solution.worth), 4)
    if solution.bound is None:
        return (
            f"Niet bewezen het beste plan (waarde {total}, nog geen bovengrens). Geef meer tijd met --tijd."
        )
    bound = decimal(worth(solution.bound), 4)
    if solution.proven:
        more = "" if solution.settled else f" {_UNSETTLED}"
        return f"Bewezen het beste plan (waarde {total}, bovengrens {bound}).{more}"
    gap = decimal(100 * (solution.bound - solution.worth) / max(solution.worth, 1), 1)
    return (
        f"Niet bewezen het beste plan (waarde {total}, bovengrens {bound}): het kan hoogstens {gap}% beter. "
        "Geef meer tijd met --tijd."
    )


def cost(allocation: Allocation) -> float | None:
    """What the demands cost: how much more the best plan without them is worth. None without such a plan."""
    free = allocation.free
    return None if free is None or free.plan is None else worth(free.worth - allocation.solution.worth)


def cost_text(allocation: Allocation) -> str:
    """What the demands cost, as a sentence; below zero a demand gave a portfolio a seat that it does not fit."""
    lost = cost(allocation)
    one = len(allocation.demands) == 1
    without = f"het plan zonder deze {'eis' if one else 'eisen'}"
    if lost is None:
        return f"Wat {'dat kost' if one else 'ze kosten'}, is niet bekend: {without} is er niet."
    sure = allocation.solution.proven and allocation.free is not None and allocation.free.proven
    about = "" if sure else "naar schatting "
    if not lost:
        return f"Dat kost {about}niets ten opzichte van {without}."
    verb, much = ("kost", lost) if lost > 0 else ("levert", -lost)
    return f"Dat {verb} {about}{decimal(much, 1 if much >= _SMALL else 4)} waarde{' op' * (lost < 0)} ten opzichte van {without}."


def loads_text(allocation: Allocation) -> str:
    """What each role costs: voorzitter 4, trekker 4 …"""
    loads = allocation.terms.loads
    return ", ".join(f"{name} {decimal(loads[name])}" for name in ROLES if name in loads)


def natures(allocation: Allocation, names: Iterable[str]) -> str:
    """How hard some numbers are: aanname, or oordeel en registratie."""
    origins = allocation.terms.origins
    return " en ".join(sorted({origins[name].nature for name in names if name in origins}))


def released(allocation: Allocation) -> tuple[str, ...]:
    """The seats that we hold and that the plan gives up; a heavier role at the same table keeps one."""
    plan = allocation.plan
    kept = {name for seat in allocation.seats if seat.id in plan for name in (seat.id, *seat.covers)}
    return tuple(seat.id for seat in allocation.seats if seat.kept and seat.id not in kept)


def place(constraint: Constraint) -> str:
    """Where a constraint is written: file and line, or the option."""
    where = constraint.place
    return f"{where.file}:{where.line}" if isinstance(where, Span) else where


def clash_error(allocation: Allocation) -> KrachtenveldError:
    """Why no plan is possible, as an error with the constraints that clash by name."""
    clash = allocation.clash
    assert clash is not None
    number = len(clash.constraints)
    head = "deze eis kan nooit" if number == 1 else f"deze {number} eisen gaan niet samen"
    lines = [f"- {said(item)}" for item in clash.constraints]
    scenario = allocation.outcome.case.loaded.scenario
    where = f" in scenario {scenario}" if scenario else ""
    message = "\n      ".join([f"er is geen verdeling mogelijk{where}; {head}:", *lines])
    if set(clash.way_out) <= set(clash.constraints):
        return KrachtenveldError(message, f"laat er één los, bijvoorbeeld: {clash.way_out[0].text}")
    out = "\n      ".join(f"- {said(item)}" for item in clash.way_out)
    return KrachtenveldError(
        message, f"de kleinste ingreep die een verdeling mogelijk maakt, laat los:\n      {out}"
    )


def said(constraint: Constraint) -> str:
    """A constraint with the place where it is written."""
    where = place(constraint)
    return f"{constraint.text}   {where}".rstrip()
