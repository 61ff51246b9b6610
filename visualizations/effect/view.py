"""What `effect` shows first: the changes with their places, the totals, and the differences by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.effect.differences import KINDS, Kind
from strategy.effect.effect import Effect, Explained
from visualizations.effect.differences import difference_table, drift, summary
from visualizations.effect.words import Numbers, count, hidden, numbers_of, place_of, shown_text

_HEADINGS: Mapping[Kind, str] = {
    "nieuw": "Nieuw", "vervallen": "Vervallen", "band": "In een andere band", "inhoud": "Anders van inhoud",
    "score": "Andere score, dezelfde band", "rang": "Alleen een andere rang",
}  # fmt: skip
_SUMMED: tuple[Kind, ...] = ("score", "rang")
"""Differences that are summed up in one line, unless everything is asked for."""


def effect_view(effect: Effect, top: int) -> RenderableType:
    """The changes, the totals and the differences, at most `top` per kind (0 is all)."""
    numbers = numbers_of(effect)
    parts: list[RenderableType] = [_heading(effect), Text()]
    if not effect.changes:
        parts.append(Text("Geen wijzigingen."))
        return Group(*parts)
    parts += [_changes(effect, numbers, top), Text(), _totals(effect)]
    if not effect.items:
        parts.append(Text("De wijzigingen veranderen niets aan de adviezen."))
        return Group(*parts)
    for kind in KINDS:
        items = [item for item in effect.items if item.difference.kind == kind]
        if items:
            parts += [Text(), *_group(effect, kind, items, numbers, top)]
    return Group(*parts)


def _heading(effect: Effect) -> Text:
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


def _changes(effect: Effect, numbers: Numbers, top: int) -> RenderableType:
    table = Table(box=None, padding=(0, 1), show_edge=False, show_header=False)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(no_wrap=True, style="dim")
    shown = effect.changes[: 2 * top] if top else effect.changes
    for change in shown:
        cell = Text(shown_text(effect, change))
        moved = len([item for item in effect.behind(change) if item.difference.kind != "rang"])
        if len(effect.changes) > 1:
            reach = (
                f"verandert {count(moved, 'advies', 'adviezen')}" if moved else "bij geen verschil genoemd"
            )
            cell.append(f"\n{reach}", style="dim")
        table.add_row(str(numbers[change]), cell, "" if hidden(effect, change) else place_of(change))
    title = Text(count(len(effect.changes), "wijziging", "wijzigingen"), style="bold underline")
    rest = len(effect.changes) - len(shown)
    more = [Text(f"   … en nog {rest}; `--top 0` toont ze allemaal", style="dim")] if rest else []
    return Group(title, table, *more)


def _totals(effect: Effect) -> Text:
    counts = effect.counts
    changed = counts["band"] + counts["inhoud"] + counts["score"]
    parts = [
        (f"+ {counts['nieuw']} nieuw", counts["nieuw"]),
        (f"− {counts['vervallen']} vervallen", counts["vervallen"]),
        (f"~ {changed} gewijzigd", changed),
        (f"↕ {counts['rang']} {'schuift' if counts['rang'] == 1 else 'schuiven'} mee", counts["rang"]),
        (f"= {effect.equal} gelijk", 1),
    ]
    return Text("   ".join(text for text, number in parts if number), style="bold")


def _group(
    effect: Effect, kind: Kind, items: Sequence[Explained], numbers: Numbers, top: int
) -> Iterator[RenderableType]:
    heading = f"{_HEADINGS[kind]} · {count(len(items), 'advies', 'adviezen')}"
    if top and kind in _SUMMED:
        yield from summary(effect, kind, heading, items, numbers)
        return
    yield Text(heading, style="bold underline")
    drifting = [item for item in items if all(cause.how == "hoogste-score" for cause in item.causes)]
    if top and kind == "band" and len(drifting) > 1:
        items = [item for item in items if item not in drifting]
        yield from drift(effect, drifting, numbers)
    shown = items[:top] if top else items
    if shown:
        yield Padding(difference_table(effect, shown, numbers), (0, 0, 0, 1))
    if rest := len(items) - len(shown):
        yield Text(f"   … en nog {rest}; `--top 0` toont ze allemaal", style="dim")
