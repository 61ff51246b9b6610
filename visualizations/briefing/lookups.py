"""What the pages of a briefing are about, and what every page looks things up in: the outcome, its roads, its moments, who
grants which seats, and who in the college takes which. Without a plan there are the seats that are advised, and nobody is
named for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Literal

from strategy.advice.advise import Outcome, entries_for, once, seat_argument, source_reasons
from strategy.advice.line_titles import held_sentence, new_sentence
from strategy.advice.lines import Line
from strategy.advice.model import Advice, Entry
from strategy.advice.names import ROLE_NAMES, Names, argument_texts, decimal
from strategy.advice.select import networks_of
from strategy.allocation.allocate import Allocation, allocate
from strategy.allocation.seats import TAKING, Candidate, Taker, within_portfolio
from strategy.calendar.agenda import Appointment, agenda
from strategy.dossier.defined_names import all_of
from strategy.dossier.model import Reason
from strategy.errors import KrachtenveldError, quote
from strategy.facts.fact_base import grouped
from strategy.graph.by_name import (
    NETWORKS,
    OPGAVEN,
    PORTFOLIOS,
    Called,
    meant,
    networks_called,
    opgaven_called,
    portfolios_called,
)
from strategy.graph.network import View
from strategy.roads.road_network import Pair, RoadNetwork
from strategy.roads.steps import RoadInSteps, roads_in_steps
from visualizations.reports.verdeling import natures, released, spent, taker

OFFICIALS = "ambtelijk"
_SHORT = {"inbreng": "stevige inbreng"}
"""What is shorter in a column than the name of the role."""


@dataclass(frozen=True)
class PlannedSeat:
    """A seat within its line. `who` takes it, by id, through `portfolio`; both "" when nobody does."""

    advice: Advice
    line: Line
    who: str = ""
    portfolio: str = ""
    official: bool = False

    @property
    def taken(self) -> bool:
        return bool(self.who) or self.official

    @property
    def told(self) -> Advice:
        """What its ground is told of: its line, or in another role than that begins with only the seat itself."""
        return self.line if self.advice.target.role == self.line.target.role else self.advice


class CollegePlan:
    """The seats of an outcome as the plan has them."""

    def __init__(self, lines: Sequence[Line], made: Allocation | None) -> None:
        self.made = made
        self._lines = tuple(line for line in lines if line.target.sort == "positie")

    @cached_property
    def seats(self) -> tuple[PlannedSeat, ...]:
        """One per table, in the order of the advice: the role that the plan takes there, or else the one advised."""
        return tuple(seat for line in self._lines for seat in self._of(line))

    def _of(self, line: Line) -> Iterable[PlannedSeat]:
        plan = self.made.plan if self.made else {}
        officials = {advice.id for advice in self.made.officials} if self.made else set()
        done: set[str] = set()
        wanted = [
            part for part in line.parts if part.target.sort == "positie" and part.target.attitude in TAKING
        ]
        for part in sorted(
            wanted, key=lambda part: part.id not in plan
        ):  # what is taken before what was also possible
            if part.target.body in done:
                continue
            done.add(part.target.body)
            who = plan.get(part.id, "")
            portfolio = self.made.seat(part.id).through[who] if self.made and who else ""
            yield PlannedSeat(part, line, who, portfolio, part.id in officials)

    def about(self, lines: Iterable[Line]) -> tuple[PlannedSeat, ...]:
        """The seats within these lines, in their order."""
        place = {line.id: number for number, line in enumerate(lines)}
        return tuple(
            sorted(
                (seat for seat in self.seats if seat.line.id in place), key=lambda seat: place[seat.line.id]
            )
        )

    def taken(self, lines: Iterable[Line]) -> tuple[PlannedSeat, ...]:
        """Those that someone takes; without a plan all that are advised."""
        return tuple(seat for seat in self.about(lines) if seat.taken or self.made is None)

    def dropped(self, lines: Iterable[Line]) -> tuple[PlannedSeat, ...]:
        """Those that the time of the college does not reach."""
        return tuple(seat for seat in self.about(lines) if self.made is not None and not seat.taken)

    def who(self, seat: PlannedSeat) -> str:
        if seat.official:
            return OFFICIALS
        return taker(self.made, seat.who) if self.made is not None and seat.who else ""

    def otherwise(self, line: Line) -> PlannedSeat | None:
        """The seat that the plan takes at the only table of a line in another role than the one advised first."""
        if self.made is None or len({part.target.body for part in line.parts}) > 1:
            return None
        found = (seat for seat in self.taken([line]) if seat.advice.target.role != line.target.role)
        return next(found, None)

    def gives_up(self, seat: PlannedSeat) -> bool:
        """Whether we hold it and the plan lets it go."""
        return seat.advice.id in self._released

    def given_up(self, lines: Iterable[Line]) -> list[tuple[Candidate, PlannedSeat | None]]:
        """The seats that we hold and that the plan lets go, each with the one that it takes at that table instead."""
        if self.made is None:
            return []
        kept, about = {seat.advice.target.body: seat for seat in self.seats if seat.who}, list(lines)
        found = (self.made.seat(name) for name in released(self.made))
        return [(seat, kept.get(seat.body)) for seat in found if seat.line in about]

    def fits_nobody(self, seat: PlannedSeat) -> bool:
        """Whether nobody in the college is about it, whatever time there is."""
        return self.made is not None and not self.made.seat(seat.advice.id).steps

    @cached_property
    def _released(self) -> frozenset[str]:
        return frozenset(released(self.made)) if self.made else frozenset()

    @property
    def time(self) -> str:
        """What the whole plan takes of what there is, and how hard these numbers are."""
        assert self.made is not None
        hard = natures(self.made, self.made.terms.origins)
        return f"{spent(self.made)} dagdelen per maand" + (" (een aanname)" if "aanname" in hard else "")

    def taker(self, portfolio: str) -> Taker:
        """Whose a portfolio is."""
        assert self.made is not None
        takers = self.made.terms.takers
        return next(each for each in takers if any(item.id == portfolio for item in each.portfolios))

    def time_of(self, portfolio: str) -> str:
        """What the seats of one portfolio take, of what who has it has."""
        assert self.made is not None
        taker, loads = self.taker(portfolio), self.made.terms.loads
        used = sum(loads[seat.advice.target.role] for seat in self.seats if seat.portfolio == portfolio)
        whose = f" van {taker.name}" if taker.kind == "bestuurder" else ""
        return (
            f"{decimal(used)} van de {decimal(self.made.terms.capacity[taker.id])} dagdelen per maand{whose}"
        )


@once
def plan_of(outcome: Outcome) -> CollegePlan:
    """The best division of all seats over the college; without names where the dossier does not say enough, or allows none."""
    try:
        made: Allocation | None = allocate(outcome)
    except KrachtenveldError:
        made = None
    return CollegePlan(outcome.lines, made if made and made.solution.plan is not None else None)


def role(names: Names, advice: Advice) -> str:
    """The role of a seat: trekker, or portefeuille Jeugd."""
    target = advice.target
    if target.role == "portefeuille" and target.theme:
        return f"portefeuille {names.name('thema', target.theme)}"
    return _SHORT.get(target.role) or ROLE_NAMES.get(target.role, target.role)


def tables(found: Sequence[tuple[str, str]]) -> str:
    """Tables with the role at each, those with the same role together: trekker van A; stevige inbreng in B en C."""
    together = grouped((as_what, body) for body, as_what in found)
    return "; ".join(f"{all_of(dict.fromkeys(bodies))} ({as_what})" for as_what, bodies in together.items())


Per = Literal["opgave", "portefeuille", "netwerk"]
PER: tuple[Per, ...] = ("opgave", "portefeuille", "netwerk")
_CALLED: Mapping[Per, tuple[tuple[str, str], Callable[[View], Called]]] = {
    "opgave": (OPGAVEN, opgaven_called),
    "portefeuille": (PORTFOLIOS, portfolios_called),
    "netwerk": (NETWORKS, networks_called),
}


@dataclass(frozen=True)
class BriefingSubject:
    """What one page is about, with its lines of advice, best first."""

    sort: Per
    id: str
    name: str
    lines: tuple[Line, ...]

    @property
    def opgave(self) -> str:
        """The opgave that arguments are sought for; "" is any."""
        return self.id if self.sort == "opgave" else ""

    def place(self, advice: Advice) -> tuple[float, int, str]:
        """What settles the order on the page: on that of an opgave, first what an advice does for it."""
        return advice.place_in(self.opgave)


def subjects(outcome: Outcome, per: Per, name: str | None = None) -> tuple[BriefingSubject, ...]:
    """The subjects with any advice, in the order of the dossier; with a `name`, id or full, only that one.

    Raises KrachtenveldError for a name that is not there, and when there is no advice to tell of.
    """
    kinds, called = _CALLED[per]
    named = called(outcome.case.view)
    ids = named if name is None else [meant(kinds, name, named)]
    found = [_subject(outcome, per, item, named[item][0]) for item in ids]
    kept = tuple(subject for subject in found if subject.lines)
    if not kept:
        what = f"voor {per} {quote(name)}" if name is not None else f"per {per}"
        raise KrachtenveldError(
            f"er is geen advies {what}, dus ook geen briefing",
            "`krachtenveld advies` toont waar wel advies over is",
        )
    return kept


def _subject(outcome: Outcome, per: Per, item: str, title: str) -> BriefingSubject:
    found = BriefingSubject(per, item, title, _lines(outcome, per, item))
    return replace(found, lines=tuple(sorted(found.lines, key=found.place)))


def _lines(outcome: Outcome, per: Per, item: str) -> tuple[Line, ...]:
    """The lines that `advies` groups under this; of a portfolio also those of the seats that the plan gives it."""
    if per == "opgave":
        return tuple(line for line in outcome.lines if item in line.opgaven)
    if per == "portefeuille":
        own = within_portfolio(outcome, outcome.lines, item)
        taken = {seat.line.id for seat in plan_of(outcome).seats if seat.portfolio == item}
        return tuple(line for line in outcome.lines if line in own or line.id in taken)
    of_network = networks_of(outcome, outcome.lines)
    return tuple(line for line in outcome.lines if of_network[line.id] == item)


AHEAD = timedelta(days=365)
"""Moments further off are not for this briefing."""


class BriefingLookups:
    """Look-ups over one outcome. All results are in the order of the dossier or of the advice."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.view = outcome.case.view
        self.names = outcome.names
        self.roads = RoadNetwork(outcome)
        self._roads_to: dict[Pair, tuple[RoadInSteps, ...]] = {}

    @cached_property
    def owner(self) -> dict[str, str]:
        """Body → the actor whose table it is."""
        return {body.id: actor.id for actor, body in self.view.bodies()}

    @cached_property
    def granters(self) -> dict[str, str]:
        """Actor → the region that grants our seats at its tables."""
        facts = self.outcome.case.facts.of_type("namens")
        return {str(fact.values[0]): str(fact.values[1]) for fact in facts}

    @cached_property
    def plan(self) -> CollegePlan:
        return plan_of(self.outcome)

    def divided(self, subject: BriefingSubject) -> bool:
        """Whether the plan says which seats are those of a page: of a portfolio, where there is a plan."""
        return subject.sort == "portefeuille" and self.plan.made is not None

    def roads_to(self, pair: Pair) -> tuple[RoadInSteps, ...]:
        """All roads to a decider, step by step; worked out once."""
        if pair not in self._roads_to:
            self._roads_to[pair] = roads_in_steps(self.roads, *pair, 0)
        return self._roads_to[pair]

    @cached_property
    def moments(self) -> tuple[Appointment, ...]:
        """What is on or to come within a year and serves any advice."""
        last = self.view.day + AHEAD
        return tuple(
            each
            for each in agenda(self.outcome)
            if each.state in ("loopt", "komt") and each.lines and each.once and each.once.first <= last
        )

    def moments_of(self, lines: Iterable[Line]) -> tuple[tuple[Appointment, tuple[Line, ...]], ...]:
        """The moments that serve any of these lines, with those that they serve, as ordered here."""
        wanted, found = tuple(lines), []
        for each in self.moments:
            names = {line.id for line in each.lines}
            if served := tuple(line for line in wanted if line.id in names):
                found.append((each, served))
        return tuple(found)

    def entries(self, advice: Advice, subject: BriefingSubject) -> tuple[Entry, ...]:
        """What rules conclude for an advice, strongest first; on the page of an opgave only what serves that one."""
        return entries_for(advice, subject.opgave)

    def reasons(self, advice: Advice, subject: BriefingSubject) -> tuple[Reason, ...]:
        """What sources give as a reason for it there."""
        return source_reasons(advice, subject.opgave)

    def argument(self, line: Line, subject: BriefingSubject | None = None) -> str:
        """The first of both, in the words of every other output; without a page the first for any opgave.

        Of a seat that the plan takes in another role than is advised, what speaks for that one.
        """
        opgave = subject.opgave if subject else ""
        seat = self.plan.otherwise(line)
        return seat_argument(self.outcome, line, seat.advice if seat else line, opgave)

    def title(self, line: Line) -> str:
        """What to do, in one clause, and in the role in which the plan takes a seat."""
        seat = self.plan.otherwise(line)
        if seat is None:
            return line.title.partition(";")[0]
        target = seat.advice.target
        say = held_sentence if target.attitude == "behouden" else new_sentence
        return say(target.role, self.names.spoken("gremium", target.body), "")

    def against(self, advice: Advice) -> tuple[str, ...]:
        """The arguments against an advice."""
        return argument_texts(self.outcome.trace, self.names, advice.counters)

    def body(self, name: str) -> str:
        return self.names.name("gremium", name)

    def actor(self, name: str) -> str:
        return self.names.short("actor", name)
