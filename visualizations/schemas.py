"""The JSON Schemas of a dossier as files, so that an editor completes its names and underlines mistakes."""

from __future__ import annotations

import json

from strategy.dossier.jsonschema import content_schemas
from strategy.dossier.loader import Loaded
from strategy.rulebook.ast import Rulebook
from strategy.rulebook.jsonschema import rules_schema
from visualizations.contract import advice_schema

FOLDER = "schema"
_MADE = {"$comment": "gemaakt met krachtenveld schema"}


def schema_texts(loaded: Loaded, rulebook: Rulebook) -> dict[str, str]:
    """The text of every schema file, by its name."""
    schemas = {
        **content_schemas(loaded.names),
        "regels": rules_schema(rulebook.types),
        "advies": advice_schema(),
    }
    return {
        f"{name}.json": json.dumps({**_MADE, **schema}, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas.items()
    }
