"""Which advice is compared: seats unless asked otherwise, in every scenario alike."""

from __future__ import annotations

from dataclasses import dataclass, replace

from strategy.advice.lines import Line
from strategy.comparison.compared import Compared, compared
from strategy.comparison.futures import Future, Futures
from strategy.comparison.seats import SEAT, Seat
from strategy.errors import KrachtenveldError
from visualizations.selection import Selection, check, choose_lines

EVERY = "alle"


@dataclass(frozen=True)
class Choice:
    """What is asked for: a kind of advice (seats when None), an opgave, a network; a band only limits what is shown."""

    sort: str | None = None
    opgave: str | None = None
    network: str | None = None
    band: str | None = None

    @property
    def selection(self) -> Selection:
        """What is compared."""
        sort = None if self.sort == EVERY else self.sort or SEAT
        return Selection(sort, self.opgave, self.network)

    @property
    def listed(self) -> Selection:
        """Of what the differences are told: of every kind, unless one is asked for."""
        return replace(self.selection, sort=None if self.sort is None else self.selection.sort)

    @property
    def one(self) -> str:
        return "positie" if self.selection.sort == SEAT else "advies"

    @property
    def many(self) -> str:
        return "posities" if self.selection.sort == SEAT else "adviezen"

    def text(self) -> str:
        """The filters in brackets; "" without any."""
        return replace(self.selection, sort=None if self.sort is None else self.sort, band=self.band).text()


def compare_chosen(futures: Futures, choice: Choice, size: int) -> Compared:
    """The comparison of the advice asked for. Raises KrachtenveldError for a name that no scenario has."""
    if choice.band:
        check(futures.base.outcome, Selection(band=choice.band))
    return compared(futures, _in_each(futures, choice.selection), _in_each(futures, choice.listed), size)


def shown_seats(found: Compared, choice: Choice) -> tuple[Seat, ...]:
    """The advice to show: with a band only what has it in some scenario."""
    band = check(found.futures.base.outcome, Selection(band=choice.band)).band
    return tuple(
        seat
        for seat in found.seats
        if band is None or any(item and item.band == band for item in seat.standings)
    )


def _in_each(futures: Futures, selection: Selection) -> list[tuple[Line, ...]]:
    """Per scenario the lines within a selection; a name may be missing in some scenarios, but not in all."""
    found: list[tuple[Line, ...]] = []
    refused: list[KrachtenveldError] = []
    for future in futures.columns:
        try:
            found.append(choose_lines(future.outcome, selection))
        except KrachtenveldError as error:
            refused.append(error)
            found.append(())
    if len(refused) == len(found):
        raise refused[0]
    return found


def title(future: Future) -> str:
    """A scenario as people call it, with the name that the program knows."""
    return f"{future.name} ({future.id})"
