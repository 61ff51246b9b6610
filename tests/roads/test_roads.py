"""What is told of roads on Zaanstad: the same as what was measured, and as the dossier with the change made."""

from __future__ import annotations

from math import isclose, prod
from pathlib import Path

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.dossier.files import read_texts
from strategy.graph.road_strengths import LONGEST
from strategy.roads.allies import allies
from strategy.roads.links import bridges, chains, pins
from strategy.roads.overview import Gain, gains, gaps, road_cells, unfilled
from strategy.roads.road_network import RoadNetwork, dropped, road_changes, stranded
from strategy.roads.steps import roads_in_steps
from strategy.workspace import workspace_of

Texts = dict[str, str]


@pytest.fixture(scope="module")
def texts(repository: Path) -> Texts:
    return read_texts(repository).sound()


@pytest.fixture(scope="module")
def roads(outcome: Outcome) -> RoadNetwork:
    return RoadNetwork(outcome)


def edited(texts: Texts, file: str, after: str, old: str, new: str) -> Texts:
    """The texts with the first `old` behind `after` replaced."""
    start = texts[file].index(after)
    assert old in texts[file][start:]
    return {**texts, file: texts[file][:start] + texts[file][start:].replace(old, new, 1)}


def field_of(texts: Texts, public: bool = False) -> RoadNetwork:
    return RoadNetwork(advise(prepare(workspace_of(texts).loaded, public_only=public), "python"))


def test_the_roads_are_those_that_were_measured(roads: RoadNetwork) -> None:
    measured = {(road.priority, road.via, road.to): road for road in roads.outcome.case.roads}
    told = {
        (road.priority, road.via, road.to): road
        for pair in roads.pairs()
        for road in roads_in_steps(roads, *pair, 0)
    }
    assert told.keys() == measured.keys()
    for key, road in told.items():
        found = measured[key]
        assert (road.nodes, road.strength, road.grade) == (found.nodes, found.strength, found.grade)


def test_every_route_fact_is_a_road_with_its_strength(roads: RoadNetwork) -> None:
    for fact in roads.outcome.case.facts.of_type("route"):
        priority, via, to, grade, strength = fact.values
        road = next(road for road in roads_in_steps(roads, str(priority), str(to), 0) if road.via == via)
        assert (road.grade, road.strength) == (grade, strength)
        assert road.strength <= roads_in_steps(roads, str(priority), str(to), 1)[0].strength


def test_roads_are_products_of_steps_from_us_to_who_decides(roads: RoadNetwork) -> None:
    for priority, to in roads.pairs():
        for road in roads_in_steps(roads, priority, to, 0):
            assert isclose(road.strength, prod(step.strength for step in road.steps), abs_tol=5e-5)
            assert len(set(road.nodes)) == len(road.nodes) <= LONGEST + 1
            assert (road.nodes[0], road.nodes[-1]) == (roads.view.us, to)
            assert (to in roads.deciders[priority]) != roads.steers((priority, to))
            assert road.weakest.strength == min(step.strength for step in road.steps)
            assert sum(road.natures().values()) == len(road.steps)


def test_roads_come_strongest_first_and_no_more_than_asked(roads: RoadNetwork) -> None:
    every = roads_in_steps(roads, "achtersluispolder", "bzk", 0)
    assert [road.strength for road in every] == sorted((road.strength for road in every), reverse=True)
    assert [road.nodes for road in roads_in_steps(roads, "achtersluispolder", "bzk", 3)] == [
        road.nodes for road in every[:3]
    ]


@pytest.mark.parametrize(
    ("sort", "name", "file", "after", "old", "new"),
    [
        ("relatie", "bzk", "networks/rijk.yaml", "    bzk:", "waarde: zwak", "waarde: sterk"),
        ("relatie", "amsterdam", "networks/amsterdam.yaml", "- id: amsterdam", "waarde: zwak", "waarde: sterk"),
        (
            "zetel", "g40-fysieke-pijler", "landelijk/networks/g40.yaml", "- id: g40-fysieke-pijler",
            "- {rol: voorzitter, te_verdelen: ja", "- {rol: voorzitter, bezetting: [{houder: wij}], te_verdelen: ja",
        ),
    ],
)  # fmt: skip
def test_what_a_seat_or_tie_adds_is_what_the_dossier_gives_with_it(
    roads: RoadNetwork, texts: Texts, sort: str, name: str, file: str, after: str, old: str, new: str
) -> None:
    told = _gain(roads, sort, name)
    changed = field_of(edited(texts, file, after, old, new))
    best = changed.best["achtersluispolder", "bzk"]
    assert told.adds and told.best_after == best.strength
    through = {road.via: road.strength for road in changed.of("achtersluispolder", "bzk")}
    assert through[told.actor] == told.via_after


def _gain(roads: RoadNetwork, sort: str, name: str) -> Gain:
    found = gains(roads, "achtersluispolder", "bzk")
    return next(gain for gain in found if gain.sort == sort and name in (gain.body, gain.actor))


def test_no_gain_loses_anything(roads: RoadNetwork) -> None:
    for priority, to in roads.pairs():
        for gain in gains(roads, priority, to):
            assert gain.best_after >= gain.best_before and gain.via_after >= gain.via_before
            assert gain.best_after >= max(gain.via_after, gain.alone)


def test_gaps_are_what_is_not_sturdy_and_their_cures_work(roads: RoadNetwork) -> None:
    found = road_cells(roads)
    lacking = gaps(roads, found)
    assert {gap.cell for gap in lacking} == {
        cell for cell in found if cell.state not in ("stevig", "geen besluit")
    }
    for gap in lacking:
        for gain in gap.closers:
            assert gain.best_after > (gap.cell.road.strength if gap.cell.road else 0)
        assert gap.cell.to or not roads.deciders[gap.cell.priority]


def test_what_asks_for_no_decision_lacks_no_decider(roads: RoadNetwork) -> None:
    """Coordination and knowledge are asked of peers: that nobody decides on it is no gap."""
    found = {cell.priority: cell.state for cell in road_cells(roads) if not cell.to}
    asks = {name: {ask.value for ask in roads.priorities[name].asks} for name in found}
    assert {name for name, state in found.items() if state == "geen besluit"} == {
        name for name, asked in asks.items() if asked <= {"afstemming", "kennis"}
    }
    assert found["jeugdwerkloosheid"] == "geen besluit"
    assert not any(gap.cell.priority == "jeugdwerkloosheid" for gap in gaps(roads, road_cells(roads)))


def test_who_decides_at_another_level_is_named_when_it_answers_the_ask(texts: Texts) -> None:
    """Widening the level helps only where somebody decides on what is asked, at a level that is not named."""
    file, level = "opgaven/kansengelijkheid.yaml", "niveau: [lokaal]\n    vraag:"
    roads = field_of(edited(texts, file, "- id: budget-kinderen", "vraag:", level))
    (gap,) = (gap for gap in gaps(roads, road_cells(roads)) if gap.cell.priority == "budget-kinderen")
    assert gap.cell.state == "geen beslisser"
    wide = field_of(texts)
    assert set(gap.elsewhere) == set(wide.deciders["budget-kinderen"]) and gap.elsewhere


def test_what_a_pin_costs_is_what_the_dossier_loses_without_it(roads: RoadNetwork, texts: Texts) -> None:
    without = field_of(edited(texts, "networks/nzkg.yaml", "- id: nzkg", "soort:", "geldig: {tot: 2020-01-01}\n    soort:"))  # fmt: skip
    pin = next(pin for pin in pins(roads) if pin.node == "nzkg")
    told = {loss.pair: loss.after for loss in pin.losses}
    assert pin.roads == sum("nzkg" in road.nodes for road in roads.best.values()) > 0
    found = {change.pair: change for change in road_changes(roads, without)}
    assert {pair: (change.new.strength if change.new else 0.0) for pair, change in found.items()} == told
    assert stranded(roads, without) == ()
    assert {road.via for road in dropped(roads, without)} >= {"nzkg"}


def test_a_seat_that_is_the_basis_of_another_is_told(roads: RoadNetwork) -> None:
    found = {(chain.first, chain.opens): chain for chain in chains(roads)}
    board = found["vra-db", "mra-platform-mobiliteit"]
    assert (board.sort, board.network, board.pairs) == ("vereist", "mra", (("hov-zaanij", "ienw"),))
    assert board.advice is not None and board.advice.id == "positie/vra-db/lid"
    assert found["zw", "mra"].sort == "gunning"


def test_bridges_link_other_networks_over_a_theme(roads: RoadNetwork) -> None:
    found = bridges(roads)
    assert {("vng-zjo", "g40-sociale-pijler"), ("vng-rwm", "g40-fysieke-pijler")} <= {
        (bridge.one, bridge.other) for bridge in found
    }
    for bridge in found:
        assert roads.bodies[bridge.one][0].id != roads.bodies[bridge.other][0].id
        assert bridge.themes and bridge.priorities and bridge.deciders


def test_allies_share_a_theme_on_stated_grounds(roads: RoadNetwork) -> None:
    found = {ally.actor: ally for ally in allies(roads, "jeugdhulp")}
    assert "zaanstad" not in found and "vws" not in found
    every = [(name, ally) for name in roads.priorities for ally in allies(roads, name)]
    assert len({name for name, _ in every}) > 5
    for name, ally in every:
        assert set(ally.shared) <= {theme.value for theme in roads.priorities[name].themes}
        assert all(item.file and item.line for item in ally.evidence)
    helping = {ally.actor: ally for ally in allies(roads, "achtersluispolder")}["amsterdam"]
    assert helping.hinders and helping.reaches == ("bzk",)


def test_who_shares_the_interest_is_the_first_ally(roads: RoadNetwork, texts: Texts) -> None:
    """Whatever sort of actor it is: the areas of the NPLV are no peer, and work on other themes."""
    assert "nplv-gebieden" not in {ally.actor for ally in allies(roads, "jeugdhulp")}
    file, priority = "opgaven/kansengelijkheid.yaml", "- id: jeugdhulp\n"
    old = "belang: {waarde: collectief, aard: oordeel}"
    shared = edited(texts, file, priority, old, "belang: groep\n    deelt_met: nplv-gebieden")
    first = allies(field_of(shared), "jeugdhulp")[0]
    assert (first.actor, first.evidence[0].sort) == ("nplv-gebieden", "belang")


def test_an_agenda_that_has_run_out_makes_no_ally(roads: RoadNetwork, texts: Texts) -> None:
    """The social agenda of Stedendriehoek ran until the end of 2015."""
    point = "samenwerken in de keten voor jeugd en gezin"
    longer = edited(texts, "networks/buurregios.yaml", point, "tot: 2015-12-31", "tot: 2025-12-31")
    assert "stedendriehoek" not in {ally.actor for ally in allies(roads, "jeugdhulp")}
    found = {ally.actor: ally for ally in allies(field_of(longer), "jeugdhulp")}
    (evidence,) = found["stedendriehoek"].evidence
    assert (evidence.sort, evidence.theme) == ("agenda", "jeugdhulp") and point in evidence.text


def test_a_parliament_that_steers_is_no_decider(roads: RoadNetwork) -> None:
    steering = [pair for pair in roads.pairs() if roads.steers(pair)]
    assert steering and {to for _, to in steering} == {"tweede-kamer"}
    assert {pair for pair in roads.pairs() if not roads.steers(pair)} == set(roads.decided())
    assert {(cell.priority, cell.to) for cell in road_cells(roads) if cell.to} == set(roads.pairs())
    advised = {
        (priority, advice.target.to)
        for advice in roads.outcome.advices
        if advice.target.sort == "route"
        for priority in advice.priorities
    }
    assert advised <= set(roads.pairs()) and advised & set(steering)


def test_a_parliament_that_no_longer_steers_is_told_as_that(roads: RoadNetwork, texts: Texts) -> None:
    away = "- id: tweede-kamer"
    without = field_of(
        edited(texts, "landelijk/networks/rijk.yaml", away, "soort: parlement", "soort: groep")
    )
    gone = [pair for pair in roads.pairs() if roads.steers(pair) and pair[1] == "tweede-kamer"]
    found = {change.pair: change.kind for change in road_changes(roads, without) if change.pair in gone}
    assert found == dict.fromkeys(gone, "stuurt niet meer")
    back = {change.pair: change.kind for change in road_changes(without, roads) if change.pair in gone}
    assert back == dict.fromkeys(gone, "stuurt nu ook")


def test_a_priority_that_cannot_be_reached_says_so(texts: Texts) -> None:
    cut = {
        file: "\n".join(line for line in text.splitlines() if "op: ocw" not in line) + "\n"
        for file, text in texts.items()
    }
    tie = "        {}: {{waarde: geen, aard: oordeel, bron: bis-2022 §1-rijk punt 1}}\n"
    ties = "      relaties:\n" + tie.format("bestuurlijk") + tie.format("hoogambtelijk")
    cut = edited(cut, "networks/rijk.yaml", "    ocw:", ties, "")
    roads = field_of(cut)
    cell = next(cell for cell in road_cells(roads) if cell.to == "ocw")
    assert (cell.state, cell.road, roads.is_known("ocw")) == ("geen weg", None, False)
    assert unfilled(roads, {"ocw", "bzk"}) == ("ocw",)
    (closer, *_) = next(gap.closers for gap in gaps(roads, (cell,)))
    assert (closer.sort, closer.actor, closer.state, closer.best_before) == ("relatie", "ocw", "", 0)
