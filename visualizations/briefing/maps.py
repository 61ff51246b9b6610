"""The map as a picture for a page on its side: whole, or only what a page is about."""

from __future__ import annotations

from strategy.errors import KrachtenveldError
from visualizations.briefing.choose import Subject
from visualizations.briefing.model import ON_ITS_SIDE, SIZES, Page, Picture, Section
from visualizations.kaart.choose import narrowed
from visualizations.kaart.model import MapModel
from visualizations.kaart.still import LEGIBLE, alternative, plate

POINTS = 72 / 25.4
_AROUND = 52.0
"""Millimetres of the height of a page on its side for its margins and its heading."""


def whole(model: MapModel) -> Section | None:
    """The whole map, on the smallest page where it can be read; None when there is none."""
    return _section(model, "De kaart")


def part(model: MapModel, subject: Subject) -> Section | None:
    """The part of the map that a page is about; None when nothing of it is on the map."""
    try:
        if subject.sort == "opgave":
            found = narrowed(model, opgave=subject.id)
        elif subject.sort == "netwerk":
            found = narrowed(model, network=subject.id)
        else:
            return None
    except KrachtenveldError:
        return None
    return _section(found, f"De kaart van {subject.name}")


def _section(model: MapModel, title: str) -> Section | None:
    if not model.shown:
        return None
    pages: tuple[Page, ...] = ("A4 liggend", "A3 liggend")
    for sheet in pages:
        across, down = SIZES[sheet]
        width = across - 2 * ON_ITS_SIDE
        svg, height, smallest = plate(model, width * POINTS, (down - _AROUND) * POINTS)
        if smallest >= LEGIBLE:
            break
    picture = Picture(svg, width, height / POINTS, title, alternative(model))
    return Section(title, (picture,), sheet, slide=(picture,))
