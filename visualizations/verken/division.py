"""The division of seats as the page needs it: the problem without what seats are worth, which follows from weights; and plans.

A division is the same for all weights but for the worth of its seats: rules never test a weight. So the page takes the parts
of the advice that make up the value of a seat, and asks the solver anew (templates/verdelen.js).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from strategy.advice.advise import Outcome, seat_argument
from strategy.allocation.allocate import Allocation, posed
from strategy.allocation.plan_search import lot
from strategy.allocation.problem import LOAD, WORTH, SeatRule
from strategy.allocation.seats import Candidate, seat_label
from strategy.allocation.terms import Terms
from strategy.errors import InputError, KrachtenveldError
from strategy.explain.grounds import footing
from visualizations.reports.verdeling_words import about
from visualizations.writers.words import capital


def problem_data(outcome: Outcome) -> dict[str, Any]:
    """The problem of an outcome; or under `why` the reason that there is none, "" when it was left out.

    `noun` is what those who take seats are called. taker: [id, name, what to say below it, time, nature of the time]; seat: [id, id of its line, whether it leads there, label, load, kept, [part of the card, …],
    [[taker, share, ties, lot], …], [seat it brings along, …], table, why, what it rests on], the last two only in another role than the line begins with; rule: [sort, text, [seat, …], least, most, given,
    holder]. Takers and seats are places in their lists, -1 is none; time and load are in units, `units` of them in one.
    """
    try:
        seats, _, terms, asked = posed(outcome)
    except KrachtenveldError as error:
        return {"why": _why(error)}
    problem = asked.problem
    at = {seat.id: place for place, seat in enumerate(problem.seats)}
    of = {item.id: place for place, item in enumerate(terms.takers)}
    return {
        "units": {"load": LOAD, "worth": WORTH},
        "noun": terms.noun,
        "takers": [_taker(terms, number) for number in range(len(terms.takers))],
        "seats": [
            [
                seat.id,
                seat.line.id,
                int(seat.id == seat.line.parts[0].id),
                seat_label(outcome.names, seat.advice),
                it.load,
                it.kept,
                _parts(seat),
                [[of[name], it.shares[name], it.ties.get(name, 0), lot(seat.id, name)] for name in it.shares],
                [at[name] for name in seat.covers],
                outcome.names.name("gremium", seat.body),
                *_in_its_role(outcome, seat),
            ]
            for seat, it in zip(seats, problem.seats, strict=True)
        ],
        "rules": [_rule(rule, at, of) for rule in problem.rules],
        "notes": asked.notes,
    }


def _taker(terms: Terms, number: int) -> list[Any]:
    item = terms.takers[number]
    time = terms.capacity[item.id]
    return [item.id, item.name, about(item), round(time * LOAD), terms.origins[item.id].nature]


def _in_its_role(outcome: Outcome, seat: Candidate) -> tuple[str, ...]:
    if seat.role == seat.line.target.role:
        return ()
    told = capital(str(footing(outcome, seat.advice)))
    return seat_argument(outcome, seat.line, seat.advice), told


def _parts(seat: Candidate) -> list[int]:
    """The parts of the card of a line that make up the value of a seat: its own, and those of what it brings along.

    Lighter roles at a table are in the same line as a heavier one: a line is about a table.
    """
    place = {name: number for number, name in enumerate(sorted(part.id for part in seat.line.parts))}
    return [place[name] for name in (seat.id, *seat.covers)]


def _rule(rule: SeatRule, at: Mapping[str, int], of: Mapping[str, int]) -> list[Any]:
    most = -1 if rule.most is None else rule.most
    holder = -1 if rule.holder is None else of[rule.holder]
    given = at[rule.given] if rule.given else -1
    return [rule.sort, rule.text, [at[name] for name in rule.seats], rule.least, most, given, holder]


def _why(error: KrachtenveldError) -> str:
    told = [finding.message for finding in error.findings] if isinstance(error, InputError) else [str(error)]
    return told[0] + (f" (en nog {len(told) - 1})" if len(told) > 1 else "")


def plan_data(plan: Allocation) -> dict[str, Any]:
    """A plan that was worked out: who takes which seat, by id, in the order of the seats; its worth in units."""
    return {
        "proven": plan.solution.proven,
        "worth": plan.solution.worth,
        "seats": [[seat.id, plan.plan[seat.id]] for seat in plan.seats if seat.id in plan.plan],
    }
