"""The public contract of `advies --formaat json`: the data, and the JSON Schema that describes it."""

from __future__ import annotations

from collections.abc import Sequence

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.model import BANDS, CONDITIONS, Advice, Condition, Entry
from strategy.calendar.windows import Window, windows
from strategy.dossier.model import Reason
from strategy.dossier.vocabulary import DOORS, FORCES
from strategy.explain.basis import Ground, grounds
from strategy.explain.derivation import derivation
from strategy.explain.sentences import citation
from visualizations.jsonshape import (
    ADVICE_ID,
    DAY,
    LINE_ID,
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
    with_optional,
)
from visualizations.output import MARK
from visualizations.reports.afleiding import STEP, STEPS, steps_data

VERSION = "2.0"
_DIGITS = 4
PART = "#/$defs/onderdeel"


def advice_data(outcome: Outcome, advices: Sequence[Advice], derivations: bool = False) -> Json:
    """The advice of an outcome as JSON data, lines with their parts within them; absent fields are null.

    With `derivations` each contribution carries how it follows from the dossier, step by step.

    `engine` is always null: whatever engine ran, the bytes are the same. It stays in the contract for the day
    an engine gives more than firings.
    """
    case = outcome.case
    running = windows(outcome) if any(isinstance(advice, Line) for advice in advices) else {}
    return {
        "gemaakt_met": MARK,
        "versie": VERSION,
        "openbaar": case.view.public_only,
        "dossier": case.dossier.header.id,
        "scenario": case.scenario,
        "peildatum": case.view.day.isoformat(),
        "engine": None,
        "regels": case.fingerprint,
        "adviezen": [
            _line(outcome, advice, running.get(advice.id), derivations)
            if isinstance(advice, Line)
            else _advice(outcome, advice, derivations)
            for advice in advices
        ],
    }


def _line(outcome: Outcome, line: Line, window: Window | None, derivations: bool) -> Json:
    """A line; what contributes to it stands with its parts."""
    parts = [_advice(outcome, part, derivations) for part in line.parts]
    uncertain = {fact["feit"]: fact for part in parts for fact in part["aannames"]}
    return {
        **_head(line),
        "door": list(line.by),
        "kracht": line.force or None,
        "moment": window and _moment(window),
        "redenen": [_reason(outcome, reason) for reason in line.reasons],
        "argumenten": list(line.arguments),
        "voorwaarden": [_condition(condition) for condition in line.conditions],
        "aannames": list(uncertain.values()),
        "onderdelen": parts,
    }


def _reason(outcome: Outcome, reason: Reason) -> Json:
    origin = reason.origin
    return {
        "reden": reason.text,
        "opgave": reason.opgave,
        "bestand": origin.span.file,
        "regelnummer": origin.span.line,
        "aard": origin.nature,
        "bron": citation(outcome.names, origin),
    }


def _moment(window: Window) -> Json:
    return {
        "naam": window.name,
        "datum": window.text,
        "van": window.first.isoformat(),
        "tot": window.last.isoformat(),
    }


def _advice(outcome: Outcome, advice: Advice, derivations: bool) -> Json:
    contributions = [_contribution(outcome, entry, derivations) for entry in advice.entries]
    return {
        **_head(advice),
        "argumenten": list(advice.arguments),
        "bijdragen": contributions,
        "tegen": [_contribution(outcome, entry, derivations) for entry in advice.counters],
        "voorwaarden": [_condition(condition) for condition in advice.conditions],
        "aannames": _assumptions(contributions),
    }


def _head(advice: Advice) -> Json:
    target = advice.target
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
        "per_opgave": {name: round(advice.per_opgave[name], _DIGITS) for name in advice.opgaven},
    }


def _contribution(outcome: Outcome, entry: Entry, derivations: bool) -> Json:
    rule = outcome.trace.rules[entry.rule]
    data = {
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
    if derivations:
        data["afleiding"] = steps_data(outcome, derivation(outcome, entry.firing))
    return data


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


def advice_schema() -> Json:
    """The JSON Schema (2020-12) of `advice_data`. Additions raise the minor version, other changes the major."""
    fact = record(
        feit=TEXT,
        bestand=TEXT,
        regelnummer=WHOLE,
        aard=one_of("registratie", "oordeel", "aanname"),
        bron=TEXT,
        te_verifieren=MAYBE_TEXT,
    )
    contribution = with_optional(
        record(
            regel=TEXT,
            bestand=TEXT,
            regelnummer=WHOLE,
            prioriteit=TEXT,
            opgave=TEXT,
            punten=NUMBER,
            gewicht=NUMBER,
            factor=NUMBER,
            waarde=NUMBER,
            feiten=array(fact),
        ),
        afleiding=about(STEPS.schema, "alleen bij `waarom --diep`: hoe het uit het dossier volgt"),
    )
    condition = record(
        soort=one_of(*CONDITIONS),
        tekst=TEXT,
        adviezen=array(TEXT),
        vervuld={"type": ["boolean", "null"]},
    )
    shared: dict[str, Json] = {
        "id": ADVICE_ID,
        "titel": TEXT,
        "soort": TEXT,
        "houding": TEXT,
        "actor": MAYBE_TEXT,
        "gremium": MAYBE_TEXT,
        "rol": MAYBE_TEXT,
        "laag": MAYBE_TEXT,
        "thema": MAYBE_TEXT,
        "instrument": MAYBE_TEXT,
        "doel": MAYBE_TEXT,
        "via": MAYBE_TEXT,
        "eerst": MAYBE_TEXT,
        "opgaven": array(TEXT),
        "prioriteiten": array(TEXT),
        "score": {"type": "number", "minimum": 0},
        "band": one_of(*BANDS),
        "rang": WHOLE,
        "per_opgave": about(
            {"type": "object", "additionalProperties": NUMBER}, "de score als er alleen die opgave was"
        ),
        "argumenten": array(TEXT),
        "voorwaarden": array(condition),
        "aannames": array(fact),
    }
    part = record(**shared, bijdragen=array(contribution, minItems=1), tegen=array(contribution))
    reason = record(
        reden=TEXT,
        opgave=MAYBE_TEXT,
        bestand=TEXT,
        regelnummer=WHOLE,
        aard=one_of("registratie", "oordeel", "aanname"),
        bron=TEXT,
    )
    moment = record(naam=TEXT, datum=TEXT, van=DAY, tot=DAY)
    line = record(
        **{**shared, "id": LINE_ID},
        door=about(array(one_of(*DOORS)), "wie het contact onderhoudt"),
        kracht={"enum": [*FORCES, None]},
        redenen=about(array(reason), "wat een bron ervan zegt; zonder opgave geldt het voor alle"),
        moment={"anyOf": [moment, {"type": "null"}]},
        onderdelen=array(about({"$ref": PART}, "de losse adviezen die hierin samenkomen"), minItems=1),
    )
    advice = {
        "anyOf": [
            about(line, "een regel: wat er voor één ding te doen is"),
            about({"$ref": PART}, "een los advies, met `--onderdelen` of `waarom`"),
        ]
    }
    whole = record(
        gemaakt_met={"const": MARK},
        versie={"const": VERSION},
        openbaar=YES_NO,
        dossier=TEXT,
        scenario=TEXT,
        peildatum=DAY,
        engine=MAYBE_TEXT,
        regels=TEXT,
        adviezen=array(advice),
    )
    return document("Adviezen van Krachtenveld", {**whole, "$defs": {"stap": STEP.schema, "onderdeel": part}})
