"""`vergelijk`: scenarios held against each other, first the answers in sentences, then the tables; and as a picture: a row
per seat, a column per scenario, the darker the firmer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from strategy.advice.model import BANDS, Advice
from strategy.advice.names import Names, decimal
from strategy.comparison.compare_scenarios import (
    PAIR,
    LostActors,
    LostRoad,
    PriorityLoss,
    ScenarioComparison,
    Substitute,
)
from strategy.comparison.futures import ComparedLine, OrderAgreement, ScenarioStanding
from strategy.comparison.regret import ScenarioDependent, WeightTurns
from strategy.dossier.defined_names import counted
from strategy.effect.delta import VersionChange
from strategy.effect.effect import Effect, Explained
from strategy.effect.versions import Difference
from strategy.errors import KrachtenveldError
from strategy.explain.tipping import Swap
from visualizations.reports.effect import (
    EFFECT,
    EffectAnswer,
    Numbers,
    by,
    effect_blocks,
    explained,
    hidden,
    moved_by,
    numbers_of,
    place_of,
    shown_text,
)
from visualizations.reports.effect import within as within_line
from visualizations.reports.gevoelig import limits, number_text
from visualizations.reports.vergelijk_story import (
    BASE_TEXT,
    KEY,
    SAFEST,
    AdviceRow,
    ComparedChoice,
    ComparisonAnswer,
    NamedPlan,
    ScenarioColumn,
    StorySection,
    cell,
    first_name,
    letter,
    percent,
    reasons,
    road_text,
    story,
    ways_on,
    within,
)
from visualizations.writers.markup import escaped, numbered
from visualizations.writers.pictures import BLUE, FORMS, GREY, INK, picture, width, wrapped
from visualizations.writers.report import WHITE, Block, Col, Grid, Line, Report, heading, line, rest, top_of
from visualizations.writers.safe_files import MARK
from visualizations.writers.shapes import (
    ADVICE_ID,
    COUNT,
    DAY,
    LINE_ID,
    MAYBE_NUMBER,
    MAYBE_TEXT,
    MAYBE_WHOLE,
    NUMBER,
    SCORE,
    TEXT,
    WHOLE,
    YES_NO,
    Shape,
    array,
    contract_of,
    maybe,
    null_or,
    one_of,
    record_of,
)
from visualizations.writers.sheets import (
    Cell,
    ReadColumn,
    Sheet,
    column,
    csv_text,
    joined,
    markdown_text,
    on_paper,
    sheet,
    yes,
)
from visualizations.writers.stamps import DISCLAIMER, public

# ── tables ──────────────────────────────────────────────────────────────────────────────────────────


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


# ── the answer ──────────────────────────────────────────────────────────────────────────────────────

CAVEAT = "Scenario's zijn veronderstellingen: wat erin staat, is een aanname tenzij er een bron bij staat."


def comparison_report(found: ScenarioComparison, choice: ComparedChoice, top: int) -> Report:
    """A comparison; of each table and list on a screen or in a document at most `top` rows, 0 is all."""
    comparison = ComparisonAnswer(found, choice)
    return Report(
        screen=lambda: _screen(comparison, top),
        data=lambda: COMPARISON.write(comparison),
        markdown=lambda: "\n".join(_markdown(comparison, top)),
        sheets=lambda: sheets(comparison),
        title=comparison.title,
        mark=comparison.mark,
        others={
            "csv": lambda: csv_text(seat_sheet(comparison), comparison.mark),
            **{form: partial(chart, comparison, form, top) for form in FORMS},
        },
    )


# ── data ──────────────────────────────────────────────────────────────────────────────────────────────

_SHARE = Shape({"type": "number", "minimum": 0}, SCORE.write)
_IDS = array(LINE_ID)
_SEATS = Shape(_IDS.schema, lambda seats: [seat.id for seat in seats])
_SCENARIO = record_of(ScenarioColumn)(
    id=(TEXT, lambda scenario: scenario.it.id),
    naam=(TEXT, lambda scenario: first_name(scenario.it)),
    waarom=(MAYBE_TEXT.about("null in de openbare versie"), lambda scenario: scenario.why),
    peildatum=(DAY, lambda scenario: scenario.case.view.day),
    regels=(TEXT, lambda scenario: scenario.case.fingerprint),
    doen=(COUNT, lambda scenario: scenario.core),
    zelfde_advies=(YES_NO.about("of elk advies dat van het dossier zelf is"), lambda scenario: scenario.same),
    onvoorbereid=(
        _SHARE.about("gemiddelde spijt hier van de plannen voor de andere scenario's"),
        lambda scenario: scenario.unprepared,
    ),
)
_STANDING = record_of(ScenarioStanding)(
    score=(_SHARE, lambda standing: standing.score),
    band=(one_of(*BANDS), lambda standing: standing.band),
    rang=(WHOLE.about("onder alle adviezen"), lambda standing: standing.rank),
    plaats=(WHOLE.about("onder wat is vergeleken"), lambda standing: standing.place),
    aandeel=(_SHARE.about("deel van de hoogste score"), lambda standing: standing.share),
    onderdelen=(array(ADVICE_ID, minItems=1), lambda standing: standing.parts),
)
_PART = record_of(Advice)(id=(ADVICE_ID, lambda part: part.id), titel=(TEXT, lambda part: part.title))
_SEAT = record_of(AdviceRow)(
    id=(LINE_ID, lambda row: row.it.id),
    titel=(TEXT, lambda row: row.it.title),
    soort=(TEXT, lambda row: row.it.line.target.sort),
    onderdelen=(array(_PART, minItems=1).about("die van alle scenario's"), lambda row: row.it.parts),
    bij_de_hoogste=(COUNT.about("in zoveel scenario's"), lambda row: len(row.held)),
    minste_aandeel=(
        _SHARE.about("in het slechtste scenario; 0 is niet geadviseerd"),
        lambda row: row.it.least_share,
    ),
    standen=(array(null_or(_STANDING)), lambda row: row.it.standings),
)
_CHANGE = record_of(tuple[Effect, VersionChange])(
    tekst=(TEXT, lambda pair: shown_text(*pair)),
    bestand=(MAYBE_TEXT, lambda pair: None if hidden(*pair) else pair[1].place.file),
    regelnummer=(MAYBE_WHOLE, lambda pair: None if hidden(*pair) else pair[1].place.line),
)
_DEPENDENT = record_of(tuple[ScenarioComparison, ScenarioDependent])(
    advies=(LINE_ID, lambda pair: pair[1].seat.id),
    scenario=(TEXT, lambda pair: pair[0].futures.ids[pair[1].scenario]),
    door=(array(_CHANGE).about("wat het scenario daartoe verandert"), lambda pair: reasons(*pair)),
)
_FIRM = record_of(ScenarioComparison)(
    overal=(_SEATS, lambda found: found.firmness.always),
    op_een_na=(array(_DEPENDENT), lambda found: [(found, dependent) for dependent in found.firmness.near]),
    alleen_in=(array(_DEPENDENT), lambda found: [(found, dependent) for dependent in found.firmness.alone]),
)
_PLAN = record_of(NamedPlan)(
    adviezen=(_SEATS, lambda plan: plan.it.seats),
    spijt=(array(_SHARE), lambda plan: plan.it.regrets),
    meest=(_SHARE, lambda plan: plan.it.worst),
    bij=(MAYBE_TEXT, lambda plan: plan.worst_at),
)
_REGRET = record_of(ComparisonAnswer)(
    plannen=(array(_PLAN).about("per scenario"), lambda answer: answer.plans[:-1]),
    minste=(_PLAN, lambda answer: answer.safest),
)
_AGREEMENT = record_of(tuple[ScenarioComparison, OrderAgreement])(
    scenarios=(
        array(TEXT, minItems=2, maxItems=2),
        lambda pair: [pair[0].futures.ids[number] for number in (pair[1].one, pair[1].other)],
    ),
    tau_b=(maybe(SCORE), lambda pair: pair[1].tau),
    gelijk=(COUNT, lambda pair: pair[1].shared),
    van=(COUNT, lambda pair: pair[1].highest),
)
_TURN = record_of(Swap)(
    gewicht=(NUMBER, lambda swap: round(float(swap.at), 6)),
    omhoog=(YES_NO, lambda swap: swap.up),
    al_op_dit_gewicht=(YES_NO, lambda swap: swap.included),
    eruit=(_IDS, lambda swap: sorted(swap.overtaken)),
    erin=(_IDS, lambda swap: sorted(swap.overtaking)),
)
_TURNS = record_of(tuple[ScenarioComparison, WeightTurns])(
    scenario=(TEXT, lambda pair: pair[0].futures.ids[pair[1].scenario]),
    opgave=(TEXT, lambda pair: pair[1].lever.id),
    nu=(NUMBER, lambda pair: float(pair[1].now)),
    bij_de_hoogste=(array(_TURN), lambda pair: pair[1].firm),
    doen=(array(_TURN), lambda pair: pair[1].core),
    zelfde_hoogste=(array(_TURN), lambda pair: pair[1].top),
)
_ROAD = record_of(LostRoad)(
    naar=(TEXT, lambda road: road.to),
    was=(NUMBER, lambda road: road.before.strength),
    wordt=(MAYBE_NUMBER, lambda road: road.after.strength if road.after else None),
    via=(maybe(array(TEXT)), lambda road: road.after.nodes if road.after else None),
)
_SUBSTITUTE = record_of(Substitute)(
    advies=(LINE_ID, lambda each: each.line.id),
    sterkte=(NUMBER, lambda each: each.strength),
    nieuw=(YES_NO, lambda each: each.new),
)
_GAP = record_of(PriorityLoss)(
    prioriteit=(TEXT, lambda gap: gap.priority),
    geen_weg=(YES_NO, lambda gap: gap.cut_off),
    geen_route=(YES_NO, lambda gap: gap.unadvised),
    wegen=(array(_ROAD), lambda gap: gap.roads),
    vervallen=(_SEATS, lambda gap: gap.lost),
    sterkste=(NUMBER, lambda gap: gap.strength),
    blijft=(_SHARE, lambda gap: gap.left),
    vervangers=(array(_SUBSTITUTE), lambda gap: gap.substitutes),
)
_LOSS = record_of(tuple[str, LostActors])(
    scenario=(TEXT, lambda pair: pair[0]),
    actoren=(array(TEXT), lambda pair: pair[1].actors),
    gremia=(array(TEXT), lambda pair: pair[1].bodies),
    prioriteiten=(array(_GAP), lambda pair: pair[1].gaps),
)


def _of_effect(*names: str) -> Shape:
    """These keys of what `effect` tells, as it tells them."""
    known = EFFECT.schema["properties"]

    def write(effect: Effect) -> Mapping[str, Any]:
        told = EFFECT.write(EffectAnswer(effect))
        return {name: told[name] for name in names}

    keys = {name: (Shape(known[name]), partial(lambda name, told: told[name], name)) for name in names}
    return Shape(record_of(dict)(**keys).schema, write)


COMPARISON = contract_of(
    ComparisonAnswer, "Scenario's vergeleken door Krachtenveld", "3.1", lambda answer: answer.case
)(
    hoogste=(
        WHOLE.about("zoveel adviezen zijn de hoogste, en zoveel telt een plan"),
        lambda answer: answer.found.regret.size,
    ),
    scenarios=(
        array(_SCENARIO, minItems=2).about("in de gevraagde volgorde; standen en spijt staan zo ook"),
        lambda answer: answer.scenarios,
    ),
    adviezen=(array(_SEAT), lambda answer: answer.shown),
    zonder_spijt=(_FIRM, lambda answer: answer.found),
    spijt=(_REGRET, lambda answer: answer),
    overeenstemming=(
        array(_AGREEMENT),
        lambda answer: [(answer.found, pair) for pair in answer.found.agreements],
    ),
    gewichten=(array(_TURNS), lambda answer: [(answer.found, turns) for turns in answer.found.turns]),
    uitval=(
        array(_LOSS),
        lambda answer: [
            (answer.found.futures.ids[number], lost) for number, lost in answer.found.dropouts.items()
        ],
    ),
    verschil=(
        null_or(_of_effect("wijzigingen", "tellingen", "verschillen")).about("alleen bij twee scenario's"),
        lambda answer: answer.found.plan,
    ),
)
"""What programs may rely on; lists of numbers are in the order of the scenarios. Additions raise the minor version."""


# ── document ──────────────────────────────────────────────────────────────────────────────────────────


def _markdown(comparison: ComparisonAnswer, top: int) -> Iterator[str]:
    """The answers in sentences, then the tables; of lists and tables of advice the first `top`, 0 is all."""
    found, choice = comparison.found, comparison.choice
    yield f"# {escaped(comparison.title)}\n"
    if not found.seats:
        yield f"Geen {choice.many} bij deze keuze, in geen van de scenario's.\n"
    else:
        for section in story(found, choice, top):
            yield _section_text(section)
        places = markdown_text(place_sheet(comparison, top_of(comparison.shown, top)))
        yield f"## De scenario's\n\n{on_paper(scenario_sheet(comparison))}"
        yield f"## {_places_title(comparison)}\n\n{KEY}\n\n{places}"
        if (turns := losing(turn_sheet(comparison))).rows:
            yield f"## Bij welk gewicht kantelt het\n\n{on_paper(turns)}"
        yield f"## Spijt\n\n{_meaning_of_regret(comparison)}\n\n{markdown_text(regret_sheet(comparison))}"
        yield f"## Overeenstemming\n\n{markdown_text(agreement_sheet(comparison))}"
        if found.dropouts:
            yield f"## Wat wegvalt\n\n{markdown_text(loss_sheet(comparison))}"
    if found.plan:
        yield from (f"## {each.name}\n\n{markdown_text(each)}" for each in plan_sheets(found.plan))
    yield f"{CAVEAT} {DISCLAIMER}\n\n{MARK} · {comparison.mark}\n"


def _section_text(section: StorySection) -> str:
    lines = [f"## {escaped(section.title)}\n"]
    for said in section.lines:
        lines.append(f"{'  ' * said.depth}- {numbered(said.text)}")
        lines += [f"{'  ' * (said.depth + 1)}- {numbered(detail)}" for detail in said.details]
    return "\n".join(lines) + "\n"


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────


def _screen(comparison: ComparisonAnswer, top: int) -> Iterator[Block]:
    """First the answers, then the tables, then what the numbers mean."""
    found, choice = comparison.found, comparison.choice
    yield from (_heading(comparison), WHITE)
    if not found.seats:
        yield from (line(f"Geen {choice.many} bij deze keuze, in geen van de scenario's."), WHITE)
    else:
        for section in story(found, choice, top):
            yield from (*_section(section), WHITE)
        yield from (*_scenarios(comparison), WHITE, *_places(comparison, top), WHITE)
        if found.turns:
            yield from (*_turns(found), WHITE)
        if not top and len(found.futures.columns) > PAIR:
            yield from (*_regrets(comparison), WHITE, *_agreements(comparison), WHITE)
    if found.plan and (found.seats or found.plan.items):
        names = " → ".join(future.name for future in found.futures.columns)
        yield from (heading(f"Verschillen: {names}"), *effect_blocks(found.plan, top), WHITE)
    if found.seats and (on := ways_on(found, choice)):
        yield from (*_section(on), WHITE)
    yield line("\n".join(_meaning(comparison, top)), "dim")


def _heading(comparison: ComparisonAnswer) -> Line:
    """Of which dossier, on which day, and what is compared."""
    futures, case = comparison.found.futures, comparison.case
    told = " · ".join([comparison.day, *public(case)])
    about = (
        f" · {told}\n{len(futures.columns)} scenario's vergeleken{_with_base(comparison.found)}, "
        f"over {comparison.counted}{comparison.choice.text()}"
    )
    return line(case.dossier.header.name, "bold", (about, ""))


def _with_base(found: ScenarioComparison) -> str:
    columns = found.futures.columns
    if not found.futures.with_base:
        return ""
    if len(columns) == PAIR:
        return f": {' en '.join(map(first_name, columns))}"
    return f", waaronder {BASE_TEXT}"


def _section(section: StorySection) -> Iterator[Block]:
    yield heading(section.title)
    for said in section.lines:
        margin = 1 + 2 * said.depth
        yield line(said.text, indent=margin)
        yield from (line(detail, "dim", indent=margin + 2) for detail in said.details)


def _scenarios(comparison: ComparisonAnswer) -> Iterator[Block]:
    scenarios = comparison.scenarios
    days = len({scenario.day for scenario in scenarios}) > 1
    measures = (*(("peildatum",) if days else ()), "doen", "onvoorbereid", "eigen plan")

    def row(scenario: ScenarioColumn) -> tuple[str | Line, ...]:
        future = scenario.it
        id_ = [(f"  {future.id}", "dim")] if future.id != future.name else []
        return (
            scenario.letter, line(future.name, "", *id_), *((scenario.day,) if days else ()), str(scenario.core),
            percent(scenario.unprepared), percent(scenario.plan.it.worst),
        )  # fmt: skip

    text = (
        "onvoorbereid: wat u in dit scenario gemiddeld mist met het plan voor een ander; eigen plan: wat het plan voor "
        "dit scenario hooguit mist als een ander komt"
    )
    cols = (Col(), Col("scenario", wide=True), *_numbers(measures))
    yield heading("De scenario's")
    yield Grid(cols, tuple(map(row, scenarios)), indent=1)
    yield line(text, "dim", indent=2)


def _numbers(titles: Iterable[str]) -> Iterator[Col]:
    return (Col(title, right=True) for title in titles)


def _places(comparison: ComparisonAnswer, top: int) -> Iterator[Block]:
    """Where each advice stands in each scenario."""
    choice, rows = comparison.choice, comparison.shown
    yield heading(_places_title(comparison))
    if not rows:
        yield line(f" Geen {choice.one} is ergens {choice.band}.")
        return
    shown = [(row.it.title, [cell(standing) for standing in row.it.standings]) for row in top_of(rows, top)]
    letters = [scenario.letter for scenario in comparison.scenarios]
    yield _matrix(Col(choice.one, wide=True), letters, shown)
    yield line(f"  {KEY}   (op het gemiddelde deel van de hoogste score)", "dim")
    yield from rest(len(rows) - len(shown), what="toont ze allemaal, met spijt en overeenstemming per paar")


def _places_title(comparison: ComparisonAnswer) -> str:
    return f"Plaats onder {comparison.counted}, en band"


def _regrets(comparison: ComparisonAnswer) -> Iterator[Block]:
    names = [f"{scenario.letter} {scenario.it.id}" for scenario in comparison.scenarios]
    rows = [
        (name, [decimal(100 * value, 0) for value in (*plan.it.regrets, plan.it.worst)])
        for name, plan in zip([*names, f"  {SAFEST}"], comparison.plans, strict=True)
    ]
    heads = [*(scenario.letter for scenario in comparison.scenarios), "meest"]
    yield heading("Spijt: wat het plan van een rij mist als het scenario van de kolom komt, in %")
    yield _matrix(Col(wide=True, keep=True), heads, rows)


def _agreements(comparison: ComparisonAnswer) -> Iterator[Block]:
    size, scenarios = comparison.found.regret.size, comparison.scenarios
    pairs = {(each.one, each.other): each for each in comparison.found.agreements}

    def shown(row: int, column: int) -> str:
        if row == column:
            return ""
        pair = pairs[min(row, column), max(row, column)]
        if row < column:
            return f"{pair.shared}/{pair.highest}"
        return "–" if pair.tau is None else decimal(pair.tau, 2)

    rows = [
        (f"{row.letter} {row.it.id}", [shown(row.number, column.number) for column in scenarios])
        for row in scenarios
    ]
    yield heading(
        f"Overeenstemming: linksonder Kendalls tau-b, rechtsboven hoeveel van de hoogste {size} gelijk zijn"
    )
    yield _matrix(Col(wide=True, keep=True), [scenario.letter for scenario in scenarios], rows)


def _matrix(first: Col, heads: Iterable[str], rows: Sequence[tuple[str, Sequence[str]]]) -> Grid:
    return Grid((first, *_numbers(heads)), tuple((name, *cells) for name, cells in rows), indent=1, right=0)


def _turns(found: ScenarioComparison) -> Iterator[Block]:
    """Per opgave between which weights things stay as they are."""
    size = found.regret.size

    def row(each: WeightTurns) -> tuple[str, ...]:
        future = found.futures.columns[each.scenario]
        where = "" if future is found.futures.base else f" ({letter(each.scenario)})"
        ranges = (limits(turns, each.now) for turns in (each.firm, each.core, each.top))
        name = future.outcome.names.name("opgave", each.lever.id)
        return f"{name}{where}", number_text(each.now), *ranges

    scope = "overal" if len(found.futures.columns) == PAIR else "overal of op één scenario na"
    meaning = (
        f"bij de hoogste {size}, doen: zolang valt niets van wat {scope} bij de hoogste {size} hoort daaruit, of uit "
        f"doen; dezelfde hoogste {size}: zolang komt er niets bij"
    )
    titles = ("nu", f"bij de hoogste {size}", "doen", f"dezelfde hoogste {size}")
    yield heading("Tussen welke gewichten blijft dit zo?  één gewicht tegelijk, van 0 tot 10")
    yield Grid((Col("opgave", wide=True), *_numbers(titles)), tuple(map(row, found.turns)), indent=1)
    yield line(meaning, "dim", indent=2)


def _meaning(comparison: ComparisonAnswer, top: int) -> Iterator[str]:
    """What the numbers mean, in as few sentences as it takes."""
    if comparison.found.seats:
        yield _meaning_of_regret(comparison)
        if top:
            yield "`--top 0` toont alles; `--uit vergelijking.xlsx` en `--uit vergelijking.png` nemen het mee."
    yield f"{CAVEAT} {DISCLAIMER}"


def _meaning_of_regret(comparison: ComparisonAnswer) -> str:
    """Regret in one sentence."""
    choice = comparison.choice
    return (
        f"Een plan is de beste keuze van {counted(comparison.found.regret.size, choice.one, choice.many)}; spijt is het deel van de hoogst "
        "haalbare som van scores dat u mist als er een ander scenario komt dan waarvoor het plan is gemaakt. "
        "Tijd en gunning tellen daarin niet mee: die rekent `krachtenveld verdeling` na."
    )


if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 15
"""More rows than this do not fit on one page."""
UPRIGHT, ON_ITS_SIDE = 17.0, 25.7
"""Centimetres: the text width of A4, and of A4 on its side."""
_FEW = 6
"""With more scenarios than this the table takes a page on its side."""
_STAMP = 80
"""Characters of the stamp that fit below the chart, next to who decides."""
_ROW, _AROUND = 0.86, 2.3
"""Centimetres of a row, and of what stands above and below the table beside the names of the scenarios."""
_TITLE, _TITLE_LINES, _TITLE_SIZE = 7.2, 2, 7.0
"""Of the title of a row: centimetres, lines and points."""
_NAME_LINES, _NAME_SIZE = 5, 7.0
_TINTS: Mapping[str, tuple[str, str]] = {
    "doen": (BLUE, "white"),
    "ook doen": ("#8fa9c8", INK),
    "als er tijd is": ("#dfe6ee", INK),
    "niet doen": ("white", INK),
}
"""Per band a field and its number; the darker, the firmer, also without colour."""
_POINTS = 72 / 2.54


def chart(comparison: ComparisonAnswer, form: str, top: int) -> bytes:
    """The best `top` seats (at most 15; 0 is 15) as SVG or PNG. Raises KrachtenveldError when there are none."""
    found, choice = comparison.found, comparison.choice
    seats = [row.it for row in comparison.shown[: min(top or MOST, MOST)]]
    if not seats:
        raise KrachtenveldError(f"geen {choice.many} bij deze keuze, dus ook geen tekening", "kies ruimer")

    across = UPRIGHT if len(found.futures.columns) <= _FEW else ON_ITS_SIDE
    down = _names_high(found, across) + _ROW * len(seats) + _AROUND

    def draw(figure: Figure) -> None:
        _table(figure.subplots(), found, choice, seats, across)

    return picture(draw, across, down, form, comparison.title, _stamp(comparison))


def _stamp(comparison: ComparisonAnswer) -> str:
    """The stamp with no more scenarios than a line holds."""
    full, ids = comparison.mark, comparison.found.futures.ids
    if len(full) <= _STAMP:
        return full
    return full.replace(f"scenario's {', '.join(ids)}", f"{len(ids)} scenario's")


def _finding(found: ScenarioComparison, choice: ComparedChoice, seats: Sequence[ComparedLine]) -> str:
    """What the table shows, in one sentence."""
    total = len(found.futures.columns)
    firm = sum(all(seat.band(scenario) == "doen" for scenario in range(total)) for seat in seats)
    where = "beide" if total == PAIR else f"alle {total}"
    one = choice.one if len(seats) == 1 else choice.many
    return f"{firm or 'Geen'} van de {len(seats)} hoogste {one} {'heten' if firm > 1 else 'heet'} doen in {where} scenario's"


def label_lines(seat: ComparedLine) -> tuple[str, ...]:
    """A title at the head of its row; what does not fit there ends in an ellipsis."""
    return _lines(seat.title, _TITLE * _POINTS - 6, _TITLE_SIZE, _TITLE_LINES)


def _lines(text: str, room: float, size: float, most: int) -> tuple[str, ...]:
    """So many lines of a text, the last with an ellipsis when there is more."""
    every = wrapped(text, size, room)
    if len(every) <= most:
        return every
    last = every[most - 1]
    while last and width(f"{last} …", size) > room:
        last = last.rpartition(" ")[0] or last[:-1]
    return (*every[: most - 1], f"{last.rstrip(' ,;')} …")


def _table(
    axes: Axes,
    found: ScenarioComparison,
    choice: ComparedChoice,
    seats: Sequence[ComparedLine],
    across: float,
) -> None:
    """A row per seat and a column per scenario; the frame is in centimetres, so that texts are measured in it."""
    from matplotlib.patches import Rectangle

    futures = found.futures.columns
    column, high = (across - _TITLE) / len(futures), _names_high(found, across)
    below = high + _ROW * len(seats)
    axes.set_xlim(0, across)
    axes.set_ylim(below + 0.95, -0.75)
    axes.set_axis_off()
    axes.text(0, -0.4, _finding(found, choice, seats), fontsize=11, weight="bold", va="center")
    aside = _aside(found, column)
    for scenario, future in enumerate(futures):
        middle = _TITLE + column * (scenario + 0.5)
        room = (high - 0.1 if aside else column - 0.1) * _POINTS
        most = max(1, int(column * _POINTS / (_NAME_SIZE * 1.25))) if aside else _NAME_LINES
        name = "\n".join(_lines(first_name(future), room, _NAME_SIZE, most))
        axes.text(
            middle,
            high - 0.12,
            name,
            fontsize=_NAME_SIZE,
            ha="center",
            va="bottom",
            rotation=90 if aside else 0,
        )
    for number, seat in enumerate(seats):
        top = high + _ROW * number
        label = "\n".join(label_lines(seat))
        axes.text(_TITLE - 0.2, top + _ROW / 2, label, fontsize=_TITLE_SIZE, ha="right", va="center")
        for scenario, standing in enumerate(seat.standings):
            field, ink = _TINTS.get(seat.band(scenario), ("white", GREY))
            left = _TITLE + column * scenario
            axes.add_patch(
                Rectangle((left, top), column, _ROW, facecolor=field, edgecolor="white", linewidth=1.5)
            )
            told = str(standing.place) if standing else "–"
            axes.text(
                left + column / 2, top + _ROW / 2, told, color=ink, fontsize=8, ha="center", va="center"
            )
    _key(axes, found, choice, below + 0.3)


def _key(axes: Axes, found: ScenarioComparison, choice: ComparedChoice, top: float) -> None:
    """What the tints and the numbers are."""
    from matplotlib.patches import Rectangle

    left = 0.0
    for name, (field, _) in _TINTS.items():
        axes.add_patch(Rectangle((left, top), 0.5, 0.32, facecolor=field, edgecolor=GREY, linewidth=0.5))
        axes.text(left + 0.6, top + 0.16, name, fontsize=7, va="center")
        left += 0.95 + width(name, 7) / _POINTS
    axes.text(
        left,
        top + 0.16,
        f"–  niet geadviseerd · getal: de plaats onder {len(found.seats)} {choice.many}",
        fontsize=7,
        va="center",
    )


def _aside(found: ScenarioComparison, column: float) -> bool:
    """Whether the names of the scenarios stand on their side: a word of one does not fit above its column."""
    words = (word for future in found.futures.columns for word in first_name(future).split())
    return max(width(word, _NAME_SIZE) for word in words) > (column - 0.1) * _POINTS


def _names_high(found: ScenarioComparison, across: float) -> float:
    """Centimetres that the names of the scenarios take."""
    futures = found.futures.columns
    column = (across - _TITLE) / len(futures)
    if _aside(found, column):
        return min(4.0, 0.3 + max(width(first_name(future), _NAME_SIZE) for future in futures) / _POINTS)
    room = (column - 0.1) * _POINTS
    most = max(len(_lines(first_name(future), room, _NAME_SIZE, _NAME_LINES)) for future in futures)
    return 0.25 + most * _NAME_SIZE * 1.25 / _POINTS
