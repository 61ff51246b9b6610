"""The effect of an edit or a what-if as data for the page: in the words of the terminal, grouped by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from strategy.effect.delta import Change
from strategy.effect.differences import KINDS, Difference, Kind
from strategy.effect.effect import Effect, Explained
from visualizations.reports.effect_words import (
    HEADINGS,
    MOST_CAUSES,
    Numbers,
    cause_lines,
    contents,
    hidden,
    measures,
    numbers_of,
    place_of,
    shown_text,
    totals,
)
from visualizations.writers.shapes import Json
from visualizations.writers.words import counted

ALONG = "Deze adviezen schuiven mee omdat andere adviezen veranderen."


def told(effect: Effect) -> Json:
    """An effect in words: the changes with their numbers, the totals, and every difference with its causes."""
    numbers = numbers_of(effect)
    return {
        "wijzigingen": [
            {"nummer": numbers[change], "tekst": shown_text(effect, change), "plaats": _place(effect, change)}
            for change in effect.changes
        ],
        "tellingen": {**effect.counts, "gelijk": effect.equal},
        "telling": " · ".join(totals(effect)),
        "groepen": list(_groups(effect, numbers)),
    }


def _place(effect: Effect, change: Change) -> str:
    """File and line; "" for what may not be shown or is written nowhere."""
    return place_of(change) if change.place.file and not hidden(effect, change) else ""


def _groups(effect: Effect, numbers: Numbers) -> Iterator[Json]:
    for kind in KINDS:
        items = [item for item in effect.items if item.difference.kind == kind]
        if items:
            yield _group(effect, kind, HEADINGS[kind], items, numbers, ALONG if kind == "rang" else "")


def _group(
    effect: Effect, kind: Kind, heading: str, items: Sequence[Explained], numbers: Numbers, why: str
) -> Json:
    if kind in ("score", "rang"):
        items = sorted(items, key=lambda item: (-_moved(item.difference), item.difference.id))
    return {
        "soort": kind,
        "kop": f"{heading} · {counted(len(items), 'advies', 'adviezen')}",
        "toelichting": why,
        "adviezen": [_advice(effect, item, numbers, explained=not why) for item in items],
    }


def _moved(difference: Difference) -> float:
    """By how much a score changed, or by how many places a rank."""
    old, new = difference.old, difference.new
    assert old and new
    return abs(difference.shift) if difference.kind == "score" else abs(new.rank - old.rank)


def _advice(effect: Effect, item: Explained, numbers: Numbers, explained: bool) -> Json:
    difference = item.difference
    causes = cause_lines(effect, item, numbers, MOST_CAUSES) if explained else ()
    return {
        "id": difference.id,
        "titel": difference.line.title,
        "wordt": f"{'' if difference.new else 'was '}{' · '.join(measures(difference))}",
        "inhoud": list(contents(effect, difference)),
        "waardoor": list(causes),
    }
