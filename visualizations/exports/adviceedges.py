"""The lines that advice draws: from us to what it leads to, and from there to the priorities it serves."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.advice.model import Advice
from strategy.explain.basis import grounds
from visualizations.exports.edges import edge
from visualizations.exports.model import Edge
from visualizations.exports.provenance import grounded
from visualizations.exports.reading import Reading
from visualizations.exports.subjects import subjects


def advised_edges(reading: Reading, advices: tuple[Advice, ...]) -> Iterator[Edge]:
    """A line per advice, best first; then a line per node and priority that advice ties together."""
    for advice in advices:
        if found := subjects(advice, reading.known):
            yield _advice(reading, advice, found[0])
    yield from _serving(reading, advices)


def _advice(reading: Reading, advice: Advice, end: str) -> Edge:
    """Its provenance is that of what the strongest argument rests on."""
    target = advice.target
    strongest = grounds(reading.outcome, advice.entries[0]) if advice.entries else ()
    return edge(
        "advies", f"actor:{reading.view.us}", end, advice.title, advice.id,
        laag=target.layer, rol=target.role, themas=reading.called("thema", filter(None, (target.theme,))),
        via=reading.names.name("actor", target.via) if target.via else None,
        houding=target.attitude, band=advice.band, score=advice.score, rang=advice.rank,
        adviezen=(advice.id,), prioriteiten=reading.called("prioriteit", advice.priorities),
        opgaven=reading.called("opgave", advice.opgaven), argumenten=advice.arguments,
        voorwaarden=tuple(condition.text for condition in advice.conditions),
        **grounded(strongest),
    )  # fmt: skip


def _serving(reading: Reading, advices: tuple[Advice, ...]) -> Iterator[Edge]:
    """What a node is advised for. A body too, where advice leads to one of its seats."""
    found: dict[tuple[str, str], list[Advice]] = {}
    for advice in advices:
        for node in subjects(advice, reading.known):
            for priority in advice.priorities:
                if node.partition(":")[0] in ("actor", "gremium", "instrument"):
                    found.setdefault((node, priority), []).append(advice)
    for (node, priority), about in found.items():
        shares = [entry.value for advice in about for entry in advice.entries if entry.priority == priority]
        opgaven = {entry.opgave for advice in about for entry in advice.entries if entry.priority == priority}
        yield edge(
            "dient", node, f"prioriteit:{priority}", "advies voor",
            waarde=max(shares, default=None), band=about[0].band, score=about[0].score, rang=about[0].rank,
            houding=about[0].target.attitude, adviezen=tuple(advice.id for advice in about),
            prioriteiten=reading.called("prioriteit", (priority,)),
            opgaven=reading.called("opgave", (name for name in reading.view.ids["opgave"] if name in opgaven)),
        )  # fmt: skip
