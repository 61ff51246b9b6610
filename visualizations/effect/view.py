"""What `effect` shows first: the changes with their places, the totals, and the differences by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.effect.delta import Change
from strategy.effect.differences import KINDS, Kind
from strategy.effect.effect import Effect, Explained
from strategy.scenarios.changes import POST
from visualizations.effect.differences import difference_table, summary
from visualizations.effect.words import (
    Numbers,
    count,
    hidden,
    numbers_of,
    place_of,
    shortened,
    shown_text,
    vacancy_hints,
)

HEADINGS: Mapping[Kind, str] = {
    "nieuw": "Nieuw", "vervallen": "Vervallen", "band": "In een andere band", "inhoud": "Anders van inhoud",
    "score": "Andere score, dezelfde band", "rang": "Alleen een andere rang",
}  # fmt: skip
_SUMMED: tuple[Kind, ...] = ("score", "rang")
"""Differences that are summed up in one line, unless everything is asked for."""
_BESIDE, _SHORT = 102, 30
"""Characters of a change and its place that fit on one line, and of a place that leaves room for any change."""


def effect_view(effect: Effect, top: int) -> RenderableType:
    """The changes, the totals and the differences, at most `top` per kind (0 is all)."""
    numbers = numbers_of(effect)
    parts: list[RenderableType] = [heading(effect), Text()]
    if not effect.changes:
        parts.append(Text("Geen wijzigingen."))
        return Group(*parts)
    parts += [_changes(effect, numbers, top), *(_hints(effect) if effect.items else ()), Text()]
    parts.append(Text("   ".join(totals(effect)), style="bold"))
    if not effect.items:
        parts += [Text("De wijzigingen veranderen niets aan de adviezen."), *_hints(effect)]
        return Group(*parts)
    for kind in KINDS:
        items = [item for item in effect.items if item.difference.kind == kind]
        if items:
            parts += [Text(), *_group(effect, kind, items, numbers, top)]
    return Group(*parts)


def heading(effect: Effect) -> Text:
    """Of which dossier, on which day, and from what to what."""
    case = effect.new.case
    text = Text(case.dossier.header.name, style="bold")
    days = [outcome.case.view.day.isoformat() for outcome in (effect.old, effect.new)]
    text.append(
        f" · peildatum {days[1] if days[0] == days[1] else ' → '.join(days)}"
        f"{' · openbare versie' if case.view.public_only else ''}\n"
        f"{effect.comparison.old.label} → {effect.comparison.new.label}",
        style="not bold",
    )
    return text


def change_list(effect: Effect, changes: Sequence[Change], numbers: Numbers) -> RenderableType:
    """The changes with their numbers and places; a place gets a line of its own when it would crowd out the text."""
    places = ["" if hidden(effect, change) else place_of(change) for change in changes]
    texts = [shown_text(effect, change) for change in changes]
    beside = all(
        len(place) <= _SHORT or len(text) + len(place) <= _BESIDE
        for text, place in zip(texts, places, strict=True)
    )
    table = Table(box=None, padding=(0, 1), show_edge=False, show_header=False)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    if beside:
        table.add_column(no_wrap=True, style="dim")
    for change, text, place in zip(changes, texts, places, strict=True):
        cell = Text(text)
        below = [_reach(effect, change), *(() if beside else (shortened(place),))]
        if below := [part for part in below if part]:
            cell.append(f"\n{' · '.join(below)}", style="dim")
        table.add_row(str(numbers[change]), cell, *((place,) if beside else ()))
    return table


def _reach(effect: Effect, change: Change) -> str:
    """How many advices a change is behind; of a single change the totals say so."""
    if len(effect.changes) < 2:
        return ""
    moved = len([item for item in effect.behind(change) if item.difference.kind != "rang"])
    return f"verandert {count(moved, 'advies', 'adviezen')}" if moved else "bij geen verschil genoemd"


def _changes(effect: Effect, numbers: Numbers, top: int) -> RenderableType:
    shown = effect.changes[: 2 * top] if top else effect.changes
    title = Text(count(len(effect.changes), "wijziging", "wijzigingen"), style="bold underline")
    rest = len(effect.changes) - len(shown)
    more = [Text(f"   … en nog {rest}; `--top 0` toont ze allemaal", style="dim")] if rest else []
    return Group(title, change_list(effect, shown, numbers), *more)


def _hints(effect: Effect) -> Iterator[Text]:
    """What to say as well of seats whose change does nothing, because they are still to be had."""
    effective = {
        change.item
        for change in effect.changes
        if change.kind == POST and any(item.difference.kind != "rang" for item in effect.behind(change))
    }
    for name, hint in vacancy_hints(effect.old, effect.new).items():
        if name not in effective:
            yield Text(hint, style="dim")


def totals(effect: Effect) -> list[str]:
    """How many differences there are of each kind, with their signs; what does not occur is left out."""
    counts = effect.counts
    changed = counts["band"] + counts["inhoud"] + counts["score"]
    parts = [
        (f"+ {counts['nieuw']} nieuw", counts["nieuw"]),
        (f"− {counts['vervallen']} vervallen", counts["vervallen"]),
        (f"~ {changed} gewijzigd", changed),
        (f"↕ {counts['rang']} {'schuift' if counts['rang'] == 1 else 'schuiven'} mee", counts["rang"]),
        (f"= {effect.equal} gelijk", 1),
    ]
    return [text for text, number in parts if number]


def _group(
    effect: Effect, kind: Kind, items: Sequence[Explained], numbers: Numbers, top: int
) -> Iterator[RenderableType]:
    heading = f"{HEADINGS[kind]} · {count(len(items), 'advies', 'adviezen')}"
    if top and kind in _SUMMED:
        yield from summary(effect, kind, heading, items, numbers)
        return
    yield Text(heading, style="bold underline")
    shown = items[:top] if top else items
    if shown:
        yield Padding(difference_table(effect, shown, numbers), (0, 0, 0, 1))
    if rest := len(items) - len(shown):
        yield Text(f"   … en nog {rest}; `--top 0` toont ze allemaal", style="dim")
