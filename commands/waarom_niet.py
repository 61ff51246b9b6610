"""`krachtenveld waarom-niet`: the nearest miss of an advice that is not given."""

from __future__ import annotations

from typing import Any

import click

from commands.steps import emit, json_text, outcome_of, show
from visualizations.dutch_help import DutchCommand
from visualizations.options import common, settings_of


@click.command("waarom-niet", cls=DutchCommand)
@click.argument("words", metavar="ADVIES", nargs=-1, required=True)
@click.option("--snel", is_flag=True, help="Zoek niet naar de kleinste wijziging.")
@common
@click.pass_context
def waarom_niet(ctx: click.Context, /, words: tuple[str, ...], snel: bool, **given: Any) -> None:
    """Laat zien waarom een advies er niet uitkomt, en welke kleinste wijziging het wel zou geven.

    ADVIES is een naam zoals positie/vng-zjo/voorzitter; gremium/rol mag ook, of een paar woorden daaruit.
    """
    from strategy.explain.whynot.whynot import why_not
    from visualizations.candidates import candidate
    from visualizations.whynot import why_not_data, why_not_text

    settings = settings_of(ctx, given, ("tabel", "json"))
    outcome = outcome_of(settings)
    found = why_not(outcome, candidate(outcome, " ".join(words)), search=not snel)
    if settings.format == "json":
        emit(settings, json_text(why_not_data(outcome, found)))
    else:
        show(settings, why_not_text(outcome, found))
