"""What one would get without the rules: the same advice shuffled, and a plain list by shared themes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from strategy.advice.ledger import Weights
from strategy.advice.model import Advice
from strategy.facts.base import FactBase
from strategy.validation.order import kept_when
from strategy.validation.pattern import THINGS, values
from strategy.validation.table import Order, Reference

SHUFFLES = 200
SEED = 2022
_THEMED = {
    "gremium_thema": "gremium",
    "werkveld": "actor",
    "bevoegdheid": "actor",
    "instrument_thema": "instrument",
}


@dataclass(frozen=True)
class Shuffled:
    """What a random order gives on average: hits among the first so many, and order items kept."""

    shares: tuple[float, ...]
    kept: float


def shuffled(
    advices: Sequence[Advice], hits: Sequence[bool], tops: Sequence[int], orders: tuple[Order, ...]
) -> Shuffled:
    """The average over a fixed number of shuffles from a fixed seed."""
    chance = random.Random(SEED)
    places = list(range(len(advices)))
    shares, kept = [0.0] * len(tops), 0
    for _ in range(SHUFFLES):
        chance.shuffle(places)
        for number, top in enumerate(tops):
            first = places[:top]
            shares[number] += sum(hits[place] for place in first) / max(1, len(first))
        kept += kept_when(orders, [advices[place] for place in places])
    return Shuffled(tuple(share / SHUFFLES for share in shares), kept / SHUFFLES)


def theme_list(facts: FactBase, weights: Weights) -> tuple[tuple[str, str], ...]:
    """Every table, actor and instrument that shares a theme with a priority: (kind, id), heaviest first.

    Its points are, over the priorities, the number of shared themes times the weight of the priority.
    """
    weight: dict[str, float] = {}
    for fact in facts.of_type("prioriteit"):
        priority, opgave = str(fact.values[0]), str(fact.values[1])
        weight[priority] = max(weight.get(priority, 0.0), weights.of_pair(priority, opgave))
    wanted: dict[str, float] = {}
    for fact in facts.of_type("prioriteit_thema"):
        priority, theme = str(fact.values[0]), str(fact.values[1])
        wanted[theme] = wanted.get(theme, 0.0) + weight[priority]
    themes: dict[tuple[str, str], set[str]] = {}
    for kind, thing in _THEMED.items():
        for fact in facts.of_type(kind):
            themes.setdefault((thing, str(fact.values[0])), set()).add(str(fact.values[1]))
    points = {
        thing: sum(wanted.get(theme, 0.0) for theme in sorted(found)) for thing, found in themes.items()
    }
    return tuple(
        sorted((thing for thing in points if points[thing]), key=lambda thing: (-points[thing], thing))
    )


def named(reference: Reference) -> frozenset[str]:
    """The tables, actors and instruments that the items of a reference name."""
    return frozenset(
        word
        for item in reference.items
        for wish in item.expectations
        for name in THINGS
        for word in wish.pattern.allowed(name)
        if word
    )


def about_named(advice: Advice, things: frozenset[str]) -> bool:
    """Whether an advice is about one of these, whatever it says of it."""
    return any(word in things for name in THINGS for word in values(advice, name))


def on_subject(listed: Sequence[tuple[str, str]], things: frozenset[str]) -> Sequence[bool]:
    """Per entry of a theme list, whether the reference names it."""
    return [thing in things for _, thing in listed]
