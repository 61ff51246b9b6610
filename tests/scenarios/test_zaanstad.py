"""The scenarios of Zaanstad: each has its reasons, changes something, and does what its name says."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.advice.model import Advice
from strategy.dossier.loader import Loaded
from strategy.effect.effect import Effect, scenario_effect
from strategy.effect.versions import Run
from strategy.facts.types_and_sentences import Value
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.files import Scenario, with_scenario
from strategy.workspace import Workspace, read_workspace

ROOT = Path(__file__).resolve().parents[2]
KNOWN = read_workspace(ROOT).scenarios
FIRST = ("kansengelijkheid", "verstedelijking", "duurzaamheid", "gezondheid", "economie", "veiligheid")
RUN = Run(engine="python")


@pytest.fixture(scope="module")
def version() -> Workspace:
    return read_workspace(ROOT, "basis")


@pytest.fixture(scope="module")
def under(version: Workspace) -> dict[str, Outcome]:
    """The advice under each scenario, and under the dossier itself."""

    def outcome(loaded: Loaded, rulebook: Rulebook) -> Outcome:
        return advise(prepare(loaded, rulebook=rulebook), "python")

    base = version.loaded, version.rulebook
    return {name: outcome(*with_scenario(name, KNOWN, *base)) for name in ("basis", *KNOWN)}


def outweighed(advice: Advice) -> bool:
    """Whether all that speaks for an advice is taken away by what speaks against it, whatever its weight."""
    return advice.score == 0 and bool(advice.counters)


def about(outcome: Outcome) -> set[Value]:
    """Every actor, gremium and instrument that advice is about."""
    fields = ("actor", "body", "goal", "via", "instrument")
    targets = (advice.target for advice in outcome.advices)
    return {getattr(target, field, None) or "" for target in targets for field in fields} - {""}


@pytest.mark.parametrize("scenario", KNOWN.values(), ids=KNOWN)
def test_a_scenario_is_documented(scenario: Scenario) -> None:
    assert len(scenario.name) > 8
    assert len(scenario.why) > 100 and "?" in scenario.why
    assert scenario.provenance.get("bron") is not None
    assert scenario.provenance.get("aard") is not None
    assert scenario.span.file == f"scenarios/{scenario.id}.yaml"


def test_every_opgave_is_put_first_once_and_equally(version: Workspace) -> None:
    assert {f"{opgave}-voorop" for opgave in FIRST} <= set(KNOWN)
    for opgave in FIRST:
        loaded, _ = with_scenario(f"{opgave}-voorop", KNOWN, version.loaded, version.rulebook)
        weights = {each.id: each.weight.value if each.weight else 1.0 for each in loaded.dossier.opgaven}
        assert weights[opgave] == 2 and all(weights[name] < 2 for name in weights if name != opgave)


@pytest.mark.parametrize("opgave", FIRST)
def test_an_opgave_first_never_lowers_what_serves_only_that_opgave(
    opgave: str, under: dict[str, Outcome]
) -> None:
    before, after = under["basis"], under[f"{opgave}-voorop"]
    assert [advice.id for advice in after.advices] != []
    assert {advice.id for advice in before.advices} == {advice.id for advice in after.advices}
    served = [advice for advice in before.advices if advice.opgaven == (opgave,)]
    assert served
    for advice in before.advices:
        now = after.advice(advice.id)
        assert now is not None and now.score >= advice.score
        if advice in served:
            assert now.score > advice.score or outweighed(advice)
            assert now.rank <= advice.rank


def test_less_time_changes_who_and_not_what(under: dict[str, Outcome]) -> None:
    before, after = under["basis"], under["minder-bestuurlijke-tijd"]
    assert [(one.id, one.score) for one in before.advices] == [(one.id, one.score) for one in after.advices]
    was, now = (
        sum(
            portfolio.capacity.value
            for portfolio in each.case.dossier.college.portfolios
            if portfolio.capacity
        )
        for each in (before, after)
    )
    assert (was, now) == (50, 34)


@pytest.mark.parametrize(
    ("name", "gone"),
    [("mra-valt-stil", "mra"), ("zonder-amsterdam", "amsterdam")],
    ids=lambda each: str(each),
)
def test_a_network_that_stops_takes_all_advice_on_it_along(
    name: str, gone: str, version: Workspace, under: dict[str, Outcome]
) -> None:
    dossier = version.loaded.dossier
    (actor,) = (actor for layer in dossier.layers for actor in layer.actors if actor.id == gone)
    items = (item for layer in dossier.layers for item in layer.instruments if item.owner == gone)
    lost = {gone, *(body.id for body in actor.bodies), *(item.id for item in items)}
    assert about(under["basis"]) & lost
    assert not about(under[name]) & lost
    effect = scenario_effect(version, name, RUN)
    caused(effect)
    gained = [
        item for item in effect.items
        if item.difference.old and item.difference.new and item.difference.new.score > item.difference.old.score
    ]  # fmt: skip
    assert all(item.causes for item in gained)


def caused(effect: Effect) -> None:
    assert effect.items and effect.changes
    for item in effect.items:
        assert item.causes, item.difference.id
        assert {change.place.file for change in item.changes} <= {f"scenarios/{name}.yaml" for name in KNOWN}


def test_another_cabinet_has_other_addresses(under: dict[str, Outcome]) -> None:
    before, split, merged = (under[name] for name in ("basis", "kabinetswissel", "actualisering-2026"))
    assert {"ezk", "lnv"} <= about(before) and not {"kgg", "vro-ministerie", "lvvn"} & about(before)
    assert {"kgg", "vro-ministerie", "lvvn"} <= about(split) and not {"ezk", "lnv", "aenm"} & about(split)
    assert {"ezk-2026", "lvvn"} <= about(merged)
    assert not {"ezk", "lnv", "kgg", "vro-ministerie", "aenm", "ez"} & about(merged)
    for ministry in ("kgg", "vro-ministerie", "lvvn"):
        assert split.advice(f"relatie/{ministry}/bestuurlijk"), ministry
    owners = {
        item.owner
        for layer in split.case.dossier.layers
        for item in layer.instruments
        if split.case.view.shows(item)
    }
    assert not owners & {"ezk", "lnv"}


def test_what_is_uncertain_in_2026_is_marked(version: Workspace) -> None:
    for name in ("kabinetswissel", "actualisering-2026"):
        assert KNOWN[name].provenance.get("te_verifieren") is not None
    loaded, _ = with_scenario("actualisering-2026", KNOWN, version.loaded, version.rulebook)
    actors = {actor.id: actor for layer in loaded.dossier.layers for actor in layer.actors}
    assert all(tie.origin.to_verify for tie in actors["ezk-2026"].ties.values())


def test_a_lost_chair_is_no_longer_kept_or_open(under: dict[str, Outcome]) -> None:
    seat = "positie/g40-duurzaamheid/voorzitter"
    assert under["basis"].advice(seat) is not None
    assert under["g40-voorzitterschap-verloren"].advice(seat) is None
