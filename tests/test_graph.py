"""Routes and measures on the graph, held against networkx's own exhaustive search."""

from __future__ import annotations

from math import prod

import networkx as nx
import pytest

from strategy.advice.advise import Case
from strategy.graph.reach import deciders, themes_touched
from strategy.graph.routes import LONGEST, _allowed, _strongest, _workers


def test_strongest_routes_equal_an_exhaustive_search(case: Case) -> None:
    """For every priority and decider: the best road by each first actor, over at most four steps."""
    view, graph = case.view, case.graph
    workers = _workers(view)
    compared = 0
    for _, priority in view.priorities():
        targets = sorted({decider.actor for decider in deciders(view, priority)})
        allowed = _allowed(view, priority, workers)
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
    for route in case.routes:
        by_pair.setdefault((route.priority, route.to), {})[route.via] = route.strength
    for route in case.routes:
        others = by_pair[route.priority, route.to]
        for stop in route.nodes[1:-1]:
            if stop in others and stop != route.via:
                assert others[stop] < route.strength, route


def test_the_best_route_to_a_decider_is_graded_strong(case: Case) -> None:
    tops: dict[tuple[str, str], float] = {}
    for route in case.routes:
        key = (route.priority, route.to)
        tops[key] = max(route.strength, tops.get(key, 0.0))
    for route in case.routes:
        share = route.strength / tops[route.priority, route.to]
        assert (route.grade == "sterk") == (share >= 0.5 - 1e-3), route
        assert 0 < route.strength <= 1 and len(route.nodes) <= LONGEST + 1
        assert route.nodes[0] == case.view.us and route.nodes[-1] == route.to


def test_a_theme_touches_its_parent_and_no_further(case: Case) -> None:
    priority = next(p for _, p in case.view.priorities() if p.id == "jeugdhulp")
    assert dict(themes_touched(case.view, priority)) == {"jeugdhulp": ("jeugdhulp",), "jeugd": ("jeugdhulp",)}


def test_levels_limit_who_decides(case: Case) -> None:
    priority = next(p for _, p in case.view.priorities() if p.id == "randvoorwaarden-gebiedsontwikkeling")
    assert {decider.actor for decider in deciders(case.view, priority)} == {"provincie-nh"}


def test_our_edges_come_from_ties_and_seats(case: Case) -> None:
    for _, end, edge in case.graph.out_edges(case.view.us, data=True):
        assert edge["basis"][0] in ("relatie", "bezet"), end
    assert case.graph.edges[case.view.us, "g40-duurzaamheid"]["strength"] == 0.9


def test_route_facts_rest_on_every_edge_of_the_road(case: Case) -> None:
    roads = {(r.priority, r.via, r.to): r for r in case.routes}
    for fact in case.facts:
        if fact.type == "route":
            priority, via, to = (str(value) for value in fact.values[:3])
            route = roads[priority, via, to]
            premises = case.facts.evidence(fact).premises
            assert len(premises) == len(route.nodes) - 1 + 1
            assert all(premise in case.facts for premise in premises)
