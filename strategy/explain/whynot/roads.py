"""Edits that open or improve a road to a decider: a better tie of ours with the first stop, or more influence of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from strategy.advice.advise import Case, prepare
from strategy.advice.lookup import Goal
from strategy.dossier.model import Actor
from strategy.errors import InputError
from strategy.explain.whynot.edits import Edit
from strategy.explain.whynot.overlay import with_edits
from strategy.facts.types import Fact
from strategy.graph.network import View

_TIES = ("zwak", "sterk")
_STRENGTHS = (0.5, 0.9)


def road_edits(case: Case, goals: Iterable[Goal]) -> Iterator[Edit]:
    """For goals about a road through someone: the changes of one tie or influence that bring other roads.

    Which roads they bring is measured by making each change, since one edge can change the grade of every road.
    """
    actors = {actor.id: actor for actor in case.view.actors}
    for goal in goals:
        given = dict(goal.fields)
        via, to = str(given.get("via", "")), str(given.get("doel", ""))
        if given["soort"] == "route" and via in actors and to in actors:
            for edit in _candidates(case.view, actors[via], to):
                yield from _measured(case, edit, via, to)


def _candidates(view: View, via: Actor, to: str) -> Iterator[Edit]:
    ties = {layer: tie for layer, tie in via.ties.items() if view.shows(tie)}
    for layer, tie in ties.items() or (("bestuurlijk", None),):
        now = tie.value if tie else ""
        for word in _TIES:
            if word != now:
                yield _edit(via, "relaties", {layer: word}, (layer,), now, word)
    influence = next((item for item in via.influences if item.on == to and view.shows(item)), None)
    for strength in _STRENGTHS:
        data: dict[str, list[dict[str, object]]] = {"erbij": [{"op": to, "sterkte": strength}]}
        old = ""
        if influence is not None:
            if influence.strength >= strength:
                continue
            data["eraf"] = [{"op": to, "sterkte": influence.strength}]
            old = f"{to} {influence.strength:g}"
        yield _edit(via, "invloed", data, (to,), old, f"{to} {strength:g}")


def _edit(via: Actor, key: str, data: object, slot: tuple[str, ...], old: str, new: str) -> Edit:
    return Edit(
        "actoren", via.id, key, data, (), (), ("actoren", via.id, key, *slot), 2, old, new, via.origin
    )


def _measured(case: Case, edit: Edit, via: str, to: str) -> Iterator[Edit]:
    """The edit with the roads through `via` to `to` that it brings and takes away, if any."""
    try:
        loaded, rulebook = with_edits([edit], case.loaded, case.rulebook)
    except InputError:
        return
    changed = prepare(loaded, case.view.day, case.view.public_only, rulebook)
    before, after = _roads(case, via, to), _roads(changed, via, to)
    if before != after:
        yield Edit(
            edit.section, edit.name, edit.key, edit.data, tuple(sorted(after - before)), tuple(sorted(before - after)),
            edit.slot, edit.preference, edit.old, edit.new, edit.origin,
        )  # fmt: skip


def _roads(case: Case, via: str, to: str) -> set[Fact]:
    return {fact for fact in case.facts.of_type("route") if fact.values[1:3] == (via, to)}
