"""The differences between two scenarios as tables: the changes, and each advice that differs with its causes."""

from __future__ import annotations

from strategy.advice.lines import Line
from strategy.effect.effect import Effect, Explained
from visualizations.reports.effect_words import (
    Numbers,
    by,
    explained,
    hidden,
    moved_by,
    numbers_of,
    place_of,
    shown_text,
    within,
)
from visualizations.sheets import Cell, Column, Sheet, joined


def change_sheet(effect: Effect) -> Sheet:
    """What the scenarios say otherwise, numbered as the causes refer to it."""
    columns = (
        Column("nummer", "waarmee oorzaken ernaar verwijzen", "whole"),
        Column("wijziging", "wat er anders is, oud → nieuw"),
        Column("plaats", "bestand en regel"),
        Column(
            "adviezen",
            "bij hoeveel verschillen het een oorzaak is, die van alleen een rang niet meegeteld",
            "whole",
        ),
    )
    numbers = numbers_of(effect)
    rows = []
    for change in effect.changes:
        place = "" if hidden(effect, change) else place_of(change)
        rows.append((numbers[change], shown_text(effect, change), place, moved_by(effect, change)))
    return Sheet("Wijzigingen", columns, tuple(rows))


def difference_sheet(effect: Effect) -> Sheet:
    """One row per advice that differs; empty cells where it is not given."""
    columns = (
        Column("verschil", "nieuw, vervallen, band, inhoud, score of alleen rang"),
        Column("advies", "wat er wordt aangeraden"),
        Column("band oud", "de band in het eerste scenario"),
        Column("band nieuw", "de band in het tweede scenario"),
        Column("score oud", "de score in het eerste scenario", "number"),
        Column("score nieuw", "de score in het tweede scenario", "number"),
        Column("rang oud", "de plaats onder alle adviezen in het eerste scenario", "whole"),
        Column("rang nieuw", "de plaats onder alle adviezen in het tweede scenario", "whole"),
        Column("binnen deze regel", "onderdelen die erbij komen, vervallen of anders worden"),
        Column("oorzaken", "door welke wijzigingen (de nummers van het blad Wijzigingen), en hoe"),
        Column("id", "de naam van het advies"),
    )
    numbers = numbers_of(effect)
    return Sheet("Verschillen", columns, tuple(_row(effect, item, numbers) for item in effect.items))


def _row(effect: Effect, item: Explained, numbers: Numbers) -> tuple[Cell, ...]:
    difference = item.difference
    was, now = _measures(difference.old), _measures(difference.new)
    causes = dict.fromkeys(
        f"{by(cause.changes, numbers)}{explained(effect, difference, cause)}" for cause in item.causes
    )
    pairs = (each for pair in zip(was, now, strict=True) for each in pair)
    return (
        difference.kind,
        difference.line.title,
        *pairs,
        joined(within(difference)),
        joined(causes),
        difference.id,
    )


def _measures(line: Line | None) -> tuple[Cell, Cell, Cell]:
    return (line.band, line.score, line.rank) if line else (None, None, None)
