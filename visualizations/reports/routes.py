"""`routes` in every form: roads, linking pins, allies, or the overview, each with the tables it has.

Here are the roads to who decides, beside each other for one decider, below each other for many priorities, and as a picture;
and the overview: the matrix of priorities and those who decide on them or steer that, and its gaps.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, get_args

from strategy.advice.names import decimal
from strategy.dossier.defined_names import all_of, counted
from strategy.graph.deciders import decided, levels_of
from strategy.roads.overview import Gain, Gap, RoadCell, RoadsOfPair, RoadState
from strategy.roads.road_network import Pair, RoadNetwork
from strategy.roads.steps import Need, RoadInSteps, RoadStep
from visualizations.reports import routes_answer as words
from visualizations.reports.routes_answer import (
    CHANGES,
    TO,
    AnswerTable,
    RoadDifference,
    RoadsAnswer,
    View,
    advice_columns,
    change_blocks,
    grid,
    pair_columns,
    reservations,
    said,
    say_column,
)
from visualizations.reports.routes_pins import ALLIES, BRIDGES, CHAINS, EVIDENCE, PINS
from visualizations.writers.markup import escaped
from visualizations.writers.pictures import BLUE, FORMS, GREY, INK, PALE, picture
from visualizations.writers.report import WHITE, Block, Cell, Col, Grid, Line, Report, heading, line
from visualizations.writers.safe_files import MARK
from visualizations.writers.shapes import TEXT, Shape, array, contract_of, key_name, one_of, rows_of
from visualizations.writers.sheets import (
    ReadColumn,
    Sheet,
    column,
    csv_text,
    joined,
    markdown_text,
    sheet,
    yes,
)
from visualizations.writers.stamps import DISCLAIMER, capital, stamp

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

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


# ── drawn ────────────────────────────────────────────────────────────────────────────────────────────

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


# ── the overview ────────────────────────────────────────────────────────────────────────────────────

_THIN, _FIRM = "!", "°"
_LEGEND = (
    "Kracht van de beste weg. ! dun: niet meer dan een zwakke relatie · ° zonder aanname in de stappen · "
    "geen: geen weg · leeg: beslist er niet over{steers}."
)


def overview_answer(
    roads: RoadNetwork,
    cells: Sequence[RoadCell],
    gaps: Sequence[Gap],
    missing: Sequence[str],
    difference: RoadDifference | None,
) -> RoadsAnswer:
    """The matrix and its gaps, and above it what another scenario changes."""
    lead = (*_in_short(roads, cells), *missing)

    def screen() -> Iterator[Block]:
        yield from change_blocks(difference)
        yield from (*said(lead), WHITE, _matrix(roads, cells), WHITE)
        yield from (line(_legend(roads), "dim", indent=1), WHITE)
        if gaps:
            yield from (heading("Gaten, en wat ze dicht"), _gap_grid(roads, gaps), WHITE)
        yield line("`krachtenveld routes --voor PRIORITEIT --naar ACTOR` zet de wegen naast elkaar.", "dim")
        yield from reservations([words.scale(roads)])

    found = [OVERVIEW.of(_Cell(roads, cell) for cell in cells), GAPS.of(_Gap(roads, gap) for gap in gaps)]
    return RoadsAnswer(
        roads,
        "overzicht",
        "Wegen per prioriteit en beslisser",
        (*(difference.lead if difference else ()), *lead),
        (*found, *([difference.sheet] if difference else [])),
        (words.scale(roads),),
        screen,
    )


def _in_short(roads: RoadNetwork, cells: Sequence[RoadCell]) -> list[str]:
    """How many pairs have a sturdy road, how many do not, and how hard that is: those who decide first."""
    pairs = [cell for cell in cells if cell.to]
    found = [cell for cell in pairs if cell.road]
    steering = [cell for cell in pairs if roads.steers((cell.priority, cell.to))]
    deciding = [cell for cell in pairs if cell not in steering]
    lines = (
        [_counted(deciding, "van prioriteit en beslisser")]
        if deciding
        else ["Van geen enkele prioriteit is bekend wie erover beslist."]
    )
    if steering:
        names = all_of(dict.fromkeys(roads.short(cell.to) for cell in steering))
        lines.append(_counted(steering, f"van prioriteit en wie de beslisser stuurt ({names})"))
    for state, told in _WITHOUT.items():
        without = [words.priority(roads, cell.priority) for cell in cells if cell.state == state]
        if without:
            lines.append(f"{told}: {all_of(without)}.")
    assumed = sum(cell.assumed for cell in found)
    if assumed:
        lines.append(
            f"{assumed} van de {counted(len(found), 'beste weg rust', 'beste wegen rusten')} op minstens één aanname: "
            "lees de getallen als volgorde, niet als maat."
        )
    return lines


_WITHOUT: Mapping[RoadState, str] = {
    "geen beslisser": "Niet bekend wie beslist",
    "geen besluit": "Vragen niemand om een besluit, alleen om afstemming of kennis",
}


def _counted(pairs: Sequence[RoadCell], which: str) -> str:
    """How many of these pairs have a sturdy road, only a thin one, or none."""
    thin, without = (sum(cell.state == state for cell in pairs) for state in ("dun", "geen weg"))
    sturdy = len(pairs) - thin - without
    return (
        f"{sturdy} van {counted(len(pairs), 'combinatie', 'combinaties')} {which} "
        f"{'heeft' if 1 in (sturdy, len(pairs)) else 'hebben'} een stevige weg, {thin} alleen een "
        f"dunne; {'geen enkele is' if not without else '1 is' if without == 1 else f'{without} zijn'} zonder weg."
    )


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Cell:
    roads: RoadNetwork
    it: RoadCell

    @property
    def pair(self) -> Pair:
        return self.it.priority, self.it.to

    @property
    def strength(self) -> float | None:
        return self.it.road.strength if self.it.road else None

    @property
    def opgave(self) -> str:
        return _opgaven(self.roads)[self.it.priority]


@dataclass(frozen=True)
class _Gap:
    roads: RoadNetwork
    it: Gap

    @property
    def cell(self) -> _Cell:
        return _Cell(self.roads, self.it.cell)

    @property
    def cure(self) -> str:
        """What would close it, in a sentence."""
        roads, cell = self.roads, self.it.cell
        if self.it.closers:
            return "; of ".join(
                f"{words.gain(roads, gain)}: {words.strength(gain.best_after)}{words.rank(gain.advice)}"
                for gain in self.it.closers
            )
        if cell.to:
            return "geen zetel of relatie die er nu is; wel een nieuwe band of bondgenoot"
        levels = all_of(levels_of(roads.view, roads.priorities[cell.priority]))
        if self.it.elsewhere:
            names = all_of(f"{roads.short(name)} ({roads.actors[name].level})" for name in self.it.elsewhere)
            return f"op niveau {levels} beslist niemand; wel {names}: verruim het niveau, of vul een bevoegdheid in"
        return "vul in wie op deze thema's een bevoegdheid heeft"

    @property
    def what(self) -> str:
        cell = self.it.cell
        if not cell.to:
            return "geen beslisser"
        goal = words.goal(self.roads, self.cell.pair)
        if cell.road is None:
            return f"{goal}: {words.no_road(self.roads, cell.to)}"
        return f"{goal}: {words.strength(cell.road.strength)} {words.by(self.roads, cell.road.via, cell.to)}"


def _opgaven(roads: RoadNetwork) -> dict[str, str]:
    """The name of the opgave of each priority."""
    return {priority.id: opgave.name for opgave, priority in roads.view.priorities()}


OVERVIEW = AnswerTable[_Cell](
    "overzicht",
    (
        column("opgave", "naam van de opgave", lambda row: row.opgave),
        column("prioriteit", "id van de prioriteit", lambda row: row.it.priority),
        column("naam", "naam van de prioriteit", lambda row: words.priority(row.roads, row.it.priority)),
        column("inzet", "trekken, meedoen of volgen", lambda row: row.roads.priorities[row.it.priority].stance.value),
        column("beslisser", f"{TO}; leeg als niemand bekend is", lambda row: row.it.to or None),
        say_column(lambda row: words.say(row.roads, row.pair) if row.it.to else None),
        column("stand", "stevig, dun (niet meer dan een zwakke relatie), geen weg, geen beslisser, of geen besluit: er valt niets te beslissen", lambda row: row.it.state),
        column("kracht", "kracht van de beste weg, 0 tot 1", lambda row: row.strength, "number", 4),
        column("weg", "die weg", lambda row: words.road(row.roads, row.it.road.nodes) if row.it.road else None),
        column("aanname", "ja als een stap op een aanname rust", lambda row: yes(row.it.assumed) if row.it.road else None),
    ),
)  # fmt: skip
GAPS = AnswerTable[_Gap](
    "gaten",
    (
        *pair_columns(lambda row: row.cell.pair),
        column("gat", "geen beslisser, geen weg of dun", lambda row: row.it.cell.state),
        column("kracht", "kracht van de beste weg, nu", lambda row: row.cell.strength, "number", 4),
        column("wat het dicht", "de zetel of relatie die het meest helpt, of wat in te vullen is", lambda row: row.cure),
    ),
)  # fmt: skip


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────


def _legend(roads: RoadNetwork) -> str:
    names = [name for name in roads.actors if any(name in found for found in roads.steering.values())]
    who = all_of(roads.short(name) for name in names)
    return _LEGEND.format(
        steers=f" · {who}: {'sturen' if len(names) > 1 else 'stuurt'} wie beslist" if names else ""
    )


def _matrix(roads: RoadNetwork, cells: Sequence[RoadCell]) -> Grid:
    deciding = {cell.to for cell in cells if not roads.steers((cell.priority, cell.to))}
    ends = [name for name in roads.actors if any(cell.to == name for cell in cells)]
    ends.sort(key=lambda name: name not in deciding)
    heads = (roads.short(name).replace("-", "-\n").replace(" ", "\n") for name in ends)
    cols = (Col(wide=True), *(Col(head, right=True, low=True) for head in heads))
    return Grid(cols, tuple(_matrix_rows(roads, cells, ends)), indent=1, left=0, heads="bold")


_ALONE: Mapping[RoadState, str] = {
    "geen beslisser": " (wie beslist: onbekend)",
    "geen besluit": " (vraagt geen besluit)",
}


def _matrix_rows(
    roads: RoadNetwork, cells: Sequence[RoadCell], ends: Sequence[str]
) -> Iterator[tuple[Cell, ...]]:
    by_pair = {(cell.priority, cell.to): cell for cell in cells}
    opgave_of = _opgaven(roads)
    priorities = list(dict.fromkeys(cell.priority for cell in cells))
    for opgave, group in groupby(priorities, key=lambda name: opgave_of[name]):
        yield (line(opgave, "bold"), *("" for _ in ends))
        for name in group:
            alone = by_pair.get((name, ""))
            label: Line = line(words.priority(roads, name) + (_ALONE[alone.state] if alone else ""), indent=1)
            yield (label, *(_mark(by_pair.get((name, to))) for to in ends))


def _mark(cell: RoadCell | None) -> str:
    if cell is None:
        return ""
    if cell.road is None:
        return "geen"
    mark = _THIN if cell.state == "dun" else "" if cell.assumed else _FIRM
    return words.strength(cell.road.strength) + (mark or " ")


def _gap_grid(roads: RoadNetwork, gaps: Sequence[Gap]) -> Grid:
    """Gaps with the same cure together: most of them are one tie that many priorities wait for."""
    together: dict[tuple[str, str], list[str]] = {}
    for gap in (_Gap(roads, each) for each in gaps):
        together.setdefault((gap.what, gap.cure), []).append(gap.it.cell.priority)
    cols = Col("gat", keep=True), Col("voor", wide=True), Col("wat het dicht", wide=True)
    return grid(
        cols,
        (
            (what, all_of(words.priority(roads, name) for name in names), cure)
            for (what, cure), names in together.items()
        ),
    )


_TABLES: tuple[AnswerTable[Any], ...] = (
    ROADS, STEPS, SEATS, GAINS, CHANGES, OVERVIEW, GAPS, PINS, CHAINS, BRIDGES, ALLIES, EVIDENCE,
)  # fmt: skip
_SAID: tuple[ReadColumn[tuple[str, str]], ...] = (
    column("soort", "conclusie of voorbehoud", lambda row: row[0]),
    column("tekst", "wat de tabellen zeggen, en waar dat op rust", lambda row: row[1]),
)


def routes_report(answer: RoadsAnswer) -> Report:
    """An answer on routes. A workbook begins with a sheet of conclusions and reservations; CSV has the main table."""
    case = answer.roads.outcome.case
    mark = stamp(case)

    def screen() -> Iterator[Block]:
        yield line(case.dossier.header.name, "bold", (f" · {mark}", ""))
        yield WHITE
        yield from answer.screen()

    return Report(
        screen=screen,
        data=lambda: CONTRACT.write(answer),
        markdown=lambda: _markdown(answer),
        sheets=lambda: (_said(answer), *answer.sheets),
        title=answer.title,
        mark=mark,
        others={"csv": lambda: csv_text(answer.sheets[0], mark), **answer.pictures},
    )


def _said(answer: RoadsAnswer) -> Sheet:
    rows = [("conclusie", each) for each in answer.lead] + [("voorbehoud", each) for each in answer.caveats]
    return sheet("conclusies", _SAID, rows)


def _markdown(answer: RoadsAnswer) -> str:
    """A document: conclusions, a table per heading, reservations."""
    case = answer.roads.outcome.case
    parts = [
        f"<!-- {MARK} -->",
        f"# {escaped(answer.title)}",
        "",
        f"{escaped(case.dossier.header.name)} · {stamp(case)}",
        "",
    ]
    parts += [f"- {escaped(each)}" for each in answer.lead]
    for each in answer.sheets:
        if each.rows:
            parts += ["", f"## {each.name.capitalize()}", "", markdown_text(each).rstrip()]
    parts += ["", "## Voorbehoud", "", *(f"- {escaped(each)}" for each in answer.caveats), "", DISCLAIMER]
    return "\n".join(parts) + "\n"


# ── data ──────────────────────────────────────────────────────────────────────────────────────────────


def _with_tables(whole: Shape) -> Shape:
    """The same, and each table that an answer has."""
    tables = {key_name(each.name): rows_of(each.columns) for each in _TABLES}
    every = {**whole.schema["properties"], **{name: shape.schema for name, shape in tables.items()}}

    def write(answer: RoadsAnswer) -> Any:
        filled = {key_name(each.name): each.rows for each in answer.sheets}
        return {**whole.write(answer), **{name: tables[name].write(rows) for name, rows in filled.items()}}

    return Shape({**whole.schema, "properties": every}, write)


CONTRACT = _with_tables(
    contract_of(
        RoadsAnswer,
        "Wegen naar wie beslist, van Krachtenveld",
        "1.1",
        lambda answer: answer.roads.outcome.case,
    )(
        weergave=(one_of(*get_args(View)), lambda answer: answer.view),
        conclusies=(array(TEXT), lambda answer: answer.lead),
        voorbehoud=(array(TEXT), lambda answer: answer.caveats),
    )
)
"""What programs may rely on: the head, and the tables of the view that was asked for."""
