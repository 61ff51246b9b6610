"""The JSON Schema of rule files: every fact type with its fields and words, for completion in an editor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from strategy.dossier.jsonschema import DIALECT
from strategy.dossier.vocabulary import NATURES
from strategy.facts.types import ADVICE_TYPE, Domain, FactType
from strategy.rulebook.parse import RULE_KEYS

Json = dict[str, Any]

_VARIABLE: Json = {"type": "string", "pattern": r"^\$[a-z][a-z0-9_]*$"}
_COMPARISON: Json = {"type": "string", "pattern": r"^(<=|>=|!=|<|>|=)\s*-?[0-9]+(\.[0-9]+)?$"}


def rules_schema(types: Mapping[str, FactType]) -> Json:
    """The schema for rule files over these fact types, derived ones included."""
    facts = {name: _fields(fact_type, conditions=True) for name, fact_type in types.items()}
    condition = {
        "type": "object",
        "properties": {
            **facts,
            "niet": {"type": "object", "properties": facts, "additionalProperties": False},
            "anders": {"type": "array", "items": _VARIABLE, "minItems": 2, "maxItems": 2},
        },
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    about = _fields(ADVICE_TYPE, conditions=False)
    head = {
        "type": "object",
        "properties": {"feit": {"type": "object"}, "advies": about, "tegen": about, "sluit_uit": about},
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    text: Json = {"type": "string"}
    properties: Json = {
        **dict.fromkeys(RULE_KEYS, text),
        "aard": {"enum": list(NATURES)},
        "als": {"type": "array", "items": condition, "minItems": 1},
        "dan": head,
        "punten": {"type": "number"},
        "factor": _VARIABLE,
    }
    rule = {
        "type": "object",
        "properties": properties,
        "required": ["regel", "als", "dan"],
        "additionalProperties": False,
    }
    return {
        "$schema": DIALECT,
        "title": "Krachtenveld: regels",
        "type": "object",
        "properties": {"vraag": text, "omschrijving": text, "regels": {"type": "array", "items": rule}},
        "required": ["regels"],
        "additionalProperties": False,
    }


def _fields(fact_type: FactType, conditions: bool) -> Json:
    return {
        "type": "object",
        "description": fact_type.meaning,
        "properties": {name: _term(domain, conditions) for name, domain in fact_type.fields},
        "additionalProperties": False,
    }


def _term(domain: Domain, conditions: bool) -> Json:
    if domain.names_instances:
        return _VARIABLE
    if domain.number:
        return {"anyOf": [_VARIABLE, {"type": "number"}, *([_COMPARISON] if conditions else [])]}
    words: Json = {"enum": list(domain.words)}
    several = [{"type": "array", "items": words, "minItems": 1}] if conditions else []
    return {"anyOf": [words, *several, _VARIABLE]}
