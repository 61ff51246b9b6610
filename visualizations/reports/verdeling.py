"""`verdeling`: the division in every form: who takes what, what is left out, what time is worth, and what it rests on.

First what there is to say of it, the same in every form: its seats, who takes them, constraints and certificates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from strategy.advice.lines import Line as AdviceLine
from strategy.advice.model import BANDS, Advice
from strategy.advice.names import decimal
from strategy.allocation.allocate import (
    NEARLY,
    Allocation,
    AlternativePlan,
    LeftOut,
    Margin,
    NearbyPlans,
    PlanDifference,
    PortfolioDifference,
    SeatDifference,
    Shift,
)
from strategy.allocation.problem import LOAD, WORTH, Capacity, Constraint, SeatRule
from strategy.allocation.seats import TAKING, Candidate, Taker, role_text, seat_label
from strategy.dossier.defined_names import counted
from strategy.dossier.word_lists import NATURES, ROLES
from strategy.errors import KrachtenveldError, Span
from visualizations.writers.markup import escaped
from visualizations.writers.report import (
    WHITE,
    Block,
    Cell,
    Col,
    Grid,
    Line,
    Report,
    bullet,
    heading,
    line,
    part,
    rest,
    top_of,
)
from visualizations.writers.safe_files import MARK
from visualizations.writers.shapes import (
    ADVICE_ID,
    LINE_ID,
    MAYBE_NUMBER,
    MAYBE_TEXT,
    NUMBER,
    SCORE,
    TEXT,
    WHOLE,
    YES_NO,
    Key,
    Shape,
    array,
    contract_of,
    maybe,
    one_of,
    record_of,
)
from visualizations.writers.sheets import ReadColumn, Sheet, column, csv_text, markdown_text, sheet
from visualizations.writers.stamps import DISCLAIMER, capital, stamp

STEPS = {
    "eigen": "eigen thema",
    "verwant": "verwant thema",
    "prioriteit": "dient een prioriteit",
    "opgave": "hoort bij de opgave",
    "ambt": "hoort bij dit ambt",
    "afspraak": "afgesproken",
}
"""How a portfolio fits a seat."""
IN_PLAN = "plan"
_NO_SHIFT = Shift(0, (), (), (), True)
_SMALL = 0.1
"""Below this one digit would say that a demand costs nothing."""
_MORE_TIME = "Geef meer tijd met --tijd."
_UNSETTLED = "Welk plan voorgaat van plannen met dezelfde waarde, vroeg meer tijd; geef die met --tijd."
VALUE_MEANING = "de score van het advies, met die van de lichtere rollen die erin zitten"


@dataclass(frozen=True)
class DivisionAnswer:
    """An allocation, with what lies around its plan and the plan of another scenario where those were worked out."""

    made: Allocation
    near: NearbyPlans | None = None
    beside: PlanDifference | None = None

    @property
    def seats(self) -> list[DividedSeat]:
        return [DividedSeat(self, each) for each in self.made.seats]

    @property
    def shares(self) -> list[TakerShare]:
        return [TakerShare(self, each) for each in self.made.terms.takers]

    @property
    def others(self) -> list[Other]:
        """Plans nearly as good."""
        found = self.near.alternatives if self.near else ()
        return [Other(self, number, each) for number, each in enumerate(found, 1)]

    @property
    def covered(self) -> set[str]:
        """The seats that a heavier role in the plan brings along."""
        return {name for seat in self.made.seats if seat.id in self.made.plan for name in seat.covers}


@dataclass(frozen=True)
class DividedSeat:
    """A seat, and what a division does with it."""

    division: DivisionAnswer
    it: Candidate

    @property
    def id(self) -> str:
        return self.it.id

    @property
    def line(self) -> AdviceLine:
        return self.it.line

    @property
    def label(self) -> str:
        return label(self.division.made, self.id)

    @property
    def body(self) -> str:
        return self.division.made.outcome.names.name("gremium", self.it.body)

    @property
    def role(self) -> str:
        """The role, with the theme of a portfolio."""
        return role_text(self.division.made.outcome.names, self.it.advice)

    @property
    def attitude(self) -> str:
        return self.it.advice.target.attitude

    @property
    def load(self) -> float:
        return self.division.made.terms.loads[self.it.role]

    @property
    def taker(self) -> str:
        return self.division.made.plan.get(self.id, "")

    @property
    def taken_by(self) -> str:
        return taker(self.division.made, self.taker) if self.taker else ""

    @property
    def within(self) -> str:
        """The heavier role in the plan that brings it along."""
        plan = self.division.made.plan
        return next(
            (each.id for each in self.division.made.seats if each.id in plan and self.id in each.covers), ""
        )

    @property
    def worth(self) -> Mapping[str, int]:
        """What it is worth to each portfolio that may take it, in units."""
        return next(item.worth for item in self.division.made.problem.seats if item.id == self.id)

    @property
    def value(self) -> float:
        """What it is worth with the portfolio that takes it."""
        return worth(self.worth.get(self.taker, 0)) if self.taker else self.it.value

    @property
    def covers(self) -> str:
        made = self.division.made
        return ", ".join(role_text(made.outcome.names, made.seat(name).advice) for name in self.it.covers)

    @property
    def step(self) -> str:
        """How the portfolio that takes it fits."""
        return STEPS[self.it.steps.get(self.taker, "afspraak")] if self.taker else ""

    @property
    def others(self) -> list[str]:
        """The other portfolios that may take it."""
        return [taker(self.division.made, name) for name in self.it.steps if name != self.taker]

    @property
    def also(self) -> str:
        return "; ".join(self.others)

    @property
    def state(self) -> str:
        near = self.division.near
        if self.taker:
            return IN_PLAN
        if self.id in self.division.covered:
            return "inbegrepen"
        never = near is not None and any(item.seat.id == self.id and item.shift is None for item in near.left)
        return "kan niet" if never else "afgevallen"


@dataclass(frozen=True)
class Official:
    """An advised seat at a table of officials, which takes no time of the college."""

    division: DivisionAnswer
    it: Advice
    state = "ambtelijk"
    taken_by = covers = step = also = ""
    load = None

    @property
    def id(self) -> str:
        return self.it.id

    @property
    def line(self) -> AdviceLine:
        lines = self.division.made.outcome.lines
        return next(each for each in lines if any(part.id == self.id for part in each.parts))

    @property
    def body(self) -> str:
        return self.division.made.outcome.names.name("gremium", self.it.target.body)

    @property
    def role(self) -> str:
        return self.it.target.role

    @property
    def attitude(self) -> str:
        return self.it.target.attitude

    @property
    def value(self) -> float:
        return self.it.score


@dataclass(frozen=True)
class TakerShare:
    """A portfolio, and what a division gives it."""

    division: DivisionAnswer
    it: Taker

    @property
    def name(self) -> str:
        return taker(self.division.made, self.it.id)

    @property
    def about(self) -> str:
        return about(self.it)

    @property
    def capacity(self) -> float:
        return self.division.made.terms.capacity[self.it.id]

    @property
    def used(self) -> float:
        return load(self.division.made.problem.load(self.division.made.plan, self.it.id))

    @property
    def taken(self) -> list[DividedSeat]:
        return [seat for seat in self.division.seats if seat.taker == self.it.id]

    @property
    def value(self) -> float:
        return sum((seat.value for seat in self.taken), 0.0)


@dataclass(frozen=True)
class Other:
    """Another plan, and its number."""

    division: DivisionAnswer
    number: int
    item: AlternativePlan

    @property
    def share(self) -> float:
        """Its worth as a part of that of the best plan."""
        best = self.division.made.solution.worth
        return (best + self.item.shift.gain) / max(best, 1)

    @property
    def plan(self) -> list[tuple[str, str]]:
        plan = self.item.plan
        return [(seat.id, plan[seat.id]) for seat in self.division.made.seats if seat.id in plan]

    def holder(self, name: str) -> str:
        """Who takes a seat in it."""
        plan = self.item.plan
        return taker(self.division.made, plan[name]) if name in plan else ""


@dataclass(frozen=True)
class PlanChange:
    """What a shift does to a plan, in names of seats; not that of its `own` seat, which goes without saying."""

    made: Allocation
    shift: Shift
    own: str = ""

    @property
    def added(self) -> str:
        return labels(self.made, (name for name in self.shift.added if name != self.own))

    @property
    def dropped(self) -> str:
        return labels(self.made, self.shift.dropped)

    @property
    def moved(self) -> str:
        return labels(self.made, self.shift.moved)

    @property
    def text(self) -> str:
        """What it drops, adds and moves."""
        named = (("", self.dropped), ("dan wel: ", self.added), ("wisselt van hand: ", self.moved))
        return "; ".join(f"{word}{names}" for word, names in named if names) or "–"

    @property
    def gained(self) -> str:
        """What it adds, and what goes for that."""
        dropped = f"in plaats van {self.dropped}" if self.dropped else ""
        moved = f"wisselt van hand: {self.moved}" if self.moved else ""
        return "; ".join(filter(None, (" ".join(filter(None, (self.added, dropped))), moved)))


def label(allocation: Allocation, name: str) -> str:
    """A seat in a few words: trekker van MRA PHO Sociaal."""
    return seat_label(allocation.outcome.names, allocation.seat(name).advice)


def labels(allocation: Allocation, names: Iterable[str]) -> str:
    return "; ".join(label(allocation, name) for name in names)


def taker(allocation: Allocation, name: str) -> str:
    """The name of who takes a seat: a member of the college, or a portfolio that stands for one."""
    return next(each.name for each in allocation.terms.takers if each.id == name)


def who(allocation: Allocation, advice: str) -> str:
    """Who in the college takes the seats of an advice, and what that costs, as the cards of a page say it.

    The explorer says it of any weights (verken/templates/bovenaan.js); a test holds the two to each other.
    """
    own = [seat for seat in allocation.seats if seat.line.id == advice]
    if not own:
        return "een ambtenaar; het kost het college geen tijd"
    units = {seat.id: seat.load for seat in allocation.problem.seats}
    lead = next((seat for seat in own if seat.id == seat.line.parts[0].id), own[0])
    taken = sorted((seat for seat in own if seat.id in allocation.plan), key=lambda seat: -units[seat.id])
    if not taken:
        return f"niemand, want het past niet in de tijd die er is; {_costs(units[lead.id])}"
    first, *rest = taken
    text = taker(allocation, allocation.plan[first.id])
    if first is not lead or len({seat.body for seat in own}) > 1:
        text += f" ({label(allocation, first.id)})"
    if rest:
        others = dict.fromkeys(taker(allocation, allocation.plan[seat.id]) for seat in rest)
        text += f", en nog {len(rest)} {'zetel' if len(rest) == 1 else 'zetels'} bij {' en '.join(others)}"
    return f"{text}; {_costs(sum(units[seat.id] for seat in taken))}"


def _costs(units: int) -> str:
    return f"kost {decimal(load(units))} {'dagdeel' if units == LOAD else 'dagdelen'} per maand"


def about(taker: Taker) -> str:
    """The office of who takes seats; of a member of the college the portfolios instead, which say more."""
    own = "; ".join(item.name for item in taker.portfolios)
    return own if taker.kind == "bestuurder" else taker.office


def worth(units: int) -> float:
    return units / WORTH


def load(units: int) -> float:
    return units / LOAD


def spent(allocation: Allocation) -> str:
    """The time that a plan uses of what there is: 45 van de 50."""
    there = allocation.terms.capacity
    used = sum(load(allocation.problem.load(allocation.plan, name)) for name in there)
    return f"{decimal(used)} van de {decimal(sum(there.values()))}"


def certificate(allocation: Allocation) -> str:
    """Whether the plan is proven to be the best, and if not how far off it may be."""
    solution = allocation.solution
    total = decimal(worth(solution.worth), 4)
    if solution.bound is None:
        return f"Niet bewezen het beste plan (waarde {total}, nog geen bovengrens). {_MORE_TIME}"
    found = f"het beste plan (waarde {total}, bovengrens {decimal(worth(solution.bound), 4)})"
    if solution.proven:
        return f"Bewezen {found}.{'' if solution.settled else f' {_UNSETTLED}'}"
    gap = decimal(100 * (solution.bound - solution.worth) / max(solution.worth, 1), 1)
    return f"Niet bewezen {found}: het kan hoogstens {gap}% beter. {_MORE_TIME}"


def cost(allocation: Allocation) -> float | None:
    """What the demands cost: how much more the best plan without them is worth. None without such a plan."""
    free = allocation.free
    return None if free is None or free.plan is None else worth(free.worth - allocation.solution.worth)


def cost_text(allocation: Allocation) -> str:
    """What the demands cost, as a sentence; below zero a demand gave a portfolio a seat that it does not fit."""
    lost = cost(allocation)
    one = len(allocation.demands) == 1
    without = f"het plan zonder deze {'eis' if one else 'eisen'}"
    if lost is None:
        return f"Wat {'dat kost' if one else 'ze kosten'}, is niet bekend: {without} is er niet."
    sure = allocation.solution.proven and allocation.free is not None and allocation.free.proven
    about = "" if sure else "naar schatting "
    if not lost:
        return f"Dat kost {about}niets ten opzichte van {without}."
    verb, much = ("kost", lost) if lost > 0 else ("levert", -lost)
    return f"Dat {verb} {about}{decimal(much, 1 if much >= _SMALL else 4)} waarde{' op' * (lost < 0)} ten opzichte van {without}."


def loads_text(allocation: Allocation) -> str:
    """What each role costs: voorzitter 4, trekker 4 …"""
    loads = allocation.terms.loads
    return ", ".join(f"{name} {decimal(loads[name])}" for name in ROLES if name in loads)


def natures(allocation: Allocation, names: Iterable[str]) -> str:
    """How hard some numbers are: aanname, or oordeel en registratie."""
    origins = allocation.terms.origins
    return " en ".join(sorted({origins[name].nature for name in names if name in origins}))


def released(allocation: Allocation) -> tuple[str, ...]:
    """The seats that we hold and that the plan gives up; a heavier role at the same table keeps one."""
    kept = {*allocation.plan, *DivisionAnswer(allocation).covered}
    return tuple(seat.id for seat in allocation.seats if seat.kept and seat.id not in kept)


def place(constraint: Constraint) -> str:
    """Where a constraint is written: file and line, or the option."""
    where = constraint.place
    return where.place if isinstance(where, Span) else where


def clash_error(allocation: Allocation) -> KrachtenveldError:
    """Why no plan is possible, as an error with the constraints that clash by name."""
    clash = allocation.clash
    assert clash is not None
    number = len(clash.constraints)
    head = "deze eis kan nooit" if number == 1 else f"deze {number} eisen gaan niet samen"
    lines = [f"- {said(item)}" for item in clash.constraints]
    scenario = allocation.outcome.case.loaded.scenario
    where = f" in scenario {scenario}" if scenario else ""
    message = "\n      ".join([f"er is geen verdeling mogelijk{where}; {head}:", *lines])
    if set(clash.to_drop) <= set(clash.constraints):
        way = _way_to_drop(allocation, clash.to_drop[0])
        return KrachtenveldError(message, f"laat er één los, bijvoorbeeld: {clash.to_drop[0].text}{way}")
    out = "\n      ".join(f"- {said(item)}" for item in clash.to_drop)
    return KrachtenveldError(
        message, f"de kleinste ingreep die een verdeling mogelijk maakt, laat los:\n      {out}"
    )


def _way_to_drop(allocation: Allocation, constraint: Constraint) -> str:
    """What to write in a scenario to let go of a choice of an actor or the time of a portfolio; "" of other constraints."""
    if isinstance(constraint, Capacity):
        key = next(f"{each.kind}s" for each in allocation.terms.takers if each.id == constraint.portfolio)
        return (
            f"\n      in een scenario: `{key}: {{{constraint.portfolio}: {{dagdelen: …}}}}`, met meer dan nu"
        )
    layers = allocation.outcome.case.dossier.layers
    for actor in (actor for layer in layers for actor in layer.actors):
        if any(choice.origin.span == constraint.place for choice in actor.choices):
            return f"\n      in een scenario: `actoren: {{{actor.id}: {{keuzes: []}}}}`"
    return ""


def said(constraint: Constraint) -> str:
    """A constraint with the place where it is written."""
    where = place(constraint)
    return f"{constraint.text}   {where}".rstrip()


# ── the answer ──────────────────────────────────────────────────────────────────────────────────────

T = TypeVar("T")
_FEW = 3
"""Other portfolios that a seat fits, by name; more are counted."""
_CLOSE = 100
"""A seat is a close call when its loss is less than a hundredth of the worth of the plan."""


# ── data ──────────────────────────────────────────────────────────────────────────────────────────────

_WORTH = Shape(NUMBER.schema, lambda units: SCORE.write(worth(units)))
_IDS = array(ADVICE_ID)
_CONSTRAINTS = array(
    record_of(SeatRule)(
        soort=(
            one_of("tijd", "rol", "past", "ambt", "vereist", "keuze", "gunning", "moet", "nooit", "vast"),
            lambda rule: rule.sort,
        ),
        tekst=(TEXT, lambda rule: rule.text),
        plaats=(MAYBE_TEXT, place),
    )
)
_SHIFTED: Mapping[str, Key[Shift]] = {
    "waarde": (
        _WORTH.about("hoeveel meer het plan dan waard is; onder nul is minder"),
        lambda shift: shift.gain,
    ),
    "erbij": (_IDS, lambda shift: shift.added),
    "eraf": (_IDS, lambda shift: shift.dropped),
    "andere_hand": (_IDS, lambda shift: shift.moved),
    "bewezen": (YES_NO, lambda shift: shift.proven),
}
_SHIFT = record_of(Shift)(**_SHIFTED)
_FIT = record_of(tuple)(
    portefeuille=(TEXT, lambda fit: fit[0]),
    als=(one_of(*STEPS), lambda fit: fit[1]),
    waarde=(_WORTH, lambda fit: fit[2]),
)
_SEAT = record_of(DividedSeat)(
    id=(ADVICE_ID, lambda seat: seat.id),
    titel=(
        TEXT.about("van de regel in `advies` waar de zetel in staat; band en rang ook"),
        lambda seat: seat.line.title,
    ),
    regel=(LINE_ID, lambda seat: seat.line.id),
    band=(one_of(*BANDS), lambda seat: seat.line.band),
    rang=(WHOLE, lambda seat: seat.line.rank),
    gremium=(TEXT, lambda seat: seat.it.body),
    rol=(one_of(*ROLES), lambda seat: seat.it.role),
    thema=(MAYBE_TEXT, lambda seat: seat.it.advice.target.theme),
    houding=(one_of(*TAKING), lambda seat: seat.attitude),
    score=(SCORE.about("van deze zetel op zichzelf"), lambda seat: seat.it.advice.score),
    waarde=(SCORE.about(VALUE_MEANING), lambda seat: seat.it.value),
    dagdelen=(NUMBER, lambda seat: seat.load),
    portefeuille=(
        MAYBE_TEXT.about("wie de zetel neemt; null als ze niet in het plan staat"),
        lambda seat: seat.taker,
    ),
    inbegrepen_in=(
        MAYBE_TEXT.about("de zwaardere rol aan dezelfde tafel die haar meebrengt"),
        lambda seat: seat.within,
    ),
    past=(
        array(_FIT),
        lambda seat: [
            (name, seat.it.steps.get(name, "afspraak"), units) for name, units in seat.worth.items()
        ],
    ),
)
_SHARE = record_of(TakerShare)(
    id=(TEXT, lambda share: share.it.id),
    naam=(TEXT, lambda share: share.name),
    ambt=(TEXT, lambda share: share.it.office),
    dagdelen=(NUMBER, lambda share: share.capacity),
    aard=(one_of(*NATURES), lambda share: share.division.made.terms.origins[share.it.id].nature),
    gebruikt=(NUMBER, lambda share: share.used),
)
_LOAD = record_of(tuple)(
    rol=(one_of(*ROLES), lambda load: load[0]),
    dagdelen=(NUMBER, lambda load: load[1]),
    aard=(one_of(*NATURES), lambda load: load[2]),
)
_LEFT = record_of(LeftOut)(
    zetel=(ADVICE_ID, lambda item: item.seat.id),
    toch=(maybe(_SHIFT), lambda item: item.shift),
    kan_niet=(_CONSTRAINTS, lambda item: item.forbidden),
)
_MARGIN = record_of(Margin)(
    portefeuille=(TEXT, lambda item: item.portfolio),
    meer=(_SHIFT, lambda item: item.more),
    minder=(maybe(_SHIFT), lambda item: item.less),
)
_TAKEN = record_of(tuple)(zetel=(ADVICE_ID, lambda pair: pair[0]), portefeuille=(TEXT, lambda pair: pair[1]))


def _of_shift(name: str) -> Key[Other]:
    shape, read = _SHIFTED[name]
    return shape, lambda other: read(other.item.shift)


_ALTERNATIVE = record_of(Other)(
    anders=(WHOLE, lambda other: other.item.distance),
    **{name: _of_shift(name) for name in _SHIFTED},
    plan=(array(_TAKEN), lambda other: other.plan),
)
_TIME = maybe(
    record_of(tuple)(dagdelen=(NUMBER, lambda pair: pair[0]), gebruikt=(NUMBER, lambda pair: pair[1]))
)
_OTHERWISE = record_of(SeatDifference)(
    zetel=(ADVICE_ID, lambda item: item.seat.id),
    hier=(MAYBE_TEXT, lambda item: item.one),
    daar=(MAYBE_TEXT, lambda item: item.other),
    waarde_hier=(MAYBE_NUMBER, lambda item: item.one_value),
    waarde_daar=(MAYBE_NUMBER, lambda item: item.other_value),
)
_TIMES = record_of(PortfolioDifference)(
    portefeuille=(TEXT, lambda item: item.portfolio),
    hier=(_TIME, lambda item: item.one),
    daar=(_TIME, lambda item: item.other),
)
_DIFFERENCE = record_of(PlanDifference)(
    scenario=(TEXT, lambda found: found.other.outcome.case.scenario),
    waarde=(_WORTH, lambda found: found.other.solution.worth),
    zetels=(array(_OTHERWISE), lambda found: found.seats),
    portefeuilles=(array(_TIMES), lambda found: found.portfolios),
)
_PROOF = record_of(Allocation)(
    waarde=(_WORTH, lambda made: made.solution.worth),
    bovengrens=(maybe(_WORTH).about("geen verdeling kan meer waard zijn"), lambda made: made.solution.bound),
    bewezen=(YES_NO, lambda made: made.solution.proven),
)
_ASKED = record_of(Allocation)(
    gelden=(_CONSTRAINTS.about("wat is afgesproken en in dit plan geldt"), lambda made: made.demands),
    kosten=(
        maybe(SCORE).about(
            "hoeveel meer het beste plan zonder deze eisen waard is; onder nul is minder, null zonder zo'n plan"
        ),
        lambda made: cost(made) if made.demands else 0.0,
    ),
    bewezen=(YES_NO, lambda made: made.solution.proven and (made.free is None or made.free.proven)),
)


def _loads(division: DivisionAnswer) -> list[tuple[str, float, str]]:
    terms = division.made.terms
    return [(role, terms.loads[role], terms.origins[role].nature) for role in ROLES if role in terms.loads]


CONTRACT = contract_of(
    DivisionAnswer,
    "Verdeling van zetels over het college",
    "2.1",
    lambda division: division.made.outcome.case,
)(
    bewijs=(_PROOF, lambda division: division.made),
    eisen=(_ASKED, lambda division: division.made),
    belasting=(array(_LOAD), _loads),
    verwant=(
        NUMBER.about("deel van de waarde bij een portefeuille met een verwant thema"),
        lambda division: division.made.terms.related,
    ),
    gunning=(YES_NO, lambda division: division.made.granting),
    portefeuilles=(array(_SHARE), lambda division: division.shares),
    zetels=(array(_SEAT), lambda division: division.seats),
    ambtelijk=(_IDS, lambda division: [advice.id for advice in division.made.officials]),
    losgelaten=(
        _IDS.about("zetels die we hebben en die het plan niet houdt"),
        lambda division: released(division.made),
    ),
    afgevallen=(maybe(array(_LEFT)), lambda division: division.near and division.near.left),
    marginaal=(maybe(array(_MARGIN)), lambda division: division.near and division.near.margins),
    alternatieven=(maybe(array(_ALTERNATIVE)), lambda division: division.near and division.others),
    verschil=(maybe(_DIFFERENCE), lambda division: division.beside),
    opmerkingen=(array(TEXT), lambda division: division.made.notes),
)
"""Additions raise the minor version, other changes the major."""

# ── sheets ────────────────────────────────────────────────────────────────────────────────────────────

_OFF_PAPER = ("zetel", "advies", "past ook bij", "brengt mee", "hebben we nu")
_SEATS: tuple[ReadColumn[DividedSeat | Official], ...] = (
    column("stand", "in het plan, inbegrepen bij een zwaardere rol, afgevallen, kan niet, of ambtelijk", lambda row: row.state),
    column("portefeuille", "wie in het college de zetel neemt", lambda row: row.taken_by),
    column("gremium", "de tafel", lambda row: row.body),
    column("rol", "de rol aan die tafel, met het thema van een portefeuille", lambda row: row.role),
    column("houding", "claimen, behouden (die hebben we nu) of meedoen", lambda row: row.attitude),
    column("dagdelen", "dagdelen per maand die de rol kost; een aanname tenzij college.yaml anders zegt", lambda row: row.load, "number", 1),
    column("waarde", f"{VALUE_MEANING}; minder bij een verwante portefeuille", lambda row: row.value, "number"),
    column("brengt mee", "geadviseerde lichtere rollen aan dezelfde tafel, die in deze rol zitten", lambda row: row.covers),
    column("past als", "waarom de portefeuille bij de zetel past", lambda row: row.step),
    column("past ook bij", "andere portefeuilles die de zetel kunnen nemen", lambda row: row.also),
    column("rang", "de plaats van de regel over deze tafel onder alle adviezen", lambda row: row.line.rank, "whole"),
    column("band", "de band van die regel", lambda row: row.line.band),
    column("advies", "wat die regel aanraadt", lambda row: row.line.title),
    column("zetel", "de naam van het advies, dezelfde in elke vorm", lambda row: row.id),
)  # fmt: skip
_SHARES: tuple[ReadColumn[TakerShare], ...] = (
    column("portefeuille", "de portefeuille", lambda share: share.it.name),
    column("ambt", "burgemeester of wethouder", lambda share: share.it.office),
    column("dagdelen", "dagdelen per maand voor externe tafels; een aanname tenzij college.yaml anders zegt", lambda share: share.capacity, "number", 1),
    column("gebruikt", "dagdelen die het plan kost", lambda share: share.used, "number", 1),
    column("over", "dagdelen die overblijven", lambda share: share.capacity - share.used, "number", 1),
    column("zetels", "zetels in het plan", lambda share: len(share.taken), "whole"),
    column("waarde", "de waarde van die zetels samen", lambda share: share.value, "number"),
)  # fmt: skip


def _via(
    read: Callable[[T], DividedSeat], *columns: ReadColumn[DividedSeat | Official]
) -> tuple[ReadColumn[T], ...]:
    """Columns about a seat, in a table of which each row has one."""

    def of(each: ReadColumn[DividedSeat | Official]) -> ReadColumn[T]:
        return column(each.title, each.meaning, lambda row: each.read(read(row)))

    return tuple(map(of, columns))


_TABLE, _ROLE, _ATTITUDE, _NAME = *_SEATS[2:5], _SEATS[-1]
_Fallen = tuple[DividedSeat, LeftOut, PlanChange]
_LEFT_OUT: tuple[ReadColumn[_Fallen], ...] = (
    *_via(lambda row: row[0], _TABLE, _ROLE, _ATTITUDE),
    column("hebben we nu", "ja als het plan een zetel loslaat die we hebben", lambda row: "ja" if row[0].id in released(row[0].division.made) else ""),
    column("verlies", "waarde die het plan verliest als deze zetel er toch in moet; leeg als dat niet kan", lambda row: worth(-row[1].shift.gain) if row[1].shift else None, "number"),
    column("daarvoor wijkt", "zetels die dan uit het plan gaan", lambda row: row[2].dropped),
    column("dan wel", "andere zetels die dan in het plan komen", lambda row: row[2].added),
    column("wisselt van hand", "zetels die dan naar een andere portefeuille gaan", lambda row: row[2].moved),
    column("kan niet, want", "wat de zetel in elk plan uitsluit", lambda row: "; ".join(rule.text for rule in row[1].forbidden)),
    *_via(lambda row: row[0], _NAME),
)  # fmt: skip
_Step = tuple[str, str, Shift | None, PlanChange]
_STEPS: tuple[ReadColumn[_Step], ...] = (
    column("portefeuille", "de portefeuille", lambda row: row[0]),
    column("stap", "één dagdeel per maand meer of minder", lambda row: row[1]),
    column("waarde erbij", "hoeveel meer het beste plan dan waard is; onder nul is minder, leeg is geen plan", lambda row: worth(row[2].gain) if row[2] else None, "number"),
    column("erbij", "zetels die dan in het plan komen", lambda row: row[3].added),
    column("eraf", "zetels die dan uit het plan gaan", lambda row: row[3].dropped),
    column("wisselt van hand", "zetels die dan naar een andere portefeuille gaan", lambda row: row[3].moved),
)  # fmt: skip
_Moved = tuple[Other, str, DividedSeat]
_MOVES: tuple[ReadColumn[_Moved], ...] = (
    column("plan", "nummer van het andere plan", lambda row: row[0].number, "whole"),
    column("deel van de waarde", "de waarde als deel van die van het beste plan", lambda row: row[0].share, "share"),
    column("anders", "zetels die er anders in staan", lambda row: row[0].item.distance, "whole"),
    column("wijziging", "erbij, eraf, of naar een andere portefeuille", lambda row: row[1]),
    column("portefeuille", "wie de zetel in dat plan neemt", lambda row: row[0].holder(row[2].id)),
    column("nu bij", "wie de zetel in het beste plan neemt", lambda row: row[2].taken_by),
    *_via(lambda row: row[2], _TABLE, _ROLE, _NAME),
)  # fmt: skip
_Demand = tuple[str, str, float | None, str]
_DEMANDS: tuple[ReadColumn[_Demand], ...] = (
    column("soort", "moet, nooit of vast; samen voor wat alle eisen samen kosten", lambda row: row[0]),
    column("eis", "wat is afgesproken en in dit plan geldt", lambda row: row[1]),
    column("kosten", "hoeveel meer het beste plan zonder deze eisen waard is; onder nul is minder", lambda row: row[2], "number"),
    column("plek", "de optie, of het bestand en de regel", lambda row: row[3]),
)  # fmt: skip
_Twice = tuple[PlanDifference, SeatDifference, DividedSeat]
_TWICE: tuple[ReadColumn[_Twice], ...] = (
    column("gremium", "de tafel", lambda row: row[2].body),
    column("rol", "de rol aan die tafel", lambda row: row[2].role),
    column("dit plan", "wie de zetel in dit plan neemt", lambda row: taker(row[0].one, row[1].one) if row[1].one else ""),
    column("ander plan", "wie de zetel in het plan van het andere scenario neemt", lambda row: taker(row[0].other, row[1].other) if row[1].other else ""),
    column("waarde hier", "wat de zetel in dit scenario waard is; leeg als ze niet wordt geadviseerd", lambda row: row[1].one_value, "number"),
    column("waarde daar", "wat de zetel in het andere scenario waard is", lambda row: row[1].other_value, "number"),
    *_via(lambda row: row[2], _NAME),
)  # fmt: skip


def _of(noun: str, columns: Sequence[ReadColumn[T]]) -> tuple[ReadColumn[T], ...]:
    """Columns in the word for those who take seats; a role and a theme are of a portfolio whoever has it."""
    return tuple(
        each
        if each.title in ("rol", "waarde")
        else replace(
            each,
            title=each.title.replace("portefeuille", noun),
            meaning=each.meaning.replace("portefeuille", noun),
        )
        for each in columns
    )


def seat_sheet(division: DivisionAnswer) -> Sheet:
    """Every advised seat: those in the plan by portfolio, then the others, then those of officials."""
    order = {item.id: number for number, item in enumerate(division.made.terms.takers)}
    last = len(order)
    seats = sorted(
        division.seats, key=lambda seat: order.get(seat.taker, last + (seat.state != "inbegrepen"))
    )
    rows: list[DividedSeat | Official] = [
        *seats,
        *(Official(division, each) for each in division.made.officials),
    ]
    return sheet("Zetels", _of(division.made.terms.noun, _SEATS), rows)


def sheets(division: DivisionAnswer) -> Iterator[Sheet]:
    """All tables, the plan first."""
    made, near, beside, noun = division.made, division.near, division.beside, division.made.terms.noun
    whole = seat_sheet(division)
    yield Sheet("Plan", whole.columns[1:], tuple(row[1:] for row in whole.rows if row[0] == IN_PLAN))
    yield sheet(f"Per {noun}", _of(noun, _SHARES), division.shares)
    if made.demands:
        yield sheet("Eisen", _DEMANDS, _demanded(made))
    if near:
        seats = {seat.id: seat for seat in division.seats}
        fallen = (
            (seats[item.seat.id], item, PlanChange(made, item.shift or _NO_SHIFT, item.seat.id))
            for item in near.left
        )
        yield sheet("Afgevallen", _of(noun, _LEFT_OUT), fallen)
        yield sheet("Marginaal", _of(noun, _STEPS), _steps(made, near))
        moved = (
            (other, change, seats[name])
            for other in division.others
            for change, names in _moves(other.item.shift)
            for name in names
        )
        yield sheet("Alternatieven", _of(noun, _MOVES), moved)
    if beside:
        twice = ((beside, item, _home(beside, item)) for item in beside.seats)
        yield sheet(f"Verschil met {beside.other.outcome.case.scenario}", _TWICE, twice)


def _demanded(made: Allocation) -> Iterator[_Demand]:
    """What people decided, and at last what all of it costs."""
    for rule in made.demands:
        yield rule.sort, rule.text.removeprefix(f"{rule.sort}: "), None, place(rule)
    yield "samen", cost_text(made), cost(made), ""


def _steps(made: Allocation, near: NearbyPlans) -> Iterator[_Step]:
    for item in near.margins:
        for step, shift in (("één meer", item.more), ("één minder", item.less)):
            yield taker(made, item.portfolio), step, shift, PlanChange(made, shift or _NO_SHIFT)


def _moves(shift: Shift) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("erbij", shift.added), ("eraf", shift.dropped), ("andere hand", shift.moved)


def _home(beside: PlanDifference, item: SeatDifference) -> DividedSeat:
    """The seat in this plan, or in the other where this one does not know it."""
    here = any(seat.id == item.seat.id for seat in beside.one.seats)
    return DividedSeat(DivisionAnswer(beside.one if here else beside.other), item.seat)


# ── the report ────────────────────────────────────────────────────────────────────────────────────────


def division_report(division: DivisionAnswer, top: int) -> Report:
    """A division; on the screen the first `top` (0 is all) of the seats that are left out."""
    case = division.made.outcome.case
    return Report(
        screen=lambda: _screen(division, top),
        data=lambda: CONTRACT.write(division),
        markdown=lambda: markdown(division),
        sheets=lambda: sheets(division),
        title=f"Verdeling van zetels, {case.dossier.header.name}",
        mark=f"{stamp(case)} · {certificate(division.made)}",
        others={"csv": lambda: csv_text(seat_sheet(division), stamp(case))},
    )


def markdown(division: DivisionAnswer) -> str:
    """The tables that read well on paper, with the certificate and what they rest on."""
    made, case = division.made, division.made.outcome.case
    parts = [
        f"# Verdeling van zetels: {escaped(case.dossier.header.name)}\n",
        f"{escaped(certificate(made))}\n",
    ]
    if made.demands:
        demands = "\n".join(f"- {escaped(said(rule))}" for rule in made.demands)
        parts.append(f"{cost_text(made)}\n\n{demands}\n")
    loads = natures(made, made.terms.loads)
    parts.append(f"Dagdelen per maand per rol ({loads}): {loads_text(made)}.\n")
    for each in sheets(division):
        shown = each.only([column.title for column in each.columns if column.title not in _OFF_PAPER])
        parts.append(f"## {each.name}\n\n{markdown_text(shown)}")
    return "\n".join((*parts, f"{MARK} · {stamp(case)} · {DISCLAIMER}\n"))


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────


def _screen(division: DivisionAnswer, top: int) -> Iterator[Block]:
    made, near, case = division.made, division.near, division.made.outcome.case
    yield from (line(case.dossier.header.name, "bold", (f" · {stamp(case)}", "")), WHITE)
    if not made.seats:
        yield line("Er zijn geen zetels te verdelen: het advies noemt er geen.")
        return
    yield from (*_answer(division), WHITE)
    if division.beside:
        yield from (*_difference(division.beside), WHITE)
    yield heading("Wie neemt wat")
    for share in division.shares:
        yield from _share(share)
    yield WHITE
    if near:
        yield from _left(made, near.left, top)
        yield from _margins(made, near.margins)
        yield from _alternatives(division)
    yield from part("Waar dit op rust", map(bullet, _rests_on(made)))
    yield line(DISCLAIMER, "dim")


def _answer(division: DivisionAnswer) -> Iterator[Block]:
    made, number = division.made, len(division.made.plan)
    left = len(made.seats) - number - len(division.covered - set(made.plan))
    fallen = (
        f"{left} van de geadviseerde {'valt' if left == 1 else 'vallen'} af" if left else "geen valt er af"
    )
    yield line(f"Het college neemt {counted(number, 'zetel', 'zetels')} in; {fallen}.", "bold")
    yield line(
        f"Dat kost {spent(made)} dagdelen per maand en is "
        f"{decimal(worth(made.solution.worth), 1)} waard. {certificate(made)}"
    )
    if made.demands:
        asked = counted(len(made.demands), "eis geldt", "eisen gelden")
        yield line(f"{asked}. {cost_text(made)}", "bold")
        yield from (bullet(said(rule)) for rule in made.demands)
    if gone := released(made):
        yield line(f"Het plan laat los wat we hebben: {labels(made, gone)}.", "bold")
    if close := [
        item.seat.id for item in (division.near.left if division.near else ()) if _is_close(made, item)
    ]:
        yield line(f"Op het randje, minder dan 1% verlies: {labels(made, close)}.")
    nature = natures(made, made.terms.loads)
    yield line(f"Wat een rol kost, is een {nature}: {loads_text(made)} dagdelen per maand.", "italic")


def _is_close(made: Allocation, item: LeftOut) -> bool:
    return item.shift is not None and -item.shift.gain * _CLOSE < made.solution.worth


def _table(heads: tuple[str, ...], numeric: int, rows: Iterable[tuple[Cell, ...]], indent: int = 1) -> Grid:
    """A table of which the first so many columns hold numbers and the last takes the room that is left."""
    last = len(heads) - 1
    cols = (Col(head, right=place < numeric, wide=place == last) for place, head in enumerate(heads))
    return Grid(tuple(cols), tuple(rows), indent)


def _share(share: TakerShare) -> Iterator[Block]:
    """What a portfolio takes."""
    time = f"{decimal(share.used)} van {decimal(share.capacity)} dagdelen"
    about = f" · {share.about} · {time} · waarde {decimal(share.value, 1)}"
    yield line(f" {share.it.name}", "bold", (about, ""))
    if taken := share.taken:
        rows = ((decimal(seat.value, 1), decimal(seat.load), _taken(seat)) for seat in taken)
        yield _table(("waarde", "dagdelen", "zetel"), 2, rows, indent=3)
    else:
        fits = any(share.it.id in seat.steps for seat in share.division.made.seats)
        yield line(f"    {'geen zetel in dit plan' if fits else 'geen zetel die hierbij past'}", "dim")


def _taken(seat: DividedSeat) -> Line:
    remarks = [seat.step] if seat.step != STEPS["eigen"] else []
    if len(seat.others) > _FEW:
        remarks.append(f"past ook bij {len(seat.others)} andere {seat.division.made.terms.noun}s")
    elif seat.others:
        remarks.append(f"past ook bij: {seat.also}")
    told = " · ".join((f"rang {seat.line.rank}, {seat.line.band}", *filter(None, [", ".join(remarks)])))
    return line(seat.label, "", (f"  {seat.attitude}", "dim"), (f"\n{told}", "dim"))


def _left(made: Allocation, items: tuple[LeftOut, ...], top: int) -> Iterator[Block]:
    """The seats that are left out, the smallest loss first."""
    if not items:
        return
    held = set(released(made))
    rows: list[tuple[Cell, ...]] = []
    for item in top_of(items, top):
        now = [("  die we nu hebben", "bold")] if item.seat.id in held else []
        seat = line(label(made, item.seat.id), "", *now)
        if item.shift is None:
            rows.append(("kan niet", seat, line("; ".join(rule.text for rule in item.forbidden), "dim")))
        else:
            change = PlanChange(made, item.shift, item.seat.id)
            rows.append((_amount(-item.shift.gain, item.shift), seat, change.text))
    yield heading("Wat afvalt, en wat het zou kosten om het toch te doen")
    yield _table(("verlies", "zetel", "daarvoor wijkt"), 1, rows)
    yield from (*rest(len(items) - len(rows)), WHITE)


def _amount(units: int, shift: Shift) -> str:
    return f"{'' if shift.proven else '≥ '}{decimal(worth(units), 2)}"


def _margins(made: Allocation, margins: tuple[Margin, ...]) -> Iterator[Block]:
    """What one dagdeel more or less does per portfolio; those where it does nothing on one line."""
    idle = [item for item in margins if item.less is not None and not item.more.gain and not item.less.gain]
    yield heading("Wat één dagdeel per maand meer of minder doet")
    rows = [_margin(made, item) for item in margins if item not in idle]
    yield _table(("meer", "minder", made.terms.noun, "wat er dan verandert"), 2, rows)
    if idle:
        names = "; ".join(taker(made, item.portfolio) for item in idle)
        yield line(f"  Zonder gevolg voor de waarde: {names}", "dim")
    yield WHITE


def _margin(made: Allocation, item: Margin) -> tuple[Cell, ...]:
    more, less, runs = item.more, item.less, []
    if more.gain:
        runs.append((f"meer: {PlanChange(made, more).gained}", ""))
    if less is None:
        runs.append(("\nminder: dan kan geen verdeling meer aan alle eisen voldoen", "dim"))
    elif less.gain:
        lost = f"{'weg ' if less.dropped else ''}{PlanChange(made, less).text}"
        runs.append((f"{chr(10) if more.gain else ''}minder: {lost}", "dim"))
    return (
        f"+{_amount(more.gain, more)}" if more.gain else "0",
        "onmogelijk" if less is None else f"−{_amount(-less.gain, less)}" if less.gain else "0",
        taker(made, item.portfolio),
        Line(tuple(runs)),
    )


def _alternatives(division: DivisionAnswer) -> Iterator[Block]:
    """Plans nearly as good, by what they have otherwise."""
    yield heading(f"Andere plannen die minstens {NEARLY}% halen")
    found = division.others
    if not found:
        yield line(" geen ander plan komt zo dichtbij")
    for each in found:
        share = f"{decimal(100 * each.share, 1)}% van de waarde"
        yield line(f" {each.number}. {share}, {counted(each.item.distance, 'zetel', 'zetels')} anders")
        for word, names in _moves(each.item.shift):
            if names:
                cols = (Col(width=12, keep=True, look="dim"), Col(wide=True))
                yield Grid(cols, ((word, labels(division.made, names)),), 3)
    yield WHITE


def _difference(beside: PlanDifference) -> Iterator[Block]:
    """Another scenario beside this one: + only there, − only here, ~ in other hands."""
    one, other = (each.outcome.case.scenario for each in (beside.one, beside.other))
    yield heading(f"Verschil: {other} tegenover {one}")
    if not beside.seats:
        yield line(f" Dezelfde zetels bij dezelfde {beside.one.terms.noun}s.")
        return
    times = [spent(each) for each in (beside.one, beside.other)]
    worse = f"{decimal(abs(beside.gain), 1)} {'meer' if beside.gain < 0 else 'minder'}"
    yield line(
        f" {other} haalt {worse if beside.gain else 'evenveel'} waarde, en gebruikt {times[1]} dagdelen; "
        f"{one} {times[0]}."
    )
    rows = []
    for item in beside.seats:
        mark = "+" if item.one is None else "−" if item.other is None else "~"
        here = _holder(beside.one, item.one, item.one_value)
        there = _holder(beside.other, item.other, item.other_value)
        rows.append((mark, here, there, _home(beside, item).label))
    yield _table(("", one, other, "zetel"), 0, rows)
    yield from (line(f"  In {other}: {note}.", "dim") for note in beside.other.notes)


def _holder(made: Allocation, name: str | None, value: float | None) -> Line:
    if name is not None:
        return line(taker(made, name))
    return line("niet geadviseerd" if value is None else "niemand", "dim")


def _rests_on(made: Allocation) -> Iterator[str]:
    terms = made.terms
    yield f"Waarde: {VALUE_MEANING}. Waarden worden opgeteld, en een nieuwe zetel telt alsof we haar krijgen."
    yield (
        f"Tijd van {terms.noun}s: {natures(made, terms.capacity)}. Tijd per rol: "
        f"{natures(made, terms.loads)}. Pas ze aan in college.yaml."
    )
    if terms.related < 1:
        yield (
            f"Een zetel telt voor {decimal(100 * terms.related)}% bij een portefeuille met een verwant thema, als een "
            "andere het thema zelf heeft."
        )
    if not made.granting:
        yield "Zonder gunning: dat een regio zetels gunt aan wie daar zelf leidt, telt niet mee."
    if made.officials:
        theirs = {advice.id for advice in made.officials}
        told = (each.title for each in made.outcome.lines if any(part.id in theirs for part in each.parts))
        yield f"Ambtelijk, en dus geen tijd van het college: {'; '.join(told)}."
    yield from (f"{capital(note)}." for note in made.notes)
