"""What a road asks of us: ties to keep or build, seats to keep or claim, and others who must carry it on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from strategy.advice.model import LIGHT, Advice
from strategy.facts.types import Fact
from strategy.graph.network import held_posts
from strategy.graph.reach import themes_touched
from strategy.routes.field import Field

HELD, VACANT = "bezet", "te verwerven"


@dataclass(frozen=True)
class Need:
    """One thing a road rests on or is helped by.

    sort: "relatie" (`state` is its stand), "zetel" (`state` is bezet or te verwerven) or "bondgenoot", who must
    want to carry our message on (`state` says whether that actor can help or hinder us on this priority, if known).
    `advice` is what is advised about it, if anything.
    """

    sort: Literal["relatie", "zetel", "bondgenoot"]
    state: str
    actor: str
    body: str = ""
    role: str = ""
    theme: str = ""
    layer: str = ""
    advice: Advice | None = None


def tie(field: Field, basis: Fact) -> Need:
    """The tie that one of our own edges rests on."""
    actor, layer, state = (str(value) for value in basis.values)
    found = next(
        (
            advice
            for advice in field.outcome.advices
            if advice.target.sort == "relatie"
            and (advice.target.actor, advice.target.layer) == (actor, layer)
        ),
        None,
    )
    return Need("relatie", state, actor, layer=layer, advice=found)


def held_seat(field: Field, basis: Fact) -> Need:
    """The seat that one of our own edges rests on: it is to be kept."""
    body, role, _, theme = (str(value) for value in basis.values)
    return Need(
        "zetel", HELD, field.bodies[body][0].id, body, role, theme, advice=best_seat(field, body, role)
    )


def ally(field: Field, priority: str, actor: str) -> Need:
    """Someone else who must carry the message on, with what we know of its attitude on this priority."""
    themes = themes_touched(field.view, field.priorities[priority])
    sorts = {
        str(fact.values[2])
        for fact in field.outcome.case.facts.of_type("afhankelijk")
        if fact.values[0] == actor and fact.values[1] in themes
    }
    return Need("bondgenoot", " en ".join(sorted(sorts, reverse=True)), actor)


def seats(field: Field, priority: str, actor: str) -> tuple[Need, ...]:
    """The tables of an actor that work on a priority: those where we sit, then those advised, best rank first."""
    carriers = field.carriers(priority)
    found = [
        need
        for owner, body in field.bodies.values()
        if owner.id == actor and body.id in carriers
        for need in _at(field, body.id)
    ]
    return tuple(
        sorted(
            found,
            key=lambda need: (
                need.state != HELD,
                need.advice.rank if need.advice else 0,
                need.body,
                need.role,
            ),
        )
    )


def _at(field: Field, body: str) -> Iterator[Need]:
    owner, item = field.bodies[body]
    held = [(post.role, post.theme or "") for post, _ in held_posts(item, field.view)]
    if held:
        role, theme = held[0]
        yield Need("zetel", HELD, owner.id, body, role, theme, advice=best_seat(field, body, role))
    elif advice := best_seat(field, body):
        yield Need("zetel", VACANT, owner.id, body, advice.target.role, advice.target.theme, advice=advice)


def best_seat(field: Field, body: str, role: str = "") -> Advice | None:
    """The best ranked advice to take a seat in a body, in this role if one is named."""
    return next(
        (
            advice
            for advice in field.outcome.advices
            if advice.target.sort == "positie"
            and advice.target.body == body
            and advice.target.attitude not in LIGHT
            and role in ("", advice.target.role)
        ),
        None,
    )
