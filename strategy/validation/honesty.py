"""The figures that flatter least: without borrowed facts, and beside what one gets without rules."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from strategy.advice.advise import Case, Outcome, advise
from strategy.advice.ledger import Weights
from strategy.advice.model import Advice
from strategy.dossier.provenance import Origin
from strategy.facts.base import FactBase
from strategy.facts.types import ABSENT, BASE_TYPES
from strategy.validation.measures import Measured, Sides, measure
from strategy.validation.table import THINGS, Item, Order, Reference, values

Test = Callable[[Origin], bool]


@dataclass(frozen=True)
class Variant:
    """The same measures on fewer facts."""

    name: str
    facts: int
    measured: Measured


def variants(case: Case, reference: Reference, engine: str) -> tuple[Variant, ...]:
    """The grades without the facts that stand only in advice paragraphs, with and without what can be looked up."""
    advising = _advice_paragraphs(case)

    def learned(origin: Origin) -> bool:
        source = origin.source
        return source is not None and (source.document, source.section) in advising

    def read_off(origin: Origin) -> bool:
        return learned(origin) and origin.nature != "registratie"

    return (
        _variant("zonder feiten uit de adviesparagrafen", case, reference, engine, learned),
        _variant("zonder oordelen uit de adviesparagrafen", case, reference, engine, read_off),
    )


def leave_one_out(case: Case, reference: Reference, engine: str, measured: Measured) -> tuple[Item, ...]:
    """The items that get a lower grade when the facts from their own bullet are left out."""
    before = {judged.item.id: judged.grade for judged in measured.judged}
    lost = set()
    for place, items in _by_place(reference).items():

        def own(origin: Origin, place: str = place) -> bool:
            return str(origin.source) == f"{reference.document} §{place}"

        advices = _rerun(case, engine, own).advices
        lost |= {item.id for item in items if item.grade(advices) < before[item.id]}
    return tuple(item for item in reference.items if item.id in lost)


def rules_for_one(outcome: Outcome, reference: Reference) -> tuple[tuple[str, str], ...]:
    """Rules whose advice serves a single item of the reference: (rule, item). Each is a hypothesis."""
    served: dict[str, set[str]] = {}
    for advice in outcome.advices:
        items = {item.id for item in reference.items if item.matches(advice)}
        for entry in advice.entries:
            served.setdefault(entry.rule, set()).update(items)
    return tuple((rule, next(iter(items))) for rule, items in sorted(served.items()) if len(items) == 1)


def without(case: Case, dropped: Test) -> Case:
    """The case without facts that have an origin for which `dropped` holds, and all computed from them."""
    kept = FactBase()
    for fact in case.facts:
        evidence = case.facts.evidence(fact)
        if not any(dropped(origin) for origin in evidence.origins):
            kept.add(fact, evidence)
    return dataclasses.replace(case, facts=_closed(kept))


def _closed(base: FactBase) -> FactBase:
    """Without facts about what is no longer there, and without what was computed from facts that are gone."""
    there = {
        kind: {fact.values[0] for fact in base.of_type(kind)}
        for kind in ("prioriteit", "actor", "gremium", "instrument")
    }
    kept = FactBase()
    for fact in base:
        evidence = base.evidence(fact)
        named = zip(BASE_TYPES[fact.type].fields, fact.values, strict=True)
        if all(
            value == ABSENT or value in there.get(domain.name, (value,)) for (_, domain), value in named
        ) and all(premise in kept for premise in evidence.premises):
            kept.add(fact, evidence)
    return kept


def _variant(name: str, case: Case, reference: Reference, engine: str, dropped: Test) -> Variant:
    outcome = _rerun(case, engine, dropped)
    return Variant(name, len(outcome.case.facts), measure(reference, outcome.advices, outcome.lines))


def _rerun(case: Case, engine: str, dropped: Test) -> Outcome:
    return advise(without(case, dropped), engine)


def _advice_paragraphs(case: Case) -> set[tuple[str, str]]:
    return {
        (document.id, section.id)
        for document in case.dossier.documents
        for section in document.sections
        if section.gives_advice
    }


def _by_place(reference: Reference) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = {}
    for item in _placed(reference.items):
        groups.setdefault(item.place, []).append(item)
    return groups


def _placed(items: Iterable[Item]) -> Iterable[Item]:
    return (item for item in items if item.place)


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
    items = [Sides.of(order, advices) for order in orders]
    for _ in range(SHUFFLES):
        chance.shuffle(places)
        for number, top in enumerate(tops):
            first = places[:top]
            shares[number] += sum(hits[place] for place in first) / max(1, len(first))
        kept += sum(item.kept(places) for item in items)
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
