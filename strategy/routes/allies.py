"""Allies: other municipalities and regions that have the same on their agenda, work on it, or can help us with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from strategy.advice.model import Advice
from strategy.dossier.model import Actor, Priority
from strategy.dossier.provenance import Origin, Sourced
from strategy.explain.basis import citation
from strategy.graph.reach import themes_touched
from strategy.routes.field import Field

PEERS = ("gemeente", "provincie", "regio", "stadsdeel")
"""The sorts of actors that stand beside us, rather than decide, carry or speak for many."""


@dataclass(frozen=True)
class Evidence:
    """Why an actor would stand beside us: a point of its own agenda, a field it works on, or that it can help.

    `theme` is the theme it shares, `nature` how hard the claim is.
    """

    sort: Literal["agenda", "steun", "werkveld"]
    theme: str
    text: str
    nature: str
    source: str
    file: str
    line: int


@dataclass(frozen=True)
class Ally:
    """A possible ally for a priority.

    `shared` are the priority's own themes that it shares (of `own` in all), on the ground of `evidence`; the
    strongest sort of evidence is first. `reaches` are the deciders that a road through it leads to, `hinders`
    tells whether it can also hinder us there, `tie` is the best stand of our ties ("" when none is known).
    """

    priority: str
    actor: str
    shared: tuple[str, ...]
    own: int
    evidence: tuple[Evidence, ...]
    reaches: tuple[str, ...]
    hinders: bool
    tie: str
    advice: Advice | None


def allies(field: Field, priority: str) -> tuple[Ally, ...]:
    """The possible allies for a priority: own agenda before steun before werkveld, then by themes shared."""
    item = field.priorities[priority]
    shown = field.view.ids["thema"]
    own = tuple(
        dict.fromkeys(
            theme.value for theme in item.themes if field.view.shows(theme) and theme.value in shown
        )
    )
    found = [
        ally
        for actor in field.actors.values()
        if _beside_us(field, priority, actor) and (ally := _ally(field, item, own, actor))
    ]
    order = ("agenda", "steun", "werkveld")
    return tuple(
        sorted(found, key=lambda ally: (order.index(ally.evidence[0].sort), -len(ally.shared), ally.actor))
    )


def _beside_us(field: Field, priority: str, actor: Actor) -> bool:
    return (
        actor.sort in PEERS
        and field.view.us not in (actor.id, actor.part_of)
        and actor.id not in field.deciders[priority]
    )


def _ally(field: Field, priority: Priority, own: tuple[str, ...], actor: Actor) -> Ally | None:
    touched = themes_touched(field.view, priority)
    evidence = (*_agenda(field, own, actor), *_help(field, own, touched, actor), *_work(field, own, actor))
    if not evidence:
        return None
    shared = tuple(theme for theme in own if any(item.theme == theme for item in evidence))
    deciders = field.deciders[priority.id]
    return Ally(
        priority=priority.id,
        actor=actor.id,
        shared=shared,
        own=len(own),
        evidence=evidence,
        reaches=tuple(
            to
            for to in deciders
            if any(actor.id in route.nodes[1:-1] for route in field.routes(priority.id, to))
        ),
        hinders=any(
            item.sort == "hinder" and item.theme in touched
            for item in actor.dependencies
            if field.view.shows(item)
        ),
        tie=_tie(field, actor),
        advice=_advice(field, priority.id, actor.id),
    )


def _agenda(field: Field, own: tuple[str, ...], actor: Actor) -> Iterator[Evidence]:
    """Points on its agenda about one of the priority's own themes: the theme itself, not a wider one."""
    for item in filter(field.view.shows, actor.agenda):
        for theme in item.themes:
            if theme.value in own and field.view.shows(theme):
                origin = theme.origin if theme.origin.nature != "registratie" else item.origin
                yield _evidence(field, "agenda", theme.value, item.name, origin)


def _help(
    field: Field, own: tuple[str, ...], touched: Mapping[str, tuple[str, ...]], actor: Actor
) -> Iterator[Evidence]:
    for item in filter(field.view.shows, actor.dependencies):
        if item.sort == "steun":
            for theme in filter(own.__contains__, touched.get(item.theme, ())):
                name = field.names.name("thema", item.theme)
                yield _evidence(field, "steun", theme, f"kan ons steunen op {name.lower()}", item.origin)


def _work(field: Field, own: tuple[str, ...], actor: Actor) -> Iterator[Evidence]:
    fields: list[Sourced[str]] = [item for item in actor.fields if field.view.shows(item)]
    for body in filter(field.view.shows, actor.bodies):
        fields += [item for item in body.themes if field.view.shows(item)]
    for item in fields:
        if item.value in own:
            name = field.names.name("thema", item.value)
            yield _evidence(field, "werkveld", item.value, f"werkt aan {name.lower()}", item.origin)


def _evidence(
    field: Field, sort: Literal["agenda", "steun", "werkveld"], theme: str, text: str, origin: Origin
) -> Evidence:
    return Evidence(
        sort, theme, text, origin.nature, citation(field.names, origin), origin.span.file, origin.span.line
    )


def _tie(field: Field, actor: Actor) -> str:
    strengths = field.view.dossier.header.concepts.strengths.ties
    ties = [tie.value for tie in actor.ties.values() if field.view.shows(tie)]
    return max(ties, key=lambda word: strengths[word].value, default="")


def _advice(field: Field, priority: str, actor: str) -> Advice | None:
    return next(
        (
            advice
            for advice in field.outcome.advices
            if advice.target.sort in ("samenwerking", "verkenning")
            and advice.target.actor == actor
            and priority in advice.priorities
        ),
        None,
    )
