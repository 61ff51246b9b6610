"""Which advice holds whatever happens, which in all scenarios but one, and which in one only.

An advice holds in a scenario when it is among the highest there, ties at the last place included. The band would be
another criterion, but time is limited: when everything weighs more, everything becomes `doen`, and still only the
highest can be done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from strategy.comparison.seats import Seat


@dataclass(frozen=True)
class Hinge:
    """An advice that holds in all scenarios but one, or in one only: which one, by its place in the order."""

    seat: Seat
    scenario: int


@dataclass(frozen=True)
class Firmness:
    """Advice by how often it holds: always, in all scenarios but one, in one only, and in between."""

    always: tuple[Seat, ...]
    near: tuple[Hinge, ...]
    alone: tuple[Hinge, ...]
    between: tuple[Seat, ...]

    @property
    def holding(self) -> tuple[Seat, ...]:
        """What holds always, or in all scenarios but one."""
        return (*self.always, *(hinge.seat for hinge in self.near))


def firmness(seats: Sequence[Seat], size: int, scenarios: int) -> Firmness:
    """Sorts advice by in how many scenarios it is among the `size` highest.

    With two scenarios, all but one and one only are the same: such advice is near.
    """
    always, near, alone, between = [], [], [], []
    for seat in seats:
        held = [number for number in range(scenarios) if seat.holds(number, size)]
        if len(held) == scenarios:
            always.append(seat)
        elif len(held) == scenarios - 1:
            (broken,) = set(range(scenarios)) - set(held)
            near.append(Hinge(seat, broken))
        elif len(held) == 1:
            alone.append(Hinge(seat, held[0]))
        elif held:
            between.append(seat)
    return Firmness(tuple(always), tuple(near), tuple(alone), tuple(between))
