"""`krachtenveld werkbank`: the whole program with an editor and a dossier, as one page that needs nothing else."""

from __future__ import annotations

import click

from commands.options import DutchCommand, Settings, with_settings
from commands.shared import emit, read_files


@click.command(cls=DutchCommand)
@click.option(
    "--zip",
    "packed",
    is_flag=True,
    help="Pak de pagina in als zip; veel mailfilters houden grote HTML tegen.",
)
@with_settings(
    "html",
    paper="werkbank",
    no_scenario="in de werkbank zijn alle scenario's te kiezen",
    options=("dossier", "uit", "force", "debug"),
)
def werkbank(settings: Settings, packed: bool) -> None:
    """Maak de werkbank: één HTML-bestand waarin iemand zonder installatie het dossier wijzigt en ziet wat dat doet."""
    from visualizations.werkbank.page import render

    emit(settings, render(read_files(settings)))
