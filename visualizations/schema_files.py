"""The files of the folder `schema`: of what people write, so that an editor completes its names and underlines mistakes, and of the
JSON that answers promise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from strategy.dossier.loader import Loaded
from strategy.editor_schemas.content import content_schemas, titles_of
from strategy.editor_schemas.networks_scenarios_tests import network_schema, scenario_schema, tests_schema
from strategy.editor_schemas.rules import rules_schema
from strategy.rulebook.ast import Rulebook
from strategy.workspace import Workspace
from visualizations.writers.shapes import json_text

FOLDER = "schema"
_MADE = {"$comment": "gemaakt met krachtenveld schema"}
START = tuple(f'{{\n{indent}"$comment": "{_MADE["$comment"]}"' for indent in ("", "  "))
"""How the text of a schema begins."""


def schemas(
    loaded: Loaded, rulebook: Rulebook, scenarios: Mapping[str, str] | None = None
) -> dict[str, Mapping[str, Any]]:
    """Every schema, by its name. `scenarios` are the names of scenarios, by id."""
    from visualizations.exports.forms import EXPORT
    from visualizations.reports.advies import ADVICE
    from visualizations.reports.effect import EFFECT
    from visualizations.reports.gevoelig import SENSITIVITY
    from visualizations.reports.kalender import CONTRACT as CALENDAR
    from visualizations.reports.robuust import ROBUSTNESS
    from visualizations.reports.routes import CONTRACT as ROUTES
    from visualizations.reports.verdeling import CONTRACT as DIVISION
    from visualizations.reports.vergelijk import COMPARISON

    return {
        **written_schemas(loaded, rulebook, scenarios or {}),
        "advies": ADVICE.schema,
        "gevoelig": SENSITIVITY.schema,
        "effect": EFFECT.schema,
        "vergelijk": COMPARISON.schema,
        "routes": ROUTES.schema,
        "verdeling": DIVISION.schema,
        "kalender": CALENDAR.schema,
        "robuust": ROBUSTNESS.schema,
        "export": EXPORT.schema,
    }


def written_schemas(
    loaded: Loaded, rulebook: Rulebook, scenarios: Mapping[str, str]
) -> dict[str, Mapping[str, Any]]:
    """The schemas of what people write, by name; apart from those of answers, which load all that makes these."""
    titles = titles_of(loaded.dossier)
    return {
        **content_schemas(titles, loaded.dossier.header.traits),
        "netwerk": network_schema(loaded.dossier, rulebook, titles),
        "regels": rules_schema(rulebook, titles),
        "scenario": scenario_schema(loaded.dossier, rulebook, titles, scenarios),
        "toetsen": tests_schema(loaded.dossier, rulebook, titles, scenarios),
    }


def schema_texts(found: Workspace) -> dict[str, str]:
    """The text of every schema file of a dossier, by its name. Raises InputError when a scenario cannot be read."""
    known = {name: scenario.name for name, scenario in found.scenarios.items()}
    return {
        f"{name}.json": _text({**_MADE, **schema})
        for name, schema in schemas(found.loaded, found.rulebook, known).items()
    }


def _text(schema: Mapping[str, Any]) -> str:
    """What an output promises is laid out for people. What only an editor reads has a line for each definition: a
    change shows in a line, and making the file takes a third of the time."""
    if "definitions" not in schema:
        return json_text(schema)
    definitions = _lines({name: _one_line(value) for name, value in schema["definitions"].items()})
    parts = {key: definitions if key == "definitions" else _one_line(value) for key, value in schema.items()}
    return _lines(parts) + "\n"


def _lines(texts: Mapping[str, str]) -> str:
    return "{\n" + ",\n".join(f"{_one_line(key)}: {text}" for key, text in texts.items()) + "\n}"


def _one_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
