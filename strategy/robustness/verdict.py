"""How firmly each line stands, in one word, with what it depends on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from strategy.advice.lines import Line
from strategy.robustness.setbacks import Setback
from strategy.robustness.structure import Blow, Endurance, StructuralSpace
from strategy.robustness.weights import Lean, Spread, WeightSpace

Firmness = Literal["staat vast", "vrij vast", "breekbaar", "kan doen worden", "minder", "niet doen"]
FIRMNESSES: tuple[Firmness, ...] = (
    "staat vast", "vrij vast", "breekbaar", "kan doen worden", "minder", "niet doen",
)  # fmt: skip
"""From what holds whatever happens to what we refrain from."""
FIRM, FAIRLY = 0.9, 0.75
"""Being `doen` in this share of the weights is firm, or fairly firm."""
FEW = 0.01
"""So small a share of setbacks that break it still leaves an advice fairly firm."""
Place = tuple[tuple[str | int, ...], ...]
SOMETIMES = 0.1
"""Being `doen` in this share of the weights, when it is not so now, is worth telling."""


@dataclass(frozen=True)
class Robust:
    """One line in the spaces that were explored; a space that was not is None."""

    line: Line
    spread: Spread | None
    endurance: Endurance | None

    @property
    def firmness(self) -> Firmness:
        """What both spaces say together; a space that was not explored does not count."""
        if self.line.band == "niet doen":
            return "niet doen"
        core = self.spread.core if self.spread else 1.0
        if self.line.band != "doen":
            return "kan doen worden" if self.spread and core >= SOMETIMES else "minder"
        broken = len(self.endurance.breaks) / max(1, self.endurance.count) if self.endurance else 0.0
        if core >= FIRM and not broken:
            return "staat vast"
        return "vrij vast" if core >= FAIRLY and broken <= FEW else "breekbaar"

    @property
    def shared(self) -> float:
        """The smaller of the shares in which it is `doen`: by what it is least firm.

        What is not `doen` now may become so by other weights; what setbacks make of it says little of that.
        """
        spread = self.spread.core if self.spread else 1.0
        if self.spread and self.line.band != "doen":
            return spread
        return min(spread, self.endurance.core if self.endurance else 1.0)

    @property
    def lean(self) -> Lean | None:
        """The weight that matters most to it being `doen`; None when none does."""
        leans = self.spread.leans if self.spread else ()
        found = max(leans, key=lambda lean: lean.gap, default=None)
        return found if found and found.gap > 0 else None


def judged(
    lines: Iterable[Line], weights: WeightSpace | None, structure: StructuralSpace | None
) -> tuple[Robust, ...]:
    """Each line with how it fares, the firmest first; of equals the highest rank first."""
    found = [
        Robust(
            line,
            weights.spreads[line.id] if weights else None,
            structure.endurances[line.id] if structure else None,
        )
        for line in lines
    ]
    found.sort(key=lambda item: (FIRMNESSES.index(item.firmness), -item.shared, item.line.rank))
    return tuple(found)


def breakers(found: Iterable[Robust]) -> tuple[tuple[tuple[Blow, ...], tuple[Line, ...]], ...]:
    """What breaks most of these that are `doen` now, with what it breaks; the most first, then as tried.

    Other words at one place count as one: they come together as blows, each with what it does to the first it breaks.
    """
    blows: dict[Place, dict[tuple[Setback, ...], Blow]] = {}
    lines: dict[Place, dict[str, Line]] = {}
    for item in found:
        if item.endurance is None or item.line.band != "doen":
            continue
        for blow in item.endurance.breaks:
            place = places_of(blow)
            blows.setdefault(place, {}).setdefault(blow.setbacks, blow)
            lines.setdefault(place, {})[item.line.id] = item.line
    ordered = sorted(lines, key=lambda place: -len(lines[place]))
    return tuple((tuple(blows[place].values()), tuple(lines[place].values())) for place in ordered)


def by_place(blows: Iterable[Blow]) -> tuple[tuple[Blow, ...], ...]:
    """Blows with other words at one place together, in order."""
    found: dict[Place, list[Blow]] = {}
    for blow in blows:
        found.setdefault(places_of(blow), []).append(blow)
    return tuple(tuple(group) for group in found.values())


def places_of(blow: Blow) -> Place:
    """What a blow is about."""
    return tuple(setback.place for setback in blow.setbacks)
