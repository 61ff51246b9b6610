"""`krachtenveld toets`: the tests that strategists write, in rules and in toetsen/*.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands.options import DutchCommand, common, settings_of, without_scenario
from commands.shared import deliver, engine_for_many, outcome_of


@click.command(cls=DutchCommand)
@click.option("--alles", is_flag=True, help="Toon ook wat goed ging.")
@common
@click.pass_context
def toets(ctx: click.Context, /, alles: bool, **given: Any) -> None:
    """Draai de voorbeelden in regels en de toetsen in toetsen/; afsluitcode 1 als er een mis is."""
    from strategy.testing.read import read_beside
    from strategy.testing.run import run_tests
    from visualizations.reports.toets import report_of_tests

    without_scenario(ctx, "een toets noemt zelf onder welk scenario zij geldt, met de sleutel scenario")
    settings = settings_of(ctx, given, ("tabel", "json"))
    outcome = outcome_of(settings)
    case = outcome.case
    known, tests = read_beside(Path(case.dossier.root), case.loaded, case.rulebook)
    found = run_tests(outcome, tests, known, engine_for_many(settings))
    deliver(settings, report_of_tests(outcome, found, alles))
    if found.count("mis"):
        ctx.exit(1)
