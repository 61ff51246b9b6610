"""The map as one HTML file that makes no request, of one scenario or of several, with a picture for who runs no scripts.

There a map with more boxes in a column than stay legible is folded: into organisations, or else into networks. The page
folds in the same way (templates/beeld.js, `folded`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from strategy.advice.names import decimal
from strategy.facts.fact_base import grouped
from visualizations.kaart.answer import answer, rests_on
from visualizations.kaart.build import union
from visualizations.kaart.data import Payload
from visualizations.kaart.layout import layout
from visualizations.kaart.model import (
    GROUPS,
    KIND_NAMES,
    LEVEL_GROUPS,
    LINK_NAMES,
    ROOM,
    Edge,
    MapModel,
    Node,
)
from visualizations.kaart.svg import digraph, network, svg
from visualizations.writers.markup import block, compact, environment, policy
from visualizations.writers.stamps import day_text

TEMPLATES = Path(__file__).parent / "templates"
MODULES = (
    "maak.js", "rekenen.js", "gegevens.js", "antwoord.js", "beeld.js", "tekening.js", "paneel.js", "tabellen.js", "keuze.js",
    "uitvoer.js", "stappen.js", "kaart.js",
)  # fmt: skip
"""The scripts of the map, each after what it uses."""
SEATS = {"heeft": "ja", "aanbevolen": "aanbevolen", "geen": "nee", "": "n.v.t."}


def render(*models: MapModel, difference: bool = False) -> str:
    """The page of a model, or of several scenarios of one dossier.

    It opens on the first; with `difference` on the second, held against the first.
    """
    parts = map_parts(models)
    scripts, css = sources()
    opening = [("opening", Markup(block({"verschil": difference})))]
    page = environment(TEMPLATES)
    page.filters["getal"] = decimal
    return page.get_template("kaart.html").render(
        csp=policy(scripts, css),
        css=Markup(css),
        scripts=[Markup(script) for script in scripts],
        **{**parts, "blocks": [*parts["blocks"], *opening]},
    )


def sources() -> tuple[list[str], str]:
    """The scripts and the style of the page, as they stand in it."""
    scripts = [compact(TEMPLATES / name) for name in (*MODULES, "projector.js", "pagina.js")]
    return scripts, compact(TEMPLATES / "kaart.css")


def map_parts(models: Sequence[MapModel]) -> Mapping[str, Any]:
    """What the templates of the map need: its picture, its tables, and the data for its scripts."""
    model, whole = models[0], union(models)
    placed = layout(whole)
    graph = digraph(whole, placed)
    built = network(graph)
    payload = Payload(models, whole, placed).build()
    still = condensed(model)
    if still is model:
        picture = svg(whole, placed, graph)
    else:
        at = layout(still)
        picture = svg(still, at, digraph(still, at))
    return {
        "model": model,
        "cases": models,
        "stamp": stamp(model),
        "svg": Markup(picture),
        "blocks": [
            (name, Markup(block(value)))
            for name, value in (("knopen", built.nodes), ("lijnen", built.edges), ("gegevens", payload))
        ],
        "rows": still.nodes,
        "lines": still.edges,
        "cards": {card.id: card for card in model.cards},
        "names": {node.id: node.name for node in still.nodes},
        "opgave_names": dict(model.opgaven),
        "opgaven": [name for _, name in payload["opgaven"]],
        "kinds": KIND_NAMES,
        "levels": LEVEL_GROUPS,
        "links": LINK_NAMES,
        "seats": SEATS,
        "groups": GROUPS,
        "answer": answer(model),
        "rests_on": rests_on,
    }


def stamp(model: MapModel) -> str:
    """The line under the title: day, scenario, number of advices, rule set, for whom. kaart.js writes it again."""
    parts = [
        f"Peildatum {day_text(model.day)}",
        f"scenario {model.scenario_name}" if model.scenario else "",
        f"{len(model.cards)} {'advies' if len(model.cards) == 1 else 'adviezen'}",
        f"regelset {model.fingerprint}",
        model.confirmed,
        "alleen openbare gegevens" if model.public_only else "",
        "de kaart adviseert, mensen besluiten",
    ]
    return " · ".join(part for part in parts if part)


GroupPath = tuple[str, ...]


def condensed(model: MapModel, room: int = ROOM) -> MapModel:
    """What is shown of a map, with every column that holds more than `room` boxes folded; the map itself if none does."""
    stands: dict[str, str] = {}
    folds: dict[str, Node] = {}
    for column in range(1, 5):
        members = [node for node in model.shown if node.column == column]
        if len(members) > room:
            for path, group in _groups(members, room).items():
                if len(group) > 1:
                    fold = _fold(column, path, group)
                    folds[fold.id] = fold
                    stands |= {node.id: fold.id for node in group}
    if not folds:
        return model
    nodes = dict.fromkeys(stands.get(node.id, node.id) for node in model.shown)
    known = {node.id: node for node in model.shown}
    return replace(
        model,
        nodes=tuple(folds.get(name) or known[name] for name in nodes),
        edges=_merged(model.shown_edges, stands),
    )


def _groups(members: Sequence[Node], room: int) -> Mapping[GroupPath, list[Node]]:
    """The members by the deepest part of their paths that gives few enough groups, the first part at the least."""
    for depth in range(max(len(node.path) for node in members), 0, -1):
        # A node without a path stands for itself.
        found = grouped((node.path[:depth] or (node.id,), node) for node in members)
        if len(found) <= room:
            break
    return found


def _fold(column: int, path: GroupPath, members: Sequence[Node]) -> Node:
    first, name = members[0], f"{path[-1]} ({len(members)})"
    return Node(
        f"vouw:{column}/{'/'.join(path)}",
        first.kind,
        name,
        name,
        level_group=first.level_group,
        network=first.network,
        opgaven=tuple(dict.fromkeys(opgave for node in members for opgave in node.opgaven)),
    )


def _merged(edges: Iterable[Edge], stands: Mapping[str, str]) -> tuple[Edge, ...]:
    found: dict[tuple[str, str], Edge] = {}
    for edge in edges:
        pair = stands.get(edge.start, edge.start), stands.get(edge.end, edge.end)
        other = found.get(pair)
        stronger = edge if other is None or edge.strength > other.strength else other
        served = dict.fromkeys((*(other.priorities if other else ()), *edge.priorities))
        found[pair] = replace(
            stronger, start=pair[0], end=pair[1], priorities=tuple(served), basis="vast", cards=()
        )
    return tuple(found.values())
