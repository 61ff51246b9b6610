"""The roads to who decides: beside each other for one decider, below each other for many priorities, and as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from strategy.advice.names import decimal
from strategy.routes.field import Field
from strategy.routes.overview import Gain
from strategy.routes.roads import Need, Road, Step
from visualizations.pictures import FORMS
from visualizations.reports import routes_words as words
from visualizations.reports.routes_answer import (
    Answer,
    Table,
    advice_columns,
    grid,
    pair_columns,
    reservations,
    said,
    say_column,
    yes,
)
from visualizations.reports.routes_difference import Difference, change_blocks
from visualizations.reports.routes_drawing import drawing
from visualizations.reports.routes_found import Found, about_one, conclusions
from visualizations.writers.report import WHITE, Block, Col, Grid, line
from visualizations.writers.sheets import Sheet, column, joined

BESIDE = 3
"""Roads that fit beside each other; one more, often the best advised, may be squeezed in."""
MOST_TABLES = 3


def roads_answer(
    field: Field,
    found: Sequence[Found],
    missing: Sequence[str] = (),
    difference: Difference | None = None,
    listed_to: str | None = None,
) -> Answer:
    """The roads of some pairs; on the screen in a list when they all lead to `listed_to`. Of one pair there are pictures."""

    def screen() -> Iterator[Block]:
        yield from map(line, missing)
        if missing and found:
            yield WHITE
        yield from change_blocks(difference)
        if found:
            yield from _list(field, listed_to, found) if listed_to else _side_by_side(field, found)

    return Answer(
        field,
        "wegen",
        "Wegen naar wie beslist",
        (
            *(difference.lead if difference else ()),
            *missing,
            *(each for item in found for each in conclusions(field, item)),
        ),
        (*_sheets(field, found), *([difference.sheet] if difference else [])),
        _notes(field, found),
        screen,
        {form: partial(drawing, field, found[0], form) for form in FORMS} if len(found) == 1 else {},
    )


def _notes(field: Field, found: Sequence[Found]) -> tuple[str, ...]:
    grounds = [step.ground for item in found for road in item.shown for step in road.steps]
    return (words.scale(field), words.thin(field), words.SEATS, *words.uncertain(grounds))


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Way:
    """A road beside the best one to the same decider."""

    field: Field
    it: Road
    best: float

    def rests_on(self, nature: str) -> int:
        return self.it.natures().get(nature, 0)


@dataclass(frozen=True)
class _Stride:
    field: Field
    road: Road
    number: int
    it: Step


@dataclass(frozen=True)
class _Seat:
    field: Field
    road: Road
    it: Need


@dataclass(frozen=True)
class _Gain:
    field: Field
    pair: tuple[str, str]
    it: Gain


ROADS = Table[_Way](
    "wegen",
    (
        *pair_columns(lambda way: (way.it.priority, way.it.to)),
        say_column(lambda way: words.say(way.field, (way.it.priority, way.it.to))),
        column("nr", "de hoeveelste weg, sterkste eerst", lambda way: way.it.number, "whole"),
        column("weg", "de stappen", lambda way: words.road(way.field, way.it.nodes)),
        column("kracht", "product van de krachten van de stappen, 0 tot 1", lambda way: way.it.strength, "number", 4),
        column("klasse", "hoe de regels de weg noemen naar haar deel van de beste: sterk, goed of zwak", lambda way: way.it.grade),
        column("van de beste", "kracht tegenover de beste weg naar dezelfde beslisser, in procenten", lambda way: 100 * way.it.strength / way.best, "number", 0),
        column("dun", "ja als de weg niet meer draagt dan een zwakke relatie", lambda way: yes(way.field.is_thin(way.it.strength))),
        column("zwakste schakel", "de stap waar de meeste kracht verloren gaat", lambda way: words.step(way.field, way.it.weakest)),
        column("kracht zwakste", "kracht van die stap", lambda way: way.it.weakest.strength, "number", 2),
        column("stappen", "aantal stappen", lambda way: len(way.it.steps), "whole"),
        column("op te bouwen", "eigen relaties op deze weg die nog niet sterk zijn", lambda way: way.it.to_build, "whole"),
        column("mee te krijgen", "partijen die de boodschap moeten overbrengen", lambda way: way.it.carriers, "whole"),
        column("aannames", "stappen die op een aanname rusten", lambda way: way.rests_on("aanname"), "whole"),
        column("oordelen", "stappen die op een oordeel rusten", lambda way: way.rests_on("oordeel"), "whole"),
        *advice_columns(lambda way: way.it.advice),
        column("hiervoor", "ja als dat advies ook voor deze prioriteit geldt", lambda way: yes(way.it.for_this)),
        column("tegen", "tegenargumenten voor deze prioriteit", lambda way: joined(way.it.against) or None),
    ),
)  # fmt: skip
STEPS = Table[_Stride](
    "stappen",
    (
        *pair_columns(lambda row: (row.road.priority, row.road.to)),
        column("nr", "nummer van de weg", lambda row: row.road.number, "whole"),
        column("stap", "nummer van de stap", lambda row: row.number, "whole"),
        column("van", "id van wie het bericht brengt", lambda row: row.it.start),
        column("naar", "id van wie het krijgt", lambda row: row.it.end),
        column("kracht", "kracht van deze stap, 0 tot 1", lambda row: row.it.strength, "number", 2),
        column("nodig", "wat de stap vraagt: een relatie, een zetel of een bondgenoot", lambda row: "; ".join(words.need(row.field, need) for need in row.it.needs) or None),
        column("rust op", "het feit onder deze stap", lambda row: row.it.ground.text),
        column("aard", "hoe hard dat feit is: registratie, oordeel of aanname", lambda row: row.it.ground.nature),
        column("aard schaal", "hoe hard het getal is, als dat uit de schaal van het dossier komt", lambda row: row.it.scale or None),
        column("bron", "bron van het feit", lambda row: row.it.ground.source),
        column("te verifiëren", "wat nog nagegaan moet worden", lambda row: row.it.ground.to_verify or None),
        column("plek", "bestand en regel", lambda row: words.place(row.it.ground)),
    ),
)  # fmt: skip
SEATS = Table[_Seat](
    "tafels",
    (
        *pair_columns(lambda row: (row.road.priority, row.road.to)),
        column("nr", "nummer van de weg", lambda row: row.road.number, "whole"),
        column("gremium", "id van de tafel in het eerste netwerk op de weg", lambda row: row.it.body),
        column("zetel", "rol en tafel", lambda row: words.seat(row.field, row.it)),
        column("stand", "bezet of te verwerven", lambda row: row.it.state),
        *advice_columns(lambda row: row.it.advice),
        column("voorwaarden", "waaronder dat advies geldt", lambda row: words.conditions(row.it) or None),
    ),
)  # fmt: skip
GAINS = Table[_Gain](
    "versterkingen",
    (
        *pair_columns(lambda row: row.pair),
        column("soort", "zetel of relatie", lambda row: row.it.sort),
        column("actor", "id van het netwerk of de actor", lambda row: row.it.actor),
        column("gremium", "id van de tafel, bij een zetel", lambda row: row.it.body or None),
        column("wat", "de zetel (de zwaarste rol die te verdelen is), of de relatie die sterk wordt", lambda row: words.gain(row.field, row.it)),
        column("weg nu", "kracht van de beste weg langs deze actor, nu", lambda row: row.it.via_before, "number", 4),
        column("weg straks", "kracht van de beste weg langs deze actor, daarna", lambda row: row.it.via_after, "number", 4),
        column("beste nu", "kracht van de beste weg van allemaal, nu", lambda row: row.it.best_before, "number", 4),
        column("beste straks", "kracht van de beste weg van allemaal, daarna", lambda row: row.it.best_after, "number", 4),
        column("alleen", "kracht van de weg die hier begint, als er verder niets was", lambda row: row.it.alone, "number", 4),
        *advice_columns(lambda row: row.it.advice),
    ),
)  # fmt: skip


def _sheets(field: Field, found: Sequence[Found]) -> Iterator[Sheet]:
    shown = [road for item in found for road in item.shown]
    yield ROADS.of(_Way(field, road, item.every[0].strength) for item in found for road in item.shown)
    yield STEPS.of(
        _Stride(field, road, number, step) for road in shown for number, step in enumerate(road.steps, 1)
    )
    yield SEATS.of(_Seat(field, road, need) for road in shown for need in road.tables)
    yield GAINS.of(_Gain(field, item.pair, gain) for item in found for gain in item.gains)


# ── beside each other ─────────────────────────────────────────────────────────────────────────────────


def _side_by_side(field: Field, found: Sequence[Found]) -> Iterator[Block]:
    """Per pair: the conclusions, the roads beside each other, and what would make them stronger."""
    for item in found:
        yield from said(conclusions(field, item))
        if item.every:
            yield WHITE
        beside = len(item.shown) if len(item.shown) == BESIDE + 1 else BESIDE
        for start in range(0, len(item.shown), beside):
            yield _beside(field, item.shown[start : start + beside], item.every[0].strength)
            yield WHITE
        if item.rest:
            yield line(f"Verder: {'; '.join(_brief(field, road) for road in item.rest)}.")
            yield WHITE
        yield from _stronger(field, item)
    yield from reservations(_notes(field, found))


def _beside(field: Field, shown: Sequence[Road], best: float) -> Grid:
    heads = [f"{road.number}  {words.by(field, road.via, road.to)}" for road in shown]
    heads += [""] * (BESIDE - len(shown))
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
    cols = (Col(keep=True, look="dim"), *(Col(head, wide=True) for head in heads))
    return grid(cols, ((label, *cells) for label, cells in rows if any(cells)))


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


def _stronger(field: Field, item: Found) -> Iterator[Block]:
    """The ties that would make a road stronger, and what each seat near the roads would add.

    A seat adds little where a tie is strong already, and that is worth knowing.
    """
    ties = [gain for gain in item.gains if gain.sort == "relatie" and gain.adds]
    if ties:
        rows = ((words.gain(field, gain), *_effect(gain)) for gain in ties)
        yield from (grid(_gain_cols("sterkere relatie"), rows), WHITE)
    seats = [gain for gain in item.gains if gain.sort == "zetel" and gain.alone > 0]
    if seats:
        alone = ((words.gain(field, gain), *_effect(gain), words.strength(gain.alone)) for gain in seats)
        yield from (grid((*_gain_cols("zetel erbij"), Col("alleen", right=True)), alone), WHITE)


def _gain_cols(first: str) -> tuple[Col, ...]:
    return Col(first, wide=True), *(Col(each, keep=True) for each in ("weg daarlangs", "beste weg", "advies"))


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


# ── below each other ──────────────────────────────────────────────────────────────────────────────────


def _list(field: Field, to: str, found: Sequence[Found]) -> Iterator[Block]:
    """The best and the best advised road per priority, for whoever asks about one decider."""
    titles = ("prioriteit", "sterkste weg", "best geadviseerd")
    grounds = [step.ground for item in found for road in item.every[:1] for step in road.steps]
    named = [road for item in found for road in (*item.every[:1], item.advised) if road]
    thin = [words.thin(field)] if any(field.is_thin(road.strength) for road in named) else []
    yield from said(about_one(field, to, found))
    yield WHITE
    yield grid((Col(title, wide=True) for title in titles), (_row(field, to, item) for item in found))
    yield WHITE
    yield line("`--voor PRIORITEIT` erbij zet de wegen naast elkaar, met wat ze nodig hebben.", "dim")
    yield from reservations([words.scale(field), *thin, *words.uncertain(grounds)])


def _row(field: Field, to: str, item: Found) -> tuple[str, str, str]:
    best = _in_list(field, item.every[0]) if item.every else words.no_road(field, to)
    top = item.advised
    advised = "–" if top is None else "dezelfde" if top.number == 1 else _in_list(field, top)
    return words.priority(field, item.pair[0]), best, advised


def _in_list(field: Field, road: Road) -> str:
    thin = ", dun" if field.is_thin(road.strength) else ""
    rank = f", rang {road.advice.rank}" if road.advice and road.for_this else ""
    return (
        f"{words.strength(road.strength)} {words.road(field, road.nodes)} ({words.natures(road)}{thin}{rank})"
    )
