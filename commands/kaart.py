"""`krachtenveld kaart`: the network map as one HTML file, or as a picture for paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands.options import DutchCommand, Filled, Settings, with_settings
from commands.shared import beside_base, division, divisions, emit, outcome_of, remark

if TYPE_CHECKING:
    from visualizations.kaart.model import MapModel

PAPERS = ("A3", "A4")


@click.command(cls=DutchCommand)
@click.option("--titel", metavar="TEKST", help="Titel boven de kaart.")
@click.option("--opgave", metavar="NAAM", help="Alleen wat deze opgave dient.")
@click.option("--netwerk", metavar="NAAM", help="Alleen wat door de gremia van dit netwerk loopt.")
@click.option(
    "--advies", metavar="ADVIES", help="Alleen de hele lijn van dit advies, van opgave naar beslisser."
)
@click.option(
    "--vergelijk",
    type=Filled(),
    metavar="SCENARIO",
    help="Open met de verschillen tussen de basis en dit scenario: nieuw, vervallen, anders.",
)
@click.option(
    "--zonder-scenarios",
    is_flag=True,
    help="Zet alleen de basis in het bestand, of het scenario van --scenario.",
)
@click.option(
    "--zonder-verdeling",
    is_flag=True,
    help="Laat weg wie in het college welke zetel neemt; dat scheelt ook tijd.",
)
@click.option(
    "--papier",
    type=click.Choice(PAPERS, case_sensitive=False),
    default="A3",
    help="Formaat van svg, png en pdf (anders A3).",
)
@with_settings("html", "svg", "png", "pdf", paper="kaart")
def kaart(
    settings: Settings,
    titel: str | None,
    opgave: str | None,
    netwerk: str | None,
    advies: str | None,
    vergelijk: str | None,
    zonder_scenarios: bool,
    zonder_verdeling: bool,
    papier: str,
) -> None:
    """Maak de netwerkkaart: één HTML-bestand dat zonder internet werkt, of een plaat voor op papier.

    In het bestand staan ook de scenario's van het dossier, om tussen te wisselen en te vergelijken.
    """
    from visualizations.kaart.model import narrowed_each
    from visualizations.kaart.page import render

    form = str(settings.format)
    if vergelijk and form != "html":
        raise click.UsageError(f"--vergelijk hoort bij de kaart als webpagina, niet bij {form}")
    if vergelijk and settings.scenario:
        raise click.UsageError("--vergelijk zet een scenario naast de basis; laat --scenario weg")
    models = _models(
        settings,
        titel,
        vergelijk,
        zonder_scenarios or form != "html",
        form == "html" and not zonder_verdeling,
    )
    if opgave or netwerk or advies:
        models = narrowed_each(models, opgave=opgave, network=netwerk, advice=advies)
    if form == "html":
        emit(settings, render(*models, difference=bool(vergelijk)))
        return
    _paper(settings, models[0], form, papier.upper())


def _models(
    settings: Settings, title: str | None, compare: str | None, alone: bool, divides: bool
) -> tuple[MapModel, ...]:
    """The map of each scenario that goes into the file, the one it opens with first; who takes what where it `divides`."""
    from visualizations.kaart.build import divided, map_model, map_models

    if settings.scenario or (alone and compare is None):
        outcome = outcome_of(settings)
        return (divided(map_model(outcome, title=title), division(outcome) if divides else None),)
    futures = beside_base(settings, compare, alone)
    return map_models(futures, title, divisions(futures) if divides else None)


def _paper(settings: Settings, model: MapModel, form: str, paper: str) -> None:
    from visualizations.kaart.still import notes, still_pdf, still_png, still_svg

    remark(notes(model, paper, form))
    if form == "svg":
        emit(settings, still_svg(model, paper))
    else:
        emit(settings, still_png(model, paper) if form == "png" else still_pdf(model, paper))
