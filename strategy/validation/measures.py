"""Ranked advice held against a reference table: grades, what may not be, order, and what is supported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from strategy.advice.lines import Line
from strategy.advice.model import Advice
from strategy.validation.table import Found, Grade, Item, MustNot, Order, Pattern, Reference, by_opgave, whole


@dataclass(frozen=True)
class Judged:
    """One item with its grade and, per expectation, the advice that comes nearest."""

    item: Item
    grade: Grade
    found: tuple[Found, ...]


@dataclass(frozen=True)
class PerOpgave:
    """One opgave: how many items have each grade, the lines about it and how many of those are supported."""

    opgave: str
    grades: tuple[int, ...]
    supported: int
    lines: int


@dataclass(frozen=True)
class Measured:
    """All measures of one run. `supported` and `new` are ids of lines, in the order of the ranking."""

    judged: tuple[Judged, ...]
    per_opgave: tuple[PerOpgave, ...]
    violations: tuple[tuple[MustNot, tuple[Advice, ...]], ...]
    standings: tuple[Standing, ...]
    supported: tuple[str, ...]
    new: tuple[str, ...]
    auc: float

    @property
    def grades(self) -> tuple[int, ...]:
        """How many items have each grade, from missing to faithful."""
        return count([judged.grade for judged in self.judged])

    @property
    def wishes(self) -> tuple[int, ...]:
        """How many expectations have each grade, from missing to faithful."""
        return count([found.grade for judged in self.judged for found in judged.found])


def measure(reference: Reference, advices: tuple[Advice, ...], lines: tuple[Line, ...]) -> Measured:
    """Hold ranked advice against the table: the advice itself for what is said, its lines for what is read.

    A line has support when its leading part has, for that is what the line is read as.
    """
    judged = tuple(_judged(item, advices) for item in reference.items)
    grade_of = {each.item.id: each.grade for each in judged}
    supported = {line.id for line in lines if reference.supports(line.parts[0])}
    per_opgave = []
    for opgave, group in by_opgave(reference.items).items():
        about = [line for line in lines if opgave in line.opgaven]
        per_opgave.append(
            PerOpgave(
                opgave,
                count([grade_of[item.id] for item in group]),
                sum(line.id in supported for line in about),
                len(about),
            )
        )
    hits = [(wrong, tuple(filter(wrong.hit_by, advices))) for wrong in reference.must_not]
    return Measured(
        judged=judged,
        per_opgave=tuple(per_opgave),
        violations=tuple((wrong, found) for wrong, found in hits if found),
        standings=standings(reference.orders, lines),
        supported=tuple(line.id for line in lines if line.id in supported),
        new=tuple(line.id for line in lines if line.id not in supported),
        auc=area_under_curve([(line.score, line.id in supported) for line in lines]),
    )


def count(grades: Sequence[Grade]) -> tuple[int, ...]:
    """How often each grade occurs, from missing to faithful."""
    return tuple(sum(grade is each for grade in grades) for each in Grade)


def share_at(ordered: Sequence[bool], top: int | None) -> float:
    """The share of hits among the first `top`, or among all."""
    first = ordered[:top]
    return sum(first) / len(first) if first else 0.0


def area_under_curve(scored: Sequence[tuple[float, bool]]) -> float:
    """The chance that a hit scores above a miss, ties counting half (Mann–Whitney); 0.5 when either is absent."""
    hits = [score for score, good in scored if good]
    misses = [score for score, good in scored if not good]
    if not hits or not misses:
        return 0.5
    won = sum((hit > miss) + 0.5 * (hit == miss) for hit in hits for miss in misses)
    return won / (len(hits) * len(misses))


def _judged(item: Item, advices: tuple[Advice, ...]) -> Judged:
    found = item.found(advices)
    return Judged(item, whole(each.grade for each in found), found)


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
    return sum(Sides.of(order, advices).kept(range(len(advices))) for order in orders)


@dataclass(frozen=True)
class Sides:
    """An order item and which of a list of advice, by place, it is about; looked up once for many orders of that list."""

    order: Order
    among: frozenset[int]
    first: frozenset[int]
    then: frozenset[int]

    @classmethod
    def of(cls, order: Order, advices: Sequence[Advice]) -> Sides:
        among = {n for n, advice in enumerate(advices) if not order.opgave or order.opgave in advice.opgaven}
        first, then = (
            frozenset(n for n in among if _about(patterns, advices[n]))
            for patterns in (order.first, order.then)
        )
        return cls(order, frozenset(among), first, then)

    def kept(self, places: Iterable[int]) -> bool:
        """Whether the item is kept when the list stands in the order of these places."""
        about = [n for n in places if n in self.among]
        first, then = (
            next((rank for rank, n in enumerate(about, start=1) if n in side), None)
            for side in (self.first, self.then)
        )
        return _kept(self.order, first, then)


def _before(advice: Advice, opgave: str) -> float:
    """What ranks an advice among others: the lower, the higher it stands."""
    return -advice.per_opgave.get(opgave, 0.0) if opgave else float(advice.rank)


def _standing(order: Order, placed: Sequence[tuple[Advice, float]]) -> Standing:
    about = sorted(
        (pair for pair in placed if not order.opgave or order.opgave in pair[0].opgaven),
        key=lambda pair: pair[1],
    )
    first, then = _best(order.first, about), _best(order.then, about)
    kept = _kept(order, first and first[1], then and then[1])
    return Standing(order, kept, first, then, len(about))


def _kept(order: Order, first: int | None, then: int | None) -> bool:
    """Whether an order item is kept with its best advice of either kind at these ranks; None when there is none."""
    if first is None:
        return False
    if order.within:
        return first <= order.within
    return then is None or first < then


def _best(patterns: tuple[Pattern, ...], about: Sequence[tuple[Advice, float]]) -> tuple[Advice, int] | None:
    """The highest advice of which a part agrees with a pattern, with its place; what is equal shares the first."""
    for advice, before in about:
        if _about(patterns, advice):
            return advice, 1 + sum(other < before for _, other in about)
    return None


def _about(patterns: tuple[Pattern, ...], advice: Advice) -> bool:
    """Whether a part of an advice agrees with a pattern."""
    return any(pattern.agrees(part) for pattern in patterns for part in advice.within)
