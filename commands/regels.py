"""`krachtenveld regels`: the rules as documentation."""

from __future__ import annotations

from typing import Any

import click

from commands.steps import case_of, emit, outcome_of
from visualizations.dutch_help import DutchCommand
from visualizations.options import common, settings_of


@click.command(cls=DutchCommand)
@click.option("--feiten", is_flag=True, help="Toon de feiten waarover regels gaan.")
@common
@click.pass_context
def regels(ctx: click.Context, /, feiten: bool, **given: Any) -> None:
    """Toon de regels als leesbare documentatie (Markdown)."""
    from visualizations.rule_pages import facts_markdown, rules_markdown

    settings = settings_of(ctx, given, ("tabel", "md"))
    if feiten:
        emit(settings, facts_markdown(case_of(settings).rulebook.types))
        return
    outcome = outcome_of(settings)
    emit(settings, rules_markdown(outcome.case.rulebook, outcome.trace.fired))
