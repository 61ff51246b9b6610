"""`krachtenveld schema`: JSON Schemas for editors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from commands.steps import emit, json_text, read_files
from visualizations.dutch_help import DutchCommand
from visualizations.options import common, settings_of


@click.command(cls=DutchCommand)
@common
@click.pass_context
def schema(ctx: click.Context, /, **given: Any) -> None:
    """Schrijf JSON-schema's met de namen van dit dossier, zodat een editor aanvult en controleert."""
    from strategy.dossier.files import is_installed
    from strategy.dossier.jsonschema import content_schemas
    from strategy.rulebook.jsonschema import rules_schema
    from visualizations.contract import advice_schema

    settings = settings_of(ctx, given)
    loaded, rulebook = read_files(settings)
    schemas = {
        **content_schemas(loaded.names),
        "regels": rules_schema(rulebook.types),
        "advies": advice_schema(),
    }
    root = Path(loaded.dossier.root)
    folder = Path(settings.out) if settings.out else Path("schema") if is_installed(root) else root / "schema"
    for name, content in schemas.items():
        marked = {"$comment": "gemaakt met krachtenveld schema", **content}
        emit(replace(settings, out=str(folder / f"{name}.json")), json_text(marked))
