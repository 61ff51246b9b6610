"""Whether advice stands in the order in which a reference would have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from strategy.advice.model import Advice
from strategy.validation.pattern import Pattern
from strategy.validation.table import Order


@dataclass(frozen=True)
class Standing:
    """One order item held against a ranking. A place is an advice with its rank and how many there are."""

    order: Order
    kept: bool
    first: tuple[Advice, int] | None
    then: tuple[Advice, int] | None
    among: int


def standings(orders: tuple[Order, ...], advices: Sequence[Advice]) -> tuple[Standing, ...]:
    """Each order item held against ranked advice; equal rank is not before."""
    return tuple(_standing(order, advices, [advice.rank for advice in advices]) for order in orders)


def kept_when(orders: tuple[Order, ...], advices: Sequence[Advice]) -> int:
    """How many order items would be kept if the advice stood in exactly this order."""
    places = range(1, len(advices) + 1)
    return sum(_standing(order, advices, places).kept for order in orders)


def _standing(order: Order, advices: Sequence[Advice], ranks: Sequence[int]) -> Standing:
    about = [
        (advice, rank)
        for advice, rank in zip(advices, ranks, strict=True)
        if not order.opgave or order.opgave in advice.opgaven
    ]
    all_ranks = sorted(rank for _, rank in about)
    first, then = _best(order.first, about, all_ranks), _best(order.then, about, all_ranks)
    if first is None:
        kept = False
    elif order.within:
        kept = first[1] <= order.within
    else:
        kept = then is None or first[1] < then[1]
    return Standing(order, kept, first, then, len(about))


def _best(
    patterns: tuple[Pattern, ...], about: Sequence[tuple[Advice, int]], ranks: Sequence[int]
) -> tuple[Advice, int] | None:
    """The highest advice that agrees with a pattern, with its rank among these."""
    for advice, rank in about:
        if any(pattern.agrees(advice) for pattern in patterns):
            return advice, ranks.index(rank) + 1
    return None
