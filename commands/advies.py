"""`krachtenveld advies`: the ranked list, as table or file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from commands.options import FORMATS, DutchCommand, Settings, amount, with_settings
from commands.shared import deliver, outcome_of, remark, remark_on_strays

if TYPE_CHECKING:
    from strategy.advice.advise import Outcome

GROUPINGS = ("opgave", "portefeuille", "netwerk", "geen")


@click.command(cls=DutchCommand)
@click.option(
    "--per",
    type=click.Choice(GROUPINGS),
    default="opgave",
    help="Groepeer per opgave, portefeuille, netwerk of niet (anders per opgave).",
)
@click.option("--soort", metavar="SOORT", help="Alleen deze soort: positie, relatie, route, samenwerking …")
@click.option("--opgave", metavar="NAAM", help="Alleen deze opgave.")
@click.option("--prioriteit", metavar="NAAM", help="Alleen wat deze prioriteit dient.")
@click.option(
    "--thema", metavar="NAAM", help="Alleen wat een prioriteit over dit thema dient, of over een deel ervan."
)
@click.option("--portefeuille", metavar="NAAM", help="Alleen wat het best bij deze portefeuille past.")
@click.option("--netwerk", metavar="NAAM", help="Alleen dit netwerk: vng, g40, mra …")
@click.option("--band", metavar="BAND", help="Alleen doen, ook-doen, als-er-tijd-is of niet-doen.")
@click.option("--voorwaarde", metavar="SOORT", help="Alleen met deze voorwaarde: gunning, vereist, keuze …")
@amount(
    "--top",
    help="Op het scherm zoveel per groep (anders 8), in een bestand zoveel in totaal (anders alle); 0 is alles.",
)
@click.option("--onderdelen", is_flag=True, help="Toon de losse adviezen waaruit een regel bestaat.")
@with_settings(*FORMATS, "xlsx")
def advies(
    settings: Settings,
    per: str,
    soort: str | None,
    opgave: str | None,
    prioriteit: str | None,
    thema: str | None,
    portefeuille: str | None,
    netwerk: str | None,
    band: str | None,
    voorwaarde: str | None,
    top: int | None,
    onderdelen: bool,
) -> None:
    """Toon welke posities, relaties en routes het dossier oplevert."""
    from strategy.advice.select import Selection, resolved, select, select_lines
    from strategy.allocation.seats import within_portfolio
    from visualizations.reports.advies import SHOWN, Asked, advice_report

    outcome = outcome_of(settings)
    asked = Selection(soort, opgave, netwerk, band, voorwaarde, prioriteit, thema, portefeuille)
    selection = resolved(outcome, asked)
    chosen = select(outcome, selection) if onderdelen else select_lines(outcome, selection)
    if selection.portfolio:
        chosen = within_portfolio(outcome, chosen, selection.portfolio)
    if top and settings.format not in (None, "tabel"):
        chosen = chosen[:top]
    shown = SHOWN if top is None else top
    deliver(settings, advice_report(Asked(outcome, chosen, selection, per, shown)))
    remark_on_strays(settings)
    if settings.format in (None, "tabel") and settings.out is None:
        remark(_missing(outcome))


def _missing(outcome: Outcome) -> Iterator[str]:
    """What the dossier does not say of tables of ours, so that nothing is advised about them."""
    from strategy.checks.checked_dossier import CheckedDossier
    from strategy.checks.unreachable import SILENT_TABLE, silent_tables

    for finding in silent_tables(CheckedDossier(outcome)):
        yield f"{finding.message} (`krachtenveld controleer --alleen {SILENT_TABLE}`)"
