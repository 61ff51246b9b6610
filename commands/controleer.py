"""`krachtenveld controleer`: what is wrong or odd in a dossier."""

from __future__ import annotations

from typing import Any

import click

from commands.steps import case_of, emit
from visualizations.dutch_help import DutchCommand
from visualizations.options import common, settings_of


@click.command(cls=DutchCommand)
@click.option("--kruiscontrole", is_flag=True, help="Laat beide engines rekenen en meld elk verschil.")
@common
@click.pass_context
def controleer(ctx: click.Context, /, kruiscontrole: bool, **given: Any) -> None:
    """Controleer alle bestanden van het dossier; afsluitcode 1 bij verschillen, 2 bij fouten."""
    from visualizations.checks import differences_text, summary

    settings = settings_of(ctx, given)
    case = case_of(settings)
    if not kruiscontrole:
        emit(settings, summary(case))
        return
    from strategy.inference.choose import cross_check

    differences = cross_check(case.rulebook, case.facts)
    emit(settings, summary(case) + differences_text(differences))
    if differences:
        ctx.exit(1)
