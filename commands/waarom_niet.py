"""`krachtenveld waarom-niet`: the nearest miss of an advice that is not given."""

from __future__ import annotations

import click

from commands.options import DutchCommand, Settings, with_settings
from commands.shared import deliver, outcome_of


@click.command("waarom-niet", cls=DutchCommand)
@click.argument("words", metavar="ADVIES", nargs=-1, required=True)
@click.option("--prioriteit", metavar="NAAM", help="Waarom dit er niet is voor deze prioriteit.")
@click.option("--regel", "rule", metavar="NAAM", help="Waarom deze regel dit niet geeft, of waarvoor wel.")
@click.option("--snel", is_flag=True, help="Zoek niet naar de kleinste wijziging.")
@with_settings("tabel", "json")
def waarom_niet(
    settings: Settings, words: tuple[str, ...], prioriteit: str | None, rule: str | None, snel: bool
) -> None:
    """Laat zien waarom een advies er niet uitkomt, en welke kleinste wijziging het wel zou geven.

    ADVIES is een naam zoals positie/vng-zjo/voorzitter; gremium/rol mag ook, of een paar woorden daaruit. Met een
    prioriteit erachter, of met --prioriteit, gaat het om het advies voor die prioriteit.
    """
    from strategy.explain.whynot import why_not
    from visualizations.reports.waarom_niet import asked_about, why_not_report

    outcome = outcome_of(settings)
    name, priority = asked_about(outcome, " ".join(words), prioriteit)
    found = why_not(outcome, name, search=not snel, priority=priority, rule=rule or "")
    deliver(settings, why_not_report(outcome, found))
