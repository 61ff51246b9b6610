"""`robuust` for programs: the data of `--formaat json`, and the JSON Schema that describes it."""

from __future__ import annotations

from typing import Any

from strategy.advice.model import BANDS
from strategy.explain.judgements import Standing
from strategy.robustness.explored import Explored
from strategy.robustness.sampling import DESIGNS
from strategy.robustness.setbacks import KINDS, Setback
from strategy.robustness.structure import Blow, Endurance
from strategy.robustness.verdict import FIRMNESSES, Robust
from strategy.robustness.weights import Spread
from visualizations.jsonhead import head, head_schema
from visualizations.jsonshape import (
    ADVICE_ID,
    LINE_ID,
    MAYBE_TEXT,
    MAYBE_WHOLE,
    NUMBER,
    TEXT,
    WHOLE,
    Json,
    about,
    array,
    document,
    one_of,
    record,
)
from visualizations.robustness.words import setback_text

VERSION = "3.0"
_DIGITS = 4
_COUNT: Json = {"type": "integer", "minimum": 0}
_SHARE: Json = {"type": "number", "minimum": 0, "maximum": 1}


def robust_data(found: Explored) -> Json:
    """What was explored as JSON data; a space that was not is null."""
    drawn = found.drawn
    weights = {
        "steekproef": drawn.design,
        "aantal": drawn.count,
        "zaad": drawn.seed,
        "van": drawn.low,
        "tot": drawn.high,
        "gewichten": [f"{lever.kind}/{lever.id}" for lever in drawn.levers],
    }
    structure = found.structure and {
        "berekeningen": found.structure.trials,
        "tegenslagen": [_setback(found, setback) for setback in found.structure.setbacks],
    }
    return {
        **head(found.outcome.case, VERSION),
        "wegingen": weights if found.weights else None,
        "structuur": structure,
        "adviezen": [_advice(found, item) for item in found.robust],
    }


def _setback(found: Explored, setback: Setback) -> Json:
    ground = setback.grounds[0] if setback.grounds else None
    return {
        "sleutel": setback.key,
        "soort": setback.kind,
        "tekst": setback_text(found.outcome, setback),
        "bestand": ground.file if ground else None,
        "regelnummer": ground.line if ground else None,
    }


def _advice(found: Explored, item: Robust) -> Json:
    line = item.line
    indices = found.indices.get(line.id)
    return {
        "id": line.id,
        "titel": line.title,
        "score": line.score,
        "band": line.band,
        "rang": line.rank,
        "onderdelen": [part.id for part in line.parts],
        "uitkomst": item.firmness,
        "wegingen": item.spread and _spread(item.spread),
        "tegenslagen": item.endurance and _endurance(item.endurance),
        "sobol": indices
        and [
            {
                "gewicht": f"{index.lever.kind}/{index.lever.id}",
                "eigen": round(index.own, _DIGITS),
                "totaal": round(index.total, _DIGITS),
                "marge": round(index.margin, _DIGITS),
            }
            for index in indices
        ],
    }


def _spread(spread: Spread) -> Json:
    return {
        "doen": round(spread.core, _DIGITS),
        "ook_doen": round(spread.promising, _DIGITS),
        "beste_rang": spread.best_rank,
        "slechtste_rang": spread.worst_rank,
        "rang_laag": spread.low_rank,
        "rang_hoog": spread.high_rank,
        "slechtst_bij": list(spread.worst_at),
        "per_gewicht": [
            {
                "gewicht": f"{lean.lever.kind}/{lean.lever.id}",
                "doen_licht": round(lean.light, _DIGITS),
                "doen_zwaar": round(lean.heavy, _DIGITS),
            }
            for lean in spread.leans
        ],
    }


def _endurance(endurance: Endurance) -> Json:
    return {
        "aantal": endurance.count,
        "doen": round(endurance.core, _DIGITS),
        "slechtste_rang": endurance.worst_rank,
        "breekt": [_blow(blow) for blow in endurance.breaks],
        "mits": [_blow(blow) for blow in endurance.own],
    }


def _blow(blow: Blow) -> Json:
    return {"tegenslagen": [setback.key for setback in blow.setbacks], **_standing(blow.later)}


def _standing(later: Standing | None) -> Json:
    return {
        "score": later.score if later else None,
        "band": later.band if later else None,
        "rang": later.rank if later else None,
    }


# ── the schema ────────────────────────────────────────────────────────────────────────────────────────


def robust_schema() -> Json:
    """The JSON Schema of `robust_data`. Additions raise the minor version, other changes the major."""
    weights = record(
        steekproef=one_of(*DESIGNS),
        aantal=WHOLE,
        zaad=_COUNT,
        van=about(NUMBER, "telt niet bij dirichlet"),
        tot=about(NUMBER, "telt niet bij dirichlet"),
        gewichten=about(array(TEXT), "welke gewichten veranderden: soort/naam"),
    )
    setback = record(
        sleutel=about(TEXT, "naam binnen dit dossier"),
        soort=one_of(*KINDS),
        tekst=TEXT,
        bestand=about(MAYBE_TEXT, "waar het oordeel of de aanname staat"),
        regelnummer=MAYBE_WHOLE,
    )
    structure = record(
        berekeningen=about(_COUNT, "met de paren erbij"),
        tegenslagen=array(setback),
    )
    unexplored = "null als dit niet is nagegaan"
    advice = record(
        id=LINE_ID,
        titel=TEXT,
        score=NUMBER,
        band=one_of(*BANDS),
        rang=WHOLE,
        onderdelen=about(array(ADVICE_ID, minItems=1), "de losse adviezen die erin samenkomen"),
        uitkomst=one_of(*FIRMNESSES),
        wegingen=about(_maybe(_spread_schema()), unexplored),
        tegenslagen=about(_maybe(_endurance_schema()), unexplored),
        sobol=about(
            _maybe(array(record(gewicht=TEXT, eigen=NUMBER, totaal=NUMBER, marge=NUMBER))),
            "deel van de variantie dat van dit gewicht komt; alleen met --advies, anders null",
        ),
    )
    return document(
        "Robuustheid van adviezen van Krachtenveld",
        record(
            **head_schema(VERSION),
            wegingen=about(_maybe(weights), unexplored),
            structuur=about(_maybe(structure), unexplored),
            adviezen=about(array(advice), "wat het vaste staat eerst"),
        ),
    )


def _spread_schema() -> Json:
    lean = record(
        gewicht=TEXT,
        doen_licht=about(_SHARE, "deel dat doen heet bij een licht gewicht"),
        doen_zwaar=about(_SHARE, "deel dat doen heet bij een zwaar gewicht"),
    )
    return record(
        doen=about(_SHARE, "deel van de wegingen waarbij het doen heet"),
        ook_doen=_SHARE,
        beste_rang=WHOLE,
        slechtste_rang=WHOLE,
        rang_laag=about(WHOLE, "bij 5% van de wegingen is de rang zo goed of beter"),
        rang_hoog=about(WHOLE, "bij 5% van de wegingen is de rang zo slecht of slechter"),
        slechtst_bij=about(
            array(NUMBER), "de gewichten die de slechtste rang geven, in de volgorde bovenaan"
        ),
        per_gewicht=array(lean),
    )


def _endurance_schema() -> Json:
    blow = record(
        tegenslagen=about(array(TEXT, minItems=1), "sleutels; meer dan één is een paar"),
        score={"type": ["number", "null"]},
        band=about({"enum": [*BANDS, None]}, "null als het advies vervalt"),
        rang=MAYBE_WHOLE,
    )
    return record(
        aantal=about(_COUNT, "zonder die het onderwerp van het advies zelf wegnemen"),
        doen=_SHARE,
        slechtste_rang=about(MAYBE_WHOLE, "null als het bij een van de tegenslagen vervalt"),
        breekt=array(blow),
        mits=about(array(blow), "oordelen en aannames waardoor het onderwerp zelf er is"),
    )


def _maybe(shape: Json) -> Any:
    return {**shape, "type": [shape["type"], "null"]}
