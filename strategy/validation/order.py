"""Whether advice stands in the order in which a reference would have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from strategy.advice.model import Advice
from strategy.validation.pattern import Pattern
from strategy.validation.table import Order


@dataclass(frozen=True)
class Standing:
    """One order item held against a ranking: the best advice of either kind with its place, among how many."""

    order: Order
    kept: bool
    first: tuple[Advice, int] | None
    then: tuple[Advice, int] | None
    among: int


def standings(orders: tuple[Order, ...], advices: Sequence[Advice]) -> tuple[Standing, ...]:
    """Each order item held against ranked advice, or against its order within the opgave; equal is not before."""
    return tuple(
        _standing(order, [(advice, _before(advice, order.opgave)) for advice in advices]) for order in orders
    )


def kept_when(orders: tuple[Order, ...], advices: Sequence[Advice]) -> int:
    """How many order items would be kept if the advice stood in exactly this order."""
    placed = [(advice, float(place)) for place, advice in enumerate(advices)]
    return sum(_standing(order, placed).kept for order in orders)


def _before(advice: Advice, opgave: str) -> float:
    """What ranks an advice among others: the lower, the higher it stands."""
    return -advice.per_opgave.get(opgave, 0.0) if opgave else float(advice.rank)


def _standing(order: Order, placed: Sequence[tuple[Advice, float]]) -> Standing:
    about = sorted(
        (pair for pair in placed if not order.opgave or order.opgave in pair[0].opgaven),
        key=lambda pair: pair[1],
    )
    first, then = _best(order.first, about), _best(order.then, about)
    if first is None:
        kept = False
    elif order.within:
        kept = first[1] <= order.within
    else:
        kept = then is None or first[1] < then[1]
    return Standing(order, kept, first, then, len(about))


def _best(patterns: tuple[Pattern, ...], about: Sequence[tuple[Advice, float]]) -> tuple[Advice, int] | None:
    """The highest advice of which a part agrees with a pattern, with its place; what is equal shares the first."""
    for advice, before in about:
        if any(pattern.agrees(part) for pattern in patterns for part in advice.within):
            return advice, 1 + sum(other < before for _, other in about)
    return None
