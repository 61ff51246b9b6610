"""The division as tables: for a spreadsheet, a document, or a workbook with a legend."""

from __future__ import annotations

from strategy.allocation.allocate import Allocation
from strategy.allocation.around import Around, Shift
from strategy.allocation.difference import PlanDifference
from visualizations.allocation import words
from visualizations.output import MARK
from visualizations.sheets import Cell, Column, Sheet, csv_text, markdown_text, xlsx_bytes
from visualizations.stamp import stamp

IN_PLAN = "plan"
_SEAT = (
    Column("gremium", "de tafel"),
    Column("rol", "de rol aan die tafel, met het thema van een portefeuille"),
    Column("houding", "claimen, behouden (die hebben we nu) of meedoen"),
)
_NAME = Column("zetel", "de naam van het advies, dezelfde in elke vorm")
_COST = Column(
    "dagdelen", "dagdelen per maand die de rol kost; een aanname tenzij college.yaml anders zegt", "number", 1
)
_PLAN = (
    Column("stand", "in het plan, inbegrepen bij een zwaardere rol, afgevallen, kan niet, of ambtelijk"),
    Column("portefeuille", "wie in het college de zetel neemt"),
    *_SEAT,
    _COST,
    Column("waarde", f"{words.VALUE_MEANING}; minder bij een verwante portefeuille", "number"),
    Column("brengt mee", "geadviseerde lichtere rollen aan dezelfde tafel, die in deze rol zitten"),
    Column("past als", "waarom de portefeuille bij de zetel past"),
    Column("past ook bij", "andere portefeuilles die de zetel kunnen nemen"),
    Column("rang", "de plaats van de regel over deze tafel onder alle adviezen", "whole"),
    Column("band", "de band van die regel"),
    Column("advies", "wat die regel aanraadt"),
    _NAME,
)
_PORTFOLIOS = (
    Column("portefeuille", "de portefeuille"),
    Column("ambt", "burgemeester of wethouder"),
    Column(
        "dagdelen",
        "dagdelen per maand voor externe tafels; een aanname tenzij college.yaml anders zegt",
        "number",
        1,
    ),
    Column("gebruikt", "dagdelen die het plan kost", "number", 1),
    Column("over", "dagdelen die overblijven", "number", 1),
    Column("zetels", "zetels in het plan", "whole"),
    Column("waarde", "de waarde van die zetels samen", "number"),
)
_LEFT = (
    *_SEAT,
    Column("hebben we nu", "ja als het plan een zetel loslaat die we hebben"),
    Column(
        "verlies",
        "waarde die het plan verliest als deze zetel er toch in moet; leeg als dat niet kan",
        "number",
    ),
    Column("daarvoor wijkt", "zetels die dan uit het plan gaan"),
    Column("dan wel", "andere zetels die dan in het plan komen"),
    Column("wisselt van hand", "zetels die dan naar een andere portefeuille gaan"),
    Column("kan niet, want", "wat de zetel in elk plan uitsluit"),
    _NAME,
)
_MARGINS = (
    Column("portefeuille", "de portefeuille"),
    Column("stap", "één dagdeel per maand meer of minder"),
    Column(
        "waarde erbij",
        "hoeveel meer het beste plan dan waard is; onder nul is minder, leeg is geen plan",
        "number",
    ),
    Column("erbij", "zetels die dan in het plan komen"),
    Column("eraf", "zetels die dan uit het plan gaan"),
    Column("wisselt van hand", "zetels die dan naar een andere portefeuille gaan"),
)
_ALTERNATIVES = (
    Column("plan", "nummer van het andere plan", "whole"),
    Column("deel van de waarde", "de waarde als deel van die van het beste plan", "share"),
    Column("anders", "zetels die er anders in staan", "whole"),
    Column("wijziging", "erbij, eraf, of naar een andere portefeuille"),
    Column("portefeuille", "wie de zetel in dat plan neemt"),
    Column("nu bij", "wie de zetel in het beste plan neemt"),
    *_SEAT[:2],
    _NAME,
)  # fmt: skip
_DEMANDS = (
    Column("soort", "moet, nooit of vast; samen voor wat alle eisen samen kosten"),
    Column("eis", "wat is afgesproken en in dit plan geldt"),
    Column("kosten", "hoeveel meer het beste plan zonder deze eisen waard is; onder nul is minder", "number"),
    Column("plek", "de optie, of het bestand en de regel"),
)
_DIFFERENCE = (
    Column("gremium", "de tafel"),
    Column("rol", "de rol aan die tafel"),
    Column("dit plan", "wie de zetel in dit plan neemt"),
    Column("ander plan", "wie de zetel in het plan van het andere scenario neemt"),
    Column(
        "waarde hier", "wat de zetel in dit scenario waard is; leeg als ze niet wordt geadviseerd", "number"
    ),
    Column("waarde daar", "wat de zetel in het andere scenario waard is", "number"),
    _NAME,
)


def as_csv(allocation: Allocation, around: Around | None) -> str:
    """Every seat with what becomes of it."""
    return csv_text(seat_sheet(allocation, around), stamp(allocation.outcome.case))


def as_xlsx(allocation: Allocation, around: Around | None, difference: PlanDifference | None) -> bytes:
    """A workbook with every table of the division."""
    title = f"Verdeling van zetels, {allocation.outcome.case.dossier.header.name}"
    made = f"{stamp(allocation.outcome.case)} · {words.certificate(allocation)}"
    return xlsx_bytes(sheets(allocation, around, difference), title, made)


def as_markdown(allocation: Allocation, around: Around | None, difference: PlanDifference | None) -> str:
    """The tables that read well on paper, with the certificate and what they rest on."""
    case = allocation.outcome.case
    parts = [f"# Verdeling van zetels: {case.dossier.header.name}\n", f"{words.certificate(allocation)}\n"]
    if allocation.demands:
        said = "\n".join(f"- {words.said(rule)}" for rule in allocation.demands)
        parts.append(f"{words.cost_text(allocation)}\n\n{said}\n")
    loads = words.natures(allocation, allocation.terms.loads)
    parts.append(f"Dagdelen per maand per rol ({loads}): {words.loads_text(allocation)}.\n")
    for sheet in sheets(allocation, around, difference):
        shown = sheet.only([column.title for column in sheet.columns if column.title not in _OFF_PAPER])
        parts.append(f"## {sheet.name}\n\n{markdown_text(shown)}")
    return "\n".join((*parts, f"{MARK} · {stamp(case)} · Krachtenveld adviseert; mensen beslissen.\n"))


_OFF_PAPER = ("zetel", "advies", "past ook bij", "brengt mee", "hebben we nu")


def sheets(
    allocation: Allocation, around: Around | None, difference: PlanDifference | None
) -> tuple[Sheet, ...]:
    """All tables, the plan first."""
    whole = seat_sheet(allocation, around)
    plan = Sheet("Plan", whole.columns[1:], tuple(row[1:] for row in whole.rows if row[0] == IN_PLAN))
    found = [plan, portfolio_sheet(allocation)]
    if allocation.demands:
        found.append(demand_sheet(allocation))
    if around is not None:
        found += [left_sheet(allocation, around), margin_sheet(allocation, around)]
        found.append(alternative_sheet(allocation, around))
    if difference is not None:
        found.append(difference_sheet(difference))
    return tuple(found)


def seat_sheet(allocation: Allocation, around: Around | None) -> Sheet:
    """Every advised seat: those in the plan by portfolio, then the others."""
    plan = allocation.plan
    order = {item.id: number for number, item in enumerate(allocation.terms.portfolios)}
    covered = {name for seat in allocation.seats if seat.id in plan for name in seat.covers}
    impossible = {item.seat.id for item in around.left if item.shift is None} if around else set()
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    for seat in allocation.seats:
        taker = plan.get(seat.id, "")
        state = (
            IN_PLAN if taker
            else "inbegrepen" if seat.id in covered
            else "kan niet" if seat.id in impossible
            else "afgevallen"
        )  # fmt: skip
        row = (
            state,
            words.portfolio(allocation, taker) if taker else "",
            *_seat(allocation, seat.id),
            allocation.terms.loads[seat.role],
            words.value_of(allocation, seat, taker) if taker else seat.value,
            ", ".join(words.role(allocation, allocation.seat(name)) for name in seat.covers),
            words.step(allocation, seat, taker) if taker else "",
            words.others(allocation, seat, taker),
            seat.line.rank,
            seat.line.band,
            seat.line.title,
            seat.id,
        )
        rows.append((order.get(taker, len(order) + (state != "inbegrepen")), row))
    names = allocation.outcome.names
    line_of = {part.id: line for line in allocation.outcome.lines for part in line.parts}
    for advice in allocation.officials:
        target = advice.target
        cells = ("ambtelijk", "", names.name("gremium", target.body), target.role, target.attitude)
        line = line_of[advice.id]
        told = (line.rank, line.band, line.title, advice.id)
        rows.append((len(order) + 2, (*cells, None, advice.score, "", "", "", *told)))
    return Sheet("Zetels", _PLAN, tuple(row for _, row in sorted(rows, key=lambda pair: pair[0])))


def portfolio_sheet(allocation: Allocation) -> Sheet:
    """What the plan costs and brings per portfolio."""
    rows: list[tuple[Cell, ...]] = []
    for item in allocation.terms.portfolios:
        taken = [seat for seat in allocation.seats if allocation.plan.get(seat.id) == item.id]
        there = allocation.terms.capacity[item.id]
        used = words.load(allocation.problem.load(allocation.plan, item.id))
        value = sum((words.value_of(allocation, seat, item.id) for seat in taken), 0.0)
        rows.append((item.name, item.office, there, used, there - used, len(taken), value))
    return Sheet("Per portefeuille", _PORTFOLIOS, tuple(rows))


def demand_sheet(allocation: Allocation) -> Sheet:
    """What people decided, and in the last row what all of it costs."""
    rows: list[tuple[Cell, ...]] = [
        (rule.sort, rule.text.removeprefix(f"{rule.sort}: "), None, words.place(rule))
        for rule in allocation.demands
    ]
    rows.append(("samen", words.cost_text(allocation), words.cost(allocation), ""))
    return Sheet("Eisen", _DEMANDS, tuple(rows))


def left_sheet(allocation: Allocation, around: Around) -> Sheet:
    """Every seat that is left out, with what it would displace."""
    held = words.released(allocation)
    rows: list[tuple[Cell, ...]] = []
    for item in around.left:
        shift, name = item.shift, item.seat.id
        rows.append(
            (
                *_seat(allocation, name),
                "ja" if name in held else "",
                None if shift is None else words.worth(-shift.gain),
                words.labels(allocation, shift.dropped) if shift else "",
                words.labels(allocation, (each for each in shift.added if each != name)) if shift else "",
                words.labels(allocation, shift.moved) if shift else "",
                "; ".join(constraint.text for constraint in item.forbidden),
                name,
            )
        )
    return Sheet("Afgevallen", _LEFT, tuple(rows))


def margin_sheet(allocation: Allocation, around: Around) -> Sheet:
    """What one dagdeel more and one less does to each portfolio."""
    rows: list[tuple[Cell, ...]] = []
    for item in around.margins:
        name = words.portfolio(allocation, item.portfolio)
        for step, shift in (("één meer", item.more), ("één minder", item.less)):
            rows.append((name, step, *_shift(allocation, shift)))
    return Sheet("Marginaal", _MARGINS, tuple(rows))


def alternative_sheet(allocation: Allocation, around: Around) -> Sheet:
    """The seats that other plans of nearly the same worth have otherwise."""
    plan, total = allocation.plan, max(allocation.solution.worth, 1)
    rows: list[tuple[Cell, ...]] = []
    for number, item in enumerate(around.alternatives, 1):
        share = (allocation.solution.worth + item.shift.gain) / total
        for change, names in (
            ("erbij", item.shift.added), ("eraf", item.shift.dropped), ("andere hand", item.shift.moved),
        ):  # fmt: skip
            for name in names:
                holders = (
                    words.portfolio(allocation, each[name]) if name in each else ""
                    for each in (item.plan, plan)
                )
                rows.append(
                    (number, share, item.distance, change, *holders, *_seat(allocation, name)[:2], name)
                )
    return Sheet("Alternatieven", _ALTERNATIVES, tuple(rows))


def difference_sheet(difference: PlanDifference) -> Sheet:
    """The seats that two plans have otherwise."""
    rows: list[tuple[Cell, ...]] = []
    here = {seat.id for seat in difference.one.seats}
    for item in difference.seats:
        home = difference.one if item.seat.id in here else difference.other
        holders = (
            words.portfolio(each, name) if name else ""
            for each, name in ((difference.one, item.one), (difference.other, item.other))
        )
        rows.append(
            (*_seat(home, item.seat.id)[:2], *holders, item.one_value, item.other_value, item.seat.id)
        )
    other = difference.other.outcome.case.scenario
    return Sheet(f"Verschil met {other}", _DIFFERENCE, tuple(rows))


def _seat(allocation: Allocation, name: str) -> tuple[str, str, str]:
    seat = allocation.seat(name)
    return words.body(allocation, seat), words.role(allocation, seat), seat.advice.target.attitude


def _shift(allocation: Allocation, shift: Shift | None) -> tuple[Cell, ...]:
    if shift is None:
        return None, "", "", ""
    listed = (words.labels(allocation, names) for names in (shift.added, shift.dropped, shift.moved))
    return words.worth(shift.gain), *listed
