"""Scores, ranks, seats and conditions: properties that hold whatever the dossier says."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.advice.advise import Case, Outcome, advise, prepare
from strategy.advice.model import REFRAIN, Condition, Entry, Target, advice_id
from strategy.advice.scores_bands import Ledger, Weights, argument_values, bands, build_ledger, ranks, score
from strategy.dossier.files import read_texts
from strategy.dossier.model import Scoring
from strategy.dossier.provenance import Origin
from strategy.errors import Span
from strategy.inference.port import Firing
from strategy.workspace import workspace_of
from tests.explain.test_tipping import ledgers, weighed, weightings

SCORING = Scoring(origin=Origin(Span("x")), bonus=0.25, cap=0.5, do_from=4.0, also_from=2.0)
values = st.floats(0.1, 10, allow_nan=False)


def entry(rule: str, points: float, priority: str = "p", opgave: str = "o", weight: float = 1.0) -> Entry:
    return Entry("a", rule, priority, opgave, points, weight, 1.0, Firing(rule, ()))


@given(st.lists(values, min_size=1, max_size=8))
def test_a_further_argument_never_lowers_a_score_nor_lifts_it_past_the_cap(given_values: list[float]) -> None:
    ordered = sorted(given_values, reverse=True)
    alone, together = score(ordered[:1], SCORING), score(ordered, SCORING)
    assert alone <= together <= alone * (1 + SCORING.cap) + 1e-3


@given(st.lists(st.tuples(st.sampled_from("abc"), values), min_size=1, max_size=10))
def test_the_same_rule_counts_once(pairs: list[tuple[str, float]]) -> None:
    found = argument_values([entry(rule, points) for rule, points in pairs], [])
    assert len(found) == len({rule for rule, _ in pairs})
    assert found[0] == max(points for _, points in pairs)


def test_a_counter_argument_only_hits_its_own_priority() -> None:
    entries = [entry("een", 3, "p"), entry("twee", 2, "q")]
    assert argument_values(entries, [entry("tegen", -1, "p")]) == [2.0, 2.0]
    assert argument_values(entries, [entry("tegen", -9, "p")]) == [2.0, 0.0]


@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=4), st.sampled_from([0.0, 1.0, 2.5, 4.0]), min_size=1)
)
def test_equal_scores_share_a_rank_and_a_band(scores: dict[str, float]) -> None:
    rank, band = ranks(scores), bands(scores, SCORING, ())
    for one, value in scores.items():
        assert rank[one] == 1 + sum(other > value for other in scores.values())
        for two, other in scores.items():
            assert (value != other) or (rank[one], band[one]) == (rank[two], band[two])


def standings(ledger: Ledger, scoring: Scoring) -> dict[str, tuple[float, str]]:
    """Score and band of each advice in a ledger."""
    scores = {
        name: score(
            argument_values(
                [e for e in ledger.entries if e.advice == name],
                [e for e in ledger.counters if e.advice == name],
            ),
            scoring,
        )
        for name in ledger.targets
    }
    refraining = {name for name, group in ledger.targets.items() if group[0].sort == REFRAIN}
    band = bands(scores, scoring, refraining)
    return {name: (scores[name], band[name]) for name in scores}


def untouched(ledger: Ledger, kind: str, name: str) -> set[str]:
    """The advice without any entry for an opgave or a priority."""
    return set(ledger.targets) - {
        entry.advice
        for entry in ledger.entries
        if name == (entry.opgave if kind == "opgave" else entry.priority)
    }


def doubled(weights: Weights, kind: str, name: str) -> Weights:
    if kind == "opgave":
        return Weights({**weights.opgaven, name: 2 * weights.opgaven[name]}, weights.priorities)
    return Weights(weights.opgaven, {**weights.priorities, name: 2 * weights.priorities[name]})


def test_scaling_all_weights_changes_no_rank(case: Case, outcome: Outcome) -> None:
    weights = Weights.of(case.dossier)
    twice = Weights({o: 2 * w for o, w in weights.opgaven.items()}, weights.priorities)
    found = standings(build_ledger(outcome.trace, twice), case.dossier.header.scoring)
    scores = {name: value for name, (value, _) in found.items()}
    assert ranks(scores) == {advice.id: advice.rank for advice in outcome.advices}


@pytest.mark.parametrize("kind", ["opgave", "prioriteit"])
def test_doubling_a_weight_changes_no_band_of_what_it_does_not_touch(
    kind: str, case: Case, outcome: Outcome
) -> None:
    weights, scoring = Weights.of(case.dossier), case.dossier.header.scoring
    given_bands = {advice.id: advice.band for advice in outcome.advices}
    for name in list(weights.opgaven if kind == "opgave" else weights.priorities)[:8]:
        found = standings(build_ledger(outcome.trace, doubled(weights, kind, name)), scoring)
        still = untouched(outcome.ledger, kind, name)
        assert still
        assert {one: found[one][1] for one in still} == {one: given_bands[one] for one in still}


@given(ledgers(), weightings, st.sampled_from(["opgave", "prioriteit"]), st.data())
def test_doubling_a_weight_in_any_ledger_changes_no_band_of_what_it_does_not_touch(
    ledger: Ledger, weights: Weights, kind: str, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(weights.opgaven if kind == "opgave" else weights.priorities)))
    before = standings(weighed(ledger, weights), SCORING)
    after = standings(weighed(ledger, doubled(weights, kind, name)), SCORING)
    for one in untouched(ledger, kind, name):
        assert before[one] == after[one]


def test_what_we_refrain_from_is_not_to_be_done_whatever_its_score(outcome: Outcome) -> None:
    for advice in outcome.advices:
        assert (advice.band == "niet doen") == (advice.target.sort == REFRAIN)


@pytest.mark.parametrize("opgave", ["kansengelijkheid", "duurzaamheid", "veiligheid"])
def test_raising_an_opgave_never_lowers_advice_for_it_alone(
    case: Case, outcome: Outcome, opgave: str
) -> None:
    weights = Weights.of(case.dossier)
    raised = Weights({**weights.opgaven, opgave: 3.0}, weights.priorities)
    ledger = build_ledger(outcome.trace, raised)
    scoring = case.dossier.header.scoring
    for advice in outcome.advices:
        if advice.opgaven == (opgave,):
            now = score(
                argument_values(
                    [e for e in ledger.entries if e.advice == advice.id],
                    [e for e in ledger.counters if e.advice == advice.id],
                ),
                scoring,
            )
            assert now >= advice.score, advice.id


def test_the_score_follows_from_the_ledger_alone(outcome: Outcome) -> None:
    for advice in outcome.advices:
        again = score(argument_values(advice.entries, advice.counters), outcome.case.dossier.header.scoring)
        assert again == advice.score


def test_ids_are_unique_readable_and_named_after_what_is_advised(outcome: Outcome) -> None:
    ids = [advice.id for advice in outcome.advices]
    assert len(ids) == len(set(ids))
    assert outcome.advice("positie/vng-zjo/portefeuille/jeugd") is not None
    seat = Target("positie", "claimen", body="vng-zjo", role="portefeuille", theme="jeugd")
    kept = dataclasses.replace(seat, attitude="behouden")
    assert advice_id(seat, "p") == advice_id(kept, "p") == "positie/vng-zjo/portefeuille/jeugd"
    assert advice_id(Target("route", "opbouwen", to="bzk"), "p") == "route/rechtstreeks/bzk"
    assert advice_id(Target("route", "meedoen", via="vng", to="vws"), "p") == "route/vng/vws/meelopen"
    assert advice_id(Target("monitoren", "volgen"), "participatiewet") == "monitoren/participatiewet"


def test_a_seat_we_hold_is_kept_not_claimed(outcome: Outcome) -> None:
    held = {
        (f.values[0], f.values[1]) for f in outcome.case.facts if f.type == "bezet" and f.values[2] == "wij"
    }
    for advice in outcome.advices:
        if advice.target.sort == "positie" and (advice.target.body, advice.target.role) in held:
            assert advice.target.attitude == "behouden", advice.id


def test_or_choice_of_portfolios_is_shown(outcome: Outcome) -> None:
    advice = outcome.advice("positie/vng-ekem/portefeuille/energie-infrastructuur")
    assert advice is not None
    (choice,) = [item for item in advice.conditions if item.sort == "keuze"]
    assert "positie/vng-ekem/portefeuille/inclusieve-energietransitie" in choice.options
    assert "één portefeuille" in choice.text


def test_cardinality_of_one_or_two_out_of_three_is_shown(outcome: Outcome) -> None:
    advice = outcome.advice("positie/zw-pho-rl/trekker")
    assert advice is not None
    assert any(
        item.sort == "keuze" and "trekker van 1 tot 2 van deze 3: PHO " in item.text
        for item in advice.conditions
    )


@pytest.mark.parametrize(
    ("ours", "open_to", "says", "options", "met"),
    [
        (
            "wij",
            "ja",
            "vraagt een zetel in {}; die hebben we, maar hij wordt opnieuw verdeeld",
            ("positie/vra-db/lid",),
            True,
        ),
        ("ander", "ja", "vraagt eerst een zetel in {}; die wordt ook geadviseerd", ("positie/vra-db/lid",), False),
        (
            "ander",
            "nee",
            "vraagt eerst een zetel in {}; die hebben we niet, en de regels raden haar nu niet aan",
            (),
            False,
        ),
    ],
)  # fmt: skip
def test_a_prerequisite_says_whether_it_is_met(
    repository: Path, ours: str, open_to: str, says: str, options: tuple[str, ...], met: bool
) -> None:
    """The platform of the MRA asks a seat in the board of the Vervoerregio: ours, on offer, or neither."""
    texts = read_texts(repository).sound()
    name = "networks/vervoerregio.yaml"
    seat = "te_verdelen: {}\n            bezetting: [{{houder: {{waarde: {},"
    assert texts[name].count(seat.format("ja", "wij")) == 1
    changed = texts[name].replace(seat.format("ja", "wij"), seat.format(open_to, ours))
    advice = advise(prepare(workspace_of({**texts, name: changed}).loaded), "python").advice(
        "positie/mra-platform-mobiliteit/inbreng"
    )
    assert advice is not None
    assert [item for item in advice.conditions if item.sort == "vereist"] == [
        Condition("vereist", says.format("het dagelijks bestuur van de Vervoerregio"), options, met)
    ]


def test_another_role_on_offer_does_not_put_our_own_seat_at_stake(repository: Path) -> None:
    texts = read_texts(repository).sound()
    name = "networks/vervoerregio.yaml"
    ours = "          - rol: lid\n            te_verdelen: ja\n"
    assert texts[name].count(ours) == 1
    other = (
        "          - {rol: voorzitter, te_verdelen: ja}\n          - rol: lid\n            te_verdelen: nee\n"
    )
    changed = advise(
        prepare(workspace_of({**texts, name: texts[name].replace(ours, other)}).loaded), "python"
    )
    advice = changed.advice("positie/mra-platform-mobiliteit/inbreng")
    assert advice is not None
    (condition,) = (item for item in advice.conditions if item.sort == "vereist")
    assert condition.met and condition.text.endswith("; die hebben we")


def test_the_lighter_role_is_marked_as_included(outcome: Outcome) -> None:
    light, heavy = (
        outcome.advice("positie/mra-sociaal/inbreng"),
        outcome.advice("positie/mra-sociaal/trekker"),
    )
    assert light is not None and heavy is not None
    assert [item.options for item in light.conditions if item.sort == "inbegrepen"] == [(heavy.id,)]
    assert not [item for item in heavy.conditions if item.sort == "inbegrepen"]


def test_a_veto_is_stronger_than_any_points(outcome: Outcome) -> None:
    """A priority with stance meedoen gives no claim to lead, however much argues for it."""
    joining = {
        str(f.values[0]) for f in outcome.case.facts if f.type == "prioriteit" and f.values[2] == "meedoen"
    }
    leading = [a for a in outcome.advices if a.target.role == "trekker" and a.target.attitude == "claimen"]
    assert leading and not any(set(advice.priorities) <= joining for advice in leading)


def test_nothing_is_advised_about_a_network_that_is_gone(case: Case, outcome: Outcome) -> None:
    from strategy.validation.measures import without

    gone = {"nzkg", "nzkg-bpf", "nzkg-bpf-et"}
    smaller = advise(without(case, lambda origin: origin.span.file == "networks/nzkg.yaml"), "python")
    assert any(gone & set(advice.id.split("/")) for advice in outcome.advices)
    assert not any(gone & set(advice.id.split("/")) for advice in smaller.advices)
