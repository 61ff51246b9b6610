"""What there is to say of a division: its seats and portfolios, constraints and certificates; the same in every form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from strategy.advice.lines import Line
from strategy.advice.model import Advice
from strategy.advice.names import decimal
from strategy.allocation.allocate import Allocation, AlternativePlan, NearbyPlans, PlanDifference, Shift
from strategy.allocation.problem import LOAD, WORTH, Capacity, Constraint
from strategy.allocation.seats import Candidate, Taker, role_text, seat_label
from strategy.dossier.vocabulary import ROLES
from strategy.errors import KrachtenveldError, Span

STEPS = {
    "eigen": "eigen thema",
    "verwant": "verwant thema",
    "prioriteit": "dient een prioriteit",
    "opgave": "hoort bij de opgave",
    "ambt": "hoort bij dit ambt",
    "afspraak": "afgesproken",
}
"""How a portfolio fits a seat."""
IN_PLAN = "plan"
_NO_SHIFT = Shift(0, (), (), (), True)
_SMALL = 0.1
"""Below this one digit would say that a demand costs nothing."""
_UNSETTLED = "Welk plan voorgaat van plannen met dezelfde waarde, vroeg meer tijd; geef die met --tijd."
VALUE_MEANING = "de score van het advies, met die van de lichtere rollen die erin zitten"


@dataclass(frozen=True)
class DivisionAnswer:
    """An allocation, with what lies around its plan and the plan of another scenario where those were worked out."""

    made: Allocation
    near: NearbyPlans | None = None
    beside: PlanDifference | None = None

    @property
    def seats(self) -> list[DividedSeat]:
        return [DividedSeat(self, each) for each in self.made.seats]

    @property
    def shares(self) -> list[TakerShare]:
        return [TakerShare(self, each) for each in self.made.terms.takers]

    @property
    def others(self) -> list[Other]:
        """Plans nearly as good."""
        found = self.near.alternatives if self.near else ()
        return [Other(self, number, each) for number, each in enumerate(found, 1)]

    @property
    def covered(self) -> set[str]:
        """The seats that a heavier role in the plan brings along."""
        return {name for seat in self.made.seats if seat.id in self.made.plan for name in seat.covers}


@dataclass(frozen=True)
class DividedSeat:
    """A seat, and what a division does with it."""

    division: DivisionAnswer
    it: Candidate

    @property
    def id(self) -> str:
        return self.it.id

    @property
    def line(self) -> Line:
        return self.it.line

    @property
    def label(self) -> str:
        return label(self.division.made, self.id)

    @property
    def body(self) -> str:
        return self.division.made.outcome.names.name("gremium", self.it.body)

    @property
    def role(self) -> str:
        """The role, with the theme of a portfolio."""
        return role_text(self.division.made.outcome.names, self.it.advice)

    @property
    def attitude(self) -> str:
        return self.it.advice.target.attitude

    @property
    def load(self) -> float:
        return self.division.made.terms.loads[self.it.role]

    @property
    def taker(self) -> str:
        return self.division.made.plan.get(self.id, "")

    @property
    def taken_by(self) -> str:
        return taker(self.division.made, self.taker) if self.taker else ""

    @property
    def within(self) -> str:
        """The heavier role in the plan that brings it along."""
        plan = self.division.made.plan
        return next(
            (each.id for each in self.division.made.seats if each.id in plan and self.id in each.covers), ""
        )

    @property
    def worth(self) -> Mapping[str, int]:
        """What it is worth to each portfolio that may take it, in units."""
        return next(item.worth for item in self.division.made.problem.seats if item.id == self.id)

    @property
    def value(self) -> float:
        """What it is worth with the portfolio that takes it."""
        return worth(self.worth.get(self.taker, 0)) if self.taker else self.it.value

    @property
    def covers(self) -> str:
        made = self.division.made
        return ", ".join(role_text(made.outcome.names, made.seat(name).advice) for name in self.it.covers)

    @property
    def step(self) -> str:
        """How the portfolio that takes it fits."""
        return STEPS[self.it.steps.get(self.taker, "afspraak")] if self.taker else ""

    @property
    def others(self) -> list[str]:
        """The other portfolios that may take it."""
        return [taker(self.division.made, name) for name in self.it.steps if name != self.taker]

    @property
    def also(self) -> str:
        return "; ".join(self.others)

    @property
    def state(self) -> str:
        near = self.division.near
        if self.taker:
            return IN_PLAN
        if self.id in self.division.covered:
            return "inbegrepen"
        never = near is not None and any(item.seat.id == self.id and item.shift is None for item in near.left)
        return "kan niet" if never else "afgevallen"


@dataclass(frozen=True)
class Official:
    """An advised seat at a table of officials, which takes no time of the college."""

    division: DivisionAnswer
    it: Advice
    state = "ambtelijk"
    taken_by = covers = step = also = ""
    load = None

    @property
    def id(self) -> str:
        return self.it.id

    @property
    def line(self) -> Line:
        lines = self.division.made.outcome.lines
        return next(each for each in lines if any(part.id == self.id for part in each.parts))

    @property
    def body(self) -> str:
        return self.division.made.outcome.names.name("gremium", self.it.target.body)

    @property
    def role(self) -> str:
        return self.it.target.role

    @property
    def attitude(self) -> str:
        return self.it.target.attitude

    @property
    def value(self) -> float:
        return self.it.score


@dataclass(frozen=True)
class TakerShare:
    """A portfolio, and what a division gives it."""

    division: DivisionAnswer
    it: Taker

    @property
    def name(self) -> str:
        return taker(self.division.made, self.it.id)

    @property
    def about(self) -> str:
        return about(self.it)

    @property
    def capacity(self) -> float:
        return self.division.made.terms.capacity[self.it.id]

    @property
    def used(self) -> float:
        return load(self.division.made.problem.load(self.division.made.plan, self.it.id))

    @property
    def taken(self) -> list[DividedSeat]:
        return [seat for seat in self.division.seats if seat.taker == self.it.id]

    @property
    def value(self) -> float:
        return sum((seat.value for seat in self.taken), 0.0)


@dataclass(frozen=True)
class Other:
    """Another plan, and its number."""

    division: DivisionAnswer
    number: int
    item: AlternativePlan

    @property
    def share(self) -> float:
        """Its worth as a part of that of the best plan."""
        best = self.division.made.solution.worth
        return (best + self.item.shift.gain) / max(best, 1)

    @property
    def plan(self) -> list[tuple[str, str]]:
        plan = self.item.plan
        return [(seat.id, plan[seat.id]) for seat in self.division.made.seats if seat.id in plan]

    def holder(self, name: str) -> str:
        """Who takes a seat in it."""
        plan = self.item.plan
        return taker(self.division.made, plan[name]) if name in plan else ""


@dataclass(frozen=True)
class PlanChange:
    """What a shift does to a plan, in names of seats; not that of its `own` seat, which goes without saying."""

    made: Allocation
    shift: Shift
    own: str = ""

    @classmethod
    def of(cls, made: Allocation, shift: Shift | None, own: str = "") -> PlanChange:
        return cls(made, shift or _NO_SHIFT, own)

    @property
    def added(self) -> str:
        return labels(self.made, (name for name in self.shift.added if name != self.own))

    @property
    def dropped(self) -> str:
        return labels(self.made, self.shift.dropped)

    @property
    def moved(self) -> str:
        return labels(self.made, self.shift.moved)

    @property
    def text(self) -> str:
        """What it drops, adds and moves."""
        named = (("", self.dropped), ("dan wel: ", self.added), ("wisselt van hand: ", self.moved))
        return "; ".join(f"{word}{names}" for word, names in named if names) or "–"

    @property
    def gained(self) -> str:
        """What it adds, and what goes for that."""
        dropped = f"in plaats van {self.dropped}" if self.dropped else ""
        moved = f"wisselt van hand: {self.moved}" if self.moved else ""
        return "; ".join(filter(None, (" ".join(filter(None, (self.added, dropped))), moved)))


def label(allocation: Allocation, name: str) -> str:
    """A seat in a few words: trekker van MRA PHO Sociaal."""
    return seat_label(allocation.outcome.names, allocation.seat(name).advice)


def labels(allocation: Allocation, names: Iterable[str]) -> str:
    return "; ".join(label(allocation, name) for name in names)


def taker(allocation: Allocation, name: str) -> str:
    """The name of who takes a seat: a member of the college, or a portfolio that stands for one."""
    return next(each.name for each in allocation.terms.takers if each.id == name)


def who(allocation: Allocation, advice: str) -> str:
    """Who in the college takes the seats of an advice, and what that costs, as the cards of a page say it.

    The explorer says it of any weights (verken/templates/bovenaan.js); a test holds the two to each other.
    """
    own = [seat for seat in allocation.seats if seat.line.id == advice]
    if not own:
        return "een ambtenaar; het kost het college geen tijd"
    units = {seat.id: seat.load for seat in allocation.problem.seats}
    lead = next((seat for seat in own if seat.id == seat.line.parts[0].id), own[0])
    taken = sorted((seat for seat in own if seat.id in allocation.plan), key=lambda seat: -units[seat.id])
    if not taken:
        return f"niemand, want het past niet in de tijd die er is; {_costs(units[lead.id])}"
    first, *rest = taken
    text = taker(allocation, allocation.plan[first.id])
    if first is not lead or len({seat.body for seat in own}) > 1:
        text += f" ({label(allocation, first.id)})"
    if rest:
        others = dict.fromkeys(taker(allocation, allocation.plan[seat.id]) for seat in rest)
        text += f", en nog {len(rest)} {'zetel' if len(rest) == 1 else 'zetels'} bij {' en '.join(others)}"
    return f"{text}; {_costs(sum(units[seat.id] for seat in taken))}"


def _costs(units: int) -> str:
    return f"kost {decimal(load(units))} {'dagdeel' if units == LOAD else 'dagdelen'} per maand"


def about(taker: Taker) -> str:
    """The office of who takes seats; of a member of the college the portfolios instead, which say more."""
    own = "; ".join(item.name for item in taker.portfolios)
    return own if taker.kind == "bestuurder" else taker.office


def worth(units: int) -> float:
    return units / WORTH


def load(units: int) -> float:
    return units / LOAD


def spent(allocation: Allocation) -> str:
    """The time that a plan uses of what there is: 45 van de 50."""
    there = allocation.terms.capacity
    used = sum(load(allocation.problem.load(allocation.plan, name)) for name in there)
    return f"{decimal(used)} van de {decimal(sum(there.values()))}"


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
    return where.place if isinstance(where, Span) else where


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
    if set(clash.to_drop) <= set(clash.constraints):
        way = _way_to_drop(allocation, clash.to_drop[0])
        return KrachtenveldError(message, f"laat er één los, bijvoorbeeld: {clash.to_drop[0].text}{way}")
    out = "\n      ".join(f"- {said(item)}" for item in clash.to_drop)
    return KrachtenveldError(
        message, f"de kleinste ingreep die een verdeling mogelijk maakt, laat los:\n      {out}"
    )


def _way_to_drop(allocation: Allocation, constraint: Constraint) -> str:
    """What to write in a scenario to let go of a choice of an actor or the time of a portfolio; "" of other constraints."""
    if isinstance(constraint, Capacity):
        key = next(f"{each.kind}s" for each in allocation.terms.takers if each.id == constraint.portfolio)
        return (
            f"\n      in een scenario: `{key}: {{{constraint.portfolio}: {{dagdelen: …}}}}`, met meer dan nu"
        )
    layers = allocation.outcome.case.dossier.layers
    for actor in (actor for layer in layers for actor in layer.actors):
        if any(choice.origin.span == constraint.place for choice in actor.choices):
            return f"\n      in een scenario: `actoren: {{{actor.id}: {{keuzes: []}}}}`"
    return ""


def said(constraint: Constraint) -> str:
    """A constraint with the place where it is written."""
    where = place(constraint)
    return f"{constraint.text}   {where}".rstrip()
