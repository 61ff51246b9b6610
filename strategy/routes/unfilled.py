"""Those who decide and to whom nothing leads yet, since no tie, influence or table of theirs is filled in."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from strategy.dossier.loader import Loaded
from strategy.errors import KrachtenveldError
from strategy.routes.field import Field
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.files import Scenario, with_scenario


def unfilled(field: Field, deciders: Collection[str]) -> tuple[str, ...]:
    """Those of these deciders to whom no edge leads, in the order of the dossier."""
    return tuple(
        name
        for name in field.actors
        if name in deciders and name != field.view.us and not field.is_known(name)
    )


def filled_by(
    actors: Collection[str],
    known: Mapping[str, Scenario],
    loaded: Loaded,
    rulebook: Rulebook,
    public_only: bool,
) -> dict[str, tuple[str, ...]]:
    """Actor → the scenarios of a dossier that fill in a tie with it, or an influence on it."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(actors, ())
    for scenario in known.values():
        if public_only and scenario.internal:
            continue
        try:
            changed, _ = with_scenario(scenario.id, known, loaded, rulebook, public_only)
        except KrachtenveldError:
            continue
        for name in _reached(changed) & found.keys():
            found[name] = (*found[name], scenario.id)
    return found


def _reached(loaded: Loaded) -> set[str]:
    every = [actor for layer in loaded.dossier.layers for actor in layer.actors]
    tied = {actor.id for actor in every if actor.ties}
    return tied | {influence.on for actor in every for influence in actor.influences}
