"""What is on the map: every advised body, the right seats, whole lines, nothing lost in silence."""

from __future__ import annotations

from collections import Counter

import pytest

from strategy.advice.advise import Outcome
from strategy.allocation.allocate import allocate
from strategy.graph.network import held_posts
from visualizations.kaart.build import divided, map_model, shown_groups
from visualizations.kaart.model import HOLD_BACK, MapModel

LIGHT = ("volgen", "afzien")


def test_every_body_with_seat_advice_is_there(outcome: Outcome, model: MapModel) -> None:
    advised = {a.target.body for a in outcome.advices if a.target.sort == "positie"}
    present = {node.id.removeprefix("gremium:") for node in model.nodes if node.kind == "gremium"}
    assert advised
    assert advised <= present


def test_seat_status(outcome: Outcome, model: MapModel) -> None:
    view = outcome.case.view
    held = {body.id for _, body in view.bodies() if any(True for _ in held_posts(body, view))}
    wanted = {
        a.target.body
        for a in outcome.advices
        if a.target.sort == "positie" and a.target.attitude not in LIGHT
    } | {a.target.first for a in outcome.advices if a.target.sort == "voorwaarde"}
    for node in model.nodes:
        body = node.id.removeprefix("gremium:")
        if node.kind != "gremium":
            assert node.seat == ""
        elif body in held:
            assert node.seat == "heeft"
            assert node.roles
        else:
            assert node.seat == ("aanbevolen" if body in wanted else "geen")
            assert (node.group == HOLD_BACK) == (node.seat == "geen")


def test_edges_join_nodes_of_the_map_rightwards(model: MapModel) -> None:
    column = {node.id: node.column for node in model.nodes}
    pairs = Counter((edge.start, edge.end) for edge in model.edges)
    assert set(pairs.values()) == {1}
    for edge in model.edges:
        assert column[edge.start] < column[edge.end]
        assert edge.strength in (1, 2, 3)
        assert edge.priorities
        assert {f"prioriteit:{name}" for name in edge.priorities} <= set(column)


def test_every_box_but_the_first_is_reached(model: MapModel) -> None:
    reached = {edge.end for edge in model.edges}
    assert all(node.id in reached for node in model.nodes if node.column > 0)


def test_every_advice_has_a_place_or_is_listed(outcome: Outcome, model: MapModel) -> None:
    placed = {name for node in model.nodes for name in node.cards}
    assert placed.isdisjoint(model.elsewhere)
    assert placed | set(model.elsewhere) == {line.id for line in outcome.lines}


def test_advice_keeps_its_reasons_rules_and_sources(outcome: Outcome, model: MapModel) -> None:
    cards = {card.id: card for card in model.cards}
    for line in outcome.lines:
        card = cards[line.id]
        sentences = tuple(dict.fromkeys(reason.sentence for reason in card.reasons if reason.sentence))
        told = [one.text for one in card.told]
        assert told[: len(line.said_of())] == [reason.text for reason in line.said_of()]
        assert sorted(told) == sorted(reason.text for reason in line.reasons)
        concluded = tuple(text for text in line.arguments if text not in told)
        assert sentences[: len(concluded)] == concluded
        for i, part in enumerate(sorted(line.parts, key=lambda part: part.id)):
            told = sum(share.value for reason in card.reasons if reason.part == i for share in reason.shares)
            assert told == pytest.approx(sum(entry.value for entry in part.entries))
        for reason in card.reasons:
            assert reason.file.startswith("rules/")
            assert reason.line > 0
            assert all(fact.file and fact.line > 0 and fact.source for fact in reason.facts)


@pytest.mark.usefixtures("afresh")
def test_order_is_the_same_every_time(outcome: Outcome, model: MapModel) -> None:
    assert divided(map_model(outcome), allocate(outcome)) == model


def test_the_lightest_advice_goes_first_when_there_is_no_room(outcome: Outcome, model: MapModel) -> None:
    bodies = [node for node in model.nodes if node.kind == "gremium"]
    heavy = sum(node.group in ("doen", "ook doen") or node.seat == "heeft" for node in bodies)
    small = map_model(outcome, room=heavy)
    assert small.groups == ("doen", "ook doen")
    assert small.left_out == len(bodies) - heavy > 0
    assert all(node.shown for node in small.nodes if node.seat == "heeft" or node.kind != "gremium")
    assert shown_groups(bodies, room=0) == ("doen",)
    assert len([node for node in model.shown if node.kind == "gremium"]) <= 45


@pytest.mark.usefixtures("afresh")
def test_title_and_stamp(outcome: Outcome, model: MapModel) -> None:
    assert map_model(outcome, title="Eigen titel").title == "Eigen titel"
    assert (model.day, model.fingerprint) == (outcome.case.view.day, outcome.case.fingerprint)
