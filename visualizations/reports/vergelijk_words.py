"""What is compared, and what there is to say of each scenario, plan and advice in it; the same in every form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from strategy.advice.advise import Case
from strategy.advice.names import Names, decimal
from strategy.advice.select import Selection, resolved
from strategy.comparison.compare_scenarios import ScenarioComparison, compare_scenarios
from strategy.comparison.futures import Future, Futures, lines_in_each
from strategy.comparison.lost_actors import LostRoad
from strategy.comparison.regret import RegretPlan, ScenarioDependent
from strategy.comparison.side_by_side import SEAT, BandOrNot, ComparedLine, ScenarioStanding
from strategy.dossier.register import all_of
from strategy.effect.delta import Change
from strategy.effect.effect import Effect
from strategy.scenarios.files import BASE
from visualizations.writers.words import counted, rules

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


def reasons(found: ScenarioComparison, dependent: ScenarioDependent) -> list[tuple[Effect, Change]]:
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
        where = listed([columns[number].name for number in numbers], MOST_NAMED)
        yield f"binnen deze regel {word} bij {where}: {each.part.title}"


def listed(texts: Sequence[str], most: int, between: str = ", ") -> str:
    """`a, b en c`, or the first `most` and how many there are more."""
    shown = list(texts[:most])
    if rest := len(texts) - len(shown):
        return f"{between.join(shown)} en nog {rest}"
    return all_of(shown) if between == ", " else between.join(shown)


def road_text(names: Names, road: LostRoad) -> str:
    """What becomes of the strongest road to one decider."""
    to = names.short("actor", road.to)
    if road.after is None:
        return f"geen weg meer naar {to}"
    return f"de weg naar {to} wordt zwakker ({decimal(road.before.strength, 2)} → {decimal(road.after.strength, 2)})"
