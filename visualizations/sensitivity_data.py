"""`gevoelig` for programs: the data of `--formaat json`; sensitivity_schema.py describes it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from strategy.advice.advise import Outcome
from strategy.explain.basis import Ground
from strategy.explain.judgements import Alternative, Judgement, Standing
from strategy.explain.piecewise import HIGH, LOW
from strategy.explain.sensitive import Judged, Sensitive
from strategy.explain.tipping import Sensitivity, Swap, Tip
from visualizations.jsonhead import head
from visualizations.jsonshape import Json
from visualizations.levers import lever_origin
from visualizations.sensitivity_schema import VERSION


def sensitivity_data(outcome: Outcome, found: Iterable[Sensitive]) -> Json:
    """What advices are sensitive to as JSON data; absent fields are null, weights in the order of the dossier."""
    return {
        **head(outcome.case, VERSION),
        "gewichten_van": float(LOW),
        "gewichten_tot": float(HIGH),
        "adviezen": [_advice(outcome, item) for item in found],
    }


def _advice(outcome: Outcome, found: Sensitive) -> Json:
    advice = found.advice
    return {
        "id": advice.id,
        "titel": advice.title,
        "score": advice.score,
        "band": advice.band,
        "rang": advice.rank,
        "gewichten": [_weight(outcome, each) for each in found.weights],
        "oordelen": _judged(Standing.of(advice), found.judged),
        "zonder": _remainders(Standing.of(advice), found.judged),
    }


def _weight(outcome: Outcome, each: Sensitivity) -> Json:
    origin = lever_origin(outcome, each.lever)
    return {
        "soort": each.lever.kind,
        "id": each.lever.id,
        "naam": outcome.names.name(each.lever.kind, each.lever.id),
        "nu": _number(each.now),
        "aard": origin.nature if origin else None,
        "bestand": origin.span.file if origin else None,
        "regelnummer": origin.span.line if origin else None,
        "eigen": each.own,
        "banden": [
            {"van": _number(part.low), "tot": _number(part.high), "band": part.band}
            for part in each.stretches
        ],
        "kantelpunten": [_tip(tip) for tip in each.tips],
        "wissels": [_swap(swap) for swap in each.swaps],
    }


def _tip(tip: Tip) -> Json:
    return {
        "gewicht": _number(tip.at),
        "richting": "hoger" if tip.up else "lager",
        "inbegrepen": tip.included,
        "band": tip.band,
    }


def _swap(swap: Swap) -> Json:
    return {
        "gewicht": _number(swap.at),
        "richting": "hoger" if swap.up else "lager",
        "inbegrepen": swap.included,
        "rang": swap.rank,
        "na": list(swap.overtaking),
        "voor": list(swap.overtaken),
    }


def _judged(present: Standing, judged: Judged | None) -> list[Json] | None:
    return None if judged is None else [_judgement(present, item) for item in judged.judgements]


def _judgement(present: Standing, item: Judgement) -> Json:
    first = item.grounds[0]
    return {
        "aard": first.nature,
        "feiten": list(dict.fromkeys(ground.text for ground in item.grounds)),
        **_place(first),
        "sleutel": item.key or None,
        "geheel": item.thing or None,
        "gaat_mee": item.whole or None,
        "als": [_alternative(present, each) for each in item.alternatives],
    }


def _place(ground: Ground) -> Json:
    return {
        "bestand": ground.file,
        "regelnummer": ground.line,
        "bron": ground.source,
        "te_verifieren": ground.to_verify or None,
    }


def _alternative(present: Standing, each: Alternative) -> Json:
    return {"waarde": each.word or None, **_standing(present, each.standing)}


def _remainders(present: Standing, judged: Judged | None) -> list[Json] | None:
    if judged is None:
        return None
    return [
        {"aard": list(item.natures), "aantal": item.count, **_standing(present, item.standing)}
        for item in judged.remainders
    ]


def _standing(present: Standing, later: Standing | None) -> Json:
    return {
        "gevolg": present.effect(later),
        "score": later.score if later else None,
        "band": later.band if later else None,
        "rang": later.rank if later else None,
    }


def _number(number: Fraction) -> float:
    return float(number)
