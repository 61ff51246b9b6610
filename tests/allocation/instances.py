"""Small random problems, and what a reader who tries every plan finds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

from strategy.allocation.problem import Capacity, Plan, Problem, ProblemSeat, SeatRule


def instance(seed: int) -> Problem:
    """A problem with a handful of seats: tables with several roles, things that go first, choices, agreements."""
    chance = random.Random(seed)
    portfolios = [f"p{number}" for number in range(chance.randint(1, 3))]
    seats, tables = [], {}
    for number in range(chance.randint(2, 7)):
        takers = [name for name in portfolios if chance.random() < 0.7]
        worth = {name: chance.choice((5, 10, 10, 20, 35)) for name in takers}
        seat = ProblemSeat(
            f"s{number}",
            chance.choice((0, 1, 1, 2, 4)),
            worth,
            {name: chance.randint(0, 2) for name in takers},
            kept=number % 3,
        )
        seats.append(seat)
        tables.setdefault(f"t{chance.randint(0, 4)}", []).append(seat.id)
    ids = [seat.id for seat in seats]
    rules = [SeatRule("past", f"past {seat.id}", (seat.id,), most=0) for seat in seats if not seat.worth]
    rules += [SeatRule("rol", f"rol {name}", tuple(at), most=1) for name, at in tables.items() if len(at) > 1]
    for _ in range(chance.randint(0, 2)):
        given = chance.choice(ids)
        first = tuple(chance.choice([at for at in tables.values() if given not in at] or [[]]))
        rules.append(SeatRule("vereist", f"vereist {given} {first}", first, least=1, given=given))
    if chance.random() < 0.5:
        some = tuple(chance.sample(ids, min(3, len(ids))))
        least = chance.randint(0, 1)
        rules.append(SeatRule("keuze", f"keuze {some}", some, least, chance.randint(1, 2)))
    if chance.random() < 0.5:
        rules.append(SeatRule("moet", "moet", tuple(chance.sample(ids, chance.randint(1, 2))), least=1))
    if chance.random() < 0.3:
        rules.append(SeatRule("nooit", "nooit", (chance.choice(ids),), most=0))
    if chance.random() < 0.3:
        seat = chance.choice(seats)
        for name in seat.worth:
            rules.append(SeatRule("vast", "vast", (seat.id,), least=1, holder=name))
            break
    capacities = tuple(Capacity(name, chance.randint(0, 6), f"tijd {name}") for name in portfolios)
    chance.shuffle(rules)
    return Problem(tuple(seats), capacities, tuple(rules))


def every_plan(problem: Problem) -> Iterator[Plan]:
    """Every plan that keeps to all constraints, by trying all; written without a look at the solver."""
    ids = [seat.id for seat in problem.seats]
    for holders in product(*((None, *(seat.worth or ("",))) for seat in problem.seats)):
        plan = {name: holder for name, holder in zip(ids, holders, strict=True) if holder is not None}
        if allowed(problem, plan):
            yield plan


def allowed(problem: Problem, plan: Plan) -> bool:
    """Whether a plan keeps to all constraints."""
    for capacity in problem.capacities:
        asked = [seat.load for seat in problem.seats if plan.get(seat.id) == capacity.portfolio]
        if sum(asked) > capacity.load:
            return False
    for rule in problem.rules:
        taken = [name for name in rule.seats if name in plan]
        if rule.holder is not None:
            taken = [name for name in taken if plan[name] == rule.holder]
        if rule.most is not None and len(taken) > rule.most:
            return False
        if (not rule.given or rule.given in plan) and len(taken) < rule.least:
            return False
    return True


def value(problem: Problem, plan: Plan) -> int:
    return sum(
        {seat.id: seat for seat in problem.seats}[name].worth.get(holder, 0) for name, holder in plan.items()
    )
