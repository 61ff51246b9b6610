"""Who in the college takes which seat, for every page the same: the plan of `verdeling`, as seats to show.

Without a plan there are the seats that are advised, and nobody is named for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from strategy.advice.advise import Outcome, once
from strategy.advice.lines import Line
from strategy.advice.model import Advice
from strategy.advice.names import ROLE_NAMES, Names, decimal
from strategy.allocation.allocate import Allocation, allocate
from strategy.allocation.seats import TAKING, Candidate, Taker
from strategy.dossier.defined_names import all_of
from strategy.errors import KrachtenveldError
from strategy.facts.fact_base import grouped
from visualizations.reports.verdeling_words import natures, released, spent, taker

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
