"""Roads on the screen: beside each other for one decider, or below each other for many priorities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.advice.names import decimal
from strategy.routes.field import Field
from strategy.routes.gains import Gain
from strategy.routes.roads import Road
from visualizations.routes import caveats, words
from visualizations.routes.found import Found, about_one, conclusions

BESIDE = 3
"""Roads that fit beside each other; one more, often the best advised, may be squeezed in."""
MOST_TABLES = 3


def roads_view(field: Field, found: Sequence[Found]) -> RenderableType:
    """Per pair: the conclusions, the roads beside each other, and what would make them stronger."""
    parts: list[RenderableType] = []
    for item in found:
        head, *more = conclusions(field, item)
        parts.append(Text(head, style="bold"))
        parts += [Text(line) for line in more]
        if item.every:
            parts.append(Text())
        beside = len(item.shown) if len(item.shown) == BESIDE + 1 else BESIDE
        for start in range(0, len(item.shown), beside):
            parts.append(_beside(field, item.shown[start : start + beside], item.every[0].strength))
        if item.rest:
            parts.append(Text(f"Verder: {'; '.join(_brief(field, road) for road in item.rest)}."))
            parts.append(Text())
        parts += [*_stronger(field, item), *_seat_part(field, item)]
    steps = [step.ground for item in found for road in item.shown for step in road.steps]
    parts.append(
        caveats.view([caveats.scale(field), caveats.thin(field), caveats.SEATS, *caveats.uncertain(steps)])
    )
    return Group(*parts)


def list_view(field: Field, to: str, found: Sequence[Found]) -> RenderableType:
    """The best and the best advised road per priority, for whoever asks about one decider."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    for title in ("prioriteit", "sterkste weg", "best geadviseerd"):
        table.add_column(title, ratio=1)
    for item in found:
        best = _in_list(field, item.every[0]) if item.every else words.no_road(field, to)
        top = item.advised
        advised = "–" if top is None else "dezelfde" if top.number == 1 else _in_list(field, top)
        table.add_row(words.priority(field, item.pair[0]), best, advised)
    first, *more = about_one(field, to, found)
    grounds = [step.ground for item in found for road in item.every[:1] for step in road.steps]
    named = [road for item in found for road in (*item.every[:1], item.advised) if road]
    thin = [caveats.thin(field)] if any(field.is_thin(road.strength) for road in named) else []
    return Group(
        Text(first, style="bold"),
        *map(Text, more),
        Padding(table, (1, 0, 1, 1)),
        Text("`--voor PRIORITEIT` erbij zet de wegen naast elkaar, met wat ze nodig hebben.", style="dim"),
        caveats.view([caveats.scale(field), *thin, *caveats.uncertain(grounds)]),
    )


def _in_list(field: Field, road: Road) -> str:
    thin = ", dun" if field.is_thin(road.strength) else ""
    rank = f", rang {road.advice.rank}" if road.advice and road.for_this else ""
    return (
        f"{words.strength(road.strength)} {words.road(field, road.nodes)} ({words.natures(road)}{thin}{rank})"
    )


def _beside(field: Field, shown: Sequence[Road], best: float) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    table.add_column("", no_wrap=True, style="dim")
    for road in shown:
        table.add_column(f"{road.number}  {words.by(field, road.via, road.to)}", ratio=1)
    for _ in range(BESIDE - len(shown)):
        table.add_column("", ratio=1)
    rows: list[tuple[str, list[str]]] = [("kracht", [_share(road, best) for road in shown])]
    for number in range(max(len(road.steps) for road in shown)):
        rows.append((f"stap {number + 1}", [_step(field, road, number) for road in shown]))
    rows += [
        ("tafels", [_seats(field, road) for road in shown]),
        ("zwakste", [words.weakest(field, road) for road in shown]),
        ("kosten", [words.cost(road) for road in shown]),
        ("advies", [words.advised(road) for road in shown]),
        ("tegen", ["\n".join(road.against) for road in shown]),
        ("rust op", [words.natures(road) for road in shown]),
    ]
    for label, cells in rows:
        if any(cells):
            table.add_row(label, *cells)
    return Padding(table, (0, 0, 1, 1))


def _share(road: Road, best: float) -> str:
    if road.strength == best:
        return f"{words.strength(road.strength)} · de beste"
    return f"{words.strength(road.strength)} · {decimal(100 * road.strength / best, 0)}% van de beste"


def _step(field: Field, road: Road, number: int) -> str:
    if number >= len(road.steps):
        return ""
    step = road.steps[number]
    asks = [words.need(field, need) for need in step.needs]
    return "\n".join([f"{words.step(field, step)} {words.strength(step.strength)}", *asks])


def _seats(field: Field, road: Road) -> str:
    if road.via == road.to:
        return ""
    lines = [words.table(field, need) for need in road.tables[:MOST_TABLES]]
    return "\n".join(lines) or "geen zetel, en geen geadviseerd"


def _brief(field: Field, road: Road) -> str:
    advice = f", {words.advised(road)}" if road.for_this else ""
    return f"{words.by(field, road.via, road.to)} {words.strength(road.strength)}{advice}"


def _stronger(field: Field, item: Found) -> Iterator[RenderableType]:
    """The ties that would make a road stronger."""
    useful = [gain for gain in item.gains if gain.sort == "relatie" and gain.adds]
    if not useful:
        return
    table = _gain_table("sterkere relatie")
    for gain in useful:
        table.add_row(words.gain(field, gain), *_effect(gain))
    yield Padding(table, (0, 0, 1, 1))


def _seat_part(field: Field, item: Found) -> Iterator[RenderableType]:
    """What each seat near the roads would add: little, where a tie is strong already, and that is worth knowing."""
    seats = [gain for gain in item.gains if gain.sort == "zetel" and gain.alone > 0]
    if not seats:
        return
    table = _gain_table("zetel erbij", "alleen")
    for gain in seats:
        table.add_row(words.gain(field, gain), *_effect(gain), words.strength(gain.alone))
    yield Padding(table, (0, 0, 1, 1))


def _gain_table(*titles: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    table.add_column(titles[0], ratio=1)
    table.add_column("weg daarlangs", no_wrap=True)
    table.add_column("beste weg", no_wrap=True)
    table.add_column("advies", no_wrap=True)
    for title in titles[1:]:
        table.add_column(title, no_wrap=True, justify="right")
    return table


def _effect(gain: Gain) -> tuple[str, str, str]:
    return (
        _arrow(gain.via_before, gain.via_after),
        _arrow(gain.best_before, gain.best_after),
        words.advised_gain(gain),
    )


def _arrow(before: float, after: float) -> str:
    if before == after:
        return f"blijft {words.strength(after)}"
    return f"{words.strength(before)} → {words.strength(after)}"
