"""Roads on small random networks, held against every simple path that networkx finds."""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose, prod

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from strategy.graph.road_strengths import LONGEST, Best, _strongest
from strategy.roads.overview import with_edge

US = "wij"
STRENGTHS = st.sampled_from([0.1, 0.2, 0.4, 0.5, 0.7, 0.8, 0.95, 1.0])


@dataclass(frozen=True)
class Net:
    """A random network as plain data, so that it can be built in any order."""

    kinds: dict[str, str]
    edges: dict[tuple[str, str], float]
    allowed: frozenset[str]
    targets: tuple[str, ...]

    def graph(self, backwards: bool = False) -> nx.DiGraph[str]:
        graph: nx.DiGraph[str] = nx.DiGraph()
        nodes, edges = list(self.kinds.items()), list(self.edges.items())
        for name, kind in reversed(nodes) if backwards else nodes:
            graph.add_node(name, kind=kind)
        for (start, end), strength in reversed(edges) if backwards else edges:
            graph.add_edge(start, end, strength=strength)
        return graph

    def roads(self, graph: nx.DiGraph[str]) -> Best:
        return _strongest(graph, US, set(self.allowed), self.targets)


@st.composite
def nets(draw: st.DrawFn) -> Net:
    actors = [f"a{number}" for number in range(draw(st.integers(2, 5)))]
    bodies = [f"g{number}" for number in range(draw(st.integers(0, 2)))]
    kinds = {US: "actor", **dict.fromkeys(actors, "actor"), **dict.fromkeys(bodies, "gremium")}
    possible = [(start, end) for start in kinds for end in kinds if start != end and end != US]
    chosen = draw(st.lists(st.sampled_from(possible), unique=True, max_size=18))
    edges = {edge: draw(STRENGTHS) for edge in chosen}
    allowed = draw(st.sets(st.sampled_from([*actors, *bodies]), min_size=1))
    targets = tuple(sorted(draw(st.sets(st.sampled_from(actors), min_size=1, max_size=2))))
    return Net(kinds, edges, frozenset(allowed), targets)


def every_road(net: Net, graph: nx.DiGraph[str], target: str) -> list[tuple[float, tuple[str, ...]]]:
    """All simple paths from us to a target over at most four steps, through who may carry, by brute force."""
    small = graph.subgraph({*net.allowed, US} & set(graph))
    if target not in small:
        return []
    return [
        (prod(graph.edges[edge]["strength"] for edge in nx.utils.pairwise(path)), tuple(path))
        for path in nx.all_simple_paths(small, US, target, cutoff=LONGEST)
    ]


def best(found: Best, target: str) -> float:
    return max((strength for (to, _), (strength, _) in found.items() if to == target), default=0.0)


@given(nets())
def test_the_best_road_is_the_best_of_all_simple_paths(net: Net) -> None:
    graph = net.graph()
    found = net.roads(graph)
    for target in net.targets:
        roads = every_road(net, graph, target)
        assert isclose(best(found, target), max((strength for strength, _ in roads), default=0.0))


@given(nets())
def test_roads_are_simple_short_and_multiply(net: Net) -> None:
    graph = net.graph()
    for (target, _), (strength, nodes) in net.roads(graph).items():
        assert (nodes[0], nodes[-1]) == (US, target)
        assert len(set(nodes)) == len(nodes) <= LONGEST + 1
        assert set(nodes[1:]) <= net.allowed
        assert isclose(strength, prod(graph.edges[edge]["strength"] for edge in nx.utils.pairwise(nodes)))


@given(nets(), st.data())
def test_a_seat_or_tie_more_never_weakens_the_best_road(net: Net, data: st.DataObject) -> None:
    graph = net.graph()
    end = data.draw(st.sampled_from(sorted(set(net.kinds) - {US})))
    more = with_edge(graph, US, end, data.draw(STRENGTHS))
    before, after = net.roads(graph), net.roads(more)
    for target in net.targets:
        assert best(after, target) >= best(before, target)
    assert net.roads(graph) == before


@given(nets(), st.data())
def test_without_an_actor_no_road_runs_through_it(net: Net, data: st.DataObject) -> None:
    graph = net.graph()
    gone = data.draw(st.sampled_from(sorted(set(net.kinds) - {US})))
    before = net.roads(graph)
    graph.remove_node(gone)
    after = net.roads(graph)
    assert all(gone not in nodes for _, nodes in after.values())
    for key, road in before.items():
        if gone not in road[1]:
            assert after[key] == road


@given(nets())
def test_the_order_of_nodes_and_edges_does_not_matter(net: Net) -> None:
    assert net.roads(net.graph()) == net.roads(net.graph(backwards=True))
