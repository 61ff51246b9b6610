"""Facts computed from dossier and graph: what a priority touches, who decides and which routes lead there."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from strategy.facts.base import Evidence, FactBase
from strategy.facts.types import Fact
from strategy.graph.network import View
from strategy.graph.reach import deciders, parliaments, themes_touched
from strategy.graph.routes import Route, routes


def measure(view: View, graph: nx.DiGraph[str], base: FactBase) -> tuple[Route, ...]:
    """Add the computed facts to `base`; returns the routes, for those who explain them."""
    placed = {str(fact.values[0]): fact for fact in base.of_type("actor")}
    for _, priority in view.priorities():
        for theme, through in themes_touched(view, priority).items():
            own = Fact("prioriteit_thema", (priority.id, through[0]))
            step = () if theme == through[0] else (Fact("thema_ouder", (through[0], theme)),)
            _add(base, Fact("raakt", (priority.id, theme)), (own, *step))
        deciding = tuple(deciders(view, priority))
        for decider in deciding:
            competence = Fact(
                "bevoegdheid", (decider.actor, decider.competence.theme, decider.competence.sort)
            )
            scale = (Fact("prioriteit_niveau", (priority.id, decider.level)),) if decider.level else ()
            touched = Fact("raakt", (priority.id, decider.competence.theme))
            asked = Fact("prioriteit_vraag", (priority.id, decider.ask))
            _add(base, Fact("beslist", (priority.id, decider.actor)), (touched, competence, asked, *scale))
        for parliament, ministry in parliaments(view, {decider.actor for decider in deciding}):
            decides = Fact("beslist", (priority.id, ministry))
            _add(base, Fact("stuurt", (priority.id, parliament)), (decides, placed[parliament]))
    found = tuple(routes(view, graph))
    for route in found:
        if route.via != route.to:
            steps = tuple(
                Fact(*graph.edges[start, end]["basis"])
                for start, end in zip(route.nodes, route.nodes[1:], strict=False)
            )
            values = (route.priority, route.via, route.to, route.grade, route.strength)
            decides = Fact("beslist", (route.priority, route.to))
            reason = decides if decides in base else Fact("stuurt", (route.priority, route.to))
            _add(base, Fact("route", values), (*steps, reason))
    return found


def _add(base: FactBase, fact: Fact, premises: Iterable[Fact]) -> None:
    """Add a computed fact, when everything it rests on is in the base (nothing internal or expired)."""
    grounds = tuple(premises)
    if all(premise in base for premise in grounds):
        base.add(fact, Evidence(premises=grounds))
