"""From an outcome to an export: all nodes and edges with clean text and labels of their own, or those of one choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from strategy.advice.advise import Outcome
from visualizations.exports.adviceedges import advised_edges
from visualizations.exports.edges import joined_up, stated_edges
from visualizations.exports.legible import cleaned, one_line
from visualizations.exports.model import Edge, Export, Node
from visualizations.exports.nodes import all_nodes
from visualizations.exports.reading import Reading
from visualizations.exports.subjects import subjects
from visualizations.selection import Selection, check, choose

WHOLE = Selection()


def export_of(outcome: Outcome, choice: Selection = WHOLE) -> Export:
    """All of an outcome, or what belongs to one opgave, one network, or both.

    Raises KrachtenveldError for a name that is not there.
    """
    choice = check(outcome, choice)
    reading = Reading(outcome)
    advices = choose(outcome, choice)
    lines = (*stated_edges(reading), *advised_edges(reading, advices))
    nodes = tuple(
        replace(node, label=one_line(node.label), values=cleaned(node.values)) for node in all_nodes(reading)
    )
    edges = tuple(
        replace(line, label=one_line(line.label), values=cleaned(line.values))
        for line in joined_up(lines, (node.id for node in nodes))
    )
    nodes = _labelled(nodes)
    kept = _kept(reading, choice, nodes, edges)
    if choice != WHOLE:
        kept |= {node for advice in advices for node in subjects(advice, reading.known)}
        kept = _with_owners(kept, edges, choice)
    return Export(
        outcome,
        choice,
        tuple(node for node in nodes if node.id in kept),
        joined_up(edges, kept),
        advices,
    )


def _kept(reading: Reading, choice: Selection, nodes: Iterable[Node], edges: Iterable[Edge]) -> set[str]:
    """The nodes that a choice names, and ourselves; of a network also the priorities that its nodes have a line to."""
    if choice == WHOLE:
        return {node.id for node in nodes}
    us = f"actor:{reading.view.us}"
    kept = set()
    for node in nodes:
        network, _ = reading.networks.get(node.id, ("", ""))
        if choice.network in (None, network) and _counts(reading, choice, node.id):
            kept.add(node.id)
    if choice.network is not None:
        served = {
            line.end for line in edges if line.kind in ("dient", "beslist") and line.start in kept - {us}
        }
        kept |= {name for name in served if _counts(reading, choice, name)}
    return kept | {us}


def _counts(reading: Reading, choice: Selection, node: str) -> bool:
    return choice.opgave is None or choice.opgave in reading.opgaven_of(node)


def _with_owners(kept: set[str], edges: Iterable[Edge], choice: Selection) -> set[str]:
    """With whatever they belong to: the body of a seat, the actor of a body, the opgave of a priority."""
    lines = tuple(edges)
    for kind in ("zetel", "gremium", "prioriteit"):
        kept = kept | {
            line.end for line in lines if line.kind == kind and line.start in kept and _own(line, choice)
        }
    return kept


def _own(line: Edge, choice: Selection) -> bool:
    """Whether to follow a line up: of a priority under several opgaven only to the one chosen."""
    return line.kind != "prioriteit" or choice.opgave is None or line.end == f"opgave:{choice.opgave}"


def _labelled(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Nodes with labels that differ, also to a program that takes capitals and small letters for the same."""
    for tail in ("kind", "id"):
        often = Counter(_plain(node.label) for node in nodes)
        nodes = tuple(
            replace(node, label=f"{node.label} ({getattr(node, tail)})")
            if often[_plain(node.label)] > 1
            else node
            for node in nodes
        )
    return nodes


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())
