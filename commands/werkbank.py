"""`krachtenveld werkbank`: the whole program with an editor and a dossier, as one page that needs nothing else."""

from __future__ import annotations

import click

from commands.options import DutchCommand, Settings, with_settings
from commands.shared import emit, read_files


@click.command(cls=DutchCommand)
@with_settings("html", "zip", paper="werkbank", no_scenario="in de pagina zijn alle scenario's te kiezen")
def werkbank(settings: Settings) -> None:
    """Maak de werkbank: één HTML-bestand waarin iemand het dossier wijzigt en ziet wat dat doet.

    Wie het krijgt, hoeft niets te installeren: het hele programma zit erin, en het werkt zonder internet in Edge, Chrome
    en Firefox. Met --uit werkbank.zip zit de pagina in een zip: mailfilters houden grote HTML-bestanden vaak tegen.
    """
    from visualizations.werkbank.page import packed, render
    from visualizations.writers.safe_files import sealed

    for given, option in (
        (settings.day, "--peildatum"),
        (settings.public, "--openbaar"),
        (settings.engine, "--engine"),
    ):
        if given:
            raise click.UsageError(
                f"werkbank kent geen {option}: het hele dossier gaat mee, en de pagina rekent zelf"
            )
    page = render(read_files(settings))
    made = packed(page) if settings.format == "zip" else page
    emit(settings, made)
    if isinstance(made, bytes):
        from hashlib import sha256

        click.echo(f"SHA-256: {sha256(sealed(made)).hexdigest()}", err=True)
