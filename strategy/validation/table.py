"""The reference table: the advice a strategy document gives itself, what it excludes, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from strategy.advice.model import Advice
from strategy.validation.grade import Expectation, Found, Grade, whole
from strategy.validation.pattern import Pattern


@dataclass(frozen=True)
class Item:
    """One thing the document advises. `place` is the paragraph and bullet; `underivable` says why, if it is."""

    id: str
    opgave: str
    place: str
    content: str
    expectations: tuple[Expectation, ...]
    underivable: str = ""

    def matches(self, advice: Advice) -> bool:
        """Whether an advice has at least the essence of what this item asks for."""
        return any(wish.grade(advice, self.opgave) >= Grade.LOSS for wish in self.expectations)

    def found(self, advices: tuple[Advice, ...]) -> tuple[Found, ...]:
        """Per expectation, the advice that comes nearest."""
        return tuple(wish.found(advices, self.opgave) for wish in self.expectations)

    def grade(self, advices: tuple[Advice, ...]) -> Grade:
        return whole(found.grade for found in self.found(advices))


@dataclass(frozen=True)
class MustNot:
    """Advice that may not be given, because the document or a public source says otherwise."""

    id: str
    patterns: tuple[Pattern, ...]
    reason: str
    place: str = ""
    source: str = ""

    def hit_by(self, advice: Advice) -> bool:
        return any(pattern.agrees(advice) for pattern in self.patterns)


@dataclass(frozen=True)
class Order:
    """The best advice like `first` stands before the best like `then`, or among the first `within`."""

    id: str
    first: tuple[Pattern, ...]
    then: tuple[Pattern, ...]
    within: int
    opgave: str
    reason: str
    place: str = ""


@dataclass(frozen=True)
class Reference:
    """A reference table, and the document it was drawn from."""

    document: str
    items: tuple[Item, ...]
    must_not: tuple[MustNot, ...] = ()
    orders: tuple[Order, ...] = ()

    def supports(self, advice: Advice) -> bool:
        """Whether the document asks for an advice, at least in essence, and does not exclude it."""
        return any(item.matches(advice) for item in self.items) and not any(
            wrong.hit_by(advice) for wrong in self.must_not
        )

    def faithful(self, advice: Advice) -> bool:
        """Whether an advice is in every field what some expectation asks for, and not excluded."""
        return self.supports(advice) and any(
            wish.grade(advice, item.opgave) is Grade.FAITHFUL
            for item in self.items
            for wish in item.expectations
        )


def by_opgave(items: tuple[Item, ...]) -> Mapping[str, tuple[Item, ...]]:
    """The items per opgave, in the order of the table."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.opgave or "algemeen", []).append(item)
    return {opgave: tuple(group) for opgave, group in groups.items()}
