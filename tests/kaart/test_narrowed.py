"""A part of the map: only the lines asked for, and clear words when there are none."""

from __future__ import annotations

import pytest

from strategy.errors import KrachtenveldError
from visualizations.kaart.model import MapModel, narrowed


def whole(part: MapModel, model: MapModel) -> None:
    """What every part must be: nodes with a line, edges between them that the map has too."""
    names = {node.id for node in part.nodes}
    pairs = {(edge.start, edge.end): edge for edge in model.edges}
    assert {name for edge in part.edges for name in (edge.start, edge.end)} == names
    for edge in part.edges:
        assert edge.priorities and set(edge.priorities) <= set(pairs[edge.start, edge.end].priorities)
    cards = {card.id for card in part.cards}
    assert {name for node in part.nodes for name in (*node.cards, *node.seats)} <= cards
    assert set(part.elsewhere) <= cards


def test_an_opgave_keeps_what_serves_it(model: MapModel) -> None:
    part = narrowed(model, opgave="gezondheid")
    whole(part, model)
    assert part == narrowed(model, opgave="Gezondheid")
    assert [name for name, _ in part.opgaven] == ["gezondheid"]
    assert [node.id for node in part.nodes if node.kind == "opgave"] == ["opgave:gezondheid"]
    served = {f"prioriteit:{p}" for edge in part.edges for p in edge.priorities}
    assert served == {node.id for node in part.nodes if node.kind == "prioriteit"}
    assert all("gezondheid" in card.opgaven for card in part.cards)
    names = {node.id for node in part.nodes}
    assert "gremium:vng-zjo" in names and "gremium:vra-db" not in names


def test_a_network_keeps_the_lines_through_its_bodies(model: MapModel) -> None:
    part = narrowed(model, network="vervoerregio")
    whole(part, model)
    assert {node.network for node in part.nodes if node.kind == "gremium"} == {"vervoerregio"}
    assert part.networks == (("vervoerregio", "Vervoerregio Amsterdam"),)
    assert {node.column for node in part.nodes} >= {0, 1, 2}


@pytest.mark.parametrize(
    ("advice", "line", "stops"),
    [
        ("positie/mra-sociaal/trekker", "positie/mra-sociaal", ["gremium:mra-sociaal"]),
        ("route/vng/vws", "route/vws", ["route:vng", "beslisser:vws"]),
        ("koppelkans/groeifonds", "koppelkans/groeifonds", ["instrument:groeifonds"]),
    ],
)
def test_an_advice_keeps_its_whole_line(model: MapModel, advice: str, line: str, stops: list[str]) -> None:
    """By the id of the line, or of an advice that it takes together with others."""
    part = narrowed(model, advice=advice)
    whole(part, model)
    assert part == narrowed(model, advice=line)
    assert [card.id for card in part.cards] == [line]
    assert set(stops) <= {node.id for node in part.nodes}
    columns = [node.column for node in part.nodes]
    assert min(columns) == 0 and max(columns) == 4, "from opgave to decider"
    for column, stop in ((node.column, node.id) for node in part.nodes if node.id in stops):
        assert stop in {node.id for node in part.nodes if node.column == column} <= set(stops)


def test_choices_add_up(model: MapModel) -> None:
    part = narrowed(model, opgave="gezondheid", network="mra")
    whole(part, model)
    assert {node.network for node in part.nodes if node.kind == "gremium"} == {"mra"}
    assert [name for name, _ in part.opgaven] == ["gezondheid"]
    assert part.title == f"{model.title} · Gezondheid · Metropoolregio Amsterdam"
    assert narrowed(model) == model


@pytest.mark.parametrize(
    ("choice", "message", "hint"),
    [
        ({"opgave": "gezondhied"}, 'er is geen opgave "gezondhied" op de kaart', 'bedoeld: "gezondheid"?'),
        ({"opgave": ""}, 'er is geen opgave "" op de kaart', "kies uit: kansengelijkheid"),
        ({"network": "xyz"}, 'er is geen netwerk "xyz" op de kaart', "kies uit: vng, g40, mra"),
        ({"network": "rijk"}, 'er is geen netwerk "rijk" op de kaart', "kies uit"),
        ({"advice": "positie/mra-sociaal/treker"}, "er is geen advies", "positie/mra-sociaal"),
        ({"advice": "portefeuille jeugd"}, None, None),
        ({"advice": "samenwerking/rivm"}, "heeft geen plek op de kaart", "krachtenveld waarom"),
        ({"opgave": "gezondheid", "network": "vervoerregio"}, "er is geen netwerk", "kies uit"),
    ],
)
def test_what_is_not_there_is_said(
    model: MapModel, choice: dict[str, str], message: str | None, hint: str | None
) -> None:
    if message is None or hint is None:
        assert len(narrowed(model, **choice).cards) == 1
        return
    with pytest.raises(KrachtenveldError) as error:
        narrowed(model, **choice)
    assert message in error.value.message and hint in error.value.hint


def test_words_that_fit_several_advices_are_not_guessed(model: MapModel) -> None:
    with pytest.raises(KrachtenveldError, match="past op"):
        narrowed(model, advice="mra platform")
