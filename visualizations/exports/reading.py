"""What an outcome says of the things in a network: look-ups, the nodes that an advice is about, and nature, sources and
places as attributes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from strategy.advice.advise import Outcome
from strategy.advice.model import REFRAIN, Advice, Target
from strategy.advice.names import Names
from strategy.dossier.model import Actor, Body, Item, Post
from strategy.dossier.provenance import Origin, Sourced
from strategy.explain.grounds import Ground, citation, ground, weakest_origin
from strategy.facts.base import unconfirmed
from strategy.facts.types import BASE_TYPES, Fact
from visualizations.exports.model import Values, values_of

ItemT = TypeVar("ItemT", bound=Item)

_DEFINING = ("opgave", "prioriteit", "actor", "gremium", "instrument")
_OF_LINES = ("invloed", "afhankelijk", "draagt_bij")
"""Types of facts that lines tell of, and nodes need not."""


class NetworkLookups:
    """Look-ups over one outcome. All results are in the order of the dossier or of the advice."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.view = outcome.case.view
        self.names = outcome.names

    @cached_property
    def known(self) -> dict[str, None]:
        """The ids of all nodes: what holds on the day, and may be seen."""
        named = {f"{kind}:{name}": None for kind in _DEFINING for name in self.view.ids[kind]}
        return named | {seat_id(body.id, post.role, post.theme or ""): None for _, body, post in self.seats()}

    def seats(self) -> Iterator[tuple[Actor, Body, Post]]:
        """The posts of all bodies, without those for a theme that may not be seen."""
        for actor, body in self.view.bodies():
            for post in body.posts:
                if self.view.shows(post) and (post.theme is None or post.theme in self.view.themes):
                    yield actor, body, post

    @cached_property
    def networks(self) -> dict[str, tuple[str, str]]:
        """Node id → id and name of the network it stands in."""
        found = {}
        for layer in self.view.dossier.layers:
            where = (layer.id, layer.name)
            for actor in layer.actors:
                found[f"actor:{actor.id}"] = where
                for body in actor.bodies:
                    found[f"gremium:{body.id}"] = where
                    for post in body.posts:
                        found[seat_id(body.id, post.role, post.theme or "")] = where
            found |= {f"instrument:{item.id}": where for item in layer.instruments}
        return found

    @cached_property
    def about(self) -> dict[str, list[Advice]]:
        """Node id → advice about it, best first."""
        found: dict[str, list[Advice]] = {}
        for advice in self.outcome.advices:
            for node in nodes_of_advice(advice, self.known):
                found.setdefault(node, []).append(advice)
        return found

    @cached_property
    def deciding(self) -> dict[tuple[str, str], list[Fact]]:
        """Actor and priority → the facts of the dossier by which the one decides on the other."""
        base = self.outcome.case.facts
        return {
            (str(fact.values[1]), str(fact.values[0])): list(base.grounds(fact))
            for fact in base.of_type("beslist")
        }

    @cached_property
    def own_facts(self) -> dict[str, list[Ground]]:
        """Node id → what the dossier itself states about it."""
        base = self.outcome.case.facts
        found: dict[str, list[Ground]] = {}
        for fact in base:
            if fact.type not in _OF_LINES and base.evidence(fact).origins:
                _, domain = BASE_TYPES[fact.type].fields[0]
                found.setdefault(f"{domain.name}:{fact.values[0]}", []).append(ground(self.outcome, fact))
        return found

    def opgaven_of(self, node: str) -> tuple[str, ...]:
        """The opgaven for which a node counts, by id: by advice about it, or because it decides on a priority."""
        kind, _, name = node.partition(":")
        if kind == "opgave":
            return (name,)
        served = {opgave for advice in self.about.get(node, ()) for opgave in advice.opgaven}
        for opgave, priority in self.view.priorities():
            if node == f"prioriteit:{priority.id}" or (
                kind == "actor" and (name, priority.id) in self.deciding
            ):
                served.update(self.served(opgave.id, *priority.also_under))
        return tuple(item for item in self.view.ids["opgave"] if item in served)

    def served(self, own: str, *others: Sourced[str]) -> Iterator[str]:
        """The opgaven of a priority that may be seen."""
        yield own
        yield from (other.value for other in others if self.view.shows(other))

    def themes(self, values: Iterable[Sourced[str]]) -> tuple[str, ...]:
        """The names of themes that may be seen."""
        shown = (item.value for item in values if self.view.shows(item) and item.value in self.view.themes)
        return self.called("thema", shown)

    def called(self, kind: str, ids: Iterable[str]) -> tuple[str, ...]:
        """Names of ids, without repetition."""
        return tuple(dict.fromkeys(self.names.name(kind, item) for item in ids))

    def shown(self, values: Iterable[Sourced[str]]) -> tuple[str, ...]:
        """Words of the dossier that may be seen."""
        return tuple(item.value for item in values if self.view.shows(item))

    def holding(self, items: Iterable[ItemT]) -> Iterator[ItemT]:
        """Those that hold on the day, and may be seen."""
        return filter(self.view.shows, items)


def seat_id(body: str, role: str, theme: str) -> str:
    """The node of a seat, named as advice about it is: `zetel:vng-zjo/portefeuille/jeugd`."""
    return "zetel:" + "/".join(filter(None, (body, role, theme)))


def nodes_of_advice(advice: Advice, known: Collection[str]) -> tuple[str, ...]:
    """The nodes that an advice is about; the first is what it leads to.

    A seat, and else its body; whom lobby must reach, then by whom; what has to come first, then what for. Advice
    about nothing but a priority is about that priority.
    """
    found = tuple(dict.fromkeys(node for node in _named(advice.target) if node in known))
    return found or tuple(node for name in advice.priorities if (node := f"prioriteit:{name}") in known)


def best_advice_values(advices: list[Advice]) -> Values:
    """What a node says of the advice about it, given best first: of the best its band and score, of all the name.

    What we refrain from comes last: a node is not `niet doen` as long as there is anything to do.
    """
    if not advices:
        return {}
    ordered = sorted(advices, key=lambda advice: (advice.target.sort == REFRAIN, advice.rank))
    best = ordered[0]
    return values_of(
        band=best.band,
        score=best.score,
        rang=best.rank,
        houding=best.target.attitude,
        advies=best.title,
        adviezen=tuple(advice.id for advice in ordered),
    )


def _named(target: Target) -> Iterator[str]:
    if target.to:
        yield f"actor:{target.to}"
    if target.sort == "positie":
        yield seat_id(target.body, target.role, target.theme)
    if target.first and target.sort == "voorwaarde":
        yield f"gremium:{target.first}"
    if target.body:
        yield f"gremium:{target.body}"
    if target.first:
        yield f"gremium:{target.first}"
    if target.instrument:
        yield f"instrument:{target.instrument}"
    for actor in (target.actor, target.via):
        if actor:
            yield f"actor:{actor}"


def stated(names: Names, origins: Iterable[Origin], item: Item | None = None) -> Values:
    """What the dossier says of a value or several: of these the least certain nature, and every source and place.

    With the `item` it belongs to also its note and for how long it holds.
    """
    found = tuple(dict.fromkeys(origins))
    return values_of(
        toelichting="\n".join(dict.fromkeys(filter(None, (origin.note for origin in found)))),
        aard=weakest_origin(found).nature,
        bron=_distinct(citation(names, origin) for origin in found),
        te_verifieren=_distinct(origin.to_verify for origin in found),
        te_bevestigen=unconfirmed(found),
        plek=_distinct(f"{origin.span.file}:{origin.span.line}" for origin in found),
        geldig_van=item.validity.start.isoformat()
        if item and item.validity and item.validity.start
        else None,
        geldig_tot=item.validity.end.isoformat() if item and item.validity and item.validity.end else None,
        openbaarheid="intern" if any(origin.internal for origin in found) else "openbaar",
    )


def grounded(grounds: Iterable[Ground]) -> Values:
    """The same of what follows from facts of the dossier; nothing when there are none."""
    found = tuple(grounds)
    order = ("aanname", "oordeel", "registratie")
    return values_of(
        aard=min((item.nature for item in found), key=order.index, default=None),
        bron=_distinct(item.source for item in found),
        te_verifieren=_distinct(item.to_verify for item in found),
        te_bevestigen=next((item.to_confirm for item in found if item.to_confirm), None),
        plek=_distinct(f"{item.file}:{item.line}" for item in found),
    )


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))
