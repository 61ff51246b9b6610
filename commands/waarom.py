"""`krachtenveld waarom`: the tree under one advice."""

from __future__ import annotations

import click

from commands.options import DutchCommand, Settings, with_settings
from commands.shared import deliver, outcome_of


@click.command(cls=DutchCommand)
@click.argument("words", metavar="ADVIES", nargs=-1, required=True)
@click.option("--diep", is_flag=True, help="Ook wat regels onderweg concludeerden, stap voor stap.")
@with_settings("tabel", "json")
def waarom(settings: Settings, words: tuple[str, ...], diep: bool) -> None:
    """Laat zien waarom een advies eruit komt, tot in de bronparagraaf.

    ADVIES is de naam onder elk advies, bijvoorbeeld positie/vng-zjo; met --onderdelen toont `advies` ook de namen
    van de losse adviezen daarin. Een paar woorden uit die naam of uit de titel mag ook.
    """
    from strategy.advice.select import find_lines
    from visualizations.reports.waarom import why_report

    outcome = outcome_of(settings)
    advices = find_lines(outcome, " ".join(words))
    deliver(settings, why_report(outcome, advices, diep))
