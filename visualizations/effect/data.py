"""The public contract of `effect --formaat json`: the data, and the JSON Schema that describes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from strategy.advice.lines import Line
from strategy.advice.model import BANDS, Advice
from strategy.effect.across import ScenarioEffect
from strategy.effect.delta import Change
from strategy.effect.differences import KINDS, Difference
from strategy.effect.effect import Effect, Explained, Part
from strategy.effect.score_causes import Cause
from strategy.effect.tested import Flip, Tested
from strategy.effect.wording import HIDDEN, cause_text
from visualizations.effect.words import Numbers, hidden, numbers_of, shown_text, title_of
from visualizations.output import MARK

VERSION = "3.0"
_DIGITS = 4
_VERDICTS = ("goed", "mis", "ooit", "vervuld")

Json = dict[str, Any]


def effect_data(effect: Effect, scenarios: Sequence[ScenarioEffect] | None, tested: Tested | None) -> Json:
    """An effect as JSON data; absent fields are null. `scenarios` and `tested` are None when they were not run."""
    case = effect.new.case
    numbers = numbers_of(effect)
    return {
        "gemaakt_met": MARK,
        "versie": VERSION,
        "openbaar": case.view.public_only,
        "dossier": case.dossier.header.id,
        "oud": _side(effect.comparison.old.label, effect.old.case.view.day.isoformat()),
        "nieuw": _side(effect.comparison.new.label, case.view.day.isoformat()),
        "wijzigingen": [_change(effect, change, numbers) for change in effect.changes],
        "adviezen": sorted(effect.chosen) if isinstance(effect, Part) else None,
        "tellingen": {**effect.counts, "gelijk": effect.equal},
        "verschillen": [_difference(effect, item, numbers) for item in effect.items],
        "scenarios": None if scenarios is None else [_scenario(each) for each in scenarios],
        "toetsen": None if tested is None else _tested(tested, numbers),
    }


def _side(label: str, day: str) -> Json:
    return {"versie": label, "peildatum": day}


def _change(effect: Effect, change: Change, numbers: Numbers) -> Json:
    moved = sum(item.difference.kind != "rang" for item in effect.behind(change))
    shared = {"nummer": numbers[change], "tekst": shown_text(effect, change), "adviezen": moved}
    if hidden(effect, change):
        empty = dict.fromkeys(("id", "naam", "oud", "nieuw", "bestand", "regelnummer"))
        return {**shared, "soort": HIDDEN, "wat": "gewijzigd", "sleutels": [], **empty, "verdwenen": False}
    return {
        **shared,
        "soort": change.kind,
        "wat": change.sort,
        "sleutels": list(change.path),
        "id": change.item,
        "naam": change.name or None,
        "oud": change.old,
        "nieuw": change.new,
        "bestand": change.place.file,
        "regelnummer": change.place.line,
        "verdwenen": change.gone,
    }


def _difference(effect: Effect, item: Explained, numbers: Numbers) -> Json:
    difference: Difference = item.difference
    return {
        "id": difference.id,
        "titel": difference.line.title,
        "soort": difference.kind,
        "oud": _line(difference.old),
        "nieuw": _line(difference.new),
        "onderdelen_erbij": [_part(part) for part in difference.come],
        "onderdelen_weg": [_part(part) for part in difference.gone],
        "voorwaarden_erbij": [condition.text for condition in difference.added],
        "voorwaarden_weg": [condition.text for condition in difference.removed],
        "oorzaken": [_cause(effect, cause, numbers) for cause in item.causes],
    }


def _line(line: Line | None) -> Json | None:
    if line is None:
        return None
    return {
        "band": line.band,
        "score": round(line.score, _DIGITS),
        "rang": line.rank,
        "houding": line.target.attitude,
        "prioriteiten": list(line.priorities),
        "onderdelen": [part.id for part in line.parts],
    }


def _part(part: Advice) -> Json:
    return {"id": part.id, "titel": part.title, "houding": part.target.attitude}


def _cause(effect: Effect, cause: Cause, numbers: Numbers) -> Json:
    return {
        "hoe": cause.how,
        "wijzigingen": sorted(numbers[change] for change in cause.changes),
        "regel": cause.rule or None,
        "bedrag": round(cause.amount, _DIGITS) if cause.amount else None,
        "adviezen": list(cause.others),
        "tekst": cause_text(cause, lambda name: title_of(effect, name)) or None,
    }


def _scenario(each: ScenarioEffect) -> Json:
    known = not each.problem
    return {
        "id": each.id or None,
        "naam": each.name or None,
        "gevolg": each.touched if known else None,
        "tellingen": dict(each.counts) if known else None,
        "naar_doen": each.into_core if known else None,
        "uit_doen": each.out_of_core if known else None,
        "melding": each.problem or None,
    }


def _tested(tested: Tested, numbers: Numbers) -> Json:
    return {
        "aantal": tested.total,
        "anders": [_flip(flip) for flip in tested.flips],
        "voorbeelden": dict(tested.examples),
        "niet_gedekt": [numbers[change] for change in tested.unnoticed],
        "melding": tested.problem or None,
    }


def _flip(flip: Flip) -> Json:
    return {
        "soort": flip.sort,
        "over": flip.about,
        "tekst": flip.text,
        "was": flip.before,
        "is": flip.after,
        "bestand": flip.span.file,
        "regelnummer": flip.span.line,
    }


# ── schema ────────────────────────────────────────────────────────────────────────────────────────────

_TEXT: Json = {"type": "string"}
_MAYBE: Json = {"type": ["string", "null"]}
_VALUE: Json = {"type": ["string", "number", "null"]}
_COUNT: Json = {"type": "integer", "minimum": 0}
_MAYBE_COUNT: Json = {"type": ["integer", "null"], "minimum": 0}
_LINE: Json = {"type": ["integer", "null"], "minimum": 1}
_TEXTS: Json = {"type": "array", "items": _TEXT}
_NUMBERS: Json = {"type": "array", "items": {"type": "integer", "minimum": 1}}


def _object(**properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _maybe(schema: Json) -> Json:
    return {"anyOf": [{"type": "null"}, schema]}


def _array(items: Json) -> Json:
    return {"type": "array", "items": items}


def effect_schema() -> Json:
    """The JSON Schema (2020-12) of `effect_data`. Additions raise the minor version, other changes the major."""
    kinds = dict.fromkeys(KINDS, _COUNT)
    side = _object(versie=_TEXT, peildatum={"type": "string", "format": "date"})
    change = _object(
        nummer={"type": "integer", "minimum": 1}, tekst=_TEXT, adviezen=_COUNT, soort=_TEXT,
        wat={"enum": ["nieuw", "vervallen", "hernoemd", "verplaatst", "gewijzigd", "erbij", "eraf", "volgorde"]},
        sleutels=_TEXTS, id=_MAYBE, naam=_MAYBE, oud=_VALUE, nieuw=_VALUE, bestand=_MAYBE, regelnummer=_LINE,
        verdwenen={"type": "boolean"},
    )  # fmt: skip
    advice = _object(
        band={"enum": list(BANDS)}, score={"type": "number", "minimum": 0}, rang={"type": "integer", "minimum": 1},
        houding=_TEXT, prioriteiten=_TEXTS, onderdelen=_TEXTS,
    )  # fmt: skip
    cause = _object(
        hoe=_TEXT, wijzigingen={**_NUMBERS, "minItems": 1}, regel=_MAYBE, bedrag={"type": ["number", "null"]},
        adviezen=_TEXTS, tekst=_MAYBE,
    )  # fmt: skip
    part = _object(id=_TEXT, titel=_TEXT, houding=_TEXT)
    difference = _object(
        id=_TEXT, titel=_TEXT, soort={"enum": list(KINDS)}, oud=_maybe(advice), nieuw=_maybe(advice),
        onderdelen_erbij=_array(part), onderdelen_weg=_array(part), voorwaarden_erbij=_TEXTS, voorwaarden_weg=_TEXTS,
        oorzaken={"type": "array", "items": cause, "minItems": 1},
    )  # fmt: skip
    scenario = _object(
        id=_MAYBE, naam=_MAYBE, gevolg={"type": ["boolean", "null"]}, tellingen=_maybe(_object(**kinds)),
        naar_doen=_MAYBE_COUNT, uit_doen=_MAYBE_COUNT, melding=_MAYBE,
    )  # fmt: skip
    verdict: Json = {"enum": list(_VERDICTS)}
    flip = _object(
        soort={"enum": ["toets", "voorbeeld"]}, over=_TEXT, tekst=_TEXT, was=_maybe(verdict), bestand=_TEXT,
        regelnummer=_LINE, **{"is": verdict},
    )  # fmt: skip
    tested = _object(
        aantal=_COUNT, anders=_array(flip), voorbeelden={"type": "object", "additionalProperties": _COUNT},
        niet_gedekt=_NUMBERS, melding=_MAYBE,
    )  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Effect van een wijziging, van Krachtenveld",
        **_object(
            gemaakt_met={"const": MARK},
            versie={"const": VERSION},
            openbaar={"type": "boolean"},
            dossier=_TEXT,
            oud=side,
            nieuw=side,
            wijzigingen=_array(change),
            adviezen={**_TEXTS, "type": ["array", "null"]},
            tellingen=_object(**kinds, gelijk=_COUNT),
            verschillen=_array(difference),
            scenarios=_maybe(_array(scenario)),
            toetsen=_maybe(tested),
        ),
    }
