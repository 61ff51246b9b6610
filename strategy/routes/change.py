"""Two versions of a dossier: which roads are lost, weaker, stronger or new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from strategy.graph.routes import Route
from strategy.routes.field import Field, Pair

Kind = Literal[
    "weg verloren", "zwakker", "beslist niet meer", "stuurt niet meer",
    "sterker", "nieuwe weg", "beslist nu ook", "stuurt nu ook",
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "weg verloren", "zwakker", "beslist niet meer", "stuurt niet meer",
    "sterker", "nieuwe weg", "beslist nu ook", "stuurt nu ook",
)  # fmt: skip
"""From what hurts to what helps."""


@dataclass(frozen=True)
class Change:
    """What changed for a priority and who decides or steers; a road is None where there is none."""

    kind: Kind
    pair: Pair
    old: Route | None
    new: Route | None


def changes(old: Field, new: Field) -> tuple[Change, ...]:
    """The pairs whose best road differs in strength, or that are in one version only; what hurts first."""
    before, after = dict.fromkeys(old.pairs()), dict.fromkeys(new.pairs())
    found = [
        Change(kind, pair, old.best.get(pair), new.best.get(pair))
        for pair in dict.fromkeys((*before, *after))
        if (kind := _kind(old, new, pair, pair in before, pair in after))
    ]
    return tuple(sorted(found, key=lambda change: KINDS.index(change.kind)))


def stranded(old: Field, new: Field) -> tuple[str, ...]:
    """The priorities that had a road to someone who decides, and have none left."""
    before, after = ({pair[0] for pair in field.decided() if pair in field.best} for field in (old, new))
    return tuple(priority for priority in old.priorities if priority in before - after)


def dropped(old: Field, new: Field) -> tuple[Route, ...]:
    """The roads that are gone though someone still decides or steers: the best ones and the others, in the order of the old.

    A road is the same when it serves the same priority and decider by the same first actor.
    """
    kept = {(route.priority, route.via, route.to) for pair in new.pairs() for route in new.routes(*pair)}
    still = set(new.pairs())
    return tuple(
        route
        for pair in old.pairs()
        if pair in still
        for route in old.routes(*pair)
        if (route.priority, route.via, route.to) not in kept
    )


def _kind(old: Field, new: Field, pair: Pair, before: bool, after: bool) -> Kind | None:
    if not after:
        return "stuurt niet meer" if old.steers(pair) else "beslist niet meer"
    if not before:
        return "stuurt nu ook" if new.steers(pair) else "beslist nu ook"
    was, now = (field.best[pair].strength if pair in field.best else 0.0 for field in (old, new))
    if was == now:
        return None
    if now < was:
        return "zwakker" if now else "weg verloren"
    return "sterker" if was else "nieuwe weg"
