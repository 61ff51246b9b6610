"""What an overlay brings that was not there, takes away, or switches: rules, portfolios, values, whole layers."""

from __future__ import annotations

from typing import Any

import pytest

from strategy.advice.advise import Case, Outcome, advise, prepare
from strategy.dossier.loader import Loaded
from strategy.dossier.model import Priority
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.apply import apply
from strategy.scenarios.changes import find, items
from tests.scenarios.overlays import differing, read

FOLLOW = {
    "regel": "volgen-waar-we-meedoen",
    "als": [{"prioriteit": {"id": "$p", "inzet": "meedoen"}}, {"relevant": {"prioriteit": "$p", "gremium": "$g"}}],
    "dan": {"advies": {"soort": "positie", "houding": "volgen", "gremium": "$g", "rol": "meelopen", "prioriteit": "$p"}},
    "punten": 6,
    "argument": "{g} is voor {p} het volgen waard.",
}  # fmt: skip
GREEN = {"id": "groen", "naam": "Groen en water", "ambt": "wethouder", "themas": ["klimaat"], "dagdelen": 5}


@pytest.fixture(scope="module")
def loaded(case: Case) -> Loaded:
    return case.loaded


@pytest.fixture(scope="module")
def rulebook(case: Case) -> Rulebook:
    return case.rulebook


def changed(data: Any, loaded: Loaded, rulebook: Rulebook) -> tuple[Loaded, Rulebook]:
    overlay, findings = read(data, loaded, rulebook)
    assert not findings, findings
    return apply(overlay, loaded, rulebook)


def advised(loaded: Loaded, rulebook: Rulebook) -> Outcome:
    return advise(prepare(loaded, rulebook=rulebook), "python")


def test_a_rule_of_a_scenario_advises_and_stands_in_its_file(loaded: Loaded, rulebook: Rulebook) -> None:
    after, rules = changed({"regels": {"erbij": [FOLLOW]}}, loaded, rulebook)
    outcome = advised(after, rules)
    argued = [
        entry for advice in outcome.advices for entry in advice.entries if entry.rule == FOLLOW["regel"]
    ]
    assert argued
    assert rules.rule(FOLLOW["regel"]).span.file == "scenarios/proef.yaml"
    assert prepare(after, rulebook=rules).fingerprint != prepare(loaded, rulebook=rulebook).fingerprint


def test_a_rule_of_a_scenario_may_derive_what_another_one_reads(loaded: Loaded, rulebook: Rulebook) -> None:
    derive = {
        "regel": "wij-zitten",
        "als": [{"bezet": {"gremium": "$g", "houder": "wij"}}],
        "dan": {"feit": {"wij_zitten": {"gremium": "$g"}}},
    }
    use = {**FOLLOW, "als": [*FOLLOW["als"], {"niet": {"wij_zitten": {"gremium": "$g"}}}]}
    after, rules = changed({"regels": {"erbij": [use, derive]}}, loaded, rulebook)
    assert "wij_zitten" in rules.types
    depth = {rule.id: level for level, layer in enumerate(rules.layers) for rule in layer}
    assert depth["wij-zitten"] < depth[FOLLOW["regel"]]
    again, others = changed({"regels": {"wij-zitten": {"actief": "uit"}}}, after, rules)
    assert len(advised(again, others).advices) > len(advised(after, rules).advices)


def test_a_new_rule_switched_off_leaves_the_advice_as_it_was(loaded: Loaded, rulebook: Rulebook) -> None:
    after, rules = changed({"regels": {"erbij": [FOLLOW]}}, loaded, rulebook)
    _, off = changed({"regels": {FOLLOW["regel"]: {"actief": "uit"}}}, after, rules)
    assert off.rules == rulebook.rules and off.layers == rulebook.layers
    _, on = changed({"regels": {FOLLOW["regel"]: {"actief": "aan"}}}, after, off)
    assert on == rules


def test_a_portfolio_comes_and_goes(loaded: Loaded, rulebook: Rulebook) -> None:
    data = {
        "portefeuilles": {"erbij": [GREEN], "financien": {"actief": "uit"}, "wonen": {"dagdelen": 8, "themas": ["wonen"]}},
        "opgaven": {"duurzaamheid": {"portefeuilles": {"erbij": ["groen"]}}},
    }  # fmt: skip
    after, rules = changed(data, loaded, rulebook)
    view = prepare(after, rulebook=rules).view
    assert "groen" in view.ids["portefeuille"] and "financien" not in view.ids["portefeuille"]
    shown = {each.id: each for each in view.dossier.college.portfolios if view.shows(each)}
    assert shown["groen"].capacity.value == 5 and shown["wonen"].capacity.value == 8
    assert shown["groen"].origin.nature == "aanname"
    assert after.names["portefeuille"]["groen"].file == "scenarios/proef.yaml"
    assert "groen" not in loaded.names["portefeuille"]


def test_a_value_may_be_taken_away(loaded: Loaded, rulebook: Rulebook) -> None:
    data = {
        "prioriteiten": {
            "houtbouw": {"gewicht": "weg"},
            "participatiewet": {"ontwikkeling": "weg"},
            "tijdelijke-huisvesting": {"niveau": "weg"},
        }
    }
    after, _ = changed(data, loaded, rulebook)
    everywhere = find(after.dossier, "prioriteit", "tijdelijke-huisvesting")
    assert isinstance(everywhere, Priority) and everywhere.levels == ()
    timber, act = (find(after.dossier, "prioriteit", name) for name in ("houtbouw", "participatiewet"))
    assert isinstance(timber, Priority) and isinstance(act, Priority)
    assert (timber.weight, act.trend) == (None, None)
    for name in ("houtbouw", "zaandam-oost"):
        base = (after, rulebook) if name == "houtbouw" else (loaded, rulebook)
        _, findings = read({"prioriteiten": {name: {"gewicht": 1}}}, *base)
        assert [finding.code for finding in findings] == ["verandert-niets"]


@pytest.mark.parametrize("layer", ["mra", "vng", "g40", "nzkg", "veiligheid"])
def test_a_layer_switched_off_is_in_no_advice(layer: str, loaded: Loaded, rulebook: Rulebook) -> None:
    after, rules = changed({"lagen": {layer: {"actief": "uit"}}}, loaded, rulebook)
    (gone,) = (each for each in loaded.dossier.layers if each.id == layer)
    names = {actor.id for actor in gone.actors} | {body.id for actor in gone.actors for body in actor.bodies}
    names |= {item.id for item in gone.instruments}
    facts = prepare(after, rulebook=rules).facts
    assert not [fact for fact in facts if names & {str(value) for value in fact.values}]
    assert not [advice.id for advice in advised(after, rules).advices if names & {*advice.id.split("/")}]


def test_our_own_layer_may_go_but_we_stay(loaded: Loaded, rulebook: Rulebook) -> None:
    after, _ = changed({"lagen": {"lokaal": {"actief": "uit"}}}, loaded, rulebook)
    us = items(after.dossier, "actor")["zaanstad"]
    assert us.period.holds(after.dossier.header.reference_day)


def test_a_fact_that_an_overlay_made_so_stands_in_the_overlay(loaded: Loaded, rulebook: Rulebook) -> None:
    data = {
        "instrumenten": {"miek": {"van": "bzk"}, "woondeal-mra": {"actief": "aan"}},
        "posities": {"vng-zjo/voorzitter": {"te_verdelen": "ja"}, "vng-rwm/lid": {"houder": "wij"}},
        "actoren": {"lnv": {"relaties": {"bestuurlijk": "sterk"}}},
    }
    after, rules = changed(data, loaded, rulebook)
    facts = prepare(after, rulebook=rules).facts
    for kind, start in {
        "instrument": ("miek", "bzk"),
        "rol_open": ("vng-zjo", "voorzitter"),
        "bezet": ("vng-rwm", "lid"),
        "relatie": ("lnv", "bestuurlijk"),
    }.items():
        (fact,) = (fact for fact in facts.of_type(kind) if fact.values[:2] == start)
        origins = facts.evidence(fact).origins
        assert ("scenarios/proef.yaml", "aanname") in {(each.span.file, each.nature) for each in origins}, (
            kind
        )


def test_what_is_changed_in_name_only_keeps_its_place(loaded: Loaded, rulebook: Rulebook) -> None:
    after, _ = changed({"actoren": {"mra": {"naam": "Metropool"}}}, loaded, rulebook)
    assert [path.rsplit(".", 1)[-1] for path in differing(loaded.dossier, after.dossier)] == ["name"]


# ── weights ───────────────────────────────────────────────────────────────────────────────────────────


def weighed(factor: float, loaded: Loaded, rulebook: Rulebook) -> Outcome:
    weights = {
        each.id: {"gewicht": factor * (each.weight.value if each.weight else 1)}
        for each in loaded.dossier.opgaven
    }
    return advised(*changed({"opgaven": weights}, loaded, rulebook))


@pytest.mark.parametrize("factor", [0.5, 2, 4])
def test_scaling_all_weights_changes_no_rank(
    factor: float, outcome: Outcome, loaded: Loaded, rulebook: Rulebook
) -> None:
    after = weighed(factor, loaded, rulebook)
    assert [(one.id, one.rank) for one in after.advices] == [(one.id, one.rank) for one in outcome.advices]


def test_more_weight_for_an_opgave_never_lowers_what_serves_it_alone(
    outcome: Outcome, loaded: Loaded, rulebook: Rulebook
) -> None:
    for opgave in loaded.dossier.opgaven:
        scores = {one.id: one.score for one in outcome.advices if one.opgaven == (opgave.id,)}
        for weight in (1.25, 10):
            after = advised(*changed({"opgaven": {opgave.id: {"gewicht": weight}}}, loaded, rulebook))
            now = {one.id: one.score for one in after.advices if one.id in scores}
            assert all(now[name] >= score for name, score in scores.items())
            scores = now
