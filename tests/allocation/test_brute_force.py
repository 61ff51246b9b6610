"""The division holds against trying every plan, on random problems small enough for that.

Three hundred of them; `make mutatie` tries more. Set KRACHTENVELD_VERDELING for another number.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pytest

from strategy.allocation.plan_search import PlanSearch, clash, plan_distance
from strategy.allocation.problem import Capacity, Constraint, Plan, Problem, ProblemSeat, SeatRule
from tests.allocation.instances import allowed, every_plan, instance, value

SEEDS = range(int(os.environ.get("KRACHTENVELD_VERDELING", "24")))
SECONDS = 20


@pytest.mark.parametrize("seed", SEEDS)
def test_equals_trying_every_plan(seed: int) -> None:
    problem = instance(seed)
    search = PlanSearch(problem, SECONDS)
    found = search.best()
    plans = list(every_plan(problem))
    if not plans:
        assert found.plan is None and found.proven
        _clash_is_smallest(problem, search)
        return
    best = max(value(problem, plan) for plan in plans)
    assert found.plan is not None and allowed(problem, found.plan)
    assert (found.worth, found.bound, found.proven) == (best, best, True)
    assert value(problem, found.plan) == best
    equals = [plan for plan in plans if value(problem, plan) == best]
    assert _kept(problem, found.plan) == max(_kept(problem, plan) for plan in equals)
    assert clash(search) is None
    _around(problem, search, dict(found.plan), plans, best)


def _kept(problem: Problem, plan: Plan) -> int:
    return sum(seat.kept for seat in problem.seats if seat.id in plan)


def _around(
    problem: Problem, search: PlanSearch, plan: dict[str, str], plans: list[dict[str, str]], best: int
) -> None:
    """The seat of most trouble forced in, and the plan that differs most of those nearly as good."""
    seat = problem.seats[-1].id
    forced = search.nearest(plan, SeatRule("moet", "moet", (seat,), least=1))
    possible = [other for other in plans if seat in other]
    most = max((value(problem, other) for other in possible), default=None)
    if most is None:
        assert forced.plan is None and forced.proven
    else:
        assert forced.plan is not None and forced.worth == most
        near = min(plan_distance(plan, other) for other in possible if value(problem, other) == most)
        assert plan_distance(plan, forced.plan) == near
    least = -(-best * 98 // 100)
    good = [other for other in plans if value(problem, other) >= least]
    far = max(plan_distance(plan, other) for other in good)
    other = search.otherwise([plan], least)
    if far:
        assert other.plan is not None and plan_distance(plan, other.plan) == far and other.worth >= least
    else:
        assert other.plan is None


def _clash_is_smallest(problem: Problem, search: PlanSearch) -> None:
    found = clash(search)
    assert found is not None
    number = len(found.constraints)
    assert not _possible(problem, found.constraints)
    for left in combinations(found.constraints, number - 1):
        assert _possible(problem, left)
    for fewer in combinations(problem.constraints, number - 1):
        assert _possible(problem, fewer)
    rest = [item for item in problem.constraints if item not in found.to_drop]
    assert _possible(problem, rest)
    for kept in combinations(problem.constraints, len(problem.constraints) - len(found.to_drop) + 1):
        assert not _possible(problem, kept)


def _possible(problem: Problem, constraints: Iterable[Constraint]) -> bool:
    constraints = tuple(constraints)
    rules = tuple(item for item in constraints if isinstance(item, SeatRule))
    capacities = tuple(item for item in constraints if isinstance(item, Capacity))
    return next(every_plan(Problem(problem.seats, capacities, rules)), None) is not None


def test_the_random_problems_are_of_every_kind() -> None:
    problems = [instance(seed) for seed in SEEDS]
    impossible = sum(next(every_plan(problem), None) is None for problem in problems)
    assert 0.1 < impossible / len(problems) < 0.6
    assert {rule.sort for problem in problems for rule in problem.rules} == {
        "past", "rol", "vereist", "keuze", "moet", "nooit", "vast"
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(0, 40, 4))
def test_more_time_never_makes_a_plan_worse(seed: int) -> None:
    problem = instance(seed)
    worths = []
    for extra in (0, 1, 3):
        capacities = tuple(
            Capacity(item.portfolio, item.load + extra, item.text) for item in problem.capacities
        )
        found = PlanSearch(Problem(problem.seats, capacities, problem.rules), SECONDS).best()
        worths.append(-1 if found.plan is None else found.worth)
    assert worths == sorted(worths)


def test_equal_plans_do_not_depend_on_the_order_of_the_seats() -> None:
    for seed in range(0, 30, 3):
        problem = instance(seed)
        turned = Problem(problem.seats[::-1], problem.capacities[::-1], problem.rules[::-1])
        one, other = PlanSearch(problem, SECONDS).best(), PlanSearch(turned, SECONDS).best()
        assert one.plan == other.plan


def test_without_seats_the_plan_is_empty() -> None:
    found = PlanSearch(Problem((), (), ()), SECONDS).best()
    assert (dict(found.plan or {}), found.worth, found.proven) == ({}, 0, True)


@pytest.mark.parametrize("seed", range(0, 60, 4))
def test_who_has_several_portfolios_takes_a_seat_with_the_best_of_them(seed: int) -> None:
    """Every plan over portfolios, with one time for those of one hand, against the best over hands."""
    problem = instance(seed)
    hand = {item.portfolio: f"h{number // 2}" for number, item in enumerate(problem.capacities)}
    times = {hand[item.portfolio]: item.load for item in problem.capacities}
    free = tuple(replace(item, load=99) for item in problem.capacities)
    rules = tuple(replace(rule, holder=None) for rule in problem.rules)
    plans = [
        plan
        for plan in every_plan(Problem(problem.seats, free, rules))
        if all(
            sum(seat.load for seat in problem.seats if hand.get(plan.get(seat.id, "")) == name) <= time
            for name, time in times.items()
        )
    ]
    hands = Problem(
        tuple(
            ProblemSeat(
                seat.id,
                seat.load,
                {
                    name: max(seat.worth[item] for item in seat.worth if hand[item] == name)
                    for name in dict.fromkeys(hand[item] for item in seat.worth)
                },
            )
            for seat in problem.seats
        ),
        tuple(Capacity(name, time, name) for name, time in times.items()),
        rules,
    )
    found = PlanSearch(hands, SECONDS).best()
    assert (found.plan is None) == (not plans)
    assert found.proven and found.worth == max((value(problem, plan) for plan in plans), default=0)
