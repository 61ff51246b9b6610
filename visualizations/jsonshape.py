"""Building blocks of the JSON Schemas (2020-12) that describe what programs may rely on."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
MAYBE_TEXT: Json = {"type": ["string", "null"]}
NUMBER: Json = {"type": "number"}
MAYBE_NUMBER: Json = {"type": ["number", "null"]}
YES_NO: Json = {"type": "boolean"}
WHOLE: Json = {"type": "integer", "minimum": 1}
MAYBE_WHOLE: Json = {"type": ["integer", "null"], "minimum": 1}
DAY: Json = {"type": "string", "format": "date"}
ADVICE_ID: Json = {"type": "string", "pattern": "^[a-z0-9-]+(/[a-z0-9-]+)+$"}


LINE_ID: Json = {"type": "string", "pattern": "^[a-z0-9-]+(/[a-z0-9-]+)*$"}


def record(**properties: Json) -> Json:
    """An object that has all of these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def with_optional(shape: Json, **properties: Json) -> Json:
    """A record that may have these properties as well."""
    return {**shape, "properties": {**shape["properties"], **properties}}


def array(items: Json, **more: Any) -> Json:
    return {"type": "array", "items": items, **more}


def one_of(*words: str) -> Json:
    return {"enum": list(words)}


def about(shape: Json, meaning: str) -> Json:
    """A shape with what it means, in Dutch: schemas are read by people too."""
    return {**shape, "description": meaning}


def document(title: str, shape: Json) -> Json:
    """A whole schema."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **shape}
