"""The public contract of `advies --formaat json`: the data, and the JSON Schema that describes it."""

from __future__ import annotations

from typing import Any

from strategy.advice.advise import BASE_SCENARIO, Outcome
from strategy.advice.model import Advice, Condition, Entry
from strategy.explain.basis import Ground, grounds
from visualizations.output import MARK

VERSION = "1.0"
_DIGITS = 4

Json = dict[str, Any]


def advice_data(outcome: Outcome, advices: tuple[Advice, ...]) -> Json:
    """The advice of an outcome as JSON data; absent fields are null.

    `engine` is always null: whatever engine ran, the bytes are the same. It stays in the contract for the day
    an engine gives more than firings.
    """
    case = outcome.case
    return {
        "gemaakt_met": MARK,
        "versie": VERSION,
        "openbaar": case.view.public_only,
        "dossier": case.dossier.header.id,
        "scenario": BASE_SCENARIO,
        "peildatum": case.view.day.isoformat(),
        "engine": None,
        "regels": case.fingerprint,
        "adviezen": [_advice(outcome, advice) for advice in advices],
    }


def _advice(outcome: Outcome, advice: Advice) -> Json:
    target = advice.target
    contributions = [_contribution(outcome, entry) for entry in advice.entries]
    return {
        "id": advice.id,
        "titel": advice.title,
        "soort": target.sort,
        "houding": target.attitude,
        "actor": target.actor or None,
        "gremium": target.body or None,
        "rol": target.role or None,
        "laag": target.layer or None,
        "thema": target.theme or None,
        "instrument": target.instrument or None,
        "doel": target.to or None,
        "via": target.via or None,
        "eerst": target.first or None,
        "opgaven": list(advice.opgaven),
        "prioriteiten": list(advice.priorities),
        "score": round(advice.score, _DIGITS),
        "band": advice.band,
        "rang": advice.rank,
        "argumenten": list(advice.arguments),
        "bijdragen": contributions,
        "tegen": [_contribution(outcome, entry) for entry in advice.counters],
        "voorwaarden": [_condition(condition) for condition in advice.conditions],
        "aannames": _assumptions(contributions),
    }


def _contribution(outcome: Outcome, entry: Entry) -> Json:
    rule = outcome.trace.rules[entry.rule]
    return {
        "regel": entry.rule,
        "bestand": rule.span.file,
        "regelnummer": rule.span.line,
        "prioriteit": entry.priority,
        "opgave": entry.opgave,
        "punten": entry.points,
        "gewicht": round(entry.weight, _DIGITS),
        "factor": entry.factor,
        "waarde": round(entry.value, _DIGITS),
        "feiten": [_ground(item) for item in grounds(outcome, entry)],
    }


def _ground(item: Ground) -> Json:
    return {
        "feit": item.text,
        "bestand": item.file,
        "regelnummer": item.line,
        "aard": item.nature,
        "bron": item.source,
        "te_verifieren": item.to_verify or None,
    }


def _condition(condition: Condition) -> Json:
    return {
        "soort": condition.sort,
        "tekst": condition.text,
        "adviezen": list(condition.options),
        "vervuld": condition.met,
    }


def _assumptions(contributions: list[Json]) -> list[Json]:
    """The assumptions and open questions under all contributions, without repetition."""
    facts = (fact for contribution in contributions for fact in contribution["feiten"])
    uncertain = {fact["feit"]: fact for fact in facts if fact["aard"] == "aanname" or fact["te_verifieren"]}
    return list(uncertain.values())


def _object(**properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _array(items: Json) -> Json:
    return {"type": "array", "items": items}


_TEXT: Json = {"type": "string"}
_MAYBE: Json = {"type": ["string", "null"]}
_NUMBER: Json = {"type": "number"}
_WHOLE: Json = {"type": "integer", "minimum": 1}


def advice_schema() -> Json:
    """The JSON Schema (2020-12) of `advice_data`. Additions raise the minor version, other changes the major."""
    fact = _object(
        feit=_TEXT,
        bestand=_TEXT,
        regelnummer=_WHOLE,
        aard={"enum": ["registratie", "oordeel", "aanname"]},
        bron=_TEXT,
        te_verifieren=_MAYBE,
    )
    contribution = _object(
        regel=_TEXT,
        bestand=_TEXT,
        regelnummer=_WHOLE,
        prioriteit=_TEXT,
        opgave=_TEXT,
        punten=_NUMBER,
        gewicht=_NUMBER,
        factor=_NUMBER,
        waarde=_NUMBER,
        feiten=_array(fact),
    )
    condition = _object(
        soort={"enum": ["vereist", "gunning", "keuze", "inbegrepen"]},
        tekst=_TEXT,
        adviezen=_array(_TEXT),
        vervuld={"type": ["boolean", "null"]},
    )
    advice = _object(
        id={"type": "string", "pattern": "^[a-z0-9-]+(/[a-z0-9-]+)+$"},
        titel=_TEXT,
        soort=_TEXT,
        houding=_TEXT,
        actor=_MAYBE,
        gremium=_MAYBE,
        rol=_MAYBE,
        laag=_MAYBE,
        thema=_MAYBE,
        instrument=_MAYBE,
        doel=_MAYBE,
        via=_MAYBE,
        eerst=_MAYBE,
        opgaven=_array(_TEXT),
        prioriteiten=_array(_TEXT),
        score={"type": "number", "minimum": 0},
        band={"enum": ["kern", "kansrijk", "overweeg"]},
        rang=_WHOLE,
        argumenten=_array(_TEXT),
        bijdragen={"type": "array", "items": contribution, "minItems": 1},
        tegen=_array(contribution),
        voorwaarden=_array(condition),
        aannames=_array(fact),
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Adviezen van Krachtenveld",
        **_object(
            gemaakt_met={"const": MARK},
            versie={"const": VERSION},
            openbaar={"type": "boolean"},
            dossier=_TEXT,
            scenario=_TEXT,
            peildatum={"type": "string", "format": "date"},
            engine=_MAYBE,
            regels=_TEXT,
            adviezen=_array(advice),
        ),
    }
