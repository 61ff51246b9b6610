"""Routes and measures on the graph, held against networkx's own exhaustive search."""

from __future__ import annotations

from math import prod

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategy.advice.advise import Case
from strategy.dossier.model import Priority
from strategy.graph.deciders import deciders, themes_touched
from strategy.graph.road_strengths import LONGEST, RoadSearch, _strongest
from tests.examples import examples

STRENGTHS = st.sampled_from([0.1, 0.2, 0.4, 0.5, 0.7, 0.8, 0.95, 1.0])


def test_strongest_routes_equal_an_exhaustive_search(case: Case) -> None:
    """For every priority and decider: the best road by each first actor, over at most four steps."""
    view, graph = case.view, case.graph
    search = RoadSearch(view)
    compared = 0
    for _, priority in view.priorities():
        targets = sorted({decider.actor for decider in deciders(view, priority)})
        allowed = search.carriers(priority)
        found = _strongest(graph, view.us, allowed, targets)
        small = graph.subgraph(allowed | {view.us})
        for target in targets:
            if target not in small:
                continue
            best: dict[str, float] = {}
            for path in nx.all_simple_paths(small, view.us, target, cutoff=LONGEST):
                via = next(node for node in path[1:] if graph.nodes[node]["kind"] == "actor")
                strength = prod(graph.edges[edge]["strength"] for edge in nx.utils.pairwise(path))
                best[via] = max(strength, best.get(via, 0.0))
            assert {via: pytest.approx(value) for via, value in best.items()} == {
                via: strength for (to, via), (strength, _) in found.items() if to == target
            }
            compared += len(best)
    assert compared > 50


def test_no_route_is_dominated_by_going_there_first(case: Case) -> None:
    by_pair: dict[tuple[str, str], dict[str, float]] = {}
    for road in case.roads:
        by_pair.setdefault((road.priority, road.to), {})[road.via] = road.strength
    for road in case.roads:
        others = by_pair[road.priority, road.to]
        for stop in road.nodes[1:-1]:
            if stop in others and stop != road.via:
                assert others[stop] < road.strength, road


def test_the_best_route_to_a_decider_is_graded_strong(case: Case) -> None:
    tops: dict[tuple[str, str], float] = {}
    for road in case.roads:
        key = (road.priority, road.to)
        tops[key] = max(road.strength, tops.get(key, 0.0))
    for road in case.roads:
        share = road.strength / tops[road.priority, road.to]
        assert (road.grade == "sterk") == (share >= 0.5 - 1e-3), road
        assert 0 < road.strength <= 1 and len(road.nodes) <= LONGEST + 1
        assert road.nodes[0] == case.view.us and road.nodes[-1] == road.to


def test_a_theme_touches_its_parent_and_no_further(case: Case) -> None:
    priority = next(p for _, p in case.view.priorities() if p.id == "jeugdhulp")
    assert dict(themes_touched(case.view, priority)) == {"jeugdhulp": ("jeugdhulp",), "jeugd": ("jeugdhulp",)}


def test_levels_limit_who_decides(case: Case) -> None:
    priority = next(p for _, p in case.view.priorities() if p.id == "randvoorwaarden-gebiedsontwikkeling")
    assert {decider.actor for decider in deciders(case.view, priority)} == {"provincie-nh"}


def test_our_edges_come_from_ties_seats_and_parts_of_us(case: Case) -> None:
    found = {edge["basis"][0] for _, _, edge in case.graph.out_edges(case.view.us, data=True)}
    assert found == {"relatie", "bezet", "valt_onder"}
    own = case.graph.edges[case.view.us, "zaanstad-college"]
    assert own == {"strength": 1.0, "basis": ("valt_onder", ("zaanstad-college", "zaanstad"))}
    assert not case.graph.has_edge(case.view.us, "vro"), (
        "een minister valt onder een ministerie, niet onder ons"
    )
    assert case.graph.edges[case.view.us, "g40-duurzaamheid"]["strength"] == 0.9


def test_route_facts_rest_on_every_edge_of_the_road(case: Case) -> None:
    roads = {(r.priority, r.via, r.to): r for r in case.roads}
    for fact in case.facts:
        if fact.type == "route":
            priority, via, to = (str(value) for value in fact.values[:3])
            road = roads[priority, via, to]
            premises = case.facts.evidence(fact).premises
            assert len(premises) == len(road.nodes) - 1 + 1
            assert all(premise in case.facts for premise in premises)


@pytest.fixture(scope="module")
def asked(case: Case) -> tuple[RoadSearch, list[Priority]]:
    """The search of Zaanstad, and the priorities that somebody decides on."""
    search = RoadSearch(case.view)
    return search, [priority for _, priority in case.view.priorities() if search.targets(priority)]


@settings(max_examples=examples(40))
@given(st.data())
def test_an_edge_more_never_weakens_the_best_road_and_one_less_never_strengthens_it(
    case: Case, asked: tuple[RoadSearch, list[Priority]], data: st.DataObject
) -> None:
    """Random networks among those who may carry a priority of Zaanstad: edges come, grow and go."""
    search, priorities = asked
    priority = data.draw(st.sampled_from(priorities), "priority")
    graph = network(case, search, priority, data)
    best = best_roads(search, graph, priority)
    present = sorted(graph.edges)

    every = possible_edges(case, graph)
    ties = [edge for edge in every if edge[0] == case.view.us]
    start, end = data.draw(st.sampled_from(ties) | st.sampled_from(every), "added")
    more = graph.copy()
    weak = graph.edges[start, end]["strength"] if graph.has_edge(start, end) else 0.0
    more.add_edge(start, end, strength=max(weak, data.draw(STRENGTHS, "strength")))
    assert all(best_roads(search, more, priority).get(to, 0.0) >= old for to, old in best.items())

    if present:
        less = graph.copy()
        less.remove_edge(*data.draw(st.sampled_from(present), "removed"))
        assert all(new <= best.get(to, 0.0) for to, new in best_roads(search, less, priority).items())


def network(case: Case, search: RoadSearch, priority: Priority, data: st.DataObject) -> nx.DiGraph[str]:
    """A small network of who decides on a priority, some who may carry it, and somebody who may not.

    One road runs through them: edges drawn at random alone make few roads with stops.
    """
    carriers = sorted(search.carriers(priority) & set(case.graph))
    actors = [name for name in carriers if case.graph.nodes[name]["kind"] == "actor"]
    target = data.draw(st.sampled_from(search.targets(priority)), "target")
    some = data.draw(st.lists(st.sampled_from(actors), unique=True, min_size=1, max_size=3), "stops")
    body = data.draw(st.sampled_from(carriers), "body")
    road = [case.view.us, *(name for name in dict.fromkeys((*some, body)) if name != target), target]
    others = sorted(set(case.graph) - {*carriers, *road})[:1]
    graph: nx.DiGraph[str] = nx.DiGraph()
    for name in (*road, *others):
        graph.add_node(name, **case.graph.nodes[name])
    edges = data.draw(
        st.lists(st.sampled_from(possible_edges(case, graph)), unique=True, max_size=6), "edges"
    )
    on_road = (edge for edge in nx.utils.pairwise(name for name in road if name != body or name == target))
    every = dict.fromkeys((*on_road, *edges))
    strengths = data.draw(st.lists(STRENGTHS, min_size=len(every), max_size=len(every)), "strengths")
    for (start, end), strength in zip(every, strengths, strict=True):
        graph.add_edge(start, end, strength=strength)
    return graph


def possible_edges(case: Case, graph: nx.DiGraph[str]) -> list[tuple[str, str]]:
    return [(start, end) for start in graph for end in graph if start != end and end != case.view.us]


def best_roads(search: RoadSearch, graph: nx.DiGraph[str], priority: Priority) -> dict[str, float]:
    """Who decides → the strength of the best road that is told of, detours dropped."""
    best: dict[str, float] = {}
    for road in search.roads(graph, priority, search.targets(priority)):
        best[road.to] = max(road.strength, best.get(road.to, 0.0))
    return best
