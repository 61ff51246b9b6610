"""The division in every form: the answer, who takes what, what is left out, what time is worth, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from strategy.advice.model import BANDS
from strategy.advice.names import decimal
from strategy.allocation.allocate import (
    NEARLY,
    Allocation,
    LeftOut,
    Margin,
    NearbyPlans,
    PlanDifference,
    PortfolioDifference,
    SeatDifference,
    Shift,
)
from strategy.allocation.problem import SeatRule
from strategy.allocation.seats import TAKING
from strategy.dossier.defined_names import counted
from strategy.dossier.vocabulary import NATURES, ROLES
from visualizations.reports import verdeling_words as words
from visualizations.reports.verdeling_words import (
    IN_PLAN,
    DividedSeat,
    DivisionAnswer,
    Official,
    Other,
    PlanChange,
    TakerShare,
)
from visualizations.writers.files import MARK
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
from visualizations.writers.words import DISCLAIMER, capital, stamp

T = TypeVar("T")
_FEW = 3
"""Other portfolios that a seat fits, by name; more are counted."""
_CLOSE = 100
"""A seat is a close call when its loss is less than a hundredth of the worth of the plan."""


# ── data ──────────────────────────────────────────────────────────────────────────────────────────────

_WORTH = Shape(NUMBER.schema, lambda units: SCORE.write(words.worth(units)))
_IDS = array(ADVICE_ID)
_CONSTRAINTS = array(
    record_of(SeatRule)(
        soort=(
            one_of("tijd", "rol", "past", "ambt", "vereist", "keuze", "gunning", "moet", "nooit", "vast"),
            lambda rule: rule.sort,
        ),
        tekst=(TEXT, lambda rule: rule.text),
        plaats=(MAYBE_TEXT, words.place),
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
    als=(one_of(*words.STEPS), lambda fit: fit[1]),
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
    waarde=(SCORE.about(words.VALUE_MEANING), lambda seat: seat.it.value),
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
        lambda made: words.cost(made) if made.demands else 0.0,
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
        lambda division: words.released(division.made),
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
    column("waarde", f"{words.VALUE_MEANING}; minder bij een verwante portefeuille", lambda row: row.value, "number"),
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
    column("hebben we nu", "ja als het plan een zetel loslaat die we hebben", lambda row: "ja" if row[0].id in words.released(row[0].division.made) else ""),
    column("verlies", "waarde die het plan verliest als deze zetel er toch in moet; leeg als dat niet kan", lambda row: words.worth(-row[1].shift.gain) if row[1].shift else None, "number"),
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
    column("waarde erbij", "hoeveel meer het beste plan dan waard is; onder nul is minder, leeg is geen plan", lambda row: words.worth(row[2].gain) if row[2] else None, "number"),
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
    column("dit plan", "wie de zetel in dit plan neemt", lambda row: words.taker(row[0].one, row[1].one) if row[1].one else ""),
    column("ander plan", "wie de zetel in het plan van het andere scenario neemt", lambda row: words.taker(row[0].other, row[1].other) if row[1].other else ""),
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
            (seats[item.seat.id], item, PlanChange.of(made, item.shift, item.seat.id)) for item in near.left
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
        yield rule.sort, rule.text.removeprefix(f"{rule.sort}: "), None, words.place(rule)
    yield "samen", words.cost_text(made), words.cost(made), ""


def _steps(made: Allocation, near: NearbyPlans) -> Iterator[_Step]:
    for item in near.margins:
        for step, shift in (("één meer", item.more), ("één minder", item.less)):
            yield words.taker(made, item.portfolio), step, shift, PlanChange.of(made, shift)


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
        mark=f"{stamp(case)} · {words.certificate(division.made)}",
        others={"csv": lambda: csv_text(seat_sheet(division), stamp(case))},
    )


def markdown(division: DivisionAnswer) -> str:
    """The tables that read well on paper, with the certificate and what they rest on."""
    made, case = division.made, division.made.outcome.case
    parts = [
        f"# Verdeling van zetels: {escaped(case.dossier.header.name)}\n",
        f"{escaped(words.certificate(made))}\n",
    ]
    if made.demands:
        said = "\n".join(f"- {escaped(words.said(rule))}" for rule in made.demands)
        parts.append(f"{words.cost_text(made)}\n\n{said}\n")
    loads = words.natures(made, made.terms.loads)
    parts.append(f"Dagdelen per maand per rol ({loads}): {words.loads_text(made)}.\n")
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
        f"Dat kost {words.spent(made)} dagdelen per maand en is "
        f"{decimal(words.worth(made.solution.worth), 1)} waard. {words.certificate(made)}"
    )
    if made.demands:
        asked = counted(len(made.demands), "eis geldt", "eisen gelden")
        yield line(f"{asked}. {words.cost_text(made)}", "bold")
        yield from (bullet(words.said(rule)) for rule in made.demands)
    if gone := words.released(made):
        yield line(f"Het plan laat los wat we hebben: {words.labels(made, gone)}.", "bold")
    if close := [
        item.seat.id for item in (division.near.left if division.near else ()) if _is_close(made, item)
    ]:
        yield line(f"Op het randje, minder dan 1% verlies: {words.labels(made, close)}.")
    nature = words.natures(made, made.terms.loads)
    yield line(f"Wat een rol kost, is een {nature}: {words.loads_text(made)} dagdelen per maand.", "italic")


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
    remarks = [seat.step] if seat.step != words.STEPS["eigen"] else []
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
    held = set(words.released(made))
    rows: list[tuple[Cell, ...]] = []
    for item in top_of(items, top):
        now = [("  die we nu hebben", "bold")] if item.seat.id in held else []
        seat = line(words.label(made, item.seat.id), "", *now)
        if item.shift is None:
            rows.append(("kan niet", seat, line("; ".join(rule.text for rule in item.forbidden), "dim")))
        else:
            change = PlanChange(made, item.shift, item.seat.id)
            rows.append((_amount(-item.shift.gain, item.shift), seat, change.text))
    yield heading("Wat afvalt, en wat het zou kosten om het toch te doen")
    yield _table(("verlies", "zetel", "daarvoor wijkt"), 1, rows)
    yield from (*rest(len(items) - len(rows)), WHITE)


def _amount(units: int, shift: Shift) -> str:
    return f"{'' if shift.proven else '≥ '}{decimal(words.worth(units), 2)}"


def _margins(made: Allocation, margins: tuple[Margin, ...]) -> Iterator[Block]:
    """What one dagdeel more or less does per portfolio; those where it does nothing on one line."""
    idle = [item for item in margins if item.less is not None and not item.more.gain and not item.less.gain]
    yield heading("Wat één dagdeel per maand meer of minder doet")
    rows = [_margin(made, item) for item in margins if item not in idle]
    yield _table(("meer", "minder", made.terms.noun, "wat er dan verandert"), 2, rows)
    if idle:
        names = "; ".join(words.taker(made, item.portfolio) for item in idle)
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
        words.taker(made, item.portfolio),
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
                yield Grid(cols, ((word, words.labels(division.made, names)),), 3)
    yield WHITE


def _difference(beside: PlanDifference) -> Iterator[Block]:
    """Another scenario beside this one: + only there, − only here, ~ in other hands."""
    one, other = (each.outcome.case.scenario for each in (beside.one, beside.other))
    yield heading(f"Verschil: {other} tegenover {one}")
    if not beside.seats:
        yield line(f" Dezelfde zetels bij dezelfde {beside.one.terms.noun}s.")
        return
    times = [words.spent(each) for each in (beside.one, beside.other)]
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
        return line(words.taker(made, name))
    return line("niet geadviseerd" if value is None else "niemand", "dim")


def _rests_on(made: Allocation) -> Iterator[str]:
    terms = made.terms
    yield f"Waarde: {words.VALUE_MEANING}. Waarden worden opgeteld, en een nieuwe zetel telt alsof we haar krijgen."
    yield (
        f"Tijd van {terms.noun}s: {words.natures(made, terms.capacity)}. Tijd per rol: "
        f"{words.natures(made, terms.loads)}. Pas ze aan in college.yaml."
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
