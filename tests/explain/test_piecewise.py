"""Piecewise linear functions: each operation is held against the same operation on values, at many weights."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.explain.tipping import HIGH, LOW, Piecewise, following, highest, lowest, straight, sum_of, zeros

GRID = [Fraction(step, 7) for step in range(71)]
whole = st.integers(-20, 20)
lines = st.builds(straight, whole, whole)
functions = st.lists(lines, min_size=1, max_size=4).map(highest)


@given(functions, functions, whole)
def test_operations_are_those_on_the_values(one: Piecewise, two: Piecewise, factor: int) -> None:
    for x in GRID:
        assert (one + two).at(x) == one.at(x) + two.at(x)
        assert (one - two).at(x) == one.at(x) - two.at(x)
        assert (one * factor).at(x) == one.at(x) * factor
        assert highest([one, two]).at(x) == max(one.at(x), two.at(x))
        assert lowest((one, two)).at(x) == min(one.at(x), two.at(x))
        assert sum_of([one, two, one]).at(x) == 2 * one.at(x) + two.at(x)


@given(st.lists(st.tuples(functions, functions), min_size=1, max_size=4))
def test_following_has_the_value_of_the_highest_lead(pairs: list[tuple[Piecewise, Piecewise]]) -> None:
    found = following(pairs)
    for x in GRID:
        most = max(lead.at(x) for lead, _ in pairs)
        leading = [value.at(x) for lead, value in pairs if lead.at(x) == most]
        assert found.at(x) in leading
        alone = [value for lead, value in pairs if lead.at(x) == most and lead.pieces == pairs[0][0].pieces]
        if len(leading) == len(alone):
            assert found.at(x) == leading[0], "of equals the first"


@given(st.lists(st.tuples(functions, functions), min_size=2, max_size=3))
def test_zeros_of_what_jumps(pairs: list[tuple[Piecewise, Piecewise]]) -> None:
    found = following(pairs)
    for low, high in pairwise(dict.fromkeys([LOW, *zeros(found), HIGH])):
        values = [found.at(low + (high - low) * Fraction(step, 8)) for step in range(1, 8)]
        assert not (min(values) < 0 < max(values))


@given(functions, functions)
def test_between_two_zeros_the_sign_is_the_same(one: Piecewise, two: Piecewise) -> None:
    gap = one - two
    found = zeros(gap)
    assert all(gap.at(x) == 0 for x in found) and list(found) == sorted(set(found))
    for low, high in zip([LOW, *found], [*found, HIGH], strict=True):
        signs = {
            (gap.at(low + (high - low) * Fraction(step, 8)) > 0)
            - (gap.at(low + (high - low) * Fraction(step, 8)) < 0)
            for step in range(1, 8)
            if low < high
        }
        assert len(signs) <= 1


@given(st.lists(functions, min_size=1, max_size=5))
def test_pieces_are_few_and_meet(given_functions: list[Piecewise]) -> None:
    pieces = highest(given_functions).pieces
    for before, after in pairwise(pieces):
        assert before.start < after.start < HIGH
        assert before.at(after.start) == after.at(after.start)
        assert before.slope != after.slope


@pytest.mark.parametrize("outside", [Fraction(-1), Fraction(101, 10)])
def test_a_weight_that_no_dossier_allows_is_refused(outside: Fraction) -> None:
    with pytest.raises(ValueError, match="outside"):
        straight(1).at(outside)
