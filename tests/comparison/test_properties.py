"""What must hold of any comparison, on Zaanstad and on random scores."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategy.advice.advise import Outcome, advise
from strategy.advice.lines import Line
from strategy.advice.model import Target
from strategy.comparison.compare_scenarios import ScenarioComparison, plan
from strategy.comparison.futures import ComparedLine, Futures, agreements, side_by_side, tau_b
from strategy.comparison.regret import regret
from strategy.dossier.provenance import Sourced
from tests.examples import examples
from visualizations.reports.vergelijk_story import ComparedChoice, compare_chosen

NAMES = ("a", "b", "c")
_BODIES = ("een", "twee", "drie", "vier", "vijf", "zes")


def _line(body: str, score: float) -> Line:
    target = Target("positie", "claimen", body=body, role="lid")
    return Line(f"positie/{body}", f"lid {body}", target, (), (), score, "doen", 1, (), (), (), ())


@st.composite
def tables(draw: st.DrawFn) -> tuple[ComparedLine, ...]:
    """Lines about a few tables with random scores in three scenarios; not every seat is advised in each."""
    numbers = st.integers(1, 40).map(lambda number: number / 8)
    scenarios = []
    for _ in NAMES:
        scores = draw(st.dictionaries(st.sampled_from(_BODIES), numbers))
        scenarios.append([_line(body, score) for body, score in sorted(scores.items())])
    return side_by_side(scenarios)


# ── regret ────────────────────────────────────────────────────────────────────────────────────────────


def _value(chosen: tuple[ComparedLine, ...], scenario: int) -> float:
    standings = (seat.standings[scenario] for seat in chosen)
    return sum(standing.score for standing in standings if standing)


def _plans(table: tuple[ComparedLine, ...], size: int) -> list[tuple[ComparedLine, ...]]:
    """Every choice of at most so many lines."""
    return [chosen for number in range(size + 1) for chosen in itertools.combinations(table, number)]


@settings(max_examples=examples(12))
@given(tables(), st.integers(1, 3))
def test_regret_is_what_trying_every_plan_gives(table: tuple[ComparedLine, ...], size: int) -> None:
    answer = regret(table, size, NAMES)
    plans = _plans(table, size)
    best = [max(_value(chosen, scenario) for chosen in plans) for scenario in range(3)]

    def regrets(chosen: tuple[ComparedLine, ...]) -> list[float]:
        return [
            1 - _value(chosen, scenario) / best[scenario] if best[scenario] else 0.0 for scenario in range(3)
        ]

    for scenario, own in enumerate(answer.plans):
        assert own.regrets[scenario] == 0
        assert own.regrets == pytest.approx(regrets(own.seats))
        assert min(own.regrets) >= 0
    assert answer.safest.worst == pytest.approx(min(max(regrets(chosen)) for chosen in plans), abs=1e-7)


@settings(max_examples=examples(8))
@given(tables(), st.permutations(range(3)))
def test_the_order_of_scenarios_changes_no_regret(table: tuple[ComparedLine, ...], order: list[int]) -> None:
    turned = tuple(replace(seat, standings=tuple(seat.standings[each] for each in order)) for seat in table)
    one, other = regret(table, 2, NAMES), regret(turned, 2, [NAMES[each] for each in order])
    assert {seat.id for seat in one.safest.seats} == {seat.id for seat in other.safest.seats}
    for place, each in enumerate(order):
        assert [one.plans[each].regrets[scenario] for scenario in order] == list(other.plans[place].regrets)


def test_regret_on_zaanstad(found: ScenarioComparison) -> None:
    for scenario, own in enumerate(found.regret.plans):
        assert own.regrets[scenario] == 0
        assert min(own.regrets) >= 0
        assert len(own.seats) == len({seat.line.target.body for seat in own.seats}) == 10
    assert found.regret.safest.worst <= min(own.worst for own in found.regret.plans)
    assert max(own.worst for own in found.regret.plans) > 0


# ── agreement ─────────────────────────────────────────────────────────────────────────────────────────

ROWS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=20)


@given(ROWS)
def test_tau_is_that_of_scipy(rows: list[tuple[int, int]]) -> None:
    from scipy.stats import kendalltau  # a second of importing that no other test needs

    one, other = [row[0] for row in rows], [row[1] for row in rows]
    ours, theirs = tau_b(one, other), kendalltau(one, other).statistic
    assert (ours is None) == (theirs != theirs)
    assert ours is None or ours == pytest.approx(theirs)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=20).filter(lambda row: len(set(row)) > 1))
def test_tau_with_itself_is_one(row: list[int]) -> None:
    assert tau_b(row, row) == 1
    assert tau_b(row, [-number for number in row]) == -1


def test_a_scenario_agrees_with_itself(found: ScenarioComparison) -> None:
    doubled = [replace(seat, standings=(seat.standings[1], seat.standings[1])) for seat in found.seats]
    (pair,) = agreements(doubled, 10, 2)
    assert (pair.tau, pair.shared) == (1, pair.highest)


# ── order ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_order_of_scenarios_changes_no_number(futures: Futures, found: ScenarioComparison) -> None:
    order = [3, 0, 4, 2, 1]
    turned = replace(futures, columns=tuple(futures.columns[each] for each in order))
    other = compare_chosen(turned, ComparedChoice(), 10)
    assert [seat.id for seat in other.firmness.always] == [seat.id for seat in found.firmness.always]
    assert {(dependent.seat.id, turned.ids[dependent.scenario]) for dependent in other.firmness.near} == {
        (dependent.seat.id, futures.ids[dependent.scenario]) for dependent in found.firmness.near
    }
    for place, each in enumerate(order):
        assert other.regret.unprepared(place) == found.regret.unprepared(each)
    assert [seat.id for seat in other.regret.safest.seats] == [seat.id for seat in found.regret.safest.seats]
    assert [turns.firm for turns in other.turns] == [turns.firm for turns in found.turns]
    pairs = {frozenset((turned.ids[pair.one], turned.ids[pair.other])): pair for pair in other.agreements}
    for pair in found.agreements:
        same = pairs[frozenset((futures.ids[pair.one], futures.ids[pair.other]))]
        assert (same.tau, same.shared, same.highest) == (pair.tau, pair.shared, pair.highest)


# ── differences ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("pair", [(0, 1), (0, 4), (1, 3)], ids=str)
def test_the_way_back_is_the_mirror(futures: Futures, pair: tuple[int, int]) -> None:
    one, other = (futures.columns[each] for each in pair)
    every = {line.id for future in (one, other) for line in future.outcome.lines}
    there, back = plan(one, other, every, futures.run), plan(other, one, every, futures.run)
    mirror = {"nieuw": "vervallen", "vervallen": "nieuw"}
    assert {
        (item.difference.id, mirror.get(item.difference.kind, item.difference.kind)) for item in there.items
    } == {(item.difference.id, item.difference.kind) for item in back.items}
    for item in (*there.items, *back.items):
        assert item.causes and all(cause.changes for cause in item.causes)
    turned = {(change.kind, change.item, change.path, change.new, change.old) for change in back.changes}
    assert {
        (change.kind, change.item, change.path, change.old, change.new) for change in there.changes
    } == turned
    assert there.equal == back.equal


def test_a_change_points_into_the_scenario_that_makes_it(futures: Futures) -> None:
    gezond, veilig = (futures.columns[futures.ids.index(name)] for name in ("gezond", "veilig"))
    part = plan(gezond, veilig, (), futures.run)
    places = {change.item: change.place.file for change in part.changes}
    assert places == {"gezondheid": "scenarios/gezond.yaml", "veiligheid": "scenarios/veilig.yaml"}


def test_every_hinge_that_a_scenario_breaks_has_a_cause(found: ScenarioComparison) -> None:
    base = found.futures.ids.index("basis")
    dependents = [dependent for dependent in found.firmness.near if dependent.scenario != base]
    assert dependents
    for dependent in dependents:
        part = found.reasons[dependent.scenario, dependent.seat.id]
        assert any(item.difference.id == dependent.seat.id and item.changes for item in part.items)


# ── weights ───────────────────────────────────────────────────────────────────────────────────────────


def _with_weight(outcome: Outcome, opgave: str, weight: Fraction) -> Outcome:
    """The same dossier with another weight of one opgave, run anew."""
    case = outcome.case
    opgaven = tuple(
        replace(each, weight=Sourced(float(weight), each.origin)) if each.id == opgave else each
        for each in case.dossier.opgaven
    )
    return advise(replace(case, dossier=replace(case.dossier, opgaven=opgaven)), "python")


def test_a_turn_is_where_a_run_turns(futures: Futures, found: ScenarioComparison) -> None:
    """Just before the weight everything still holds, just past it what was said to go is gone."""
    step = Fraction(1, 200)
    base = futures.base.outcome
    for turns in found.turns[:3]:
        for swap in turns.firm:
            past, before = (swap.at + (step if swap.up == ahead else -step) for ahead in (True, False))
            highs = []
            for weight in (before, past):
                advices = [
                    a for a in _with_weight(base, turns.lever.id, weight).lines if a.target.sort == "positie"
                ]
                places = {seat.id: seat.standings[0] for seat in side_by_side([advices])}
                highs.append({name for name, standing in places.items() if standing and standing.place <= 10})
            assert set(swap.overtaken) <= highs[0]
            assert not set(swap.overtaken) & highs[1]


# ── what is lost ──────────────────────────────────────────────────────────────────────────────────────


def test_what_is_lost_with_a_network(found: ScenarioComparison) -> None:
    (number,) = found.dropouts
    lost = found.dropouts[number]
    assert found.futures.ids[number] == "zonder-mra"
    assert lost.actors == ("mra",)
    known = {line.id for line in found.futures.columns[number].outcome.lines}
    for gap in lost.gaps:
        assert gap.lost or gap.roads
        assert not {advice.id for advice in gap.lost} & known
        assert {each.line.id for each in gap.substitutes} <= known
        strengths = [each.strength for each in gap.substitutes]
        assert strengths == sorted(strengths, reverse=True)
        assert all(gap.priority in each.line.priorities for each in gap.substitutes)


def test_a_narrower_choice_holds_no_more(futures: Futures) -> None:
    wide = compare_chosen(futures, ComparedChoice(sort="alle"), 10)
    narrow = compare_chosen(futures, ComparedChoice(opgave="gezondheid"), 10)
    assert {seat.line.target.sort for seat in narrow.seats} == {"positie"}
    assert {seat.id for seat in narrow.seats} < {seat.id for seat in wide.seats}
