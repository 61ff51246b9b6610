"""Whether a plan keeps to what the dossier says, read from the objects of the dossier and not from facts or rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from strategy.dossier.model import Actor, Body, Dossier

LEADING = ("voorzitter", "vicevoorzitter", "trekker")


def faults(
    dossier: Dossier, plan: Mapping[str, str], advised: Mapping[str, str], granting: bool = True
) -> list[str]:
    """What is wrong with a plan from seat to who takes it; `advised` is the attitude of each advised seat."""
    actors = [actor for layer in dossier.layers for actor in layer.actors]
    owner = {body.id: actor for actor in actors for body in actor.bodies}
    bodies = {body.id: body for actor in actors for body in actor.bodies}
    seats = {name: tuple(name.split("/")[1:]) for name in plan}
    taken = {body for body, *_ in seats.values()}
    roles = {body: role for body, role, *_ in seats.values()}
    found = [
        f"{name} wordt niet geadviseerd"
        for name in plan
        if advised.get(name) not in ("claimen", "behouden", "meedoen")
    ]
    found += [f"{body} is ambtelijk" for body in taken if bodies[body].layer != "bestuurlijk"]
    found += [
        f"twee rollen in {body}"
        for body, number in Counter(item[0] for item in seats.values()).items()
        if number > 1
    ]
    found += _overloaded(dossier, plan, seats)
    found += _misplaced(dossier, plan, seats, bodies)
    for body in taken:
        for first in bodies[body].requires:
            if first.value not in taken and not (
                _held(bodies[first.value]) and not _divided(first.value, advised)
            ):
                found.append(f"{body} zonder {first.value}")
    for actor in actors:
        for choice in actor.choices:
            options = {name.split("/")[1] for name in advised if name.split("/")[2] == choice.role} & set(
                choice.bodies
            )
            number = sum(roles.get(body) == choice.role for body in choice.bodies)
            if options and not min(choice.least, len(options)) <= number <= choice.most:
                found.append(f"{number} keer {choice.role} bij {actor.id}")
    if granting:
        found += _unearned(actors, owner, roles)
    return found


def _overloaded(dossier: Dossier, plan: Mapping[str, str], seats: Mapping[str, tuple[str, ...]]) -> list[str]:
    assert dossier.college.division is not None
    loads = dossier.college.division.loads
    spent: Counter[str] = Counter()
    for name, taker in plan.items():
        spent[taker] += loads[seats[name][1]].value  # type: ignore[assignment]
    college = dossier.college
    times = {
        item.id: item.capacity.value for item in (*college.portfolios, *college.members) if item.capacity
    }
    return [
        f"{name} heeft {times[name]} en besteedt {time}" for name, time in spent.items() if time > times[name]
    ]


def _misplaced(
    dossier: Dossier,
    plan: Mapping[str, str],
    seats: Mapping[str, tuple[str, ...]],
    bodies: Mapping[str, Body],
) -> list[str]:
    """Seats of another office, and with a portfolio that shares no theme with the table, one step up or down."""
    themes = dossier.header.themes
    found = []
    for name, taker in plan.items():
        body, role, *theme = seats[name]
        held = [
            item
            for item in dossier.college.portfolios
            if taker == (item.member.value if item.member else item.id)
        ]
        office = held[0].office
        doors = {post.by.value for post in bodies[body].posts if post.role == role and post.by}
        if doors and not any(door.startswith(office) or door == "college" for door in doors):
            found.append(f"{name} is niet van een {office}")
        at = set(theme) or {item.value for item in bodies[body].themes}
        near = at | {parent.value for item in at for parent in themes[item].parents}
        near |= {item.id for item in themes.values() if {parent.value for parent in item.parents} & at}
        own = {theme.value for item in held for theme in item.themes}
        if at and not own & near:
            found.append(f"{name} past niet bij {taker}")
    return found


def _unearned(actors: list[Actor], owner: Mapping[str, Actor], roles: Mapping[str, str]) -> list[str]:
    leading = {owner[body].id for body, role in roles.items() if role in LEADING}
    return [
        f"leidt in {actor.id}, niet in {region.value}"
        for actor in actors
        for region in actor.represents
        if actor.id in leading and region.value not in leading
    ]


def _held(body: Body) -> bool:
    return any(item.holder.value == "wij" for post in body.posts for item in post.memberships)


def _divided(body: str, advised: Mapping[str, str]) -> bool:
    taking = ("claimen", "behouden", "meedoen")
    return any(name.split("/")[1] == body for name, attitude in advised.items() if attitude in taking)
