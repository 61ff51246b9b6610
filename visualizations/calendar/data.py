"""The public contract of `kalender --formaat json`: the data, and the JSON Schema that describes it."""

from __future__ import annotations

from collections.abc import Sequence

from strategy.advice.advise import Outcome
from strategy.advice.model import BANDS
from strategy.calendar.agenda import STATES, Appointment, Choice
from strategy.calendar.dates import Recurring
from visualizations.calendar.words import source_text
from visualizations.jsonhead import head, head_schema
from visualizations.jsonshape import (
    ADVICE_ID,
    MAYBE_TEXT,
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
_MAYBE_DAY: Json = {"type": ["string", "null"], "format": "date"}


def calendar_data(outcome: Outcome, choice: Choice, appointments: Sequence[Appointment]) -> Json:
    """The calendar as JSON data; absent fields are null."""
    case = outcome.case
    return {
        **head(case, VERSION),
        "vanaf": choice.since and choice.since.isoformat(),
        "tot": choice.until and choice.until.isoformat(),
        "netwerk": choice.network,
        "opgave": choice.opgave,
        "momenten": [_moment(outcome, each) for each in appointments],
    }


def _moment(outcome: Outcome, appointment: Appointment) -> Json:
    occasion, once = appointment.occasion, appointment.once
    return {
        "naam": occasion.name,
        "soort": occasion.sort,
        "netwerk": occasion.network or None,
        "datum": occasion.text,
        "van": once and once.first.isoformat(),
        "tot_en_met": once and once.last.isoformat(),
        "elk_jaar": isinstance(occasion.when, Recurring),
        "stand": appointment.state,
        "dagen": appointment.away,
        "betreft": [{"soort": kind, "id": name} for kind, name in occasion.about],
        "voordracht": list(occasion.nominated_by),
        "gunning": list(appointment.grants),
        "adviezen": [
            {
                "id": advice.id,
                "titel": advice.title,
                "soort": advice.target.sort,
                "houding": advice.target.attitude,
                "rang": advice.rank,
                "band": advice.band,
                "score": round(advice.score, _DIGITS),
            }
            for advice in appointment.lines
        ],
        "te_verifieren": occasion.unsure or None,
        "toelichting": occasion.note or None,
        "aard": occasion.origin.nature,
        "bron": source_text(outcome, occasion),
        "bestand": occasion.origin.span.file,
        "regelnummer": occasion.origin.span.line,
    }


def calendar_schema() -> Json:
    """The JSON Schema (2020-12) of `calendar_data`. Additions raise the minor version, other changes the major."""
    advice = record(
        id=ADVICE_ID,
        titel=TEXT,
        soort=TEXT,
        houding=TEXT,
        rang=WHOLE,
        band=one_of(*BANDS),
        score={"type": "number", "minimum": 0},
    )
    moment = record(
        naam=TEXT,
        soort=about(one_of("moment", "einde"), "einde: volgt uit een laatste dag in het dossier"),
        netwerk=MAYBE_TEXT,
        datum=about(TEXT, "zoals het dossier haar geeft"),
        van=about(_MAYBE_DAY, "de eerste dag; van wat terugkeert de eerstvolgende keer"),
        tot_en_met=_MAYBE_DAY,
        elk_jaar=YES_NO,
        stand=one_of(*STATES),
        dagen=about(
            {"type": ["integer", "null"]},
            "tot de eerste dag; tot de laatste als het loopt; negatief als het voorbij is",
        ),
        betreft=array(record(soort=one_of("actor", "gremium", "instrument"), id=TEXT)),
        voordracht=array(TEXT),
        gunning=array(TEXT),
        adviezen=about(array(advice), "wat ervan afhangt, het hoogste eerst"),
        te_verifieren=MAYBE_TEXT,
        toelichting=MAYBE_TEXT,
        aard=one_of("registratie", "oordeel", "aanname"),
        bron=TEXT,
        bestand=TEXT,
        regelnummer=WHOLE,
    )
    whole = record(
        **head_schema(VERSION),
        vanaf=_MAYBE_DAY,
        tot=_MAYBE_DAY,
        netwerk=MAYBE_TEXT,
        opgave=MAYBE_TEXT,
        momenten=array(moment),
    )
    return document("Kalender van Krachtenveld", whole)
