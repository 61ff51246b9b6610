"""JSON Schemas of the content files, with the ids of a dossier, so that an editor can complete and check."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from strategy.dossier import vocabulary as words
from strategy.dossier.fields import (
    Choice,
    Day,
    Kind,
    Many,
    NewId,
    Number,
    Object,
    Ref,
    Source,
    Table,
    Text,
    WithSource,
    YesNo,
    keys_of,
)
from strategy.dossier.model import College, Header, Layer, Opgave, Sources
from strategy.dossier.provenance import LONGEST_TERM
from strategy.dossier.scalars import ID_PATTERN, SOURCE_PATTERN
from strategy.errors import Span

Json = dict[str, Any]
Ids = Mapping[str, Mapping[str, Span]]

_UNNAMED = re.compile(r"\(\?P<\w+>")
"""Named groups: Python's spelling differs from that of JSON Schema, and editors need no names."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CONTENT_FILES: Mapping[str, type] = {
    "dossier": Header,
    "bronnen": Sources,
    "college": College,
    "opgave": Opgave,
    "netwerk": Layer,
}
"""Schema name → the class whose file it describes."""


def content_schemas(ids: Ids) -> dict[str, Json]:
    """One schema per kind of content file, by name. References are limited to the ids in `ids`."""
    return {
        name: {"$schema": DIALECT, "title": f"Krachtenveld: {name}", **_object(cls, ids)}
        for name, cls in CONTENT_FILES.items()
    }


def _object(cls: type, ids: Ids, without_id: bool = False) -> Json:
    declared = [key for key in keys_of(cls) if not (without_id and key.attribute == "id")]
    return {
        "type": "object",
        "properties": {
            key.name: {**_value(key.kind, ids), "description": key.description} for key in declared
        },
        "required": [key.name for key in declared if key.required],
        "additionalProperties": False,
    }


def _value(kind: Kind, ids: Ids) -> Json:
    match kind:
        case Text(longest):
            return {"type": "string", "minLength": 1, "maxLength": longest}
        case NewId():
            return {"type": "string", "pattern": f"^{ID_PATTERN.pattern}$"}
        case Ref(kinds):
            return {"enum": sorted({name for each in kinds for name in ids.get(each, {})})}
        case Choice(values):
            return {"enum": list(values)}
        case Number(low, high, whole):
            return {"type": "integer" if whole else "number", "minimum": low, "maximum": high}
        case Day():
            return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case YesNo():
            return {"enum": ["ja", "nee"]}
        case Source():
            return {"type": "string", "pattern": f"^{_UNNAMED.sub('(?:', SOURCE_PATTERN.pattern)}$"}
        case Object(cls):
            return _object(cls, ids)
        case Many(of):
            item = _value(of, ids)
            return {"anyOf": [{"type": "array", "items": item}, item]}
        case Table(key, of):
            value = _object(of.cls, ids, without_id=True) if isinstance(of, Object) else _value(of, ids)
            names = _value(key, ids)
            return {"type": "object", "propertyNames": names, "additionalProperties": value}
        case WithSource(of):
            plain = _value(of, ids)
            return {"anyOf": [plain, _sourced(plain)]}
    raise TypeError(kind)


def _sourced(plain: Json) -> Json:
    """A value with its own provenance."""
    text: Json = {"type": "string"}
    return {
        "type": "object",
        "properties": {
            "waarde": plain,
            "bron": _value(Source(), {}),
            "aard": {"enum": list(words.NATURES)},
            "toelichting": text,
            "te_verifieren": text,
            "te_bevestigen": _value(Text(LONGEST_TERM), {}),
            "bevestigd": _value(Day(), {}),
            "openbaarheid": {"enum": list(words.VISIBILITIES)},
        },
        "required": ["waarde"],
        "additionalProperties": False,
    }
