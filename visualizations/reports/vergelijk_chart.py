"""The bump chart of a comparison: one line per seat, from scenario to scenario, with its band at every stop."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from strategy.comparison.compared import PAIR, Compared
from strategy.comparison.seats import Seat, Word
from strategy.errors import KrachtenveldError
from visualizations.pictures import BLUE, GREY, INK, RED, picture
from visualizations.reports.vergelijk_words import Choice, Comparison, first_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 15
"""More lines than this do not fit on one page."""
WIDTH = 17.0
"""Centimetres: the text width of A4."""
_ROW, _HEAD = 1.2, 5.2
"""Centimetres per line, and for what stands around them."""
_TITLE, _TITLE_LINES, _NAME, _NAMES, _NAME_LINES = 34, 4, 42, 60, 4
"""Characters in a line of a label, its lines, and characters in the name of a scenario; of all names next to each other, and their lines."""
_FEW = 4
"""With more scenarios than this their names stand on their side."""
_THIN = "#6f6f6f"
_DOTS = (0, (1.5, 1.8))
_STAMP = 80
"""Characters of the stamp that fit below the chart, next to who decides."""
_THICK = ((BLUE, "-"), (RED, "--"), (INK, "-."), (GREY, ":"))
"""Colour and dashes of the lines of what holds, one after another: neither has to be told apart alone."""


def chart(comparison: Comparison, form: str, top: int) -> bytes:
    """The best `top` seats (at most 15; 0 is 15) as SVG or PNG. Raises KrachtenveldError when there are none."""
    found, choice = comparison.found, comparison.choice
    seats = [row.it for row in comparison.shown[: min(top or MOST, MOST)]]
    if not seats:
        raise KrachtenveldError(f"geen {choice.many} bij deze keuze, dus ook geen tekening", "kies ruimer")

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        _lines(axes, found, seats)
        _around(axes, found, choice, seats)

    return picture(draw, WIDTH, _HEAD + _ROW * len(seats), form, comparison.title, _stamp(comparison))


def _stamp(comparison: Comparison) -> str:
    """The stamp with no more scenarios than a line holds."""
    full, ids = comparison.mark, comparison.found.futures.ids
    if len(full) <= _STAMP:
        return full
    return full.replace(f"scenario's {', '.join(ids)}", f"{len(ids)} scenario's")


def _slots(seats: Sequence[Seat], scenario: int) -> Mapping[str, int]:
    """The height of each seat in a scenario, the highest first; what is not advised comes last."""

    def key(seat: Seat) -> tuple[bool, float, int]:
        standing = seat.standings[scenario]
        return standing is None, -standing.score if standing else 0.0, seats.index(seat)

    return {seat.id: slot for slot, seat in enumerate(sorted(seats, key=key))}


def _lines(axes: Axes, found: Compared, seats: Sequence[Seat]) -> None:
    total = len(found.futures.columns)
    thick = {seat.id: _THICK[number % len(_THICK)] for number, seat in enumerate(_holding(found, seats))}
    slots = [_slots(seats, scenario) for scenario in range(total)]
    for seat in seats:
        colour, dashes = thick.get(seat.id, (_THIN, _DOTS))
        heights = [slots[scenario][seat.id] for scenario in range(total)]
        width = 1.8 if seat.id in thick else 0.8
        axes.plot(range(total), heights, color=colour, linestyle=dashes, linewidth=width, zorder=1)
        ink = colour if seat.id in thick else GREY
        for scenario, height in enumerate(heights):
            standing = seat.standings[scenario]
            text, box = _marker(seat.band(scenario), ink)
            axes.text(
                scenario, height, str(standing.place) if standing else "–", ha="center", va="center", fontsize=6.5,
                color=text, zorder=2, bbox=box,
            )  # fmt: skip
        weight = "bold" if seat.id in thick else "normal"
        for side, place, align in ((0, -0.6, "right"), (total - 1, total - 0.4, "left")):
            label = "\n".join(label_lines(seat))
            axes.text(place, slots[side][seat.id], label, ha=align, va="center", fontsize=6, weight=weight)


def label_lines(seat: Seat) -> list[str]:
    """A title beside its line; what does not fit there ends in an ellipsis."""
    return textwrap.wrap(seat.title, _TITLE, max_lines=_TITLE_LINES, placeholder=" …")


def _marker(band: Word, ink: str) -> tuple[str, dict[str, Any]]:
    """The colour of the number, and the circle around it: full, open or dotted, by its band."""
    box: dict[str, Any] = {
        "boxstyle": "circle,pad=0.25",
        "linewidth": 0.9,
        "facecolor": "white",
        "edgecolor": ink,
    }
    match band:
        case "doen":
            return "white", {**box, "facecolor": ink}
        case "ook doen":
            return INK, box
        case "als er tijd is" | "niet doen":
            return INK, {**box, "edgecolor": GREY, "linestyle": ":"}
        case _:
            return GREY, {**box, "edgecolor": "white"}


def _holding(found: Compared, seats: Sequence[Seat]) -> Sequence[Seat]:
    """The thick lines: of two scenarios what holds in both, of more also what holds in all but one."""
    firm = found.firmness.always if len(found.futures.columns) == PAIR else found.firmness.holding
    return [seat for seat in seats if seat in firm]


def _around(axes: Axes, found: Compared, choice: Choice, seats: Sequence[Seat]) -> None:
    total = len(found.futures.columns)
    upright = total > _FEW
    names = [
        textwrap.shorten(first_name(future), _NAME, placeholder=" …")
        if upright
        else textwrap.fill(first_name(future), _NAMES // total, max_lines=_NAME_LINES, placeholder=" …")
        for future in found.futures.columns
    ]
    axes.set_xticks(
        range(total), names, rotation=55 if upright else 0, ha="left" if upright else "center",
        rotation_mode="anchor", fontsize=6 if total == _FEW else 6.5,
    )  # fmt: skip
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
        f"in de cirkel: de plaats onder {len(found.seats)} {choice.many} · vol: doen · open: ook doen · gestippeld: "
        f"als er tijd is · –: niet geadviseerd\n"
        f"dikke lijn: {'overal' if total == PAIR else 'overal of op één scenario na'} bij de hoogste {found.regret.size} · "
        "gekozen op het gemiddelde deel van de hoogste score",
        fontsize=6.5,
    )
