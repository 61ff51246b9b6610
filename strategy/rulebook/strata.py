"""In which order rules can be evaluated: negation only over what is complete, vetoes before advice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx

from strategy.facts.types import ADVICE_TYPE
from strategy.rulebook.ast import Const, Head, OneOf, Pattern, Rule

VETO = "sluit_uit"


@dataclass(frozen=True)
class Cycle:
    """Rules that depend on each other through a negation or a veto, so that no order works."""

    rules: tuple[Rule, ...]


def layers(rules: Sequence[Rule]) -> tuple[tuple[tuple[Rule, ...], ...], Cycle | None]:
    """Layers of rules in order of evaluation, or the cycle that prevents one.

    The nodes are fact types; advice is told apart by its `soort`, so that one kind of advice may follow
    from another. Rules that feed each other positively share a layer and are repeated to a fixpoint.
    """
    graph = _dependencies(rules)
    depth: dict[str, int] = {}
    condensed = nx.condensation(graph)
    for component in nx.topological_sort(condensed):
        members = condensed.nodes[component]["members"]
        inside = graph.subgraph(members)
        if any(edge["negative"] for _, _, edge in inside.edges(data=True)):
            return (), _cycle(rules, members)
        before = [depth[next(iter(condensed.nodes[p]["members"]))] for p in condensed.predecessors(component)]
        for member in members:
            depth[member] = max(before, default=-1) + 1
    levels: dict[int, list[Rule]] = {}
    for rule in rules:
        levels.setdefault(depth[head_node(rule.head)], []).append(rule)
    return tuple(tuple(levels[level]) for level in sorted(levels)), None


def head_node(head: Head) -> str:
    """The node of the dependency graph that a rule with this head feeds."""
    if head.kind in (VETO, "tegen"):
        return head.kind
    if head.kind == "advies":
        sort = head.term("soort")
        return f"advies/{sort.value}" if isinstance(sort, Const) else "advies"
    return head.type


def _dependencies(rules: Sequence[Rule]) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    advice = sorted({head_node(rule.head) for rule in rules if rule.head.kind == "advies"})
    for node in advice:
        _edge(graph, VETO, node, negative=True)
    for rule in rules:
        target = head_node(rule.head)
        graph.add_node(target)
        for patterns, negative in ((rule.positive, False), (rule.negative, True)):
            for pattern in patterns:
                for source in _read(pattern, advice):
                    _edge(graph, source, target, negative)
    return graph


def _read(pattern: Pattern, advice: Iterable[str]) -> Iterable[str]:
    if pattern.type != ADVICE_TYPE.name:
        return (pattern.type,)
    sort = pattern.term("soort")
    named = (sort.value,) if isinstance(sort, Const) else sort.values if isinstance(sort, OneOf) else None
    return tuple(advice) if named is None else tuple(f"advies/{name}" for name in named)


def _edge(graph: nx.DiGraph[str], start: str, end: str, negative: bool) -> None:
    known = graph.get_edge_data(start, end, {"negative": False})["negative"]
    graph.add_edge(start, end, negative=negative or known)


def _cycle(rules: Sequence[Rule], members: Iterable[str]) -> Cycle:
    inside = set(members)
    advice = sorted(member for member in inside if member.startswith("advies"))
    involved = [rule for rule in rules if head_node(rule.head) in inside and _awaits(rule, inside, advice)]
    return Cycle(tuple(involved))


def _awaits(rule: Rule, inside: Iterable[str], advice: Iterable[str]) -> bool:
    """Whether a rule waits for something inside a cycle; every advice waits for the vetoes."""
    if rule.head.kind == "advies" and VETO in inside:
        return True
    return any(
        source in inside for pattern in (*rule.positive, *rule.negative) for source in _read(pattern, advice)
    )
