"""What the explorer shows beside the map: who takes which seat and what is due when, per scenario, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from strategy.advice.advise import Outcome
from strategy.allocation.allocate import Allocation
from strategy.calendar.agenda import Appointment, Choice, agenda
from visualizations.kaart.texts import Table
from visualizations.reports import verdeling_words as words
from visualizations.reports.kalender import source_text


def extras(outcomes: Sequence[Outcome], plans: Sequence[Allocation | None]) -> dict[str, Any]:
    """Per scenario the place of its plan and of its calendar; what two scenarios have alike is written once.

    A plan is None where no division keeps all demands.
    """
    kept, calendars = Table(), Table()
    cases = [
        {
            "plan": kept.place(json.dumps(plan_data(plan))),
            "calendar": calendars.place(json.dumps(calendar_data(outcome))),
        }
        for outcome, plan in zip(outcomes, plans, strict=True)
    ]
    return {
        "cases": cases,
        "plans": [json.loads(text) for text in kept.items],
        "calendars": [json.loads(text) for text in calendars.items],
    }


def plan_data(plan: Allocation | None) -> dict[str, Any]:
    """A division: per portfolio its time and its seats, and the seats that nobody takes."""
    if plan is None:
        return {"proven": False, "portfolios": [], "left": [], "notes": []}
    seats = {seat.id: seat for seat in plan.seats}
    line_of = {part.id: line.id for line in plan.outcome.lines for part in line.parts}
    covered = {name for seat in plan.seats if seat.id in plan.plan for name in seat.covers}
    portfolios = [
        {
            "name": words.portfolio(plan, item.id),
            "office": item.office,
            "capacity": plan.terms.capacity[item.id],
            "used": words.load(plan.problem.load(plan.plan, item.id)),
            "nature": plan.terms.origins[item.id].nature,
            "seats": [
                {
                    "advice": line_of[seat.advice.id],
                    "title": seat.advice.title,
                    "load": plan.terms.loads[seat.role],
                }
                for seat in plan.seats
                if plan.plan.get(seat.id) == item.id
            ],
        }
        for item in plan.terms.portfolios
    ]
    left = [
        {"advice": line_of[seat.advice.id], "title": seat.advice.title, "load": plan.terms.loads[seat.role]}
        for seat in seats.values()
        if seat.id not in plan.plan and seat.id not in covered
    ]
    return {
        "proven": plan.solution.proven,
        "portfolios": portfolios,
        "left": left,
        "notes": list(plan.notes),
    }


def calendar_data(outcome: Outcome) -> list[dict[str, Any]]:
    """Every moment of the dossier, in the order of the calendar."""
    return [_moment(outcome, each) for each in agenda(outcome, Choice(past=True))]


def _moment(outcome: Outcome, appointment: Appointment) -> dict[str, Any]:
    occasion = appointment.occasion
    return {
        "name": occasion.name,
        "when": occasion.text,
        "state": appointment.state,
        "network": occasion.network,
        "nominated": list(occasion.nominated_by),
        "advices": [line.id for line in appointment.lines],
        "verify": occasion.unsure,
        "note": occasion.note,
        "source": source_text(outcome, occasion),
    }
