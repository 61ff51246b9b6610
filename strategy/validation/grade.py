"""How well advice does what a reference asks: faithful, with loss, in name only, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from strategy.advice.model import Advice
from strategy.validation.pattern import PURPOSES, THINGS, Pattern, opposed


class Grade(IntEnum):
    """From nothing to everything."""

    MISSING = 0
    NAME = 1
    LOSS = 2
    FAITHFUL = 3


@dataclass(frozen=True)
class Found:
    """The advice that comes nearest to an expectation, and the fields that are not right in it."""

    grade: Grade
    advice: Advice | None = None
    failing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expectation:
    """One advice that is asked for. `essence` are the fields without which little of it is left."""

    pattern: Pattern
    essence: tuple[str, ...]

    def grade(self, advice: Advice, opgave: str = "") -> Grade:
        """How far one advice goes. With another purpose or the opposed stance it is never more than a name."""
        return self._grade(advice, self.failing(advice, opgave))

    def _grade(self, advice: Advice, failing: tuple[str, ...]) -> Grade:
        if not failing:
            return Grade.FAITHFUL
        if not any(name in self.essence for name in failing):
            aside = any(name in PURPOSES for name in failing) or opposed(self.pattern, advice)
            return Grade.NAME if aside else Grade.LOSS
        return Grade.NAME if self._mentions(advice, failing) else Grade.MISSING

    def failing(self, advice: Advice, opgave: str = "") -> tuple[str, ...]:
        """The fields that are not right, the opgave of the item included."""
        away = ("opgave",) if opgave and opgave not in advice.opgaven else ()
        return (*self.pattern.failing(advice), *away)

    def found(self, advices: Iterable[Advice], opgave: str = "") -> Found:
        """The nearest advice; of equals the one with the fewest fields wrong, then the highest."""
        best, least = Found(Grade.MISSING), (Grade.MISSING, 0, 0)
        for advice in advices:
            failing = self.failing(advice, opgave)
            grade = self._grade(advice, failing)
            key = (grade, -len(failing), -advice.rank)
            if grade > Grade.MISSING and (best.advice is None or key > least):
                best, least = Found(grade, advice, failing), key
        return best

    def _mentions(self, advice: Advice, failing: tuple[str, ...]) -> bool:
        """Whether an advice is of this kind and about its main thing, or says the opposite about all its things."""
        things = [name for name in self.essence if name in (*THINGS, "thema")]
        main = _main(self.pattern, things)
        if not main or any(name in failing for name in main):
            return False
        if "soort" not in failing:
            return True
        return not any(name in failing for name in things) and opposed(self.pattern, advice)


def usual_essence(pattern: Pattern) -> tuple[str, ...]:
    """The kind of advice and what it is about: for working together also on what, else its theme or its priority."""
    about: list[str] = [name for name in THINGS if name in pattern.names]
    if pattern.allowed("soort") == ("samenwerking",) and about and "thema" in pattern.names:
        about.append("thema")
    if not about:
        about += [name for name in ("thema", "prioriteit") if name in pattern.names][:1]
    return tuple(name for name in ("soort", *about) if name in pattern.names)


def whole(grades: Iterable[Grade]) -> Grade:
    """The grade of an item: faithful when all of it is, with loss when the essence of at least half of it stands."""
    found = tuple(grades)
    if all(grade is Grade.FAITHFUL for grade in found):
        return Grade.FAITHFUL
    if 2 * sum(grade >= Grade.LOSS for grade in found) >= len(found):
        return Grade.LOSS
    return Grade.NAME if any(found) else Grade.MISSING


def _main(pattern: Pattern, things: list[str]) -> list[str]:
    """What a road is known by: who it goes through, or where it leads when it is direct."""
    if "via" in things and "doel" in things:
        return ["doel"] if pattern.allowed("via") == ("",) else ["via"]
    return things
