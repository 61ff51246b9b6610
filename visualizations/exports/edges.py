"""The lines that the dossier states: influence, ties, seats, competences, and what belongs to what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from strategy.advice.names import ROLE_NAMES
from strategy.dossier.model import Actor, Body, Instrument, Item, Opgave, Post
from strategy.dossier.provenance import Origin
from visualizations.exports.model import Edge, Value, Values, values_of
from visualizations.exports.provenance import grounded, stated
from visualizations.exports.reading import Reading
from visualizations.exports.subjects import seat_id


def stated_edges(reading: Reading) -> Iterator[Edge]:
    """Every line that the dossier states, kind by kind; an end may be missing where it may not be seen."""
    view = reading.view
    for actor in view.actors:
        yield from _edges_of_actor(reading, actor)
    for actor, body in view.bodies():
        yield from _edges_of_body(reading, actor, body)
    for _, body, post in reading.seats():
        yield from _edges_of_seat(reading, body, post)
    for instrument in view.instruments:
        yield from _edges_of_instrument(reading, instrument)
    for opgave in reading.holding(view.dossier.opgaven):
        yield from _edges_of_opgave(reading, opgave)
    yield from _deciding(reading)


def edge(kind: str, start: str, end: str, label: str, *name: str, **values: Value | None) -> Edge:
    """A line; `name` tells lines of a kind between the same two apart."""
    parts = "/".join(filter(None, (kind.replace(" ", "-"), start, end, *name)))
    return Edge(parts, start, end, label, values_of(soort=kind, **values))


def _edges_of_actor(reading: Reading, actor: Actor) -> Iterator[Edge]:
    view, node = reading.view, f"actor:{actor.id}"
    us, strengths = f"actor:{view.us}", view.dossier.header.concepts.strengths
    for item in reading.holding(actor.influences):
        said = _said(reading, item)
        yield edge("invloed", node, f"actor:{item.on}", "invloed", sterkte=item.strength, **said)
    for layer, tie in actor.ties.items():
        if view.shows(tie):
            yield edge(
                "relatie", us, node, f"{layer}e relatie: {tie.value}" if layer != "college" else f"relatie tussen colleges: {tie.value}",
                layer, sterkte=strengths.ties[tie.value].value, laag=layer, stand=tie.value,
                **stated(reading.names, (tie.origin,)),
            )  # fmt: skip
    for dependency in reading.holding(actor.dependencies):
        if dependency.theme in view.themes:
            theme, said = reading.called("thema", (dependency.theme,)), _said(reading, dependency)
            label = f"kan {'steunen' if dependency.sort == 'steun' else 'hinderen'}: {theme[0]}"
            yield edge(
                "afhankelijkheid", node, us, label, dependency.theme, dependency.sort,
                themas=theme, effect=dependency.sort, **said,
            )  # fmt: skip
    if actor.part_of:
        yield edge("onderdeel", node, f"actor:{actor.part_of}", "valt onder", **_said(reading, actor))
    for region in actor.represents:
        if view.shows(region):
            said = stated(reading.names, (region.origin,))
            yield edge("gunning", f"actor:{region.value}", node, "gunt onze zetels", **said)


def _edges_of_body(reading: Reading, actor: Actor, body: Body) -> Iterator[Edge]:
    node, view = f"gremium:{body.id}", reading.view
    strength = view.dossier.header.concepts.strengths.membership
    yield edge("gremium", node, f"actor:{actor.id}", "gremium van", sterkte=strength, **_said(reading, body))
    for first in body.requires:
        if view.shows(first):
            said = stated(reading.names, (first.origin,))
            yield edge("vereist", node, f"gremium:{first.value}", "vraagt eerst een zetel in", **said)


def _edges_of_seat(reading: Reading, body: Body, post: Post) -> Iterator[Edge]:
    """A seat belongs to its body; from us runs a line to the body for each seat we hold there."""
    view = reading.view
    node = seat_id(body.id, post.role, post.theme or "")
    yield edge("zetel", node, f"gremium:{body.id}", "zetel in", rol=post.role, **_said(reading, post))
    strength = view.dossier.header.concepts.strengths.seats[post.role].value
    for number, item in enumerate(reading.holding(post.memberships)):
        if item.holder.value != "wij" or not view.shows(item.holder):
            continue
        region = item.on_behalf_of if item.on_behalf_of in view.ids["actor"] else None
        yield edge(
            "bezetting", f"actor:{view.us}", node, f"wij zijn {ROLE_NAMES[post.role]}", str(number or ""),
            sterkte=strength, rol=post.role, namens=reading.names.name("actor", region) if region else None,
            **_said(reading, item, item.holder.origin),
        )  # fmt: skip


def _edges_of_instrument(reading: Reading, item: Instrument) -> Iterator[Edge]:
    node = f"instrument:{item.id}"
    yield edge("beheer", f"actor:{item.owner}", node, "beheert", **_said(reading, item))
    for partner in item.partners:
        if reading.view.shows(partner):
            said = stated(reading.names, (partner.origin,))
            yield edge("deelname", f"actor:{partner.value}", node, "doet mee aan", **said)


def _edges_of_opgave(reading: Reading, opgave: Opgave) -> Iterator[Edge]:
    view, node = reading.view, f"opgave:{opgave.id}"
    for priority in reading.holding(opgave.priorities):
        start = f"prioriteit:{priority.id}"
        yield edge("prioriteit", start, node, "hoort bij", **_said(reading, priority))
        for other in priority.also_under:
            if view.shows(other):
                said = stated(reading.names, (other.origin,))
                yield edge("prioriteit", start, f"opgave:{other.value}", "valt ook onder", **said)
    for number, item in enumerate(reading.holding(opgave.helped_by)):
        if item.giver:
            said = {**_said(reading, item), "toelichting": item.how}
            yield edge(
                "bijdrage", f"opgave:{item.giver}", node, "draagt bij aan", str(number or ""),
                themas=reading.themes(item.themes), **said,
            )  # fmt: skip


def _deciding(reading: Reading) -> Iterator[Edge]:
    """Who decides on which priority, about what, by which of its competences."""
    grounds = {ground.fact: ground for found in reading.own_facts.values() for ground in found}
    for (actor, priority), facts in reading.deciding.items():
        competences = [fact for fact in facts if fact.type == "bevoegdheid"]
        yield edge(
            "beslist", f"actor:{actor}", f"prioriteit:{priority}", "beslist over",
            themas=reading.called("thema", (str(fact.values[1]) for fact in competences)),
            over=tuple(dict.fromkeys(str(fact.values[2]) for fact in competences)),
            **grounded(grounds[fact] for fact in facts if fact in grounds),
        )  # fmt: skip


def _said(reading: Reading, item: Item, *origins: Origin) -> Values:
    return stated(reading.names, (item.origin, *origins), item)


def joined_up(edges: Iterable[Edge], known: Iterable[str]) -> tuple[Edge, ...]:
    """The lines of which both ends are there."""
    ends = frozenset(known)
    return tuple(line for line in edges if line.start in ends and line.end in ends and line.start != line.end)
