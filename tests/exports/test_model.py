"""What every form is given: all of the network, declared, with names of its own, and no more than was asked for."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.advice.select import Selection
from strategy.dossier.loader import Loaded
from strategy.errors import KrachtenveldError
from tests.exports.odd import alike
from visualizations.exports.model import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Attribute, Export, Sort, Value
from visualizations.exports.network import export_of

TYPES: dict[Sort, type] = {
    "text": str, "list": tuple, "number": float, "whole": int, "yesno": bool, "day": str,
}  # fmt: skip


def test_everything_that_holds_is_a_node(plain: Export) -> None:
    view = plain.outcome.case.view
    for kind in ("opgave", "prioriteit", "actor", "gremium", "instrument"):
        assert [node.id for node in plain.nodes if node.kind == kind] == [
            f"{kind}:{name}" for name in view.ids[kind]
        ]
    seats = [post for _, body in view.bodies() for post in body.posts if view.shows(post)]
    assert sum(node.kind == "zetel" for node in plain.nodes) == len(seats) > 50


def test_lines_carry_the_strengths_of_the_graph(plain: Export) -> None:
    """Per two ends the strongest line is the edge on which roads are measured; a seat stands between us and its body."""
    body_of = {edge.start: edge.end for edge in plain.edges if edge.kind == "zetel"}
    found: dict[tuple[str, str], float] = {}
    for edge in plain.edges:
        strength = edge.values.get("sterkte")
        if isinstance(strength, float):
            ends = (_bare(edge.start), _bare(body_of.get(edge.end, edge.end)))
            found[ends] = max(strength, found.get(ends, 0.0))
    graph = plain.outcome.case.graph
    measured = {
        (start, end): data["strength"]
        for start, end, data in graph.edges(data=True)
        if data["basis"][0] != "valt_onder"  # what is a part of us, is drawn as such
    }
    assert found == measured


def test_every_advice_is_a_line_with_all_of_it(plain: Export) -> None:
    lines = {edge.values["adviezen"]: edge for edge in plain.edges if edge.kind == "advies"}
    assert len(lines) == len(plain.outcome.advices)
    for advice in plain.outcome.advices:
        line = lines[(advice.id,)]
        assert (line.label, line.values["score"], line.values["rang"]) == (
            advice.title,
            round(advice.score, 4),
            advice.rank,
        )
        assert line.values["argumenten"] == advice.arguments
        assert line.start == plain.us


def test_a_node_tells_its_best_advice(plain: Export) -> None:
    node = next(node for node in plain.nodes if node.id == "zetel:g40-duurzaamheid/voorzitter")
    advice = plain.outcome.advice("positie/g40-duurzaamheid/voorzitter")
    assert advice is not None
    assert {key: node.values[key] for key in ("band", "score", "rang", "houding", "onze_positie")} == {
        "band": advice.band, "score": advice.score, "rang": advice.rank, "houding": "behouden", "onze_positie": "heeft",
    }  # fmt: skip


def test_only_what_there_is_nothing_else_to_do_about_is_nee(plain: Export) -> None:
    by_id = {advice.id: advice for advice in plain.outcome.advices}
    for node in plain.nodes:
        names = node.values.get("adviezen", ())
        assert isinstance(names, tuple)
        if names:
            only = all(by_id[name].target.sort == "afzien" for name in names)
            assert (node.values["band"] == "nee") is only, node.id


def test_what_is_there_is_declared_and_of_its_type(export: Export) -> None:
    for items, attributes in ((export.nodes, NODE_ATTRIBUTES), (export.edges, EDGE_ATTRIBUTES)):
        declared = {item.key: item for item in attributes}
        for item in items:
            for key, value in item.values.items():
                assert type(value) is TYPES[declared[key].sort], (item.id, key, value)
    for node in export.nodes:
        assert [
            key for key in node.values if node.kind not in {a.key: a for a in NODE_ATTRIBUTES}[key].on
        ] == []


@pytest.mark.parametrize("attributes", [NODE_ATTRIBUTES, EDGE_ATTRIBUTES], ids=["nodes", "edges"])
def test_every_attribute_is_used(attributes: tuple[Attribute, ...], plain: Export, later: Export) -> None:
    """What no dossier fills would be an empty column in every form."""
    found = {key for made in (plain, later) for item in (*made.nodes, *made.edges) for key in item.values}
    elsewhere = {"te_bevestigen", "namens"}  # the first in the dossier of a new term only
    assert {item.key for item in attributes} - found == elsewhere


def test_ids_and_labels_are_of_one_thing_each(export: Export) -> None:
    for names in ([node.id for node in export.nodes], [edge.id for edge in export.edges], _labels(export)):
        assert [name for name, times in Counter(names).items() if times > 1] == []


def test_what_has_the_same_name_gets_a_label_of_its_own(loaded: Loaded) -> None:
    same = export_of(advise(prepare(alike(loaded)), "python"))
    assert len({str(node.values["naam"]).casefold() for node in same.nodes}) < len(same.nodes) / 2
    assert len(set(_labels(same))) == len(same.nodes)


def test_lines_end_at_nodes(export: Export) -> None:
    known = {node.id for node in export.nodes}
    assert [edge.id for edge in export.edges if not {edge.start, edge.end} <= known] == []


def test_no_text_is_refused_by_xml(strange: Export) -> None:
    refused = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
    for item in (*strange.nodes, *strange.edges):
        texts = [item.label, *(text for value in item.values.values() for text in _texts(value))]
        assert [text for text in texts if refused.search(text)] == []
        assert "\n" not in item.label and "|" not in item.label


# ── a choice ──────────────────────────────────────────────────────────────────────────────────────────


def test_one_opgave(outcome: Outcome) -> None:
    made = export_of(outcome, Selection(opgave="Gezondheid"))
    assert {node.id for node in made.nodes if node.kind == "opgave"} == {"opgave:gezondheid"}
    assert made.advices and all("gezondheid" in advice.opgaven for advice in made.advices)
    assert sum(edge.kind == "advies" for edge in made.edges) == len(made.advices)
    assert made.us in {node.id for node in made.nodes}
    priorities = {
        priority.id for opgave, priority in outcome.case.view.priorities() if opgave.id == "gezondheid"
    }
    assert {node.id for node in made.nodes if node.kind == "prioriteit"} >= {
        f"prioriteit:{name}" for name in priorities
    }


def test_one_network(outcome: Outcome) -> None:
    made = export_of(outcome, Selection(network="g40"))
    whole = {node.id: node for node in export_of(outcome).nodes}
    ids = {node.id for node in made.nodes}
    assert {name for name, node in whole.items() if node.values.get("netwerk") == "G40"} <= ids
    assert sum(edge.kind == "advies" for edge in made.edges) == len(made.advices)
    owners = {edge.start: edge.end for edge in made.edges if edge.kind in ("zetel", "gremium")}
    assert {node.id for node in made.nodes if node.kind in ("zetel", "gremium")} == set(owners)


def test_a_choice_within_a_choice(outcome: Outcome) -> None:
    both = export_of(outcome, Selection(opgave="economie", network="g40"))
    one = export_of(outcome, Selection(network="g40"))
    assert {node.id for node in both.nodes} < {node.id for node in one.nodes}
    assert both.advices and set(both.advices) < set(one.advices)


def test_what_is_not_there_cannot_be_chosen(outcome: Outcome) -> None:
    with pytest.raises(KrachtenveldError, match="er is geen opgave"):
        export_of(outcome, Selection(opgave="gezondhied"))


def _labels(export: Export) -> list[str]:
    """Labels as a program reads them that minds neither capitals nor spaces."""
    return [" ".join(node.label.casefold().split()) for node in export.nodes]


def _bare(node: str) -> str:
    return node.partition(":")[2]


def _texts(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
