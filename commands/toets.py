"""`krachtenveld toets`: the tests that strategists write, in rules and in toetsen/*.yaml."""

from __future__ import annotations

from typing import Any

import click

from commands.options import DutchCommand, common, settings_of, without_scenario
from commands.shared import deliver, engine_for_many, outcome_of, read_files


@click.command(cls=DutchCommand)
@click.option("--alles", is_flag=True, help="Toon ook wat goed ging.")
@common
@click.pass_context
def toets(ctx: click.Context, /, alles: bool, **given: Any) -> None:
    """Draai de voorbeelden in regels en de toetsen in toetsen/; afsluitcode 1 als er een mis is."""
    from strategy.testing.run import run_tests
    from visualizations.reports.toets import report_of_tests

    without_scenario(ctx, "een toets noemt zelf onder welk scenario zij geldt, met de sleutel scenario")
    settings = settings_of(ctx, given, ("tabel", "json"))
    base = read_files(settings)
    outcome = outcome_of(settings, base)
    base = base.proven()
    found = run_tests(outcome, base.tests, base.scenarios, engine_for_many(settings))
    deliver(settings, report_of_tests(outcome, found, alles))
    if found.count("mis"):
        ctx.exit(1)
