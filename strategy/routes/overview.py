"""Every priority with who decides on it and who steers them: the strongest road, the gaps, and what closes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from strategy.graph.reach import themes_touched
from strategy.graph.routes import Route
from strategy.routes.field import Field
from strategy.routes.gains import Gain, gains

State = Literal["stevig", "dun", "geen weg", "geen beslisser"]
MOST_CLOSERS = 2


@dataclass(frozen=True)
class Cell:
    """A priority and who decides on it, or steers them: `route` is the strongest road, None where there is none.

    state: "dun" when the road carries no more than a weak tie does. `to` is "" where nobody is known to decide.
    `assumed` tells whether a step of the road rests on an aanname.
    """

    priority: str
    to: str
    state: State
    route: Route | None
    assumed: bool


@dataclass(frozen=True)
class Gap:
    """A cell that is no sturdy road, with the seats or ties that would help most; none when nothing we can do does.

    Where nobody decides, `elsewhere` are those who decide on its themes at a level the priority does not name.
    """

    cell: Cell
    closers: tuple[Gain, ...]
    elsewhere: tuple[str, ...]


def cells(field: Field) -> tuple[Cell, ...]:
    """The whole matrix, in the order of the dossier."""
    return tuple(_cells(field))


def _cells(field: Field) -> Iterator[Cell]:
    for priority in field.priorities:
        if not field.deciders[priority]:
            yield Cell(priority, "", "geen beslisser", None, False)
        for to in field.targets(priority):
            route = field.best.get((priority, to))
            if route is None:
                yield Cell(priority, to, "geen weg", None, False)
            else:
                state: State = "dun" if field.is_thin(route.strength) else "stevig"
                yield Cell(priority, to, state, route, assumed(field, route))


def assumed(field: Field, route: Route) -> bool:
    """Whether a step of a road rests on a fact that is an aanname; the scale of the dossier apart."""
    return any(field.nature(start, end) == "aanname" for start, end in pairwise(route.nodes))


def gaps(field: Field, found: tuple[Cell, ...]) -> tuple[Gap, ...]:
    """The cells without a sturdy road, worst first."""
    order: tuple[State, ...] = ("geen beslisser", "geen weg", "dun")
    lacking = [cell for cell in found if cell.state != "stevig"]
    return tuple(
        Gap(cell, _closers(field, cell), () if cell.to else _elsewhere(field, cell.priority))
        for cell in sorted(lacking, key=lambda cell: order.index(cell.state))
    )


def _closers(field: Field, cell: Cell) -> tuple[Gain, ...]:
    if not cell.to:
        return ()
    useful = [gain for gain in gains(field, cell.priority, cell.to) if gain.best_after > gain.best_before]
    return tuple(useful[:MOST_CLOSERS])


def _elsewhere(field: Field, priority: str) -> tuple[str, ...]:
    touched = themes_touched(field.view, field.priorities[priority])
    return tuple(
        actor.id
        for actor in field.actors.values()
        if actor.id != field.view.us
        and any(item.theme in touched and field.view.shows(item) for item in actor.competences)
    )
