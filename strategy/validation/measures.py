"""Ranked advice held against a reference table: grades, what may not be, order, what is supported; and the figures that
flatter least, without borrowed facts and beside what one gets without rules.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from strategy.advice.advise import Case, Outcome, advise
from strategy.advice.lines import Line
from strategy.advice.lookups import read_in_advice
from strategy.advice.model import Advice
from strategy.advice.scores_bands import Weights
from strategy.dossier.provenance import Origin
from strategy.facts.fact_base import FactBase, grouped
from strategy.facts.types_and_sentences import ABSENT, FactType
from strategy.validation.reference import (
    THINGS,
    AdvicePattern,
    Grade,
    MustNot,
    NearestAdvice,
    Order,
    ReferenceItem,
    ReferenceTable,
    item_grade,
    values,
)


@dataclass(frozen=True)
class JudgedItem:
    """One item with its grade and, per expectation, the advice that comes nearest."""

    item: ReferenceItem
    grade: Grade
    found: tuple[NearestAdvice, ...]


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

    judged: tuple[JudgedItem, ...]
    per_opgave: tuple[PerOpgave, ...]
    violations: tuple[tuple[MustNot, tuple[Advice, ...]], ...]
    order_checks: tuple[OrderCheck, ...]
    supported: tuple[str, ...]
    new: tuple[str, ...]
    auc: float

    @property
    def grades(self) -> tuple[int, ...]:
        """How many items have each grade, from missing to faithful."""
        return grade_counts([judged.grade for judged in self.judged])

    @property
    def wishes(self) -> tuple[int, ...]:
        """How many expectations have each grade, from missing to faithful."""
        return grade_counts([found.grade for judged in self.judged for found in judged.found])


def measure(reference: ReferenceTable, advices: tuple[Advice, ...], lines: tuple[Line, ...]) -> Measured:
    """Hold ranked advice against the table: the advice itself for what is said, its lines for what is read.

    A line has support when its leading part has, for that is what the line is read as.
    """
    judged = tuple(_judged(item, advices) for item in reference.items)
    grade_of = {each.item.id: each.grade for each in judged}
    supported = {line.id for line in lines if reference.supports(line.parts[0])}
    per_opgave = []
    for opgave, group in grouped((item.opgave or "algemeen", item) for item in reference.items).items():
        about = [line for line in lines if opgave in line.opgaven]
        per_opgave.append(
            PerOpgave(
                opgave,
                grade_counts([grade_of[item.id] for item in group]),
                sum(line.id in supported for line in about),
                len(about),
            )
        )
    hits = [(wrong, tuple(filter(wrong.hit_by, advices))) for wrong in reference.must_not]
    return Measured(
        judged=judged,
        per_opgave=tuple(per_opgave),
        violations=tuple((wrong, found) for wrong, found in hits if found),
        order_checks=order_checks(reference.orders, lines),
        supported=tuple(line.id for line in lines if line.id in supported),
        new=tuple(line.id for line in lines if line.id not in supported),
        auc=area_under_curve([(line.score, line.id in supported) for line in lines]),
    )


def grade_counts(grades: Sequence[Grade]) -> tuple[int, ...]:
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


def _judged(item: ReferenceItem, advices: tuple[Advice, ...]) -> JudgedItem:
    found = item.found(advices)
    return JudgedItem(item, item_grade(each.grade for each in found), found)


@dataclass(frozen=True)
class OrderCheck:
    """One order item held against a ranking: the best advice of either kind with its place, among how many."""

    order: Order
    kept: bool
    first: tuple[Advice, int] | None
    then: tuple[Advice, int] | None
    among: int


def order_checks(orders: tuple[Order, ...], advices: Sequence[Advice]) -> tuple[OrderCheck, ...]:
    """Each order item held against ranked advice, or against its order within the opgave; equal is not before."""
    return tuple(_order_check(order, advices) for order in orders)


def _order_check(order: Order, advices: Sequence[Advice]) -> OrderCheck:
    before = [
        -advice.per_opgave.get(order.opgave, 0.0) if order.opgave else float(advice.rank)
        for advice in advices
    ]
    sides = OrderSides.of(order, advices)
    first, then = (
        (advices[best[0]], best[1]) if (best := sides.best(side, before)) else None
        for side in (sides.first, sides.then)
    )
    return OrderCheck(order, sides.kept(before), first, then, len(sides.among))


@dataclass(frozen=True)
class OrderSides:
    """An order item and which of a list of advice, by place, it is about; looked up once for many orders of that list.

    Such an order is a number per place in the list: the lower, the higher that advice stands.
    """

    order: Order
    among: tuple[int, ...]
    first: tuple[int, ...]
    then: tuple[int, ...]

    @classmethod
    def of(cls, order: Order, advices: Sequence[Advice]) -> OrderSides:
        among = tuple(
            n for n, advice in enumerate(advices) if not order.opgave or order.opgave in advice.opgaven
        )
        first, then = (
            tuple(n for n in among if _part_agrees(patterns, advices[n]))
            for patterns in (order.first, order.then)
        )
        return cls(order, among, first, then)

    def best(self, side: Sequence[int], before: Sequence[float]) -> tuple[int, int] | None:
        """The highest of one side, by place, with its rank; what is equal shares the first."""
        best = min(side, key=before.__getitem__, default=None)
        return None if best is None else (best, 1 + sum(before[n] < before[best] for n in self.among))

    def kept(self, before: Sequence[float]) -> bool:
        """Whether the item is kept when the list stands in this order."""
        first, then = (self.best(side, before) for side in (self.first, self.then))
        if first is None:
            return False
        if self.order.within:
            return first[1] <= self.order.within
        return then is None or first[1] < then[1]


def _part_agrees(patterns: tuple[AdvicePattern, ...], advice: Advice) -> bool:
    """Whether a part of an advice agrees with a pattern."""
    return any(pattern.agrees(part) for pattern in patterns for part in advice.within)


OriginTest = Callable[[Origin], bool]


@dataclass(frozen=True)
class Variant:
    """The same measures on fewer facts."""

    name: str
    facts: int
    measured: Measured


def variants(case: Case, reference: ReferenceTable, engine: str) -> tuple[Variant, ...]:
    """The grades without the facts that stand only in advice paragraphs, with and without what can be looked up."""
    learned = read_in_advice(case.dossier)

    def read_off(origin: Origin) -> bool:
        return learned(origin) and origin.nature != "registratie"

    return (
        _variant("zonder feiten uit de adviesparagrafen", case, reference, engine, learned),
        _variant("zonder oordelen uit de adviesparagrafen", case, reference, engine, read_off),
    )


def leave_one_out(
    case: Case, reference: ReferenceTable, engine: str, measured: Measured
) -> tuple[ReferenceItem, ...]:
    """The items that get a lower grade when the facts from their own bullet are left out."""
    before = {judged.item.id: judged.grade for judged in measured.judged}
    lost = set()
    for place, items in grouped((item.place, item) for item in reference.items if item.place).items():

        def own(origin: Origin, place: str = place) -> bool:
            return str(origin.source) == f"{reference.document} §{place}"

        fewer = without(case, own)
        if len(fewer.facts) == len(case.facts):
            continue
        advices = advise(fewer, engine).advices
        lost |= {item.id for item in items if item.grade(advices) < before[item.id]}
    return tuple(item for item in reference.items if item.id in lost)


def rules_for_one(outcome: Outcome, reference: ReferenceTable) -> tuple[tuple[str, str], ...]:
    """Rules whose advice serves a single item of the reference: (rule, item). Each is a hypothesis."""
    served: dict[str, set[str]] = {}
    for advice in outcome.advices:
        items = {item.id for item in reference.items if item.matches(advice)}
        for entry in advice.entries:
            served.setdefault(entry.rule, set()).update(items)
    return tuple((rule, next(iter(items))) for rule, items in sorted(served.items()) if len(items) == 1)


def without(case: Case, dropped: OriginTest) -> Case:
    """The case without facts that have an origin for which `dropped` holds, and all computed from them."""
    kept = FactBase()
    for fact in case.facts:
        evidence = case.facts.evidence(fact)
        if not any(dropped(origin) for origin in evidence.origins):
            kept.add(fact, evidence)
    return dataclasses.replace(case, facts=_closed(kept, case.rulebook.types))


def _closed(base: FactBase, types: Mapping[str, FactType]) -> FactBase:
    """Without facts about what is no longer there, and without what was computed from facts that are gone."""
    there = {
        kind: {fact.values[0] for fact in base.of_type(kind)}
        for kind in ("prioriteit", "actor", "gremium", "instrument")
    }
    kept = FactBase()
    for fact in base:
        evidence = base.evidence(fact)
        named = zip(types[fact.type].fields, fact.values, strict=True)
        if all(
            value == ABSENT or value in there.get(domain.name, (value,)) for (_, domain), value in named
        ) and all(premise in kept for premise in evidence.premises):
            kept.add(fact, evidence)
    return kept


def _variant(name: str, case: Case, reference: ReferenceTable, engine: str, dropped: OriginTest) -> Variant:
    outcome = advise(without(case, dropped), engine)
    return Variant(name, len(outcome.case.facts), measure(reference, outcome.advices, outcome.lines))


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
    items = [OrderSides.of(order, advices) for order in orders]
    before = [0.0] * len(places)
    for _ in range(SHUFFLES):
        chance.shuffle(places)
        for number, top in enumerate(tops):
            first = places[:top]
            shares[number] += sum(hits[place] for place in first) / max(1, len(first))
        for rank, place in enumerate(places):
            before[place] = rank
        kept += sum(item.kept(before) for item in items)
    return Shuffled(tuple(share / SHUFFLES for share in shares), kept / SHUFFLES)


def theme_list(facts: FactBase, weights: Weights) -> tuple[tuple[str, str], ...]:
    """Every table, actor and instrument that shares a theme with a priority: (kind, id), heaviest first.

    Its points are, over the priorities, the number of shared themes times the weight of the priority.
    """
    weight: dict[str, float] = {}
    for priority, opgave in facts.pairs("prioriteit"):
        weight[priority] = max(weight.get(priority, 0.0), weights.of_pair(priority, opgave))
    wanted: dict[str, float] = {}
    for priority, theme in facts.pairs("prioriteit_thema"):
        wanted[theme] = wanted.get(theme, 0.0) + weight[priority]
    themes = grouped(
        ((kind, thing), theme) for name, kind in _THEMED.items() for thing, theme in facts.pairs(name)
    )
    points = {
        thing: sum(wanted.get(theme, 0.0) for theme in sorted(set(found))) for thing, found in themes.items()
    }
    return tuple(
        sorted((thing for thing in points if points[thing]), key=lambda thing: (-points[thing], thing))
    )


def named(reference: ReferenceTable) -> frozenset[str]:
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
