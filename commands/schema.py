"""`krachtenveld schema`: JSON Schemas for editors."""

from __future__ import annotations

from pathlib import Path

import click

from commands.options import DutchCommand, Settings, with_settings
from commands.shared import own_folder, read_files


@click.command(cls=DutchCommand)
@with_settings(no_scenario="schema's gaan over de namen in het dossier zelf")
def schema(settings: Settings) -> None:
    """Schrijf JSON-schema's met de namen van dit dossier, zodat een editor aanvult en controleert.

    Draai het opnieuw als er namen, feiten of scenario's bij komen. Met de uitbreiding YAML (redhat.vscode-yaml)
    toont VS Code de namen met Ctrl+spatie en onderstreept het wat niet klopt.
    """
    from visualizations.schema_files import FOLDER, schema_texts
    from visualizations.writers.safe_files import write_text

    if settings.public:
        raise click.UsageError("schema kent geen --openbaar: een editor vult ook aan wat intern is")
    folder = Path(settings.out) if settings.out else _beside(settings) / FOLDER
    found = read_files(settings)
    for name, text in schema_texts(found).items():
        path = folder / name
        write_text(path, text, settings.force or _is_schema(path))
        click.echo(f"geschreven: {path}", err=True)


def _is_schema(path: Path) -> bool:
    """Whether a file is a schema of ours. It has no seal: git puts versions of it together, and nobody works on it by hand."""
    from visualizations.schema_files import START

    try:
        return path.is_file() and path.read_text(encoding="utf-8").startswith(START)
    except (OSError, ValueError):
        return False


def _beside(settings: Settings) -> Path:
    return own_folder(settings, "er is geen map waar schema's bij horen", "kies met --uit waar zij komen")
