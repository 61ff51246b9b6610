"""The public contract of `verdeling --formaat json`: the data, and the JSON Schema that describes it."""

from __future__ import annotations

from collections.abc import Iterable

from strategy.advice.model import BANDS
from strategy.allocation.allocate import Allocation
from strategy.allocation.around import Alternative, Around, LeftOut, Margin, Shift
from strategy.allocation.difference import PlanDifference
from strategy.allocation.problem import Constraint
from strategy.allocation.seats import Candidate
from strategy.dossier.vocabulary import NATURES, ROLES
from visualizations.allocation import words
from visualizations.jsonhead import head, head_schema
from visualizations.jsonshape import (
    ADVICE_ID,
    LINE_ID,
    MAYBE_NUMBER,
    MAYBE_TEXT,
    NUMBER,
    TEXT,
    WHOLE,
    YES_NO,
    Json,
    about,
    array,
    document,
    one_of,
    record,
)

VERSION = "2.0"
_DIGITS = 4


def allocation_data(allocation: Allocation, around: Around | None, difference: PlanDifference | None) -> Json:
    """A division as JSON data; what was not worked out is null."""
    terms, solution = allocation.terms, allocation.solution
    return {
        **head(allocation.outcome.case, VERSION),
        "bewijs": {
            "waarde": _value(solution.worth),
            "bovengrens": None if solution.bound is None else _value(solution.bound),
            "bewezen": solution.proven,
        },
        "eisen": {
            "gelden": _constraints(allocation.demands),
            "kosten": _cost(allocation),
            "bewezen": allocation.solution.proven and (allocation.free is None or allocation.free.proven),
        },
        "belasting": [
            {"rol": role, "dagdelen": terms.loads[role], "aard": terms.origins[role].nature}
            for role in ROLES
            if role in terms.loads
        ],
        "verwant": terms.related,
        "gunning": allocation.granting,
        "portefeuilles": [_portfolio(allocation, item.id, item.office) for item in terms.portfolios],
        "zetels": [_seat(allocation, seat) for seat in allocation.seats],
        "ambtelijk": [advice.id for advice in allocation.officials],
        "losgelaten": list(words.released(allocation)),
        "afgevallen": [_left(item) for item in around.left] if around else None,
        "marginaal": [_margin(item) for item in around.margins] if around else None,
        "alternatieven": [_alternative(allocation, item) for item in around.alternatives] if around else None,
        "verschil": _difference(difference) if difference else None,
        "opmerkingen": list(allocation.notes),
    }


def _value(units: int) -> float:
    return round(words.worth(units), _DIGITS)


def _cost(allocation: Allocation) -> float | None:
    if not allocation.demands:
        return 0.0
    lost = words.cost(allocation)
    return None if lost is None else round(lost, _DIGITS)


def _portfolio(allocation: Allocation, name: str, office: str) -> Json:
    return {
        "id": name,
        "naam": words.portfolio(allocation, name),
        "ambt": office,
        "dagdelen": allocation.terms.capacity[name],
        "aard": allocation.terms.origins[name].nature,
        "gebruikt": words.load(allocation.problem.load(allocation.plan, name)),
    }


def _seat(allocation: Allocation, seat: Candidate) -> Json:
    plan = allocation.plan
    taker = plan.get(seat.id)
    by = next((item.id for item in allocation.seats if item.id in plan and seat.id in item.covers), None)
    worth = next(item.worth for item in allocation.problem.seats if item.id == seat.id)
    return {
        "id": seat.id,
        "titel": seat.line.title,
        "regel": seat.line.id,
        "band": seat.line.band,
        "rang": seat.line.rank,
        "gremium": seat.body,
        "rol": seat.role,
        "thema": seat.advice.target.theme or None,
        "houding": seat.advice.target.attitude,
        "score": round(seat.advice.score, _DIGITS),
        "waarde": round(seat.value, _DIGITS),
        "dagdelen": allocation.terms.loads[seat.role],
        "portefeuille": taker,
        "inbegrepen_in": by,
        "past": [
            {"portefeuille": name, "als": seat.steps.get(name, "afspraak"), "waarde": _value(units)}
            for name, units in worth.items()
        ],
    }


def _shift(shift: Shift) -> Json:
    return {
        "waarde": _value(shift.gain),
        "erbij": list(shift.added),
        "eraf": list(shift.dropped),
        "andere_hand": list(shift.moved),
        "bewezen": shift.proven,
    }


def _left(item: LeftOut) -> Json:
    return {
        "zetel": item.seat.id,
        "toch": None if item.shift is None else _shift(item.shift),
        "kan_niet": _constraints(item.forbidden),
    }


def _constraints(constraints: Iterable[Constraint]) -> list[Json]:
    return [
        {"soort": item.sort, "tekst": item.text, "plaats": words.place(item) or None} for item in constraints
    ]


def _margin(item: Margin) -> Json:
    return {
        "portefeuille": item.portfolio,
        "meer": _shift(item.more),
        "minder": None if item.less is None else _shift(item.less),
    }


def _alternative(allocation: Allocation, item: Alternative) -> Json:
    plan = [
        {"zetel": seat.id, "portefeuille": item.plan[seat.id]}
        for seat in allocation.seats
        if seat.id in item.plan
    ]
    return {"anders": item.distance, **_shift(item.shift), "plan": plan}


def _difference(found: PlanDifference) -> Json:
    return {
        "scenario": found.other.outcome.case.scenario,
        "waarde": _value(found.other.solution.worth),
        "zetels": [
            {
                "zetel": item.seat.id,
                "hier": item.one,
                "daar": item.other,
                "waarde_hier": item.one_value,
                "waarde_daar": item.other_value,
            }
            for item in found.seats
        ],
        "portefeuilles": [
            {"portefeuille": item.portfolio, "hier": _time(item.one), "daar": _time(item.other)}
            for item in found.portfolios
        ],
    }


def _time(time: tuple[float, float] | None) -> Json | None:
    return None if time is None else {"dagdelen": time[0], "gebruikt": time[1]}


def allocation_schema() -> Json:
    """The JSON Schema (2020-12) of `allocation_data`. Additions raise the minor version, other changes the major."""
    ids = array(ADVICE_ID)
    shift = {
        "waarde": about(NUMBER, "hoeveel meer het plan dan waard is; onder nul is minder"),
        "erbij": ids,
        "eraf": ids,
        "andere_hand": ids,
        "bewezen": YES_NO,
    }
    seat = record(
        id=ADVICE_ID,
        titel=about(TEXT, "van de regel in `advies` waar de zetel in staat; band en rang ook"),
        regel=LINE_ID,
        band=one_of(*BANDS),
        rang=WHOLE,
        gremium=TEXT,
        rol=one_of(*ROLES),
        thema=MAYBE_TEXT,
        houding=one_of("claimen", "behouden", "meedoen"),
        score=about(NUMBER, "van deze zetel op zichzelf"),
        waarde=about(NUMBER, words.VALUE_MEANING),
        dagdelen=NUMBER,
        portefeuille=about(MAYBE_TEXT, "wie de zetel neemt; null als ze niet in het plan staat"),
        inbegrepen_in=about(MAYBE_TEXT, "de zwaardere rol aan dezelfde tafel die haar meebrengt"),
        past=array(record(portefeuille=TEXT, als=one_of(*words.STEPS), waarde=NUMBER)),
    )
    time = {**record(dagdelen=NUMBER, gebruikt=NUMBER), "type": ["object", "null"]}
    constraint = record(
        soort=one_of("tijd", "rol", "past", "vereist", "keuze", "gunning", "moet", "nooit", "vast"),
        tekst=TEXT,
        plaats=MAYBE_TEXT,
    )
    left = record(
        zetel=ADVICE_ID, toch={**record(**shift), "type": ["object", "null"]}, kan_niet=array(constraint)
    )
    margin = record(
        portefeuille=TEXT, meer=record(**shift), minder={**record(**shift), "type": ["object", "null"]}
    )
    taken = record(zetel=ADVICE_ID, portefeuille=TEXT)
    alternative = record(anders=WHOLE, **shift, plan=array(taken))
    difference = record(
        scenario=TEXT,
        waarde=NUMBER,
        zetels=array(
            record(
                zetel=ADVICE_ID,
                hier=MAYBE_TEXT,
                daar=MAYBE_TEXT,
                waarde_hier=MAYBE_NUMBER,
                waarde_daar=MAYBE_NUMBER,
            )
        ),
        portefeuilles=array(record(portefeuille=TEXT, hier=time, daar=time)),
    )
    whole = record(
        **head_schema(VERSION),
        bewijs=record(
            waarde=NUMBER,
            bovengrens=about(MAYBE_NUMBER, "geen verdeling kan meer waard zijn"),
            bewezen=YES_NO,
        ),
        eisen=record(
            gelden=about(array(constraint), "wat is afgesproken en in dit plan geldt"),
            kosten=about(
                MAYBE_NUMBER,
                "hoeveel meer het beste plan zonder deze eisen waard is; onder nul is minder, null zonder zo'n plan",
            ),
            bewezen=YES_NO,
        ),
        belasting=array(record(rol=one_of(*ROLES), dagdelen=NUMBER, aard=one_of(*NATURES))),
        verwant=about(NUMBER, "deel van de waarde bij een portefeuille met een verwant thema"),
        gunning=YES_NO,
        portefeuilles=array(
            record(id=TEXT, naam=TEXT, ambt=TEXT, dagdelen=NUMBER, aard=one_of(*NATURES), gebruikt=NUMBER)
        ),
        zetels=array(seat),
        ambtelijk=ids,
        losgelaten=about(ids, "zetels die we hebben en die het plan niet houdt"),
        afgevallen=_maybe(array(left)),
        marginaal=_maybe(array(margin)),
        alternatieven=_maybe(array(alternative)),
        verschil={**difference, "type": ["object", "null"]},
        opmerkingen=array(TEXT),
    )
    return document("Verdeling van zetels over het college", whole)


def _maybe(shape: Json) -> Json:
    return {**shape, "type": [shape["type"], "null"]}
