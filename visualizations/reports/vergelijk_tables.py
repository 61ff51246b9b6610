"""A comparison as tables: scenarios, advice, regret, plans, agreement, weights, what falls away, and what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from strategy.advice.names import Names
from strategy.comparison.compare_scenarios import LostActors, PriorityLoss, ScenarioComparison
from strategy.comparison.futures import ComparedLine, OrderAgreement, ScenarioStanding
from strategy.comparison.regret import WeightTurns
from strategy.effect.delta import VersionChange
from strategy.effect.effect import Effect, Explained
from strategy.effect.versions import Difference
from strategy.explain.tipping import Swap
from visualizations.reports.effect import (
    Numbers,
    by,
    explained,
    hidden,
    moved_by,
    numbers_of,
    place_of,
    shown_text,
)
from visualizations.reports.effect import within as within_line
from visualizations.reports.vergelijk_words import (
    KEY,
    SAFEST,
    AdviceRow,
    ComparisonAnswer,
    NamedPlan,
    ScenarioColumn,
    cell,
    first_name,
    road_text,
    within,
)
from visualizations.writers.sheets import Cell, ReadColumn, Sheet, column, joined, sheet, yes


def sheets(comparison: ComparisonAnswer) -> list[Sheet]:
    """Every table that has rows; those of the differences for two scenarios only."""
    plan = comparison.found.plan
    every = (
        scenario_sheet(comparison),
        place_sheet(comparison, comparison.shown),
        seat_sheet(comparison),
        regret_sheet(comparison),
        planned_sheet(comparison),
        agreement_sheet(comparison),
        turn_sheet(comparison),
        loss_sheet(comparison),
        *(plan_sheets(plan) if plan else ()),
    )
    return [each for each in every if each.rows]


# ── scenarios and advice ──────────────────────────────────────────────────────────────────────────────

_SCENARIOS: tuple[ReadColumn[ScenarioColumn], ...] = (
    column("letter", "waarmee tabellen en tekeningen het scenario aanduiden", lambda row: row.letter, paper=True),
    column("scenario", "de naam waaronder het programma het kent", lambda row: row.it.id, paper=True),
    column("naam", "zoals mensen het noemen", lambda row: first_name(row.it), paper=True),
    column("waarom", "de reden achter het scenario; leeg in de openbare versie", lambda row: row.why),
    column("peildatum", "de dag waarop alles is beoordeeld", lambda row: row.day, paper=True),
    column("regelset", "de vingerafdruk van de regels, met wat het scenario eraan verandert", lambda row: row.case.fingerprint),
    column("doen", "hoeveel van wat is vergeleken in de band doen staat", lambda row: row.core, "whole", paper=True),
    column("zelfde advies", "of elk advies hetzelfde is als dat van basis: het dossier zelf", lambda row: "" if row.is_base else yes(row.same)),
    column("onvoorbereid", "gemiddelde spijt in dit scenario van de plannen voor de andere", lambda row: row.unprepared, "share", paper=True),
    column("eigen plan", "grootste spijt van het plan voor dit scenario als een ander komt", lambda row: row.plan.it.worst, "share", paper=True),
    column("het meest bij", "het scenario waarin die grootste spijt is", lambda row: row.plan.worst_at, paper=True),
)  # fmt: skip


def scenario_sheet(comparison: ComparisonAnswer) -> Sheet:
    return sheet("Scenario's", _SCENARIOS, comparison.scenarios)


def seat_sheet(comparison: ComparisonAnswer) -> Sheet:
    """One row per advice, four columns per scenario."""
    one, size = comparison.choice.one, comparison.found.regret.size
    columns: tuple[ReadColumn[AdviceRow], ...] = (
        column(one, "wat er wordt aangeraden", lambda row: row.it.title),
        column("soort", "positie, relatie, route, samenwerking, koppelkans …", lambda row: row.it.line.target.sort),
        column("binnen deze regel", "onderdelen die er niet in elk scenario bij horen", lambda row: joined(within(row.found, row.it))),
        column("houdt stand", f"overal, op één na, in zoveel scenario's, of nergens bij de hoogste {size}", _holding),
        column("bij de hoogste", f"in hoeveel scenario's het bij de hoogste {size} hoort", lambda row: len(row.held), "whole"),
        column("doen", "in hoeveel scenario's het in de band doen staat", lambda row: len(row.core), "whole"),
        column("niet bij", f"de scenario's waarin het niet bij de hoogste {size} hoort, als dat er minder dan de helft zijn", _not_at),
        column("minste aandeel", "het kleinste deel van de hoogste score dat het in een scenario heeft", lambda row: row.it.least_share, "share"),
        *(each for scenario in comparison.scenarios for each in _standing_columns(scenario)),
        column("id", "de naam van het advies, dezelfde in elk scenario", lambda row: row.it.id),
    )  # fmt: skip
    return sheet("Posities" if one == "positie" else "Adviezen", columns, comparison.shown)


def _standing_columns(scenario: ScenarioColumn) -> tuple[ReadColumn[AdviceRow], ...]:
    number, id_ = scenario.number, scenario.it.id

    def at(read: Callable[[ScenarioStanding], Cell]) -> Callable[[AdviceRow], Cell]:
        def cell_of(row: AdviceRow) -> Cell:
            standing = row.it.standings[number]
            return read(standing) if standing else None

        return cell_of

    return (
        column(f"{id_}: plaats", "de plaats in dit scenario onder wat is vergeleken; leeg is niet geadviseerd", at(lambda standing: standing.place), "whole"),
        column(f"{id_}: rang", "de plaats in dit scenario onder alle adviezen", at(lambda standing: standing.rank), "whole"),
        column(f"{id_}: band", "doen, ook doen, als er tijd is of niet doen, of in dit scenario niet geadviseerd", lambda row: row.it.band(number)),
        column(f"{id_}: score", "de score in dit scenario", at(lambda standing: standing.score), "number"),
    )  # fmt: skip


def _holding(row: AdviceRow) -> str:
    total, held = len(row.it.standings), len(row.held)
    words = {total: "overal", total - 1: "op één na", 0: "nergens"}
    return words.get(held, f"in {held} van {total}")


def _not_at(row: AdviceRow) -> str:
    few = 2 * len(row.broken) < len(row.it.standings)
    return ", ".join(future.id for future in row.broken) if few else ""


def place_sheet(comparison: ComparisonAnswer, rows: Sequence[AdviceRow]) -> Sheet:
    """The place and band of some advice per scenario, which stands as its letter, so that it goes on paper."""

    def place(scenario: ScenarioColumn) -> ReadColumn[AdviceRow]:
        meaning = f"de plaats en de band in het scenario met deze letter: {KEY}"
        return column(scenario.letter, meaning, lambda row: cell(row.it.standings[scenario.number]), "whole")

    title: ReadColumn[AdviceRow] = column(
        comparison.choice.one, "wat er wordt aangeraden", lambda row: row.it.title
    )
    return sheet("Plaatsen", (title, *map(place, comparison.scenarios)), rows)


# ── plans ─────────────────────────────────────────────────────────────────────────────────────────────

_PlannedAdvice = tuple[ComparedLine, dict[str, int]]


def planned_sheet(comparison: ComparisonAnswer) -> Sheet:
    """One row per advice in any plan, with its place in each."""
    places: dict[str, dict[str, int]] = {}
    titles: dict[str, ComparedLine] = {}
    for plan in comparison.plans:
        for place, seat in enumerate(plan.it.seats, start=1):
            titles.setdefault(seat.id, seat)
            places.setdefault(seat.id, {})[plan.name] = place

    def at(name: str) -> ReadColumn[_PlannedAdvice]:
        meaning = "de plaats in het plan voor dit scenario, de meeste waarde eerst; leeg is er niet in"
        return column(name, meaning, lambda row: row[1].get(name), "whole")

    columns: tuple[ReadColumn[_PlannedAdvice], ...] = (
        column("advies", "wat er in een plan staat", lambda row: row[0].title),
        *(at(plan.name) for plan in comparison.plans),
        column("id", "de naam van het advies", lambda row: row[0].id),
    )
    return sheet("Plannen", columns, ((titles[id_], placed) for id_, placed in places.items()))


def regret_sheet(comparison: ComparisonAnswer) -> Sheet:
    """The plan of each row in the scenario of each column."""
    size = comparison.found.regret.size

    def missed(scenario: ScenarioColumn) -> ReadColumn[NamedPlan]:
        meaning = "het deel van de hoogst haalbare som van scores dat het plan mist als dit scenario komt"
        return column(scenario.it.id, meaning, lambda plan: plan.it.regrets[scenario.number], "share")

    columns: tuple[ReadColumn[NamedPlan], ...] = (
        column("plan", f"de beste keuze van {size} voor dit scenario; {SAFEST}: die waarvan het meeste het kleinst is", lambda plan: plan.name),
        *map(missed, comparison.scenarios),
        column("meest", "de grootste spijt over alle scenario's", lambda plan: plan.it.worst, "share"),
        column("bij", "het scenario waarin de spijt het grootst is", lambda plan: plan.worst_at),
    )  # fmt: skip
    return sheet("Spijt", columns, comparison.plans)


def agreement_sheet(comparison: ComparisonAnswer) -> Sheet:
    ids, size = comparison.found.futures.ids, comparison.found.regret.size
    order = (
        "Kendalls tau-b over elk advies dat een van beide geeft: 1 is dezelfde volgorde, 0 geen verband, "
        "-1 omgekeerd; wat een scenario niet geeft, komt daar achteraan"
    )
    columns: tuple[ReadColumn[OrderAgreement], ...] = (
        column("scenario", "het ene scenario", lambda pair: ids[pair.one]),
        column("ander scenario", "het andere scenario", lambda pair: ids[pair.other]),
        column("tau-b", order, lambda pair: pair.tau, "number"),
        column("gelijk", f"hoeveel van de hoogste {size} in beide staan", lambda pair: pair.shared, "whole"),
        column("van", "uit zoveel hoogste; meer dan gevraagd als de laatste plaats wordt gedeeld", lambda pair: pair.highest, "whole"),
    )  # fmt: skip
    return sheet("Overeenstemming", columns, comparison.found.agreements)


# ── weights ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Turn:
    """Something that changes at a weight."""

    found: ScenarioComparison
    turns: WeightTurns
    what: str
    it: Swap

    @property
    def opgave(self) -> str:
        future = self.found.futures.columns[self.turns.scenario]
        return future.outcome.names.name("opgave", self.turns.lever.id)

    def titles(self, names: Iterable[str]) -> str:
        known = {seat.id: seat.title for seat in self.found.seats}
        return joined(known[name] for name in names)


def turn_sheet(comparison: ComparisonAnswer) -> Sheet:
    size = comparison.found.regret.size
    what = f"wat er verandert: bij de hoogste {size} of bij doen valt iets weg dat standhoudt, of er komt iets bij"
    columns: tuple[ReadColumn[_Turn], ...] = (
        column("scenario", "van waaruit het gewicht verandert; alle andere gewichten blijven", lambda row: row.found.futures.ids[row.turns.scenario], paper=True),
        column("opgave", "wiens gewicht verandert", lambda row: row.opgave, paper=True),
        column("nu", "het gewicht nu", lambda row: float(row.turns.now), "number", paper=True),
        column("wat", what, lambda row: row.what, paper=True),
        column("richting", "of het gewicht omhoog of omlaag gaat", lambda row: "omhoog" if row.it.up else "omlaag", paper=True),
        column("gewicht", "waarvoorbij of waarop het verandert; exact berekend, hier afgerond", lambda row: float(row.it.at), "number", 4, paper=True),
        column("eruit", "wat eruit valt", lambda row: row.titles(row.it.overtaken), paper=True),
        column("erin", "wat erbij komt", lambda row: row.titles(row.it.overtaking)),
    )  # fmt: skip
    return sheet("Gewichten", columns, _turned(comparison.found))


def losing(turns: Sheet) -> Sheet:
    """Which weights make what holds fall away; what else comes among the highest would fill pages."""
    return replace(turns, rows=tuple(row for row in turns.rows if row[-1] == ""))


def _turned(found: ScenarioComparison) -> Iterator[_Turn]:
    size = found.regret.size
    for turns in found.turns:
        kinds = (
            (f"bij de hoogste {size}", turns.firm),
            ("doen", turns.core),
            (f"dezelfde hoogste {size}", turns.top),
        )
        yield from (_Turn(found, turns, what, swap) for what, swaps in kinds for swap in swaps)


# ── what falls away ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Loss:
    """A priority that loses by what falls away in a scenario."""

    found: ScenarioComparison
    number: int
    lost: LostActors
    it: PriorityLoss

    @property
    def names(self) -> Names:
        return self.found.futures.base.outcome.names


_LOSSES: tuple[ReadColumn[_Loss], ...] = (
    column("scenario", "waarin actoren of gremia wegvallen", lambda row: row.found.futures.ids[row.number]),
    column("weg", "de actoren die het dossier heeft en het scenario niet", lambda row: joined(row.names.short("actor", actor) for actor in row.lost.actors)),
    column("prioriteit", "die daar iets van merkt", lambda row: row.names.name("prioriteit", row.it.priority)),
    column("geen weg", "ja: er is geen weg meer naar wie beslist", lambda row: yes(row.it.cut_off)),
    column("geen route", "ja: geen enkele route staat nog onder de adviezen", lambda row: yes(row.it.unadvised)),
    column("minder weg", "wegen naar wie beslist die wegvallen of zwakker worden, met hun sterkte", lambda row: joined(road_text(row.names, road) for road in row.it.roads)),
    column("vervallen", "adviezen die met de actoren vervallen, de beste eerst", lambda row: joined(line.title for line in row.it.lost)),
    column("sterkste", "het sterkste argument voor de prioriteit in het dossier", lambda row: row.it.strength, "number"),
    column("blijft", "het sterkste argument dat blijft, als deel daarvan", lambda row: row.it.left, "share"),
    column("vervangers", "het beste dat blijft, met de sterkte van het argument voor deze prioriteit", lambda row: joined(f"{each.line.title} ({each.strength:.2f})".replace(".", ",") for each in row.it.substitutes)),
)  # fmt: skip


def loss_sheet(comparison: ComparisonAnswer) -> Sheet:
    found = comparison.found
    losses = (_Loss(found, number, lost, gap) for number, lost in found.dropouts.items() for gap in lost.gaps)
    return sheet("Uitval", _LOSSES, losses)


# ── what differs between two ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Changed:
    effect: Effect
    numbers: Numbers
    it: VersionChange


@dataclass(frozen=True)
class _Differing:
    effect: Effect
    numbers: Numbers
    item: Explained

    @property
    def it(self) -> Difference:
        return self.item.difference

    @property
    def causes(self) -> str:
        texts = (
            f"{by(cause.changes, self.numbers)}{explained(self.effect, self.it, cause)}"
            for cause in self.item.causes
        )
        return joined(dict.fromkeys(texts))


_CHANGES: tuple[ReadColumn[_Changed], ...] = (
    column("nummer", "waarmee oorzaken ernaar verwijzen", lambda row: row.numbers[row.it], "whole"),
    column("wijziging", "wat er anders is, oud → nieuw", lambda row: shown_text(row.effect, row.it)),
    column("plaats", "bestand en regel", lambda row: "" if hidden(row.effect, row.it) else place_of(row.it)),
    column("adviezen", "bij hoeveel verschillen het een oorzaak is, die van alleen een rang niet meegeteld", lambda row: moved_by(row.effect, row.it), "whole"),
)  # fmt: skip
_DIFFERENCES: tuple[ReadColumn[_Differing], ...] = (
    column("verschil", "nieuw, vervallen, band, inhoud, score of alleen rang", lambda row: row.it.kind),
    column("advies", "wat er wordt aangeraden", lambda row: row.it.line.title),
    column("band oud", "de band in het eerste scenario", lambda row: row.it.old.band if row.it.old else None),
    column("band nieuw", "de band in het tweede scenario", lambda row: row.it.new.band if row.it.new else None),
    column("score oud", "de score in het eerste scenario", lambda row: row.it.old.score if row.it.old else None, "number"),
    column("score nieuw", "de score in het tweede scenario", lambda row: row.it.new.score if row.it.new else None, "number"),
    column("rang oud", "de plaats onder alle adviezen in het eerste scenario", lambda row: row.it.old.rank if row.it.old else None, "whole"),
    column("rang nieuw", "de plaats onder alle adviezen in het tweede scenario", lambda row: row.it.new.rank if row.it.new else None, "whole"),
    column("binnen deze regel", "onderdelen die erbij komen, vervallen of anders worden", lambda row: joined(within_line(row.it))),
    column("oorzaken", "door welke wijzigingen (de nummers van het blad Wijzigingen), en hoe", lambda row: row.causes),
    column("id", "de naam van het advies", lambda row: row.it.id),
)  # fmt: skip


def plan_sheets(effect: Effect) -> tuple[Sheet, Sheet]:
    """What two scenarios say otherwise, numbered as the causes refer to it; and each advice that differs."""
    numbers = numbers_of(effect)
    return (
        sheet("Wijzigingen", _CHANGES, (_Changed(effect, numbers, change) for change in effect.changes)),
        sheet("Verschillen", _DIFFERENCES, (_Differing(effect, numbers, item) for item in effect.items)),
    )
