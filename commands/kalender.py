"""`krachtenveld kalender`: the moments that matter for seats and lobby, with the advice they serve."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import click

from commands.steps import emit, emit_bytes, json_text, outcome_of, show
from visualizations.dutch_help import DutchCommand
from visualizations.options import FORMATS, Day, common, settings_of


@click.command(cls=DutchCommand)
@click.option("--vanaf", type=Day(), help="Vanaf deze dag; ook voor de peildatum.")
@click.option("--tot", type=Day(), help="Tot en met deze dag.")
@click.option("--netwerk", metavar="NAAM", help="Alleen dit netwerk: vng, g40, mra …")
@click.option("--opgave", metavar="NAAM", help="Alleen wat advies voor deze opgave raakt.")
@click.option("--alles", is_flag=True, help="Ook wat voorbij is, en wat verder weg is dan een jaar.")
@click.option(
    "--top",
    type=click.IntRange(0),
    metavar="AANTAL",
    default=3,
    help="Zoveel adviezen per moment (anders 3); 0 is alles.",
)
@common
@click.pass_context
def kalender(
    ctx: click.Context,
    /,
    vanaf: date | None,
    tot: date | None,
    netwerk: str | None,
    opgave: str | None,
    alles: bool,
    top: int,
    **given: Any,
) -> None:
    """Toon welke deadlines, rondes en termijnen eraan komen, met het advies dat ervan afhangt."""
    from strategy.calendar.agenda import Choice, agenda
    from visualizations.selection import Selection, check

    settings = settings_of(ctx, given, (*FORMATS, "xlsx", "ics"))
    if vanaf and tot and tot < vanaf:
        raise click.UsageError(f"--tot {tot} ligt voor --vanaf {vanaf}; draai ze om")
    outcome = outcome_of(settings)
    named = check(outcome, Selection(network=netwerk, opgave=opgave))
    choice = Choice(vanaf, tot, named.network, named.opgave, past=alles)
    found = agenda(outcome, choice)
    match settings.format:
        case "json":
            from visualizations.calendar.data import calendar_data

            emit(settings, json_text(calendar_data(outcome, choice, found)))
        case "csv" | "xlsx" | "md":
            from visualizations.calendar.sheets import advice_sheet, as_markdown, moment_sheet
            from visualizations.sheets import csv_text, xlsx_bytes
            from visualizations.stamp import stamp

            mark, sheet = stamp(outcome.case), moment_sheet(outcome, found)
            if settings.format == "csv":
                emit(settings, csv_text(sheet, mark))
            elif settings.format == "md":
                emit(settings, as_markdown(outcome, sheet))
            else:
                title = f"Kalender · {outcome.case.dossier.header.name}"
                emit_bytes(settings, xlsx_bytes([sheet, advice_sheet(found)], title, mark))
        case "ics":
            from visualizations.calendar.ics import calendar_text, undated

            emit(settings, calendar_text(outcome, found))
            if left := undated(found):
                what = "heeft geen datum en staat" if left == 1 else "hebben geen datum en staan"
                of = f"{left} van de {len(found)} momenten in deze keuze"
                click.echo(f"let op: {of} {what} niet in de agenda", err=True)
        case _:
            from visualizations.calendar.view import calendar_view

            hidden = 0 if alles else len(agenda(outcome, replace(choice, past=True))) - len(found)
            whole = alles or tot is not None
            show(settings, calendar_view(outcome, found, top, whole, hidden))
