"""`krachtenveld register`: the network file that the register of public organisations gives, made anew from a newer state."""

from __future__ import annotations

import os
from pathlib import Path

import click

from commands.options import DutchCommand, Settings, with_settings
from commands.shared import deliver, own_folder, read_register
from strategy.errors import KrachtenveldError


@click.command(cls=DutchCommand)
@click.argument("source", metavar="[BESTAND]", required=False)
@click.option("--toon", "only_show", is_flag=True, help="Schrijf niets; zeg alleen wat er verandert.")
@with_settings("tabel", no_scenario="het register gaat over het dossier zelf")
def register(settings: Settings, source: str | None, only_show: bool) -> None:
    """Werk networks/register.yaml bij uit het Register van Overheidsorganisaties.

    BESTAND is een export van dat register (exportOO.xml). Zonder BESTAND telt de stand die bij krachtenveld hoort. Wat u
    zelf opschreef, blijft zoals het is.
    """
    from strategy.dossier.files import SINGLE_FILES
    from strategy.register.network import FILE, is_untouched
    from strategy.register.renewal import plan
    from strategy.workspace import CONTENT_FOLDERS, read_workspace, workspace_of
    from visualizations.reports.register import register_report
    from visualizations.writers.files import write_text

    if settings.public:
        raise click.UsageError("register kent geen --openbaar: het verslag noemt ook wat intern is")
    root = own_folder(
        settings,
        "er is geen dossier waar het register bij hoort",
        "begin met `krachtenveld nieuw gemeente MAP --naam NAAM`",
    )
    present = read_workspace(root).proven()
    own = {
        path: text
        for path, text in present.texts.items()
        if path in SINGLE_FILES or path.partition("/")[0] in CONTENT_FOLDERS
    }
    planned = plan(present.loaded, own, read_register(source))
    path = root / FILE
    written = not only_show and bool(planned.differences)
    if written:
        if FILE in own and not is_untouched(own[FILE]) and not settings.force:
            raise KrachtenveldError(
                f"{FILE} is met de hand veranderd; opnieuw maken zou dat weggooien",
                "zet wat u zelf weet in een ander bestand in networks/, en gebruik dan --force",
            )
        workspace_of({**present.texts, FILE: planned.text}).proven()
        write_text(path, planned.text, force=True)
        shown = os.path.relpath(path) if path.resolve().is_relative_to(Path.cwd()) else str(path)
        click.echo(f"geschreven: {shown}", err=True)
    deliver(
        settings,
        register_report(planned, Path(source).name if source else "de stand bij krachtenveld", written),
    )
