"""The boxes of the map, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from strategy.advice.model import LIGHT, Advice
from strategy.advice.names import ROLE_NAMES
from strategy.dossier.model import Actor
from visualizations.kaart.cards import own_facts
from visualizations.kaart.model import GROUPS, HOLD_BACK, Node, Seat
from visualizations.kaart.reading import DIRECT_NODE, Reading, level_group

ROOM = 45
"""Boxes in the column of bodies that stay legible on one screen; above it the lightest advice goes first."""


def all_nodes(reading: Reading) -> tuple[Node, ...]:
    """Every node, in the order of the columns and within them of the dossier."""
    return (
        *_opgaven(reading),
        *_priorities(reading),
        *_bodies(reading),
        *_routes(reading),
        *_instruments(reading),
        *(_actor(reading, "beslisser", name) for name in reading.deciders),
    )


def shown_groups(nodes: Iterable[Node], room: int = ROOM) -> tuple[str, ...]:
    """The groups of bodies the map opens with: all that fit, heaviest first; the heaviest always."""
    bodies = [node for node in nodes if node.kind == "gremium"]
    shown: list[str] = []
    for group in GROUPS:
        count = sum(node.group in (*shown, group) or node.seat == "heeft" for node in bodies)
        if shown and count > room:
            break
        shown.append(group)
    return tuple(shown)


def _opgaven(reading: Reading) -> Iterator[Node]:
    for opgave in dict.fromkeys(opgave for opgave, _ in reading.view.priorities()):
        name = f"opgave:{opgave.id}"
        facts = own_facts(reading.outcome, "opgave", opgave.id)
        yield Node(
            name,
            "opgave",
            opgave.name,
            opgave.name,
            opgaven=(opgave.id,),
            cards=_ids(reading, name),
            facts=facts,
        )


def _priorities(reading: Reading) -> Iterator[Node]:
    for opgave, priority in reading.view.priorities():
        name = f"prioriteit:{priority.id}"
        yield Node(
            name,
            "prioriteit",
            priority.name,
            priority.name,
            opgaven=reading.view.opgaven_of(opgave, priority),
            cards=_ids(reading, name),
            path=(opgave.name,),
            facts=own_facts(reading.outcome, "prioriteit", priority.id),
        )


def _bodies(reading: Reading) -> Iterator[Node]:
    for body in reading.touched_bodies:
        name = f"gremium:{body}"
        owner, advices = reading.owner[body], reading.about[name]
        held = reading.held(body)
        seats = [advice for advice in advices if _seeks_seat(advice, body)]
        best = reading.lines(seats or advices)[0]
        seat: Seat = "heeft" if held else "aanbevolen" if seats else "geen"
        yield Node(
            name,
            "gremium",
            reading.body_label(body),
            reading.bodies[body].name,
            level=owner.level,
            level_group=level_group(owner.level),
            network=reading.layer_of[owner.id],
            opgaven=_opgaven_of(reading, advices),
            seat=seat,
            roles=tuple(ROLE_NAMES[role] for role in held),
            group=best.band if seats else HOLD_BACK,
            band=best.band,
            score=best.score,
            cards=_ids(reading, name),
            seats=tuple(line.id for line in reading.lines(seats)),
            path=(*_layer(reading, owner.id), owner.short or owner.name),
            facts=own_facts(reading.outcome, "gremium", body),
        )


def _seeks_seat(advice: Advice, body: str) -> bool:
    """Whether an advice wants us in a body: a seat there, or one there before another body."""
    target = advice.target
    if target.attitude in LIGHT:
        return False
    return (target.sort == "positie" and target.body == body) or (
        target.sort == "voorwaarde" and target.first == body
    )


def _routes(reading: Reading) -> Iterator[Node]:
    advices = [*reading.about.get(DIRECT_NODE, ()), *reading.direct_ties]
    if advices:
        lines = reading.lines(advices)
        yield Node(
            DIRECT_NODE,
            "route",
            "Rechtstreeks",
            "Rechtstreeks, zonder tussenpersoon",
            opgaven=_opgaven_of(reading, advices),
            band=lines[0].band,
            score=lines[0].score,
            cards=tuple(line.id for line in lines),
        )
    for name in reading.routes:
        yield _actor(reading, "route", name)


def _instruments(reading: Reading) -> Iterator[Node]:
    for item in reading.instruments.values():
        name = f"instrument:{item.id}"
        advices = reading.about.get(name, [])
        if any(advice.target.sort == "koppelkans" for advice in advices):
            best = reading.lines(advices)[0]
            owner = reading.actors.get(item.owner)
            yield Node(
                name,
                "instrument",
                item.name,
                item.name,
                level=owner.level if owner else "",
                level_group=level_group(owner.level) if owner else "",
                network=reading.layer_of.get(item.owner, ""),
                opgaven=_opgaven_of(reading, advices),
                band=best.band,
                score=best.score,
                cards=_ids(reading, name),
                path=_layer(reading, item.owner),
                facts=own_facts(reading.outcome, "instrument", item.id),
            )


def _actor(reading: Reading, kind: str, name: str) -> Node:
    actor: Actor = reading.actors[name]
    node = f"{kind}:{name}"
    advices = reading.about.get(node, [])
    best = next(iter(reading.lines(advices)), None)
    return Node(
        node,
        "route" if kind == "route" else "beslisser",
        reading.actor_label(name),
        actor.name,
        level=actor.level,
        level_group=level_group(actor.level),
        network=reading.layer_of[name],
        opgaven=_opgaven_of(reading, advices),
        band=best.band if best else None,
        score=best.score if best else None,
        cards=_ids(reading, node),
        path=_layer(reading, name),
        facts=own_facts(reading.outcome, "actor", name),
    )


def _layer(reading: Reading, actor: str) -> tuple[str, ...]:
    """The name of the network of an actor, if it is on the map as one."""
    return tuple(name for other, _, name in reading.networks if other == actor)


def _ids(reading: Reading, name: str) -> tuple[str, ...]:
    return tuple(line.id for line in reading.lines(reading.about.get(name, ())))


def _opgaven_of(reading: Reading, advices: Iterable[Advice]) -> tuple[str, ...]:
    served = {opgave for advice in advices for opgave in advice.opgaven}
    return tuple(opgave.id for opgave in reading.view.dossier.opgaven if opgave.id in served)
