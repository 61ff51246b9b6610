"""`krachtenveld waarom-niet`: the nearest miss of an advice that is not given."""

from __future__ import annotations

from typing import Any

import click

from commands.options import DutchCommand, common, settings_of
from commands.shared import deliver, outcome_of


@click.command("waarom-niet", cls=DutchCommand)
@click.argument("words", metavar="ADVIES", nargs=-1, required=True)
@click.option("--snel", is_flag=True, help="Zoek niet naar de kleinste wijziging.")
@common
@click.pass_context
def waarom_niet(ctx: click.Context, /, words: tuple[str, ...], snel: bool, **given: Any) -> None:
    """Laat zien waarom een advies er niet uitkomt, en welke kleinste wijziging het wel zou geven.

    ADVIES is een naam zoals positie/vng-zjo/voorzitter; gremium/rol mag ook, of een paar woorden daaruit.
    """
    from strategy.explain.whynot import why_not
    from visualizations.reports.waarom_niet import candidate, why_not_report

    settings = settings_of(ctx, given, ("tabel", "json"))
    outcome = outcome_of(settings)
    found = why_not(outcome, candidate(outcome, " ".join(words)), search=not snel)
    deliver(settings, why_not_report(outcome, found))
