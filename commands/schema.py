"""`krachtenveld schema`: JSON Schemas for editors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from commands.options import DutchCommand, common, settings_of, without_scenario
from commands.shared import emit, read_files


@click.command(cls=DutchCommand)
@common
@click.pass_context
def schema(ctx: click.Context, /, **given: Any) -> None:
    """Schrijf JSON-schema's met de namen van dit dossier, zodat een editor aanvult en controleert.

    Draai het opnieuw als er namen, feiten of scenario's bij komen. Met de uitbreiding YAML (redhat.vscode-yaml)
    toont VS Code de namen met Ctrl+spatie en onderstreept het wat niet klopt.
    """
    from strategy.dossier.files import is_installed
    from visualizations.schemas import FOLDER, schema_texts

    without_scenario(ctx, "schema's gaan over de namen in het dossier zelf")
    settings = settings_of(ctx, given)
    found = read_files(settings)
    root = Path(found.loaded.dossier.root)
    beside = Path(FOLDER) if is_installed(root) else root / FOLDER
    folder = Path(settings.out) if settings.out else beside
    for name, text in schema_texts(found).items():
        emit(replace(settings, out=str(folder / name)), text)
