"""Tipping weights: at every claimed turn the real scoring turns, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from hypothesis import given, settings
from hypothesis import strategies as st

from strategy.advice.advise import Outcome
from strategy.advice.model import REFRAIN, Band, Entry, Target
from strategy.advice.scores_bands import Ledger, Weights, argument_values, bands, build_ledger, ranks, score
from strategy.dossier.model import Scoring
from strategy.dossier.provenance import Origin
from strategy.errors import Span
from strategy.explain.tipping import HIGH, LOW, Lever, Sensitivity, sensitivities
from strategy.inference.port import Firing
from tests.examples import examples

NEAR = 2e-4
"""Scores are rounded to 4 digits, so closer than this to a turn either answer may be the program's."""
EXACT = 1e-9
STEP = Fraction(1, 1000)


@dataclass(frozen=True)
class Standing:
    """Scores, bands and ranks as the program computes them, and the scores before they are rounded."""

    scores: Mapping[str, float]
    unrounded: Mapping[str, float]
    scoring: Scoring
    refraining: frozenset[str]

    @cached_property
    def bands(self) -> Mapping[str, Band]:
        return bands(self.scores, self.scoring, self.refraining)

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        return ranks(self.scores)

    def on_edge(self, name: str) -> bool:
        """Whether rounding may decide about the band of an advice: it is near an edge, and not on it by itself."""
        own = self.unrounded[name]
        return any(EXACT < abs(own - edge) < NEAR for edge in (self.scoring.do_from, self.scoring.also_from))

    def may_rank(self, name: str, rank: int) -> bool:
        """Whether a rank is right, give or take the rivals about whom rounding may decide."""
        leads = [other - self.scores[name] for rival, other in self.scores.items() if rival != name]
        surely, perhaps = (sum(lead > edge for lead in leads) for edge in (NEAR, -NEAR))
        return 1 + surely <= rank <= 1 + perhaps


def standing(ledger: Ledger, scoring: Scoring) -> Standing:
    found: dict[str, tuple[list[Entry], list[Entry]]] = {name: ([], []) for name in ledger.targets}
    for side, entries_of_side in enumerate((ledger.entries, ledger.counters)):
        for entry in entries_of_side:
            found[entry.advice][side].append(entry)
    refraining = {name for name, group in ledger.targets.items() if group[0].sort == REFRAIN}
    values = {name: argument_values(*sides) for name, sides in found.items()}
    scores = {name: score(each, scoring) for name, each in values.items()}
    unrounded = {name: _unrounded(each, scoring) for name, each in values.items()}
    return Standing(scores, unrounded, scoring, frozenset(refraining))


def _unrounded(values: Sequence[float], scoring: Scoring) -> float:
    strongest, *rest = values or [0.0]
    return strongest + min(scoring.bonus * sum(rest), scoring.cap * strongest)


def moved(weights: Weights, lever: Lever, weight: Fraction) -> Weights:
    if lever.kind == "opgave":
        return Weights({**weights.opgaven, lever.id: float(weight)}, weights.priorities)
    return Weights(weights.opgaven, {**weights.priorities, lever.id: float(weight)})


def weighed(ledger: Ledger, weights: Weights) -> Ledger:
    """A ledger under other weights."""

    def again(entries: Iterable[Entry]) -> tuple[Entry, ...]:
        return tuple(replace(each, weight=weights.of_pair(each.priority, each.opgave)) for each in entries)

    return Ledger(ledger.targets, again(ledger.entries), again(ledger.counters))


def holds(ledger: Ledger, weights: Weights, scoring: Scoring, name: str, found: Sensitivity) -> None:
    """What is claimed about one weight and one advice, held against the real scoring."""

    def at(weight: Fraction) -> Standing:
        return standing(weighed(ledger, moved(weights, found.lever, weight)), scoring)

    for stretch in found.stretches:
        inside = [stretch.low + (stretch.high - stretch.low) * Fraction(part, 5) for part in range(1, 5)]
        inside += [x for x in (stretch.low + STEP, stretch.high - STEP) if stretch.low < x < stretch.high]
        for weight in inside:
            real = at(weight)
            assert real.bands[name] == stretch.band or real.on_edge(name), (found.lever, weight)
    assert [found.stretches[0].low, found.stretches[-1].high] == [LOW, HIGH]
    present = at(found.now)
    for tip in found.tips:
        beyond = tip.at + (STEP if tip.up else -STEP)
        before = tip.at - (STEP if tip.up else -STEP)
        if LOW <= beyond <= HIGH:
            real = at(beyond)
            assert real.bands[name] == tip.band or real.on_edge(name), tip
        if (before - found.now) * (1 if tip.up else -1) > 0:
            real = at(before)
            assert real.bands[name] == present.bands[name] or real.on_edge(name), tip
    for swap in found.swaps:
        way = 1 if swap.up else -1
        beyond = swap.at + way * Fraction(1, 100_000)
        if LOW <= beyond <= HIGH:
            real = at(beyond)
            assert real.may_rank(name, swap.rank), swap
        for part in range(1, 5):
            real = at(found.now + (swap.at - found.now) * Fraction(part, 5))
            assert real.may_rank(name, present.ranks[name]), swap
    for up in (False, True):
        if not any(tip.up == up for tip in found.tips):
            end = HIGH if up else LOW
            real = at(end)
            assert real.bands[name] == present.bands[name] or real.on_edge(name), (found.lever, up)
        if not any(swap.up == up for swap in found.swaps):
            for part in range(6):
                real = at(found.now + ((HIGH if up else LOW) - found.now) * Fraction(part, 5))
                assert real.may_rank(name, present.ranks[name]), (found.lever, up)


# ── random ledgers ────────────────────────────────────────────────────────────────────────────────────

ADVICES, RULES, PRIORITIES, OPGAVEN = "abcd", "xyz", "pqr", "oö"
tenths = st.integers(0, 40).map(lambda number: number / 10)


def entries(points: st.SearchStrategy[float]) -> st.SearchStrategy[Entry]:
    return st.builds(
        lambda advice, rule, priority, opgave, given_points, factor: Entry(
            advice, rule, priority, opgave, given_points, 1.0, factor, Firing(rule, ())
        ),
        st.sampled_from(ADVICES),
        st.sampled_from(RULES),
        st.sampled_from(PRIORITIES),
        st.sampled_from(OPGAVEN),
        points,
        st.sampled_from([1.0, 0.5, 0.6561]),
    )


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    for_it = draw(st.lists(entries(st.sampled_from([1.0, 1.5, 2.0, 3.0, 5.0])), min_size=1, max_size=14))
    named = {entry.advice for entry in for_it}
    against = draw(st.lists(entries(st.sampled_from([-0.5, -1.0, -4.0])), max_size=5))
    target = Target("positie", "claimen")
    return Ledger(
        dict.fromkeys(sorted(named), (target,)),
        tuple(for_it),
        tuple(entry for entry in against if entry.advice in named),
    )


weightings = st.builds(
    Weights,
    st.fixed_dictionaries(dict.fromkeys(OPGAVEN, tenths)),
    st.fixed_dictionaries(dict.fromkeys(PRIORITIES, tenths)),
)
scorings = st.builds(
    lambda bonus, cap, do_from, also_from: Scoring(
        origin=Origin(Span("x")), bonus=bonus, cap=cap, do_from=do_from, also_from=also_from
    ),
    st.sampled_from([0.0, 0.25, 1.0]),
    st.sampled_from([0.0, 0.3, 1.0]),
    st.sampled_from([4.6, 7.0, 10.25]),
    st.sampled_from([0.0, 2.9, 4.0]),
)


@settings(max_examples=examples(20), deadline=None)
@given(ledgers(), weightings, scorings)
def test_random_ledgers_turn_where_they_are_said_to(
    ledger: Ledger, weights: Weights, scoring: Scoring
) -> None:
    for name, found in sensitivities(ledger, weights, scoring, ledger.targets).items():
        for each in found:
            holds(ledger, weights, scoring, name, each)


# ── Zaanstad ──────────────────────────────────────────────────────────────────────────────────────────


def test_every_opgave_and_a_sample_of_priorities_of_zaanstad(outcome: Outcome) -> None:
    scoring = outcome.case.dossier.header.scoring
    weights = Weights.of(outcome.case.dossier)
    sample = [advice.id for advice in outcome.advices[::90]]
    for name, found in sensitivities(outcome.ledger, weights, scoring, sample).items():
        for each in found:
            if each.lever.kind == "opgave" or (each.own and each.tips):
                holds(outcome.ledger, weights, scoring, name, each)


def test_the_whole_way_gives_what_the_ledger_promised(outcome: Outcome) -> None:
    """With the real weights changed and the ledger made anew, not merely weighed again."""
    dossier = outcome.case.dossier
    weights, scoring = Weights.of(dossier), dossier.header.scoring
    name = "positie/vng-zjo/lid"
    tips = [
        (each.lever, tip)
        for each in sensitivities(outcome.ledger, weights, scoring, [name])[name]
        for tip in each.tips
    ]
    assert tips
    for lever, tip in tips:
        past = tip.at + (STEP if tip.up else -STEP)
        real = standing(build_ledger(outcome.trace, moved(weights, lever, past)), scoring)
        assert real.bands[name] == tip.band, (lever, tip)


def test_a_small_case_by_hand() -> None:
    """b has 2 × w: doen from 2,2 / 2 = 1,1; below 1,4 / 2 = 0,7 no longer ook doen."""
    firing = Firing("x", ())
    ledger = Ledger(
        {"a": (Target("positie", "claimen"),), "b": (Target("positie", "claimen"),)},
        (
            Entry("a", "x", "p", "o", 4, 1.0, 1.0, firing),
            Entry("b", "x", "q", "o", 2, 1.0, 1.0, firing),
        ),
        (),
    )
    scoring = Scoring(origin=Origin(Span("x")), bonus=0.25, cap=1.0, do_from=2.2, also_from=1.4)
    weights = Weights({"o": 1.0}, {"p": 1.0, "q": 1.0})
    (found,) = [
        each
        for each in sensitivities(ledger, weights, scoring, ["b"])["b"]
        if each.lever == Lever("prioriteit", "q")
    ]
    assert [(tip.at, tip.up, tip.included, tip.band) for tip in found.tips] == [
        (Fraction(7, 10), False, False, "als er tijd is"),
        (Fraction(11, 10), True, True, "doen"),
    ]
    assert [(swap.at, swap.up, swap.included, swap.rank) for swap in found.swaps] == [
        (Fraction(2), True, True, 1)
    ]
    assert found.swaps[0].overtaken == ("a",)
