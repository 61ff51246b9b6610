"""`krachtenveld toets`: the tests that strategists write, in rules and in toetsen/*.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands.steps import emit, json_text, outcome_of
from visualizations.dutch_help import DutchCommand
from visualizations.options import common, settings_of, without_scenario


@click.command(cls=DutchCommand)
@click.option("--alles", is_flag=True, help="Toon ook wat goed ging.")
@common
@click.pass_context
def toets(ctx: click.Context, /, alles: bool, **given: Any) -> None:
    """Draai de voorbeelden in regels en de toetsen in toetsen/; afsluitcode 1 als er een mis is."""
    from strategy.testing.beside import read_beside
    from strategy.testing.run import run_tests
    from visualizations.toets import report_data, report_text

    without_scenario(ctx, "een toets noemt zelf onder welk scenario zij geldt, met de sleutel scenario")
    settings = settings_of(ctx, given, ("tabel", "json"))
    outcome = outcome_of(settings)
    case = outcome.case
    known, tests = read_beside(Path(case.dossier.root), case.loaded, case.rulebook)
    report = run_tests(outcome, tests, known, settings.engine or "auto")
    if settings.format == "json":
        emit(settings, json_text(report_data(outcome, report)))
    else:
        emit(settings, report_text(outcome, report, alles))
    if report.count("mis"):
        ctx.exit(1)
