"""The JSON Schema of `vergelijk --formaat json`: what programs may rely on."""

from __future__ import annotations

from strategy.advice.model import BANDS
from visualizations.jsonhead import head_schema
from visualizations.jsonshape import (
    ADVICE_ID,
    DAY,
    LINE_ID,
    MAYBE_NUMBER,
    MAYBE_TEXT,
    MAYBE_WHOLE,
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
from visualizations.reports.effect import EFFECT

VERSION = "3.0"
_COUNT: Json = {"type": "integer", "minimum": 0}
_SHARE: Json = {"type": "number", "minimum": 0}
_MAYBE_TEXTS: Json = {"type": ["array", "null"], "items": TEXT}


def comparison_schema() -> Json:
    """The JSON Schema of `comparison_data`. Additions raise the minor version, other changes the major."""
    whole = EFFECT.schema["properties"]
    scenario = record(
        id=TEXT, naam=TEXT, waarom=about(MAYBE_TEXT, "null in de openbare versie"), peildatum=DAY, regels=TEXT,
        doen=_COUNT, zelfde_advies=about(YES_NO, "of elk advies dat van het dossier zelf is"),
        onvoorbereid=about(_SHARE, "gemiddelde spijt hier van de plannen voor de andere scenario's"),
    )  # fmt: skip
    standing = record(
        score=_SHARE, band=one_of(*BANDS), rang=about(WHOLE, "onder alle adviezen"),
        plaats=about(WHOLE, "onder wat is vergeleken"), aandeel=about(_SHARE, "deel van de hoogste score"),
        onderdelen=array(ADVICE_ID, minItems=1),
    )  # fmt: skip
    part = record(id=ADVICE_ID, titel=TEXT)
    seat = record(
        id=LINE_ID, titel=TEXT, soort=TEXT,
        onderdelen=about(array(part, minItems=1), "die van alle scenario's"), bij_de_hoogste=about(_COUNT, "in zoveel scenario's"),
        minste_aandeel=about(_SHARE, "in het slechtste scenario; 0 is niet geadviseerd"),
        standen=array({"anyOf": [{"type": "null"}, standing]}),
    )  # fmt: skip
    change = record(tekst=TEXT, bestand=MAYBE_TEXT, regelnummer=MAYBE_WHOLE)
    hinge = record(
        advies=LINE_ID, scenario=TEXT, door=about(array(change), "wat het scenario daartoe verandert")
    )
    plan = record(adviezen=array(LINE_ID), spijt=array(_SHARE), meest=_SHARE, bij=MAYBE_TEXT)
    agreement = record(
        scenarios=array(TEXT, minItems=2, maxItems=2), tau_b=MAYBE_NUMBER, gelijk=_COUNT, van=_COUNT
    )
    turn = record(
        gewicht=NUMBER, omhoog=YES_NO, al_op_dit_gewicht=YES_NO, eruit=array(LINE_ID), erin=array(LINE_ID)
    )
    turns = record(
        scenario=TEXT,
        opgave=TEXT,
        nu=NUMBER,
        bij_de_hoogste=array(turn),
        doen=array(turn),
        zelfde_hoogste=array(turn),
    )
    gap = record(
        prioriteit=TEXT, geen_weg=YES_NO, geen_route=YES_NO,
        wegen=array(record(naar=TEXT, was=NUMBER, wordt=MAYBE_NUMBER, via=_MAYBE_TEXTS)),
        vervallen=array(LINE_ID), sterkste=NUMBER, blijft=_SHARE,
        vervangers=array(record(advies=LINE_ID, sterkte=NUMBER, nieuw=YES_NO)),
    )  # fmt: skip
    loss = record(scenario=TEXT, actoren=array(TEXT), gremia=array(TEXT), prioriteiten=array(gap))
    difference = record(**{key: whole[key] for key in ("wijzigingen", "tellingen", "verschillen")})
    return document(
        "Scenario's vergeleken door Krachtenveld",
        record(
            **head_schema(VERSION),
            hoogste=about(WHOLE, "zoveel adviezen zijn de hoogste, en zoveel telt een plan"),
            scenarios=about(
                array(scenario, minItems=2), "in de gevraagde volgorde; standen en spijt staan zo ook"
            ),
            adviezen=array(seat),
            zonder_spijt=record(overal=array(LINE_ID), op_een_na=array(hinge), alleen_in=array(hinge)),
            spijt=record(plannen=about(array(plan), "per scenario"), minste=plan),
            overeenstemming=array(agreement),
            gewichten=array(turns),
            uitval=array(loss),
            verschil=about({"anyOf": [{"type": "null"}, difference]}, "alleen bij twee scenario's"),
        ),
    )
