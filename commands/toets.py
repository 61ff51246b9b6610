"""`krachtenveld toets`: the tests that strategists write, in rules and in toetsen/*.yaml."""

from __future__ import annotations

import click
from click.exceptions import Exit

from commands.options import DutchCommand, Settings, with_settings
from commands.shared import deliver, engine_for_many, outcome_of, read_files, remark, remark_on_strays
from strategy.errors import InputError, quote


@click.command(cls=DutchCommand)
@click.option("--alles", is_flag=True, help="Toon ook wat goed ging.")
@with_settings(
    "tabel", "json", no_scenario="een toets noemt zelf onder welk scenario zij geldt, met de sleutel scenario"
)
def toets(settings: Settings, alles: bool) -> None:
    """Draai de voorbeelden in regels en de toetsen in toetsen/; afsluitcode 1 als er een mis is."""
    from strategy.scenarios.files import left_out
    from strategy.testing.run import run_tests
    from visualizations.reports.toets import report_of_tests

    base = read_files(settings)
    outcome = outcome_of(settings, base)
    base, unfit = base.without_unfit()
    try:
        tests = base.tests
    except InputError as error:
        gone = {
            f"er is geen scenario {quote(name)}" for name in unfit
        }  # what is told of those, is told there
        others = (finding for finding in error.findings if finding.message not in gone)
        raise InputError((*dict.fromkeys(unfit.values()), *others)) from None
    remark(left_out(unfit))
    remark_on_strays(settings)
    found = run_tests(outcome, tests, base.scenarios, engine_for_many(settings))
    deliver(settings, report_of_tests(outcome, found, alles))
    if found.count("mis"):
        raise Exit(1)
