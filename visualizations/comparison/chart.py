"""The bump chart of a comparison: one line per seat, from scenario to scenario, with its band at every stop."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from strategy.comparison.compared import Compared
from strategy.comparison.seats import Seat, Word
from strategy.errors import KrachtenveldError
from visualizations.comparison.choice import Choice, shown_seats
from visualizations.comparison.sheets import comparison_stamp, comparison_title
from visualizations.pictures import BLUE, GREY, INK, picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 15
"""More lines than this do not fit on one page."""
WIDTH = 17.0
"""Centimetres: the text width of A4."""
_ROW, _HEAD = 0.95, 5.2
"""Centimetres per line, and for what stands around them."""
_TITLE, _NAME = 34, 22
"""Characters in a line of a label, and of the name of a scenario."""
_STYLES: Mapping[Word, dict[str, Any]] = {
    "kern": {"facecolor": BLUE, "edgecolor": BLUE, "color": "white"},
    "kansrijk": {"facecolor": "white", "edgecolor": BLUE, "color": INK},
    "overweeg": {"facecolor": "white", "edgecolor": GREY, "color": GREY, "linestyle": ":"},
    "niet": {"facecolor": "white", "edgecolor": "white", "color": GREY},
}


def chart(found: Compared, choice: Choice, form: str, top: int) -> bytes:
    """The best `top` seats (at most 15; 0 is 15) as SVG or PNG. Raises KrachtenveldError when there are none."""
    seats = shown_seats(found, choice)[: min(top or MOST, MOST)]
    if not seats:
        raise KrachtenveldError(f"geen {choice.many} bij deze keuze, dus ook geen tekening", "kies ruimer")

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        _lines(axes, found, seats)
        _around(axes, found, choice, seats)

    return picture(draw, WIDTH, _HEAD + _ROW * len(seats), form, comparison_title(found), _stamp(found))


def _stamp(found: Compared) -> str:
    """The stamp with no more scenarios than a line holds."""
    full = comparison_stamp(found)
    return (
        full if len(full) <= 110 else full.replace(", ".join(found.futures.ids), str(len(found.futures.ids)))
    )


def _slots(seats: Sequence[Seat], scenario: int) -> Mapping[str, int]:
    """The height of each seat in a scenario, the highest first; what is not advised comes last."""

    def key(seat: Seat) -> tuple[bool, float, int]:
        standing = seat.standings[scenario]
        return standing is None, -standing.score if standing else 0.0, seats.index(seat)

    return {seat.id: slot for slot, seat in enumerate(sorted(seats, key=key))}


def _lines(axes: Axes, found: Compared, seats: Sequence[Seat]) -> None:
    size, total = found.regret.size, len(found.futures.columns)
    slots = [_slots(seats, scenario) for scenario in range(total)]
    for seat in seats:
        firm = total - sum(seat.holds(scenario, size) for scenario in range(total)) <= 1
        heights = [slots[scenario][seat.id] for scenario in range(total)]
        style: dict[str, Any] = (
            {"color": BLUE, "linewidth": 1.8}
            if firm
            else {"color": GREY, "linewidth": 0.7, "linestyle": "--"}
        )
        axes.plot(range(total), heights, zorder=1, **style)
        for scenario, height in enumerate(heights):
            standing = seat.standings[scenario]
            box = dict(_STYLES[seat.band(scenario)])
            axes.text(
                scenario, height, str(standing.place) if standing else "–", ha="center", va="center", fontsize=6.5,
                color=box.pop("color"), zorder=2, bbox={"boxstyle": "circle,pad=0.25", "linewidth": 0.9, **box},
            )  # fmt: skip
        weight = "bold" if firm else "normal"
        for side, place, align in ((0, -0.6, "right"), (total - 1, total - 0.4, "left")):
            label = "\n".join(textwrap.wrap(seat.title, _TITLE)[:3])
            axes.text(place, slots[side][seat.id], label, ha=align, va="center", fontsize=6, weight=weight)


def _around(axes: Axes, found: Compared, choice: Choice, seats: Sequence[Seat]) -> None:
    total = len(found.futures.columns)
    names = ["\n".join(textwrap.wrap(future.name, _NAME)[:2]) for future in found.futures.columns]
    upright = total > 4
    axes.set_xticks(
        range(total), names, rotation=60 if upright else 0, ha="left" if upright else "center", fontsize=6.5
    )
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set_yticks([])
    axes.set_xlim(-0.5, total - 0.5)
    axes.set_ylim(len(seats) - 0.4, -0.6)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_title(
        f"De {len(seats)} hoogste {choice.many} in {total} scenario's", fontsize=10, weight="bold", pad=10
    )
    axes.set_xlabel(
        f"in de cirkel: de plaats onder {len(found.seats)} {choice.many} · vol: kern · open: kansrijk · gestippeld: "
        f"overweeg · –: niet geadviseerd\n"
        f"dikke lijn: overal of op één scenario na bij de hoogste {found.regret.size}",
        fontsize=6.5,
    )
