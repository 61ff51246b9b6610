"""The JSON Schema of `gevoelig --formaat json`: what programs may rely on."""

from __future__ import annotations

from strategy.advice.model import BANDS
from strategy.explain.judgements import EFFECTS, UNCERTAIN
from visualizations.jsonhead import head_schema
from visualizations.jsonshape import (
    ADVICE_ID,
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

VERSION = "2.0"


def sensitivity_schema() -> Json:
    """The JSON Schema of `sensitivity_data`. Additions raise the minor version, other changes the major."""
    unless_quick = "null met --snel"
    advice = record(
        id=ADVICE_ID,
        titel=TEXT,
        score=NUMBER,
        band=one_of(*BANDS),
        rang=WHOLE,
        gewichten=about(array(_weight_schema()), "elk gewicht apart veranderd; alle andere blijven"),
        oordelen=about(
            {**array(_judgement_schema()), "type": ["array", "null"]}, f"het zwaarste eerst; {unless_quick}"
        ),
        zonder=about(
            {
                **array(
                    record(
                        aard=array(one_of(*UNCERTAIN)),
                        aantal=about(WHOLE, "zoveel plaatsen in het dossier"),
                        **_standing_schema(),
                    )
                ),
                "type": ["array", "null"],
            },
            f"wat er blijft zonder al wat deze aard heeft en onder het advies ligt; {unless_quick}",
        ),
    )
    return document(
        "Gevoeligheid van adviezen van Krachtenveld",
        record(
            **head_schema(VERSION),
            gewichten_van=NUMBER,
            gewichten_tot=NUMBER,
            adviezen=array(advice),
        ),
    )


def _weight_schema() -> Json:
    number = about(NUMBER, "exact, op de afronding van scores op 4 cijfers na")
    turn: dict[str, Json] = {
        "gewicht": number,
        "richting": about(one_of("lager", "hoger"), "ten opzichte van het huidige gewicht"),
        "inbegrepen": about(YES_NO, "of het bij precies dit gewicht al zo is"),
    }
    advices = array(ADVICE_ID)
    return record(
        soort=one_of("opgave", "prioriteit"),
        id=TEXT,
        naam=TEXT,
        nu=NUMBER,
        aard=about(MAYBE_TEXT, "null als het dossier dit gewicht niet noemt, en het dus 1 is"),
        bestand=MAYBE_TEXT,
        regelnummer=MAYBE_WHOLE,
        eigen=about(YES_NO, "of het gewicht in een argument voor dit advies meetelt"),
        banden=array(record(van=NUMBER, tot=NUMBER, band=one_of(*BANDS)), minItems=1),
        kantelpunten=array(
            record(
                **turn,
                band=about(one_of(*BANDS), "de band voorbij dit gewicht"),
            ),
            maxItems=2,
        ),
        wissels=array(
            record(
                **turn,
                rang=about(WHOLE, "de rang voorbij dit gewicht"),
                na=about(advices, "adviezen die er dan boven staan, en nu niet"),
                voor=about(advices, "adviezen die er nu boven staan, en dan niet"),
            ),
            maxItems=2,
        ),
    )


def _judgement_schema() -> Json:
    return record(
        aard=one_of(*UNCERTAIN),
        feiten=about(array(TEXT, minItems=1), "wat er op deze plaats staat"),
        bestand=TEXT,
        regelnummer=WHOLE,
        bron=TEXT,
        te_verifieren=MAYBE_TEXT,
        sleutel=about(MAYBE_TEXT, "waar maar enkele woorden kunnen staan: hoe het heet"),
        geheel=about(MAYBE_TEXT, "waar het over een ding in zijn geheel gaat: wat voor ding"),
        gaat_mee=about(MAYBE_TEXT, "wat bij weglaten mee weggaat, omdat het niet zonder kan"),
        als=array(
            record(waarde=about(MAYBE_TEXT, "het andere woord; null is weglaten"), **_standing_schema()),
            minItems=1,
        ),
    )


def _standing_schema() -> dict[str, Json]:
    return {
        "gevolg": about(one_of(*EFFECTS), "wat er met het advies gebeurt, het zwaarste woord dat past"),
        "score": MAYBE_NUMBER,
        "band": about({"enum": [*BANDS, None]}, "null als het advies vervalt"),
        "rang": MAYBE_WHOLE,
    }
