"""`krachtenveld advies`: the ranked list, as table or file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.steps import emit, emit_bytes, json_text, outcome_of, show
from visualizations.dutch_help import DutchCommand
from visualizations.options import FORMATS, common, settings_of

if TYPE_CHECKING:
    from strategy.advice.advise import Outcome
    from strategy.advice.model import Advice

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
@click.option("--netwerk", metavar="NAAM", help="Alleen dit netwerk: vng, g40, mra …")
@click.option("--band", metavar="BAND", help="Alleen doen, ook-doen, als-er-tijd-is of niet-doen.")
@click.option("--voorwaarde", metavar="SOORT", help="Alleen met deze voorwaarde: gunning, vereist, keuze …")
@click.option(
    "--top",
    type=click.IntRange(0),
    metavar="AANTAL",
    default=8,
    help="Zoveel per groep (anders 8); 0 is alles.",
)
@common
@click.pass_context
def advies(
    ctx: click.Context,
    /,
    per: str,
    soort: str | None,
    opgave: str | None,
    netwerk: str | None,
    band: str | None,
    voorwaarde: str | None,
    top: int,
    **given: Any,
) -> None:
    """Toon welke posities, relaties en routes het dossier oplevert."""
    from visualizations.selection import Selection, check, choose, grouped

    settings = settings_of(ctx, given, (*FORMATS, "xlsx"))
    outcome = outcome_of(settings)
    selection = check(outcome, Selection(soort, opgave, netwerk, band, voorwaarde))
    chosen = choose(outcome, selection)
    match settings.format:
        case "json":
            from visualizations.contract import advice_data

            emit(settings, json_text(advice_data(outcome, chosen)))
        case "csv":
            from visualizations.sheets import csv_text
            from visualizations.stamp import stamp
            from visualizations.tables import advice_sheet

            emit(settings, csv_text(advice_sheet(outcome, chosen), stamp(outcome.case)))
        case "xlsx":
            from visualizations.sheets import xlsx_bytes
            from visualizations.stamp import stamp
            from visualizations.tables import advice_sheet

            title = f"Adviezen · {outcome.case.dossier.header.name}"
            emit_bytes(settings, xlsx_bytes([advice_sheet(outcome, chosen)], title, stamp(outcome.case)))
        case "md":
            from visualizations.tables import as_markdown

            emit(settings, as_markdown(outcome, chosen))
        case _:
            from visualizations.terminal import advice_overview

            groups = grouped(outcome, chosen, per, selection)
            lead, remarks = _time(outcome, groups) if per == "portefeuille" else ("", {})
            show(settings, advice_overview(outcome, groups, top, selection.text(), voorwaarde, lead, remarks))


def _time(outcome: Outcome, groups: dict[str, list[Advice]]) -> tuple[str, dict[str, str]]:
    """What seats ask of portfolios; imported here, since other groupings need nothing of it."""
    from visualizations.portfolios import time_texts

    return time_texts(outcome, groups)
