"""The structural space: what may fall away, what that does, and what is told of it."""

from __future__ import annotations

import pickle
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.errors import KrachtenveldError
from strategy.explain.judgements import Disagreement, Standing, uncertain
from strategy.robustness.runners import Lost, inline
from strategy.robustness.setbacks import Setback, setback_pairs, setback_text, setbacks
from strategy.robustness.trials import (
    StructuralSpace,
    TrialBase,
    TrialName,
    fingerprint,
    resilience_of_lines,
    run_trials,
    score_changes,
    scores_of,
    try_all,
    with_changes,
)
from strategy.robustness.verdict import breakers, by_place, judged_lines, setback_bars, weight_bars
from strategy.robustness.weights import levers_of
from strategy.scenarios.files import apply

SEATS = ("zetel", "verdeling", "netwerk")


def names_of(found: tuple[Setback, ...], paired: bool = False) -> list[TrialName]:
    together = [(one.key, other.key) for one, other in setback_pairs(found)] if paired else []
    return [*((setback.key,) for setback in found), *together]


@pytest.fixture(scope="module")
def space(seated: Outcome) -> StructuralSpace:
    found = setbacks(seated)
    return resilience_of_lines(seated, found, try_all(seated, names_of(found, True), found, "python", inline))


def test_every_kind_of_setback_is_there(seated: Outcome) -> None:
    found = setbacks(seated)
    assert Counter(setback.kind for setback in found) == {
        "zetel": 1,
        "verdeling": 5,
        "netwerk": 2,
        "oordeel": 3,
    }
    assert len({setback.key for setback in found}) == len(found)
    assert [setback.kind for setback in setbacks(seated, ("zetel",))] == ["zetel"]


def test_a_trial_is_the_advice_of_the_changed_dossier(outcome: Outcome) -> None:
    found = [
        setback for setback in setbacks(outcome, SEATS) if setback.key in ("netwerk/mra", "zetel/rbop/lid")
    ]
    payload = pickle.dumps(TrialBase.of(outcome.case, "python", found))
    case = outcome.case
    for setback in found:
        [(_, scores)] = run_trials(payload, [(setback.key,)])
        loaded, rulebook = apply(setback.changes, case.loaded, case.rulebook)
        later = advise(prepare(loaded, None, False, rulebook), "python")
        assert scores == scores_of(later)


def test_a_network_off_takes_away_all_advice_on_its_tables(outcome: Outcome) -> None:
    found = [setback for setback in setbacks(outcome, ("netwerk",)) if setback.key == "netwerk/g40"]
    results = try_all(outcome, names_of(tuple(found)), found, "python", inline)
    gone = {name for name, score in results["netwerk/g40",].items() if score is None}
    about = {line.id for line in outcome.lines if found[0].own(line)}
    assert about and about <= gone


def test_judgements_come_out_as_gevoelig_says(outcome: Outcome) -> None:
    line = outcome.line("positie/mra-platform-mobiliteit")
    assert line is not None
    (advice,) = line.parts
    disagreement = Disagreement(outcome, "python")
    found = [setback for setback in setbacks(outcome, ("oordeel",)) if setback.changes[0].key == "inzet"]
    places = uncertain(outcome, advice)
    compared = 0
    for setback in found:
        ground = setback.grounds[0]
        place = next((span for span in places if (span.file, span.line) == (ground.file, ground.line)), None)
        if place is None or compared > 3:
            continue
        results = try_all(outcome, [(setback.key,)], [setback], "python", inline)
        space = resilience_of_lines(outcome, [setback], results)
        told = disagreement.judgement(advice, place, places[place])
        expected = next(item.standing for item in told.alternatives if item.word == setback.word)
        scores = with_changes(scores_of(outcome), results[setback.key,])
        assert (expected.score if expected else None) == scores.get(line.id)
        broken = [
            later and (later.score, later.band)
            for impact in space.resiliences[line.id].breaks
            for later in [impact.later]
        ]
        assert broken == [] or broken == [expected and (expected.score, expected.band)]
        compared += 1
    assert compared > 1


def test_a_setback_that_ends_its_process_is_named(seated: Outcome) -> None:
    def lossy(work: object, payload: bytes, jobs: Sequence[TrialName]) -> Iterator[tuple[TrialName, Lost]]:
        yield jobs[1], Lost()

    found = setbacks(seated, ("netwerk",))
    second = setback_text(seated, found[1])
    with pytest.raises(KrachtenveldError, match=f'valt telkens weg bij "{re.escape(second)}"'):
        try_all(seated, names_of(found), found, "python", lossy)


def test_differences_can_be_undone() -> None:
    base, later = {"a": 1.0, "b": 2.0, "c": 3.0}, {"a": 1.0, "c": 2.5, "d": 4.0}
    found = score_changes(base, later)
    assert found == {"b": None, "c": 2.5, "d": 4.0}
    assert with_changes(base, found) == later


def test_losing_the_seat_itself_does_not_count(seated: Outcome, space: StructuralSpace) -> None:
    """One role of several at a table is not all that the line is about; the table is."""
    line = seated.line("positie/bond-wonen")
    trekker = seated.advice("positie/bond-wonen/trekker")
    assert line is not None and trekker in line.parts and len(line.parts) > 1
    resilience = space.resiliences[line.id]
    own = {setback.key for setback in space.setbacks if setback.own(line)}
    assert own == {"netwerk/land", "actor/stedenbond"}
    of_part = {setback.key for setback in space.setbacks if setback.own(trekker)}
    assert of_part == {"verdeling/bond-wonen/trekker", *own}
    assert all(setback.key not in own for impact in resilience.breaks for setback in impact.setbacks)
    assert any("stance" in impact.setbacks[0].key for impact in resilience.breaks)


def test_a_pair_tells_only_what_neither_does_alone(space: StructuralSpace) -> None:
    for resilience in space.resiliences.values():
        alone = {impact.setbacks for impact in resilience.breaks if len(impact.setbacks) == 1}
        for impact in resilience.breaks:
            if len(impact.setbacks) == 2:
                assert not {(setback,) for setback in impact.setbacks} & alone


def test_two_readings_of_one_place_are_no_pair(seated: Outcome) -> None:
    found = [setback for setback in setbacks(seated, ("oordeel",)) if "stance" in setback.key]
    assert len(found) == 2 and list(setback_pairs(found)) == []


def test_the_firmest_comes_first(outcome: Outcome, seated: Outcome, space: StructuralSpace) -> None:
    found = judged_lines(seated.lines, None, space)
    words = [item.firmness for item in found]
    assert words == sorted(
        words, key=["staat vast", "vrij vast", "breekbaar", "kan doen worden", "minder", "niet doen"].index
    )
    for impacts, advices in breakers(found):
        assert advices and len(by_place(impacts)) == 1


def test_bars_show_what_one_thing_does(seated: Outcome) -> None:
    found = setbacks(seated)
    results = try_all(seated, names_of(found), found, "python", inline)
    line = seated.lines[0]
    now = line.score
    bars = setback_bars(seated, line, found, results)
    assert now == line.score > 0.0 and min(bar.low for bar in bars) == 0.0
    [weight] = weight_bars(seated, line, levers_of(seated), 0, 3)
    assert (weight.low, weight.high) == (0.0, 2 * now)  # the opgave weighs 1.5 now


def test_the_fingerprint_is_of_what_counts(seated: Outcome, small: Outcome) -> None:
    base = scores_of(seated)
    assert fingerprint(seated.case, base) == fingerprint(seated.case, dict(base))
    assert fingerprint(seated.case, base) != fingerprint(small.case, base)
    public = prepare(seated.case.loaded, None, True, seated.case.rulebook)
    assert fingerprint(public, base) != fingerprint(seated.case, base)
    assert Standing.of(seated.lines[0]).band == "doen"


def test_what_is_not_doen_now_may_become_so_by_a_setback(outcome: Outcome) -> None:
    found = setbacks(outcome, ("netwerk",))[::3]
    space = resilience_of_lines(outcome, found, try_all(outcome, names_of(found), found, "python", inline))
    for line in outcome.lines:
        resilience = space.resiliences[line.id]
        if line.band == "doen":
            assert not resilience.lifts
        else:
            assert len(resilience.lifts) == round(resilience.core * resilience.count)
    assert any(line.band != "doen" for line in outcome.lines)
