"""What terms allow and exclude, held against every value that could tell them apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from strategy.checks.logic import pattern_written, term_spoken
from strategy.errors import Span
from strategy.rulebook.ast import Compare, Const, OneOf, Pattern, Term, Var, allows, exclude, term_holds

NUMBERS = (0, 1, 2.5, 3, -1)
WORDS = ("a", "b", "c")
SAMPLES = (*WORDS, "d", -2.5, -1, -0.5, 0, 0.5, 1, 1.7, 2.5, 2.7, 3, 4)
"""The words, the numbers, and one number in each gap between them."""

values = st.sampled_from((*NUMBERS, *WORDS))
terms: st.SearchStrategy[Term] = st.one_of(
    st.builds(Const, values),
    st.builds(OneOf, st.lists(values, min_size=1, max_size=3).map(tuple)),
    st.builds(Compare, st.sampled_from(("<", "<=", ">", ">=", "=", "!=")), st.sampled_from(NUMBERS)),
)


@given(terms, terms)
def test_allows_is_about_every_value(general: Term, specific: Term) -> None:
    fitting = [value for value in SAMPLES if term_holds(value, specific, {})]
    assert allows(general, specific) == all(term_holds(value, general, {}) for value in fitting) or (
        # a list or word is never called as broad as a comparison, which may allow numbers beyond the sample
        isinstance(specific, Compare) and not isinstance(general, Compare) and not allows(general, specific)
    )


@given(terms, terms)
def test_exclude_is_about_every_value(one: Term, other: Term) -> None:
    both = [value for value in SAMPLES if term_holds(value, one, {}) and term_holds(value, other, {})]
    assert exclude(one, other) == (not both)
    assert exclude(one, other) == exclude(other, one)


@given(terms)
def test_a_variable_is_not_judged(term: Term) -> None:
    for one, other in ((Var("x"), term), (term, Var("x"))):
        assert not allows(one, other)
        assert not exclude(one, other)


def test_conditions_are_written_as_in_a_rule() -> None:
    pattern = Pattern(
        "route",
        (("via", Var("n")), ("klasse", OneOf(("sterk", "goed"))), ("sterkte", Compare(">=", 0.5))),
        Span("x"),
    )
    assert pattern_written(pattern) == 'route: {via: $n, klasse: [sterk, goed], sterkte: ">= 0.5"}'
    assert [term_spoken(term) for _, term in pattern.terms[1:]] == ["sterk of goed", "minstens 0.5"]
