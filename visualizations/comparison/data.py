"""The public contract of `vergelijk --formaat json`: the data; visualizations/comparison/schema.py describes it."""

from __future__ import annotations

from strategy.comparison.compared import Compared
from strategy.comparison.dropout import Dropout, Gap
from strategy.comparison.no_regret import Hinge
from strategy.comparison.regret import Plan
from strategy.comparison.seats import Seat, Standing
from strategy.comparison.weights import WeightTurns
from strategy.explain.tipping import Swap
from visualizations.comparison.choice import Choice, shown_seats
from visualizations.comparison.schema import VERSION
from visualizations.comparison.words import first_name
from visualizations.jsonhead import head
from visualizations.jsonshape import Json
from visualizations.reports.effect import EFFECT, Answer
from visualizations.reports.effect_words import hidden, shown_text

_DIGITS = 4
_PLAN = ("wijzigingen", "tellingen", "verschillen")


def comparison_data(found: Compared, choice: Choice) -> Json:
    """A comparison as JSON data; absent fields are null. Lists of numbers are in the order of the scenarios."""
    plan = EFFECT.write(Answer(found.plan)) if found.plan else None
    firm = found.firmness
    return {
        **head(found.futures.base.outcome.case, VERSION),
        "hoogste": found.regret.size,
        "scenarios": [_scenario(found, number) for number in range(len(found.futures.columns))],
        "adviezen": [_seat(found, seat) for seat in shown_seats(found, choice)],
        "zonder_spijt": {
            "overal": [seat.id for seat in firm.always],
            "op_een_na": [_hinge(found, hinge) for hinge in firm.near],
            "alleen_in": [_hinge(found, hinge) for hinge in firm.alone],
        },
        "spijt": {
            "plannen": [_plan(found, plan) for plan in found.regret.plans],
            "minste": _plan(found, found.regret.safest),
        },
        "overeenstemming": [
            {
                "scenarios": [found.futures.ids[pair.one], found.futures.ids[pair.other]],
                "tau_b": None if pair.tau is None else round(pair.tau, _DIGITS),
                "gelijk": pair.shared,
                "van": pair.highest,
            }
            for pair in found.agreements
        ],
        "gewichten": [_turns(found, turns) for turns in found.turns],
        "uitval": [_loss(found, number, lost) for number, lost in found.dropouts.items()],
        "verschil": plan and {key: plan[key] for key in _PLAN},
    }


def _scenario(found: Compared, number: int) -> Json:
    future = found.futures.columns[number]
    case = future.outcome.case
    return {
        "id": future.id,
        "naam": first_name(future),
        "waarom": None if case.view.public_only else future.why or None,
        "peildatum": case.view.day.isoformat(),
        "regels": case.fingerprint,
        "doen": sum(seat.band(number) == "doen" for seat in found.seats),
        "zelfde_advies": number in found.same,
        "onvoorbereid": round(found.regret.unprepared(number), _DIGITS),
    }


def _seat(found: Compared, seat: Seat) -> Json:
    size = found.regret.size
    return {
        "id": seat.id,
        "titel": seat.title,
        "soort": seat.line.target.sort,
        "onderdelen": [{"id": part.id, "titel": part.title} for part in seat.parts],
        "bij_de_hoogste": sum(seat.holds(number, size) for number in range(len(seat.standings))),
        "minste_aandeel": round(seat.least_share, _DIGITS),
        "standen": [_standing(standing) for standing in seat.standings],
    }


def _standing(standing: Standing | None) -> Json | None:
    if standing is None:
        return None
    return {
        "score": round(standing.score, _DIGITS),
        "band": standing.band,
        "rang": standing.rank,
        "plaats": standing.place,
        "aandeel": round(standing.share, _DIGITS),
        "onderdelen": list(standing.parts),
    }


def _hinge(found: Compared, hinge: Hinge) -> Json:
    part = found.reasons.get((hinge.scenario, hinge.seat.id))
    changes = [
        {
            "tekst": shown_text(part, change),
            "bestand": None if hidden(part, change) else change.place.file,
            "regelnummer": None if hidden(part, change) else change.place.line,
        }
        for item in (part.items if part else ())
        if part and item.difference.id == hinge.seat.id
        for change in item.changes
    ]
    return {"advies": hinge.seat.id, "scenario": found.futures.ids[hinge.scenario], "door": changes}


def _plan(found: Compared, plan: Plan) -> Json:
    return {
        "adviezen": [seat.id for seat in plan.seats],
        "spijt": [round(value, _DIGITS) for value in plan.regrets],
        "meest": round(plan.worst, _DIGITS),
        "bij": found.futures.ids[plan.worst_scenario] if plan.worst else None,
    }


def _turns(found: Compared, turns: WeightTurns) -> Json:
    return {
        "scenario": found.futures.ids[turns.scenario],
        "opgave": turns.lever.id,
        "nu": float(turns.now),
        "bij_de_hoogste": [_turn(swap) for swap in turns.firm],
        "doen": [_turn(swap) for swap in turns.core],
        "zelfde_hoogste": [_turn(swap) for swap in turns.top],
    }


def _turn(swap: Swap) -> Json:
    return {
        "gewicht": round(float(swap.at), 6),
        "omhoog": swap.up,
        "al_op_dit_gewicht": swap.included,
        "eruit": sorted(swap.overtaken),
        "erin": sorted(swap.overtaking),
    }


def _loss(found: Compared, number: int, lost: Dropout) -> Json:
    return {
        "scenario": found.futures.ids[number],
        "actoren": list(lost.actors),
        "gremia": list(lost.bodies),
        "prioriteiten": [_gap(gap) for gap in lost.gaps],
    }


def _gap(gap: Gap) -> Json:
    return {
        "prioriteit": gap.priority,
        "geen_weg": gap.cut_off,
        "geen_route": gap.unadvised,
        "wegen": [
            {
                "naar": road.to,
                "was": road.before.strength,
                "wordt": road.after.strength if road.after else None,
                "via": list(road.after.nodes) if road.after else None,
            }
            for road in gap.roads
        ],
        "vervallen": [line.id for line in gap.lost],
        "sterkste": gap.strength,
        "blijft": round(gap.left, _DIGITS),
        "vervangers": [
            {"advies": each.line.id, "sterkte": each.strength, "nieuw": each.new} for each in gap.substitutes
        ],
    }
