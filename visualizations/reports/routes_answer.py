"""What the views on routes share: roads, needs and advice in words, and plainly how sure the numbers under them are; the parts
of an answer, its tables, how a screen begins and ends, and what another scenario changes in it.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from strategy.advice.model import FOLLOWED, Advice
from strategy.advice.names import ROLE_NAMES, decimal
from strategy.dossier.defined_names import all_of, counted
from strategy.dossier.word_lists import ROLES, TIES
from strategy.explain.grounds import Ground
from strategy.graph.road_strengths import Road
from strategy.roads.overview import Gain
from strategy.roads.road_network import Pair, RoadChange, RoadNetwork, dropped, road_changes, stranded
from strategy.roads.steps import HELD, Need, RoadInSteps, RoadStep, advice_on
from visualizations.writers.report import WHITE, Block, Cell, Col, Grid, heading, line
from visualizations.writers.shapes import Of, each_of
from visualizations.writers.sheets import ReadColumn, Sheet, column, sheet
from visualizations.writers.stamps import DISCLAIMER, capital

_TIES: Mapping[str, str] = {"sterk": "onderhouden", "zwak": "versterken", "geen": "opbouwen"}
_DO: Mapping[str, str] = {
    "sterk": "gebruik de sterke {}",
    "zwak": "versterk de zwakke {}",
    "geen": "begin een {}",
}
_HELP: Mapping[str, str] = {
    "": "",
    "steun": "; kan ons steunen",
    "hinder": "; kan ons ook hinderen",
    "steun en hinder": "; kan ons steunen en hinderen",
}


def strength(number: float) -> str:
    """A strength as people read it; a dash where there is no road."""
    return decimal(number, 2) if number else "–"


def road(roads: RoadNetwork, nodes: Iterable[str]) -> str:
    """The stops of a road: wij → VNG → BZK."""
    return " → ".join(roads.short(node) for node in nodes)


def by(roads: RoadNetwork, via: str, to: str) -> str:
    """How a road is called: via VNG, or rechtstreeks."""
    return "rechtstreeks" if via == to else f"via {roads.short(via)}"


def no_road(roads: RoadNetwork, to: str) -> str:
    """What stands where a road would be."""
    return "geen weg" if roads.is_known(to) else "niets ingevuld"


def goal(roads: RoadNetwork, pair: Pair) -> str:
    """Whom a road leads to; of a parliament that it steers who decides, and does not decide itself."""
    return f"{roads.short(pair[1])}{' (stuurt wie beslist)' if roads.steers(pair) else ''}"


def say(roads: RoadNetwork, pair: Pair) -> str:
    """What the end of a road has to say on a priority, in a word."""
    return "stuurt" if roads.steers(pair) else "beslist"


def decides(roads: RoadNetwork, actor: str, denied: bool = False) -> str:
    """Who decides or steers, or on what not, as the beginning of a sentence."""
    no = "niet " if denied else ""
    if actor == roads.view.us:
        return f"Wij beslissen {no}".rstrip()
    deciding, steering = (
        any(actor in found for found in places.values()) for places in (roads.deciders, roads.steering)
    )
    doing = [f"beslist {no}".rstrip()] if deciding or not steering else []
    doing += [f"stuurt {no}mee"] if steering else []
    return f"{roads.short(actor)} {' of '.join(doing)}"


def step(roads: RoadNetwork, item: RoadStep) -> str:
    return f"{roads.short(item.start)} → {roads.short(item.end)}"


def rank(advice: Advice | None) -> str:
    """The rank of an advice between brackets, or nothing."""
    return f" (rang {advice.rank})" if advice else ""


def seat(roads: RoadNetwork, need: Need) -> str:
    """A seat with its role: lid VNG-commissie X, portefeuille Jeugd VNG-commissie Y."""
    theme = f" {roads.names.name('thema', need.theme)}" if need.theme else ""
    role = "portefeuille" if need.role == "portefeuille" else ROLE_NAMES[need.role]
    return f"{role}{theme} {roads.names.name('gremium', need.body)}"


def need(roads: RoadNetwork, item: Need) -> str:
    """What a step asks, in a few words."""
    match item.sort:
        case "relatie":
            return f"{item.layer}e relatie {item.state}: {_TIES[item.state]}{rank(item.advice)}"
        case "bondgenoot":
            return f"{roads.short(item.actor)} moet het overbrengen{_HELP[item.state]}"
    doing = "zetel behouden" if item.state == HELD else "zetel claimen"
    return f"{doing}: {seat(roads, item)}{rank(item.advice)}"


def table(roads: RoadNetwork, item: Need) -> str:
    """A seat at the first network on a road, and what it takes to get it."""
    if item.state == HELD:
        return f"bezet: {seat(roads, item)}{rank(item.advice)}"
    asked = [
        condition.text
        for condition in (item.advice.conditions if item.advice else ())
        if condition.sort in ("vereist", "gunning")
    ]
    return "; ".join((f"claimen: {seat(roads, item)}{rank(item.advice)}", *asked))


def weakest(roads: RoadNetwork, item: RoadInSteps) -> str:
    """Where a road loses most; when every step is as strong, that is said."""
    lowest = item.weakest
    if len(item.steps) > 1 and all(each.strength == lowest.strength for each in item.steps):
        return f"elke stap even sterk ({strength(lowest.strength)})"
    return f"{step(roads, lowest)} ({strength(lowest.strength)})"


def advised_gain(item: Gain) -> str:
    """The rank of what is advised about a seat or tie, with the role when that is another one."""
    if item.advice is None:
        return "–"
    other = item.sort == "zetel" and item.advice.target.role != item.role
    return f"rang {item.advice.rank}{f' als {item.advice.target.role}' if other else ''}"


def conditions(item: Need) -> str:
    """Under which conditions an advised seat holds."""
    return "; ".join(condition.text for condition in item.advice.conditions) if item.advice else ""


def gain(roads: RoadNetwork, item: Gain) -> str:
    """A seat or a stronger tie, as something to do."""
    if item.sort == "zetel":
        return f"{ROLE_NAMES[item.role]} {roads.names.name('gremium', item.body)}"
    now = f"{item.state} → sterk" if item.state else "nog geen bekend → sterk"
    return f"relatie met {roads.short(item.actor)}: {now}"


def if_so(roads: RoadNetwork, item: Gain) -> str:
    """A seat or a stronger tie as what would have to be so, behind "als"."""
    if item.sort == "zetel":
        return f"wij {ROLE_NAMES[item.role]} van {roads.names.name('gremium', item.body)} zijn"
    return f"onze relatie met {roads.short(item.actor)} sterk is"


def action(roads: RoadNetwork, item: RoadInSteps) -> str:
    """What to do to go a road, as a sentence: its steps in order, or to join in where another leads."""
    if item.advice and item.for_this and item.advice.target.attitude == FOLLOWED:
        return f"{item.advice.title}."
    doing = all_of(_asked(roads, step, need) for step in item.steps for need in step.needs)
    return f"{capital(doing)}."


def _asked(roads: RoadNetwork, item: RoadStep, need: Need) -> str:
    match need.sort:
        case "bondgenoot":
            return f"vraag {roads.short(need.actor)} het bij {roads.short(item.end)} te bepleiten"
        case "zetel":
            return f"breng het in als {seat(roads, need)}"
    doing = _DO[need.state].format(f"{need.layer}e relatie")
    return f"{doing} met {roads.short(need.actor)}{rank(need.advice)}"


def advised(item: RoadInSteps) -> str:
    """Whether a road is advised, and for what."""
    if item.advice is None:
        return "niet geadviseerd"
    words = f"rang {item.advice.rank} · {item.advice.band}"
    return words if item.for_this else f"niet hiervoor ({words})"


def cost(item: RoadInSteps) -> str:
    """What a road costs, counted: steps, ties to build, parties that must be willing."""
    ties = counted(item.to_build, "relatie", "relaties") if item.to_build else "geen relatie"
    others = f", {counted(item.carriers, 'partij', 'partijen')} mee te krijgen" if item.carriers else ""
    return f"{counted(len(item.steps), 'stap', 'stappen')}, {ties} op te bouwen{others}"


def natures(item: RoadInSteps) -> str:
    """How hard the facts under a road are: 1 aanname, 1 oordeel."""
    many = {"aanname": "aannames", "oordeel": "oordelen", "registratie": "registraties"}
    return ", ".join(counted(number, word, many[word]) for word, number in item.natures().items())


def priority(roads: RoadNetwork, name: str) -> str:
    return roads.names.name("prioriteit", name)


# ── reservations ──────────────────────────────────────────────────────────────────────────────────────

SEATS = (
    "Een zetel telt hier alleen als zij meer kracht geeft dan de relatie die we met dat netwerk al hebben; "
    "wat zij verder brengt (agenda, informatie, gezicht) staat in `krachtenveld advies`. "
    "De kolom alleen zegt wat de zetel draagt als die relatie tegenvalt."
)


def scale(roads: RoadNetwork) -> str:
    """What the numbers are, and by which scale of the dossier."""
    concepts = roads.view.dossier.header.concepts
    strengths = concepts.strengths
    ties = ", ".join(f"{word} {decimal(strengths.ties[word].value, 2)}" for word in TIES)
    seats = ", ".join(f"{word} {decimal(strengths.seats[word].value, 2)}" for word in reversed(ROLES))
    natures = {concepts.origin.nature} | {
        item.origin.nature for item in (*strengths.ties.values(), *strengths.seats.values())
    }
    word = next(word for word in ("aanname", "oordeel", "registratie") if word in natures)
    return (
        "Kracht is een rekenmaat van 0 tot 1, geen kans en geen meting: het product van de stappen. "
        f"De schaal is {'een ' if word != 'registratie' else ''}{word} van dit dossier: relatie {ties}; "
        f"zetel {seats}; van tafel naar netwerk {decimal(strengths.membership, 2)}."
    )


def uncertain(grounds: Iterable[Ground]) -> list[str]:
    """The aannames and oordelen under some steps, without repetition, each with its place."""
    found = {item.fact: item for item in grounds if item.nature != "registratie"}
    lines = []
    for item in sorted(found.values(), key=lambda item: (item.nature, item.file, item.line)):
        basis = item.nature if item.source in ("aanname", "zonder bron") else f"{item.nature}, {item.source}"
        verify = f"; nog na te gaan: {item.to_verify}" if item.to_verify else ""
        lines.append(f"{item.text} – {basis}{verify} ({item.place})")
    return lines


def thin(roads: RoadNetwork) -> str:
    """What a percentage and the word dun mean of a road; sterk and zwak are kept for ties."""
    weak = roads.view.dossier.header.concepts.strengths.ties["zwak"].value
    return (
        "Een percentage vergelijkt een weg met de beste naar dezelfde beslisser. Dun heet een weg die niet meer "
        f"draagt dan een zwakke relatie ({decimal(weak, 2)}). Sterk en zwak gaan over een relatie."
    )


# ── the parts of an answer ──────────────────────────────────────────────────────────────────────────

T = TypeVar("T")
View = Literal["wegen", "overzicht", "schakels", "bondgenoten"]
TO = "id van wie beslist, of van het parlement dat stuurt wie beslist"


@dataclass(frozen=True)
class RoadsAnswer:
    """`lead` are the conclusions and `caveats` the reservations, as sentences; the first of the sheets is the main one.

    `pictures` are the forms in which it can be drawn, if any.
    """

    roads: RoadNetwork
    view: View
    title: str
    lead: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    caveats: tuple[str, ...]
    screen: Callable[[], Iterable[Block]]
    pictures: Mapping[str, Callable[[], bytes]] = dataclasses.field(default_factory=dict)


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class AnswerTable(Generic[T]):
    """A table by its name, with the columns that it always has."""

    name: str
    columns: tuple[ReadColumn[T], ...]

    def of(self, things: Iterable[T]) -> Sheet:
        return sheet(self.name, self.columns, things)


def pair_columns(read: Callable[[T], Pair]) -> tuple[ReadColumn[T], ReadColumn[T]]:
    """A priority, and whom the roads for it lead to, if anyone."""
    return (
        column("prioriteit", "id van de prioriteit", lambda row: read(row)[0]),
        column("beslisser", TO, lambda row: read(row)[1] or None),
    )


def say_column(read: Callable[[T], str | None]) -> ReadColumn[T]:
    return column("zeggenschap", "beslist, of stuurt: een parlement dat stuurt wie beslist", read)


def advice_columns(
    read: Callable[[T], Advice | None], about: str = "id van het advies hierover; leeg als er geen is"
) -> tuple[ReadColumn[T], ReadColumn[T]]:
    """An advice and its rank, where there is one."""

    def rank(row: T) -> int | None:
        advice = read(row)
        return advice.rank if advice else None

    def name(row: T) -> str | None:
        advice = read(row)
        return advice.id if advice else None

    return column("advies", about, name), column("rang", "rang van dat advies", rank, "whole")


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────


def said(lines: Sequence[str]) -> Iterator[Block]:
    """Conclusions, the first of them louder."""
    first, *more = lines
    yield line(first, "bold")
    yield from map(line, more)


def grid(cols: Iterable[Col], rows: Iterable[Sequence[Cell]]) -> Grid:
    """A table as all of these views have them."""
    return Grid(tuple(cols), tuple(map(tuple, rows)), indent=1, left=0, right=2, heads="bold")


def reservations(lines: Iterable[str]) -> Iterator[Block]:
    """Where a screen ends: what all of it rests on."""
    yield heading("Waar dit op rust")
    yield Grid((Col(keep=True), Col(wide=True)), tuple(("-", each) for each in lines), left=0)
    yield WHITE
    yield line(DISCLAIMER, "dim")


@dataclass(frozen=True)
class RoadDifference:
    """Two versions: the pairs whose best road differs, the roads that are gone, the priorities left without any."""

    old: RoadNetwork
    new: RoadNetwork
    changes: tuple[RoadChange, ...]
    gone: tuple[Road, ...]
    stranded: tuple[str, ...]

    @property
    def lead(self) -> list[str]:
        """How many best roads changed, which others are gone, and what is left without a road."""
        versus = f"{self.new.outcome.case.scenario} tegenover {self.old.outcome.case.scenario}"
        kinds = Counter(change.kind for change in self.changes)
        counts = "; ".join(f"{number} {kind}" for kind, number in kinds.items())
        lines = [f"{versus}: {counts or 'geen enkele beste weg verandert van kracht'}.", *self._gone()]
        if self.stranded:
            names = all_of(priority(self.old, name) for name in self.stranded)
            lines.append(f"Zonder enige weg naar wie beslist: {names}.")
        return lines

    @property
    def sheet(self) -> Sheet:
        return CHANGES.of(each_of(self, self.changes))

    def _gone(self) -> list[str]:
        """By whom the roads that are gone ran, the weaker ones too, and how many of them were advised."""
        if not self.gone:
            return []
        ways = Counter(by(self.old, road.via, road.to) for road in self.gone)
        one = f"{'alle ' if len(self.gone) > 1 else ''}{next(iter(ways))}"
        many = all_of(f"{way} ({number})" for way, number in ways.most_common())
        named = many if len(ways) > 1 else one
        advised = sum(advice_on(self.old, road)[1] for road in self.gone)
        number = counted(len(self.gone), "weg vervalt", "wegen vervallen")
        return [f"{number}, {named}; daarvan {'was' if advised == 1 else 'waren'} er {advised} geadviseerd."]


def changed(
    old: RoadNetwork, new: RoadNetwork, priorities: Collection[str] = (), to: str | None = None
) -> RoadDifference:
    """What differs, for these priorities (none is all) and this decider (none is all)."""

    def wanted(pair: Pair) -> bool:
        return (not priorities or pair[0] in priorities) and to in (None, pair[1])

    return RoadDifference(
        old,
        new,
        tuple(item for item in road_changes(old, new) if wanted(item.pair)),
        tuple(road for road in dropped(old, new) if wanted((road.priority, road.to))),
        tuple(name for name in stranded(old, new) if not priorities or name in priorities),
    )


def _strength(road: Road | None) -> float | None:
    return road.strength if road else None


def _way(roads: RoadNetwork, way: Road | None) -> str | None:
    return road(roads, way.nodes) if way else None


CHANGES = AnswerTable[Of[RoadDifference, RoadChange]](
    "verschillen",
    (
        column("verschil", "weg verloren, zwakker, beslist of stuurt niet meer, sterker, nieuwe weg, beslist of stuurt nu ook", lambda row: row.it.kind),
        *pair_columns(lambda row: row.it.pair),
        column("was", "kracht van de beste weg in wat waarmee vergeleken wordt", lambda row: _strength(row.it.old), "number", 4),
        column("was langs", "die weg", lambda row: _way(row.whole.old, row.it.old)),
        column("is", "kracht van de beste weg nu", lambda row: _strength(row.it.new), "number", 4),
        column("is langs", "die weg", lambda row: _way(row.whole.new, row.it.new)),
    ),
)  # fmt: skip


def change_blocks(difference: RoadDifference | None) -> Iterator[Block]:
    """What changed, and below it one line per pair; nothing when nothing is compared."""
    if difference is None:
        return
    yield from said(difference.lead)
    if difference.changes:
        cols = Col("verschil", keep=True), Col("prioriteit", wide=True), *map(Col, ("beslisser", "was", "is"))
        yield WHITE
        yield grid(cols, (_row(difference.old, difference.new, change) for change in difference.changes))
    yield WHITE


def _row(old: RoadNetwork, new: RoadNetwork, change: RoadChange) -> tuple[str, ...]:
    name, to = change.pair
    known = new if name in new.priorities else old
    there = new if to in new.actors else old
    return (
        change.kind, priority(known, name), goal(there, change.pair), _brief(old, change.old),
        _brief(new, change.new),
    )  # fmt: skip


def _brief(roads: RoadNetwork, road: Road | None) -> str:
    return f"{strength(road.strength)} {by(roads, road.via, road.to)}" if road else "–"
