"""`krachtenveld kaart`: the network map as one HTML file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from commands.steps import emit, outcome_of
from visualizations.dutch_help import DutchCommand
from visualizations.options import common, settings_of


@click.command(cls=DutchCommand)
@click.option("--titel", metavar="TEKST", help="Titel boven de kaart.")
@common
@click.pass_context
def kaart(ctx: click.Context, /, titel: str | None, **given: Any) -> None:
    """Maak de netwerkkaart: één HTML-bestand dat zonder internet werkt."""
    from visualizations.kaart import render_map

    settings = settings_of(ctx, given, ("html",))
    outcome = outcome_of(settings)
    target = replace(settings, out=settings.out or "uit/kaart.html")
    emit(target, render_map(outcome, title=titel))
