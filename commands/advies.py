"""`krachtenveld advies`: the ranked list, as table or file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.steps import emit, emit_bytes, json_text, outcome_of, show
from visualizations.dutch_help import DutchCommand
from visualizations.options import FORMATS, common, settings_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType

    from strategy.advice.advise import Outcome
    from strategy.advice.lines import Line
    from strategy.advice.model import Advice
    from visualizations.selection import Selection
    from visualizations.sheets import Sheet

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
    help="Op het scherm zoveel per groep (anders 8), in een bestand zoveel in totaal (anders alle); 0 is alles.",
)
@click.option("--onderdelen", is_flag=True, help="Toon de losse adviezen waaruit een regel bestaat.")
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
    top: int | None,
    onderdelen: bool,
    **given: Any,
) -> None:
    """Toon welke posities, relaties en routes het dossier oplevert."""
    from visualizations.selection import Selection, check, choose, choose_lines

    settings = settings_of(ctx, given, (*FORMATS, "xlsx"))
    outcome = outcome_of(settings)
    selection = check(outcome, Selection(soort, opgave, netwerk, band, voorwaarde))
    lines = None if onderdelen else choose_lines(outcome, selection)
    chosen = choose(outcome, selection) if lines is None else lines
    if top and settings.format not in (None, "tabel"):
        chosen, lines = chosen[:top], lines and lines[:top]
    match settings.format:
        case "json":
            from visualizations.contract import advice_data

            emit(settings, json_text(advice_data(outcome, chosen)))
        case "csv":
            from visualizations.sheets import csv_text
            from visualizations.stamp import stamp

            emit(settings, csv_text(_sheet(outcome, chosen, lines), stamp(outcome.case)))
        case "xlsx":
            from visualizations.sheets import xlsx_bytes
            from visualizations.stamp import stamp

            title = f"Adviezen · {outcome.case.dossier.header.name}"
            emit_bytes(settings, xlsx_bytes([_sheet(outcome, chosen, lines)], title, stamp(outcome.case)))
        case "md":
            emit(settings, _markdown(outcome, chosen, lines))
        case _:
            show(settings, _overview(outcome, chosen, per, selection, 8 if top is None else top, voorwaarde))


def _sheet(outcome: Outcome, chosen: Sequence[Advice], lines: Sequence[Line] | None) -> Sheet:
    from strategy.calendar.windows import windows
    from visualizations.tables import advice_sheet, line_sheet

    return advice_sheet(outcome, chosen) if lines is None else line_sheet(outcome, lines, windows(outcome))


def _markdown(outcome: Outcome, chosen: Sequence[Advice], lines: Sequence[Line] | None) -> str:
    from strategy.calendar.windows import windows
    from visualizations.tables import as_markdown, lines_as_markdown

    return (
        as_markdown(outcome, chosen) if lines is None else lines_as_markdown(outcome, lines, windows(outcome))
    )


def _overview(
    outcome: Outcome,
    chosen: Sequence[Advice],
    per: str,
    selection: Selection,
    top: int,
    asked: str | None,
) -> RenderableType:
    from strategy.calendar.windows import windows
    from visualizations.selection import grouped, urgent_first
    from visualizations.tables import moment_text
    from visualizations.terminal import advice_overview

    groups = grouped(outcome, chosen, per, selection)
    lead, remarks = _time(outcome, groups) if per == "portefeuille" else ("", {})
    running = windows(outcome)
    shown = urgent_first(groups, {name: window.last for name, window in running.items()})
    moments = {name: moment_text(window) for name, window in running.items()}
    return advice_overview(outcome, shown, top, selection.text(), asked, lead, remarks, moments)


def _time(outcome: Outcome, groups: Mapping[str, Sequence[Advice]]) -> tuple[str, dict[str, str]]:
    """What seats ask of portfolios; imported here, since other groupings need nothing of it."""
    from visualizations.portfolios import time_texts

    return time_texts(
        outcome,
        {name: [part for advice in group for part in advice.within] for name, group in groups.items()},
    )
