"""What every page of a briefing looks things up in: the outcome, its roads, its moments, and who grants which seats."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property

from strategy.advice.advise import Outcome, argument, arguments, entries, reasons
from strategy.advice.lines import Line
from strategy.advice.model import Advice, Entry
from strategy.advice.names import argument_texts
from strategy.allocation.allocate import Allocation, allocate
from strategy.calendar.agenda import Appointment, agenda
from strategy.dossier.model import Reason
from strategy.errors import KrachtenveldError
from strategy.routes.field import Field
from visualizations.briefing.choose import Subject

AHEAD = timedelta(days=365)
"""Moments further off are not for this briefing."""


class Desk:
    """Look-ups over one outcome. All results are in the order of the dossier or of the advice."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.view = outcome.case.view
        self.names = outcome.names
        self.field = Field(outcome)

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
    def division(self) -> Allocation | None:
        """The best division of all seats over the college; None where the dossier does not say enough, or allows none."""
        try:
            found = allocate(self.outcome)
        except KrachtenveldError:
            return None
        return found if found.solution.plan is not None else None

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

    def entries(self, advice: Advice, subject: Subject) -> tuple[Entry, ...]:
        """What rules conclude for an advice, strongest first; on the page of an opgave only what serves that one."""
        return entries(advice, subject.opgave)

    def reasons(self, advice: Advice, subject: Subject) -> tuple[Reason, ...]:
        """What sources give as a reason for it there."""
        return reasons(advice, subject.opgave)

    def arguments(self, advice: Advice, subject: Subject) -> tuple[str, ...]:
        """Both as sentences, in the words and the order of every other output."""
        return arguments(self.outcome, advice, subject.opgave)

    def argument(self, advice: Advice, subject: Subject) -> str:
        """The first of these."""
        return argument(self.outcome, advice, subject.opgave)

    def against(self, advice: Advice) -> tuple[str, ...]:
        """The arguments against an advice."""
        return argument_texts(self.outcome.trace, self.names, advice.counters)

    def body(self, name: str) -> str:
        return self.names.name("gremium", name)

    def actor(self, name: str) -> str:
        return self.names.short("actor", name)
