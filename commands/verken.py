"""`krachtenveld verken`: the explorer as one HTML file, or served on this machine with `--live`."""

from __future__ import annotations

from typing import Any

import click

from commands.options import DutchCommand, common, paper_settings, settings_of
from commands.shared import beside_base, divisions, emit

FORMS = ("html",)
PORT = 8460


@click.command(cls=DutchCommand)
@click.option("--titel", metavar="TEKST", help="Titel boven de verkenner.")
@click.option(
    "--zonder-verdeling",
    is_flag=True,
    help="Laat weg wie in het college welke zetel neemt; dat scheelt ook tijd.",
)
@click.option(
    "--live", is_flag=True, help="Toon de verkenner op deze computer, en opnieuw na elke keer bewaren."
)
@click.option(
    "--poort",
    type=click.IntRange(0, 65535),
    default=PORT,
    help=f"Met --live: de poort (anders {PORT}); 0 kiest er een.",
)
@click.option(
    "--adres",
    metavar="ADRES",
    default="127.0.0.1",
    help="Met --live: luister op dit adres (anders alleen deze computer).",
)
@click.option("--open", "open_browser", is_flag=True, help="Met --live: open meteen de browser.")
@common
@click.pass_context
def verken(
    ctx: click.Context,
    /,
    titel: str | None,
    zonder_verdeling: bool,
    live: bool,
    poort: int,
    adres: str,
    open_browser: bool,
    **given: Any,
) -> None:
    """Maak de verkenner: schuif met gewichten, wissel van scenario, en zie welke zetels dan bovenaan staan.

    Het is één HTML-bestand dat zonder internet werkt. Alle scenario's van het dossier staan erin.
    """
    # not by `with_settings`: what `--uit` and the form mean depends on `--live`
    settings = settings_of(ctx, given, FORMS) if live else paper_settings(ctx, given, FORMS, "verkenner")
    if live:
        if titel:
            raise click.UsageError("--titel hoort bij de verkenner als bestand, niet bij --live")
        from commands.verken_live import serve

        serve(settings, poort, adres, open_browser)
        return
    from visualizations.verken.page import render_explorer

    if settings.scenario:
        raise click.UsageError("in de verkenner staan alle scenario's al; laat --scenario weg")
    futures = beside_base(settings)
    plans = None if zonder_verdeling else divisions(futures)
    emit(settings, render_explorer(futures, plans=plans, divides=not zonder_verdeling, title=titel))
