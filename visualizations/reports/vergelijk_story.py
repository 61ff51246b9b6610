"""What is compared, and what there is to say of it, the same in every form: of each scenario, plan and advice, and as a story,
in sentences under their questions: what is worth fighting for, what hinges, what it costs.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from strategy.advice.advise import Case
from strategy.advice.names import Names, decimal
from strategy.advice.select import Selection, resolved
from strategy.comparison.compare_scenarios import (
    PAIR,
    LostActors,
    LostRoad,
    PriorityLoss,
    ScenarioComparison,
    compare_scenarios,
)
from strategy.comparison.futures import (
    SEAT,
    BandOrNot,
    ComparedLine,
    Future,
    Futures,
    OrderAgreement,
    ScenarioStanding,
    lines_in_each,
)
from strategy.comparison.regret import RegretPlan, ScenarioDependent
from strategy.dossier.defined_names import all_of, counted
from strategy.effect.delta import VersionChange
from strategy.effect.effect import Effect
from strategy.effect.versions import differences
from strategy.scenarios.files import BASE
from visualizations.reports.effect import shown_text, vacancy_hints
from visualizations.writers.report import rest_text
from visualizations.writers.stamps import cut, first_of, rules

EVERY = "alle"


@dataclass(frozen=True)
class ComparedChoice:
    """What is asked for: a kind of advice (seats when None), an opgave, a network; a band only limits what is shown."""

    sort: str | None = None
    opgave: str | None = None
    network: str | None = None
    band: str | None = None

    @property
    def selection(self) -> Selection:
        """What is compared."""
        sort = None if self.sort == EVERY else self.sort or SEAT
        return Selection(sort, self.opgave, self.network)

    @property
    def listed(self) -> Selection:
        """Of what the differences are told: of every kind, unless one is asked for."""
        return replace(self.selection, sort=None if self.sort is None else self.selection.sort)

    @property
    def one(self) -> str:
        return "positie" if self.selection.sort == SEAT else "advies"

    @property
    def many(self) -> str:
        return "posities" if self.selection.sort == SEAT else "adviezen"

    def text(self) -> str:
        """The filters in brackets; "" without any."""
        return replace(self.selection, sort=None if self.sort is None else self.sort, band=self.band).text()


def compare_chosen(futures: Futures, choice: ComparedChoice, size: int) -> ScenarioComparison:
    """The comparison of the advice asked for. Raises KrachtenveldError for a name that no scenario has."""
    if choice.band:
        resolved(futures.base.outcome, Selection(band=choice.band))
    return compare_scenarios(
        futures, lines_in_each(futures, choice.selection), lines_in_each(futures, choice.listed), size
    )


def shown_seats(found: ScenarioComparison, choice: ComparedChoice) -> tuple[ComparedLine, ...]:
    """The advice to show: with a band only what has it in some scenario."""
    band = resolved(found.futures.base.outcome, Selection(band=choice.band)).band
    return tuple(
        seat
        for seat in found.seats
        if band is None or any(item and item.band == band for item in seat.standings)
    )


# ── a comparison and its parts ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class ComparisonAnswer:
    """What was found, and which advice was asked for."""

    found: ScenarioComparison
    choice: ComparedChoice

    @property
    def case(self) -> Case:
        return self.found.futures.base.outcome.case

    @property
    def title(self) -> str:
        return f"Scenario's vergeleken · {self.case.dossier.header.name}"

    @property
    def day(self) -> str:
        days = dict.fromkeys(scenario.day for scenario in self.scenarios)
        return f"peildatum {next(iter(days))}" if len(days) == 1 else "peildatum per scenario"

    @property
    def mark(self) -> str:
        """One line: reference days, scenarios, rule set."""
        cases = [scenario.case for scenario in self.scenarios]
        alike = len({case.fingerprint for case in cases}) == 1
        _, *public = rules(cases[0])
        rule_set = rules(cases[0]) if alike else ["regelset per scenario", *public]
        return " · ".join([self.day, f"scenario's {', '.join(self.found.futures.ids)}", *rule_set])

    @property
    def counted(self) -> str:
        """What is compared, counted: 12 posities."""
        return counted(len(self.found.seats), self.choice.one, self.choice.many)

    @property
    def scenarios(self) -> list[ScenarioColumn]:
        return [ScenarioColumn(self.found, number) for number in range(len(self.found.futures.columns))]

    @property
    def plans(self) -> list[NamedPlan]:
        """The plan for each scenario, and at last the one with the least regret."""
        return [*(scenario.plan for scenario in self.scenarios), self.safest]

    @property
    def safest(self) -> NamedPlan:
        return NamedPlan(self.found, SAFEST, self.found.regret.safest)

    @property
    def shown(self) -> list[AdviceRow]:
        return [AdviceRow(self.found, seat) for seat in shown_seats(self.found, self.choice)]


@dataclass(frozen=True)
class ScenarioColumn:
    """One of the scenarios, by its place."""

    found: ScenarioComparison
    number: int

    @property
    def it(self) -> Future:
        return self.found.futures.columns[self.number]

    @property
    def case(self) -> Case:
        return self.it.outcome.case

    @property
    def day(self) -> str:
        return self.case.view.day.isoformat()

    @property
    def letter(self) -> str:
        return letter(self.number)

    @property
    def why(self) -> str:
        """The reason behind it; not for outside."""
        return "" if self.case.view.public_only else self.it.why

    @property
    def core(self) -> int:
        """How much of what is compared stands in `doen`."""
        return sum(seat.band(self.number) == "doen" for seat in self.found.seats)

    @property
    def is_base(self) -> bool:
        return self.it is self.found.futures.base

    @property
    def same(self) -> bool:
        """Whether it gives exactly the advice of the dossier itself."""
        return self.number in self.found.same

    @property
    def unprepared(self) -> float:
        return self.found.regret.unprepared(self.number)

    @property
    def plan(self) -> NamedPlan:
        return NamedPlan(self.found, self.it.id, self.found.regret.plans[self.number])


@dataclass(frozen=True)
class NamedPlan:
    """A plan, by the name of the scenario that it is for."""

    found: ScenarioComparison
    name: str
    it: RegretPlan

    @property
    def worst_at(self) -> str:
        """The scenario in which most is missed, if anything is."""
        return self.found.futures.ids[self.it.worst_scenario] if self.it.worst else ""


@dataclass(frozen=True)
class AdviceRow:
    """One advice in every scenario."""

    found: ScenarioComparison
    it: ComparedLine

    @property
    def held(self) -> list[int]:
        """The scenarios in which it is among the highest."""
        return [
            number
            for number in range(len(self.it.standings))
            if self.it.holds(number, self.found.regret.size)
        ]

    @property
    def core(self) -> list[int]:
        """The scenarios in which it is `doen`."""
        return [number for number in range(len(self.it.standings)) if self.it.band(number) == "doen"]

    @property
    def broken(self) -> list[Future]:
        """Where it is not among the highest."""
        held = self.held
        return [future for number, future in enumerate(self.found.futures.columns) if number not in held]


def reasons(found: ScenarioComparison, dependent: ScenarioDependent) -> list[tuple[Effect, VersionChange]]:
    """What the scenario of a dependent changes about its advice."""
    part = found.reasons.get((dependent.scenario, dependent.seat.id))
    items = part.items if part else ()
    return [
        (part, change)
        for item in items
        if part and item.difference.id == dependent.seat.id
        for change in item.changes
    ]


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────

MARKS: Mapping[BandOrNot, str] = {
    "doen": "●", "ook doen": "○", "als er tijd is": "·", "niet doen": "×", "niet": "–",
}  # fmt: skip
"""How a band looks where there is no room for its name."""
MOST_NAMED = 3
SAFEST = "minste spijt"
KEY = "● doen   ○ ook doen   · als er tijd is   × niet doen   – niet geadviseerd"
BASE_TEXT = f"{BASE} (het dossier zelf)"
"""What the dossier without a scenario is called where it is named first."""


def first_name(future: Future) -> str:
    """A scenario where it is named first."""
    return BASE_TEXT if future.id == BASE else future.name


def letter(number: int) -> str:
    """A, B … Z, AA, AB …"""
    return (letter(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def cell(standing: ScenarioStanding | None) -> str:
    """The place with the mark of the band."""
    return f"{standing.place}{MARKS[standing.band]}" if standing else MARKS["niet"]


def percent(share: float) -> str:
    """A share as people read it; a little is not nothing."""
    return "minder dan 1%" if 0 < share < 0.005 else f"{decimal(100 * share, 0)}%"


def score_text(value: float) -> str:
    """A score, with one digit as `advies` shows it."""
    return decimal(value, 1)


def places(seat: ComparedLine, without: int | None = None) -> str:
    """Between which places an advice stands in the scenarios, one of them left out."""
    found = [item.place for each, item in enumerate(seat.standings) if item and each != without]
    low, high = min(found), max(found)
    return f"plaats {low}" if low == high else f"plaats {low} tot {high}"


def within(found: ScenarioComparison, seat: ComparedLine) -> Iterator[str]:
    """What is not the same within a line from scenario to scenario; told from the dossier itself where it is compared."""
    columns = found.futures.columns
    for each in seat.partial:
        new = any(columns[number] is found.futures.base for number in each.without)
        word, numbers = ("nieuw", each.there) if new else ("vervalt", each.without)
        where = first_of([columns[number].name for number in numbers], MOST_NAMED)
        yield f"binnen deze regel {word} bij {where}: {each.part.title}"


def road_text(names: Names, road: LostRoad) -> str:
    """What becomes of the strongest road to one decider."""
    to = names.short("actor", road.to)
    if road.after is None:
        return f"geen weg meer naar {to}"
    return f"de weg naar {to} wordt zwakker ({decimal(road.before.strength, 2)} → {decimal(road.after.strength, 2)})"


# ── the story ─────────────────────────────────────────────────────────────────────────────────────────

MOST_REASONS = 2
MOST_BROKEN = 3
MOST_DIFFERENT = 3
MOST_GAPS = 5
NO_DIFFERENCE = 0.005
"""Less than this is shown as 0%."""


@dataclass(frozen=True)
class Sentence:
    """A sentence, and what is told about it in smaller letters; `depth` 1 belongs to the sentence before it."""

    text: str
    details: tuple[str, ...] = ()
    depth: int = 0


@dataclass(frozen=True)
class StorySection:
    """An answer under its question."""

    title: str
    lines: tuple[Sentence, ...]


def _cut(lines: Sequence[Sentence], most: int) -> tuple[Sentence, ...]:
    """The first `most` lines and how many there are more; 0 is all."""
    if not most or len(lines) <= most:
        return tuple(lines)
    return (*lines[:most], Sentence(rest_text(len(lines) - most), depth=lines[0].depth))


def story(found: ScenarioComparison, choice: ComparedChoice, top: int) -> Iterator[StorySection]:
    """The answers, the most important first; of long lists the first `top`, 0 is all."""
    if not found.different:
        yield StorySection("Hetzelfde advies", tuple(_equal(found, choice)))
        return
    yield StorySection("In het kort", tuple(_in_short(found, choice)))
    yield StorySection("Wat er ook gebeurt", tuple(_always(found, choice)))
    if len(found.futures.columns) == PAIR:
        if found.firmness.near:
            yield StorySection("Hangt af van het scenario", tuple(_either(found)))
    else:
        if found.firmness.near:
            yield StorySection(
                "Op één scenario na",
                _cut([_near(found, dependent) for dependent in found.firmness.near], top),
            )
        if lines := list(_mostly(found)):
            yield StorySection("In de meeste scenario's", _cut(lines, top))
        if found.firmness.alone:
            yield StorySection("Alleen in één scenario", tuple(_alone(found)))
    yield StorySection("Welk scenario vraagt een andere keuze?", tuple(_different(found, choice)))
    if found.regret.safest.worst >= NO_DIFFERENCE:
        yield StorySection("De keuze met de minste spijt", tuple(_safest(found, choice)))
    if found.dropouts:
        yield StorySection("Wat valt weg zonder een netwerk?", tuple(_losses(found, top)))


def ways_on(found: ScenarioComparison, choice: ComparedChoice) -> StorySection | None:
    """The commands that tell why a seat moves, for the scenario that asks most for another choice; None without one.

    Of that scenario the advice that holds elsewhere serves as the example, or else one that is no longer `doen` there.
    """
    columns, base = found.futures.columns, found.futures.base
    by_cost = sorted(
        (number for number, future in enumerate(columns) if future is not base and number not in found.same),
        key=lambda number: -found.regret.unprepared(number),
    )
    for number in by_cost:
        seat = _example(found, number)
        if seat is None:
            continue
        asked = shlex.quote(columns[number].asked)
        lines = [Sentence(f"`krachtenveld effect --scenario {asked} --advies {seat.id}`", (seat.title,))]
        if len(columns) > PAIR:
            command = f"`krachtenveld vergelijk {BASE} {asked} --soort {choice.sort or SEAT}`"
            lines.append(Sentence(command, ("elk verschil, met de wijziging die het veroorzaakt",)))
        return StorySection(f"Waarom zakt, stijgt of vervalt een {choice.one}?", tuple(lines))
    return None


def _example(found: ScenarioComparison, scenario: int) -> ComparedLine | None:
    dependents = [dependent.seat for dependent in found.firmness.near if dependent.scenario == scenario]
    if dependents:
        return dependents[0]
    base = found.futures.base.outcome
    other = found.futures.columns[scenario].outcome
    changed = {
        difference.id: difference for difference in differences(base, other) if difference.kind != "rang"
    }
    moved = [seat for seat in found.seats if seat.id in changed]

    def leaves_core(seat: ComparedLine) -> bool:
        old = changed[seat.id].old
        return old is not None and old.band == "doen" != seat.band(scenario)

    return next(filter(leaves_core, moved), moved[0] if moved else None)


def _equal(found: ScenarioComparison, choice: ComparedChoice) -> Iterator[Sentence]:
    yield Sentence(f"Deze scenario's geven hetzelfde advies{choice.text()}, met dezelfde rangen en scores.")
    yield from _alike(found, choice)


def _in_short(found: ScenarioComparison, choice: ComparedChoice) -> Iterator[Sentence]:
    """The answer for who has half a minute: what is certain, what it hangs on, what to choose."""
    columns, regret, firmness = found.futures.columns, found.regret, found.firmness
    every = "beide scenario's" if len(columns) == PAIR else f"alle {len(columns)} scenario's"
    certain = (
        counted(len(firmness.always), choice.one, choice.many) if firmness.always else f"Geen {choice.one}"
    )
    verb = "horen" if len(firmness.always) > 1 else "hoort"
    but_one = (
        f"; op één scenario na zijn het er {len(firmness.near)}"
        if firmness.near and len(columns) > PAIR
        else ""
    )
    yield Sentence(f"{certain} {verb} in {every} bij de hoogste {regret.size}{but_one}.")
    unprepared, scenario = max((regret.unprepared(number), -number) for number in range(len(columns)))
    if unprepared < NO_DIFFERENCE:
        yield Sentence("Welk scenario ook komt: met het plan voor een ander mist u niets.")
        return
    average = "" if len(columns) == PAIR else "gemiddeld "
    yield Sentence(
        f"Het meest hangt af van {columns[-scenario].name}: wie daar niet op rekent, mist er {average}{percent(unprepared)}."
    )
    if regret.safest.worst >= NO_DIFFERENCE:
        first, most = regret.safest.seats[0].title, percent(regret.safest.worst)
        yield Sentence(
            f"De keuze met de minste spijt, hieronder, mist nergens meer dan {most}; zij begint met: {first}."
        )


def _always(found: ScenarioComparison, choice: ComparedChoice) -> Iterator[Sentence]:
    total, size = len(found.futures.columns), found.regret.size
    always = found.firmness.always
    every = "beide scenario's" if total == PAIR else f"alle {total} scenario's"
    if 1 < len(found.seats) <= size:
        text = f"Van {counted(len(found.seats), choice.one, choice.many)} hoort alles bij de hoogste {size}"
        yield Sentence(f"{text} waar het wordt geadviseerd; kies een kleiner getal met --top-n.")
    if not always:
        yield Sentence(f"Geen {choice.one} hoort in {every} bij de hoogste {size}.")
        return
    verb = "hoort" if len(always) == 1 else "horen"
    yield Sentence(
        f"{counted(len(always), choice.one, choice.many)} {verb} in {every} bij de hoogste {size}:"
    )
    for seat in always:
        yield Sentence(
            seat.title,
            (*within(found, seat), f"{places(seat)} · {_in_core(found, seat)} · {seat.id}"),
            depth=1,
        )


def _in_core(found: ScenarioComparison, seat: ComparedLine) -> str:
    columns = found.futures.columns
    core = [columns[number].name for number in AdviceRow(found, seat).core]
    if len(core) == 1 < len(columns):
        return f"alleen doen bij {core[0]}"
    words = {0: "nergens doen", len(columns): "overal doen"}
    return words.get(len(core), f"in {len(core)} van {len(columns)} scenario's doen")


def _near(found: ScenarioComparison, dependent: ScenarioDependent) -> Sentence:
    future = found.futures.columns[dependent.scenario]
    standing = dependent.seat.standings[dependent.scenario]
    where = f"dan plaats {standing.place}, {standing.band}" if standing else "dan niet geadviseerd"
    because = _reason(found, dependent)
    tail = f": {because}" if because else ""
    return Sentence(
        dependent.seat.title,
        (
            f"niet bij {future.name} ({where}){tail}",
            *within(found, dependent.seat),
            f"anders {places(dependent.seat, dependent.scenario)} · {dependent.seat.id}",
        ),
    )


def _reason(found: ScenarioComparison, dependent: ScenarioDependent) -> str:
    """What the scenario changes about the advice."""
    texts = [shown_text(part, change) for part, change in reasons(found, dependent)]
    return cut(texts, MOST_REASONS, "; ")


def _mostly(found: ScenarioComparison) -> Iterator[Sentence]:
    """What holds in more than half of the scenarios, but not in all but one."""
    total = len(found.futures.columns)
    rows = [AdviceRow(found, seat) for seat in found.firmness.between]
    for row in sorted((row for row in rows if 2 * len(row.broken) < total), key=lambda row: len(row.broken)):
        names = first_of([future.name for future in row.broken], MOST_BROKEN)
        yield Sentence(row.it.title, (f"in {len(row.held)} van {total}, niet bij {names} · {row.it.id}",))


def _alone(found: ScenarioComparison) -> Iterator[Sentence]:
    for scenario, future in enumerate(found.futures.columns):
        seats = [dependent.seat for dependent in found.firmness.alone if dependent.scenario == scenario]
        if seats:
            yield Sentence(
                f"{future.name}:", tuple(f"{seat.title} ({_place(seat, scenario)})" for seat in seats)
            )


def _either(found: ScenarioComparison) -> Iterator[Sentence]:
    """Of two scenarios what holds in one of them only."""
    for scenario, future in enumerate(found.futures.columns):
        seats = [dependent.seat for dependent in found.firmness.near if dependent.scenario != scenario]
        if seats:
            texts = (
                f"{seat.title} ({_place(seat, scenario)}; anders {_place(seat, 1 - scenario)})"
                for seat in seats
            )
            yield Sentence(f"Alleen bij {future.name}:", tuple(texts))


def _place(seat: ComparedLine, scenario: int) -> str:
    standing = seat.standings[scenario]
    return f"plaats {standing.place}" if standing else "niet geadviseerd"


# ── what it costs to have planned for another scenario ────────────────────────────────────────────────


def _different(found: ScenarioComparison, choice: ComparedChoice) -> Iterator[Sentence]:
    """Which scenarios ask for another choice than the others, and which for the same."""
    columns, regret = found.futures.columns, found.regret
    told = found.same if found.futures.with_base else frozenset()
    losses = [
        (regret.unprepared(scenario), scenario) for scenario in range(len(columns)) if scenario not in told
    ]
    far = sorted(
        (loss for loss in losses if loss[0] >= NO_DIFFERENCE),
        key=lambda loss: (-loss[0], columns[loss[1]].id),
    )
    for average, scenario in far[:MOST_DIFFERENT]:
        others = [
            (-plan.regrets[scenario], columns[number].id, columns[number].name)
            for number, plan in enumerate(regret.plans)
            if number != scenario
        ]
        most, _, name = min(others)
        if len(columns) == PAIR:
            yield Sentence(f"{columns[scenario].name}: wie op {name} rekent, mist hier {percent(-most)}")
        else:
            text = f"{columns[scenario].name}: wie op een ander scenario rekent, mist hier gemiddeld {percent(average)}"
            yield Sentence(text, (f"het meest met het plan voor {name}: {percent(-most)}",))
    if len(columns) == PAIR:
        yield Sentence(_pair(found.agreements[0], choice))
    if not far:
        yield Sentence(
            f"Geen: met het plan voor het ene scenario mist u in het andere niets, gemeten over {choice.many}."
        )
    yield from _alike(found, choice)


def _pair(agreement: OrderAgreement, choice: ComparedChoice) -> str:
    tau = (
        ""
        if agreement.tau is None
        else f"; over alle {choice.many} is Kendalls tau-b {decimal(agreement.tau, 2)}"
    )
    return f"Van de hoogste {agreement.highest} zijn er {agreement.shared} gelijk{tau}."


def _alike(found: ScenarioComparison, choice: ComparedChoice) -> Iterator[Sentence]:
    """Scenarios that change nothing, or nothing about what is compared."""
    columns = found.futures.columns
    for scenario in sorted(found.timed):
        future = columns[scenario]
        yield Sentence(
            f"{future.name} verandert geen advies, alleen wie er tijd voor heeft:",
            (f"`krachtenveld verdeling --scenario {future.id}` laat zien wie welke zetel dan kan dragen",),
        )
    for scenario in sorted(found.same - found.timed):
        itself = BASE if found.futures.with_base else BASE_TEXT
        hints = vacancy_hints(found.futures.base.outcome, columns[scenario].outcome).values()
        yield Sentence(f"{columns[scenario].name} geeft precies hetzelfde advies als {itself}.", tuple(hints))
    if not found.futures.with_base:
        return
    base = next(number for number, future in enumerate(columns) if future is found.futures.base)
    unmoved = [
        future.name
        for number, future in enumerate(columns)
        if number != base
        and number not in found.same
        and all(_same(seat.standings[number], seat.standings[base]) for seat in found.seats)
    ]
    if unmoved:
        verb = "verandert" if len(unmoved) == 1 else "veranderen"
        yield Sentence(
            f"{all_of(unmoved)} {verb} niets aan deze {choice.many}, wel aan ander advies:",
            ("`--soort alle` vergelijkt alles, `--soort relatie` de relaties",),
        )


def _same(one: ScenarioStanding | None, other: ScenarioStanding | None) -> bool:
    """Whether an advice stands alike among what is compared, whatever happens to other advice."""
    if one is None or other is None:
        return one is other
    return (one.score, one.band, one.place, one.parts) == (other.score, other.band, other.place, other.parts)


def _safest(found: ScenarioComparison, choice: ComparedChoice) -> Iterator[Sentence]:
    """The choice with the smallest maximum regret, beside the best of the plans for one scenario."""
    columns, regret = found.futures.columns, found.regret
    seats, worst = regret.safest.seats, regret.safest.worst
    yield Sentence(
        f"Deze {counted(len(seats), choice.one, choice.many)} missen in geen scenario meer dan {percent(worst)} "
        f"(het meest bij {columns[regret.safest.worst_scenario].name}):"
    )
    for place, seat in enumerate(seats, start=1):
        yield Sentence(f"{place}. {seat.title}", depth=1)
    base = found.futures.base
    best = min(
        range(len(columns)),
        key=lambda each: (regret.plans[each].worst, columns[each] is not base, columns[each].id),
    )
    plan = regret.plans[best]
    yield Sentence(
        f"Van de plannen voor één scenario is dat voor {columns[best].name} het veiligst: het mist hooguit "
        f"{percent(plan.worst)} (bij {columns[plan.worst_scenario].name})."
    )


# ── what falls away with a network ────────────────────────────────────────────────────────────────────


def _losses(found: ScenarioComparison, top: int) -> Iterator[Sentence]:
    """Per scenario that lacks actors, the priorities that lose by it; the worst few unless `top` is 0."""
    columns = found.futures.columns
    for scenario, lost in found.dropouts.items():
        felt = [gap for gap in lost.gaps if gap.felt]
        without = sum(gap.cut_off for gap in felt)
        if not felt:
            total = len({line.id for gap in lost.gaps for line in gap.lost})
            gone = f", en daarmee {counted(total, 'advies', 'adviezen')}" if total else ""
            text = f"{columns[scenario].name}: {_gone(found, lost)} weg{gone}"
            yield Sentence(
                text, ("voor elke prioriteit blijft een even sterk advies, en elke weg naar wie beslist",)
            )
            continue
        roads = (
            f"{counted(without, 'prioriteit heeft', 'prioriteiten hebben')} geen weg meer naar wie beslist"
            if without
            else "elke prioriteit houdt een weg naar wie beslist"
        )
        feel = counted(len(felt), "prioriteit levert", "prioriteiten leveren")
        yield Sentence(f"{columns[scenario].name}: {_gone(found, lost)} weg; {roads}, {feel} in:")
        lines = [Sentence(_gap(found, gap), (_substitutes(gap),), depth=1) for gap in felt]
        yield from _cut(lines, top and MOST_GAPS)


def _gone(found: ScenarioComparison, lost: LostActors) -> str:
    names = found.futures.base.outcome.names
    bodies = f" (met {counted(len(lost.bodies), 'gremium', 'gremia')})" if lost.bodies else ""
    actors = first_of([names.short("actor", actor) for actor in lost.actors], 4)
    return f"{actors}{bodies} {'valt' if len(lost.actors) == 1 else 'vallen'}"


def _gap(found: ScenarioComparison, gap: PriorityLoss) -> str:
    names = found.futures.base.outcome.names
    parts = []
    if gap.cut_off:
        parts.append("geen weg meer naar wie beslist")
    elif gap.unadvised:
        parts.append("geen route meer onder de adviezen")
    if gap.left < 1:
        parts.append(f"{percent(gap.left)} van het sterkste argument blijft")
    parts += [road_text(names, road) for road in gap.roads if not gap.cut_off]
    return f'"{names.name("prioriteit", gap.priority)}": {"; ".join(parts)}'


def _substitutes(gap: PriorityLoss) -> str:
    if not gap.substitutes:
        return "er is niets dat het kan overnemen"
    texts = [
        f"{each.line.title} ({score_text(each.strength)}{', nieuw' if each.new else ''})"
        for each in gap.substitutes
    ]
    return f"het beste dat blijft: {'; '.join(texts)}"
