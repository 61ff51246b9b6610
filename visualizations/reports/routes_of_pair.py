"""The roads to who decides: beside each other for one decider, below each other for many priorities, as tables, and as a
picture; with what there is to say about the roads of one pair, and what of it to remember.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from strategy.advice.names import decimal
from strategy.dossier.defined_names import all_of, counted
from strategy.graph.deciders import decided
from strategy.roads.overview import Gain, RoadsOfPair
from strategy.roads.road_network import RoadNetwork
from strategy.roads.steps import Need, RoadInSteps, RoadStep
from visualizations.reports import routes_words as words
from visualizations.reports.routes_answer import (
    AnswerTable,
    RoadDifference,
    RoadsAnswer,
    advice_columns,
    change_blocks,
    grid,
    pair_columns,
    reservations,
    said,
    say_column,
)
from visualizations.writers.pictures import BLUE, FORMS, GREY, INK, PALE, picture
from visualizations.writers.report import WHITE, Block, Col, Grid, line
from visualizations.writers.sheets import Sheet, column, joined, yes
from visualizations.writers.words import capital, stamp

BESIDE = 3
"""Roads that fit beside each other; one more, often the best advised, may be squeezed in."""
MOST_TABLES = 3


def roads_answer(
    roads: RoadNetwork,
    found: Sequence[RoadsOfPair],
    missing: Sequence[str] = (),
    difference: RoadDifference | None = None,
    listed_to: str | None = None,
) -> RoadsAnswer:
    """The roads of some pairs; on the screen in a list when they all lead to `listed_to`. Of one pair there are pictures."""

    def screen() -> Iterator[Block]:
        yield from map(line, missing)
        if missing and found:
            yield WHITE
        yield from change_blocks(difference)
        if found:
            yield from _list(roads, listed_to, found) if listed_to else _side_by_side(roads, found)

    return RoadsAnswer(
        roads,
        "wegen",
        "Wegen naar wie beslist",
        (
            *(difference.lead if difference else ()),
            *missing,
            *(each for item in found for each in conclusions(roads, item)),
        ),
        (*_sheets(roads, found), *([difference.sheet] if difference else [])),
        _notes(roads, found),
        screen,
        {form: partial(drawing, roads, found[0], form) for form in FORMS} if len(found) == 1 else {},
    )


def _notes(roads: RoadNetwork, found: Sequence[RoadsOfPair]) -> tuple[str, ...]:
    grounds = [step.ground for item in found for road in item.shown for step in road.steps]
    return (words.scale(roads), words.thin(roads), words.SEATS, *words.uncertain(grounds))


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Way:
    """A road beside the best one to the same decider."""

    roads: RoadNetwork
    it: RoadInSteps
    best: float

    def rests_on(self, nature: str) -> int:
        return self.it.natures().get(nature, 0)


@dataclass(frozen=True)
class _Stride:
    roads: RoadNetwork
    road: RoadInSteps
    number: int
    it: RoadStep


@dataclass(frozen=True)
class _Seat:
    roads: RoadNetwork
    road: RoadInSteps
    it: Need


@dataclass(frozen=True)
class _Gain:
    roads: RoadNetwork
    pair: tuple[str, str]
    it: Gain


ROADS = AnswerTable[_Way](
    "wegen",
    (
        *pair_columns(lambda way: (way.it.priority, way.it.to)),
        say_column(lambda way: words.say(way.roads, (way.it.priority, way.it.to))),
        column("nr", "de hoeveelste weg, sterkste eerst", lambda way: way.it.number, "whole"),
        column("weg", "de stappen", lambda way: words.road(way.roads, way.it.nodes)),
        column("kracht", "product van de krachten van de stappen, 0 tot 1", lambda way: way.it.strength, "number", 4),
        column("klasse", "hoe de regels de weg noemen naar haar deel van de beste: sterk, goed of zwak", lambda way: way.it.grade),
        column("van de beste", "kracht tegenover de beste weg naar dezelfde beslisser, in procenten", lambda way: 100 * way.it.strength / way.best, "number", 0),
        column("dun", "ja als de weg niet meer draagt dan een zwakke relatie", lambda way: yes(way.roads.is_thin(way.it.strength))),
        column("zwakste schakel", "de stap waar de meeste kracht verloren gaat", lambda way: words.step(way.roads, way.it.weakest)),
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
STEPS = AnswerTable[_Stride](
    "stappen",
    (
        *pair_columns(lambda row: (row.road.priority, row.road.to)),
        column("nr", "nummer van de weg", lambda row: row.road.number, "whole"),
        column("stap", "nummer van de stap", lambda row: row.number, "whole"),
        column("van", "id van wie het bericht brengt", lambda row: row.it.start),
        column("naar", "id van wie het krijgt", lambda row: row.it.end),
        column("kracht", "kracht van deze stap, 0 tot 1", lambda row: row.it.strength, "number", 2),
        column("nodig", "wat de stap vraagt: een relatie, een zetel of een bondgenoot", lambda row: "; ".join(words.need(row.roads, need) for need in row.it.needs) or None),
        column("rust op", "het feit onder deze stap", lambda row: row.it.ground.text),
        column("aard", "hoe hard dat feit is: registratie, oordeel of aanname", lambda row: row.it.ground.nature),
        column("aard schaal", "hoe hard het getal is, als dat uit de schaal van het dossier komt", lambda row: row.it.scale or None),
        column("bron", "bron van het feit", lambda row: row.it.ground.source),
        column("te verifiëren", "wat nog nagegaan moet worden", lambda row: row.it.ground.to_verify or None),
        column("plek", "bestand en regel", lambda row: row.it.ground.place),
    ),
)  # fmt: skip
SEATS = AnswerTable[_Seat](
    "tafels",
    (
        *pair_columns(lambda row: (row.road.priority, row.road.to)),
        column("nr", "nummer van de weg", lambda row: row.road.number, "whole"),
        column("gremium", "id van de tafel in het eerste netwerk op de weg", lambda row: row.it.body),
        column("zetel", "rol en tafel", lambda row: words.seat(row.roads, row.it)),
        column("stand", "bezet of te verwerven", lambda row: row.it.state),
        *advice_columns(lambda row: row.it.advice),
        column("voorwaarden", "waaronder dat advies geldt", lambda row: words.conditions(row.it) or None),
    ),
)  # fmt: skip
GAINS = AnswerTable[_Gain](
    "versterkingen",
    (
        *pair_columns(lambda row: row.pair),
        column("soort", "zetel of relatie", lambda row: row.it.sort),
        column("actor", "id van het netwerk of de actor", lambda row: row.it.actor),
        column("gremium", "id van de tafel, bij een zetel", lambda row: row.it.body or None),
        column("wat", "de zetel (de zwaarste rol die te verdelen is), of de relatie die sterk wordt", lambda row: words.gain(row.roads, row.it)),
        column("weg nu", "kracht van de beste weg langs deze actor, nu", lambda row: row.it.via_before, "number", 4),
        column("weg straks", "kracht van de beste weg langs deze actor, daarna", lambda row: row.it.via_after, "number", 4),
        column("beste nu", "kracht van de beste weg van allemaal, nu", lambda row: row.it.best_before, "number", 4),
        column("beste straks", "kracht van de beste weg van allemaal, daarna", lambda row: row.it.best_after, "number", 4),
        column("alleen", "kracht van de weg die hier begint, als er verder niets was", lambda row: row.it.alone, "number", 4),
        *advice_columns(lambda row: row.it.advice),
    ),
)  # fmt: skip


def _sheets(roads: RoadNetwork, found: Sequence[RoadsOfPair]) -> Iterator[Sheet]:
    shown = [road for item in found for road in item.shown]
    yield ROADS.of(_Way(roads, road, item.every[0].strength) for item in found for road in item.shown)
    yield STEPS.of(
        _Stride(roads, road, number, step) for road in shown for number, step in enumerate(road.steps, 1)
    )
    yield SEATS.of(_Seat(roads, road, need) for road in shown for need in road.tables)
    yield GAINS.of(_Gain(roads, item.pair, gain) for item in found for gain in item.gains)


# ── beside each other ─────────────────────────────────────────────────────────────────────────────────


def _side_by_side(roads: RoadNetwork, found: Sequence[RoadsOfPair]) -> Iterator[Block]:
    """Per pair: the conclusions, the roads beside each other, and what would make them stronger."""
    for item in found:
        yield from said(conclusions(roads, item))
        if item.every:
            yield WHITE
        beside = len(item.shown) if len(item.shown) == BESIDE + 1 else BESIDE
        for start in range(0, len(item.shown), beside):
            yield _beside(roads, item.shown[start : start + beside], item.every[0].strength)
            yield WHITE
        if item.rest:
            yield line(f"Verder: {'; '.join(_brief(roads, road) for road in item.rest)}.")
            yield WHITE
        yield from _stronger(roads, item)
    yield from reservations(_notes(roads, found))


def _beside(roads: RoadNetwork, shown: Sequence[RoadInSteps], best: float) -> Grid:
    heads = [f"{road.number}  {words.by(roads, road.via, road.to)}" for road in shown]
    heads += [""] * (BESIDE - len(shown))
    rows: list[tuple[str, list[str]]] = [("kracht", [_share(road, best) for road in shown])]
    for number in range(max(len(road.steps) for road in shown)):
        rows.append((f"stap {number + 1}", [_step(roads, road, number) for road in shown]))
    rows += [
        ("tafels", [_seats(roads, road) for road in shown]),
        ("zwakste", [words.weakest(roads, road) for road in shown]),
        ("kosten", [words.cost(road) for road in shown]),
        ("advies", [words.advised(road) for road in shown]),
        ("tegen", ["\n".join(road.against) for road in shown]),
        ("rust op", [words.natures(road) for road in shown]),
    ]
    cols = (Col(keep=True, look="dim"), *(Col(head, wide=True) for head in heads))
    return grid(cols, ((label, *cells) for label, cells in rows if any(cells)))


def _share(road: RoadInSteps, best: float) -> str:
    if road.strength == best:
        return f"{words.strength(road.strength)} · de beste"
    return f"{words.strength(road.strength)} · {decimal(100 * road.strength / best, 0)}% van de beste"


def _step(roads: RoadNetwork, road: RoadInSteps, number: int) -> str:
    if number >= len(road.steps):
        return ""
    step = road.steps[number]
    asks = [words.need(roads, need) for need in step.needs]
    return "\n".join([f"{words.step(roads, step)} {words.strength(step.strength)}", *asks])


def _seats(roads: RoadNetwork, road: RoadInSteps) -> str:
    if road.via == road.to:
        return ""
    lines = [words.table(roads, need) for need in road.tables[:MOST_TABLES]]
    return "\n".join(lines) or "geen zetel, en geen geadviseerd"


def _brief(roads: RoadNetwork, road: RoadInSteps) -> str:
    advice = f", {words.advised(road)}" if road.for_this else ""
    return f"{words.by(roads, road.via, road.to)} {words.strength(road.strength)}{advice}"


def _stronger(roads: RoadNetwork, item: RoadsOfPair) -> Iterator[Block]:
    """The ties that would make a road stronger, and what each seat near the roads would add.

    A seat adds little where a tie is strong already, and that is worth knowing.
    """
    ties = [gain for gain in item.gains if gain.sort == "relatie" and gain.adds]
    if ties:
        rows = ((words.gain(roads, gain), *_effect(gain)) for gain in ties)
        yield from (grid(_gain_cols("sterkere relatie"), rows), WHITE)
    seats = [gain for gain in item.gains if gain.sort == "zetel" and gain.alone > 0]
    if seats:
        alone = ((words.gain(roads, gain), *_effect(gain), words.strength(gain.alone)) for gain in seats)
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


def _list(roads: RoadNetwork, to: str, found: Sequence[RoadsOfPair]) -> Iterator[Block]:
    """The best and the best advised road per priority, for whoever asks about one decider."""
    titles = ("prioriteit", "sterkste weg", "best geadviseerd")
    grounds = [step.ground for item in found for road in item.every[:1] for step in road.steps]
    named = [road for item in found for road in (*item.every[:1], item.advised) if road]
    thin = [words.thin(roads)] if any(roads.is_thin(road.strength) for road in named) else []
    yield from said(about_one(roads, to, found))
    yield WHITE
    yield grid((Col(title, wide=True) for title in titles), (_row(roads, to, item) for item in found))
    yield WHITE
    yield line("`--voor PRIORITEIT` erbij zet de wegen naast elkaar, met wat ze nodig hebben.", "dim")
    yield from reservations([words.scale(roads), *thin, *words.uncertain(grounds)])


def _row(roads: RoadNetwork, to: str, item: RoadsOfPair) -> tuple[str, str, str]:
    best = _in_list(roads, item.every[0]) if item.every else words.no_road(roads, to)
    top = item.advised
    advised = "–" if top is None else "dezelfde" if top.number == 1 else _in_list(roads, top)
    return words.priority(roads, item.pair[0]), best, advised


def _in_list(roads: RoadNetwork, road: RoadInSteps) -> str:
    thin = ", dun" if roads.is_thin(road.strength) else ""
    rank = f", rang {road.advice.rank}" if road.advice and road.for_this else ""
    return (
        f"{words.strength(road.strength)} {words.road(roads, road.nodes)} ({words.natures(road)}{thin}{rank})"
    )


def conclusions(roads: RoadNetwork, found: RoadsOfPair) -> list[str]:
    """What to do now, why that is not by the strongest road if it is not, and what would help most."""
    priority, to = found.pair
    name, goal = words.priority(roads, priority), words.goal(roads, found.pair)
    if not found.every:
        return [f"{name} → {goal}: {_missing(roads, found)}"]
    top = found.advised
    strongest = _strongest(roads, found)
    if top is None:
        lines = [f"{name} → {goal}: geen weg hierheen is hiervoor geadviseerd; {strongest}."]
    else:
        lines = [
            f"{name} → {goal}: ga {words.by(roads, top.via, to)} ({words.advised(top)}; kracht "
            f"{words.strength(top.strength)}). {words.action(roads, top)}",
            f"{capital(strongest)}{_beside_advised(found, top)}",
        ]
    useful = found.helps
    if useful:
        lines.append(
            f"Het meest helpt: {words.gain(roads, useful)}; de beste weg gaat van "
            f"{words.strength(useful.best_before)} naar {words.strength(useful.best_after)}{words.rank(useful.advice)}."
        )
    else:
        lines.append("Geen enkele zetel of relatie hier maakt de beste weg sterker.")
    if useful and not any(
        gain.sort == "zetel" and gain.best_after > gain.best_before for gain in found.gains
    ):
        lines.append(
            "Geen enkele zetel maakt de beste weg sterker; wat elke zetel alleen draagt staat eronder."
        )
    return lines


def _strongest(roads: RoadNetwork, found: RoadsOfPair) -> str:
    """By whom the strongest road runs, or roads as strong as that, and how hard that is."""
    best = found.every[0]
    equal = [road for road in found.every if road.strength == best.strength]
    ways = all_of(words.by(roads, road.via, road.to) for road in equal)
    thin = ", dun" if roads.is_thin(best.strength) else ""
    return (
        f"de sterkste weg loopt {ways} ({words.strength(best.strength)}{thin}; rust op {words.natures(best)})"
    )


def _beside_advised(found: RoadsOfPair, top: RoadInSteps) -> str:
    """How the strongest road stands to the best advised one, and why they differ, as the end of a sentence."""
    best = found.every[0]
    if top.strength == best.strength:
        equal = sum(road.strength == best.strength for road in found.every)
        return "; daar is de best geadviseerde bij." if equal > 1 else ", en is ook de best geadviseerde."
    if best.advice is None or not best.for_this:
        return ", maar is hiervoor niet geadviseerd."
    rank = f", maar komt pas op rang {best.advice.rank}"
    return f"{rank}: {best.against[0]}" if best.against else f"{rank}: er pleit minder voor."


def about_one(roads: RoadNetwork, to: str, found: Sequence[RoadsOfPair]) -> list[str]:
    """What to remember of a decider: on how much it decides, how it is reached, and what helps most often."""
    decides = f"{words.decides(roads, to)} over {counted(len(found), 'prioriteit', 'prioriteiten')}"
    if not any(item.every for item in found):
        return [f"{decides}; er loopt {'' if roads.is_known(to) else 'nog '}geen weg heen."]
    lines = [
        f"{decides}; de sterkste weg loopt {_ways(roads, [item.every[0] for item in found if item.every])}."
    ]
    advised = [item.advised for item in found if item.advised]
    if advised:
        without = len(found) - len(advised)
        none = (
            f"; voor {counted(without, 'prioriteit', 'prioriteiten')} is geen weg geadviseerd"
            if without
            else ""
        )
        lines.append(f"Het best geadviseerd is {_ways(roads, advised)}{none}.")
    helps = Counter(
        words.gain(roads, item.helps) + words.rank(item.helps.advice) for item in found if item.helps
    )
    for words_of_gain, number in helps.most_common(1):
        lines.append(
            f"Het meest helpt: {words_of_gain}; voor {number} van de {len(found)} de beste verbetering."
        )
    return lines


def _ways(roads: RoadNetwork, roads_in_steps: Sequence[RoadInSteps]) -> str:
    ways = Counter(words.by(roads, road.via, road.to) for road in roads_in_steps)
    return all_of(f"{number} keer {way}" for way, number in ways.most_common())


def _missing(roads: RoadNetwork, found: RoadsOfPair) -> str:
    """What a pair without any road lacks."""
    to = found.pair[1]
    if not roads.is_known(to):
        return "nog niets ingevuld waarlangs een weg kan lopen."
    useful = [gain for gain in found.gains if gain.best_after > 0][:3]
    if not useful:
        return (
            f"geen enkele weg. Wij hebben geen band met {roads.short(to)}, en niemand die aan dit thema werkt heeft "
            "er invloed op."
        )
    ways = ", of als ".join(
        f"{words.if_so(roads, gain)} ({words.strength(gain.best_after)})" for gain in useful
    )
    return f"geen enkele weg. Er komt er wel een als {ways}."


def to_fill_in(roads: RoadNetwork, scenarios: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Sentences on who decides without any tie or influence filled in, given who is and which scenarios do so."""
    lines = []
    for names in dict.fromkeys(scenarios.values()):
        who = all_of(roads.short(actor) for actor, filled in scenarios.items() if filled == names)
        where = " in het openbare deel" if roads.view.public_only else ""
        some = "het scenario {} doet" if len(names) == 1 else "de scenario's {} doen"
        otherwise = (
            f"{some.format(all_of(names))} dat wel"
            if names
            else "vul in `networks/` onze `relaties` ermee in, of bij een ander de `invloed` erop"
        )
        lines.append(
            f"Nog geen relatie of invloed ingevuld{where} voor {who} op {roads.view.day}, dus is er geen weg te "
            f"meten; {otherwise}."
        )
    return lines


def silence(roads: RoadNetwork, priorities: Sequence[str], to: str | None) -> list[str]:
    """Sentences for what was asked and has no answer: nobody decides, or somebody else does."""
    lines = []
    for name in priorities:
        deciders = roads.deciders[name]
        title = words.priority(roads, name)
        who = all_of(roads.short(actor) for actor in deciders)
        if not decided(roads.view, roads.priorities[name]):
            lines.append(
                f"{title}: hier hoeft niemand te beslissen; de prioriteit vraagt alleen om afstemming of kennis."
            )
        elif not deciders:
            lines.append(
                f"{title}: niet bekend wie beslist; vul in `networks/` een bevoegdheid op een van haar thema's in."
            )
        elif to is not None and not roads.targets(name, to):
            lines.append(
                f"{words.decides(roads, to, denied=True)} over {title}; dat {'doet' if len(deciders) == 1 else 'doen'} {who}."
            )
    if to is not None and not priorities and not any(roads.targets(name, to) for name in roads.priorities):
        others = dict.fromkeys(actor for actors in roads.deciders.values() for actor in actors)
        who = all_of(roads.short(actor) for actor in roads.actors if actor in others)
        lines.append(f"{words.decides(roads, to)} over geen van onze prioriteiten; dat doen {who}.")
        above = roads.actors[to].part_of
        if above in others:
            lines.append(
                f"{roads.short(to)} valt onder {roads.short(above)}, en dat beslist wel: `--naar {above}`."
            )
    return lines


if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH, _LANE, _AROUND = 26.0, 2.1, 3.4
"""Centimetres: the whole picture, one road, and what stands above and below."""
_LINES = {"aanname": ":", "oordeel": "--", "registratie": "-"}
_HALF = 0.11
"""Half the width of a box, where the space between us and the decider is 1."""
_LETTERS = 115
"""Small letters that fit in that space."""


def drawing(roads: RoadNetwork, found: RoadsOfPair, form: str) -> bytes:
    """The roads shown of one pair, the advised one first and the heaviest, as SVG or PNG."""
    top = found.advised
    shown = sorted(found.shown, key=lambda road: road != top)
    lanes = len(shown)
    about = f"{words.priority(roads, found.pair[0])} → {words.goal(roads, found.pair)}"
    finding = f"ga {words.by(roads, top.via, top.to)}" if top else "geen weg is hiervoor geadviseerd"

    def draw(figure: Figure) -> None:
        axes = figure.add_subplot()
        axes.set_axis_off()
        axes.set_xlim(-_HALF, 1.42)
        axes.set_ylim(lanes - 0.35, -1.05)
        axes.text(-_HALF, -1.0, f"{about}: {finding}", fontsize=12, fontweight="bold", va="top")
        middle, height = (lanes - 1) / 2, lanes - 0.4
        _box(axes, 0.0, middle, "wij", height, BLUE)
        _box(axes, 1.0, middle, roads.short(found.pair[1]), height, BLUE)
        for lane, road in enumerate(shown):
            _lane(axes, roads, road, lane, road == top)
        axes.text(
            -_HALF, -0.66, "Blauw en dik: de geadviseerde weg. Getal: kracht van de stap, 0 tot 1. "
            "Lijn: gestippeld rust op een aanname, gestreept op een oordeel.",
            fontsize=8, color=GREY, va="top",
        )  # fmt: skip

    return picture(draw, _WIDTH, _AROUND + _LANE * lanes, form, about, stamp(roads.outcome.case))


def _lane(axes: Axes, roads: RoadNetwork, road: RoadInSteps, lane: int, advised: bool) -> None:
    """One road: a line per step, a box per stop, and at the end what it comes to; the advised one stands out."""
    half = min(_HALF, 0.3 / len(road.steps))
    colour, thick = (BLUE, 4.5) if advised else (GREY, 1.2)
    weight = "bold" if advised else "normal"
    places = [number / len(road.steps) for number in range(len(road.steps) + 1)]
    for step, start, end in zip(road.steps, places[:-1], places[1:], strict=True):
        axes.plot(
            [start, end], [lane, lane], color=colour, linewidth=thick, linestyle=_LINES[step.ground.nature],
            solid_capstyle="butt", zorder=1,
        )  # fmt: skip
        middle = (start + end) / 2
        axes.text(
            middle,
            lane - 0.1,
            words.strength(step.strength),
            ha="center",
            va="bottom",
            fontsize=9,
            weight=weight,
        )
        asks = "; ".join(words.need(roads, need) for need in step.needs)
        room = max(8, int(_LETTERS * (end - start - 2 * half)))
        axes.text(
            middle, lane + 0.1, textwrap.fill(asks, room), ha="center", va="top", fontsize=7, color=GREY
        )
    for node, place in zip(road.nodes[1:-1], places[1:-1], strict=True):
        edge = BLUE if advised else GREY
        _box(axes, place, lane, textwrap.fill(roads.short(node), int(_LETTERS * half)), 0.5, edge, half)
    axes.text(1.15, lane - 0.04, words.strength(road.strength), va="bottom", fontsize=13, fontweight=weight)
    axes.text(
        1.15,
        lane + 0.04,
        f"{words.by(roads, road.via, road.to)}\nadvies: {words.advised(road)}",
        va="top",
        fontsize=8,
        color=INK if advised else GREY,
        weight=weight,
    )


def _box(axes: Axes, x: float, y: float, text: str, height: float, colour: str, half: float = _HALF) -> None:
    from matplotlib.patches import FancyBboxPatch

    axes.add_patch(
        FancyBboxPatch(
            (x - half, y - height / 2), 2 * half, height,
            boxstyle="round,pad=0.0,rounding_size=0.02", facecolor=PALE, edgecolor=colour, linewidth=1.2, zorder=3,
        )
    )  # fmt: skip
    axes.text(x, y, text, ha="center", va="center", fontsize=9, fontweight="bold", zorder=4)
